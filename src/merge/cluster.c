/* cluster.c - entries of different articles that tell one event become one.
 *
 * Blocking: entries are filed under family × month × party (or place), those
 * of a day under it as well, so only entries that share all three are
 * compared, and a month's entries are joined whatever others tell. Leaders:
 * entries are taken from the most to the least precise; each joins the best
 * leader above the bar or becomes one. What could join two leaders about
 * equally well joins none and is noted as doubtful: a wrong join is worse than
 * a double entry. */
#include <stdlib.h>

#include "base/index.h"
#include "merge/merge_priv.h"

#define BAR 60 /* tenths */
#define MARGIN 15
#define DOUBT 10      /* so far below the bar a pair is worth a note */
#define DOUBTS 20u    /* notes on one entry */
#define WORDS_MOST 40 /* what words alone can add */
#define WIDE 240      /* days: a longer time is filed under none */
#define CANDIDATES 256u
#define POINTS_MANY 5 /* a number of points that names a plan */
#define SHORT 5	      /* days that one meeting may go on */
#define LEAD 4u	      /* sentences of a report that tell what is new */
#define BEHIND 2      /* days that a report may come behind its news */

struct block {
	VEC_OF(uint32_t); /* leaders, in order of filing */
};

struct blocks {
	struct merge *m;
	struct arena *a; /* only while entries are joined */
	struct map at;	 /* key -> index in list */
	struct {
		VEC_OF(struct block);
	} list;
};

/* ---- intervals */

bool days_meet(day from1, day to1, day from2, day to2)
{
	if (from1 != DAY_NONE && to2 != DAY_NONE && from1 > to2)
		return false;
	return from2 == DAY_NONE || to1 == DAY_NONE || from2 <= to1;
}

static bool narrower(const struct entry *e, const struct item *t)
{
	if (!e->dated)
		return true;
	return t->precision > e->precision;
}

/* Both intervals hold, so the event lies in what they share. */
static void date_meet(struct entry *e, const struct item *t)
{
	day from = t->from, to = t->to;

	if (!t->dated && e->dated)
		return;
	if (t->dated && !e->dated) { /* words beat what was carried over */
		e->from = e->to = DAY_NONE;
		e->precision = PRECISION_NONE;
	}
	if (narrower(e, t))
		e->precision = t->precision;
	if (from != DAY_NONE && (e->from == DAY_NONE || from > e->from))
		e->from = from;
	if (to != DAY_NONE && (e->to == DAY_NONE || to < e->to))
		e->to = to;
	e->dated |= t->dated;
}

void entry_add(struct merge *m, struct entry *e, uint32_t item)
{
	const struct item *t = &m->items.v[item];

	if (e->n == 0) {
		e->kind = t->kind;
		e->class = t->class;
		e->from = e->to = DAY_NONE;
		e->part_of = e->responds_to = NO_REF;
		e->outcome_of = e->supersedes = NO_REF;
		e->place_item = NO_REF;
		e->by = &undecided;
	}
	if (t->class == CLASS_OFF)
		e->class = CLASS_OFF;
	*vec_add(m->a, e) = item;
	names_union(m->a, &e->parties, &t->parties);
	names_union(m->a, &e->persons, &t->persons);
	names_union(m->a, &e->bodies, &t->bodies);
	names_add(m->a, &e->places, t->place);
	names_add(m->a, &e->place_parties, t->place_party);
	if (t->rounds > e->rounds)
		e->rounds = t->rounds;
	if (t->ordinal > 0)
		e->ordinal = t->ordinal;
	if (t->points > 0)
		e->points = t->points;
	if (t->rounds > 1)
		e->series = true;
	date_meet(e, t);
}

void entry_absorb(struct merge *m, uint32_t into, uint32_t from)
{
	struct entry *e = &m->entries.v[into], *f = &m->entries.v[from];

	/* what joined a dead one would be told nowhere */
	kassert(!e->dead && !f->dead);
	for (uint32_t i = 0; i < f->n; i++) {
		entry_add(m, e, f->v[i]);
		m->items.v[f->v[i]].entry = into;
	}
	f->dead = true;
}

uint32_t entry_now(const struct merge *m, uint32_t index)
{
	const struct entry *e = &m->entries.v[index];

	return e->n ? m->items.v[e->v[0]].entry : index;
}

/* ---- the score */

static bool is_day(const struct entry *e)
{
	return e->from != DAY_NONE && e->from == e->to;
}

