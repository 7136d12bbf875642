/* piece.c - a source unwrapped piece by piece, within one budget. */
#include "read/piece.h"

#include "read/http.h"
#include "read/stream.h"
#include "read/warc.h"

void piece_diag(struct reading *r, const struct piece *p, enum diag_code code,
		str detail)
{
	diag_add_file(r->diags, code, p->name, 0, 0, STR_NONE, detail);
}

str piece_name(struct reading *r, const struct piece *around, str part)
{
	return arena_printf(r->arena, "%.*s#%.*s", STR_FMT(around->name),
			    STR_FMT(str_cut(part, 0, LIMIT_FIELD)));
}

size_t piece_room(const struct reading *r)
{
	return LIMIT_INFLATED - r->unpacked;
}

static bool spent(struct reading *r, const struct piece *p, enum diag_code code)
{
	if (!r->full)
		piece_diag(r, p, code, STR_NONE);
	r->full = true;
	return true;
}

bool piece_inside(struct reading *r, const struct piece *around,
		  struct piece *p, size_t unpacked)
{
	if (r->full)
		return false;
	if (around->depth >= LIMIT_PACKED_DEPTH) {
		piece_diag(r, around, DIAG_R019, STR_NONE);
		return true; /* the pieces beside it are still read */
	}
	if (unpacked > piece_room(r)) {
		spent(r, around, DIAG_R018);
		return false;
	}
	if (r->pieces == LIMIT_MEMBERS) {
		spent(r, around, DIAG_R020);
		return false;
	}
	r->pieces++;
	r->unpacked += unpacked;
	p->depth = around->depth + 1;
	piece_read(r, p);
	return true;
}

static void read_packed(struct reading *r, const struct piece *p)
{
	struct piece in = { .name = p->name, .hints = p->hints };
	struct buf out;

	if (str_ends(in.name, STR(".gz")))
		in.name.n -= 3;
	else if (str_ends(in.name, STR(".zst")))
		in.name.n -= 4;
	buf_init(&out, piece_room(r));
	if (!unpack_all(p->bytes, packing_by_mark(p->bytes), &out))
		piece_diag(r, p, DIAG_R017, STR_NONE);
	if (buf_failed(&out))
		piece_diag(r, p, DIAG_R018, STR_NONE);
	in.bytes = buf_str(&out);
	if (in.bytes.n) {
		in.bytes = arena_str(r->arena, in.bytes);
		in.depth = p->depth;
		piece_inside(r, p, &in, in.bytes.n);
	}
	buf_release(&out);
}

static void read_http(struct reading *r, const struct piece *p)
{
	struct piece in = { .name = p->name, .hints = p->hints };
	struct http_answer x;
	str type;

	http_read(r->arena, p->bytes, piece_room(r), &x);
	if (x.status >= 300 || x.status < 200) {
		piece_diag(r, p, DIAG_R024,
			   arena_printf(r->arena, "status %d", x.status));
		return;
	}
	if (x.damaged)
		piece_diag(r, p, DIAG_R017, STR_NONE);
	if (x.large)
		piece_diag(r, p, DIAG_R018, STR_NONE);
	type = fields_of(&x.fields, "Content-Type");
	in.type = field_main(r->arena, type);
	in.charset = field_param(r->arena, type, "charset");
	in.bytes = x.body;
	piece_inside(r, p, &in, x.body.n > p->bytes.n ? x.body.n : 0);
}

static str without_angles(str s)
{
	s = str_trim(s);
	return s.n > 1 && s.p[0] == '<' && s.p[s.n - 1] == '>'
		       ? str_cut(s, 1, s.n - 1)
		       : s;
}

static bool read_record(struct reading *r, const struct piece *p,
			const struct warc_record *x)
{
	struct piece in = { .bytes = x->block, .hints = p->hints };
	str type = fields_of(&x->fields, "Content-Type");
	str url = without_angles(fields_of(&x->fields, "WARC-Target-URI"));

	in.name = url.n && !str_has(p->name, STR("#")) ? piece_name(r, p, url)
						       : p->name;
	if (url.n && str_starts(url, STR("http")))
		in.hints.url = url;
	if (!http_begins(x->block)) {
		in.type = field_main(r->arena, type);
		in.charset = field_param(r->arena, type, "charset");
		/* WARC's own texts are UTF-8 (ISO 28500, conversion) */
		if (!in.charset.n && str_is(in.type, "text/plain"))
			in.charset = STR("utf-8");
	}
	if (x->cut)
		piece_diag(r, &in, DIAG_R017, STR_NONE);
	return piece_inside(r, p, &in, 0);
}

static void read_warc(struct reading *r, const struct piece *p)
{
	struct stream *s = stream_of_bytes(p->bytes, PACKED_NOT);
	struct warc_record x;
	struct err e = ERR_INIT;
	struct warc w;

	warc_open(&w, s);
	while (!r->full && warc_next(&w, r->arena, &x, &e) > 0) {
		x.block = arena_str(r->arena, x.block);
		read_record(r, p, &x);
	}
	if (w.damaged)
		piece_diag(r, p, DIAG_R023, STR_NONE);
	warc_close(&w);
	stream_free(&s);
}

void piece_read(struct reading *r, const struct piece *p)
{
	enum source_kind kind = kind_of(p);

	switch (kind) {
	case SOURCE_PACKED:
		read_packed(r, p);
		return;
	case SOURCE_WARC:
		read_warc(r, p);
		return;
	case SOURCE_HTTP:
		read_http(r, p);
		return;
	case SOURCE_ZIP:
		read_zip(r, p);
		return;
	case SOURCE_TEXT:
	case SOURCE_HTML:
	case SOURCE_MARKDOWN:
	case SOURCE_JSONL:
	case SOURCE_JSON:
	case SOURCE_JSON_FEED:
	case SOURCE_FEED:
	case SOURCE_MAIL:
	case SOURCE_BINARY:
		break;
	}
	if (r->leaf && !r->leaf(r->ctx, p, kind))
		return;
	if (kind == SOURCE_MAIL)
		read_mail(r, p);
	else if (kind == SOURCE_FEED)
		read_feed(r, p);
	else if (kind == SOURCE_MARKDOWN)
		read_markdown(r, p);
	else if (kind == SOURCE_JSON || kind == SOURCE_JSONL ||
		 kind == SOURCE_JSON_FEED)
		read_json(r, p, kind);
	else
		read_page(r, p, kind);
}
