"""How quotes and their sources are written as plain text."""

from __future__ import annotations

from ui.schemas import Citation
from ui.sources import remarks


def source(citation: Citation) -> str:
    """Name the article of a citation in one line."""
    day = citation.published.isoformat() if citation.published else None
    named = ", ".join(filter(None, (citation.publisher, day))) or citation.title or citation.article
    named += remarks(citation.same_report, citation.changed_since)
    return f"{named}  {citation.url}" if citation.url else named


def quoted(words: str) -> str:
    """Words in quotation marks, unless they are a quotation already."""
    return words if words[:1] in '“"‘' else f"“{words}”"
