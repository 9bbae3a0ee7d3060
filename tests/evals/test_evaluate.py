from dataclasses import replace
from pathlib import Path

import pytest
from small_suite import SmallPullquote

from evals.evaluate import by_name, evaluate
from evals.folder import read_facts
from evals.result import read_results
from evals.sabotage import Damage
from rag.errors import SuiteError
from rag.library import Library
from rag.settings import Settings
from rag.types import Article


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def test_a_shipped_suite_is_asked_in_a_library_of_its_own(
    small_suite: Path, settings: Settings, tmp_path: Path
) -> None:
    done = evaluate(["dam"], tmp_path / "runs", settings=settings)
    assert [(result.suite, result.id) for result in done.results] == [("dam", "q1"), ("dam", "q2")]
    assert all(not result.lost for result in done.results)
    assert done.results[0].ranking == (True,)
    assert not settings.home.exists()
    assert read_results(done.folder / "results.jsonl") == done.results
    assert "What held?" in (done.folder / "report.html").read_text(encoding="utf-8")
    facts = read_facts(done.folder)
    assert facts["suites"] == {"dam": 2}
    assert facts["settings"] == {"scoped": True, "workers": 1, "answerer": "reader", "judge": None}
    assert "finished" in facts


def test_shipped_suites_leave_the_users_servers_alone(
    small_suite: Path, settings: Settings, tmp_path: Path, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Settings] = []

    def open_small(settings: Settings) -> SmallPullquote:
        opened.append(settings)
        return SmallPullquote(settings.home, article)

    monkeypatch.setattr("evals.evaluate.open_pullquote", open_small)
    servers = {"database_url": "postgresql://news.example/record", "chroma_url": "http://news.example"}
    evaluate(["dam"], tmp_path / "runs", settings=replace(settings, **servers))
    assert [one.servers for one in opened] == [None]


def test_without_names_every_shipped_suite_is_asked(small_suite: Path, settings: Settings, tmp_path: Path) -> None:
    (small_suite / "flood.jsonl").write_text('{"id": "f1", "question": "Why?", "answer": ""}\n')
    done = evaluate([], tmp_path / "runs", settings=settings)
    assert [result.suite for result in done.results] == ["dam", "dam", "flood"]


def test_own_pairs_are_asked_in_the_users_library(small_suite: Path, settings: Settings, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("question,answer,article,gold\nWhat held?,the dam,The dam,The dam held.\nWhy?,,,\n")
    done = evaluate([str(own)], tmp_path / "runs", settings=settings)
    assert [(result.suite, result.id, result.lost) for result in done.results] == [
        ("own.csv", "own-2", ()),
        ("own.csv", "own-3", ()),
    ]
    assert (settings.home / "record.sqlite").exists()


def test_own_pairs_need_articles(
    small_suite: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evals.evaluate.by_name", lambda library: {})
    (tmp_path / "own.csv").write_text("question,answer\nWhy?,\n")
    with pytest.raises(SuiteError, match=r"home is empty\. Add the articles .* pullquote add"):
        evaluate([str(tmp_path / "own.csv")], tmp_path / "runs", settings=settings)


def test_own_and_shipped_are_not_mixed(small_suite: Path, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("question,answer\nWhy?,\n")
    with pytest.raises(SuiteError, match="run one after the other"):
        evaluate(["dam", str(tmp_path / "own.csv")], tmp_path / "runs", settings=settings)


@pytest.mark.parametrize("name", ["flood", "../suites/dam"])
def test_an_unknown_suite_is_named_with_those_there_are(
    small_suite: Path, settings: Settings, tmp_path: Path, name: str
) -> None:
    with pytest.raises(SuiteError, match=r"is neither a shipped suite \(dam\) nor a file"):
        evaluate([name], tmp_path / "runs", settings=settings)


def test_a_second_run_is_compared_with_the_first(small_suite: Path, settings: Settings, tmp_path: Path) -> None:
    first = evaluate(["dam"], tmp_path / "runs", settings=settings)
    second = evaluate(["dam"], tmp_path / "runs", settings=settings, against=first.folder)
    assert second.folder != first.folder
    assert second.comparison is not None
    assert second.comparison.changes == ()
    assert second.comparison.tests["f1"].p_value == 1
    assert "What changed" in (second.folder / "report.html").read_text(encoding="utf-8")


def test_an_earlier_run_that_is_not_there_is_said_before_anything_is_asked(
    small_suite: Path, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(SuiteError, match="no readable run"):
        evaluate(["dam"], tmp_path / "runs", settings=settings, against=tmp_path / "none")
    assert not (tmp_path / "runs").exists()


def test_an_interrupted_run_goes_on(small_suite: Path, settings: Settings, tmp_path: Path) -> None:
    def stop(count: int, total: int, result: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate(["dam"], tmp_path / "runs", settings=settings, progress=stop)
    counts: list[int] = []
    done = evaluate(["dam"], tmp_path / "runs", settings=settings, progress=lambda n, *_: counts.append(n))
    assert counts == [2]
    assert len(done.results) == 2
    assert len(list((tmp_path / "runs").iterdir())) == 1


def test_articles_are_known_by_id_and_title(library: Library) -> None:
    (article,) = library.articles()
    assert set(by_name(library)) == {article.id, article.title}


def test_sabotage_of_a_run_that_went_on_asks_what_is_missing(
    small_suite: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def broken(cases: list[object], results: list[object], answers: dict[object, object], *_: object) -> list[Damage]:
        seen.append(len(answers))
        return [Damage("all", "f1", 1.0, 0.0)]

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("evals.evaluate.sabotage", broken)
    with pytest.raises(KeyboardInterrupt):
        evaluate(["dam"], tmp_path / "runs", settings=settings, progress=stop)
    done = evaluate(["dam"], tmp_path / "runs", settings=settings, break_it=True)
    assert seen == [2]
    assert done.damages == [Damage("all", "f1", 1.0, 0.0)]
