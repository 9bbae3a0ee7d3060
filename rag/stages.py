"""The stages from a :class:`~rag.types.Question` to an :class:`~rag.types.Answer`, and the row that they stand in.

Here is no LangChain: importing it takes longer than answering, which a command in the terminal would wait for.
:mod:`rag.chain` makes a runnable of the same stages.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict, TypeVar

from rag import smalltalk
from rag.cite.entail import load_entailment
from rag.embed import Embedder
from rag.errors import NotInLibrary, QuestionError
from rag.library import Library
from rag.limits import limited
from rag.listing import Wanted
from rag.reader.answerer import Answerer
from rag.reader.answers import record, summary
from rag.reader.compose import from_drafts, not_said, of_several, refused
from rag.reader.evidence import Evidence, Text
from rag.reader.kinds import IN_ONE_PLACE, Kind, asked_of_each, kind_of, parts
from rag.reader.read import Reader, Readings
from rag.reader.verify import verified_by_kind
from rag.retrieve import Found, Way, candidates, to_read
from rag.types import Answer, Question, RefusalReason, Scope

if TYPE_CHECKING:
    from rag.writer.write import Writer

LONGEST_QUESTION = 1_000
"""Characters of the longest question that is taken."""
MOST_SUMMARIZED = 3
"""Articles that one summary or one question about the record covers."""

_CHANCES = 5
_Value = TypeVar("_Value")


class State(TypedDict, total=False):
    """What the stages hand on."""

    question: Question
    understood: str
    text: str
    parts: list[str]
    known: Answer | None
    candidates: list[Found]
    readings: list[Readings]
    timings: dict[str, float]


class Stages:
    """What happens to a question, one method a stage.

    Args:
        library: the articles to answer from.
        embedder: the one that the library was opened with.
        reader: the embedded answerer's model.
        writer: the language model that answers instead, from what the reader found.
    """

    def __init__(self, library: Library, embedder: Embedder, reader: Reader, writer: Writer | None = None) -> None:
        self._library = library
        self._embedder = embedder
        self._reader = reader
        self._writer = writer
        self._answerer = Answerer()
        self._entailment = load_entailment()

    def stream(self, question: Question) -> Iterator[Answer]:
        """The whole way: the answer as it grows, the last one complete.

        Raises:
            QuestionError: the question is empty or too long.
        """
        state = self.understand(question)
        state["known"] = self.known(state)
        if state["known"]:
            yield state["known"]
            return
        for chances in reversed(range(_CHANCES)):
            try:
                state["candidates"] = self.retrieve(state)
                state["readings"] = self.read(state)
                yield from self.answer(state)
            except NotInLibrary:  # an article was deleted meanwhile: what is left may answer
                if not chances:
                    raise
            else:
                return

    def understand(self, question: Question | str) -> State:
        """Make the question stand alone, and find its parts; raises QuestionError."""
        asked = Question(question) if isinstance(question, str) else question
        if not asked.text.strip():
            raise QuestionError("The question is empty. Type what you want to know about the article.")
        if len(asked.text) > LONGEST_QUESTION:
            raise QuestionError(
                f"The question has {len(asked.text):,} characters; at most {LONGEST_QUESTION:,} are read. "
                "Ask it shorter."
            )
        began = time.perf_counter()
        understood, text, asked = _alone(asked, self._writer)
        today = dt.datetime.now().astimezone().date()
        text, asked = limited(text, asked, self._library.listing, today)
        return State(
            question=asked,
            understood=understood,
            text=text,
            parts=parts(text),
            timings={"understand": time.perf_counter() - began},
        )

    def known(self, state: State) -> Answer | None:
        """The answer, where no passage needs to be found for it: thanks, facts of the record, a summary."""
        text = state["text"]
        if (reply := smalltalk.reply(text)) is not None:
            return _finished(Answer(text, reply, confidence=1.0, answerer="small talk"), state)
        if self._library.count() == 0:
            words = "The library is empty. Add an article first: paste its text, or give a file."
            return _finished(refused(text, RefusalReason.EMPTY_LIBRARY, words, None, 1.0), state)
        if field := record.field_asked(text):
            return self._from_record(field, state)
        return self._summarize(state) if kind_of(text) is Kind.SUMMARY else None

    def retrieve(self, state: State) -> list[Found]:
        """The passages to read for each part of the question."""
        return _timed("retrieve", state, lambda: [self._found(part, state) for part in state["parts"]])

    def _found(self, part: str, state: State) -> Found:
        in_one_place = self._writer is None and kind_of(part) in IN_ONE_PLACE  # a language model is given more
        return to_read(self._library, part, state["question"].scope, words_first=in_one_place)

    def read(self, state: State) -> list[Readings]:
        """What the reader finds in them."""
        scope, pairs = state["question"].scope, list(zip(state["parts"], state["candidates"], strict=True))
        return _timed("read", state, lambda: [self._read_part(part, found, scope) for part, found in pairs])

    def _read_part(self, part: str, found: Found, scope: Scope) -> Readings:
        asked = asked_of_each(part)
        readings = self._readings(part, asked, found, scope)
        return verified_by_kind(part, readings, self._entailment)

    def _readings(self, part: str, asked: str, found: Found, scope: Scope) -> Readings:
        if found.way is not Way.WORDS:
            until_sure = found.way is Way.BOTH and kind_of(part) in IN_ONE_PLACE  # all stand in the order of the text
            return self._reader.read(asked, found.passages, until_sure=until_sure)
        first = self._reader.read_first(asked, found.passages)
        if first.is_sure:
            return first
        return self._reader.read(
            asked, candidates(self._library, part, scope, by_words=found.by_words), before=first.read
        )

    def answer(self, state: State) -> Iterator[Answer]:
        """The answer from what was found, as it grows."""
        began = time.perf_counter()
        texts = self._texts(state["readings"])
        pairs = zip(state["parts"], state["readings"], strict=True)
        evidence = [Evidence(part, readings, texts) for part, readings in pairs]
        answer = self._answerer.answer(state["text"], evidence, state["question"].at_least)
        state["timings"]["answer"] = time.perf_counter() - began
        if self._writer:
            for written in self._writer.stream(state["text"], evidence, answer):
                state["timings"]["write"] = time.perf_counter() - began
                yield _finished(self._counted(written, state), state)
            return
        answer = self._counted(answer, state)
        # The words first, then the proof.
        yield _finished(replace(answer, statements=()), state)
        yield _finished(answer, state)

    def _counted(self, answer: Answer, state: State) -> Answer:
        return of_several(answer, lambda: self._library.listing.count(Wanted(scope=state["question"].scope)))

    def _texts(self, readings: list[Readings]) -> dict[str, Text]:
        ids = dict.fromkeys(passage.span.article for part in readings for passage in part.passages)
        return {article_id: Text(self._library.article(article_id)) for article_id in ids}

    def _from_record(self, field: str, state: State) -> Answer:
        articles = record.meant(state["text"], self._library.articles(state["question"].scope))[:MOST_SUMMARIZED]
        words = record.describe(field, articles)
        if words is None:
            answer = refused(state["text"], RefusalReason.NOT_SAID, record.unknown(field), None, 1.0)
        else:
            answer = Answer(state["text"], words, confidence=1.0)
        return _finished(replace(answer, answerer="record"), state)

    def _summarize(self, state: State) -> Answer:
        began = time.perf_counter()
        articles = self._library.articles(state["question"].scope)[:MOST_SUMMARIZED]
        drafts = [draft for a in articles if (draft := summary.answer(Text(a), self._embedder))]
        state["timings"]["answer"] = time.perf_counter() - began
        if not drafts:
            return _finished(not_said(state["text"], None, 1.0), state)
        return _finished(from_drafts(state["text"], drafts, 1.0, self._library.words), state)


def _alone(question: Question, writer: Writer | None) -> tuple[str, str, Question]:
    """The question as it is understood, standing alone; its text without the article that it counts out; its scope."""
    if not question.history:
        text = " ".join(question.text.split())
        return text, text, question
    from rag.followup import standalone  # only a conversation waits for it
    from rag.followup.articles import in_article

    by_rules = standalone(question)
    understood = writer.rewrite(question, by_rules) if writer else by_rules.text
    return understood, *in_article(understood, question)


def _timed(stage: str, state: State, work: Callable[[], _Value]) -> _Value:
    """Do the work of a stage, and note how long it took."""
    began = time.perf_counter()
    value = work()
    state["timings"][stage] = time.perf_counter() - began
    return value


def _finished(answer: Answer, state: State) -> Answer:
    """The answer under the question as asked, with what could answer and the time that each stage took."""
    asked = state["question"]
    return replace(
        answer,
        question=asked.text,
        understood=state["understood"],
        timings=dict(state["timings"]),
        scope=asked.scope,
    )
