"""kill -9 at random instants while articles are added: each is whole or absent, record and index agree."""

import multiprocessing
import os
import random
import signal
from pathlib import Path

import pytest
from adding_process import add_all
from hash_embedder import HashEmbedder

from ingest.split import split
from rag.library import Library

KILLS = int(os.environ.get("PULLQUOTE_TEST_KILLS", "10"))
ARTICLES = 100 * KILLS  # more than any machine adds before the last kill


def write(folder: Path, articles: int) -> None:
    """Texts that have nothing in common, so that they are stored in batches."""
    folder.mkdir()
    for n in range(articles):
        words = random.Random(n)
        sentences = (" ".join(str(words.randrange(10_000)) for _ in range(10)) for _ in range(30))
        (folder / f"{n:04}.txt").write_text(" ".join(f"Then {sentence} fell." for sentence in sentences))


def start(folder: Path, home: Path):
    """A process of its own, forked from one that has imported everything."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["ingest", "rag.library", "datasketch"])
    outcomes, theirs = context.Pipe(duplex=False)
    process = context.Process(target=add_all, args=(folder, home, theirs))
    process.start()
    theirs.close()
    return process, outcomes


def check(home: Path) -> int:
    """Open the library and look at every article; returns how many there are."""
    with Library.open(home, HashEmbedder()) as library:
        for article in library.articles():
            assert library.passages(article.id) == split(article.text, article.id, article.version, article.subheads)
        assert library.index.ids() == library._record.passage_ids()
        return library.count()


@pytest.mark.timeout(60 * KILLS)
def test_a_library_survives_being_killed_while_it_grows(tmp_path):
    write(tmp_path / "texts", ARTICLES)
    chance = random.Random(7)
    counts = [0]
    for _ in range(KILLS):
        process, outcomes = start(tmp_path / "texts", tmp_path / "home")
        while outcomes.recv() == "unchanged":
            pass
        process.join(chance.uniform(0.0, 0.4))
        process.kill()
        process.join()
        outcomes.close()
        counts.append(check(tmp_path / "home"))
    assert counts == sorted(set(counts)), "each round added some, and lost none"
    assert counts[-1] < ARTICLES, "the last round was killed too"
    process, outcomes = start(tmp_path / "texts", tmp_path / "home")
    told = [outcomes.recv() for _ in range(ARTICLES)]
    process.join()
    outcomes.close()
    assert sorted(set(told)) == ["added", "unchanged"]
    assert check(tmp_path / "home") == ARTICLES


def test_ctrl_c_leaves_whole_articles_and_a_rerun_goes_on(tmp_path):
    write(tmp_path / "texts", 240)
    process, outcomes = start(tmp_path / "texts", tmp_path / "home")
    assert outcomes.recv() == "added"
    os.kill(process.pid, signal.SIGINT)
    process.join(60)
    assert process.exitcode == 1, "it ended by itself"
    outcomes.close()
    there = check(tmp_path / "home")
    assert 0 < there < 240
    process, outcomes = start(tmp_path / "texts", tmp_path / "home")
    told = [outcomes.recv() for _ in range(240)]
    process.join()
    outcomes.close()
    assert told.count("unchanged") == there
    assert check(tmp_path / "home") == 240
