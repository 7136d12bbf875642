-- lasting.sql - what is never thrown away. No change to a table here without
-- a new user_version and a migration.

-- Original bytes. number: order of adding; rebuild goes by it.
CREATE TABLE source (
	number INTEGER PRIMARY KEY,
	sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
	name TEXT NOT NULL,
	added TEXT NOT NULL,
	size INTEGER NOT NULL CHECK (size >= 0),
	bytes BLOB NOT NULL, -- zlib (RFC 1950) or zstd (RFC 8878)
	sum TEXT NOT NULL -- of the other columns but bytes; see row_sum()
) STRICT;

-- People's decisions; append-only.
CREATE TABLE decision (
	number INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	time TEXT NOT NULL,
	author TEXT NOT NULL,
	reason TEXT NOT NULL,
	json TEXT NOT NULL,
	sum TEXT NOT NULL
) STRICT;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
BEGIN
	SELECT RAISE(ABORT, 'decisions are never changed');
END;
CREATE TRIGGER decision_remains BEFORE DELETE ON decision
BEGIN
	SELECT RAISE(ABORT, 'decisions are never deleted');
END;

-- Ids that vanished when items were joined. History, not derivable: an old
-- link or a decision about the old id must find the new one for ever.
CREATE TABLE redirect (
	old TEXT PRIMARY KEY,
	new TEXT NOT NULL,
	sum TEXT NOT NULL DEFAULT '' -- '': put by a program that knew none
) STRICT, WITHOUT ROWID;
