"""The file of those who may come in: SQLite beside the library, so that it can be changed while a server owns that."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS tokens (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,              -- of the secret; it is random, so it needs no slow hash
    scope TEXT NOT NULL,               -- read or write
    created TEXT NOT NULL              -- ISO 8601 with time zone
);
CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY,               -- random: a name that is given again is another user
    name TEXT NOT NULL UNIQUE,         -- in small letters
    password TEXT NOT NULL,            -- argon2id
    role TEXT NOT NULL,                -- member or guest
    created TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS sessions (
    sha256 TEXT PRIMARY KEY,           -- of the cookie
    user TEXT NOT NULL,
    begun TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS logins (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    name TEXT,                         -- NULL where no user has the name that was typed: it may be a password
    sha256 TEXT NOT NULL,              -- of the name that was typed
    address TEXT NOT NULL,
    outcome TEXT NOT NULL              -- in, wrong, throttled, out
);
CREATE INDEX IF NOT EXISTS logins_by_name ON logins (sha256, id);
CREATE INDEX IF NOT EXISTS logins_by_address ON logins (address, id);
"""


class Store:
    """One SQLite file that only its owner can read.

    Args:
        home: the library directory; made when it is missing.
    """

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._file = home / "access.sqlite"
        with self._connected() as db:
            db.executescript(_TABLES)

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """A connection; everything inside is stored at once, or not at all."""
        with self._connected() as db, db:
            yield db

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        if not self._file.exists():
            self._file.touch(0o600)
        db = sqlite3.connect(self._file, timeout=10)
        try:
            yield db
        finally:
            db.close()


def digest(secret: str) -> str:
    """What is stored of a secret that is random, or compared of a name."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing of them."""
    return secrets.compare_digest(one.encode(), other.encode())
