/* test-heads.c - heads of items, and the lines of the chronology, come in the
 * order of whole ones. On each engine: on PostgreSQL where KEII_TEST_PG is the
 * address of a server to test with. */
#include <check.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/chronology.h"
#include "store/line_block.h"
#include "store/store.h"

static char where[400], schema[64];
static struct arena *a;
static struct err e;

#define OK(call) ck_assert_msg((call) == 0, "%s: %s", #call, e.text)
#define QUERY(...)                                                             \
	((struct item_query){ .from = DAY_NONE, .to = DAY_NONE, __VA_ARGS__ })
#define ENTRIES .layer = STR("entries")

static void set_up(void)
{
	a = arena_new();
	e = (struct err)ERR_INIT;
	snprintf(where, sizeof(where), "/tmp/keii-test-heads-%d.db",
		 (int)getpid());
	unlink(where);
}

static void tear_down(void)
{
	unlink(where);
	arena_free(&a);
}

static void set_up_pg(void)
{
	a = arena_new();
	e = (struct err)ERR_INIT;
	snprintf(schema, sizeof(schema), "heads_%d", (int)getpid());
	snprintf(where, sizeof(where), "%s&options=-csearch_path%%3D%s",
		 getenv("KEII_TEST_PG"), schema);
}

static void tear_down_pg(void)
{
	PGconn *c = PQconnectdb(getenv("KEII_TEST_PG"));

	PQclear(PQexec(c, arena_printf(a,
				       "SET client_min_messages = error;"
				       "DROP SCHEMA IF EXISTS %s CASCADE",
				       schema)
				  .p));
	PQfinish(c);
	arena_free(&a);
}

static int join(void *ctx, const struct item_row *row, struct err *err)
{
	(void)err;
	buf_add(ctx, row->id);
	buf_byte(ctx, ' ');
	return 0;
}

static str found_by(struct store *s, const struct item_query *q)
{
	struct buf out;
	str ids;

	buf_init(&out, 4096);
	OK(store_each_item(s, q, join, &out, &e));
	ids = arena_str(a, buf_str(&out));
	buf_release(&out);
	return ids;
}

/* Its own, without the long list. */
static int is_head(void *ctx, const struct item_row *row, struct err *err)
{
	(void)ctx;
	(void)err;
	ck_assert(str_has(row->json, row->id));
	ck_assert(!str_has(row->json, STR("mentions")));
	return 0;
}

/* A hundred entries of days that many share, or none, with many parties. */
static void fill_days(struct record *r)
{
	static const str parties[] = { { "POR", 3 },
				       { "KAM", 3 },
				       { "TSU", 3 } };
	unsigned seed = 5;

	for (unsigned i = 0; i < 120; i++) {
		struct record_item *x;
		str id;

		seed = seed * 1103515245u + 12345u;
		id = arena_printf(a, "e.%04x", seed >> 16);
		x = vec_add(a, &r->items);
		*x = (struct record_item){ .layer = STR("entries"),
					   .id = id,
					   .from = DAY_NONE,
					   .to = DAY_NONE };
		x->json = arena_printf(a,
				       "{\"id\": \"%s\", \"mentions\": "
				       "[%u, 2, 3], \"n\": %u}",
				       id.p, i, i % 7);
		if (i % 11)
			x->from = day_of(2031, 3, 1 + (int)(seed >> 20) % 9);
		if (i % 13 && i % 5)
			x->to = day_of(2031, 3, 12);
		x->kind = i % 3 ? STR("meeting") : STR("visit");
		x->scope = i % 4 ? STR("core") : STR("background");
		x->actors = parties + i % 2;
		x->n_actors = 1 + i % 2;
	}
}

/* Heads come as whole items do, whatever is asked, and each is its own. */
START_TEST(heads_in_order)
{
	const struct item_query list[] = {
		QUERY(ENTRIES),
		QUERY(ENTRIES, .actor = STR("POR")),
		QUERY(ENTRIES, .actor = STR("KAM"), .scope = STR("core")),
		QUERY(ENTRIES, .actor = STR("TSU"), .kind = STR("visit")),
		QUERY(ENTRIES, .actor = STR("KAM"), .limit = 7, .offset = 3),
		QUERY(ENTRIES, .actor = STR("NONE")),
		{ ENTRIES, .from = day_of(2031, 3, 4), .to = day_of(2031, 3, 5),
		  .actor = STR("KAM") },
		{ ENTRIES, .from = DAY_NONE, .to = day_of(2031, 3, 2),
		  .actor = STR("POR") },
	};
	struct store *s = store_open(where, STORE_WRITE | STORE_CREATE, &e);
	struct record r = { 0 };
	size_t found = 0;

	ck_assert_msg(s != NULL, "%s", e.text);
	fill_days(&r);
	OK(store_begin(s, &e));
	OK(store_put_record(s, &r, false, &e));
	OK(store_commit(s, &e));
	for (size_t i = 0; i < COUNT(list); i++) {
		struct item_query light = list[i];
		str whole = found_by(s, &list[i]);

		light.heads = true;
		ck_assert(str_eq(found_by(s, &light), whole));
		OK(store_each_item(s, &light, is_head, NULL, &e));
		found += whole.n;
	}
	ck_assert_uint_gt(found, 1500);
	store_close(&s);
}
END_TEST

