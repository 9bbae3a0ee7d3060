from typing import Any
from xml.etree import ElementTree

import pytest

from evals.speed.plot import plot


def ratio(median: float) -> dict[str, float]:
    return {"median": median, "low": median - 0.5, "high": median + 0.5}


@pytest.fixture
def result() -> dict[str, Any]:
    return {
        "ingest": {"tutorial_to_ours": ratio(2.0)},
        "questions": {"latency_p50_tutorial_to_ours": ratio(1.5), "latency_p95_tutorial_to_ours": ratio(0.8)},
        "asking": {"model_share": 0.9},
        "ingesting": {"model_share": 0.85},
        "growth": [
            {"passages": 1000, "search_fused_p50": 0.004, "search_fused_p95": 0.01},
            {"passages": 10_000, "search_fused_p50": 0.006, "search_fused_p95": 0.02},
        ],
    }


def texts(drawing: str) -> list[str]:
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own output
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_every_ratio_and_share_is_shown(result: dict[str, Any]) -> None:
    shown = texts(plot(result))
    for words in ("2.0 × (1.5 to 2.5)", "0.8 × (0.3 to 1.3)", "90%", "Search as the library grows"):
        assert words in shown


def test_without_growth_there_is_no_curve(result: dict[str, Any]) -> None:
    assert "Search as the library grows" not in texts(plot(result | {"growth": []}))
