"""The result of a bench as Markdown tables, by the names of their places in the documentation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evals.figures import markdown
from evals.report import show
from evals.speed.plot import times

_QUALITY = {
    "f1": "token F1",
    "right": "right",
    "citation_validity": "citation validity",
    "citation_precision": "citation precision",
    "refusal_recall": "refusal recall",
}


def tables(parts: Mapping[str, Any]) -> dict[str, str]:
    """Every table of a result."""
    return {
        "against": _against(parts),
        "limit": _limit(parts["shares"], parts["adding"], parts["start"]),
        "candidates": markdown(
            ("candidates", "gold sentence found", "milliseconds"),
            [
                (str(row["candidates"]), show(row["gold_found"]), f"{1000 * row['seconds']:.0f}")
                for row in parts["reading"]["candidates"]
            ],
        ),
        "growth": _growth(parts["growth"]),
        "users": markdown(
            ("at once", "questions a second", "seconds, p50", "seconds, p95"),
            [
                (str(row["users"]), f"{row['questions_per_second']:.1f}", f"{row['p50']:.2f}", f"{row['p95']:.2f}")
                for row in parts["users"]
            ],
        ),
    }


def _against(parts: Mapping[str, Any]) -> str:
    adding, asked, alone = parts["adding"], parts["questions"], parts["alone"]
    rate = adding["ours_articles_per_second"]
    rows = [
        ("articles added a second", f"{rate:.1f}", "", times(adding["tutorial_to_ours"])),
        *_asked("", asked),
        *_quality("", asked),
        ("start and first answer, seconds", *_alone(alone["seconds"], 1)),
        ("memory, MB", *_alone(alone["megabytes"], 0)),
        ("same weights, same 16 candidates, in torch float32", "", "", times(parts["reading"]["torch_to_ours"])),
    ]
    if chat := parts.get("chat"):
        who = f", {chat['model']}"
        rows += [*_asked(who, chat), *_quality(who, chat)]
    return markdown(("", "Pullquote", "tutorial", "tutorial takes"), rows)


def _asked(who: str, asked: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    return [
        (
            f"seconds a question, {name}{who}",
            f"{asked['ours'][f'seconds_{name}']:.2f}",
            f"{asked['tutorial'][f'seconds_{name}']:.2f}",
            times(asked[f"latency_{name}_tutorial_to_ours"]),
        )
        for name in ("p50", "p95")
    ]


def _quality(who: str, asked: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    ours, theirs = asked["ours"], asked["tutorial"]
    rows = [(f"{label}{who}", show(ours[name]), show(theirs[name]), "") for name, label in _QUALITY.items()]
    shown = _whole(ours["citation_characters"]), _whole(theirs["citation_characters"])
    return [*rows, (f"characters that a citation shows{who}", *shown, "")]


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"


def _alone(both: Mapping[str, Any], digits: int) -> tuple[str, str, str]:
    return f"{both['ours']:.{digits}f}", f"{both['tutorial']:.{digits}f}", times(both["tutorial_to_ours"])


def _limit(shares: Mapping[str, Any], adding: Mapping[str, Any], start: Mapping[str, Any]) -> str:
    asking, query = shares["asking"], shares["index_query"]
    return markdown(
        ("", ""),
        [
            ("share of asking inside the models", f"{asking['model_share']:.1%}"),
            ("what remains, milliseconds a question", f"{1000 * asking['overhead_seconds_per_question']:.1f}"),
            ("share of ingesting inside the embedding model", f"{shares['ingesting']['model_share']:.1%}"),
            ("adding files, beside embedding their passages alone", times(adding["ours_to_embedding_alone"])),
            ("query of the vector store (Chroma) alone, milliseconds, p50", f"{1000 * query['p50']:.1f}"),
            ("the same, p95", f"{1000 * query['p95']:.1f}"),
            ("`pullquote ask`, one article, beside importing ONNX Runtime", times(start["ask_one_article"])),
            (f"`pullquote ask`, {start['articles']} articles, beside the same", times(start["ask_many_articles"])),
        ],
    )


def _growth(rows: Sequence[Mapping[str, float]]) -> str:
    header = (
        *("passages", "question, s, p50", "p95", "search, ms, p50", "p95"),
        *("articles added a second", "passages stored a second", "disk, KB a passage", "memory, KB a passage"),
    )
    return markdown(
        header,
        [
            (
                f"{row['passages']:,}",
                f"{row['ask_p50']:.2f}",
                f"{row['ask_p95']:.2f}",
                f"{1000 * row['search_fused_p50']:.1f}",
                f"{1000 * row['search_fused_p95']:.1f}",
                f"{row['added_articles_per_second']:.1f}",
                f"{row['stored_per_second']:.0f}",
                f"{row['disk_bytes_per_passage'] / 1000:.1f}",
                f"{row['memory_bytes_per_passage'] / 1000:.1f}",
            )
            for row in rows
        ],
    )
