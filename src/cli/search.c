/* search.c - keii search: the articles with all these words, best first; with
 * fields the entries of the record. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json.h"
#include "base/utf8.h"
#include "cli/look.h"
#include "show/find.h"

#define MOST_HITS 50u
#define MOST_LINES 3u /* shown of one article */
#define AROUND 90u    /* bytes shown before and behind a word */

static void print_marked(str line, const struct marks *marks, size_t base,
			 size_t from, size_t to, bool color, const char *indent)
{
	size_t at = from;

	printf("%s%s", indent, from > base ? "…" : "");
	for (uint32_t i = 0; i < marks->n; i++) {
		span m = marks->v[i];

		if (m.from < at || m.to > to)
			continue;
		printf("%.*s%s%.*s%s", STR_FMT(str_cut(line, at, m.from)),
		       color ? "\033[1m" : "[",
		       STR_FMT(str_cut(line, m.from, m.to)),
		       color ? "\033[0m" : "]");
		at = m.to;
	}
	printf("%.*s\n", STR_FMT(str_cut(line, at, to)));
}

/* The lines that have words of the query, cut around the first. */
static void print_lines(struct arena *a, const struct marker *m, str text,
			bool color)
{
	uint32_t shown = 0;

	while (text.p && shown < MOST_LINES) {
		str line = str_trim(str_token(&text, '\n'));
		struct marks marks;
		size_t from, to;

		marker_marks(m, a, line, &marks);
		if (!marks.n)
			continue;
		from = marks.v[0].from > AROUND ? marks.v[0].from - AROUND : 0;
		to = marks.v[0].to + 2 * AROUND;
		from = utf8_floor(line, from);
		to = to < line.n ? utf8_floor(line, to) : line.n;
		print_marked(line, &marks, 0, from, to, color, "    ");
		shown++;
	}
}

static void put(struct json *j, const char *key, str value)
{
	json_put_str(j, key, value.n ? value : STR_NONE);
}

static void print_json(struct arena *a, str query,
		       const struct search_hits *hits)
{
	struct marker *m = marker_in(a, query);
	struct buf out;
	struct json j;

	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < hits->n; i++) {
		const struct search_hit *x = &hits->v[i];
		struct marks marks;

		marker_marks(m, a, x->text, &marks);
		buf_clear(&out);
		json_init(&j, &out, 0);
		json_open(&j, '{');
		json_put_str(&j, "article", x->id);
		put(&j, "title", x->title);
		put(&j, "publisher", x->publisher);
		put(&j, "published", x->published);
		json_key(&j, "score");
		json_num(&j, x->score);
		json_key(&j, "spans");
		json_open(&j, '[');
		for (uint32_t k = 0; k < marks.n; k++)
			json_span(&j, marks.v[k]);
		json_close(&j);
		json_close(&j);
		buf_byte(&out, '\n');
		fwrite(out.p, 1, out.n, stdout);
	}
	buf_release(&out);
}

static void print_hits(struct arena *a, str query,
		       const struct search_hits *hits)
{
	bool color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
	struct marker *m = marker_in(a, query);

	for (uint32_t i = 0; i < hits->n; i++) {
		const struct search_hit *x = &hits->v[i];

		printf("%.*s  %.*s  %.*s", STR_FMT(x->id),
		       STR_FMT(x->published.n ? str_cut(x->published, 0, 10)
					      : STR("undated")),
		       STR_FMT(x->title));
		if (x->publisher.n)
			printf(" (%.*s)", STR_FMT(x->publisher));
		putchar('\n');
		print_lines(a, m, x->text, color);
	}
	if (!hits->n)
		puts("no article has all of these words");
	else if (hits->n == MOST_HITS)
		printf("the best %u are shown; more words find fewer\n",
		       MOST_HITS);
}

/* ---- the record */

static void put_marks(struct json *j, const struct marks *m)
{
	json_key(j, "marks");
	json_open(j, '[');
	for (uint32_t i = 0; i < m->n; i++)
		json_span(j, m->v[i]);
	json_close(j);
}

static void json_item(struct json *j, const struct find_hit *x)
{
	json_open(j, '{');
	json_put_str(j, "item", x->id);
	json_put_str(j, "layer", x->layer);
	put(j, "kind", x->kind);
	put(j, "status", x->status);
	put(j, "from", x->from);
	put(j, "to", x->to);
	put(j, "title", x->title);
	json_key(j, "score");
	json_int(j, x->articles);
	json_key(j, "snippets");
	json_open(j, '[');
	for (uint32_t i = 0; i < x->snippets.n; i++) {
		const struct find_snippet *s = &x->snippets.v[i];

		json_open(j, '{');
		json_put_str(j, "article", s->article);
		json_key(j, "span");
		json_span(j, s->at);
		json_put_str(j, "text", s->text);
		put_marks(j, &s->marks);
		json_close(j);
	}
	json_close(j);
	json_close(j);
}

