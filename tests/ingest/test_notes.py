import time

import pytest
from documents import PARAGRAPHS, article, page

from ingest import extract_bytes, to_dict
from ingest.notes import Note, note_of, notes

CORRECTIONS = [
    "Correction: an earlier version of this article gave the wrong count of votes.",
    "CORRECTION (Feb. 21, 2025): The mayor is Bo Diaz, not Bob Diaz.",
    "Clarification, February 20, 2025: The vote was on the bridge alone.",
    "A correction was made on Feb. 20, 2025: An earlier version misspelled a name.",
    "This article was amended on 20 February 2025 to correct the number of votes.",
    "An earlier version of this story incorrectly said that the vote was unanimous.",
    "* This story has been corrected to show that the repair costs $3.5 million.",
    "Editor’s note: This report has been corrected. The council has eleven members.",
]
UPDATES = [
    "Update: The mayor has since signed the order.",
    "UPDATED 4:15 p.m. ET: The mayor has signed the order.",
    "This story has been updated with a comment by the mayor.",
    "Editor's note: This interview was held on Monday.",
]
TEXT = [
    *PARAGRAPHS,
    "Corrections officers said on Monday that the prison was full.",
    "The correction in share prices went on.",
    "Updated rules were passed on Monday: they bind all councils.",
    "The story was changed by the vote on Monday.",
    "This version of events was disputed by the mayor.",
]


@pytest.mark.parametrize("paragraph", CORRECTIONS)
def test_corrections(paragraph):
    assert note_of(paragraph) is Note.CORRECTION


@pytest.mark.parametrize("paragraph", UPDATES)
def test_updates(paragraph):
    assert note_of(paragraph) is Note.UPDATE


@pytest.mark.parametrize("paragraph", TEXT)
def test_paragraphs_of_the_article_are_no_notes(paragraph):
    assert note_of(paragraph) is None


def test_the_places_of_notes_in_a_text():
    text = "\n\n".join([PARAGRAPHS[0], CORRECTIONS[0], PARAGRAPHS[1], UPDATES[0]])
    assert [(text[start:end], kind) for start, end, kind in notes(text)] == [
        (CORRECTIONS[0], Note.CORRECTION), (UPDATES[0], Note.UPDATE),
    ]  # fmt: skip


@pytest.mark.parametrize("note", [*CORRECTIONS, UPDATES[0], UPDATES[2]])
@pytest.mark.parametrize(
    "place",
    [
        "<p>{}</p>",
        "<p><em>{}</em></p>",
        "<aside class='editors-note'>{}</aside>",
        "<footer><p>{}</p></footer>",
        "<div class='correction-box'><p>{}</p></div>",
    ],
)
def test_pages_keep_their_notes_wherever_they_put_them(place, note):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = page(f"<article><h1>Council closes bridge</h1>{body}{place.format(note)}</article>")
    draft = extract_bytes(html.encode(), "a.html")
    assert draft.text == "\n\n".join([*PARAGRAPHS, note])
    assert [told["text"] for told in to_dict(draft)["notes"]] == [note]


def test_a_note_above_the_text_stays_there():
    html = article().replace("</h1>", f"</h1><aside>{CORRECTIONS[0]}</aside>")
    assert extract_bytes(html.encode(), "a.html").text == "\n\n".join([CORRECTIONS[0], *PARAGRAPHS])


@pytest.mark.timeout(10)
@pytest.mark.parametrize("sign", ["correction ", "editor's note - ", "(", "update 1 ", "this article was "])
def test_hostile_paragraphs_are_read_in_no_time(sign):
    began = time.monotonic()
    note_of(sign * (1_190 // len(sign)))
    assert time.monotonic() - began < 1
