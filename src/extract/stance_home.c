/* stance_home.c - the state an article is at home in: for which the government
 * and a minister without a country stand (the government said, President X).
 *
 * It is the state named far more often than any other, so an article about two
 * of them has none. */
#include "extract/stance_priv.h"

enum { STATES = 24, TWICE = 2, KANJI_BYTES = 3 };

struct count {
	str party;
	uint32_t n;
};

static void count_in(struct count *v, uint32_t *n, str party)
{
	for (uint32_t i = 0; i < *n; i++)
		if (str_eq(v[i].party, party)) {
			v[i].n++;
			return;
		}
	if (*n < STATES)
		v[(*n)++] = (struct count){ party, 1 };
}

/* Any of its own: a state, a minister; what a Japanese paper calls the
 * government is Japan's wherever Japan is a side. */
static bool japan_acts(const struct stand *k)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < k->m->actors.n; i++)
		n += k->m->actors.v[i].kind != ACTOR_PLACE &&
		     str_is(k->m->actors.v[i].party, "JPN");
	return n >= TWICE;
}

static bool is_state(const struct actor_mention *x)
{
	return (x->kind == ACTOR_STATE || x->kind == ACTOR_GOVERNMENT) &&
	       !x->n_members && x->party.n;
}

static str find_home(const struct stand *k)
{
	struct count v[STATES], best = { STR_NONE, 0 };
	uint32_t n = 0, second = 0;

	for (uint32_t i = 0; i < k->m->actors.n; i++)
		if (is_state(&k->m->actors.v[i]))
			count_in(v, &n, k->m->actors.v[i].party);
	if (k->d->lang == LANG_JA && japan_acts(k))
		return STR("JPN");
	for (uint32_t i = 0; i < n; i++) {
		if (v[i].n > best.n) {
			second = best.n;
			best = v[i];
		} else if (v[i].n > second) {
			second = v[i].n;
		}
	}
	return best.n && best.n >= second * TWICE ? best.party : STR_NONE;
}

str stance_home(struct stand *k)
{
	if (!k->home_known)
		k->home = find_home(k);
	k->home_known = true;
	return k->home;
}

uint32_t home_actor(struct stand *k, uint32_t byte)
{
	str home = stance_home(k);
	uint32_t first = NO_REF;

	for (uint32_t i = 0; home.n && i < k->m->actors.n; i++) {
		const struct actor_mention *x = &k->m->actors.v[i];

		if (x->kind == ACTOR_PLACE || x->n_members ||
		    !str_eq(x->party, home))
			continue;
		if (first != NO_REF && x->at.from > byte)
			break;
		first = i;
	}
	return first;
}

/* An office of the kind, told here or at another mention. */
static bool in_office(const struct stand *k, const struct actor_mention *who,
		      const char *kind)
{
	struct hit hit;

	for (uint32_t i = 0; i < k->m->actors.n; i++) {
		const struct actor_mention *x = &k->m->actors.v[i];

		if (x->role.n && !x->former && str_eq(x->id, who->id) &&
		    frames_find(k->f, kind, x->role,
				(span){ 0, (uint32_t)x->role.n }, &hit))
			return true;
	}
	return false;
}

/* Japanese papers name no country with their own ministers. */
static bool japans(const struct stand *k, const struct actor_mention *who)
{
	const struct actor_mention *japan = cast_by_id(k->m, STR("s.JPN"));
	struct hit hit;

	return k->d->lang == LANG_JA && japan &&
	       frames_at(k->f, "kanji", k->d->text, who->name_at,
			 who->name_at.from, &hit) &&
	       hit.at.to >= who->name_at.from + KANJI_BYTES;
}

/* A minister in an article that names no state: of its government. */
bool is_minister(const struct stand *k, uint32_t actor)
{
	const struct actor_mention *who = &k->m->actors.v[actor];

	if (who->kind != ACTOR_PERSON || who->party.n ||
	    !in_office(k, who, "minister"))
		return false;
	for (uint32_t i = 0; i < k->m->actors.n; i++)
		if (is_state(&k->m->actors.v[i]))
			return false;
	return true;
}

str home_of(struct stand *k, uint32_t actor)
{
	const struct actor_mention *who = &k->m->actors.v[actor];

	if (who->kind != ACTOR_PERSON || who->party.n ||
	    !in_office(k, who, "state-office"))
		return STR_NONE;
	if (japans(k, who))
		return STR("JPN");
	return stance_home(k);
}
