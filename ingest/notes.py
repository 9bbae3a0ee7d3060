"""Find what the publisher notes about its own text: corrections, clarifications, updates."""

from __future__ import annotations

import re
from enum import StrEnum


class Note(StrEnum):
    """What a note tells of."""

    CORRECTION = "correction"
    UPDATE = "update"


_LONGEST = 1_200  # characters; a longer paragraph is the article's
_WHEN = (
    r"(?:\s*\([^()]{0,60}\)|,?\s+(?:on\s+)?[\w., ]{0,40}?\d{1,4}(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?)?"
)
_WORK = r"(?:article|story|report|post|piece|headline|caption|page|column|version)"
_SPEAKS_OF_ITSELF = rf"(?:this|an?\s+(?:earlier|previous|original)\s+version\s+of\s+(?:this|the))\s+{_WORK}"
_DONE = r"(?:was|has\s+been|have\s+been|is)(?:\s+since)?\s+(?:first\s+)?"
_CORRECTION = re.compile(
    rf"""\W{{0,4}}(?:
          (?:corrections?|clarifications?|erratum|errata|retraction|amendment){_WHEN}\s*[:.–—-]
        | an?\s+(?:correction|clarification)\s+(?:was|has\s+been)\s+(?:made|issued|appended)\b
        | {_SPEAKS_OF_ITSELF}\s+(?:{_DONE}(?:corrected|amended|clarified|changed|edited)\b
          |(?:incorrectly|mistakenly|wrongly|erroneously|misstated|misidentified|misspelled|gave\s+the\s+wrong)\b)
        | editor['’]?s?['’]?\s+note{_WHEN}\s*[:.–—-].{{0,400}}
          \b(?:corrected|amended|clarified|incorrect|error|wrong)\b
        )""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_UPDATE = re.compile(
    rf"""\W{{0,4}}(?:
          (?:updates?|updated){_WHEN}\s*[:–—-]
        | {_SPEAKS_OF_ITSELF}\s+{_DONE}(?:updated|expanded|revised)\b
        | editor['’]?s?['’]?\s+note{_WHEN}\s*[:.–—-]
        )""",
    re.IGNORECASE | re.VERBOSE,
)


def note_of(paragraph: str) -> Note | None:
    """What kind of note a paragraph is; None for one of the article itself."""
    if len(paragraph) > _LONGEST:
        return None
    if _CORRECTION.match(paragraph):
        return Note.CORRECTION
    return Note.UPDATE if _UPDATE.match(paragraph) else None


def notes(text: str) -> list[tuple[int, int, Note]]:
    """The notes in an article's canonical text, as (start, end, kind) in characters."""
    found, start = [], 0
    for paragraph in text.split("\n\n"):
        if kind := note_of(paragraph):
            found.append((start, start + len(paragraph), kind))
        start += len(paragraph) + 2
    return found
