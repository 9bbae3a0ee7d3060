import pytest

from rag.followup.mentions import Sort, asked_of, is_place, sort_of_name


@pytest.mark.parametrize(
    ("question", "named"),
    [
        (
            "what did Tomas Ferrell say to Ilse Brandvik?",
            [("Tomas Ferrell", Sort.PERSON), ("Ilse Brandvik", Sort.PERSON)],
        ),
        ("what did arlo finnegan see?", [("arlo finnegan", Sort.PERSON)]),
        ("when did ione arrive?", [("ione", Sort.PERSON)]),
        ("what did zelensky say back?", [("zelensky", Sort.NAME)]),
        ("when did police arrest him?", [("police", Sort.THING)]),
        ("was Rookwood's wife in court?", [("Rookwood's wife", Sort.PERSON)]),
        ("how many people voted in 2021?", [("people", Sort.THING)]),
        ("does the mayor want that?", [("the mayor", Sort.PERSON)]),
        ("Riyadh", [("Riyadh", Sort.PLACE)]),
        ("did any other ship sink?", []),
    ],
)
def test_what_a_question_names(question: str, named: list[tuple[str, Sort]]) -> None:
    assert [(mention.text, mention.sort) for mention in asked_of(question)] == named


def test_names_joined_by_and_are_several() -> None:
    together = [mention for mention in asked_of("what did Macron and Scholz discuss?") if mention.plural]
    assert [mention.text for mention in together] == ["Macron and Scholz"]


@pytest.mark.parametrize(
    ("question", "gender"),
    [
        ("who met Mike Waltz?", "he"),
        ("who met Ilse Brandvik?", "she"),
        ("who met Kjær?", None),
        ("who met Rookwood’s wife?", "she"),
    ],
)
def test_gender_is_told_by_given_names_and_roles(question: str, gender: str | None) -> None:
    assert asked_of(question)[0].gender == gender


def test_sorts_of_names() -> None:
    assert sort_of_name("Harbor Alliance") is Sort.GROUP
    assert sort_of_name("Ilse Brandvik") is Sort.PERSON
    assert sort_of_name("Port Hallam") is Sort.PLACE
    assert sort_of_name("Prosser") is Sort.NAME
    assert is_place("Norway")
    assert not is_place("Prosser")
