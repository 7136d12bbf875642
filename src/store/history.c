/* history.c - the lasting tables read as a list of changes.
 *
 * Nothing is kept for it but what is kept anyway: sources bear the time of the
 * run that added them, decisions their own. An addition is taken back by a
 * "remove" that names it ("undoes"). */
#include "store/history.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/map.h"
#include "store/moment.h"

#define LIMIT_DECISION ((size_t)64 << 20)

static str member(struct arena *a, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	if (!json_is_string(v))
		return STR_NONE;
	return arena_str(a,
			 (str){ json_string_value(v), json_string_length(v) });
}

static void add_decision(struct arena *a, const struct decision *d, bool undone,
			 struct changes *out)
{
	json_t *o = json_loadb(d->json.p, d->json.n, 0, NULL);
	struct change *x = vec_add(a, out);
	char ms[12] = "";

	*x = (struct change){ .id = d->id,
			      .time = d->time,
			      .author = d->author,
			      .reason = d->reason,
			      .json = d->json,
			      .undone = undone,
			      .at = moment_parse(d->time) };
	x->what = member(a, o, "do");
	x->undoes =
		member(a, o, str_is(x->what, "undo") ? "decision" : "undoes");
	if (d->id.n == 18) {
		memcpy(ms, d->id.p + 1, 11);
		x->at = strtoll(ms, NULL, 16);
	}
	json_decref(o);
}

/* Sources stand in order of adding; those of one run bear one time. Two runs
 * at once may have theirs mixed. */
static void add_additions(struct arena *a, const struct source_rows *rows,
			  const struct map *removed, struct changes *out)
{
	struct map runs;

	map_init(&runs, a);
	for (uint32_t i = 0; i < rows->n; i++)
		++*map_put(&runs, rows->v[i].added);
	for (uint32_t i = 0; i < rows->n; i++) {
		uint64_t *n = map_find(&runs, rows->v[i].added);
		struct source_row *list;
		struct change *x;

		if (!*n)
			continue;
		list = arena_many(a, struct source_row, *n);
		x = vec_add(a, out);
		*x = (struct change){ .addition = true,
				      .what = STR("add"),
				      .undone = true,
				      .time = rows->v[i].added,
				      .sources = list,
				      .at = moment_parse(rows->v[i].added) };
		x->id = arena_printf(a, "a%011llx", (unsigned long long)x->at);
		for (uint32_t k = i; x->n_sources < *n; k++) {
			if (!str_eq(rows->v[k].added, x->time))
				continue;
			list[x->n_sources++] = rows->v[k];
			x->undone = x->undone &&
				    map_find(removed, rows->v[k].sha256);
		}
		*n = 0;
	}
}

static int by_moment(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->addition != y->addition)
		return x->addition ? -1 : 1;
	return str_cmp(x->id, y->id);
}

int history_load(struct store *s, struct arena *a, struct changes *out,
		 struct err *e)
{
	struct decision_rows decisions = { 0 };
	struct source_rows sources = { 0 };
	struct removals removals;
	struct map removed;
	bool *undone;

	*out = (struct changes){ 0 };
	if (store_sources(s, a, &sources, e) < 0 ||
	    store_decisions(s, a, &decisions, e) < 0)
		return -1;
	undone = arena_many(a, bool, decisions.n + 1);
	decisions_undone(a, decisions.v, decisions.n, undone);
	decisions_removals(a, decisions.v, decisions.n, &removals);
	map_init(&removed, a);
	for (uint32_t i = 0; i < removals.sources.n; i++)
		*map_put(&removed, removals.sources.v[i]) = 1;
	add_additions(a, &sources, &removed, out);
	for (uint32_t i = 0; i < decisions.n; i++)
		add_decision(a, &decisions.v[i], undone[i], out);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_moment);
	return 0;
}

const struct change *history_find(const struct changes *list, str id)
{
	const struct change *found = NULL;

	for (uint32_t i = 0; i < list->n; i++) {
		if (str_eq(list->v[i].id, id))
			return &list->v[i];
		if (id.n < 4 || !str_starts(list->v[i].id, id))
			continue;
		if (found)
			return NULL; /* which one? */
		found = &list->v[i];
	}
	return found;
}

long history_before(const struct changes *list, str since)
{
	const struct change *x = since.n ? history_find(list, since) : NULL;
	long n = 0;

	if (!since.n)
		return list->n ? (long)list->n - 1 : 0;
	if (x)
		return (long)(x - list->v);
	if (day_parse(str_cut(since, 0, 10)) == DAY_NONE)
		return -1;
	/* ISO 8601 in UTC sorts as text */
	while (n < (long)list->n && str_cmp(list->v[n].time, since) < 0)
		n++;
	return n;
}

const struct change *history_last(const struct changes *list)
{
	for (uint32_t i = list->n; i-- > 0;)
		if (!list->v[i].undone && !list->v[i].undoes.p)
			return &list->v[i];
	return NULL;
}

/* Ids are letters and digits: nothing to escape. */
str history_undo(struct arena *a, const struct change *x)
{
	struct buf out;
	str json;

	if (!x->addition)
		return arena_printf(a,
				    "{\"do\": \"undo\", \"decision\": "
				    "\"%.*s\"}",
				    STR_FMT(x->id));
	buf_init(&out, LIMIT_DECISION);
	buf_printf(&out,
		   "{\"do\": \"remove\", \"undoes\": \"%.*s\", "
		   "\"sources\": [",
		   STR_FMT(x->id));
	for (uint32_t i = 0; i < x->n_sources; i++)
		buf_printf(&out, "%s\"%.*s\"", i ? ", " : "",
			   STR_FMT(x->sources[i].sha256));
	buf_z(&out, "]}");
	json = arena_str(a, buf_str(&out));
	buf_release(&out);
	return json;
}
