from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from ingest.fetch import Fetched, Fetcher
from rag.errors import FetchFailed

STORY = (
    "<html><title>Bridge</title><article><h1>Bridge opens in Tarnby</h1><p>The mayor, Ida Holm, opened the new bridge "
    "in Tarnby on {} after nine years of work. Residents of the town had waited for it since the ferry was given up, "
    "and many of them had come to the river early in the morning to be the first ones to walk across.</p>{}</article>"
)
CORRECTION = "<p>Correction: an earlier version of this article named the wrong day.</p>"


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
    """Let every address give a page from now on; None for one that does not answer, "" for an unchanged one."""

    def publish(page: str | None) -> None:
        def fetch(self: Fetcher, url: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
            if page is None:
                raise FetchFailed(f"{url} did not answer.")
            return Fetched(url, page.encode(), "text/html", etag="1", unchanged=not page)

        monkeypatch.setattr(Fetcher, "fetch", fetch)

    return publish


def test_changed_words_and_a_correction_are_shown(anywhere, publish) -> None:
    publish(STORY.format("Monday", ""))
    added = anywhere("add", "https://a.example/bridge")
    assert added.code == 0, added.err
    publish("")
    assert anywhere("refresh").out.startswith("unchanged: ")
    publish(STORY.format("Tuesday", CORRECTION))
    shown = anywhere("refresh").out
    assert shown.startswith("updated: Bridge opens in Tarnby")
    assert (
        "… Holm, opened the new bridge in Tarnby on [-Monday-] {+Tuesday+} after nine years of work. Residents" in shown
    )
    assert "{+Correction: an earlier version" in shown
    assert "had waited" not in shown


def test_that_there_is_nothing_to_fetch_is_said(anywhere) -> None:
    ended = anywhere("refresh")
    assert (ended.code, ended.out, ended.err) == (0, "", "No article came from a web address.\n")


def test_one_that_fails_is_told_and_the_others_are_fetched(anywhere, publish, sample_id: str) -> None:
    publish(STORY.format("Monday", ""))
    article = anywhere("add", "https://a.example/bridge").out.split("[")[1].split("]")[0]
    ended = anywhere("refresh", sample_id, article, "none", "--json")
    assert ended.code == 1
    assert "cannot be fetched again" in ended.err
    assert "There is no article none." in ended.err
    assert [(one["outcome"], one["article"]["id"]) for one in json.loads(ended.out)["refreshed"]] == [
        ("unchanged", article)
    ]
    publish(None)
    assert anywhere("refresh").err == "pullquote: https://a.example/bridge did not answer.\n"
