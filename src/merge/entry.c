/* entry.c - the date, status, place and counts of each entry, and its id.
 *
 * The id is that of the entry's first mention: the one in the oldest article
 * (by day of publication, then by article id). An article that is added later
 * is as a rule younger, so it renames nothing; whatever order articles come
 * in, the id is the same. docs/decisions has the reasons. */
#include <stdlib.h>

#include "merge/merge_priv.h"

static int by_index(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* ---- date */

static str edtf_end(struct arena *a, day d)
{
	return d == DAY_NONE ? STR("..") : day_text(a, d);
}

str edtf_of(struct arena *a, const struct entry *e)
{
	str from, to;

	if (e->from == DAY_NONE && e->to == DAY_NONE)
		return STR_NONE;
	if (e->from == e->to)
		return day_text(a, e->from);
	from = edtf_end(a, e->from);
	to = edtf_end(a, e->to);
	return arena_printf(a, "%.*s/%.*s", STR_FMT(from), STR_FMT(to));
}

/* A member that says exactly this interval gives its precision and form;
 * else several together do, and the form is made from the interval. */
static void settle_date(struct merge *m, struct entry *e)
{
	e->edtf = STR_NONE;
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];
		const struct mentions *x = article_mentions(m, t->article);

		if (t->e->from != e->from || t->e->to != e->to)
			continue;
		if (t->e->precision > PRECISION_NONE)
			e->precision = t->e->precision;
		if (t->e->time < x->times.n &&
		    x->times.v[t->e->time].from == e->from &&
		    x->times.v[t->e->time].to == e->to &&
		    x->times.v[t->e->time].edtf.n) {
			e->edtf = x->times.v[t->e->time].edtf;
			break;
		}
	}
	if (e->from != DAY_NONE && e->from == e->to &&
	    e->precision < PRECISION_DAY)
		e->precision = PRECISION_DAY;
	if (!e->edtf.n)
		e->edtf = edtf_of(m->a, e);
}

/* ---- status */

static str claimant(const struct merge *m, const struct item *t)
{
	const struct actor_mention *x =
		article_actor(m, t->article, t->e->claimed_by);

	if (x)
		return x->party;
	if (t->class != CLASS_OFF)
		return STR_NONE;
	for (uint32_t i = 0; i < t->e->n_participants; i++) {
		const struct participant *p = &t->e->participants[i];

		x = article_actor(m, t->article, p->actor);
		if (x && p->role == PART_SOURCE)
			return x->party;
	}
	return STR_NONE;
}

static void add_status_by(struct merge *m, struct entry *e,
			  const struct item *t)
{
	str party = claimant(m, t);

	if (!party.n)
		return;
	for (uint32_t i = 0; i < e->status_by.n; i++)
		if (str_eq(e->status_by.v[i].party, party))
			return;
	*vec_add(m->a, &e->status_by) = (struct party_status){
		party, t->e->status, { t->article, t->e->at, t->e->rule }
	};
}

static void settle_status(struct merge *m, struct entry *e)
{
	/* of an ended plan the end counts; cancelled before postponed, since
	 * a party that says postponed leaves it in the status by party */
	static const enum status order[3][3] = {
		{ STATUS_HELD, STATUS_ONGOING, STATUS_HELD },
		{ STATUS_PLANNED, STATUS_PROPOSED, STATUS_HYPOTHETICAL },
		{ STATUS_CANCELLED, STATUS_POSTPONED, STATUS_DENIED },
	};
	uint32_t count[STATUS_HYPOTHETICAL + 1] = { 0 };

	for (uint32_t i = 0; i < e->n; i++)
		count[m->items.v[e->v[i]].e->status]++;
	e->status = order[e->class][2];
	for (int i = 2; i >= 0; i--)
		if (count[order[e->class][i]] > 0)
			e->status = order[e->class][i];
	for (uint32_t i = 0; i < e->n; i++)
		add_status_by(m, e, &m->items.v[e->v[i]]);
}

