"""The shapes of an attribution within one sentence: where source, cue and content stand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.cite.cues import ACCORDING, CUE, governs, may_close, may_invert
from rag.cite.people import people
from rag.cite.sources import Place, left_of, right_of, subject_of

MARK = re.compile(r"[“\"«„‘]|''|(?<![\w’'])'(?=\w)")
"""An opening quotation mark."""
_CLOSING = ("”", '"', "’", "'", "»")
_COLON = re.compile(r"(?P<who>[A-Z][^,.:;“\"]{2,60}):\s?(?=[“\"‘])")
_UNKNOWN_VERB = re.compile(
    r"""[,?!—…][”"’'»]+\s(?:
        (?P<who>[Hh]e|[Ss]he|they|(?:[Tt]he\s(?:[\w’'-]+\s){0,5})?[A-Z][\w.’-]*(?:\s[A-Z][\w.’-]*){0,3}
          |the\s[\w-]+(?:\s[\w-]+){0,3}?)
        \s(?:\w+ly\s)?(?P<verb>[a-z]+(?:ed|s)|wrote|went|began|put)
        | (?P<verb2>[a-z]+(?:ed|s))\s(?P<who2>[A-Z][\w.’-]*(?:\s[A-Z][\w.’-]*){0,3})
        )\b""",
    re.VERBOSE,
)
_LEAD = re.compile(r"(?:\s[^\s“\",]+){0,9}?\s(?:that\s)(?:,\s)?|[\s:,]*(?:(?:[^\s“\"]+\s){0,12}?(?=[“\"]))|[\s:]*")


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the three parts of one attribution stand."""

    source: Place
    cue: Place
    content: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text whose quotations are masked."""

    masked: str
    start: int
    end: int

    def before(self, position: int) -> str:
        """The words from its start up to a position."""
        return self.masked[self.start : position]

    def after(self, position: int) -> str:
        """The words from a position to its end."""
        return self.masked[position : self.end]


def shapes(sentence: Sentence, quoted: bool) -> list[Shape]:
    """Find the attributions of a sentence, in order; ``quoted`` tells whether it holds a quotation."""
    credited = (_according(sentence, cue) for cue in ACCORDING.finditer(sentence.masked, sentence.start, sentence.end))
    found = [shape for shape in credited if shape]
    free = sentence.start
    for cue in CUE.finditer(sentence.masked, sentence.start, sentence.end):
        if governs(sentence.before(cue.start())[-30:], cue, sentence.after(cue.end())):
            shape = _at_cue(sentence, cue, free, found)
            if shape:
                found.append(shape)
                free = max(last for _, last in (*shape.content, shape.source))
    if not found and quoted and (shape := _without_known_cue(sentence)):
        found.append(shape)
    return found


def _according(sentence: Sentence, cue: re.Match[str]) -> Shape | None:
    source = right_of(sentence.masked, cue.end(), sentence.end)
    if source is None:
        return None
    if cue.start() - sentence.start < 3:
        comma = sentence.masked.find(",", source[1], sentence.end)
        content = (comma + 2 if comma > 0 else source[1], sentence.end)
    else:
        content = sentence.start, sentence.start + len(sentence.before(cue.start()).rstrip(" ,"))
    return Shape(source, (cue.start(), cue.end() - 1), (content,)) if content[0] < content[1] else None


def _at_cue(sentence: Sentence, cue: re.Match[str], free: int, earlier: list[Shape]) -> Shape | None:
    """The attribution of one cue: inverted, participle, behind its content, or before it."""
    masked, end = sentence.masked, sentence.end
    inverted = _ends_content(sentence.before(cue.start()).rstrip()) and may_invert(cue.group())
    if inverted and (source := right_of(masked, cue.end(), end)):
        return _closing(sentence, source, cue.span(), free, cue.start(), source[1])
    if cue.group().endswith("ing"):
        source = _participle_source(sentence, cue.start(), earlier)
    else:
        source = left_of(masked, free, cue.start()) or left_of(masked, sentence.start, cue.start())
        if (
            source is None
            and earlier
            and re.search(r"\b(?:and|but|then)\s+(?:\w+ly\s)?$", sentence.before(cue.start()))
        ):
            source = earlier[-1].source
    if source is None:
        return None
    if may_close(cue.group()) and _closes(
        masked[free : source[0]].rstrip().removesuffix(" as"), sentence.after(cue.end())
    ):
        return _closing(sentence, source, cue.span(), free, source[0], cue.end())
    return _shape(sentence, source, cue.span(), _content_after(sentence, cue.end()))


def _without_known_cue(sentence: Sentence) -> Shape | None:
    """A quotation with a name and an unlisted verb behind it ("…,” she riffed"), or a name and a colon before it."""
    if odd := _UNKNOWN_VERB.search(sentence.masked, sentence.start, sentence.end):
        who, verb = ("who", "verb") if odd["who"] else ("who2", "verb2")
        return _closing(sentence, odd.span(who), odd.span(verb), sentence.start, odd.start() + 2, odd.end())
    if colon := _COLON.match(sentence.masked, sentence.start, sentence.end):
        content = ((colon.end(), sentence.end),)
        return Shape(colon.span("who"), (colon.end("who"), colon.end("who") + 1), content)
    return None


def _closing(sentence: Sentence, source: Place, cue: Place, free: int, position: int, behind: int) -> Shape | None:
    """Content from ``free`` to ``position``, and the quotation that goes on ``behind`` source and cue."""
    last = len(sentence.masked[:position].rstrip(" ,"))
    first = free + len(sentence.masked[free:last]) - len(sentence.masked[free:last].lstrip(" ,;"))
    content = [(first, last)] if first < last else []
    if mark := MARK.search(sentence.masked, behind, sentence.end):
        content.append((mark.start(), sentence.end))
    return _shape(sentence, source, cue, content)


def _shape(sentence: Sentence, source: Place, cue: Place, content: list[Place]) -> Shape | None:
    announced = sentence.masked[cue[1] : cue[1] + 1] == ":"
    return Shape(source, cue, tuple(content)) if content or announced else None


def _ends_content(before: str) -> bool:
    return len(before) > 3 and before.endswith((",", "?", "!", *_CLOSING))


def _closes(leading: str, after: str) -> bool:
    """Whether the words before source and cue are what is said, and those behind the cue are not."""
    if not _ends_content(leading) or not (len(leading.split()) >= 4 or leading.endswith(_CLOSING)):
        return False
    if re.match(r",\s(?:[“\"]|'')", after):
        return MARK.search(leading) is not None
    if re.match(r"\s(?:\w+\s){0,4}that\b|\s?[:,]?\s?[“\"‘]", after):
        return False
    return leading.endswith(_CLOSING) or not re.match(r"\s(?:he|she|they|it|the|there)\s", after)


def _content_after(sentence: Sentence, position: int) -> list[Place]:
    lead = _LEAD.match(sentence.after(position))
    first = position + (lead.end() if lead else 0)
    last = sentence.end - (sentence.masked[sentence.end - 1] in ".;")
    return [(first, last)] if first < last else []


def _participle_source(sentence: Sentence, position: int, earlier: list[Shape]) -> Place | None:
    end = sentence.start + len(sentence.before(position).rstrip())
    for person in people(sentence.masked):
        for place in person.mentions:
            if sentence.start <= place[0] and place[1] == end:
                return place
    return earlier[-1].source if earlier else subject_of(sentence.masked, sentence.start, position)