static bool same_interval(const struct entry *a, const struct entry *b)
{
	/* by the 27th, until the 27th: the day it ends */
	if (str_is(a->kind->kind, "deadline") &&
	    str_is(b->kind->kind, "deadline") && a->to == b->to &&
	    a->to != DAY_NONE)
		return true;
	return a->from == b->from && a->to == b->to &&
	       (a->from != DAY_NONE || a->to != DAY_NONE);
}

static bool undated(const struct entry *e)
{
	return e->from == DAY_NONE && e->to == DAY_NONE;
}

/* Talks of some days, which days_meet() says one of the two fell in. */
static bool is_short(const struct entry *e)
{
	return e->from != DAY_NONE && e->to != DAY_NONE &&
	       e->to - e->from < SHORT;
}

static int score_date(const struct entry *a, const struct entry *b)
{
	if (undated(a) || undated(b))
		return 0;
	if (same_interval(a, b))
		return is_day(a) ? 30 : 20;
	if (a->kind->nature == NATURE_JOINT && is_short(a) && is_short(b))
		return 20;
	if (!is_day(a) && !is_day(b))
		return 5;
	if (a->precision >= PRECISION_MONTH && b->precision >= PRECISION_MONTH)
		return 10;
	return 0;
}

static int score_parties(const struct entry *a, const struct entry *b)
{
	uint32_t n = names_shared(&a->parties, &b->parties);

	if (a->kind->nature == NATURE_SPEECH)
		return n > 0 ? 10 : 0;
	if (names_equal(&a->parties, &b->parties))
		return a->kind->nature == NATURE_JOINT && n < 2 ? 15
		       : a->kind->nature == NATURE_JOINT	? 30
								: 20;
	if (n == a->parties.n || n == b->parties.n)
		return n >= 2 ? 20 : n == 1 ? 10 : 0;
	return 0;
}

static int score_persons(const struct entry *a, const struct entry *b)
{
	uint32_t n = names_shared(&a->persons, &b->persons);

	if (n > 0 && a->kind->nature == NATURE_SPEECH)
		return names_equal(&a->persons, &b->persons) ? 10 : 0;
	if (n > 0)
		return n > 2 ? 30 : n > 1 ? 20 : 12;
	return a->persons.n && b->persons.n ? -20 : 0;
}

static int score_words(const struct merge *m, const struct entry *a,
		       const struct entry *b)
{
	double best = 0;

	for (uint32_t i = 0; i < a->n && i < 4; i++)
		for (uint32_t k = 0; k < b->n && k < 4; k++) {
			double x = items_alike(&m->items.v[a->v[i]],
					       &m->items.v[b->v[k]]);

			if (x > best)
				best = x;
		}
	return (int)(best *
		     (a->kind->nature == NATURE_SPEECH ? WORDS_MOST : 25));
}

static bool classes_fit(const struct entry *a, const struct entry *b)
{
	if (a->class == b->class)
		return true;
	return a->class != CLASS_HELD && b->class != CLASS_HELD;
}

/* Of several parties, and of no person. */
static bool is_joint(const struct entry *e)
{
	return e->parties.n > 1 && !e->persons.n;
}

/* What forbids a join whatever else is alike. */
static bool forbidden(const struct entry *a, const struct entry *b)
{
	if (!str_eq(a->kind->family, b->kind->family) || !classes_fit(a, b))
		return true;
	if (!days_meet(a->from, a->to, b->from, b->to))
		return true;
	if (a->series != b->series)
		return true;
	/* a joint statement, and what one of them said */
	if (a->kind->nature == NATURE_SPEECH &&
	    ((a->persons.n && is_joint(b)) || (b->persons.n && is_joint(a))))
		return true;
	if (a->ordinal > 0 && b->ordinal > 0 && a->ordinal != b->ordinal)
		return true;
	if (a->points > 0 && b->points > 0 && a->points != b->points)
		return true;
	if (a->place_parties.n && b->place_parties.n &&
	    !names_shared(&a->place_parties, &b->place_parties) &&
	    !names_shared(&a->places, &b->places))
		return true;
	if (names_shared(&a->parties, &b->parties) == 0 &&
	    ((a->parties.n && b->parties.n) ||
	     !names_shared(&a->places, &b->places)))
		return true;
	return a->kind->nature == NATURE_JOINT &&
	       !names_within(&a->parties, &b->parties) &&
	       !names_within(&b->parties, &a->parties);
}

