from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from evals import bulk
from ingest import add_many
from rag.embed import OnnxEmbedder
from rag.library import Library

SOUND: dict[str, Any] = {
    "articles": 40,
    "seconds": 9.0,
    "lost": 0,
    "double": 0,
    "not asked for": 0,
    "record and index agree": True,
    "again": {"unchanged": 40},
}


def test_some_files_hold_the_same_text_and_a_lost_article_is_noticed(tmp_path: Path) -> None:
    sources, home = tmp_path / "sources", tmp_path / "home"
    sources.mkdir()
    bulk.write_sources(sources, 20)
    files = sorted(sources.iterdir())
    assert files[18].read_bytes() == files[19].read_bytes()
    embedder = OnnxEmbedder()
    with Library.open(home, embedder) as library:
        assert [item.error for item in add_many(files, library, embedder)] == [None] * 20
    found = bulk.compare(sources, home)
    assert (found["texts"], found["lost"], found["double"], found["record and index agree"]) == (19, 0, 0, True)
    with Library.open(home, embedder) as library:
        library.remove(library.articles()[0].id)
    assert bulk.compare(sources, home)["lost"] == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({}, 0),
        ({"lost": 1}, 1),
        ({"double": 1}, 1),
        ({"not asked for": 1}, 1),
        ({"record and index agree": False}, 1),
        ({"again": {"unchanged": 39}}, 1),
    ],
)
def test_whatever_is_lost_or_double_ends_with_1(
    fault: dict[str, Any], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bulk, "run", lambda *_: {**SOUND, **fault})
    assert bulk.main(["--articles", "40"]) == code
    assert '"articles an hour": 16000' in capsys.readouterr().out


def test_the_rates_of_the_stages_make_up_what_a_million_takes(capsys: pytest.CaptureFixture[str]) -> None:
    assert bulk.main(["--rates", "--articles", "6"]) == 0
    found = json.loads(capsys.readouterr().out)
    stages = [found[f"{stage}, ms"] for stage in ("extract", "embed", "write")]
    assert min(stages) > 0
    assert found["core-hours for a million"] == pytest.approx(sum(stages) / 3.6, rel=0.01)
    assert found["passages"] >= 6


@pytest.mark.parametrize(
    ("program", "kill_at", "error"),
    [
        ("import sys; sys.exit('Ray is not here')", None, "ended with 1: Ray is not here"),
        ("print('{}')", 1, "before a worker could be killed"),
        ("import sys; sys.stderr.write('1 of 2\\n')", 1, "no worker to kill"),
    ],
)
def test_a_run_that_ends_badly_is_an_error(
    program: str, kill_at: int | None, error: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda _, **options: popen([sys.executable, "-c", program], **options))
    with pytest.raises(OSError, match=error):
        bulk.add(tmp_path, tmp_path / "home", workers=1, kill_at=kill_at)


WAITING = """
import subprocess, sys
from evals import bulk

waits = "import os, pathlib, time; pathlib.Path(os.environ['PULLQUOTE_HOME']).mkdir(); time.sleep(100)"
popen = subprocess.Popen
subprocess.Popen = lambda _, **options: popen([sys.executable, "-c", waits], **options)
bulk.main(["--articles", "2"])
"""


def test_told_to_end_it_leaves_nothing_behind(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", WAITING], env=environment) as process:  # noqa: S603 - our own program
        while not list(tmp_path.glob("pullquote-bulk-*/home")):
            assert process.poll() is None
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 128 + signal.SIGTERM
    assert not list(tmp_path.glob("pullquote-*"))


def test_without_a_worker_there_is_nothing_to_kill(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert list(bulk.workers_of(process.pid)) == []
        process.communicate(b"\n")
