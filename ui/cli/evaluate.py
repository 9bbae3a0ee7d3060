"""``pullquote eval``: ask fixed questions, or your own, and read the figures in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.output import print_json

# The rest is imported where it is used: every command of the terminal loads this module to list its options.
if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from evals.benchmarks.measure import Measured
    from evals.evaluate import Evaluation, Opened
    from rag.settings import Settings

FALLEN = 1
"""Exit code when a figure is below its floor."""


def evaluate(
    suites: Annotated[
        list[str] | None,
        typer.Argument(help="Shipped suites, or a CSV or JSONL file of your own pairs. Default: all shipped suites."),
    ] = None,
    compare: Annotated[Path | None, typer.Option(help="Folder of an earlier run: show what changed.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    runs: Annotated[Path | None, typer.Option(help="Where runs are kept. Default: in the library's folder.")] = None,
    whole_library: Annotated[
        bool, typer.Option("--whole-library", help="Ask every question of all articles, not only of its own.")
    ] = False,
    answerer: Annotated[
        str | None, typer.Option(help="Who answers: reader, or provider:model. Default: PULLQUOTE_ANSWERER.")
    ] = None,
    judge: Annotated[
        str | None, typer.Option(metavar="PROVIDER:MODEL", help="A language model that judges each answer too.")
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, help="Questions asked at once; more than one pays with a remote model.")
    ] = 1,
    sabotage: Annotated[
        bool, typer.Option("--sabotage", help="Break the system in ten ways and show which figures notice.")
    ] = False,
    gate: Annotated[bool, typer.Option("--gate", help="Fail when a figure is below its floor.")] = False,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help="Make the measured figures the floors of the gate.")
    ] = False,
    lower_floors: Annotated[
        str | None, typer.Option(metavar="REASON", help="The same, and let floors fall; the reason is kept.")
    ] = None,
    benchmark: Annotated[
        str | None, typer.Option(help="Measure a public benchmark instead: squad1, squad2, newsqa, …")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="The benchmark's file of questions, or its folder.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Questions to draw from the benchmark.")] = None,
) -> None:
    """Ask fixed questions and print the scores.

    Shipped suites are asked in a library of their own, your own files in your library, or of the server that owns it.

    Exit code: 0 done, 1 a failure or a figure below its floor.

    Examples:
        pullquote eval

        pullquote eval pairs.csv --json
    """
    from rag.settings import READER, Settings

    settings = Settings.from_environment(answerer=answerer)
    guarded = gate or raise_floors or lower_floors is not None
    if guarded and (suites or whole_library or settings.answerer != READER or settings.embedder):
        raise typer.BadParameter(
            "the floors belong to all shipped suites, as the built-in reader and embedder answer them: name no suite, "
            "and leave out --whole-library, --answerer, PULLQUOTE_ANSWERER and PULLQUOTE_EMBEDDER"
        )
    if benchmark is not None:
        _benchmark(benchmark, data, limit, settings, as_json=as_json)
        return
    from evals.evaluate import evaluate as run_suites
    from evals.evaluate import is_shipped

    own = bool(suites) and not all(map(is_shipped, suites or []))
    with _progress("asking") as step, _server(settings, answerer) if own else nullcontext() as server:
        done = run_suites(
            suites or [],
            runs or settings.home / "evals",
            settings=settings,
            against=compare,
            scoped=not whole_library,
            judge=judge,
            workers=workers,
            break_it=sabotage,
            server=server,
            progress=lambda count, total, _: step(count, total),
        )
    _show(done, as_json=as_json)
    if guarded:
        _gate(done, update=raise_floors or lower_floors is not None, reason=lower_floors)


@contextmanager
def _server(settings: Settings, answerer: str | None) -> Iterator[Opened | None]:
    """The server that owns the user's library; None where no server does."""
    from rag.errors import AnswererError
    from ui.connect import server_of

    client = server_of(settings)
    if client is None:
        yield None
        return
    from ui.measured import open_at

    try:
        if answerer:
            raise AnswererError(f"A server owns the library and answers itself. Stop it to ask {answerer}.")
        yield open_at(client)
    finally:
        client.close()


