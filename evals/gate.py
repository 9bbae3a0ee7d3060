"""Floors under the figures of the fixed suites: a change that makes answers worse does not pass unseen.

The design follows the evaluation gate of trafilatura: floors in a file, beside a hash of the corpus that
they were measured on and a tolerance; an update raises floors, and lowers one only when told to, with a
reason that is kept.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.report import Figures
from rag.errors import SuiteError

BASELINE = Path(__file__).with_name("baseline.json")

TOLERANCE = 0.02
"""How far below its floor a figure may fall: int8 models round differently on other processors."""

GATED = (
    "right",
    "exact_match",
    "f1",
    "citation_validity",
    "citation_precision",
    "citation_recall",
    "citation_hit",
    "quote_fidelity",
    "speaker_accuracy",
    "refusal_precision",
    "refusal_recall",
    "crag",
    "hits_4",
    "mrr_10",
)
"""The figures that have a floor; of each, more is better."""

EXACT = ("citation_validity",)
"""Figures that no tolerance softens: a quote is in the article or it is not."""


@dataclass(frozen=True, slots=True)
class Lowering:
    """A floor that was lowered, and why."""

    date: str
    figure: str
    old: float
    new: float
    reason: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The floors.

    Attributes:
        corpus: hash of the pairs and articles that they were measured on.
        tolerance: how far below its floor a figure may fall, for what differs between processors.
        floors: by figure.
        lowered: every floor that was ever lowered, oldest first.
    """

    corpus: str
    tolerance: float
    floors: Mapping[str, float]
    lowered: tuple[Lowering, ...] = ()


def read_baseline(path: Path) -> Baseline:
    """Read the floors.

    Raises:
        SuiteError: when the file is missing or is not a baseline.
    """
    try:
        return TypeAdapter(Baseline).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise SuiteError(f"The floors in {path} cannot be read: {error}") from error


def write_baseline(baseline: Baseline, path: Path) -> None:
    """Write the floors."""
    path.write_text(json.dumps(asdict(baseline), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def check(figures: Figures, corpus: str, baseline: Baseline) -> list[str]:
    """Every way in which the figures fall short, in words; empty when the gate lets them pass."""
    if corpus != baseline.corpus:
        return [
            f"The pairs or articles are not those that the floors were measured on (now {corpus[:12]}, then "
            f"{baseline.corpus[:12]}). Measure anew with `pullquote eval --raise-floors`."
        ]
    short: list[str] = []
    for name, floor in baseline.floors.items():
        value = figures.get(name)
        allowed = floor if name in EXACT else floor - baseline.tolerance
        if value is None:
            short.append(f"{name}: nothing to measure, the floor is {floor:.4f}.")
        elif value < allowed:
            slack = floor - allowed
            short.append(f"{name}: {value:.4f} is below the floor of {floor:.4f} (tolerance {slack:g}).")
    return short


def update(figures: Figures, corpus: str, baseline: Baseline, *, lower: str | None = None) -> Baseline:
    """Move the floors to the measured figures.

    Args:
        figures: as measured now.
        corpus: hash of what they were measured on.
        baseline: the floors until now.
        lower: the reason for lowering floors; None refuses to lower any.

    Raises:
        SuiteError: when a floor would fall and there is no reason.
    """
    measured = {name: float(value) for name in GATED if (value := figures.get(name)) is not None}
    # Rounded down, so that the same figure passes its own floor.
    floors = {name: math.floor(value * 10_000) / 10_000 for name, value in measured.items()}
    falling = {name: old for name, old in baseline.floors.items() if floors.get(name, -1.0) < old}
    reason = (lower or "").strip()
    if falling and not reason:
        listed = ", ".join(f"{name} {old:.4f} to {floors.get(name, -1.0):.4f}" for name, old in falling.items())
        raise SuiteError(
            f"These floors would fall: {listed}. Mend the cause, or lower them with --lower-floors and a reason."
        )
    today = dt.datetime.now(dt.UTC).date().isoformat()
    lowered = [Lowering(today, name, old, floors.get(name, -1.0), reason) for name, old in falling.items()]
    return replace(baseline, corpus=corpus, floors=floors, lowered=(*baseline.lowered, *lowered))
