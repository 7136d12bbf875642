/* find.c - see find.h. */
#include "show/find.h"

#include "base/buf.h"
#include "store/heads.h"

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
	struct marker *words; /* all; NULL: none are asked for */
	struct {
		VEC_OF(struct marker *);
	} terms; /* each of them */
	uint32_t most, read;
	struct find_hits *out;
};

static const char *const own_texts[] = { "evidence", "quote" };

/* In what is shown of it: a word of another language's label is none. */
static bool has_term(const struct marker *term, str title, str json)
{
	bool found = marker_finds(term, title);

	for (size_t i = 0; i < COUNT(own_texts); i++) {
		struct item_texts t = { .json = json,
					.name = str_of(own_texts[i]) };
		str piece;

		while (!found && item_next_text(&t, term, &piece)) {
			struct json_t *one = item_parse(piece);

			found = marker_finds(term, item_str(one, "text"));
			item_free(&one);
		}
	}
	return found;
}

static bool has_all(const struct finding *y, str title, str json)
{
	for (uint32_t i = 0; i < y->terms.n; i++)
		if (!has_term(y->terms.v[i], title, json))
			return false;
	return true;
}

static void add_snippet(struct arena *a, str piece, const struct marker *words,
			struct find_hit *hit)
{
	struct json_t *one = item_parse(piece);
	str text = item_str(one, "text");
	struct marks m = { 0 };

	if (words)
		marker_marks(words, a, text, &m);
	if (text.n && (!words || m.n))
		*vec_add(a, &hit->snippets) = (struct find_snippet){
			.article = arena_str(a, item_str(one, "article")),
			.text = arena_str(a, text),
			.at = item_span(one, "span"),
			.marks = m,
		};
	item_free(&one);
}

/* Those with words of the query; of none any. Reports that share a wording say
 * it once: of a thousand that do, one is parsed. */
static void add_snippets(struct finding *y, str json,
			 const struct marker *words, struct find_hit *hit)
{
	str shown[MOST_SNIPPETS];

	for (size_t i = 0; i < COUNT(own_texts); i++) {
		struct item_texts t = { .json = json,
					.name = str_of(own_texts[i]) };
		str piece;

		while (hit->snippets.n < MOST_SNIPPETS &&
		       item_next_text(&t, words, &piece)) {
			uint32_t n = hit->snippets.n, k = 0;
			str text = heads_value(piece, STR("text"));

			while (k < n && !str_eq(shown[k], text))
				k++;
			if (k == n)
				add_snippet(y->v->arena, piece, words, hit);
			if (hit->snippets.n > n)
				shown[n] = text;
		}
	}
}

/* What has no name of its own is called by the words it rests on. */
static str title_of(struct finding *y, struct arena *a, const struct json_t *x,
		    str json)
{
	struct item_texts t = { .json = json, .name = STR("evidence") };
	str title = view_title(y->v, x), piece;
	struct json_t *first;

	if (title.n || !item_next_text(&t, NULL, &piece))
		return title;
	first = item_parse(piece);
	title = arena_str(a, item_str(first, "text"));
	item_free(&first);
	return title;
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
		.title = arena_str(a, title_of(y, a, x, row->json)),
		.articles = articles,
	};
	if (y->words) {
		marker_marks(y->words, a, hit->title, &hit->in_title);
		add_snippets(y, row->json, y->words, hit);
	}
	if (!hit->snippets.n)
		add_snippets(y, row->json, NULL, hit);
}

/* Whether the words can be in what is shown: not one that isn't in its bytes.
 * A label is made of names that stand there. */
static bool may_have(const struct finding *y, str json)
{
	for (uint32_t i = 0; i < y->terms.n; i++)
		if (!marker_finds(y->terms.v[i], json))
			return false;
	return true;
}

static int look_at(void *ctx, const struct item_row *row, uint32_t articles,
		   struct err *e)
{
	struct finding *y = ctx;
	struct arena *scratch;
	struct json_t *x;

	(void)e;
	if (!may_have(y, row->json))
		return ++y->read >= MOST_READ;
	scratch = arena_new();
	x = item_parse_head(row->json);
	if (x && !str_is(item_str(x, "scope"), "hidden") &&
	    has_all(y, title_of(y, scratch, x, row->json), row->json))
		add_hit(y, row, x, articles);
	arena_free(&scratch);
	item_free(&x);
	return y->out->n >= y->most || ++y->read >= MOST_READ;
}

static void read_words(struct finding *y)
{
	struct arena *a = y->v->arena;
	str words = y->f->words, term;

	if (words.n)
		y->words = marker_in(a, words);
	while (search_cut(&words, &term))
		*vec_add(a, &y->terms) = marker_in(a, term);
}

int find_items(struct view *v, const struct find *f, uint32_t most,
	       struct find_hits *out, struct err *e)
{
	struct finding y = { .v = v, .f = f, .most = most, .out = out };

	*out = (struct find_hits){ 0 };
	read_words(&y);
	return store_find_items(v->store, &f->q, f->words, look_at, &y, e);
}
