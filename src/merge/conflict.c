/* conflict.c - where sources or parties disagree, as records with both sides.
 *
 *   status       one party calls a meeting cancelled, another postponed
 *   precision    one source gives the day, another the month
 *   count        differing figures; a series with fewer members told
 *   attribution  who wrote a plan; which title a person bears
 *
 * Two wordings of one statement are no conflict of fact. Figures that are
 * roundings of one another are none either. */
#include <stdlib.h>

#include "base/json.h"
#include "base/limits.h"
#include "merge/conflict_priv.h"

#define MEMBERS 6u /* members of a series named beside its count */

void side_add(struct conflict *c, str claim, uint32_t article, span at,
	      str rule)
{
	if (c->n < SIDES && at.from < at.to)
		c->v[c->n++] =
			(struct side){ claim, { article, at, rule }, NULL };
}

void side_put(struct conflict *c, str claim, const struct place *place)
{
	if (c->n < SIDES && place->at.from < place->at.to)
		c->v[c->n++] = (struct side){
			claim, { NO_REF, place->at, place->rule }, place
		};
}

static struct place place_of(const struct merge *m, const struct side *x)
{
	return x->place ? *x->place : place_in(m, &x->by);
}

bool side_has(const struct conflict *c, str claim)
{
	for (uint32_t i = 0; i < c->n; i++)
		if (str_eq(c->v[i].claim, claim))
			return true;
	return false;
}

static uint64_t conflict_hash(const struct merge *m, const struct conflict *c)
{
	uint64_t h = hash_mix(str_hash(str_of(c->attribute)), c->about);

	for (uint32_t i = 0; i < c->n; i++)
		h = hash_mix(h, place_of(m, &c->v[i]).text);
	return c->among ? sum_number(h, c->among) : h;
}

static uint32_t first_of_claim(const struct conflict *c, uint32_t i)
{
	uint32_t k = 0;

	while (k < i && !str_eq(c->v[k].claim, c->v[i].claim))
		k++;
	return k;
}

static bool one_claim(const struct conflict *c)
{
	for (uint32_t i = 1; i < c->n; i++)
		if (first_of_claim(c, i) == i)
			return false;
	return true;
}

static void put_conflict(struct json *j, const struct merge *m,
			 const struct conflict *c, str id)
{
	json_open(j, '{');
	json_put_str(j, "id", id);
	json_put_str(j, "attribute", str_of(c->attribute));
	json_put_str(j, "kind", str_of(c->kind));
	json_put_str(j, "about", c->about);
	json_key(j, "sides");
	json_open(j, '[');
	for (uint32_t i = 0; i < c->n; i++) {
		if (first_of_claim(c, i) != i)
			continue;
		json_open(j, '{');
		json_put_str(j, "claim", c->v[i].claim);
		json_key(j, "evidence");
		json_open(j, '[');
		for (uint32_t k = i; k < c->n; k++)
			if (first_of_claim(c, k) == i)
				put_place(j, place_of(m, &c->v[k]));
		json_close(j);
		json_close(j);
	}
	json_close(j);
	json_close(j);
}

void conflict_write(struct conflicts *all, const struct conflict *c)
{
	struct merge *m = all->m;
	struct names articles = { 0 };
	struct arena_mark mark;
	struct record_item *r;
	struct json j;
	str id;

	if (one_claim(c))
		return;
	id = id_fresh(m, &all->taken, "c", conflict_hash(m, c));
	mark = arena_mark(m->a);
	buf_clear(&all->out);
	json_init(&j, &all->out, 0);
	put_conflict(&j, m, c, id);
	r = item_begin(m, "conflicts", id);
	r->json = arena_str(m->a, buf_str(&all->out));
	r->kind = str_of(c->kind);
	r->from = c->from;
	r->to = c->to;
	for (uint32_t i = 0; i < c->n; i++)
		names_add(m->a, &articles, place_of(m, &c->v[i]).article);
	r->articles = articles.v;
	r->n_articles = articles.n;
	item_end(m, mark);
}

static struct conflict about_entry(const struct entry *e, const char *attribute,
				   const char *kind)
{
	return (struct conflict){ .attribute = attribute,
				  .kind = kind,
				  .about = e->id,
				  .from = e->from,
				  .to = e->to };
}

str names_claim(const struct merge *m, const struct names *s)
{
	struct buf b;
	str out;

	buf_init(&b, 4096);
	for (uint32_t i = 0; i < s->n; i++) {
		if (i)
			buf_byte(&b, ' ');
		buf_add(&b, s->v[i]);
	}
	out = arena_str(m->a, buf_str(&b));
	buf_release(&b);
	return out;
}

/* ---- of an entry */

