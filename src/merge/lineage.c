/* lineage.c - proposals over all articles, and which grew out of which.
 *
 * Mentions are one proposal when they tell the same number of points, or when
 * a text goes back to it by the end of its name ("the plan" after "the
 * 12-point plan"). An edge is told when a text says what was revised, and
 * inferred when only order and kind speak for it; it is marked so. */
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "merge/plan_index.h"

#define POINTS_DRAFT 10	  /* numbered drafts of one size follow one another */
#define BACK 10u	  /* sentences a short name reaches back */
#define INFER_BYTES 1500u /* between a revision and the plan before it */
#define RECENT 64u	  /* plans looked at, newest first */
#define TAIL 9u		  /* bytes that two names of one plan end in */
#define CURRENT 60	  /* days that a plan goes by the end of its name */

/* ---- one mention */

/* Events whose day is that of a plan told in the same words; a release that
 * the plan calls for has its own. */
static bool dates_plan(str family)
{
	static const char *const families[] = { "plan",	  "deal",   "meeting",
						"call",	  "answer", "refusal",
						"demand", "report", "visit" };

	for (size_t i = 0; i < COUNT(families); i++)
		if (str_is(family, families[i]))
			return true;
	return false;
}

/* The day of an event in the same words, of proposing before any other. */
static void date_by_event(const struct merge *m, const struct plan_mention *x,
			  day *from, day *to)
{
	const struct mentions *all = article_mentions(m, x->article);

	uint32_t lo = 0, hi = all->events.n;

	*from = x->p->from;
	*to = x->p->to;
	if (*from != DAY_NONE)
		return;
	while (lo < hi) { /* events stand in the order of the text */
		uint32_t mid = (lo + hi) / 2;

		if (all->events.v[mid].at.from + LIMIT_SENTENCE < x->p->at.from)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (uint32_t i = lo; i < all->events.n; i++) {
		const struct event_mention *e = &all->events.v[i];
		str family = kind_find(m, e->kind)->family;
		bool plan = str_is(family, "plan");

		if (e->at.from >= x->p->at.to)
			break;
		if (e->from == DAY_NONE || !span_overlaps(e->at, x->p->at) ||
		    class_of(e->status) != CLASS_HELD || !dates_plan(family))
			continue;
		if (*from == DAY_NONE || plan) {
			*from = e->from;
			*to = e->to;
		}
		if (plan)
			return;
	}
}

static void plan_add(struct merge *m, struct plan *plan,
		     const struct plan_mention *x)
{
	int month = m->months[x->article];
	day from, to;

	*vec_add(m->a, plan) = *x;
	if (plan->n == 1 || month < plan->told_first)
		plan->told_first = month;
	if (plan->n == 1 || month > plan->told_last)
		plan->told_last = month;
	if (plan->n == 1) {
		plan->name = x->p->name;
		plan->kind = x->p->kind;
		plan->from = plan->to = DAY_NONE;
	}
	/* the fullest name is the one that says the number of points */
	if (x->p->items && !plan->items) {
		plan->items = x->p->items;
		plan->name = x->p->name;
	}
	for (uint32_t i = 0; i < x->p->n_authors; i++)
		names_add(m->a, &plan->authors, x->p->authors[i]);
	names_add(m->a, &plan->articles, m->articles[x->article].id);
	date_by_event(m, x, &from, &to);
	if (from != DAY_NONE && (plan->from == DAY_NONE || from < plan->from)) {
		plan->from = from;
		plan->to = to;
	}
}

static bool authors_fit(const struct plan *plan,
			const struct proposal_mention *p)
{
	if (plan->authors.n == 0 || p->n_authors == 0)
		return true;
	for (uint32_t i = 0; i < p->n_authors; i++)
		if (names_has(&plan->authors, p->authors[i]))
			return true;
	return false;
}

/* ---- which plan a mention means */

static bool goes_back(const struct merge *m, const struct plan *plan,
		      const struct plan_mention *x)
{
	const struct plan_mention *last = &plan->v[plan->n - 1];

	if (last->article != x->article ||
	    x->sentence - last->sentence > BACK || !authors_fit(plan, x->p))
		return false;
	if (x->p->items && plan->items && x->p->items != plan->items)
		return false;
	if (last->p->at.from == x->p->at.from)
		return true;
	(void)m;
	if (!x->p->name.n || !str_eq(plan->kind, x->p->kind))
		return false;
	/* the revision told of right before, which gave the number of points */
	if (str_is(plan->kind, "revision") && plan->items && !x->p->revises.n)
		return true;
	return str_ends(plan->name, x->p->name) ||
	       str_ends(last->p->name, x->p->name);
}

/* The byte of its last mention, of those in one article. */
static uint32_t told_last(const struct merge *m, uint32_t plan)
{
	const struct plan *p = &m->plans.v[plan];

	return p->v[p->n - 1].p->at.from;
}

static uint32_t plan_of(struct merge *m, struct plan_index *index,
			const struct plan_mention *x)
{
	int month = m->months[x->article];
	uint32_t found = NO_REF, named;

	if (x->p->items >= POINTS_MANY) {
		found = plan_index_find(
			m, index, plan_points_key(index, x->p->items), month);
		if (found != NO_REF)
			return found;
	}
	for (uint32_t k = 1; k <= RECENT && k <= m->plans.n; k++) {
		uint32_t i = m->plans.n - k;

		if (goes_back(m, &m->plans.v[i], x) &&
		    (found == NO_REF || told_last(m, i) > told_last(m, found)))
			found = i;
	}
	if (found != NO_REF)
		return found;
	if (utf8_count(x->p->name) < 6)
		return NO_REF;
	named = plan_index_find(m, index, x->p->name, month);
	if (named != NO_REF && authors_fit(&m->plans.v[named], x->p) &&
	    days_meet(m->plans.v[named].from, m->plans.v[named].to, x->p->from,
		      x->p->to) &&
	    !(x->p->items && m->plans.v[named].items))
		return named;
	return NO_REF;
}

static void plan_take(struct merge *m, struct plan_index *index,
		      const struct plan_mention *x)
{
	uint32_t at = plan_of(m, index, x);

	if (at == NO_REF) {
		at = m->plans.n;
		(void)vec_add(m->a, &m->plans);
	}
	plan_add(m, &m->plans.v[at], x);
	plan_index_put(m, index, at, x->p);
}

/* ---- plans that turn out to be one */

/* The two names end alike: 包括的な和解案, 12項目の和解案. */
static bool same_tail(str a, str b)
{
	size_t n = 0;

	while (n < a.n && n < b.n && a.p[a.n - 1 - n] == b.p[b.n - 1 - n])
		n++;
	return n >= TAIL;
}

static bool share_author(const struct plan *a, const struct plan *b)
{
	for (uint32_t i = 0; i < b->authors.n; i++)
		if (names_has(&a->authors, b->authors.v[i]))
			return true;
	return false;
}

static bool same_day(const struct plan *a, const struct plan *b)
{
	return a->from != DAY_NONE && a->from == b->from && a->to == a->from &&
	       b->to == b->from;
}

/* a has a number of points; b is called by the end of a's name alone, by the
 * same author, not before a and not long after. */
static bool short_for(const struct plan *a, const struct plan *b)
{
	if (!a->items || b->items || !str_eq(a->kind, b->kind))
		return false;
	for (uint32_t i = 0; i < b->n; i++)
		if (!str_ends(a->name, b->v[i].p->name) ||
		    utf8_count(b->v[i].p->name) < 3)
			return false;
	return b->from == DAY_NONE ||
	       (a->from != DAY_NONE && b->from >= a->from &&
		b->from <= a->from + CURRENT);
}

/* One author has one plan of a kind on a day, whatever language tells it. */
static bool same_plan(const struct merge *m, const struct plan *a,
		      const struct plan *b)
{
	bool languages = article_doc(m, a->v[0].article)->lang !=
			 article_doc(m, b->v[0].article)->lang;

	if ((a->items && b->items && a->items != b->items) ||
	    !share_author(a, b) || !plan_alive(a, b->told_first))
		return false;
	if (str_is(a->kind, "agreement") || str_is(a->kind, "condition"))
		return false;
	if (same_day(a, b) && str_eq(a->kind, b->kind) &&
	    (languages || same_tail(a->name, b->name)))
		return true;
	return short_for(a, b) || short_for(b, a);
}

/* Where plan number i went to; plans that were joined into others are left
 * out, and the index is made again. */
static void close_up(struct merge *m, struct plan_index *index,
		     const bool *joined)
{
	uint32_t n = 0;

	plan_index_init(index, m->a);
	for (uint32_t i = 0; i < m->plans.n; i++) {
		struct plan *p = &m->plans.v[n];

		if (joined[i])
			continue;
		if (i != n)
			*p = m->plans.v[i];
		for (uint32_t k = 0; k < p->n; k++)
			plan_index_put(m, index, n, p->v[k].p);
		n++;
	}
	m->plans.n = n;
}

static void join_plans(struct merge *m, struct plan_index *index)
{
	bool *joined = arena_many(m->a, bool, m->plans.n + 1);
	bool any = false;

	for (uint32_t i = 0; i < m->plans.n; i++) {
		struct plan *a = &m->plans.v[i];

		for (uint32_t k = i + 1;
		     !joined[i] && k < m->plans.n && k <= i + RECENT; k++) {
			struct plan *b = &m->plans.v[k];

			if (joined[k] || !same_plan(m, a, b))
				continue;
			for (uint32_t x = 0; x < b->n; x++)
				plan_add(m, a, &b->v[x]);
			joined[k] = any = true;
		}
	}
	if (any)
		close_up(m, index, joined);
}

/* ---- edges */

static void add_edge(struct merge *m, uint32_t child, uint32_t parent,
		     bool told, const struct plan_mention *by)
{
	struct plan *plan = &m->plans.v[child];
	struct plan_edge *edge = NULL;

	if (child == parent)
		return;
	for (uint32_t i = 0; i < plan->parents.n; i++)
		if (plan->parents.v[i].parent == parent)
			edge = &plan->parents.v[i];
	if (!edge) {
		edge = vec_add(m->a, &plan->parents);
		edge->parent = parent;
	}
	edge->told |= told;
	evidence_add(m, &edge->evidence, by->article, by->p->at, by->p->rule);
}

static int digits_of(str s)
{
	int n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9' && n < 10000)
			n = n * 10 + s.p[i] - '0';
		else if (n)
			break;
	}
	return n;
}

