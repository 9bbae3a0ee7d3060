import pytest

from ingest.bylines import leading_names, names


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
        (["Lee, Ann"], ("Ann Lee",)),
        (["Ann Lee, Bo Diaz"], ("Ann Lee", "Bo Diaz")),
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


@pytest.mark.parametrize(
    ("pieces", "people"),
    [
        (["By ", "Ann Lee", " and ", "Bo Diaz", "Nov. 20, 2019", "Share", "Print"], ("Ann Lee", "Bo Diaz")),
        (["ANN LEE and BO DIAZ", "Associated Press"], ("Ann Lee", "Bo Diaz")),
        (["By", "Ann Lee", "About Ann Lee", "Staff Writer", "Health"], ("Ann Lee",)),
        (["PTI,", "Washington,"], ()),
    ],
)
def test_a_printed_byline_ends_where_the_names_end(pieces, people):
    assert leading_names(pieces) == people
