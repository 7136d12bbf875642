/* when_words.c - the words beside a time, and the times that stand alone.
 *
 * A weak piece (May, 2031, a number) that nothing joined is a date only where
 * the words before or behind it make it one. */
#include "extract/when_priv.h"

#define PREFIX_WORDS 5

static bool blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

str when_word_before(const struct when_state *s, const char *cls, uint32_t low,
		     uint32_t *at)
{
	str text = s->d->text, best = STR_NONE;
	uint32_t end = *at, from;

	while (end > low && blank(text.p[end - 1]))
		end--;
	from = end;
	for (int k = 0; k < PREFIX_WORDS && from > low; k++) {
		str value;

		while (from > low && blank(text.p[from - 1]))
			from--;
		if (from > low && !blank(text.p[from - 1]))
			from--;
		while (from > low && !blank(text.p[from - 1]) &&
		       text.p[from - 1] != '(')
			from--;
		value = when_word(s->l, cls,
				  str_span(text, (span){ from, end }));
		if (value.n) {
			best = value;
			*at = from;
		}
	}
	return best;
}

str when_word_after(const struct when_state *s, const char *cls, uint32_t high,
		    uint32_t *at)
{
	str text = s->d->text, best = STR_NONE;
	uint32_t from = *at, to;

	while (from < high && blank(text.p[from]))
		from++;
	to = from;
	for (int k = 0; k < PREFIX_WORDS && to < high; k++) {
		str value;

		while (to < high && blank(text.p[to]))
			to++;
		while (to < high && !blank(text.p[to]) &&
		       (to == from || !strchr(",.;:)?!", text.p[to])))
			to++;
		value = when_word(s->l, cls,
				  str_span(text, (span){ from, to }));
		if (value.n) {
			best = value;
			*at = to;
		}
		if (to < high && !blank(text.p[to]))
			break;
	}
	return best;
}

/* 138-2010-2015, 2015-32: a piece of something that is no date. */
bool when_half_of_number(str text, span at)
{
	char before = at.from > 0 ? text.p[at.from - 1] : ' ';
	char after = at.to < text.n ? text.p[at.to] : ' ';

	return (strchr("-/.:", before) && at.from > 1 &&
		text.p[at.from - 2] >= '0' && text.p[at.from - 2] <= '9') ||
	       (strchr("-/.:", after) && after && at.to + 1 < text.n &&
		text.p[at.to + 1] >= '0' && text.p[at.to + 1] <= '9');
}

/* Does nothing but punctuation follow? */
bool when_closes(str text, span sentence, uint32_t at)
{
	return at >= sentence.to || strchr(".,;:!?)", text.p[at]);
}

bool when_day_ends(const struct when_state *s, const struct when_item *x)
{
	uint32_t at = x->p.words.to;

	return when_closes(s->d->text, s->sentence, at) ||
	       when_word_after(s, "afteryear", s->sentence.to, &at).n > 0;
}

/* 2015 Paris Agreement, 1863 (Figure 2); but 2000 Americans. */
static bool before_name(const struct when_state *s, const struct when_item *x)
{
	str text = s->d->text;
	uint32_t at = x->p.words.to + 1;

	if (at >= s->sentence.to || !blank(text.p[at - 1]))
		return false;
	return text.p[at] == '(' || text.p[at] == '[' ||
	       (text.p[at] >= 'A' && text.p[at] <= 'Z' && x->p.y >= 1900 &&
		x->p.y < 2100 && x->p.y % 100);
}

