"""The library: the one door to storage. The record (SQLite) is the truth, the index (Chroma) finds by meaning."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

import filelock
from langchain_chroma import Chroma

from rag.conversations import Conversations
from rag.embed import OnnxEmbedder, SentenceTransformerEmbedder, Vectors
from rag.errors import LibraryBusy
from rag.index import Index
from rag.record import Record
from rag.types import Article, Passage, Scope, Span

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with how many of how many are done."""


class Library:
    """Articles on disk, with all their versions, and search over the latest ones.

    One process owns a library directory. Writing puts the vectors first and then, in one transaction of the record,
    makes the article visible; vectors without a record are swept when the library is opened. So a crash leaves every
    article whole or absent.

    Args:
        home: the library directory; made when it is missing.
        embedder: makes the vectors; when it is another one than last time, all vectors are made anew.

    Raises:
        LibraryBusy: another process owns the directory.
        LibraryDamaged: the record cannot be read.
    """

    def __init__(self, home: Path, embedder: OnnxEmbedder | SentenceTransformerEmbedder) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._owner = home / "owner.json"
        self._lock = filelock.FileLock(home / "lock")
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout:
            raise LibraryBusy(f"The library {home} is in use by {_name_owner(self._owner)}.") from None
        try:
            self._owner.write_text(json.dumps({"pid": os.getpid()}))
            self._embedder = embedder
            self._record = Record(home / "record.sqlite")
            self._index = Index(home / "index", embedder)
            self._reconcile()
        except BaseException:
            self._lock.release()
            raise

    @classmethod
    def open(cls, home: Path, embedder: OnnxEmbedder | SentenceTransformerEmbedder) -> Library:
        """Open or make the library in ``home``; use it in a ``with`` statement, or call :meth:`close`."""
        return cls(home, embedder)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files and let another process own the directory."""
        self._index.close()
        self._record.close()
        self._owner.unlink(missing_ok=True)
        self._lock.release()

    # Writing

    def add(self, article: Article, passages: Sequence[Passage], vectors: Vectors, bands: Sequence[str] = ()) -> None:
        """Store one version of an article, whole or not at all; it becomes the version that is searched.

        Args:
            article: its ``version`` is one more than the latest stored one.
            passages: of this version, in the order of the text.
            vectors: ``[len(passages), dimension]`` float32.
            bands: texts that only near copies of this one share; :meth:`sharing` finds by them.

        Raises:
            ValueError: the number of vectors is not that of the passages.
        """
        if len(vectors) != len(passages):
            raise ValueError(f"{len(passages)} passages, but {len(vectors)} vectors")
        replaced = [passage.id for passage in self._record.passages(article.id)]
        self._index.add(article, passages, vectors)
        self._record.add(article, passages, bands)
        self._index.remove(replaced)

    def remove(self, article_id: str) -> None:
        """Delete an article with all its versions; raises NotInLibrary."""
        self._record.article(article_id, None)
        gone = [passage.id for passage in self._record.passages(article_id)]
        self._record.remove(article_id)
        self._index.remove(gone)

    def reindex(self, progress: Progress | None = None) -> int:
        """Make all vectors anew from the record; returns how many."""
        self._index.clear()
        return self._embed_missing(progress)

    # Reading

    def article(self, article_id: str, version: int | None = None) -> Article:
        """One version of an article, the latest by default; raises NotInLibrary."""
        return self._record.article(article_id, version)

    def articles(self, scope: Scope = Scope()) -> list[Article]:
        """The latest version of every article in scope, newest published first, undated ones last."""
        return self._record.articles(scope)

    def versions(self, article_id: str) -> list[Article]:
        """All versions of an article, oldest first."""
        return self._record.versions(article_id)

    def count(self) -> int:
        """How many articles there are."""
        return self._record.count()

    def by_text(self, sha256: str) -> Article | None:
        """The article whose latest text has this hash, or None."""
        return self._record.latest_where("sha256", sha256)

    def by_url(self, url: str) -> Article | None:
        """The latest version of the article with this URL, or None."""
        return self._record.latest_where("url", url)

    def sharing(self, bands: Sequence[str]) -> list[Article]:
        """The articles that share a band with these, oldest stored first."""
        return self._record.sharing(bands)

    def words(self, span: Span) -> str:
        """The words of a span: what a quotation shows. Raises NotInLibrary when it points outside the stored text."""
        return self._record.words(span)

    def passages(self, article_id: str) -> list[Passage]:
        """The searched passages of an article, in the order of its text."""
        return self._record.passages(article_id)

    def conversations(self, owner: str) -> Conversations:
        """The conversations of one person."""
        return Conversations(self._record, owner)

    # Searching

    def search_meaning(self, question: str, k: int, scope: Scope = Scope()) -> list[Passage]:
        """The ``k`` passages whose vectors are nearest to the question's, nearest first."""
        ids = self._index.search(self._embedder.embed_query(question), k, scope)
        passages = self._record.passages_by_id(ids)
        return [passages[passage_id] for passage_id in ids if passage_id in passages]

    def search_words(self, question: str, k: int, scope: Scope = Scope()) -> list[Passage]:
        """The ``k`` passages that share most words with the question, best first (bm25)."""
        return self._record.search(question, k, scope)

    @property
    def vector_store(self) -> Chroma:
        """The index as LangChain's vector store, for chains of one's own; read from it, write through the library."""
        return self._index.vector_store

    # Keeping record and index the same

    def _reconcile(self) -> None:
        """Sweep vectors that no record names, and make those that are missing or of another embedder."""
        if self._record.meta("embedder") != self._embedder.name:
            if self._index.count():
                log.warning("The embedding model has changed: making all vectors anew.")
                self._index.clear()
            self._record.set_meta("embedder", self._embedder.name)
        if self._index.count() != self._record.passage_count():
            self._index.remove(self._index.ids() - self._record.passage_ids())
            self._embed_missing(None)

    def _embed_missing(self, progress: Progress | None) -> int:
        there = self._index.ids()
        articles = self._record.articles()
        made = 0
        for done, article in enumerate(articles, start=1):
            missing = [p for p in self._record.passages(article.id) if p.id not in there]
            if missing:
                self._index.add(article, missing, self._embedder.embed([passage.text for passage in missing]))
                made += len(missing)
            if progress:
                progress(done, len(articles))
        return made


def _name_owner(file: Path) -> str:
    try:
        return f"process {json.loads(file.read_text())['pid']}"
    except (OSError, ValueError, KeyError):
        return "another process"
