/* actors.c - keii actors: who the record's actors are, by what names and
 * titles, for whom they act, how often and from when to when they are named;
 * keii test-actors: what the stage "who" makes of a file. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/input.h"
#include "cli/open.h"
#include "extract/job.h"

struct seen {
	str json, id, name, kind, party, names, roles;
	long long mentions;
	str first, last; /* of the articles that name it; may be empty */
};

struct cast {
	struct arena *arena;
	const char *party, *kind;
	VEC_OF(struct seen);
};

static str text_of(struct cast *k, const json_t *root, const char *key)
{
	const char *s = json_string_value(json_object_get(root, key));

	return s ? arena_str(k->arena, str_of(s)) : STR_NONE;
}

static str joined(struct cast *k, const json_t *list, str before)
{
	const json_t *x;
	size_t i;

	json_array_foreach(list, i, x) before =
		arena_printf(k->arena, "%.*s%s%s", STR_FMT(before),
			     before.n ? ", " : "", json_string_value(x));
	return before;
}

static str told_day_text(const json_t *held, const char *key)
{
	const char *s = json_string_value(json_object_get(held, key));

	return s ? str_of(s) : STR("undated");
}

/* "Mayor 2031-01-15 – 2031-03-05, envoy 2031-02-01" */
static str held_text(struct cast *k, const json_t *list)
{
	str out = STR("");
	const json_t *x;
	size_t i;

	json_array_foreach(list, i, x)
	{
		str from = told_day_text(x, "from"),
		    to = told_day_text(x, "to");
		bool same = str_eq(from, to);

		out = arena_printf(
			k->arena, "%.*s%s%s %.*s%s%.*s", STR_FMT(out),
			out.n ? ", " : "",
			json_string_value(json_object_get(x, "role")),
			STR_FMT(from), same ? "" : " – ", same ? 0 : (int)to.n,
			to.p);
	}
	return out;
}

static bool wanted(const struct cast *k, const struct seen *s)
{
	return (!k->party || str_is(s->party, k->party)) &&
	       (!k->kind || str_is(s->kind, k->kind));
}

static int keep_actor(void *ctx, const struct item_row *row, struct err *e)
{
	struct cast *k = ctx;
	json_t *root = json_loadb(row->json.p, row->json.n, 0, NULL), *names;
	struct seen s = { .json = arena_str(k->arena, row->json) };
	const char *lang;

	(void)e;
	s.id = text_of(k, root, "id");
	s.name = text_of(k, root, "name");
	s.kind = text_of(k, root, "kind");
	s.party = text_of(k, root, "party");
	s.mentions = json_integer_value(json_object_get(root, "mentions"));
	s.roles = held_text(k, json_object_get(root, "held"));
	s.names = STR("");
	json_object_foreach(json_object_get(root, "names"), lang, names)
		s.names = joined(k, names, s.names);
	s.first = text_of(k, root, "first");
	s.last = text_of(k, root, "last");
	if (wanted(k, &s))
		*vec_add(k->arena, k) = s;
	json_decref(root);
	return 0;
}

static int by_mentions(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	if (x->mentions != y->mentions)
		return x->mentions > y->mentions ? -1 : 1;
	return str_cmp(x->id, y->id);
}

static void print_text(const struct cast *k)
{
	for (uint32_t i = 0; i < k->n; i++) {
		const struct seen *s = &k->v[i];

		printf("%5lld  %.*s  [%.*s%s%.*s]  %.*s", s->mentions,
		       STR_FMT(s->name), STR_FMT(s->kind),
		       s->party.n ? " " : "", STR_FMT(s->party),
		       STR_FMT(s->id));
		if (s->first.n)
			printf("  %.*s", STR_FMT(s->first));
		if (s->last.n && !str_eq(s->first, s->last))
			printf(" – %.*s", STR_FMT(s->last));
		printf("\n");
		if (s->names.n)
			printf("       names: %.*s\n", STR_FMT(s->names));
		if (s->roles.n)
			printf("       roles: %.*s\n", STR_FMT(s->roles));
	}
}

static void print_json(const struct cast *k)
{
	for (uint32_t i = 0; i < k->n; i++)
		printf("%.*s\n", STR_FMT(k->v[i].json));
}

static bool read_options(struct cast *k, int argc, char **argv)
{
	for (int i = 1; i < argc; i += 2) {
		if (i + 1 >= argc)
			return false;
		if (strcmp(argv[i], "--party") == 0)
			k->party = argv[i + 1];
		else if (strcmp(argv[i], "--kind") == 0)
			k->kind = argv[i + 1];
		else
			return false;
	}
	return true;
}

int cmd_actors(struct cli *c, int argc, char **argv)
{
	struct cast k = { .arena = c->arena };
	struct item_query q = { .layer = STR("actors"),
				.from = DAY_NONE,
				.to = DAY_NONE };
	struct err e = ERR_INIT;
	struct store *s;
	int code = EXIT_OK;

	if (!read_options(&k, argc, argv))
		return cli_usage(argv[0]);
	s = store_open(c->store, STORE_READ, &e);
	if (!s)
		return cli_fail(&e);
	if (store_each_item(s, &q, keep_actor, &k, &e) < 0) {
		code = cli_fail(&e);
	} else {
		if (k.n)
			qsort(k.v, k.n, sizeof(*k.v), by_mentions);
		if (c->json)
			print_json(&k);
		else
			print_text(&k);
	}
	store_close(&s);
	return code;
}

/* ---- keii test-actors */

static void print_mention(const struct doc *d, const struct actor_mention *x)
{
	printf("%u-%u\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s", x->at.from, x->at.to,
	       STR_FMT(str_span(d->text, x->at)), STR_FMT(x->id),
	       STR_FMT(x->name), STR_FMT(actor_kind_name(x->kind)),
	       STR_FMT(x->party));
	for (uint32_t i = 0; i < x->n_members; i++)
		printf("%s%.*s", i ? "+" : "", STR_FMT(x->members[i]));
	printf("\t%.*s%s%s\t%.*s\n", STR_FMT(x->role),
	       x->former ? " (former)" : "", x->reference ? " (refers)" : "",
	       STR_FMT(x->rule));
}

int cmd_test_actors(struct cli *c, int argc, char **argv)
{
	const struct packs *packs = cli_packs(c);
	struct err e = ERR_INIT;
	struct tagger *tagger;
	struct reader *reader;
	int code = EXIT_OK;

	if (argc < 2)
		return cli_usage(argv[0]);
	if (!packs)
		return EXIT_WORLD;
	reader = reader_new(packs, &c->diags);
	tagger = tagger_new(&e);
	for (int i = 1; i < argc; i++) {
		struct articles list = { 0 };

		code = input_articles(c, argv[i], &list);
		for (uint32_t n = 0; n < list.n; n++) {
			struct article_input in = {
				.id = list.v[n].id,
				.text = list.v[n].text,
				.title = list.v[n].title,
				.lang = list.v[n].lang,
				.published = list.v[n].published,
			};
			struct mentions m;
			struct doc *d =
				job_read(reader, c->arena, tagger, &in,
					 STAGE_TIMES | STAGE_ACTORS, &m);

			printf("# %.*s\n", STR_FMT(d->id));
			for (uint32_t k = 0; k < m.actors.n; k++)
				print_mention(d, &m.actors.v[k]);
		}
	}
	tagger_free(&tagger);
	reader_free(&reader);
	return code;
}
