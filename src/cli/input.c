/* input.c - files of the command line as bytes and as articles. */
#include "cli/input.h"

#include <errno.h>
#include <stdio.h>

#include "read/cues.h"
#include "read/sandbox.h"

#define CHUNK ((size_t)1 << 16)

static int read_stream(struct arena *a, FILE *in, const char *name, str *out,
		       struct err *e)
{
	size_t n = 0, cap = CHUNK;
	char *p = arena_alloc(a, cap);

	for (;;) {
		size_t got = fread(p + n, 1, cap - n, in);

		n += got;
		if (n > LIMIT_SOURCE)
			return err_set(e, ERR_LIMIT,
				       "%s: larger than %zu MB; not read", name,
				       LIMIT_SOURCE >> 20);
		if (ferror(in)) /* a folder opens well but can't be read */
			return err_errno(e, name);
		if (n < cap)
			break;
		p = arena_grow(a, p, cap, cap * 2);
		cap *= 2;
	}
	*out = (str){ p, n };
	return 0;
}

int input_bytes(struct arena *a, const char *name, str *out, struct err *e)
{
	FILE *in;
	int r;

	if (strcmp(name, "-") == 0)
		return read_stream(a, stdin, "standard input", out, e);
	in = fopen(name, "rb");
	if (!in)
		return err_errno(e, name);
	r = read_stream(a, in, name, out, e);
	fclose(in);
	return r;
}

static int read_source(struct cli *c, str bytes, const char *name,
		       struct articles *out, struct diags *diags, struct err *e)
{
	if (!c->cues) {
		c->cues = cues_in(c->arena, cli_packs(c));
		if (cli_sandboxed(c))
			c->sandbox = sandbox_reading(c->cues);
	}
	if (c->sandbox)
		return sandbox_read(c->sandbox, c->arena, bytes, str_of(name),
				    out, diags, e);
	source_read_with(c->arena, c->cues, bytes, str_of(name), out, diags);
	return 0;
}

int input_articles(struct cli *c, const char *name, struct articles *out)
{
	struct diags diags = { .arena = c->arena };
	struct err e = ERR_INIT;
	int code = EXIT_OK;
	str bytes;

	*out = (struct articles){ 0 };
	if (input_bytes(c->arena, name, &bytes, &e) < 0) {
		cli_complain("%s", e.text);
		return EXIT_PART;
	}
	if (read_source(c, bytes, name, out, &diags, &e) < 0)
		return cli_fail(&e);
	for (uint32_t i = 0; i < diags.n; i++) {
		struct diag *d = &diags.v[i];

		if (!d->file.p)
			d->file = str_of(name);
		if (diag_level(d->code) == DIAG_ERROR)
			code = EXIT_PART;
		if (!c->quiet && diag_level(d->code) != DIAG_INFO)
			diag_print(stderr, d);
	}
	return code;
}
