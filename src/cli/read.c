/* read.c - keii read: the articles of files as annotate input. */
#include <stdio.h>

#include "base/json.h"
#include "cli/input.h"
#include "read/cues.h"
#include "read/sandbox.h"

static void put(struct json *j, const char *key, str value)
{
	if (value.n)
		json_put_str(j, key, value);
}

/* An id of its own: the file's name without folder and ending, and a letter
 * when it holds several. */
static str id_of(struct arena *a, const struct article *x, const char *file,
		 uint32_t n)
{
	const char *base = strrchr(file, '/');
	str s = str_of(base ? base + 1 : file);

	if (x->id.n)
		return x->id;
	for (size_t i = s.n; i > 1; i--)
		if (s.p[i - 1] == '.') {
			s = str_cut(s, 0, i - 1);
			break;
		}
	if (n < 2)
		return arena_str(a, s);
	if (n <= 26)
		return arena_printf(a, "%.*s%c", STR_FMT(s),
				    (char)('a' + x->number));
	return arena_printf(a, "%.*s-%u", STR_FMT(s), x->number + 1);
}

/* "0-120 paragraph\n…" as [{"span": [0, 120], "kind": "paragraph"}, …] */
static void put_blocks(struct json *j, str blocks)
{
	if (!blocks.n)
		return;
	json_key(j, "blocks");
	json_open(j, '[');
	while (blocks.n) {
		str line = str_token(&blocks, '\n');
		str from = str_token(&line, '-'), to = str_token(&line, ' ');

		json_open(j, '{');
		json_put_span(j, "span",
			      (span){ (uint32_t)str_to_long(from),
				      (uint32_t)str_to_long(to) });
		put(j, "kind", line);
		json_close(j);
	}
	json_close(j);
}

/* "title=h1 …" as {"title": "h1", …} */
static void put_told_by(struct json *j, str told_by)
{
	if (!told_by.n)
		return;
	json_key(j, "told_by");
	json_open(j, '{');
	while (told_by.n) {
		str by = str_token(&told_by, ' ');
		str field = str_token(&by, '=');

		json_key_str(j, field);
		json_str(j, by);
	}
	json_close(j);
}

static void put_captions(struct json *j, str captions)
{
	if (!captions.n)
		return;
	json_key(j, "captions");
	json_open(j, '[');
	while (captions.n)
		json_str(j, str_token(&captions, '\n'));
	json_close(j);
}

static void print_article(struct arena *a, const struct article *x,
			  const char *file, uint32_t n, struct buf *out)
{
	struct json j;

	buf_clear(out);
	json_init(&j, out, 0);
	json_open(&j, '{');
	put(&j, "id", id_of(a, x, file, n));
	put(&j, "title", x->title);
	put(&j, "subtitle", x->subtitle);
	put(&j, "lang", x->lang);
	put(&j, "published", x->published);
	put(&j, "published_basis", x->published_basis);
	put(&j, "publisher", x->publisher);
	put(&j, "updated", x->updated);
	put(&j, "authors", x->authors);
	put(&j, "agency", x->agency);
	put(&j, "section", x->section);
	put(&j, "url", x->url);
	json_put_str(&j, "text", x->text);
	put_blocks(&j, x->blocks);
	put_captions(&j, x->captions);
	put_told_by(&j, x->told_by);
	json_close(&j);
	buf_byte(out, '\n');
	fwrite(out->p, 1, out->n, stdout);
}

struct reading_of {
	struct cli *cli;
	struct sandbox *listing; /* NULL: without one */
	struct buf out;
	bool list;
	int code;
};

/* A document of the source as a diagnostic: those come out of the sandbox. */
static void note_part(void *ctx, const struct source_part *x)
{
	struct diags *diags = ctx;
	str charset = x->charset.n ? x->charset : STR("-");

	diag_add_file(diags, DIAG_R026, x->name, 0, 0, STR_NONE,
		      arena_printf(diags->arena, "%-9s %9zu  %-12.*s",
				   source_kind_name(x->kind), x->bytes,
				   STR_FMT(charset)));
}

static void list_parts(void *ctx, struct arena *a, str bytes, str name,
		       struct articles *out, struct diags *diags)
{
	(void)ctx;
	(void)out;
	source_parts(a, bytes, name, diags, note_part, diags);
}

static int read_some(struct reading_of *r, struct arena *a, const char *name,
		     str bytes, struct articles *list, struct diags *diags,
		     struct err *e)
{
	if (!r->list)
		return input_read(r->cli, a, bytes, name, list, diags, e);
	if (r->listing)
		return sandbox_read(r->listing, a, bytes, str_of(name), list,
				    diags, e);
	list_parts(NULL, a, bytes, str_of(name), list, diags);
	return 0;
}

static int read_one(void *ctx, struct arena *a, const char *name, str bytes,
		    bool in_archive, struct err *e)
{
	struct reading_of *r = ctx;
	struct diags diags = { .arena = a };
	struct articles list = { 0 };

	(void)in_archive;
	if (read_some(r, a, name, bytes, &list, &diags, e) < 0)
		return -1;
	if (input_print_diags(r->cli, &diags, name))
		r->code = EXIT_PART;
	for (uint32_t i = 0; i < diags.n; i++)
		if (diags.v[i].code == DIAG_R026)
			printf("%.*s %.*s\n", STR_FMT(diags.v[i].detail),
			       STR_FMT(diags.v[i].file));
	for (uint32_t k = 0; k < list.n && !r->list; k++)
		print_article(a, &list.v[k], name, list.n, &r->out);
	return 0;
}

static void read_all(struct reading_of *r, char **v, int n)
{
	struct arena *a = arena_new();

	for (int i = 0; i < n; i++) {
		struct err e = ERR_INIT;
		int code = input_each(r->cli, a, v[i], read_one, r, &e);

		if (code < 0)
			cli_complain("%s", e.text);
		if (code != 0)
			r->code = EXIT_PART;
		arena_reset(a);
	}
	arena_free(&a);
}

int cmd_read(struct cli *c, int argc, char **argv)
{
	struct reading_of r = { .cli = c };
	int from = 1;

	if (argc > 1 && strcmp(argv[1], "--list") == 0) {
		r.list = true;
		from++;
	}
	if (from >= argc)
		return cli_usage(argv[0]);
	if (r.list && cli_nest(c))
		r.listing = sandbox_new(c->nest, list_parts, NULL, 0, 0);
	buf_init(&r.out, LIMIT_OUTPUT);
	read_all(&r, argv + from, argc - from);
	buf_release(&r.out);
	sandbox_free(&r.listing);
	return r.code;
}
