"""What Gradio calls when a person does something in the conversation; the work itself is in ``actions``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from rag.conversations import Conversations
from ui.web import actions
from ui.web.headers import COOKIE

if TYPE_CHECKING:
    from rag import Pullquote


class TalkEvents:
    """The handlers of one page, for all its visitors: each has a :class:`~ui.web.actions.Talk` of their own."""

    def __init__(self, pullquote: Pullquote) -> None:
        self._pullquote = pullquote

    def begin(self, text: str) -> tuple[str, Any]:
        """Take the question out of the box, and offer to stop."""
        return text, gr.update(value="", submit_btn=False, stop_btn=True)

    def begin_clicked(self, event: gr.EventData) -> tuple[str, Any]:
        """Take a question that was clicked, not typed."""
        return self.begin(str(event.question))

    def ask(
        self, text: str, talk: actions.Talk, scope: dict[str, Any], request: gr.Request
    ) -> Iterator[list[actions.Message]]:
        """Answer within the scope that the chips show."""
        articles = tuple(article["id"] for article in scope["articles"])
        yield from actions.ask(self._pullquote, text, talk, articles, self._kept(request))

    def end(self) -> Any:
        """Offer to ask again."""
        return gr.update(submit_btn=True, stop_btn=False)

    def stop(self, talk: actions.Talk) -> tuple[list[actions.Message], Any]:
        """Leave the answer as it is."""
        talk.stop()
        return list(talk.messages), self.end()

    def check(self, talk: actions.Talk, event: gr.EventData) -> list[actions.Message]:
        """Check a quote."""
        return actions.check(self._pullquote, str(event.quote), str(event.speaker), talk)

    def resume(self, event: gr.EventData, request: gr.Request) -> tuple[actions.Talk, list[actions.Message]]:
        """Open a kept conversation."""
        talk = actions.resume(self._pullquote, str(event.conversation), self._kept(request))
        return talk, talk.messages

    def fresh(self) -> tuple[actions.Talk, list[actions.Message]]:
        """Begin a new conversation."""
        return actions.Talk(), []

    def _kept(self, request: gr.Request) -> Conversations:
        return self._pullquote.library.conversations(request.cookies.get(COOKIE, ""))
