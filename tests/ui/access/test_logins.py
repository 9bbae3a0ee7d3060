from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rag.settings import Servers
from ui.access import Access
from ui.access.logins import FREE_BY_ADDRESS, FREE_BY_NAME, LONGEST_BY_ADDRESS, LONGEST_BY_NAME, Logins, Refused
from ui.access.sessions import Sessions
from ui.access.store import DatabaseStore, FileStore
from ui.access.users import Users

PASSWORD = "correct horse battery"  # noqa: S105 - of a test
HOME = "192.0.2.1"


class Clock:
    def __init__(self) -> None:
        self.at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += dt.timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def logins(tmp_path: Path, servers: Servers | None, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Logins]:
    store = DatabaseStore(servers.database_url) if servers else FileStore(tmp_path)
    users = Users(store)
    for name in ("ana", "ben"):
        users.add(name, PASSWORD)
    # The real check takes as long as it must; here it is the waits that are tested.
    monkeypatch.setattr(Users, "check", lambda self, name, typed: self.named(name) if typed == PASSWORD else None)
    yield Logins(store, users, Sessions(store), clock)
    store.close()


def test_the_wait_doubles_with_every_wrong_password_for_a_name(logins: Logins, clock: Clock) -> None:
    for number in range(FREE_BY_NAME):
        assert logins.log_in("ana", "wrong", f"198.51.100.{number}") == Refused()
    waits = []
    for number in range(9):
        refused = logins.log_in("ana", PASSWORD, f"203.0.113.{number}")
        assert isinstance(refused, Refused), "the right password is not looked at while one must wait"
        waits.append(refused.wait)
        clock.pass_(refused.wait)
        assert logins.log_in("ana", "wrong", f"203.0.113.{number}") == Refused()
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_BY_NAME + 0
    assert isinstance(logins.log_in("ben", PASSWORD, HOME), str), "others come in meanwhile"
    clock.pass_(LONGEST_BY_NAME)
    assert isinstance(logins.log_in("ana", PASSWORD, HOME), str)
    assert logins.log_in("ana", "wrong", HOME) == Refused(), "a success clears the name"


def test_a_name_that_nobody_has_waits_like_any_other(logins: Logins) -> None:
    told = {}
    for name in ("ana", "nobody"):
        told[name] = [logins.log_in(name, "wrong", f"198.51.100.{n}") for n in range(FREE_BY_NAME + 1)]
    assert told["ana"] == told["nobody"]


def test_one_address_that_tries_many_names_waits_and_a_success_does_not_clear_it(logins: Logins, clock: Clock) -> None:
    for number in range(FREE_BY_ADDRESS):
        assert logins.log_in(f"name{number}", "wrong", HOME) == Refused()
        clock.pass_(1)
    clock.pass_(LONGEST_BY_ADDRESS)
    assert isinstance(logins.log_in("ben", PASSWORD, HOME), str)
    assert logins.log_in("another", "wrong", HOME) == Refused()
    assert logins.log_in("ana", PASSWORD, HOME).wait > 0
    assert isinstance(logins.log_in("ana", PASSWORD, "192.0.2.77"), str), "another address is let in"


def test_attempts_that_come_together_are_counted_one_by_one(logins: Logins) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda n: logins.log_in("ana", "wrong", f"198.51.100.{n}"), range(20)))
    assert told.count(Refused()) == FREE_BY_NAME


def test_every_attempt_is_written_down_without_what_may_be_a_password(logins: Logins, tmp_path: Path) -> None:
    logins.log_in("hunter22-typed-as-name", "wrong", HOME)
    logins.log_in("ana", "hunter22-wrong", HOME)
    cookie = logins.log_in("Ana", PASSWORD, "192.0.2.9")
    logins.log_out(cookie, "192.0.2.9")
    written = [(a.name, a.address, a.outcome) for a in logins.attempts()]
    assert written == [
        ("ana", "192.0.2.9", "out"),
        ("ana", "192.0.2.9", "in"),
        ("ana", HOME, "wrong"),
        (None, HOME, "wrong"),
    ]
    with logins._store.open() as db:
        assert "hunter22" not in str([tuple(row) for row in db.execute("SELECT * FROM logins")])
    assert not any(b"hunter22" in file.read_bytes() for file in tmp_path.rglob("*.sqlite"))


def test_a_login_takes_argon2_also_for_a_name_that_nobody_has(tmp_path: Path, monkeypatch) -> None:
    access = Access(tmp_path, open_here=False)
    access.users.add("ana", PASSWORD)
    checked = []
    from ui.access import users

    verify = users._hasher().verify
    monkeypatch.setattr(
        type(users._hasher()), "verify", lambda self, hashed, typed: checked.append(hashed) or verify(hashed, typed)
    )
    for name in ("ana", "nobody"):
        access.logins.log_in(name, "wrong", HOME)
    assert [hashed[:30] for hashed in checked] == [checked[0][:30]] * 2