/* A bare year stands for itself where no counted thing can follow. */
static bool stands_alone(const struct when_state *s, const struct when_item *x)
{
	str text = s->d->text;
	uint32_t at = x->p.words.to, from = x->p.words.from;

	if (from == s->sentence.from && at == s->sentence.to)
		return x->p.num == PART_NONE && when_has(&x->p) != HAS_YEAR;
	if (x->p.num != PART_NONE || when_half_of_number(text, x->p.words))
		return false;
	if (when_has(&x->p) == HAS_MONTH)
		return when_word_before(s, "beforemonth", s->sentence.from,
					&from)
			       .n > 0;
	if (when_has(&x->p) == (HAS_MONTH | HAS_DAY))
		return when_word_before(s, "beforeday", s->sentence.from, &from)
				       .n > 0 ||
		       (x->p.d > 12 && when_closes(text, s->sentence, at));
	if (when_has(&x->p) == HAS_DAY)
		return when_day_ends(s, x) &&
		       ((x->p.bound.n && !str_is(x->p.bound, "at")) ||
			x->p.mod.n ||
			when_word_before(s, "beforedate", s->sentence.from,
					 &from)
				.n);
	if (when_has(&x->p) != HAS_YEAR || x->p.y == PART_NONE)
		return false;
	if (from > 0 && strchr("$#/.@_=", text.p[from - 1]))
		return false;
	if (from > 1 && (unsigned char)text.p[from - 1] >= 0x80 &&
	    (unsigned char)text.p[from - 1] != 0x93 &&
	    (unsigned char)text.p[from - 1] != 0x94)
		return false;
	if (at < text.n && strchr("%/@_$", text.p[at]))
		return false;
	if (before_name(s, x))
		return true;
	if (at >= s->sentence.to || !blank(text.p[at]) ||
	    when_word_before(s, "beforeyear", s->sentence.from, &from).n)
		return true;
	return when_word_after(s, "afteryear", s->sentence.to, &at).n > 0;
}

/* The 3 pm session moved to 4: the sentence told an hour before. */
static bool moved_to(const struct when_state *s, const struct when_item *x)
{
	uint32_t at = x->p.words.from;

	return s->told_hour && at > s->sentence.from + 4 &&
	       str_is(str_cut(s->d->text, at - 4, at), " to ") &&
	       when_closes(s->d->text, s->sentence, x->p.words.to);
}

/* No later than 4; by 4 is more often a count. */
static bool later_than(const struct when_state *s, const struct when_item *x)
{
	return str_is(x->p.bound, "by") &&
	       str_has(str_span(s->d->text, x->p.words), STR("later than"));
}

/* At 5, until 5, where nothing counted follows. */
static bool bare_hour(const struct when_state *s, const struct when_item *x)
{
	str b = x->p.bound;

	if (x->p.num <= 24 && moved_to(s, x))
		return true;
	return x->joined && x->p.num <= 24 &&
	       (str_is(b, "at") || later_than(s, x) || str_is(b, "until") ||
		str_is(b, "before") || str_is(b, "after")) &&
	       when_closes(s->d->text, s->sentence, x->p.words.to);
}

/* At 6.45, which looks like a month and a day. */
static bool dotted_hour(const struct when_state *s, struct when_item *x)
{
	str text = str_span(s->d->text, x->p.words);
	size_t dot = str_find(text, STR("."), 0), at = dot;
	int h, m;

	if (!str_is(x->p.bound, "at") || dot + 3 != text.n ||
	    when_has(&x->p) != (HAS_MONTH | HAS_DAY) ||
	    !when_closes(s->d->text, s->sentence, x->p.words.to))
		return false;
	while (at > 0 && text.p[at - 1] >= '0' && text.p[at - 1] <= '9')
		at--;
	h = when_number(str_cut(text, at, dot));
	m = when_number(str_cut(text, dot + 1, text.n));
	if (h < 0 || h > 24 || m < 0 || m > 59)
		return false;
	x->p.m = x->p.d = PART_NONE;
	x->p.hh = h;
	x->p.mi = m;
	x->p.clock = true;
	x->p.bound = STR_NONE;
	return true;
}

void when_drop_weak(struct when_state *s, struct when_items *v)
{
	s->told_hour = false;
	for (uint32_t i = 0; i < v->n; i++) {
		struct when_item *x = &v->v[i];
		bool open = x->p.num != PART_NONE;

		if (x->gone)
			continue;
		s->told_hour |= x->kind == WHEN_DATE && x->p.hh != PART_NONE;
		if (x->kind != WHEN_WEAK)
			continue;
		if (when_half_of_number(s->d->text, x->p.words)) {
			x->gone = true;
			continue;
		}
		if (dotted_hour(s, x))
			x->joined = true;
		if (open && bare_hour(s, x)) {
			x->p.hh = x->p.num;
			x->p.clock = true;
			x->p.num = PART_NONE;
			if (str_is(x->p.bound, "at"))
				x->p.bound = STR_NONE;
			open = false;
		}
		if ((x->joined && !open) || stands_alone(s, x))
			x->kind = WHEN_DATE;
		else
			x->gone = true;
	}
}
