import pytest
from documents import article, pdf, word

from ingest.kinds import kind_of
from rag.errors import UnreadableSource


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (article().encode(), "page.html", "html"),
        (article().encode(), "wrong.txt", "html"),
        (b"\xef\xbb\xbf<!-- saved -->\n<html><p>x", "page", "html"),
        (pdf([[(72, 700, 11, "x")]]), "wrong.html", "pdf"),
        (word("T", ["x"]), "wrong.txt", "docx"),
        (b"Subject: x\nMIME-Version: 1.0\n\nx", "a.eml", "mail"),
        (b"Just words.", "a.eml", "text"),
        (b"# Title\n\n<p>x", "a.md", "markdown"),
        (b"It rained.", "a.txt", "text"),
        ("It rained.".encode("utf-16"), "a.txt", "text"),
        (b"It rained.", "no-suffix", "text"),
    ],
)
def test_the_content_counts_before_the_name(data, name, kind):
    assert kind_of(data, name) == kind


def test_the_suffix_of_an_address_ends_at_its_query():
    assert kind_of(b"# Title", "https://a.example/story.md?page=1") == "markdown"


def test_the_media_type_counts_before_the_suffix():
    assert kind_of(b"words <b>in bold</b>", "/article.php", "text/html") == "html"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\0\0\n", "is empty"),
        (b"\x89PNG\r\n", "a picture"),
        (bytes(range(256)) * 40, "is not text"),
        (b"PK\x03\x04 something else", "an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word file"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data, words):
    with pytest.raises(UnreadableSource, match=words):
        kind_of(data, "thing.txt")
