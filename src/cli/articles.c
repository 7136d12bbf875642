/* articles.c - keii articles: what the store holds, in order of date. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/map.h"
#include "cli/open.h"
#include "show/item.h"

struct listed {
	struct article_row row;
	str source_name;
	str copy_of; /* id of the article that it copies or rewrites */
};

struct listing {
	struct arena *arena;
	struct source_rows sources;
	struct map by_id; /* article -> index + 1 */
	VEC_OF(struct listed);
};

static str source_name(const struct listing *l, str sha256)
{
	for (uint32_t i = 0; i < l->sources.n; i++)
		if (str_eq(l->sources.v[i].sha256, sha256))
			return l->sources.v[i].name;
	return STR_NONE;
}

/* The first line with letters, for articles whose title isn't told. */
static str first_line(str text)
{
	while (text.p) {
		str line = str_trim(str_token(&text, '\n'));

		if (line.n)
			return str_cut(line, 0, 120);
	}
	return STR_NONE;
}

/* One of the record's items "copies". */
static int mark_copy(void *ctx, const struct item_row *item, struct err *e)
{
	struct listing *l = ctx;
	struct json_t *x = item_parse(item->json);
	const uint64_t *at;

	(void)e;
	at = map_find(&l->by_id, item->id);
	if (at)
		l->v[*at - 1].copy_of =
			arena_str(l->arena, item_str(x, "copy_of"));
	item_free(&x);
	return 0;
}

static int keep(void *ctx, const struct article_row *row, struct err *e)
{
	struct listing *l = ctx;
	struct listed *x = vec_add(l->arena, l);
	str title = row->title.n ? row->title : first_line(row->text);

	(void)e;
	x->row = (struct article_row){
		.id = arena_str(l->arena, row->id),
		.source = arena_str(l->arena, row->source),
		.number = row->number,
		.title = arena_str(l->arena, title),
		.publisher = arena_str(l->arena, row->publisher),
		.url = arena_str(l->arena, row->url),
		.lang = arena_str(l->arena, row->lang),
		.published = arena_str(l->arena, row->published),
	};
	x->source_name = source_name(l, row->source);
	*map_put(&l->by_id, x->row.id) = l->n;
	return 0;
}

/* Undated last. */
static int by_date(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	int c;

	if ((x->row.published.n == 0) != (y->row.published.n == 0))
		return x->row.published.n == 0 ? 1 : -1;
	c = str_cmp(str_cut(x->row.published, 0, 10),
		    str_cut(y->row.published, 0, 10));
	return c ? c : str_cmp(x->row.id, y->row.id);
}

static void put(struct json *j, const char *key, str value)
{
	json_put_str(j, key, value.n ? value : STR_NONE);
}

static void print_json(const struct listing *l)
{
	struct buf out;
	struct json j;

	buf_init(&out, (size_t)1 << 20);
	for (uint32_t i = 0; i < l->n; i++) {
		const struct article_row *row = &l->v[i].row;

		buf_clear(&out);
		json_init(&j, &out, 0);
		json_open(&j, '{');
		put(&j, "id", row->id);
		put(&j, "published", row->published);
		put(&j, "lang", row->lang);
		put(&j, "publisher", row->publisher);
		put(&j, "title", row->title);
		put(&j, "url", row->url);
		put(&j, "source", row->source);
		put(&j, "source_name", l->v[i].source_name);
		if (l->v[i].copy_of.n)
			put(&j, "copy_of", l->v[i].copy_of);
		json_put_int(&j, "number", row->number);
		json_close(&j);
		buf_byte(&out, '\n');
		fwrite(out.p, 1, out.n, stdout);
	}
	buf_release(&out);
}

static void print_text(const struct listing *l)
{
	size_t width = 2;

	for (uint32_t i = 0; i < l->n; i++)
		if (l->v[i].row.id.n > width)
			width = l->v[i].row.id.n;
	for (uint32_t i = 0; i < l->n; i++) {
		const struct listed *x = &l->v[i];
		str date = x->row.published.n ? str_cut(x->row.published, 0, 10)
					      : STR("undated   ");

		printf("%-*.*s  %.*s  %.*s  %.*s", (int)width,
		       STR_FMT(x->row.id), STR_FMT(date), STR_FMT(x->row.lang),
		       STR_FMT(x->row.title));
		if (x->row.publisher.n)
			printf(" (%.*s)", STR_FMT(x->row.publisher));
		printf("  [%.*s]", STR_FMT(x->source_name));
		if (x->copy_of.n)
			printf("  = %.*s", STR_FMT(x->copy_of));
		putchar('\n');
	}
}

int cmd_articles(struct cli *c, int argc, char **argv)
{
	struct listing l = { .arena = c->arena };
	struct item_query copies = { .layer = STR("copies"),
				     .from = DAY_NONE,
				     .to = DAY_NONE };
	struct err e = ERR_INIT;
	struct store *s;
	int code = EXIT_OK;

	if (argc > 1)
		return cli_usage(argv[0]);
	map_init(&l.by_id, c->arena);
	s = store_open(c->store, STORE_READ, &e);
	if (!s)
		return cli_fail(&e);
	if (store_sources(s, c->arena, &l.sources, &e) < 0 ||
	    store_each_article(s, false, keep, &l, &e) < 0 ||
	    store_each_item(s, &copies, mark_copy, &l, &e) < 0) {
		code = cli_fail(&e);
	} else {
		if (l.n)
			qsort(l.v, l.n, sizeof(*l.v), by_date);
		if (c->json)
			print_json(&l);
		else
			print_text(&l);
	}
	store_close(&s);
	return code;
}
