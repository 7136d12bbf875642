/* find.c - see find.h. */
#include "show/find.h"

#include "base/buf.h"

#define MOST_SNIPPETS 3u
#define MOST_READ 3000u /* items whose words are looked at */

/* ---- the query */

static str *text_field(struct find *f, str name)
{
	return str_is(name, "actor")	? &f->q.actor
	       : str_is(name, "kind")	? &f->q.kind
	       : str_is(name, "status") ? &f->q.status
	       : str_is(name, "issue")	? &f->q.issue
					: NULL;
}

/* "actor" of "actor:Linden"; empty: it is no field. */
static str field_name(str word)
{
	struct find any;
	size_t n = str_find(word, STR(":"), 0);
	str name;

	if (n == SIZE_MAX || n + 1 >= word.n)
		return STR_NONE;
	name = str_cut(word, 0, n);
	return str_is(name, "date") || text_field(&any, name) ? name : STR_NONE;
}

bool find_is_field(str word)
{
	return field_name(word).n > 0;
}

day find_day(str s, bool last)
{
	char text[16] = "";
	int y, m;
	char end;

	if (s.n == 10)
		return day_parse(s);
	if (s.n >= sizeof(text))
		return DAY_NONE;
	memcpy(text, s.p, s.n);
	if (s.n == 7 && sscanf(text, "%4d-%2d%c", &y, &m, &end) == 2 &&
	    m >= 1 && m <= 12)
		return day_of(y, m, last ? days_in_month(y, m) : 1);
	if (s.n == 4 && sscanf(text, "%4d%c", &y, &end) == 1)
		return day_of(y, last ? 12 : 1, last ? 31 : 1);
	return DAY_NONE;
}

static int date_field(struct find *f, str value, struct err *e)
{
	size_t dots = str_find(value, STR(".."), 0);
	str from = dots == SIZE_MAX ? value : str_cut(value, 0, dots);
	str to = dots == SIZE_MAX ? value : str_cut(value, dots + 2, value.n);

	f->q.from = from.n ? find_day(from, false) : DAY_NONE;
	f->q.to = to.n ? find_day(to, true) : DAY_NONE;
	if ((from.n && f->q.from == DAY_NONE) || (to.n && f->q.to == DAY_NONE))
		return err_set(e, ERR_USAGE,
			       "date:%.*s is no date; write 2031-03-04, "
			       "2031-03, 2031 or FROM..TO",
			       STR_FMT(value));
	return 0;
}

/* The value behind actor: may be "several words", which search_cut parts. */
static str field_value(str word, str name, str *rest)
{
	str value = str_cut(word, name.n + 1, word.n);
	size_t end;

	if (value.p[0] != '"')
		return value;
	value = (str){ value.p + 1, value.n - 1 + (rest->p ? rest->n : 0) };
	end = str_find(value, STR("\""), 0);
	if (end == SIZE_MAX)
		end = value.n;
	*rest = str_cut(value, end + 1, value.n);
	return str_cut(value, 0, end);
}

int find_parse(struct arena *a, str query, struct find *out, struct err *e)
{
	struct buf words;
	str term;
	int r = 0;

	*out = (struct find){ .q = { .from = DAY_NONE, .to = DAY_NONE } };
	buf_init(&words, (size_t)1 << 20);
	while (r == 0 && search_cut(&query, &term)) {
		str name = field_name(term), value;

		if (!name.n) {
			buf_add(&words, term);
			buf_byte(&words, ' ');
			continue;
		}
		out->fields = true;
		value = field_value(term, name, &query);
		if (str_is(name, "date"))
			r = date_field(out, value, e);
		else
			*text_field(out, name) = arena_str(a, value);
	}
	out->words = str_trim(arena_str(a, buf_str(&words)));
	buf_release(&words);
	return r;
}

/* ---- an item */

struct finding {
	struct view *v;
	const struct find *f;
	uint32_t most, read;
	struct find_hits *out;
};

static const char *const own_texts[] = { "evidence", "quote" };

static bool stands_in(struct arena *a, str term, str text)
{
	struct marks m;

	if (!text.n)
		return false;
	search_marks(a, term, text, &m);
	return m.n > 0;
}

