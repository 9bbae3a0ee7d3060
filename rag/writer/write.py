"""The writer: streams a model's sentences, each held against the articles as soon as it ends.

What a model says is never trusted because it said it. A sentence gets the citations that support it (attribution as in
ALCE, Gao et al. 2023, arXiv:2305.14627; repair of wrong citations after RARR, Gao et al. 2023, arXiv:2210.08726); one
that nothing supports is struck. When no sentence holds, the reader's answer is given instead.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from rag.reader.compose import not_said
from rag.reader.evidence import Evidence
from rag.types import Answer, Passage, Question, RefusalReason, Statement, Verdict
from rag.writer import faults, prompt, rewrite
from rag.writer.page import Page, holding
from rag.writer.stream import stream_text

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from rag.followup import Understood

log = logging.getLogger(__name__)

PASSAGES = 5
"""Passages that a model is given."""
SURE = 0.5
"""Probability from which the reader's answer is given where a model says that the articles do not say."""
_CERTAIN = (RefusalReason.NAME_NOT_FOUND, RefusalReason.PREMISE_DENIED)
"""Refusals that no model needs to be asked about."""
_READER_ANSWERED = "This is the built-in reader’s answer."


class Writer:
    """Answers with a language model.

    Args:
        name: the model, as an answer names it.
        connect: makes the chat model, when it is first needed; may raise what a provider raises.
        show_unsupported: keep sentences that nothing supports, marked so, beside those that hold.
    """

    def __init__(self, name: str, connect: Callable[[], BaseChatModel], *, show_unsupported: bool = True) -> None:
        self.name = name
        self._connect = connect
        self._show_unsupported = show_unsupported

    @cached_property
    def _model(self) -> BaseChatModel:
        return self._connect()

    def rewrite(self, question: Question, understood: Understood) -> str:
        """A follow-up question, standing alone; the rules' reading of it where the model fails or adds anything."""
        if not rewrite.hangs(question, understood):
            return understood.text
        try:
            *_, wrote = stream_text(self._model, rewrite.messages(question))
        except Exception as error:  # as in stream, which says what failed
            log.warning("%s failed: %s", self.name, type(error).__name__)
            return understood.text
        return rewrite.taken(wrote, question) or understood.text

    def stream(self, question: str, evidence: Sequence[Evidence], read: Answer) -> Iterator[Answer]:
        """Write an answer; yields it as it grows, the last one complete.

        Args:
            question: standing alone.
            evidence: of each part of it.
            read: the reader's answer to it, given when the model has none that holds.
        """
        passages = given(evidence)
        if not passages or (read.refusal and read.refusal.reason in _CERTAIN):
            yield read
            return
        articles = {id_: text.article for part in evidence for id_, text in part.texts.items()}
        page = Page(passages, articles, read)
        draft = replace(read, text="", statements=(), refusal=None, answerer=self.name, prompt=prompt.VERSION)
        text = ""
        try:
            for text in stream_text(self._model, prompt.messages(question, passages, articles)):
                statements = page.statements(text, complete=False)
                yield replace(draft, text=holding(statements), statements=statements)
        except Exception as error:  # providers' packages raise whatever they like, and their words may hold a key
            log.warning("%s failed: %s", self.name, type(error).__name__)
            yield replace(read, notice=f"{faults.notice(error, self.name, begun=bool(text))} {_READER_ANSWERED}")
            return
        yield self._whole(page.statements(text, complete=True), passages, draft, read)

    def _whole(
        self, statements: Sequence[Statement], passages: Sequence[Passage], draft: Answer, read: Answer
    ) -> Answer:
        """The complete answer: what holds, or the reader's, or a refusal."""
        if text := holding(statements):
            shown = [s for s in statements if self._show_unsupported or s.verdict is not Verdict.UNSUPPORTED]
            return replace(draft, text=text, statements=tuple(shown))
        if statements:
            wrote = f"Nothing in the articles supports what the model {self.name} wrote."
            return replace(read, notice=f"{wrote} {_READER_ANSWERED}")
        if not read.refused and read.confidence >= SURE:
            return replace(read, notice=f"The model {self.name} found no answer. {_READER_ANSWERED}")
        closest = read.refusal.closest.span if read.refusal and read.refusal.closest else passages[0].span
        said = not_said(draft.question, closest, read.confidence)
        return replace(said, answerer=self.name, prompt=draft.prompt)


def given(evidence: Sequence[Evidence]) -> list[Passage]:
    """The passages that a model is given: the best of each part in turn, once each."""
    ranked = [part.passages[:PASSAGES] for part in evidence]
    turns = [passages[place] for place in range(PASSAGES) for passages in ranked if place < len(passages)]
    return list({passage.id: passage for passage in turns}.values())[:PASSAGES]
