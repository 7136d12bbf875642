/* entry_line.c - see entry_line.h. */
#include "show/entry_line.h"

#include "base/json_scan.h"
#include "base/vec.h"

static day told_day(struct arena *a, str value)
{
	str s = json_scan_str(a, value);

	return s.n ? day_parse(s) : DAY_NONE;
}

/* The member of that language; *first: the first that is there. */
static str in_language(struct arena *a, str object, enum lang lang, str *first)
{
	struct json_scan s;
	str found = STR_NONE;

	*first = STR_NONE;
	for (json_scan_init(&s, object); json_scan_next(&s);) {
		str text = json_scan_str(a, s.value);

		if (!first->p)
			*first = text;
		if (str_eq(s.key, lang_name(lang)))
			found = text;
	}
	return found;
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
			enum lang lang, struct entry_line *out)
{
	str *to = plain(out, s->key), first;

	if (to) {
		*to = json_scan_str(a, s->value);
	} else if (str_is(s->key, "from")) {
		out->from = told_day(a, s->value);
	} else if (str_is(s->key, "to")) {
		out->to = told_day(a, s->value);
	} else if (str_is(s->key, "label")) {
		out->title = in_language(a, s->value, lang, &first);
	} else if (str_is(s->key, "title")) {
		out->words = in_language(a, s->value, lang, &first);
		if (!out->words.n)
			out->words = first;
	} else if (str_is(s->key, "sources")) {
		out->sources = json_scan_int(s->value);
	} else if (str_is(s->key, "importance")) {
		out->importance = json_scan_int(s->value);
	} else if (str_is(s->key, "status_by") && s->value.n > 2) {
		read_claims(a, s->value, out);
	}
}

bool entry_line_read(struct arena *a, str json, enum lang lang,
		     struct entry_line *out)
{
	struct json_scan s;

	*out = (struct entry_line){ .from = DAY_NONE, .to = DAY_NONE };
	for (json_scan_init(&s, json); json_scan_next(&s);)
		read_member(a, &s, lang, out);
	return !s.bad;
}
