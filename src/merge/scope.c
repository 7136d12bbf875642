/* scope.c - what belongs to this negotiation, worked out from the pile.
 *
 * Its pair are the two parties that most articles tell of together: who meets
 * whom. Core are the parties of a quarter of those articles; an article is on
 * the matter when it tells of two of them, or of nobody else. What only other
 * articles tell is outside, however many there are: so unrelated articles
 * change nothing in the core. The core time is the run of dates round the
 * middle of all dates on the matter, without a long hole; what lies before it
 * is background, like history and captions.
 *
 * {"do": "scope", "party": CODE, "is": core | outside} and {"do": "scope",
 * "from": DAY} are people's word, and go before what the pile says. */
#include <stdlib.h>

#include "base/json.h"
#include "base/limits.h"
#include "merge/merge_priv.h"

#define HOLE 200     /* days without any event end the core time */
#define TOGETHER 12u /* parties of one event that make pairs */

struct share {
	str party;
	uint32_t articles; /* on the matter */
	bool core;
	const struct ruled *by;
};

struct scope {
	struct merge *m;
	struct names *of; /* per article: the parties that its events name */
	uint32_t *events; /* per article: those that name a party */
	bool *on;	  /* per article: on the matter */
	str one, two;	  /* the pair; STR_NONE: no two are told together */
	uint32_t topic;	  /* articles that tell of both */
	struct {
		VEC_OF(struct share);
	} shares;
	struct names core;
	day from;
	const struct ruled *from_by;
};

/* ---- who with whom */

struct couple {
	str one, two;
	uint32_t articles, last;
};

struct couples {
	VEC_OF(struct couple);
	struct map at;
};

static void count_couple(struct merge *m, struct couples *list, str one,
			 str two, uint32_t article)
{
	struct arena_mark mark = arena_mark(m->a);
	str key = arena_printf(m->a, "%.*s\t%.*s", STR_FMT(one), STR_FMT(two));
	uint64_t *at = map_find(&list->at, key);
	struct couple *c;

	if (at) {
		arena_rewind(m->a, mark);
	} else {
		at = map_put(&list->at, key);
		*vec_add(m->a, list) = (struct couple){ one, two, 0, NO_REF };
		*at = list->n - 1;
	}
	c = &list->v[*at];
	c->articles += c->last != article;
	c->last = article;
}

static void find_pair(struct scope *s)
{
	struct merge *m = s->m;
	struct couples list = { 0 };
	uint32_t most = 0;

	map_init(&list.at, m->a);
	for (uint32_t i = 0; i < m->items.n; i++) {
		const struct item *t = &m->items.v[i];

		s->events[t->article] += t->parties.n > 0;
		for (uint32_t k = 0; k < t->parties.n; k++)
			names_add(m->a, &s->of[t->article], t->parties.v[k]);
		for (uint32_t k = 0; k < t->parties.n && k < TOGETHER; k++)
			for (uint32_t l = k + 1;
			     l < t->parties.n && l < TOGETHER; l++)
				count_couple(m, &list, t->parties.v[k],
					     t->parties.v[l], t->article);
	}
	s->one = s->two = STR_NONE;
	for (uint32_t i = 0; i < list.n; i++) {
		const struct couple *c = &list.v[i];
		int order = c->articles > most ? -1 : str_cmp(c->one, s->one);

		if (c->articles < most || (c->articles == most && order > 0) ||
		    (c->articles == most && order == 0 &&
		     str_cmp(c->two, s->two) > 0))
			continue;
		most = c->articles;
		s->one = c->one;
		s->two = c->two;
	}
}

/* ---- whose matter it is */

/* How many events of each article name one of these parties. */
static uint32_t *naming(const struct scope *s, const struct names *parties)
{
	struct merge *m = s->m;
	uint32_t *n = arena_many(m->a, uint32_t, m->n_articles + 1);

	memset(n, 0, sizeof(*n) * (m->n_articles + 1));
	for (uint32_t i = 0; i < m->items.n; i++)
		n[m->items.v[i].article] +=
			names_shared(&m->items.v[i].parties, parties) > 0;
	return n;
}

