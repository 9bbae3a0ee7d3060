"""What the page looks like and runs: files under an address that changes with them, so that a browser keeps them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import FastAPI, HTTPException
from fastapi.responses import Response

_HERE = Path(__file__).parent
_SCRIPTS = _HERE / "scripts"
_KINDS = {".css": "text/css", ".js": "text/javascript"}
_YEAR = 365 * 24 * 3600


def address(name: str) -> str:
    """Where the page finds one of the files."""
    return f"/look/{_version()}/{name}"


def scripts() -> list[str]:
    """The names of the page's scripts."""
    return sorted(file.name for file in _SCRIPTS.glob("*.js"))


def add_look(app: FastAPI) -> None:
    """Add the files to an app."""

    @app.get("/look/{version}/{name}")
    def look(version: str, name: str) -> Response:
        if name not in _files():
            raise HTTPException(404)
        # A page that was loaded before the program was updated gets what there is now, and does not keep it.
        kept = f"private, max-age={_YEAR}, immutable" if version == _version() else "no-cache"
        return Response(_files()[name], media_type=_KINDS[Path(name).suffix], headers={"Cache-Control": kept})


@cache
def _files() -> dict[str, bytes]:
    files = [_HERE / "style.css", _HERE / "login.js", *_SCRIPTS.glob("*.js")]
    return {file.name: file.read_bytes() for file in sorted(files)}


@cache
def _version() -> str:
    """Of all files together: the scripts import each other."""
    return hashlib.sha256(b"\0".join(_files().values())).hexdigest()[:12]
