-- Version 3: places that the reader named.

-- Each by a letter: a to z in its review, A to Z in the whole library.
CREATE TABLE marks (
    review   INTEGER NOT NULL REFERENCES reviews ON DELETE CASCADE,
    name     TEXT NOT NULL,
    block    INTEGER NOT NULL,
    grapheme INTEGER NOT NULL,
    PRIMARY KEY (review, name)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX marks_of_all ON marks (name) WHERE name BETWEEN 'A' AND 'Z';
