"""kill -9 at random instants while articles are added: each is whole or absent, record and index agree."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from hash_embedder import HashEmbedder

from ingest.split import split
from rag.library import Library

KILLS = int(os.environ.get("PULLQUOTE_TEST_KILLS", "10"))
ARTICLES = 120

ADD_ALL = """
import sys
from pathlib import Path
from hash_embedder import HashEmbedder
from ingest import add_many
from rag.library import Library
embedder = HashEmbedder()
files = sorted(Path(sys.argv[1]).glob("*.txt"))
with Library.open(Path(sys.argv[2]), embedder) as library:
    print("open", flush=True)
    for item in add_many(files, library, embedder):
        pass
    print("done", flush=True)
"""


def write(folder: Path) -> None:
    folder.mkdir()
    for n in range(ARTICLES):
        body = " ".join(f"Sentence {s} of article {n} is about the {n * s}th bridge of the town." for s in range(30))
        (folder / f"{n:03}.txt").write_text(body)


def start(folder: Path, home: Path) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", ADD_ALL, str(folder), str(home)], stdout=subprocess.PIPE, text=True, env=environment
    )


def check(home: Path) -> int:
    """Open the library and look at every article; returns how many there are."""
    with Library.open(home, HashEmbedder()) as library:
        for article in library.articles():
            assert library.passages(article.id) == split(article.text, article.id, article.version, article.subheads)
        assert library._index.ids() == library._record.passage_ids()
        return library.count()


def test_a_library_survives_being_killed_while_it_grows(tmp_path):
    write(tmp_path / "texts")
    chance = random.Random(7)
    counts = [0]
    for _ in range(KILLS):
        adding = start(tmp_path / "texts", tmp_path / "home")
        assert adding.stdout is not None
        assert adding.stdout.readline() == "open\n"
        try:
            adding.wait(chance.uniform(0.0, 0.6))
        except subprocess.TimeoutExpired:
            adding.send_signal(signal.SIGKILL)
        adding.communicate()
        counts.append(check(tmp_path / "home"))
    assert counts == sorted(counts)
    last = start(tmp_path / "texts", tmp_path / "home")
    assert last.communicate()[0] == "open\ndone\n"
    assert check(tmp_path / "home") == ARTICLES
