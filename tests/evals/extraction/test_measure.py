import datetime as dt
import gzip
import json
import re

from evals.extraction.measure import LABELS, Label, Page, extract, read_labels, read_pages, right_fields, why
from evals.extraction.score import match
from ingest.draft import Draft

LABEL = Label("p", "Rain, again", ("The Daily Test", "Daily"), "2025-02-20", ("Ann Lee", "Bo Diaz"))


def test_fields_agree_whatever_their_case_punctuation_and_order():
    draft = Draft(
        title="Rain again",
        publisher="daily test",
        published=dt.datetime(2025, 2, 20, 23, tzinfo=dt.UTC),
        authors=("Bo Diaz", "ANN LEE"),
    )
    assert all(right_fields(LABEL, draft).values())


def test_each_wrong_field_is_told():
    assert not any(right_fields(LABEL, Draft(title="Sun", published=dt.date(2025, 2, 21))).values())


def test_pages_are_read_with_their_true_text(tmp_path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "p.html.gz").write_bytes(gzip.compress(b"<p>It rained.</p>"))
    (tmp_path / "truth.json").write_text(json.dumps({"p": {"articleBody": "It rained.", "url": "https://a.b/c"}}))
    (page,) = read_pages(tmp_path)
    assert (page.name, page.data, page.text) == ("p", b"<p>It rained.</p>", "It rained.")


def test_a_page_without_an_article_is_an_empty_draft():
    assert extract(b"<html><body></body></html>").text == ""


def test_what_is_wrong_with_a_page_is_told():
    shown = "<p>The council met on Monday night and voted, by nine to two, to close the old bridge until spring.</p>"
    page = Page(
        "p", "https://a.b/c", shown.encode(), "The council met on Monday night. " + "It talked and talked on. " * 20
    )
    assert why(page, match(page.text, extract(page.data).text)).endswith(
        "begins “The council met on Monday night and voted,”"
    )
    assert "of the article is missing" in why(page, match("a b c d e f", "a b c d"))
    assert "is not the article" in why(page, match("a b c d", "a b c d e f g"))
    empty = Page("p", "https://a.b/c", b"<html><body></body></html>", "It rained.")
    assert "There is no" in why(empty, match(empty.text, ""))


def test_the_labels_hold_facts_and_no_article_text():
    labels = read_labels()
    assert len(labels) >= 40
    for label in labels.values():
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", label.published)
        assert len(label.title) < 140
    assert len(LABELS.read_text(encoding="utf-8")) < 400 * len(labels)
