import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from evals.compare import compare
from evals.html import page
from evals.result import Result, Shown, Told
from rag.types import Article, Span

Make = Callable[..., Result]
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
CHROMIUM = [
    "/usr/bin/chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr",
    "--dump-dom",
]  # fmt: skip


class Reader(HTMLParser):
    """Collects the text of elements by tag, the tags, and every attribute that could load something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: dict[str, list[str]] = {}
        self.loading: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "input", "br", "img"):
            self.open.append(tag)
        self.words.setdefault(tag, []).append("")
        loading = [(name, value or "") for name, value in attrs if name in ("src", "href", "style") or name[:2] == "on"]
        self.loading += [(tag, name) for name, value in loading if not value.startswith("data:image/svg+xml;base64,")]

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
    assert len(reader.words["img"]) == len(reader.words["figure"])
    assert reader.loading == []
    assert any(evil in text for text in reader.words["h3"])


def test_the_page_forbids_itself_to_load_anything(make_result: Make, article: Article) -> None:
    html = page([make_result()], {}, {})
    assert POLICY in html
    assert "http" not in html.replace("http-equiv", "")


def test_who_was_asked_and_who_judged_is_said_first(make_result: Make) -> None:
    facts = {"settings": {"answerer": "reader", "judge": "openai:x"}, "started": "2026-11-28T01:50:20+00:00"}
    assert "</h1><p>Answered by reader, judged by openai:x, begun 2026-11-28 01:50</p>" in page([], facts, {})


def test_plots_and_an_empty_run(make_result: Make, article: Article) -> None:
    assert len(read([make_result()], article).words["figure"]) == 4
    assert "figure" not in read([], article).words


def test_what_changed(make_result: Make, article: Article) -> None:
    worse = make_result(answer="The bridge")
    reader = read([worse], article, compare([make_result()], [worse]))
    (item,) = reader.words["li"]
    assert item.startswith("What held? (q1): “The dam” is now “The bridge”. Right 1.000 → 0.000, Exact match")


def test_questions_that_only_one_run_has_are_listed(make_result: Make, article: Article) -> None:
    old, new = make_result(id="q1", question="Old?"), make_result(id="q2", question="New?")
    reader = read([new], article, compare([old], [new]))
    assert reader.words["summary"] == ["Only in the earlier run: 1", "Only in this run: 1"]
    assert reader.words["li"] == ["Old? (q1)", "New? (q2)"]


def browse(page: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Open a page in a browser that prints what it shows."""
    return subprocess.run(  # noqa: S603 - our own page
        [*CHROMIUM, f"--user-data-dir={page.parent}/profile", *options, page.as_uri()],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )


def console(html: str, folder: Path) -> str:
    """What a browser says of the page on its console; raises AssertionError when it shows nothing."""
    page = folder / "report.html"
    page.write_text(html, encoding="utf-8")
    done = browse(page)
    assert "Pullquote answers" in done.stdout
    return "".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def test_a_narrow_screen_needs_no_scrolling_sideways(make_result: Make, article: Article, tmp_path: Path) -> None:
    texts = {article.id: {"title": article.title, "version": article.version, "text": article.text}}
    facts = {"suites": {"dam": 1}, "models": {"rag/models/reader/model.onnx": "0123456789abcdef" * 4}}
    worse = make_result(answer="The bridge")
    html = page([worse], facts, texts, compare([make_result()], [worse]))
    telling = "<script>document.title = `${innerWidth} ${document.documentElement.scrollWidth}`</script></body>"
    (tmp_path / "report.html").write_text(html.replace(POLICY, "").replace("</body>", telling), encoding="utf-8")
    shown = browse(tmp_path / "report.html", "--window-size=500,800").stdout
    width, needed = map(int, re.findall(r"<title>(\d+) (\d+)</title>", shown)[0])
    assert needed <= width == 500


def test_a_browser_has_nothing_to_say_of_the_page(make_result: Make, article: Article, tmp_path: Path) -> None:
    texts = {article.id: {"title": article.title, "version": article.version, "text": article.text}}
    html = page([make_result(), make_result(id="q2", reason="not_said")], {"suites": {"dam": 2}}, texts)
    assert console(html, tmp_path) == ""
    loading = html.replace("<h1>", "<script>1</script><h1>")
    assert "Content Security Policy" in console(loading, tmp_path)
