/* say_when.c - the day on which something was said.
 *
 * A date in what is told is of the thing told, not of the saying: "X said on
 * Monday that the talks were held last week". What is told are the words
 * between marks, or those that en_told_words() finds around the verb. */
#include "extract/say_priv.h"

#define LEAD 60u /* bytes from the verb to the day, past those who listen */
#define NEAR 14u /* … with nobody between */
#define WHO 100u /* bytes of who says it */
#define TAIL 60u /* behind the verb, where the told words stand in front */

static bool dates(const struct time_mention *t)
{
	return t->type <= TIME_TIME && !t->deadline && !t->metadata &&
	       t->from != DAY_NONE && t->to != DAY_NONE;
}

/* 昨年の赤字が…と述べた: a year or a month with の belongs to what is told, but
 * with a place where one speaks. */
static bool of_the_told(const struct doc *d, const struct time_mention *t)
{
	static const char *const spoken[] = {
		"会見", "記者会見", "演説",   "講演",	"インタビュー",
		"取材", "会合",	    "会議",   "声明",	"談話",
		"電話", "国会",	    "委員会", "本会議", "答弁",
		"投稿", NULL
	};
	str rest = str_cut(d->text, t->at.to, d->text.n);

	if (d->lang != LANG_JA || t->precision >= PRECISION_DAY ||
	    !str_starts(rest, STR("の")))
		return false;
	return !str_starts_any(str_cut(rest, STR("の").n, rest.n), spoken);
}

void say_date(const struct doc *d, const struct mentions *m, span in, span told,
	      day *from, day *to)
{
	const struct time_mention *best = NULL;
	uint32_t low = times_from(m, in.from);

	*from = *to = DAY_NONE;
	for (uint32_t i = low; i < m->times.n && !best; i++) {
		const struct time_mention *t = &m->times.v[i];

		if (t->at.to > in.to)
			break;
		if (dates(t) && !span_overlaps(t->at, told) &&
		    !of_the_told(d, t))
			best = t;
	}
	for (uint32_t i = low; i > 0 && !best; i--)
		if (m->times.v[i - 1].heading)
			best = &m->times.v[i - 1];
	if (best) {
		*from = best->from;
		*to = best->to;
	}
}

/* said on Monday, told reporters in Geneva on Monday, said in a statement late
 * on Monday: the day stands with the verb, and is nothing's own. */
static bool beside_verb(str gap, str when, str rest)
{
	static const char *const led[] = {
		" in a ",     " in an ",      " at a ",	      " at the ",
		" to ",	      " reporters",   " journalists", " during ",
		" following", " after ",      " before ",     " in his ",
		" in her ",   " in remarks ", " in their ",   NULL
	};

	if (str_ends(when, STR("'s")) || str_ends(when, STR("’s")) ||
	    str_starts(rest, STR("'s ")) || str_starts(rest, STR("’s ")) ||
	    str_has(gap, STR(" that ")) || str_has(gap, STR(",")))
		return false;
	return gap.n <= NEAR || (gap.n <= LEAD && str_starts_any(gap, led));
}

/* Nothing but when, where and to whom stands behind the verb. */
static bool told_in_front(str tail)
{
	static const char *const circumstances[] = {
		"on ",	 "in ",	    "at ",    "late ",	"early ",  "last ",
		"this ", "earlier", "to ",    "during", "after ",  "before ",
		"when ", "Monday",  "Tuesd",  "Wednes", "Thursd",  "Friday",
		"Satur", "Sunday",  "yester", "by ",	"through", NULL
	};

	tail = str_trim(tail);
	return tail.n < 3 ||
	       (tail.n < TAIL && str_starts_any(tail, circumstances));
}

span en_told_words(const struct speech *k, uint32_t from, span verb,
		   uint32_t to)
{
	const struct mentions *m = k->m;
	str text = k->d->text;
	uint32_t i = times_from(m, verb.to), comma = verb.from;

	while (comma > from && text.p[comma - 1] != ',')
		comma--;
	/* …, the foreign ministry said on Monday */
	if (comma > from && verb.from - comma < WHO &&
	    told_in_front(str_cut(text, verb.to, to)))
		return (span){ from, comma };
	if (i < m->times.n && m->times.v[i].at.to <= to &&
	    beside_verb(str_cut(text, verb.to, m->times.v[i].at.from),
			str_span(text, m->times.v[i].at),
			str_cut(text, m->times.v[i].at.to, to)))
		return (span){ m->times.v[i].at.to, to };
	return (span){ verb.to, to };
}

span en_sourced_words(const struct speech *k, span in)
{
	str s = str_span(k->d->text, in);
	uint32_t at = (uint32_t)str_find(s, STR("ccording to"), 0), comma;

	if (at > 2) /* told first, then who says so */
		return (span){ in.from, in.from + at };
	comma = (uint32_t)str_find(s, STR(","), at);
	return (span){ in.from + comma, in.to };
}