/* How far from the sentence the article tells of the plan; NO_REF: nowhere. */
static uint32_t distance(const struct plan *p, const struct plan_mention *x)
{
	uint32_t best = NO_REF;

	for (uint32_t i = 0; i < p->n; i++) {
		uint32_t d;

		if (p->v[i].article != x->article)
			continue;
		d = p->v[i].sentence > x->sentence
			    ? p->v[i].sentence - x->sentence
			    : x->sentence - p->v[i].sentence;
		if (d < best)
			best = d;
	}
	return best;
}

/* What the mention says it revises: the plan of that name, told nearest in
 * the article; else the one with that number of points. */
static uint32_t revised(struct merge *m, struct plan_index *index,
			const struct plan_mention *x, uint32_t child)
{
	int points = digits_of(x->p->revises);
	uint32_t best = NO_REF, found = NO_REF;
	uint32_t low = child > RECENT ? child - RECENT : 0;
	int month = m->months[x->article];

	if (points >= POINTS_MANY)
		return plan_index_find(m, index, plan_points_key(index, points),
				       month);
	for (uint32_t i = low; i < m->plans.n && i < child + RECENT; i++) {
		const struct plan *p = &m->plans.v[i];
		uint32_t d;

		if (i == child || (!str_eq(p->name, x->p->revises) &&
				   !str_ends(p->name, x->p->revises)))
			continue;
		d = distance(p, x);
		if (d < best) {
			best = d;
			found = i;
		}
	}
	if (found != NO_REF)
		return found;
	return plan_index_find(m, index, x->p->revises, month);
}