/* A third of the events: what is named in passing makes no matter. */
static bool enough(const struct scope *s, const uint32_t *naming,
		   uint32_t article)
{
	return naming[article] * 3 >= s->events[article];
}

static bool on_pair(const struct scope *s, const uint32_t *naming,
		    uint32_t article)
{
	const struct names *of = &s->of[article];

	return !s->one.n || (names_has(of, s->one) && names_has(of, s->two) &&
			     enough(s, naming, article));
}

static struct share *share_at(struct scope *s, struct map *at, str party)
{
	uint64_t *x = map_put(at, party);

	if (!*x) {
		*vec_add(s->m->a, &s->shares) =
			(struct share){ .party = party };
		*x = s->shares.n;
	}
	return &s->shares.v[*x - 1];
}

static void share_parties(struct scope *s, const struct rulings *r)
{
	struct merge *m = s->m;
	struct names pair = { 0 };
	struct map at;
	const uint32_t *n;
	uint32_t most = 0;

	map_init(&at, m->a);
	names_add(m->a, &pair, s->one);
	names_add(m->a, &pair, s->two);
	n = naming(s, &pair);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		bool on = on_pair(s, n, i);

		s->topic += on && s->of[i].n > 0;
		for (uint32_t k = 0; k < s->of[i].n; k++)
			share_at(s, &at, s->of[i].v[k])->articles += on;
	}
	for (uint32_t i = 0; i < s->shares.n; i++)
		if (s->shares.v[i].articles > most)
			most = s->shares.v[i].articles;
	for (uint32_t i = 0; i < s->shares.n; i++)
		s->shares.v[i].core = s->shares.v[i].articles > 0 &&
				      s->shares.v[i].articles * 4 >= most;
	for (uint32_t i = 0; i < r->n; i++) {
		str party;

		if (!ruling_does(&r->v[i], "scope"))
			continue;
		party = ruling_str(m->a, r->v[i].o, "party");
		if (party.n) {
			struct share *x = share_at(s, &at, party);
			str is = ruling_str(m->a, r->v[i].o, "is");

			x->core = str_is(is, "core");
			x->by = &r->v[i];
			r->v[i].found = true;
		}
	}
	for (uint32_t i = 0; i < s->shares.n; i++)
		if (s->shares.v[i].core)
			names_add(m->a, &s->core, s->shares.v[i].party);
}

/* Two of the core, or none but one of them. */
static bool on_matter(const struct scope *s, const uint32_t *naming,
		      uint32_t article)
{
	const struct names *of = &s->of[article];
	uint32_t n = names_shared(of, &s->core);

	return !s->one.n || (n > 1 && enough(s, naming, article)) ||
	       (n > 0 && n == of->n);
}

/* ---- since when */

static bool core_kind(const struct item *t)
{
	return t->class == CLASS_HELD && !str_is(t->kind->family, "force") &&
	       !str_is(t->kind->family, "election") &&
	       !str_is(t->kind->family, "other");
}

static int by_day(const void *a, const void *b)
{
	day x = *(const day *)a, y = *(const day *)b;

	return x < y ? -1 : x > y;
}

static day core_from(const struct scope *s)
{
	struct merge *m = s->m;
	day *days = arena_many(m->a, day, m->items.n + 1);
	uint32_t n = 0, i;

	for (i = 0; i < m->items.n; i++) {
		const struct item *t = &m->items.v[i];

		if (s->on[t->article] && t->dated && t->from != DAY_NONE &&
		    t->precision >= PRECISION_MONTH && core_kind(t))
			days[n++] = t->from;
	}
	if (n == 0)
		return DAY_NONE;
	qsort(days, n, sizeof(*days), by_day);
	for (i = n / 2; i > 0 && days[i] - days[i - 1] <= HOLE; i--)
		;
	return days[i];
}

