/* event_cast.c - who takes part: by particles in Japanese, by position and
 * prepositions in English; dropped subjects from the topic before. */
#include "extract/event_priv.h"

enum { ROOM = 16, CARRY = 3, REACH = 700, GOVERNED = 160 };

struct cast_list {
	struct participant v[ROOM];
	uint32_t n;
};

static void put(struct cast_list *l, uint32_t actor, enum part_role role)
{
	for (uint32_t i = 0; i < l->n; i++)
		if (l->v[i].actor == actor)
			return;
	if (actor != NO_REF && l->n < ROOM)
		l->v[l->n++] = (struct participant){ actor, role };
}

static bool quoted(const struct telling *t, uint32_t actor, span clause)
{
	uint32_t low = 0, high = t->quotes.n,
		 byte = t->m->actors.v[actor].at.from;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (t->quotes.v[mid].to <= byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->quotes.n && t->quotes.v[low].from <= byte &&
	       t->quotes.v[low].from > clause.from;
}

static bool follows(const struct telling *t, uint32_t at, const char *word)
{
	return str_starts(str_cut(t->low, at, t->low.n), str_of(word));
}

/* ---- Japanese */

enum particle {
	P_NONE,
	P_TOPIC,
	P_SUBJECT,
	P_WITH,
	P_TO,
	P_OF,
	P_OBJECT,
	P_FROM,
	P_AT,
	P_BY
};

static enum particle particle_at(const struct telling *t, uint32_t at)
{
	static const struct {
		const char *word;
		enum particle is;
	} list[] = {
		{ "による", P_BY }, { "によって", P_BY }, { "により", P_BY },
		{ "に対し", P_TO }, { "との", P_WITH },	  { "とも", P_WITH },
		{ "とは", P_WITH }, { "への", P_TO },	  { "へ", P_TO },
		{ "から", P_FROM }, { "では", P_AT },	  { "で", P_AT },
		{ "には", P_TO },   { "にも", P_TO },	  { "に", P_TO },
		{ "は", P_TOPIC },  { "が", P_SUBJECT },  { "も", P_TOPIC },
		{ "と", P_WITH },   { "を", P_OBJECT },	  { "の", P_OF },
	};
	static const char *const between[] = { "ら",   "側", "政府",   "両",
					       "当局", "軍", "代表団", "大統領",
					       "首脳", "」", "）",     ")" };

	for (size_t i = 0; i < sizeof(between) / sizeof(*between); i++)
		if (follows(t, at, between[i]))
			return particle_at(t,
					   at + (uint32_t)strlen(between[i]));
	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
		if (follows(t, at, list[i].word))
			return list[i].is;
	return P_NONE;
}

/* A subject is told, though nobody we know. */
static bool has_subject(const struct telling *t, span in)
{
	str s = str_span(t->low, in);

	for (size_t i = 3; i + 3 <= s.n; i++) {
		unsigned char lead = (unsigned char)s.p[i - 3];
		str here = str_cut(s, i, s.n);

		if (!str_starts(here, STR("は")) &&
		    !str_starts(here, STR("が")))
			continue;
		if ((lead >= 0xE4 && lead <= 0xE9) ||
		    str_ends(str_cut(s, 0, i), STR("ら")))
			return !quotes_hold(&t->quotes, in.from + (uint32_t)i);
	}
	return false;
}

static uint32_t topic_of(const struct telling *t, const struct trigger *g)
{
	span before = { t->d->sentences.v[t->sentence].at.from, g->at.from };
	uint32_t who = NO_REF;

	if (before.from + REACH < before.to)
		before.from = before.to - REACH;
	who = say_subject(t->d, t->m, &t->quotes, before);
	if (who != NO_REF || has_subject(t, before))
		return who;
	if (t->topic != NO_REF && t->sentence - t->topic_at <= CARRY)
		who = t->topic;
	return who;
}

static uint32_t parties(const struct telling *t, const struct cast_list *l)
{
	str out[ROOM];
	uint32_t n = 0;

	for (uint32_t i = 0; i < l->n; i++) {
		str own[4];
		uint32_t k = cast_parties(t->m, &t->m->actors.v[l->v[i].actor],
					  own, 4);

		for (uint32_t j = 0; j < k && n < ROOM; j++) {
			uint32_t o = 0;

			while (o < n && !str_eq(out[o], own[j]))
				o++;
			if (o == n)
				out[n++] = own[j];
		}
	}
	return n;
}

/* The topic with those joined to it: AとBは. */
static void put_topic(const struct telling *t, struct cast_list *l,
		      uint32_t who, enum part_role role)
{
	const struct actor_mention *v = t->m->actors.v;

	put(l, who, role);
	for (; who != NO_REF && who > 0; who--) {
		str gap = str_cut(t->low, v[who - 1].at.to, v[who].at.from);

		if (v[who].at.from < v[who - 1].at.to || gap.n > 3 ||
		    !(str_is(gap, "と") || str_is(gap, "、") ||
		      str_is(gap, "や") || str_is(gap, "・")))
			return;
		put(l, who - 1, role);
	}
}

/* 【ワシントン=鈴木太郎】 names who wrote it, not who did it. */
static uint32_t behind_dateline(const struct telling *t, span in)
{
	str near = str_cut(t->low, in.from,
			   in.to < in.from + 90 ? in.to : in.from + 90);
	size_t end = str_find(near, STR("】"), 0);

	return str_starts(near, STR("【")) && end != SIZE_MAX
		       ? in.from + (uint32_t)end + 3
		       : in.from;
}

static void cast_ja(struct telling *t, const struct trigger *g,
		    struct cast_list *l, struct event_mention *x)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	bool both = g->rule->both, subject = false;
	span in = g->clause;

	if (in.from + REACH < g->at.from)
		in.from = g->at.from - REACH;
	if (s->kind == SENTENCE_BODY && in.to > g->at.to)
		in.to = g->at.to;
	in.from = behind_dateline(t, in);
	for (uint32_t i = cast_from(t->m, in.from); cast_in(t->m, i, in); i++) {
		const struct actor_mention *a = &t->m->actors.v[i];
		enum particle p = particle_at(t, a->at.to);

		if (quoted(t, i, in))
			continue;
		if (a->kind == ACTOR_PLACE || (p == P_AT && cast_is_side(a))) {
			x->place = i;
			continue;
		}
		if (!cast_acts(a))
			continue;
		if (p == P_OF && i + 1 < t->m->actors.n &&
		    t->m->actors.v[i + 1].at.from <= a->at.to + 3 &&
		    t->m->actors.v[i + 1].kind == ACTOR_PERSON && !both)
			continue; /* 米国の X 氏: whose he is */
		if (both || p == P_NONE)
			put(l, i,
			    both		     ? PART_PARTICIPANT
			    : a->at.to == g->at.from ? PART_TARGET
						     : PART_SOURCE);
		else if (p == P_TO || p == P_OBJECT || p == P_WITH)
			put(l, i, g->passive ? PART_SOURCE : PART_TARGET);
		else if (p == P_OF)
			put(l, i, PART_TARGET);
		else
			put(l, i,
			    g->passive && p != P_BY ? PART_TARGET
						    : PART_SOURCE);
		subject |= p == P_TOPIC || p == P_SUBJECT || p == P_BY;
	}
	if (s->kind == SENTENCE_HEADING || subject)
		return;
	if (!both || parties(t, l) < 2)
		put_topic(t, l, topic_of(t, g),
			  both	       ? PART_PARTICIPANT
			  : g->passive ? PART_TARGET
				       : PART_SOURCE);
}

