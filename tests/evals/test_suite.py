import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.suite import (
    KINDS,
    SUITES,
    Pair,
    article_names,
    lint,
    load_article,
    load_suite,
    parse_article,
)
from rag.errors import SuiteError
from rag.types import Turn

TEXTS = {"dam": "Rain fell. The dam held.", "mill": "The mill burned."}
GOOD = Pair("q1", ("dam",), "What held?", "what", ("the dam",), ("The dam held.",))


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# The suites that ship


@pytest.fixture(scope="module")
def shipped() -> list[Pair]:
    return [pair for path in sorted(SUITES.glob("*.jsonl")) for pair in load_suite(path)]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {name: load_article(name).text for name in article_names()}


def test_the_shipped_suites_are_without_fault(shipped: list[Pair], texts: dict[str, str]) -> None:
    assert lint(shipped, texts) == []


def test_the_shipped_suites_ask_about_every_article(shipped: list[Pair], texts: dict[str, str]) -> None:
    assert {name for pair in shipped for name in pair.articles} == set(texts)
    assert len(shipped) >= 300


def test_every_shipped_article_is_whole() -> None:
    for name in article_names():
        draft = load_article(name)
        assert draft.published, name
        assert name == "sample" or (draft.title and draft.publisher and draft.authors), name


# Reading JSONL


def test_jsonl_with_every_field(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "article": ["dam", "mill"],
        "question": " and then? ",
        "kind": "follow_up",
        "answers": ["the dam", "dam"],
        "gold": ["The dam held."],
        "history": [{"question": "What held?", "answer": "the dam"}],
    }
    turn = Turn("What held?", "the dam")
    expected = Pair("a", ("dam", "mill"), "and then?", "follow_up", ("the dam", "dam"), ("The dam held.",), (turn,))
    assert load_suite(write(tmp_path / "s.jsonl", "\n" + json.dumps(row) + "\n\n")) == [expected]


def test_a_question_and_an_answer_are_enough(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.jsonl", '{"question": "What held?", "answer": "the dam", "note": 1}\n')
    assert load_suite(path) == [Pair("mine-1", (), "What held?", "other", ("the dam",))]


@pytest.mark.parametrize("answer", ['""', "null", "[]", '[" "]'])
def test_an_empty_answer_must_be_refused(tmp_path: Path, answer: str) -> None:
    path = write(tmp_path / "s.jsonl", f'{{"question": "Who?", "answer": {answer}}}')
    assert load_suite(path)[0].answers == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{oops", "s.jsonl line 2: not JSON"),
        ("[" * 100_000, "s.jsonl line 2: not JSON"),
        ('["Who?", "me"]', "s.jsonl line 2: not an object with a question and an answer"),
        ('{"answer": "me"}', "s.jsonl line 2: no question"),
        ('{"question": " ", "answer": "me"}', "s.jsonl line 2: no question"),
        ('{"question": "Who?"}', "s.jsonl line 2: no answer. Leave it empty when"),
        ('{"question": 7, "answer": "me"}', "s.jsonl line 2: “question” must be text, not 7"),
        ('{"question": "Who?", "answer": 42}', "s.jsonl line 2: “answer” must be text or a list of texts, not 42"),
        ('{"question": "Who?", "answers": ["me", {}]}', "s.jsonl line 2: “answers” must be text or a list"),
        ('{"question": "Who?", "answer": "me", "history": ["x"]}', "s.jsonl line 2: “history” must be a list"),
        ('{"question": "Q", "answer": "a", "history": [{"question": "x"}]}', "s.jsonl line 2, history: no answer"),
        ('{"id": "a", "question": "Who?", "answer": "me"}', "s.jsonl line 2: the id “a” is taken by line 1"),
    ],
)
def test_an_error_names_the_line_of_jsonl(tmp_path: Path, line: str, message: str) -> None:
    path = write(tmp_path / "s.jsonl", f'{{"id": "a", "question": "Why?", "answer": "so"}}\n{line}\n')
    with pytest.raises(SuiteError) as caught:
        load_suite(path)
    assert message in str(caught.value)


# Reading CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_spreadsheet(tmp_path: Path, delimiter: str) -> None:
    rows = [("Question", "Answer", "kind"), ("What held?", "the dam|dam", "what"), ("Who?", "", "")]
    path = write(tmp_path / "p.csv", "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows))
    assert load_suite(path) == [
        Pair("p-2", (), "What held?", "what", ("the dam", "dam")),
        Pair("p-3", (), "Who?", "other", ()),
    ]


def test_csv_lists_are_parted_by_bars(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "question,answers,articles,gold\nWhat?,a | b,dam|mill,The dam held.\n")
    assert load_suite(path) == [Pair("p-2", ("dam", "mill"), "What?", "other", ("a", "b"), ("The dam held.",))]


def test_empty_cells_at_the_end_of_a_line_are_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "question,answer,\r\nWho?,me,,,\r\n,,,\r\nWhy?,,a note\r\n")
    assert load_suite(path) == [Pair("p-2", (), "Who?", "other", ("me",)), Pair("p-4", (), "Why?", "other", ())]


