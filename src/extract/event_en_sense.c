/* event_en_sense.c - English words that look like a predicate of an event and
 * are used in another sense: a deadline met, a text released, a plan to be
 * approved.
 */
#include "extract/event_en_priv.h"

enum { OBJECT = 140, OBJECT_NEAR = 40, TELL = 44, SUBJECT = 40, DATED = 80 };

/* meets his demands, met the deadline: nobody is met. */
bool en_met_terms(const struct telling *t, const struct trigger *g)
{
	static const char *const terms[] = {
		"demand",     "need",	     "target",	    "deadline",
		"condition",  "requirement", "standard",    "criteria",
		"obligation", "commitment",  "expectation", "price",
		"valuation",  "cost",	     "request",	    "quota"
	};
	str word = str_span(t->low, g->at), rest;

	if (g->form == FORM_WORD ||
	    !(str_is(word, "meet") || str_is(word, "meets") ||
	      str_is(word, "met") || str_is(word, "meeting")))
		return false;
	rest = str_cut(t->low, g->at.to, g->at.to + 32);
	rest = str_cut(rest, 0, str_find(rest, STR(","), 0));
	rest = str_cut(rest, 0, str_find(rest, STR(" in "), 0));
	rest = str_cut(rest, 0, str_find(rest, STR(" to "), 0));
	rest = str_cut(rest, 0, str_find(rest, STR(" with "), 0));
	for (size_t i = 0; i < sizeof(terms) / sizeof(*terms); i++)
		if (str_has(rest, str_of(terms[i])))
			return true;
	return false;
}

/* Free Trade Agreement: a capital inside a sentence makes a name of the verb's
 * letters. */
bool en_capital_inside(const struct telling *t, const struct trigger *g)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	char c = t->d->text.p[g->at.from];

	return s->kind == SENTENCE_BODY &&
	       (g->form == FORM_BASE || g->form == FORM_S) &&
	       g->at.from > s->at.from + 1 && c >= 'A' && c <= 'Z' &&
	       t->d->text.p[g->at.from - 1] == ' ';
}

/* The statement, released on Monday: does the noun end in front of the comma?
 */
static bool said_of(str front, str noun)
{
	front = str_trim(front);
	return str_ends(front, STR(",")) &&
	       str_ends(str_cut(front, 0, front.n - 1), noun);
}

/* released the final text: what is made public is nobody set free. */
bool en_made_public(const struct telling *t, const struct trigger *g)
{
	static const char *const papers[] = {
		" text",    " statement",  " report",	 " video",
		" detail",  " document",   " draft",	 " data",
		" finding", " footage",	   " figures",	 " results",
		" letter",  " transcript", " statistic", " photo",
		" list",    " audio",	   " budget",	 NULL
	};
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	str front, rest;
	size_t cut;

	if (g->form == FORM_WORD
		    ? !str_ends(str_span(t->low, g->at), STR(" release"))
		    : !str_is(g->rule->kind, "release"))
		return false;
	/* the predicate's own words may be those behind "of": a list of
	 * prisoners */
	rest = str_cut(t->low, g->at.from, s->at.to);
	rest = str_cut(rest, 0, OBJECT_NEAR);
	cut = str_find(rest, STR(" of "), 0);
	rest = str_cut(rest, 0, cut < rest.n ? cut : rest.n);
	cut = str_find(rest, STR(","), 0);
	rest = str_cut(rest, 0, cut < rest.n ? cut : rest.n);
	front = str_cut(t->low, g->clause.from, g->at.from);
	for (const char *const *w = papers; *w; w++)
		if (str_has(rest, str_of(*w)) ||
		    (g->passive && str_has(front, str_of(*w))) ||
		    (g->form == FORM_ED &&
		     (said_of(str_cut(t->low, s->at.from, g->at.from),
			      str_of(*w)) ||
		      str_ends(str_trim(front), str_of(*w)))))
			return true;
	return false;
}

/* men accused of, groups charged with: says which they are. */
bool en_says_which(const struct telling *t, const struct trigger *g,
		   const struct before *b)
{
	static const char be[] = "is are was were be been being get got gets";
	str word = str_span(t->low, g->at);

	return (str_is(word, "accused of") || str_is(word, "suspected of")) &&
	       !en_in_list(b->word, be);
}

/* talks between X and Y for a truce and an exchange of prisoners: what the
 * talks are for is no event. */
