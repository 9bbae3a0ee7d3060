import json
import math
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
    first, second = collection.queries
    assert (first.text, second.text) == ("who spoke of the dam", "rain")
    assert first.grades == {collection.articles["d1"].id: 2}
    assert second.grades == {collection.articles["d2"].id: 1}
    assert len(read_collection(folder, limit=1).queries) == 1


def test_documents_are_ranked_in_each_way(folder: Path, letters: Any, fixed_reader: Any, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", letters) as library:
        found = measure(read_collection(folder), library, letters, fixed_reader({}))
    assert set(found) == {"dense", "lexical", "fused", "fused and read"}
    assert found["lexical"]["hits_1"] == found["lexical"]["ndcg_10"] == 1.0
    assert found["lexical"]["questions"] == 2


def test_ndcg_counts_grades_and_not_the_query_itself(
    folder: Path, letters: Any, fixed_reader: Any, tmp_path: Path
) -> None:
    (folder / "corpus.jsonl").write_text(
        "\n".join(json.dumps({"_id": id, "text": text}) for id, text in (("q2", "rain"), ("d2", "rain fell")))
    )
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq2\td2\t1\nq2\tmissing\t3\nq2\tq2\t1\n")
    collection = read_collection(folder)
    assert collection.queries[0].itself == collection.articles["q2"].id
    with Library.open(tmp_path / "library", letters) as library:
        found = measure(collection, library, letters, fixed_reader({}))["lexical"]
    # d2 at place 1 has grade 1; the best ranking has the grades 3, 1, 1.
    assert found["ndcg_10"] == pytest.approx(1 / (3 + 1 / math.log2(3) + 1 / 2))
    assert found["hits_1"] == 1.0


def test_a_damaged_file_is_named(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\tgood\n")
    with pytest.raises(SuiteError, match=r"test\.tsv is not a table"):
        read_collection(folder)
    (folder / "corpus.jsonl").unlink()
    with pytest.raises(SuiteError, match=r"corpus\.jsonl cannot be read"):
        read_collection(folder)
