"""Give the disk space of deleted rows back, and overwrite what they held.

Run as a file with the path of a Chroma directory, it does so there. Chroma brings its own SQLite, and two copies of
SQLite in one process undo each other's file locks (https://sqlite.org/howtocorrupt.html, section 2.2.1): hence a
process of its own, which needs the standard library only.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

_SMALL = 64_000_000  # bytes; rewriting a smaller file takes about half a second
_MUCH = 0.05  # of a file's pages, free ones
_FACTS = ("page_count", "freelist_count", "page_size")
_PATIENCE = 60.0  # seconds to wait for Chroma to let go of its file
_LEFT = 3  # exit code: not rewritten


def vacuum(db: sqlite3.Connection, texts: str, always: bool = False) -> bool:
    """Rewrite a database without what was deleted, if it is small or much was deleted: the cost stays in proportion.

    Args:
        db: outside of a transaction.
        texts: its full-text table (FTS5), which keeps words of deleted rows until it is rewritten.
        always: rewrite it in any case.

    Returns:
        Whether it was rewritten.
    """
    pages, free, size = (db.execute(f"PRAGMA {fact}").fetchone()[0] for fact in _FACTS)
    if not (always or pages * size < _SMALL or free > _MUCH * pages):
        return False
    db.execute(f"INSERT INTO {texts} ({texts}) VALUES ('optimize')")  # noqa: S608 - a name of ours
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return True


def vacuum_chroma(path: Path, always: bool = False) -> bool:
    """Do the same in a Chroma directory, which may be open in this process, and delete files of collections gone."""
    command = [sys.executable, "-I", "-S", __file__, str(path), "always" if always else "if worthwhile"]
    done = subprocess.run(command, check=False)  # noqa: S603 - our own file
    return done.returncode == 0


def _main(path: Path, always: bool) -> int:
    with closing(sqlite3.connect(path / "chroma.sqlite3", timeout=_PATIENCE, isolation_level=None)) as db:
        used = {row[0] for row in db.execute("SELECT id FROM segments")}
        for folder in path.iterdir():
            if folder.is_dir() and folder.name not in used:
                shutil.rmtree(folder, ignore_errors=True)
        return 0 if vacuum(db, "embedding_fulltext_search", always) else _LEFT


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1]), sys.argv[2] == "always"))
