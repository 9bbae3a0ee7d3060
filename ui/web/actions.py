"""What happens when a person asks, adds or deletes: the event handlers of the page."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest import pipeline
from ingest.extract import is_url
from rag.errors import PullquoteError
from rag.types import Answer, Question, Scope, Turn
from ui.web.chat import answer_html, notice_html, question_html
from ui.web.quote_check import check as check_quote
from ui.web.quote_check import check_html, check_question

if TYPE_CHECKING:
    from rag import Pullquote
    from rag.conversations import Conversations

log = logging.getLogger(__name__)

Message = dict[str, str]

_WAITING = '<div class="waiting">Reading…</div>'
_FAILED = "Something went wrong inside Pullquote. Ask again; if it happens again, the terminal shows the details."


class Talk:
    """One conversation in one browser tab: what was asked, and what came back.

    Attributes:
        id: its name among a person's conversations.
        turns: questions and short answers, for questions that follow up.
        messages: what the page shows.
    """

    def __init__(self) -> None:
        self.id = secrets.token_urlsafe(9)
        self.turns: list[Turn] = []
        self.messages: list[Message] = []

    def say(self, question: str) -> int:
        """Add a question, and room for its answer; returns the place of the answer."""
        self.messages.append({"role": "user", "content": question_html(question)})
        self.messages.append({"role": "assistant", "content": _WAITING})
        return len(self.messages) - 1

    def reply(self, place: int, content: str) -> None:
        """Put the answer so far into its place."""
        self.messages[place] = {"role": "assistant", "content": content}

    def stop(self) -> None:
        """Say of every answer that has not begun that it will not come."""
        for place, message in enumerate(self.messages):
            if message["content"] == _WAITING:
                self.reply(place, notice_html("Stopped. Ask again, or ask something else."))


def ask(
    pullquote: Pullquote, text: str, talk: Talk, articles: tuple[str, ...] = (), mine: Conversations | None = None
) -> Iterator[list[Message]]:
    """Ask a question and yield the conversation as the answer grows.

    Args:
        pullquote: answers.
        text: as typed.
        talk: the conversation so far; the question and answer are added to it.
        articles: ids of the only articles that may answer; empty for all.
        mine: where the conversation is kept, also when it is stopped half-way; nowhere without.
    """
    if not text.strip():
        yield list(talk.messages)
        return
    place = talk.say(text)
    yield list(talk.messages)
    answer: Answer | None = None
    try:
        for answer in pullquote.stream(Question(text, tuple(talk.turns), Scope(articles=articles))):
            talk.reply(place, answer_html(answer, pullquote.library))
            yield list(talk.messages)
    except PullquoteError as error:
        talk.reply(place, notice_html(str(error)))
        yield list(talk.messages)
    except Exception:
        log.exception("no answer to %r", text)
        talk.reply(place, notice_html(_FAILED))
        yield list(talk.messages)
    finally:
        if answer:
            talk.turns.append(Turn(text, answer.text))
            if mine:
                mine.save(talk.id, len(talk.turns) - 1, answer)


def check(pullquote: Pullquote, quote: str, speaker: str, talk: Talk) -> list[Message]:
    """Hold a quote against the library, and put the finding into the conversation."""
    if quote.strip():
        place = talk.say(check_question(quote, speaker))
        try:
            talk.reply(place, check_html(check_quote(quote, speaker, pullquote.library), pullquote.library))
        except Exception:
            log.exception("could not check %r", quote)
            talk.reply(place, notice_html(_FAILED))
    return list(talk.messages)


def resume(pullquote: Pullquote, conversation: str, mine: Conversations) -> Talk:
    """Open a kept conversation again; an unknown one is a new one."""
    talk = Talk()
    talk.id = conversation
    for answer in mine.open(conversation):
        talk.reply(talk.say(answer.question), answer_html(answer, pullquote.library))
        talk.turns.append(Turn(answer.question, answer.text))
    return talk if talk.turns else Talk()


@dataclass(frozen=True, slots=True)
class PastedText:
    """The text of an article, as pasted."""

    text: str


def add(pullquote: Pullquote, pasted: str, files: list[str]) -> Iterator[dict[str, Any]]:
    """Add files, and what was pasted, to the library, and yield the state of the work after each.

    Args:
        pullquote: its library is added to.
        pasted: web addresses, one a line, or else the text of one article.
        files: paths of uploaded files.

    Yields:
        ``lines``: one sentence for each source, ``done`` of ``total``, and ``article``: the last one added.
    """
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    sources: list[str | Path | PastedText] = [Path(file) for file in files]
    sources += lines if all(map(is_url, lines)) else [PastedText(pasted)]
    if not sources:
        yield {
            "lines": ["Paste the text or the web address of an article, or pick a file, and press Add."],
            "done": 0,
            "total": 0,
        }
        return
    state: dict[str, Any] = {"lines": [], "done": 0, "total": len(sources), "article": None}
    for number, item in enumerate(sources, start=1):
        line, article = _add_one(pullquote, item)
        lines = [*state["lines"], line]
        state = {"lines": lines, "done": number, "total": len(sources), "article": article or state["article"]}
        yield state


def _add_one(pullquote: Pullquote, item: str | Path | PastedText) -> tuple[str, str | None]:
    try:
        if isinstance(item, PastedText):
            added = pipeline.add_text(item.text, pullquote.library, pullquote.embedder)
        else:
            added = pipeline.add(item, pullquote.library, pullquote.embedder)
    except PullquoteError as error:
        upload_folder = f"{item.parent}{os.sep}" if isinstance(item, Path) else "\0"
        return str(error).replace(upload_folder, ""), None
    except Exception:
        log.exception("could not add %s", item)
        return _FAILED, None
    how = {"added": "Added", "unchanged": "Already in the library", "updated": "Stored as a new version"}
    return f"{how[added.outcome]}: {added.article.title}", added.article.id
