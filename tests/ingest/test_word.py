import io
import zipfile

import pytest
from documents import PARAGRAPHS, word

from ingest.draft import Kind
from ingest.word import read_docx
from rag.errors import UnreadableSource


def test_title_paragraphs_headings_and_tables():
    draft = read_docx(word("Council closes bridge", ["By Ann Lee", *PARAGRAPHS]), "a.docx")
    assert draft.title == "Council closes bridge"
    assert draft.authors == ("Ann Lee",)
    assert [b.text for b in draft.blocks if b.kind is Kind.PARAGRAPH][:4] == PARAGRAPHS
    assert [b.text for b in draft.blocks if b.kind is Kind.HEADING] == ["What comes next"]
    assert draft.blocks[-1].text == "Vote | Count\nYes | 9"


def test_a_damaged_file_is_a_kind_error():
    with pytest.raises(UnreadableSource, match=r"a\.docx is a damaged Word file"):
        read_docx(word("T", PARAGRAPHS)[:2000], "a.docx")


def test_a_zip_bomb_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", bytes(150_000_000))
    with pytest.raises(UnreadableSource, match="unpacks to more than"):
        read_docx(out.getvalue(), "bomb.docx")
