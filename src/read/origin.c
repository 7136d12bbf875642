/* origin.c - the letters of an article found among those its source shows. */
#include "read/origin.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "read/html_block.h"
#include "read/page.h"
#include "text/charset.h"

#define NOWHERE UINT32_MAX
#define SHORTEST 8u /* bytes of a piece that is looked for far away */
#define NEAR 400u   /* letters' bytes that may stand between two pieces */
#define WORK ((uint64_t)4 << 30) /* bytes looked at, then the rest is not */

/* Letters without blanks; of each byte where its letter stands. */
struct letters {
	struct buf s;
	span *at; /* as many as s.n */
	size_t cap;
};

static void letters_free(struct letters *l)
{
	buf_release(&l->s);
	free(l->at);
}

static bool is_shown(uint32_t cp)
{
	return !rune_is_space(cp) && cp > 0x20 && cp != 0x7F && cp != 0xAD &&
	       cp != 0xFEFF && !(cp >= 0x200B && cp <= 0x200F) &&
	       !(cp >= 0x2028 && cp <= 0x202E) && cp != 0x2060;
}

/* The letters of s, which all stand at [from, to). */
static void put(struct letters *l, str s, size_t from, size_t to)
{
	size_t i = 0;

	while (i < s.n) {
		size_t k = i, had = l->s.n;

		if (!is_shown(utf8_next(s, &i)))
			continue;
		buf_add(&l->s, str_cut(s, k, i));
		if (l->s.n > l->cap) {
			l->cap = l->s.n * 2 + 4096;
			l->at = xrealloc(l->at, l->cap * sizeof(*l->at));
		}
		for (size_t n = had; n < l->s.n; n++)
			l->at[n] = (span){ (uint32_t)from, (uint32_t)to };
	}
}

static void put_plain(struct letters *l, str text, size_t from, size_t to)
{
	while (from < to) {
		size_t at = from;

		utf8_next(text, &from);
		put(l, str_cut(text, at, from), at, from);
	}
}

static void put_html_text(struct letters *l, str text, size_t from, size_t to)
{
	while (from < to) {
		size_t at = from, n, used = 0;
		char out[8];

		if (text.p[from] == '&')
			used = html_entity(str_cut(text, 0, to), from, out, &n);
		if (used) {
			from += used;
			put(l, (str){ out, n }, at, from);
		} else {
			utf8_next(text, &from);
			put(l, str_cut(text, at, from), at, from);
		}
	}
}

static void html_letters(struct arena *a, str text, struct letters *l)
{
	struct diags none = { .arena = a };
	struct html_tree tree;
	struct html_blocks blocks;

	html_parse(a, text, &tree, &none);
	html_blocks(a, &tree, &blocks, &none);
	for (uint32_t i = 1; i < tree.nodes.n; i++)
		if (tree.nodes.v[i].tag == HTML_TEXT &&
		    !(blocks.in[i] & IN_SKIP))
			put_html_text(l, text, tree.nodes.v[i].from,
				      tree.nodes.v[i].to);
}

static uint32_t hex4(str s, size_t at)
{
	uint32_t cp = 0;

	if (at + 4 > s.n)
		return NOWHERE;
	for (size_t i = at; i < at + 4; i++) {
		char c = s.p[i];
		uint32_t d = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
			     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
			     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
						    : NOWHERE;

		if (d == NOWHERE)
			return NOWHERE;
		cp = cp << 4 | d;
	}
	return cp;
}

/* One escape of a JSON string at s.p[at] ('\\'): its letter, and its bytes. */
static size_t json_escape(str s, size_t at, uint32_t *cp)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const char *known;
	uint32_t low;

	if (at + 1 >= s.n || !s.p[at + 1])
		return 0;
	known = strchr(from, s.p[at + 1]);
	*cp = known ? (unsigned char)to[known - from]
		    : (unsigned char)s.p[at + 1];
	if (s.p[at + 1] != 'u')
		return *cp < 0x80 ? 2 : 0;
	*cp = hex4(s, at + 2);
	if (*cp < 0xD800 || *cp > 0xDFFF)
		return *cp == NOWHERE ? 0 : 6;
	low = str_starts(str_cut(s, at + 6, s.n), STR("\\u")) ? hex4(s, at + 8)
							      : NOWHERE;
	if (*cp > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
		return 0;
	*cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
	return 12;
}

static void json_letters(str text, size_t at, size_t to, struct letters *l)
{
	while (at < to) {
		size_t from = at, used = 0;
		uint32_t cp;
		char utf8[4];

		if (text.p[at] == '\\')
			used = json_escape(str_cut(text, 0, to), at, &cp);
		if (used) {
			at += used;
			put(l, (str){ utf8, utf8_encode(cp, utf8) }, from, at);
		} else {
			utf8_next(text, &at);
			put(l, str_cut(text, from, at), from, at);
		}
	}
}

/* ---- one in the other */

/* The article's letters, and for each byte of them its place among the
 * source's letters. */
