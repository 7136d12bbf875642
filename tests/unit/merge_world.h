/* merge_world.h - articles of an invented strait for tests of the merge: what
 * each tells is written down, not read. */
#ifndef KEII_TESTS_MERGE_WORLD_H
#define KEII_TESTS_MERGE_WORLD_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "merge/merge.h"

/* One event that an article tells. who: "p.kato/ORE s.VEL/VEL", persons by
 * "p.", states by "s."; where: "l.midhaven/MID" or NULL. */
struct tell {
	const char *clause, *kind;
	enum status status;
	const char *from, *to; /* NULL: not told */
	const char *who, *where;
	int rounds;
	const char *by; /* whose claim it is, or NULL */
};

/* One proposal that an article tells of. */
struct plan_told {
	const char *clause, *name, *kind, *revises, *author;
	int items;
};

struct page {
	const char *id, *published;
	const char *text;
	struct tell tells[6];
	struct plan_told plans[4];
};

struct world {
	struct arena *a;
	struct packs *packs;
	struct merge_article *articles;
	uint32_t n;
	struct record record;
};

static inline uint32_t add_actor(struct arena *a, struct mentions *m, span at,
				 str spec)
{
	struct actor_mention *x = vec_add(a, &m->actors);
	size_t slash = str_find(spec, STR("/"), 0);
	str id = str_cut(spec, 0, slash);

	x->at = x->name_at = at;
	x->id = id;
	x->name = str_cut(id, 2, id.n);
	x->party = str_cut(spec, slash + 1, spec.n);
	x->kind = spec.p[0] == 'p'   ? ACTOR_PERSON
		  : spec.p[0] == 'l' ? ACTOR_PLACE
		  : spec.p[0] == 'g' ? ACTOR_GROUP
				     : ACTOR_STATE;
	return m->actors.n - 1;
}

static inline void add_time(struct arena *a, struct mentions *m, span at,
			    struct event_mention *e)
{
	struct time_mention *t = vec_add(a, &m->times);

	t->at = at;
	t->from = e->from;
	t->to = e->to;
	t->precision = e->precision;
	t->value = day_text(a, e->from);
	t->edtf = e->from == e->to ? t->value : STR_NONE;
	e->time = m->times.n - 1;
}

static inline void add_event(struct arena *a, const struct doc *d,
			     struct mentions *m, const struct tell *t)
{
	size_t from = str_find(d->text, str_of(t->clause), 0);
	struct event_mention e = { .place = NO_REF,
				   .claimed_by = NO_REF,
				   .cancels = NO_REF,
				   .time = NO_REF };
	struct participant *p = arena_many(a, struct participant, 8);
	str who = str_of(t->who ? t->who : "");

	ck_assert_msg(from != SIZE_MAX, "%s", t->clause);
	e.at = e.trigger =
		(span){ (uint32_t)from, (uint32_t)(from + strlen(t->clause)) };
	e.kind = str_of(t->kind);
	e.status = t->status;
	e.from = t->from ? day_parse(str_of(t->from)) : DAY_NONE;
	e.to = t->to ? day_parse(str_of(t->to)) : DAY_NONE;
	if (t->from && t->to)
		e.precision = e.from == e.to ? PRECISION_DAY : PRECISION_MONTH;
	e.date_basis = t->from ? STR("own phrase") : STR("none");
	if (t->from)
		add_time(a, m, e.at, &e);
	while (who.n) {
		str w = str_token(&who, ' ');

		p[e.n_participants].role = PART_PARTICIPANT;
		p[e.n_participants++].actor = add_actor(a, m, e.at, w);
	}
	e.participants = p;
	if (t->where)
		e.place = add_actor(a, m, e.at, str_of(t->where));
	if (t->by)
		e.claimed_by = add_actor(a, m, e.at, str_of(t->by));
	if (t->rounds) {
		struct magnitude *g = arena_one(a, struct magnitude);

		*g = (struct magnitude){ e.at, t->rounds, STR("rounds"),
					 STR("times") };
		e.magnitudes = g;
		e.n_magnitudes = 1;
	}
	e.rule = STR("test");
	*vec_add(a, &m->events) = e;
}

static inline void add_plan(struct arena *a, const struct doc *d,
			    struct mentions *m, const struct plan_told *t)
{
	size_t from = str_find(d->text, str_of(t->clause), 0);
	struct proposal_mention *p = vec_add(a, &m->proposals);
	str *author = arena_one(a, str);

	ck_assert_msg(from != SIZE_MAX, "%s", t->clause);
	*author = str_of(t->author ? t->author : "");
	*p = (struct proposal_mention){
		.at = { (uint32_t)from, (uint32_t)(from + strlen(t->clause)) },
		.name = str_of(t->name),
		.items = t->items,
		.kind = str_of(t->kind),
		.revises = str_of(t->revises),
		.authors = author,
		.n_authors = t->author != NULL,
		.from = DAY_NONE,
		.to = DAY_NONE,
		.rule = STR("test"),
	};
}

static inline void add_page(struct world *w, const struct page *page)
{
	struct doc *d = doc_in(w->a);
	struct mentions *m = arena_one(w->a, struct mentions);

	d->id = str_of(page->id);
	d->text = str_of(page->text);
	d->lang = doc_guess_lang(d->text);
	if (page->published)
		d->published = day_parse(str_of(page->published));
	doc_sentences(d);
	for (size_t i = 0; i < COUNT(page->tells); i++)
		if (page->tells[i].clause)
			add_event(w->a, d, m, &page->tells[i]);
	for (size_t i = 0; i < COUNT(page->plans); i++)
		if (page->plans[i].clause)
			add_plan(w->a, d, m, &page->plans[i]);
	w->articles[w->n++] = (struct merge_article){
		.id = d->id, .source = d->id, .doc = d, .m = m
	};
}

static inline void world_open(struct world *w, const struct page *pages,
			      uint32_t n)
{
	struct diags diags = { .arena = arena_new() };
	struct err e = ERR_INIT;

	*w = (struct world){ .a = arena_new() };
	w->packs = packs_load(STR(TEST_PACKS), &diags, &e);
	ck_assert_msg(w->packs != NULL, "%s", e.text);
	arena_free(&diags.arena);
	w->articles = arena_many(w->a, struct merge_article, n + 1);
	for (uint32_t i = 0; i < n; i++)
		add_page(w, &pages[i]);
	merge_record(w->a, w->packs, w->articles, w->n, NULL, 0, &w->record);
}

static inline void world_close(struct world *w)
{
	packs_free(&w->packs);
	arena_free(&w->a);
}

static inline uint32_t count(const struct world *w, const char *layer,
			     const char *kind)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < w->record.items.n; i++) {
		const struct record_item *x = &w->record.items.v[i];

		n += str_is(x->layer, layer) &&
		     (!kind || str_is(x->kind, kind));
	}
	return n;
}

static inline const struct record_item *entry(const struct world *w,
					      uint32_t number)
{
	for (uint32_t i = 0; i < w->record.items.n; i++)
		if (str_is(w->record.items.v[i].layer, "entries") &&
		    number-- == 0)
			return &w->record.items.v[i];
	ck_abort_msg("no such entry");
	return NULL;
}

static inline bool holds(const struct record_item *x, const char *part)
{
	return str_has(x->json, str_of(part));
}

#define BOTH "s.ORE/ORE s.VEL/VEL"
#define HEADS "p.kato/ORE p.brandt/VEL"

#endif
