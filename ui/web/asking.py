"""What happens when a person asks, checks a quote, or opens a conversation again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rag import quote_check
from rag.errors import PullquoteError
from rag.types import Answer, Question, Scope, Turn
from ui.faults import place
from ui.web.chat import answer_html, notice_html, question_html
from ui.web.language import N_, _
from ui.web.quote_check import check_html, check_question
from ui.web.said import said
from ui.web.scope import chips_of
from ui.web.talk import Exchange, Message, Stage, Tab, Talk
from ui.web.tools import Place

if TYPE_CHECKING:
    from rag import Pullquote
    from rag.conversations import Conversations

log = logging.getLogger(__name__)

FAILED = N_("Something went wrong inside Pullquote. Ask again; if it happens again, the terminal shows the details.")
"""Said of a fault that is none of the person's."""


def answer(
    pullquote: Pullquote,
    tab: Tab,
    mine: Conversations | None = None,
    answerer: str | None = None,
    at_least: float = 0.0,
) -> Iterator[list[Message]]:
    """Answer the questions that wait, and yield the conversation as the answers grow.

    What is yielded is always what the tab shows by then, so that an answer which has ended in the meantime (stopped,
    asked in other words, left for another conversation) shows nothing of its own.

    Args:
        pullquote: answers.
        tab: has the conversation.
        mine: where it is kept, also when an answer ends half-way; nowhere without.
        answerer: who answers; the library's own choice without.
        at_least: the probability below which no answer is given.
    """
    talk = tab.talk
    yield tab.talk.messages
    while exchange := talk.take():
        for _step in _grow(pullquote, talk, exchange, mine, answerer, at_least):
            yield tab.talk.messages
    yield tab.talk.messages


def _grow(
    pullquote: Pullquote,
    talk: Talk,
    exchange: Exchange,
    mine: Conversations | None,
    answerer: str | None,
    at_least: float,
) -> Iterator[None]:
    """Answer one question; yields after each change of its reply."""
    reached: Answer | None = None
    fault = ""
    try:
        question = replace(_scoped(pullquote, talk, exchange), at_least=at_least)
        if talk.chips:
            yield
        for reached in pullquote.stream(question, answerer):
            if exchange.stage is Stage.OVER:
                break
            exchange.reply, exchange.begun = answer_html(reached, pullquote.library), True
            yield
    except PullquoteError as error:
        fault = said(str(error))
    except Exception as error:
        log.error("no answer: %s", place(error))
        fault = _(FAILED)
    finally:
        if reached:
            talk.keep(exchange, reached, mine)
            exchange.reply = answer_html(reached, pullquote.library, exchange.kept)
        if fault:
            exchange.reply = notice_html(fault)
        exchange.stage = Stage.OVER


def _scoped(pullquote: Pullquote, talk: Talk, exchange: Exchange) -> Question:
    """The question with the articles that may answer; those that it says itself are shown as chips too."""
    alone = Question(exchange.text, tuple(talk.turns), exchange.chosen)
    said = pullquote.limits(alone)
    if said == exchange.chosen:
        return replace(alone, scope=exchange.scope)
    talk.chips = chips_of(said, exchange.chosen, pullquote.library)
    return alone


def check(pullquote: Pullquote, quote: str, speaker: str, talk: Talk) -> list[Message]:
    """Hold a quote against the library, and put the finding into the conversation."""
    if quote.strip():
        try:
            found = check_html(quote_check.check(quote, speaker, pullquote.library), pullquote.library)
        except Exception as error:
            log.error("could not check a quote: %s", place(error))
            found = notice_html(_(FAILED))
        talk.tell(check_question(quote, speaker), found)
    return talk.messages


def resume(pullquote: Pullquote, conversation: str, mine: Conversations) -> Talk:
    """Open a kept conversation again; an unknown one is a new one."""
    answers = mine.open(conversation)
    if not answers:
        return Talk()
    talk = Talk(conversation)
    said = pullquote.library.feedback.of(mine.owner, conversation)
    for number, kept in enumerate(answers):
        feedback = said.get(number)
        place = Place(conversation, number, feedback if feedback and feedback.answer == kept else None)
        shown, reply = question_html(kept.question, editable=True), answer_html(kept, pullquote.library, place)
        talk.exchanges.append(Exchange(kept.question, Scope(), shown, reply, Stage.OVER, place))
        talk.turns.append(Turn.of(kept))
    return talk
