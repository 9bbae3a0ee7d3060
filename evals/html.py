"""A run as one HTML file that opens offline: figures, plots, and every question beside its gold answer.

Article text and model output are hostile: everything is escaped, there is no script, and the page's own
policy forbids it to load anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

from evals.compare import Change, Comparison
from evals.folder import Facts
from evals.metrics.calibration import reliability, risk_coverage
from evals.plots import Bar, Plot, bars, curve
from evals.report import LABELS, by_kind, table
from evals.result import Result
from rag.types import Span

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

Texts = Mapping[str, Mapping[str, Any]]
"""What a run keeps of each article, by id: title, version, text."""


def page(results: Sequence[Result], facts: Facts, texts: Texts, comparison: Comparison | None = None) -> str:
    """The whole page.

    Args:
        results: of a run.
        facts: what was measured.
        texts: the articles of the run.
        comparison: with an earlier run; adds what changed.
    """
    css = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    name = ", ".join(facts.get("suites", {})) or "questions"
    body = [
        f"<h1>Pullquote answers: {escape(name)}</h1>",
        f"<p>{escape(_asked(facts))}</p>",
        _figures(results),
        f'<div class="plots">{"".join(plot.figure() for plot in _plots(results))}</div>',
        _changes(comparison) if comparison else "",
        "<h2>Every question</h2>",
        '<p><label><input type="checkbox" id="only-lost"> Only those that lost points</label></p>',
        "<p><mark>Marked</mark>: cited by the answer. <span class='gold'>Underlined</span>: the gold sentence.</p>",
        *(_question(result, texts) for result in results),
        f"<h2>What was measured</h2><pre>{escape(json.dumps(facts, indent=1, ensure_ascii=False))}</pre>",
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Pullquote answers: {escape(name)}</title><style>{css}</style></head>"
        f"<body>{''.join(body)}</body></html>\n"
    )


def _asked(facts: Facts) -> str:
    """Who was asked, who judged, and when, as far as the facts say."""
    settings, started = facts.get("settings", {}), facts.get("started", "")[:16].replace("T", " ")
    said = {"Answered by": settings.get("answerer"), "judged by": settings.get("judge"), "begun": started}
    return ", ".join(f"{what} {value}" for what, value in said.items() if value)


def _figures(results: Sequence[Result]) -> str:
    return _table(("Measure", "Value", "95 % interval", "Questions"), table(results))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column holds words and whose others hold numbers."""
    lines = [_row("th", header), *(_row("td", row) for row in rows)]
    return f"<table>{''.join(lines)}</table>"


def _row(tag: str, cells: Sequence[str]) -> str:
    first, *numbers = map(escape, cells)
    drawn = "".join(f'<{tag} class="number">{cell}</{tag}>' for cell in numbers)
    return f"<tr><{tag}>{first}</{tag}>{drawn}</tr>"


def _plots(results: Sequence[Result]) -> list[Plot]:
    plots: list[Plot] = []
    kinds = [
        Bar(kind, float(figures["right"]), f"{figures['right']:.2f} of {figures['questions']}")
        for kind, figures in by_kind(results).items()
        if figures["right"] is not None
    ]
    if kinds:
        plots.append(bars(kinds, title="Right answers and right refusals, by kind"))
    answered = [result for result in results if not result.refused]
    if answered:
        plots += _confidence(answered)
    seconds = sorted(result.seconds for result in results)
    if seconds:
        shares = [((place + 1) / len(seconds), value) for place, value in enumerate(seconds)]
        plots.append(curve(shares, title="Latency", across="share of the questions", up="seconds at most"))
    return plots


def _confidence(answered: Sequence[Result]) -> list[Plot]:
    confidences = [result.confidence for result in answered]
    right = [not result.must_refuse and bool(result.scores["right"]) for result in answered]
    return [
        curve(
            [(b.confidence, b.accuracy) for b in reliability(confidences, right)],
            title="Calibration of the answers",
            across="confidence",
            up="share right",
            joined=False,
            diagonal=True,
            unit=True,
        ),
        curve(
            [(point.coverage, point.risk) for point in risk_coverage(confidences, right)],
            title="Risk, if only the surest answers are given",
            across="share of the answers given",
            up="share wrong",
            unit=True,
        ),
    ]


