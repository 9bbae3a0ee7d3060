from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.cli.lines import completion

UP, LEFT, RIGHT, CTRL_D = "\x1b[A", "\x1b[D", "\x1b[C", "\x04"
EMPTY = "The library is empty"


class Terminal:
    """``pullquote chat`` at a pseudo-terminal, over an empty library."""

    def __init__(self, home: Path) -> None:
        self._screen, there = os.openpty()
        environment = os.environ | {"PULLQUOTE_HOME": str(home), "TERM": "dumb", "INPUTRC": os.devnull}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "chat"],
            stdin=there, stdout=there, stderr=there, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(there)
        self.wait("")

    def type(self, keys: str, expected: str) -> None:
        """Type, and wait until that was answered and the next line is asked for."""
        os.write(self._screen, keys.encode())
        self.wait(expected)

    def wait(self, expected: str) -> None:
        shown = ""
        while expected not in shown or not shown.endswith("? "):
            shown += os.read(self._screen, 1024).decode(errors="replace")

    def end(self, keys: str) -> int:
        """Type what ends it; returns its exit code."""
        os.write(self._screen, keys.encode())
        try:
            while os.read(self._screen, 1024):
                pass
        except OSError:  # the other side is closed
            pass
        return self.process.wait()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._screen)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    (tmp_path / "chat-history").write_text("who won the vote?\n")
    opened = Terminal(tmp_path)
    yield opened
    opened.close()


def test_lines_are_edited_brought_back_and_completed(terminal: Terminal, tmp_path: Path) -> None:
    terminal.type(f"{UP}\r", EMPTY)
    terminal.type(f"ho{LEFT}{LEFT}w{RIGHT}{RIGHT} lost?\r", EMPTY)
    terminal.type("/ne\t\r", "The conversation begins anew.")
    terminal.type("/he\t\r", "/articles ")
    assert terminal.end(CTRL_D) == 0
    kept = (tmp_path / "chat-history").read_text().splitlines()
    assert kept == ["who won the vote?", "who lost?", "/new", "/help"]


@pytest.mark.parametrize(
    ("begun", "found"), [("/q", ["/quotes", "/quit"]), ("/new", ["/new"]), ("", []), ("who", []), ("/quit now", [])]
)
def test_what_was_begun_is_completed(begun: str, found: list[str]) -> None:
    words = ["/quotes", "/new", "/quit"]
    assert [completion(words, begun, number) for number in range(len(found) + 1)] == [*found, None]
