/* when_tense.c - does a date's clause tell what was or what is yet to come?
 *
 * English says so before the date, or behind one that opens the sentence.
 * Japanese says so behind it: the nearest verb, when a particle ties the date
 * to it (4日に開くと発表した), or the last verb of the sentence, when a comma
 * parts them (4日、…と発表した) or the nearest one only goes on
 * (4日に会談し、…). */
#include "extract/when_priv.h"

#define CLAUSE_BYTES 80
#define FAR_BYTES 160	/* of a clause without a comma */
#define OPENING_BYTES 4 /* of a sentence: On Monday … */
#define LAST_BYTES 24	/* of a sentence: its last verb */

/* Where the first word of the set in the stretch stands. A sentence with many
 * dates is asked again and again, from further on: what is known is kept. */
static uint32_t first_of(const struct when_state *s,
			 const struct pattern_set *set, span in)
{
	uint32_t k = 0, first;

	while (s->memo->v[k].set && s->memo->v[k].set != set)
		if (++k == COUNT(s->memo->v))
			return pattern_set_first(set, s->d->text, in,
						 s->d->arena);
	if (s->memo->v[k].set && s->memo->v[k].to == in.to &&
	    in.from >= s->memo->v[k].from && in.from <= s->memo->v[k].first)
		return s->memo->v[k].first;
	first = pattern_set_first(set, s->d->text, in, s->d->arena);
	s->memo->v[k].set = set;
	s->memo->v[k].from = in.from;
	s->memo->v[k].first = first;
	s->memo->v[k].to = in.to;
	return first;
}

/* The last verb of the sentence has been? */
static bool ends_past(const struct when_state *s, uint32_t low)
{
	span in = s->sentence;

	if (in.to - in.from > LAST_BYTES)
		in.from = in.to - LAST_BYTES;
	if (in.from < low)
		in.from = low;
	while (in.from < in.to &&
	       ((unsigned char)s->d->text.p[in.from] & 0xC0) == 0x80)
		in.from++;
	return first_of(s, s->l->past, in) != UINT32_MAX;
}

/* 9日までに停戦するよう求めた, 9日までに回答を求めた: what is asked for is yet
 * to come. */
static bool asked_for(const struct when_state *s, span words)
{
	static const char *const asked[] = { "求め", "要求", "要請", "迫",
					     "促",   "命じ", "呼び" };
	bool by = str_ends(str_span(s->d->text, words), STR("までに"));
	str rest = str_cut(s->d->text, words.to,
			   words.to + CLAUSE_BYTES < s->sentence.to
				   ? words.to + CLAUSE_BYTES
				   : s->sentence.to);
	size_t to, from;

	rest = str_cut(rest, 0, str_find(rest, STR("、"), 0));
	from = str_find(rest, STR("よう"), 0);
	if (by && from == SIZE_MAX)
		from = str_find(rest, STR("を"), 0);
	if (from == SIZE_MAX)
		return false;
	for (size_t i = 0; i < COUNT(asked); i++) {
		to = str_find(rest, str_of(asked[i]), from);
		if (to != SIZE_MAX)
			return true;
	}
	return false;
}

/* 6日に協議を開き、合意する見通しになったと発表した: the words told end in a
 * plan, and no other day stands between. */
static bool told_of_plan(const struct when_state *s, uint32_t from,
			 uint32_t plan)
{
	static const char *const told[] = { "と発表した",     "と発表しました",
					    "と明らかにした", "と述べた",
					    "と表明した",     "と伝えた",
					    "と報じた",	      "と語った" };
	static const char *const plans[] = { "見通し", "予定", "方針", "計画" };
	str end = str_trim(str_span(s->d->text, s->sentence));
	str between = str_cut(s->d->text, from, plan);
	str here = str_cut(s->d->text, plan, s->sentence.to);
	bool says = false, planned = false;

	if (str_ends(end, STR("。")))
		end.n -= 3;
	for (size_t i = 0; i < COUNT(told); i++)
		says |= str_ends(end, str_of(told[i]));
	for (size_t i = 0; i < COUNT(plans); i++)
		planned |= str_starts(here, str_of(plans[i]));
	return says && planned && !str_has(between, STR("日に")) &&
	       !str_has(between, STR("日、"));
}

