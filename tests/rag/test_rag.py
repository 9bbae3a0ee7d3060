from __future__ import annotations

import asyncio
from pathlib import Path
from types import ModuleType

import rag
from ingest import aadd, sample
from rag import Settings, open_pullquote

ASK = "who urged Kyiv to tone down?"


def test_everything_public_is_named() -> None:
    public = [name for name, value in vars(rag).items() if name[0] != "_" and not isinstance(value, ModuleType)]
    public = [name for name in public if name not in ("annotations", "TYPE_CHECKING", "Any")]
    assert sorted({*public, "Library", "Pullquote"}) == sorted(rag.__all__)
    assert all(getattr(rag, name) for name in rag.__all__)


def test_every_package_is_typed() -> None:
    root = Path(rag.__file__).parent.parent
    assert [name for name in ("rag", "ingest", "ui", "evals") if not (root / name / "py.typed").exists()] == []


def test_adding_and_asking_do_not_block_the_event_loop(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)

    async def run() -> tuple[str, list[str]]:
        with open_pullquote(settings) as pullquote:
            await aadd(sample.path(), pullquote.library, pullquote.embedder)
            streamed = [answer.text async for answer in pullquote.astream(ASK)]
        return (await rag.aask(ASK, settings)).text, streamed

    answer, streamed = asyncio.run(run())
    assert answer == streamed[-1] == rag.ask(ASK, settings).text == "Mike Waltz"
    assert rag.check_quote("They need to tone it down", "Donald Trump", settings).speaker == "Mike Waltz"
