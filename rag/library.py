"""The library: the one door to storage. The record is the truth, the index (Chroma) finds by meaning."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from rag.conversations import Conversations
from rag.embed import Embedder, Vectors
from rag.errors import LibraryUnwritable
from rag.feedback import FeedbackBook
from rag.listing import Listing
from rag.settings import Servers
from rag.stores import open_stores
from rag.types import Article, Entry, Passage, Progress, Scope, Span

if TYPE_CHECKING:
    from rag.index import Index
    from rag.quick_index import QuickIndex

log = logging.getLogger(__name__)

_GONE = "The index %s has gone while it was open."


class Library:
    """Articles on disk, with all their versions, and search over the latest ones.

    One process owns a library directory; servers are used by many. Writing puts the vectors first and then, in one
    transaction of the record, makes the article visible; vectors without a record are swept when the index is opened.
    So a crash leaves every article whole or absent. The index is opened when it is first needed: Chroma takes longer to
    import than a question to an article takes to answer, and short articles are read whole.

    Args:
        home: the library directory; made when it is missing.
        embedder: makes the vectors; when it is another one than last time, all vectors are made anew.
        servers: keep the library instead of the directory.

    Raises:
        LibraryBusy: another process owns the directory.
        LibraryDamaged: the record cannot be read.
        LibraryUnreachable: a server does not answer.
        LibraryUnwritable: the directory cannot be written to.
    """

    def __init__(self, home: Path, embedder: Embedder, servers: Servers | None = None) -> None:
        self._stores = open_stores(home, servers)
        self._record = self._stores.record
        self._embedder = embedder
        self._untidy = self._in_doubt = False
        self._opened_index: Index | None = None
        self._quick_index: QuickIndex | None = None

    @classmethod
    def open(cls, home: Path, embedder: Embedder, servers: Servers | None = None) -> Library:
        """Open or make a library; use it in a ``with`` statement, or call :meth:`close`."""
        return cls(home, embedder, servers)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what is open, and let another process own the directory."""
        if self._untidy:
            self._compact(always=True)
        self._close_quick_index()
        if self._opened_index:
            self._opened_index.close()
        self._stores.close()

    @property
    def is_new(self) -> bool:
        """Whether opening the library has made it."""
        return self._stores.is_new

    def announce(self, url: str, key: str) -> None:
        """Let other processes of this user know where this one answers over HTTP, and the key that lets them in."""
        self._stores.announce(url, key)

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else changes the library inside of this, in no process; a thread may enter it again."""
        return self._record.alone()

    def open_index(self) -> None:
        """Open the index now; otherwise what needs it first does."""
        _ = self.index

    @property
    def index(self) -> Index:
        """The vectors; read from it, write through the library."""
        found = self._opened_index
        if found is None or self._in_doubt or not found.is_in_place():
            with self._record.alone():
                found = self._trusted_index()
        return found

    def _trusted_index(self) -> Index:
        """The index, opened again and held against the record where that is needed."""
        if self._opened_index and not self._opened_index.is_in_place():
            log.warning(_GONE, self._opened_index.place)
            self._in_doubt = True
        if self._opened_index and self._in_doubt:
            self._opened_index.close()  # Chroma itself may not know what it has stored after a fault
            self._opened_index = None
        if self._opened_index is None:
            self._close_quick_index()
            self._opened_index = self._stores.open_index(self._embedder)
        self._in_doubt = False
        return self._opened_index

    @contextmanager
    def _changing(self) -> Iterator[Index]:
        """The index, to be changed together with the record; one change at a time.

        Where that fails half-way, as on a full disk, nothing is answered from the index until it agrees again.
        """
        with self._record.alone():
            index = self.index
            try:
                yield index
            except BaseException:
                self._in_doubt = True
                raise

    def agrees(self) -> bool:
        """Whether the index is open, the files are in place, and record and index hold as many passages.

        Which ones they are is looked at whenever the index is opened. While something is being stored, only the places
        are looked at.
        """
        index = self._opened_index
        if index is None or self._in_doubt or not (index.is_in_place() and self._record.is_in_place()):
            return False
        try:
            with self._record.alone(patience=1):
                return index.count() == self._record.passage_count()
        except TimeoutError:
            return True

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
        self.add_all([Entry(article, tuple(passages), tuple(bands))], vectors)

    def add_all(self, entries: Sequence[Entry], vectors: Vectors) -> None:
        """Store versions of different articles, all or none: much faster than one by one.

        Args:
            entries: each of another article.
            vectors: ``[passages of all entries, dimension]`` float32.

        Raises:
            ValueError: the number of vectors is not that of the passages.
        """
        passages = [passage for entry in entries for passage in entry.passages]
        if len(vectors) != len(passages):
            raise ValueError(f"{len(passages)} passages, but {len(vectors)} vectors")
        with self._changing() as index:
            again = [entry.article.id for entry in entries if entry.article.version > 1]
            replaced = [passage.id for article_id in again for passage in self._record.passages(article_id)]
            index.add([entry.article for entry in entries], passages, vectors)
            self._record.add(entries)
            if replaced:
                index.remove(replaced)

    def remove(self, *article_ids: str) -> None:
        """Delete articles with all their versions; many at once are faster.

        Their disk space comes back at once or, where little of a large library is deleted, when it is closed.

        Raises:
            NotInLibrary: one of them is not there; none is deleted.
        """
        with self._record.alone():
            for article_id in article_ids:
                self._record.article(article_id, None)
            gone = [passage.id for article_id in article_ids for passage in self._record.passages(article_id)]
            with self._changing() as index:
                self._record.remove(article_ids)
                index.remove(gone)
            self._compact()

    def _compact(self, always: bool = False) -> None:
        try:
            done = [store.compact(always) for store in (self._record, self.index)]
        except LibraryUnwritable as error:  # it takes room to make room
            log.warning("The space of what was deleted is not free yet. %s", error)
            done = [False]
        self._untidy = not all(done)

    def reindex(self, progress: Progress | None = None) -> int:
        """Make all vectors anew from the record, whatever the index is like; returns how many.

        Until all are made, searches go on in the index that is there.
        """
        with self._record.alone():
            self._close_quick_index()
            self._opened_index, made = self._stores.remake_index(self._opened_index, self._embedder, progress)
            self._in_doubt = False
            return made

    # Reading

    def article(self, article_id: str, version: int | None = None) -> Article:
        """One version of an article, the latest by default; raises NotInLibrary."""
        return self._record.article(article_id, version)

    def articles(self, scope: Scope = Scope()) -> list[Article]:
        """The latest version of every article in scope, newest published first, undated ones last."""
        return self._record.articles(scope)

    def page(self, scope: Scope, limit: int, after: tuple[dt.datetime, str] | None = None) -> list[Article]:
        """At most ``limit`` articles in scope, latest stored first, behind the place ``after``: (fetched, id)."""
        return self._record.page(scope, limit, after)

    def versions(self, article_id: str) -> list[Article]:
        """All versions of an article, oldest first."""
        return self._record.versions(article_id)

    def count(self) -> int:
        """How many articles there are."""
        return self._record.count()

    def hashes(self) -> Iterator[tuple[str, str, str | None]]:
        """Of the latest version of every article: its id, the hash of its text, its URL."""
        for row in self._record.each("SELECT article, sha256, url FROM versions WHERE latest = 1"):
            yield row["article"], row["sha256"], row["url"]

    def by_text(self, sha256: str) -> Article | None:
        """The article whose latest text has this hash, or None."""
        return self._record.latest_where("sha256", sha256)

    def by_url(self, url: str) -> Article | None:
        """The latest version of the article with this URL, or None."""
        return self._record.latest_where("url", url)

    def sharing(self, bands: Sequence[str]) -> list[Article]:
        """The articles that share a band with these, oldest stored first."""
        return self._record.sharing(bands)

    def copies(self, article: Article) -> list[Article]:
        """The other articles with the same report, such as an agency's on other sites, oldest stored first."""
        return self._record.copies(article)

    def originals(self, article_ids: Collection[str]) -> dict[str, str]:
        """Which of these articles are copies, and the ids of the articles that they are copies of."""
        return self._record.originals(article_ids)

    def words(self, span: Span) -> str:
        """The words of a span: what a quotation shows. Raises NotInLibrary when it points outside the stored text."""
        return self._record.words(span)

    def all_passages(self, scope: Scope, at_most: int) -> list[Passage] | None:
        """Every searched passage in scope, in the order of the texts; None when there are more than ``at_most``."""
        found = self._record.some_passages(scope, at_most + 1)
        return found if len(found) <= at_most else None

    def passages(self, article_id: str) -> list[Passage]:
        """The searched passages of an article, in the order of its text."""
        return self._record.passages(article_id)

    def conversations(self, owner: str) -> Conversations:
        """The conversations of one person."""
        return Conversations(self._record, owner)

    @property
    def listing(self) -> Listing:
        """The articles as lists."""
        return Listing(self._record)

    @property
    def feedback(self) -> FeedbackBook:
        """What people said of answers."""
        return FeedbackBook(self._record)

    # Searching

    def search_meaning(self, question: str, k: int, scope: Scope = Scope()) -> list[Passage]:
        """The ``k`` passages whose vectors are nearest to the question's, nearest first."""
        vectors = self._embedder.embed([question])
        ids, passages = self._nearest(vectors, k, scope)
        if len(passages) < len(ids):  # an article is stored or deleted just now, or the index is not the record's
            from rag.reconcile import reconcile

            with self._record.alone():
                ids, passages = self._nearest(vectors, k, scope)
                if len(passages) < len(ids):
                    reconcile(self._record, self.index, self._embedder)
                    ids, passages = self._nearest(vectors, k, scope)
        return [passages[passage_id] for passage_id in ids if passage_id in passages]

    def _nearest(self, vectors: Vectors, k: int, scope: Scope) -> tuple[list[str], dict[str, Passage]]:
        ids = self._search_quickly(vectors, k, scope)
        if ids is None:
            ids = self.index.search(vectors, k, scope)
        return ids, self._record.passages_by_id(ids)

    def _search_quickly(self, vectors: Vectors, k: int, scope: Scope) -> list[str] | None:
        """The ids that are nearest, from an index that is only searched; None when the whole one must be opened."""
        if self._opened_index or self._in_doubt:
            return None
        with self._record.alone():
            if self._opened_index or self._in_doubt:
                return None
            if self._quick_index and not self._quick_index.is_in_place():
                log.warning(_GONE, self._quick_index.place)
                return None
            self._quick_index = self._quick_index or self._stores.index_to_search(self._embedder)
            return self._quick_index.search(vectors, k, scope) if self._quick_index else None

    def _close_quick_index(self) -> None:
        if self._quick_index:
            self._quick_index.close()
            self._quick_index = None

    def search_words(self, question: str, k: int, scope: Scope = Scope()) -> list[Passage]:
        """The ``k`` passages that share most words with the question, best first (bm25)."""
        return self._record.search(question, k, scope)
