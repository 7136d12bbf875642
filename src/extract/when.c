/* when.c - times: from the text of an article to TIMEX3 values and intervals.
 *
 * Sentence by sentence: one scan finds the hits of all rules, the longest win,
 * each is resolved against what was told before it (when_resolve.c). Works on
 * the raw text: dictionaries cut digits differently. */
#include <stdio.h>

#include "base/limits.h"
#include "extract/when_priv.h"
#include "read/stamp.h"

#define LIST_WORDS 64 /* of one class, at first: a power of two */

static const char *const no_classes[] = { NULL };

static const char *const kind_names[] = { "date", "duration", "set",
					  "ref",  "none",     "weak" };

static enum when_kind kind_of(str s)
{
	for (size_t i = 0; i < COUNT(kind_names); i++)
		if (str_is(s, kind_names[i]))
			return (enum when_kind)i;
	return WHEN_NONE;
}

#define KEY_HEAD 32u /* room for the class and its stroke */

/* Small letters, and a run of blanks as one; the length that is left. */
static size_t fold_word(char *out, str word)
{
	size_t k = 0;

	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		if (c == ' ' || c == '\n') {
			if (k > 0 && out[k - 1] == ' ')
				continue;
			c = ' ';
		}
		out[k++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	return k;
}

static uint64_t length_bit(size_t n)
{
	return (uint64_t)1 << (n < 63 ? n : 63);
}

/* Where the lengths of a class's words that begin so are kept; classes and
 * letters may share a place. */
static uint8_t lengths_at(const char *cls, char first)
{
	return (uint8_t)(first * 3 + cls[0] * 37 + cls[1] * 11);
}

/* Most words asked for are not in the class: their first letter and length
 * tell. */
str when_word(const struct when_lang *l, const char *cls, str word)
{
	char key[KEY_HEAD + 160];
	size_t n, head = strlen(cls) + 1;
	uint64_t *at;

	if (!word.n || word.n > 160 || head > KEY_HEAD)
		return STR_NONE;
	n = fold_word(key + KEY_HEAD, word);
	if (!(l->lengths[lengths_at(cls, key[KEY_HEAD])] & length_bit(n)))
		return STR_NONE;
	memcpy(key + KEY_HEAD - head, cls, head - 1);
	key[KEY_HEAD - 1] = '/';
	at = map_find(&l->words, (str){ key + KEY_HEAD - head, head + n });
	return at ? table_cell(l->table, (uint32_t)(*at - 1), l->value_column)
		  : STR_NONE;
}

/* ---- loading */

struct lists {
	VEC_OF(struct word_list);
};

static struct word_list *list_of(struct arena *a, struct lists *lists, str name)
{
	struct word_list *l;

	for (uint32_t i = 0; i < lists->n; i++)
		if (str_eq(lists->v[i].name, name))
			return &lists->v[i];
	l = vec_add(a, lists);
	*l = (struct word_list){ .name = name };
	l->words = arena_many(a, str, LIST_WORDS);
	return l;
}

static void add_word(struct arena *a, struct when_lang *l, struct lists *lists,
		     str cls, str word, uint32_t row)
{
	struct word_list *list = list_of(a, lists, cls);
	str key = arena_printf(a, "%.*s/%.*s", STR_FMT(cls), STR_FMT(word));
	char *p = arena_alloc(a, key.n + 1);

	for (size_t i = 0; i < key.n; i++)
		p[i] = (char)(key.p[i] >= 'A' && key.p[i] <= 'Z' ? key.p[i] + 32
								 : key.p[i]);
	*map_put(&l->words, (str){ p, key.n }) = row + 1;
	l->lengths[lengths_at(key.p, p[cls.n + 1])] |= length_bit(word.n);
	if (list->n >= LIST_WORDS && (list->n & (list->n - 1)) == 0) {
		str *more = arena_many(a, str, 2 * list->n); /* it is full */

		for (uint32_t i = 0; i < list->n; i++)
			more[i] = list->words[i];
		list->words = more;
	}
	((str *)(uintptr_t)list->words)[list->n++] = word;
}

/* The word as books print it, today’s; STR_NONE when it has no '. */
static str curled(struct arena *a, str word)
{
	size_t at = str_find(word, STR("'"), 0);

	if (at >= word.n)
		return STR_NONE;
	return arena_printf(a, "%.*s’%.*s", STR_FMT(str_cut(word, 0, at)),
			    STR_FMT(str_cut(word, at + 1, word.n)));
}

/* The words of tense are patterns; NULL for any other class. */
static struct pattern_set *tense_set(const struct when_lang *l, str cls)
{
	return str_is(cls, "future")   ? l->future
	       : str_is(cls, "past")   ? l->past
	       : str_is(cls, "did")    ? l->did
	       : str_is(cls, "record") ? l->record
	       : str_is(cls, "then")   ? l->then
				       : NULL;
}

static void load_words(struct arena *a, struct when_lang *l,
		       struct pattern_context *ctx, struct lists *lists)
{
	int cls = table_column(l->table, "class");
	int words = table_column(l->table, "words");

	l->value_column = table_column(l->table, "value");
	map_init(&l->words, a);
	l->future = pattern_set_in(a);
	l->past = pattern_set_in(a);
	l->did = pattern_set_in(a);
	l->then = pattern_set_in(a);
	l->record = pattern_set_in(a);
	for (uint32_t i = 0; i < l->table->n; i++) {
		str rest = table_cell(l->table, i, words), word;
		str c = table_cell(l->table, i, cls);

		while ((word = str_token(&rest, '|')).n || rest.p) {
			const struct row *row = &l->table->rows[i];
			const struct pattern *p;
			struct pattern_set *set;

			if (!word.n)
				continue;
			l->joins |= str_is(c, "join");
			set = tense_set(l, c);
			if (!set) {
				add_word(a, l, lists, c, word, i);
				word = curled(a, word);
				if (word.n)
					add_word(a, l, lists, c, word, i);
				continue;
			}
			p = pattern_compile(ctx, word, row->file, row->line);
			if (p)
				pattern_set_add(set, p, i);
		}
	}
}

static const struct when_lang *lang_in(struct arena *a, const struct packs *p,
				       const char *code, bool english,
				       struct diags *diags)
{
	struct when_lang *l = arena_one(a, struct when_lang);
	const struct rules *rules = packs_rules(p, code, "when");
	struct pattern_context ctx = { .arena = a, .diags = diags };
	struct lists lists = { 0 };

	ctx.classes = no_classes;
	ctx.flags = english ? PATTERN_ENGLISH : 0;
	l->table = packs_table(p, code, "time-words");
	load_words(a, l, &ctx, &lists);
	ctx.lists = lists.v;
	ctx.n_lists = lists.n;
	l->v = arena_many(a, struct when_rule, rules->n + 1);
	l->set = pattern_set_in(a);
	pattern_set_whole_numbers(l->set); /* hits_trim would drop them */
	for (uint32_t i = 0; i < rules->n; i++) {
		const struct rule *r = &rules->v[i];
		struct when_rule *x = &l->v[l->n];

		x->pattern = pattern_compile(&ctx, rule_field(r, "match"),
					     r->file, r->line);
		if (!x->pattern)
			continue;
		x->rule = r;
		x->kind = kind_of(rule_field(r, "kind"));
		x->value = rule_field(r, "value");
		pattern_set_add(l->set, x->pattern, l->n++);
	}
	return l;
}

const struct when *when_in(struct arena *a, const struct packs *p,
			   struct diags *diags)
{
	struct when *w = arena_one(a, struct when);

	w->lang[LANG_JA] = lang_in(a, p, "ja", false, diags);
	w->lang[LANG_EN] = lang_in(a, p, "en", true, diags);
	return w;
}

/* ---- reading */

/* A date on its own line or with its words around it, and nothing told yet:
 * the page's own. Taken only when nobody gave the publication. */
static void publish_from_text(struct doc *d)
{
	for (uint32_t i = 0; i < d->sentences.n && i < 6; i++) {
		const struct sentence *s = &d->sentences.v[i];
		str line = str_span(d->text, s->at);
		struct stamp st;

		if (s->kind == SENTENCE_BODY || line.n > 160 ||
		    !stamp_find(line, 0, &st) ||
		    !day_is_valid(st.y, st.m, st.d) ||
		    st.at.to - st.at.from + 60 < line.n)
			continue;
		d->published = day_of(st.y, st.m, st.d);
		d->published_text = stamp_text(d->arena, &st);
		d->published_basis = STR("text");
		return;
	}
}

static enum time_type type_of(enum when_kind kind, const struct parts *p)
{
	if (kind == WHEN_DURATION)
		return TIME_DURATION;
	if (kind == WHEN_SET)
		return TIME_SET;
	return p->clock || p->tod.n ? TIME_TIME : TIME_DATE;
}

/* Does a date of its own stand at the head of the line, with nothing but a
 * title or nothing behind it? Then it dates what follows. */
static bool dates_below(const struct when_state *s, span at)
{
	str line = str_span(s->d->text, s->sentence);
	uint32_t head = at.from - s->sentence.from;

	return s->in_heading && head <= 12 && line.n < 400;
}

/* 【7月8日 AFP】, [灯台島 19日 ロイター], 【モスクワ2日共同】: where and when
 * it was written; not 【3月4日】 of a chronology. */
static bool in_dateline(const struct when_state *s, span at)
{
	static const char *const pairs[][2] = { { "【", "】" }, { "[", "]" } };
	static const char *const by[] = { "AFP",  "共同", "時事", "ロイター",
					  "CNN",  "通信", "聯合", "タス",
					  "新華", "朝日", "毎日", "読売" };
	str line = str_span(s->d->text, s->sentence);

	if (s->d->lang != LANG_JA || at.from > s->sentence.from + 60)
		return false;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		size_t end =
			str_find(str_cut(line, 0, 120), str_of(pairs[i][1]), 0);

		if (!str_starts(line, str_of(pairs[i][0])) || end == SIZE_MAX ||
		    at.to > s->sentence.from + end)
			continue;
		line = str_cut(line, 0, end);
		for (size_t k = 0; k < COUNT(by); k++)
			if (str_has(line, str_of(by[k])))
				return true;
		return at.to == s->sentence.from + end &&
		       at.from > s->sentence.from + strlen(pairs[i][0]);
	}
	return false;
}

