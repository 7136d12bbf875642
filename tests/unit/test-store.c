/* test-store.c - what is kept comes back; queries, redirects, versions. The
 * same tests on each engine: on PostgreSQL where KEII_TEST_PG is the address
 * of a server to test with. */
#include <check.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "nothing.h"
#include "store/dictionary.h"
#include "store/dossier_priv.h"
#include "store/engine_priv.h"
#include "store/heads.h"
#include "store/packed.h"
#include "store/tokens.h"

static char where[400];
static char schema[64]; /* empty: a file */
static struct arena *a;
static struct err e;

static void remove_store(void)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	char name[420];
	PGconn *c;

	if (schema[0]) {
		c = PQconnectdb(getenv("KEII_TEST_PG"));
		snprintf(name, sizeof(name),
			 "SET client_min_messages = error;"
			 "DROP SCHEMA IF EXISTS %s CASCADE",
			 schema);
		PQclear(PQexec(c, name));
		PQfinish(c);
		return;
	}
	for (size_t i = 0; i < COUNT(endings); i++) {
		snprintf(name, sizeof(name), "%s%s", where, endings[i]);
		unlink(name);
	}
}

static void begin_test(void)
{
	remove_store();
	a = arena_new();
	e = (struct err)ERR_INIT;
}

static void set_up(void)
{
	schema[0] = 0;
	snprintf(where, sizeof(where), "/tmp/keii-test-store-%d.db",
		 (int)getpid());
	begin_test();
}

static void set_up_pg(void)
{
	snprintf(schema, sizeof(schema), "unit_%d", (int)getpid());
	snprintf(where, sizeof(where), "%s&options=-csearch_path%%3D%s",
		 getenv("KEII_TEST_PG"), schema);
	begin_test();
}

static void tear_down(void)
{
	remove_store();
	arena_free(&a);
}

static struct store *open_new(void)
{
	struct store *s = store_open(where, STORE_WRITE | STORE_CREATE, &e);

	ck_assert_msg(s != NULL, "%s", e.text);
	return s;
}

#define OK(call) ck_assert_msg((call) == 0, "%s: %s", #call, e.text)

START_TEST(hash_and_streams)
{
	str text = STR("The two ports signed. The two ports signed again.");
	str packed, back;

	ck_assert(str_is(packed_sha256(a, STR("abc")),
			 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb4"
			 "10ff61f20015ad"));
	ck_assert(str_is(packed_sha256(a, STR("")),
			 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca4"
			 "95991b7852b855"));
	packed = packed_deflate(a, text, 9);
	ck_assert(packed_inflate(a, packed, text.n, &back));
	ck_assert(str_eq(text, back));
	/* another size, more or less, is damage */
	ck_assert(!packed_inflate(a, packed, text.n - 1, &back));
	ck_assert(!packed_inflate(a, packed, text.n + 1, &back));
	ck_assert(!packed_inflate(a, str_cut(packed, 0, packed.n - 1), text.n,
				  &back));
	packed = packed_deflate(a, STR(""), 1);
	ck_assert(packed_inflate(a, packed, 0, &back));
}
END_TEST

/* Small or large, whatever packs it: what went in comes out, or nothing. */
START_TEST(sources_packed)
{
	static const size_t sizes[] = { 0, 1, 5000, 40000, 3000000 };

	for (size_t k = 0; k < COUNT(sizes); k++) {
		size_t n = sizes[k];
		char *p = arena_alloc(a, n + 1);
		str packed, back;

		for (size_t i = 0; i < n; i++)
			p[i] = (char)('a' + i * i / 7 % 23);
		packed = source_packed(a, (str){ p, n });
		ck_assert(packed.n <= n + 64);
		ck_assert(packed_inflate(a, packed, n, &back));
		ck_assert(str_eq(back, (str){ p, n }));
		ck_assert(!packed_inflate(a, packed, n + 1, &back));
		ck_assert(!n || !packed_inflate(a, packed, n - 1, &back));
		packed.n /= 2;
		ck_assert(!packed_inflate(a, packed, n, &back));
	}
}
END_TEST

/* Of many that are alike; each with its number. */
static str one_of_many(int i)
{
	return arena_printf(a,
			    "{\"id\": \"e.%d\", \"kind\": \"meeting\", "
			    "\"status\": \"held\", \"words\": \"The pilots of "
			    "port %d met the mayor, who had come by boat.\"}",
			    i * 7919, i);
}