/* In what is shown of it: a word of another language's label is none. */
static bool has_term(struct arena *a, str term, str title,
		     const struct json_t *x)
{
	if (stands_in(a, term, title))
		return true;
	for (size_t i = 0; i < COUNT(own_texts); i++) {
		const struct json_t *list = item_at(x, own_texts[i]);

		for (uint32_t k = 0; k < item_count(list); k++)
			if (stands_in(a, term,
				      item_str(item_nth(list, k), "text")))
				return true;
	}
	return false;
}

static bool has_all(struct arena *a, str words, str title,
		    const struct json_t *x)
{
	str term;

	while (search_cut(&words, &term))
		if (!has_term(a, term, title, x))
			return false;
	return true;
}

/* marked: those with words of the query; else any. */
static void add_snippets(struct finding *y, const struct json_t *x, bool marked,
			 struct find_hit *hit)
{
	struct arena *a = y->v->arena;

	for (size_t i = 0; i < COUNT(own_texts); i++) {
		const struct json_t *list = item_at(x, own_texts[i]);

		for (uint32_t k = 0;
		     k < item_count(list) && hit->snippets.n < MOST_SNIPPETS;
		     k++) {
			const struct json_t *one = item_nth(list, k);
			str text = item_str(one, "text");
			struct marks m = { 0 };
			bool known = !text.n;

			if (marked)
				search_marks(a, y->f->words, text, &m);
			/* reports that share a wording say it once */
			for (uint32_t j = 0; j < hit->snippets.n; j++)
				known |= str_eq(hit->snippets.v[j].text, text);
			if (known || (marked && !m.n))
				continue;
			*vec_add(a, &hit->snippets) = (struct find_snippet){
				.article =
					arena_str(a, item_str(one, "article")),
				.text = arena_str(a, text),
				.at = item_span(one, "span"),
				.marks = m,
			};
		}
	}
}

static void add_hit(struct finding *y, const struct item_row *row,
		    const struct json_t *x, uint32_t articles)
{
	struct arena *a = y->v->arena;
	struct find_hit *hit = vec_add(a, y->out);

	*hit = (struct find_hit){
		.layer = arena_str(a, row->layer),
		.id = arena_str(a, row->id),
		.kind = arena_str(a, item_str(x, "kind")),
		.status = arena_str(a, item_str(x, "status")),
		.from = arena_str(a, item_str(x, "from")),
		.to = arena_str(a, item_str(x, "to")),
		.title = arena_str(a, view_title(y->v, x)),
		.articles = articles,
	};
	if (y->f->words.n) {
		search_marks(a, y->f->words, hit->title, &hit->in_title);
		add_snippets(y, x, true, hit);
	}
	if (!hit->snippets.n)
		add_snippets(y, x, false, hit);
}

/* Whether the words can be in what is shown: not one that isn't in its bytes.
 * A label is made of names that stand there. */
static bool may_have(const struct finding *y, struct arena *a, str json)
{
	str words = y->f->words, term;

	while (search_cut(&words, &term))
		if (!stands_in(a, term, json))
			return false;
	return true;
}

static int look_at(void *ctx, const struct item_row *row, uint32_t articles,
		   struct err *e)
{
	struct finding *y = ctx;
	struct arena *scratch = arena_new();
	struct json_t *x = NULL;

	(void)e;
	if (may_have(y, scratch, row->json))
		x = item_parse_words(row->json);
	if (x && !str_is(item_str(x, "scope"), "hidden") &&
	    has_all(scratch, y->f->words, view_title(y->v, x), x))
		add_hit(y, row, x, articles);
	arena_free(&scratch);
	item_free(&x);
	return y->out->n >= y->most || ++y->read >= MOST_READ;
}

int find_items(struct view *v, const struct find *f, uint32_t most,
	       struct find_hits *out, struct err *e)
{
	struct finding y = { .v = v, .f = f, .most = most, .out = out };

	*out = (struct find_hits){ 0 };
	return store_find_items(v->store, &f->q, f->words, look_at, &y, e);
}
