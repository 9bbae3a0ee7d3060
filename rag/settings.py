"""Where things are kept, and what the environment may change."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import platformdirs

READER = "reader"
"""The answerer that ships with Pullquote."""
VARIABLES = {
    "home": "PULLQUOTE_HOME",
    "embedder": "PULLQUOTE_EMBEDDER",
    "answerer": "PULLQUOTE_ANSWERER",
    "model_url": "PULLQUOTE_MODEL_URL",
    "show_unsupported": "PULLQUOTE_UNSUPPORTED",
}
"""The environment variable that sets each field of :class:`Settings`."""


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
    """

    home: Path
    embedder: str | None = None
    answerer: str = READER
    model_url: str | None = None
    show_unsupported: bool = True

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
        )


def without_password(url: str) -> str:
    """An address as it may be shown: without the name and password that it may carry."""
    return re.sub(r"//[^/@\s]*@", "//…@", url)
