"""The browser app: pages and files under FastAPI, with Gradio mounted beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.errors import NotInLibrary
from ui.web import layout
from ui.web.article_pane import article_html, parse_marks
from ui.web.library_list import find, list_html

if TYPE_CHECKING:
    from rag import Pullquote

_HERE = Path(__file__).parent

# Gradio compiles templates in the page, hence unsafe-eval; nothing from elsewhere can be loaded or told.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class SafeHeaders:
    """Puts the Content-Security-Policy and its companions on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers when the response starts."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self.app(scope, receive, send_safely if scope["type"] == "http" else send)


def create_app(pullquote: Pullquote) -> FastAPI:
    """Make the browser app of one opened Pullquote; the caller closes it."""
    app = FastAPI(title="Pullquote", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SafeHeaders)
    _add_pages(app, pullquote)
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


def _add_pages(app: FastAPI, pullquote: Pullquote) -> None:
    library = pullquote.library

    @app.exception_handler(NotInLibrary)
    def not_stored(request: Request, error: NotInLibrary) -> Response:
        return JSONResponse({"detail": str(error)}, status_code=404)

    @app.get("/articles")
    def articles(q: str = "", page: int = 0) -> HTMLResponse:
        found = find(library.articles(), q)
        count = {"X-Articles": str(len(found))}
        return HTMLResponse(list_html(found, max(page, 0), q), headers=count)

    @app.get("/article/{article_id}")
    @app.get("/article/{article_id}/{version}")
    def article(article_id: str, version: int | None = None, marks: str = "") -> HTMLResponse:
        found = library.article(article_id, version)
        latest = library.article(article_id).version
        return HTMLResponse(article_html(found, parse_marks(marks, found), latest))

    @app.delete("/article/{article_id}", status_code=204)
    def delete(article_id: str) -> None:
        library.remove(article_id)

    @app.get("/look/{name}")
    def look(name: str) -> Response:
        if name not in ("style.css", "script.js", "reading.js"):
            raise HTTPException(404)
        return FileResponse(_HERE / name, headers={"Cache-Control": "no-cache"})
