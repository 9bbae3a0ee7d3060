"""``pullquote ask``, ``search`` and ``check-quote``: a question in, quotes out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.output import ANSWERER, AS_JSON, REFUSED, made, print_model, say, show

if TYPE_CHECKING:
    from ui.schemas import QuoteCheck

ARTICLE = typer.Option(help="Ask only this article (its id); may be repeated.")
PUBLISHER = typer.Option(help="Ask only articles of this publisher; may be repeated.")
SINCE = typer.Option(formats=["%Y-%m-%d"], help="Ask only articles published on this day or later.")
UNTIL = typer.Option(formats=["%Y-%m-%d"], help="Ask only articles published on this day or earlier.")

_MATCHES = {
    "exact": "Quoted right: the article has exactly these words.",
    "altered": "Altered: the article has other words.",
    "other speaker": "Wrong speaker: the article has these words, but from someone else.",
    "reported speech": "Not a direct quote: the article says this in its own words.",
    "not found": "Not found: no article in the library has these words.",
}


def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.")],
    article: Annotated[list[str] | None, ARTICLE] = None,
    publisher: Annotated[list[str] | None, PUBLISHER] = None,
    since: Annotated[dt.datetime | None, SINCE] = None,
    until: Annotated[dt.datetime | None, UNTIL] = None,
    answerer: Annotated[str | None, ANSWERER] = None,
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """Ask the library a question.

    Exit code: 0 answered, 3 the articles do not say, 2 usage error, 1 failure.

    Examples:
        pullquote ask "who urged Kyiv to tone down?"

        pullquote ask "what did the mayor say?" --since 2025-02-01 --publisher Reuters

        pullquote ask "why did Waltz resign?" --json
    """
    from ui.cli.answers import show_growing
    from ui.connect import connect
    from ui.schemas import AskRequest

    request = made(
        AskRequest,
        question=question,
        articles=article or [],
        publishers=publisher or [],
        since=since.date() if since else None,
        until=until.date() if until else None,
    )
    with connect(answerer=answerer) as library:
        if as_json:
            answer = library.ask(request)
            print_model(answer)
        else:
            answer = show_growing(library.stream(request))
    if answer.refused:
        raise typer.Exit(REFUSED)


def search(
    query: Annotated[str, typer.Argument(help="Words to look for, or a question.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="Passages to show.")] = 8,
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """Find passages, best first, without an answer.

    Examples:
        pullquote search "Waltz Fox News"
    """
    from ui.connect import connect
    from ui.schemas import SearchRequest
    from ui.wording import source

    request = made(SearchRequest, query=query, limit=limit)
    with connect() as library:
        found = library.search(request)
    if as_json:
        print_model(found)
        return
    if not found.passages:
        say("No passage was found.")
    for passage in found.passages:
        show(f"[{passage.number}] {passage.quote}")
        show(f"    {source(passage)}  [{passage.article}]\n", style="dim")


def check_quote(
    quote: Annotated[str, typer.Argument(help="The words that are said to be quoted.")],
    speaker: Annotated[str | None, typer.Option(help="Who is said to have said them.")] = None,
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """Check whether a quote, and the speaker it is given to, are right.

    Exit code: 0 quoted right, 3 anything else, 2 usage error, 1 failure.

    Examples:
        pullquote check-quote "They need to tone it down" --speaker "Mike Waltz"
    """
    from ui.connect import connect
    from ui.schemas import QuoteRequest

    request = made(QuoteRequest, quote=quote, speaker=speaker)
    with connect() as library:
        check = library.check_quote(request)
    if as_json:
        print_model(check)
    else:
        _show_check(check)
    if check.match != "exact":
        raise typer.Exit(REFUSED)


def _show_check(check: QuoteCheck) -> None:
    from ui.wording import quoted, source

    show(_MATCHES[check.match], style="bold")
    if check.speaker:
        show(f"The article gives the words to {check.speaker}.")
    for change in check.changes:
        if change.old != change.new:
            show(f"  “{change.old}” is “{change.new}” in the article")
    if check.citation:
        show(f"\n{quoted(check.citation.quote or '')}")
        show(f"    {source(check.citation)}", style="dim")
