from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from evals.compare import compare
from evals.html import page
from evals.result import Result, Shown, Told
from rag.types import Article, Span

Make = Callable[..., Result]


class Reader(HTMLParser):
    """Collects the text of elements by tag, the tags, and every attribute that could load something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: dict[str, list[str]] = {}
        self.loading: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)
        self.words.setdefault(tag, []).append("")
        self.loading += [(tag, name) for name, _ in attrs if name in ("src", "href", "style") or name[:2] == "on"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} closes something else"

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.words[tag][-1] += data


def read(results: list[Result], article: Article, *rest: Any) -> Reader:
    texts = {article.id: {"title": article.title, "version": article.version, "text": article.text}}
    reader = Reader()
    reader.feed(page(results, {"suites": {"dam": 1}}, texts, *rest))
    assert reader.open == []
    return reader


def test_cited_words_are_marked_in_the_article(make_result: Make, article: Article) -> None:
    reader = read([make_result(cited="Rain fell all night.")], article)
    assert reader.words["mark"] == ["Marked", "Rain fell all night."]
    assert "The dam held." in reader.words["span"]
    (excerpt,) = reader.words["blockquote"]
    assert excerpt == "Rain fell all night. The dam held."


def test_a_citation_across_paragraphs_marks_both(make_result: Make, article: Article) -> None:
    span = Span(article.id, 1, 21, len(article.text))
    result = make_result(
        citations=(Shown(1, span, article.text[21:], "reader"),), statements=(Told("x", "supported", (1,)),)
    )
    reader = read([result], article)
    assert "".join(reader.words["mark"][1:]) == article.text[21:].replace("\n\n", "")


def test_gold_and_answer_stand_side_by_side_with_the_reasons(make_result: Make, article: Article) -> None:
    reader = read([make_result(answer="The bridge")], article)
    texts = reader.words["p"]
    assert "the dam" in texts
    assert "The bridge" in texts
    assert "Wrong: “The bridge” instead of “the dam”." in texts


def test_hostile_words_stay_words(make_result: Make, article: Article) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
    result = make_result(id=evil, kind=evil, question=evil, answer=evil, golds=(evil, "b"), suite=evil)
    reader = read([result, make_result(error=evil)], article, compare([make_result(id=evil, suite=evil)], [result]))
    assert "script" not in reader.words
    assert "img" not in reader.words
    assert reader.loading == []
    assert any(evil in text for text in reader.words["h3"])


def test_the_page_forbids_itself_to_load_anything(make_result: Make, article: Article) -> None:
    html = page([make_result()], {}, {})
    assert "default-src 'none'; style-src 'unsafe-inline'" in html
    assert "http" not in html.replace("http-equiv", "")


def test_plots_and_an_empty_run(make_result: Make, article: Article) -> None:
    assert len(read([make_result()], article).words["figure"]) == 4
    assert len(read([], article).words["figure"]) == 1


def test_what_changed(make_result: Make, article: Article) -> None:
    worse = make_result(answer="The bridge")
    reader = read([worse], article, compare([make_result()], [worse]))
    (item,) = reader.words["li"]
    assert item.startswith("What held? (q1): “The dam” is now “The bridge”. Right 1.000 → 0.000, Exact match")