/* ---- English */

static bool linked(const struct telling *t, uint32_t a, uint32_t b)
{
	str gap = str_cut(t->low, t->m->actors.v[a].at.to,
			  t->m->actors.v[b].at.from);

	gap = str_trim(gap);
	return gap.n == 0 || str_is(gap, "and") || str_is(gap, ",") ||
	       str_is(gap, ", and") || str_is(gap, "'s") ||
	       str_is(gap, "and the") || str_is(gap, ", the");
}

/* The first actor in the stretch and those joined to it. */
static bool run(struct telling *t, span in, struct cast_list *l,
		enum part_role role, bool places)
{
	uint32_t last = NO_REF;

	for (uint32_t i = cast_from(t->m, in.from); cast_in(t->m, i, in); i++) {
		const struct actor_mention *a = &t->m->actors.v[i];
		str before =
			str_cut(t->low, a->at.from > 4 ? a->at.from - 4 : 0,
				a->at.from);

		if (!cast_acts(a) && !(places && a->kind == ACTOR_PLACE))
			continue;
		if (!places && (str_has(before, STR(" in ")) ||
				str_has(before, STR(" at "))))
			continue;
		if (last != NO_REF && !linked(t, last, i))
			return true;
		put(l, i, role);
		last = i;
	}
	return last != NO_REF;
}

static void subject_en(struct telling *t, const struct trigger *g,
		       struct cast_list *l, enum part_role role)
{
	span in = { g->clause.from, g->at.from };
	uint32_t start = t->d->sentences.v[t->sentence].at.from;

	if (in.from + REACH < in.to)
		in.from = in.to - REACH;
	if (run(t, in, l, role, false))
		return;
	if (start + REACH < in.from)
		start = in.from - REACH;
	if (run(t, (span){ start, in.from }, l, role, false))
		return;
	if (t->topic != NO_REF && t->sentence - t->topic_at <= 1 && g->verbal)
		put(l, t->topic, role);
}

static void cast_en(struct telling *t, const struct trigger *g,
		    struct cast_list *l, struct event_mention *x)
{
	bool both = g->rule->both, back = g->passive != g->rule->reverse;
	enum part_role doer = both ? PART_PARTICIPANT : PART_SOURCE;
	enum part_role other = both ? PART_PARTICIPANT : PART_TARGET;
	span behind = { g->at.from, g->clause.to };

	subject_en(t, g, l, back ? other : doer);
	/* demanded that Y …: whom it is asked of stands behind the that */
	if (g->rule->governs && !both && !back) {
		uint32_t end = t->d->sentences.v[t->sentence].at.to;

		behind.to =
			end < g->at.to + GOVERNED ? end : g->at.to + GOVERNED;
	}
	if (behind.to > behind.from + REACH)
		behind.to = behind.from + REACH;
	if (!run(t, behind, l, back ? doer : other, false))
		run(t, behind, l, back ? doer : other, !both);
	for (uint32_t i = cast_from(t->m, g->at.to); cast_in(t->m, i, behind);
	     i++)
		if (t->m->actors.v[i].kind == ACTOR_PLACE)
			x->place = i;
}

/* ---- either */

void event_cast(struct telling *t, const struct trigger *g,
		struct event_mention *x)
{
	struct cast_list l = { .n = 0 };
	struct participant *kept;
	span in = t->d->sentences.v[t->sentence].at;
	uint32_t source = NO_REF;

	if (t->d->lang == LANG_JA)
		cast_ja(t, g, &l, x);
	else
		cast_en(t, g, &l, x);
	if (in.to - in.from < 4 * REACH)
		source = say_source(t->d, t->m, &t->quotes, in);
	kept = arena_many(t->d->arena, struct participant, l.n + 1);
	for (uint32_t i = 0; i < l.n; i++)
		if (l.v[i].actor != source || l.n == 1)
			kept[x->n_participants++] = l.v[i];
	x->participants = kept;
	x->claimed_by = source;
}
