import pytest

from rag.smalltalk import reply


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hi", "Hello"),
        ("Good morning!", "Hello"),
        ("how are you?", "Hello"),
        ("thanks a lot", "You are welcome"),
        ("thank you", "You are welcome"),
        ("ok, great, thanks for that!", "You are welcome"),
        ("that's very helpful", "You are welcome"),
        ("Perfect.", "Good."),
        ("got it", "Good."),
        ("bye", "Goodbye"),
        ("ok bye now", "Goodbye"),
        ("who are you?", "prove each answer"),
        ("are you a robot?", "prove each answer"),
        ("help", "Ask a question"),
        ("what can you do?", "Ask a question"),
        ("how does this work?", "Ask a question"),
    ],
)
def test_small_talk_is_answered(text: str, said: str) -> None:
    assert said in (reply(text) or "")


@pytest.mark.parametrize(
    "text",
    [
        "who thanked Waltz?",
        "hi, who urged Kyiv?",
        "what are you asking for help with",
        "help Ukraine how?",
        "how does it end?",
        "what can the dockers do?",
        "who are they?",
        "what is his name?",
        "was the deal good?",
        "why?",
        "no",
        "",
        "thanks " * 40,
    ],
)
def test_questions_are_not_small_talk(text: str) -> None:
    assert reply(text) is None
