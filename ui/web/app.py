"""The browser app: pages and files under FastAPI, with Gradio mounted beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import gradio as gr
from fastapi import FastAPI, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount

from ingest import pipeline
from rag.errors import NotInLibrary, SourceError
from rag.types import Article
from ui.access import Access
from ui.api.mounts import Lifespan, open_doors
from ui.observe import Observer
from ui.observe.middleware import Observing
from ui.web import draft, layout, suggest
from ui.web.adding import Adders
from ui.web.adding_routes import add_adding
from ui.web.article_pane import article_html, changes_html, parse_marks
from ui.web.compression import Compression
from ui.web.conversation_routes import add_conversations
from ui.web.export_routes import add_exports
from ui.web.gate import Gate
from ui.web.gradio_gate import GradioGate, Tabs
from ui.web.headers import Headers
from ui.web.health_routes import add_health, add_metrics
from ui.web.language import _
from ui.web.libraries import Libraries, Whose, add_choice
from ui.web.list_routes import add_list
from ui.web.login import add_login
from ui.web.look import add_look
from ui.web.said import said
from ui.web.settings_routes import add_settings

if TYPE_CHECKING:
    from rag import Pullquote


def create_app(
    pullquote: Pullquote,
    access: Access | None = None,
    hosts: Sequence[str] = (),
    observer: Observer | None = None,
    home: Path | None = None,
) -> FastAPI:
    """Make the browser app of one opened Pullquote; the caller closes it.

    Args:
        pullquote: answers.
        access: decides who may use the page and the API; without it everyone may use the page, and there is no API.
        hosts: the only names of this server that requests may use; any when there are none.
        observer: is told of every request.
        home: the library directory, in which each member may have a library of their own; without it they have none.
    """
    doors, inside = open_doors(pullquote, access) if access else ([], None)
    adders, tabs = Adders(pullquote), Tabs()
    app = _empty(adders, inside)
    if home:
        app.add_middleware(Libraries, pullquote=pullquote, home=home, make=partial(create_own_app, tabs=tabs))
        add_choice(app)
    app.add_middleware(Compression)
    app.add_middleware(Gate, access=access)
    if hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts)
    app.add_middleware(Headers)
    add_health(app, pullquote)
    if observer:
        app.add_middleware(Observing, observer=observer)
    if observer and access:
        add_metrics(app, observer, access)
    if access:
        add_login(app, access)
    _add_routes(app, pullquote, adders, "shared" if home else None)
    app.router.routes.extend(doors)
    _add_page(app, pullquote, adders, tabs, "shared")
    return app


def create_own_app(pullquote: Pullquote, tabs: Tabs) -> FastAPI:
    """Make the app of a member's own library, which stands behind the gate of the shared one's."""
    adders = Adders(pullquote)
    app = _empty(adders, None)
    _add_routes(app, pullquote, adders, "own")
    _add_page(app, pullquote, adders, tabs, "own")
    return app


def _empty(adders: Adders, inside: Lifespan | None) -> FastAPI:
    lifespan = _closing(adders, inside)
    return FastAPI(title="Pullquote", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)


def _add_routes(app: FastAPI, pullquote: Pullquote, adders: Adders, whose: Whose | None) -> None:
    """Add what the page asks for."""
    _add_articles(app, pullquote)
    add_list(app, pullquote.library)
    add_adding(app, adders)
    add_conversations(app, pullquote)
    add_exports(app, pullquote.library)
    add_settings(app, pullquote, whose)
    _add_drafts(app, pullquote)
    add_look(app)


def _add_page(app: FastAPI, pullquote: Pullquote, adders: Adders, tabs: Tabs, whose: Whose) -> None:
    """Mount Gradio with the page, behind everything else."""
    gr.mount_gradio_app(
        app,
        layout.build(pullquote, adders),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="20mb",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        head=layout.head(),
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
    )
    (mounted,) = (route for route in app.routes if isinstance(route, Mount) and not route.path)
    mounted.app = GradioGate(mounted.app, tabs, whose)


def _closing(adders: Adders, inside: Lifespan | None) -> Lifespan:
    """Stop what is being added when the app closes, around what else runs while it is open."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with inside(app) if inside else nullcontext():
            try:
                yield
            finally:
                await run_in_threadpool(adders.close)

    return lifespan


def _add_articles(app: FastAPI, pullquote: Pullquote) -> None:
    library = pullquote.library
    offered: dict[Article, list[str]] = {}

    @app.exception_handler(NotInLibrary)
    def not_stored(request: Request, error: NotInLibrary) -> Response:
        return JSONResponse({"detail": str(error)}, status_code=404)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        # What was sent is not sent back: it may be no text.
        return JSONResponse({"detail": [{"loc": e["loc"], "msg": e["msg"]} for e in error.errors()]}, status_code=422)

    @app.get("/article/{article_id}")
    @app.get("/article/{article_id}/{version}")
    def article(article_id: str, version: int | None = None, marks: str = "") -> HTMLResponse:
        found = library.article(article_id, version)
        versions, copies = library.versions(article_id), library.copies(found)
        tags = library.listing.tags_of(article_id)
        return HTMLResponse(article_html(found, parse_marks(marks, found), versions, copies, tags))

    @app.get("/article/{article_id}/{version}/changes")
    def changes(article_id: str, version: int) -> HTMLResponse:
        old, new = (library.article(article_id, v) for v in (version - 1, version))
        return HTMLResponse(changes_html(old, new))

    @app.put("/article/{article_id}")
    def refresh(article_id: str) -> dict[str, str | int]:
        return _refresh(pullquote, library.article(article_id))

    @app.get("/questions/{article_id}")
    def questions(article_id: str) -> list[str]:
        found = library.article(article_id)
        if found not in offered:
            offered[found] = suggest.questions(pullquote, found)
        return offered[found]

    @app.delete("/article/{article_id}", status_code=204)
    def delete(article_id: str) -> None:
        library.remove(article_id)


def _refresh(pullquote: Pullquote, article: Article) -> dict[str, str | int]:
    """What to say after an article was fetched again, and the number of the new version if there is one."""
    try:
        added = pipeline.refresh(article, pullquote.library, pullquote.embedder)
    except SourceError as error:
        return {"said": said(str(error))}
    if added.outcome == "updated":
        return {"said": _("It has changed: stored as a new version."), "version": added.article.version}
    return {"said": _("Nothing has changed since.")}


def _add_drafts(app: FastAPI, pullquote: Pullquote) -> None:
    @app.get("/draft")
    def form() -> HTMLResponse:
        return HTMLResponse("".join(draft.page("", pullquote.library)))

    @app.post("/draft")
    def check(text: Annotated[str, Form()] = "") -> StreamingResponse:
        # Sentence after sentence: the first findings are read while the last are still looked for.
        return StreamingResponse(draft.page(text, pullquote.library), media_type="text/html; charset=utf-8")
