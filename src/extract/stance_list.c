/* stance_list.c - lists of demands or of clauses: a heading or a sentence says
 * whose they are (A国の要求は次の通り:), each item below names an issue.
 *
 * Only a line right above list items is looked at, and only items without a
 * word of force of their own are claimed here. */
#include "extract/stance_priv.h"

enum { LIST_HEAD = 240 };

/* The one who acts in the stretch; NO_REF: nobody, or several sides. */
static uint32_t only_one(const struct stand *k, span in)
{
	uint32_t who = NO_REF;

	for (uint32_t i = cast_from(k->m, in.from); cast_in(k->m, i, in); i++) {
		const struct actor_mention *v = k->m->actors.v;

		if (!cast_acts(&v[i]))
			continue;
		if (who != NO_REF && !str_eq(v[who].party, v[i].party))
			return NO_REF;
		who = i;
	}
	return who;
}

/* Holders of what the list below says: those who made the plan, or whose
 * demands they are. */
static void hold_list(struct stand *k, span in)
{
	struct claim *c = &k->list;

	if (str_is(c->force, "in_document")) {
		claim_hold(c, plan_maker(k, in.to, 3));
		if (!c->n)
			claim_hold(c, only_one(k, in));
		if (!c->n && cue_in(k, "accord", in, NULL))
			claim_hold_sides(k, c);
		return;
	}
	claim_hold(c, only_one(k, in));
}

void list_open(struct stand *k)
{
	const struct sentence *s = &k->d->sentences.v[k->sentence];
	const struct frame *f;
	struct hit hit;
	span in = s->at;

	if (k->sentence + 1 >= k->d->sentences.n ||
	    k->d->sentences.v[k->sentence + 1].kind != SENTENCE_BULLET)
		return;
	if (s->kind == SENTENCE_BULLET &&
	    s->depth >= k->d->sentences.v[k->sentence + 1].depth)
		return;
	k->list = (struct claim){ .frame = NULL };
	if (in.to - in.from > LIST_HEAD)
		in.from = in.to - LIST_HEAD;
	f = frames_find(k->f, "list", k->d->text, in, &hit);
	if (!f || !cue_in(k, "list-tail", in, NULL))
		return;
	k->list.frame = f;
	k->list.force = f->value;
	k->list.list = true;
	k->list.at = s->at;
	hold_list(k, s->at);
	if (!k->list.n)
		k->list.frame = NULL;
}

bool list_item(struct stand *k, struct claim *c)
{
	const struct sentence *s = &k->d->sentences.v[k->sentence];
	uint32_t who;

	if (s->kind != SENTENCE_BULLET) {
		k->list.frame = NULL;
		return false;
	}
	if (!k->list.frame || k->hits.n)
		return false;
	*c = k->list;
	c->at = c->thing = s->at;
	c->word = (span){ s->at.from, s->at.from };
	who = str_is(c->force, "in_document")
		      ? say_subject(k->d, k->m, &k->speech.quotes, s->at)
		      : NO_REF;
	if (who != NO_REF && cast_acts(&k->m->actors.v[who])) {
		c->n = 0;
		claim_hold(c, who);
	}
	return true;
}
