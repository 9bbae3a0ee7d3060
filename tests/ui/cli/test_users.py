from __future__ import annotations

import json
from pathlib import Path

from ui.access import Access

PASSWORD = "correct horse battery"  # noqa: S105 - of a test


def test_a_user_is_made_listed_given_another_password_and_removed(command, tmp_path: Path) -> None:
    assert command("users", "list").err == "There are no users: nobody has to log in.\n"
    assert command("users", "add", "Ana", typed=f"{PASSWORD}\n").out == "added: ana (member)\n"
    assert command("users", "add", "intern", "--guest", typed=f"{PASSWORD}\n").code == 0
    listed = json.loads(command("users", "list", "--json").out)["users"]
    assert [(user["name"], user["role"]) for user in listed] == [("ana", "member"), ("intern", "guest")]
    assert command("users", "password", "ana", typed="another password\n").code == 0
    users = Access(tmp_path / "home", open_here=False).users
    assert users.check("ana", "another password")
    assert command("users", "remove", "intern").code == 0
    assert command("users", "list").out.split()[-1] == "ana"


def test_a_password_that_is_too_short_or_missing_is_told_in_one_line(command) -> None:
    for typed in ("short\n", ""):
        ended = command("users", "add", "ana", typed=typed)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
        assert "10 to 200 characters" in ended.err


def test_the_log_tells_who_tried_to_log_in(command, tmp_path: Path) -> None:
    command("users", "add", "ana", typed=f"{PASSWORD}\n")
    logins = Access(tmp_path / "home", open_here=False).logins
    logins.log_in("ana", "wrong", "192.0.2.1")
    logins.log_in("nobody", "wrong", "2001:db8::1")
    first, last = command("users", "log").out.splitlines()
    assert first.endswith("UTC  wrong      2001:db8::1      (no such user)")
    assert last.endswith("192.0.2.1        ana")
    assert len(json.loads(command("users", "log", "--limit", "1", "--json").out)["attempts"]) == 1


def test_nobody_is_served_to_everyone_by_accident(command) -> None:
    ended = command("serve", "--host", "0.0.0.0", "--no-browser")  # noqa: S104 - refused
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "pullquote users add NAME" in ended.err
    assert "--open-to-everyone" in ended.err
