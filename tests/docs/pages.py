"""The code blocks of the pages, and a small shell that runs them in this process."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer.main

from rag import owner
from rag.owner import Owner
from ui.cli import app, main

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")])
OURS = "http://127.0.0.1:7860"
"""The address that the pages give for a running server."""
RUN = {"sh", "python", "json"}
"""Languages of the blocks that are run; others show files of other programs, and commands for other machines."""
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STARTED_ELSEWHERE = ("serve", "mcp")  # they run until they are stopped: here only their arguments are read


@dataclass(frozen=True, slots=True)
class Block:
    """A code block of a page."""

    language: str
    code: str


def blocks(page: Path) -> list[Block]:
    """The code blocks of a page, or the code cells of a notebook."""
    if page.suffix == ".ipynb":
        cells = json.loads(page.read_text())["cells"]
        return [Block("python", "".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"]
    return [Block(language, code) for language, code in _FENCE.findall(page.read_text())]


class Failed(AssertionError):
    """A command did not end as a documented one should."""


class Shell:
    """Runs lines as they stand in the pages: pipes, files, variables in front; ``pullquote`` in this process.

    Args:
        server: owns the library that the commands ask; None to let each command open it.
    """

    def __init__(self, server: Owner | None) -> None:
        self._server = server
        self._home = os.environ["PULLQUOTE_HOME"]

    def run(self, code: str) -> None:
        """Run every line of a block."""
        for line in code.replace("\\\n", " ").splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                self._line(line)

    def _line(self, line: str) -> None:
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|<>")
        lexer.whitespace_split = True
        words = [os.path.expandvars(word) for word in lexer]
        given, out = b"", None
        for command in _split(words, "|"):
            if "<" in command:
                at = command.index("<")
                given = Path(command[at + 1]).read_bytes()
                del command[at : at + 2]
            if ">" in command:
                at = command.index(">")
                out = Path(command[at + 1])
                del command[at : at + 2]
            given = self._command(command, given)
        if out:
            out.write_bytes(given)

    def _command(self, words: list[str], given: bytes) -> bytes:
        with _variables(words) as words:
            name, *arguments = words
            if Path(name).name == "pullquote":
                return self._pullquote(arguments, given)
            if name == "make":
                words = ["make", "-n", "-C", str(ROOT), *arguments]
            if name == "pip":
                return _installable(arguments[-1])
            if Path(name).name == "python":
                words = [sys.executable, *arguments]
            done = subprocess.run(words, input=given, capture_output=True, check=False)  # noqa: S603 - our own pages
            if done.returncode:
                raise Failed(f"{words} ended with {done.returncode}: {done.stderr.decode()}")
            return done.stdout

    def _pullquote(self, arguments: list[str], given: bytes) -> bytes:
        without_servers = arguments[0] == "migrate" and "PULLQUOTE_DATABASE_URL" not in os.environ
        is_only_read = arguments[0] in _STARTED_ELSEWHERE or without_servers
        if is_only_read or (arguments[0] == "eval" and not _own_pairs(arguments)):
            command = typer.main.get_command(app).commands[arguments[0]]  # type: ignore[attr-defined]
            command.make_context(arguments[0], arguments[1:])
            return b""
        if self._server and os.environ["PULLQUOTE_HOME"] == self._home:
            owner.write(Path(self._home), self._server)
        out, err = io.TextIOWrapper(io.BytesIO(), write_through=True), io.StringIO()
        before = sys.argv, sys.stdin
        sys.argv, sys.stdin = ["pullquote", *arguments], io.TextIOWrapper(io.BytesIO(given))
        code = 0
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            sys.argv, sys.stdin = before
        if code not in (0, 3):
            raise Failed(f"pullquote {shlex.join(arguments)} ended with {code}: {err.getvalue()}")
        return out.buffer.getvalue()  # type: ignore[attr-defined]


def _own_pairs(arguments: list[str]) -> bool:
    """Whether few questions are asked; the shipped suites take minutes."""
    return any(Path(argument).suffix in (".csv", ".jsonl") for argument in arguments[1:2])


def _split(words: list[str], at: str) -> Iterator[list[str]]:
    part: list[str] = []
    for word in words:
        if word == at:
            yield part
            part = []
        else:
            part.append(word)
    yield part


@contextlib.contextmanager
def _variables(words: list[str]) -> Iterator[list[str]]:
    """The words without the variables in front of them, which are set meanwhile."""
    before = dict(os.environ)
    rest = list(words)
    while found := re.fullmatch(r"([A-Z_]+)=(.*)", rest[0]):
        os.environ[found[1]] = found[2]
        rest = rest[1:]
    try:
        yield rest
    finally:
        os.environ.clear()
        os.environ.update(before)


def _installable(requirement: str) -> bytes:
    """Check that what a page says to install exists."""
    found = re.fullmatch(r"pullquote(?:\[(\w+)\])?", requirement)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    if not found or (found[1] and found[1] not in extras):
        raise Failed(f"{requirement} cannot be installed")
    return b""
