/* page_search.c - words found in the record and in articles. */
#include "base/utf8.h"
#include "web/web_priv.h"

#define MOST_WORDS 8u
#define SHOWN_OF_LAYER 40u

/* ---- the record: every item whose words have all of those asked for */
struct finding {
	struct req *r;
	str words[MOST_WORDS];
	uint32_t n_words;
	struct items found;
	uint32_t n; /* of the layer, shown or not */
};

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Letters of ASCII in either case. */
static bool holds(str s, str word)
{
	for (size_t i = 0; i + word.n <= s.n; i++) {
		size_t k = 0;

		while (k < word.n && small(s.p[i + k]) == small(word.p[k]))
			k++;
		if (k == word.n)
			return true;
	}
	return false;
}

static void add_text(struct buf *b, str s)
{
	buf_add(b, s);
	buf_byte(b, '\n');
}

static void add_list(struct buf *b, const struct json_t *list)
{
	for (uint32_t i = 0; i < item_count(list); i++)
		add_text(b, item_str(item_nth(list, i), "text"));
}

static void words_of(const struct json_t *x, struct buf *b)
{
	static const char *const keys[] = { "label.ja", "label.en", "title.ja",
					    "title.en", "name",	    "stance" };
	const struct json_t *names = item_at(x, "names");

	for (size_t i = 0; i < COUNT(keys); i++)
		add_text(b, item_str(x, keys[i]));
	for (uint32_t i = 0; i < item_count(names); i++)
		for (uint32_t k = 0; k < item_count(item_nth(names, i)); k++)
			add_text(b, item_nth_str(item_nth(names, i), k));
	add_list(b, item_at(x, "evidence"));
	add_list(b, item_at(x, "quote"));
}

static int try_item(void *ctx, const struct item_row *row, struct err *e)
{
	struct finding *f = ctx;
	const struct json_t *x;
	struct buf b;
	bool all = true;

	(void)e;
	/* before it is parsed */
	for (uint32_t i = 0; i < f->n_words; i++)
		if (!holds(row->json, f->words[i]))
			return 0;
	if (f->found.n == SHOWN_OF_LAYER) {
		f->n++;
		return 0;
	}
	x = req_item(f->r, row->json);
	buf_init(&b, (size_t)1 << 20);
	words_of(x, &b);
	for (uint32_t i = 0; i < f->n_words && all; i++)
		all = holds(buf_str(&b), f->words[i]);
	buf_release(&b);
	if (!all)
		return 0;
	*vec_add(f->r->arena, &f->found) = x;
	f->n++;
	return 0;
}

static void put_found(struct req *r, const struct finding *f, enum word layer)
{
	if (!f->n)
		return;
	html_raw(&r->h, "<h3>");
	put_word(r, layer);
	html_raw(&r->h, " <span class=\"weak\">");
	html_int(&r->h, f->found.n);
	html_raw(&r->h, "</span></h3><ul class=\"said found\">");
	for (uint32_t i = 0; i < f->found.n; i++) {
		const struct json_t *x = f->found.v[i];

		html_raw(&r->h, "<li>");
		put_item_link(r, item_str(x, "id"));
		if (layer == WORD_STATEMENTS || layer == WORD_POSITIONS)
			put_places(r, item_at(x, "evidence"), 1);
		html_raw(&r->h, "</li>");
	}
	html_raw(&r->h, "</ul>");
	if (f->n > f->found.n) {
		html_raw(&r->h, "<p class=\"weak\">");
		put_word(r, WORD_CUT_OFF);
		html_raw(&r->h, "</p>");
	}
}

