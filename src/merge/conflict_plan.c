/* conflict_plan.c - where articles disagree about proposals.
 *
 *   author       one party puts it forward, another's paper is what it rests
 * on; a counter-proposal of two parties told elsewhere as one's alone
 *   publication  put forward by its author, or leaked
 *   version      words about a version that a newer one had replaced by then
 *   versions     so many proposals are told, more numbered versions stand here
 */
#include "base/limits.h"
#include "merge/conflict_priv.h"

#define POINTS_MANY 5 /* a number of points that names a plan */
#define RIVALS 64u    /* counter-proposals compared with one another */
#define ANCESTRY 8u   /* steps back to the plan that all rests on */
#define VERSIONS 6u   /* named beside a count */
#define EVIDENCE 3u   /* places of one plan that are shown */

static struct conflict about_plan(const struct plan *p, const char *attribute,
				  const char *kind)
{
	return (struct conflict){ .attribute = attribute,
				  .kind = kind,
				  .about = p->id,
				  .from = p->from,
				  .to = p->to };
}

static str points_of(struct merge *m, const struct plan *p)
{
	return arena_printf(m->a, "%d", p->items);
}

/* ---- whose it is */

static bool add_author(struct merge *m, struct conflict *c,
		       const struct plan *p)
{
	for (uint32_t i = 0; i < p->n; i++)
		if (p->v[i].p->n_authors) {
			side_add(c, names_claim(m, &p->authors),
				 p->v[i].article, p->v[i].p->at,
				 p->v[i].p->rule);
			return true;
		}
	return false;
}

/* A paper without numbered points, such as a memorandum handed over. */
static bool is_paper(const struct plan *p)
{
	return p->items == 0 &&
	       (str_is(p->kind, "draft") || str_is(p->kind, "memorandum"));
}

/* Put forward by one, said to rest on a paper of another. An answer rests on
 * what it answers. */
static void origin_conflict(struct conflicts *all, const struct plan *p)
{
	struct merge *m = all->m;

	if (str_is(p->kind, "counter-proposal") || str_is(p->kind, "revision"))
		return;
	for (uint32_t i = 0; i < p->parents.n; i++) {
		const struct plan *q = &m->plans.v[p->parents.v[i].parent];
		struct conflict c = about_plan(p, "author", "attribution");

		if (!p->parents.v[i].told || !is_paper(q) ||
		    p->authors.n == 0 || q->authors.n == 0 ||
		    names_shared(&p->authors, &q->authors))
			continue;
		if (add_author(m, &c, p) && add_author(m, &c, q))
			conflict_write(all, &c);
	}
}

/* One article's counter-proposal is of two, another's of one of them alone. */
static bool rivals(const struct merge *m, const struct entry *a,
		   const struct entry *b)
{
	const struct names *few = &a->parties, *many = &b->parties;

	if (few->n > many->n) {
		few = &b->parties;
		many = &a->parties;
	}
	return m->items.v[a->v[0]].article != m->items.v[b->v[0]].article &&
	       few->n > 0 && few->n < many->n && names_within(few, many) &&
	       (a->points == 0 || b->points == 0 || a->points == b->points) &&
	       days_meet(a->from, a->to, b->from, b->to);
}

static void add_parties(struct merge *m, struct conflict *c,
			const struct entry *e)
{
	const struct item *t = &m->items.v[e->v[0]];

	side_add(c, names_claim(m, &e->parties), t->article, t->e->at,
		 t->e->rule);
}

static bool is_counter(const struct entry *e)
{
	return e->class == CLASS_HELD &&
	       str_is(e->kind->kind, "counterproposal");
}

static void rival_conflict(struct conflicts *all, const struct entry *f,
			   const struct entry *e)
{
	struct merge *m = all->m;
	struct conflict c = { .attribute = "author",
			      .kind = "attribution",
			      .about = f->id,
			      .from = f->from,
			      .to = f->to,
			      .among = str_hash(e->id) };

	if (!rivals(m, f, e))
		return;
	add_parties(m, &c, f);
	add_parties(m, &c, e);
	conflict_write(all, &c);
}

static void rival_conflicts(struct conflicts *all)
{
	struct merge *m = all->m;
	struct by_day told = entries_by_day(m, is_counter);

	for (uint32_t i = 1; i < told.n; i++)
		for (uint32_t k = i; k-- > 0 && i - k < RIVALS;)
			rival_conflict(all, &m->entries.v[told.v[k]],
				       &m->entries.v[told.v[i]]);
}

/* ---- put forward or leaked */

/* The event that these words stand in, of the wanted sort, or NULL. */
static const struct event_mention *
event_over(const struct merge *m, uint32_t article, span at, bool leak)
{
	const struct mentions *all = article_mentions(m, article);
	uint32_t lo = 0, hi = all->events.n;

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (all->events.v[mid].at.from + LIMIT_SENTENCE < at.from)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < all->events.n && all->events.v[lo].at.from < at.to; lo++) {
		const struct event_mention *e = &all->events.v[lo];

		if (span_overlaps(e->at, at) && e->status == STATUS_HELD &&
		    (leak ? str_ends(e->rule, STR(".leak"))
			  : str_is(e->kind, "proposal")))
			return e;
	}
	return NULL;
}

