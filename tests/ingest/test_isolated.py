"""Hostile files end the process that reads them, and nothing else."""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdf
import pytest
from documents import PARAGRAPHS, article, page, pdf, word
from pypdf.generic import NameObject, StreamObject
from test_feeds import LAUGHS
from test_hostile import REFUSED

from ingest import draft_json, extract_bytes, isolated
from ingest.extract import extract_fetched
from ingest.feeds import links_in
from ingest.fetch import Fetched
from ingest.pdf import read_pdf
from rag.errors import NoArticleFound, UnreadableSource

LINES = [(72.0, 700.0 - 20 * row, 11.0, "The mayor opened the bridge in Tarnby on Monday.") for row in range(8)]


@pytest.fixture(autouse=True)
def fresh():
    """Limits that a test sets are those of the processes that it starts."""
    isolated._close_idle()
    yield
    isolated._close_idle()


def with_content(content: bytes) -> bytes:
    """A PDF of one page that draws this, packed."""
    whole = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([LINES])))
    stream = StreamObject()
    stream.set_data(content)
    whole.pages[0][NameObject("/Contents")] = whole._add_object(stream.flate_encode(9))
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()


def test_what_comes_back_is_what_the_reader_read() -> None:
    data = pdf([LINES])
    assert draft_json.dump(isolated.read_isolated("pdf", data, "a.pdf")) == draft_json.dump(read_pdf(data, "a.pdf"))
    again = isolated.read_isolated("docx", word("Council closes bridge", ["By Ann Lee", *PARAGRAPHS]), "a.docx")
    assert (again.title, again.authors) == ("Council closes bridge", ("Ann Lee",))


def test_an_error_comes_back_as_the_error_that_it_was() -> None:
    with pytest.raises(NoArticleFound, match=r"scan\.pdf holds pictures"):
        isolated.read_isolated("pdf", pdf([[(72, 700, 11, " ")]]), "scan.pdf")


def test_a_file_that_unpacks_to_more_than_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "MOST_MEMORY", 200_000_000)
    bomb = with_content(b"BT /F1 11 Tf (" + b"A" * 70_000_000 + b") Tj ET")
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableSource, match=r"bomb\.pdf needs more memory"):
        extract_bytes(bomb, "bomb.pdf")
    assert extract_bytes(pdf([LINES]), "next.pdf").text.startswith("The mayor")


def test_a_file_that_is_read_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    extract_bytes(pdf([LINES]), "a.pdf")
    monkeypatch.setattr(isolated, "LONGEST", 1.0)
    endless = with_content(b"BT /F1 11 Tf " + b"(a) Tj 0 1 Td " * 4_000_000 + b" ET")
    with pytest.raises(UnreadableSource, match=r"slow\.pdf takes longer than 1 s"):
        extract_bytes(endless, "slow.pdf")
    monkeypatch.setattr(isolated, "LONGEST", 60.0)
    assert extract_bytes(pdf([LINES]), "next.pdf").text.startswith("The mayor")


def test_a_reader_that_crashes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "_PROGRAM", "import os; os.abort()")
    with pytest.raises(UnreadableSource, match=r"a\.pdf makes the reader of PDFs break down"):
        extract_bytes(pdf([LINES]), "a.pdf")


def test_a_process_that_ended_while_it_waited_is_replaced() -> None:
    extract_bytes(pdf([LINES]), "a.pdf")
    process = isolated._idle_one()
    process._process.kill()
    isolated._idle.put(process)
    assert extract_bytes(pdf([LINES]), "a.pdf").text.startswith("The mayor")


def test_one_process_reads_many_files_and_two_read_at_once() -> None:
    with ThreadPoolExecutor(6) as pool:
        texts = set(pool.map(lambda n: extract_bytes(pdf([LINES]), f"{n}.pdf").text, range(12)))
    assert len(texts) == 1
    assert 1 <= isolated._idle.qsize() <= 2