START_TEST(dictionaries)
{
	struct codec *c = codec_new();
	str kind = STR("entries"), alone, by, other, back, dictionary;
	struct buf samples;
	size_t sizes[200];

	alone = codec_pack(c, a, kind, one_of_many(1));
	ck_assert_uint_eq(codec_needs(alone), 0);
	buf_init(&samples, (size_t)1 << 20);
	for (int i = 0; i < 200; i++) {
		sizes[i] = one_of_many(i).n;
		buf_add(&samples, one_of_many(i));
	}
	dictionary =
		codec_learn(a, kind, 7, buf_str(&samples), sizes, 200, 8000);
	ck_assert(dictionary.p);
	codec_add(c, kind, dictionary, 200, false);
	ck_assert_int_eq(codec_learned(c, kind), 200);
	ck_assert_int_eq(codec_learned(c, STR("gaps")), 0);
	by = codec_pack(c, a, kind, one_of_many(1000));
	other = codec_pack(c, a, STR("gaps"), one_of_many(1000));
	ck_assert_uint_eq(codec_needs(by), 7);
	ck_assert_uint_eq(codec_number(dictionary), 7);
	ck_assert_uint_eq(codec_needs(other), 0);
	ck_assert_uint_lt(by.n * 3, other.n);
	ck_assert(codec_unpack(c, a, by, 1000, &back));
	ck_assert(str_eq(back, one_of_many(1000)));
	ck_assert(codec_unpack(c, a, alone, 1000, &back));
	ck_assert(str_eq(back, one_of_many(1)));
	/* too long, cut, changed: never other bytes than were packed */
	ck_assert(!codec_unpack(c, a, by, back.n - 1, &back));
	ck_assert(!codec_unpack(c, a, STR(""), 1000, &back));
	for (size_t i = 0; i < by.n; i++) {
		str bad = arena_str(a, by);

		ck_assert(!codec_unpack(c, a, str_cut(by, 0, i), 1000, &back));
		((char *)(uintptr_t)bad.p)[i] ^= 0x10;
		ck_assert(!codec_unpack(c, a, bad, 1000, &back) ||
			  str_eq(back, one_of_many(1000)));
	}
	/* one that is retired reads; one that is forgotten does not */
	codec_retire(c);
	ck_assert_uint_eq(codec_needs(codec_pack(c, a, kind, by)), 0);
	ck_assert(codec_unpack(c, a, by, 1000, &back));
	codec_forget(c);
	ck_assert(!codec_unpack(c, a, by, 1000, &back));
	ck_assert_int_eq(codec_learned(c, kind), 0);
	buf_release(&samples);
	codec_free(&c);
}
END_TEST

