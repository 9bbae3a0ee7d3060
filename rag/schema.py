"""The tables of the record, and what makes a file of an older schema one of today."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from rag import disk_faults
from rag.errors import LibraryDamaged

SCHEMA_VERSION = 4

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE versions (
    article TEXT NOT NULL,
    version INTEGER NOT NULL,
    latest INTEGER NOT NULL,           -- 1 for the version that is searched
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    fetched TEXT NOT NULL,             -- ISO 8601 with time zone
    url TEXT,
    publisher TEXT,
    authors TEXT NOT NULL,             -- JSON list
    published TEXT,                    -- ISO 8601 day
    modified TEXT,
    agency TEXT,
    language TEXT,
    subheads TEXT NOT NULL,            -- JSON list of [start, end]
    copy_of TEXT,                      -- the article that this is a copy of
    etag TEXT,
    last_modified TEXT,
    published_at TEXT,                 -- ISO 8601, in the publisher's time zone
    modified_at TEXT,
    section TEXT,
    place TEXT,
    PRIMARY KEY (article, version)
);
CREATE INDEX versions_by_text ON versions (sha256);
CREATE INDEX versions_by_url ON versions (url);
CREATE INDEX versions_by_day ON versions (published) WHERE latest = 1;
CREATE INDEX versions_by_original ON versions (copy_of) WHERE copy_of IS NOT NULL;
CREATE TABLE passages (
    rowid INTEGER PRIMARY KEY,
    article TEXT NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,           -- 0, 1, ... in the order of the text
    start INTEGER NOT NULL,            -- characters of the version's text
    "end" INTEGER NOT NULL,
    UNIQUE (article, version, number)
);
CREATE TABLE bands (                   -- what copies of an article's latest version have in common
    band TEXT NOT NULL,
    article TEXT NOT NULL,
    PRIMARY KEY (band, article)
) WITHOUT ROWID;
CREATE INDEX bands_by_article ON bands (article);
CREATE VIRTUAL TABLE passage_words USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2');
"""
_LISTS = """
CREATE INDEX versions_for_lists ON versions (latest, published, fetched, title, publisher, authors, article);
CREATE TABLE tags (
    article TEXT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (article, tag)
) WITHOUT ROWID;
CREATE INDEX tags_by_name ON tags (tag);
"""
_FACTS = """
CREATE TABLE facts (                   -- what lists are searched in, of an article's latest version
    article TEXT PRIMARY KEY,
    text TEXT NOT NULL                 -- in small letters
) WITHOUT ROWID;
"""
WRITE_FACTS = """
INSERT OR REPLACE INTO facts SELECT v.article, facts(v.title, v.publisher, v.authors, v.published,
    (SELECT json_group_array(tag) FROM tags t WHERE t.article = v.article)) FROM versions v WHERE v.latest = 1
"""
"""Writes what every article is found by in lists, with :func:`rag.rows.facts`; add an AND to write fewer."""

_MIGRATIONS = {
    1: """
ALTER TABLE versions ADD COLUMN published_at TEXT;
ALTER TABLE versions ADD COLUMN modified_at TEXT;
ALTER TABLE versions ADD COLUMN section TEXT;
ALTER TABLE versions ADD COLUMN place TEXT;
DROP INDEX versions_by_day;
CREATE INDEX versions_by_day ON versions (published) WHERE latest = 1;
CREATE INDEX IF NOT EXISTS versions_by_original ON versions (copy_of) WHERE copy_of IS NOT NULL;
""",
    2: _LISTS,
    3: f"{_FACTS} {WRITE_FACTS};",
}
"""What makes a file of one schema version one of the next."""


def prepare(db: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new file, or bring those of an older one to today's schema.

    Args:
        db: the open file, whose SQL can call :func:`rag.rows.facts`.
        path: names it in errors.

    Raises:
        LibraryDamaged: the file is no database, or was made by a newer version of Pullquote.
        LibraryUnwritable: the disk is full or may not be written to.
    """
    try:
        found: int = db.execute("PRAGMA user_version").fetchone()[0]
        if found > SCHEMA_VERSION:
            raise LibraryDamaged(f"{path} was made by a newer Pullquote (schema {found}). Update Pullquote to open it.")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        if found == 0:
            db.executescript(f"BEGIN; {_SCHEMA} {_LISTS} {_FACTS} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        for version in range(found or SCHEMA_VERSION, SCHEMA_VERSION):
            db.executescript(f"BEGIN; {_MIGRATIONS[version]} PRAGMA user_version = {version + 1}; COMMIT;")
    except sqlite3.DatabaseError as error:
        unknown = LibraryDamaged(f"{path} cannot be read ({error}). Restore a backup, or move it away.")
        raise disk_faults.of_record(error, path) or unknown from error
