/* input.c - files of the command line as bytes and as articles. */
#include "cli/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "read/sandbox.h"
#include "read/stream.h"
#include "read/warc.h"
#include "text/charset.h"

static int too_large(const char *name, struct err *e)
{
	return err_set(e, ERR_LIMIT, "%s: larger than %zu MB; not read", name,
		       LIMIT_SOURCE >> 20);
}

/* All raw bytes of a file. */
static int whole(struct arena *a, struct stream *s, const char *name, str *out,
		 struct err *e)
{
	struct buf all;
	int r;

	buf_init(&all, LIMIT_SOURCE);
	while ((r = stream_pull(s, &all, e)) > 0)
		;
	if (r < 0)
		err_in(e, "%s", name);
	else if (buf_failed(&all))
		r = too_large(name, e);
	else
		*out = arena_str(a, buf_str(&all));
	buf_release(&all);
	return r;
}

int input_read(struct cli *c, struct arena *a, str bytes, const char *name,
	       struct articles *out, struct diags *diags, struct err *e)
{
	struct sandbox *s = cli_sandbox(c);

	if (s)
		return sandbox_read(s, a, bytes, str_of(name), out, diags, e);
	source_read_with(a, cli_cues(c), bytes, str_of(name), out, diags);
	return 0;
}

#define SNIFF ((size_t)64 << 10)

/* Whether what the stream begins with, unpacked, is a web archive's record. */
static bool begins_archive(struct stream *s, enum packing *packing)
{
	str start = stream_peek(s, SNIFF);
	struct buf first;
	bool yes;

	*packing = packing_by_mark(start);
	if (*packing == PACKED_NOT)
		return warc_begins(start);
	buf_init(&first, LIMIT_SOURCE);
	{
		struct stream *look = stream_of_bytes(start, *packing);
		struct err e = ERR_INIT;

		while (!first.n && stream_pull(look, &first, &e) > 0)
			;
		stream_free(&look);
	}
	yes = warc_begins(buf_str(&first));
	buf_release(&first);
	return yes;
}

/* An archive's records, unpacked and cut in a child or here. */
struct archive {
	struct stream *stream;
	struct sandbox_out *out; /* in the child; else NULL */
	/* who asks */
	const char *name;
	struct arena *a;
	input_fn *fn;
	void *ctx;
	bool none, damaged; /* told by the child */
	uint32_t n;
};

enum { GIVES_RECORD, GIVES_DAMAGED, GIVES_NOTHING };

/* A record, or what there is to tell; url and bytes are lent for the call. */
static int take(void *ctx, uint32_t what, str url, str bytes, struct err *e)
{
	struct archive *x = ctx;
	str name;
	int r;

	x->damaged = x->damaged || what == GIVES_DAMAGED;
	x->none = x->none || what == GIVES_NOTHING;
	if (what != GIVES_RECORD)
		return 0;
	x->n++;
	name = arena_printf(x->a, "%s#%.*s", x->name,
			    STR_FMT(str_cut(url, 0, LIMIT_FIELD)));
	name = arena_str(x->a, text_well_formed(x->a, name));
	r = x->fn(x->ctx, x->a, name.p, bytes, true, e);
	arena_reset(x->a);
	return r;
}

static int give(struct archive *x, uint32_t what, str url, str bytes,
		struct err *e)
{
	if (!x->out)
		return take(x, what, url, bytes, e);
	sandbox_give(x->out, what, str_cut(url, 0, LIMIT_FIELD), bytes);
	return 0;
}

static int each_record(struct archive *x, struct err *e)
{
	struct arena *a = arena_new();
	struct warc_record record;
	struct warc w;
	int r;

	warc_open(&w, x->stream);
	while ((r = warc_next(&w, a, &record, e)) > 0) {
		str url = fields_of(&record.fields, "WARC-Target-URI");

		r = give(x, GIVES_RECORD, url, record.whole, e);
		arena_reset(a);
		if (r < 0)
			break;
	}
	if (r == 0 && w.damaged)
		r = give(x, GIVES_DAMAGED, STR_NONE, STR_NONE, e);
	warc_close(&w);
	arena_free(&a);
	return r;
}

/* In the child: looks whether it is an archive at all. */
static void run(struct sandbox_out *out, str start, int fd)
{
	struct archive x = { .stream = stream_of_file(start, fd, PACKED_NOT),
			     .out = out };
	struct err e = ERR_INIT;
	enum packing packing;

	if (!begins_archive(x.stream, &packing)) {
		sandbox_give(out, GIVES_NOTHING, STR_NONE, STR_NONE);
		return;
	}
	stream_unpack(x.stream, packing);
	if (each_record(&x, &e) < 0)
		sandbox_give(out, GIVES_DAMAGED, STR_NONE, STR_NONE);
}