/* What lists tell, the rest, and both together again. */
START_TEST(heads)
{
	static const char *const cases[][2] = {
		{ "{\"id\": \"a\", \"evidence\": [1, {\"x\": \"]\"}], \"n\": "
		  "3}",
		  "{\"id\": \"a\", \"n\": 3}" },
		{ "{\"mentions\": [], \"id\": \"a, \\\"b\", \"place\": {}, "
		  "\"aliases\": [\"c\"]}",
		  "{\"id\": \"a, \\\"b\"}" },
		{ "{\"mentions\": 12, \"place\": null, \"members\": [[]]}",
		  "{\"mentions\": 12, \"place\": null}" },
		{ "{\"members\": [2]}", "{}" },
		/* these stay whole */
		{ "{\"id\": \"a\"}", NULL },
		{ "{\"id\":[],\"members\":[]}", NULL },
		{ "{\"members\": [1]", NULL },
		{ "{\"members\": [1], ", NULL },
		{ "{\"mem", NULL },
		{ "", NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b[4];
		bool split;

		for (int k = 0; k < 4; k++)
			buf_init(&b[k], 1000);
		split = heads_split(str_of(cases[i][0]), &b[0], &b[1]);
		ck_assert_int_eq(split, cases[i][1] != NULL);
		if (split) {
			heads_alone(buf_str(&b[0]), &b[2]);
			ck_assert_str_eq(buf_cstr(&b[2]), cases[i][1]);
			ck_assert(heads_join(buf_str(&b[0]), buf_str(&b[1]),
					     &b[3]));
			ck_assert_str_eq(buf_cstr(&b[3]), cases[i][0]);
			ck_assert(!heads_join(buf_str(&b[2]), buf_str(&b[1]),
					      &b[3]));
		}
		for (int k = 0; k < 4; k++)
			buf_release(&b[k]);
	}
}
END_TEST

/* A record of so many entries; its packed bytes grow by less than it does. */
static void put_many(struct store *s, int n, bool commit)
{
	struct record r = { 0 };

	for (int i = 0; i < n; i++) {
		struct record_item *x = vec_add(a, &r.items);

		*x = (struct record_item){
			.layer = STR("entries"),
			.id = arena_printf(a, "e.%d", i),
			.json = one_of_many(i),
			.from = DAY_NONE,
			.to = DAY_NONE,
		};
	}
	OK(store_begin(s, &e));
	OK(store_put_record(s, &r, false, &e));
	if (commit)
		OK(store_commit(s, &e));
	else
		store_rollback(s);
}

START_TEST(dictionaries_are_learned)
{
	struct store *s = open_new();
	str json;

	put_many(s, 600, false); /* what it learned is gone with it */
	ck_assert_int_eq(codec_learned(s->codec, STR("entries")), 0);
	put_many(s, 600, true);
	ck_assert_int_eq(codec_learned(s->codec, STR("entries")), 256);
	store_close(&s);
	s = store_open(where, STORE_READ, &e);
	OK(store_item_of(s, a, STR("entries"), STR("e.599"), &json, &e));
	ck_assert(str_eq(json, one_of_many(599)));
	ck_assert_int_eq(codec_learned(s->codec, STR("entries")), 256);
	OK(store_item_of(s, a, STR("entries"), STR("e.3"), &json, &e));
	ck_assert(str_eq(json, one_of_many(3)));
	store_close(&s);
}
END_TEST

START_TEST(sources_are_kept)
{
	str bytes = STR("bytes\0with a zero and \xff");
	str sha = packed_sha256(a, bytes), back;
	struct store *s = open_new();
	struct source_rows rows = { 0 };
	bool is_new;

	OK(store_begin(s, &e));
	OK(store_put_source(
		s,
		&(struct source_row){ .sha256 = sha, .name = STR("one.txt") },
		bytes, &is_new, &e));
	ck_assert(is_new);
	OK(store_put_source(
		s,
		&(struct source_row){ .sha256 = sha, .name = STR("two.txt") },
		bytes, &is_new, &e));
	ck_assert(!is_new);
	OK(store_commit(s, &e));
	store_close(&s);
	s = store_open(where, STORE_READ, &e);
	ck_assert(s);
	OK(store_source_bytes(s, a, sha, &back, &e));
	ck_assert(str_eq(bytes, back));
	OK(store_sources(s, a, &rows, &e));
	ck_assert_int_eq(rows.n, 1);
	ck_assert(str_is(rows.v[0].name, "one.txt"));
	ck_assert_int_eq(rows.v[0].size, bytes.n);
	ck_assert_int_eq(rows.v[0].added.n, 20);
	/* reading can't write */
	ck_assert_int_eq(store_set_meta(s, STR("k"), STR("v"), &e), -1);
	store_close(&s);
}
END_TEST

START_TEST(rolled_back)
{
	str bytes = STR("never kept"), sha = packed_sha256(a, bytes);
	struct store *s = open_new();
	bool found;

	OK(store_begin(s, &e));
	OK(store_put_source(
		s, &(struct source_row){ .sha256 = sha, .name = STR("x") },
		bytes, &found, &e));
	store_rollback(s);
	OK(store_has_source(s, sha, &found, &e));
	ck_assert(!found);
	OK(store_begin(s, &e));
	OK(store_put_source(
		s, &(struct source_row){ .sha256 = sha, .name = STR("x") },
		bytes, &found, &e));
	store_close(&s); /* without commit */
	s = open_new();
	OK(store_has_source(s, sha, &found, &e));
	ck_assert(!found);
	store_close(&s);
}
END_TEST

static int count(void *ctx, const struct article_row *row, struct err *err)
{
	(void)row;
	(void)err;
	++*(int *)ctx;
	return 0;
}

START_TEST(articles)
{
	struct store *s = open_new();
	str sha = packed_sha256(a, STR("b"));
	struct article_row row = {
		.id = STR("b-1"), .source = sha, .number = 3,
		.title = STR("Harbour talks"), .lang = STR("en"),
		.text = STR("The mayor met the union."), .packs = STR("en 1"),
	}, back;
	bool found;
	str line;
	int n = 0;

	row.brief = nothing_in(a, row.id, row.text, &line);

	OK(store_begin(s, &e));
	OK(store_put_source(
		s, &(struct source_row){ .sha256 = sha, .name = STR("x") },
		STR("b"), &found, &e));
	OK(store_put_articles(s, &row, 1, &e));
	OK(store_commit(s, &e));
	OK(store_article(s, a, STR("b-1"), &back, &found, &e));
	ck_assert(found);
	ck_assert(str_eq(back.mentions, line));
	ck_assert(str_eq(back.text, row.text));
	ck_assert(str_eq(back.title, row.title));
	ck_assert(!back.url.p);
	ck_assert_int_eq(back.number, 3);
	OK(store_article(s, a, STR("b-2"), &back, &found, &e));
	ck_assert(!found);
	OK(store_each_article(s, false, count, &n, &e));
	ck_assert_int_eq(n, 1);
	/* an article of no source is refused */
	row.id = STR("c-1");
	row.source = packed_sha256(a, STR("c"));
	ck_assert_int_eq(store_put_articles(s, &row, 1, &e), -1);
	ck_assert_int_eq(e.code, ERR_STORE);
	e = (struct err)ERR_INIT;
	OK(store_begin(s, &e));
	OK(store_clear_derived(s, &e));
	OK(store_commit(s, &e));
	n = 0;
	OK(store_each_article(s, false, count, &n, &e));
	ck_assert_int_eq(n, 0);
	store_close(&s);
}
END_TEST

/* An article of that id, of a source of its own. */
static void put_article(struct store *s, str id)
{
	str sha = packed_sha256(a, id), line;
	struct article_row row = {
		.id = id,
		.source = sha,
		.lang = STR("en"),
		.text = STR("The mayor met the union."),
		.packs = STR("en 1"),
	};
	bool found;

	row.brief = nothing_in(a, row.id, row.text, &line);
	OK(store_put_source(s,
			    &(struct source_row){ .sha256 = sha, .name = id },
			    id, &found, &e));
	OK(store_put_articles(s, &row, 1, &e));
}

static struct record_item *item(struct record *r, const char *layer,
				const char *id, const char *json)
{
	struct record_item *x = vec_add(a, &r->items);

	*x = (struct record_item){ .layer = str_of(layer),
				   .id = str_of(id),
				   .json = str_of(json),
				   .from = DAY_NONE,
				   .to = DAY_NONE };
	return x;
}

static const str actors[] = { { "p.linden", 8 }, { "POR", 3 } };
static const str issues[] = { { "tariffs", 7 } };

static void fill(struct record *r)
{
	struct record_item *x;

	x = item(r, "entries", "e1",
		 "{\"id\":\"e1\",\"mentions\":["
		 "{\"article\":\"a\",\"span\":[0,5]},"
		 "{\"article\":\"a\",\"span\":[6,9]},"
		 "{\"article\":\"b\",\"span\":[0,5]}]}");
	x->from = x->to = day_of(2031, 3, 4);
	x->kind = STR("meeting");
	x->status = STR("held");
	x->scope = STR("core");
	x->actors = actors;
	x->n_actors = 2;
	x = item(r, "entries", "e2", "{\"id\":\"e2\"}");
	x->from = day_of(2031, 1, 1);
	x->to = day_of(2031, 12, 31);
	x->kind = STR("deadline");
	x->issues = issues;
	x->n_issues = 1;
	x = item(r, "entries", "e3", "{\"id\":\"e3\"}");
	x->articles = issues;
	x->n_articles = 1;
	x = item(r, "entries", "e4", "{\"id\":\"e4\"}");
	x->to = day_of(2030, 6, 1);
	x = item(r, "actors", "p.linden", "{\"id\":\"p.linden\"}");
}

static int join(void *ctx, const struct item_row *row, struct err *err)
{
	struct buf *out = ctx;

	(void)err;
	buf_add(out, row->id);
	buf_byte(out, ' ');
	return 0;
}

static const char *found_by(struct store *s, struct item_query q)
{
	static struct buf out;

	buf_release(&out);
	buf_init(&out, 4096);
	OK(store_each_item(s, &q, join, &out, &e));
	return buf_cstr(&out);
}

#define QUERY(...)                                                             \
	((struct item_query){ .from = DAY_NONE, .to = DAY_NONE, __VA_ARGS__ })
#define ENTRIES .layer = STR("entries")

START_TEST(record_queries)
{
	struct store *s = open_new();
	struct record r = { 0 };

	fill(&r);
	OK(store_begin(s, &e));
	put_article(s, STR("tariffs"));
	OK(store_put_record(s, &r, false, &e));
	OK(store_put_record(s, &r, false, &e)); /* replaces */
	OK(store_commit(s, &e));
	/* by date (undated last), then id */
	ck_assert_str_eq(found_by(s, QUERY(ENTRIES)), "e4 e2 e1 e3 ");
	ck_assert_str_eq(found_by(s, QUERY(.limit = 2, .offset = 1, ENTRIES)),
			 "e2 e1 ");
	ck_assert_str_eq(found_by(s, QUERY(.offset = 3, ENTRIES)), "e3 ");
	ck_assert_str_eq(found_by(s, QUERY(.layer = STR("actors"))),
			 "p.linden ");
	ck_assert_str_eq(found_by(s, QUERY(.kind = STR("meeting"))), "e1 ");
	ck_assert_str_eq(found_by(s, QUERY(.status = STR("held"))), "e1 ");
	ck_assert_str_eq(found_by(s, QUERY(.scope = STR("core"))), "e1 ");
	ck_assert_str_eq(found_by(s, QUERY(.actor = STR("POR"))), "e1 ");
	ck_assert_str_eq(found_by(s, QUERY(.issue = STR("tariffs"))), "e2 ");
	ck_assert_str_eq(found_by(s, QUERY(.article = STR("tariffs"))), "e3 ");
	ck_assert_str_eq(found_by(s, QUERY(.actor = STR("POR"),
					   .issue = STR("tariffs"))),
			 "");
	/* intervals overlap; open ends reach on; undated never */
	ck_assert_str_eq(
		found_by(s, (struct item_query){ ENTRIES,
						 .from = day_of(2031, 3, 5),
						 .to = day_of(2031, 3, 6) }),
		"e2 ");
	ck_assert_str_eq(
		found_by(s, (struct item_query){ ENTRIES, .from = DAY_NONE,
						 .to = day_of(2031, 3, 4) }),
		"e4 e2 e1 ");
	ck_assert_str_eq(
		found_by(s, (struct item_query){ ENTRIES,
						 .from = day_of(2031, 3, 4),
						 .to = DAY_NONE }),
		"e2 e1 ");
	/* a quote mark is a value, not SQL */
	ck_assert_str_eq(found_by(s, QUERY(.kind = STR("x' OR '1'='1"))), "");
	store_close(&s);
}
END_TEST

START_TEST(redirects)
{
	struct store *s = open_new();
	const str told[] = { STR("a"), STR("b") };
	struct record before = { 0 }, after = { 0 };
	struct record_item *x;
	struct item_row row;
	bool found;

	fill(&before);
	OK(store_begin(s, &e));
	put_article(s, told[0]);
	put_article(s, told[1]);
	OK(store_put_record(s, &before, false, &e));
	/* e1's words: two of three are now in n1, one in n2; e2 has none */
	x = item(&after, "entries", "n2",
		 "{\"mentions\":[{\"article\":\"b\",\"span\":[0,5]}]}");
	x->articles = &told[1];
	x->n_articles = 1;
	x = item(&after, "entries", "n1",
		 "{\"mentions\":[{\"article\":\"a\",\"span\":[0,5]},"
		 "{\"article\":\"a\",\"span\":[6,9]}]}");
	x->articles = told;
	x->n_articles = 1;
	OK(store_put_record(s, &after, false, &e));
	OK(store_commit(s, &e));
	OK(store_item(s, a, STR("e1"), &row, &found, &e));
	ck_assert(found);
	ck_assert(str_is(row.id, "n1"));
	OK(store_item(s, a, STR("e2"), &row, &found, &e));
	ck_assert(!found);
	/* and on, without a chain */
	OK(store_begin(s, &e));
	OK(store_put_redirect(s, STR("n1"), STR("n2"), &e));
	OK(store_clear_derived(s, &e));
	after.items.n = 1;
	OK(store_put_record(s, &after, false, &e));
	OK(store_commit(s, &e));
	OK(store_item(s, a, STR("e1"), &row, &found, &e));
	ck_assert(found);
	ck_assert(str_is(row.id, "n2"));
	store_close(&s);
}
END_TEST

/* n rows of terms from that number on; -1 when one is refused at once. */
static int put_terms(struct store *s, int64_t from, int64_t n)
{
	struct query *q = query_take(
		s, "INSERT INTO term (number, text) VALUES (?1, ?2)", &e);
	int r = 0;

	ck_assert_ptr_nonnull(q);
	for (int64_t i = from; r == 0 && i < from + n; i++) {
		query_put_int(q, 1, i);
		query_put(q, 2, arena_printf(a, "言葉 %lld", (long long)i));
		r = query_do(q, "putting terms", &e);
	}
	query_give(&q);
	return r;
}

static int64_t count_terms(struct store *s, const char *sql)
{
	struct query *q = query_take_text(s, sql, &e);
	int64_t n;

	ck_assert_ptr_nonnull(q);
	OK(query_number(&q, "counting", -1, &n, &e));
	return n;
}

#define ALL_TERMS "SELECT count(*) FROM term"

/* Rows of one statement may go together: whoever asks sees them, and one that
 * is refused refuses the transaction. */
START_TEST(rows_together)
{
	struct store *s = open_new();

	OK(store_begin(s, &e));
	for (int64_t n = 1; n <= 200; n *= 5) {
		OK(put_terms(s, 1000 * n, n));
		ck_assert_int_eq(
			count_terms(s, arena_printf(a,
						    ALL_TERMS
						    " WHERE number >= %lld",
						    1000LL * n)
					       .p),
			n);
	}
	OK(store_commit(s, &e));
	ck_assert_int_eq(count_terms(s, ALL_TERMS), 1 + 5 + 25 + 125);
	ck_assert_int_eq(count_terms(s, "SELECT number FROM term WHERE "
					"text = '言葉 25024'"),
			 25024);
	for (int64_t n = 2; n <= 100; n *= 50) {
		OK(store_begin(s, &e));
		ck_assert(put_terms(s, 1001 - n, n + 1) < 0 ||
			  store_commit(s, &e) < 0);
		store_rollback(s);
		e = (struct err)ERR_INIT;
		ck_assert_int_eq(count_terms(s, ALL_TERMS), 156);
	}
	store_close(&s);
}
END_TEST

START_TEST(decisions_stay)
{
	struct store *s = open_new();
	struct decision d = { .id = STR("d1"),
			      .author = STR("me"),
			      .reason = STR("seen"),
			      .json = STR("{}") };
	struct decision_rows rows = { 0 };

	OK(store_begin(s, &e));
	OK(store_put_decision(s, &d, &e));
	d.id = STR("d0");
	d.time = STR("2031-03-04T00:00:00Z");
	OK(store_put_decision(s, &d, &e));
	OK(store_clear_derived(s, &e));
	OK(store_commit(s, &e));
	OK(store_decisions(s, a, &rows, &e));
	ck_assert_int_eq(rows.n, 2);
	ck_assert(str_is(rows.v[0].id, "d1"));
	ck_assert_int_eq(rows.v[0].time.n, 20);
	ck_assert(str_is(rows.v[1].time, "2031-03-04T00:00:00Z"));
	/* an id is given once */
	ck_assert_int_eq(store_put_decision(s, &d, &e), -1);
	store_close(&s);
}
END_TEST

static const char *cut(const char *text, bool query)
{
	static char out[400];
	struct token_cutter t = { .text = str_of(text), .query = query };
	size_t n = 0;

	out[0] = 0;
	while (token_cut(&t))
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%.*s ",
				      (int)t.word_n, t.word);
	return out;
}

