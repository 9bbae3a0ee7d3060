import json
from pathlib import Path
from typing import Any

import pytest

from evals.benchmarks.multihop import measure, read_folder
from rag.errors import SuiteError
from rag.library import Library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = [
        {"title": "Dam", "body": "The dam  held.\nAda Quill spoke of the dam."},
        {"title": "Rain", "body": "Rain fell on the hills."},
    ]
    queries = [
        {
            "query": "what held, and what fell on the hills?",
            "question_type": "comparison_query",
            "evidence_list": [{"fact": "The dam held."}, {"fact": "Rain fell on the hills."}],
        },
        {"query": "who won?", "question_type": "null_query", "evidence_list": []},
    ]
    (tmp_path / "corpus.json").write_text(json.dumps(corpus))
    (tmp_path / "MultiHopRAG.json").write_text(json.dumps(queries))
    return tmp_path


def test_queries_without_an_answer_are_left_out(folder: Path) -> None:
    articles, queries = read_folder(folder)
    assert [article.title for article in articles] == ["Dam", "Rain"]
    assert [query.facts for query in queries] == [("The dam held.", "Rain fell on the hills.")]


def test_a_passage_is_relevant_when_it_holds_a_piece_of_evidence(
    folder: Path, letters: Any, fixed_reader: Any, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "library", letters) as library:
        found = measure(*read_folder(folder), library, letters, fixed_reader({}))
    # Both articles are found by their words, in either order: each place holds one of the two pieces.
    assert found["lexical"]["hits_1"] == found["lexical"]["map_10"] == 1.0


def test_a_damaged_file_is_named(folder: Path) -> None:
    (folder / "corpus.json").write_text("[")
    with pytest.raises(SuiteError, match=r"corpus\.json cannot be read as JSON"):
        read_folder(folder)
    (folder / "corpus.json").write_text('[{"title": "Dam", "body": "It held."}, {"title": "Rain", "text": "It fell."}]')
    with pytest.raises(SuiteError, match=r"corpus\.json, entry 2: not as MultiHop-RAG has them \(KeyError\('body'\)\)"):
        read_folder(folder)
