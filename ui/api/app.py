"""The API as an application of its own, to be mounted under ``/api/v1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from ui.access import Access
from ui.api import articles, asking, conversations, feedback
from ui.api.answers import PROBLEM_TYPE, answer_errors
from ui.api.limits import Limits
from ui.api.once import Once

if TYPE_CHECKING:
    from rag import Pullquote

DESCRIPTION = """Ask news articles; every answer carries the quotes that prove it, or says that the articles do not say.

On the machine that serves it no token is needed while nobody has to log in; otherwise send one, made by
`pullquote token create`, as `Authorization: Bearer …`. Errors are problem details (RFC 9457)."""


class _Api(FastAPI):
    """FastAPI describes every answer as plain JSON; errors are problem details."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI description."""
        fresh = self.openapi_schema is None
        described = super().openapi()
        if fresh:
            for methods in described["paths"].values():
                for method in methods.values():
                    for status, response in method["responses"].items():
                        if status >= "400":
                            response["content"] = {PROBLEM_TYPE: response["content"]["application/json"]}
        return described


def create_api(pullquote: Pullquote, access: Access, *, per_minute: int = 240) -> FastAPI:
    """Make the API of one opened Pullquote.

    Args:
        pullquote: opened, and closed by the caller.
        access: decides who may do what.
        per_minute: requests that one client may send in a minute.
    """
    app = _Api(
        title="Pullquote",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.pullquote, app.state.access, app.state.once = pullquote, access, Once()
    for router in (asking.router, articles.router, conversations.router, feedback.router):
        app.include_router(router)
    answer_errors(app)
    app.add_middleware(Limits, per_minute=per_minute, unlimited=access.header)
    return app
