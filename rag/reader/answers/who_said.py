"""Who said it: the speaker to whom the article gives the words."""

from __future__ import annotations

from rag.cite.attributions import Attribution, attributions
from rag.reader.answers import who
from rag.reader.answers.draft import Draft
from rag.reader.evidence import Evidence, Text
from rag.types import Span
from rag.words import content_stems, coverage

_ENOUGH = 0.6
"""Share of the asked words that an attributed content must have."""
_SAYING = " say said says who that claim claimed told state stated quote words"


def answer(evidence: Evidence) -> Draft | None:
    """The speaker whose attributed words have most of the question's; whom the reader finds where none have enough."""
    asked = " ".join(set(content_stems(evidence.question)) - set(content_stems(_SAYING)))
    matched = [
        (coverage(asked, content(text, attribution)), text, attribution)
        for text in evidence.texts.values()
        for attribution in attributions(text.article.text)
    ]
    shared, text, attribution = max(matched, key=lambda match: match[0], default=(0.0, None, None))
    if text is None or attribution is None or shared < _ENOUGH or not asked:
        return who.answer(evidence)
    return Draft(attribution.name, (whole(text, attribution),), evidence.best.score if evidence.best else None)


def content(text: Text, attribution: Attribution) -> str:
    """The words that an attribution gives to its speaker."""
    return " ".join(text.article.text[start:end] for start, end in attribution.content)


def whole(text: Text, attribution: Attribution) -> Span:
    """The whole sentences of an attribution: speaker, verb and words."""
    places = [attribution.source, *attribution.content]
    paragraph_start = text.article.text.rfind("\n\n", 0, attribution.content[0][0]) + 1
    near = [place for place in places if place[0] >= paragraph_start] or list(attribution.content)
    return text.span(*text.around(min(start for start, _ in near), max(end for _, end in near)))
