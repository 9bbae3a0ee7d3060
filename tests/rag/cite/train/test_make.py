import gzip
import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from rag.cite.train import make
from rag.cite.train.make import main, write_pairs
from rag.cite.train.pairs import Label, Pair, read_pairs
from rag.reader.train.examples import TRAINING_FILES, TUNING_FILE
from rag.reader.train.said import SAID_FILE

TEXT = "Mayor Per Aune opened the bridge in Brandal in 2019. Kari Moe led the union until 2021."
OTHER = "The first ferry ran in 1998. It carried 40 people a day."


def question(number: int, context: str, asked: str, answer: str) -> dict[str, object]:
    answers = [{"text": answer, "start": context.index(answer)}] if answer else []
    return {"id": str(number), "title": "Brandal", "question": asked, "context": context, "answers": answers}


def test_pairs_are_written_as_they_are_read(tmp_path: Path) -> None:
    pairs = [Pair(TEXT, "Kari Moe led the union.", Label.SUPPORTED, "news"), Pair("x", "y", Label.UNSAID, "news")]
    write_pairs(tmp_path / "pairs.jsonl.gz", pairs)
    assert list(read_pairs(tmp_path / "pairs.jsonl.gz")) == pairs


def test_the_command_makes_pairs_of_every_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        question(1, TEXT, "Who opened the bridge in Brandal?", "Mayor Per Aune"),
        question(2, OTHER, "When did the first ferry run?", "1998"),
    ]
    article = {
        "id": "1",
        "split": "train",
        "text": f"{TEXT} The bridge was long, after all, and nobody used it much.",
        "attributions": [],
    }
    for name, lines in (*((file, rows) for file in (*TRAINING_FILES, TUNING_FILE)), (SAID_FILE, [article])):
        with gzip.open(tmp_path / name, "wt") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines)
    to = tmp_path / "made.jsonl.gz"
    monkeypatch.setattr(sys, "argv", ["make", "--data", str(tmp_path), "--to", str(to), "--found", "2"])
    main()
    made = Counter(pair.source.split(",")[0] for pair in read_pairs(to))
    assert made["questions"] + made["questions-stated"] >= 6
    assert set(made) <= {"news", "questions", "questions-stated", make.REFUSED}
