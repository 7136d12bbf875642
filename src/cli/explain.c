/* explain.c - keii explain FILE: which rule took which words.
 *
 * Each sentence is printed with the mentions that begin in it below: the
 * words, what they were taken for, what was understood, and the rule. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "cli/command.h"
#include "cli/input.h"
#include "extract/job.h"

static const struct {
	const char *layer, *name;
	const char *members[5]; /* shown in this order */
} layers[] = {
	{ "times", "time", { "value", "mod", "edtf", "basis", NULL } },
	{ "actors", "actor", { "name", "kind", "party", "role", NULL } },
	{ "statements",
	  "statement",
	  { "form", "speaker", "reported_by", "medium", NULL } },
	{ "events", "event", { "kind", "status", "from", "to", "date_basis" } },
	{ "proposals", "proposal", { "kind", "items", "revises", NULL } },
	{ "positions", "position", { "issue", "party", "force", NULL } },
};

static void print_members(const json_t *m, const char *const *members)
{
	for (int i = 0; i < 5 && members[i]; i++) {
		const json_t *v = json_object_get(m, members[i]);

		if (json_is_string(v))
			printf(" %s=%s", members[i], json_string_value(v));
		else if (json_is_integer(v))
			printf(" %s=%lld", members[i],
			       (long long)json_integer_value(v));
	}
}

static const char *string_of(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "-";
}

/* The mentions of all layers that begin inside [from, to). */
static void print_mentions(const json_t *root, json_int_t from, json_int_t to)
{
	for (size_t l = 0; l < COUNT(layers); l++) {
		const json_t *list = json_object_get(root, layers[l].layer), *m;
		size_t i;

		json_array_foreach(list, i, m)
		{
			json_int_t at = json_integer_value(
				json_array_get(json_object_get(m, "span"), 0));
			const json_t *who, *p;
			size_t k;

			if (at < from || at >= to)
				continue;
			printf("  %-9s %s\n            ", layers[l].name,
			       string_of(m, "text"));
			print_members(m, layers[l].members);
			who = json_object_get(m, "participants");
			json_array_foreach(who, k, p)
				printf(" %s=%s", string_of(p, "role"),
				       string_of(p, "actor"));
			printf("  [%s]\n", string_of(m, "rule"));
		}
	}
}

static void explain_article(const struct reader *r, struct tagger *tagger,
			    struct arena *a, const struct article_input *in)
{
	struct mentions m;
	struct doc *d = job_read(r, a, tagger, in, STAGE_ALL, &m);
	struct buf out;
	json_t *root;

	buf_init(&out, LIMIT_OUTPUT);
	mentions_json(d, &m, &out);
	root = json_loadb(out.p, out.n, 0, NULL);
	kassert(root);
	printf("# %.*s (%.*s, published %.*s by %.*s)\n", STR_FMT(d->id),
	       STR_FMT(lang_name(d->lang)),
	       STR_FMT(d->published_text.p ? d->published_text : STR("-")),
	       STR_FMT(d->published_basis));
	for (uint32_t i = 0; i < d->sentences.n; i++) {
		span at = d->sentences.v[i].at;

		printf("%.*s\n", STR_FMT(str_span(d->text, at)));
		print_mentions(root, at.from, at.to);
	}
	json_decref(root);
	buf_release(&out);
}

int cmd_explain(struct cli *c, int argc, char **argv)
{
	const struct packs *packs;
	struct reader *reader;
	struct err e = ERR_INIT;
	struct tagger *tagger;
	struct articles articles = { 0 };
	int code;

	if (argc != 2)
		return cli_usage("explain");
	packs = cli_packs(c);
	if (!packs)
		return EXIT_WORLD;
	code = input_articles(c, argv[1], &articles);
	if (articles.n == 0)
		return code;
	reader = reader_new(packs, &c->diags);
	tagger = tagger_new(&e);
	for (uint32_t i = 0; i < articles.n; i++) {
		const struct article *x = &articles.v[i];
		struct article_input in = {
			.id = x->id.p ? x->id : str_of(argv[1]),
			.text = x->text,
			.title = x->title,
			.lang = c->lang ? str_of(c->lang) : x->lang,
			.published = x->published,
			.url = x->url,
			.publisher = x->publisher,
		};

		explain_article(reader, tagger, c->arena, &in);
	}
	tagger_free(&tagger);
	reader_free(&reader);
	return code;
}