bool en_talked_for(const struct telling *t, const struct trigger *g)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];

	if (g->form != FORM_WORD ||
	    (!str_is(g->rule->kind, "ceasefire") &&
	     !str_is(g->rule->kind, "prisoner-exchange")))
		return false;
	for (const struct trigger *b = g; b-- > t->triggers.v;) {
		str gap = str_cut(t->low, b->at.to, g->at.from);

		if (b->at.from < s->at.from || gap.n > OBJECT)
			return false;
		if (!event_is_joint(b->rule))
			continue;
		return (str_has(gap, STR(" for ")) ||
			str_has(gap, STR(" on ")) ||
			str_has(gap, STR(" over ")) ||
			str_has(gap, STR(" about ")) ||
			str_has(gap, STR(" aimed at "))) &&
		       !str_has(gap, STR(", ")) &&
		       !str_has(gap, STR(" after ")) &&
		       !str_has(gap, STR(" that "));
	}
	return false;
}

/* The deal that X struck: no blow. */
static bool struck_a_deal(const struct telling *t, const struct trigger *g)
{
	static const char *const papers[] = { "deal ",	  "agreement ",
					      "accord ",  "pact ",
					      "bargain ", "balance ",
					      "truce ",	  NULL };
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	uint32_t low = g->at.from > DATED ? g->at.from - DATED : 0;
	str front = str_cut(t->low, low > s->at.from ? low : s->at.from,
			    g->at.from);

	if (!str_is(str_span(t->low, g->at), "struck"))
		return false;
	return str_has_any(front, papers);
}

/* nurses prepare to strike: no blow either. */
static bool of_work(const struct telling *t, const struct trigger *g)
{
	static const char *const hands[] = { "nurses",	  "workers", "teachers",
					     "doctors",	  "union",   "staff",
					     "drivers",	  "pilots",  "members",
					     "employees", NULL };
	str front = str_cut(t->low, g->clause.from, g->at.from);

	return str_has_any(front, hands);
}

/* What goes on, not what is agreed: that the talks on a truce would resume. */
bool en_talks_go_on(const struct telling *t, const struct trigger *g)
{
	static const char *const talks[] = {
		"talks ",    "peace talks ",   "negotiations ", "discussions ",
		"meetings ", "consultations ", "flights ",	"services ",
		"classes ",  "production ",    "deliveries ",	NULL
	};
	str word = str_span(t->low, g->at);
	str front = str_trim(str_cut(t->low, g->clause.from, g->at.from + 1));

	if (!g->rule->governs || (!str_starts(word, STR("will ")) &&
				  !str_starts(word, STR("would "))))
		return false;
	if (str_starts(front, STR("that ")))
		front = str_cut(front, 5, front.n);
	if (str_starts(front, STR("the ")))
		front = str_cut(front, 4, front.n);
	/* saying further talks would resume */
	for (const char *const *w = talks; *w; w++)
		if (str_ends(str_cut(t->low, g->clause.from, g->at.from),
			     str_of(*w)))
			return true;
	return str_starts_any(front, talks);
}

/* needs to be approved by the board: not done yet, and no praise. */
static bool yet_to_be(const struct telling *t, const struct trigger *g)
{
	static const char *const needs[] = { "need",	 "must ",   "has to ",
					     "have to ", "require", "should ",
					     "yet to ",	 NULL };
	str front = str_cut(t->low, g->clause.from, g->at.from);

	if (!str_ends(str_trim(front), STR(" be")))
		return false;
	return str_has_any(front, needs);
}

/* Does the noun of a paper end the words? */
static bool ends_in_paper(str words)
{
	static const char *const papers[] = {
		" proposal", " plan",	  " deal", " offer",  " agreement",
		" draft",    " contract", " bill", " accord", " text",
		" treaty",   " roadmap",  " pact", NULL
	};

	return str_ends_any(words, papers);
}

/* The February deal for a withdrawal called for: its subject is a paper. */
static bool paper_subject(str front)
{
	static const char *const behind[] = { " for ",	   " of ",   " on ",
					      " between ", " with ", " to ",
					      NULL };
	size_t cut = front.n;

	if (!str_starts(front, STR("the ")) && !str_starts(front, STR("a ")))
		return false;
	for (const char *const *w = behind; *w; w++) {
		size_t at = str_find(front, str_of(*w), 0);

		cut = at < cut ? at : cut;
	}
	return cut < front.n && front.n < OBJECT && !str_has(front, STR(",")) &&
	       !str_has(front, STR(" that ")) &&
	       !str_has(front, STR(" said ")) &&
	       !str_has(front, STR(" and ")) &&
	       ends_in_paper(str_cut(front, 0, cut));
}

