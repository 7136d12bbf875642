/* wire.c - articles and diagnostics as bytes, and back with distrust. */
#include "read/wire.h"

#include <stddef.h>

#include "base/day.h"
#include "base/utf8.h"

#define NO_STRING UINT32_MAX
#define MARK 0x4B454931u

static const size_t diag_strings[] = {
	offsetof(struct diag, detail),
	offsetof(struct diag, file),
	offsetof(struct diag, source_line),
};

static str *string_at(void *object, size_t at)
{
	return (str *)(void *)((char *)object + at);
}

/* ---- out */
static void put_u32(struct buf *out, uint32_t n)
{
	buf_add(out, (str){ (const char *)&n, sizeof(n) });
}

static void put_str(struct buf *out, str s)
{
	if (!s.p) {
		put_u32(out, NO_STRING);
		return;
	}
	put_u32(out, (uint32_t)s.n);
	buf_add(out, s);
	buf_byte(out, '\0');
}

void wire_put(struct buf *out, const struct articles *list,
	      const struct diags *diags)
{
	put_u32(out, MARK);
	put_u32(out, list->n);
	for (uint32_t i = 0; i < list->n; i++) {
		struct article x = list->v[i];

		for (unsigned k = 0; k < ARTICLE_STRINGS; k++)
			put_str(out, *article_string(&x, k));
	}
	put_u32(out, diags->n);
	for (uint32_t i = 0; i < diags->n; i++) {
		struct diag d = diags->v[i];

		put_u32(out, (uint32_t)d.code);
		put_u32(out, d.at.from);
		put_u32(out, d.at.to);
		put_u32(out, d.line);
		put_u32(out, d.column);
		for (size_t k = 0; k < COUNT(diag_strings); k++)
			put_str(out, *string_at(&d, diag_strings[k]));
	}
}

/* ---- in */
struct take {
	str rest;
	bool bad;
};

static uint32_t take_u32(struct take *t)
{
	uint32_t n = 0;

	if (t->rest.n < sizeof(n)) {
		t->bad = true;
		return 0;
	}
	memcpy(&n, t->rest.p, sizeof(n));
	t->rest = str_cut(t->rest, sizeof(n), t->rest.n);
	return n;
}

static str take_str(struct take *t)
{
	uint32_t n = take_u32(t);
	str s;

	if (t->bad || n == NO_STRING)
		return STR_NONE;
	if (n >= t->rest.n || t->rest.p[n]) {
		t->bad = true;
		return STR_NONE;
	}
	s = str_cut(t->rest, 0, n);
	t->rest = str_cut(t->rest, (size_t)n + 1, t->rest.n);
	return s;
}

/* Text is well-formed and holds no controls but blanks and line ends. */
static str take_text(struct take *t)
{
	str s = take_str(t);

	t->bad = t->bad || utf8_valid_to(s) != s.n ||
		 (s.n && memchr(s.p, '\0', s.n));
	return t->bad ? STR_NONE : s;
}

static void take_article(struct take *t, struct article *x)
{
	for (unsigned k = 0; k < ARTICLE_STRINGS; k++)
		*article_string(x, k) = take_text(t);
	t->bad = t->bad || !x->text.p;
}

/* What is told of the input may quote it: its bytes may be anything, and go
 * to no place but a message. */
static void take_diag(struct take *t, struct diag *d)
{
	uint32_t code = take_u32(t);

	d->code = (enum diag_code)code;
	d->at.from = take_u32(t);
	d->at.to = take_u32(t);
	d->line = take_u32(t);
	d->column = take_u32(t);
	for (size_t k = 0; k < COUNT(diag_strings); k++)
		*string_at(d, diag_strings[k]) = take_str(t);
	t->bad = t->bad || code >= DIAG_COUNT || d->at.from > d->at.to;
}

bool wire_take(struct arena *a, str bytes, struct articles *list,
	       struct diags *diags)
{
	uint32_t had = list->n, told = diags->n, n;
	struct take t = { .rest = bytes };

