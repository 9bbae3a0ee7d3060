from __future__ import annotations

import gzip
import json
from pathlib import Path

from evals.attributions import Count, documents, measure

TEXT = "“Go home now,” said Anna Bell. Carl Dow said that the road was shut."


def test_measure_counts_right_speakers() -> None:
    gold = [
        {"source_spans": [[20, 29]], "cue_spans": [[15, 19]], "content_spans": [[0, 14]]},
        {"source_spans": [[20, 29]], "cue_spans": [[40, 44]], "content_spans": [[50, 67]]},
    ]
    quoted, sources, contents = Count(), Count(), Count()
    measure(TEXT, gold, quoted, sources, contents)
    assert (quoted.found, quoted.gold, quoted.right) == (1, 1, 1)
    assert (sources.found, sources.gold, sources.right) == (2, 2, 1)
    assert (contents.gold, contents.right) == (2, 2)


def test_count_prints_percent() -> None:
    assert str(Count(found=4, gold=2, right=1)) == "P  25.0  R  50.0  F1  33.3  (2 in the texts)"
    assert str(Count()).startswith("P   0.0")


def test_documents_of_a_split(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl.gz"
    rows = [{"split": "dev", "text": "a"}, {"split": "test", "text": "b"}]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    assert [row["text"] for row in documents(path, "test")] == ["b"]
