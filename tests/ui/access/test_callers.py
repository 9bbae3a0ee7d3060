from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from rag import Pullquote
from rag.errors import NoSuchToken
from ui.access import LOCAL, Access
from ui.api.app import create_api


def test_a_token_lets_its_holder_in_until_it_is_revoked(tmp_path: Path) -> None:
    access = Access(tmp_path, open_here=False)
    token = access.tokens.create("laptop", "read")
    (listed,) = access.tokens.all()
    caller = access.caller(f"Bearer {token}")
    assert caller is not None
    assert (caller.can_write, listed.name, listed.scope) == (False, "laptop", "read")
    access.tokens.revoke(listed.id)
    assert access.caller(f"Bearer {token}") is None
    with pytest.raises(NoSuchToken):
        access.tokens.revoke(listed.id)


def test_only_a_hash_of_the_secret_is_stored_where_only_its_owner_reads(tmp_path: Path) -> None:
    token = Access(tmp_path, open_here=False).tokens.create("laptop", "write")
    file = tmp_path / "access.sqlite"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with sqlite3.connect(file) as db:
        stored = str(db.execute("SELECT * FROM tokens").fetchall())
    db.close()
    assert token.split("_", 2)[2] not in stored


@pytest.mark.parametrize("header", ["Bearer pq_x_y", "Bearer pq__", "Basic abc", "Bearer pq_owner_"])
@pytest.mark.parametrize("open_here", [True, False])
def test_a_token_that_is_not_known_is_turned_away(tmp_path: Path, header: str, open_here: bool) -> None:
    access = Access(tmp_path, open_here=open_here)
    access.tokens.create("laptop", "write")
    assert access.caller(header) is None


@pytest.mark.parametrize("header", ["Bearer ", "Bearer é", "Bearer none-needed-here"])
def test_a_key_that_a_chat_program_makes_up_counts_as_none(tmp_path: Path, header: str) -> None:
    assert Access(tmp_path, open_here=True).caller(header) == LOCAL
    assert Access(tmp_path, open_here=False).caller(header) is None


def test_without_a_token_only_this_machine_gets_in(tmp_path: Path) -> None:
    assert Access(tmp_path, open_here=True).caller(None) == LOCAL
    closed = Access(tmp_path, open_here=False)
    assert closed.caller(None) is None
    assert closed.caller(f"Bearer {closed.key}") == LOCAL


def test_the_api_asks_for_a_token_and_keeps_to_its_scope(sample_pullquote: Pullquote, tmp_path: Path) -> None:
    access = Access(tmp_path, open_here=False)
    api = TestClient(create_api(sample_pullquote, access), base_url="http://localhost")
    refused = api.get("/articles")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    reading, writing = ({"Authorization": f"Bearer {access.tokens.create('t', scope)}"} for scope in ("read", "write"))
    assert api.get("/articles", headers=reading).status_code == 200
    assert api.post("/articles", json={"text": "x"}, headers=reading).status_code == 403
    assert api.delete("/articles/none", headers=reading).status_code == 403
    assert api.delete("/articles/none", headers=writing).status_code == 404


def test_callers_do_not_see_each_others_conversations(sample_pullquote: Pullquote, tmp_path: Path) -> None:
    access = Access(tmp_path, open_here=False)
    api = TestClient(create_api(sample_pullquote, access), base_url="http://localhost")
    one, other = ({"Authorization": f"Bearer {access.tokens.create('t', 'read')}"} for _ in range(2))
    api.post("/ask", json={"question": "hello", "conversation": "mine"}, headers=one)
    assert len(api.get("/conversations", headers=one).json()["conversations"]) == 1
    assert api.get("/conversations", headers=other).json()["conversations"] == []
    assert api.get("/conversations/mine", headers=other).json()["answers"] == []