/* 6日に訪れ、協議を行う見通しとなった, 会談する方針を固めた: all of it is a
 * plan, and no other day stands behind this one. */
static bool ends_in_plan(const struct when_state *s, uint32_t from)
{
	static const char *const plans[] = { "見通し", "予定", "方針",
					     "運び",   "意向", "見込み" };
	static const char *const made[] = {
		"となった", "となりました", "になった", "になりました",
		"を固めた", "を固めました", "を決めた", "を示した",
	};
	str end = str_trim(str_span(s->d->text, s->sentence));
	str behind = str_cut(s->d->text, from, s->sentence.to);
	bool is = false;

	if (str_ends(end, STR("。")))
		end.n -= 3;
	for (size_t i = 0; i < COUNT(made) && !is; i++) {
		str front = end;

		if (!str_ends(end, str_of(made[i])))
			continue;
		front.n -= str_of(made[i]).n;
		for (size_t k = 0; k < COUNT(plans); k++)
			is |= str_ends(front, str_of(plans[k]));
	}
	/* 25日、…方針を固めた: the day of that */
	return is && !str_starts(behind, STR("、")) &&
	       !str_has(behind, STR("日に")) && !str_has(behind, STR("日、"));
}

/* 加えた, 含めた: a noun's clause that tells who else. */
static bool only_adds(str text, uint32_t at)
{
	static const char *const adds[] = { "加えた", "含めた", "交えた",
					    "除いた" };
	str near = str_cut(text, at > 3 ? at - 3 : 0, at + 6);

	for (size_t i = 0; i < COUNT(adds); i++)
		if (str_has(near, str_of(adds[i])))
			return true;
	return false;
}

static bool japanese_future(const struct when_state *s, span words)
{
	span in = { words.to, s->sentence.to };
	uint32_t future = first_of(s, s->l->future, in), did, then;

	if (asked_for(s, words))
		return true;
	if (future == UINT32_MAX)
		return false;
	did = first_of(s, s->l->did, in);
	/* 29日に共産党を加えた与野党で再開する: no verb of the date's */
	if (did != UINT32_MAX && only_adds(s->d->text, did))
		did = first_of(s, s->l->did, (span){ did + 6, in.to });
	then = first_of(s, s->l->then, in);
	if (str_starts(str_span(s->d->text, in), STR("、")))
		then = in.from;
	if (ends_in_plan(s, words.to))
		return true;
	if (then < future && then < did)
		return !ends_past(s, in.from) ||
		       (future < did && told_of_plan(s, words.to, future));
	return future < did;
}

/* The talks would end the war that began on Monday: the word that begins the
 * last clause, and then a word of the past. */
static bool clause_was(const struct when_state *s, span in)
{
	static const char *const heads[] = { " that ",	" which ", " who ",
					     " since ", " after ", " when " };
	str text = str_span(s->d->text, in);
	size_t head = SIZE_MAX;

	for (size_t i = 0; i < COUNT(heads); i++) {
		size_t at = str_find(text, str_of(heads[i]), 0);

		if (at < text.n && (head == SIZE_MAX || at > head))
			head = at;
	}
	if (head == SIZE_MAX)
		return false;
	in.from += (uint32_t)head;
	return pattern_set_first(s->l->past, s->d->text, in, s->d->arena) !=
		       UINT32_MAX &&
	       pattern_set_first(s->l->future, s->d->text, in, s->d->arena) ==
		       UINT32_MAX;
}

/* … will meet in May, he said on Monday: what stands behind the last comma. */
static bool comma_was(const struct when_state *s, span in)
{
	uint32_t at = in.to;

	while (at > in.from && s->d->text.p[at - 1] != ',')
		at--;
	if (at == in.from)
		return false;
	in.from = at;
	return pattern_set_first(s->l->past, s->d->text, in, s->d->arena) !=
		       UINT32_MAX &&
	       pattern_set_first(s->l->future, s->d->text, in, s->d->arena) ==
		       UINT32_MAX;
}

bool when_was(const struct when_state *s, span words)
{
	span in = { s->sentence.from, words.from };

	if (in.to > in.from + CLAUSE_BYTES / 2)
		in.from = in.to - CLAUSE_BYTES / 2;
	return clause_was(s, in);
}

