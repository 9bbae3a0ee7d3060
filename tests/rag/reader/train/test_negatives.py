import random

import pytest

from rag.reader.train.examples import Example
from rag.reader.train.negatives import Negatives

TEXTS = (
    "The Seine flows through Paris. The river floods in spring, and Claude Monet painted it in 1884 at Argenteuil.",
    "The Loire is the longest river. It floods in winter, and William Turner painted it in 1826 near Nantes.",
    "Barges carry grain down the river to the sea every spring, when the river floods the meadows near Rouen.",
)
QUESTION = "When did the painter Claude Monet first paint the river?"
EXAMPLES = [
    Example("1", "Rivers", QUESTION, TEXTS[0], ("1884",), TEXTS[0].index("1884")),
    Example("2", "Rivers", "Who painted the Loire?", TEXTS[1], ("William Turner",), TEXTS[1].index("William")),
    Example("3", "Grain", "What do barges carry?", TEXTS[2], ("grain",), TEXTS[2].index("grain")),
]


@pytest.fixture
def negatives() -> Negatives:
    return Negatives(EXAMPLES)


def drawn(kind: str, negatives: Negatives) -> list[Example]:
    rng = random.Random(0)
    return [found for _ in range(30) if (found := getattr(negatives, kind)(EXAMPLES[0], rng))]


@pytest.mark.parametrize("kind", ["other_paragraph", "other_article", "swapped_name", "antonym"])
def test_no_negative_has_an_answer(kind: str, negatives: Negatives) -> None:
    found = drawn(kind, negatives)
    assert found
    assert all(example.answers == () and example.start == -1 for example in found)


def test_another_text_does_not_hold_the_answer(negatives: Negatives) -> None:
    assert {e.context for e in drawn("other_paragraph", negatives)} == {TEXTS[1]}
    assert all("1884" not in e.context for e in drawn("other_article", negatives))


def test_the_sentence_that_answers_is_taken_out(negatives: Negatives) -> None:
    long = Example("4", "Rivers", "q", f"{TEXTS[1]} {TEXTS[0]}", ("1884",), len(TEXTS[1]) + 1 + TEXTS[0].index("1884"))
    found = negatives.without_sentence(long, random.Random(0))
    assert found is not None
    assert found.context == f"{TEXTS[1]} The Seine flows through Paris."


def test_a_name_is_exchanged_for_one_of_the_same_article(negatives: Negatives) -> None:
    questions = {e.question for e in drawn("swapped_name", negatives)}
    assert questions
    assert all("Claude Monet" not in question for question in questions)


def test_the_question_is_turned_round(negatives: Negatives) -> None:
    assert {e.question for e in drawn("antonym", negatives)} == {QUESTION.replace("first", "last")}


def test_a_name_is_exchanged_for_another_one_of_the_same_text() -> None:
    text = "Claude Monet painted it in 1884 at Argenteuil. " + "The river was high that spring. " * 3 + "Ann Bell left."
    example = Example("5", "Rivers", "When did the painter Claude Monet paint it?", text, ("1884",), text.index("1884"))
    found = Negatives([example]).name_of_the_text(example, random.Random(0))
    assert found is not None
    assert found.question == "When did the painter Ann Bell paint it?"


@pytest.mark.parametrize(
    ("question", "kept"),
    [("Who won 14 races?", "Who won 14 races?"), ("Who won two races?", "two"), ("Who won the second race?", "second")],
)
def test_a_number_is_exchanged_for_one_that_the_text_does_not_have(question: str, kept: str) -> None:
    text = "Ann Bell won 14 races, two of them at home, and lost the second race at sea."
    example = Example("6", "Races", question, text, ("Ann Bell",), 0)
    found = [made for seed in range(9) if (made := Negatives([example]).other_number(example, random.Random(seed)))]
    assert found
    assert all(kept not in made.question and made.answers == () for made in found)