static int score(const struct merge *m, const struct entry *a,
		 const struct entry *b)
{
	uint32_t bodies = names_shared(&a->bodies, &b->bodies);
	int s;

	if (forbidden(a, b))
		return 0;
	s = score_date(a, b) + score_parties(a, b) + score_persons(a, b);
	if (str_eq(a->kind->kind, b->kind->kind))
		s += 10;
	if (names_shared(&a->places, &b->places))
		s += 15;
	if (a->points > 0 && a->points == b->points)
		s += 35;
	if (a->kind->nature != NATURE_JOINT && bodies > 0)
		s += bodies > 1 ? 30 : 10;
	if (a->rounds > 1 && a->rounds == b->rounds)
		s += 15;
	/* comparing words is the dear part */
	return s + WORDS_MOST < BAR - DOUBT ? s : s + score_words(m, a, b);
}

/* ---- blocks: of one family and month */

/* Bytes that no other block has. */
static str block_key(struct arena *a, const struct entry *e, char unit,
		     int number, str name)
{
	const int32_t place[] = { e->month, unit, number };
	size_t n = sizeof(place), family = e->kind->family.n;
	char *key = arena_alloc(a, n + family + 1 + name.n);

	memcpy(key, place, n);
	memcpy(key + n, e->kind->family.p, family);
	n += family + 1; /* a NUL between */
	if (name.n)
		memcpy(key + n, name.p, name.n);
	return (str){ key, n + name.n };
}

static struct block *block_at(struct blocks *b, const struct entry *e,
			      char unit, int number, str party, bool make)
{
	struct arena_mark mark = arena_mark(b->a);
	str key = block_key(b->a, e, unit, number, party);
	uint64_t *at = map_find(&b->at, key);

	if (at) {
		arena_rewind(b->a, mark);
		return &b->list.v[*at];
	}
	if (!make) {
		arena_rewind(b->a, mark);
		return NULL;
	}
	*map_put(&b->at, key) = b->list.n;
	return vec_add(b->a, &b->list);
}

/* A wider time says little: it is filed under none. */
static bool is_near(const struct entry *e)
{
	if (undated(e))
		return false;
	return e->from == DAY_NONE || e->to == DAY_NONE ||
	       e->to - e->from < WIDE;
}

static void block_put(struct blocks *b, const struct entry *e, char unit,
		      int number, str party, uint32_t index)
{
	struct block *k = block_at(b, e, unit, number, party, true);

	*vec_add(b->a, k) = index;
}

/* Units: D the leaders of one day; M all of a day; I the others. */
static void file_under(struct blocks *b, uint32_t index, str name)
{
	const struct entry *e = &b->m->entries.v[index];

	if (is_day(e)) {
		block_put(b, e, 'D', e->from, name, index);
		block_put(b, e, 'M', 0, name, index);
		return;
	}
	block_put(b, e, 'I', 0, name, index);
}

/* ---- news without a date */

/* When the news came out that the entry is: told without a date where a report
 * begins. DAY_NONE: it is none. */
static day news_day(const struct merge *m, const struct entry *e)
{
	const struct item *t = &m->items.v[e->v[0]];

	if (!undated(e) || e->series || !e->parties.n ||
	    e->kind->nature == NATURE_SPEECH ||
	    (e->kind->nature == NATURE_JOINT && e->parties.n < 2) ||
	    !(t->sentence < LEAD || t->heading))
		return DAY_NONE;
	return article_doc(m, t->article)->published;
}

/* Nothing but the day is missing to make them one. */
static bool same_but_day(const struct entry *a, const struct entry *b)
{
	return !forbidden(a, b) && a->class == b->class &&
	       (a->kind->nature == NATURE_JOINT ||
		str_eq(a->kind->kind, b->kind->kind)) &&
	       names_equal(&a->parties, &b->parties) &&
	       (!a->persons.n || !b->persons.n ||
		names_shared(&a->persons, &b->persons));
}

/* "X and Y have reached a deal": the one of the report's day or the two
 * before; else one that other reports tell so within a day. NO_REF: there is
 * none, or more than one. */
static uint32_t told_as_news(struct blocks *b, uint32_t index)
{
	struct merge *m = b->m;
	const struct entry *e = &m->entries.v[index];
	day out = news_day(m, e);
	uint32_t found = NO_REF;

	for (int unit = 0; out != DAY_NONE && unit < 2; unit++) {
		const struct block *k =
			block_at(b, e, "MU"[unit], 0, e -> parties.v[0], false);

		for (uint32_t i = 0; k && i < k->n; i++) {
			const struct entry *f = &m->entries.v[k->v[i]];
			day of = unit ? news_day(m, f) : f->from;

			if (of < out - (unit ? 1 : BEHIND) ||
			    of > out + (unit ? 1 : 0) || !same_but_day(f, e))
				continue;
			if (found != NO_REF && found != k->v[i])
				return NO_REF;
			found = k->v[i];
		}
		if (found != NO_REF)
			break;
	}
	return found;
}

