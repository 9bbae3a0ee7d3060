from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

from ui.service import file_name

BRIDGE = (
    "Bridge opens\n\nThe mayor, Ida Holm, opened the new bridge in Tarnby on {day} after nine years of work. "
    "Residents of the town had waited for it since the ferry was given up."
)


def added(api: TestClient, day: str = "Monday") -> dict[str, object]:
    return api.post("/articles", json={"text": BRIDGE.format(day=day), "url": "https://a.example/bridge"}).json()


def test_an_article_is_added_read_compared_and_deleted(api: TestClient) -> None:
    first, second = added(api), added(api, "Tuesday")
    assert (first["outcome"], second["outcome"]) == ("added", "updated")
    article = first["article"]["id"]
    assert [v["version"] for v in api.get(f"/articles/{article}/versions").json()["versions"]] == [1, 2]
    assert "Monday" in api.get(f"/articles/{article}", params={"version": 1}).json()["text"]
    changes = api.get(f"/articles/{article}/diff", params={"old": 1, "new": 2}).json()["changes"]
    assert [c["old"].strip() + ">" + c["new"].strip() for c in changes if c["old"] != c["new"]] == ["Monday>Tuesday"]
    assert api.delete(f"/articles/{article}").status_code == 204
    assert api.get(f"/articles/{article}").status_code == 404


def test_pages_follow_each_other(api: TestClient, sample_id: str) -> None:
    bridge = added(api)["article"]["id"]
    try:
        first = api.get("/articles", params={"limit": 1}).json()
        second = api.get("/articles", params={"limit": 1, "cursor": first["next"]}).json()
        assert [page["articles"][0]["id"] for page in (first, second)] == [bridge, sample_id]
        assert second["next"] is None
    finally:
        api.delete(f"/articles/{bridge}")


@pytest.mark.parametrize("cursor", ["x", "WzEsIDJd", "bnVsbA=="])
def test_a_made_up_cursor_is_a_problem(api: TestClient, cursor: str) -> None:
    response = api.get("/articles", params={"cursor": cursor})
    assert (response.status_code, response.json()["type"]) == (422, "urn:pullquote:problem:bad-cursor")


def test_an_article_that_the_client_has_is_not_sent_again(api: TestClient, sample_id: str) -> None:
    tag = api.get(f"/articles/{sample_id}").headers["etag"]
    same = api.get(f"/articles/{sample_id}", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (same.status_code, same.content) == (304, b"")
    assert api.get(f"/articles/{sample_id}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_same_key_adds_once(api: TestClient) -> None:
    key, body = {"Idempotency-Key": "k1"}, {"text": BRIDGE.format(day="Friday")}
    first, again = (api.post("/articles", json=body, headers=key).json() for _ in range(2))
    api.delete(f"/articles/{first['article']['id']}")
    assert first["outcome"] == again["outcome"] == "added"
    other = api.post("/articles", json={"text": "other"}, headers=key)
    assert other.status_code == 409


def test_a_file_is_added(api: TestClient) -> None:
    page = f"<html><title>Bridge</title><p>{BRIDGE.format(day='Sunday')}</p></html>"
    sent = api.post("/articles/file", files={"file": ("bridge.html", page.encode())}).json()
    api.delete(f"/articles/{sent['article']['id']}")
    assert sent["outcome"] == "added"


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({}, 422, "nothing to add"),
        ({"url": "/etc/passwd"}, 422, "not a web address"),
        ({"url": "file:///etc/passwd"}, 422, "not a web address"),
        ({"url": "http://127.0.0.1:1/"}, 422, "127.0.0.1"),
        ({"text": " "}, 422, ""),
    ],
)
def test_what_cannot_be_added_says_why(api: TestClient, body: dict[str, str], status: int, words: str) -> None:
    response = api.post("/articles", json=body)
    assert response.status_code == status
    assert words in response.json()["detail"]


def test_an_export_can_be_imported(api: TestClient) -> None:
    article = added(api)["article"]["id"]
    added(api, "Tuesday")
    lines = api.get("/export").text
    api.delete(f"/articles/{article}")
    assert api.post("/import", content=lines.encode()).json()["count"] == 2
    assert api.post("/import", content=lines.encode()).json()["count"] == 0
    stored = api.get(f"/articles/{article}").json()
    api.delete(f"/articles/{article}")
    assert stored in list(map(json.loads, lines.splitlines()))
    wrong = api.post("/import", content=b"{}")
    assert (wrong.status_code, "Line 1" in wrong.json()["detail"]) == (422, True)


def test_vectors_are_made_anew(api: TestClient) -> None:
    assert api.post("/reindex").json()["count"] > 0


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("a.pdf", "a.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\notes.txt", "notes.txt"),
        ("a\x1b[31m\n.pdf", "a[31m.pdf"),
        ("x" * 500 + ".docx", "x" * 100 + ".docx"),
        ("...", "upload"),
        ("", "upload"),
    ],
)
def test_the_name_of_a_file_is_shown_without_what_could_mislead(sent: str, shown: str) -> None:
    assert file_name(sent) == shown


def test_what_a_file_is_is_read_from_its_content(api: TestClient) -> None:
    for name, data, said in [
        ("story.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
        ("story.html", b"%PDF-1.7 and nothing else", "damaged PDF"),
        ("../../story.pdf", b"PK\x03\x04" + bytes(100), "archive"),
    ]:
        refused = api.post("/articles/file", files={"file": (name, data)})
        assert refused.status_code == 422
        assert said in refused.json()["detail"]
        assert "../" not in refused.json()["detail"]
