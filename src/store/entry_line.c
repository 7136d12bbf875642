/* entry_line.c - see entry_line.h. */
#include "store/entry_line.h"

#include "base/json_scan.h"
#include "base/vec.h"

static day told_day(struct arena *a, str value)
{
	str s = json_scan_str(a, value);

	return s.n ? day_parse(s) : DAY_NONE;
}

/* Its members by language. The first that is there. */
static str by_language(struct arena *a, str object, str out[LANG_COUNT])
{
	struct json_scan s;
	str first = STR_NONE;

	for (json_scan_init(&s, object); json_scan_next(&s);) {
		str text = json_scan_str(a, s.value);
		enum lang lang = lang_by_name(s.key);

		if (!first.p)
			first = text;
		if (lang != LANG_COUNT)
			out[lang] = text;
	}
	return first;
}

static void read_words(struct arena *a, str object, str out[LANG_COUNT])
{
	str first = by_language(a, object, out);

	for (int i = 0; i < LANG_COUNT; i++)
		if (!out[i].n)
			out[i] = first;
}

static void read_claims(struct arena *a, str object, struct entry_line *out)
{
	struct {
		VEC_OF(struct line_claim);
	} list = { 0 };
	struct json_scan s;

	for (json_scan_init(&s, object); json_scan_next(&s);)
		*vec_add(a, &list) =
			(struct line_claim){ s.key, json_scan_str(a, s.value) };
	out->claims = list.v;
	out->n_claims = list.n;
}

/* The members that are strings and nothing more. */
static str *plain(struct entry_line *x, str key)
{
	return str_is(key, "id")	  ? &x->id
	       : str_is(key, "kind")	  ? &x->kind
	       : str_is(key, "status")	  ? &x->status
	       : str_is(key, "scope")	  ? &x->scope
	       : str_is(key, "about")	  ? &x->about
	       : str_is(key, "precision") ? &x->precision
					  : NULL;
}

static void read_member(struct arena *a, const struct json_scan *s,
			struct entry_line *out)
{
	str *to = plain(out, s->key);

	if (to) {
		*to = json_scan_str(a, s->value);
	} else if (str_is(s->key, "from")) {
		out->from = told_day(a, s->value);
	} else if (str_is(s->key, "to")) {
		out->to = told_day(a, s->value);
	} else if (str_is(s->key, "label")) {
		(void)by_language(a, s->value, out->title);
	} else if (str_is(s->key, "title")) {
		read_words(a, s->value, out->words);
	} else if (str_is(s->key, "sources")) {
		out->sources = json_scan_int(s->value);
	} else if (str_is(s->key, "importance")) {
		out->importance = json_scan_int(s->value);
	} else if (str_is(s->key, "status_by") && s->value.n > 2) {
		read_claims(a, s->value, out);
	}
}

bool entry_line_read(struct arena *a, str json, struct entry_line *out)
{
	struct json_scan s;

	*out = (struct entry_line){ .from = DAY_NONE, .to = DAY_NONE };
	for (json_scan_init(&s, json); json_scan_next(&s);)
		read_member(a, &s, out);
	return !s.bad;
}

static bool same_claims(const struct entry_line *x, const struct entry_line *y)
{
	if (x->n_claims != y->n_claims)
		return false;
	for (uint32_t i = 0; i < x->n_claims; i++)
		if (!str_eq(x->claims[i].party, y->claims[i].party) ||
		    !str_eq(x->claims[i].status, y->claims[i].status))
			return false;
	return true;
}

bool entry_line_same(const struct entry_line *x, const struct entry_line *y)
{
	for (int i = 0; i < LANG_COUNT; i++)
		if (!str_eq(x->title[i], y->title[i]) ||
		    !str_eq(x->words[i], y->words[i]))
			return false;
	return str_eq(x->id, y->id) && str_eq(x->kind, y->kind) &&
	       str_eq(x->status, y->status) && str_eq(x->scope, y->scope) &&
	       str_eq(x->precision, y->precision) && x->from == y->from &&
	       x->to == y->to && x->sources == y->sources &&
	       x->importance == y->importance && same_claims(x, y);
}
