-- pg_lasting.sql - lasting.sql for PostgreSQL: what is never thrown away. No
-- change to a table here without a new version in table keii and a migration.
-- Texts are compared by their bytes, as in SQLite; what a user's system names
-- (files, people) may be no UTF-8 and is kept as bytes.

-- One row: the schema is a dossier of keii, of this version. changes counts
-- the transactions that wrote.
CREATE TABLE keii (
	alone boolean PRIMARY KEY DEFAULT true CHECK (alone),
	lasting integer NOT NULL,
	changes bigint NOT NULL DEFAULT 0
);

CREATE TABLE source (
	number bigint PRIMARY KEY,
	sha256 text COLLATE "C" NOT NULL UNIQUE CHECK (length(sha256) = 64),
	name bytea NOT NULL,
	added text COLLATE "C" NOT NULL,
	size bigint NOT NULL CHECK (size >= 0),
	bytes bytea NOT NULL, -- zlib (RFC 1950) or zstd (RFC 8878)
	sum text COLLATE "C" NOT NULL -- of the other columns but bytes; see row_sum()
);
ALTER TABLE source ALTER COLUMN bytes SET STORAGE EXTERNAL; -- packed already

CREATE TABLE decision (
	number bigint PRIMARY KEY,
	id text COLLATE "C" NOT NULL UNIQUE,
	time text COLLATE "C" NOT NULL,
	author bytea NOT NULL,
	reason bytea NOT NULL,
	json text COLLATE "C" NOT NULL,
	sum text COLLATE "C" NOT NULL
);
CREATE RULE decision_stays AS ON UPDATE TO decision DO INSTEAD NOTHING;
CREATE RULE decision_remains AS ON DELETE TO decision DO INSTEAD NOTHING;

CREATE TABLE redirect (
	old text COLLATE "C" PRIMARY KEY,
	new text COLLATE "C" NOT NULL,
	sum text COLLATE "C" NOT NULL DEFAULT ''
);
