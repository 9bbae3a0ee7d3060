from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from ingest import Added
from rag.types import Article
from ui.web.actions import Talk, ask


@pytest.fixture
def client(pullquote, make_app) -> TestClient:
    return TestClient(make_app(pullquote), base_url="http://localhost")


@pytest.mark.parametrize("path", ["/", "/articles", "/look/style.css", "/article/none", "/nothing/here"])
def test_every_response_forbids_what_is_elsewhere(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "*" not in policy


def test_the_page_asks_nothing_of_another_host(client: TestClient) -> None:
    page = client.get("/").text
    for attribute in ('src="http', "src='http", 'stylesheet" href="http', 'preconnect" href="http'):
        assert attribute not in page


def test_an_article_comes_with_its_marks(client: TestClient, article: Article) -> None:
    page = client.get(f"/article/{article.id}/1?marks=4-17")
    assert '<mark data-spans="4-17">United States</mark>' in page.text


@pytest.mark.parametrize("path", ["/article/none", "/article/none/1", "/look/app.py", "/look/..%2f..%2frag%2ftypes.py"])
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_unknown_version_is_not_found(client: TestClient, article: Article) -> None:
    assert client.get(f"/article/{article.id}/9").status_code == 404


def test_the_list_counts_what_was_found(client: TestClient) -> None:
    assert client.get("/articles").headers["x-found"] == "1"
    assert client.get("/articles?q=zzz").headers["x-found"] == "0"


def test_a_deleted_article_is_gone(client: TestClient, article: Article) -> None:
    assert client.delete(f"/article/{article.id}").status_code == 204
    assert client.get(f"/article/{article.id}").status_code == 404
    assert client.delete(f"/article/{article.id}").status_code == 404


def test_a_conversation_is_listed_renamed_saved_and_deleted(client: TestClient, pullquote) -> None:
    client.get("/")
    mine = pullquote.library.conversations(client.cookies["pullquote"])
    list(ask(pullquote, "who urged Kyiv to tone down?", Talk(), mine=mine))
    (saved,) = mine.all()
    assert "who urged Kyiv" in client.get("/conversations").text
    client.patch(f"/conversation/{saved.id}?title=Kyiv <b>")
    assert "Kyiv &lt;b&gt;" in client.get("/conversations?q=kyiv").text
    text = client.get(f"/conversation/{saved.id}.md").text
    assert text.startswith("## who urged Kyiv to tone down?\n\nMike Waltz\n\n> ")
    assert "> [1] The Daily Test, 20 February 2025" in text
    client.delete(f"/conversation/{saved.id}")
    assert client.get("/conversations").headers["x-found"] == "0"


def test_another_browser_sees_none_of_it(client: TestClient, pullquote) -> None:
    client.get("/")
    mine = pullquote.library.conversations(client.cookies["pullquote"])
    list(ask(pullquote, "who urged Kyiv to tone down?", Talk(), mine=mine))
    client.cookies.clear()
    client.get("/")
    assert client.get("/conversations").headers["x-found"] == "0"
    assert client.get(f"/conversation/{mine.all()[0].id}.md").text == ""


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "set-cookie" not in client.get("/").headers


def test_fetching_again_says_what_came_of_it(client: TestClient, article: Article, monkeypatch) -> None:
    assert "cannot be fetched again" in client.put(f"/article/{article.id}").json()["said"]
    monkeypatch.setattr("ingest.pipeline.refresh", lambda *_: Added(article, "updated"))
    assert "new version" in client.put(f"/article/{article.id}").json()["said"]
