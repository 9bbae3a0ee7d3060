"""Adding in the background: it goes on while no page is open, and each page of its person can say how far it is."""

from __future__ import annotations

import datetime as dt
import logging
import os
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest import Added, Progress, add_many, expand_all, pipeline
from ingest.extract import is_url
from ingest.kinds import READABLE
from rag.errors import SourceError
from ui.faults import place
from ui.web.language import N_, _
from ui.web.said import said

if TYPE_CHECKING:
    from rag import Pullquote

log = logging.getLogger(__name__)

State = dict[str, Any]

_WORTH_TELLING = 2.0  # seconds that a task still takes
_MOST_LINES = 40  # of what was added; what failed is always told
_MOST_WAITING = 3
_PATIENCE = 10.0  # seconds to wait for the thread when the app closes
_FAILED = N_(
    "Something went wrong inside Pullquote. Try it again; if it happens again, the terminal shows the details."
)
_HOW = {
    "added": N_("Added: {title}"),
    "unchanged": N_("Already in the library: {title}"),
    "updated": N_("Stored as a new version: {title}"),
}


@dataclass(frozen=True, slots=True)
class PastedText:
    """The text of an article, as pasted."""

    text: str


Source = str | Path | PastedText


def nothing() -> State:
    """The state in which nothing was given to add: what to do."""
    return failed(_("Paste the text or the web address of an article, or pick files, and press Add."))


def failed(said: str) -> State:
    """The state in which nothing is added, and why."""
    return {"lines": [{"text": said, "kind": "failed"}], "done": 0, "total": 0}


def sources_in(pasted: str, files: Sequence[str]) -> list[Source]:
    """What a person gave: files, and web addresses, one a line, or else the text of one article."""
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    addresses = lines if all(map(is_url, lines)) else [PastedText(pasted)]
    return [*map(Path, files), *addresses]


def readable(files: Sequence[str]) -> list[str]:
    """The files of a folder that may hold articles or list some."""
    return [file for file in files if Path(file).suffix.lower() in {*READABLE, ".xml", ".rss", ".atom"}]


