"""A process that adds all texts of a folder and tells what became of each, until it is killed."""

import signal
from multiprocessing.connection import Connection
from pathlib import Path

from hash_embedder import HashEmbedder

from ingest import add_many, bulk
from rag.library import Library


def add_all(folder: Path, home: Path, outcomes: Connection) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs start with it ignored
    bulk._TOGETHER = 24  # small batches, so that there are many to be interrupted
    embedder = HashEmbedder()
    with Library.open(home, embedder) as library:
        for item in add_many(sorted(folder.glob("*.txt")), library, embedder):
            outcomes.send(item.added.outcome if item.added else str(item.error))
    outcomes.close()
