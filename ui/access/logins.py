"""Logins: throttled by name and by address, and every attempt is written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rag.statements import Statements
from ui.access.sessions import Sessions
from ui.access.store import Store, digest
from ui.access.users import User, Users, plain

Outcome = Literal["in", "wrong", "throttled", "out"]

FREE_BY_NAME, LONGEST_BY_NAME = 5, 60.0
"""Wrong passwords for one name without a wait, and the longest wait in seconds: nobody can lock another person out."""
FREE_BY_ADDRESS, LONGEST_BY_ADDRESS = 20, 900.0
"""The same for one address, from which many people may come."""
_REMEMBERED = dt.timedelta(hours=24)
_KEPT = 10_000  # attempts


@dataclass(frozen=True, slots=True)
class Attempt:
    """A line of the log of logins.

    Attributes:
        at: when, with time zone.
        name: of the user; None when no user has the name that was typed, which is not kept: it may be a password.
        address: where it came from.
        outcome: ``in``, ``wrong`` (name or password), ``throttled`` (not even looked at), ``out`` (logged out).
    """

    at: dt.datetime
    name: str | None
    address: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Refused:
    """A login that failed.

    Attributes:
        wait: seconds until the next attempt is looked at; 0 when name or password were wrong.
    """

    wait: int = 0


class Logins:
    """Lets people in.

    Args:
        store: where attempts are written down.
        users: who may come in.
        sessions: what they come in with.
        now: tells the time.
    """

    def __init__(
        self,
        store: Store,
        users: Users,
        sessions: Sessions,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._store = store
        self._users = users
        self._sessions = sessions
        self._now = now

    def log_in(self, name: str, password: str, address: str) -> str | Refused:
        """Check a password; returns the cookie of a new session, or why there is none."""
        with self._store.alone():  # attempts that come together are counted like any others
            user = self._users.named(name)
            if wait := self._wait(name, address):
                self._write(user, name, address, "throttled")
                return Refused(wait)
            known = self._users.check(name, password)
            self._write(user, name, address, "in" if known else "wrong")
        return self._sessions.begin(known) if known else Refused()

    def log_out(self, cookie: str, address: str) -> None:
        """End a session."""
        if user := self._sessions.user(cookie):
            self._sessions.end(cookie)
            self._write(user, user.name, address, "out")

    def attempts(self, most: int = 100) -> list[Attempt]:
        """The last attempts, latest first."""
        with self._store.open() as db:
            rows = db.execute("SELECT at, name, address, outcome FROM logins ORDER BY id DESC LIMIT ?", (most,))
            return [Attempt(dt.datetime.fromisoformat(row[0]), row[1], row[2], row[3]) for row in rows]

    def _wait(self, name: str, address: str) -> int:
        """Whole seconds until an attempt is looked at: doubled with every wrong one after the free ones."""
        since = (self._now() - _REMEMBERED).isoformat()
        with self._store.open() as db:
            last = db.execute("SELECT max(id) FROM logins WHERE sha256 = ? AND outcome = 'in'", (_key(name),))
            by_name = _wrong(db, "sha256 = ? AND id > ?", (_key(name), last.fetchone()[0] or 0), since)
            # A success does not clear an address: whoever has one password could go on trying others.
            by_address = _wrong(db, "address = ?", (address,), since)
        waits = (
            _left(by_name, FREE_BY_NAME, LONGEST_BY_NAME, self._now()),
            _left(by_address, FREE_BY_ADDRESS, LONGEST_BY_ADDRESS, self._now()),
        )
        return max(waits)

    def _write(self, user: User | None, name: str, address: str, outcome: Outcome) -> None:
        with self._store.open() as db:
            line = (self._now().isoformat(), user.name if user else None, _key(name), address, outcome)
            db.execute("INSERT INTO logins (at, name, sha256, address, outcome) VALUES (?, ?, ?, ?, ?)", line)
            db.execute("DELETE FROM logins WHERE id <= (SELECT max(id) FROM logins) - ?", (_KEPT,))


def _key(name: str) -> str:
    return digest(plain(name))


def _wrong(db: Statements, where: str, values: tuple[object, ...], since: str) -> tuple[int, str | None]:
    """How many wrong attempts there were, and when the last one was."""
    query = f"SELECT count(*), max(at) FROM logins WHERE outcome = 'wrong' AND {where} AND at >= ?"  # noqa: S608 - ours
    count, last = db.execute(query, (*values, since)).fetchone()
    return count, last


def _left(wrong: tuple[int, str | None], free: int, longest: float, now: dt.datetime) -> int:
    count, last = wrong
    if count < free or last is None:
        return 0
    delay = min(2.0 ** min(count - free, 20), longest)
    passed = (now - dt.datetime.fromisoformat(last)).total_seconds()
    return max(0, round(delay - passed + 0.5))
