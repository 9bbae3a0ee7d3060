"""The conversation in one browser tab: what was asked, what came back, and which answer is being made."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from rag.types import Answer, Scope, Turn
from ui.web.chat import notice_html, question_html
from ui.web.language import _
from ui.web.scope import Chip
from ui.web.tools import Place

if TYPE_CHECKING:
    from rag.conversations import Conversations

Message = dict[str, str]
"""As Gradio's chatbot takes it: ``role`` and ``content``."""


class Stage(Enum):
    """How far an exchange is."""

    WAITING = auto()
    ANSWERING = auto()
    OVER = auto()


@dataclass(eq=False, slots=True)
class Exchange:
    """A question and its answer so far.

    Attributes:
        text: the question as typed.
        scope: which articles may answer.
        chosen: the part of ``scope`` that the person chose; the rest was said by an earlier question, and gives way
            to what this one says.
        shown: the question as HTML.
        reply: the answer so far as HTML.
        stage: ``OVER`` also when it was stopped: nothing more comes.
        begun: whether ``reply`` is an answer, and not that one is waited for.
        kept: as which turn of the conversation it is kept; None before, and for what is not kept.
    """

    text: str
    scope: Scope
    shown: str
    reply: str = field(default_factory=lambda: f'<div class="waiting">{_("Reading…")}</div>')
    stage: Stage = Stage.WAITING
    kept: Place | None = None
    begun: bool = False
    chosen: Scope = Scope()


@dataclass(slots=True)
class Talk:
    """One conversation. Its questions are answered one after the other, each knowing the answers before it.

    Attributes:
        id: its name among a person's conversations.
        exchanges: what the page shows, in the order asked.
        turns: questions and short answers, for questions that follow up.
        chips: of the scope that the latest question said, until the page shows them.
    """

    id: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    exchanges: list[Exchange] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    chips: list[Chip] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def messages(self) -> list[Message]:
        """What the page shows."""
        return [
            {"role": role, "content": content}
            for exchange in list(self.exchanges)
            for role, content in (("user", exchange.shown), ("assistant", exchange.reply))
        ]

    @property
    def busy(self) -> bool:
        """Whether an answer is being made or waited for."""
        return any(exchange.stage is not Stage.OVER for exchange in list(self.exchanges))

    def say(self, text: str, scope: Scope = Scope(), chosen: Scope | None = None) -> None:
        """Add a question that waits for its answer; what it is asked of was ``chosen`` by the person when left out."""
        shown = question_html(text, editable=True)
        with self._lock:
            self.exchanges.append(Exchange(text, scope, shown, chosen=scope if chosen is None else chosen))

    def tell(self, question: str, reply: str) -> None:
        """Add a question that is no part of the conversation, with its answer as HTML."""
        with self._lock:
            self.exchanges.append(Exchange(question, Scope(), question_html(question), reply, Stage.OVER))

    def take(self) -> Exchange | None:
        """The next question to answer; None while another is being answered, and when none waits."""
        with self._lock:
            if any(exchange.stage is Stage.ANSWERING for exchange in self.exchanges):
                return None
            waiting = next((exchange for exchange in self.exchanges if exchange.stage is Stage.WAITING), None)
            if waiting:
                waiting.stage = Stage.ANSWERING
            return waiting

    def keep(self, exchange: Exchange, answer: Answer, mine: Conversations | None) -> None:
        """Make an answer a turn of the conversation, unless its question was cut away meanwhile."""
        with self._lock:
            if exchange not in self.exchanges:
                return
            exchange.kept = Place(self.id, len(self.turns))
            self.turns.append(Turn.of(answer))
            if mine:
                mine.save(self.id, exchange.kept.number, answer)

    def cut(self, question: int, mine: Conversations | None = None) -> None:
        """Forget a question, counted from 0 as they are shown, and all after it; their answers end."""
        with self._lock:
            question = max(question, 0)
            _end(self.exchanges[question:])
            del self.exchanges[question:]
            left = sum(exchange.kept is not None for exchange in self.exchanges)
            del self.turns[left:]
            if mine:
                mine.cut(self.id, left)

    def stop(self) -> None:
        """End every answer as it is, and say of those that have not begun that they will not come."""
        with self._lock:
            _end(self.exchanges)


class Tab:
    """One browser tab: the conversation that it shows.

    Attributes:
        talk: that conversation.
    """

    def __init__(self) -> None:
        self.talk = Talk()

    def __deepcopy__(self, memo: dict[int, object]) -> Tab:
        """A new one: Gradio copies the state of a page for each visitor."""
        return Tab()

    def turn_to(self, talk: Talk) -> None:
        """Show another conversation; the answer that is being made in this one ends."""
        left, self.talk = self.talk, talk
        left.stop()


def _end(exchanges: list[Exchange]) -> None:
    for exchange in exchanges:
        exchange.stage = Stage.OVER
        if not exchange.begun:
            exchange.reply = notice_html(_("Stopped. Ask again, or ask something else."))
