"""Who said what in a news text: the speaker, the cue, and the words.

Source, cue and content as in PARC 3.0 (Pareti 2015). The rules follow the shapes of direct speech that O'Keefe et al.
2012 ("A sequence labelling approach to quote attribution") describe: a cue before, behind or inside its content,
participles that share the subject of their sentence, and quotations that carry on without a cue.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from rag.cite.people import Person
from rag.cite.quotation import Quotation, quotations
from rag.cite.refers import name_for
from rag.cite.shapes import MARK, Sentence, Shape, shapes
from rag.cite.sources import Place, subject_of
from rag.sentences import sentences


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that an article gives to somebody. All places are (start, end) in characters of the text.

    Attributes:
        source: the words that name the speaker; for a quotation that carries on, those of the sentence before it.
        cue: the verb or "according to"; None for a quotation that carries on without one.
        content: what is said or thought, in one or more parts.
        quotes: the quotations within the content, with their marks.
        speaker: the person, when the article names them.
        name: the full name of the speaker, or the words of the source where no name is known.
    """

    source: Place
    cue: Place | None
    content: tuple[Place, ...]
    quotes: tuple[Place, ...]
    speaker: Person | None
    name: str

    @property
    def direct(self) -> bool:
        """Whether any of it is quoted."""
        return bool(self.quotes)


def attributions(text: str) -> list[Attribution]:
    """Find who said or thought what in a news text, in order of the text.

    Quotations of several sentences or paragraphs, and paragraphs of quotation without a cue, belong to the speaker
    before them. A speaker named by surname, role or pronoun is given by full name where the text has it.
    """
    return list(_attributions(text))


def speaker_at(text: str, start: int, end: int) -> Attribution | None:
    """The innermost attribution whose content holds the characters ``start`` to ``end``; None when nobody says them."""
    everything = _attributions(text)
    holding = [
        (last - first, number)
        for number, found in enumerate(everything)
        for first, last in found.content
        if first <= start and end <= last
    ]
    return everything[min(holding)[1]] if holding else None


def mask(text: str, quotes: list[Quotation]) -> str:
    """The text with the words of its quotations replaced by letters, so that nothing in them is taken for structure."""
    parts: list[str] = []
    position = 0
    for quote in quotes:
        first, last = quote.inner
        tail = 1 if last > first and text[last - 1] in ".,!?…" else 0
        letters = "x" * (last - first - tail)
        letters = letters.capitalize() if text[first].isupper() else letters
        parts += [text[position:first], letters, text[last - tail : last]]
        position = last
    return "".join([*parts, text[position:]])


@lru_cache(maxsize=128)
def _attributions(text: str) -> tuple[Attribution, ...]:
    quotes = quotations(text)
    masked = mask(text, quotes)
    found: list[Attribution] = []
    speaker: Attribution | None = None
    for start, end in sentences(masked):
        here = [quote for quote in quotes if start <= quote.start < end]
        new = [_made(text, shape, here) for shape in shapes(Sentence(masked, start, end), bool(here))]
        found += new
        if new:
            speaker = new[-1]
        elif here and speaker and MARK.match(text, start):
            speaker = _carry_on(found, speaker, text, here, (start, end))
        elif not here:
            speaker = _spoken_of(text, start, end, speaker)
    return tuple(found)


def _made(text: str, shape: Shape, quotes: list[Quotation]) -> Attribution:
    person = name_for(text, *shape.source)
    inside = tuple(
        (quote.start, quote.end)
        for quote in quotes
        if any(first <= quote.start and quote.inner[1] <= last + 1 for first, last in shape.content)
    )
    name = person.name if person else text[slice(*shape.source)]
    return Attribution(shape.source, shape.cue, shape.content, inside, person, name)


def _carry_on(
    found: list[Attribution], speaker: Attribution, text: str, quotes: list[Quotation], place: Place
) -> Attribution:
    """Give a sentence of quotation without a cue to the speaker before it, in the same paragraph as one with theirs."""
    spans = tuple((quote.start, quote.end) for quote in quotes)
    if found and found[-1] is speaker and "\n" not in text[speaker.source[0] : place[0]]:
        found[-1] = replace(speaker, content=(*speaker.content, place), quotes=(*speaker.quotes, *spans))
    else:
        found.append(replace(speaker, cue=None, content=(place,), quotes=spans))
    return found[-1]


def _spoken_of(text: str, start: int, end: int, speaker: Attribution | None) -> Attribution | None:
    """Whose quotation may follow a sentence without speech: the speaker of its paragraph, else whom it is about."""
    if speaker is not None and speaker.source[0] < start and "\n" not in text[speaker.source[0] : start]:
        return speaker
    source = subject_of(text, start, end)
    person = name_for(text, *source) if source else None
    return Attribution(source, None, (), (), person, person.name) if source and person else None
