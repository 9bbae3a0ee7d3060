"""How far the adding of articles is: asked by the page while it goes on, and when it is loaded."""

from __future__ import annotations

from fastapi import FastAPI, Request

from ui.web.adding import Adders, Adding, State
from ui.web.person import caller_of


def add_adding(app: FastAPI, adders: Adders) -> None:
    """Add the routes to an app."""

    def mine(request: Request) -> Adding:
        return adders.of(caller_of(request).owner)

    @app.get("/adding")
    def state(request: Request) -> State:
        return mine(request).state()

    @app.delete("/adding", status_code=204)
    def stop(request: Request) -> None:
        mine(request).stop()
