"""The browser app: pages and files under FastAPI, with Gradio mounted beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response

from ingest import pipeline
from rag.conversations import Conversations
from rag.errors import NotInLibrary, SourceError
from rag.types import Article
from ui.web import layout, shelf, suggest
from ui.web.article_pane import article_html, changes_html, parse_marks
from ui.web.headers import COOKIE, Headers
from ui.web.library_list import find, list_html

if TYPE_CHECKING:
    from rag import Pullquote

_HERE = Path(__file__).parent

_FILES = ("style.css", "script.js", "reading.js")


def create_app(pullquote: Pullquote) -> FastAPI:
    """Make the browser app of one opened Pullquote; the caller closes it."""
    app = FastAPI(title="Pullquote", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Headers)
    _add_articles(app, pullquote)
    _add_conversations(app, pullquote)
    _add_files(app)
    gr.mount_gradio_app(
        app,
        layout.build(pullquote),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="20mb",
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        head=layout.STYLE,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
    )
    return app


def _add_articles(app: FastAPI, pullquote: Pullquote) -> None:
    library = pullquote.library
    offered: dict[Article, list[str]] = {}

    @app.exception_handler(NotInLibrary)
    def not_stored(request: Request, error: NotInLibrary) -> Response:
        return JSONResponse({"detail": str(error)}, status_code=404)

    @app.get("/articles")
    def articles(q: str = "", page: int = 0) -> HTMLResponse:
        found = find(library.articles(), q)
        return HTMLResponse(list_html(found, max(page, 0), q), headers={"X-Found": str(len(found))})

    @app.get("/article/{article_id}")
    @app.get("/article/{article_id}/{version}")
    def article(article_id: str, version: int | None = None, marks: str = "") -> HTMLResponse:
        found = library.article(article_id, version)
        return HTMLResponse(article_html(found, parse_marks(marks, found), library.versions(article_id)))

    @app.get("/article/{article_id}/{version}/changes")
    def changes(article_id: str, version: int) -> HTMLResponse:
        old, new = (library.article(article_id, v) for v in (version - 1, version))
        return HTMLResponse(changes_html(old, new))

    @app.put("/article/{article_id}")
    def refresh(article_id: str) -> dict[str, str]:
        try:
            outcome = pipeline.refresh(library.article(article_id), library, pullquote.embedder).outcome
        except SourceError as error:
            return {"said": str(error)}
        says = {"unchanged": "Nothing has changed since.", "updated": "It has changed: stored as a new version."}
        return {"said": says.get(outcome, "Stored.")}

    @app.get("/questions/{article_id}")
    def questions(article_id: str) -> list[str]:
        found = library.article(article_id)
        if found not in offered:
            offered[found] = suggest.questions(pullquote, found)
        return offered[found]

    @app.delete("/article/{article_id}", status_code=204)
    def delete(article_id: str) -> None:
        library.remove(article_id)


def _add_conversations(app: FastAPI, pullquote: Pullquote) -> None:
    def mine(request: Request) -> Conversations:
        return pullquote.library.conversations(request.cookies.get(COOKIE, ""))

    @app.get("/conversations")
    def conversations(request: Request, q: str = "") -> HTMLResponse:
        found = mine(request).all(q)
        return HTMLResponse(shelf.conversations_html(found, q), headers={"X-Found": str(len(found))})

    @app.get("/conversation/{conversation}.md")
    def save(request: Request, conversation: str) -> Response:
        text = shelf.markdown(mine(request).open(conversation), pullquote.library)
        name = {"Content-Disposition": 'attachment; filename="conversation.md"'}
        return Response(text, media_type="text/markdown; charset=utf-8", headers=name)

    @app.patch("/conversation/{conversation}", status_code=204)
    def rename(request: Request, conversation: str, title: str) -> None:
        mine(request).rename(conversation, title)

    @app.delete("/conversation/{conversation}", status_code=204)
    def forget(request: Request, conversation: str) -> None:
        mine(request).delete(conversation)


def _add_files(app: FastAPI) -> None:
    @app.get("/look/{name}")
    def look(name: str) -> Response:
        if name not in _FILES:
            raise HTTPException(404)
        return FileResponse(_HERE / name, headers={"Cache-Control": "no-cache"})
