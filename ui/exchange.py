"""A library as a file: one line of JSON for every version of every article, and back."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from pydantic import ValidationError

from ingest.copies import bands
from ingest.split import split
from rag.embed import Embedder
from rag.errors import NotInLibrary, SourceError
from rag.library import Library
from rag.types import Article
from ui import schemas


def import_lines(lines: Iterable[str], library: Library, embedder: Embedder) -> int:
    """Store exported versions that the library does not have yet.

    Each version must come after the one before it, as in an export. A version that is stored already is passed over,
    so an import that was stopped can be done again.

    Args:
        lines: one :class:`ui.schemas.Article` each; blank ones are passed over.
        library: where to.
        embedder: makes the vectors.

    Returns:
        How many versions were new.

    Raises:
        SourceError: a line is no exported article; those before it are stored.
    """
    new = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        article = read_line(line, number)
        stored = _latest(library, article.id)
        if article.version <= stored:
            continue
        if article.version != stored + 1:
            raise SourceError(
                f"Line {number}: version {article.version} of article {article.id} comes before version {stored + 1}. "
                "Import the whole file of an export."
            )
        passages = split(article.text, article.id, article.version, article.subheads)
        library.add(article, passages, embedder.embed([p.text for p in passages]), bands(article.text))
        new += 1
    return new


def read_line(line: str, number: int) -> Article:
    """The article of a line of an export; raises SourceError, which names the line by its number."""
    try:
        read = schemas.Article.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "line"
        raise SourceError(f"Line {number} is no exported article ({where}: {first['msg']}).") from error
    if hashlib.sha256(read.text.encode()).hexdigest() != read.sha256:
        raise SourceError(f"Line {number}: the text of article {read.id} is not the one that was exported.")
    facts = read.model_dump(include=set(schemas.ArticleFacts.model_fields))
    facts |= {"authors": tuple(read.authors), "fetched": read.fetched.astimezone(dt.UTC)}
    return Article(
        text=read.text, sha256=read.sha256, subheads=tuple((start, end) for start, end in read.subheads), **facts
    )


def _latest(library: Library, article_id: str) -> int:
    try:
        return library.article(article_id).version
    except NotInLibrary:
        return 0
