import pytest

from evals.extraction.score import Match, match, mean, shingles


def test_shingles_are_counted_runs_of_words():
    assert shingles("a b c d e") == {("a", "b", "c", "d"): 1, ("b", "c", "d", "e"): 1}
    assert shingles("a, b.") == {("a", "b"): 1}
    assert shingles("") == {}


def test_the_same_text_matches_fully_whatever_its_punctuation():
    assert match("One two, three four five.", "One two three – four five").f1 == 1.0


def test_extra_words_cost_precision_and_missing_words_recall():
    assert match("a b c d", "a b c d e f") == Match(pytest.approx(1 / 3), 1.0)
    assert match("a b c d e f", "a b c d") == Match(1.0, pytest.approx(1 / 3))


def test_repeated_text_counts_once_per_repetition():
    assert match("a b c d", "a b c d a b c d").precision == pytest.approx(1 / 5)


def test_nothing_found_scores_zero_and_nothing_to_find_one():
    assert match("a b c d", "").f1 == 0.0
    assert match("", "").f1 == 1.0


def test_f1_is_made_of_mean_precision_and_mean_recall():
    assert mean([Match(1.0, 0.5), Match(0.5, 1.0)]).f1 == 0.75
