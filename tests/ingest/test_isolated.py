"""Hostile files end the process that reads them, and nothing else."""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdf
import pytest
from documents import PARAGRAPHS, pdf, word
from pypdf.generic import NameObject, StreamObject

from ingest import draft_json, extract_bytes, isolated
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
