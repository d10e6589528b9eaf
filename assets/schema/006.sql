-- Version 6: the full text, with the beginnings of words in an index of their own.
-- FTS5's own index of them says where each stands, and took more time and room than the words themselves.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
    title, author, work, body,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);

-- The first two and three letters of a review's words, each once: which reviews have such a word, and no more.
CREATE VIRTUAL TABLE beginnings USING fts5 (
    letters,
    content = '', contentless_delete = 1, detail = none,
    tokenize = 'ascii'
);

-- What comes in at once is written at once: so many bytes of it are sorted in memory.
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
INSERT INTO beginnings (beginnings, rank) VALUES ('hashsize', 16777216);

-- Contentless as they are, they can only be made from the texts again.
INSERT INTO search (rowid, title, author, work, body)
    SELECT review, indexed(title), indexed(authors), indexed(name), indexed(plain(body))
    FROM reviews JOIN works USING (work) JOIN texts USING (review)
    WHERE removed IS NULL ORDER BY review;
INSERT INTO beginnings (rowid, letters)
    SELECT review, beginnings(indexed(title), indexed(authors), indexed(name), indexed(plain(body)))
    FROM reviews JOIN works USING (work) JOIN texts USING (review)
    WHERE removed IS NULL ORDER BY review;

-- Without a condition: SQLite plans every query of a table anew, each time it is asked, if its values must be looked at to
-- tell whether an index with one serves.
DROP INDEX identities_by_address;
CREATE INDEX identities_by_address ON identities (address);