static void remember(struct when_state *s, const struct parts *p,
		     struct time_mention *t)
{
	t->metadata = in_dateline(s, t->at);
	if (t->from != DAY_NONE && t->type != TIME_DURATION &&
	    t->precision >= PRECISION_YEAR && !p->ref.n)
		s->year = day_civil(t->from).y;
	if (t->from == DAY_NONE && t->to != DAY_NONE && p->d != PART_NONE &&
	    p->m != PART_NONE)
		s->until = t->to; /* until July 7 */
	if (t->type == TIME_DURATION || t->type == TIME_SET)
		return;
	if (t->precision >= PRECISION_DAY && !p->ref.n &&
	    (t->from != DAY_NONE || t->to != DAY_NONE))
		s->last_day = t->from != DAY_NONE ? t->from : t->to;
	if (t->from == DAY_NONE || t->precision < PRECISION_MONTH)
		return;
	t->heading = dates_below(s, t->at);
	if (t->heading) {
		s->heading = t->from;
		s->heading_precision = t->precision;
		s->heading_text = str_span(s->d->text, t->at);
	}
	s->last = t->from;
	s->last_to = t->to;
	s->last_precision = t->precision;
	if (s->last_paragraph != s->paragraph)
		s->last_year = PART_NONE;
	if (p->y != PART_NONE || p->ry.by != PART_NONE)
		s->last_year = day_civil(t->from).y;
	s->last_explicit = p->m != PART_NONE || p->rm.by != PART_NONE;
	s->last_paragraph = s->paragraph;
}

