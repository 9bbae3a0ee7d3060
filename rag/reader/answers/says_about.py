"""What somebody says, or says about something: the statements that the articles attribute to them."""

from __future__ import annotations

from dataclasses import replace

from rag.cite.attributions import Attribution, attributions, speaker_at
from rag.reader.answers import span
from rag.reader.answers.draft import Draft
from rag.reader.answers.who_said import content, whole
from rag.reader.evidence import Evidence, Text
from rag.reader.kinds import speaker_and_topic
from rag.types import Span
from rag.words import content_stems, coverage

_MOST = 3


def answer(evidence: Evidence) -> Draft | None:
    """The speaker's statements that share most with the topic, in the order of the text; else the best span."""
    asked = speaker_and_topic(evidence.question)
    if asked is None:
        return span.answer(evidence)
    speaker, topic = asked
    said = [
        (text, attribution)
        for text in evidence.texts.values()
        for attribution in attributions(text.article.text)
        if _is(attribution, speaker)
    ]
    if topic:
        near = [(coverage(topic, evidence.words(whole(*statement))), statement) for statement in said]
        most = max((share for share, _ in near), default=0.0)
        said = [statement for share, statement in near if share == most > 0]
    if not said:
        return span.answer(_not_by_another(evidence, speaker))
    said = said[:_MOST]
    quotes = tuple(dict.fromkeys(whole(text, attribution) for text, attribution in said))
    return Draft(_text(said), quotes, evidence.best.score if evidence.best else None)


def _not_by_another(evidence: Evidence, speaker: str) -> Evidence:
    """The evidence without what the articles give to another speaker."""

    def by_another(at: Span) -> bool:
        by = speaker_at(evidence.text_of(at).article.text, at.end - 1, at.end)  # it may open with "that"
        return by is not None and not _is(by, speaker)

    answers = tuple(reading for reading in evidence.readings.answers if not by_another(reading.span))
    return replace(evidence, readings=replace(evidence.readings, answers=answers))


def _is(attribution: Attribution, asked: str) -> bool:
    """Whether the speaker is the one asked for: every word of the question's name is among theirs."""
    known = attribution.name
    if attribution.speaker:
        known = " ".join([attribution.speaker.name, *(role.text for role in attribution.speaker.roles)])
    words = content_stems(asked)
    return bool(words) and set(words) <= set(content_stems(known))


def _text(said: list[tuple[Text, Attribution]]) -> str:
    """The sayings one after another, each apart from the next."""
    return "; ".join(content(text, attribution).strip(" ,;").rstrip(".") for text, attribution in said)
