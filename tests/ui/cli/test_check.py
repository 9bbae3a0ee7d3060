from __future__ import annotations

import json
from pathlib import Path

DRAFT = "Waltz spoke to Fox News. “They need to tone it down,” Trump said."


def test_a_draft_is_checked_sentence_by_sentence(anywhere) -> None:
    ended = anywhere("check", "-", typed=DRAFT)
    assert ended.code == 3
    assert ended.out.startswith("supported   Waltz spoke to Fox News.")
    assert "unsupported “They need to tone it down,” Trump said." in ended.out
    found = json.loads(anywhere("check", "-", "--json", typed=DRAFT).out)["sentences"]
    assert [set(one) for one in found] == [{"text", "verdict", "reason", "citations"}] * 2
    assert found[1]["reason"] == "the article gives this quote to Mike Waltz, not to Donald Trump"
    assert "tone it down" in found[1]["citations"][0]["quote"]


def test_a_draft_that_is_no_text(command, tmp_path: Path) -> None:
    (tmp_path / "draft.bin").write_bytes(b"\x89PNG\0\0")
    ended = command("check", str(tmp_path / "draft.bin"))
    assert ended.code == 1
    assert "is not a text file" in ended.err
