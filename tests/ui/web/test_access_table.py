"""Every route and every endpoint, and who may use it. A new one must be put into the tables below."""

from __future__ import annotations

import gc
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import Mount

from rag import Pullquote
from rag.types import Question
from ui.access import Access
from ui.web.app import create_app

PASSWORD = "correct horse battery"  # noqa: S105 - of a test
HOST = "http://news.example"
MARK = "the-question-that-only-ana-asked"

PUBLIC, READ, OWN, WRITE = "anyone", "who is logged in", "who it belongs to", "members"
TOKEN, WRITING_TOKEN, KEY, CLOSED = "a token", "a token that may write", "who runs the server", "nobody"

OURS = {
    "GET /health": PUBLIC,
    "GET /ready": PUBLIC,
    "GET /login": PUBLIC,
    "POST /login": PUBLIC,
    "POST /logout": READ,
    "POST /library": WRITE,  # what it leads to is tested in test_libraries.py
    "GET /look/{version}/{name}": READ,  # but for what the login looks like
    "GET /words.js": READ,
    "GET /choices": READ,
    "GET /models": READ,
    "GET /draft": READ,
    "POST /draft": READ,
    "GET /articles": READ,
    "GET /filters": READ,
    "GET /article/{article_id}": READ,
    "GET /article/{article_id}/{version}": READ,
    "GET /article/{article_id}/{version}/changes": READ,
    "GET /questions/{article_id}": READ,
    "GET /shared/{token}": READ,
    "PUT /article/{article_id}": WRITE,
    "DELETE /article/{article_id}": WRITE,
    "PUT /article/{article_id}/tags": WRITE,
    "GET /adding": OWN,
    "DELETE /adding": WRITE,
    "GET /conversations": OWN,
    "PATCH /conversation/{conversation}": OWN,
    "DELETE /conversation/{conversation}": OWN,
    "GET /conversation/{conversation}.{kind}": OWN,
    "POST /conversation/{conversation}/share": OWN,
    "DELETE /conversation/{conversation}/share": OWN,
    "GET /conversation/{conversation}/{number}/next": OWN,
    "POST /conversation/{conversation}/{number}/feedback": OWN,
    "GET /api/v1/openapi.json": PUBLIC,
    "HEAD /api/v1/openapi.json": PUBLIC,
    "GET /v1/openapi.json": PUBLIC,
    "HEAD /v1/openapi.json": PUBLIC,
    "POST /api/v1/ask": TOKEN,
    "POST /api/v1/search": TOKEN,
    "POST /api/v1/check-quote": TOKEN,
    "POST /api/v1/check-draft": TOKEN,
    "POST /api/v1/eval": TOKEN,
    "GET /api/v1/articles": TOKEN,
    "GET /api/v1/articles/{article_id}": TOKEN,
    "GET /api/v1/articles/{article_id}/versions": TOKEN,
    "GET /api/v1/articles/{article_id}/diff": TOKEN,
    "GET /api/v1/export": TOKEN,
    "GET /api/v1/conversations": TOKEN,
    "GET /api/v1/conversations/{conversation}": TOKEN,
    "PATCH /api/v1/conversations/{conversation}": TOKEN,
    "DELETE /api/v1/conversations/{conversation}": TOKEN,
    "POST /api/v1/articles": WRITING_TOKEN,
    "POST /api/v1/articles/file": WRITING_TOKEN,
    "POST /api/v1/articles/{article_id}/refresh": WRITING_TOKEN,
    "DELETE /api/v1/articles/{article_id}": WRITING_TOKEN,
    "POST /api/v1/import": WRITING_TOKEN,
    "POST /api/v1/reindex": WRITING_TOKEN,
    "GET /api/v1/eval-cases": KEY,
    "GET /v1/models": TOKEN,
    "GET /v1/models/{name}": TOKEN,
    "POST /v1/chat/completions": TOKEN,
    "ANY /mcp": TOKEN,  # its tools that add are tested in tests/ui/test_mcp.py
}
GRADIO = {
    "GET /": READ,
    "HEAD /": READ,
    "GET /config": READ,
    "GET /theme.css": READ,
    "GET /favicon.ico": PUBLIC,
    "GET /robots.txt": READ,
    "GET /manifest.json": READ,
    "GET /static/{path:path}": READ,
    "GET /assets/{path:path}": READ,
    "GET /svelte/{path:path}": READ,
    "GET /gradio_api/startup-events": READ,
    "GET /gradio_api/upload_progress": READ,
    "GET /gradio_api/heartbeat/{session_hash}": OWN,
    "GET /gradio_api/queue/data": OWN,
    "POST /gradio_api/queue/join": OWN,
    "POST /gradio_api/run/{api_name}": OWN,
    "POST /gradio_api/cancel": OWN,
    "POST /gradio_api/reset": READ,
    "POST /gradio_api/upload": WRITE,
}
"""What of Gradio can be reached; everything else that it brings is closed."""
ENDPOINTS = {
    "begin": OWN, "begin_clicked": OWN, "again": OWN, "answer": OWN, "answer_1": OWN, "answer_2": OWN, "end": OWN,
    "end_1": OWN, "end_2": OWN, "stop": OWN, "check": OWN, "resume": OWN, "fresh": OWN, "take_folder": WRITE,
    "begin_1": WRITE,
    # These run in the browser alone.
    "js_fn": OWN, "js_fn_1": OWN, "js_fn_2": OWN, "js_fn_3": OWN, "js_fn_4": OWN,
}  # fmt: skip
FILLED = {
    "article_id": "none", "version": "1", "token": "none", "name": "page.js", "number": "0", "kind": "md",
    "path:path": "x", "session_hash": "tab", "api_name": "begin",
}  # fmt: skip


