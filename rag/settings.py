"""Where things are kept, and what the environment may change."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process.

    Attributes:
        home: the library directory (``PULLQUOTE_HOME``; by default the user's data directory).
        embedder: path or name of a sentence-transformers model that replaces the built-in one
            (``PULLQUOTE_EMBEDDER``); None for the built-in one.
    """

    home: Path
    embedder: str | None = None

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the settings from the environment."""
        home = os.environ.get("PULLQUOTE_HOME")
        return cls(
            home=Path(home).expanduser() if home else Path(platformdirs.user_data_dir("pullquote")),
            embedder=os.environ.get("PULLQUOTE_EMBEDDER") or None,
        )
