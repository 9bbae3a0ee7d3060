from __future__ import annotations

import json
from pathlib import Path

BRIDGE = (
    "Bridge opens\n\nThe mayor, Ida Holm, opened the new bridge in Tarnby on {day} after nine years of work. "
    "Residents of the town had waited for it since the ferry was given up."
)


def page(folder: Path, day: str) -> str:
    file = folder / "bridge.html"
    link = '<link rel="canonical" href="https://a.example/bridge">'
    file.write_text(f"<html><head><title>Bridge</title>{link}</head><p>{BRIDGE.format(day=day)}</p></html>")
    return str(file)


def test_articles_are_listed_with_their_day(anywhere, sample_id: str) -> None:
    ended = anywhere("articles")
    assert ended.out.startswith(f"{sample_id}  2025-02-20  The United States")
    assert ended.out.endswith("\n1 article\n")
    assert [article["id"] for article in json.loads(anywhere("articles", "--json").out)["articles"]] == [sample_id]


def test_an_article_is_shown_with_its_facts(anywhere, sample_id: str) -> None:
    shown = anywhere("show", sample_id).out
    assert "published: 2025-02-20" in shown
    assert "They need to tone it down" in shown
    assert json.loads(anywhere("show", sample_id, "--json").out)["sha256"]


def test_what_is_not_stored_is_told(anywhere) -> None:
    for arguments in (("show", "none"), ("versions", "none"), ("diff", "none"), ("remove", "none", "--yes")):
        ended = anywhere(*arguments)
        assert (ended.code, ended.err) == (1, "pullquote: There is no article none.\n")


def test_versions_are_listed_and_compared(anywhere, tmp_path: Path) -> None:
    anywhere("add", page(tmp_path, "Monday"))
    updated = anywhere("add", page(tmp_path, "Tuesday")).out
    assert updated.startswith("updated: ")
    article = updated.split("[")[1].split("]")[0]
    assert [line[0] for line in anywhere("versions", article).out.splitlines()] == ["1", "2"]
    assert " [-Monday-] {+Tuesday+} after" in anywhere("diff", article).out
    assert "Monday" in anywhere("show", article, "--version", "1").out
    changes = json.loads(anywhere("diff", article, "2", "1", "--json").out)["changes"]
    assert {"old": " Tuesday", "new": " Monday"} in changes


def test_a_lone_version_has_nothing_to_be_compared_with(anywhere, sample_id: str) -> None:
    assert anywhere("diff", sample_id).err == "There is only one version.\n"


def test_an_article_is_removed(anywhere, sample_id: str) -> None:
    removed = anywhere("remove", sample_id, sample_id, "--yes")  # once is enough
    assert (removed.code, removed.out.count("removed: The United States")) == (0, 1)
    assert anywhere("articles").out == "0 articles\n"


def test_the_control_characters_of_an_article_do_not_reach_the_terminal(command) -> None:
    added = command("add", "-", typed=BRIDGE.format(day="\x1b[31mMonday\x1b]0;title\x07")).out
    article = added.split("[")[1].split("]")[0]
    assert "\x1b" not in command("show", article).out
    assert "\x1b" not in command("ask", "when was the bridge opened?").out
