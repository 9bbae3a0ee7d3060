from collections.abc import Sequence

import pytest
from rag_helpers import make_article, make_passages

from rag.cite.entail import Entailment, Judgement, load_entailment
from rag.reader.read import Reader, Reading, Readings
from rag.reader.verify import MOST, claimed, verified
from rag.types import Span

TEXT = "Ann ran the race. Bo rested at home, and Cy slept. Di won it. Ed, Flo and Gus lost it."


class Says(Entailment):
    """Supports a statement with one of some words, and remembers what it was asked."""

    def __init__(self, *supported: str) -> None:
        self.supported = supported
        self.asked: list[tuple[str, str]] = []

    def judge(self, statement: str, texts: Sequence[str]) -> list[Judgement]:
        self.asked += [(statement, text) for text in texts]
        likely = 0.9 if any(word in statement for word in self.supported) else 0.1
        return [Judgement(likely, 1 - likely, 0.0) for _ in texts]


def found(*answers: tuple[str, float]) -> Readings:
    (passage,) = make_passages(make_article(TEXT))
    read = []
    for words, score in answers:
        start = passage.span.start + TEXT.index(words)
        read.append(Reading(Span(passage.span.article, 1, start, start + len(words)), words, score, passage))
    return Readings(tuple(read), (passage,), 1.0)


def test_question_and_answer_are_held_against_the_sentence_of_the_answer() -> None:
    entailment = Says("Bo")
    verified("who rested ?", found(("Ann", 4.0), ("Bo", 3.0)), entailment)
    assert entailment.asked == [
        ("who rested? Ann.", "Ann ran the race."),
        ("who rested? Bo.", "Bo rested at home, and Cy slept."),
    ]


def test_a_supported_answer_keeps_its_score() -> None:
    readings = found(("Bo", 3.0))
    assert verified("who rested?", readings, Says("Bo")) == readings


def test_an_answer_that_its_sentence_does_not_support_falls_behind() -> None:
    readings = verified("who rested?", found(("Ann", 5.0), ("Bo", 4.0)), Says("Bo"))
    assert [answer.text for answer in readings.answers] == ["Bo", "Ann"]
    assert readings.answers[0].score == 4.0
    assert readings.answers[1].score < 4.0


def test_answers_that_are_not_verified_come_no_nearer() -> None:
    names = ("Ann", "Bo", "Cy", "Di", "Ed", "Flo")
    readings = found(*((name, 9.0 - place) for place, name in enumerate(names)))
    entailment = Says()
    after = verified("who?", readings, entailment)
    assert len(entailment.asked) == MOST
    assert [answer.text for answer in after.answers] == list(names)
    differences = {round(a.score - b.score, 6) for a, b in zip(readings.answers, after.answers, strict=True)}
    assert len(differences) == 1


def test_nothing_found_stays_nothing() -> None:
    assert verified("who?", found(), Says()).answers == ()


def test_a_statement_of_a_question_has_one_question_mark() -> None:
    assert claimed("who rested? ", "Bo") == "who rested? Bo."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("When did the mayor open the bridge?", "When did the mayor close the bridge?"),
        ("Who opened the bridge?", "Who painted the bridge?"),
    ],
)
def test_a_question_that_only_looks_like_it_is_doubted(reader: Reader, question: str, other: str) -> None:
    passages = make_passages(make_article("Mayor Per Aune opened the bridge over the Lure on 4 May 2024."))

    def set_back(asked: str) -> float:
        readings = reader.read(asked, passages)
        return readings.answers[0].score - verified(asked, readings, load_entailment()).answers[0].score

    assert set_back(question) < set_back(other)
