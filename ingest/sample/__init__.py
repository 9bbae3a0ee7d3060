"""The article that ships with Pullquote, so that there is something to ask on the first day."""

from __future__ import annotations

from pathlib import Path


def path() -> Path:
    """The sample's text file."""
    return Path(__file__).parent / "article.txt"
