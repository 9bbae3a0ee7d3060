import pytest

from rag.followup import standalone
from rag.types import Question, Turn

PORT = Turn("which company runs the port?", "Meridian Gate Terminals")
WHERE = Turn("what town lost its bridge?", "Kestrel")


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("how many people work for the company?", "how many people work for Meridian Gate Terminals?"),
        ("who is the company’s director?", "who is Meridian Gate Terminals’ director?"),
        ("who is the mayor of the town?", "who is the mayor of Kestrel?"),
    ],
)
def test_a_description_becomes_the_name_that_was_answered(asked: str, read: str) -> None:
    assert standalone(Question(asked, (PORT, WHERE))).text == read


@pytest.mark.parametrize(
    "asked",
    [
        "who owns the company that built the dam?",
        "which company built the dam?",
        "when did the bank close?",
        "is Meridian Gate Terminals the company?",
    ],
)
def test_other_descriptions_are_left_alone(asked: str) -> None:
    assert standalone(Question(asked, (PORT, WHERE))).text == asked


def test_an_answer_that_is_no_name_names_nothing() -> None:
    history = (Turn("which company runs the port?", "The article does not say."),)
    assert standalone(Question("who owns the company?", history)).text == "who owns the company?"
