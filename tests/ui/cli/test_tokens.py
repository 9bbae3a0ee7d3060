from __future__ import annotations

import json


def test_a_token_is_shown_once_listed_and_revoked(command) -> None:
    made = command("token", "create", "laptop", "--scope", "write")
    token = made.out.strip()
    (listed,) = json.loads(command("token", "list", "--json").out)["tokens"]
    assert token.startswith(f"pq_{listed['id']}_")
    assert (listed["name"], listed["scope"]) == ("laptop", "write")
    assert token.rsplit("_", 1)[1] not in command("token", "list").out
    assert command("token", "revoke", listed["id"]).code == 0
    listed_now = command("token", "list")
    assert (listed_now.out, listed_now.err) == ("", "There are no tokens.\n")
    assert command("token", "revoke", listed["id"]).code == 1


def test_a_scope_that_is_none_is_a_usage_error(command) -> None:
    assert command("token", "create", "laptop", "--scope", "all").code == 2