struct search {
	str source;
	str article;
	const span *at; /* of the article's letters, in its text */
	uint32_t *found;
	bool marks; /* "- " before list items is the reader's, not the source's
		     */
	uint64_t work;
};

static size_t look(struct search *s, str what, size_t from, size_t to)
{
	size_t at;

	if (s->work > WORK || from + what.n > to)
		return SIZE_MAX;
	at = str_find(str_cut(s->source, 0, to), what, from);
	s->work += (at == SIZE_MAX ? to : at) - from + what.n;
	return at;
}

static void settle(struct search *s, size_t from, size_t n, size_t at)
{
	for (size_t i = 0; i < n; i++)
		s->found[from + i] = (uint32_t)(at + i);
}

/* The most of article [from, to) that stands together in source [lo, hi). */
static size_t longest(struct search *s, size_t from, size_t to, size_t lo,
		      size_t hi, size_t *at)
{
	size_t least = 0, most = to - from;

	*at = SIZE_MAX;
	while (least < most) {
		size_t n = (least + most + 1) / 2;
		size_t hit =
			look(s, str_cut(s->article, from, from + n), lo, hi);

		if (hit == SIZE_MAX) {
			most = n - 1;
		} else {
			least = n;
			*at = hit;
		}
	}
	return least;
}

/* A line, whole or in pieces, in source [lo, hi), the nearest to lo first;
 * returns where the source goes on. */
static size_t line(struct search *s, size_t from, size_t to, size_t lo,
		   size_t hi)
{
	size_t n, at;

	while (from < to) {
		size_t near = lo + NEAR < hi ? lo + NEAR : hi;
		str rest = str_cut(s->article, from, to);

		at = look(s, rest, lo, hi);
		n = to - from;
		if (at == SIZE_MAX)
			n = longest(s, from, to, lo, hi, &at);
		if (n < SHORTEST && n < to - from && at > near)
			at = SIZE_MAX;
		if (at == SIZE_MAX || !n) {
			size_t k = from;

			utf8_next(s->article, &k);
			from = k;
			continue;
		}
		settle(s, from, n, at);
		from += n;
		lo = at + n;
	}
	return lo;
}

struct line {
	size_t from, to; /* of the article's letters */
};

struct lines {
	VEC_OF(struct line);
};

static void cut_lines(struct arena *a, const struct search *s, str text,
		      struct lines *out)
{
	size_t from = 0;

	for (size_t i = 1; i <= s->article.n; i++) {
		if (i < s->article.n &&
		    !memchr(text.p + s->at[i - 1].to, '\n',
			    s->at[i].from >= s->at[i - 1].to
				    ? s->at[i].from - s->at[i - 1].to
				    : 0))
			continue;
		if (s->marks && i > from + 1 && s->article.p[from] == '-' &&
		    s->at[from + 1].from > s->at[from].to)
			from++;
		*vec_add(a, out) = (struct line){ from, i };
		from = i;
	}
}

/* Lines are found between their neighbours. The longest is found first: what
 * stands in it stands hardly anywhere else; the first one, which may stand in
 * a menu too, is the last before it. */
static void align(struct arena *a, struct search *s, str text)
{
	struct lines lines = { 0 };
	uint32_t best = 0;
	size_t anchor, at = 0, before;

	cut_lines(a, s, text, &lines);
	if (!lines.n)
		return;
	for (uint32_t i = 1; i < lines.n; i++)
		if (lines.v[i].to - lines.v[i].from >
		    lines.v[best].to - lines.v[best].from)
			best = i;
	line(s, lines.v[best].from, lines.v[best].to, 0, s->source.n);
	anchor = s->found[lines.v[best].from];
	before = lines.v[best].from;
	if (anchor == NOWHERE || anchor < before)
		anchor = s->source.n;
	else if (best > 0) {
		str first = str_cut(s->article, lines.v[0].from, lines.v[0].to);
		size_t hit = 0;

		while ((hit = look(s, first, hit, anchor)) != SIZE_MAX &&
		       hit + before <= anchor)
			at = hit++;
	}
	for (uint32_t i = 0; i < lines.n; i++) {
		size_t hi = s->source.n;

		if (i < best && anchor < s->source.n)
			hi = anchor;
		if (i == best && anchor < s->source.n)
			at = anchor;
		at = line(s, lines.v[i].from, lines.v[i].to, at, hi);
	}
}

/* ---- places */

/* The place of a span among the source's letters, as decoded text. */
static void locate(const struct search *s, const struct letters *l,
		   struct origin_place *x)
{
	uint32_t first = NOWHERE, last = 0;
	bool all = true;

	x->decoded = (span){ 0, 0 };
	x->from = x->to = 0;
	x->exact = false;
	for (size_t i = 0; i < s->article.n; i++) {
		uint32_t f = s->found[i];

		if (s->at[i].to <= x->text.from || s->at[i].from >= x->text.to)
			continue;
		if (f == NOWHERE) {
			/* a list item's mark stands nowhere */
			all = all && s->article.p[i] == '-';
			continue;
		}
		all = all && (first == NOWHERE || f > last);
		if (first == NOWHERE)
			first = f;
		last = f > last ? f : last;
	}
	if (first == NOWHERE)
		return;
	x->decoded = (span){ l->at[first].from, l->at[last].to };
	x->exact = all;
}

