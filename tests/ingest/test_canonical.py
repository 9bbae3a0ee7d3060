import pytest

from ingest.canonical import canonical_url, web_address


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
        ("https://[2606:2800::1]:8080/a?ref=x", "https://[2606:2800::1]:8080/a"),
        ("https://m.example/a", "https://m.example/a"),
        ("https://news.example/story?b=2&a=1", "https://news.example/story?b=2&a=1"),
    ],
)
def test_twins_have_one_address(url, canonical):
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "address",
    ["http://[::1/", "http://℀.example/", "javascript:alert(1)", "ftp://a.example/b", "http:///a", "a.html", ""],
)
def test_what_is_no_address_has_no_canonical_one(address):
    assert canonical_url(address) is None


def test_addresses_of_a_page_are_made_absolute():
    assert web_address(" /b?c=1", "https://news.example/a") == "https://news.example/b?c=1"
    assert web_address("//other.example/b", "https://news.example/a") == "https://other.example/b"
    assert web_address("http://[::1/", "https://news.example/a") is None
