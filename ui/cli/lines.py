"""Lines that a person types at a terminal: edited with the arrow keys, remembered, completed with Tab."""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Sequence
from pathlib import Path

from ui.cli.output import show

_KEPT = 1_000  # lines


def typed(prompt: str, history: Path, words: Sequence[str]) -> Iterator[str]:
    """Lines until Ctrl-D; Ctrl-C drops the one that is being typed.

    Args:
        prompt: stands before each.
        history: file of the lines typed before, which the arrow keys bring back; this run's are added at its end.
        words: what Tab completes at the beginning of a line.
    """
    _prepare(history, words)
    while True:
        try:
            yield input(prompt).strip()
        except KeyboardInterrupt:
            show("")
        except EOFError:
            show("")
            return


def _prepare(history: Path, words: Sequence[str]) -> None:
    try:
        import readline
    except ImportError:  # a Python without it edits no lines, but asks as well
        return
    history.touch(0o600)
    readline.read_history_file(history)
    readline.set_history_length(_KEPT)
    atexit.register(readline.write_history_file, history)
    readline.set_completer_delims("")
    readline.set_completer(lambda begun, number: completion(words, begun, number))
    of_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if of_libedit else "tab: complete")


def completion(words: Sequence[str], begun: str, number: int) -> str | None:
    """The words that go on with what was typed, one a call as readline wants it; None behind the last."""
    fitting = [word for word in words if begun and word.startswith(begun)]
    return fitting[number] if number < len(fitting) else None
