from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from rag.errors import AccessError
from ui.access import Access

PASSWORD = "correct horse battery"  # noqa: S105 - of a test


@pytest.fixture
def access(tmp_path: Path) -> Access:
    return Access(tmp_path, open_here=True)


def test_a_user_is_known_by_name_and_password_only(access: Access) -> None:
    made = access.users.add("Ana", PASSWORD)
    assert access.users.check("ana", PASSWORD) == access.users.check(" ANA ", PASSWORD) == made
    assert access.users.check("ana", PASSWORD.upper()) is None
    assert access.users.check("ben", PASSWORD) is None


def test_a_password_is_stored_as_argon2id_and_nowhere_as_it_is(access: Access, tmp_path: Path) -> None:
    access.users.add("ana", PASSWORD)
    with sqlite3.connect(tmp_path / "access.sqlite") as db:
        (stored,) = db.execute("SELECT password FROM users").fetchone()
    db.close()
    assert stored.startswith("$argon2id$")
    assert PASSWORD.encode() not in (tmp_path / "access.sqlite").read_bytes()


def test_a_hash_of_weaker_settings_is_made_anew_at_the_next_login(access: Access, tmp_path: Path) -> None:
    from argon2 import PasswordHasher

    access.users.add("ana", PASSWORD)
    with sqlite3.connect(tmp_path / "access.sqlite") as db:
        db.execute("UPDATE users SET password = ?", (PasswordHasher(1, 1024, 1).hash(PASSWORD),))
    assert access.users.check("ana", PASSWORD)
    (stored,) = db.execute("SELECT password FROM users").fetchone()
    db.close()
    assert "m=1024" not in stored


@pytest.mark.parametrize("name", ["", "a b", "a\n", "<b>", "x" * 65])
def test_what_is_no_name_is_told(access: Access, name: str) -> None:
    with pytest.raises(AccessError, match="no name of a user"):
        access.users.add(name, PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "x" * 201])
def test_a_password_is_neither_short_nor_endless(access: Access, password: str) -> None:
    with pytest.raises(AccessError, match="10 to 200"):
        access.users.add("ana", password)
    assert not access.users.any()


def test_a_name_is_given_once(access: Access) -> None:
    access.users.add("ana", PASSWORD)
    with pytest.raises(AccessError, match="already"):
        access.users.add("ANA", PASSWORD)


def test_the_next_user_of_a_name_is_another_person(access: Access) -> None:
    first = access.users.add("ana", PASSWORD)
    access.users.remove("ana")
    assert access.users.add("ana", PASSWORD).id != first.id
    with pytest.raises(AccessError, match="no user ben"):
        access.users.remove("ben")


def test_the_first_user_closes_the_door_and_removing_them_does_not_open_it(access: Access) -> None:
    assert access.is_open
    access.users.add("ana", PASSWORD)
    assert not access.is_open
    access.users.remove("ana")
    assert not access.is_open
