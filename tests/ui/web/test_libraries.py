"""Every member may have a library of their own beside the shared one: nobody else comes near it."""

from __future__ import annotations

import gc
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import Mount

from ingest import pipeline
from rag import Pullquote
from rag.backup import back_up, restore
from rag.types import Question
from ui.access import Access
from ui.web.app import create_app, create_own_app
from ui.web.gradio_gate import Tabs
from ui.web.served import served

PASSWORD = "correct horse battery"  # noqa: S105 - of a test
TEXT = "Bridge opens\n\nThe mayor opened the secret bridge in Tarnby on Monday after nine years of work."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def access(home: Path) -> Access:
    access = Access(home, open_here=True)
    for name, role in (("ana", "member"), ("ben", "member"), ("guest", "guest")):
        access.users.add(name, PASSWORD, role)
    return access


@pytest.fixture
def app(sample_pullquote: Pullquote, access: Access, home: Path) -> FastAPI:
    return quietly(lambda: create_app(sample_pullquote, access, home=home))


def quietly(make: Callable[[], FastAPI]) -> FastAPI:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Gradio's event loops
        app = make()
        gc.collect()
    return app


@pytest.fixture
def log_in(app: FastAPI, access: Access) -> Iterator[Callable[..., httpx.Client]]:
    """Log somebody in who has chosen a library."""
    clients = []

    def enter(name: str, whose: str | None = None) -> httpx.Client:
        cookies = {"pullquote_session": access.sessions.begin(access.users.named(name))}
        client = httpx.Client(
            base_url=address, cookies=cookies, headers={"Origin": address}, timeout=60, trust_env=False
        )
        clients.append(client)
        if whose and client.post("/library", data={"whose": whose}).status_code == 403:
            client.cookies.set("library", whose)  # who may not choose says so all the same
        return client

    with warnings.catch_warnings(), served(app) as address:
        warnings.simplefilter("ignore", ResourceWarning)  # Gradio's event loops
        yield enter
        for client in clients:
            client.close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def gradio(app: FastAPI) -> Any:
    return next(route for route in app.routes if isinstance(route, Mount) and not route.path).app._app


def methods(app: FastAPI) -> set[tuple[str, str]]:
    return {(method, route.path) for route in app.routes for method in getattr(route, "methods", None) or ()}


def own(access: Access, home: Path, name: str) -> Path:
    return home / "private" / access.users.named(name).id


def whose(client: httpx.Client) -> str:
    return next(line for line in client.get("/words.js").text.split(";") if "window.whose" in line).split("= ")[1]


def ask_endpoint(client: httpx.Client, app: FastAPI, name: str, data: list[object], tab: str) -> httpx.Response:
    numbers = {fn.api_name: number for number, fn in gradio(app).get_blocks().fns.items()}
    body = {"fn_index": numbers[name], "data": data, "session_hash": tab}
    return client.post("/gradio_api/run/predict", json=body)


def add(client: httpx.Client, app: FastAPI, tab: str) -> None:
    said = ask_endpoint(client, app, "begin_1", [TEXT, None], tab)
    assert said.status_code == 200, said.text
    while client.get("/adding").json()["running"]:
        pass


def test_what_is_added_to_ones_own_library_is_there_and_nowhere_else(
    log_in, app: FastAPI, access: Access, home: Path, sample_pullquote: Pullquote, sample_id: str
) -> None:
    before = sample_pullquote.library.count()
    mine = log_in("ana", "own")
    assert (whose(mine), whose(log_in("ana"))) == ('"own"', '"shared"')
    assert "Bridge opens" not in mine.get("/articles").text
    add(mine, app, "anas-tab")
    assert "Bridge opens" in mine.get("/articles").text
    assert mine.get(f"/article/{sample_id}").status_code == 404, "the shared articles are not in it"
    for other in (log_in("ana"), log_in("ben"), log_in("ben", "own"), log_in("guest"), log_in("guest", "own")):
        assert "Bridge opens" not in other.get("/articles").text
    assert sample_pullquote.library.count() == before
    assert (own(access, home, "ana") / "record.sqlite").exists()
    assert not (home / "private" / access.users.named("guest").id).exists(), "guests have none"


def test_a_guest_and_a_stranger_stay_where_they_are(log_in, app: FastAPI, sample_id: str) -> None:
    guest = log_in("guest", "own")
    assert whose(guest) == "null"
    assert guest.get(f"/article/{sample_id}").status_code == 200
    assert guest.post("/library", data={"whose": "own"}).status_code == 403
    stranger = log_in("ana", "own")
    stranger.cookies.delete("pullquote_session")
    assert stranger.get("/articles").status_code == 401
    assert stranger.post("/library", data={"whose": "own"}).status_code == 401


def test_a_tab_that_was_opened_on_one_library_reaches_no_other(log_in, app: FastAPI, sample_pullquote) -> None:
    before = sample_pullquote.library.count()
    mine = log_in("ana", "own")
    add(mine, app, "private-tab")
    assert mine.post("/library", data={"whose": "shared"}).status_code == 303
    refused = ask_endpoint(mine, app, "begin_1", [TEXT, None], "private-tab")
    assert refused.status_code == 403
    assert sample_pullquote.library.count() == before


def test_programs_and_the_login_always_reach_the_shared_one(log_in, access: Access, sample_id: str) -> None:
    mine = log_in("ana", "own")
    token = {"Authorization": f"Bearer {access.tokens.create('program', 'read')}"}
    assert mine.get(f"/api/v1/articles/{sample_id}", headers=token).status_code == 200
    assert mine.get("/health").json() == {"alive": True}
    assert mine.post("/logout").headers["location"] == "/login"
    assert mine.get("/articles").status_code == 401


def test_a_library_that_cannot_be_opened_is_said(log_in, access: Access, home: Path) -> None:
    place = own(access, home, "ana")
    place.parent.mkdir(parents=True)
    place.write_text("not a directory", encoding="utf-8")
    assert log_in("ana", "own").get("/articles").status_code == 503
    assert log_in("ben", "own").get("/articles").status_code == 200


def test_its_routes_are_those_of_the_shared_one(sample_pullquote: Pullquote, app: FastAPI, tmp_path: Path) -> None:
    with sample_pullquote.beside(tmp_path / "own") as library:
        inner = quietly(lambda: create_own_app(library, Tabs()))
        assert methods(inner) <= methods(app), "those are in the table of who may do what"
        names = [[fn.api_name for fn in gradio(one).get_blocks().fns.values()] for one in (inner, app)]
        assert names[0] == names[1]


def test_a_backup_holds_it(sample_pullquote: Pullquote, access: Access, home: Path, tmp_path: Path) -> None:
    place = own(access, home, "ana")
    with sample_pullquote.beside(home) as shared, sample_pullquote.beside(place) as mine:
        pipeline.add_sample(shared.library, shared.embedder)
        stored = pipeline.add_text(TEXT, mine.library, mine.embedder).article
        back_up(home, tmp_path / "all.zip")
    shutil.rmtree(home)
    restore(tmp_path / "all.zip", home)
    with sample_pullquote.beside(place) as mine:
        assert mine.library.articles() == [stored]
        assert "bridge" in mine.ask(Question("What did the mayor open?")).text
