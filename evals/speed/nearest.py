"""How many of the nearest passages Chroma finds, and what finding and adding them takes, as its collection is made.

``python -m evals.speed.nearest`` prints a line of JSON for Chroma's own settings and one for ours. The vectors are made
up, but lie as those of news do.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings

from evals.load.vectors import like_news
from rag.embed import OnnxEmbedder, Vectors
from rag.index import COSINE
from rag.retrieve import CANDIDATES

QUESTIONS = 200
AT_ONCE = 512


def nearest(collection: chromadb.Collection, vectors: Vectors, questions: Vectors) -> dict[str, Any]:
    """Add vectors to an empty collection and search it.

    Args:
        collection: of cosine.
        vectors: ``[passages, dimension]`` float32, each row of length 1.
        questions: ``[questions, dimension]`` float32, each row of length 1.
    """
    began = time.process_time()
    for first in range(0, len(vectors), AT_ONCE):
        part = vectors[first : first + AT_ONCE]
        ids = [str(number) for number in range(first, first + len(part))]
        collection.add(ids, part, [{"article": f"{int(one) // 10}"} for one in ids])
    added = time.process_time()
    found = [collection.query(one[None], n_results=CANDIDATES, include=[])["ids"][0] for one in questions]
    searched = time.process_time()
    best = [set(map(str, np.argsort(-row)[:CANDIDATES])) for row in questions @ vectors.T]
    return {
        "passages": len(vectors),
        f"of the {CANDIDATES} nearest": round(
            float(np.mean([len(a & set(b)) for a, b in zip(best, found, strict=True)])) / CANDIDATES, 3
        ),
        "processor, ms a passage added": round(1_000 * (added - began) / len(vectors), 2),
        "processor, ms a search": round(1_000 * (searched - added) / len(questions), 2),
    }


def main() -> None:
    """Parse the command line, measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.speed.nearest", description=__doc__)
    parser.add_argument("--passages", type=int, default=30_000)
    options = parser.parse_args()
    make, random = like_news(OnnxEmbedder()), np.random.default_rng(0)
    vectors, questions = make(options.passages, random), make(QUESTIONS, random)
    for whose, metadata in (("Chroma's", {"hnsw:space": "cosine"}), ("ours", COSINE)):
        with tempfile.TemporaryDirectory() as folder:
            client = chromadb.PersistentClient(str(Path(folder)), Settings(anonymized_telemetry=False))
            collection = client.create_collection("nearest", metadata=metadata, embedding_function=None)
            told = {"settings": whose} | nearest(collection, vectors, questions)
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