static bool digit_at(str text, uint32_t at)
{
	return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

/* $12 is no day. */
static bool costs(str text, uint32_t at)
{
	if (at > 0 && text.p[at - 1] == ' ')
		at--;
	return (at > 0 && text.p[at - 1] == '$') ||
	       (at > 2 && str_is(str_cut(text, at - 3, at), "€")) ||
	       (at > 1 && str_is(str_cut(text, at - 2, at), "£"));
}

/* Does the number that ends the hit go on: 10.1, 11:00, 2014-08-32? */
static bool goes_on(str text, span at)
{
	char next = at.to < text.n ? text.p[at.to] : 0;

	if (digit_at(text, at.to))
		return true;
	if (!digit_at(text, at.to + 1))
		return false;
	return (next == ':' &&
		!memchr(text.p + at.from, '/', at.to - at.from)) ||
	       next == '.' ||
	       ((next == '-' || next == '/') &&
		memchr(text.p + at.from, next, at.to - at.from));
}

/* A part of a longer number is no date; words that must only follow are not
 * the date's own. */
static void hits_trim(str text, struct hits *h)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < h->n; i++) {
		struct hit *x = &h->v[i];
		bool digit = digit_at(text, x->at.from);

		if (digit && x->at.from > 0 &&
		    (digit_at(text, x->at.from - 1) ||
		     (x->at.from > 1 && strchr(".,:", text.p[x->at.from - 1]) &&
		      digit_at(text, x->at.from - 2))))
			continue;
		if (digit && costs(text, x->at.from))
			continue;
		if (digit_at(text, x->at.to - 1) && goes_on(text, x->at))
			continue;
		for (uint32_t k = 0; k < x->n_captures; k++)
			if (str_is(x->captures[k].name, "tail") &&
			    x->captures[k].at.to > x->captures[k].at.from)
				x->at.to = x->captures[k].at.from;
		h->v[n++] = *x;
	}
	h->n = n;
}

