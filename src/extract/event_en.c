/* event_en.c - clause, voice and status of English predicates.
 *
 * The words in front of a verb tell its form and status; what a governing
 * predicate (agree to, threaten, accuse of) says to do is no event yet. */
#include "extract/event_en_priv.h"

enum {
	WINDOW = 600,
	NEAR = 90,
	FAR = 220,
	RULED = 200,
	TO = 16,
	DATED = 80,
	BRACKETS = 24,
	OBJECT = 140
};

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || c == '\'' || c == '-' ||
	       (unsigned char)c >= 0x80;
}

bool en_in_list(str w, const char *list)
{
	str rest = str_of(list);

	while (rest.p)
		if (str_eq(str_token(&rest, ' '), w))
			return true;
	return false;
}

static bool breaks_at(str s, uint32_t at, uint32_t end)
{
	static const char words[] =
		"that who which whom after before while when as said because "
		"since although though but until unless if whether says where";
	uint32_t i = at;

	if (s.p[at] == ';' || s.p[at] == ':' || s.p[at] == ',')
		return at + 1 >= end || s.p[at + 1] == ' ';
	if (s.p[at] != ' ')
		return false;
	for (i = at + 1; i < end && letter(s.p[i]);)
		i++;
	return en_in_list(str_cut(s, at + 1, i), words);
}

static span clause_of(const struct telling *t, span in, span at)
{
	uint32_t low = at.from > in.from + WINDOW ? at.from - WINDOW : in.from;
	uint32_t high = in.to - at.to > WINDOW ? at.to + WINDOW : in.to;
	span c = { low, high };

	for (uint32_t i = at.from; i-- > low;)
		if (i + 1 < at.from && breaks_at(t->low, i, in.to)) {
			c.from = i + 1;
			break;
		}
	for (uint32_t i = at.to; i < high; i++)
		if (breaks_at(t->low, i, in.to)) {
			c.to = i;
			break;
		}
	return c;
}

/* The word that ends before *at, which moves to its start; empty at a comma. */
static str word_before(str s, uint32_t from, uint32_t *at)
{
	uint32_t end = *at, i;

	while (end > from && s.p[end - 1] == ' ')
		end--;
	for (i = end; i > from && letter(s.p[i - 1]);)
		i--;
	*at = i;
	return str_cut(s, i, end);
}

static bool is_adverb(str w)
{
	return (w.n > 4 && str_ends(w, STR("ly"))) ||
	       en_in_list(w,
			  "again also now today yesterday already still "
			  "monday tuesday wednesday thursday friday saturday "
			  "sunday not never since then later finally once "
			  "repeatedly both all jointly even on twice");
}

/* The forces (TF) have: brackets behind a name are stepped over. */
static uint32_t brackets_before(str s, uint32_t from, uint32_t at)
{
	uint32_t i = at > from && s.p[at - 1] == ' ' ? at - 1 : at;

	if (i <= from || s.p[i - 1] != ')')
		return at;
	for (uint32_t n = 0; n < BRACKETS && i > from + 1; n++)
		if (s.p[--i] == '(')
			return i;
	return at;
}

static struct before look_back(const struct telling *t, span in, uint32_t at)
{
	struct before b = { .at = at };

	for (int i = 0; i < 4; i++) {
		uint32_t who;
		str w;

		b.at = brackets_before(t->low, in.from, b.at);
		who = cast_at(t->m, b.at > 1 ? b.at - 2 : 0);

		if (who != NO_REF && t->m->actors.v[who].at.to <= b.at) {
			b.actor = true;
			return b;
		}
		w = word_before(t->low, in.from, &b.at);
		b.word = w;
		if (!w.n) {
			b.comma = b.at > in.from && t->low.p[b.at - 1] == ',';
			b.first = b.at <= in.from;
			return b;
		}
		if (!is_adverb(w))
			return b;
	}
	return b;
}

static int weight(const struct cue *c)
{
	return c->drop				  ? 9
	       : c->status == STATUS_CANCELLED	  ? 8
	       : c->status == STATUS_POSTPONED	  ? 7
	       : c->status == STATUS_DENIED	  ? 6
	       : c->status == STATUS_HYPOTHETICAL ? 5
	       : c->status == STATUS_PROPOSED	  ? 4
	       : c->status == STATUS_PLANNED	  ? 3
						  : 1;
}

