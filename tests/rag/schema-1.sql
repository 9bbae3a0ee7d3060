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
    PRIMARY KEY (article, version)
);
CREATE INDEX versions_by_text ON versions (sha256);
CREATE INDEX versions_by_url ON versions (url);
CREATE INDEX versions_by_day ON versions (latest, published);
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