/* What a line tells, of whatever it was read from. */
static void tell(struct buf *out, const struct entry_line *x)
{
	buf_printf(out, "%.*s %d %d %.*s %.*s %.*s %lld %lld", STR_FMT(x->id),
		   x->from, x->to, STR_FMT(x->kind), STR_FMT(x->scope),
		   STR_FMT(x->precision), x->sources, x->importance);
	for (int i = 0; i < LANG_COUNT; i++)
		buf_printf(out, " [%.*s|%.*s]", STR_FMT(x->title[i]),
			   STR_FMT(x->words[i]));
	for (uint32_t i = 0; i < x->n_claims; i++)
		buf_printf(out, " %.*s=%.*s", STR_FMT(x->claims[i].party),
			   STR_FMT(x->claims[i].status));
	buf_byte(out, '\n');
}

static int tell_head(void *ctx, const struct item_row *row, struct err *err)
{
	struct entry_line x;

	(void)err;
	ck_assert(entry_line_read(a, row->json, &x));
	tell(ctx, &x);
	return 0;
}

static str told_by_lines(struct store *s, const struct item_query *q)
{
	struct chronology *c = chronology_open(s, q, &e);
	struct entry_line x;
	struct buf out;
	str told;
	int r;

	ck_assert(c && chronology_answers(q));
	buf_init(&out, 1 << 20);
	while ((r = chronology_next(c, &x, &e)) > 0)
		tell(&out, &x);
	ck_assert_int_eq(r, 0);
	chronology_close(&c);
	told = arena_str(a, buf_str(&out));
	buf_release(&out);
	return told;
}

static str told_by_heads(struct store *s, const struct item_query *q)
{
	struct item_query heads = *q;
	struct buf out;
	str told;

	heads.heads = true;
	buf_init(&out, 1 << 20);
	OK(store_each_item(s, &heads, tell_head, &out, &e));
	told = arena_str(a, buf_str(&out));
	buf_release(&out);
	return told;
}

/* An entry of many months, few members or all of them, drawn by seed. */
static void draw_entry(struct record_item *x, unsigned i, unsigned seed)
{
	static const char *const scopes[] = { "core", "core", "background",
					      "outside", "hidden" };
	static const str parties[] = { { "POR", 3 }, { "KAM", 3 } };
	const char *scope = scopes[seed % COUNT(scopes)];
	const char *kind = seed / 8 % 3 ? "meeting" : "visit";
	str from, to;

	*x = (struct record_item){ .layer = STR("entries"),
				   .id = arena_printf(a, "e.%c%04x",
						      "a7kz"[seed / 64 % 4], i),
				   .kind = str_of(kind),
				   .scope = str_of(scope),
				   .actors = parties + seed / 16 % 2,
				   .n_actors = seed / 32 % 2,
				   .from = DAY_NONE,
				   .to = DAY_NONE };
	if (seed / 128 % 4)
		x->from = day_of(2029, 11, 20) + (day)(seed / 512 % 150);
	if (seed / 256 % 4)
		x->to = (x->from == DAY_NONE ? day_of(1969, 12, 30) : x->from) +
			(day)(seed / 1024 % 4) * 20;
	from = day_text(a, x->from);
	to = day_text(a, x->to);
	x->json = arena_printf(
		a,
		"{\"id\": \"%.*s\", \"kind\": \"%s\"%s%.*s%s%s%.*s%s, "
		"\"scope\": \"%s\"%s%s%s, \"sources\": %u, "
		"\"importance\": -%u, \"mentions\": [%u, {\"a\": 1}]}",
		STR_FMT(x->id), kind, from.n ? ", \"from\": \"" : "",
		STR_FMT(from), from.n ? "\"" : "", to.n ? ", \"to\": \"" : "",
		STR_FMT(to), to.n ? "\"" : "", scope,
		seed % 7 ? ", \"label\": {\"ja\": \"会談\\n\", \"en\": "
			   "\"Meeting\"}, \"precision\": \"day\""
			 : "",
		seed % 6 ? ", \"title\": {\"fr\": \"A \\\"b\\\"\", \"ja\": "
			   "\"声\"}"
			 : ", \"title\": {\"en\": \"\", \"ja\": \"\"}",
		seed % 5 ? ""
			 : ", \"status_by\": {\"POR\": \"held\", \"KAM\": "
			   "\"denied\"}",
		seed / 2 % 300, seed % 200, i);
}