START_TEST(words)
{
	ck_assert_str_eq(cut("Portvale's 28 Points", false),
			 "portvale s 28 points ");
	ck_assert_str_eq(cut("会談した。", false), "会談 談し した た ");
	ck_assert_str_eq(cut("会談した。", true), "会談 談し した ");
	ck_assert_str_eq(cut("会談", true), "会談 ");
	ck_assert_str_eq(cut("会", true), "会 ");
	ck_assert_str_eq(cut("会 談", false), "会 談 ");
	ck_assert_str_eq(cut("２８項目のABC案", false),
			 "28 項目 目の の abc 案 ");
	ck_assert_str_eq(cut("２８項目のABC案", true), "28 項目 目の abc 案 ");
	ck_assert_str_eq(cut("\xff\xfe ÉTÉ", false), "été ");
	ck_assert_str_eq(cut("", false), "");
}
END_TEST

static const char *hits(struct store *s, const char *query)
{
	static char out[100];
	struct search_hits found;
	size_t n = 0;

	OK(store_search(s, a, str_of(query), 0, &found, &e));
	out[0] = 0;
	for (uint32_t i = 0; i < found.n; i++)
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%.*s ",
				      STR_FMT(found.v[i].id));
	return out;
}

START_TEST(search)
{
	static const char *const texts[] = {
		"両港の首脳会談は4月に開かれる。米国は反対した。",
		"The mayor will visit Gull Island; the union leader won't.",
		"会合の後、談話を出した。港の代表は会談しなかった。",
		"A leader of the harbour union met the Mayor.",
	};
	struct store *s = open_new();
	str sha = packed_sha256(a, STR("b"));
	struct search_hits none;
	struct marks marks;
	bool found;

	OK(store_begin(s, &e));
	OK(store_put_source(
		s, &(struct source_row){ .sha256 = sha, .name = STR("x") },
		STR("b"), &found, &e));
	for (uint32_t i = 0; i < COUNT(texts); i++) {
		struct article_row row = {
			.id = arena_printf(a, "a%u", i),
			.source = sha,
			.number = i,
			.text = str_of(texts[i]),
			.brief =
				nothing_in(a, STR("a"), str_of(texts[i]), NULL),
		};

		OK(store_put_articles(s, &row, 1, &e));
	}
	OK(store_commit(s, &e));
	ck_assert_str_eq(hits(s, "首脳会談"), "a0 ");
	ck_assert_str_eq(hits(s, "首脳 会談"), "a0 ");
	ck_assert_str_eq(hits(s, "会合談話"), ""); /* not neighbours */
	ck_assert_str_eq(hits(s, "国"), "a0 ");
	ck_assert_str_eq(hits(s, "\"union leader\""), "a1 ");
	ck_assert_str_eq(hits(s, "ISLAND vis*"), "a1 ");
	ck_assert_str_eq(hits(s, "isl"), "");
	ck_assert_str_eq(hits(s, "mayor NOT"), "");
	ck_assert_str_eq(hits(s, "title: mayor) OR"), "");
	ck_assert_int_eq(strlen(hits(s, "会談")), 6);
	ck_assert_int_eq(strlen(hits(s, "mayor union")), 6);
	ck_assert_int_eq(store_search(s, a, STR(" \" ; "), 0, &none, &e), -1);
	ck_assert_int_eq(e.code, ERR_USAGE);
	search_marks(a, STR("union MAYOR 会談"),
		     STR("Unions: the union met mayors. 会談"), &marks);
	ck_assert_int_eq(marks.n, 2);
	ck_assert_int_eq(marks.v[0].from, 12);
	ck_assert_int_eq(marks.v[1].to - marks.v[1].from, 6);
	/* blanks of other scripts part words too, also before the first */
	search_marks(a, STR("\xC2\xA0met\xE3\x80\x80\xC2\xA0union\xC2\xA0"),
		     STR("The union met"), &marks);
	ck_assert_int_eq(marks.n, 2);
	store_close(&s);
}
END_TEST

