"""Users: the people who log in, and their passwords, which are kept as argon2id hashes."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from rag.errors import AccessError
from ui.access.store import Store

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["member", "guest"]
"""A guest asks and reads; a member also adds and deletes."""

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
_NAME = re.compile(r"[\w.@+-]{1,64}")


@dataclass(frozen=True, slots=True)
class User:
    """A person who may log in.

    Attributes:
        id: random; names what is theirs.
        name: what they log in with, in small letters.
        role: what they may do.
        created: when, with time zone.
    """

    id: str
    name: str
    role: Role
    created: dt.datetime


class Users:
    """The users of a library."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, name: str, password: str, role: Role = "member") -> User:
        """Make a user; raises AccessError for a name that is taken or none, and for a password that is too short."""
        if not _NAME.fullmatch(name):
            raise AccessError(f"“{name}” is no name of a user. Take letters, digits, and . _ @ + -, at most 64.")
        hashed, now = _hash(password), dt.datetime.now(dt.UTC)
        user = User(secrets.token_hex(8), plain(name), role, now)
        with self._store.open() as db:
            if db.execute("SELECT 1 FROM users WHERE name = ?", (user.name,)).fetchone():
                raise AccessError(f"There is a user {user.name} already. “pullquote users list” shows them.")
            db.execute("INSERT INTO users VALUES (?, ?, ?, ?, ?)", (user.id, user.name, hashed, role, now.isoformat()))
        return user

    def all(self) -> list[User]:
        """All users, by name."""
        with self._store.open() as db:
            rows = db.execute("SELECT id, name, role, created FROM users ORDER BY name").fetchall()
        return [_user(row) for row in rows]

    def any(self) -> bool:
        """Whether there is a user."""
        with self._store.open() as db:
            return db.execute("SELECT 1 FROM users LIMIT 1").fetchone() is not None

    def named(self, name: str) -> User | None:
        """The user with this name, or None."""
        with self._store.open() as db:
            row = db.execute("SELECT id, name, role, created FROM users WHERE name = ?", (plain(name),)).fetchone()
        return _user(row) if row else None

    def remove(self, name: str) -> None:
        """Delete a user and end their sessions; raises AccessError."""
        user = self._existing(name)
        with self._store.open() as db:
            db.execute('DELETE FROM sessions WHERE "user" = ?', (user.id,))
            db.execute("DELETE FROM users WHERE id = ?", (user.id,))

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password and end their sessions; raises AccessError."""
        user, hashed = self._existing(name), _hash(password)
        with self._store.open() as db:
            db.execute("UPDATE users SET password = ? WHERE id = ?", (hashed, user.id))
            db.execute('DELETE FROM sessions WHERE "user" = ?', (user.id,))

    def check(self, name: str, password: str) -> User | None:
        """The user, if this is their password. It takes as long when there is no such user."""
        from argon2.exceptions import VerifyMismatchError

        user = self.named(name)
        with self._store.open() as db:
            row = db.execute("SELECT password FROM users WHERE id = ?", (user.id if user else "",)).fetchone()
        hashed = row[0] if row else _nobody()
        try:
            _hasher().verify(hashed, password[:LONGEST_PASSWORD])
        except VerifyMismatchError:
            return None
        if user and _hasher().check_needs_rehash(hashed):
            with self._store.open() as db:
                db.execute("UPDATE users SET password = ? WHERE id = ?", (_hasher().hash(password), user.id))
        return user

    def _existing(self, name: str) -> User:
        if user := self.named(name):
            return user
        raise AccessError(f"There is no user {name}. “pullquote users list” shows them.")


def plain(name: str) -> str:
    """A name as it is compared."""
    return name.strip().casefold()


def _user(row: Any) -> User:
    return User(row[0], row[1], row[2], dt.datetime.fromisoformat(row[3]))


def _hash(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise AccessError(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters. Take another one.")
    return _hasher().hash(password)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()  # argon2id with the settings of RFC 9106 for little memory


@cache
def _nobody() -> str:
    """The hash of a password that nobody has."""
    return _hasher().hash(secrets.token_urlsafe(32))