static void compare_all(struct store *s)
{
	const struct item_query list[] = {
		QUERY(ENTRIES),
		QUERY(ENTRIES, .scope = STR("core")),
		QUERY(ENTRIES, .scope = STR("hidden"), .actor = STR("POR")),
		QUERY(ENTRIES, .actor = STR("KAM"), .scope = STR("core")),
		QUERY(ENTRIES, .actor = STR("NONE")),
		QUERY(ENTRIES, .kind = STR("visit"), .scope = STR("core")),
		{ ENTRIES, .from = day_of(2029, 12, 5),
		  .to = day_of(2029, 12, 5) },
		{ ENTRIES, .from = day_of(2030, 2, 1), .to = DAY_NONE,
		  .scope = STR("core") },
		{ ENTRIES, .from = DAY_NONE, .to = day_of(1970, 1, 1) },
		{ ENTRIES, .from = DAY_NONE, .to = day_of(2029, 12, 31),
		  .actor = STR("POR"), .kind = STR("meeting") },
	};
	uint32_t faults = 0;
	size_t told = 0;

	for (size_t i = 0; i < COUNT(list); i++) {
		str lines = told_by_lines(s, &list[i]);

		told += lines.n;
		ck_assert(str_eq(lines, told_by_heads(s, &list[i])));
	}
	ck_assert_uint_gt(told, 10000);
	OK(chronology_check(s, NULL, NULL, &faults, &e));
	ck_assert_uint_eq(faults, 0);
}

/* The lines that stand together tell what the items tell, when they came
 * together, when some changed, moved to other months or went, and again. */
START_TEST(lines_as_items)
{
	struct store *s = store_open(where, STORE_WRITE | STORE_CREATE, &e);

	ck_assert_msg(s != NULL, "%s", e.text);
	for (unsigned round = 0; round < 4; round++) {
		struct record r = { 0 };
		unsigned seed = 77;

		for (unsigned i = 0; i < 400; i++) {
			seed = seed * 1103515245u + 12345u;
			if (round && (i + round) % 9 == 0)
				continue; /* it is gone, or comes later */
			draw_entry(vec_add(a, &r.items), i,
				   (seed >> 8) + (i % 23 == round ? 777 : 0));
		}
		OK(store_begin(s, &e));
		OK(store_put_record(s, &r, round == 3, &e));
		OK(store_commit(s, &e));
		compare_all(s);
	}
	store_close(&s);
}
END_TEST

/* Bytes that are cut or changed are told, or are lines: never more. */
START_TEST(lines_damaged)
{
	struct line_words none = { 0 };
	struct block_writer w;
	struct line_keys keys;
	struct buf packed;
	unsigned seed = 9;
	str texts;

	block_writer_init(&w, a);
	for (unsigned i = 0; i < 20; i++) {
		struct record_item item;
		struct entry_line x;

		draw_entry(&item, i, seed = seed * 1103515245u + 12345u);
		ck_assert(entry_line_read(a, item.json, &x));
		block_put(&w, &x, &none);
	}
	buf_init(&packed, 1 << 20);
	block_put_keys(&w, &packed);
	texts = buf_str(&w.texts[PART_CORE]);
	for (unsigned i = 0; i < 4000; i++) {
		str cut = arena_str(a, buf_str(&packed));
		struct block_reader r;
		struct entry_line x;
		uint32_t n = 0;

		seed = seed * 1103515245u + 12345u;
		((char *)(uintptr_t)cut.p)[(seed >> 8) % cut.n] ^=
			(char)(1 << seed / 7 % 8);
		if (i % 3 == 0)
			cut.n = (seed >> 9) % cut.n;
		if (!block_open(&r, a, cut))
			continue;
		(void)block_texts(&r, PART_CORE,
				  str_cut(texts, 0, (seed >> 5) % texts.n), 0);
		while (n < 1000 && block_next(&r, &keys) &&
		       (keys.part != PART_CORE || block_text(&r, &keys, &x)))
			n++;
		ck_assert_uint_le(n, cut.n);
	}
	buf_release(&packed);
	block_writer_free(&w);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("heads");
	TCase *t = tcase_create("sqlite"), *pg = tcase_create("postgresql");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, heads_in_order);
	tcase_add_test(t, lines_as_items);
	tcase_add_test(t, lines_damaged);
	suite_add_tcase(s, t);
	if (getenv("KEII_TEST_PG")) {
		tcase_add_checked_fixture(pg, set_up_pg, tear_down_pg);
		tcase_add_test(pg, heads_in_order);
		tcase_add_test(pg, lines_as_items);
	}
	suite_add_tcase(s, pg);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
