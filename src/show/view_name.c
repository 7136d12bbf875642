/* view_name.c - names of actors and the program's own words, by language. */
#include "show/view.h"

#include "base/utf8.h"
#include "store/tokens.h"

static str cell(const struct packs *p, const char *name, const char *key,
		str value, const char *column)
{
	const struct table *t = packs_table(p, "", name);
	int k = table_column(t, key), c = table_column(t, column);

	for (uint32_t i = 0; i < t->n; i++)
		if (str_eq(table_cell(t, i, k), value))
			return table_cell(t, i, c);
	return STR_NONE;
}

static const char *lang_column(const struct view *v)
{
	return lang_name(v->lang).p;
}

str view_word(const struct view *v, const char *group, str key)
{
	char full[80];
	int n = snprintf(full, sizeof(full), "%s.%.*s", group, STR_FMT(key));
	str s;

	if (n < 0 || (size_t)n >= sizeof(full))
		return key;
	s = cell(v->packs, "show-words", "key", (str){ full, (size_t)n },
		 lang_column(v));
	return s.n ? s : key;
}

str view_issue(const struct view *v, str issue)
{
	str s = cell(v->packs, "issues", "issue", issue, lang_column(v));

	return s.n ? str_token(&s, '|') : issue;
}

/* ---- actors */

static str actor_name(struct view *v, const struct json_t *x)
{
	str name = item_str(x, "name");
	const struct json_t *list =
		item_at(x, v->lang == LANG_JA ? "names.ja" : "names.en");
	str s;

	if (v->lang == LANG_EN && name.n)
		return name;
	/* the longest of at most twelve letters is the clearest */
	s = item_nth_str(list, 0);
	for (uint32_t i = 1; i < item_count(list); i++) {
		str t = item_nth_str(list, i);

		if (t.n > s.n && utf8_count(t) <= 12)
			s = t;
	}
	return s.n ? s : name;
}

str view_name(struct view *v, str id)
{
	const uint64_t *at = map_find(&v->names, id);
	struct item_row row;
	struct err e = ERR_INIT;
	struct json_t *x;
	bool found;
	str *name;

	if (id.n == 0)
		return STR_NONE;
	if (at)
		return *(const str *)(uintptr_t)*at;
	name = arena_one(v->arena, str);
	*name = cell(v->packs, "party-names", "code", id, lang_column(v));
	if (name->n == 0 &&
	    store_item(v->store, v->arena, id, &row, &found, &e) == 0 &&
	    found && (x = item_parse(row.json)) != NULL) {
		str party = item_str(x, "party");

		if (str_is(item_str(x, "kind"), "state"))
			*name = cell(v->packs, "party-names", "code", party,
				     lang_column(v));
		if (name->n == 0)
			*name = arena_str(v->arena, actor_name(v, x));
		item_free(&x);
	}
	if (name->n == 0)
		*name = arena_str(v->arena, id);
	*map_put(&v->names, arena_str(v->arena, id)) =
		(uint64_t)(uintptr_t)name;
	return *name;
}

/* ---- who is meant by what was typed */

enum likeness { LIKE_NOT, LIKE_PART, LIKE_WORD, LIKE_WHOLE, LIKE_ID };

struct seek {
	struct arena *a;
	str typed; /* folded */
	str raw;
	enum likeness best;
	long long mentions;
	str id;
};

static str folded(struct arena *a, str s)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n;) {
		uint32_t cp = rune_narrow(utf8_next(s, &i));

		if (cp < 0x80) {
			out[n++] =
				(char)(cp >= 'A' && cp <= 'Z' ? cp | 0x20 : cp);
		} else {
			n += utf8_encode(cp, out + n);
		}
	}
	return (str){ out, n };
}

static enum likeness like(const struct seek *s, str name)
{
	str f = folded(s->a, name), rest = f;

	if (f.n == 0)
		return LIKE_NOT;
	if (str_eq(f, s->typed))
		return LIKE_WHOLE;
	while (rest.p)
		if (str_eq(str_token(&rest, ' '), s->typed))
			return LIKE_WORD;
	return str_has(f, s->typed) ? LIKE_PART : LIKE_NOT;
}