/* What may be told again without a date: by its place, by its points. */
static void file_undated(struct blocks *b, uint32_t index)
{
	const struct entry *e = &b->m->entries.v[index];

	if (e->kind->nature == NATURE_JOINT && !e->series)
		for (uint32_t p = 0; p < e->places.n; p++)
			block_put(b, e, 'P', 0, e->places.v[p], index);
	if (e->points >= POINTS_MANY)
		block_put(b, e, 'N', (int)e->points, STR(""), index);
}

static void file_leader(struct blocks *b, uint32_t index)
{
	const struct entry *e = &b->m->entries.v[index];

	file_undated(b, index);
	if (news_day(b->m, e) != DAY_NONE)
		block_put(b, e, 'U', 0, e->parties.v[0], index);
	if (!is_near(e))
		return;
	for (uint32_t p = 0; p < e->parties.n; p++)
		file_under(b, index, e->parties.v[p]);
	for (uint32_t p = 0; p < e->places.n; p++)
		file_under(b, index, e->places.v[p]);
}

struct best {
	uint32_t entry, second;
	int score, second_score;
};

static void try_block(struct merge *m, const struct block *k, uint32_t index,
		      struct best *best)
{
	uint32_t first = k && k->n > CANDIDATES ? k->n - CANDIDATES : 0;

	for (uint32_t i = first; k && i < k->n; i++) {
		uint32_t other = k->v[i];
		int s;

		if (other == best->entry || other == best->second)
			continue;
		s = score(m, &m->entries.v[other], &m->entries.v[index]);
		if (s > best->score) {
			best->second = best->entry;
			best->second_score = best->score;
			best->entry = other;
			best->score = s;
		} else if (s > best->second_score) {
			best->second = other;
			best->second_score = s;
		}
	}
}

static void try_under(struct blocks *b, uint32_t index, str name,
		      struct best *best)
{
	const struct entry *e = &b->m->entries.v[index];

	try_block(b->m,
		  is_day(e) ? block_at(b, e, 'D', e->from, name, false)
			    : block_at(b, e, 'M', 0, name, false),
		  index, best);
	try_block(b->m, block_at(b, e, 'I', 0, name, false), index, best);
}

/* One place, the same parties, no date to tell: the one such event that is
 * known. Where many are, none can be meant for sure. */
static void try_undated(struct blocks *b, uint32_t index, struct best *best)
{
	const struct entry *e = &b->m->entries.v[index];
	const struct block *k;

	if (e->points >= POINTS_MANY)
		try_block(b->m,
			  block_at(b, e, 'N', (int)e->points, STR(""), false),
			  index, best);
	if (!undated(e) || e->series || e->kind->nature != NATURE_JOINT ||
	    e->parties.n < 2)
		return;
	for (uint32_t p = 0; p < e->places.n; p++) {
		k = block_at(b, e, 'P', 0, e->places.v[p], false);
		if (k && k->n <= CANDIDATES)
			try_block(b->m, k, index, best);
	}
}

static struct best best_leader(struct blocks *b, uint32_t index)
{
	const struct entry *e = &b->m->entries.v[index];
	struct best best = { NO_REF, NO_REF, 0, 0 };

	try_undated(b, index, &best);
	if (!is_near(e))
		return best;
	for (uint32_t p = 0; p < e->parties.n; p++)
		try_under(b, index, e->parties.v[p], &best);
	for (uint32_t p = 0; p < e->places.n; p++)
		try_under(b, index, e->places.v[p], &best);
	return best;
}

/* Words of one speaker on one day in two articles that each know of no others
 * of the kind: most likely the same appearance. */
static bool only_words(const struct merge *m, const struct best *best,
		       uint32_t index)
{
	const struct entry *a, *b = &m->entries.v[index];

	if (best->entry == NO_REF || best->second != NO_REF ||
	    b->kind->nature != NATURE_SPEECH || !is_day(b) || b->persons.n == 0)
		return false;
	a = &m->entries.v[best->entry];
	for (uint32_t i = 0; i < a->n; i++)
		for (uint32_t k = 0; k < b->n; k++)
			if (m->items.v[a->v[i]].article ==
			    m->items.v[b->v[k]].article)
				return false;
	return true;
}

/* ---- the order of leaders */

struct rank {
	uint32_t entry;
	long width;    /* days; the narrowest first */
	uint32_t rich; /* what is known of it; the most first */
};

