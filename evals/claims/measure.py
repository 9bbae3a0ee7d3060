"""How well ``rag.cite`` tells true statements from false ones, per kind of change.

The rules were developed on the statements about one half of the articles, chosen by a hash of the article's name; the
other half is held out.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.lines import read_lines
from evals.metrics.mean import mean
from evals.speed.timing import quantile
from rag.cite.entail import Entailment
from rag.cite.verdict import Check, check
from rag.types import Article, Verdict

STATEMENTS = Path(__file__).parent / "statements.jsonl"
KINDS = ("speaker", "number", "negation", "date", "place", "certainty", "quote", "roles")


@dataclass(frozen=True, slots=True)
class Claim:
    """A labelled statement.

    Attributes:
        article: name of the suite article that it is about.
        kind: which detail it turns on, one of ``KINDS``; its false twin differs in that detail.
        true: whether the article supports it.
    """

    article: str
    kind: str
    true: bool
    statement: str

    @property
    def held_out(self) -> bool:
        """Whether its article is in the half that the rules were not developed on."""
        return int(hashlib.sha256(self.article.encode()).hexdigest(), 16) % 2 == 1


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, what the check made of it, and how many seconds that took."""

    claim: Claim
    check: Check
    seconds: float = 0.0

    @property
    def right(self) -> bool:
        """Whether a true statement is supported, or a false one is not."""
        return (self.check.verdict is Verdict.SUPPORTED) == self.claim.true


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of some judged claims, 0 to 1.

    Attributes:
        true_struck: true statements that were not called supported.
        false_passed: false statements that were.
    """

    statements: int
    true_struck: float
    false_passed: float

    @property
    def balanced_accuracy(self) -> float:
        """Mean of the accuracy on true and on false statements."""
        return 1 - (self.true_struck + self.false_passed) / 2


def load_claims(path: Path = STATEMENTS) -> list[Claim]:
    """Read labelled statements.

    Raises:
        SuiteError: a line is not an object with ``article``, ``kind``, ``label`` and ``statement``.
    """
    labels = {"true": True, "false": False}
    return list(
        read_lines(
            path,
            lambda row: Claim(row["article"], row["kind"], labels[row["label"]], row["statement"]),
            "a labelled statement",
        )
    )


def judge(
    claims: Iterable[Claim], articles: Mapping[str, Article], entailment: Entailment | None = None
) -> list[Judged]:
    """Check each claim against its article; without a network by the rules alone."""
    return [_judged(claim, articles[claim.article], entailment) for claim in claims]


def _judged(claim: Claim, article: Article, entailment: Entailment | None) -> Judged:
    began = time.perf_counter()
    found = check(claim.statement, [article], entailment)
    return Judged(claim, found, time.perf_counter() - began)


def rates(judged: Sequence[Judged]) -> Rates:
    """The shares of mistakes; a share is 0 where there is nothing to share."""
    wrong = {label: [not one.right for one in judged if one.claim.true is label] for label in (True, False)}
    struck, passed = (sum(wrong[label]) / max(1, len(wrong[label])) for label in (True, False))
    return Rates(len(judged), struck, passed)


def time_taken(judged: Sequence[Judged]) -> str:
    """A line that says how long a check takes."""
    took = sorted(1000 * one.seconds for one in judged)
    return (
        f"milliseconds a statement: {mean(took):.0f} on average, {quantile(took, 0.5):.0f} the median, "
        f"{quantile(took, 0.95):.0f} the 95th percentile"
    )


def table(judged: Sequence[Judged]) -> str:
    """A line for each kind that occurs, and one for all."""
    lines = [f"{'kind':<10} {'count':>5} {'balanced':>9} {'true struck':>12} {'false passed':>13}"]
    groups = {kind: [one for one in judged if one.claim.kind == kind] for kind in KINDS} | {"all": list(judged)}
    for kind, group in groups.items():
        if group:
            r = rates(group)
            lines.append(
                f"{kind:<10} {r.statements:>5} {100 * r.balanced_accuracy:>8.1f}% {100 * r.true_struck:>11.1f}% "
                f"{100 * r.false_passed:>12.1f}%"
            )
    return "\n".join(lines)
