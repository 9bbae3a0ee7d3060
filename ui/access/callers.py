"""Who a request is from: the one place where requests are let in or turned away."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from ui.access.logins import Logins
from ui.access.sessions import Sessions
from ui.access.store import DatabaseStore, FileStore, same
from ui.access.tokens import PREFIX, Tokens
from ui.access.users import User, Users


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever sent a request.

    Attributes:
        owner: whose conversations are seen.
        can_write: whether they may add and delete.
        name: what they logged in with; None without a login.
    """

    owner: str
    can_write: bool
    name: str | None = None


LOCAL = Caller("local", can_write=True)
"""The person at this machine."""


class Access:
    """Decides who a request is from.

    Args:
        home: the library directory; users and tokens are kept in a file of their own there, so that they can be made
            while another process owns the library.
        database_url: the PostgreSQL database in which they are kept instead, for all processes that serve the library.
        open_here: whether requests without a login or a token are let in, while there are no users: they come from
            this machine only, or whoever started the server wants it so.

    Attributes:
        tokens: of programs.
        users: who log in.
        sessions: of those who have.
        logins: let them in.
    """

    def __init__(self, home: Path, *, open_here: bool, database_url: str | None = None) -> None:
        store = DatabaseStore(database_url) if database_url else FileStore(home)
        self.close = store.close
        self.tokens = Tokens(store)
        self.users = Users(store)
        self.sessions = Sessions(store)
        self.logins = Logins(store, self.users, self.sessions)
        self._open_here = open_here
        self.key = f"{PREFIX}_owner_{secrets.token_urlsafe(32)}"
        """Lets in whoever may read the library's directory; another one each time the program starts."""

    @property
    def header(self) -> str:
        """The ``Authorization`` header of whoever has the key."""
        return f"Bearer {self.key}"

    @property
    def is_open(self) -> bool:
        """Whether whoever comes is let in. The first user closes it, until the program is started again."""
        if self._open_here and self.users.any():
            self._open_here = False
        return self._open_here

    def caller(self, authorization: str | None) -> Caller | None:
        """Who sent this ``Authorization`` header; None when they must be turned away."""
        if not authorization:
            return LOCAL if self.is_open else None
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = token.strip()
        if same(token, self.key):
            return LOCAL
        if not token.startswith(f"{PREFIX}_"):
            return LOCAL if self.is_open else None  # chat programs insist on sending some key
        found = self.tokens.find(token)
        return Caller(f"token:{found[0]}", can_write=found[1] == "write") if found else None

    def visitor(self, session: str | None, browser: str) -> Caller | None:
        """Who uses the page.

        Args:
            session: the cookie of a login.
            browser: the random name of a browser, which keeps people apart where nobody logs in.

        Returns:
            None when they must log in first.
        """
        if session and (user := self.sessions.user(session)):
            return of_user(user)
        return Caller(browser, can_write=True) if self.is_open else None


def of_user(user: User) -> Caller:
    """A user as a caller."""
    return Caller(f"user:{user.id}", user.role == "member", user.name)
