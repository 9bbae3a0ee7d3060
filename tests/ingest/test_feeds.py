import gzip
import json

import pytest
from documents import PARAGRAPHS, article

from ingest.bulk import Progress, add_many
from ingest.extract import extract_bytes
from ingest.feeds import expand, expand_all, links_in
from rag.errors import FeedFound, FetchFailed, UnreadableSource

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><link>https://a.example/1</link></item><item><link>/2</link></item><item><link>https://a.example/1</link></item>
<item><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://a.example/1"/></entry></feed>"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://a.example/1</loc></url><url><loc> https://a.example/2 </loc></url></urlset>"""
NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n" xmlns:image="i">
<url><loc>https://a.example/1</loc><image:image><image:loc>https://a.example/1.png</image:loc></image:image>
<news:news><news:publication><news:name>The Bay</news:name></news:publication></news:news></url></urlset>"""
JSON = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://a.example/1"}, 7]}
).encode()
JSON_LATER = json.dumps({"title": "News", "version": "https://jsonfeed.org/version/1.1", "items": []}).encode()
RDF = b"""<?xml version="1.0"?><RDF:RDF xmlns:RDF="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></RDF:RDF>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><item><link>&c;</link></item></channel></rss>"""


@pytest.mark.parametrize(
    ("data", "links"),
    [
        (RSS, ["https://a.example/1", "https://a.example/2"]),
        (ATOM, ["https://a.example/1"]),
        (SITEMAP, ["https://a.example/1", "https://a.example/2"]),
        (NEWS, ["https://a.example/1"]),
        (JSON, ["https://a.example/1"]),
        (b"# mine\nhttps://a.example/1\n\nhttps://a.example/2\n", ["https://a.example/1", "https://a.example/2"]),
        (b"See https://a.example/1 for more.", []),
        (article().encode(), []),
        (b"", []),
        (b'{"a": 1}', []),
    ],
)
def test_links_of_feeds_sitemaps_and_lists(data, links):
    assert links_in(data, "https://a.example/feed") == links


@pytest.mark.parametrize("data", [RSS, ATOM, SITEMAP, JSON, JSON_LATER, RDF, b"\xef\xbb\xbf" + RSS])
def test_a_feed_is_not_taken_for_an_article(data):
    with pytest.raises(FeedFound, match=r"is a feed or sitemap, no article\. “pullquote add” adds the articles"):
        extract_bytes(data, "https://a.example/latest")


def test_an_article_that_speaks_of_a_feed_is_none():
    text = b'{ The format } begins with "version": and names https://jsonfeed.org/version/1.1 there.\n\nSo it is said.'
    assert extract_bytes(text, "https://a.example/latest").blocks


STORIES = {
    "rss": "<rss><channel><item><link>{0}/1</link></item><item><link>{0}/2</link></item></channel></rss>",
    "atom": "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='{0}/1'/></entry>"
    "<entry><link href='{0}/2'/></entry></feed>",
    "sitemap": "<urlset><url><loc>{0}/1</loc></url><url><loc>{0}/2</loc></url></urlset>",
    "json": '{{"title": "x", "version": "https://jsonfeed.org/version/1.1", '
    '"items": [{{"url": "{0}/1"}}, {{"url": "{0}/2"}}]}}',
}


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/html", "application/octet-stream"])
@pytest.mark.parametrize("stories", STORIES.values(), ids=STORIES)
def test_a_feed_is_known_by_what_its_address_gives(stories, kind, site, fetcher, library, embedder):
    site.page("/latest", stories.format(site.url).encode(), kind=kind)
    site.page("/1", article(PARAGRAPHS[:2]).encode())
    address = f"{site.url}/latest"
    assert list(expand(address, fetcher)) == [address]
    progress = Progress(total=1)
    items = list(add_many([address], library, embedder, fetcher))
    for item in items:
        progress.count(item)
    assert items[0].links == (f"{site.url}/1", f"{site.url}/2")
    assert [item.added.outcome for item in items if item.added] == ["added"]
    (failed,) = (item for item in items if item.error)
    assert "answered with error 404" in str(failed.error)
    assert (progress.done, progress.total, progress.failed) == (2, 2, [failed])