/* Of overlapping hits the one that starts first, of these the longest, then
 * the lower rule: what it leaves over may be a piece of its own (明日の,
 * 午前10時). */
static void hits_first(struct hits *h)
{
	uint32_t n = 0, end = 0;

	for (uint32_t i = 0; i < h->n;) {
		uint32_t best = i, k = i;

		for (; k < h->n && h->v[k].at.from == h->v[i].at.from; k++)
			if (h->v[k].at.to > h->v[best].at.to ||
			    (h->v[k].at.to == h->v[best].at.to &&
			     h->v[k].rule < h->v[best].rule))
				best = k;
		if (h->v[best].at.from >= end) {
			end = h->v[best].at.to;
			h->v[n++] = h->v[best];
		}
		i = k;
	}
	h->n = n;
}

/* English patterns stand at word borders: the longest wins. */
static void hits_choose(const struct when_state *s, str text, struct hits *h)
{
	hits_trim(text, h);
	if (s->d->lang == LANG_JA)
		hits_first(h);
	else
		hits_longest(h);
}

static bool resolve(struct when_state *s, const struct when_item *x,
		    enum when_kind kind, const struct parts *p,
		    struct time_mention *t)
{
	*t = (struct time_mention){ .from = DAY_NONE, .to = DAY_NONE };
	t->at = p->words;
	t->type = type_of(kind, p);
	t->rule = x->rule->rule->id;
	t->basis = STR("none");
	if (!when_resolve(s, p, t))
		return false;
	t->deadline = str_is(p->bound, "by") || str_is(p->bound, "before") ||
		      str_is(p->bound, "within");
	when_value(s, p, t);
	return true;
}

/* From May to September, told in July: this year's, though May is over. */
static void around_now(struct when_state *s, const struct when_item *x,
		       struct time_mention *t)
{
	struct parts p = x->p;
	struct time_mention last;
	struct civil c;
	int end;

	if (s->d->lang != LANG_EN || s->pub == DAY_NONE ||
	    t->from == DAY_NONE || t->from <= s->pub || p.m == PART_NONE ||
	    p.y != PART_NONE || p.ry.by != PART_NONE ||
	    x->other.m == PART_NONE || x->other.y != PART_NONE)
		return;
	c = day_civil(t->from);
	p.y = c.y - 1;
	end = p.y + (x->other.m < p.m);
	c.d = x->other.d != PART_NONE ? x->other.d
				      : days_in_month(end, x->other.m);
	if (!day_is_valid(end, x->other.m, c.d) ||
	    day_of(end, x->other.m, c.d) < s->pub ||
	    !resolve(s, x, WHEN_DATE, &p, &last) || last.from > s->pub)
		return;
	last.at = t->at;
	last.basis = t->basis;
	*t = last;
}

/* 15:00 to 17:00, Monday to Wednesday: from the one's start to the other's
 * end. */
static bool range(struct when_state *s, const struct when_item *x,
		  struct time_mention *t)
{
	struct time_mention end;
	struct parts other = x->other;
	day last = s->last;
	bool ok, clock;

