"""A result of a bench whose numbers are made up."""

from __future__ import annotations

from typing import Any

import pytest

from evals.speed.against import FIGURES


def ratio(median: float) -> dict[str, float]:
    return {"median": median, "low": median - 0.5, "high": median + 0.5}


def asked_both(f1: float) -> dict[str, Any]:
    side = dict.fromkeys(FIGURES, 0.9) | {"seconds_p50": 0.2, "f1": f1, "refusal_recall": None}
    side |= {"citation_characters": 123.4}
    ratios = {"latency_p50_tutorial_to_ours": ratio(1.5), "latency_p95_tutorial_to_ours": ratio(0.8)}
    return {"ours": side, "tutorial": side | {"f1": f1 - 0.1, "citation_characters": 950.0}, **ratios}


@pytest.fixture
def parts() -> dict[str, Any]:
    both = {"ours": 1.25, "tutorial": 12.5, "tutorial_to_ours": ratio(10.0)}
    row = {"search_fused_p50": 0.004, "search_fused_p95": 0.01, "ask_p50": 0.25, "ask_p95": 0.5}
    row |= {"added_articles_per_second": 7.0, "stored_per_second": 900.0}
    row |= {"disk_bytes_per_passage": 12_000.0, "memory_bytes_per_passage": 4_100.0}
    shares = {
        "asking": {"model_share": 0.9, "overhead_seconds_per_question": 0.0123},
        "ingesting": {"model_share": 0.85},
        "index_query": {"p50": 0.0029, "p95": 0.0061},
    }
    return {
        "adding": {
            "tutorial_to_ours": ratio(3.0),
            "ours_to_embedding_alone": ratio(1.06),
            "ours_articles_per_second": 9.87,
        },
        "questions": asked_both(0.6),
        "alone": {"seconds": both, "megabytes": both},
        "reading": {
            "torch_to_ours": ratio(2.5),
            "candidates": [
                {"candidates": 4, "gold_found": 0.7, "seconds": 0.1},
                {"candidates": 16, "gold_found": 0.8, "seconds": 0.4},
            ],
        },
        "shares": shares,
        "start": {"articles": 19, "ask_one_article": ratio(3.3), "ask_many_articles": ratio(6.6)},
        "users": [{"users": 50, "questions_per_second": 4.56, "p50": 1.5, "p95": 9.0}],
        "growth": [{"passages": 1_000, **row}, {"passages": 100_000, **row}],
    }


@pytest.fixture
def chat() -> dict[str, Any]:
    """What a chat model adds to the parts."""
    return asked_both(0.4) | {"model": "openai:x"}
