"""Quotations of a statement held against the articles: verbatim or not, and from whose mouth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from rag.cite.attributions import Attribution, attributions, speaker_at
from rag.cite.people import people, surname
from rag.cite.quotation import quotations
from rag.cite.refers import name_for
from rag.types import Article, Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_GAP = re.compile(r"\s*(?:\[?(?:…|\.\s?\.\s?\.)\]?|\[[^\]]*\])\s*")
_LEFT_OUT = 60
"""Most words that an ellipsis or brackets can stand for."""
_SAID = 15
"""Most words that an article may have between two sentences of one quote, such as who says them and where."""
_ALTERED = 0.6
"""Least share of a quote's words that stand in the article in order, for it to be an altered one."""
_PRONOUNS = frozenset("i you he she it we they".split())
"""Inside a quotation they mean its speaker, or somebody whom only the words around it can tell."""


class Match(StrEnum):
    """How a quote stands to the articles."""

    EXACT = "exact"
    ALTERED = "altered"
    OTHER_SPEAKER = "other speaker"
    REPORTED = "reported speech"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What the articles have of a quote.

    Attributes:
        quote: its words, without marks.
        match: how it stands to the articles; a wrong speaker outweighs exact words.
        span: the closest words of an article; None when there are none.
        speaker: whom the article gives the words to; None where it names nobody.
        changes: for altered words, pairs of the quote's words and the article's, in order; one may be empty.
    """

    quote: str
    match: Match
    span: Span | None = None
    speaker: str | None = None
    changes: tuple[tuple[str, str], ...] = ()


def check_quote(quote: str, speaker: str | None, articles: Sequence[Article]) -> QuoteCheck:
    """Hold one quote against articles.

    Case, white space, the kind of marks and the punctuation at its ends do not count. "…" and "[brackets]" stand for
    any words left out or put in.

    Args:
        quote: the words, with or without marks.
        speaker: who is said to have said it, by name or role; None when it does not matter.
        articles: where it may stand; the best match of all counts.

    Returns:
        The best check: exact before altered, the right speaker before another.
    """
    quote = quote.strip().strip("“”\"‘’'«»„")
    checks = [_in_article(quote, speaker, article) for article in articles]
    return min(checks, key=_rank, default=QuoteCheck(quote, Match.NOT_FOUND))


def quotes_in(statement: str, least: int = 1) -> list[tuple[int, int]]:
    """Where the quoted words of a statement stand, without marks, for quotations of at least ``least`` words."""
    inner = (quote.inner for quote in quotations(statement))
    return [(start, end) for start, end in inner if len(_WORD.findall(statement[start:end])) >= least]


def _rank(check: QuoteCheck) -> tuple[int, int]:
    order = [Match.EXACT, Match.REPORTED, Match.OTHER_SPEAKER, Match.ALTERED, Match.NOT_FOUND]
    return order.index(check.match), sum(len(one.split()) + len(other.split()) for one, other in check.changes)


@dataclass(frozen=True, slots=True)
class _Words:
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


@lru_cache(maxsize=128)
def _words(text: str) -> _Words:
    found = list(_WORD.finditer(text))
    return _Words(tuple(_plain(m.group()) for m in found), tuple(m.span() for m in found))


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _in_article(quote: str, speaker: str | None, article: Article) -> QuoteCheck:
    text = _words(article.text)
    parts = [words for part in _GAP.split(quote) if (words := [_plain(w) for w in _WORD.findall(part)])]
    if not parts or not text.words:
        return QuoteCheck(quote, Match.NOT_FOUND)
    verbatim = _verbatim(parts, text, _LEFT_OUT) or _verbatim(_by_sentence(quote), text, _SAID)
    if verbatim:
        return min((_judge(quote, speaker, article, place) for place in verbatim), key=_rank)
    return _altered(quote, [word for part in parts for word in part], text, article)


def _by_sentence(quote: str) -> list[list[str]]:
    """The sentences of a quote, between which an article may say who speaks."""
    parts = re.split(r"(?<=[.?!,])\s+", quote)
    return [words for part in parts if (words := [_plain(w) for w in _WORD.findall(part)])]


def _verbatim(parts: list[list[str]], text: _Words, apart: int) -> list[tuple[int, int]]:
    """Every place where the parts of a quote follow each other, at most ``apart`` words apart."""
    found = []
    for first in _occurrences(parts[0], text.words, 0, len(text.words)):
        end = first + len(parts[0])
        for part in parts[1:]:
            following = next(iter(_occurrences(part, text.words, end, end + 60)), None)
            if following is None:
                break
            end = following + len(part)
        else:
            found.append((text.places[first][0], text.places[end - 1][1]))
    return found


def _occurrences(part: list[str], words: tuple[str, ...], start: int, end: int) -> list[int]:
    wanted = tuple(part)
    last = min(end, len(words)) - len(wanted)
    return [at for at in range(start, last + 1) if words[at] == wanted[0] and words[at : at + len(wanted)] == wanted]


def _judge(quote: str, speaker: str | None, article: Article, place: tuple[int, int]) -> QuoteCheck:
    """Words that stand in the article: whose they are, and whether the article quotes them at all."""
    span = Span(article.id, article.version, *place)
    said = _speaker_within(article.text, place) or speaker_at(article.text, *place)
    quoted = any(q.start <= place[0] and place[1] <= q.end for q in quotations(article.text)) or _spans_quotes(
        article.text, place
    )
    name = said.name if said else None
    if speaker and name and not same_speaker(speaker, name, article.text):
        return QuoteCheck(quote, Match.OTHER_SPEAKER, span, name)
    return QuoteCheck(quote, Match.EXACT if quoted else Match.REPORTED, span, name)


def _speaker_within(text: str, place: tuple[int, int]) -> Attribution | None:
    """Whom the words of a quotation give one inside it to, where they give a name or a role."""
    for outer in quotations(text):
        first, last = outer.inner
        if first <= place[0] and place[1] <= last:
            inner, start, end = text[first:last], place[0] - first, place[1] - first
            nested = any(q.start < start and end < q.end for q in quotations(inner))
            said = speaker_at(inner, start, end) if nested else None
            return None if said is None or said.name.lower() in _PRONOUNS else said
    return None


def _spans_quotes(text: str, place: tuple[int, int]) -> bool:
    """Whether a place starts and ends inside quotations, as a quote that runs over "he said" does."""
    inner = [q for q in quotations(text) if q.start < place[1] and place[0] < q.end]
    return bool(inner) and inner[0].start <= place[0] and place[1] <= inner[-1].end


def same_speaker(one: str, other: str, text: str) -> bool:
    """Whether two names or roles may mean the same speaker of an article; a pronoun may mean anybody of its gender."""
    if other.lower() in _PRONOUNS:
        one, other = other, one
    if one.lower() in _PRONOUNS:
        spoken = next((person.pronoun for person in people(text) if person.name == other), None)
        return one.lower() not in {"he", "she"} or spoken in {None, one.lower()}
    if _plain(one) == _plain(other) or surname(one).lower() == surname(other).lower():
        return True
    words, others = (
        {w for w in map(_plain, _WORD.findall(name)) if w not in {"the", "a", "an", "of"}} for name in (one, other)
    )
    if words and others and (words <= others or others <= words):
        return True
    names = {known for name in (one, other) if (known := known_as(name, text))}
    return len(names) == 1 and (known_as(one, text) == known_as(other, text))


def known_as(name: str, text: str) -> str | None:
    """The full name that an article gives to somebody called by a surname or a role; None where it names nobody."""
    for person in people(text):
        if _plain(name) == _plain(person.name) or surname(name).lower() == person.surname.lower():
            return person.name
    behind = f"{text}\n\n{name}"
    person_by_role = name_for(behind, len(text) + 2, len(behind)) if " " in name else None
    return person_by_role.name if person_by_role else None


def _altered(quote: str, words: list[str], text: _Words, article: Article) -> QuoteCheck:
    """The stretch of the article that shares most words, in order, with a quote that is not verbatim there."""
    best: tuple[float, int] = (0.0, 0)
    wanted, size = set(words), len(words)
    inside = [word in wanted for word in text.words]
    count = sum(inside[:size])
    for start in range(max(1, len(text.words) - size + 1)):
        if count / size >= max(_ALTERED, best[0]):
            matcher = SequenceMatcher(None, words, text.words[start : start + size], autojunk=False)
            best = max(best, (sum(b.size for b in matcher.get_matching_blocks()) / size, -start))
        count += (inside[start + size] if start + size < len(inside) else 0) - inside[start]
    share, start = best[0], -best[1]
    if share < _ALTERED or (size < 3 and share < 1) or size < 2:
        return QuoteCheck(quote, Match.NOT_FOUND)
    end = min(start + size, len(text.words))
    matcher = SequenceMatcher(None, words, text.words[start:end], autojunk=False)
    changes = tuple(
        (" ".join(words[i:j]), " ".join(text.words[start + k : start + m]))
        for tag, i, j, k, m in matcher.get_opcodes()
        if tag != "equal"
    )
    span = Span(article.id, article.version, text.places[start][0], text.places[end - 1][1])
    said = speaker_at(article.text, span.start, span.end)
    return QuoteCheck(quote, Match.ALTERED, span, said.name if said else None, changes)


def speaker_of_quote(statement: str, start: int, end: int) -> str | None:
    """Whom a statement gives the words at a place to; None when it names nobody."""
    for found in attributions(statement):
        if any(first <= start and end <= last + 1 for first, last in (*found.content, *found.quotes)):
            return found.name
    return None
