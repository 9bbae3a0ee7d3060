import pytest

from rag.followup.ellipsis import BARE, ELSE, MORE, filled, something_else, topic
from rag.types import Turn


@pytest.mark.parametrize(
    ("last", "wh", "text"),
    [
        (Turn("did the US refuse to sign?", "yes"), "why", "why did the US refuse to sign?"),
        (Turn("will Okello play?", "no"), "why not", "why won’t Okello play?"),
        (Turn("were any houses evacuated?", "yes"), "how many", "how many houses were evacuated?"),
        (Turn("who is left out?", "crane mechanics"), "how many", "how many crane mechanics are left out?"),
        (
            Turn("what has Kestrel suspended?", "a buyback"),
            "for how long",
            "for how long has Kestrel suspended the buyback?",
        ),
        (Turn("who runs the museum?", "Lotte Engelhart"), "since when", "since when Lotte Engelhart runs the museum?"),
        (Turn("how many seats did the party win?", "31"), "when", "when did the party win seats?"),
        (Turn("is the fire arson?", "yes"), "says who", "who says the fire arson?"),
        (Turn("who replaced Eileen?", "The article does not say."), "when", "when (who replaced Eileen)?"),
        (Turn("what was the result?", "a draw"), "why", "why was the draw the result?"),
    ],
)
def test_the_last_question_is_asked_with_another_word(last: Turn, wh: str, text: str) -> None:
    assert filled(wh, last) == text


@pytest.mark.parametrize("asked", ["why?", "why not", "when was that?", "for how long?", "by whom", "says who?"])
def test_bare(asked: str) -> None:
    assert BARE.match(asked)


@pytest.mark.parametrize("asked", ["why did he go?", "when was the fire?", "how many were hurt?", "who is she?"])
def test_not_bare(asked: str) -> None:
    assert not BARE.match(asked)


def test_something_else() -> None:
    found = ELSE.match("anyone else?")
    assert found
    assert something_else(found, Turn("who voted against?", "the New Left")) == "who else voted against?"
    assert something_else(found, Turn("which party won?", "the New Left")) == "which other party won?"
    assert something_else(found, Turn("did it burn?", "yes")) == "what else: did it burn?"
    assert not ELSE.match("what else did he say?")


def test_topic() -> None:
    assert topic(Turn("what was signed?", "a minerals deal")) == "the minerals deal"
    assert topic(Turn("who is Ilse Brandvik?", "general secretary")) == "Ilse Brandvik"
    assert topic(Turn("did the US refuse to sign?", "yes")) == "the US refuse to sign"


def test_more() -> None:
    assert MORE.match("say more")
    found = MORE.match("tell me more about him please")
    assert found
    assert found["what"] == "him"
    assert not MORE.match("more than 50 countries?")
