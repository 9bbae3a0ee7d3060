"""Sessions: a browser that has logged in carries a random cookie; only its hash is stored."""

from __future__ import annotations

import datetime as dt
import secrets

from ui.access.store import Store, digest
from ui.access.users import User

LASTS = dt.timedelta(days=14)
"""How long after the login a session ends by itself."""


class Sessions:
    """The sessions of all users."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, user: User) -> str:
        """Make a session; returns its cookie, a new one each time."""
        cookie, now = secrets.token_urlsafe(32), dt.datetime.now(dt.UTC)
        with self._store.open() as db:
            db.execute("DELETE FROM sessions WHERE begun < ?", ((now - LASTS).isoformat(),))
            db.execute("INSERT INTO sessions VALUES (?, ?, ?)", (digest(cookie), user.id, now.isoformat()))
        return cookie

    def user(self, cookie: str) -> User | None:
        """Who has this cookie; None when the session has ended, or never was."""
        since = (dt.datetime.now(dt.UTC) - LASTS).isoformat()
        with self._store.open() as db:
            row = db.execute(
                "SELECT u.id, u.name, u.role, u.created FROM sessions s JOIN users u ON u.id = s.user "
                "WHERE s.sha256 = ? AND s.begun >= ?",
                (digest(cookie), since),
            ).fetchone()
        return User(row[0], row[1], row[2], dt.datetime.fromisoformat(row[3])) if row else None

    def end(self, cookie: str) -> None:
        """End a session."""
        with self._store.open() as db:
            db.execute("DELETE FROM sessions WHERE sha256 = ?", (digest(cookie),))
