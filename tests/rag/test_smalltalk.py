import pytest

from rag.smalltalk import reply


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hi", "Hello"),
        ("Good morning!", "Hello"),
        ("thanks a lot", "You are welcome"),
        ("thank you", "You are welcome"),
        ("bye", "Goodbye"),
        ("who are you?", "prove each answer"),
        ("help", "prove each answer"),
    ],
)
def test_small_talk_is_answered(text: str, said: str) -> None:
    assert said in (reply(text) or "")


@pytest.mark.parametrize(
    "text", ["who thanked Waltz?", "hi, who urged Kyiv?", "what are you asking for help with", "help Ukraine how?", ""]
)
def test_questions_are_not_small_talk(text: str) -> None:
    assert reply(text) is None
