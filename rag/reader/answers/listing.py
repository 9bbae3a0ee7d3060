"""Lists: every item that the articles name, in their order."""

from __future__ import annotations

from rag.reader.answers.draft import Draft
from rag.reader.answers.span import best_in_text
from rag.reader.evidence import Evidence
from rag.reader.read import Reading, normalized

_WITHIN = 3.0
"""Logits that an item may be behind the best one."""
_MOST = 8


def answer(evidence: Evidence) -> Draft | None:
    """The best span, if it is a list itself; otherwise all spans of its article that come near it."""
    best = best_in_text(evidence)
    if best is None:
        return None
    items = [best] if _is_list(best.text) else _items(evidence, best)
    proof = dict.fromkeys(evidence.sentence(item.span) for item in items)
    return Draft(_joined([item.text for item in items]), tuple(proof), best.score)


def _is_list(text: str) -> bool:
    return " and " in text or text.count(",") >= 2


def _items(evidence: Evidence, best: Reading) -> list[Reading]:
    seen: dict[str, Reading] = {}
    for reading in evidence.readings.answers:
        near = reading.score >= best.score - _WITHIN and reading.span.article == best.span.article
        words = normalized(reading.text)
        if near and words and not any(words in other or other in words for other in seen):
            seen[words] = reading
    return sorted(list(seen.values())[:_MOST] or [best], key=lambda reading: reading.span)


def _joined(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
