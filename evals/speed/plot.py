"""The result of a bench as one SVG file for the documentation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evals import svg


def plot(result: Mapping[str, Any]) -> str:
    """Ratios to the tutorial's pipeline, the models' share of the time, and search as the library grows."""
    ingest, asked = result["ingest"]["tutorial_to_ours"], result["questions"]
    ratios = [
        ("ingest", ingest),
        ("question, p50", asked["latency_p50_tutorial_to_ours"]),
        ("question, p95", asked["latency_p95_tutorial_to_ours"]),
    ]
    longest = max(1.0, *(ratio["high"] for _, ratio in ratios))
    shares = [("asking", result["asking"]["model_share"]), ("ingesting", result["ingesting"]["model_share"])]
    plots = [
        svg.bars(
            [(name, ratio["median"] / longest, _spread(ratio)) for name, ratio in ratios],
            title="Times that the tutorial's pipeline takes as long",
        ),
        svg.bars(
            [(name, share, f"{share:.0%}") for name, share in shares], title="Share of the time inside the models"
        ),
        *_growth(result["growth"]),
    ]
    return svg.file(plots)


def _spread(ratio: Mapping[str, float]) -> str:
    return f"{ratio['median']:.1f} × ({ratio['low']:.1f} to {ratio['high']:.1f})"


def _growth(rows: Sequence[Mapping[str, float]]) -> list[svg.Plot]:
    if not rows:
        return []
    slowest = max(row["search_fused_p95"] for row in rows) * 1000
    most = max(row["passages"] for row in rows) / 1000
    points = [(row["passages"] / 1000, row["search_fused_p50"] * 1000) for row in rows]
    return [
        svg.curve(
            points,
            title="Search as the library grows",
            across="thousand passages",
            up="milliseconds, p50",
            top=slowest,
            right=most,
        )
    ]
