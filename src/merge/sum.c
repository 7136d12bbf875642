/* sum.c - a sum of what an item of the record is made from.
 *
 * Most of a record stays as it was when articles are added, and writing items
 * as JSON only to see that costs more than working them out. The sum covers
 * the mentions an item rests on, all that was decided of it, and the names it
 * is called by; the texts behind mentions never change. Who keeps an item
 * with the same sum has it already. */
#include "merge/merge_priv.h"

uint64_t sum_number(uint64_t h, uint64_t x)
{
	h = (h ^ x) * 0xff51afd7ed558ccdU;
	return h ^ h >> 32;
}

uint64_t sum_str(uint64_t h, str s)
{
	return sum_number(sum_number(h, s.p != NULL), str_hash(s));
}

static uint64_t sum_span(uint64_t h, span at)
{
	return sum_number(h, (uint64_t)at.from << 32 | at.to);
}

uint64_t sum_evidences(const struct merge *m, uint64_t h,
		       const struct evidences *list)
{
	h = sum_number(h, list->n);
	for (uint32_t i = 0; i < list->n; i++) {
		h = sum_str(h, m->articles[list->v[i].article].id);
		h = sum_span(h, list->v[i].at);
	}
	return h;
}

/* ---- once */

/* What each actor is called by, and what holds for all items. */
void sums_begin(struct merge *m, const struct rulings *r)
{
	uint64_t h = sum_number(MERGE_FORM, m->packs ? 1 : 0);

	h = sum_str(h, packs_version(m->packs));
	for (uint32_t i = 0; i < r->n; i++)
		if (ruling_does(&r->v[i], "side"))
			h = sum_str(h, r->v[i].d->json);
	m->sum = h;
	m->actor_sums = arena_many(m->a, uint64_t, m->actors.n + 1);
	for (uint32_t i = 0; i < m->actors.n; i++) {
		const struct person *p = &m->actors.v[i];

		h = sum_str(sum_str(sum_number(0, p->head), p->id), p->name);
		h = sum_str(h, p->party);
		for (int lang = 0; lang < LANG_COUNT; lang++)
			h = sum_str(h, p->best[lang]);
		m->actor_sums[i] = h;
	}
}

bool item_kept(struct merge *m, const char *layer, str id, uint64_t sum)
{
	return m->calls.keep &&
	       m->calls.keep(m->calls.ctx, str_of(layer), id, sum);
}

/* ---- of an entry */

static uint64_t sum_actor(const struct merge *m, uint64_t h, str id)
{
	const uint64_t *at = map_find(&m->people, id);

	return sum_number(h, at && *at ? m->actor_sums[*at - 1] : 0);
}

static uint64_t sum_party(const struct merge *m, uint64_t h, str code)
{
	const uint64_t *at = map_find(&m->party_actor, code);

	return at && *at ? sum_number(h, m->actor_sums[*at - 1])
			 : sum_actor(m, h, code);
}

/* Names that its label may hold. */
static uint64_t sum_names(const struct merge *m, uint64_t h,
			  const struct entry *e)
{
	for (uint32_t i = 0; i < e->parties.n; i++)
		h = sum_party(m, h, e->parties.v[i]);
	for (uint32_t i = 0; i < e->persons.n; i++)
		h = sum_actor(m, h, e->persons.v[i]);
	for (uint32_t i = 0; i < e->places.n; i++)
		h = sum_actor(m, h, e->places.v[i]);
	if (e->by->set_place.p)
		h = sum_actor(m, sum_str(h, e->by->set_place),
			      e->by->set_place);
	for (uint32_t i = 0; i < e->n && e->kind->nature != NATURE_JOINT; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		for (uint32_t k = 0; k < t->e->n_participants; k++) {
			const struct actor_mention *x = item_doer(m, t, k);

			if (!x)
				continue;
			h = sum_party(m, h, x->party);
			h = sum_actor(m, h, x->id);
		}
	}
	return h;
}

static uint64_t sum_days(uint64_t h, day from, day to)
{
	return sum_number(h, (uint64_t)(uint32_t)from << 32 | (uint32_t)to);
}

static uint64_t sum_decided(uint64_t h, const struct entry *e)
{
	h = sum_number(h, e->by->rulings.n);
	for (uint32_t i = 0; i < e->by->rulings.n; i++) {
		h = sum_str(h, e->by->rulings.v[i].decision);
		h = sum_str(h, e->by->rulings.v[i].what);
	}
	if (e->by->rulings.n == 0)
		return h;
	h = sum_number(h, (uint64_t)e->by->disputed << 8 | e->by->told_status);
	h = sum_days(h, e->by->told_from, e->by->told_to);
	h = sum_str(sum_str(h, e->by->date_by), e->by->status_by_ruling);
	h = sum_str(h, e->by->place_by);
	for (int lang = 0; lang < LANG_COUNT; lang++)
		h = sum_str(sum_str(h, e->by->title_by[lang]),
			    e->by->set_title[lang]);
	return h;
}

static uint64_t sum_link(const struct merge *m, uint64_t h, uint32_t entry)
{
	return entry == NO_REF
		       ? sum_number(h, 0)
		       : sum_str(h, m->entries.v[entry_now(m, entry)].id);
}

static uint64_t sum_links(const struct merge *m, uint64_t h,
			  const struct entry *e)
{
	h = sum_link(m, sum_link(m, h, e->part_of), e->responds_to);
	h = sum_link(m, sum_link(m, h, e->outcome_of), e->supersedes);
	h = sum_number(h, e->members.n);
	for (uint32_t i = 0; i < e->members.n; i++)
		h = sum_str(h, m->entries.v[e->members.v[i]].id);
	h = sum_number(h, e->doubtful.n);
	for (uint32_t i = 0; i < e->doubtful.n; i++) {
		h = sum_link(m, h, e->doubtful.v[i].entry);
		h = sum_str(h, str_of(e->doubtful.v[i].why));
	}
	return sum_evidences(m, h, &e->ended);
}

static uint64_t sum_titles(const struct merge *m, uint64_t h,
			   const struct entry *e)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const struct title *t = &e->title[lang];

		h = t->article == NO_REF
			    ? sum_number(h, 0)
			    : sum_span(sum_str(h, m->articles[t->article].id),
				       t->at);
	}
	return h;
}

uint64_t entry_sum(const struct merge *m, const struct entry *e)
{
	uint64_t h = sum_str(m->sum, e->id);

	h = sum_number(h, (uint64_t)e->status << 32 | (uint64_t)e->class << 16 |
				  (uint64_t)e->precision << 8 | e->series);
	h = sum_str(sum_days(h, e->from, e->to), e->edtf);
	h = sum_number(h, (uint64_t)e->sources << 32 | e->publishers);
	h = sum_number(h, (uint64_t)e->independent << 32 |
				  (uint32_t)e->importance);
	h = sum_str(sum_str(h, str_of(e->scope)), e->kind->kind);
	h = sum_number(h, (uint64_t)e->rounds);
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		h = sum_number(sum_number(h, t->hash), t->event);
	}
	h = e->place_item == NO_REF
		    ? sum_number(h, 0)
		    : sum_number(h, m->items.v[e->place_item].hash);
	h = sum_titles(m, h, e);
	h = sum_links(m, h, e);
	return sum_names(m, sum_decided(h, e), e);
}
