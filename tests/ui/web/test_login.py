from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ui.access import Access
from ui.access.logins import FREE_BY_NAME
from ui.web.login import page

PASSWORD = "correct horse battery"  # noqa: S105 - of a test
OWN = {"Origin": "http://news.example"}


@pytest.fixture
def access(tmp_path: Path) -> Access:
    access = Access(tmp_path, open_here=True)
    access.users.add("ana", PASSWORD)
    access.users.add("intern", PASSWORD, "guest")
    return access


@pytest.fixture
def app(pullquote, access: Access, monkeypatch: pytest.MonkeyPatch, make_app: Callable[..., FastAPI]) -> FastAPI:
    return make_app(pullquote, access)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with_cookies = TestClient(app, base_url="http://news.example", follow_redirects=False)
    with_cookies.headers["Accept"] = "text/html"
    return with_cookies


def log_in(client: TestClient, name: str = "ana", password: str = PASSWORD, **more: str):
    return client.post("/login", data={"name": name, "password": password, **more}, headers=OWN)


def test_without_a_login_the_page_leads_there_and_back(client: TestClient) -> None:
    turned = client.get("/article/x?marks=1-2")
    assert (turned.status_code, turned.headers["location"]) == (303, "/login?next=/article/x%3Fmarks%3D1-2")
    assert 'value="/article/x?marks=1-2"' in client.get(turned.headers["location"]).text
    assert log_in(client, next="/article/x?marks=1-2").headers["location"] == "/article/x?marks=1-2"
    assert client.get("/").status_code == 200


def test_a_script_of_the_page_is_told_rather_than_led(client: TestClient) -> None:
    assert client.get("/articles", headers={"Accept": "*/*"}).status_code == 401
    assert client.post("/gradio_api/queue/join", json={}, headers=OWN).status_code == 401


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "", "/\t/x"]
)
def test_a_login_never_leads_to_another_site(client: TestClient, wanted: str) -> None:
    assert 'name="next" value="/"' in page(wanted)
    assert log_in(client, next=wanted).headers["location"] == "/"


def test_what_was_typed_is_not_run(client: TestClient) -> None:
    said = client.post("/login", data={"name": '"><script>', "password": "x" * 10}, headers=OWN)
    assert said.status_code == 401
    assert 'value="&quot;&gt;&lt;script&gt;"' in said.text
    assert "x" * 10 not in said.text


def test_the_cookie_is_new_at_each_login_and_kept_from_scripts(client: TestClient, access: Access) -> None:
    cookie = log_in(client).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    first = client.cookies["pullquote_session"]
    log_in(client)
    assert client.cookies["pullquote_session"] != first
    assert access.sessions.user(first) is None, "the one before has ended"


def test_over_https_the_cookie_goes_over_nothing_else(app: FastAPI) -> None:
    client = TestClient(app, base_url="https://news.example", follow_redirects=False)
    answer = client.post(
        "/login", data={"name": "ana", "password": PASSWORD}, headers={"Origin": "https://news.example"}
    )
    assert "; Secure" in answer.headers["set-cookie"]


def test_logging_out_ends_the_session_even_for_who_has_kept_the_cookie(client: TestClient) -> None:
    log_in(client)
    kept = client.cookies["pullquote_session"]
    assert client.post("/logout", headers=OWN).headers["location"] == "/login"
    assert "pullquote_session" not in client.cookies
    client.cookies["pullquote_session"] = kept
    assert client.get("/").status_code == 303


def test_another_password_ends_the_session(client: TestClient, access: Access) -> None:
    log_in(client)
    access.users.set_password("ana", PASSWORD * 2)
    assert client.get("/").status_code == 303


def test_wrong_passwords_are_slowed_down_and_written_down(client: TestClient, access: Access) -> None:
    for _ in range(FREE_BY_NAME):
        assert log_in(client, password="wrong").status_code == 401  # noqa: S106 - of a test
    slowed = log_in(client)
    assert slowed.status_code == 429
    assert int(slowed.headers["retry-after"]) >= 1
    assert "Too many attempts" in slowed.text
    assert 'role="alert"' in slowed.text
    latest = access.logins.attempts(1)[0]
    assert (latest.name, latest.address, latest.outcome) == ("ana", "testclient", "throttled")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://news.example", "Sec-Fetch-Site": "cross-site"},
        {},
    ],
)
def test_what_changes_something_must_come_from_a_page_of_this_site(client: TestClient, headers: dict[str, str]) -> None:
    log_in(client)
    for method, path in [
        ("POST", "/logout"),
        ("DELETE", "/article/none"),
        ("POST", "/gradio_api/queue/join"),
        ("POST", "/draft"),
    ]:
        assert client.request(method, path, headers=headers).status_code == 403, path
    assert client.get("/articles").status_code == 200, "and the session goes on"


def test_nobody_is_logged_in_by_a_page_of_another_site(client: TestClient, access: Access) -> None:
    data = {"name": "ana", "password": PASSWORD}
    assert client.post("/login", data=data, headers={"Origin": "http://evil.example"}).status_code == 403
    assert access.logins.attempts() == []


def test_a_large_body_is_refused_before_it_is_read(client: TestClient) -> None:
    log_in(client)
    large = {**OWN, "Content-Length": str(10**9)}
    assert client.post("/draft", content=b"", headers=large).status_code == 413

    def parts() -> Iterator[bytes]:
        for _ in range(30):
            yield b"text=" + b"x" * 1_000_000

    form = {**OWN, "Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/draft", content=parts(), headers=form).status_code == 413


def test_the_page_knows_who_is_logged_in(client: TestClient) -> None:
    log_in(client, "intern")
    assert 'window.me = {"name": "intern", "guest": true};' in client.get("/words.js").text


def test_it_speaks_spanish(client: TestClient) -> None:
    assert '<html lang="es">' in client.get("/login", headers={"Accept-Language": "es"}).text
    assert "Contraseña" in client.get("/login", headers={"Accept-Language": "es"}).text


def test_without_users_nobody_logs_in(pullquote, tmp_path: Path, make_app: Callable[..., FastAPI]) -> None:
    access = Access(tmp_path / "new", open_here=True)
    client = TestClient(make_app(pullquote, access), base_url="http://localhost")
    assert client.get("/").status_code == 200
    assert 'window.me = {"name": null, "guest": false};' in client.get("/words.js").text
    access.users.add("ana", PASSWORD)
    assert client.get("/articles").status_code == 401, "the first user closes the page at once"