	around_now(s, x, t);
	if (t->from != DAY_NONE)
		s->last = t->from;
	if (t->from != DAY_NONE && other.m != PART_NONE &&
	    other.y == PART_NONE && other.ry.by == PART_NONE &&
	    x->p.m != PART_NONE && x->p.y == PART_NONE &&
	    other.sh.by == PART_NONE)
		other.y = day_civil(t->from).y + (other.m < x->p.m);
	if (t->from != DAY_NONE && other.d != PART_NONE &&
	    other.m == PART_NONE && other.rm.by == PART_NONE &&
	    x->p.d != PART_NONE) {
		struct civil c = day_civil(t->from);

		other.m = other.d < c.d ? c.m % 12 + 1 : c.m;
		other.y = c.y + (other.d < c.d && c.m == 12);
	}
	ok = resolve(s, x, WHEN_DATE, &other, &end);
	s->last = last;
	if (!ok)
		return false;
	if (t->from != DAY_NONE && end.to != DAY_NONE && end.to < t->from) {
		/* Friday to Monday: the one after */
		if (x->other.wd == PART_NONE || x->other.d != PART_NONE)
			return false;
		end.from += 7;
		end.to += 7;
		end.value = STR_NONE;
		when_value(s, &x->other, &end);
	}
	if (t->from != DAY_NONE && t->from == end.from &&
	    when_minute(&x->other) != PART_NONE &&
	    when_minute(&x->other) < when_minute(&x->p)) {
		end.from = end.to = t->from + 1; /* past midnight */
		end.value = STR_NONE;
		when_value(s, &x->other, &end);
	}
	t->to = end.to;
	clock = t->type == TIME_TIME || end.type == TIME_TIME;
	when_value_range(s, clock, t, &end);
	if (clock)
		t->type = TIME_TIME;
	return true;
}

/* 18日から3日間 */
static void lasts(struct when_state *s, const struct when_item *x,
		  struct time_mention *t)
{
	day to = t->from == DAY_NONE ? DAY_NONE
				     : when_lasting(&x->other, t->from);

	if (to == DAY_NONE || t->precision < PRECISION_DAY)
		return;
	t->to = to;
	t->value = STR_NONE;
	t->mod = STR_NONE;
	t->precision = PRECISION_DAY;
	t->value = when_date_value(s->d->arena, t);
	t->edtf = t->value;
}

/* Three weeks from a day that nobody told. */
static void unknown(struct when_state *s, const struct when_item *x)
{
	struct time_mention *t = vec_add(s->d->arena, &s->m->times);

	*t = (struct time_mention){ .from = DAY_NONE, .to = DAY_NONE };
	t->at = x->p.words;
	t->rule = x->rule->rule->id;
	t->basis = STR("none");
	t->value = x->p.dir < 0 ? STR("PAST_REF") : STR("FUTURE_REF");
	if (when_of_clock(&x->p))
		t->type = TIME_TIME;
}

static void read_item(struct when_state *s, const struct when_item *x)
{
	struct time_mention t;

	s->counted_from = DAY_NONE;
	if (x->counted) {
		if (!resolve(s, x, WHEN_DATE, &x->other, &t) ||
		    t.from == DAY_NONE) {
			unknown(s, x);
			return;
		}
		s->counted_minute = x->other.hh >= 0 ? when_minute(&x->other)
				    : x->other.ref.n && s->pub_minute >= 0
					    ? s->pub_minute
					    : 0;
		s->counted_from = t.from + (x->other.midnight && x->p.dir < 0);
	}
	if (!resolve(s, x, x->kind, &x->p, &t))
		return;
	if (x->range && !range(s, x, &t))
		return;
	if (x->lasting)
		lasts(s, x, &t);
	if (x->kind != WHEN_REF && t.type != TIME_DURATION)
		remember(s, &x->p, &t);
	*vec_add(s->d->arena, &s->m->times) = t;
}

/* The stop of They met in February. is the sentence's. */
static void drop_stop(const struct when_state *s, struct parts *p)
{
	str text = s->d->text;
	uint32_t at = p->words.to, k = at - 1;

	if (at != s->sentence.to || at < p->words.from + 6 ||
	    text.p[at - 1] != '.')
		return;
	while (k > p->words.from && text.p[k - 1] >= 'a' &&
	       text.p[k - 1] <= 'z')
		k--;
	if (at - 1 - k >= 4)
		p->words.to--;
}

/* This may take longer: no month. */
static bool this_may(str text, const struct parts *p)
{
	str words = str_span(text, p->words);

	return p->m == 5 && p->d == PART_NONE && p->y == PART_NONE &&
	       p->sh.by == 0 && words.n > 3 &&
	       str_is(str_cut(words, words.n - 3, words.n), "may");
}

static void read_hits(struct when_state *s, const struct hits *hits)
{
	struct when_items items = { 0 };

	for (uint32_t k = 0; k < hits->n; k++) {
		const struct when_rule *r = &s->l->v[hits->v[k].rule];
		struct when_item *x;

		if (r->kind == WHEN_NONE)
			continue;
		x = vec_add(s->d->arena, &items);
		*x = (struct when_item){ .rule = r, .kind = r->kind };
		when_parts(s->l, s->d->text, r, &hits->v[k], &x->p);
		drop_stop(s, &x->p);
		if (this_may(s->d->text, &x->p))
			items.n--;
	}
	if (!items.n)
		return;
	when_join(s, &items);
	for (uint32_t k = 0; k < items.n; k++)
		if (!items.v[k].gone)
			read_item(s, &items.v[k]);
}

