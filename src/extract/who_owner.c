/* who_owner.c - whose body a common name is.
 *
 * 司法省, the Security Council, the Democratic Party: the packs know one that
 * is meant when nothing else is said (a listed body), and that many states have
 * one (body-words). A word with both senses keeps one of them: that of the
 * state beside it, of the state the article named with it before, or the listed
 * one. */
#include "extract/who_priv.h"

static bool is_between(const struct reading *r, uint32_t from, uint32_t to,
		       const char *const *joins)
{
	str between = str_cut(r->text, from, to);

	for (; *joins; joins++)
		if (str_is(between, *joins))
			return true;
	return false;
}

/* The state right before item i, so that both are read as one name. */
static const struct lex *state_beside(const struct reading *r, uint32_t i)
{
	static const char *const joins[] = { "",   " ",	      "'s ", "\u2019s ",
					     "' ", "\u2019 ", NULL };
	const struct item *it = &r->items.v[i];
	const struct lex *x;

	if (i == r->first || !is_between(r, it[-1].at.to, it->at.from, joins))
		return NULL;
	x = lex_as(it[-1].lex, LEX_STATE);
	if (!x)
		x = lex_as(it[-1].lex, LEX_MARK);
	return x ? x : lex_as(it[-1].lex, LEX_ADJECTIVE);
}

/* the Security Council of Russia */
static const struct lex *state_behind(const struct reading *r, uint32_t i)
{
	static const char *const of[] = { " of ", " of the ", NULL };
	const struct item *it = &r->items.v[i];

	if (i + 1 < r->end && is_between(r, it->at.to, it[1].at.from, of))
		return lex_as(it[1].lex, LEX_STATE);
	return NULL;
}

/* That, or 韓国の民主党. */
static const struct lex *state_apart(const struct reading *r, uint32_t i)
{
	static const char *const no[] = { "の", NULL };
	const struct item *it = &r->items.v[i];

	if (i > r->first && is_between(r, it[-1].at.to, it->at.from, no))
		return lex_as(it[-1].lex, LEX_STATE);
	return state_behind(r, i);
}

static struct owned *owned_before(struct reading *r, const struct lex *generic)
{
	for (uint32_t i = 0; i < r->owned.n; i++)
		if (str_eq(r->owned.v[i].form, generic->id))
			return &r->owned.v[i];
	return NULL;
}

/* The article speaks of the listed body by a name of its own. */
static void forget(struct reading *r, str body)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < r->owned.n; i++)
		if (!str_eq(r->owned.v[i].body, body))
			r->owned.v[n++] = r->owned.v[i];
	r->owned.n = n;
}

static const struct lex *make_owned(struct reading *r, const struct lex *g,
				    const struct lex *state)
{
	struct lex *x = arena_one(r->d->arena, struct lex);

	*x = (struct lex){ .cls = LEX_BODY,
			   .kind = g->kind,
			   .party = state->party,
			   .id = filled(r, g->id, state->party, state->name),
			   .name = filled(r, g->name, state->party,
					  state->name) };
	return x;
}

static void remember(struct reading *r, const struct lex *g,
		     const struct lex *body, const struct lex *x)
{
	struct owned *o = owned_before(r, g);

	if (!o)
		o = vec_add(r->d->arena, &r->owned);
	*o = (struct owned){ g->id, body->id, x };
}

static const struct lex *alone(struct reading *r, const struct lex *sense)
{
	struct lex *x = arena_one(r->d->arena, struct lex);

	*x = *sense;
	x->next = NULL;
	return x;
}

/* A word that only makes a body of a state: Commerce Ministry, written as a
 * name, is that of the state the article named with it. */
static void settle_generic(struct reading *r, uint32_t i)
{
	static const struct lex none = { .id = { "", 0 } };
	struct item *it = &r->items.v[i];
	const struct lex *g = lex_as(it->lex, LEX_GENERIC);
	const struct lex *state = state_beside(r, i);
	struct owned *o;

	if (state)
		remember(r, g, &none, make_owned(r, g, state));
	if (state || it->at.from == r->in.from ||
	    !rune_is_upper(rune_at(r->text, it->at.from)))
		return;
	state = state_behind(r, i);
	o = owned_before(r, g);
	if (state)
		it->lex = make_owned(r, g, state);
	else if (o)
		it->lex = o->lex;
}

static void settle(struct reading *r, uint32_t i)
{
	struct item *it = &r->items.v[i];
	const struct lex *body = lex_as(it->lex, LEX_BODY);
	const struct lex *g = lex_as(it->lex, LEX_GENERIC), *beside, *state;
	struct owned *o = owned_before(r, g);

	beside = state_beside(r, i);
	state = beside ? beside : state_apart(r, i);
	if (state && str_eq(state->party, body->party)) {
		it->lex = alone(r, body);
		forget(r, body->id);
	} else if (state) {
		const struct lex *x = make_owned(r, g, state);

		remember(r, g, body, x);
		it->lex = beside ? alone(r, g) : x;
	} else {
		it->lex = o ? o->lex : alone(r, body);
	}
}

void owners_settle(struct reading *r)
{
	for (uint32_t i = r->first; i < r->end; i++) {
		const struct lex *body = lex_as(r->items.v[i].lex, LEX_BODY);
		bool generic = lex_as(r->items.v[i].lex, LEX_GENERIC) != NULL;

		if (body && generic)
			settle(r, i);
		else if (body)
			forget(r, body->id);
		else if (generic && r->d->lang == LANG_EN)
			settle_generic(r, i);
	}
}