static bool is_answer_to(str kind)
{
	return str_is(kind, "revision") || str_is(kind, "counter-proposal");
}

/* How far before the mention the article tells of the plan; NO_REF: not. */
static uint32_t before(const struct plan *p, const struct plan_mention *x)
{
	uint32_t best = NO_REF;

	for (uint32_t i = 0; i < p->n; i++)
		if (p->v[i].article == x->article &&
		    p->v[i].p->at.from < x->p->at.from &&
		    x->p->at.from - p->v[i].p->at.from < best)
			best = x->p->at.from - p->v[i].p->at.from;
	return best;
}

static bool may_grow(str kind)
{
	return str_is(kind, "plan") || str_is(kind, "draft") ||
	       is_answer_to(kind);
}

/* Does the text tell that the plan is made there, not only name it? */
static bool is_made(const struct merge *m, const struct plan_mention *x)
{
	const struct mentions *all = article_mentions(m, x->article);

	for (uint32_t i = 0; i < all->events.n; i++) {
		const struct event_mention *e = &all->events.v[i];

		if (e->at.from >= x->p->at.to)
			break;
		if (span_overlaps(e->at, x->p->at) &&
		    str_is(kind_find(m, e->kind)->family, "plan"))
			return true;
	}
	return false;
}

/* A revision that doesn't say of what: most likely of the plan told last. */
static void infer_within(struct merge *m, uint32_t child)
{
	struct plan *plan = &m->plans.v[child];
	uint32_t low = child > RECENT ? child - RECENT : 0;
	uint32_t best = INFER_BYTES, found = NO_REF;

	if (plan->parents.n || !is_answer_to(plan->kind) ||
	    (str_is(plan->kind, "revision") && !is_made(m, &plan->v[0])))
		return;
	for (uint32_t i = low; i < m->plans.n && i < child + RECENT; i++) {
		uint32_t d = before(&m->plans.v[i], &plan->v[0]);

		if (i == child || d >= best || !may_grow(m->plans.v[i].kind))
			continue;
		best = d;
		found = i;
	}
	if (found != NO_REF)
		add_edge(m, child, found, false, &plan->v[0]);
}

