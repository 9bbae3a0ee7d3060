import pytest
from documents import PARAGRAPHS, SENTENCES, article

from ingest import add, add_bytes, add_sample, add_text, refresh
from ingest.draft import Block, Draft
from ingest.pipeline import store
from rag.errors import NotInLibrary, SourceError
from rag.types import Span

TEXT = "The council met on Monday night.\n\nIt voted, by nine to two, to close the old bridge until spring."
URL = "https://example.org/bridge"


def draft(*paragraphs: str, url: str | None = URL) -> Draft:
    return Draft(blocks=[Block(p) for p in paragraphs], title="Bridge", url=url)


def test_the_sample_is_stored_whole(library, embedder):
    added = add_sample(library, embedder)
    assert added.outcome == "added"
    assert library.article(added.article.id) == added.article
    passages = library.passages(added.article.id)
    assert [library.words(p.span) for p in passages] == [p.text for p in passages]
    assert " ".join(p.text for p in passages).split() == added.article.text.split()


def test_the_same_text_twice_changes_nothing(library, embedder):
    first, again = add_text(TEXT, library, embedder), add_text(f"\n{TEXT}\n", library, embedder)
    assert again.outcome == "unchanged"
    assert again.article == first.article
    assert library.count() == 1


def test_pasted_text_with_its_title_and_address(library, embedder):
    added = add_text(TEXT, library, embedder, title="Mine", url=URL + "?utm_source=x").article
    assert (added.title, added.url) == ("Mine", URL)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://[::1/", "example.org/bridge"])
def test_pasted_text_with_an_address_that_is_none(address, library, embedder):
    with pytest.raises(SourceError, match="is not a web address"):
        add_text(TEXT, library, embedder, url=address)
    assert library.count() == 0


def test_the_same_url_with_another_text_is_a_new_version(library, embedder):
    first = store(draft("It rained."), library, embedder).article
    second = store(draft("It poured."), library, embedder)
    assert (second.outcome, second.article.id, second.article.version) == ("updated", first.id, 2)
    assert library.words(Span(first.id, 1, 3, 9)) == "rained"
    assert [p.text for p in library.passages(first.id)] == ["It poured."]
    assert store(draft("It poured."), library, embedder).outcome == "unchanged"


def test_the_same_report_at_another_address_is_linked_to_the_first(library, embedder):
    first = store(draft(*PARAGRAPHS), library, embedder).article
    same = store(draft(*PARAGRAPHS, url="https://other.example/1"), library, embedder)
    alike = store(draft(*PARAGRAPHS, "It rained.", url="https://third.example/1"), library, embedder)
    other = store(draft("It rained all day.", url="https://fourth.example/1"), library, embedder)
    assert same.outcome == "added"
    assert [a.article.copy_of for a in (same, alike, other)] == [first.id, first.id, None]


def test_an_uploaded_file(library, embedder):
    added = add_bytes(article().encode(), "page.html", library, embedder)
    assert added.article.title == "Council closes bridge"
    assert added.article.language == "en"


def test_the_stored_article_keeps_time_zone_section_and_dateline(library, embedder):
    head = (
        '<meta property="article:published_time" content="2025-02-20T23:30:00-05:00">'
        '<meta property="article:section" content="World">'
    )
    page = article(["KYIV, Feb 20 (Reuters) - " + PARAGRAPHS[0], *PARAGRAPHS[1:]], head)
    added = add_bytes(page.encode(), "page.html", library, embedder).article
    stored = library.article(added.id)
    assert stored == added
    assert (stored.published.isoformat(), stored.published_at.isoformat()) == (
        "2025-02-20",
        "2025-02-20T23:30:00-05:00",
    )
    assert (stored.section, stored.place, stored.agency) == ("World", "Kyiv", "Reuters")


def test_a_url_with_its_validators_and_a_refresh(library, embedder, site, fetcher):
    site.page("/a", article().encode(), ETag='"1"')
    first = add(f"{site.url}/a", library, embedder, fetcher).article
    assert (first.etag, first.url) == ('"1"', f"{site.url}/a")
    site.page("/a", b"", status=304)
    assert refresh(first, library, embedder, fetcher).outcome == "unchanged"
    assert site.requests[-1][1]["If-None-Match"] == '"1"'
    site.page("/a", article([*PARAGRAPHS[:3], "Correction: the vote was eight to three."]).encode())
    second = refresh(first, library, embedder, fetcher)
    assert (second.outcome, second.article.version) == ("updated", 2)
    assert "eight to three" in second.article.text


def test_what_was_not_fetched_cannot_be_refreshed(library, embedder):
    pasted = add_text(TEXT, library, embedder).article
    with pytest.raises(SourceError, match="cannot be fetched again"):
        refresh(pasted, library, embedder)


def test_a_page_cannot_take_the_address_of_another_site(library, embedder, site, fetcher):
    store(draft("It rained.", url="https://victim.example/a"), library, embedder)
    site.page("/a", article(head='<link rel="canonical" href="https://victim.example/a">').encode())
    added = add(f"{site.url}/a", library, embedder, fetcher)
    assert (added.outcome, added.article.url) == ("added", f"{site.url}/a")


def test_a_removed_article_can_be_added_again(library, embedder):
    first = add_text(" ".join(SENTENCES), library, embedder).article
    library.remove(first.id)
    with pytest.raises(NotInLibrary):
        library.article(first.id)
    assert add_text(" ".join(SENTENCES), library, embedder).outcome == "added"
