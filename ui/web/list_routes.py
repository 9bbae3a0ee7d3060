"""Where the page gets its list of articles, and what the list can be narrowed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, FastAPI, Query
from fastapi.responses import HTMLResponse, Response

from rag.listing import Sort, Wanted
from ui.web.language import _
from ui.web.library_list import PAGE, list_html, options_html
from ui.web.scope import scope_of

if TYPE_CHECKING:
    from rag.library import Library


def add_list(app: FastAPI, library: Library) -> None:
    """Add the routes of the list to an app."""

    @app.get("/articles")
    def articles(
        wanted: Annotated[Wanted, Depends(_wanted)], page: Annotated[int, Query(ge=0, le=10**6)] = 0
    ) -> Response:
        listing, count = library.listing, library.listing.count(wanted)
        found = listing.page(wanted, PAGE, page * PAGE)
        left = count - page * PAGE - len(found)
        narrowed = wanted != Wanted(sort=wanted.sort)
        return HTMLResponse(list_html(found, page, left, narrowed), headers={"X-Found": str(count)})

    @app.get("/filters")
    def filters() -> dict[str, str]:
        listing = library.listing
        return {
            "publisher": options_html(listing.publishers(), _("All publishers")),
            "tag": options_html(listing.tags(), _("All tags")),
        }

    @app.put("/article/{article_id}/tags", status_code=204)
    def file(article_id: str, tags: Annotated[str, Query(max_length=1_000)]) -> None:
        library.listing.file(article_id, tags.split(","))


def _wanted(
    q: str = "",
    publisher: str = "",
    tag: str = "",
    since: str = "",
    until: str = "",
    sort: Sort = Sort.NEWEST,
) -> Wanted:
    chips = [{"kind": "publisher", "key": publisher}] if publisher else []
    chips += [{"kind": "since", "key": since}, {"kind": "until", "key": until}]
    return Wanted(q, scope_of(chips), tag, sort)
