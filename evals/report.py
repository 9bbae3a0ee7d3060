"""The figures of a run: one object, the same by kind of question, and as rows for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evals.metrics.calibration import (
    area_under_risk_coverage,
    calibration_error_by_chance,
    expected_calibration_error,
)
from evals.metrics.mean import mean
from evals.metrics.refusal import refusal_precision, refusal_recall
from evals.metrics.uncertainty import bootstrap_interval
from evals.result import Result

Figures = dict[str, float | int | None]

LABELS = {
    "right": "Right",
    "judged": "Right, by the judge",
    "exact_match": "Exact match",
    "f1": "Token F1",
    "has_answer_exact_match": "Exact match, answerable",
    "has_answer_f1": "Token F1, answerable",
    "citation_validity": "Citation validity",
    "citation_precision": "Citation precision",
    "citation_recall": "Citation recall",
    "citation_hit": "Citation hits gold sentence",
    "quote_fidelity": "Quote fidelity",
    "speaker_accuracy": "Speaker accuracy",
    "refusal_precision": "Refusal precision",
    "refusal_recall": "Refusal recall",
    "crag": "CRAG score (-1 to 1)",
    "calibration_error": "Calibration error (0 is best)",
    "calibration_error_by_chance": "Calibration error that chance alone makes",
    "risk_coverage_area": "Area under risk-coverage (0 is best)",
    "hits_1": "Retrieval Hits@1",
    "hits_4": "Retrieval Hits@4",
    "hits_10": "Retrieval Hits@10",
    "mrr_10": "Retrieval MRR@10",
    "ndcg_10": "Retrieval nDCG@10",
}
"""Every measure by its name in JSON, in the order of the reports."""

OF_SETS = (
    "has_answer_exact_match",
    "has_answer_f1",
    "refusal_precision",
    "refusal_recall",
    "calibration_error",
    "calibration_error_by_chance",
    "risk_coverage_area",
)
"""The measures that only a set of questions has."""

PER_QUESTION = tuple(name for name in LABELS if name not in OF_SETS)
"""The measures that a question can have of its own."""


def summarize(results: Sequence[Result]) -> Figures:
    """Every figure of a set of results; None where nothing in the set has the measure.

    ``seconds`` is the sum over all questions; ``seconds_p50`` and ``seconds_p95`` are of one question, and the tokens
    of a language model are the mean over the questions that it was asked.
    """
    refused = [result.refused for result in results]
    must = [result.must_refuse for result in results]
    answered = [result for result in results if not result.refused]
    confidences = [result.confidence for result in answered]
    right = [not result.must_refuse and bool(result.scores["right"]) for result in answered]
    seconds = [result.seconds for result in results]
    figures: Figures = {"questions": len(results), "unanswerable": sum(must)}
    figures["failed"] = sum(result.error is not None for result in results)
    figures |= {name: mean(scores_of(results, name)) for name in PER_QUESTION}
    answerable = [result for result in results if not result.must_refuse]
    figures |= {
        "has_answer_exact_match": mean(scores_of(answerable, "exact_match")),
        "has_answer_f1": mean(scores_of(answerable, "f1")),
        "refusal_precision": refusal_precision(refused, must),
        "refusal_recall": refusal_recall(refused, must),
        "calibration_error": expected_calibration_error(confidences, right),
        "calibration_error_by_chance": calibration_error_by_chance(confidences),
        "risk_coverage_area": area_under_risk_coverage(confidences, right),
        "tokens_read": mean(result.tokens.get("read") for result in results),
        "tokens_written": mean(result.tokens.get("written") for result in results),
        "seconds": sum(seconds),
        "seconds_p50": float(np.quantile(seconds, 0.5)) if seconds else None,
        "seconds_p95": float(np.quantile(seconds, 0.95)) if seconds else None,
    }
    return figures


def scores_of(results: Sequence[Result], name: str) -> list[float]:
    """The values of one measure, of the questions that have it."""
    return [value for result in results if (value := result.scores.get(name)) is not None]


def by_kind(results: Sequence[Result]) -> dict[str, Figures]:
    """The figures of each kind of question, in alphabetical order."""
    kinds = sorted({result.kind for result in results})
    return {kind: summarize([result for result in results if result.kind == kind]) for kind in kinds}


def table(results: Sequence[Result]) -> list[tuple[str, str, str, str]]:
    """Rows of label, value, 95 % interval (bootstrap, where every question has a value of its own), questions."""
    figures = summarize(results)
    rows: list[tuple[str, str, str, str]] = []
    for name, label in LABELS.items():
        values = scores_of(results, name)
        if name == "judged" and not values:
            continue
        if name.startswith("has_answer_"):
            answerable = [result for result in results if not result.must_refuse]
            values = scores_of(answerable, name.removeprefix("has_answer_"))
        interval = bootstrap_interval(values)
        bounds = f"{interval.low:.3f} to {interval.high:.3f}" if interval else ""
        rows.append((label, show(figures[name]), bounds, str(len(values)) if values else ""))
    counted = sum(bool(result.tokens) for result in results)
    for name, label, count in (
        ("seconds_p50", "Seconds a question, p50", len(results)),
        ("seconds_p95", "Seconds a question, p95", len(results)),
        ("tokens_read", "Tokens that a language model read", counted),
        ("tokens_written", "Tokens that it wrote", counted),
    ):
        rows.append((label, show(figures[name]), "", str(count) if count else ""))
    return rows


def show(value: float | None) -> str:
    """A figure for a person: three decimals, or that there is nothing to measure."""
    return "nothing to measure" if value is None else f"{value:.3f}"
