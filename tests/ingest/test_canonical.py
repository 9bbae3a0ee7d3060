import pytest

from ingest.canonical import canonical_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://News.Example/a?utm_source=x&id=7&fbclid=y#part", "https://news.example/a?id=7"),
        ("https://m.news.example/a/", "https://news.example/a"),
        ("https://amp.news.example/a", "https://news.example/a"),
        ("https://news.example/a/amp/", "https://news.example/a"),
        ("https://news.example/a.amp.html", "https://news.example/a.html"),
        ("https://news.example/a?outputType=amp", "https://news.example/a"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("http://news.example:8080", "http://news.example:8080/"),
        ("https://m.example/a", "https://m.example/a"),
        ("https://news.example/story?b=2&a=1", "https://news.example/story?b=2&a=1"),
    ],
)
def test_twins_have_one_address(url, canonical):
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical
