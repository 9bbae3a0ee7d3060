import pytest

from rag.followup import standalone
from rag.types import Question, Turn

WALTZ = Turn("who urged kyiv to tone down?", "Mike Waltz")
TALKS = Turn("where were the talks held?", "Riyadh")
DEAL = Turn("what does the White House want Kyiv to sign?", "a minerals deal")
SAID = Turn("What did Trump say about Ukraine?", "The president loves the Ukrainian people.")
HURT = Turn("who limped off?", "Prosser")
MANY = Turn("how many nations sponsor the resolution?", "over 50")


@pytest.mark.parametrize(
    ("last", "asked", "text"),
    [
        (WALTZ, "What is his job?", "What is Mike Waltz’s job?"),
        (WALTZ, "and where did he say it?", "where did Mike Waltz say it?"),
        (WALTZ, "why?", "why Mike Waltz urged kyiv to tone down?"),
        (HURT, "when's his scan?", "when's Prosser’s scan?"),
        (TALKS, "and who was not there?", "who was not at Riyadh?"),
        (TALKS, "when?", "when were the talks held?"),
        (TALKS, "when was that?", "when were the talks held?"),
        (DEAL, "how much is it worth?", "how much is a minerals deal worth?"),
        (SAID, "what about Macron?", "What did Macron say about Ukraine?"),
        (SAID, "no, I meant Russia", "What did Trump say about Russia?"),
        (DEAL, "say more", "What does the article say about a minerals deal?"),
        (MANY, "did they name them?", "did they name them (how many nations sponsor the resolution)?"),
        (MANY, "and the deadline?", "how many nations sponsor the resolution, the deadline?"),
    ],
)
def test_what_is_left_out_is_put_in(last: Turn, asked: str, text: str) -> None:
    understood = standalone(Question(asked, (last,)))
    assert understood.text == text
    assert understood.changed


@pytest.mark.parametrize(
    "asked",
    [
        "which countries sponsored the resolution?",
        "did Trump call Zelensky a dictator?",
        "is it true that the US refused?",
        "Did Macron say it was unacceptable?",
        "thanks",
        "when was this published?",
    ],
)
def test_a_new_topic_is_left_alone(asked: str) -> None:
    understood = standalone(Question(asked, (WALTZ, DEAL)))
    assert understood.text == asked
    assert not understood.changed


def test_without_history_nothing_changes() -> None:
    assert standalone(Question("  what is   his job? ")).text == "what is his job?"


def test_only_the_last_turn_counts() -> None:
    long = tuple(Turn(f"who won race {i}?", f"Ann Number{i}") for i in range(200))
    assert standalone(Question("how old is she?", (*long, WALTZ))).text == "how old is Mike Waltz?"