START_TEST(refusals)
{
	ck_assert(!store_open(where, STORE_READ, &e));
	ck_assert_int_eq(e.code, ERR_STORE);
	ck_assert_int_eq(access(where, F_OK), -1);
	e = (struct err)ERR_INIT;
	ck_assert(!store_open(where, STORE_WRITE, &e));
	ck_assert_int_eq(access(where, F_OK), -1);
	e = (struct err)ERR_INIT;
	ck_assert(!store_open("/tmp", STORE_WRITE | STORE_CREATE, &e));
	e = (struct err)ERR_INIT;
	ck_assert(!store_open("/nowhere/at/all.db", STORE_WRITE | STORE_CREATE,
			      &e));
}
END_TEST

START_TEST(two_at_once)
{
	struct store *writer = open_new();
	struct store *reader = store_open(where, STORE_READ, &e);
	str value;

	ck_assert(reader);
	OK(store_begin(writer, &e));
	OK(store_set_meta(writer, STR("k"), STR("1"), &e));
	/* not yet seen, and no wait */
	OK(store_meta(reader, a, STR("k"), &value, &e));
	ck_assert(!value.p);
	OK(store_commit(writer, &e));
	OK(store_meta(reader, a, STR("k"), &value, &e));
	ck_assert(str_is(value, "1"));
	store_close(&reader);
	store_close(&writer);
}
END_TEST

