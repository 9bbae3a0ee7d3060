import pytest

from rag.followup.swap import swapped
from rag.types import Turn


@pytest.mark.parametrize(
    ("question", "what", "text"),
    [
        ("how many people voted in 2021?", "in 2024", "how many people voted in 2024?"),
        ("what happened in court on Monday?", "Tuesday", "what happened in court on Tuesday?"),
        ("how much did Kestrel earn?", "last year", "how much did Kestrel earn last year?"),
        ("how much did Kestrel earn?", "2024", "how much did Kestrel earn in 2024?"),
        ("who is the youngest member of the assembly?", "the oldest", "who is the oldest member of the assembly?"),
        (
            "how many days were left with the high dose?",
            "with the low dose",
            "how many days were left with the low dose?",
        ),
        ("how many homes are dark in Port Hallam?", "Norway", "how many homes are dark in Norway?"),
        ("how many seats did the Harbor Alliance win?", "the Civic Union", "how many seats did the Civic Union win?"),
        ("how many were hurt in the first fire?", "the second fire", "how many were hurt in the second fire?"),
        ("how many adults were hurt?", "children", "how many children were hurt?"),
        ("where was Anselm Rookwood born?", "his wife", "where was Anselm Rookwood’s wife born?"),
        ("does the US back the resolution?", "China and Russia", "does China and Russia back the resolution?"),
        ("when was the vote held?", "why not earlier", "when was the vote held, why not earlier?"),
    ],
)
def test_what_is_of_the_same_kind_gives_way(question: str, what: str, text: str) -> None:
    assert swapped([Turn(question, "")], what) == text


@pytest.mark.parametrize(
    ("what", "town"), [("the second one", "Brannock"), ("the last one", "Peth"), ("the third", "Peth")]
)
def test_one_of_a_list(what: str, town: str) -> None:
    turns = [Turn("which towns were flooded?", "Kell, Brannock and Peth"), Turn("how deep was Kell?", "2 meters")]
    assert swapped(turns, what) == f"how deep was {town}?"


def test_the_other_one_of_two() -> None:
    turns = [Turn("which ports are closed?", "Almery and Dorn"), Turn("when will Almery reopen?", "on Monday")]
    assert swapped(turns, "the other one") == "when will Dorn reopen?"
    assert swapped(turns[1:], "the other one") == "when will Almery reopen, the other one?"