/* The fifth meeting of the commissions, chaired by X, took place. */
static bool apposed(str gap)
{
	static const char *const no_verb[] = { " who ",	     " which ", " but ",
					       " and then ", " said ",	NULL };
	size_t first = str_find(gap, STR(", "), 0);

	if (first == SIZE_MAX || !str_ends(gap, STR(", ")) ||
	    first + 2 >= gap.n || first > 70)
		return false;
	for (const char *const *w = no_verb; *w; w++)
		if (str_has(gap, str_of(*w)))
			return false;
	return true;
}

/* armed conflict, a disputed island: no verb. */
static bool tells_which(str front)
{
	static const char *const words[] = { " armed",	  " united",
					     " disputed", " divided",
					     " shared",	  " occupied",
					     " proposed", NULL };

	return str_ends_any(front, words);
}

/* Is there a verb between the noun and the date, which the date is of? */
static bool says_or_acts(str gap)
{
	static const char *const verbs[] = {
		" said ", " says ",  " was ",	" were ",  " is ",    " are ",
		" has ",  " have ",  " had ",	" will ",  " would ", " to ",
		" that ", " after ", " since ", " which ", NULL
	};

	for (const char *const *w = verbs; *w; w++)
		if (str_has(gap, str_of(*w)))
			return true;
	for (size_t i = 3; i < gap.n; i++)
		if (gap.p[i] == ' ' &&
		    str_ends(str_cut(gap, 0, i), STR("ed")) &&
		    !tells_which(str_cut(gap, 0, i)))
			return true;
	return false;
}

/* Without the helping verbs in front of what became of it. */
static str without_helpers(str gap)
{
	static const char *const helpers[] = { " still ", " been ", " have ",
					       " has ",	  " had ",  " was ",
					       " were ",  " are ",  " is ",
					       NULL };

	for (const char *const *w = helpers; *w; w++)
		if (str_ends(gap, str_of(*w)))
			gap.n -= str_of(*w).n - 1;
	return gap;
}

/* The talks with the rebels in the port began, talks aimed at an end of the
 * dispute over the dam collapsed, talks to end it have been put on hold: whose,
 * where and what about. */
static bool joined_on(str gap)
{
	static const char *const links[] = {
		" with ",    " between ", " in ",    " of ",
		" on ",	     " over ",	  " about ", " regarding ",
		" aimed at", " among ",	  NULL
	};

	size_t to;

	gap = without_helpers(gap);
	if (str_starts(gap, STR(" aimed at")))
		gap = str_cut(gap, 6, gap.n);
	to = str_find(gap, STR(" to "), 0);
	if (to < gap.n) { /* and what for */
		str purpose = str_cut(gap, to + 3, gap.n);

		if (gap.n > OBJECT || str_starts(purpose, STR(" be ")) ||
		    str_has(purpose, STR(",")) || says_or_acts(purpose))
			return false;
		if (to == 0)
			return true;
		gap = str_cut(gap, 0, to + 1);
	}
	if (gap.n > OBJECT || str_has(gap, STR(",")) || says_or_acts(gap))
		return false;
	if (str_starts(gap, STR(" at")))
		return true;
	for (const char *const *w = links; *w; w++)
		if (str_starts(gap, str_of(*w)))
			return true;
	return false;
}

/* The cue of greatest weight on either side whose reach holds. */
static const struct cue *cue_near(const struct telling *t,
				  const struct trigger *g, span in)
{
	uint32_t low = 0, high = t->cues.n;
	uint32_t from =
		g->at.from > in.from + NEAR ? g->at.from - NEAR : in.from;
	const struct cue *best = NULL;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (t->cues.v[mid].at.from < from)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < t->cues.n && t->cues.v[low].at.from < g->at.to + FAR;
	     low++) {
		span at = t->cues.v[low].at;
		const struct cue *c = &t->lex->cues.v[t->cues.v[low].value];
		str gap;

		if ((at.from > 0 && letter(t->low.p[at.from - 1])) ||
		    (at.to < t->low.n && letter(t->low.p[at.to])))
			continue;
		if (c->side == CUE_BEFORE && at.to <= g->at.from)
			gap = str_cut(t->low, at.to, g->at.from);
		else if (c->side == CUE_AFTER && at.from >= g->at.to)
			gap = str_cut(t->low, g->at.to, at.from);
		else
			continue;
		if (c->noun && c->side == CUE_AFTER && !c->drop &&
		    g->form == FORM_WORD &&
		    (apposed(gap) || joined_on(gap) ||
		     (str_is(str_span(t->low, at), "took place") &&
		      gap.n < NEAR + 10 && !str_has(gap, STR(", ")) &&
		      !str_has(gap, STR(" said ")))))
			gap = STR("");
		/* talks that broke down: tells of the noun in front */
		if (c->noun && c->side == CUE_AFTER && !c->drop &&
		    (str_is(gap, " that ") || str_is(gap, " which ") ||
		     str_is(gap, ", which ")))
			gap = STR(" ");
		/* planned strikes after talks failed: of what stands before */
		if (c->noun && c->side == CUE_BEFORE &&
		    str_has(gap, STR(" after ")))
			continue;
		if (gap.n > c->reach + 1 || str_has(gap, STR(", ")) ||
		    str_has(gap, STR(";")) || str_has(gap, STR(" that ")) ||
		    str_has(gap, STR(" amid ")) ||
		    (c->noun && g->form != FORM_WORD) ||
		    (c->noun && !c->drop &&
		     (str_has(gap, STR(" for ")) ||
		      str_has(gap, STR(" about ")) ||
		      str_has(gap, STR("regarding ")) ||
		      str_has(gap, STR(" over ")))))
			continue;
		/* at least a truce; "… may use it," warned X */
		if (str_starts(gap, STR(" least ")) ||
		    str_has(gap, STR(",\" ")) || str_has(gap, STR(",” ")))
			continue;
		if (!best || weight(c) > weight(best))
			best = c;
	}
	return best;
}

