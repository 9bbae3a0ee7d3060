"""The page where people log in, and how they log out."""

from __future__ import annotations

from html import escape
from typing import Annotated

from fastapi import FastAPI, Form, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ui.access import Access
from ui.access.logins import Refused
from ui.access.sessions import LASTS
from ui.access.users import LONGEST_PASSWORD
from ui.web import look
from ui.web.language import _, spoken
from ui.web.person import SESSION


def add_login(app: FastAPI, access: Access) -> None:
    """Add the routes for logging in and out to an app."""

    @app.get("/login")
    def form(next_: Annotated[str, Query(alias="next", max_length=2_000)] = "/") -> HTMLResponse:
        return HTMLResponse(page(next_))

    @app.post("/login")
    async def log_in(
        request: Request,
        name: Annotated[str, Form(max_length=200)] = "",
        password: Annotated[str, Form(max_length=1_000)] = "",
        next_: Annotated[str, Form(alias="next", max_length=2_000)] = "/",
    ) -> Response:
        address = _address(request)
        outcome = await run_in_threadpool(access.logins.log_in, name, password, address)
        if isinstance(outcome, Refused):
            if outcome.wait:
                said = _("Too many attempts. Try again in {seconds} seconds.", seconds=outcome.wait)
                return HTMLResponse(page(next_, name, said), 429, {"Retry-After": str(outcome.wait)})
            return HTMLResponse(page(next_, name, _("Name or password is wrong.")), 401)
        if before := request.cookies.get(SESSION):
            access.sessions.end(before)
        answer = RedirectResponse(_within(next_), 303)
        answer.set_cookie(
            SESSION,
            outcome,
            max_age=int(LASTS.total_seconds()),
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return answer

    @app.post("/logout")
    def log_out(request: Request) -> Response:
        if cookie := request.cookies.get(SESSION):
            access.logins.log_out(cookie, _address(request))
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(SESSION, httponly=True, samesite="lax", secure=request.url.scheme == "https")
        return answer


def page(wanted: str = "/", name: str = "", fault: str = "") -> str:
    """Write the page.

    Args:
        wanted: where to go after the login.
        name: that was typed before.
        fault: why that was not enough.
    """
    told = f'<p class="fault" role="alert" id="fault">{escape(fault)}</p>' if fault else ""
    described = ' aria-describedby="fault" aria-invalid="true"' if fault else ""
    first, second = ("", " autofocus") if name else (" autofocus", "")
    return (
        f'<!doctype html>\n<html lang="{spoken()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_('Log in')} – Pullquote</title>"
        f'<link rel="stylesheet" href="{look.address("style.css")}"></head><body class="draft login">'
        f'<script src="{look.address("login.js")}"></script><main>'
        f'<h1>Pullquote</h1><p>{_("Ask the news. See the proof.")}</p><form method="post" action="/login">{told}'
        f'<input type="hidden" name="next" value="{escape(_within(wanted))}">'
        f'<label for="name">{_("Name")}</label><input id="name" name="name" value="{escape(name)}" maxlength="64" '
        f'autocomplete="username" autocapitalize="none" spellcheck="false" required{first}{described}>'
        f'<label for="password">{_("Password")}</label><input id="password" name="password" type="password" '
        f'maxlength="{LONGEST_PASSWORD}" autocomplete="current-password" required{second}{described}>'
        f'<button type="submit" class="primary">{_("Log in")}</button></form>'
        f'<p class="why">{_("Whoever runs this server makes users and gives new passwords.")}</p>'
        "</main></body></html>\n"
    )


def _address(request: Request) -> str:
    """Where a request comes from, as the server or a proxy on this machine says."""
    return request.client.host if request.client else "unknown"


def _within(wanted: str) -> str:
    """A place of this site: never another one's, whatever the address says."""
    plain = wanted.isprintable() and "\\" not in wanted
    return wanted if plain and wanted.startswith("/") and not wanted.startswith("//") else "/"
