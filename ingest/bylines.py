"""Bylines to names of people."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BY = re.compile(
    r"^\W*(?:(?:written|posted|reported|reviewed|story|words|text|published)\s+)?(?:by|de|von|por|par|di|автор|текст)\b[\s:]*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:;|\||&|\n|•|·|^(?:and|und|et)\s+|,?\s+(?:and|und|et)\s+|,\s*(?:with\s+)?)\s*")
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|staff|producer|columnist|contributor|desk|team|news(?:room)?|bureau|agency|"
    r"press|media|magazine|inc|llc|ltd|online|digital|network|times|post|tribune|journal|admin|administrator|redaktion|"
    r"redação|redazione|website|webmaster|author|guest|senior|special|associate|chief|opinion|policy|updated|published|"
    r"follow|editorial|editors|гость|гостья|redaktor|redacción|desconocido|unknown|none|null|user|twitter|facebook|email|reuters|afp|bloomberg|associated|am|pm|et|est|edt|gmt|com|org|net)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’\-]*(?:\s+[^\W\d_][\w.'’\-]*){0,4}", re.UNICODE)
_LAST_FIRST = re.compile(r"\A([A-Z][\w’'-]+),\s+([A-Z][\w’'-]+)\Z")
_CONNECTOR = re.compile(r"(?:(?:written|posted|reported)\s+)?by:?|von|par|por|door|and|und|et|&|,", re.IGNORECASE)
_PARTICLES = frozenset(
    "al bin bint da das de del della den der di do dos du e el ibn la le ten ter van von y zu".split()
)
_HANDLE = re.compile(r"\s*[(\[].*?[)\]]|\s+@\w+|https?://\S+|\S+@\S+\.\S+")


def names(bylines: Sequence[str], publisher: str | None = None) -> tuple[str, ...]:
    """The people that bylines name, once each, in order.

    Args:
        bylines: such as ``By Ann Lee and Bo Diaz, CNN``; one or several.
        publisher: is not a person.
    """
    found: list[str] = []
    for byline in bylines:
        text = _LAST_FIRST.sub(r"\2 \1", _HANDLE.sub("", _BY.sub("", byline.strip())))
        for part in _SPLIT.split(text):
            name = _proper(re.sub(r"\s+", " ", _BY.sub("", part)).strip(" .,:-–—|"))
            if _is_name(name) and not _is_outlet(name, publisher) and name not in found:
                found.append(name)
    return tuple(found)


def leading_names(pieces: Sequence[str], publisher: str | None = None) -> tuple[str, ...]:
    """The people that a printed byline opens with, before its date, the author's role and the buttons.

    Args:
        pieces: the byline's texts, in order.
        publisher: is not a person.
    """
    found: list[str] = []
    for piece in pieces:
        if not piece.strip(" ,&|·•") or _CONNECTOR.fullmatch(piece.strip(" ,")):
            continue
        people = [name for name in names([piece], publisher) if " " in name]
        if not people or len(people) < len([part for part in _SPLIT.split(piece) if part.strip()]):
            break
        found += [name for name in people if not any(other in name for other in found)]
    return tuple(found)


def _proper(name: str) -> str:
    """A name in capitals, as some agencies print it, in the usual case."""
    return name.title() if name.isupper() and " " in name else name


def _is_name(text: str) -> bool:
    if not 2 < len(text) < 50 or not _NAME.fullmatch(text) or _ROLE.search(text):
        return False
    if any(word[0].islower() and word not in _PARTICLES for word in text.split()):
        return False
    return " " in text or not text.isupper()


def _is_outlet(name: str, publisher: str | None) -> bool:
    """Whether a name is the publisher's, or has the publisher's in it (``Telegraph Sport``)."""
    words = [set(re.findall(r"\w{4,}", text.lower())) for text in (name, publisher or "")]
    return bool(words[0] & words[1]) or bool(publisher and name.lower().startswith(publisher.lower()))