static void status_conflict(struct conflicts *all, const struct entry *e)
{
	const struct merge *m = all->m;
	struct conflict c = about_entry(e, "status", "status");

	if (e->class != CLASS_OFF)
		return;
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];
		str claim = status_name(t->e->status);

		if (t->class == CLASS_OFF && !side_has(&c, claim))
			side_add(&c, claim, t->article, t->e->at, t->e->rule);
	}
	for (uint32_t i = 0; i < e->ended.n; i++)
		if (!side_has(&c, status_name(e->status)))
			side_add(&c, status_name(e->status),
				 e->ended.v[i].article, e->ended.v[i].at,
				 e->ended.v[i].rule);
	conflict_write(all, &c);
}

static const struct time_mention *time_of(const struct merge *m,
					  const struct item *t)
{
	const struct mentions *x = article_mentions(m, t->article);

	return t->dated && t->e->time < x->times.n ? &x->times.v[t->e->time]
						   : NULL;
}

/* Another article tells the day where this one tells the month. */
static void date_conflict(struct conflicts *all, const struct entry *e)
{
	const struct merge *m = all->m;
	struct conflict c = about_entry(e, "date", "precision");
	const struct item *first = NULL;

	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];
		const struct time_mention *x = time_of(m, t);
		str claim;

		if (!x || (first && first->article == t->article))
			continue;
		claim = x->edtf.n ? x->edtf : x->value;
		if (first && first->e->from == t->e->from &&
		    first->e->to == t->e->to)
			continue;
		if (side_has(&c, claim))
			continue;
		if (!first)
			first = t;
		side_add(&c, claim, t->article, x->at, x->rule);
	}
	conflict_write(all, &c);
}

/* One article has the day of the event, another that of its announcement. */
static void announced_conflict(struct conflicts *all, const struct entry *e)
{
	const struct merge *m = all->m;
	struct conflict c = about_entry(e, "date", "attribution");

	for (int told = 0; told < 2; told++)
		for (uint32_t i = 0; i < e->n; i++) {
			const struct item *t = &m->items.v[e->v[i]];
			bool is = str_is(t->e->date_basis, "announcement");

			if (!t->dated || t->e->from != t->e->to ||
			    is != (told != 0) ||
			    (c.n && c.v[0].by.article == t->article))
				continue;
			side_add(&c,
				 is ? STR("the day of the announcement")
				    : STR("the day of the event"),
				 t->article, t->e->at, t->e->rule);
			break;
		}
	conflict_write(all, &c);
}

/* 110 minutes and about 2 hours are one figure told roughly. */
static bool roundings(double a, double b)
{
	double d = a > b ? a - b : b - a, big = a > b ? a : b;

	return d <= big * 0.1;
}

static void count_conflict(struct conflicts *all, const struct entry *e)
{
	const struct merge *m = all->m;

	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		for (uint32_t k = 0; k < t->e->n_magnitudes; k++) {
			const struct magnitude *g = &t->e->magnitudes[k];
			struct conflict c = about_entry(e, "number", "count");

			for (uint32_t o = i + 1; o < e->n; o++) {
				const struct item *u = &m->items.v[e->v[o]];

				for (uint32_t q = 0; q < u->e->n_magnitudes;
				     q++) {
					const struct magnitude *h =
						&u->e->magnitudes[q];

					if (u->article == t->article ||
					    !str_eq(g->what, h->what) ||
					    !str_eq(g->unit, h->unit) ||
					    roundings(g->value, h->value))
						continue;
					side_add(&c,
						 arena_printf(m->a, "%g",
							      g->value),
						 t->article, g->at, t->e->rule);
					side_add(&c,
						 arena_printf(m->a, "%g",
							      h->value),
						 u->article, h->at, u->e->rule);
				}
			}
			conflict_write(all, &c);
		}
	}
}

/* So many rounds are told, fewer stand in the record. */
static void series_conflict(struct conflicts *all, const struct entry *e)
{
	const struct merge *m = all->m;
	struct conflict c = about_entry(e, "members", "count");
	bool other = false;

	if (!e->series || e->members.n == 0 ||
	    e->members.n == (uint32_t)e->rounds)
		return;
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		if (t->rounds == e->rounds)
			side_add(&c, arena_printf(m->a, "%g", e->rounds),
				 t->article, t->e->at, t->e->rule);
	}
	for (uint32_t i = 0; i < e->members.n && i < MEMBERS; i++) {
		const struct entry *f = &m->entries.v[e->members.v[i]];
		const struct item *t = &m->items.v[f->v[0]];

		other |= t->article != m->items.v[e->v[0]].article;
		side_add(&c, f->edtf, t->article, t->e->at, t->e->rule);
	}
	if (other) /* else it's one text's own choice of examples */
		conflict_write(all, &c);
}