def test_a_pair_knows_the_line_it_begins_on(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", 'question,answer\r\n"Two\r\nlines?",yes\r\nWho?,me\r\n')
    assert [pair.line for pair in load_suite(path)] == [2, 4]


def test_csv_counts_the_lines_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "pairs.csv", 'question,answer\n"Two\nlines?",yes\n\n , \n,no question here\n')
    with pytest.raises(SuiteError, match=r"^pairs\.csv line 6: no question$"):
        load_suite(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("text,reply\nWho?,me\n", "p.csv line 1: the header has no column named question or answer."),
        ("question\nWho?\n", "p.csv line 1: the header has no column named answer."),
        ("Answer,question,answer\nme,Who?,me\n", "p.csv line 1: more than one column is named answer."),
        ("question,answer\nWho?,me,myself\n", "p.csv line 2: more cells than the header has."),
        ("question,answer\nWho?\n", "p.csv line 2: no answer."),
        ('question,answer\n"Who?,me\n', "p.csv line 2: not CSV"),
        ("question,answer\n", "p.csv holds no questions."),
        ("", "p.csv holds no questions."),
    ],
)
def test_an_error_names_the_line_of_csv(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SuiteError) as caught:
        load_suite(write(tmp_path / "p.csv", text))
    assert message in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"none\.csv cannot be read: No such file"):
        load_suite(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes("question,answer\nWo?,Köln\n".encode("latin-1"))
    with pytest.raises(SuiteError, match=r"latin\.csv line 2 is not UTF-8 text"):
        load_suite(tmp_path / "latin.csv")


# Articles


def test_front_matter_becomes_the_record() -> None:
    head = "title: Dam: it holds\npublisher: The Post\nauthors: Ada Quill, Bo Ek\npublished: 2025-03-01\n"
    more = "modified: 2025-03-02\nagency: CPA\nurl: https://post.example/dam\n"
    draft = parse_article(f"---\n{head}{more}---\nRain fell.\n\nThe dam held.\n", "dam.txt")
    assert draft.text == "Rain fell.\n\nThe dam held."
    assert (draft.title, draft.publisher, draft.authors) == ("Dam: it holds", "The Post", ("Ada Quill", "Bo Ek"))
    assert (draft.published, draft.modified) == (dt.date(2025, 3, 1), dt.date(2025, 3, 2))
    assert (draft.agency, draft.url) == ("CPA", "https://post.example/dam")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("The dam held.", "dam.txt: does not open with front matter"),
        ("---\ntitle: Dam\nThe dam held.", "dam.txt: does not open with front matter"),
        ("---\ntitle: Dam\neditor: Bo\n---\nIt held.", "dam.txt line 3: “editor” is not a field"),
        ("---\ntitle:\n---\nIt held.", "dam.txt line 2: “title” has no value"),
        ("---\npublished: May 1\n---\nIt held.", "dam.txt line 2: Invalid isoformat string: 'May 1'"),
    ],
)
def test_an_error_names_the_line_of_an_article(text: str, message: str) -> None:
    with pytest.raises(SuiteError) as caught:
        parse_article(text, "dam.txt")
    assert message in str(caught.value)


def test_an_unknown_article_is_named() -> None:
    with pytest.raises(SuiteError, match=r"No article is named “\.\./secret”\. There are: sample, "):
        load_article("../secret")


# Lint


@pytest.mark.parametrize(
    ("pair", "fault"),
    [
        (replace(GOOD, kind="whatever"), "q1: the kind whatever is unknown"),
        (replace(GOOD, articles=("lake",)), "q1: no article is named lake"),
        (replace(GOOD, gold=("The dam  held.",)), "q1: not in the article: The dam  held."),
        (replace(GOOD, gold=("The mill burned.",)), "q1: not in the article: The mill burned."),
        (replace(GOOD, kind="not_answered"), "q1: not_answered has an answer"),
        (replace(GOOD, answers=(), gold=()), "q1: what has no answer"),
        (replace(GOOD, gold=()), "q1: either an answer or a gold sentence is missing"),
        (replace(GOOD, kind="follow_up"), "q1: a history belongs to a follow_up, and only to it"),
        (replace(GOOD, history=(Turn("Why?", "so"),)), "q1: a history belongs to a follow_up, and only to it"),
        (replace(GOOD, articles=()), "q1: 0 articles are not enough"),
        (replace(GOOD, kind="compare"), "q1: 1 articles are not enough"),
    ],
)
def test_lint_finds_a_fault(pair: Pair, fault: str) -> None:
    assert not any(found.startswith("q1") for found in lint([GOOD], TEXTS))
    assert fault in lint([pair], TEXTS)


def test_lint_finds_an_id_used_twice() -> None:
    assert "q1: 2 pairs have this id" in lint([GOOD, GOOD], TEXTS)


def test_lint_lets_the_record_answer_without_a_sentence() -> None:
    pair = replace(GOOD, kind="record", gold=())
    assert not any(found.startswith("q1") for found in lint([pair, replace(pair, id="q2", answers=())], TEXTS))


def test_lint_wants_kinds_in_balance() -> None:
    faults = lint([replace(GOOD, id=str(n)) for n in range(10)], TEXTS)
    assert "10 pairs are of the kind what: 100.0%, not 2% to 20%" in faults
    assert "0 pairs are of the kind who: 0.0%, not 2% to 20%" in faults
    assert sum("pairs are of the kind" in fault for fault in faults) == len(KINDS)


def test_lint_wants_a_quarter_to_be_refused() -> None:
    refused = replace(GOOD, kind="not_answered", answers=(), gold=())
    pairs = [replace(GOOD, id=str(n)) for n in range(3)]
    fault = "0 of 3 pairs must be refused: less than 25%"
    assert fault in lint(pairs, TEXTS)
    assert not any("must be refused" in found for found in lint([*pairs, refused], TEXTS))
