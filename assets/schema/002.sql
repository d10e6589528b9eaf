-- Version 2: highlights and the notes to them.

CREATE TABLE highlights (
    review        INTEGER NOT NULL REFERENCES reviews ON DELETE CASCADE,
    id            TEXT NOT NULL,
    colour        TEXT NOT NULL,
    from_block    INTEGER,                      -- where it stands; NULL where its words are gone from the text
    from_grapheme INTEGER,
    to_block      INTEGER,
    to_grapheme   INTEGER,
    exact         TEXT NOT NULL,                -- its words, and what stands about them
    prefix        TEXT NOT NULL,
    suffix        TEXT NOT NULL,
    note          TEXT NOT NULL,
    created       INTEGER NOT NULL,
    modified      INTEGER NOT NULL,
    removed       INTEGER,                      -- when it was removed: kept, so that no import brings it back
    PRIMARY KEY (review, id)
) STRICT, WITHOUT ROWID;

-- How many highlights a review has, beside what else the list asks for.
ALTER TABLE states ADD COLUMN n_highlights INTEGER NOT NULL DEFAULT 0;
