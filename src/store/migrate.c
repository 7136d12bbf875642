/* migrate.c - a dossier of an older version is brought forward.
 *
 * Only what lasts: what is derived is made anew. All steps are one transaction,
 * so who is killed leaves the older version as it was.
 *
 * 2 -> 3: redirects carry a sum as other lasting rows do. Sources from 32 KB on
 * may be zstd since (packed.c), in which programs that know version 2 alone see
 * damage: they refuse version 3 instead. */
#include <stdio.h>

#include "store/engine_priv.h"

static int ask_version(struct store *s, int *version, struct err *e)
{
	struct query *q = query_take(s, s->engine->version, e);
	int64_t n;

	if (!q || query_number(&q, "asking for the version", 0, &n, e) < 0)
		return -1;
	*version = (int)n;
	return 0;
}

struct joined {
	str old, new;
};
struct joined_ids {
	struct arena *arena;
	VEC_OF(struct joined);
};

static int keep_joined(void *ctx, str old, str new, struct err *e)
{
	struct joined_ids *list = ctx;

	(void)e;
	*vec_add(list->arena, list) =
		(struct joined){ arena_str(list->arena, old),
				 arena_str(list->arena, new) };
	return 0;
}

static int from_2(struct store *s, struct err *e)
{
	struct joined_ids list = { .arena = arena_new() };
	int r = store_run(s,
			  "ALTER TABLE redirect ADD COLUMN "
			  "sum text NOT NULL DEFAULT ''",
			  e);

	if (r == 0)
		r = store_each_redirect(s, keep_joined, &list, e);
	for (uint32_t i = 0; r == 0 && i < list.n; i++)
		r = store_put_redirect(s, list.v[i].old, list.v[i].new, e);
	arena_free(&list.arena);
	return r;
}

static int forward(struct store *s, struct err *e)
{
	char sql[100];
	int version;

	if (ask_version(s, &version, e) < 0)
		return -1;
	if (version == 2 && from_2(s, e) < 0)
		return -1;
	snprintf(sql, sizeof(sql), "%s%d", s->engine->set_version,
		 LASTING_VERSION);
	return store_run(s, sql, e);
}

int store_migrate(struct store *s, struct err *e)
{
	int version;

	if (ask_version(s, &version, e) < 0)
		return -1;
	if (version == LASTING_VERSION || !s->writable)
		return 0;
	if (store_begin(s, e) < 0)
		return -1;
	if (forward(s, e) == 0)
		return store_commit(s, e);
	store_rollback(s);
	return -1;
}