static int by_place(const void *a, const void *b)
{
	const struct charset_place *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (int)y->end - (int)x->end;
}

static size_t byte_of(const struct charset_place *list, size_t n, uint32_t at,
		      bool end)
{
	const struct charset_place key = { .at = at, .end = end };
	const struct charset_place *x =
		bsearch(&key, list, n, sizeof(*list), by_place);

	return x ? x->byte : SIZE_MAX;
}

static void find_bytes(struct arena *a, str bytes,
		       const struct charset_result *r,
		       struct origin_place *places, size_t n)
{
	struct charset_place *list = arena_many(a, struct charset_place, 2 * n);
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		span d = places[i].decoded;

		if (d.from == d.to)
			continue;
		list[used++] = (struct charset_place){ .at = d.from };
		list[used++] =
			(struct charset_place){ .at = d.to, .end = true };
	}
	qsort(list, used, sizeof(*list), by_place);
	charset_places(bytes, r, list, used);
	for (size_t i = 0; i < n; i++) {
		span d = places[i].decoded;
		size_t from = byte_of(list, used, d.from, false);
		size_t to = byte_of(list, used, d.to, true);

		if (d.from == d.to || from == SIZE_MAX || to == SIZE_MAX)
			continue;
		places[i].from = from;
		places[i].to = to;
	}
}

/* The letters that the source shows; of JSON all its strings. */
static bool find_in(struct arena *a, struct search *s, str text,
		    struct letters *l)
{
	s->source = buf_str(&l->s);
	s->work = 0;
	memset(s->found, 0xFF, s->article.n * sizeof(*s->found));
	align(a, s, text);
	for (size_t i = 0; i < s->article.n; i++)
		if (s->found[i] != NOWHERE)
			return true;
	return false;
}

static void new_letters(struct letters *l)
{
	*l = (struct letters){ 0 };
	buf_init(&l->s, LIMIT_SOURCE * 4);
}

/* Line `number` of those that are articles. */
static span line_of(struct arena *a, str text, uint32_t number)
{
	struct diags none = { .arena = a };
	struct article x;
	str rest = text;

	while (rest.p) {
		str one = str_token(&rest, '\n');
		size_t from = (size_t)(one.p - text.p);

		if (str_trim(one).n &&
		    article_from_json(a, str_trim(one), &x, &none) &&
		    number-- == 0)
			return (span){ (uint32_t)from,
				       (uint32_t)(from + one.n) };
	}
	return (span){ 0, 0 };
}

static bool find(struct arena *a, struct search *s, const struct origin *o,
		 uint32_t number, str text, struct letters *source)
{
	span all = { 0, (uint32_t)o->text.n };

	s->marks = o->kind != SOURCE_TEXT;
	if (o->kind == SOURCE_JSONL)
		all = line_of(a, o->text, number);
	if (o->kind == SOURCE_HTML)
		html_letters(a, o->text, source);
	else if (o->kind == SOURCE_JSONL)
		json_letters(o->text, all.from, all.to, source);
	else
		put_plain(source, o->text, 0, o->text.n);
	if (find_in(a, s, text, source))
		return true;
	/* a page that scripts fill: the story is a string in one of them */
	letters_free(source);
	new_letters(source);
	json_letters(o->text, all.from, all.to, source);
	return find_in(a, s, text, source);
}

bool origin_find(struct arena *a, str bytes, str name, uint32_t number,
		 str text, struct origin_place *places, size_t n,
		 struct origin *out)
{
	struct diags none = { .arena = a };
	struct letters source, article;
	struct charset_result r;
	struct search s = { 0 };
	bool ok;

	for (size_t i = 0; i < n; i++)
		places[i].from = places[i].to = 0;
	out->kind = source_kind(bytes, name);
	r = charset_to_utf8(a, bytes,
			    out->kind == SOURCE_HTML ? html_charset(bytes)
						     : STR_NONE,
			    &none);
	out->charset = r.charset;
	out->text = r.text;
	if (r.binary || r.text.n > UINT32_MAX)
		return false;
	new_letters(&source);
	new_letters(&article);
	put_plain(&article, text, 0, text.n);
	s.article = buf_str(&article.s);
	s.at = article.at;
	s.found = xmalloc(sizeof(*s.found) * (s.article.n + 1));
	ok = find(a, &s, out, number, text, &source);
	for (size_t i = 0; i < n; i++) {
		places[i].decoded = (span){ 0, 0 };
		places[i].exact = false;
		if (ok)
			locate(&s, &source, &places[i]);
	}
	if (ok)
		find_bytes(a, bytes, &r, places, n);
	letters_free(&source);
	letters_free(&article);
	free(s.found);
	return ok;
}
