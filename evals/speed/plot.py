"""The result of a bench as one SVG file for the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evals.plots import Bar, bars, curve, to_svg
from evals.speed import reading


def plot(parts: Mapping[str, Any]) -> str:
    """Ratios to the tutorial's pipeline, the models' share of the time, more candidates, and a growing library."""
    asked, alone = parts["questions"], parts["alone"]
    ratios = {
        "adding articles": parts["adding"]["tutorial_to_ours"],
        "question, p50": asked["latency_p50_tutorial_to_ours"],
        "question, p95": asked["latency_p95_tutorial_to_ours"],
        "start and first answer": alone["seconds"]["tutorial_to_ours"],
        "memory": alone["megabytes"]["tutorial_to_ours"],
        "same reader in torch": parts["reading"]["torch_to_ours"],
    }
    if chat := parts.get("chat"):
        ratios["question, chat model"] = chat["latency_p50_tutorial_to_ours"]
    rows = [Bar(name, ratio["median"], times(ratio), (ratio["low"], ratio["high"])) for name, ratio in ratios.items()]
    shares = {name: parts["shares"][name]["model_share"] for name in ("asking", "ingesting")}
    size = [row["passages"] for row in parts["growth"]]
    asking = [row["ask_p50"] for row in parts["growth"]]
    search = [row["search_fused_p50"] for row in parts["growth"]]
    return to_svg(
        [
            bars(rows, title="The tutorial takes so many times as much", guide=1),
            bars(
                [Bar(name, share, f"{share:.0%}") for name, share in shares.items()],
                title="Share of the time inside the models",
            ),
            reading.plot(parts["reading"]["candidates"]),
            curve(
                list(zip(size, asking, strict=True)),
                title="A question, as the library grows",
                across="passages",
                up="seconds, p50",
                logarithmic=True,
            ),
            curve(
                list(zip(size, search, strict=True)),
                title="Its search alone",
                across="passages",
                up="seconds, p50",
                logarithmic=True,
            ),
        ]
    )


def times(ratio: Mapping[str, float]) -> str:
    """A ratio with its spread, in words."""
    return f"{ratio['median']:.1f} × ({ratio['low']:.1f} to {ratio['high']:.1f})"
