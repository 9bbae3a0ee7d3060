"""Tokens: what programs come in with over HTTP."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Literal

from rag.errors import NoSuchToken
from ui.access.store import Store, digest, same

TokenScope = Literal["read", "write"]

PREFIX = "pq"


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed; its secret is shown once, when it is made.

    Attributes:
        id: what it is revoked by; the middle part of the token.
        name: what it is for.
        scope: ``read`` asks and looks; ``write`` also adds and deletes.
        created: when, with time zone.
    """

    id: str
    name: str
    scope: TokenScope
    created: dt.datetime


class Tokens:
    """The tokens of a library."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, name: str, scope: TokenScope) -> str:
        """Make a token; returns it, which is the only time that it can be seen."""
        token_id, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        with self._store.open() as db:
            now = dt.datetime.now(dt.UTC).isoformat()
            db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?)", (token_id, name, digest(secret), scope, now))
        return f"{PREFIX}_{token_id}_{secret}"

    def all(self) -> list[Token]:
        """All tokens, oldest first."""
        with self._store.open() as db:
            rows = db.execute("SELECT id, name, scope, created FROM tokens ORDER BY created, id").fetchall()
        return [Token(row[0], row[1], row[2], dt.datetime.fromisoformat(row[3])) for row in rows]

    def revoke(self, token_id: str) -> None:
        """Make a token worthless at once; raises NoSuchToken."""
        with self._store.open() as db:
            if not db.execute("DELETE FROM tokens WHERE id = ?", (token_id,)).rowcount:
                raise NoSuchToken(f"There is no token {token_id}. “pullquote token list” shows them.")

    def find(self, token: str) -> tuple[str, TokenScope] | None:
        """The id and scope of a token that is known; None for any other."""
        prefix, _, rest = token.partition("_")
        token_id, _, secret = rest.partition("_")
        if prefix != PREFIX or not secret:
            return None
        with self._store.open() as db:
            row = db.execute("SELECT sha256, scope FROM tokens WHERE id = ?", (token_id,)).fetchone()
        return (token_id, row[1]) if row and same(digest(secret), row[0]) else None
