/* read.c - keii read: the articles of files as annotate input. */
#include <stdio.h>

#include "base/json.h"
#include "cli/input.h"

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

static void print_article(struct cli *c, const struct article *x,
			  const char *file, uint32_t n, struct buf *out)
{
	struct json j;

	buf_clear(out);
	json_init(&j, out, 0);
	json_open(&j, '{');
	put(&j, "id", id_of(c->arena, x, file, n));
	put(&j, "title", x->title);
	put(&j, "subtitle", x->subtitle);
	put(&j, "lang", x->lang);
	put(&j, "published", x->published);
	put(&j, "published_basis", x->published_basis);
	put(&j, "publisher", x->publisher);
	put(&j, "url", x->url);
	json_put_str(&j, "text", x->text);
	json_close(&j);
	buf_byte(out, '\n');
	fwrite(out->p, 1, out->n, stdout);
}

int cmd_read(struct cli *c, int argc, char **argv)
{
	struct articles list;
	struct buf out;
	int code = EXIT_OK;

	if (argc < 2)
		return cli_usage(argv[0]);
	buf_init(&out, LIMIT_OUTPUT);
	for (int i = 1; i < argc; i++) {
		int r = input_articles(c, argv[i], &list);

		code = r > code ? r : code;
		for (uint32_t k = 0; k < list.n; k++)
			print_article(c, &list.v[k], argv[i], list.n, &out);
	}
	buf_release(&out);
	return code;
}
