"""Routes for articles: list, read, compare, add, delete, and the library as a whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException, Path, Query, Request, UploadFile
from fastapi.responses import Response, StreamingResponse

from ui import schemas
from ui.api.answers import tagged
from ui.api.doors import NOT_FOUND, TURNED_AWAY, Reading, Writing
from ui.api.once import Once
from ui.problems import Problem


def _once(request: Request) -> Once:
    once: Once = request.app.state.once
    return once


Adding = Annotated[Once, Depends(_once)]
router = APIRouter(responses=TURNED_AWAY, tags=["articles"])

_Id = Annotated[str, Path(min_length=1, max_length=64, examples=["4ad51e5a9531"])]
_Version = Annotated[int, Query(ge=1, lt=2**31)]
_Key = Annotated[str | None, Header(max_length=200, description="The same key again gives the same answer again.")]
_FETCH_FAILED: dict[int | str, dict[str, object]] = {
    502: {"model": Problem, "description": "The address gave no article."},
    409: {"model": Problem, "description": "The key was used for another request."},
}


@router.get("/articles")
def articles(
    service: Reading,
    publisher: Annotated[list[str] | None, Query(max_length=100)] = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
) -> schemas.ArticlePage:
    """List articles, latest stored first, a page at a time."""
    return service.articles(schemas.Where(publishers=publisher or [], since=since, until=until), limit, cursor)


@router.get(
    "/articles/{article_id}",
    response_model=schemas.Article,
    responses={**NOT_FOUND, 304: {"description": "It is as the client has it."}},
)
def article(request: Request, article_id: _Id, service: Reading, version: _Version | None = None) -> Response:
    """Read one version of an article, the latest by default."""
    found = service.article(article_id, version)
    return tagged(request, found, hashlib.sha256(found.model_dump_json().encode()).hexdigest()[:32])


@router.get("/articles/{article_id}/versions", responses=NOT_FOUND)
def versions(article_id: _Id, service: Reading) -> schemas.Versions:
    """List all versions of an article."""
    return service.versions(article_id)


@router.get("/articles/{article_id}/diff", responses=NOT_FOUND)
def diff(article_id: _Id, old: _Version, new: _Version, service: Reading) -> schemas.Difference:
    """Compare two versions of an article, word by word."""
    return service.diff(article_id, old, new)


@router.post("/articles", responses=_FETCH_FAILED)
def add(body: schemas.AddRequest, service: Writing, once: Adding, idempotency_key: _Key = None) -> schemas.Added:
    """Add the article at a web address, or a text."""
    return once(service, idempotency_key, body.model_dump_json().encode(), lambda: service.add(body))


@router.post("/articles/file", responses={k: v for k, v in _FETCH_FAILED.items() if k == 409})
def add_file(file: UploadFile, service: Writing, once: Adding, idempotency_key: _Key = None) -> schemas.Added:
    """Add a file: HTML, PDF, Word, Markdown, mail or plain text."""
    data, name = file.file.read(), file.filename or "upload"
    return once(service, idempotency_key, data, lambda: service.add_file(data, name))


@router.post("/articles/{article_id}/refresh", responses={502: _FETCH_FAILED[502], **NOT_FOUND})
def refresh(article_id: _Id, service: Writing) -> schemas.Added:
    """Fetch an article's address again; a changed text is a new version."""
    return service.refresh(article_id)


@router.delete("/articles/{article_id}", status_code=204, responses=NOT_FOUND)
def remove(article_id: _Id, service: Writing) -> None:
    """Delete an article with all its versions."""
    service.remove(article_id)


@router.get("/export", response_class=StreamingResponse, responses={200: {"content": {"application/jsonl": {}}}})
def export(service: Reading) -> Response:
    """All versions of all articles, a line of JSON each."""
    return StreamingResponse((f"{line}\n" for line in service.export()), media_type="application/jsonl")


@router.post(
    "/import", openapi_extra={"requestBody": {"content": {"application/jsonl": {"schema": {"type": "string"}}}}}
)
async def import_(request: Request, service: Writing) -> schemas.Counted:
    """Store the lines of an export that are new."""
    from starlette.concurrency import run_in_threadpool

    try:
        lines = (await request.body()).decode().split("\n")
    except UnicodeDecodeError as error:
        raise HTTPException(422, f"The body is not UTF-8 ({error.reason}).") from error
    return await run_in_threadpool(service.import_, lines)


@router.post("/reindex")
def reindex(service: Writing) -> schemas.Counted:
    """Make all vectors anew."""
    return service.reindex()
