"""What every route asks for: who is calling, and the library as they may see it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ui.access import Access, Caller
from ui.problems import Problem
from ui.service import Service

_bearer = HTTPBearer(auto_error=False, description="A token that “pullquote token create” has made.")

TURNED_AWAY: dict[int | str, dict[str, object]] = {
    401: {"model": Problem, "description": "No token, or one that is not known."},
    403: {"model": Problem, "description": "The token may only read, or the request comes from another site's page."},
    413: {"model": Problem, "description": "The request is too large."},
    422: {"model": Problem, "description": "The request cannot be carried out as it is."},
    429: {"model": Problem, "description": "Too many requests; Retry-After says when to come back."},
    503: {
        "model": Problem,
        "description": "Too many at once: Retry-After says when to come back. Or a library fault.",
    },
    504: {"model": Problem, "description": "It took too long."},
}
"""The answers that any route may give."""
NOT_FOUND: dict[int | str, dict[str, object]] = {404: {"model": Problem, "description": "It is not stored."}}


def caller(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)] = None
) -> Caller:
    """Who sent the request.

    Raises:
        HTTPException: 401 without a good token.
    """
    access: Access = request.app.state.access
    found = access.caller(request.headers.get("Authorization"))
    if found is None:
        raise HTTPException(
            401,
            "Send a token that “pullquote token create” has made, as “Authorization: Bearer …”.",
            {"WWW-Authenticate": "Bearer"},
        )
    return found


def reader(request: Request, who: Annotated[Caller, Depends(caller)]) -> Service:
    """The library, for a caller who may read."""
    return Service(request.app.state.pullquote, who.owner)


def writer(request: Request, who: Annotated[Caller, Depends(caller)]) -> Service:
    """The library, for a caller who may also add and delete.

    Raises:
        HTTPException: 403 for a token that may only read.
    """
    if not who.can_write:
        raise HTTPException(403, "This token may only read. Make one with “pullquote token create --scope write”.")
    return reader(request, who)


Reading = Annotated[Service, Depends(reader)]
Writing = Annotated[Service, Depends(writer)]
