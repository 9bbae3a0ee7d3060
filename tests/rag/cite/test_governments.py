import pytest

from rag.cite.governments import by_country


@pytest.mark.parametrize(
    ("statement", "meant"),
    [
        ("Kyiv signed the deal.", "Ukraine signed the deal."),
        ("The minister urged Kyiv to sign.", "The minister urged Ukraine to sign."),
        ("The Kremlin refused.", "Russia refused."),
        ("Washington refuses to sign.", "the United States refuses to sign."),
        ("On Monday the White House urged Kyiv to sign.", "On Monday the United States urged Ukraine to sign."),
        ("Kyiv’s answer came late.", "Ukraine’s answer came late."),
        ("The talks between Moscow and Kyiv go on.", "The talks between Russia and Ukraine go on."),
        ("The row between the US and Kyiv is over.", "The row between the US and Ukraine is over."),
    ],
)
def test_a_government_that_acts_is_its_country(statement: str, meant: str) -> None:
    assert by_country(statement)[-1] == meant


def test_a_seat_of_government_may_stand_for_itself() -> None:
    assert by_country("The White House urged Kyiv to sign.") == [
        "The White House urged Ukraine to sign.",
        "the United States urged Ukraine to sign.",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "They met in Kyiv.",
        "The minister visited Kyiv and left.",
        "The train from Moscow was late.",
        "The line between Moscow and Kyiv is closed.",
        "The Washington Post reported it.",
        "Ukraine signed the deal.",
        "Nobody signed.",
    ],
)
def test_places_papers_and_countries_stay(statement: str) -> None:
    assert by_country(statement) == []
