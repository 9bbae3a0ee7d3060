"""A library in one file: a copy of every database in its directory, made while they are used, and the way back.

The index is left out: it is made anew from the record when it is first needed. Each database is copied by SQLite's
backup API in one step, so the copy is the database as it was at one instant, and nobody who writes has to wait.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from typing import IO, Any

import filelock

from rag.errors import BackupUnusable, LibraryBusy, LibraryDamaged, LibraryError
from rag.schema import SCHEMA_VERSION

MANIFEST = "backup.json"
_FORMAT = 1
_LOCK = "lock"
_PATTERN = "*.sqlite"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds.

    Attributes:
        made: when, with time zone.
        databases: the rows of every table, by the name of the database and that of the table.
    """

    made: dt.datetime
    databases: Mapping[str, Mapping[str, int]]

    @property
    def articles(self) -> int:
        """How many versions of articles there are."""
        return self.databases.get("record.sqlite", {}).get("versions", 0)


def back_up(home: Path, file: Path) -> Backup:
    """Copy every database of a library directory into one file, which appears whole and only for its user.

    Args:
        home: a library directory; whoever owns it may go on writing.
        file: where to; a file that is there is replaced.

    Raises:
        LibraryError: there is no library, or the file cannot be written.
        LibraryDamaged: a database cannot be read.
    """
    if not (home / "record.sqlite").is_file():
        raise LibraryError(f"There is no library in {home}, so there is nothing to back up.")
    new = file.with_name(f"{file.name}.new")
    made = dt.datetime.now(dt.UTC)
    described: dict[str, dict[str, Any]] = {}
    try:
        new.unlink(missing_ok=True)
        new.touch(0o600)
        with (
            tempfile.TemporaryDirectory(prefix="backup-", dir=file.parent) as folder,
            zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        ):
            for database in sorted(home.rglob(_PATTERN)):
                name = database.relative_to(home).as_posix()
                copy = Path(folder) / "copy.sqlite"
                copy_database(database, copy)
                described[name] = {"sha256": _sha256(copy), "rows": count_rows(copy)}
                archive.write(copy, name)
                copy.unlink()
            facts = {
                "format": _FORMAT,
                "program": version("pullquote"),
                "schema": SCHEMA_VERSION,
                "made": made.isoformat(),
                "databases": described,
            }
            archive.writestr(MANIFEST, json.dumps(facts, indent=2))
        new.replace(file)
    except OSError as error:
        raise LibraryError(f"The backup {file} cannot be written ({error.strerror or error}).") from error
    finally:
        new.unlink(missing_ok=True)
    return Backup(made, {name: facts["rows"] for name, facts in described.items()})


def restore(file: Path, home: Path) -> Backup:
    """Put the databases of a backup into an empty directory.

    Every one is checked against the hash that it was backed up with before any is put in place, the record last: a
    restore that was stopped leaves no library that looks whole.

    Args:
        file: what :func:`back_up` wrote.
        home: the directory, made when it is missing.

    Raises:
        BackupUnusable: the file is no backup, is damaged, or was made by a newer Pullquote.
        LibraryError: the directory is not empty.
        LibraryBusy: another process uses the directory.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            facts = _manifest(archive, file)
            home.mkdir(parents=True, exist_ok=True)
            try:
                with filelock.FileLock(home / _LOCK, timeout=0):
                    _put(archive, facts["databases"], home, file)
            except filelock.Timeout:
                raise LibraryBusy(f"Another process uses {home}. Restore into an empty directory.") from None
    except zipfile.BadZipFile as error:
        raise BackupUnusable(f"{file} is no backup of Pullquote, or it is damaged ({error}).") from error
    except OSError as error:
        raise LibraryError(f"{error.filename or file}: {error.strerror or error}.") from error
    rows = {name: described["rows"] for name, described in facts["databases"].items()}
    return Backup(dt.datetime.fromisoformat(facts["made"]), rows)


def count_rows(database: Path) -> dict[str, int]:
    """The number of rows of every table in a file."""
    with closing(sqlite3.connect(database)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 - names from the file's own schema


def copy_database(database: Path, copy: Path) -> None:
    """Copy a database, also while it is written to; raises LibraryDamaged when it is not sound."""
    try:
        with (
            closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True, timeout=60)) as there,
            closing(sqlite3.connect(copy)) as here,
        ):
            there.backup(here)  # all pages in one step: one instant, and writers of a WAL database do not wait
            (said,) = here.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise LibraryDamaged(f"{database} cannot be backed up ({said}). “pullquote doctor” says what to do.")


def _manifest(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    try:
        facts = json.loads(archive.read(MANIFEST))
        newer = facts["format"] > _FORMAT or facts["schema"] > SCHEMA_VERSION
        names = list(facts["databases"])
    except (KeyError, ValueError, TypeError) as error:
        raise BackupUnusable(f"{file} is no backup of Pullquote: it has no readable {MANIFEST}.") from error
    if newer:
        raise BackupUnusable(f"{file} was made by a newer Pullquote ({facts['program']}). Update Pullquote first.")
    strange = [name for name in names if not _is_inside(name)]
    if strange or "record.sqlite" not in names:
        raise BackupUnusable(
            f"{file} is no backup of Pullquote: {strange or names} are not the databases of a library."
        )
    return dict(facts)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return path.match(_PATTERN) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _put(archive: zipfile.ZipFile, databases: Mapping[str, Mapping[str, Any]], home: Path, file: Path) -> None:
    if any(entry.name != _LOCK for entry in home.iterdir()):
        raise LibraryError(f"{home} is not empty. Restore into an empty directory: set PULLQUOTE_HOME to one.")
    with tempfile.TemporaryDirectory(prefix="restore-", dir=home) as folder:
        for name, described in databases.items():
            copy = Path(folder) / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.touch(0o600)
            with _member(archive, name, file) as packed, copy.open("wb") as out:
                copyfileobj(packed, out)
            if _sha256(copy) != described["sha256"]:
                raise BackupUnusable(f"{file} is damaged: {name} in it is not what was backed up.")
        for name in sorted(databases, key=lambda name: name == "record.sqlite"):
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).replace(home / name)


def _member(archive: zipfile.ZipFile, name: str, file: Path) -> IO[bytes]:
    try:
        return archive.open(name)
    except KeyError as error:
        raise BackupUnusable(f"{file} is damaged: {name} is missing in it.") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