/* A chronology often tells its year in the title alone. */
static void title_year(struct when_state *s)
{
	struct hits hits = { 0 };
	str title = s->d->title;

	if (s->pub != DAY_NONE || !title.n)
		return;
	pattern_set_scan(s->l->set, title, (span){ 0, (uint32_t)title.n }, NULL,
			 s->d->arena, &hits);
	hits_choose(s, title, &hits);
	for (uint32_t i = 0; i < hits.n; i++) {
		const struct when_rule *r = &s->l->v[hits.v[i].rule];
		struct time_mention t = { .from = DAY_NONE, .to = DAY_NONE };
		struct parts p;

		if (r->kind != WHEN_DATE)
			continue;
		when_parts(s->l, title, r, &hits.v[i], &p);
		if (p.y == PART_NONE || !when_resolve(s, &p, &t))
			continue;
		s->last = s->last_to = t.from;
		s->last_precision = PRECISION_DAY;
		return;
	}
}

/* A new heading or bullet on the same level ends what the one above said. */
static void enter(struct when_state *s, const struct sentence *x)
{
	s->sentence = x->at;
	s->paragraph = x->paragraph;
	s->in_heading = x->kind == SENTENCE_HEADING ||
			(x->kind == SENTENCE_BULLET && x->depth <= 1);
	if (x->kind == SENTENCE_HEADING)
		s->heading_depth = 0;
}

/* Minutes east of Greenwich of 18:45+09:00; PART_NONE when it tells none. */
static int offset_of(str clock)
{
	size_t at = 5;
	int minutes;

	while (at < clock.n && !strchr("+-Z", clock.p[at]))
		at++;
	if (at < clock.n && clock.p[at] == 'Z')
		return 0;
	if (clock.n < at + 6 || clock.p[at + 3] != ':')
		return PART_NONE;
	minutes = (int)(str_to_long(str_cut(clock, at + 1, at + 3)) * 60 +
			str_to_long(str_cut(clock, at + 4, at + 6)));
	return clock.p[at] == '-' ? -minutes : minutes;
}

/* The time of day of 2031-03-05T18:45:30. */
static void published_clock(struct when_state *s, str text)
{
	size_t at = str_find(text, STR("T"), 0);
	str clock;

	if (at == SIZE_MAX || text.n < at + 6 || text.p[at + 3] != ':')
		return;
	clock = str_cut(text, at + 1, text.n);
	s->pub_offset = offset_of(clock);
	s->pub_minute = (int)(str_to_long(str_cut(clock, 0, 2)) * 60 +
			      str_to_long(str_cut(clock, 3, 5)));
	if (s->pub_minute < 0 || s->pub_minute >= 24 * 60)
		s->pub_minute = -1;
	if (clock.n >= 8 && clock.p[5] == ':')
		s->pub_second = (int)str_to_long(str_cut(clock, 6, 8));
	if (s->pub_second < 0 || s->pub_second > 59)
		s->pub_second = 0;
}

void when_read(const struct when *w, struct doc *d, struct mentions *m)
{
	struct when_memo memo = { 0 };
	struct when_state s = { .d = d,
				.memo = &memo,
				.m = m,
				.l = w->lang[d->lang],
				.last = DAY_NONE,
				.heading = DAY_NONE,
				.year = PART_NONE,
				.last_year = PART_NONE,
				.last_day = DAY_NONE,
				.counted_from = DAY_NONE,
				.until = DAY_NONE,
				.pub_minute = -1,
				.pub_offset = PART_NONE };

	if (d->published == DAY_NONE)
		publish_from_text(d);
	s.pub = d->published;
	published_clock(&s, d->published_text);
	title_year(&s);
	for (uint32_t i = 0; i < d->sentences.n; i++) {
		const struct sentence *x = &d->sentences.v[i];
		struct hits hits = { 0 };

		if (m->times.n >= LIMIT_MENTIONS)
			break;
		enter(&s, x);
		pattern_set_scan(s.l->set, d->text, x->at, NULL, d->arena,
				 &hits);
		hits_choose(&s, d->text, &hits);
		read_hits(&s, &hits);
	}
}
