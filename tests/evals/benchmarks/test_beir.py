import json
from pathlib import Path
from typing import Any

import pytest

from evals.benchmarks.beir import measure, read_collection
from rag.errors import SuiteError
from rag.library import Library

TEXTS = {"d1": "The dam held. Ada Quill spoke of it.", "d2": "Rain fell.", "d3": "The harbor closed on Friday."}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "qrels").mkdir()
    corpus = [json.dumps({"_id": id, "title": "", "text": text}) for id, text in TEXTS.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(corpus))
    queries = [json.dumps({"_id": id, "text": text}) for id, text in (("q1", "who spoke of the dam"), ("q2", "rain"))]
    (tmp_path / "queries.jsonl").write_text("\n".join([*queries, json.dumps({"_id": "q3", "text": "not judged"})]))
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq2\td2\t1\n")
    return tmp_path


def test_only_judged_queries_and_grades_above_zero_count(folder: Path) -> None:
    collection = read_collection(folder)
    assert collection.queries == ["who spoke of the dam", "rain"]
    assert collection.relevant == [frozenset({collection.articles["d1"].id}), frozenset({collection.articles["d2"].id})]
    assert len(read_collection(folder, limit=1).queries) == 1


def test_documents_are_ranked_in_each_way(folder: Path, letters: Any, fixed_reader: Any, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", letters) as library:
        found = measure(read_collection(folder), library, letters, fixed_reader({}))
    assert set(found) == {"dense", "lexical", "fused", "fused and read"}
    assert found["lexical"]["hits_1"] == found["lexical"]["ndcg_10"] == 1.0
    assert found["lexical"]["questions"] == 2


def test_a_damaged_file_is_named(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\tgood\n")
    with pytest.raises(SuiteError, match=r"test\.tsv is not a table"):
        read_collection(folder)
    (folder / "corpus.jsonl").unlink()
    with pytest.raises(SuiteError, match=r"corpus\.jsonl cannot be read"):
        read_collection(folder)