	t.bad = take_u32(&t) != MARK || t.bad;
	n = take_u32(&t);
	for (uint32_t i = 0; i < n && !t.bad; i++) {
		struct article x = { .number = list->n };

		take_article(&t, &x);
		if (!t.bad)
			*vec_add(a, list) = x;
	}
	n = take_u32(&t);
	for (uint32_t i = 0; i < n && !t.bad; i++) {
		struct diag d = { 0 };

		take_diag(&t, &d);
		if (!t.bad)
			*vec_add(diags->arena, diags) = d;
	}
	t.bad = t.bad || t.rest.n;
	if (t.bad) {
		list->n = had;
		diags->n = told;
	}
	return !t.bad;
}

/* ---- places */
void wire_put_question(struct buf *out, str text,
		       const struct origin_place *places, size_t n)
{
	put_u32(out, MARK);
	put_str(out, text);
	put_u32(out, (uint32_t)n);
	for (size_t i = 0; i < n; i++) {
		put_u32(out, places[i].text.from);
		put_u32(out, places[i].text.to);
	}
}

bool wire_take_question(struct arena *a, str bytes, struct places *out)
{
	struct take t = { .rest = bytes };
	uint32_t n;

	*out = (struct places){ 0 };
	t.bad = take_u32(&t) != MARK || t.bad;
	out->text = take_text(&t);
	n = take_u32(&t);
	for (uint32_t i = 0; i < n && !t.bad; i++) {
		struct origin_place x = { 0 };

		x.text.from = take_u32(&t);
		x.text.to = take_u32(&t);
		t.bad = t.bad || x.text.from > x.text.to ||
			x.text.to > out->text.n;
		if (!t.bad)
			*vec_add(a, out) = x;
	}
	return !t.bad && !t.rest.n;
}

void wire_put_origin(struct buf *out, const struct origin *o, bool found,
		     const struct origin_place *places, size_t n)
{
	put_u32(out, MARK);
	put_u32(out, found);
	put_u32(out, (uint32_t)o->kind);
	put_str(out, str_of(o->charset));
	put_str(out, o->text);
	put_str(out, o->part);
	put_u32(out, o->unpacked);
	put_u32(out, (uint32_t)o->size);
	for (size_t i = 0; i < n; i++) {
		put_u32(out, places[i].decoded.from);
		put_u32(out, places[i].decoded.to);
		put_u32(out, (uint32_t)places[i].from);
		put_u32(out, (uint32_t)places[i].to);
		put_u32(out, places[i].exact);
	}
}

bool wire_take_origin(str bytes, size_t size, struct origin *o, bool *found,
		      struct origin_place *places, size_t n)
{
	struct take t = { .rest = bytes };
	uint32_t kind;

	t.bad = take_u32(&t) != MARK || t.bad;
	*found = take_u32(&t) == 1;
	kind = take_u32(&t);
	o->kind = (enum source_kind)kind;
	o->charset = take_text(&t).p; /* ends in NUL */
	o->text = take_text(&t);
	o->part = take_text(&t);
	o->unpacked = take_u32(&t) == 1;
	o->size = take_u32(&t);
	t.bad = t.bad || o->size > (o->unpacked ? LIMIT_INFLATED : size) ||
		(!o->unpacked && o->size != size);
	for (size_t i = 0; i < n && !t.bad; i++) {
		struct origin_place *x = &places[i];

		x->decoded.from = take_u32(&t);
		x->decoded.to = take_u32(&t);
		x->from = take_u32(&t);
		x->to = take_u32(&t);
		x->exact = take_u32(&t) == 1;
		t.bad = t.bad || x->decoded.from > x->decoded.to ||
			x->decoded.to > o->text.n || x->from > x->to ||
			x->to > o->size;
	}
	t.bad = t.bad || t.rest.n || kind > SOURCE_BINARY;
	*found = *found && !t.bad;
	return !t.bad;
}
