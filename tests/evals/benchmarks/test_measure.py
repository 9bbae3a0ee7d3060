from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.benchmarks.measure import USES, measure
from evals.benchmarks.published import PUBLISHED
from rag.errors import SuiteError
from rag.reader.train.examples import chooses, in_tuning_half
from rag.settings import Settings

TEXT = "The dam held. Ada Quill spoke."


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, fixed_reader: Any, letters: Any) -> Any:
    made = fixed_reader({"Who spoke?": ("Ada Quill", 3.0), "Why?": ("The dam", -3.0)})
    made.model = type("Weights", (), {"sha256": "abc"})
    monkeypatch.setattr("evals.benchmarks.measure.Reader", lambda: made)
    monkeypatch.setattr("evals.benchmarks.measure.load_embedder", lambda settings: letters)
    return made


def test_every_benchmark_has_published_numbers_in_percent_with_their_source() -> None:
    assert set(PUBLISHED) == set(USES)
    for published in (one for several in PUBLISHED.values() for one in several):
        assert all(1 < figure < 100 for figure in published.figures.values())
        assert published.figures
        assert published.source


def test_squad1_always_answers(write_set: Callable[..., Path], reader: Any, tmp_path: Path) -> None:
    titles = [str(n) for n in range(20)]
    rows = [(f"{t}{q}", t, q, TEXT, [a]) for t in titles for q, a in (("Who spoke?", "Ada Quill"), ("Why?", "spoke"))]
    measured = measure("squad1", write_set(*rows), settings=Settings(tmp_path))
    assert measured.figures["reading"]["exact_match"] == 0.5
    assert measured.figures["reading"]["questions"] == 2 * sum(not in_tuning_half(title) for title in titles)
    assert (measured.model, measured.use, measured.published) == ("abc", USES["squad1"], PUBLISHED["squad1"])


def test_squad2_may_refuse(write_set: Callable[..., Path], reader: Any, tmp_path: Path) -> None:
    rows = [
        (f"{n}{q}", str(n), q, TEXT, a) for n in range(20) for q, a in (("Who spoke?", ["Ada Quill"]), ("Why?", []))
    ]
    figures = measure("squad2", write_set(*rows), settings=Settings(tmp_path)).figures["reading"]
    assert (figures["has_answer_f1"], figures["no_answer"]) == (1, 1)
    assert figures["questions"] == 2 * sum(not in_tuning_half(str(n)) for n in range(20))
    assert figures["tuned_on"] == 2 * sum(chooses(str(n)) for n in range(20)) > 0


def test_newsqa_is_read_and_searched_in_all_articles(
    write_set: Callable[..., Path], reader: Any, tmp_path: Path
) -> None:
    path = write_set(
        ("1", "t", "Who spoke?", TEXT, ["Ada Quill"]), ("2", "t", "Why?", "Rain fell on the hills.", ["Rain"])
    )
    measured = measure("newsqa", path, settings=Settings(tmp_path), limit=1)
    assert set(measured.figures) == {"reading", "dense", "lexical", "fused", "fused and read"}
    assert all(figures["questions"] == 1 for figures in measured.figures.values())
    assert {len(texts) for texts in reader.texts} == {1, 2}  # the article alone, and both when searched


def test_an_unknown_benchmark_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"no benchmark “squad3”\. There are: squad1"):
        measure("squad3", tmp_path, settings=Settings(tmp_path))
