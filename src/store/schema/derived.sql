-- derived.sql - what "keii rebuild" makes again from lasting.sql's tables.
-- Days are day numbers (0 = 1970-01-01), NULL = open or unknown.

-- What others here are packed by: codec.h. Their frames name it by number.
CREATE TABLE dictionary (
	number INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	learned INTEGER NOT NULL, -- when there were so many of the kind
	bytes BLOB NOT NULL -- packed, by none
) STRICT;

CREATE TABLE article (
	key INTEGER PRIMARY KEY, -- rowid in article_words
	id TEXT NOT NULL UNIQUE,
	source INTEGER NOT NULL REFERENCES source (number),
	number INTEGER NOT NULL, -- in its source, from 0
	title TEXT,
	publisher TEXT,
	url TEXT,
	lang TEXT,
	published TEXT,
	published_basis TEXT,
	packs TEXT NOT NULL, -- versions of the packs that read it
	text BLOB NOT NULL, -- packed: codec.h
	mentions BLOB NOT NULL, -- brief.h, packed
	removed INTEGER NOT NULL DEFAULT 0, -- 1: by a decision; not shown
	UNIQUE (source, number)
) STRICT;

CREATE INDEX article_removed ON article (removed) WHERE removed = 1;

CREATE INDEX article_published ON article (substr(published, 1, 10));

-- Where articles name a day: at, the byte of their text.
CREATE TABLE told_day (
	day INTEGER NOT NULL,
	article INTEGER NOT NULL REFERENCES article (key),
	at INTEGER NOT NULL,
	PRIMARY KEY (day, article, at)
) STRICT, WITHOUT ROWID;

-- Full text; "keii" is our tokenizer (src/store/tokens.c). No content: the
-- text stands in article.
CREATE VIRTUAL TABLE article_words USING fts5 (
	text, title, content = '', tokenize = 'keii'
);

-- Texts that tell items apart: layers, kinds, statuses, scopes, actors, issues.
CREATE TABLE term (
	number INTEGER PRIMARY KEY,
	text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE item (
	number INTEGER PRIMARY KEY,
	layer INTEGER NOT NULL REFERENCES term (number),
	id TEXT NOT NULL,
	kind INTEGER REFERENCES term (number),
	status INTEGER REFERENCES term (number),
	scope INTEGER REFERENCES term (number),
	day_from INTEGER,
	day_to INTEGER,
	articles INTEGER NOT NULL, -- how many it rests on
	sum INTEGER NOT NULL, -- of all this and the links: see record_put.c
	links BLOB NOT NULL, -- links.h: what leads to it in the tables below
	head BLOB, -- packed, as the next one: heads.h; NULL: json is whole
	json BLOB NOT NULL,
	UNIQUE (id, layer)
) STRICT;
-- The order of store_each_item: the first page of a long record is not sorted.
CREATE INDEX item_by_date ON item (
	layer, (coalesce(day_from, day_to) IS NULL), coalesce(day_from, day_to), id,
	-- what is asked of an item, so that those not wanted are never read
	scope, kind, status, day_from, day_to
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

-- The items of a term, or of an article. Those of an actor in the order of
-- store_find_items, with what is asked of an item: the first few are found
-- without a look at the rest.
-- That the items are there is for "keii check" to find: a key to them would want
-- an index from items, which nothing else asks for (decision 0025).
CREATE TABLE item_actor (
	actor INTEGER NOT NULL REFERENCES term (number),
	articles INTEGER NOT NULL,
	day INTEGER NOT NULL, -- from, or else to; the least number: neither
	item INTEGER NOT NULL,
	layer INTEGER NOT NULL,
	kind INTEGER,
	status INTEGER,
	scope INTEGER,
	day_from INTEGER,
	day_to INTEGER,
	PRIMARY KEY (actor, articles, day, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE item_issue (
	issue INTEGER NOT NULL REFERENCES term (number),
	item INTEGER NOT NULL,
	PRIMARY KEY (issue, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE item_article (
	article INTEGER NOT NULL REFERENCES article (key),
	item INTEGER NOT NULL,
	PRIMARY KEY (article, item)
) STRICT, WITHOUT ROWID;

-- The chronology's lines (chronology.h): a row a month, and rows by a letter of
-- their ids of those without a date. Packed, by none.
CREATE TABLE chronology (
	block INTEGER PRIMARY KEY, -- in the order of the lines
	first INTEGER NOT NULL, -- days its lines reach; open: the least number
	ends INTEGER NOT NULL, -- open: the greatest
	keys BLOB NOT NULL, -- line_block.h: what filters ask
	core BLOB NOT NULL, -- texts of what the matter's scope holds
	rest BLOB NOT NULL -- of all others
) STRICT;

CREATE TABLE meta (
	key TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
