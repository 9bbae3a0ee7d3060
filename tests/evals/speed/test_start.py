from __future__ import annotations

from pathlib import Path

import pytest

from evals.speed import start


def test_every_command_is_held_against_the_yardstick(monkeypatch: pytest.MonkeyPatch) -> None:
    took = {"-c": (2.0, 1.0), "--help": (4.0, 1.0), "one": (10.0, 4.0), "many": (20.0, 9.0)}

    def run(home: Path, arguments: tuple[str, ...]) -> tuple[float, float]:
        return next(took[key] for key in ("-c", "--help", "one", "many") if key in (*arguments, home.name))

    monkeypatch.setattr(start, "_run", run)
    monkeypatch.setattr(start, "shelve", lambda pullquote: {"a": pullquote.library.articles()[0]})
    told = start.start(repeats=2)
    assert told["articles"] == 1
    asking = {"ask_one_article": 10.0, "ask_many_articles": 20.0, "ask_many_by_meaning": 20.0}
    assert told["seconds"] == {"yardstick": 2.0, "help": 4.0} | asking
    assert {name: told[name]["median"] for name in ("help", *asking)} == {
        "help": 2.0, "ask_one_article": 5.0, "ask_many_articles": 10.0, "ask_many_by_meaning": 10.0,
    }  # fmt: skip
    assert told["in_processor_seconds"]["ask_many_articles"]["median"] == 9.0


def test_a_process_is_run_to_its_end(tmp_path: Path) -> None:
    passed, spent = start._run(tmp_path, ("-c", "sum(range(1_000_000))"))
    assert passed > 0
    assert spent >= 0