/* a proposal that would provide pay, the deal would raise it, the plan, which
 * would require: what a paper says. */
static bool paper_would(const struct telling *t, const struct trigger *g)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	str word = str_span(t->low, g->at);
	str front = str_trim(str_cut(t->low, s->at.from, g->at.from));
	bool would = str_starts(word, STR("will ")) ||
		     str_starts(word, STR("would "));

	if (g->passive)
		return false;
	if (g->rule->governs && g->form != FORM_WORD && paper_subject(front))
		return true;
	if (g->form == FORM_BASE &&
	    (str_ends(front, STR(" would")) || str_ends(front, STR(" will")))) {
		front.n -= str_ends(front, STR(" would")) ? 6 : 5;
		would = true;
	}
	if (!would)
		return false;
	if (str_ends(front, STR(" that")) || str_ends(front, STR(" which")))
		front.n -= str_ends(front, STR(" that")) ? 5 : 6;
	if (str_ends(front, STR(",")))
		front.n--;
	return ends_in_paper(front);
}

/* offered no details, scant information: told little, and offered nothing. */
static bool offered_words(str rest)
{
	static const char *const words[] = {
		" detail",   " information", " comment",     " explanation",
		" evidence", " apolog",	     " condolence",  " clue",
		" insight",  " glimpse",     " specifics",   " clarity",
		" praise",   " thanks",	     " sympath",     " assessment",
		" prayer",   " timeline",    " description", NULL
	};

	rest = str_cut(rest, 0, str_find(rest, STR(","), 0));
	rest = str_cut(rest, 0, str_find(rest, STR("."), 0));
	rest = str_cut(rest, 0, str_find(rest, STR(" to "), 0));
	return str_has_any(rest, words);
}

/* suggested that a deal had been reached: what one believes, and no plan. */
static bool supposed(str rest)
{
	static const char *const was[] = { " had ",   " has ",	" have ",
					   " was ",   " were ", " is ",
					   " are ",   " did ",	" may ",
					   " might ", NULL };

	rest = str_cut(rest, 0, str_find(rest, STR(","), 0));
	rest = str_cut(rest, 0, str_find(rest, STR("."), 0));
	if (!str_starts(rest, STR(" that ")) && !str_starts(rest, STR(" the ")))
		return false;
	return str_has_any(rest, was);
}

/* summarizing the outcome of the talks: the noun that counts is the first. */
static bool part_of_talks(const struct telling *t, const struct trigger *g)
{
	static const char *const parts[] = {
		"outcome of", "outcomes of",   "result of",   "results of",
		"details of", "substance of",  "contents of", "summary of",
		"tone of",    "importance of", "subject of",  NULL
	};
	str front = str_trim(str_cut(t->low, g->clause.from, g->at.from + 1));

	front.n -= front.n > 0; /* the letter of the noun itself */
	front = str_trim(front);
	if (str_ends(front, STR(" the")))
		front.n -= 4;
	for (const char *const *w = parts; *w; w++)
		if (str_ends(front, str_of(*w)))
			return event_time_at(t, g->at.to + 4) == NO_REF;
	return false;
}

/* G20 finance ministers: the noun of a title, no verb; asking not to be named;
 * clashed on how many: with words; won't be easy: refuses nothing. */
