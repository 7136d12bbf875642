-- pg_derived.sql - derived.sql for PostgreSQL: what "keii rebuild" makes again.
-- Days are day numbers (0 = 1970-01-01), NULL = open or unknown.

-- What others here are packed by: codec.h. Their frames name it by number.
CREATE TABLE dictionary (
	number bigint PRIMARY KEY,
	kind text COLLATE "C" NOT NULL,
	learned bigint NOT NULL, -- when there were so many of the kind
	bytes bytea NOT NULL -- packed, by none
);

CREATE TABLE article (
	key bigint PRIMARY KEY,
	id text COLLATE "C" NOT NULL UNIQUE,
	source bigint NOT NULL REFERENCES source (number),
	number bigint NOT NULL, -- in its source, from 0
	title text COLLATE "C",
	publisher text COLLATE "C",
	url text COLLATE "C",
	lang text COLLATE "C",
	published text COLLATE "C",
	published_basis text COLLATE "C",
	packs text COLLATE "C" NOT NULL, -- versions of the packs that read it
	text bytea NOT NULL, -- packed: codec.h
	mentions bytea NOT NULL, -- brief.h, packed
	removed integer NOT NULL DEFAULT 0, -- 1: by a decision; not shown
	UNIQUE (source, number)
);
ALTER TABLE article ALTER COLUMN text SET STORAGE EXTERNAL,
	ALTER COLUMN mentions SET STORAGE EXTERNAL;
CREATE INDEX article_removed ON article (removed) WHERE removed = 1;
CREATE INDEX article_published ON article (substr(published, 1, 10));

CREATE TABLE told_day (
	day integer NOT NULL,
	article bigint NOT NULL,
	at bigint NOT NULL,
	PRIMARY KEY (day, article, at)
);

-- Full text by our own words (src/store/tokens.c): where a word stands, of the
-- articles from first on (pg_words.c); bytes: postings.h. The rows of the empty
-- word tell how many words each article has.
CREATE TABLE posting (
	word text COLLATE "C" NOT NULL,
	first bigint NOT NULL,
	bytes bytea NOT NULL,
	PRIMARY KEY (word, first)
);
-- One row: how many articles, and how many words they have.
CREATE TABLE article_sum (
	alone boolean PRIMARY KEY DEFAULT true CHECK (alone),
	articles bigint NOT NULL,
	words bigint NOT NULL
);
-- Texts that tell items apart: layers, kinds, statuses, scopes, actors, issues.
CREATE TABLE term (
	number bigint PRIMARY KEY,
	text text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE item (
	number bigint PRIMARY KEY,
	layer integer NOT NULL, -- a term, as the next three
	id text COLLATE "C" NOT NULL,
	kind integer,
	status integer,
	scope integer,
	day_from integer,
	day_to integer,
	articles integer NOT NULL, -- how many it rests on
	sum bigint NOT NULL, -- of all this and the links: see record_put.c
	links bytea NOT NULL, -- links.h: what leads to it in the tables below
	head bytea, -- packed, as the next one: heads.h; NULL: json is whole
	json bytea NOT NULL,
	UNIQUE (id, layer)
);
ALTER TABLE item ALTER COLUMN json SET STORAGE EXTERNAL,
	ALTER COLUMN head SET STORAGE EXTERNAL;
CREATE INDEX item_by_date ON item (
	layer, (coalesce(day_from, day_to) IS NULL), coalesce(day_from, day_to), id
);
-- store_find_items: of a kind, in that order, with what else is asked.
CREATE INDEX item_by_kind ON item (
	kind, articles, coalesce(day_from, day_to, -2147483648), layer, status,
	scope, day_from, day_to
) WHERE kind IS NOT NULL;

-- store_find_items: of all, likewise.
CREATE INDEX item_by_rank ON item (
	articles, coalesce(day_from, day_to, -2147483648), layer, status, scope,
	day_from, day_to
);

-- The items of a term, or of an article. Those of an actor in the order of store_find_items, with
-- what is asked of an item: the first few are found without a look at the rest.
CREATE TABLE item_actor (
	actor integer NOT NULL,
	articles integer NOT NULL,
	day integer NOT NULL, -- from, or else to; the least number: neither
	item bigint NOT NULL,
	layer integer NOT NULL,
	kind integer,
	status integer,
	scope integer,
	day_from integer,
	day_to integer,
	PRIMARY KEY (actor, articles, day, item)
);
CREATE TABLE item_issue (
	issue integer NOT NULL,
	item bigint NOT NULL,
	PRIMARY KEY (issue, item)
);
CREATE TABLE item_article (
	article integer NOT NULL,
	item bigint NOT NULL,
	PRIMARY KEY (article, item)
);

-- The chronology's lines (chronology.h): a row a month, and rows by a letter of
-- their ids of those without a date. Packed, by none.
CREATE TABLE chronology (
	block integer PRIMARY KEY, -- in the order of the lines
	first integer NOT NULL, -- days its lines reach; open: the least number
	ends integer NOT NULL, -- open: the greatest
	keys bytea NOT NULL, -- line_block.h: what filters ask
	core bytea NOT NULL, -- texts of what the matter's scope holds
	rest bytea NOT NULL -- of all others
);
ALTER TABLE chronology ALTER COLUMN keys SET STORAGE EXTERNAL,
	ALTER COLUMN core SET STORAGE EXTERNAL,
	ALTER COLUMN rest SET STORAGE EXTERNAL;

CREATE TABLE meta (
	key text COLLATE "C" PRIMARY KEY,
	value text COLLATE "C" NOT NULL
);
