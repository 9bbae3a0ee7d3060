"""What SQLite, Chroma and the disk complain of, as errors that name the mend."""

from __future__ import annotations

import errno
import re
import sqlite3
from pathlib import Path

from rag.errors import LibraryDamaged, LibraryError, LibraryUnwritable

_UNWRITABLE = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
_NO_WRITING = {errno.EACCES, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC, errno.EPERM, errno.EROFS}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CODE = re.compile(r"\(code: (\d+)\)")  # how Chroma passes the codes of its own SQLite on


def of_record(error: sqlite3.Error, file: Path) -> LibraryError | None:
    """The error to raise for one of SQLite about the record; None when it is a mistake of the program."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _UNWRITABLE:
        return unwritable(file, error)
    if code in _DAMAGED:
        mend = "Restore a backup into another directory (“pullquote restore”), or move the file away."
        return LibraryDamaged(f"{file} cannot be read ({error}). {mend}")
    return None


def of_index(error: BaseException, folder: Path) -> LibraryError:
    """The error to raise for one of Chroma about the index."""
    found = _CODE.search(str(error))
    full = isinstance(error, OSError) and error.errno in _NO_WRITING
    if full or (found and int(found[1]) & 0xFF in _UNWRITABLE):
        return unwritable(folder, error)
    return LibraryDamaged(f"The index {folder} cannot be used ({error}). “pullquote reindex” makes it anew.")


def unchanged(folder: Path, error: BaseException) -> LibraryUnwritable:
    """The error to raise where the index could not be changed, and it is not known why."""
    return LibraryUnwritable(
        f"The index {folder} cannot be written ({error}). Make room if its disk is full; if it is not, "
        "“pullquote reindex” makes the index anew."
    )


def unwritable(path: Path, error: BaseException) -> LibraryUnwritable:
    """The error to raise where a file cannot be written."""
    why = getattr(error, "strerror", None) or error
    return LibraryUnwritable(
        f"{path} cannot be written ({why}). Make room on its disk, and let your user write there; "
        "what was stored before is kept. “pullquote doctor” says more."
    )
