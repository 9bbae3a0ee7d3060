import pytest

from rag.cite.predicate import predicates


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("Petra Lindqvist is bankrupt.", [{"bankrupt"}]),
        ("The dam was blown up by Tomas Reyl.", [{"blown"}]),
        ("The answer is that Amina Sowe has been arrested.", [{"arrest"}]),
        ("Talks had begun with at least three places.", []),
        ("Waltz spoke to Fox News.", []),
        ("Director Henrik Aas stole the mask.", [{"stol", "stole"}]),
        ("Rain, wind and snow.", []),
        ("Norland won’t co-sponsor the motion.", [{"sponsor"}]),
        ("Norland has declined to sign.", []),
    ],
)
def test_what_is_said_of_the_subject(statement: str, said: list[set[str]]) -> None:
    assert [bool(stems & wanted) for stems, wanted in zip(predicates(statement), said, strict=True)] == [True] * len(
        said
    )
