import datetime as dt

import pytest

from ingest.clean import clean
from ingest.draft import Block, Draft, Kind


def cleaned(*paragraphs: str) -> Draft:
    return clean(Draft(blocks=[Block(p) for p in paragraphs]))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Also read | Putin and Trump could meet before end of February, says Kremlin: Report", "promotion"),
        ("READ MORE: What the new law means for you", "promotion"),
        ("RELATED: Ten things to know", "promotion"),
        ("Must watch – The moment the bridge fell", "promotion"),
        ("Read more", "promotion"),
        ("Related Articles", "promotion"),
        ("Advertisment", "advertisement label"),
        ("ADVERTISEMENT", "advertisement label"),
        ("- Advertisement -", "advertisement label"),
        ("Story continues below advertisement", "advertisement label"),
        ("Sign up for our daily newsletter and never miss a story.", "invitation to subscribe, follow or share"),
        ("Follow us on Twitter", "invitation to subscribe, follow or share"),
        ("(With inputs from agencies)", "agency credit"),
    ],
)
def test_what_is_not_the_articles_goes_with_its_reason(line, reason):
    draft = cleaned("The talks began on Monday.", line, "They ended on Friday.")
    assert draft.text == "The talks began on Monday.\n\nThey ended on Friday."
    assert [(d.text, d.reason) for d in draft.dropped] == [(line, reason)]


@pytest.mark.parametrize(
    "line",
    [
        "Related parties must read the document before the hearing, the judge said.",
        "Advertisement spending fell by a tenth.",
        "Read the letter aloud, he told them.",
        "“Watch this space,” she said: nothing is decided.",
        "Police asked drivers to follow us on the back road.",
        "Watch the road.",
        "With support from both parties, the bill passed.",
        "Copyright law will change next year, the minister said.",
        "More than two million people subscribe to newsletters of this kind, she said.",
        "He apologized on Twitter. Contact with the ship was lost on Monday.",
        "Updated guidance was sent to schools on March 3, 2024, and again in May.",
    ],
)
def test_sentences_that_only_resemble_promotions_stay(line):
    assert cleaned("The talks began.", line, "They ended.").text.split("\n\n")[1] == line


def test_a_leading_date_line_becomes_the_publishing_date():
    draft = cleaned("date 2025-02-20 The United States is refusing.")
    assert draft.published == dt.date(2025, 2, 20)
    assert draft.text == "The United States is refusing."


def test_dates_inside_a_sentence_are_left_alone():
    draft = cleaned("It rained.", "Published on March 3, 2024 the report says little.")
    assert draft.published is None
    assert draft.text.endswith("the report says little.")


def test_a_line_that_says_when_it_was_updated_becomes_metadata():
    draft = cleaned("It rained.", "Last updated: 3 March 2024, 10:30 IST", "First published on: March 1, 2024")
    assert (draft.published, draft.modified) == (dt.date(2024, 3, 1), dt.date(2024, 3, 3))
    assert draft.text == "It rained."


def test_the_agency_of_an_inputs_line():
    assert cleaned("It rained.", "(With inputs from PTI)").agency == "PTI"


def test_inputs_from_agencies_is_the_one_agency_that_the_text_credits():
    assert cleaned("It rained, reported Reuters.", "(With inputs from agencies)").agency == "Reuters"


def test_two_credited_agencies_are_not_guessed_between():
    draft = cleaned("It rained, reported Reuters. A source told AFP.", "(With inputs from agencies)")
    assert draft.agency is None


def test_an_agency_that_is_only_quoted_is_not_the_agency():
    assert cleaned("It rained, reported Reuters.").agency is None


def test_the_dateline_names_the_agency_and_stays():
    draft = cleaned("KYIV, Feb 20 (Reuters) - Ukraine said so.")
    assert draft.agency == "Reuters"
    assert draft.text.startswith("KYIV")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Email Ann Lee at ann@daily.example or follow her on Twitter.", "contact"),
        ("Have a tip? Ann Lee may be reached at ann@daily.example.", "contact"),
        ("Bo Diaz contributed to this report.", "credit"),
        ("(Reporting by Ann Lee; editing by Bo Diaz)", "credit"),
        ("© 2025 The Daily. All rights reserved.", "copyright"),
        ("Image 1 of 5", "button"),
    ],
)
def test_what_only_the_end_of_an_article_has_goes(line, reason):
    assert [(d.text, d.reason) for d in cleaned("The talks began.", line).dropped] == [(line, reason)]


def test_a_sentence_about_twitter_stays_at_the_end():
    text = "The talks began.\n\nHe apologized on Twitter. Contact with the ship was lost on Monday."
    assert cleaned(*text.split("\n\n")).text == text


def test_headings_with_nothing_below_them_go():
    draft = clean(Draft(blocks=[Block("It rained."), Block("More weather", Kind.HEADING), Block("Advertisement")]))
    assert draft.text == "It rained."


@pytest.mark.parametrize(
    ("lead", "agency", "place"),
    [
        ("Port Osgood (AFP) – It rained all day.", "AFP", "Port Osgood"),
        ("Berlin, March 4 (dpa) - It rained all day.", "dpa", "Berlin"),
        ("(Reuters) - It rained all day.", "Reuters", None),
        ("Ann Lee (Daily) - It rained all day.", None, None),
        ("The agency (AFP) said that it rained.", None, None),
    ],
)
def test_a_dateline_in_small_letters_needs_an_agency(lead, agency, place):
    draft = cleaned(lead)
    assert (draft.agency, draft.place, draft.text) == (agency, place, lead)


def test_what_a_player_says_of_itself_goes():
    words = "This video can not be played. To play this video you need to enable JavaScript in your browser."
    assert cleaned("It rained.", words).text == "It rained."
