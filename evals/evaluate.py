"""One evaluation from end to end: questions, a library to ask, the run, and its report."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from evals.cases import Case, make_cases
from evals.compare import Comparison, compare
from evals.folder import Facts, finish, gather_facts, open_folder, read_facts
from evals.html import page
from evals.result import Result, read_results
from evals.run import ARTICLES, RESULTS, Progress, Search, run
from evals.sabotage import Damage, Remembering, sabotage
from evals.suite import SUITES, Pair, article_names, load_article, load_suite
from ingest.pipeline import store
from rag import Pullquote, Settings, open_pullquote
from rag.errors import SuiteError
from rag.followup import standalone
from rag.library import Library
from rag.retrieve import FusedRetriever
from rag.types import Article, Passage, Question

REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A finished run.

    Attributes:
        folder: holds the results, the facts and ``report.html``.
        facts: what was measured.
        results: of every question.
        comparison: with the earlier run that was named, if one was.
        damages: what ten deliberate breakages did to the figures, if that was asked for.
    """

    folder: Path
    facts: Facts
    results: list[Result]
    comparison: Comparison | None
    damages: Sequence[Damage] = ()


def evaluate(
    names: Sequence[str],
    root: Path,
    *,
    settings: Settings,
    against: Path | None = None,
    scoped: bool = True,
    workers: int = 1,
    break_it: bool = False,
    progress: Progress | None = None,
) -> Evaluation:
    """Ask suites and write what came back.

    The shipped suites are asked in a library of their own, made for the purpose, of all articles that ship
    with them. A user's own file is asked in the user's library.

    Args:
        names: shipped suites by name, or files of own pairs; all shipped suites when there are none.
        root: folder of all runs.
        settings: of the library and the embedder.
        against: folder of an earlier run to compare with.
        scoped: ask each question only of the articles that its pair names.
        workers: how many questions are asked at once.
        break_it: afterwards, break the system on purpose in ten ways, to see which figures notice.
        progress: called after every question.

    Raises:
        SuiteError: when there is no such suite or file, it is damaged, or own files are mixed with shipped
            suites.
    """
    before = read_results(against / RESULTS) if against else None
    paths = [_path(name) for name in names] or sorted(SUITES.glob("*.jsonl"))
    shipped = [path.parent == SUITES for path in paths]
    if any(shipped) and not all(shipped):
        raise SuiteError("Shipped suites and your own files are asked in different libraries: run one after the other.")
    suites = {path.stem if inside else path.name: load_suite(path) for path, inside in zip(paths, shipped, strict=True)}
    with ExitStack() as stack:
        if all(shipped):
            home = stack.enter_context(tempfile.TemporaryDirectory(prefix="pullquote-eval-"))
            settings = replace(settings, home=Path(home))
        pullquote = stack.enter_context(open_pullquote(settings))
        articles = shelve(pullquote) if all(shipped) else by_name(pullquote.library)
        cases = _cases(suites, articles, scoped=scoped)
        facts = gather_facts(
            cases,
            {article.id: article for article in articles.values()}.values(),
            embedder=pullquote.embedder.name,
            settings={"scoped": scoped, "workers": workers},
        )
        folder = open_folder(root, facts)
        search = best_ten(pullquote.library)
        system = Remembering(pullquote)
        results = run(cases, system, pullquote.library, folder, search=search, workers=workers, progress=progress)
        damages = _damages(cases, results, system, pullquote.library) if break_it else []
    finish(folder)
    comparison = compare(before, results) if before is not None else None
    return write_report(Evaluation(folder, read_facts(folder), results, comparison, damages))


def write_report(evaluation: Evaluation) -> Evaluation:
    """Write the HTML report into the folder of the run."""
    texts = json.loads((evaluation.folder / ARTICLES).read_text(encoding="utf-8"))
    html = page(evaluation.results, evaluation.facts, texts, evaluation.comparison)
    (evaluation.folder / REPORT).write_text(html, encoding="utf-8")
    return evaluation


def _damages(cases: Sequence[Case], results: Sequence[Result], system: Remembering, library: Library) -> list[Damage]:
    for case in cases:  # of a run that went on, only the second part was asked just now
        if case.question not in system.answers:
            system.ask(case.question)
    return sabotage(cases, results, system.answers, system, library)


def _path(name: str) -> Path:
    shipped = SUITES / f"{name}.jsonl"
    if shipped.parent == SUITES and shipped.exists():
        return shipped
    if Path(name).exists():
        return Path(name).resolve()
    known = ", ".join(path.stem for path in sorted(SUITES.glob("*.jsonl")))
    raise SuiteError(f"“{name}” is neither a shipped suite ({known}) nor a file.")


def _cases(suites: Mapping[str, Sequence[Pair]], articles: Mapping[str, Article], *, scoped: bool) -> list[Case]:
    return [case for suite, pairs in suites.items() for case in make_cases(suite, pairs, articles, scoped=scoped)]


def shelve(pullquote: Pullquote) -> dict[str, Article]:
    """Store all articles of the shipped suites; returns them by name."""
    return {name: store(load_article(name), pullquote.library, pullquote.embedder).article for name in article_names()}


def by_name(library: Library) -> dict[str, Article]:
    """The articles of a user's library by all that a user may call them: id, URL and title."""
    names: dict[str, Article] = {}
    for article in library.articles():
        for name in (article.title, article.url, article.id):
            if name:
                names.setdefault(name, article)
    return names


def best_ten(library: Library) -> Search:
    """The search that is measured: the ten best passages of the whole library for a question and its history."""
    retriever = FusedRetriever(library=library, k=10)

    def search(question: Question) -> list[Passage]:
        return retriever.candidates(standalone(question).text)

    return search
