"""``pullquote``: the terminal. Each file here holds a group of commands; what they need is imported when they run."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

import typer
from dotenv import load_dotenv

from rag.errors import PullquoteError
from ui.cli import (
    add,
    articles,
    ask,
    backup,
    chat,
    check,
    config,
    doctor,
    evaluate,
    exchange,
    feedback,
    migrate,
    models,
    refresh,
    serve,
    tokens,
    users,
)
from ui.cli.output import ENV_FILE, FAILED, say, say_error

app = typer.Typer(
    help="Ask a news article anything: the answer comes with the pull quote that proves it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
_COMMANDS: dict[str, Callable[..., None]] = {
    "ask": ask.ask,
    "chat": chat.chat,
    "search": ask.search,
    "check-quote": ask.check_quote,
    "check": check.check,
    "add": add.add,
    "extract": add.extract,
    "articles": articles.articles,
    "show": articles.show_article,
    "versions": articles.versions,
    "diff": articles.diff,
    "refresh": refresh.refresh,
    "remove": articles.remove,
    "export": exchange.export,
    "import": exchange.import_,
    "backup": backup.backup,
    "restore": backup.restore,
    "migrate": migrate.migrate,
    "reindex": exchange.reindex,
    "serve": serve.serve,
    "mcp": serve.mcp,
    "models": models.models,
    "eval": evaluate.evaluate,
    "feedback": feedback.feedback,
    "config": config.config,
    "doctor": doctor.doctor,
}
for _name, _command in _COMMANDS.items():
    app.command(_name)(_command)
app.add_typer(users.app, name="users")
app.add_typer(tokens.app, name="token")


_OBJECTS = 50_000
"""Made before Python looks for cycles among them: importing makes many, and each look takes longer than the last."""


def main() -> None:
    """Run the command line; a failure is one line that says what happened, and exit code 1.

    A file ``.env`` in the working directory adds to the environment; what the environment says already stands.
    """
    gc.set_threshold(_OBJECTS)
    load_dotenv(ENV_FILE)
    try:
        app(prog_name="pullquote")
    except PullquoteError as error:
        say_error(error)
        sys.exit(FAILED)
    except OSError as error:
        if error.filename is None:
            raise
        say(f"pullquote: {error.filename}: {error.strerror}.", style="red")
        sys.exit(FAILED)