class Adding:
    """What one person adds. More can be given while it works; a page may ask at any time how far it is.

    Args:
        pullquote: its library is added to.
    """

    def __init__(self, pullquote: Pullquote) -> None:
        self._pullquote = pullquote
        self._lock = threading.RLock()
        self._thread: threading.Thread | None = None
        self._given: list[Source] = []
        self._forget()

    def _forget(self) -> None:
        self._progress = Progress(0)
        self._lines: list[Added | str] = []
        self._waiting: dict[str | Path, None] = {}
        self._earlier = 0
        self._article: str | None = None
        self._stopped = False

    def begin(self, sources: Sequence[Source]) -> None:
        """Begin to add these, or go on with them after what is being added."""
        with self._lock:
            if self._thread is None:
                self._forget()
                self._thread = threading.Thread(target=self._work, daemon=True, name="adding")
                self._thread.start()
            self._given += sources
            self._progress.total = (self._progress.total or 0) + len(sources)

    def stop(self) -> None:
        """Stop after the articles that are being stored."""
        with self._lock:
            self._stopped = self._thread is not None
            self._given.clear()

    def wait(self, seconds: float) -> None:
        """Wait until nothing is being added, but no longer than this."""
        with self._lock:
            thread = self._thread
        if thread:
            thread.join(seconds)

    def state(self) -> State:
        """How far it is.

        Returns:
            ``running``; ``stopped``; ``lines``, for each source so far a ``text`` and its ``kind`` (there or failed);
            ``earlier``, how many more came before; ``waiting``, the next ones, and ``more``, how many after them;
            ``done`` of ``total``; ``article``, the last one added; ``words``, what is said of the numbers.
        """
        with self._lock:
            waiting = [_name(source) for source in self._waiting]
            more = len(waiting[_MOST_WAITING:])
            return {
                "running": self._thread is not None,
                "stopped": self._stopped,
                "lines": list(map(_line, self._lines)),
                "earlier": self._earlier,
                "waiting": waiting[:_MOST_WAITING],
                "more": more,
                "done": self._progress.done,
                "total": self._progress.total,
                "words": self._words(more),
                "article": self._article,
            }

    def _words(self, more: int) -> dict[str, str]:
        done = _("{done} of {total}", done=self._progress.done, total=self._progress.total)
        pace = _pace(self._progress) if self._thread else ""
        return {
            "done": f"{done} · {pace}" if pace else done,
            "so_far": _("Added so far"),
            "stop": _("Stop"),
            "stopped": _("Stopped. What was added stays; add the rest again to go on."),
            "earlier": _("{count} added before these:", count=self._earlier),
            "more": _("and {count} more", count=more),
        }

    def _work(self) -> None:
        while sources := self._take():
            try:
                self._add(sources)
            except Exception as error:
                log.error("could not add: %s", place(error))
                self._tell(_FAILED)

    def _take(self) -> list[Source]:
        with self._lock:
            taken, self._given = self._given, []
            if taken:
                self._stopped = False
            else:
                self._thread = None
                self._waiting.clear()
            return taken

    def _add(self, sources: Sequence[Source]) -> None:
        for source in sources:
            if isinstance(source, PastedText):
                self._tell(self._add_text(source))
        found: list[str | Path] = []
        for source in sources:
            if not isinstance(source, PastedText):
                found += self._look_into(source)
        with self._lock:
            self._waiting = dict.fromkeys(found)
        with closing(add_many(found, self._pullquote.library, self._pullquote.embedder)) as items:
            for item in items:
                if item.links:
                    self._take_the_place_of(item.source, item.links)
                else:
                    self._tell(item.added or str(item.error), item.source)
                if self._stopped:
                    return

    def _take_the_place_of(self, feed: str | Path, links: Sequence[str | Path]) -> None:
        with self._lock:
            self._progress.total = (self._progress.total or 0) + len(links) - 1
            self._waiting.pop(feed, None)
            self._waiting = dict.fromkeys([*links, *self._waiting])

    def _add_text(self, pasted: PastedText) -> Added | str:
        try:
            return pipeline.add_text(pasted.text, self._pullquote.library, self._pullquote.embedder)
        except SourceError as error:
            return str(error)

    def _look_into(self, source: str | Path) -> list[str | Path]:
        """The single sources in one, which count in its place."""
        found, failed = expand_all([source])
        with self._lock:
            self._progress.total = (self._progress.total or 0) + len(found) + len(failed) - 1
        for error in failed:
            self._tell(str(error), source)
        return found

    def _tell(self, outcome: Added | str, source: str | Path | None = None) -> None:
        with self._lock:
            self._progress.done += 1
            if source is not None:
                self._waiting.pop(source, None)
            if isinstance(outcome, Added):
                self._article = outcome.article.id
                self._lines.append(outcome)
            else:
                folder = f"{source.parent}{os.sep}" if isinstance(source, Path) else "\0"
                self._lines.append(outcome.replace(folder, ""))
            self._shorten()

    def _shorten(self) -> None:
        good = [line for line in self._lines if isinstance(line, Added)]
        if len(good) > _MOST_LINES:
            self._lines.remove(good[0])
            self._earlier += 1


def _name(source: str | Path) -> str:
    return source.name if isinstance(source, Path) else source


def _line(told: Added | str) -> dict[str, str]:
    if isinstance(told, str):
        return {"text": said(_(told)), "kind": "failed"}
    line = _(_HOW[told.outcome], title=told.article.title)
    return {"text": f"{line}. {said(told.remark)}" if told.remark else line, "kind": "there"}


def _pace(progress: Progress) -> str:
    """How fast a long task goes and how long it still takes; nothing for a short one and at its end."""
    left = progress.seconds_left
    if left is None or left < _WORTH_TELLING:
        return ""
    return _("{rate} a second, about {left} left", rate=f"{progress.rate:.1f}", left=dt.timedelta(seconds=round(left)))


class Adders:
    """What each person adds, by the name of their browser."""

    def __init__(self, pullquote: Pullquote) -> None:
        self._pullquote = pullquote
        self._by_person: dict[str, Adding] = {}
        self._lock = threading.Lock()

    def of(self, person: str) -> Adding:
        """The one of a person."""
        with self._lock:
            return self._by_person.setdefault(person, Adding(self._pullquote))

    def close(self) -> None:
        """Stop all, before the library closes."""
        with self._lock:
            for adding in self._by_person.values():
                adding.stop()
            for adding in self._by_person.values():
                adding.wait(_PATIENCE)