def _changes(comparison: Comparison) -> str:
    tests = [
        (LABELS[name], f"{test.difference:+.3f}", f"{test.p_value:.3f}", str(test.questions))
        for name, test in comparison.tests.items()
    ]
    items = "".join(_change(change) for change in comparison.changes)
    return (
        "<h2>What changed since the earlier run, losses first</h2>"
        f"{_table(('Measure', 'Difference', 'p', 'Questions'), tests)}<ol>{items}</ol>"
        f"{_alone('Only in the earlier run', comparison.only_before)}"
        f"{_alone('Only in this run', comparison.only_after)}"
    )


def _alone(where: str, results: Sequence[Result]) -> str:
    """The questions that only one of two runs has, and which are therefore not compared."""
    if not results:
        return ""
    items = "".join(f"<li>{escape(result.question)} <small>({escape(result.id)})</small></li>" for result in results)
    return f"<details><summary>{where}: {len(results)}</summary><ul>{items}</ul></details>"


def _change(change: Change) -> str:
    both = [
        f"{LABELS[name]} {before:.3f} → {after:.3f}"
        for name, (before, after) in change.measures.items()
        if before is not None and after is not None
    ]
    return (
        f"<li>{escape(change.after.question)} <small>({escape(change.after.id)})</small>: "
        f"“{escape(change.before.answer)}” is now “{escape(change.after.answer)}”. {escape(', '.join(both))}</li>"
    )


def _question(result: Result, texts: Texts) -> str:
    lost = "".join(f'<p class="lost">{escape(reason)}</p>' for reason in result.lost)
    golds = " / ".join(result.golds) or "(to be refused)"
    answer = result.error or result.answer
    told = "".join(
        f"<p>{escape(s.text)} {''.join(f'[{n}]' for n in s.citations)} <small>{escape(s.verdict)}</small></p>"
        for s in result.statements
    )
    return (
        f'<article class="{"lost-points" if result.lost else "whole"}"><h3>{escape(result.question)} '
        f"<small>{escape(result.suite)} · {escape(result.id)} · {escape(result.kind)} · "
        f"{result.seconds:.2f} s</small></h3>"
        f'<div class="sides"><div><h4>Gold</h4><p>{escape(golds)}</p></div>'
        f"<div><h4>{'Refusal' if result.refused else f'Answer, confidence {result.confidence:.2f}'}</h4>"
        f"<p>{escape(answer)}</p>{told}</div></div>{lost}{_excerpts(result, texts)}</article>"
    )


def _excerpts(result: Result, texts: Texts) -> str:
    cited = [citation.span for citation in result.citations]
    blocks: list[str] = []
    for article in sorted({span.article for span in (*cited, *result.gold)}):
        kept = texts.get(article)
        if kept is None:
            continue
        shown = [span for span in cited if span.article == article and span.version == kept["version"]]
        gold = [span for span in result.gold if span.article == article]
        blocks.append(f"<blockquote>{_marked(kept['text'], shown, gold)}</blockquote>")
    return "".join(blocks)


def _marked(text: str, cited: Sequence[Span], gold: Sequence[Span]) -> str:
    """The paragraphs that hold a span, with the cited words marked and the gold ones underlined."""
    parts: list[str] = []
    start = 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        if any(span.start < end and start < span.end for span in (*cited, *gold)):
            parts.append(_paragraph(text, start, end, cited, gold))
        start = end + 2
    return "\n…\n".join(parts)


def _paragraph(text: str, start: int, end: int, cited: Sequence[Span], gold: Sequence[Span]) -> str:
    edges = {edge for span in (*cited, *gold) for edge in (span.start, span.end) if start < edge < end}
    cuts = sorted({start, end, *edges})
    drawn: list[str] = []
    for a, b in pairwise(cuts):
        words = escape(text[a:b])
        if any(span.start <= a and b <= span.end for span in gold):
            words = f'<span class="gold">{words}</span>'
        if any(span.start <= a and b <= span.end for span in cited):
            words = f"<mark>{words}</mark>"
        drawn.append(words)
    return "".join(drawn)