@dataclass
class Site:
    """The app with users, and what each of them sends along."""

    app: FastAPI
    access: Access
    pullquote: Pullquote
    conversation: str
    asked_as: dict[str, dict[str, str]]

    def send(self, who: str, route: str, **more: Any) -> Any:
        """Send a request as somebody."""
        method, path = route.split(" ")
        filled = re.sub(r"{([\w:]+)}", lambda found: FILLED.get(found[1], self.conversation), path)
        with_cookies = TestClient(self.app, base_url=HOST, follow_redirects=False, raise_server_exceptions=False)
        headers = {"Origin": HOST, **self.asked_as[who]}
        return with_cookies.request("POST" if method == "ANY" else method, filled, headers=headers, **more)


@pytest.fixture(scope="module")
def site(sample_pullquote: Pullquote, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("table")
    access = Access(home, open_here=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Gradio's event loops
        app = create_app(sample_pullquote, access, home=home)
        gc.collect()
    asked_as = {"nobody": {}, "wrong": {"Cookie": "pullquote_session=wrong", "Authorization": "Bearer pq_1_2"}}
    for name, role in (("ana", "member"), ("ben", "member"), ("guest", "guest")):
        user = access.users.add(name, PASSWORD, role)
        asked_as[name] = {"Cookie": f"pullquote_session={access.sessions.begin(user)}"}
    for scope in ("read", "write"):
        asked_as[f"token to {scope}"] = {"Authorization": f"Bearer {access.tokens.create(scope, scope)}"}
    asked_as["owner"] = {"Authorization": access.header}
    mine = sample_pullquote.library.conversations(f"user:{access.users.named('ana').id}")
    answer = sample_pullquote.ask(Question(f"{MARK} hello"))
    mine.save("anas", 0, answer)
    with TestClient(app, base_url=HOST):
        yield Site(app, access, sample_pullquote, "anas", asked_as)
    mine.delete("anas")


def routes(among: Iterable[Any], before: str = "") -> Iterator[str]:
    """Each route as ``METHOD path``; those of included routers and mounted applications too, but Gradio's."""
    for route in among:
        if hasattr(route, "original_router"):
            yield from routes(route.original_router.routes, before + route.include_context.prefix)
        elif isinstance(route, Mount):
            if route.path:
                yield from routes(route.routes, before + route.path)
        else:
            for method in sorted(route.methods or ["ANY"]):
                yield f"{method} {before}{route.path}"


def gradio(app: FastAPI) -> Any:
    """Gradio's own application."""
    return next(route for route in app.routes if isinstance(route, Mount) and not route.path).app._app


def test_every_route_is_in_the_table(site: Site) -> None:
    assert set(routes(site.app.routes)) == set(OURS)


def test_every_endpoint_of_the_page_is_in_the_table(site: Site) -> None:
    assert {fn.api_name for fn in gradio(site.app).get_blocks().fns.values()} == set(ENDPOINTS)


def test_all_of_gradio_that_the_table_does_not_name_is_closed(site: Site) -> None:
    there = set(routes(gradio(site.app).routes))
    assert set(GRADIO) <= there
    for route in sorted(there - set(GRADIO)):
        path = route.split(" ")[1]
        if path.rstrip("/") in {named.split(" ")[1] for named in GRADIO} or path in ("/login", "/login/"):
            continue  # the same with a slash; the page's own login comes before Gradio's
        assert site.send("ana", route).status_code in (404, 405), route
    assert site.send("ana", "POST /login/").status_code == 404


TABLE = {**OURS, **GRADIO}


@pytest.mark.parametrize("route", TABLE)
@pytest.mark.parametrize("who", ["nobody", "wrong"])
def test_without_rights_or_with_wrong_ones_nobody_comes_in(site: Site, route: str, who: str) -> None:
    status = site.send(who, route).status_code
    if TABLE[route] == PUBLIC:
        assert status < 400 or (route, status) == ("POST /login", 401)
    else:
        assert status == 401


@pytest.mark.parametrize("route", [route for route, needed in TABLE.items() if needed == WRITE])
def test_guests_change_nothing(site: Site, route: str) -> None:
    assert site.send("guest", route).status_code == 403
    assert site.send("ben", route).status_code not in (401, 403)


ENDLESS = ("heartbeat", "queue/data", "upload_progress")


def ends(route: str) -> bool:
    """Whether a request comes to an end, and leaves whoever sends it logged in."""
    return route != "POST /logout" and not any(part in route for part in ENDLESS)


@pytest.mark.parametrize("route", [route for route, needed in TABLE.items() if needed == READ and ends(route)])
@pytest.mark.parametrize("who", ["guest", "ben"])
def test_who_is_logged_in_may_read(site: Site, route: str, who: str) -> None:
    assert site.send(who, route).status_code not in (401, 403)


@pytest.mark.parametrize("route", [route for route, needed in OURS.items() if needed == OWN])
@pytest.mark.parametrize("who", ["ben", "guest"])
def test_nobody_sees_or_changes_what_is_another_persons(site: Site, route: str, who: str) -> None:
    owner = f"user:{site.access.users.named('ana').id}"
    before = [site.pullquote.library.conversations(owner).open("anas"), site.pullquote.library.feedback.all()]
    answer = site.send(who, route, params={"title": "taken over"}, json={} if "feedback" in route else None)
    assert answer.status_code in (200, 204, 404)
    assert MARK not in answer.text
    mine = site.pullquote.library.conversations(owner)
    assert [mine.open("anas"), site.pullquote.library.feedback.all()] == before
    assert mine.all()[0].title.startswith(MARK)


def test_its_owner_sees_it(site: Site) -> None:
    assert MARK in site.send("ana", "GET /conversations").text
    assert MARK in site.send("ana", "GET /conversation/{conversation}.{kind}").text


@pytest.mark.parametrize("route", [route for route, needed in TABLE.items() if needed in (TOKEN, WRITING_TOKEN, KEY)])
def test_programs_need_the_right_token_and_a_login_is_none(site: Site, route: str) -> None:
    needed = TABLE[route]
    assert site.send("ana", route).status_code == 401, "a cookie does not count"
    may = {"token to read": needed == TOKEN, "token to write": needed != KEY, "owner": True}
    for who, let_in in may.items():
        if route.endswith("/reindex") and let_in:
            continue  # it takes long, and says nothing more
        assert (site.send(who, route).status_code not in (401, 403)) == let_in, who


def join(tab: str, number: int) -> dict[str, Any]:
    return {"fn_index": number, "data": [], "session_hash": tab}


@pytest.mark.parametrize("name", ENDPOINTS)
def test_an_endpoint_is_closed_to_others_and_so_is_another_persons_tab(site: Site, name: str) -> None:
    blocks = gradio(site.app).get_blocks()
    number = next(number for number, fn in blocks.fns.items() if fn.api_name == name)
    site.send("ana", "POST /gradio_api/reset", json={"event_id": "x", "session_hash": "anas-tab"})  # hers from now on
    for path in ("queue/join", "run/predict", "cancel"):
        for who, status in (("nobody", 401), ("wrong", 401), ("ben", 403), ("guest", 403)):
            body = {**join("anas-tab", number), "event_id": "x"}
            assert site.send(who, f"POST /gradio_api/{path}", json=body).status_code == status, (path, who)


@pytest.mark.parametrize("path", ["queue/data?session_hash=anas-tab", "heartbeat/anas-tab"])
def test_nobody_listens_to_another_persons_tab(site: Site, path: str) -> None:
    site.send("ana", "POST /gradio_api/reset", json={"event_id": "x", "session_hash": "anas-tab"})
    assert site.send("ben", f"GET /gradio_api/{path}").status_code in (403, 404)


def test_guests_add_nothing_through_an_endpoint(site: Site) -> None:
    blocks = gradio(site.app).get_blocks()
    number = next(number for number, fn in blocks.fns.items() if fn.api_name == "begin_1")
    stored = site.pullquote.library.count()
    text = "Bridge opens\n\nThe mayor opened the bridge in Tarnby on Monday after nine years of work."
    body = {**join("guests-tab", number), "data": [text, None]}
    said = site.send("guest", "POST /gradio_api/run/predict", json=body)
    assert said.status_code == 200
    assert "Guests may ask and read" in said.text
    assert site.pullquote.library.count() == stored
