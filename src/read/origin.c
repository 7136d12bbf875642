/* origin.c - the letters of an article found among those its source shows. */
#include "read/origin.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "read/html.h"
#include "read/origin_letters.h"
#include "read/piece.h"
#include "text/charset.h"

#define NOWHERE UINT32_MAX
#define SHORTEST 8u /* bytes of a piece that is looked for far away */
#define NEAR 400u   /* letters' bytes that may stand between two pieces */
#define WORK ((uint64_t)4 << 30) /* bytes looked at, then the rest is not */

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
	bool begun = false;
	size_t n, at;

	while (from < to) {
		size_t near = lo + NEAR < hi ? lo + NEAR : hi;
		str rest = str_cut(s->article, from, to);

		at = look(s, rest, lo, hi);
		n = to - from;
		if (at == SIZE_MAX)
			n = longest(s, from, to, lo, hi, &at);
		/* a short piece says something only beside another */
		if (n < SHORTEST && n < to - from && (!begun || at > near))
			at = SIZE_MAX;
		if (at == SIZE_MAX || !n) {
			size_t k = from;

			utf8_next(s->article, &k);
			from = k;
			continue;
		}
		settle(s, from, n, at);
		begun = true;
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

/* Whether anything of the article is among those letters. */
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
		letters_html(a, o->text, source);
	else if (o->kind == SOURCE_JSONL || o->kind == SOURCE_JSON)
		letters_json(o->text, all.from, all.to, source);
	else if (o->kind == SOURCE_FEED || o->kind == SOURCE_JSON_FEED)
		letters_feed(o->text, o->kind == SOURCE_JSON_FEED, source);
	else
		letters_plain(source, o->text);
	if (find_in(a, s, text, source))
		return true;
	/* a page that scripts fill: the story is a string in one of them */
	letters_free(source);
	letters_init(source);
	letters_json(o->text, all.from, all.to, source);
	return find_in(a, s, text, source);
}

/* ---- the document within the source */

/* The last document that began before the article of that number. */
struct wanted {
	const struct articles *list;
	uint32_t number, first; /* first: of the articles of the document */
	struct piece piece;
	enum source_kind kind;
	bool any;
};

static bool note_piece(void *ctx, const struct piece *p, enum source_kind kind)
{
	struct wanted *w = ctx;

	if (w->list->n > w->number)
		return false;
	w->piece = *p;
	w->kind = kind;
	w->first = w->list->n;
	w->any = true;
	return true;
}

/* Reads the source again to see which of its documents holds the article. */
static bool find_piece(struct arena *a, const struct cues *cues, str bytes,
		       str name, struct wanted *w)
{
	struct diags none = { .arena = a };
	struct articles list = { 0 };
	struct reading r = {
		.arena = a,
		.cues = cues,
		.out = &list,
		.diags = &none,
		.leaf = note_piece,
		.ctx = w,
	};
	const struct piece whole = { .bytes = bytes, .name = name };

	w->list = &list;
	if (bytes.n > 0 && bytes.n <= LIMIT_SOURCE)
		piece_read(&r, &whole);
	return w->any && list.n > w->number;
}

/* Where the document's bytes stand in the source's; SIZE_MAX when they were
 * unpacked or decoded. */
static size_t place_of(const struct piece *p, str bytes)
{
	uintptr_t at = (uintptr_t)p->bytes.p, from = (uintptr_t)bytes.p;

	if (at >= from && at + p->bytes.n <= from + bytes.n)
		return at - from;
	return str_find(bytes, p->bytes, 0);
}

static str declared(const struct wanted *w)
{
	if (w->piece.charset.n || w->kind != SOURCE_HTML)
		return w->piece.charset;
	return html_charset(w->piece.bytes);
}

/* Fills out, and the places as of the document's bytes. */
static bool in_piece(struct arena *a, const struct wanted *w, str text,
		     struct origin_place *places, size_t n, struct origin *out)
{
	struct diags none = { .arena = a };
	struct letters source, article;
	struct charset_result r;
	struct search s = { 0 };
	bool ok;

	r = charset_to_utf8(a, w->piece.bytes, declared(w), &none);
	out->charset = r.charset;
	out->text = r.text;
	if (r.binary || r.text.n > UINT32_MAX)
		return false;
	letters_init(&source);
	letters_init(&article);
	letters_plain(&article, text);
	s.article = buf_str(&article.s);
	s.at = article.at;
	s.found = xmalloc(sizeof(*s.found) * (s.article.n + 1));
	ok = find(a, &s, out, w->number - w->first, text, &source);
	for (size_t i = 0; i < n && ok; i++)
		locate(&s, &source, &places[i]);
	if (ok)
		find_bytes(a, w->piece.bytes, &r, places, n);
	letters_free(&source);
	letters_free(&article);
	free(s.found);
	return ok;
}

bool origin_find(struct arena *a, const struct cues *cues, str bytes, str name,
		 uint32_t number, str text, struct origin_place *places,
		 size_t n, struct origin *out)
{
	struct wanted w = { .number = number };
	size_t base;
	bool ok;

	*out = (struct origin){ .charset = "UTF-8", .size = bytes.n };
	for (size_t i = 0; i < n; i++)
		places[i] = (struct origin_place){ .text = places[i].text };
	if (!find_piece(a, cues, bytes, name, &w))
		return false;
	out->kind = w.kind;
	out->part =
		w.piece.depth ? text_well_formed(a, w.piece.name) : STR_NONE;
	ok = in_piece(a, &w, text, places, n, out);
	base = place_of(&w.piece, bytes);
	out->unpacked = base == SIZE_MAX;
	if (out->unpacked)
		out->size = w.piece.bytes.n;
	for (size_t i = 0; i < n && !out->unpacked; i++)
		if (places[i].from < places[i].to) {
			places[i].from += base;
			places[i].to += base;
		}
	return ok;
}
