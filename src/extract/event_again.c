/* event_again.c - Japanese meetings that a text goes back to.
 *
 * 同会議には…, 協議は3時間に及んだ, Yとも協議した: kind, parties and date are
 * in part those of the meeting told before. */
#include "extract/event_priv.h"

enum { BACK = 3, LONG_BACK = 8, ONCE_MORE = 12 };

static void date_of(struct event_mention *x, const struct event_mention *y)
{
	x->time = y->time;
	x->from = y->from;
	x->to = y->to;
	x->precision = y->precision;
	x->date_basis = STR("event before");
}

/* 同会議には…が出席する: on the day of the one named just before. */
static bool same_again(struct telling *t, const struct trigger *g,
		       struct event_mention *x)
{
	const struct event_mention *y;

	if (t->d->lang != LANG_JA || !g->rule->both ||
	    t->last_named == NO_REF || t->sentence - t->last_named_at > BACK ||
	    !str_ends(str_cut(t->low, g->clause.from, g->at.from), STR("同")))
		return false;
	y = &t->m->events.v[t->last_named];
	if (x->time == NO_REF || !str_is(x->date_basis, "own phrase")) {
		date_of(x, y);
	}
	return true;
}

/* Does the clause begin there, but for whose word it is: 発表によると協議は? */
static bool begins(const struct telling *t, const struct trigger *g)
{
	str front = str_cut(t->low, g->clause.from, g->at.from);

	if (str_ends(front, STR("、")))
		front.n -= 3;
	return front.n <= 6 || str_ends(front, STR("によると")) ||
	       str_ends(front, STR("によれば")) ||
	       str_ends(front, STR("によりますと"));
}

/* XはYとも協議した: what was told before was done with Y too, and on that
 * day. */
static void once_more(struct telling *t, const struct trigger *g,
		      struct event_mention *x)
{
	const struct event_mention *y;
	str front = str_cut(t->low, g->clause.from, g->at.from);

	if (t->d->lang != LANG_JA || !g->rule->both || t->last_met == NO_REF ||
	    t->sentence - t->last_met_at > ONCE_MORE ||
	    x->status != STATUS_HELD || !str_has(front, STR("とも")))
		return;
	y = &t->m->events.v[t->last_met];
	if (y->status != STATUS_HELD)
		return;
	if (str_is(y->kind, "call") && str_is(x->kind, "talks"))
		x->kind = y->kind;
	if (x->time != NO_REF)
		return;
	date_of(x, y);
}

/* 1時間半にわたり, 約3時間に及んだ: how long the meeting was, wherever in the
 * text it was told. */
static bool tells_length(const struct telling *t, const struct trigger *g)
{
	str rest = str_cut(t->low, g->at.to, g->at.to + 120);

	/* 協議は、夕食を交えて2時間にわたった */
	if (str_starts(rest, STR("は、")))
		rest = str_cut(rest, 6, rest.n);
	rest = str_cut(rest, 0, str_find(rest, STR("、"), 0));
	return (str_has(rest, STR("時間")) || str_has(rest, STR("分"))) &&
	       (str_has(rest, STR("わた")) || str_has(rest, STR("及")) ||
		str_has(rest, STR("続い")) || str_has(rest, STR("行われ")));
}

/* 協議は3時間に及んだ: the meeting told of just before. */
static void refer_back(struct telling *t, const struct trigger *g,
		       struct event_mention *x)
{
	const struct event_mention *y;
	str behind = str_cut(t->low, g->at.to, g->at.to + 6);
	bool length = tells_length(t, g) && t->last_met != NO_REF;
	uint32_t ref = length ? t->last_met : t->last_joint;
	uint32_t at = length ? t->last_met_at : t->last_joint_at;

	if (!g->rule->both || str_is(g->rule->kind, "signing") ||
	    ref == NO_REF || !g->verbal ||
	    t->sentence - at > (length ? LONG_BACK : BACK) ||
	    t->d->lang != LANG_JA || x->status == STATUS_PLANNED ||
	    !begins(t, g) ||
	    !(str_starts(behind, STR("は")) ||
	      str_starts(behind, STR("では")) || str_starts(behind, STR("が"))))
		return;
	y = &t->m->events.v[ref];
	if ((str_is(y->kind, "signing") || str_is(y->kind, "agreement")) &&
	    t->last_met != NO_REF && t->sentence - t->last_met_at <= BACK)
		y = &t->m->events.v[t->last_met];
	if (str_is(y->kind, "signing") || str_is(y->kind, "agreement"))
		return;
	x->kind = y->kind;
	if (y->status == x->status) { /* one to come is coded as agreed on */
		x->plover = y->plover;
		x->mode = y->mode;
	}
	x->cameo = y->cameo;
	x->participants = y->participants;
	x->n_participants = y->n_participants;
	if (x->time == NO_REF || !str_is(x->date_basis, "own phrase")) {
		date_of(x, y);
	}
}

void event_again(struct telling *t, const struct trigger *g,
		 struct event_mention *x)
{
	once_more(t, g, x);
	if (!same_again(t, g, x))
		refer_back(t, g, x);
}
