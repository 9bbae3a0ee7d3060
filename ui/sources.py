"""What a reader should know of a quoted article beside its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.types import Article

if TYPE_CHECKING:
    from rag.library import Library


def also_in(article: Article, library: Library) -> list[str]:
    """Name the other publications whose articles have the same report, by headline where they have no name."""
    found = dict.fromkeys(copy.publisher or copy.title for copy in library.copies(article))
    return [name for name in found if name != article.publisher]


def is_outdated(article: Article, library: Library) -> bool:
    """Whether the library holds a later version of the article."""
    return library.article(article.id).version > article.version


def remarks(also: list[str], outdated: bool) -> str:
    """Write both behind the name of a source; nothing when there is nothing to say."""
    same = f"; the same report: {', '.join(also)}" if also else ""
    return same + ("; an older version: the article has changed since" if outdated else "")
