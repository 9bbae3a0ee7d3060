import pytest
from documents import PARAGRAPHS, locked, pdf

from ingest.draft import Kind
from ingest.pdf import read_pdf
from rag.errors import NoArticleFound, UnreadableSource

FOOT = "https://news.example/bridge"


def lines(texts, x=72.0, top=700.0, size=11.0, gap=14.0):
    return [(x, top - i * gap, size, text) for i, text in enumerate(texts)]


def print_of_a_page():
    first = [
        (72, 770, 8, "11/20/2024, 3:04 PM"), (72, 730, 24, "Council closes bridge"),
        *lines(["By Ann Lee"], top=700),
        *lines(["The council met at night and voted, by nine to", "two, to close the bridge until it is re-"], top=670),
        *lines(["paired. Nobody spoke against it."], top=642),
        *lines(["Engineers had warned in March that two of its cables", "were worn through, and that"], top=614),
        (72, 30, 8, FOOT + " 1/2"),
    ]  # fmt: skip
    second = [
        (72, 770, 8, "11/21/2024, 3:05 PM"),
        *lines(["nobody could say how long they would hold."], top=730),
        (72, 700, 14, "What comes next"),
        *lines(["The repair is planned for the spring."], top=680),
        (72, 30, 8, FOOT + " 2/2"),
    ]
    return pdf([first, second])


def test_a_printed_page_becomes_its_paragraphs():
    draft = read_pdf(print_of_a_page(), "page.pdf")
    assert draft.title == "Council closes bridge"
    assert draft.authors == ("Ann Lee",)
    assert [b.text for b in draft.blocks if b.kind is Kind.PARAGRAPH] == [
        "The council met at night and voted, by nine to two, to close the bridge until it is repaired. "
        "Nobody spoke against it.",
        "Engineers had warned in March that two of its cables were worn through, and that nobody could say how long "
        "they would hold.",
        "The repair is planned for the spring.",
    ]
    assert [b.text for b in draft.blocks if b.kind is Kind.HEADING] == ["What comes next"]


def test_headers_footers_and_page_numbers_go_and_the_address_is_kept():
    draft = read_pdf(print_of_a_page(), "page.pdf")
    assert draft.url == FOOT
    assert len([d for d in draft.dropped if d.reason == "header or footer"]) == 4


def test_what_a_browser_prints_around_a_single_page_goes():
    around = [(24, 780, 8, "11/27/26, 10:26 PM"), (200, 780, 8, "Council closes bridge"), (24, 17, 8, f"{FOOT} 1/1")]
    draft = read_pdf(
        pdf([[*around, *lines(["The council met at night and voted to close", "the old bridge."])]]), "a.pdf"
    )
    assert draft.text == "The council met at night and voted to close the old bridge."
    assert draft.url == FOOT


def test_a_soft_hyphen_parts_no_word_and_the_hyphen_of_a_name_stays():
    texts = ["The coun\u00adcil met at night in Stratford-up\u00ad", "on-Avon and voted to shut the bri\u00ad", "dge."]
    draft = read_pdf(pdf([lines(texts)]), "soft.pdf")
    assert draft.text == "The council met at night in Stratford-upon-Avon and voted to shut the bridge."


def test_columns_are_read_one_after_the_other():
    left = lines(["The left column says that the council", "met on Monday night"], x=72)
    right = lines(["and the right one that it voted to", "close the bridge."], x=320)
    draft = read_pdf(pdf([left + right]), "columns.pdf")
    assert (
        draft.text.split()
        == (
            "The left column says that the council met on Monday night and the right one that it voted to close "
            "the bridge."
        ).split()
    )


def test_a_scan_says_so():
    with pytest.raises(NoArticleFound, match="pictures of pages"):
        read_pdf(pdf([[(72, 700, 11, " ")]]), "scan.pdf")


def test_a_password_is_said():
    with pytest.raises(UnreadableSource, match=r"locked\.pdf needs a password"):
        read_pdf(locked(pdf([lines(PARAGRAPHS)])), "locked.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.7\n1 0 obj\n<<", print_of_a_page()[:400]])
def test_a_damaged_file_is_a_kind_error(data):
    with pytest.raises(UnreadableSource, match=r"broken\.pdf is a damaged PDF"):
        read_pdf(data, "broken.pdf")