static int record_part(struct req *r, str arg, struct err *e)
{
	static const struct {
		const char *layer;
		enum word name;
	} layers[] = { { "entries", WORD_TIMELINE },
		       { "statements", WORD_STATEMENTS },
		       { "proposals", WORD_PLANS },
		       { "positions", WORD_POSITIONS },
		       { "actors", WORD_ACTORS } };
	struct finding f = { .r = r };
	uint32_t n = 0;

	while (arg.p && f.n_words < MOST_WORDS) {
		str w = str_trim(str_token(&arg, ' '));

		if (w.n)
			f.words[f.n_words++] = w;
	}
	html_raw(&r->h, "<h2>");
	put_word(r, WORD_IN_RECORD);
	html_raw(&r->h, "</h2>");
	for (size_t i = 0; f.n_words && i < COUNT(layers); i++) {
		struct item_query q = req_layer(str_of(layers[i].layer));

		q.limit = 0;
		f.found = (struct items){ 0 };
		f.n = 0;
		if (store_each_item(r->store, &q, try_item, &f, e) < 0)
			return -1;
		put_found(r, &f, layers[i].name);
		n += f.n;
	}
	if (!n) {
		html_raw(&r->h, "<p class=\"nothing\">");
		put_word(r, WORD_NOTHING);
		html_raw(&r->h, "</p>");
	}
	return 0;
}

/* ---- articles */
static void put_hit_line(struct req *r, const struct marker *m, str line)
{
	struct mark_list list = { 0 };
	struct marks found;
	size_t from, to;

	marker_marks(m, r->arena, line, &found);
	if (!found.n)
		return;
	from = found.v[0].from > 120 ? found.v[0].from - 120 : 0;
	from = utf8_floor(line, from);
	to = found.v[0].to + 240 < line.n
		     ? utf8_floor(line, found.v[0].to + 240)
		     : line.n;
	for (uint32_t i = 0; i < found.n; i++) {
		span at = found.v[i];

		if (at.to > to)
			break;
		*vec_add(r->arena, &list) =
			(struct mark){ { at.from - (uint32_t)from,
					 at.to - (uint32_t)from },
				       "hit",
				       STR_NONE };
	}
	html_raw(&r->h, "<blockquote><p>");
	put_marked(r, str_cut(line, from, to), &list, STR_NONE);
	html_raw(&r->h, "</p></blockquote>");
}

static void put_hit(struct req *r, const struct marker *m,
		    const struct search_hit *x)
{
	struct html *h = &r->h;
	str text = x->text;

	html_raw(h, "<li><h2><a href=\"/article/");
	html_url(h, x->id);
	html_raw(h, "\">");
	html_txt(h, x->title.n ? x->title : x->id);
	html_raw(h, "</a></h2><p class=\"weak\">");
	html_txt(h, x->publisher);
	html_raw(h, " ");
	html_txt(h, str_cut(x->published, 0, 10));
	html_raw(h, "</p>");
	for (int shown = 0; text.p && shown < 3;) {
		size_t before = h->out.n;

		put_hit_line(r, m, str_trim(str_token(&text, '\n')));
		shown += h->out.n > before;
	}
	html_raw(h, "</li>");
}

int page_search(struct req *r, struct err *e)
{
	str query = str_cut(req_param(r, "q"), 0, 400);
	struct marker *words = marker_in(r->arena, query);
	struct search_hits hits = { 0 };

	if (query.n &&
	    store_search(r->store, r->arena, query, 50, &hits, e) < 0)
		return -1;
	page_begin(r, word(r, WORD_SEARCH));
	html_raw(&r->h, "<h1>");
	put_word(r, WORD_SEARCH);
	html_raw(&r->h, "</h1>");
	if (query.n)
		put_slow(r, "search", record_part, query);
	html_raw(&r->h, "<h2>");
	put_word(r, WORD_IN_ARTICLES);
	html_raw(&r->h, "</h2><ol class=\"hits\">");
	for (uint32_t i = 0; i < hits.n; i++)
		put_hit(r, words, &hits.v[i]);
	html_raw(&r->h, "</ol>");
	if (!hits.n) {
		html_raw(&r->h, "<p class=\"nothing\">");
		put_word(r, WORD_NOTHING);
		html_raw(&r->h, "</p>");
	}
	page_end(r);
	return 0;
}
