import json

from documents import page

from ingest.dom import parse
from ingest.jsonld import linked_articles, plain, text_of, texts_of


def articles(*scripts: str) -> list[dict]:
    tags = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return list(linked_articles(parse(page("<p>x</p>", tags))))


def test_articles_are_found_in_lists_and_graphs_with_references_resolved():
    graph = {
        "@graph": [
            {"@type": "Organization", "@id": "#org", "name": "The Daily"},
            {"@type": ["NewsArticle"], "headline": "H", "publisher": {"@id": "#org"}, "author": [{"@id": "#org"}]},
        ]
    }
    (found,) = articles(json.dumps([{"@type": "WebSite"}, graph]))
    assert text_of(found["headline"]) == "H"
    assert text_of(found["publisher"]) == "The Daily"
    assert text_of(found["author"]) == "The Daily"


def test_small_flaws_are_forgiven_and_others_ignored():
    assert len(articles('<!-- {"@type": "NewsArticle", "headline": "a\nb",} -->')) == 1
    assert articles("{not json", '"text"', "[1, null]", '{"@type": 7}') == []


def test_nesting_without_end_is_ignored():
    assert articles("[" * 100_000) == []


def test_markup_and_doubly_escaped_characters_go():
    assert plain("A &amp;amp; B <b>bold</b>\n now") == "A & B bold now"


def test_a_list_of_names_in_one_item_and_in_several():
    assert texts_of({"name": ["Ann Lee", "Bo Diaz"]}) == ["Ann Lee", "Bo Diaz"]
    assert texts_of([{"name": "Ann Lee"}, "Bo Diaz", {"url": "x"}, None]) == ["Ann Lee", "Bo Diaz"]
