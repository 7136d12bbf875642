/* warc.c - records of a web archive, one after the other. */
#include "read/warc.h"

#include "base/limits.h"

#define HEAD_MAX ((size_t)64 << 10) /* of a record's fields */

bool warc_begins(str bytes)
{
	return str_starts(bytes, STR("WARC/1.")) ||
	       str_starts(bytes, STR("WARC/0."));
}

void warc_open(struct warc *w, struct stream *s)
{
	*w = (struct warc){ .stream = s };
	buf_init(&w->win, LIMIT_SOURCE + ((size_t)64 << 20));
}

void warc_close(struct warc *w)
{
	buf_release(&w->win);
}

static str rest(const struct warc *w)
{
	return str_cut(buf_str(&w->win), w->at, w->win.n);
}

/* At least n bytes from `at` on, where there are; -1: can't be read. */
static int fill(struct warc *w, size_t n, struct err *e)
{
	while (w->win.n - w->at < n && !w->ended) {
		int r;

		if (w->at >= ((size_t)1 << 20)) {
			memmove(w->win.p, w->win.p + w->at, w->win.n - w->at);
			buf_truncate(&w->win, w->win.n - w->at);
			w->at = 0;
		}
		r = stream_pull(w->stream, &w->win, e);
		if (r < 0)
			return -1;
		w->ended = r == 0;
	}
	if (w->ended && (stream_damaged(w->stream) || buf_failed(&w->win)))
		w->damaged = true;
	return 0;
}

/* Passes over n bytes without holding them. */
static int skip(struct warc *w, size_t n, struct err *e)
{
	while (n) {
		size_t have = w->win.n - w->at;

		if (have >= n) {
			w->at += n;
			return 0;
		}
		n -= have;
		w->at = 0;
		buf_truncate(&w->win, 0);
		if (w->ended)
			return 0;
		if (fill(w, 1, e) < 0)
			return -1;
	}
	return 0;
}

/* To the next line that begins a record; false at the end. */
static int find_record(struct warc *w, bool *found, struct err *e)
{
	bool first = true;

	*found = false;
	for (;;) {
		const char *nl;

		if (fill(w, 16, e) < 0)
			return -1;
		while (w->at < w->win.n && strchr("\r\n", w->win.p[w->at]) &&
		       w->win.p[w->at])
			w->at++;
		if (fill(w, 16, e) < 0)
			return -1;
		if (w->at >= w->win.n)
			return 0;
		if (warc_begins(rest(w))) {
			*found = true;
			return 0;
		}
		w->damaged = w->damaged || first;
		first = false;
		nl = memchr(rest(w).p, '\n', rest(w).n);
		w->at = nl ? (size_t)(nl - w->win.p) : w->win.n;
	}
}

/* Offset behind the blank line, or SIZE_MAX; not behind another record. */
static size_t head_end(str s)
{
	size_t crlf, lf, next;

	s = str_cut(s, 0, HEAD_MAX);
	next = str_find(s, STR("\nWARC/"), 0);
	s = str_cut(s, 0, next == SIZE_MAX ? s.n : next + 1);
	crlf = str_find(s, STR("\r\n\r\n"), 0);
	if (crlf != SIZE_MAX)
		return crlf + 4;
	lf = str_find(s, STR("\n\n"), 0);
	return lf == SIZE_MAX ? SIZE_MAX : lf + 2;
}

static bool length_of(const struct fields *f, uint64_t *out)
{
	str s = fields_of(f, "Content-Length");
	uint64_t n = 0;

	if (!s.n || s.n > 15)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (uint64_t)(s.p[i] - '0');
	}
	*out = n;
	return true;
}

static bool reads_as_text(str type)
{
	static const char *const kinds[] = { "text/",
					     "application/http",
					     "application/xhtml",
					     "application/json",
					     "message/",
					     "multipart/" };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (type.n >= strlen(kinds[i]) &&
		    str_same(str_cut(type, 0, strlen(kinds[i])),
			     str_of(kinds[i])))
			return true;
	return str_has(type, STR("xml"));
}

static bool holds_page(const struct fields *f)
{
	str type = fields_of(f, "WARC-Type"), media;

	if (!str_same(type, STR("response")) &&
	    !str_same(type, STR("resource")) &&
	    !str_same(type, STR("conversion")))
		return false;
	media = fields_of(f, "Content-Type");
	return !media.n || reads_as_text(media);
}

/* Whether an HTTP answer's head speaks of an image, a video and the like. */
static bool other_media(struct arena *a, str block)
{
	struct fields f;
	str type;

	if (!str_starts(block, STR("HTTP/")))
		return false;
	fields_read(a, str_cut(block, 0, HEAD_MAX), &f);
	type = fields_of(&f, "Content-Type");
	return type.n && !reads_as_text(type);
}

/* The record at `at`, whose head is there; 0: it was passed over. */
static int take(struct warc *w, struct arena *a, size_t head,
		struct warc_record *out, struct err *e)
{
	str top = arena_str(a, str_cut(rest(w), 0, head));
	uint64_t length;
	size_t all;

	fields_read(a, top, &out->fields);
	if (!length_of(&out->fields, &length)) {
		w->damaged = true;
		w->at += head;
		return 0;
	}
	if (length > LIMIT_SOURCE || !holds_page(&out->fields)) {
		w->damaged = w->damaged || length > LIMIT_SOURCE;
		return skip(w, head + (size_t)length, e);
	}
	all = head + (size_t)length;
	if (fill(w, all, e) < 0)
		return -1;
	out->whole = str_cut(rest(w), 0, all);
	out->block = str_cut(out->whole, head, all);
	out->cut = out->whole.n < all;
	w->damaged = w->damaged || out->cut;
	w->at += out->whole.n;
	return !other_media(a, out->block);
}

int warc_next(struct warc *w, struct arena *a, struct warc_record *out,
	      struct err *e)
{
	for (;;) {
		struct arena_mark mark = arena_mark(a);
		size_t head;
		bool found;
		int r;

		*out = (struct warc_record){ 0 };
		if (find_record(w, &found, e) < 0)
			return -1;
		if (!found)
			return 0;
		head = head_end(rest(w));
		if (head == SIZE_MAX) {
			if (fill(w, HEAD_MAX, e) < 0)
				return -1;
			head = head_end(rest(w));
		}
		if (head == SIZE_MAX) { /* no head: on to the next record */
			w->damaged = true;
			w->at += 5;
			continue;
		}
		r = take(w, a, head, out, e);
		if (r)
			return r;
		arena_rewind(a, mark);
	}
}