/* ---- place, sources */

static void settle_place(struct merge *m, struct entry *e)
{
	uint32_t best = 0;

	e->place_item = NO_REF;
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];
		uint32_t n = 0;

		for (uint32_t k = 0; k < e->n && t->place.n; k++)
			n += str_eq(m->items.v[e->v[k]].place, t->place);
		if (n > best) {
			best = n;
			e->place_item = e->v[i];
		}
	}
}

static void settle_sources(struct merge *m, struct entry *e)
{
	struct names publishers = { 0 };
	struct {
		VEC_OF(uint32_t);
	} groups = { 0 };
	uint32_t last = NO_REF;

	e->sources = 0;
	for (uint32_t i = 0; i < e->n; i++) {
		uint32_t article = m->items.v[e->v[i]].article;
		uint32_t k = 0;

		if (article == last)
			continue;
		last = article;
		e->sources++;
		names_add(m->a, &publishers,
			  m->articles[article].publisher.n
				  ? m->articles[article].publisher
				  : m->articles[article].id);
		while (k < groups.n && groups.v[k] != m->copy_of[article])
			k++;
		if (k == groups.n)
			*vec_add(m->a, &groups) = m->copy_of[article];
	}
	e->publishers = publishers.n;
	e->independent = groups.n;
}

/* ---- id */

static const struct item *first_mention(const struct merge *m,
					const struct entry *e)
{
	const struct item *best = &m->items.v[e->v[0]];

	for (uint32_t i = 1; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];
		day a = article_doc(m, best->article)->published;
		day b = article_doc(m, t->article)->published;

		if (b != DAY_NONE && (a == DAY_NONE || b < a))
			best = t;
	}
	return best;
}

static void settle_id(struct merge *m, struct entry *e, struct map *taken)
{
	uint64_t h = first_mention(m, e)->hash;

	do {
		e->id = id_of(m->a, "e", h);
		h = hash_mix(h, STR("again"));
	} while (map_find(taken, e->id));
	*map_put(taken, e->id) = 1;
}

/* Doubts are of entries as they were while they were joined. */
static void doubts_follow(const struct merge *m, struct entry *e,
			  const uint32_t *place)
{
	for (uint32_t i = 0; i < e->doubtful.n; i++)
		e->doubtful.v[i].entry =
			place[entry_now(m, e->doubtful.v[i].entry)];
}

void entries_close_up(struct merge *m)
{
	struct arena *a = arena_new();
	uint32_t *place = arena_many(a, uint32_t, m->entries.n + 1), n = 0;
	struct entry *v;

	for (uint32_t i = 0; i < m->entries.n; i++)
		if (!m->entries.v[i].dead)
			place[i] = n++;
	v = arena_many(m->a, struct entry, n + 1);
	for (uint32_t i = 0; i < m->entries.n; i++) {
		struct entry *e = &m->entries.v[i];

		if (e->dead)
			continue;
		doubts_follow(m, e, place);
		v[place[i]] = *e;
	}
	for (uint32_t i = 0; i < m->items.n; i++)
		m->items.v[i].entry = place[m->items.v[i].entry];
	m->entries.v = v;
	m->entries.n = n;
	m->entries.cap = n + 1;
	arena_reset(m->joining);
	arena_free(&a);
}

void entries_settle(struct merge *m)
{
	struct arena *a = arena_new();
	struct map taken;

	map_init(&taken, a);
	for (uint32_t i = 0; i < m->entries.n; i++) {
		struct entry *e = &m->entries.v[i];

		if (e->dead)
			continue;
		qsort(e->v, e->n, sizeof(*e->v), by_index);
		settle_date(m, e);
		settle_status(m, e);
		settle_place(m, e);
		settle_sources(m, e);
		settle_id(m, e, &taken);
		title_choose(m, e);
	}
	arena_free(&a);
}