static int try_actor(void *ctx, const struct item_row *row, struct err *e)
{
	struct seek *s = ctx;
	struct json_t *x = item_parse(row->json);
	const struct json_t *names = item_at(x, "names");
	enum likeness best = like(s, item_str(x, "name")), l;
	long long mentions = item_int(x, "mentions");

	(void)e;
	if (str_eq(row->id, s->raw))
		best = LIKE_ID;
	for (uint32_t i = 0; i < item_count(names); i++) {
		const struct json_t *list = item_nth(names, i);

		for (uint32_t k = 0; k < item_count(list); k++)
			if ((l = like(s, item_nth_str(list, k))) > best)
				best = l;
	}
	if (best > s->best ||
	    (best != LIKE_NOT && best == s->best && mentions > s->mentions)) {
		s->best = best;
		s->mentions = mentions;
		/* a state is asked for with all that is its party */
		s->id = arena_str(s->a, str_is(item_str(x, "kind"), "state") &&
							item_str(x, "party").n
						? item_str(x, "party")
						: row->id);
	} else if (str_eq(item_str(x, "party"), s->raw) && s->best < LIKE_ID) {
		s->best = LIKE_ID;
		s->id = arena_str(s->a, s->raw);
	}
	item_free(&x);
	return 0;
}

str view_actor(struct view *v, str typed, struct err *e)
{
	struct item_query q = { .layer = STR("actors"),
				.from = DAY_NONE,
				.to = DAY_NONE,
				.heads = true };
	const struct table *t = packs_table(v->packs, "", "party-names");
	struct seek s = { .a = v->arena,
			  .raw = typed,
			  .typed = folded(v->arena, typed) };
	static const char *const columns[] = { "code", "ja", "ja_short", "en" };

	if (typed.n == 0)
		return STR_NONE;
	for (uint32_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < COUNT(columns); k++)
			if (str_eq(folded(v->arena,
					  table_cell(
						  t, i,
						  table_column(t, columns[k]))),
				   s.typed))
				return table_cell(t, i,
						  table_column(t, "code"));
	if (store_each_item(v->store, &q, try_actor, &s, e) < 0)
		return STR_NONE;
	return s.id;
}

/* ---- titles */

str view_words(const struct view *v, const struct json_t *x)
{
	const struct json_t *title = item_at(x, "title");
	str s = item_str(title, lang_name(v->lang).p);

	return s.n ? s : item_nth_str(title, 0);
}

static str evidence_words(const struct json_t *x, const char *list)
{
	return item_str(item_nth(item_at(x, list), 0), "text");
}

str view_title(struct view *v, const struct json_t *x)
{
	str s = item_str(x, v->lang == LANG_JA ? "label.ja" : "label.en");

	if (s.n)
		return s;
	s = item_str(x, v->lang == LANG_JA ? "text.ja" : "text.en");
	if (s.n)
		return s;
	s = item_str(x, "name");
	if (s.n)
		return s;
	s = evidence_words(x, "quote");
	return s.n ? s : evidence_words(x, "evidence");
}

struct view_head view_head(struct view *v, const struct json_t *x)
{
	return (struct view_head){
		.id = arena_str(v->arena, item_str(x, "id")),
		.when = view_when(v, x),
		.title = arena_str(v->arena, view_title(v, x)),
	};
}

/* Claims are statuses, ids parted by commas, or words and numbers. */
str view_claim(struct view *v, const struct json_t *x, str claim)
{
	str rest = claim, out = STR_NONE;

	if (str_is(item_str(x, "kind"), "status"))
		return view_word(v, "status", claim);
	while (rest.p) {
		str name = view_name(v, str_trim(str_token(&rest, ',')));

		out = arena_printf(v->arena, "%.*s%s%.*s", STR_FMT(out),
				   out.n ? ", " : "", STR_FMT(name));
	}
	return out;
}
