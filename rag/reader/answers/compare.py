"""Comparing articles: what each of them says, side by side, and whether they agree where that is asked."""

from __future__ import annotations

import re

from rag.cite.numbers import follows, numbers_in
from rag.reader.answers import several, span
from rag.reader.answers.draft import Draft
from rag.reader.evidence import Evidence
from rag.reader.read import normalized

_ASKS_IF_SAME = re.compile(
    r"^(?:is|are|do|does|did|was|were)\b.*\b(?:same|agree|equal|match|identical)\b", re.IGNORECASE
)
_MOST = 4


def answer(evidence: Evidence) -> Draft | None:
    """Each article's best span under its name; before them "Yes" or "No" when it is asked whether they agree."""
    drafts = [
        (text.article, draft)
        for article_id, text in evidence.texts.items()
        if (draft := span.answer(evidence.within(article_id)))
    ][:_MOST]
    if len(drafts) < 2:
        return span.answer(evidence)
    drafts.sort(key=lambda pair: -(pair[1].score or 0.0))
    together = several.joined(drafts)
    if not _ASKS_IF_SAME.match(evidence.question):
        return together
    first, *others = [draft.text for _, draft in drafts]
    verdict = "Yes" if all(_agree(first, other) for other in others) else "No"
    return Draft(f"{verdict}. {together.text}", together.proof, together.score)


def _agree(one: str, other: str) -> bool:
    """Whether two answers say the same: the same numbers where they have some, otherwise the same words."""
    numbers, others = numbers_in(one), numbers_in(other)
    if numbers and others:
        return all(follows(number, others) for number in numbers) and all(follows(o, numbers) for o in others)
    return normalized(one) == normalized(other)
