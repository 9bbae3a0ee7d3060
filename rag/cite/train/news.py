"""Statements on news articles: who said what, sentences made shorter, and what models get wrong when they retell.

The articles are those in which people marked who says what (PolNeAR, training split). False statements give words to
another speaker, or add to a sentence a detail that stands elsewhere in the article, the errors that are found most in
summaries (Kryściński et al. 2020, Pagnoni et al. 2021); :mod:`rag.cite.train.changes` makes more of the true ones.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rag.cite.align import resolved, window
from rag.cite.names import names_in
from rag.cite.train.pairs import Label, Pair
from rag.sentences import sentences

SHORTEST, LONGEST = 7, 36
"""Words of a sentence that a statement is made of."""
OF_AN_ARTICLE = 40
"""Pairs of an article, at most."""
SOURCE = "news"
_MARKS = "“”\"'‘’ ,.?!"

_ASIDE = re.compile(r",\s(?:who|which|where|whose|according|then|now|once|including|[a-z]+ing)\s[^,.]{5,80},")
_TAIL = re.compile(
    r"(?:,?\s(?:after|before|while|because|although|despite|during|since|when)|,\s(?:including|which|who|where|[a-z]+ing))"
    r"\s[^.]{8,120}(?=\.$)"
)
_HEAD = re.compile(
    r"^(?:On|In|At|After|Before|During|Since|For|But|And|Still|Meanwhile|However|Yet)\b[^,]{0,50},\s(?=[A-Za-z])"
)
_DETAIL = re.compile(
    r"\s(?:in|at|on|after|during|near|since|with|for|from|by)\s(?:the\s)?"
    r"(?:[A-Z][\w-]+(?:\s[A-Z][\w-]+)*|\d[\d,.]*\d(?:\s[a-z]+)?)(?=[.,]\s|\s[a-z])"
)
_PRONOUNS = frozenset("he she it they we i you who that this which one some many most others his her their".split())
_SAYING = re.compile(
    r"(?:said|says|wrote|added|noted|argue[ds]|told|announced|explain(?:ed|s)|claim(?:ed|s)|insist(?:ed|s)|stressed|"
    r"warn(?:ed|s)|predicted|acknowledged|reported|according|declared|believes?|thinks|tweeted)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|did|does|do|\w+ed|’s|’re)\b"
)
_FORMS = ("{who} said that {what}.", "{who} said {what}.", "According to {who}, {what}.")
_QUOTING = ("{who} said: “{words}.”", "“{words},” said {who}.", "“{words},” {who} said.")


class Said(NamedTuple):
    """Who says what in an article, in the article's words."""

    who: str
    what: str
    quoted: bool


def news_pairs(path: Path, rng: random.Random) -> Iterator[Pair]:
    """Pairs of the articles of the training split, in their order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["split"] == "train":
                made = list(article_pairs(row["text"], said_in(row), rng))
                yield from rng.sample(made, min(len(made), OF_AN_ARTICLE))


def article_pairs(text: str, said: Sequence[Said], rng: random.Random) -> Iterator[Pair]:
    """True and false statements on one article, each with the sentences that it is held against."""
    whole = [text[start:end].strip() for start, end in sentences(text)]
    plain = [s for s in whole if SHORTEST <= len(s.split()) <= LONGEST and re.fullmatch(r"[A-Z][^“”\"?]+\.", s)]
    for sentence in plain:
        shorter = shortened(sentence, rng)
        if shorter != sentence:
            yield _pair(text, shorter, Label.SUPPORTED)
        if added := with_detail(shorter, rng.choice(plain)):
            yield _pair(text, added, Label.NOT_SUPPORTED)
    for one in said:
        yield _pair(text, _told(one, rng), Label.SUPPORTED)
        others = [other.who for other in said if names_in(other.who) and not _alike(other.who, one.who)]
        if others and names_in(one.who):
            yield _pair(text, _told(one._replace(who=rng.choice(others)), rng), Label.NOT_SUPPORTED)


def shortened(sentence: str, rng: random.Random) -> str:
    """The sentence without an aside, its last clause or its opening, which says less but nothing else."""
    for form in rng.sample((_ASIDE, _TAIL, _HEAD), 3):
        left = form.sub("", sentence, count=1)
        if left != sentence and len(left.split()) >= SHORTEST - 2 and _FINITE.search(left):
            return left[0].upper() + left[1:]
    return sentence


def with_detail(sentence: str, other: str) -> str | None:
    """The sentence with where, when or how much out of another one, which it does not say."""
    details = [found.group() for found in _DETAIL.finditer(other) if found.group().strip() not in sentence]
    return f"{sentence.rstrip('.')}{details[0]}." if details and not other.startswith(sentence[:20]) else None


def said_in(row: dict[str, Any]) -> list[Said]:
    """The attributions of an article that have one named speaker, a verb of saying, and a clause of words."""
    found = []
    for one in row["attributions"]:
        if any(len(one[f"{part}_spans"]) != 1 for part in ("source", "cue", "content")):
            continue
        who, cue, content = (
            row["text"][slice(*one[f"{part}_spans"][0])].strip(" ,") for part in ("source", "cue", "content")
        )
        what = re.split(r"(?<![A-Z])[.!?]\s", content.strip(_MARKS))[0].removeprefix("that ").strip(_MARKS)
        words, named = what.split(), who.split()
        if not named or named[0].lower() in _PRONOUNS or len(named) >= 10 or re.search('[“”"]', what):
            continue
        if _SAYING.match(cue) and _FINITE.search(what) and 4 <= len(words) <= LONGEST:
            found.append(Said(who, what, content[:1] in '“"'))
    return found


def _told(said: Said, rng: random.Random) -> str:
    first = said.what.partition(" ")[0]
    is_name = re.match(r"I\b|[A-Z]{2}|[A-Z]\w*\s[A-Z]", said.what) or names_in(f"So {first}")
    what = said.what if is_name else said.what[0].lower() + said.what[1:]
    forms = _QUOTING if said.quoted and rng.random() < 0.5 else _FORMS
    told = rng.choice(forms).format(who=said.who, what=what, words=said.what)
    return told[0].upper() + told[1:]


def _alike(one: str, other: str) -> bool:
    return bool(set(re.findall(r"\w{4,}", one.lower())) & set(re.findall(r"\w{4,}", other.lower())))


def _pair(text: str, statement: str, label: Label) -> Pair:
    chosen = sorted(window(statement, text).sentences, key=lambda sentence: sentence.start)
    premise = " ".join(resolved(text, s.start, s.end).strip() for s in chosen)
    return Pair(premise or text[:400], statement, label, SOURCE)
