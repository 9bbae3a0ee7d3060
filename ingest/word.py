"""A Word document (.docx) to a draft."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from ingest.draft import Block, Draft, Kind, tidy
from ingest.plaintext import read_head
from rag.errors import UnreadableSource

_LARGEST = 100_000_000  # bytes of all parts when unpacked
_MOST_PARTS = 2_000


def read_docx(data: bytes, name: str) -> Draft:
    """Read the paragraphs, headings and tables of a Word document.

    Args:
        data: the file.
        name: for messages.

    Raises:
        UnreadableSource: it is damaged, or unpacks to more than 100 MB.
    """
    draft = Draft()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            sizes = [part.file_size for part in parts.infolist()]
        if sum(sizes) > _LARGEST or len(sizes) > _MOST_PARTS:
            raise UnreadableSource(f"{name} unpacks to more than {_LARGEST // 1_000_000} MB, so it is not read.")
        for item in docx.Document(io.BytesIO(data)).iter_inner_content():
            _read(item, draft)
    except (UnreadableSource, MemoryError):
        raise
    except Exception as error:  # the library raises whatever a damaged part makes it
        raise UnreadableSource(f"{name} is a damaged Word file ({error}). Save it again.") from error
    texts = [block.text for block in draft.blocks]
    draft.blocks = draft.blocks[len(texts) - len(read_head(texts, draft)) :]
    return draft


def _read(item: Paragraph | Table, draft: Draft) -> None:
    if isinstance(item, Table):
        rows = (" | ".join(tidy(cell.text).replace("\n", " ") for cell in row.cells) for row in item.rows)
        draft.blocks.append(Block("\n".join(rows)))
        return
    text = tidy(item.text)
    style = (item.style.name if item.style else None) or ""
    if not text:
        return
    if style == "Title" or (style == "Heading 1" and not draft.title and not draft.blocks):
        draft.title = draft.title or text
    else:
        draft.blocks.append(Block(text, Kind.HEADING if style.startswith(("Heading", "Subtitle")) else Kind.PARAGRAPH))
