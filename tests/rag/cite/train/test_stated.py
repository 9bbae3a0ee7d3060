import pytest

from rag.cite.train.stated import stated


@pytest.mark.parametrize(
    ("question", "answer", "statement"),
    [
        ("Who opened the bridge?", "Per Aune", "Per Aune opened the bridge."),
        ("who was the first mayor of Brandal", "Kari Moe", "Kari Moe was the first mayor of Brandal."),
        ("What is the capital of Eritrea?", "Asmara", "Asmara is the capital of Eritrea."),
        ("Which team won the cup in 1998?", "the Rovers", "The Rovers won the cup in 1998."),
        ("How many people live in Brandal?", "412", "412 people live in Brandal."),
        ("How many houses were built in 2010?", "12 houses", "12 houses were built in 2010."),
        ("What can be seen from the tower?", "The sea.", "The sea can be seen from the tower."),
    ],
)
def test_the_answer_takes_the_place_of_the_question_word(question: str, answer: str, statement: str) -> None:
    assert stated(question, answer) == statement


@pytest.mark.parametrize(
    "question",
    [
        "When did the first ferry run?",
        "Who did the mayor appoint?",
        "What is the bridge made of?",
        "What was Pfizer accused of selling?",
        "What will an opponent usually do?",
        "What have some plants evolved to protect?",
        "Why was the bridge closed?",
        "bridge mayor 2019",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert stated(question, "something") is None
