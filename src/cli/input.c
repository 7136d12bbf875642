/* input.c - files of the command line as bytes and as articles. */
#include "cli/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "read/sandbox.h"
#include "read/stream.h"
#include "read/warc.h"

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

static int each_record(struct arena *a, struct stream *s, const char *name,
		       input_fn *fn, void *ctx, struct err *e)
{
	struct warc_record x;
	struct warc w;
	unsigned n = 0;
	int r;

	warc_open(&w, s);
	while ((r = warc_next(&w, a, &x, e)) > 0) {
		str url = fields_of(&x.fields, "WARC-Target-URI");
		str part = arena_printf(a, "%s#%.*s", name,
					STR_FMT(str_cut(url, 0, LIMIT_FIELD)));

		n++;
		r = fn(ctx, a, part.p, x.whole, true, e);
		arena_reset(a);
		if (r < 0)
			break;
	}
	if (r == 0 && w.damaged)
		cli_complain("%s: a part of the archive can't be read; the "
			     "records around it are",
			     name);
	if (r == 0 && !n)
		cli_complain("%s: no page in this archive", name);
	warc_close(&w);
	return r;
}

static int each_of(struct arena *a, struct stream *s, const char *name,
		   input_fn *fn, void *ctx, struct err *e)
{
	enum packing packing;
	str bytes;
	int r;

	if (begins_archive(s, &packing)) {
		stream_unpack(s, packing);
		r = each_record(a, s, name, fn, ctx, e);
	} else {
		r = whole(a, s, name, &bytes, e);
		if (r == 0)
			r = fn(ctx, a, name, bytes, false, e);
		arena_reset(a);
	}
	return r;
}

/* What to do with an open file. */
typedef int file_fn(struct arena *a, struct stream *s, const char *name,
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
	s = stream_of_file(fd, PACKED_NOT);
	r = fn(a, s, std ? "standard input" : path, ctx, e);
	stream_free(&s);
	if (!std)
		close(fd);
	return r;
}

static int take_whole(struct arena *a, struct stream *s, const char *name,
		      void *ctx, struct err *e)
{
	return whole(a, s, name, ctx, e);
}

int input_bytes(struct arena *a, const char *path, str *out, struct err *e)
{
	return with_file(a, path, take_whole, out, e);
}

struct each {
	input_fn *fn;
	void *ctx;
};

static int take_each(struct arena *a, struct stream *s, const char *name,
		     void *ctx, struct err *e)
{
	const struct each *x = ctx;

	return each_of(a, s, name, x->fn, x->ctx, e);
}

int input_each(struct arena *a, const char *path, input_fn *fn, void *ctx,
	       struct err *e)
{
	struct each x = { fn, ctx };

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
