"""Asks a system every question of a suite and writes what came back, so that an interrupted run goes on."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from evals.cases import Case
from evals.judge import Judge
from evals.metrics.citations import proves
from evals.result import Result, Shown, Told, read_results, to_line
from evals.score import lost_points, score
from evals.tokens import counted
from rag.errors import NotInLibrary
from rag.types import Answer, Article, Citation, Passage, Question, Span

logger = logging.getLogger(__name__)

Search = Callable[[Question], Sequence[Passage]]
Progress = Callable[[int, int, Result], None]

RESULTS = "results.jsonl"
ARTICLES = "articles.json"


class System(Protocol):
    """What is measured: anything that answers questions."""

    def ask(self, question: Question) -> Answer:
        """Answer one question."""
        ...


class Shelf(Protocol):
    """What answers point into: as much of a library as is needed to check them."""

    def articles(self) -> list[Article]:
        """The latest version of every article."""
        ...

    def passages(self, article_id: str) -> list[Passage]:
        """The passages of an article."""
        ...

    def words(self, span: Span) -> str:
        """The words of a span; raises NotInLibrary when its article or version is not stored."""
        ...


def run(
    cases: Sequence[Case],
    system: System,
    library: Shelf,
    folder: Path,
    *,
    search: Search | None = None,
    judge: Judge | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> list[Result]:
    """Ask every case that ``folder`` has no result of yet, and write each result as it comes.

    Args:
        cases: what to ask.
        system: who answers.
        library: where the answers point into.
        folder: gets ``results.jsonl`` and ``articles.json``; made when missing.
        search: finds the ten best passages for a question, to measure retrieval.
        judge: says whether an answer is right, beside the other measures.
        workers: how many questions are asked at once; more than one pays when the answerer waits for a
            network.
        progress: called after every question with how many are done, how many there are, and the result.

    Returns:
        The result of every case, in the order of the cases.
    """
    folder.mkdir(parents=True, exist_ok=True)
    articles = {article.id: article for article in library.articles()}
    _write_articles(folder / ARTICLES, articles)
    done = _done(folder / RESULTS)
    wanted = {(case.suite, case.pair.id) for case in cases}
    left = [case for case in cases if (case.suite, case.pair.id) not in done]
    count = len(wanted & done.keys())

    def ask(case: Case) -> Result:
        result = _result(case, system, library, articles, search)
        return replace(result, scores={**result.scores, "judged": judge.judge(result)}) if judge else result

    with (folder / RESULTS).open("a", encoding="utf-8") as file:
        for result in _in_order(ask, left, workers):
            file.write(to_line(result) + "\n")
            file.flush()
            done[result.key] = result
            count += 1
            if progress:
                progress(count, len(cases), result)
    return [done[case.suite, case.pair.id] for case in cases]


def _in_order(ask: Callable[[Case], Result], cases: Iterable[Case], workers: int) -> Iterator[Result]:
    if workers == 1:
        yield from map(ask, cases)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(ask, cases)


def _done(path: Path) -> dict[tuple[str, str], Result]:
    """The results written before; a line that a crash cut off is cut from the file, and asked again."""
    if not path.exists():
        return {}
    results = read_results(path)
    path.write_text("".join(to_line(result) + "\n" for result in results), encoding="utf-8")
    return {result.key: result for result in results}


def _result(
    case: Case, system: System, library: Shelf, articles: Mapping[str, Article], search: Search | None
) -> Result:
    pair = case.pair
    result = Result(pair.id, case.suite, pair.kind, pair.question, pair.answers, case.gold)
    answer = None
    begin = time.perf_counter()
    try:
        with counted() as tokens:
            answer = system.ask(case.question)
        result = replace(result, tokens=tokens)
    except Exception as error:  # one question that fails is a result, not the end of the run
        logger.warning("%s, pair %s failed: %s: %s", case.suite, pair.id, type(error).__name__, error)
        logger.debug("", exc_info=True)
        result = replace(result, error=f"{type(error).__name__}: {error}")
    result = replace(result, seconds=time.perf_counter() - begin)
    if answer is not None:
        result = _answered(result, answer, library)
    if search and case.gold:
        found = search(Question(pair.question, pair.history))
        result = replace(
            result,
            ranking=tuple(_shows_gold(passage.span, case.gold) for passage in found[:10]),
            findable=_findable(case.gold, library),
        )
    result = replace(result, scores=score(result, articles))
    return replace(result, lost=lost_points(result, articles))


def _answered(result: Result, answer: Answer, library: Shelf) -> Result:
    return replace(
        result,
        answer=answer.text,
        reason=answer.refusal.reason.value if answer.refusal else None,
        confidence=float(answer.confidence),
        answerer=answer.answerer,
        statements=tuple(
            Told(s.text, s.verdict.value, tuple(c.number for c in s.citations)) for s in answer.statements
        ),
        citations=tuple(_shown(citation, library) for citation in answer.citations),
        timings={stage: float(seconds) for stage, seconds in answer.timings.items()},
    )


def _shown(citation: Citation, library: Shelf) -> Shown:
    try:
        quote = library.words(citation.span)
    except NotInLibrary:
        quote = ""
    return Shown(citation.number, citation.span, quote, citation.found)


def _shows_gold(passage: Span, gold: Sequence[Span]) -> bool:
    return any(proves(passage, sentence) for sentence in gold)


def _findable(gold: Sequence[Span], library: Shelf) -> int:
    return sum(
        _shows_gold(passage.span, gold)
        for article in sorted({sentence.article for sentence in gold})
        for passage in library.passages(article)
    )


def _write_articles(path: Path, articles: Mapping[str, Article]) -> None:
    """Keep the texts with the results: a report shows the words of spans."""
    kept = {
        article.id: {"title": article.title, "version": article.version, "text": article.text}
        for article in articles.values()
    }
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
