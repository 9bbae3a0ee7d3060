import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from evals.cases import make_cases
from evals.folder import code_hash, corpus_hash, finish, gather_facts, model_hashes, open_folder, read_facts
from evals.suite import Pair
from rag.errors import SuiteError
from rag.types import Article

MakePair = Callable[..., Pair]


def test_corpus_hash_follows_pairs_and_texts_but_not_their_order(article: Article, make_pair: MakePair) -> None:
    one, two = make_pair(), make_pair(id="q2")
    cases = make_cases("dam", [one, two], {"dam": article}, scoped=True)
    base = corpus_hash(cases, [article])
    assert corpus_hash(cases[::-1], [article]) == base
    assert corpus_hash(cases[:1], [article]) != base
    assert corpus_hash(cases, [replace(article, sha256="0" * 64)]) != base
    changed = make_cases("dam", [one, make_pair(id="q2", answers=("it",))], {"dam": article}, scoped=True)
    assert corpus_hash(changed, [article]) != base


def test_model_hashes(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "a.onnx").write_bytes(b"weights")
    (tmp_path / "models" / "a.json").write_bytes(b"not a model")
    expected = "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c"
    assert model_hashes(tmp_path) == {"models/a.onnx": expected}


def test_code_hash_follows_every_python_file(tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "inner").mkdir(parents=True)
    (package / "inner" / "a.py").write_text("a = 1\n")
    first = code_hash([package])
    assert code_hash([package]) == first
    (package / "notes.txt").write_text("not code")
    assert code_hash([package]) == first
    (package / "inner" / "a.py").write_text("a = 2\n")
    second = code_hash([package])
    (package / "inner" / "a.py").rename(package / "a.py")
    assert len({first, second, code_hash([package])}) == 3


def test_facts_say_what_was_measured(article: Article, make_pair: MakePair) -> None:
    cases = make_cases("dam", [make_pair(), make_pair(id="q2")], {"dam": article}, scoped=True)
    facts = gather_facts(cases, [article], embedder="letters", settings={"scoped": True})
    assert facts["suites"] == {"dam": 2}
    assert facts["embedder"] == "letters"
    assert facts["settings"] == {"scoped": True}
    assert set(facts["versions"]) >= {"python", "pullquote", "onnxruntime"}
    assert any(name.endswith("model.onnx") for name in facts["models"])
    json.dumps(facts)


def test_an_unfinished_run_of_the_same_facts_goes_on(tmp_path: Path) -> None:
    folder = open_folder(tmp_path, {"corpus": "a"})
    assert read_facts(folder)["corpus"] == "a"
    assert open_folder(tmp_path, {"corpus": "a"}) == folder
    assert open_folder(tmp_path, {"corpus": "b"}) != folder


def test_a_finished_run_is_left_alone(tmp_path: Path) -> None:
    folder = open_folder(tmp_path, {"corpus": "a"})
    (folder / "results.jsonl").write_text("kept")
    finish(folder)
    facts = read_facts(folder)
    assert facts["started"] <= facts["finished"]
    again = open_folder(tmp_path, {"corpus": "a"})
    assert not (again / "results.jsonl").exists()


def test_a_folder_without_a_run(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"not the folder of a run: its run\.json cannot be read"):
        read_facts(tmp_path)
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(SuiteError, match="cannot be read"):
        read_facts(tmp_path)
