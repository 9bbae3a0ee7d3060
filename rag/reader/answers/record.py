"""Questions about the record itself: dates, author, outlet, length. Answered from what is stored, and saying so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.dates import long_day
from rag.types import Article
from rag.words import content_stems

_PIECE = "(?:article|story|piece|report|text|post)"
_ARTICLE = f"(?:this|the|that) (?:news )?{_PIECE}"
_NAMED = (
    r"(?:the|that) (?:[\w’'-]+ ){0,4}?(?:article|story|piece|feature|obituary|column|interview|profile|review)"
    r"(?: (?:on|about|in|from) [\w’' -]+)?"
)
_THIS = f"(?:(?:this|the|that|your)(?: news)? {_PIECE}|{_NAMED}|this|that|it)"
_OUTLET = "(?:news )?(?:outlet|newspaper|publisher|publication|site|website|paper|magazine|source|news organi[sz]ation)"
_BROUGHT = "(?:published|ran|printed|released|wrote|posted|carried|reported)"
_WRITER = "(?:author|writer|reporter|journalist)s?"
_AGENCY = "(?:news )?(?:agency|agencies|wire service)"
_IS = "(?:[’']?s| is| was| are)"
_PATTERNS = {
    "modified": (
        f"when (?:was|is) {_THIS} (?:last )?(?:updated|modified|changed|corrected|edited)",
        "(?:last )?(?:update|modified) date",
    ),
    "published": (
        f"when (?:was|is|did) {_THIS} (?:first )?(?:published|posted|written|released|dated|from|come out|appear)",
        f"(?:what{_IS} )?(?:the )?(?:publishing|published|publication|article(?:[’']s)?) date",
        f"(?:what{_IS} )?(?:the )?date (?:of|on) (?:publication|{_THIS})",
        f"how (?:old|recent) is {_ARTICLE}",
        f"(?:what|which) (?:day|date|year) was {_THIS} (?:published|posted|written)",
    ),
    "publisher": (
        rf"(?:which|what|who) {_OUTLET}(?:{_IS} {_THIS}(?: from)?)?\W*$",
        rf"(?:which|what|who) {_OUTLET}(?: or {_OUTLET})? {_BROUGHT}\b",
        rf"in (?:which|what) {_OUTLET} (?:did|does|was|is) {_THIS} (?:appear|published|printed)",
        f"who (?:published|publishes|ran|posted) {_THIS}",
        f"where (?:was|is|does|did) {_THIS} (?:published|from|come from|appear|printed)",
        f"who{_IS} the publisher",
    ),
    "authors": (
        rf"who (?:wrote|authored|reported|writes|compiled|put together) {_THIS}\W*$",
        rf"who{_IS} the {_WRITER}(?:\W*$| of {_THIS})",
        r"(?:author|byline|writer)\W*$",
        rf"(?:whose|what{_IS} the) byline",
        rf"(?:what{_IS} )?(?:the )?name of the {_WRITER}",
        rf"who is {_ARTICLE} by\W*$",
        rf"by whom was {_THIS} written",
    ),
    "length": (
        rf"how (?:long|short) is {_THIS}(?:,? in \w+)?\W*$",
        rf"how many (?:words|paragraphs|characters)\b(?:\W*$|.*\b(?:{_PIECE}|it|this|here)\b)",
        "word count",
        "how long (?:does|would|will) it take to read",
        "reading time",
    ),
    "title": (rf"(?:what{_IS} )?(?:the )?(?:headline|title)(?:\W*$| of {_THIS})",),
    "url": (
        rf"(?:what{_IS} the )?(?:link|url|web address)(?:\W*$| (?:of|to|for) )",
        f"where can i (?:find|read) {_THIS}",
    ),
    "agency": (
        rf"(?:which|what) {_AGENCY}\b.*\b{_THIS}",
        rf"(?:which|what) {_AGENCY} (?:supplied|provided|wrote|filed|is behind)\b",
    ),
    "language": (f"(?:what|which) language (?:is|was) {_THIS}",),
}
_FIELD = re.compile(
    "(?:(?:and|so|ok|please|tell me|do you know),? )*(?:"
    + "|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in _PATTERNS.items())
    + ")",
    re.IGNORECASE,
)
_FIRST_LINES = 600
_RECORD_WORDS = frozenset(content_stems("published wrote date long words headline author paper outlet piece"))
READING_SPEED = 238
"""Words a minute of silent reading in English (Brysbaert 2019)."""


def field_asked(question: str) -> str | None:
    """The field of the record that a question asks for: ``published``, ``authors``, ...; None for other questions."""
    found = _FIELD.match(" ".join(question.split()))
    return found.lastgroup if found else None


def meant(question: str, articles: Sequence[Article]) -> Sequence[Article]:
    """The articles whose outlet, headline and first lines share most words with a question; all when none do."""
    asked = set(content_stems(question)) - _RECORD_WORDS
    shared = [
        len(asked & set(content_stems(f"{article.publisher} {article.title} {article.text[:_FIRST_LINES]}")))
        for article in articles
    ]
    most = max(shared, default=0)
    return [article for article, count in zip(articles, shared, strict=True) if count == most]


def describe(field: str, articles: Sequence[Article]) -> str | None:
    """What the record says of a field, for each article; None where it says nothing of any of them."""
    known = [(article, words) for article in articles if (words := _WORDS[field](article))]
    if not known:
        return None
    if len(articles) == 1:
        return f"{known[0][1]} (from the article's record)"
    return "\n".join(f"{article.title}: {words}" for article, words in known) + "\n(from the articles' records)"


def unknown(field: str) -> str:
    """What to say when the record does not have the field."""
    return f"The article's record does not say {_UNKNOWN[field]}."


def _length(article: Article) -> str:
    words = len(article.text.split())
    minutes = max(1, round(words / READING_SPEED))
    return f"{words:,} words in {article.text.count(chr(10) * 2) + 1} paragraphs, about {minutes} min to read"


_WORDS: dict[str, Callable[[Article], str | None]] = {
    "published": lambda article: long_day(article.published) if article.published else None,
    "modified": lambda article: long_day(article.modified) if article.modified else None,
    "publisher": lambda article: article.publisher,
    "authors": lambda article: ", ".join(article.authors) or None,
    "length": _length,
    "title": lambda article: article.title,
    "url": lambda article: article.url,
    "agency": lambda article: article.agency,
    "language": lambda article: article.language,
}
_UNKNOWN = {
    "published": "when it was published",
    "modified": "whether or when it was updated",
    "publisher": "which outlet published it",
    "authors": "who wrote it",
    "length": "how long it is",
    "title": "what its headline is",
    "url": "where it stands on the web",
    "agency": "which agency supplied it",
    "language": "which language it is in",
}
