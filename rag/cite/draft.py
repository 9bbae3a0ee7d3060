"""A draft held against the library, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.cite.entail import load_entailment
from rag.cite.verdict import Check, check
from rag.errors import QuestionError
from rag.library import Library
from rag.retrieve import candidates
from rag.sentences import sentences
from rag.types import Article, Scope

ARTICLES = 4
"""Articles of the library that one sentence is held against: those whose passages are likest it."""
LONGEST = 100_000
"""Characters of the longest draft that is checked."""
_LONGEST_QUERY = 1_000


def check_draft(text: str, library: Library, scope: Scope = Scope()) -> Iterator[Check]:
    """Check a text, one sentence after the other.

    Args:
        text: written by a person or a model; headings and lines of a list count as sentences.
        library: holds the articles.
        scope: which articles to hold it against.

    Raises:
        QuestionError: the text is empty or too long.
        NotInLibrary: an article of the scope is not stored.
    """
    if not re.search(r"\w", text):
        raise QuestionError("The draft is empty: there is nothing to check.")
    if len(text) > LONGEST:
        raise QuestionError(f"The draft has {len(text):,} characters; at most {LONGEST:,} are checked. Split it.")
    named = [library.article(article) for article in scope.articles]
    return (
        check(sentence, named or _likest(sentence, library, scope), load_entailment())
        for start, end in sentences(text)
        if re.search(r"\w", sentence := text[start:end])
    )


def _likest(sentence: str, library: Library, scope: Scope) -> Sequence[Article]:
    passages = candidates(library, sentence[:_LONGEST_QUERY], scope)
    ids = list(dict.fromkeys(passage.span.article for passage in passages))[:ARTICLES]
    return [library.article(article) for article in ids]