static void print_item(const struct find_hit *x, bool color)
{
	str when = x->from.n ? x->from : STR("undated");

	printf("%.*s  %.*s%s%.*s  ", STR_FMT(x->id), STR_FMT(when),
	       x->from.n && !str_eq(x->from, x->to) ? "–" : "",
	       STR_FMT(str_eq(x->from, x->to) ? STR_NONE : x->to));
	print_marked(x->title, &x->in_title, 0, 0, x->title.n, color, "");
	for (uint32_t i = 0; i < x->snippets.n; i++) {
		const struct find_snippet *s = &x->snippets.v[i];

		print_marked(s->text, &s->marks, 0, 0, s->text.n, color,
			     "    ");
	}
}

static void print_items(struct cli *c, const struct find_hits *hits)
{
	bool color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
	struct buf out;
	struct json j;

	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < hits->n; i++) {
		if (!c->json) {
			print_item(&hits->v[i], color);
			continue;
		}
		buf_clear(&out);
		json_init(&j, &out, 0);
		json_item(&j, &hits->v[i]);
		buf_byte(&out, '\n');
		fwrite(out.p, 1, out.n, stdout);
	}
	buf_release(&out);
	if (!c->json && !hits->n)
		puts("nothing in the record has all of these");
	else if (!c->json && hits->n == MOST_HITS)
		printf("the best %u are shown; more words find fewer\n",
		       MOST_HITS);
}

/* The actor's id or code; names are looked up in packs, which take a moment to
 * load. An exit code. */
static int resolve_actor(struct cli *c, struct view *v, struct find *f)
{
	struct err e = ERR_INIT;
	str typed = f->q.actor;
	bool known = true;

	if (typed.n && store_knows_actor(v->store, typed, &known, &e) < 0)
		return cli_fail(&e);
	if (known)
		return EXIT_OK;
	v->packs = cli_packs(c);
	if (!v->packs)
		return EXIT_WORLD;
	f->q.actor = view_actor(v, typed, &e);
	if (e.code != ERR_NONE)
		return cli_fail(&e);
	if (f->q.actor.n)
		return EXIT_OK;
	cli_complain("nobody in the record is called %.*s; write a name as an "
		     "article does, or a party's code",
		     STR_FMT(typed));
	return EXIT_USE;
}

static int search_record(struct cli *c, struct store *s, struct find *f)
{
	struct err e = ERR_INIT;
	struct find_hits hits;
	struct view v;
	bool known;
	int code;

	view_init(&v, c->arena, s, NULL, look_lang(c, &known));
	code = resolve_actor(c, &v, f);
	if (code != EXIT_OK)
		return code;
	if (find_items(&v, f, MOST_HITS, &hits, &e) < 0)
		return cli_fail(&e);
	print_items(c, &hits);
	return EXIT_OK;
}

static int search_articles(struct cli *c, struct store *s, str query)
{
	struct err e = ERR_INIT;
	struct search_hits hits;

	if (store_search(s, c->arena, query, MOST_HITS, &hits, &e) < 0)
		return cli_fail(&e);
	if (c->json)
		print_json(c->arena, query, &hits);
	else
		print_hits(c->arena, query, &hits);
	return EXIT_OK;
}

/* One argument of several words: they stand together. */
static void put_argument(struct buf *query, const char *word)
{
	const char *colon = strchr(word, ':');
	bool several = strchr(word, ' ') && !strchr(word, '"');

	if (several && find_is_field(str_of(word)))
		buf_printf(query, "%.*s:\"%s\" ", (int)(colon - word), word,
			   colon + 1);
	else
		buf_printf(query, several ? "\"%s\" " : "%s ", word);
}

int cmd_search(struct cli *c, int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct store *s;
	struct find f;
	struct buf query;
	int code;

	if (argc < 2)
		return cli_usage(argv[0]);
	buf_init(&query, (size_t)1 << 16);
	for (int i = 1; i < argc; i++)
		put_argument(&query, argv[i]);
	s = find_parse(c->arena, buf_str(&query), &f, &e) < 0
		    ? NULL
		    : store_open(c->store, STORE_READ, &e);
	if (!s)
		code = cli_fail(&e);
	else if (f.fields)
		code = search_record(c, s, &f);
	else
		code = search_articles(c, s, buf_str(&query));
	buf_release(&query);
	store_close(&s);
	return code;
}
