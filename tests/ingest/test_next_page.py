import sys

import pytest
from documents import PARAGRAPHS, article, page

from ingest import add, refresh
from ingest.dom import parse
from ingest.next_page import next_page
from rag.errors import FetchFailed, UnreadableSource

HERE = "https://news.example/2025/03/04/bridge"


@pytest.mark.parametrize(
    ("here", "link"),
    [
        (HERE, "?page=2"),
        (f"{HERE}?page=2", f"{HERE}?page=3"),
        (f"{HERE}?id=7", f"{HERE}?id=7&p=2"),
        (HERE, f"{HERE}/2"),
        (f"{HERE}/", f"{HERE}/page/2/"),
        (f"{HERE}/page/2/", f"{HERE}/page/3/"),
        ("https://news.example/bridge.html", "/bridge-2.html"),
    ],
)
def test_the_next_page_of_the_same_article(here, link):
    for tag in (f'<link rel="next" href="{link}">', f'<a rel="nofollow next" href="{link}">More</a>'):
        found = next_page(parse(page(f"<p>x</p>{tag}")), here)
        assert found is not None
        assert found.endswith(link)


@pytest.mark.parametrize(
    "link",
    ["/2025/03/05/fog", "/2025/03/04/bridge", "?page=3", "https://other.example/2025/03/04/bridge?page=2", "mailto:x"],
)  # fmt: skip
def test_the_next_article_is_no_next_page(link):
    assert next_page(parse(page(f'<a rel="next" href="{link}">Next</a>')), HERE) is None


def spread(site) -> None:
    """An article over three pages; the second repeats the last paragraph of the first."""
    for number, part in enumerate((PARAGRAPHS[:2], PARAGRAPHS[1:3], PARAGRAPHS[3:]), start=1):
        more = f'<a rel="next" href="/a?page={number + 1}">Next page</a>' if number < 3 else ""
        path = f"/a?page={number}" if number > 1 else "/a"
        site.page(path, article(part).replace("</article>", f"</article>{more}").encode())


def test_all_pages_of_an_article_are_stored_and_fetched_again(site, fetcher, library, embedder):
    spread(site)
    stored = add(f"{site.url}/a", library, embedder, fetcher).article
    assert stored.text == "\n\n".join(PARAGRAPHS)
    assert stored.url == f"{site.url}/a"
    assert refresh(stored, library, embedder, fetcher).outcome == "unchanged"


def test_without_one_of_its_pages_an_article_is_not_stored(site, fetcher, library, embedder):
    spread(site)
    site.page("/a?page=3", b"", status=500)
    with pytest.raises(FetchFailed, match=r"/a\?page=3"):
        add(f"{site.url}/a", library, embedder, fetcher)
    assert library.count() == 0


def test_pages_that_hold_more_than_an_article_together_are_refused(site, fetcher, library, embedder, monkeypatch):
    spread(site)
    monkeypatch.setattr(sys.modules["ingest.extract"], "LARGEST_TEXT", len("\n\n".join(PARAGRAPHS)) - 1)
    with pytest.raises(UnreadableSource, match="more text than an article"):
        add(f"{site.url}/a", library, embedder, fetcher)


def test_pages_that_lead_to_each_other_without_end_are_left(site, fetcher, library, embedder):
    for number in range(1, 40):
        text = article([*PARAGRAPHS, f"The page with the number {number} says a little more about the old bridge."])
        path = f"/a?page={number}" if number > 1 else "/a"
        site.page(path, text.replace("</article>", f'<a rel="next" href="/a?page={number + 1}">.</a>').encode())
    assert "number 20 says" in add(f"{site.url}/a", library, embedder, fetcher).article.text
    assert sum(path.startswith("/a") for path, _ in site.requests) == 20