def _show(done: Evaluation, *, as_json: bool) -> None:
    from evals.report import summarize, table

    if as_json:
        more = {"suites": done.facts["suites"], "run": str(done.folder)}
        if done.damages:
            more["sabotage"] = [asdict(damage) | {"noticed": damage.noticed} for damage in done.damages]
        print_json(summarize(done.results) | more)
        return
    from rich.console import Console
    from rich.text import Text

    out = Console()
    out.print(_table(("Measure", "Value", "95 % interval", "Questions"), table(done.results)))
    if done.comparison:
        rows = [
            (name, f"{test.difference:+.3f}", f"{test.p_value:.3f}", str(test.questions))
            for name, test in done.comparison.tests.items()
        ]
        out.print(_table(("Change since the earlier run", "Difference", "p", "Questions"), rows))
        worse = [change for change in done.comparison.changes if change.difference < 0]
        for change in worse[:10]:
            out.print(Text(f"worse: {change.after.question} ({change.after.id}): {change.after.answer}"))
        if alone := len(done.comparison.only_before) + len(done.comparison.only_after):
            out.print(f"Questions that only one of the two runs has, and which are not compared: {alone}.")
    if done.damages:
        rows = [(d.breakage, d.figure, _number(d.sound), _number(d.broken)) for d in done.damages]
        out.print(_table(("Broken on purpose", "Figure", "Sound", "Broken"), rows))
    out.print(Text(f"Every question, with gold and answer: {done.folder / 'report.html'}"), soft_wrap=True)


def _gate(done: Evaluation, *, update: bool, reason: str | None) -> None:
    from rich.console import Console
    from rich.text import Text

    from evals import gate
    from evals.report import summarize

    figures, corpus = summarize(done.results), done.facts["corpus"]
    out = Console(stderr=True)
    if update:
        old = gate.read_baseline(gate.BASELINE) if gate.BASELINE.exists() else gate.Baseline(corpus, gate.TOLERANCE, {})
        gate.write_baseline(gate.update(figures, corpus, old, lower=reason), gate.BASELINE)
        out.print(f"The floors are now what was measured: {gate.BASELINE}")
        return
    short = gate.check(figures, corpus, gate.read_baseline(gate.BASELINE))
    for line in short:
        out.print(Text(line, style="red"))
    if short:
        raise typer.Exit(FALLEN)
    out.print("No figure is below its floor.")


def _benchmark(name: str, data: Path | None, limit: int | None, settings: Settings, *, as_json: bool) -> None:
    from rich.console import Console

    from evals.benchmarks.measure import measure

    if data is None:
        raise typer.BadParameter("a benchmark needs --data, its file or folder")
    with _progress("reading") as step:
        measured = measure(name, data, settings=settings, limit=limit, progress=step)
    if as_json:
        print_json(asdict(measured))
        return
    out = Console()
    for what, figures in measured.figures.items():
        out.print(_table((f"{name}: {what}", ""), [(key, _number(value)) for key, value in figures.items()]))
    _show_published(measured, out)


def _show_published(measured: Measured, out: Console) -> None:
    """Our figures beside those that others published, in percent."""
    names = list(dict.fromkeys(name for one in measured.published for name in one.figures))
    ours = [
        (f"Pullquote: {what}", *(_percent(figures.get(name), 100) for name in names), "this set", "this run")
        for what, figures in measured.figures.items()
        if any(figures.get(name) is not None for name in names)
    ]
    theirs = [
        (one.system, *(_percent(one.figures.get(name)) for name in names), one.split, one.source)
        for one in measured.published
    ]
    out.print(_table(("In percent", *names, "Set", "Source"), [*ours, *theirs]))
    out.print(f"This set: {measured.use}. Reader: {measured.model[:12]}")


def _percent(value: float | None, times: int = 1) -> str:
    return "" if value is None else f"{times * value:.1f}"


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for place, name in enumerate(header):
        table.add_column(name, justify="right" if place else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _number(value: float | None) -> str:
    if value is None:
        return "nothing to measure"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


@contextmanager
def _progress(what: str) -> Iterator[Any]:
    """A bar on standard error with the time left; yields what moves it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("left:"), TimeRemainingColumn())
    shown = Console(stderr=True)
    with Progress(*columns, console=shown, transient=True, disable=not shown.is_terminal) as bar:
        task = bar.add_task(what, total=None)

        def step(count: int, total: int) -> None:
            bar.update(task, completed=count, total=total)

        yield step