/* The address goes into no message with its password. */
START_TEST(addresses)
{
	static const struct {
		const char *where, *label;
	} cases[] = {
		{ "postgresql://", "postgresql://" },
		{ "postgres://kay:secret@host:5432/db",
		  "postgresql://kay@host:5432/db" },
		{ "postgresql://kay@[::1]/db", "postgresql://kay@[::1]/db" },
		{ "postgresql:///db?host=/run/"
		  "x&password=secret&options=-csearch_path%3Dports",
		  "postgresql:///db?host=/run/"
		  "x&options=-csearch_path%3Dports" },
		{ "postgresql://h1:1,h2:2/db?passw%6Frd=secret",
		  "postgresql://h1:1,h2:2/db" },
		{ "postgresql://kay:sec?ret@host/db",
		  "postgresql://kay@host/db" },
		/* not as they were meant */
		{ "postgresql://kay:sec@ret@host/db", "postgresql://..." },
		{ "postgresql://kay:sec/ret@host/db", "postgresql://..." },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		ck_assert_str_eq(store_label(a, cases[i].where).p,
				 cases[i].label);
	ck_assert_str_eq(store_label(a, "mine.db").p, "mine.db");
	ck_assert(!store_open("postgresql://kay:sec@ret@nowhere/db", STORE_READ,
			      &e));
	ck_assert(!strstr(e.text, "sec") && !strstr(e.text, "ret@"));
	e = (struct err)ERR_INIT;
	ck_assert(!store_open("postgresql://kay:secret%zz@localhost:1/db",
			      STORE_READ, &e));
	ck_assert(!strstr(e.text, "secret"));
	e = (struct err)ERR_INIT;
	ck_assert(!store_open(
		"postgresql:///db?host=/nowhere/at/all&password=secret",
		STORE_READ, &e));
	ck_assert_int_eq(e.code, ERR_STORE);
	ck_assert(strstr(e.text, "/nowhere/at/all") &&
		  !strstr(e.text, "secret"));
}
END_TEST

static void on_any_engine(TCase *t)
{
	tcase_add_test(t, hash_and_streams);
	tcase_add_test(t, sources_packed);
	tcase_add_test(t, dictionaries);
	tcase_add_test(t, dictionaries_are_learned);
	tcase_add_test(t, heads);
	tcase_add_test(t, sources_are_kept);
	tcase_add_test(t, rolled_back);
	tcase_add_test(t, articles);
	tcase_add_test(t, record_queries);
	tcase_add_test(t, redirects);
	tcase_add_test(t, rows_together);
	tcase_add_test(t, decisions_stay);
	tcase_add_test(t, words);
	tcase_add_test(t, search);
	tcase_add_test(t, two_at_once);
}

int main(void)
{
	Suite *s = suite_create("store");
	TCase *t = tcase_create("sqlite");
	SRunner *r;
	int failed;

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, refusals);
	tcase_add_test(t, addresses);
	on_any_engine(t);
	suite_add_tcase(s, t);
	if (getenv("KEII_TEST_PG")) {
		t = tcase_create("postgresql");
		tcase_add_checked_fixture(t, set_up_pg, tear_down);
		on_any_engine(t);
		suite_add_tcase(s, t);
	}
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
