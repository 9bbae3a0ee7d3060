"""``pullquote``: the terminal. Each file here holds a group of commands; what they need is imported when they run."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable

import typer
from dotenv import load_dotenv

from rag.errors import PullquoteError, QuestionError
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
from ui.cli.manual import Contents, Page
from ui.cli.output import ENV_FILE, FAILED, USAGE, say, say_error

app = typer.Typer(
    cls=Contents,
    help="Ask a news article anything: the answer comes with the pull quote that proves it.",
    epilog="Exit codes: 0 done, answered; 3 the articles do not say; 2 usage error; 1 failure. "
    "“pullquote COMMAND --help” shows what a command takes, with examples.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_SERVING = "For browsers, programs and assistants"
_COMMANDS: dict[str, dict[str, Callable[..., None]]] = {
    "Ask": {
        "ask": ask.ask,
        "chat": chat.chat,
        "search": ask.search,
        "check-quote": ask.check_quote,
        "check": check.check,
    },
    "Articles": {
        "add": add.add,
        "extract": add.extract,
        "articles": articles.articles,
        "show": articles.show_article,
        "versions": articles.versions,
        "diff": articles.diff,
        "refresh": refresh.refresh,
        "remove": articles.remove,
    },
    "The whole library": {
        "export": exchange.export,
        "import": exchange.import_,
        "backup": backup.backup,
        "restore": backup.restore,
        "migrate": migrate.migrate,
        "reindex": exchange.reindex,
    },
    _SERVING: {
        "serve": serve.serve,
        "mcp": serve.mcp,
    },
    "What is set up, and how good it is": {
        "models": models.models,
        "eval": evaluate.evaluate,
        "feedback": feedback.feedback,
        "config": config.config,
        "doctor": doctor.doctor,
    },
}
for _panel, _commands in _COMMANDS.items():
    for _name, _command in _commands.items():
        app.command(_name, cls=Page, rich_help_panel=_panel)(_command)
for _name, _group in {"users": users.app, "token": tokens.app}.items():
    app.add_typer(_group, name=_name, rich_help_panel=_SERVING)


_OBJECTS = 50_000
"""Made before Python looks for cycles among them: importing makes many, and each look takes longer than the last."""


def main() -> None:
    """Run the command line; a failure is one line that says what happened, and exit code 1, or 2 for a bad question.

    A file ``.env`` in the working directory adds to the environment; what the environment says already stands.
    """
    gc.set_threshold(_OBJECTS)
    atexit.register(gc.freeze)  # nor is there a look at the end, when all of the memory is given back
    load_dotenv(ENV_FILE)
    # Looking through all installed packages for plugins takes as long as reading a passage.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        app(prog_name="pullquote")
    except PullquoteError as error:
        say_error(error)
        sys.exit(USAGE if isinstance(error, QuestionError) else FAILED)
    except OSError as error:
        if error.filename is None:
            raise
        say(f"pullquote: {error.filename}: {error.strerror}.", style="red")
        sys.exit(FAILED)
