-- Version 5: by which runs of words a text is known, so that another version of it from elsewhere is found.

-- A few of the hashes of its runs of five words: the smallest, which two versions of one text are likely to share.
CREATE TABLE sketches (
    hash   INTEGER NOT NULL,
    review INTEGER NOT NULL REFERENCES reviews ON DELETE CASCADE,
    PRIMARY KEY (hash, review)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketches_by_review ON sketches (review);
