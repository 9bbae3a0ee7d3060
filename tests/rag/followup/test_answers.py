import pytest

from rag.followup.answers import answered_with, short, told_in
from rag.followup.mentions import Sort


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ("Prosser", [("Prosser", Sort.NAME)]),
        ("a minerals deal", [("a minerals deal", Sort.THING)]),
        (
            "a plan by Ambria Hydro to flood the galleries",
            [("a plan by Ambria Hydro", Sort.THING), ("Ambria Hydro", Sort.NAME)],
        ),
        ("Ingrid Maleva, a neurologist at the clinic", [("Ingrid Maleva", Sort.PERSON)]),
        ("at the Hotel Imperial", [("the Hotel Imperial", Sort.NAME)]),
        ("yes, Sibyl sat in the gallery", [("Sibyl", Sort.PERSON)]),
        ("29.5 million dalers", [("29.5 million dalers", Sort.NUMBER)]),
        ("on Tuesday", [("on Tuesday", Sort.DAY)]),
        ("they will ask a court to review it", []),
        ("yes", []),
        ("The article does not say.", []),
        ("I found nothing about this in the articles.", []),
        ("I find no answer in the 19 articles.", []),
        ("", []),
    ],
)
def test_what_an_answer_names(answer: str, named: list[tuple[str, Sort]]) -> None:
    assert [(mention.text, mention.sort) for mention in answered_with(answer)] == named


def test_a_clause_tells_of_things() -> None:
    assert [mention.text for mention in told_in("The mayor resigned on Monday.")] == ["The mayor"]
    assert told_in("a minerals deal") == []
    assert told_in("The article does not say.") == []
    assert told_in("I find no answer in the 19 articles.") == []


def test_short_is_the_first_line() -> None:
    assert short(" Mike Waltz.\nHe is an adviser.") == "Mike Waltz"