static void publication_conflict(struct conflicts *all, const struct plan *p)
{
	const struct merge *m = all->m;
	struct conflict c = about_plan(p, "publication", "attribution");

	for (int leak = 0; leak < 2; leak++)
		for (uint32_t i = 0; i < p->n; i++) {
			const struct event_mention *e = event_over(
				m, p->v[i].article, p->v[i].p->at, leak != 0);

			if (!e)
				continue;
			side_add(&c, leak ? STR("leaked") : STR("presented"),
				 p->v[i].article, e->at, e->rule);
			break;
		}
	conflict_write(all, &c);
}

/* ---- versions */

/* What is said of the plan in these words on a day of its own. */
static const struct statement_mention *said_of(const struct merge *m,
					       const struct plan_mention *x)
{
	const struct mentions *all = article_mentions(m, x->article);

	for (uint32_t i = 0; i < all->statements.n; i++) {
		const struct statement_mention *s = &all->statements.v[i];

		if (s->at.from >= x->p->at.to)
			return NULL;
		if (s->at.to > x->p->at.from && s->from != DAY_NONE &&
		    s->from == s->to)
			return s;
	}
	return NULL;
}

static bool follows(const struct plan *next, uint32_t plan)
{
	for (uint32_t i = 0; i < next->parents.n; i++)
		if (next->parents.v[i].parent == plan)
			return true;
	return false;
}

static void version_conflict(struct conflicts *all, uint32_t plan,
			     const struct plan *next)
{
	struct merge *m = all->m;
	const struct plan *p = &m->plans.v[plan];
	struct conflict c = about_plan(p, "version", "version");

	if (next->from == DAY_NONE || next->from != next->to ||
	    next->items < POINTS_MANY || next->items == p->items)
		return;
	for (uint32_t i = 0; i < p->n && c.n < EVIDENCE; i++) {
		const struct statement_mention *s = said_of(m, &p->v[i]);

		if (p->v[i].p->items != p->items || !s || s->from <= next->to)
			continue;
		side_add(&c, points_of(m, p), p->v[i].article, s->at, s->rule);
	}
	if (c.n == 0)
		return;
	for (uint32_t i = 0; i < next->n && i < EVIDENCE; i++)
		side_add(&c, points_of(m, next), next->v[i].article,
			 next->v[i].p->at, next->v[i].p->rule);
	conflict_write(all, &c);
}

static void version_conflicts(struct conflicts *all)
{
	struct merge *m = all->m;

	for (uint32_t i = 0; i < m->plans.n; i++) {
		const struct plan *next = &m->plans.v[i];

		for (uint32_t k = 0; k < next->parents.n; k++) {
			uint32_t old = next->parents.v[k].parent;

			if (m->plans.v[old].items >= POINTS_MANY &&
			    follows(next, old))
				version_conflict(all, old, next);
		}
	}
}

/* ---- how many */

/* Is it the party's, or does it rest on one that is? */
static bool of_party(const struct merge *m, const struct plan *p,
		     const struct names *parties)
{
	for (uint32_t step = 0; step < ANCESTRY; step++) {
		if (names_shared(&p->authors, parties))
			return true;
		if (p->parents.n == 0)
			return false;
		p = &m->plans.v[p->parents.v[0].parent];
	}
	return false;
}

static const struct plan_mention *told_elsewhere(const struct plan *p,
						 uint32_t article)
{
	const struct plan_mention *best = NULL;

	for (uint32_t i = 0; i < p->n; i++)
		if (p->v[i].p->items == p->items &&
		    (!best ||
		     (best->article == article && p->v[i].article != article)))
			best = &p->v[i];
	return best;
}

/* "Twice a plan was put forward": three numbered versions stand here. */
static void proposals_conflict(struct conflicts *all, const struct entry *e)
{
	struct merge *m = all->m;
	const struct item *t = &m->items.v[e->v[0]];
	struct conflict c = { .attribute = "versions",
			      .kind = "count",
			      .about = e->id,
			      .from = e->from,
			      .to = e->to };
	uint32_t n = 0;
	bool other = false;

	side_add(&c, arena_printf(m->a, "%g", e->rounds), t->article, t->e->at,
		 t->e->rule);
	for (uint32_t i = 0; i < m->plans.n && n < VERSIONS; i++) {
		const struct plan *p = &m->plans.v[i];
		const struct plan_mention *x;

		if (p->items < POINTS_MANY || !of_party(m, p, &e->parties))
			continue;
		x = told_elsewhere(p, t->article);
		if (!x)
			continue;
		other |= x->article != t->article;
		side_add(&c, points_of(m, p), x->article, x->p->at, x->p->rule);
		n++;
	}
	if (other && n > (uint32_t)e->rounds)
		conflict_write(all, &c);
}

void plan_conflicts(struct conflicts *all)
{
	const struct merge *m = all->m;

	for (uint32_t i = 0; i < m->plans.n; i++) {
		origin_conflict(all, &m->plans.v[i]);
		publication_conflict(all, &m->plans.v[i]);
	}
	rival_conflicts(all);
	version_conflicts(all);
	for (uint32_t i = 0; i < m->entries.n; i++) {
		const struct entry *e = &m->entries.v[i];

		if (!e->dead && e->series && e->rounds > 1 &&
		    str_is(e->kind->kind, "proposal"))
			proposals_conflict(all, e);
	}
}