/* extended, adjourned, agreed to suspend it until Monday: not yet over. */
static bool put_off(const struct when_state *s, uint32_t until)
{
	static const char *const verbs[] = { "extend",	"postpon", "adjourn",
					     "suspend", "delay",   "pause",
					     "put off", "defer",   "prolong" };
	uint32_t from = until > s->sentence.from + CLAUSE_BYTES
				? until - CLAUSE_BYTES
				: s->sentence.from;
	str front = str_cut(s->d->text, from, until);

	for (size_t i = 0; i < COUNT(verbs); i++)
		if (str_has(front, str_of(verbs[i])))
			return true;
	return false;
}

/* Iran has until Monday to reply. */
static bool has_until(const struct when_state *s, span words)
{
	str front = str_cut(s->d->text, words.from > 5 ? words.from - 5 : 0,
			    words.from);

	if (!str_starts(str_span(s->d->text, words), STR("until ")))
		return false;
	return str_ends(front, STR(" has ")) || str_is(front, "have ") ||
	       put_off(s, words.from);
}

/* will take part in talks with … and … in the town tomorrow: no clause begins
 * between. */
static bool same_clause(str text, uint32_t from, uint32_t to)
{
	static const char *const breaks[] = { ",",	" that ",  " which ",
					      " who ",	" after ", " when ",
					      " said ", " but ",   ":",
					      ";",	" since ", " as " };
	str between = str_cut(text, from, to);

	for (size_t i = 0; i < COUNT(breaks); i++)
		if (str_has(between, str_of(breaks[i])))
			return false;
	return true;
}

bool when_future(const struct when_state *s, span words)
{
	span in = { s->sentence.from, words.from };
	uint32_t future;

	if (s->d->lang == LANG_JA)
		return japanese_future(s, words);
	if (in.to - in.from > FAR_BYTES)
		in.from = in.to - FAR_BYTES;
	if (has_until(s, words))
		return true;
	future = first_of(s, s->l->future, in);
	if (future != UINT32_MAX && words.from - future > CLAUSE_BYTES &&
	    !same_clause(s->d->text, future, words.from)) {
		in.from = words.from - CLAUSE_BYTES;
		future = first_of(s, s->l->future, in);
	}
	if (future != UINT32_MAX)
		return !clause_was(s, (span){ future, in.to }) &&
		       !comma_was(s, (span){ future, in.to });
	if (words.from > s->sentence.from + OPENING_BYTES)
		return false;
	in = (span){ words.to, s->sentence.to };
	if (in.to - in.from > CLAUSE_BYTES)
		in.to = in.from + CLAUSE_BYTES;
	future = first_of(s, s->l->future, in);
	return future != UINT32_MAX && future <= first_of(s, s->l->past, in);
}

/* 31日の交渉では、…を締結した: the day of a meeting at which something was. */
static bool meeting_of_day(const struct when_state *s, span in)
{
	str rest =
		str_cut(s->d->text, in.from,
			in.from + CLAUSE_BYTES < in.to ? in.from + CLAUSE_BYTES
						       : in.to);
	size_t comma = str_find(rest, STR("、"), 0);

	return str_starts(rest, STR("の")) && comma != SIZE_MAX &&
	       str_ends(str_cut(rest, 0, comma), STR("では")) &&
	       ends_past(s, in.from);
}

bool when_undecided(const struct when_state *s, span words)
{
	span in = { words.to, s->sentence.to };

	if (s->d->lang != LANG_JA)
		return false;
	if (meeting_of_day(s, in))
		return false;
	return str_starts(str_span(s->d->text, in), STR("の")) ||
	       (first_of(s, s->l->did, in) == UINT32_MAX &&
		!ends_past(s, in.from));
}

bool when_record(const struct when_state *s, span words)
{
	span in = { s->sentence.from, words.from };

	if (in.to - in.from > CLAUSE_BYTES)
		in.from = in.to - CLAUSE_BYTES;
	return first_of(s, s->l->record, in) != UINT32_MAX;
}

bool when_past(const struct when_state *s, span words)
{
	(void)words;
	return first_of(s, s->l->past, s->sentence) != UINT32_MAX;
}