/* recommended that the deal be accepted: what should be. */
static bool may_be(const struct telling *t, span in, const struct before *b)
{
	uint32_t at = b->at;

	return str_is(b->word, "be") && at > in.from &&
	       !en_in_list(
		       word_before(t->low, in.from, &at),
		       "to will would can could may might must shall should "
		       "not also only never cannot then soon ll");
}

static void settle_verb(struct trigger *g, const struct before *b,
			const struct cue *c, bool line, bool by, bool joined,
			bool both_to, bool with, bool number)
{
	static const char be[] = "is are was were be been being get got gets";
	bool after_be = en_in_list(b->word, be);
	bool noun = en_in_list(b->word, "the a an its his her their this that "
					"of for in any no some these those our "
					"new on at with from");

	g->verbal = true;
	g->past = g->form == FORM_ED || g->form == FORM_PAST;
	switch (g->form) {
	case FORM_ED:
	case FORM_PARTICIPLE:
		g->passive = after_be || (by && !b->actor) ||
			     (by && g->form == FORM_PARTICIPLE);
		g->dropped |= (noun || (b->first && !line)) && !b->actor;
		/* 26,000 armed rebels: which, behind their number */
		g->dropped |= number;
		/* showed freed sailors: a verb stands in front already */
		g->dropped |= b->word.n > 3 && !b->actor &&
			      !str_is(b->word, "need") &&
			      str_ends(b->word, STR("ed"));
		/* talks mediated by X, - backed by Y: says which, or whose */
		g->dropped |=
			by && !after_be && !b->actor &&
			(b->comma || str_is(b->word, "-") ||
			 en_in_list(b->word, "talks negotiations meeting "
					     "meetings summit discussions "
					     "conference session swap deal "
					     "agreement truce ceasefire "
					     "exchange pact accord plan "
					     "process release proposal"));
		if (g->form == FORM_PARTICIPLE && !g->passive)
			g->dropped |=
				!en_in_list(b->word, "has have had having");
		break;
	case FORM_BASE:
		/* on whether to lift the strike */
		if (noun && !b->actor && !line)
			g->dropped = true;
		else if (str_is(b->word, "to"))
			g->dropped |= !c && !line;
		else if (!c &&
			 !en_in_list(b->word,
				     "they we will did you would could he "
				     "she it has have had having who "
				     "and"))
			g->dropped |= !b->actor || b->word.n != 0;
		else if (en_in_list(b->word,
				    "go went goes going come came step "
				    "stepped hold held get got turn "
				    "bring brought"))
			g->dropped = true; /* go back to the table */
		if (str_is(b->word, "and") && both_to)
			g->dropped |= !c && !line; /* to review and discuss */
		if (str_is(b->word, "to") && !c)
			g->status = STATUS_PLANNED;
		break;
	case FORM_S:
		g->dropped |= !b->actor &&
			      !en_in_list(b->word, "he she it who which") &&
			      !(joined && str_is(b->word, "and"));
		break;
	case FORM_ING:
		if (after_be)
			g->status = g->status == STATUS_HELD ? STATUS_ONGOING
							     : g->status;
		else
			g->dropped |=
				!(b->comma || (line && b->actor) || with ||
				  en_in_list(b->word, "after since while "
						      "by"));
		break;
	case FORM_WORD:
	case FORM_PAST:
	default:
		break;
	}
}

