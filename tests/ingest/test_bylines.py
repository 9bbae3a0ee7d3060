import pytest

from ingest.bylines import names


@pytest.mark.parametrize(
    ("bylines", "people"),
    [
        (["By Ann Lee"], ("Ann Lee",)),
        (["By Ann Lee and Bo Diaz, CNN"], ("Ann Lee", "Bo Diaz")),
        (["By TOM KRISHER, AP Auto Writer"], ("Tom Krisher",)),
        (["Ann Lee", "Bo Diaz", "Ann Lee"], ("Ann Lee", "Bo Diaz")),
        (["Amy K. O’Neil | The Daily for daily.example"], ("Amy K. O’Neil",)),
        (["Ann Lee (@annlee)"], ("Ann Lee",)),
        (["Written by José Núñez-Vargas"], ("José Núñez-Vargas",)),
        (["Reuters"], ()),
        (["The Associated Press"], ()),
        (["admin"], ()),
        (["Daily Staff"], ()),
        (["https://facebook.com/daily"], ()),
        ([""], ()),
    ],
)
def test_people_are_told_from_desks_and_agencies(bylines, people):
    assert names(bylines) == people


def test_the_publisher_is_no_author():
    assert names(["Telegraph Sport", "Ann Lee"], "The Telegraph") == ("Ann Lee",)
