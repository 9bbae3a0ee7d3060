"""Where things are kept, and what the environment may change."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from rag.errors import LibraryError

READER = "reader"
"""The answerer that ships with Pullquote."""
VARIABLES = {
    "home": "PULLQUOTE_HOME",
    "embedder": "PULLQUOTE_EMBEDDER",
    "answerer": "PULLQUOTE_ANSWERER",
    "model_url": "PULLQUOTE_MODEL_URL",
    "show_unsupported": "PULLQUOTE_UNSUPPORTED",
    "database_url": "PULLQUOTE_DATABASE_URL",
    "chroma_url": "PULLQUOTE_CHROMA_URL",
}
"""The environment variable that sets each field of :class:`Settings`."""


@dataclass(frozen=True, slots=True)
class Servers:
    """The servers that keep a library past one machine.

    Attributes:
        database_url: of the PostgreSQL database with the record.
        chroma_url: of the Chroma server with the index.
    """

    database_url: str
    chroma_url: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process.

    Attributes:
        home: the library directory (``PULLQUOTE_HOME``; by default the user's data directory).
        embedder: path or name of a sentence-transformers model that replaces the built-in one
            (``PULLQUOTE_EMBEDDER``); None for the built-in one.
        answerer: ``reader``, the built-in one, or a language model as ``provider:model``, such as
            ``ollama:qwen3:1.7b`` (``PULLQUOTE_ANSWERER``).
        model_url: where the model's API is, when that is not the provider's own address (``PULLQUOTE_MODEL_URL``).
        show_unsupported: show what a model wrote and nothing supports, struck through with its reason; otherwise it is
            left out (``PULLQUOTE_UNSUPPORTED``: ``show`` or ``hide``).
        database_url: the PostgreSQL database that keeps the record (``PULLQUOTE_DATABASE_URL``); None for a file.
        chroma_url: the Chroma server that keeps the index (``PULLQUOTE_CHROMA_URL``); None for files.
    """

    home: Path
    embedder: str | None = None
    answerer: str = READER
    model_url: str | None = None
    show_unsupported: bool = True
    database_url: str | None = None
    chroma_url: str | None = None

    @property
    def servers(self) -> Servers | None:
        """The servers that keep the library; None for files in ``home``. Raises LibraryError when one is missing."""
        if self.database_url and self.chroma_url:
            return Servers(self.database_url, self.chroma_url)
        if self.database_url or self.chroma_url:
            raise LibraryError(
                "Only one of PULLQUOTE_DATABASE_URL and PULLQUOTE_CHROMA_URL is set. Set both to keep the library on "
                "servers, or none to keep it in files."
            )
        return None

    @classmethod
    def from_environment(cls, *, answerer: str | None = None) -> Settings:
        """Read the settings from the environment; ``answerer`` outweighs what it says."""
        home = os.environ.get("PULLQUOTE_HOME")
        return cls(
            home=Path(home).expanduser() if home else Path(platformdirs.user_data_dir("pullquote")),
            embedder=os.environ.get("PULLQUOTE_EMBEDDER") or None,
            answerer=answerer or os.environ.get("PULLQUOTE_ANSWERER") or READER,
            model_url=os.environ.get("PULLQUOTE_MODEL_URL") or None,
            show_unsupported=os.environ.get("PULLQUOTE_UNSUPPORTED") != "hide",
            database_url=os.environ.get("PULLQUOTE_DATABASE_URL") or None,
            chroma_url=os.environ.get("PULLQUOTE_CHROMA_URL") or None,
        )


def without_password(url: str) -> str:
    """An address as it may be shown: without the name and passwords that it may carry, however wrong it is."""
    shown = re.sub(r"^([\w+.-]*://)?.*@", r"\1…@", url)
    return re.sub(r"(password=)[^&\s]*", r"\1…", shown, flags=re.IGNORECASE)
