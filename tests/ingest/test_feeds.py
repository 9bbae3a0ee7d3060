import gzip
import json

import pytest
from documents import article

from ingest.extract import extract_bytes
from ingest.feeds import expand, expand_all, links_in
from rag.errors import FetchFailed, UnreadableSource

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


@pytest.mark.parametrize("data", [RSS, ATOM, SITEMAP, JSON])
def test_a_feed_is_not_taken_for_an_article(data):
    with pytest.raises(UnreadableSource, match=r"is a feed or sitemap, no article\. Save it, and add the file"):
        extract_bytes(data, "https://a.example/latest")


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