struct draft {
	day from;
	uint32_t plan;
};

static int by_from(const void *a, const void *b)
{
	const struct draft *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->plan < y->plan ? -1 : x->plan > y->plan;
}

/* The last date before the words, else the day of the article: for the order
 * of plans alone. */
static day context_day(const struct merge *m, const struct plan_mention *x)
{
	const struct mentions *all = article_mentions(m, x->article);
	day found = DAY_NONE;

	for (uint32_t i = 0; i < all->times.n; i++) {
		const struct time_mention *t = &all->times.v[i];

		if (t->at.from > x->p->at.from && found != DAY_NONE)
			break;
		if (t->type == TIME_DATE && t->from != DAY_NONE &&
		    t->precision >= PRECISION_MONTH)
			found = t->from;
	}
	return found != DAY_NONE ? found
				 : article_doc(m, x->article)->published;
}

/* Its day, or that of the words around it. */
static day known_by(const struct merge *m, uint32_t plan)
{
	const struct plan *p = &m->plans.v[plan];

	return p->from != DAY_NONE ? p->from : context_day(m, &p->v[0]);
}

/* A small number of points follows only a version of the same plan: fewer
 * points, and an author that fits. */
static bool follows(const struct plan *a, const struct plan *b)
{
	return b->items < a->items &&
	       (!a->authors.n || !b->authors.n || share_author(a, b));
}

/* Drafts with a number of points, one after the other. */
static void infer_drafts(struct merge *m)
{
	struct draft *v = arena_many(m->a, struct draft, m->plans.n + 1);
	uint32_t n = 0;

	for (uint32_t i = 0; i < m->plans.n; i++)
		if (m->plans.v[i].items >= POINTS_MANY)
			v[n++] = (struct draft){ known_by(m, i), i };
	if (n == 0)
		return;
	qsort(v, n, sizeof(*v), by_from);
	for (uint32_t i = 1; i < n; i++) {
		struct plan *a = &m->plans.v[v[i - 1].plan];
		struct plan *b = &m->plans.v[v[i].plan];

		if (b->parents.n || v[i - 1].from == DAY_NONE ||
		    v[i].from == DAY_NONE || v[i].from == v[i - 1].from ||
		    v[i].from - v[i - 1].from > PLAN_LIFE * 31 ||
		    a->items > 2 * b->items || b->items > 2 * a->items ||
		    (b->items < POINTS_DRAFT && !follows(a, b)))
			continue;
		add_edge(m, v[i].plan, v[i - 1].plan, false, &b->v[0]);
	}
}

/* ---- clauses */

