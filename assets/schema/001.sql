-- The library, version 1.
-- Times are milliseconds since 1970 in UTC, dates ISO 8601 as far as they are known, lists one name a line.

-- What reviews are about. A nameless work belongs to one review alone.
CREATE TABLE works (
    work            INTEGER PRIMARY KEY,
    kind            TEXT NOT NULL,              -- schema.org's type: Movie
    name            TEXT NOT NULL,
    folded          TEXT NOT NULL,              -- the name without case and accents
    date_published  TEXT,
    creators        TEXT NOT NULL DEFAULT '',
    writers         TEXT NOT NULL DEFAULT '',
    actors          TEXT NOT NULL DEFAULT '',
    runtime_minutes INTEGER,
    seen            INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX works_by_name ON works (folded, kind);

-- Addresses and identifiers of a work elsewhere.
CREATE TABLE same_as (
    address  TEXT PRIMARY KEY,
    work     INTEGER NOT NULL REFERENCES works,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX same_as_by_work ON same_as (work, position);

-- What the list shows, and nothing else, so that the list reads fast.
-- AUTOINCREMENT remembers that the library once held a review.
CREATE TABLE reviews (
    review         INTEGER PRIMARY KEY AUTOINCREMENT,
    id             TEXT NOT NULL UNIQUE,
    title          TEXT NOT NULL,
    title_is_made  INTEGER NOT NULL,
    work           INTEGER NOT NULL REFERENCES works,
    authors        TEXT NOT NULL,
    publisher      TEXT,
    date_published TEXT,
    notation       TEXT,                        -- the rating as the critic wrote it
    mark           TEXT,                        -- points, letter, word or unknown
    value          REAL,
    best           REAL,
    is_inferred    INTEGER,
    language       TEXT,
    source         TEXT NOT NULL,               -- the first path or address it came from
    n_words        INTEGER NOT NULL,
    n_spoilers     INTEGER NOT NULL,
    added          INTEGER NOT NULL,
    removed        INTEGER                      -- when it was removed: kept, so that it can be put back
) STRICT;
CREATE INDEX reviews_by_age ON reviews (added DESC, review) WHERE removed IS NULL;
CREATE INDEX reviews_by_work ON reviews (work, title);

-- The texts. The checksum shows damage that SQLite itself cannot see.
CREATE TABLE texts (
    review      INTEGER PRIMARY KEY REFERENCES reviews ON DELETE CASCADE,
    url         TEXT,
    description TEXT,
    spoilers    TEXT,
    checksum    TEXT NOT NULL,
    body        TEXT NOT NULL
) STRICT;

-- By what a review is known when it comes in again.
CREATE TABLE identities (
    review      INTEGER PRIMARY KEY REFERENCES reviews ON DELETE CASCADE,
    address     TEXT,                           -- its url without scheme, www. and last slash
    fingerprint TEXT NOT NULL,                  -- of the text as it stands
    stated      TEXT NOT NULL                   -- of the text as its source had it
) STRICT;
CREATE INDEX identities_by_address ON identities (address) WHERE address IS NOT NULL;
CREATE INDEX identities_by_fingerprint ON identities (fingerprint);
CREATE INDEX identities_by_stated ON identities (stated);

-- Where a review came from, and what each of those places said when it was last read.
CREATE TABLE sources (
    review   INTEGER NOT NULL REFERENCES reviews ON DELETE CASCADE,
    source   TEXT NOT NULL,
    position INTEGER NOT NULL,                  -- the newest last
    digest   TEXT,
    PRIMARY KEY (review, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX sources_by_source ON sources (source, digest);

CREATE TABLE tags (
    review   INTEGER NOT NULL REFERENCES reviews ON DELETE CASCADE,
    tag      TEXT NOT NULL COLLATE NOCASE,
    position INTEGER NOT NULL,
    origin   INTEGER NOT NULL,                  -- 0 its source's, 1 the reader's, 2 its source's, dropped by the reader
    PRIMARY KEY (review, tag)
) STRICT, WITHOUT ROWID;

-- What the reader has done with a review (seen stands with the work). No row: nothing yet.
CREATE TABLE states (
    review   INTEGER PRIMARY KEY REFERENCES reviews ON DELETE CASCADE,
    read     INTEGER NOT NULL DEFAULT 0,
    read_at  INTEGER,
    starred  INTEGER NOT NULL DEFAULT 0,
    block    INTEGER NOT NULL DEFAULT 0,
    grapheme INTEGER NOT NULL DEFAULT 0,
    progress REAL NOT NULL DEFAULT 0,
    place_at INTEGER                            -- when the place was left
) STRICT;

-- Which fields the reader has edited: an import leaves them alone.
CREATE TABLE edits (
    review INTEGER NOT NULL REFERENCES reviews ON DELETE CASCADE,
    field  TEXT NOT NULL,
    PRIMARY KEY (review, field)
) STRICT, WITHOUT ROWID;

-- The full text. Contentless: the texts are not kept twice, and a row is replaced without knowing what it held.
CREATE VIRTUAL TABLE search USING fts5 (
    title, author, work, body,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