bool en_other_sense(const struct telling *t, const struct trigger *g)
{
	static const char *const titles[] = { " minister", " secretary",
					      " ministry", " chief", NULL };
	static const char *const unnamed[] = { " not to be ", " about ",
					       " not to ", NULL };
	static const char *const armed[] = {
		" conflict", " group",	  " forces", " men",
		" struggle", " wing",	  " rebel",  " militant",
		" guerril",  " uprising", NULL
	};
	static const char *const street[] = {
		" against", " in ",   " outside", " at ",  " on ",
		" over ",   " for ",  " across",  " near", " peaceful",
		" to ",	    " again", ",",	  ".",	   NULL
	};
	static const char *const silent[] = { " comment",  " say",
					      " give",	   " name",
					      " answer",   " elaborate",
					      " identify", NULL };
	static const char *const away[] = { " away", " down", " off", " out",
					    NULL };
	str word = str_span(t->low, g->at);
	str rest = str_cut(t->low, g->at.to, g->at.to + 24);

	if ((g->form == FORM_BASE && str_starts_any(rest, titles)) ||
	    paper_would(t, g))
		return true;
	if (str_starts(word, STR("offer")) && g->form != FORM_WORD)
		return offered_words(
			str_cut(t->low, g->at.from, g->at.from + OBJECT_NEAR));
	if (str_starts(word, STR("suggest")) && g->form != FORM_WORD)
		return supposed(str_cut(t->low, g->at.to, g->at.to + OBJECT));
	if (g->form == FORM_WORD && event_is_joint(g->rule) &&
	    part_of_talks(t, g))
		return true;
	if (str_starts(word, STR("ask")) && word.n < 7)
		return str_starts_any(rest, unnamed);
	if (str_is(word, "armed"))
		return str_starts_any(rest, armed);
	/* demonstrate commitment: shown, not marched for */
	if (str_starts(word, STR("demonstrat")) && g->form != FORM_WORD)
		return !str_starts_any(rest, street) && word.n < 14;
	/* backing away from it; needs to be approved by the board; a mutually
	 * agreed day; how they should share it */
	if (str_starts(word, STR("back")) && g->form != FORM_WORD)
		return str_starts_any(rest, away);
	if (str_is(word, "approved") || str_is(word, "ratified"))
		return yet_to_be(t, g);
	if (str_is(word, "agreed"))
		return str_ends(str_cut(t->low, g->clause.from, g->at.from),
				STR("mutually "));
	if (str_is(word, "should"))
		return str_has(str_cut(t->low, g->clause.from, g->at.from),
			       STR(" how "));
	if (str_is(word, "support"))
		return str_starts(rest, STR(" mission")) ||
		       str_starts(rest, STR(" for "));
	if (str_ends(word, STR(" suspend")))
		return str_starts(rest, STR(" strike")) ||
		       str_starts(rest, STR(" industrial"));
	if (str_starts(word, STR("strik")) || str_is(word, "struck"))
		if (of_work(t, g) || str_starts(rest, STR(" action")))
			return true;
	if (str_starts(word, STR("decline")) || str_starts(word, STR("refuse")))
		return str_ends(word, STR(" to")) &&
		       str_starts_any(rest, silent);
	if (str_starts(word, STR("fight")) || str_is(word, "fought"))
		return str_starts(rest, STR(" for "));
	/* a bill signed in by the minister */
	if (str_starts(word, STR("sign")))
		return str_starts(rest, STR(" in by")) ||
		       str_starts(rest, STR(" off"));
	/* a strike that was called on May 2 */
	if (str_starts(word, STR("called ")))
		return event_time_at(t, g->at.to + 1) != NO_REF;
	if (struck_a_deal(t, g))
		return true;
	if (str_starts(word, STR("clash")))
		return str_starts(rest, STR(" on ")) ||
		       str_starts(rest, STR(" over how")) ||
		       str_starts(rest, STR(" over who"));
	/* told reporters the deal provides for them to */
	if (str_starts(word, STR("told ")) || str_starts(word, STR("tells ")))
		return str_has(word, STR(" reporters ")) || word.n > TELL ||
		       str_has(word, STR("ambassador to")) ||
		       str_has(word, STR("envoy to"));
	return (str_is(word, "will not") || str_is(word, "won't")) &&
	       str_starts(rest, STR(" be "));
}

/* The accord … . It calls for a truce: what a paper says is nobody's doing. */
bool en_it_is_paper(const struct telling *t, const struct trigger *g)
{
	static const char *const papers[] = {
		"deal ",     "agreement ",  "accord ", "plan ",
		"proposal ", "treaty ",	    "pact ",   "document ",
		"draft ",    "resolution ", "text ",   "memorandum ",
		"truce ",    "ceasefire ",  NULL
	};
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	str front;

	if (!g->rule->governs || t->sentence == 0 ||
	    !str_starts(str_span(t->low, s->at), STR("it ")) ||
	    g->at.from > s->at.from + 24)
		return false;
	front = str_span(t->low, s[-1].at);
	if (!str_starts(front, STR("the ")))
		return false;
	front = str_cut(front, 4, SUBJECT);
	for (const char *const *w = papers; *w; w++)
		if (str_find(front, str_of(*w), 0) < front.n)
			return cast_at(t->m, s[-1].at.from + 4) == NO_REF;
	return false;
}
