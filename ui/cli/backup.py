"""``pullquote backup`` and ``restore``: the whole library as one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.output import say

if TYPE_CHECKING:
    from rag.backup import Backup


def backup(file: Annotated[Path, typer.Argument(help="Where to; a file that is there is replaced.")]) -> None:
    """Copy the library into one file, also while it is in use.

    The file holds all articles with their versions, conversations, feedback, tokens and users. The index is left
    out: it is made anew from the articles.

    Examples:
        pullquote backup library.zip
    """
    from rag.backup import back_up
    from rag.errors import LibraryError
    from rag.settings import Settings

    settings = Settings.from_environment()
    if settings.servers:
        raise LibraryError(
            "The library is in PostgreSQL: back the database up with pg_dump. “pullquote migrate --to files” copies it "
            "into PULLQUOTE_HOME, which “pullquote backup” then makes one file of."
        )
    _tell("backed up", back_up(settings.home, file))


def restore(file: Annotated[Path, typer.Argument(help="What “pullquote backup” wrote.")]) -> None:
    """Put a backup into an empty library directory.

    Examples:
        PULLQUOTE_HOME=restored pullquote restore library.zip
    """
    from rag.backup import restore as put_back
    from rag.settings import Settings

    home = Settings.from_environment().home
    _tell(f"restored to {home}", put_back(file, home))
    say("The index is made anew when it is first needed; “pullquote reindex” does it now.")


def _tell(done: str, found: Backup) -> None:
    say(f"{found.articles} version{'s' * (found.articles != 1)} of articles {done}: {', '.join(found.databases)}.")
