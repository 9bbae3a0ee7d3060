"""``pullquote articles``, ``show``, ``versions``, ``diff`` and ``remove``: what is in the library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.output import AS_JSON, console, print_json, print_model, say, show, show_changes

if TYPE_CHECKING:
    from ui.connect import Library
    from ui.schemas import ArticleFacts

_SHOWN = """
    publisher section authors place published published_at modified modified_at agency language url version copy_of
""".split()
_ARTICLE = typer.Argument(help="The id of an article, as “pullquote articles” shows it.")


def articles(as_json: Annotated[bool, AS_JSON] = False) -> None:
    """List the articles in the library, latest stored first.

    Examples:
        pullquote articles

        pullquote articles --json
    """
    from ui.connect import connect

    with connect() as library:
        if as_json:
            print_json({"articles": [article.model_dump(mode="json") for article in all_articles(library)]})
            return
        count = 0
        for article in all_articles(library):
            show(_line(article))
            count += 1
    show(f"{count} article{'s' * (count != 1)}", style="dim")


def show_article(
    article: Annotated[str, _ARTICLE],
    version: Annotated[int | None, typer.Option(min=1, help="An older version.")] = None,
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """Show an article with everything that is known about it.

    Examples:
        pullquote show 4ad51e5a9531

        pullquote show 4ad51e5a9531 --version 1
    """
    from ui.connect import connect

    with connect() as library:
        found = library.article(article, version)
    if as_json:
        print_model(found)
        return
    show(found.title, style="bold")
    for name in _SHOWN:
        value = getattr(found, name)
        if value:
            shown = ", ".join(value) if isinstance(value, list) else value
            show(f"{name.replace('_', ' ')}: {shown}", style="dim")
    show(f"\n{found.text}")


def versions(article: Annotated[str, _ARTICLE], as_json: Annotated[bool, AS_JSON] = False) -> None:
    """List the versions of an article, oldest first.

    Examples:
        pullquote versions 4ad51e5a9531
    """
    from ui.connect import connect

    with connect() as library:
        found = library.versions(article)
    if as_json:
        print_model(found)
        return
    for version in found.versions:
        show(f"{version.version}  {version.fetched:%Y-%m-%d %H:%M}  {version.title}")


def diff(
    article: Annotated[str, _ARTICLE],
    old: Annotated[int | None, typer.Argument(min=1, help="A version. Default: the last but one.")] = None,
    new: Annotated[int | None, typer.Argument(min=1, help="A version. Default: the latest.")] = None,
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """Show what changed between two versions of an article: [-taken out-], {+put in+}.

    Examples:
        pullquote diff 4ad51e5a9531

        pullquote diff 4ad51e5a9531 1 3
    """
    from ui.connect import connect

    with connect() as library:
        latest = new or library.article(article).version
        found = library.diff(article, old or max(latest - 1, 1), latest)
    if as_json:
        print_model(found)
        return
    if found.old == found.new:
        say("There is only one version." if found.new == 1 else "It is compared with itself.")
    show_changes(found)


def remove(
    article: Annotated[list[str], typer.Argument(help="Ids of articles, as “pullquote articles” shows them.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete articles with all their versions. On a terminal it asks first.

    Examples:
        pullquote remove 4ad51e5a9531 --yes
    """
    from ui.connect import connect

    with connect() as library:
        article = list(dict.fromkeys(article))
        titles = [library.article(one).title for one in article]
        if not yes and console().is_terminal:
            for title in titles:
                show(title)
            typer.confirm("Delete with all versions?", abort=True)
        for one, title in zip(article, titles, strict=True):
            library.remove(one)
            show(f"removed: {title}  [{one}]")


def _line(article: ArticleFacts) -> str:
    day = article.published.isoformat() if article.published else "undated   "
    return f"{article.id}  {day}  {article.title}"


def all_articles(library: Library) -> Iterator[ArticleFacts]:
    """Every article, latest stored first."""
    from ui.schemas import Where

    cursor = None
    while True:
        page = library.articles(Where(), 200, cursor)
        yield from page.articles
        if (cursor := page.next) is None:
            return
