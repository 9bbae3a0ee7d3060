"""``pullquote chat``: a conversation in the terminal, or a question a line from a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from rag.errors import PullquoteError
from ui.cli.output import ANSWERER, AS_JSON, say, say_error, show

if TYPE_CHECKING:
    from ui.connect import Library
    from ui.schemas import Answer, Turn

_PROMPT = "? "
_MOST_TURNS = 50
_WELCOME = "Ask a question. /help lists what else can be typed; Ctrl-D ends."
_HELP = """/help            this list
/quotes          the quotes of the last answer again
/articles        what is in the library
/only ID ...     ask only these articles; /only alone asks all again
/new             forget the conversation so far
/quit            end (also Ctrl-D)"""


def chat(answerer: Annotated[str | None, ANSWERER] = None, as_json: Annotated[bool, AS_JSON] = False) -> None:
    """Talk with the library; questions may follow up on the ones before.

    On a terminal the arrow keys edit and bring back what was typed, Tab completes commands, and /help lists them.
    Piped input is read a question a line; with --json each answer is an object on a line of its own.

    Examples:
        pullquote chat

        pullquote chat --json < questions.txt
    """
    from ui.connect import connect

    with connect(answerer=answerer) as library:
        talk = _Talk(library, as_json=as_json)
        for line in _typed() if sys.stdin.isatty() else map(str.strip, sys.stdin):
            if line == "/quit":
                break
            if line:
                talk.hear(line)


class _Talk:
    """The conversation so far, and which articles it is about."""

    def __init__(self, library: Library, *, as_json: bool) -> None:
        self._library = library
        self._as_json = as_json
        self._turns: list[Turn] = []
        self._only: list[str] = []
        self._last: Answer | None = None

    def hear(self, line: str) -> None:
        """Do a command, or answer a question; whatever goes wrong, the conversation goes on."""
        try:
            if line.startswith("/"):
                self._command(*line[1:].split())
            else:
                self._ask(line)
        except PullquoteError as error:
            self._tell(error)
        except KeyboardInterrupt:
            say("Stopped.")

    def _ask(self, question: str) -> None:
        from ui.cli.answers import show_growing
        from ui.schemas import AskRequest, Turn

        request = AskRequest(question=question, history=self._turns, articles=self._only)
        if self._as_json:
            answer = self._library.ask(request)
            sys.stdout.write(answer.model_dump_json() + "\n")
            sys.stdout.flush()
        else:
            answer = show_growing(self._library.stream(request))
            show("")
        self._last = answer
        cited = dict.fromkeys(citation.article for statement in answer.statements for citation in statement.citations)
        turn = Turn(question=question, answer=answer.answer, articles=list(cited))
        self._turns = [*self._turns, turn][-_MOST_TURNS:]

    def _tell(self, error: PullquoteError) -> None:
        if not self._as_json:
            say_error(error)
            return
        from ui.problems import describe

        sys.stdout.write(describe(error).model_dump_json() + "\n")

    def _command(self, name: str = "", *words: str) -> None:
        if name == "quotes":
            self._quotes()
        elif name == "articles":
            self._articles()
        elif name == "only":
            for word in words:
                self._library.article(word)
            self._only = list(words)
            say(f"Asking only {', '.join(words)}." if words else "Asking all articles.")
        elif name == "new":
            self._turns = []
            say("The conversation begins anew.")
        else:
            if name != "help":
                say(f"There is no command /{name}.")
            show(_HELP)

    def _quotes(self) -> None:
        from ui.cli.answers import show_quotes

        if self._last:
            show_quotes(self._last)
        else:
            say("There is no answer yet.")

    def _articles(self) -> None:
        from ui.schemas import Where

        for article in self._library.articles(Where(), 50).articles:
            show(f"{article.id}  {article.title}")


def _typed() -> Iterator[str]:
    from rag.settings import Settings
    from ui.cli.lines import typed

    say(_WELCOME)
    commands = [line.split()[0] for line in _HELP.splitlines()]
    return typed(_PROMPT, Settings.from_environment().home / "chat-history", commands)