static uint32_t positions_from(const struct mentions *x, const struct doc *d,
			       uint32_t sentence)
{
	uint32_t lo = 0, hi = x->positions.n;

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (doc_sentence_at(d, x->positions.v[mid].at.from) < sentence)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool has_clause(const struct plan *plan,
		       const struct position_mention *p)
{
	for (uint32_t i = 0; i < plan->clauses.n; i++)
		if (plan->clauses.v[i].x == p)
			return true;
	return false;
}

static void add_clauses(struct merge *m, struct plan *plan)
{
	for (uint32_t i = 0; i < plan->n; i++) {
		const struct plan_mention *x = &plan->v[i];
		const struct mentions *all = article_mentions(m, x->article);
		const struct doc *d = article_doc(m, x->article);

		if (i > 0 && plan->v[i - 1].article == x->article &&
		    plan->v[i - 1].sentence == x->sentence)
			continue;
		for (uint32_t k = positions_from(all, d, x->sentence);
		     k < all->positions.n; k++) {
			const struct position_mention *p = &all->positions.v[k];
			uint32_t s = doc_sentence_at(d, p->at.from);

			if (s > x->sentence + 1)
				break;
			if (str_is(p->force, "in_document") &&
			    s >= x->sentence && !has_clause(plan, p))
				*vec_add(m->a, &plan->clauses) =
					(struct plan_clause){ x->article, p };
		}
	}
}

/* The edges that texts tell of; all plans are known by then. */
static void tell_edges(struct merge *m, struct plan_index *index)
{
	for (uint32_t i = 0; i < m->plans.n; i++) {
		for (uint32_t k = 0; k < m->plans.v[i].n; k++) {
			struct plan_mention x = m->plans.v[i].v[k];
			uint32_t parent;

			if (!x.p->revises.n)
				continue;
			parent = revised(m, index, &x, i);
			if (parent != NO_REF)
				add_edge(m, i, parent, true, &x);
		}
	}
}

/* How much is known of a plan. */
static uint32_t fullness(const struct plan *p)
{
	return (p->items ? 8u : 0u) + (p->authors.n ? 4u : 0u) +
	       (p->from != DAY_NONE ? 2u : 0u) + (p->n > 1 ? 1u : 0u);
}

/* A counter-proposal answers one plan. Where its mentions go back to several,
 * those that a text only calls "the plan" are the fullest one by another
 * name. */
static void keep_one_target(const struct merge *m, struct plan *plan)
{
	uint32_t best = 0;

	if (plan->parents.n < 2 || !str_is(plan->kind, "counter-proposal"))
		return;
	for (uint32_t i = 1; i < plan->parents.n; i++)
		if (fullness(&m->plans.v[plan->parents.v[i].parent]) >
		    fullness(&m->plans.v[plan->parents.v[best].parent]))
			best = i;
	plan->parents.v[0] = plan->parents.v[best];
	plan->parents.n = 1;
}

struct telling {
	int month;
	uint32_t article;
};

static int by_telling(const void *a, const void *b)
{
	const struct telling *x = a, *y = b;

	if (x->month != y->month)
		return x->month < y->month ? -1 : 1;
	return x->article < y->article ? -1 : x->article > y->article;
}

/* Articles that tell of proposals, in the order of their months. */
static struct telling *tellings(struct merge *m, uint32_t *n)
{
	struct telling *out =
		arena_many(m->a, struct telling, m->n_articles + 1);

	*n = 0;
	for (uint32_t i = 0; i < m->n_articles; i++)
		if (article_mentions(m, i)->proposals.n)
			out[(*n)++] = (struct telling){ m->months[i], i };
	if (*n)
		qsort(out, *n, sizeof(*out), by_telling);
	return out;
}

static void take_article(struct merge *m, struct plan_index *index,
			 uint32_t article)
{
	const struct mentions *all = article_mentions(m, article);
	const struct doc *d = article_doc(m, article);

	for (uint32_t k = 0; k < all->proposals.n; k++) {
		const struct proposal_mention *p = &all->proposals.v[k];
		struct plan_mention x = { article,
					  doc_sentence_at(d, p->at.from), p };

		plan_take(m, index, &x);
	}
}

static int by_place(const void *a, const void *b)
{
	const struct plan_mention *x = a, *y = b;

	if (x->article != y->article)
		return x->article < y->article ? -1 : 1;
	return x->p < y->p ? -1 : x->p > y->p; /* of one list */
}

/* Its mentions in the order that all else is told in. */
static void put_in_order(struct merge *m, struct plan *plan)
{
	struct plan told = *plan;

	*plan = (struct plan){ 0 };
	qsort(told.v, told.n, sizeof(*told.v), by_place);
	for (uint32_t i = 0; i < told.n; i++)
		plan_add(m, plan, &told.v[i]);
}

void plans_gather(struct merge *m)
{
	struct plan_index index;
	struct map taken;
	uint32_t n;
	const struct telling *list = tellings(m, &n);

	plan_index_init(&index, m->a);
	map_init(&taken, m->a);
	for (uint32_t i = 0; i < n; i++)
		take_article(m, &index, list[i].article);
	for (uint32_t i = 0; i < m->plans.n; i++)
		put_in_order(m, &m->plans.v[i]);
	join_plans(m, &index);
	tell_edges(m, &index);
	for (uint32_t i = 0; i < m->plans.n; i++) {
		struct plan *plan = &m->plans.v[i];

		keep_one_target(m, plan);
		infer_within(m, i);
		add_clauses(m, plan);
		plan->id = id_fresh(
			m, &taken, "p",
			hash_span(m, plan->v[0].article, plan->v[0].p->at));
	}
	infer_drafts(m);
}
