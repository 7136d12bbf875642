/* mail.c - mails and saved pages (MHTML, RFC 2557): MIME parts, of which the
 * story's is read. */
#include <nettle/base64.h>

#include "base/buf.h"

#include "read/fields.h"
#include "read/piece.h"
#include "text/charset.h"

/* One part: its fields and its body, not decoded yet. */
struct part {
	struct fields fields;
	str type; /* media type, text/plain when not told */
	str body;
};

/* Quoted-printable (RFC 2045 section 6.7); in headers "_" is a blank. */
static str unquote(struct arena *a, str s, bool header)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '=' && i + 2 < s.n && hex_digit(s.p[i + 1]) >= 0 &&
		    hex_digit(s.p[i + 2]) >= 0) {
			p[n++] = (char)(hex_digit(s.p[i + 1]) << 4 |
					hex_digit(s.p[i + 2]));
			i += 2;
		} else if (c == '=' && i + 1 < s.n && s.p[i + 1] == '\n') {
			i += 1;
		} else if (c == '=' && i + 2 < s.n && s.p[i + 1] == '\r' &&
			   s.p[i + 2] == '\n') {
			i += 2;
		} else {
			p[n++] = header && c == '_' ? ' ' : c;
		}
	}
	return (str){ p, n };
}

static str unbase64(struct arena *a, str s, bool *damaged)
{
	struct base64_decode_ctx c;
	uint8_t *p = arena_alloc(a, BASE64_DECODE_LENGTH(s.n) + 3);
	size_t n = 0;

	base64_decode_init(&c);
	if (!base64_decode_update(&c, &n, p, s.n, s.p)) {
		/* byte by byte up to the damage */
		size_t one;

		n = 0;
		base64_decode_init(&c);
		for (size_t i = 0; i < s.n; i++) {
			if (!base64_decode_update(&c, &one, p + n, 1, s.p + i))
				break;
			n += one;
		}
		*damaged = true;
	}
	return (str){ (char *)p, n };
}

/* ---- encoded words of header fields (RFC 2047) */

struct word {
	str charset, text; /* text: bytes in charset */
	size_t to;	   /* offset behind it */
};

/* The encoded word at s.p[at]. */
static bool word_at(struct arena *a, str s, size_t at, struct word *out)
{
	size_t q1, q2, end;
	bool damaged = false;
	str body;

	if (!str_starts(str_cut(s, at, s.n), STR("=?")))
		return false;
	q1 = str_find(s, STR("?"), at + 2);
	if (q1 == SIZE_MAX || q1 - at > 60)
		return false;
	q2 = str_find(s, STR("?"), q1 + 1);
	if (q2 != q1 + 2)
		return false;
	end = str_find(s, STR("?="), q2 + 1);
	if (end == SIZE_MAX)
		return false;
	body = str_cut(s, q2 + 1, end);
	out->charset = str_cut(s, at + 2, q1);
	out->to = end + 2;
	if ((s.p[q1 + 1] | 0x20) == 'b')
		out->text = unbase64(a, body, &damaged);
	else
		out->text = unquote(a, body, true);
	return true;
}

/* Words of one charset are joined before they are read: a character may be
 * cut between them. */
static str decode_words(struct arena *a, str s)
{
	struct diags none = { .arena = a };
	struct buf out, run;
	struct word w = { 0 };
	str charset = STR_NONE;
	size_t i = 0;

	buf_init(&out, LIMIT_FIELD * 4);
	buf_init(&run, LIMIT_FIELD * 4);
	for (;;) {
		bool word = i < s.n && word_at(a, s, i, &w);
		size_t blank = i;

		if (run.n && (!word || !str_eq(charset, w.charset))) {
			buf_add(&out,
				charset_to_utf8(a, arena_str(a, buf_str(&run)),
						charset, &none)
					.text);
			buf_clear(&run);
		}
		if (i >= s.n)
			break;
		if (!word) {
			buf_byte(&out, s.p[i++]);
			continue;
		}
		charset = w.charset;
		buf_add(&run, w.text);
		i = blank = w.to;
		while (blank < s.n && s.p[blank] == ' ')
			blank++;
		if (str_starts(str_cut(s, blank, s.n), STR("=?")))
			i = blank;
	}
	s = arena_str(a, buf_str(&out));
	buf_release(&out);
	buf_release(&run);
	return s;
}

static str field_text(struct reading *r, const struct fields *f,
		      const char *name)
{
	struct diags none = { .arena = r->arena };
	str s = fields_of(f, name);

	if (!s.n)
		return STR_NONE;
	s = charset_to_utf8(r->arena, s, STR_NONE, &none).text;
	return str_has(s, STR("=?")) ? decode_words(r->arena, s) : s;
}

/* The person's name of "Name <address>", without quotes; STR_NONE when only
 * an address is told. */
static str sender(str from)
{
	size_t angle = str_find(from, STR("<"), 0);
	str name = angle == SIZE_MAX ? STR_NONE
				     : str_trim(str_cut(from, 0, angle));

	if (name.n > 1 && name.p[0] == '"' && name.p[name.n - 1] == '"')
		name = str_cut(name, 1, name.n - 1);
	return name;
}

/* ---- parts */

static void open_part(struct arena *a, str bytes, struct part *out)
{
	size_t head = fields_read(a, bytes, &out->fields);
	str type = fields_of(&out->fields, "Content-Type");

	out->type = type.n ? field_main(a, type) : STR("text/plain");
	out->body = head == SIZE_MAX ? STR_NONE : str_cut(bytes, head, bytes.n);
}

