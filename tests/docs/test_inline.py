"""What the pages name in passing: commands in a line of text or a file of others, and the table of providers."""

from __future__ import annotations

import importlib.util
import re
import shlex
import tomllib
from collections.abc import Iterator

import pytest
import typer.main
from langchain_core.language_models import BaseChatModel
from pages import PAGES, ROOT, RUN, blocks

from rag.settings import VARIABLES
from rag.writer.providers import PROVIDERS, connect
from ui.cli import app
from ui.observe import VARIABLE as OBSERVE

PLACEHOLDERS = {"COMMAND", "…", "..."}
PAGES_WITH_COMMANDS = [*PAGES, ROOT / "evals" / "README.md"]


def inline() -> Iterator[tuple[str, str]]:
    """The page and the words of every code in a line of text."""
    for page in PAGES_WITH_COMMANDS:
        text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
        for code in re.findall(r"`([^`\n]+)`", text):
            yield page.name, code


def shown() -> Iterator[tuple[str, str]]:
    """The page and each line of the blocks that are not run here: files of other programs, and other machines."""
    for page in PAGES:
        for block in blocks(page):
            if block.language not in RUN:
                yield from ((page.name, line) for line in block.code.splitlines())


def commands(of: str) -> list[tuple[str, list[str]]]:
    found = [(page, shlex.split(code)) for page, code in inline() if re.match(rf"(?:\.venv/bin/)?{of} ", code)]
    return [(page, words[1:]) for page, words in found]


def test_every_command_that_is_named_exists_with_its_options() -> None:
    in_blocks = [(page, re.search(r"(?:^|/|web1 )pullquote (.+)$", line)) for page, line in shown()]
    elsewhere = [(page, shlex.split(found[1])) for page, found in in_blocks if found]
    assert len(elsewhere) > 3
    named = commands("pullquote") + elsewhere
    for page, (name, *words) in named:
        group, wanted = typer.main.get_command(app), name
        if name in PLACEHOLDERS:
            continue
        command = group.commands.get(wanted) if not wanted.startswith("--") else group  # type: ignore[attr-defined]
        assert command is not None, f"{page}: pullquote {name}"
        if hasattr(command, "commands") and words and not wanted.startswith("--"):
            command = command.commands[words[0]]
        options = {flag for parameter in command.params for flag in (*parameter.opts, *parameter.secondary_opts)}
        used = {word for word in (name, *words) if word.startswith("--")} - {"--help"}
        assert used <= options, f"{page}: pullquote {name} {words}"
    assert len(named) > 10


def test_every_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = commands("make")
    assert [(page, words) for page, words in named if words[0] not in targets] == []
    assert named


def test_every_module_that_is_named_can_be_run() -> None:
    pages = [(page.name, page.read_text()) for page in PAGES_WITH_COMMANDS]
    named = [(page, module) for page, text in pages for module in re.findall(r"python -m ([\w.]+)", text)]
    missing = [(page, module) for page, module in named if importlib.util.find_spec(module) is None]
    assert missing == []
    assert len(named) > 5


def test_every_variable_that_is_named_is_read() -> None:
    known = {*VARIABLES.values(), OBSERVE, "PULLQUOTE_TOKEN"}  # the last one is the reader's own
    named = {
        (page.name, name) for page in PAGES for name in re.findall(r"\bPULLQUOTE_(?!TEST_)[A-Z_]+\b", page.read_text())
    }
    assert [(page, name) for page, name in sorted(named) if name not in known] == []
    assert len(named) > 10


def providers() -> list[list[str]]:
    """The lines of each row of the README's table of providers."""
    rows = re.findall(r"^\| .* \| (`.*pip install.*) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    return [[line.strip("`") for line in row.split("<br>")] for row in rows]


@pytest.mark.parametrize("row", providers(), ids=lambda row: row[-1].partition("=")[2])
def test_a_row_of_the_table_of_providers_makes_a_model(row: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    (extra,) = re.findall(r"pip install '\.\[(\w+)\]'", row[0])
    assert extra in extras
    set_here = dict(line.removeprefix("export ").split("=", 1) for line in row if line.startswith("export "))
    answerer = set_here["PULLQUOTE_ANSWERER"]
    provider = PROVIDERS[answerer.partition(":")[0]]
    assert provider.name == extra
    if provider.name == "gguf":
        assert row[1] == f"ls {answerer.partition(':')[2]}"
        return
    for known in PROVIDERS.values():
        if known.key:
            monkeypatch.delenv(known.key, raising=False)
    for name, value in set_here.items():
        monkeypatch.setenv(name, value.replace("…", "key"))
    assert isinstance(connect(answerer, set_here.get("PULLQUOTE_MODEL_URL")), BaseChatModel)


def test_the_table_has_every_provider() -> None:
    assert {row[-1].partition("=")[2].partition(":")[0] for row in providers()} == set(PROVIDERS)
