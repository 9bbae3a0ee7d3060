from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from ingest import Added
from rag.feedback import Fault
from rag.types import Article
from ui.web import look
from ui.web.asking import answer
from ui.web.talk import Tab


@pytest.fixture
def client(pullquote, make_app) -> TestClient:
    return TestClient(make_app(pullquote), base_url="http://localhost")


def _ask(pullquote, mine, *questions: str) -> str:
    """Ask in a new conversation; returns its id."""
    tab = Tab()
    for question in questions:
        tab.talk.say(question)
        list(answer(pullquote, tab, mine))
    return tab.talk.id


@pytest.mark.parametrize("path", ["/", "/articles", look.address("style.css"), "/article/none", "/nothing/here"])
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


@pytest.mark.parametrize("path", ["/article/none", "/article/none/1", "/look/x/app.py", "/look/x/..%2f..%2fsaid.py"])
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_unknown_version_is_not_found(client: TestClient, article: Article) -> None:
    assert client.get(f"/article/{article.id}/9").status_code == 404


def test_the_list_counts_what_was_found(client: TestClient) -> None:
    assert client.get("/articles").headers["x-found"] == "1"
    assert client.get("/articles?q=zzz").headers["x-found"] == "0"
    assert client.get("/articles?publisher=Reuters").headers["x-found"] == "0"
    assert client.get("/articles?since=2025-02-20&until=2025-02-20&sort=title").headers["x-found"] == "1"
    assert client.get("/articles?until=2025-02-19&since=soon").headers["x-found"] == "0"
    assert client.get("/articles?sort=ugly").status_code == 422


def test_nothing_is_being_added_at_first_and_stopping_that_is_no_fault(client: TestClient) -> None:
    assert client.delete("/adding").status_code == 204
    state = client.get("/adding").json()
    assert (state["running"], state["stopped"], state["done"], state["total"]) == (False, False, 0, 0)


def test_an_article_is_filed_and_found_by_its_tag(client: TestClient, article: Article) -> None:
    assert client.put(f"/article/{article.id}/tags?tags=war,UN <b>").status_code == 204
    assert client.get("/articles?tag=UN <b>").headers["x-found"] == "1"
    assert "UN &lt;b&gt; (1)" in client.get("/filters").json()["tag"]
    assert "The Daily Test (1)" in client.get("/filters").json()["publisher"]
    assert "Tags: UN &lt;b&gt;, war" in client.get(f"/article/{article.id}").text
    assert client.put("/article/none/tags?tags=x").status_code == 404


def test_a_deleted_article_is_gone(client: TestClient, article: Article) -> None:
    assert client.delete(f"/article/{article.id}").status_code == 204
    assert client.get(f"/article/{article.id}").status_code == 404
    assert client.delete(f"/article/{article.id}").status_code == 404


def test_a_conversation_is_listed_renamed_saved_and_deleted(client: TestClient, pullquote) -> None:
    client.get("/")
    mine = pullquote.library.conversations(client.cookies["pullquote"])
    _ask(pullquote, mine, "who urged Kyiv to tone down?")
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
    _ask(pullquote, mine, "who urged Kyiv to tone down?")
    client.cookies.clear()
    client.get("/")
    assert client.get("/conversations").headers["x-found"] == "0"
    assert client.get(f"/conversation/{mine.all()[0].id}.md").status_code == 404


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "set-cookie" not in client.get("/").headers


def test_fetching_again_says_what_came_of_it(client: TestClient, article: Article, monkeypatch) -> None:
    assert "cannot be fetched again" in client.put(f"/article/{article.id}").json()["said"]
    monkeypatch.setattr("ingest.pipeline.refresh", lambda *_: Added(article, "unchanged"))
    assert client.put(f"/article/{article.id}").json() == {"said": "Nothing has changed since."}
    monkeypatch.setattr("ingest.pipeline.refresh", lambda *_: Added(replace(article, version=2), "updated"))
    told = client.put(f"/article/{article.id}").json()
    assert "new version" in told["said"]
    assert told["version"] == 2


def test_a_conversation_is_exported_and_shared_until_it_is_taken_back(client: TestClient, pullquote) -> None:
    client.get("/")
    mine = pullquote.library.conversations(client.cookies["pullquote"])
    conversation = _ask(pullquote, mine, "who urged Kyiv to tone down, <b>?")
    place = f"/conversation/{conversation}"
    page = client.get(f"{place}.html").text
    assert "who urged Kyiv to tone down, &lt;b&gt;?" in page
    (quoted,) = mine.open(conversation)[0].citations
    assert f"<blockquote>{pullquote.library.words(quoted.span)}<br>" in page
    assert "The Daily Test, 20 February 2025" in page
    assert "src=" not in page
    told = client.get(f"{place}.json").json()
    assert told["answers"][0]["statements"][0]["citations"][0]["quote"] == pullquote.library.words(quoted.span)
    assert client.get(f"{place}.exe").status_code == 422

    shared = client.post(f"{place}/share").json()["path"]
    assert client.post(f"{place}/share").json()["path"] == shared
    client.cookies.clear()
    assert client.get(shared).text == page
    client.delete(f"{place}/share")
    assert client.get(shared).status_code == 200, "only its owner takes it back"
    client.cookies["pullquote"] = mine.owner
    client.delete(f"{place}/share")
    assert client.get(shared).status_code == 404
    assert client.post("/conversation/none/share").status_code == 404


def test_a_deleted_conversation_is_shared_no_more(client: TestClient, pullquote) -> None:
    client.get("/")
    mine = pullquote.library.conversations(client.cookies["pullquote"])
    conversation = _ask(pullquote, mine, "who urged Kyiv to tone down?")
    place = f"/conversation/{conversation}"
    shared = client.post(f"{place}/share").json()["path"]
    client.delete(place)
    assert client.get(shared).status_code == 404


def test_what_a_person_says_of_an_answer_is_kept_with_its_question(client: TestClient, pullquote) -> None:
    client.get("/")
    mine = pullquote.library.conversations(client.cookies["pullquote"])
    questions = ("who urged Kyiv to tone down?", "how many nations sponsored the resolution?")
    conversation = _ask(pullquote, mine, *questions)
    place = f"/conversation/{conversation}"
    assert client.post(f"{place}/1/feedback", json={"fault": "missing", "said": " 50 "}).status_code == 204
    (kept,) = pullquote.library.feedback.all()
    assert (kept.answer, kept.fault, kept.said) == (mine.open(conversation)[1], Fault.MISSING, "50")
    assert [turn.question for turn in kept.history] == ["who urged Kyiv to tone down?"]
    assert client.post(f"{place}/2/feedback", json={}).status_code == 404
    assert client.post(f"{place}/-1/feedback", json={}).status_code == 404
    assert client.post(f"{place}/1/feedback", json={"fault": "ugly"}).status_code == 422
