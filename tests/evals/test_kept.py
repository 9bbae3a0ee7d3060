import json
from pathlib import Path
from typing import Any

import pytest

from evals.kept import Kept

FACTS: dict[str, Any] = {"settings": {"questions": 3}}


def measure(kept: Kept, *names: str) -> list[str]:
    measured: list[str] = []
    for name in names:
        kept.part(name, lambda name=name: measured.append(name) or {"value": name})  # type: ignore[misc]
    return measured


def test_a_run_that_broke_off_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "build" / "bench.json"

    def fails() -> None:
        raise KeyboardInterrupt

    first = Kept(path, FACTS)
    assert measure(first, "one") == ["one"]
    with pytest.raises(KeyboardInterrupt):
        first.part("two", fails)
    second = Kept(path, FACTS)
    assert measure(second, "one", "two") == ["two"]
    second.finish()
    kept = json.loads(path.read_text())
    assert kept == FACTS | {"finished": True, "parts": {"one": {"value": "one"}, "two": {"value": "two"}}}


def test_a_finished_run_and_one_of_other_facts_are_measured_anew(tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    first = Kept(path, FACTS)
    measure(first, "one")
    assert measure(Kept(path, {"settings": {"questions": 4}}), "one") == ["one"]
    again = Kept(path, FACTS)
    assert measure(again, "one") == ["one"]
    again.finish()
    assert measure(Kept(path, FACTS), "one") == ["one"]


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_a_damaged_file_is_written_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / "bench.json").write_text(text)
    assert measure(Kept(tmp_path / "bench.json", FACTS), "one") == ["one"]
