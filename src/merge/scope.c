/* scope.c - what belongs to this negotiation, worked out from the pile.
 *
 * Core parties are those that most articles tell of; the core time is the
 * run of dates round the middle of all dates told, without a long hole. An
 * entry with none of the parties is outside; history, captions and what lies
 * before the core time are background. */
#include <stdlib.h>

#include "merge/merge_priv.h"

#define HOLE 200 /* days without any event end the core time */

struct scope {
	struct names parties;
	day from;
};

struct share {
	str party;
	uint32_t articles, last;
};

static bool core_kind(const struct entry *e)
{
	return e->class == CLASS_HELD && !str_is(e->kind->family, "force") &&
	       !str_is(e->kind->family, "election") &&
	       !str_is(e->kind->family, "other");
}

static struct names core_parties(struct merge *m)
{
	struct {
		VEC_OF(struct share);
	} list = { 0 };
	struct names out = { 0 };
	struct map at;
	uint32_t most = 0;

	map_init(&at, m->a);
	for (uint32_t i = 0; i < m->items.n; i++) {
		const struct item *t = &m->items.v[i];

		for (uint32_t k = 0; k < t->parties.n; k++) {
			uint64_t *x = map_put(&at, t->parties.v[k]);
			struct share *s;

			if (!*x) {
				*vec_add(m->a, &list) =
					(struct share){ t->parties.v[k], 0,
							NO_REF };
				*x = list.n;
			}
			s = &list.v[*x - 1];
			s->articles += s->last != t->article;
			s->last = t->article;
			if (s->articles > most)
				most = s->articles;
		}
	}
	for (uint32_t i = 0; i < list.n; i++)
		if (list.v[i].articles * 4 >= most)
			names_add(m->a, &out, list.v[i].party);
	return out;
}

static int by_day(const void *a, const void *b)
{
	day x = *(const day *)a, y = *(const day *)b;

	return x < y ? -1 : x > y;
}

static day core_from(struct merge *m)
{
	day *days = arena_many(m->a, day, m->items.n + 1);
	uint32_t n = 0, i;

	for (i = 0; i < m->items.n; i++) {
		const struct item *t = &m->items.v[i];

		if (t->dated && t->e->from != DAY_NONE &&
		    t->e->precision >= PRECISION_MONTH &&
		    core_kind(&m->entries.v[t->entry]))
			days[n++] = t->e->from;
	}
	if (n == 0)
		return DAY_NONE;
	qsort(days, n, sizeof(*days), by_day);
	for (i = n / 2; i > 0 && days[i] - days[i - 1] <= HOLE; i--)
		;
	return days[i];
}

static const char *scope_of(const struct merge *m, const struct scope *s,
			    const struct entry *e)
{
	uint32_t background = 0;

	if (e->parties.n && names_shared(&e->parties, &s->parties) == 0)
		return "outside";
	for (uint32_t i = 0; i < e->n; i++)
		background += m->items.v[e->v[i]].e->background;
	if (background == e->n)
		return "background";
	if (s->from != DAY_NONE && e->to != DAY_NONE && e->to < s->from)
		return "background";
	return "core";
}

void scope_settle(struct merge *m)
{
	struct scope s = { core_parties(m), core_from(m) };

	for (uint32_t i = 0; i < m->entries.n; i++)
		if (!m->entries.v[i].dead)
			m->entries.v[i].scope =
				scope_of(m, &s, &m->entries.v[i]);
}

/* Doubling the sources counts as much as one step of weight. */
static int steps(uint32_t n)
{
	int k = 0;

	for (; n > 1; n /= 2)
		k++;
	return k;
}

static void count_links(const struct merge *m, const struct entry *e,
			uint32_t *links)
{
	const uint32_t to[] = { e->part_of, e->responds_to, e->outcome_of };

	for (size_t i = 0; i < COUNT(to); i++)
		if (to[i] != NO_REF)
			links[entry_now(m, to[i])]++;
}

/* What a short timeline keeps: weighty kinds, told by many, with consequences,
 * held rather than meant, with a day rather than without. */
void importance_settle(struct merge *m)
{
	uint32_t *links = arena_many(m->a, uint32_t, m->entries.n + 1);

	for (uint32_t i = 0; i < m->entries.n; i++)
		if (!m->entries.v[i].dead)
			count_links(m, &m->entries.v[i], links);
	for (uint32_t i = 0; i < m->entries.n; i++) {
		struct entry *e = &m->entries.v[i];
		int s = 6 * e->kind->weight + 6 * steps(e->independent) +
			3 * steps(e->n);

		if (e->dead)
			continue;
		s += 3 * (int)(links[i] < 5 ? links[i] : 5);
		s += e->persons.n > 1 || e->parties.n > 1 ? 6 : 0;
		s += e->precision >= PRECISION_DAY ? 6 : 0;
		s -= e->class == CLASS_PLANNED ? 6 : 0;
		s -= strcmp(e->scope, "core") != 0 ? 20 : 0;
		e->importance = s < 0 ? 0 : s > 100 ? 100 : s;
	}
}
