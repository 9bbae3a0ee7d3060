from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ui.access import Access

PASSWORD = "correct horse battery"  # noqa: S105 - of a test


@pytest.fixture
def access(tmp_path: Path) -> Access:
    access = Access(tmp_path, open_here=False)
    access.users.add("ana", PASSWORD)
    return access


def log_in(access: Access) -> str:
    cookie = access.logins.log_in("ana", PASSWORD, "192.0.2.1")
    assert isinstance(cookie, str)
    return cookie


def test_each_login_has_a_cookie_of_its_own_of_which_only_the_hash_is_stored(access: Access, tmp_path: Path) -> None:
    one, other = log_in(access), log_in(access)
    assert one != other
    assert access.sessions.user(one) == access.sessions.user(other) == access.users.named("ana")
    assert one.encode() not in (tmp_path / "access.sqlite").read_bytes()


def test_logging_out_ends_one_session(access: Access) -> None:
    one, other = log_in(access), log_in(access)
    access.logins.log_out(one, "192.0.2.1")
    assert access.sessions.user(one) is None
    assert access.sessions.user(other)


def test_another_password_ends_all(access: Access) -> None:
    cookies = [log_in(access), log_in(access)]
    access.users.set_password("ana", PASSWORD * 2)
    assert [access.sessions.user(cookie) for cookie in cookies] == [None, None]
    assert access.users.check("ana", PASSWORD) is None
    assert access.users.check("ana", PASSWORD * 2)


def test_removing_a_user_ends_all(access: Access) -> None:
    cookie = log_in(access)
    access.users.remove("ana")
    assert access.sessions.user(cookie) is None
    assert access.visitor(cookie, "browser") is None


def test_a_session_ends_by_itself(access: Access, tmp_path: Path) -> None:
    cookie = log_in(access)
    with sqlite3.connect(tmp_path / "access.sqlite") as db:
        db.execute("UPDATE sessions SET begun = '2020-01-01T00:00:00+00:00'")
    db.close()
    assert access.sessions.user(cookie) is None
