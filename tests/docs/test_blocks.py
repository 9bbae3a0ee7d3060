from __future__ import annotations

import gc
import hashlib
import json
import re
import textwrap
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from documents import pdf
from fastapi import FastAPI
from pages import OURS, PAGES, ROOT, RUN, Block, Failed, Shell, blocks

from ingest import pipeline
from ingest.fetch import Fetched, Fetcher
from ingest.split import split
from rag import Pullquote, Settings, open_pullquote
from rag.feedback import Feedback
from rag.owner import Owner
from rag.sqlite import SqliteRecord
from ui.access import Access
from ui.api.mounts import open_doors
from ui.web.served import served

ARTICLE = (
    "Bridge opens\n\nThe mayor, Ida Holm, opened the new bridge in Tarnby on Monday after nine years of work. "
    "“It was worth the wait,” Holm said.\n\nResidents of the town had waited for it since the ferry was given up."
)
PRINTED = ARTICLE.replace("“", "").replace("”", "")
FEED = '<rss version="2.0"><channel><item><link>https://example.org/story.html</link></item></channel></rss>'
ITS_OWN_LIBRARY = ("models.md",)  # pages that choose who answers, which a server does itself
ON_SERVERS = "servers.md"
"""The page about a library on servers: its commands are given a PostgreSQL and a Chroma server."""
SHOWN = {"text", ""}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pullquote]:
    with open_pullquote(Settings(home=tmp_path_factory.mktemp("shelf"))) as pullquote:
        yield pullquote


@pytest.fixture(scope="module")
def site(shelf: Pullquote, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Owner, str]]:
    """A server over a library, and a token that it takes."""
    access = Access(tmp_path_factory.mktemp("access"), open_here=True)
    routes, lifespan = open_doors(shelf, access)
    with served(FastAPI(routes=routes, lifespan=lifespan)) as address:
        yield Owner(1, "pullquote serve", address, access.key), access.tokens.create("reader of the docs", "read")


@pytest.fixture
def folder(tmp_path: Path, site: tuple[Owner, str], shelf: Pullquote, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the files that the pages speak of, beside a library with the sample article."""
    page = f"<html><title>Bridge opens</title><article><p>{ARTICLE}</p></article></html>"
    for name in ("folder", "archive"):
        (tmp_path / name).mkdir()
    for name, text in {
        "article.html": page,
        "article.txt": ARTICLE,
        "notes.md": ARTICLE,
        "folder/note.txt": ARTICLE.replace("Monday", "Tuesday"),
        "archive/old.html": page.replace("Tarnby", "Solvik"),
        "feed.xml": FEED,
        "draft.txt": "Waltz spoke to Fox News.",
        "password.txt": "correct horse battery\n",
        "questions.txt": "who urged Kyiv to tone down?\n",
        "pairs.csv": "question,answer\nwho urged Kyiv to tone down?,Mike Waltz\n",
    }.items():
        (tmp_path / name).write_text(text)
    lines = [(72.0, 700.0 - 20 * row, 12.0, line) for row, line in enumerate(textwrap.wrap(PRINTED, 80))]
    (tmp_path / "notes.pdf").write_bytes(pdf([lines]))
    stock(shelf)
    with monkeypatch.context() as known:
        known.setattr("secrets.token_hex", lambda _: "1f0c3a9e")
        Access(tmp_path / "home", open_here=True).tokens.create("the one that a page revokes", "read")
    SqliteRecord(tmp_path / "home" / "record.sqlite").close()  # the server has another library; this one is backed up
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PULLQUOTE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PULLQUOTE_TOKEN", site[1])
    # Nothing is asked of another host: models are looked for where nobody answers.
    monkeypatch.setenv("PULLQUOTE_MODEL_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OLLAMA_HOST", "http://127.0.0.1:9")
    # Opening a library is quick when the models are loaded already.
    monkeypatch.setattr("rag.pullquote.Reader", lambda: shelf.reader)
    monkeypatch.setattr("rag.pullquote.load_embedder", lambda _: shelf.embedder)
    fetched = Fetched("https://example.org/story.html", page.encode(), "text/html")
    monkeypatch.setattr(Fetcher, "fetch", lambda *_, **__: fetched)
    return tmp_path


@pytest.mark.parametrize("page", [*PAGES, ROOT / "docs" / "notebook.ipynb"], ids=lambda page: page.name)
def test_every_block_of_the_page_runs(
    page: Path,
    folder: Path,
    site: tuple[Owner, str],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = page.name in (*ITS_OWN_LIBRARY, ON_SERVERS)
    if own:
        with open_pullquote(Settings(home=folder / "home")) as pullquote:
            pipeline.add_sample(pullquote.library, pullquote.embedder)
    if page.name == ON_SERVERS:
        servers = request.getfixturevalue("server_pair").new()
        monkeypatch.setenv("PULLQUOTE_DATABASE_URL", servers.database_url)
        monkeypatch.setenv("PULLQUOTE_CHROMA_URL", servers.chroma_url)
    shell, names = Shell(None if own else site[0]), {"__name__": "docs"}
    with warnings.catch_warnings():
        # Short programs, and the clients of language models, leave closing to the end of the process.
        warnings.simplefilter("ignore", ResourceWarning)
        for block in blocks(page):
            run(Block(block.language, block.code.replace(OURS, str(site[0].url))), shell, names)
        names.clear()
        gc.collect()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_block_of_the_page_escapes(page: Path) -> None:
    fences = re.findall(r"^\s*(?:```|~~~)", page.read_text(), re.MULTILINE)
    assert len(fences) == 2 * len(blocks(page))


def stock(pullquote: Pullquote) -> None:
    """Make the library hold nothing but the sample article, in three versions."""
    library, embedder = pullquote.library, pullquote.embedder
    if [article.version for article in library.articles()] == [3]:
        return
    for article in library.articles():
        library.remove(article.id)
    article = pipeline.add_sample(library, embedder).article
    library.feedback.give("a reader", "a conversation", 0, Feedback(pullquote.ask("who urged Kyiv to tone down?")))
    for version in (2, 3):
        changed = article.text.replace("an interview", f"interview {version}")
        digest = hashlib.sha256(changed.encode()).hexdigest()
        later = replace(article, version=version, text=changed, sha256=digest, url="https://example.org/kyiv.html")
        passages = split(later.text, later.id, version, later.subheads)
        library.add(later, passages, embedder.embed([passage.text for passage in passages]))


def run(block: Block, shell: Shell, names: dict[str, object]) -> None:
    assert block.language in RUN | SHOWN, f"a block of {block.language} is not run"
    if block.language == "json":
        json.loads(block.code)
    elif block.language == "sh":
        shell.run(block.code)
    elif block.language == "python":
        exec(compile(block.code, "page", "exec"), names)  # noqa: S102 - our own pages


@pytest.mark.parametrize(
    "line", ["pullquote ask", "pullquote nonsense", "pip install 'pullquote[nothing]'", "make nothing", "false"]
)
def test_a_line_that_does_not_hold_is_noticed(line: str, folder: Path, site: tuple[Owner, str]) -> None:
    with pytest.raises((Failed, KeyError)):
        Shell(site[0]).run(line)
