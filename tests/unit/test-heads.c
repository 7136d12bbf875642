/* test-heads.c - heads of items come in the order of whole ones. On each
 * engine: on PostgreSQL where KEII_TEST_PG is the address of a server to test
 * with. */
#include <check.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
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

int main(void)
{
	Suite *s = suite_create("heads");
	TCase *t = tcase_create("sqlite"), *pg = tcase_create("postgresql");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, heads_in_order);
	suite_add_tcase(s, t);
	if (getenv("KEII_TEST_PG")) {
		tcase_add_checked_fixture(pg, set_up_pg, tear_down_pg);
		tcase_add_test(pg, heads_in_order);
	}
	suite_add_tcase(s, pg);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
