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
from evals.judge import Judge
from evals.result import Result, read_results
from evals.run import ARTICLES, RESULTS, Progress, Search, Shelf, System, run
from evals.sabotage import Damage, Remembering, sabotage
from evals.suite import SUITES, Pair, article_names, load_article, load_suite
from ingest.pipeline import store
from rag import Pullquote, Settings, open_pullquote
from rag.errors import SuiteError
from rag.followup import standalone
from rag.library import Library
from rag.retrieve import candidates
from rag.types import Article, Passage, Question
from rag.writer.providers import MissingKey, connect

REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class Opened:
    """What is measured.

    Attributes:
        system: who answers.
        library: where the answers point into.
        articles: its articles, by the names that pairs call them.
        embedder: name of the embedding model.
        answerer: the setting that says who answers.
        search: finds the ten best passages for a question; None where retrieval cannot be measured.
    """

    system: System
    library: Shelf
    articles: Mapping[str, Article]
    embedder: str
    answerer: str
    search: Search | None = None


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
    judge: str | None = None,
    workers: int = 1,
    break_it: bool = False,
    server: Opened | None = None,
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
        judge: ``provider:model`` of a language model that judges each answer, beside the other measures.
        workers: how many questions are asked at once.
        break_it: afterwards, break the system on purpose in ten ways, to see which figures notice.
        server: answers the user's own files, where another process has opened the user's library.
        progress: called after every question.

    Raises:
        SuiteError: when there is no such suite or file, it is damaged, own files are mixed with shipped suites, the
            library that is asked is empty, or a server shall be broken.
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
            settings, server = apart(settings, Path(home)), None
        opened = server or _open(stack.enter_context(open_pullquote(settings)), settings, shipped=all(shipped))
        if not opened.articles:
            raise SuiteError(
                f"The library {settings.home} is empty. Add the articles that the questions are about: pullquote add."
            )
        breakable = opened.library if isinstance(opened.library, Library) else None
        if break_it and breakable is None:
            raise SuiteError("A server owns the library and cannot be broken on purpose. Stop it first.")
        cases = _cases(suites, opened.articles, scoped=scoped)
        facts = gather_facts(
            cases,
            {article.id: article for article in opened.articles.values()}.values(),
            embedder=opened.embedder,
            settings={"scoped": scoped, "workers": workers, "answerer": opened.answerer, "judge": judge},
        )
        folder = open_folder(root, facts)
        system = Remembering(opened.system)
        results = run(
            cases,
            system,
            opened.library,
            folder,
            search=opened.search,
            judge=_judge(judge, settings) if judge else None,
            workers=workers,
            progress=progress,
        )
        damages = _damages(cases, results, system, breakable) if breakable and break_it else []
    finish(folder)
    comparison = compare(before, results) if before is not None else None
    return write_report(Evaluation(folder, read_facts(folder), results, comparison, damages))


def apart(settings: Settings, home: Path) -> Settings:
    """The same settings for a library of its own in a folder, even where the user's library is on servers."""
    return replace(settings, home=home, database_url=None, chroma_url=None)


def _open(pullquote: Pullquote, settings: Settings, *, shipped: bool) -> Opened:
    library = pullquote.library
    articles = shelve(pullquote) if shipped else by_name(library)
    return Opened(pullquote, library, articles, pullquote.embedder.name, settings.answerer, best_ten(library))


def _judge(name: str, settings: Settings) -> Judge:
    try:
        return Judge(connect(name, settings.model_url))
    except MissingKey as error:
        raise SuiteError(f"The judge {name} needs a key: set {error.variable}.") from error


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


def is_shipped(name: str) -> bool:
    """Whether this is the name of a suite that ships, and not a user's own file."""
    path = SUITES / f"{name}.jsonl"
    return path.parent == SUITES and path.exists()


def _path(name: str) -> Path:
    if is_shipped(name):
        return SUITES / f"{name}.jsonl"
    if Path(name).exists():
        return Path(name).resolve()
    known = ", ".join(path.stem for path in sorted(SUITES.glob("*.jsonl")))
    raise SuiteError(f"“{name}” is neither a shipped suite ({known}) nor a file.")


def _cases(suites: Mapping[str, Sequence[Pair]], articles: Mapping[str, Article], *, scoped: bool) -> list[Case]:
    return [case for suite, pairs in suites.items() for case in make_cases(suite, pairs, articles, scoped=scoped)]


def shelve(pullquote: Pullquote) -> dict[str, Article]:
    """Store all articles of the shipped suites; returns them by name."""
    return {name: store(load_article(name), pullquote.library, pullquote.embedder).article for name in article_names()}


def by_name(library: Shelf) -> dict[str, Article]:
    """The articles of a user's library by all that a user may call them: id, URL and title."""
    names: dict[str, Article] = {}
    for article in library.articles():
        for name in (article.title, article.url, article.id):
            if name:
                names.setdefault(name, article)
    return names


def best_ten(library: Library) -> Search:
    """The search that is measured: the ten best passages of the whole library for a question and its history."""

    def search(question: Question) -> list[Passage]:
        return candidates(library, standalone(question).text, k=10)

    return search