/* Cuts the next part from *rest at the boundary line "--mark". */
static bool next_part(str *rest, str mark, str *part)
{
	size_t at = 0, from = SIZE_MAX;

	for (;;) {
		size_t hit = str_find(*rest, mark, at), line;

		if (hit == SIZE_MAX || rest->p == NULL)
			break;
		at = hit + mark.n;
		if (hit && rest->p[hit - 1] != '\n')
			continue;
		line = str_find(*rest, STR("\n"), at);
		line = line == SIZE_MAX ? rest->n : line + 1;
		if (from != SIZE_MAX) {
			*part = str_cut(*rest, from, hit);
			*rest = str_cut(*rest, hit, rest->n);
			return true;
		}
		if (str_starts(str_cut(*rest, at, line), STR("--")))
			return false; /* the closing one */
		from = line;
	}
	if (from == SIZE_MAX)
		return false;
	*part = str_cut(*rest, from, rest->n); /* never closed */
	*rest = STR_NONE;
	return true;
}

static str decoded(struct reading *r, const struct piece *p,
		   const struct part *x)
{
	str how = field_main(
		r->arena, fields_of(&x->fields, "Content-Transfer-Encoding"));
	bool damaged = false;
	str s = x->body;

	if (str_is(how, "base64"))
		s = unbase64(r->arena, s, &damaged);
	else if (str_is(how, "quoted-printable"))
		s = unquote(r->arena, s, false);
	if (damaged)
		piece_diag(r, p, DIAG_R017, STR_NONE);
	return s;
}

static void read_part(struct reading *r, const struct piece *p,
		      const struct part *x);

static bool is_readable(str type)
{
	return str_starts(type, STR("text/")) ||
	       str_starts(type, STR("multipart/")) ||
	       str_starts(type, STR("message/")) ||
	       str_is(type, "application/xhtml+xml");
}

/* What a browser or mail program would show of parts that stand for one:
 * of alternatives the HTML, of a page with its pictures the page. */
static int rank(str type)
{
	if (str_is(type, "text/html") || str_is(type, "application/xhtml+xml"))
		return 3;
	if (str_starts(type, STR("multipart/")))
		return 2;
	return str_is(type, "text/plain");
}

static void read_parts(struct reading *r, const struct piece *p,
		       const struct part *x)
{
	str boundary = field_param(
		r->arena, fields_of(&x->fields, "Content-Type"), "boundary");
	str mark = arena_printf(r->arena, "--%.*s", STR_FMT(boundary));
	bool one = str_is(x->type, "multipart/alternative") ||
		   str_is(x->type, "multipart/related");
	struct part best = { 0 };
	str rest = x->body, bytes;

	if (!boundary.n) {
		piece_diag(r, p, DIAG_R021, STR("no boundary"));
		return;
	}
	while (!r->full && next_part(&rest, mark, &bytes)) {
		struct part y;

		open_part(r->arena, bytes, &y);
		if (!is_readable(y.type))
			continue;
		if (!one)
			read_part(r, p, &y);
		else if (rank(y.type) > rank(best.type))
			best = y;
	}
	if (best.type.n)
		read_part(r, p, &best);
}

static void read_part(struct reading *r, const struct piece *p,
		      const struct part *x)
{
	struct piece in = { .name = p->name,
			    .type = x->type,
			    .hints = p->hints,
			    .depth = p->depth };
	str at = str_trim(fields_of(&x->fields, "Content-Location"));

	if (str_starts(at, STR("http")) && !in.hints.url.n)
		in.hints.url = at;
	if (str_starts(x->type, STR("multipart/"))) {
		if (p->depth >= LIMIT_PACKED_DEPTH) {
			piece_diag(r, p, DIAG_R019, STR_NONE);
			return;
		}
		in.depth++;
		read_parts(r, &in, x);
		return;
	}
	in.charset = field_param(
		r->arena, fields_of(&x->fields, "Content-Type"), "charset");
	in.bytes = decoded(r, p, x);
	if (str_starts(x->type, STR("message/")))
		in.hints = (struct page_hints){ 0 };
	if (str_trim(in.bytes).n)
		piece_inside(r, p, &in, 0);
}

/* Browsers save pages as mails that say so. */
static bool is_saved_page(const struct fields *f)
{
	return fields_of(f, "Snapshot-Content-Location").n ||
	       str_starts(fields_of(f, "From"), STR("<Saved by")) ||
	       str_has(fields_of(f, "From"), STR("Saved by"));
}

void read_mail(struct reading *r, const struct piece *p)
{
	struct piece q = *p;
	struct part x;
	str bytes = p->bytes;

	if (str_starts(bytes, STR("From ")))
		str_token(&bytes, '\n');
	open_part(r->arena, bytes, &x);
	q.hints.title = field_text(r, &x.fields, "Subject");
	if (is_saved_page(&x.fields)) {
		/* its date is that of saving */
		q.hints.url = fields_of(&x.fields, "Snapshot-Content-Location");
	} else {
		q.hints.published =
			field_date(r->arena, fields_of(&x.fields, "Date"));
		q.hints.published_basis = STR("markup");
		q.hints.authors = sender(field_text(r, &x.fields, "From"));
	}
	if (!x.body.p)
		piece_diag(r, p, DIAG_R021, STR("no body"));
	else
		read_part(r, &q, &x);
}
