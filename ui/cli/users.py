"""``pullquote users``: who may log in to a server."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import AccessError
from ui.cli.manual import Contents, Page
from ui.cli.output import AS_JSON, print_json, say, show

if TYPE_CHECKING:
    from ui.access import Access

app = typer.Typer(cls=Contents, help="Make and remove the users who may log in to a server.", no_args_is_help=True)

NAME = typer.Argument(help="What they log in with.")


@app.command(cls=Page)
def add(
    name: Annotated[str, NAME],
    guest: Annotated[bool, typer.Option("--guest", help="May ask and read, but not add or delete.")] = False,
) -> None:
    """Make a user. The password is asked for, or read from standard input.

    As soon as there is one user, everyone who opens the page must log in.

    Examples:
        pullquote users add ana < password.txt

        pullquote users add intern --guest < password.txt
    """
    user = _access().users.add(name, _password(), "guest" if guest else "member")
    show(f"added: {user.name} ({user.role})")


@app.command("list", cls=Page)
def list_(as_json: Annotated[bool, AS_JSON] = False) -> None:
    """List the users.

    Examples:
        pullquote users list
    """
    users = _access().users.all()
    if as_json:
        facts = [{"name": u.name, "role": u.role, "created": u.created.isoformat()} for u in users]
        print_json({"users": facts})
        return
    if not users:
        say("There are no users: nobody has to log in.")
    for user in users:
        show(f"{user.role:6}  {user.created:%Y-%m-%d}  {user.name}")


@app.command(cls=Page)
def password(name: Annotated[str, NAME]) -> None:
    """Give a user another password, and log them out everywhere.

    Examples:
        pullquote users password ana < password.txt
    """
    _access().users.set_password(name, _password())
    show(f"changed: {name}")


@app.command(cls=Page)
def log(
    limit: Annotated[int, typer.Option(min=1, help="How many attempts to show.")] = 50,
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:
    """Show who tried to log in: when, from where, and what came of it; latest first.

    Examples:
        pullquote users log
    """
    attempts = _access().logins.attempts(limit)
    if as_json:
        facts = [{"at": a.at.isoformat(), "name": a.name, "address": a.address, "outcome": a.outcome} for a in attempts]
        print_json({"attempts": facts})
        return
    for attempt in attempts:
        name = attempt.name or "(no such user)"
        show(f"{attempt.at:%Y-%m-%d %H:%M:%S} UTC  {attempt.outcome:9}  {attempt.address:15}  {name}")


@app.command(cls=Page)
def remove(name: Annotated[str, NAME]) -> None:
    """Remove a user, and log them out everywhere. What they asked stays in the library, seen by nobody.

    Examples:
        pullquote users remove intern
    """
    _access().users.remove(name)
    show(f"removed: {name}")


def _password() -> str:
    """The password that is typed twice on a terminal, or the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed = getpass.getpass("Password: ")
    if typed != getpass.getpass("The same again: "):
        raise AccessError("The two passwords differ. Type the same one twice.")
    say("Tell it to them in a way that nobody else can read.")
    return typed


def _access() -> Access:
    from rag.settings import Settings
    from ui.access import Access

    settings = Settings.from_environment()
    return Access(settings.home, open_here=False, database_url=settings.database_url)