def test_it_knows_no_keys_and_may_write_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    extract_bytes(pdf([LINES]), "a.pdf")
    process = isolated._idle_one()
    folder = Path(f"/proc/{process._process.pid}")
    assert b"sk-secret" not in (folder / "environ").read_bytes()
    limits = dict(line.rsplit(maxsplit=3)[:2] for line in (folder / "limits").read_text().splitlines()[1:])
    assert limits["Max address space"] == str(isolated.MOST_MEMORY)
    assert limits["Max file size"] == "0"
    process.close()
    assert not os.path.exists(folder / "exe")  # noqa: PTH110 - of a process that is gone


MAIL = f"From: Ann <ann@example.org>\nSubject: Bridge\nContent-Type: text/plain\n\n{chr(10).join(PARAGRAPHS)}"
READ = {
    "page.html": page(article()).encode(),
    "mail.eml": MAIL.encode(),
    "notes.md": "\n\n".join(["# Bridge", *PARAGRAPHS]).encode(),
    "text.txt": "\n\n".join(PARAGRAPHS).encode("utf-16"),
    "print.pdf": pdf([LINES]),
    "word.docx": word("Council closes bridge", PARAGRAPHS),
}


@pytest.mark.parametrize("name", READ)
def test_a_server_reads_everything_in_other_processes_and_reads_the_same(name: str) -> None:
    assert not isolated.reads_everything()
    in_place = extract_bytes(READ[name], name)
    isolated._close_idle()
    with isolated.everything():
        elsewhere = extract_bytes(READ[name], name)
    assert isolated._idle.qsize() == 1
    assert draft_json.dump(elsewhere) == draft_json.dump(in_place)


def test_a_page_keeps_its_address_character_set_and_next_page() -> None:
    body = page(article() + '<a rel="next" href="/story?page=2">Next</a>').replace("The", "Thé")
    fetched = Fetched("https://example.org/story", body.encode("cp1252"), "text/html", "cp1252", etag='"1"')
    in_place = extract_fetched(fetched)
    with isolated.everything():
        elsewhere = extract_fetched(fetched)
    assert "Thé" in elsewhere.text
    assert elsewhere.etag == '"1"'
    assert draft_json.dump(elsewhere) == draft_json.dump(in_place)


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_an_article_is_refused_with_the_same_words(case: str) -> None:
    name, data, error, words = REFUSED[case]
    with isolated.everything(), pytest.raises(error, match=words):
        extract_bytes(data, name)


def test_feeds_are_read_elsewhere_too() -> None:
    feed = b'<rss version="2.0"><channel><item><link>https://example.org/a</link></item></channel></rss>'
    with isolated.everything():
        assert links_in(feed, "feed.xml") == ["https://example.org/a"]
        assert isolated._idle.qsize() == 1
        with pytest.raises(UnreadableSource, match="defines its own entities"):
            links_in(LAUGHS, "feed.xml")


def test_a_page_that_takes_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "MOST_MEMORY", 400_000_000)
    huge = page("".join(f"<i>{number}</i>" for number in range(2_000_000))).encode()
    with isolated.everything():
        with pytest.raises(UnreadableSource, match=r"huge\.html"):
            extract_bytes(huge, "huge.html")
        assert extract_bytes(READ["page.html"], "next.html").blocks


@pytest.mark.parametrize(
    ("program", "longest", "said"),
    [
        ("import os; os.abort()", 120.0, r"page\.html makes the reader of pages break down"),
        ("import time; time.sleep(600)", 0.5, r"page\.html takes longer than 0\.5 s"),
    ],
)
def test_a_page_that_crashes_or_holds_up_its_reader_ends_nothing_else(
    program: str, longest: float, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with isolated.everything():
        with monkeypatch.context() as hostile:
            hostile.setattr(isolated, "_PROGRAM", program)
            hostile.setattr(isolated, "LONGEST", longest)
            with pytest.raises(UnreadableSource, match=said):
                extract_bytes(READ["page.html"], "page.html")
        assert extract_bytes(READ["page.html"], "next.html").blocks
