from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from evals.load import large
from evals.speed.growth import PER_ARTICLE, WORDS
from rag.embed import OnnxEmbedder
from rag.library import Library


def test_a_stopped_run_goes_on_and_deleted_articles_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("FACTS", 2), ("QUESTIONS", 2), ("DELETED", 1)):
        monkeypatch.setattr(large, name, value)
    home = tmp_path / "home"
    large.grow(home, 20)
    large.grow(home, 40)
    found = large.measure(home)
    assert (found["passages"], found["right"], found["asked"]) == (60, 2, 2)
    assert found["close, s"] >= 0
    with Library.open(home, OnnxEmbedder()) as library:
        lengths = {len(article.text.split()) for article in library.articles()}
    assert lengths == {PER_ARTICLE * WORDS}, "what is read takes as long at every size"
    assert large.measure(home)["passages"] == 60

    (tmp_path / "home.json").write_text(json.dumps({"20": {"ask p50, ms": 10.0}, "40": {"ask p50, ms": 21.0}}))
    monkeypatch.setattr(sys, "argv", ["large", str(home), "--passages", "20", "40"])
    assert large.main() == 1, "more than twice as long"
    assert "2.10 times" in capsys.readouterr().out
