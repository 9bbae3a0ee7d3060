import pytest

from rag.followup.pronouns import definite, owner, resolve
from rag.types import Turn

BRIDGE = Turn("who designed the Ostrel bridge?", "Ilse Verhaegen")
BOTH = Turn("what did Tomas Ferrell say to Ilse Brandvik?", "that the deal was expensive")


@pytest.mark.parametrize(
    ("turns", "asked", "text"),
    [
        ([BRIDGE], "how much did it cost?", "how much did the Ostrel bridge cost?"),
        ([BRIDGE], "what will she build next?", "what will Ilse Verhaegen build next?"),
        ([BOTH], "what did she answer?", "what did Ilse Brandvik answer?"),
        ([BOTH], "what did he say next?", "what did Tomas Ferrell say next?"),
        ([BOTH, BRIDGE], "how old is he?", "how old is Tomas Ferrell?"),
        (
            [Turn("who is rookwood's wife?", "Sibyl")],
            "what did Ferrell say about her?",
            "what did Ferrell say about Sibyl?",
        ),
        ([Turn("who is Zelensky?", "the president")], "what did Trump call him?", "what did Trump call Zelensky?"),
        ([Turn("which plant will close?", "Elm Ferry")], "how many work there?", "how many work at Elm Ferry?"),
        ([Turn("which ports are closed?", "Almery and Dorn")], "when do they open?", "when do Almery and Dorn open?"),
        ([Turn("what happened?", "The mayor resigned.")], "why did she resign?", "why did the mayor resign?"),
        ([Turn("will Verhaegen build a bridge?", "for a school in Peth")], "is he paid?", "is Verhaegen paid?"),
    ],
)
def test_pronouns_give_way(turns: list[Turn], asked: str, text: str) -> None:
    assert resolve(asked, turns) == text


@pytest.mark.parametrize(
    "asked",
    [
        "did Ilse Brandvik keep her promise?",
        "what premium do the dockers want for their work?",
        "which company lost a third of its value?",
        "how long does it take to rebuild the dam?",
        "which soup was it?",
        "is there a deadline?",
        "who won?",
    ],
)
def test_pronouns_that_their_own_question_explains_stay(asked: str) -> None:
    assert resolve(asked, [BOTH, BRIDGE]) == asked


def test_a_pronoun_that_nothing_fits_stays() -> None:
    assert resolve("how old is he?", [BRIDGE]) == "how old is he?"


def test_forms() -> None:
    assert definite("a minerals deal") == "the minerals deal"
    assert definite("Mike Waltz") == "Mike Waltz"
    assert owner("Waltz") == "Waltz’s"
    assert owner("the dockers") == "the dockers’"