static int by_rank(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->width != y->width)
		return x->width < y->width ? -1 : 1;
	if (x->rich != y->rich)
		return x->rich > y->rich ? -1 : 1;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static struct rank *ranks(const struct merge *m, struct arena *a, uint32_t *n)
{
	struct rank *out = arena_many(a, struct rank, m->entries.n + 1);

	*n = 0;
	for (uint32_t i = 0; i < m->entries.n; i++) {
		const struct entry *e = &m->entries.v[i];
		long width = 100000;

		if (e->from != DAY_NONE && e->to != DAY_NONE)
			width = (long)e->to - e->from;
		else if (e->from != DAY_NONE || e->to != DAY_NONE)
			width = 50000;
		out[(*n)++] = (struct rank){ i, width,
					     e->parties.n + e->persons.n +
						     e->places.n + e->n };
	}
	qsort(out, *n, sizeof(*out), by_rank);
	return out;
}

static void doubt(struct merge *m, uint32_t a, uint32_t b, const char *why)
{
	if (m->entries.v[a].doubtful.n < DOUBTS)
		*vec_add(m->a, &m->entries.v[a].doubtful) =
			(struct doubt){ b, why };
	*vec_add(m->a, &m->entries.v[b].doubtful) = (struct doubt){ a, why };
}

/* An event told in these words: as it was told, before others joined it. */
struct text {
	const struct kind_info *kind;
	int month;
	enum status_class class;
	day from, to;
	uint32_t item; /* in whose words */
	uint32_t entry;
};

struct texts {
	VEC_OF(struct text);
	struct index at;
};

static str words_told(const struct merge *m, uint32_t item)
{
	const struct item *t = &m->items.v[item];

	return str_span(article_doc(m, t->article)->text, t->e->at);
}

static uint32_t text_hash(const struct merge *m, const struct text *t)
{
	return (uint32_t)m->items.v[t->item].told ^
	       (uint32_t)t->month * 0x9e3779b9U ^
	       (uint32_t)t->from * 0x85ebca6bU ^ (uint32_t)t->class;
}

static struct text *text_find(const struct merge *m, const struct texts *texts,
			      const struct text *t)
{
	uint32_t i, step = 0;

	while ((i = index_next(&texts->at, text_hash(m, t), &step)) !=
	       INDEX_NONE) {
		struct text *x = &texts->v[i];

		if (x->kind == t->kind && x->month == t->month &&
		    x->class == t->class && x->from == t->from &&
		    x->to == t->to &&
		    m->items.v[x->item].told == m->items.v[t->item].told &&
		    str_eq(words_told(m, x->item), words_told(m, t->item)))
			return x;
	}
	return NULL;
}

/* Copies of one text tell undated events in the same words: those are the
 * same event though no day or party says so. */
static bool join_copy(struct merge *m, struct texts *texts, uint32_t index)
{
	const struct entry *e = &m->entries.v[index];
	const struct text text = { e->kind, e->month, e->class, e->from,
				   e->to,   e->v[0],  index };
	const struct text *first;

	if (!m->items.v[text.item].told)
		return false;
	first = text_find(m, texts, &text);
	if (first) {
		/* the first of them may be another entry's by now */
		entry_absorb(m, entry_now(m, first->entry), index);
		return true;
	}
	index_put(&texts->at, text_hash(m, &text), texts->n);
	*vec_add(texts->at.arena, texts) = text;
	return false;
}

void cluster_join(struct merge *m)
{
	struct blocks b = { .m = m, .a = arena_new() };
	struct texts texts = { 0 };
	uint32_t n;
	const struct rank *order = ranks(m, b.a, &n);

	map_init(&b.at, b.a);
	index_init(&texts.at, b.a);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t index = order[i].entry, news;
		struct best best;

		if (join_copy(m, &texts, index))
			continue;
		news = told_as_news(&b, index);
		if (news != NO_REF) {
			entry_absorb(m, news, index);
			continue;
		}
		best = best_leader(&b, index);
		if (only_words(m, &best, index))
			best.score += 10;
		if (best.score >= BAR &&
		    best.score - best.second_score >= MARGIN) {
			entry_absorb(m, best.entry, index);
			continue;
		}
		if (best.score >= BAR)
			doubt(m, best.entry, index,
			      "fits two entries about equally well");
		else if (best.score >= BAR - DOUBT)
			doubt(m, best.entry, index,
			      "nearly alike, not enough to join");
		file_leader(&b, index);
	}
	arena_free(&b.a);
	arena_reset(m->sketches);
}
