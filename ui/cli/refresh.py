"""``pullquote refresh``: have the publishers changed their articles?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import PullquoteError
from ui.cli.articles import all_articles
from ui.cli.output import AS_JSON, FAILED, print_json, say, say_error, show, show_changes

if TYPE_CHECKING:
    from ui.connect import Library
    from ui.schemas import Added

_AROUND = 8  # words to show before and behind a change


def refresh(
    articles: Annotated[
        list[str] | None, typer.Argument(help="Ids of articles. Default: all that came from a web address.")
    ] = None,
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """Fetch articles again: a changed text is stored as a new version, and the changed words are shown.

    Exit code: 0 all were fetched, 1 at least one failed.

    Examples:
        pullquote refresh

        pullquote refresh 4ad51e5a9531
    """
    from ui.connect import connect

    failed = False
    fetched: list[Added] = []
    with connect() as library:
        wanted = articles or [article.id for article in all_articles(library) if article.url]
        if not wanted:
            say("No article came from a web address.")
        for article in wanted:
            try:
                found = library.refresh(article)
            except PullquoteError as error:
                say_error(error)
                failed = True
                continue
            fetched.append(found)
            if not as_json:
                _show(found, library)
    if as_json:
        print_json({"refreshed": [one.model_dump(mode="json") for one in fetched]})
    if failed:
        raise typer.Exit(FAILED)


def _show(found: Added, library: Library) -> None:
    article = found.article
    show(f"{found.outcome}: {article.title}  [{article.id}]")
    if found.outcome == "updated":
        show_changes(library.diff(article.id, article.version - 1, article.version), _AROUND)
