import pytest

from ingest import sample
from ingest.extract import extract, extract_text
from rag.errors import NoArticleFound, UnreadableSource


def test_the_sample_is_clean_dated_and_titled_by_its_lead():
    draft = extract(sample.path())
    assert str(draft.published) == "2025-02-20"
    assert draft.title == "The United States is refusing to co-sponsor a draft United Nations (UN)…"
    assert draft.agency == "Reuters"
    assert draft.publisher is None
    assert [draft.text[start:end] for start, end in draft.subheads] == [
        "Draft resolution for UNGA",
        "White House adviser urges Ukraine to ‘tone down’",
    ]
    for leftover in ("Also read", "Advertisment", "With inputs", "date 2025"):
        assert leftover not in draft.text


def test_every_word_of_the_sample_is_kept_or_reported():
    draft = extract(sample.path())
    words = (draft.text + " " + " ".join(d.text for d in draft.dropped)).split()
    assert sorted(words) == sorted(sample.path().read_text(encoding="utf-8").split())


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(UnreadableSource, match=r"nothing\.txt cannot be read"):
        extract(tmp_path / "nothing.txt")


def test_an_empty_file_is_named(tmp_path):
    (tmp_path / "empty.txt").write_text(" \n")
    with pytest.raises(UnreadableSource, match=r"empty\.txt is empty"):
        extract(tmp_path / "empty.txt")


def test_text_of_nothing_but_ads_holds_no_article():
    with pytest.raises(NoArticleFound, match="The pasted text holds no article text"):
        extract_text("Advertisement\n\nAlso read | Something else")