/* All its records; x->none when it is no archive: then nothing is taken of
 * it. 1: a part was lost with the child. */
static int unpack(struct cli *c, struct archive *x, int fd, struct err *e)
{
	struct diags diags = { .arena = x->a };
	enum packing packing;
	int r;

	if (cli_sandboxed(c)) {
		r = sandbox_pump(cli_nest(c), stream_peek(x->stream, 0), fd,
				 run, take, x, str_of(x->name), &diags, e);
		if (input_print_diags(c, &diags, x->name) && r == 0)
			r = 1;
	} else {
		x->none = !begins_archive(x->stream, &packing);
		stream_unpack(x->stream, x->none ? PACKED_NOT : packing);
		r = x->none ? 0 : each_record(x, e);
	}
	if (r == 0 && x->damaged)
		cli_complain("%s: a part of the archive can't be read; the "
			     "records around it are",
			     x->name);
	if (r == 0 && !x->n && !x->none)
		cli_complain("%s: no page in this archive", x->name);
	return r;
}

static int each_of(struct cli *c, struct arena *a, struct stream *s, int fd,
		   const char *name, input_fn *fn, void *ctx, struct err *e)
{
	struct archive x = {
		.stream = s, .name = name, .a = a, .fn = fn, .ctx = ctx
	};
	str start = stream_peek(s, SNIFF), bytes;
	int r;

	if (warc_begins(start) || packing_by_mark(start) != PACKED_NOT) {
		r = unpack(c, &x, fd, e);
		if (r != 0 || !x.none)
			return r;
	}
	r = whole(a, s, name, &bytes, e);
	if (r == 0)
		r = fn(ctx, a, name, bytes, false, e);
	arena_reset(a);
	return r;
}

/* What to do with an open file. */
typedef int file_fn(struct arena *a, struct stream *s, int fd, const char *name,
		    void *ctx, struct err *e);

static int with_file(struct arena *a, const char *path, file_fn *fn, void *ctx,
		     struct err *e)
{
	bool std = strcmp(path, "-") == 0;
	int fd = std ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct stream *s;
	int r;

	if (fd < 0)
		return err_errno(e, path);
	s = stream_of_file(STR_NONE, fd, PACKED_NOT);
	r = fn(a, s, fd, std ? "standard input" : path, ctx, e);
	stream_free(&s);
	if (!std)
		close(fd);
	return r;
}

static int take_whole(struct arena *a, struct stream *s, int fd,
		      const char *name, void *ctx, struct err *e)
{
	(void)fd;
	return whole(a, s, name, ctx, e);
}

int input_bytes(struct arena *a, const char *path, str *out, struct err *e)
{
	return with_file(a, path, take_whole, out, e);
}

struct each {
	struct cli *cli;
	input_fn *fn;
	void *ctx;
};

static int take_each(struct arena *a, struct stream *s, int fd,
		     const char *name, void *ctx, struct err *e)
{
	const struct each *x = ctx;

	return each_of(x->cli, a, s, fd, name, x->fn, x->ctx, e);
}

int input_each(struct cli *c, struct arena *a, const char *path, input_fn *fn,
	       void *ctx, struct err *e)
{
	struct each x = { c, fn, ctx };

	return with_file(a, path, take_each, &x, e);
}

bool input_print_diags(const struct cli *c, const struct diags *list,
		       const char *name)
{
	bool bad = false;

	for (uint32_t i = 0; i < list->n; i++) {
		struct diag d = list->v[i];
		enum diag_level level = diag_level(d.code);

		if (!d.file.p)
			d.file = str_of(name);
		bad = bad || level == DIAG_ERROR;
		if (level == DIAG_ERROR || (level == DIAG_WARN && !c->quiet))
			diag_print(stderr, &d);
	}
	return bad;
}

int input_articles(struct cli *c, const char *name, struct articles *out)
{
	struct diags diags = { .arena = c->arena };
	struct err e = ERR_INIT;
	str bytes;

	*out = (struct articles){ 0 };
	if (input_bytes(c->arena, name, &bytes, &e) < 0) {
		cli_complain("%s", e.text);
		return EXIT_PART;
	}
	if (input_read(c, c->arena, bytes, name, out, &diags, &e) < 0)
		return cli_fail(&e);
	return input_print_diags(c, &diags, name) ? EXIT_PART : EXIT_OK;
}
