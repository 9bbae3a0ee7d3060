from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from small_suite import small_suite  # noqa: F401 - a fixture

from ingest import pipeline
from rag import Pullquote, open_pullquote, owner
from rag.owner import Owner
from rag.settings import Settings
from ui.access import Access
from ui.api.mounts import open_doors
from ui.cli import main
from ui.web.served import served


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Run ``pullquote`` in this process, in a library of its own unless another one is named."""
    monkeypatch.setenv("PULLQUOTE_HOME", str(tmp_path / "home"))

    def run(*arguments: str, typed: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["pullquote", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        printed = capsys.readouterr()
        return Ended(int(stopped.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def server(sample_pullquote: Pullquote, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Owner]:
    """A server over the sample library."""
    access = Access(tmp_path_factory.mktemp("server"), open_here=False)
    routes, lifespan = open_doors(sample_pullquote, access)
    with served(FastAPI(routes=routes, lifespan=lifespan)) as address:
        yield Owner(1, "pullquote serve", address, access.key)


@pytest.fixture(params=["here", "at a server"])
def anywhere(
    request: pytest.FixtureRequest,
    command: Command,
    sample_pullquote: Pullquote,
    sample_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Command]:
    """The same over the sample library: opened in this process, and owned by a server."""
    if request.param == "here":
        monkeypatch.setattr("rag.open_pullquote", lambda _: nullcontext(sample_pullquote))
    else:
        (tmp_path / "home").mkdir()
        owner.write(tmp_path / "home", request.getfixturevalue("server"))
    yield command
    library = sample_pullquote.library
    for article in library.articles():
        if article.id != sample_id:
            library.remove(article.id)
    pipeline.add_sample(library, sample_pullquote.embedder)


@pytest.fixture
def sample_home(tmp_path: Path) -> None:
    """Puts the sample article into the library of the commands."""
    with open_pullquote(Settings(home=tmp_path / "home")) as pullquote:
        pipeline.add_sample(pullquote.library, pullquote.embedder)
