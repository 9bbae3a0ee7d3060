from __future__ import annotations

import json

import pytest

ASK = "who urged Kyiv to tone down?"


def test_an_answer_comes_with_its_quote_and_source(anywhere) -> None:
    ended = anywhere("ask", ASK)
    assert ended.code == 0
    assert ended.out.startswith("Mike Waltz\n\n[1] “They need to tone it down")
    assert ended.out.endswith("\n    2025-02-20\n")


def test_json_is_the_answer_of_the_api(anywhere, sample_pullquote) -> None:
    answer = json.loads(anywhere("ask", ASK, "--json").out)
    assert answer["format"] == 1
    assert set(answer) == {
        "format", "question", "answer", "refused", "reason", "confidence", "answerer", "understood", "statements",
        "closest", "timings", "prompt", "notice",
    }  # fmt: skip
    citation = answer["statements"][0]["citations"][0]
    assert set(citation) == {
        "number", "article", "version", "start", "end", "quote", "title", "publisher", "published", "url", "link",
            "same_report", "changed_since",
    }  # fmt: skip
    assert citation["quote"].startswith("“They need to tone it down")


def test_a_refusal_ends_with_3_and_shows_what_came_closest(anywhere) -> None:
    ended = anywhere("ask", "why did Waltz resign?")
    assert ended.code == 3
    assert "\nThe closest passage " in ended.out


@pytest.mark.parametrize(
    "limit", [("--article", "none"), ("--publisher", "Nobody"), ("--since", "2025-03-01"), ("--until", "2025-01-01")]
)
def test_only_articles_in_scope_answer(anywhere, limit: tuple[str, str]) -> None:
    assert anywhere("ask", ASK, *limit).code == 3


def test_a_day_that_is_none_is_a_usage_error(command) -> None:
    assert command("ask", ASK, "--since", "soon").code == 2


@pytest.mark.parametrize("question", ["", "  ", "why " * 300])
def test_what_cannot_be_asked_is_told_in_one_line(anywhere, question: str) -> None:
    ended = anywhere("ask", question)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith("pullquote: The question")


def test_passages_are_found(anywhere) -> None:
    assert anywhere("search", "Waltz Fox News", "--limit", "2").out.count("2025-02-20") == 2
    assert len(json.loads(anywhere("search", "Waltz", "--limit", "1", "--json").out)["passages"]) == 1


def test_a_quote_is_checked(anywhere) -> None:
    right = anywhere("check-quote", "They need to tone it down", "--speaker", "Mike Waltz")
    assert (right.code, right.out.split(":")[0]) == (0, "Quoted right")
    wrong = anywhere("check-quote", "They need to calm it down and take a hard look")
    assert wrong.code == 3
    assert "“calm” is “tone” in the article" in wrong.out
    assert json.loads(anywhere("check-quote", "Penguins rule", "--json").out)["match"] == "not found"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check-quote", ""),
        ("check-quote", "word " * 2_000),
        ("search", "word " * 10_000),
        ("ask", "word " * 10_000),
        ("ask", ASK, *("--publisher", "Nobody") * 101),
    ],
)
def test_what_no_request_may_hold_is_a_usage_error(anywhere, arguments: tuple[str, ...]) -> None:
    ended = anywhere(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "Invalid value" in ended.err


def test_that_nothing_is_found_is_said(anywhere) -> None:
    ended = anywhere("search", " ")
    assert (ended.code, ended.out, ended.err) == (0, "", "No passage was found.\n")