static void since_when(struct scope *s, const struct rulings *r)
{
	s->from = core_from(s);
	for (uint32_t i = 0; i < r->n; i++) {
		day from;

		if (!ruling_does(&r->v[i], "scope"))
			continue;
		from = day_parse(ruling_str(s->m->a, r->v[i].o, "from"));
		if (from == DAY_NONE)
			continue;
		s->from = from;
		s->from_by = &r->v[i];
		r->v[i].found = true;
	}
}

static const char *scope_of(const struct scope *s, const struct entry *e)
{
	uint32_t background = 0, on = 0;

	if (e->parties.n && names_shared(&e->parties, &s->core) == 0)
		return "outside";
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &s->m->items.v[e->v[i]];

		background += t->background;
		on += s->on[t->article];
	}
	if (on == 0)
		return "outside";
	if (background == e->n)
		return "background";
	if (s->from != DAY_NONE && e->to != DAY_NONE && e->to < s->from)
		return "background";
	return "core";
}

/* ---- what was worked out, as items of the record for keii scope */

static void write_item(struct scope *s, str id, struct buf *out)
{
	struct record_item *x = item_begin(s->m, "scope", id);

	x->json = arena_str(s->m->a, buf_str(out));
	item_end(s->m, arena_mark(s->m->a));
}

static str why(const struct scope *s, const struct share *x)
{
	return x->by ? STR("decided")
	       : str_eq(x->party, s->one) || str_eq(x->party, s->two)
		       ? STR("pair")
	       : x->core ? STR("often")
			 : STR("seldom");
}

static void write_scope(struct scope *s)
{
	struct buf out;
	struct json j;

	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < s->shares.n; i++) {
		const struct share *x = &s->shares.v[i];
		str id = arena_printf(s->m->a, "scope.%.*s", STR_FMT(x->party));

		if (x->articles == 0 && !x->by)
			continue;
		buf_clear(&out);
		json_init(&j, &out, 0);
		json_open(&j, '{');
		json_put_str(&j, "id", id);
		json_put_str(&j, "party", x->party);
		json_put_str(&j, "is", str_of(x->core ? "core" : "outside"));
		json_put_int(&j, "articles", x->articles);
		json_put_int(&j, "of", s->topic);
		json_put_str(&j, "why", why(s, x));
		json_put_str(&j, "by", x->by ? x->by->d->id : STR_NONE);
		json_close(&j);
		write_item(s, id, &out);
	}
	buf_clear(&out);
	json_init(&j, &out, 0);
	json_open(&j, '{');
	json_put_str(&j, "id", STR("scope"));
	json_put_day(&j, "from", s->from);
	json_put_str(&j, "by", s->from_by ? s->from_by->d->id : STR_NONE);
	json_close(&j);
	write_item(s, STR("scope"), &out);
	buf_release(&out);
}

void scope_settle(struct merge *m, const struct rulings *r)
{
	struct scope s = { .m = m };
	const uint32_t *n;

	s.events = arena_many(m->a, uint32_t, m->n_articles + 1);
	memset(s.events, 0, sizeof(*s.events) * (m->n_articles + 1));
	s.of = arena_many(m->a, struct names, m->n_articles + 1);
	s.on = arena_many(m->a, bool, m->n_articles + 1);
	memset(s.of, 0, sizeof(*s.of) * (m->n_articles + 1));
	find_pair(&s);
	share_parties(&s, r);
	n = naming(&s, &s.core);
	for (uint32_t i = 0; i < m->n_articles; i++)
		s.on[i] = on_matter(&s, n, i);
	since_when(&s, r);
	for (uint32_t i = 0; i < m->entries.n; i++)
		if (!m->entries.v[i].dead)
			m->entries.v[i].scope = scope_of(&s, &m->entries.v[i]);
	if (m->n_articles)
		write_scope(&s);
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
