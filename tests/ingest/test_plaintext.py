import datetime as dt

from ingest.draft import Kind
from ingest.plaintext import mark_headings, read_plain_text

LONG = "The council met on Monday night and voted, by nine to two, to close the bridge until it has been repaired."


def test_title_byline_and_date_above_the_text_become_metadata():
    draft = read_plain_text(f"Council closes bridge\n\nBy Ann Lee and Bo Diaz\n\nFeb 20, 2025, 10:30 am\n\n{LONG}")
    assert draft.title == "Council closes bridge"
    assert draft.authors == ("Ann Lee", "Bo Diaz")
    assert draft.published == dt.date(2025, 2, 20)
    assert draft.text == LONG
    assert [d.reason for d in draft.dropped] == ["byline", "date line"]


def test_a_first_sentence_is_not_a_title():
    draft = read_plain_text(f"It rained.\n\n{LONG}")
    assert draft.title is None
    assert draft.text == f"It rained.\n\n{LONG}"


def test_lines_wrapped_by_hand_are_joined():
    assert read_plain_text("The council met on\nMonday night.\n\nIt voted.").text == (
        "The council met on Monday night.\n\nIt voted."
    )


def test_without_blank_lines_each_long_line_is_a_paragraph():
    assert read_plain_text(f"{LONG}\n{LONG}").text == f"{LONG}\n\n{LONG}"


def test_short_lines_above_a_paragraph_are_headings():
    draft = mark_headings(read_plain_text(f"{LONG}\n\nWhat ‘closed’ means\n\n{LONG}\n\nHe left.\n\n{LONG}"))
    assert [b.text for b in draft.blocks if b.kind is Kind.HEADING] == ["What ‘closed’ means"]


def test_headline_byline_and_date_on_lines_of_their_own():
    for head in (
        "Council closes\nthe bridge\nBy Ann Lee\nFeb 20, 2025",
        "Council closes the bridge\nBy Ann Lee | Feb 20, 2025",
    ):
        for text in (f"{head}\n\n{LONG}\n\n{LONG}", f"{head}\nIt rained on\nMonday night."):
            draft = read_plain_text(text)
            assert draft.title == "Council closes the bridge"
            assert (draft.authors, draft.published) == (("Ann Lee",), dt.date(2025, 2, 20))
            assert draft.text in (f"{LONG}\n\n{LONG}", "It rained on Monday night.")


def test_a_text_with_very_long_lines_has_a_paragraph_on_each():
    assert read_plain_text(f"It rained.\n{LONG} {LONG}\n\n{LONG}").text == f"It rained.\n\n{LONG} {LONG}\n\n{LONG}"
