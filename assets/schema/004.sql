-- Version 4: what its reader covers by hand, from a place on; NULL where that is nothing.
ALTER TABLE states ADD COLUMN cover_block INTEGER;
ALTER TABLE states ADD COLUMN cover_grapheme INTEGER;