/* …, with Moscow releasing two: the actor that ends at `byte` stands behind
 * a "with". */
static bool after_with(const struct telling *t, uint32_t byte)
{
	uint32_t who = cast_at(t->m, byte > 1 ? byte - 2 : 0);
	uint32_t from;

	if (who == NO_REF)
		return false;
	from = t->m->actors.v[who].at.from;
	return str_is(str_cut(t->low, from > 6 ? from - 6 : 0, from),
		      ", with ");
}

/* those talks: told before; an initial threat to: no event of this sentence. */
static bool named_before(str word, str noun)
{
	return en_in_list(word, "those these such") ||
	       (str_is(noun, "conference") && en_in_list(word, "press news")) ||
	       (str_starts(noun, STR("threat")) &&
		en_in_list(word,
			   "initial earlier previous past alleged any the "
			   "its his her their"));
}

/* talks that started in the capital on, the round, which began on: the date
 * behind it is of the noun in front. */
static bool opened(str gap)
{
	static const char *const began[] = { " that started ",
					     " that began ",
					     " that opened ",
					     " which began ",
					     ", which began ",
					     ", which started ",
					     ", which opened ",
					     " that took place ",
					     ", which took place ",
					     " that ended ",
					     NULL };

	for (const char *const *w = began; *w; w++)
		if (str_find(gap, str_of(*w), 0) < 40)
			return true;
	return false;
}

/* Sunday's talks, negotiations in Moscow this month, the talks on 29 November:
 * a meeting with its own date. */
static bool dated_noun(const struct telling *t, const struct trigger *g)
{
	static const char *const links[] = { " in ",   " on ",	 " between ",
					     " with ", " this ", " last ",
					     " of ",   NULL };
	str front = str_cut(t->low, g->at.from > 3 ? g->at.from - 3 : 0,
			    g->at.from);
	uint32_t end = t->d->sentences.v[t->sentence].at.to;
	str rest;

	if (!event_is_joint(g->rule) && !str_is(g->rule->kind, "attack"))
		return false;
	if (str_ends(front, STR("'s ")) &&
	    (event_time_ends(t, g->at.from - 3) ||
	     event_time_ends(t, g->at.from - 1)))
		return true;
	if (end > g->at.to + DATED)
		end = g->at.to + DATED;
	for (uint32_t i = g->at.to; i < end; i++)
		if (event_time_at(t, i) != NO_REF) {
			end = i;
			break;
		}
	rest = str_cut(t->low, g->at.to, end);
	if (end < g->at.to + DATED && opened(rest))
		return true;
	if (end >= g->at.to + DATED || event_time_at(t, end) == NO_REF ||
	    str_find(rest, STR(","), 0) < rest.n ||
	    !event_has_time(t, (span){ end, end + 1 }))
		return false;
	for (const char *const *w = links; *w; w++)
		if (str_starts(rest, str_of(*w)))
			return !says_or_acts(rest) &&
			       (str_has(rest, STR(" between ")) ||
				!str_has(rest, STR(" and ")));
	return str_is(rest, " ");
}

/* Does a number, and no date, end in front of the byte? */
static bool behind_number(const struct telling *t, uint32_t at)
{
	return at > 2 && t->low.p[at - 1] == ' ' && t->low.p[at - 2] >= '0' &&
	       t->low.p[at - 2] <= '9' && !event_time_ends(t, at - 1);
}

