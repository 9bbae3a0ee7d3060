"""``pullquote token``: who may use the API from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ui.cli.manual import Contents, Page
from ui.cli.output import AS_JSON, print_json, say, show

if TYPE_CHECKING:
    from ui.access.tokens import Tokens

app = typer.Typer(cls=Contents, help="Make and revoke tokens for the HTTP API.", no_args_is_help=True)


@app.command(cls=Page)
def create(
    name: Annotated[str, typer.Argument(help="What it is for, such as the program that uses it.")],
    scope: Annotated[Literal["read", "write"], typer.Option(help="write may also add and delete.")] = "read",
) -> None:
    """Make a token and print it. It is stored hashed: it cannot be shown again.

    Examples:
        pullquote token create laptop

        pullquote token create importer --scope write
    """
    show(_tokens().create(name, scope))
    say("Send it as “Authorization: Bearer …”. It will not be shown again.")


@app.command("list", cls=Page)
def list_(as_json: Annotated[bool, AS_JSON] = False) -> None:
    """List the tokens, without their secrets.

    Examples:
        pullquote token list
    """
    tokens = _tokens().all()
    if as_json:
        facts = [{"id": t.id, "name": t.name, "scope": t.scope, "created": t.created.isoformat()} for t in tokens]
        print_json({"tokens": facts})
        return
    if not tokens:
        say("There are no tokens.")
    for token in tokens:
        show(f"{token.id}  {token.scope:5}  {token.created:%Y-%m-%d}  {token.name}")


@app.command(cls=Page)
def revoke(token: Annotated[str, typer.Argument(help="The id that “pullquote token list” shows.")]) -> None:
    """Make a token worthless, at once.

    Examples:
        pullquote token revoke 1f0c3a9e
    """
    _tokens().revoke(token)
    show(f"revoked: {token}")


def _tokens() -> Tokens:
    from rag.settings import Settings
    from ui.access import Access

    settings = Settings.from_environment()
    return Access(settings.home, open_here=False, database_url=settings.database_url).tokens
