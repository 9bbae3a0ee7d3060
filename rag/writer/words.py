"""What a model wrote, as sentences with the numbers that they cite; without links, images, markup and thoughts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.sentences import sentences

_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*(?:\)|$)|\[[^\]\n]*\])?")
_LINK = re.compile(r"\[([^\]\n]*[^\W\d][^\]\n]*)\](?:\([^)\n]*(?:\)|$)|\[[^\]\n]*\])")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*(?:>|$)")
_ADDRESS = re.compile(
    r"""(?:\b[a-z][a-z0-9+.-]*:(?://|\\\\)|\bwww\.|\b(?:data|javascript|mailto|vbscript):)[^\s"'”’<>]*[^\s"'”’<>.,;:!?\]]""",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(?<!\w)[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}(?!\w)")
_LINE_MARK = re.compile(r"^\s*(?:[-*•>]+|#{1,6}|\d+[.)]|(?:answer|a)\s*:)\s+", re.MULTILINE | re.IGNORECASE)
_LEAD_IN = re.compile(
    r"^(?:the\s(?:correct\s)?answer\s(?:to\s(?:the|this|your)\squestion\s)?is(?:\sthat|:)"
    r"|(?:based\son|according\sto|as\s(?:stated|said)\sin)\s(?:the\s)?passages?(?:\s\d+)?,)\s+",
    re.IGNORECASE,
)
_NUMBERS = r"\[\s*(?:passages?\s*)?\d+(?:\s*(?:[,;]|and)\s*(?:passage\s*)?\d+)*\s*\]"
_CITED = re.compile(_NUMBERS, re.IGNORECASE)
_LEADING = re.compile(rf"(?:\s*{_NUMBERS}\s*[.,;]?)+", re.IGNORECASE)
_ENDED = re.compile(rf"[.!?…][\"'”’)]*\s*$|{_NUMBERS}\s*$", re.IGNORECASE)
_CITED_END = re.compile(rf"{_NUMBERS}[.!?]", re.IGNORECASE)
_UNFINISHED_CITATION = re.compile(r"\s*\[[^\]]{0,20}$")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence that a model wrote.

    Attributes:
        text: without citations.
        numbers: of the passages that it cites, in order, once each.
        ended: whether it ends as sentences do, or with a citation.
    """

    text: str
    numbers: tuple[int, ...]
    ended: bool


def plain(text: str) -> str:
    """A model's words without thoughts, images, tags and web addresses; of links, the words stay."""
    text = _IMAGE.sub(" ", _THOUGHTS.sub(" ", text))
    text = _TAG.sub(" ", _LINK.sub(r"\1", text))
    text = _ADDRESS.sub(" ", text)
    return _EMPHASIS.sub("", _LINE_MARK.sub("", text))


def written(text: str) -> list[Written]:
    """The sentences of a model's words so far; citations that follow the full stop belong to the sentence before."""
    found: list[tuple[str, list[int], bool]] = []
    clean = _CITED_END.sub(r"\g<0>\n", _UNFINISHED_CITATION.sub("", plain(text)))
    for start, end in sentences(clean):
        piece = clean[start:end]
        if found and (leading := _LEADING.match(piece)):
            found[-1][1].extend(_numbers(leading.group()))
            piece = piece[leading.end() :]
        bare = re.sub(r"\s+(?=[.,;!?])", "", " ".join(_CITED.sub(" ", piece).split()))
        bare = _upper_first(_LEAD_IN.sub("", bare))
        if re.search(r"\w", bare):
            found.append((bare, _numbers(piece), bool(_ENDED.search(piece))))
    return [Written(words, tuple(dict.fromkeys(numbers)), ended) for words, numbers, ended in found]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _numbers(text: str) -> list[int]:
    return [int(n) for cited in _CITED.findall(text) for n in re.findall(r"\d+", cited) if len(n) < 4]