/* Who was there for a party: one article names more than another does. */
static void attendance_conflict(struct conflicts *all, const struct entry *e)
{
	const struct merge *m = all->m;
	struct conflict c = about_entry(e, "participants", "attribution");

	if (e->sources < 2 || e->persons.n < 2 || e->class != CLASS_HELD ||
	    !str_is(e->kind->family, "meeting"))
		return;
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		for (uint32_t k = i + 1; k < e->n; k++) {
			const struct item *u = &m->items.v[e->v[k]];
			uint32_t n = names_shared(&t->persons, &u->persons);

			/* each names somebody of both sides, one of them more
			 */
			if (t->article == u->article || n < 1 ||
			    t->persons.n < 2 || u->persons.n < 2 ||
			    t->persons.n == u->persons.n || c.n)
				continue;
			side_add(&c, names_claim(m, &t->persons), t->article,
				 t->e->at, t->e->rule);
			side_add(&c, names_claim(m, &u->persons), u->article,
				 u->e->at, u->e->rule);
		}
	}
	conflict_write(all, &c);
}

/* ---- of plans and persons */

static void author_conflict(struct conflicts *all, const struct plan *plan)
{
	const struct merge *m = all->m;
	struct conflict c = { .attribute = "author",
			      .kind = "attribution",
			      .about = plan->id,
			      .from = plan->from,
			      .to = plan->to };

	for (uint32_t i = 0; i < plan->n; i++) {
		const struct proposal_mention *p = plan->v[i].p;
		struct names set = { 0 };
		str claim;

		for (uint32_t k = 0; k < p->n_authors; k++)
			names_add(m->a, &set, p->authors[k]);
		if (set.n == 0)
			continue;
		claim = names_claim(m, &set);
		if (!side_has(&c, claim))
			side_add(&c, claim, plan->v[i].article, p->at, p->rule);
	}
	conflict_write(all, &c);
}

/* One title with more or less before it: "foreign minister" of a country. */
static bool same_title(str a, str b)
{
	return str_has(a, b) || str_has(b, a);
}

/* The claim of the titles told so far that this one is; STR_NONE: a new one. */
static str claim_of(const struct conflict *c, str role)
{
	for (uint32_t i = 0; i < c->n; i++)
		if (same_title(c->v[i].claim, role))
			return c->v[i].claim;
	return STR_NONE;
}

static int by_first_place(const void *a, const void *b)
{
	const struct held *x = a, *y = b;
	const struct place *p = &x->first, *q = &y->first;
	int n = (p->when == DAY_NONE) - (q->when == DAY_NONE);

	if (n == 0)
		n = (p->when > q->when) - (p->when < q->when);
	if (n == 0)
		n = str_cmp(p->article, q->article);
	if (n == 0)
		n = (p->at.from > q->at.from) - (p->at.from < q->at.from);
	return n ? n : str_cmp(x->role, y->role);
}

/* Articles of one language give a person different titles: where each is told
 * first. */
static void title_conflict(struct conflicts *all, const struct person *p)
{
	struct merge *m = all->m;
	struct conflict c = { .attribute = "title",
			      .kind = "attribution",
			      .about = p->id,
			      .from = DAY_NONE,
			      .to = DAY_NONE };
	struct held *v;

	if (p->kind != ACTOR_PERSON || p->held.n < 2)
		return;
	v = arena_many(m->a, struct held, p->held.n);
	memcpy(v, p->held.v, p->held.n * sizeof(*v));
	qsort(v, p->held.n, sizeof(*v), by_first_place);
	for (uint32_t i = 0; i < p->held.n; i++) {
		str claim = claim_of(&c, v[i].role);

		if (!v[i].former && v[i].lang == v[0].lang)
			side_put(&c, claim.n ? claim : v[i].role, &v[i].first);
	}
	conflict_write(all, &c);
}

void write_conflicts(struct merge *m)
{
	struct conflicts all = { .m = m };

	map_init(&all.taken, m->a);
	buf_init(&all.out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < m->entries.n; i++) {
		const struct entry *e = &m->entries.v[i];

		if (e->dead)
			continue;
		status_conflict(&all, e);
		date_conflict(&all, e);
		announced_conflict(&all, e);
		if (e->n <= 40)
			count_conflict(&all, e);
		series_conflict(&all, e);
		if (e->n <= 200)
			attendance_conflict(&all, e);
	}
	for (uint32_t i = 0; i < m->plans.n; i++)
		author_conflict(&all, &m->plans.v[i]);
	for (uint32_t i = 0; i < m->actors.n; i++)
		title_conflict(&all, &m->actors.v[i]);
	plan_conflicts(&all);
	assessment_conflicts(&all);
	wording_conflicts(&all);
	buf_release(&all.out);
}
