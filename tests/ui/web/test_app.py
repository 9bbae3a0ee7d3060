from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from rag.types import Article


@pytest.fixture
def client(pullquote, make_app) -> TestClient:
    return TestClient(make_app(pullquote))


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
    assert client.get("/articles").headers["x-articles"] == "1"
    assert client.get("/articles?q=zzz").headers["x-articles"] == "0"


def test_a_deleted_article_is_gone(client: TestClient, article: Article) -> None:
    assert client.delete(f"/article/{article.id}").status_code == 204
    assert client.get(f"/article/{article.id}").status_code == 404
    assert client.delete(f"/article/{article.id}").status_code == 404
