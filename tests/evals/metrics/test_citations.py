import pytest

from evals.metrics.citations import (
    citation_hit,
    citation_precision,
    citation_recall,
    proves,
    quote_fidelity,
    same_speaker,
    valid_quote,
)
from rag.types import Span

TEXT = "Rain fell. The dam held, the mayor said."


def span(start: int, end: int, article: str = "a", version: int = 1) -> Span:
    return Span(article, version, start, end)


def test_a_valid_quote_is_a_slice_of_whole_words() -> None:
    assert valid_quote("The dam held", TEXT, 11, 23)
    assert valid_quote(TEXT, TEXT, 0, len(TEXT))


@pytest.mark.parametrize(
    ("quote", "start", "end"),
    [
        ("The dam burst", 11, 23),  # other words
        ("he dam held,", 12, 24),  # off by one: cuts a word
        (" The dam hel", 10, 22),  # off by one the other way
        ("The dam held, ", 11, 25),  # ends at a space
        ("", 11, 11),
        ("said.", 35, 41),  # past the end
    ],
)
def test_any_other_quote_is_not(quote: str, start: int, end: int) -> None:
    assert not valid_quote(quote, TEXT, start, end)


def test_a_citation_proves_the_sentence_it_mostly_shows() -> None:
    assert proves(span(0, 100), span(20, 40))
    assert proves(span(20, 40), span(0, 100))
    assert proves(span(10, 30), span(20, 60))  # 10 of 20
    assert not proves(span(10, 30), span(21, 60))  # 9 of 20
    assert not proves(span(0, 10), span(50, 60))
    assert not proves(span(0, 10), span(0, 10, article="b"))
    assert not proves(span(0, 10), span(0, 10, version=2))


def test_precision_recall_and_hit_worked_by_hand() -> None:
    gold = [span(0, 10), span(50, 60)]
    good, other, bad = span(0, 10), span(50, 60), span(20, 30)
    assert citation_precision([good, other, bad], gold) == pytest.approx(2 / 3)
    assert citation_recall([[good, bad], [bad], []], gold) == pytest.approx(1 / 3)
    assert citation_hit([bad, other], gold) == 1
    assert citation_hit([bad], gold) == 0
    assert citation_hit([], gold) == 0


def test_without_citations_or_gold_there_is_nothing_to_score() -> None:
    assert citation_precision([], [span(0, 10)]) is None
    assert citation_recall([], [span(0, 10)]) is None
    assert citation_precision([span(0, 10)], []) is None
    assert citation_recall([[span(0, 10)]], []) is None
    assert citation_hit([span(0, 10)], []) is None


def test_quote_fidelity_reads_what_is_in_quotation_marks() -> None:
    assert quote_fidelity("He said “The dam\nheld,” twice", [TEXT]) == 1
    assert quote_fidelity('He said "the dam burst" and "the mayor said."', [TEXT]) == 0.5
    assert quote_fidelity("“The dam held,” he said", ["nothing", TEXT]) == 1
    assert quote_fidelity("“Rain” only", [TEXT]) is None
    assert quote_fidelity("No marks", [TEXT]) is None


def test_same_speaker_takes_the_longer_or_the_shorter_name() -> None:
    assert same_speaker("Waltz", ["Mike Waltz"])
    assert same_speaker("the adviser Mike Waltz", ["Mike Waltz"])
    assert not same_speaker("Trump", ["Mike Waltz"])
    assert not same_speaker("Walt", ["Mike Waltz"])
    assert not same_speaker("", ["Mike Waltz"])
