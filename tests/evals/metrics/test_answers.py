import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.answers import exact_match, holds_all_items, holds_gold, is_right, normalize, squad_scores, token_f1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  U.S. dollar!", "us dollar"),
        ("an apple, a pear", "apple pear"),
        ("theatre", "theatre"),
        ("$1,200", "1200"),
        ("the", ""),
    ],
)
def test_normalize_as_the_official_script(text: str, expected: str) -> None:
    assert normalize(text) == expected


def test_exact_match_takes_any_gold_answer() -> None:
    assert exact_match("the White House", ["Capitol", "White House."]) == 1
    assert exact_match("White House adviser", ["Capitol", "White House."]) == 0


def test_token_f1_worked_by_hand() -> None:
    # shared: mike, waltz. precision 2/4, recall 2/2: F1 = 2 * 1/2 * 1 / (3/2) = 2/3
    assert token_f1("national adviser Mike Waltz", ["Mike Waltz"]) == pytest.approx(2 / 3)
    # A word counts as often as it stands in both.
    assert token_f1("very very good", ["very good"]) == pytest.approx(4 / 5)
    assert token_f1("Berlin", ["Paris", "in Berlin"]) == pytest.approx(2 / 3)


def test_a_question_without_answer_wants_an_empty_one() -> None:
    assert exact_match("", []) == token_f1("", []) == 1
    assert exact_match("Paris", []) == token_f1("Paris", []) == 0
    assert exact_match("", ["Paris"]) == token_f1("", ["Paris"]) == 0


def test_holds_gold_matches_whole_words_in_a_row() -> None:
    assert holds_gold("It was Mike Waltz, he said", ["Mike Waltz"])
    assert not holds_gold("In November", ["no"])
    assert not holds_gold("Mike H. Waltz", ["Mike Waltz"])
    assert not holds_gold("anything", ["the"])


@pytest.mark.parametrize(
    ("answer", "golds", "expected"),
    [
        ("No. The council voted against it", ["no"], True),
        ("There is no deadline", ["no"], False),
        ("No", ["yes"], False),
        ("on 14 March 2024", ["14 March"], True),
        ("Mike Waltz, adviser", ["adviser Waltz"], True),  # F1 = 4/5
        ("day", ["a day before"], False),  # F1 = 2/3
        ("the mayor", ["the governor"], False),
        ("", ["the governor"], False),
        ("anything", [], False),
        ("It did", ["yes", "it did"], True),
        ("Yes, they will not sign it", ["no", "no, they will not sign it"], False),
        ("Yes Minister", ["Yes Minister"], True),
    ],
)
def test_is_right(answer: str, golds: list[str], expected: bool) -> None:
    assert is_right(answer, golds) is expected


def test_squad_scores_keep_the_two_kinds_apart() -> None:
    scores = squad_scores(["Paris", "", "Rome", ""], [["Paris"], ["Oslo"], [], []])
    assert scores.questions == 4
    assert scores.exact_match == scores.f1 == 0.5
    assert scores.has_answer_exact_match == scores.has_answer_f1 == 0.5
    assert scores.no_answer == 0.5


def test_squad_scores_of_nothing_are_none() -> None:
    scores = squad_scores([], [])
    assert scores.questions == 0
    assert (scores.exact_match, scores.f1, scores.has_answer_f1, scores.no_answer) == (None, None, None, None)
    with pytest.raises(ValueError, match="zip"):
        squad_scores(["one"], [])


@given(st.text(), st.lists(st.text(), max_size=3))
def test_f1_lies_between_exact_match_and_one(answer: str, golds: list[str]) -> None:
    assert 0 <= exact_match(answer, golds) <= token_f1(answer, golds) <= 1


@pytest.mark.parametrize(
    ("answer", "gold", "expected"),
    [
        ("Gideon Marsh and Priya Hallam", "Hallam and Marsh", True),
        ("Priya Hallam", "Hallam and Marsh", False),
        ("Wray, Okello and Prosser", "Prosser, Okello, Wray", True),
        ("Ledger, 2 May: Two\nCourier, 2 May: four", "two in the Ledger, four in the Courier", True),
        ("Courier, 2 May: four\nLedger, 2 May: Two", "two in the Ledger, four in the Courier", True),
        ("Ledger, 2 May: four\nCourier, 2 May: two", "two in the Ledger, four in the Courier", False),
        ("Ledger, 2 May: four\nCourier, 2 May: two", "two and four", False),
        ("Hallam", "Hallam", False),
    ],
)
def test_a_list_is_right_in_any_order(answer: str, gold: str, expected: bool) -> None:
    assert holds_all_items(answer, [gold]) is expected
    assert is_right(answer, ["nothing like it", gold]) is (expected or answer == gold)