def test_a_feed_that_lists_nothing_or_feeds_or_is_damaged_is_told(site, fetcher, library, embedder):
    site.page("/empty", b"<rss><channel></channel></rss>")
    site.page("/nested", f"<rss><channel><item><link>{site.url}/empty</link></item></channel></rss>".encode())
    site.page("/damaged", SITEMAP[:150])
    addresses = [f"{site.url}/{name}" for name in ("empty", "nested", "damaged")]
    items = list(add_many(addresses, library, embedder, fetcher))
    told = [str(item.error) for item in items if not item.links]
    assert [text.removeprefix(site.url).split(" (")[0] for text in told] == [
        "/empty is a feed or sitemap, no article. “pullquote add” adds the articles that it lists.",
        "/empty is a feed or sitemap, no article. “pullquote add” adds the articles that it lists.",
        "/damaged is a damaged sitemap",
    ]


def test_several_sources_give_each_single_one_once_and_a_bad_one_does_not_stop_the_others(tmp_path, site, fetcher):
    site.page("/feed", RSS, kind="application/rss+xml")
    (tmp_path / "urls.txt").write_text("https://a.example/1\nhttps://a.example/3\n")
    (tmp_path / "laughs.xml").write_bytes(LAUGHS)
    sources = [f"{site.url}/feed", tmp_path / "laughs.xml", tmp_path / "urls.txt", f"{site.url}/gone.rss"]
    found, failed = expand_all(sources, fetcher)
    assert found == ["https://a.example/1", f"{site.url}/2", "https://a.example/3"]
    assert isinstance(failed[0], UnreadableSource)
    assert isinstance(failed[1], FetchFailed)


def test_a_feed_with_entities_of_its_own_is_not_read():
    with pytest.raises(UnreadableSource, match="defines its own entities"):
        links_in(LAUGHS, "laughs.xml")


def test_a_damaged_sitemap_is_said():
    with pytest.raises(UnreadableSource, match="damaged sitemap"):
        links_in(SITEMAP[:150], "sitemap.xml")


def test_a_feed_on_the_web_gives_its_links_and_a_page_itself(site, fetcher):
    site.page("/feed", RSS, kind="application/rss+xml")
    site.page("/feed-page", article().encode())
    assert list(expand(f"{site.url}/feed", fetcher)) == ["https://a.example/1", f"{site.url}/2"]
    assert list(expand(f"{site.url}/feed-page", fetcher)) == [f"{site.url}/feed-page"]
    assert list(expand(f"{site.url}/article")) == [f"{site.url}/article"]


def test_an_index_of_gzipped_sitemaps(site, fetcher):
    index = f"<sitemapindex><sitemap><loc>{site.url}/one.xml.gz</loc></sitemap></sitemapindex>"
    site.page("/sitemap.xml", index.encode(), kind="application/xml")
    site.page("/one.xml.gz", gzip.compress(SITEMAP), kind="application/gzip")
    assert list(expand(f"{site.url}/sitemap.xml", fetcher)) == ["https://a.example/1", "https://a.example/2"]


def test_a_folder_gives_its_readable_files_in_order(tmp_path):
    for name in ("b.txt", "a.html", "deep/c.pdf", "picture.png", "deep/d.eml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [p.name for p in expand(tmp_path)] == ["a.html", "b.txt", "c.pdf", "d.eml"]
    assert [p.name for p in expand(tmp_path, glob="*.txt")] == ["b.txt"]


def test_a_list_of_urls_in_a_file_and_any_other_file(tmp_path):
    (tmp_path / "urls.txt").write_text("https://a.example/1\nhttps://a.example/2\n")
    (tmp_path / "words.txt").write_text("It rained.")
    assert list(expand(tmp_path / "urls.txt")) == ["https://a.example/1", "https://a.example/2"]
    assert list(expand(tmp_path / "words.txt")) == [tmp_path / "words.txt"]
    assert list(expand(tmp_path / "missing.txt")) == [tmp_path / "missing.txt"]


def test_a_link_that_is_no_address_is_passed_over():
    listed = b"https://news.example/a\nhttp://[::1/\nhttps://news.example/b\n"
    assert links_in(listed, "list.txt") == ["https://news.example/a", "https://news.example/b"]
