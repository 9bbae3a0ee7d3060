"""What Gradio calls when a person does something; the work itself is in ``asking`` and ``adding``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import gradio as gr

from rag.conversations import Conversations
from rag.reader.confidence import SURE_ENOUGH
from ui.web import asking
from ui.web.adding import Adders, State, failed, nothing, readable, sources_in
from ui.web.language import _, said_in, speaking, wanted
from ui.web.person import caller_of
from ui.web.scope import scope_of
from ui.web.talk import Message, Tab, Talk

if TYPE_CHECKING:
    from rag import Pullquote

ANSWERER = "answerer"
"""The cookie that names who answers a person's questions, written as part of an address."""
SURENESS = "sureness"
"""The cookie that names how sure an answer must be."""

MOST_SOURCES = 1_000
"""Files and addresses that are given to be added together; a feed counts as one."""

Shown = tuple[list[Message], Any]
"""The messages of the conversation, and what changes in the box or the chips below them."""


class TalkEvents:
    """The handlers of one page, for all its visitors: each tab has a :class:`~ui.web.talk.Tab` of its own.

    None of them uses Gradio's ``cancels``: it closes the tab's connection, which takes other work of the tab with it,
    such as the question that is asked next.
    """

    def __init__(self, pullquote: Pullquote) -> None:
        self._pullquote = pullquote

    def begin(self, text: str, scope: dict[str, Any], tab: Tab, request: gr.Request) -> Shown:
        """Take the question out of the box, to be answered within the scope that the chips show."""
        if text.strip():
            with _speaking(request):
                chips = scope["chips"]
                tab.talk.say(text, scope_of(chips), scope_of(chip for chip in chips if not chip.get("said")))
        return tab.talk.messages, gr.update(value="", submit_btn=not tab.talk.busy, stop_btn=tab.talk.busy)

    def begin_clicked(self, scope: dict[str, Any], tab: Tab, event: gr.EventData, request: gr.Request) -> Shown:
        """Take a question that was clicked, not typed."""
        return self.begin(str(event.question), scope, tab, request)

    def again(self, scope: dict[str, Any], tab: Tab, event: gr.EventData, request: gr.Request) -> Shown:
        """Take a question in other words, in place of it and of all after it."""
        tab.talk.cut(int(event.place), self._kept(request))
        return self.begin(str(event.question), scope, tab, request)

    def answer(self, tab: Tab, request: gr.Request) -> Iterator[Shown]:
        """Answer what was asked; the scope that a question says is shown as chips."""
        chosen = unquote(request.cookies.get(ANSWERER, ""))
        answerer = chosen if chosen and self._pullquote.can_use(chosen) else None
        at_least = SURE_ENOUGH.get(request.cookies.get(SURENESS, ""), 0.0)
        answering = asking.answer(self._pullquote, tab, self._kept(request), answerer, at_least)
        for messages in said_in(_language(request), answering):
            chips, tab.talk.chips = tab.talk.chips, None
            yield messages, gr.skip() if chips is None else {"chips": chips}

    def end(self, tab: Tab) -> Shown:
        """Show the conversation as it is now, and offer to ask, unless the next answer is being made already."""
        return tab.talk.messages, gr.update(submit_btn=not tab.talk.busy, stop_btn=tab.talk.busy)

    def stop(self, tab: Tab, request: gr.Request) -> Shown:
        """Leave the answer as it is."""
        with _speaking(request):
            tab.talk.stop()
        return self.end(tab)

    def check(self, tab: Tab, event: gr.EventData, request: gr.Request) -> list[Message]:
        """Check a quote."""
        with _speaking(request):
            return asking.check(self._pullquote, str(event.quote), str(event.speaker), tab.talk)

    def resume(self, tab: Tab, event: gr.EventData, request: gr.Request) -> Shown:
        """Open a kept conversation."""
        with _speaking(request):
            tab.turn_to(asking.resume(self._pullquote, str(event.conversation), self._kept(request)))
        return self.end(tab)

    def fresh(self, tab: Tab) -> Shown:
        """Begin a new conversation."""
        tab.turn_to(Talk())
        return self.end(tab)

    def _kept(self, request: gr.Request) -> Conversations:
        return self._pullquote.library.conversations(caller_of(request).owner)


class AddEvents:
    """The handlers of the sheet for adding."""

    def __init__(self, adders: Adders) -> None:
        self._adders = adders

    def take_folder(self, chosen: list[str], files: list[str] | None) -> list[str]:
        """Put what can be read in a folder to the chosen files."""
        return [*(files or []), *readable(chosen)]

    def begin(self, pasted: str, files: list[str] | None, request: gr.Request) -> tuple[State, str, list[str] | None]:
        """Begin to add, and empty the fields for more."""
        if not caller_of(request).can_write:
            with _speaking(request):
                return failed(_("Guests may ask and read, but not add or delete.")), pasted, files
        sources = sources_in(pasted, files or [])
        if not sources:
            with _speaking(request):
                return nothing(), pasted, files
        if len(sources) > MOST_SOURCES:
            with _speaking(request):
                return failed(_("That is too many. Add at most {count} at once.", count=MOST_SOURCES)), pasted, files
        adding = self._adders.of(caller_of(request).owner)
        adding.begin(sources)
        with _speaking(request):
            return adding.state(), "", None


def _language(request: gr.Request) -> str:
    return wanted(request.cookies, request.headers.get("accept-language", ""))


def _speaking(request: gr.Request) -> AbstractContextManager[None]:
    return speaking(_language(request))