static void settle(struct telling *t, struct trigger *g)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	bool line = s->kind == SENTENCE_HEADING || s->kind == SENTENCE_BULLET;
	const struct cue *c = cue_near(t, g, s->at);
	struct before b;

	g->clause = clause_of(t, s->at, g->at);
	/* talks that broke down last week: with the clause that tells it */
	if (c && c->noun && c->side == CUE_AFTER && !c->drop &&
	    g->form == FORM_WORD &&
	    str_starts(str_cut(t->low, g->at.to, s->at.to), STR(" that ")))
		g->clause.to =
			clause_of(t, s->at, (span){ g->at.from, g->at.to + 6 })
				.to;
	g->background = s->kind == SENTENCE_CAPTION;
	g->status = c ? c->status : STATUS_HELD;
	g->dropped = (c && c->drop) || en_met_terms(t, g) ||
		     en_capital_inside(t, g) || en_talked_for(t, g) ||
		     en_other_sense(t, g);
	b = look_back(t, s->at, g->at.from);
	if (g->form == FORM_WORD) {
		g->dropped |=
			!c && !line && !g->rule->alone && !dated_noun(t, g);
		g->dropped |= named_before(b.word, str_span(t->low, g->at)) ||
			      en_talks_go_on(t, g) || en_made_public(t, g);
		/* should the union decide: if */
		g->dropped |= str_is(str_span(t->low, g->at), "should") &&
			      (b.first || b.comma);
		/* a proposed ceasefire is a plan, planned talks are to come */
		g->dropped |= c && c->noun && c->status == STATUS_PLANNED &&
			      !line && !event_is_joint(g->rule) &&
			      en_in_list(b.word, "proposed possible potential");
		return;
	}
	settle_verb(g, &b, c, line,
		    str_starts(str_trim(str_cut(t->low, g->at.to, s->at.to)),
			       STR("by ")),
		    g > t->triggers.v && !g[-1].dropped && g[-1].verbal,
		    str_has(str_cut(t->low, b.at > TO ? b.at - TO : 0, b.at),
			    STR(" to ")),
		    b.actor && after_with(t, b.at),
		    behind_number(t, g->at.from));
	g->dropped |= g->passive && may_be(t, s->at, &b);
	/* is opposed to: it is he who opposes */
	if (g->passive && str_is(str_span(t->low, g->at), "opposed") &&
	    str_starts(str_cut(t->low, g->at.to, s->at.to), STR(" to ")))
		g->passive = false;
	g->dropped |= en_made_public(t, g) || en_says_which(t, g, &b) ||
		      en_it_is_paper(t, g);
}

/* Of clauses that tell what was before or who somebody is: only a date of
 * their own makes an event of them beside the main one. */
static bool beside(const struct telling *t, const struct trigger *g)
{
	uint32_t i = g->clause.from;

	while (i < g->at.from && letter(t->low.p[i]))
		i++;
	/* a war that has killed thousands since April */
	if (g->form == FORM_PARTICIPLE && str_is(g->rule->kind, "attack") &&
	    str_is(str_cut(t->low, g->clause.from, i), "that"))
		return true;
	if (!en_in_list(str_cut(t->low, g->clause.from, i),
			"who which whom after when because since where"))
		return false;
	return !event_has_time(t, g->clause);
}

static void drop_beside(struct telling *t)
{
	bool main = false;

	for (uint32_t k = 0; k < t->triggers.n; k++)
		main |= !t->triggers.v[k].dropped &&
			!beside(t, &t->triggers.v[k]);
	for (uint32_t k = 0; main && k < t->triggers.n; k++)
		t->triggers.v[k].dropped |= beside(t, &t->triggers.v[k]);
}

/* Where the words end that a governing predicate rules, with its that-clause:
 * at a comma, or what came before and after. */
static uint32_t rule_end(const struct telling *t, const struct trigger *g)
{
	uint32_t end = t->d->sentences.v[t->sentence].at.to;

	if (end > g->at.to + RULED)
		end = g->at.to + RULED;
	for (uint32_t i = g->at.to; i + 7 < end; i++) {
		str s = str_cut(t->low, i, end);

		if (str_starts(s, STR(", ")) || str_starts(s, STR("; ")) ||
		    str_starts(s, STR(" but ")) ||
		    str_starts(s, STR(" after ")) ||
		    str_starts(s, STR(" while ")) ||
		    str_starts(s, STR(" because ")) ||
		    str_starts(s, STR(" and both ")) ||
		    str_starts(s, STR(" and the two ")))
			return i;
	}
	return end;
}

/* Drops what stands under a governing predicate of the same clause. */
static void drop_governed(struct telling *t)
{
	const struct trigger *ruler = NULL;
	uint32_t end = 0;

	for (uint32_t k = 0; k < t->triggers.n; k++) {
		struct trigger *g = &t->triggers.v[k];

		if (ruler && g->at.from < end && !ruler->rule->calls_off)
			g->dropped = true;
		else if (ruler && g->at.from < end && g->form == FORM_WORD) {
			g->dropped = false;
			g->status = str_is(ruler->rule->kind, "cancellation")
					    ? STATUS_CANCELLED
					    : STATUS_POSTPONED;
		}
		if (!g->dropped && (g->rule->governs || g->rule->calls_off)) {
			ruler = g;
			end = g->rule->governs ? rule_end(t, g) : g->clause.to;
		}
	}
}

void event_en(struct telling *t)
{
	for (uint32_t k = 0; k < t->triggers.n; k++) {
		struct trigger *g = &t->triggers.v[k];

		settle(t, g);
		if (!g->dropped || !g->noun)
			continue;
		g->rule = g->noun; /* the meeting, not meeting */
		g->form = FORM_WORD;
		settle(t, g);
	}
	drop_governed(t);
	drop_beside(t);
}
