/* pack.c - keii pack list | check | test: packs looked at and tried.
 *
 * An example is a sentence of our own:   +: TEXT => key=value key="a b"
 * The rule must make a mention of TEXT that has these members in annotate's
 * output (for a list: each of the comma-separated values is in it; for
 * participants: the actors' names or ids). "-: TEXT" must make none. A date in
 * brackets in front of TEXT is its publication: +: [2031-03-05] 4日に… => … */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "cli/command.h"
#include "extract/job.h"

/* Examples that a rule should have: what it makes, told twice. */
enum { ENOUGH = 2 };

struct trial {
	const struct reader *reader;
	struct tagger *tagger;
	struct arena *arena; /* doc */
	struct buf out;
	uint32_t examples, passed, rules;
};

static const char *const layers[] = { "times",	    "actors",	 "events",
				      "statements", "positions", "proposals" };

/* ---- does a mention have what the example says? */

static bool text_is(const json_t *v, str want)
{
	char number[40];

	if (json_is_string(v))
		return str_eq(
			(str){ json_string_value(v), json_string_length(v) },
			want);
	if (json_is_integer(v))
		snprintf(number, sizeof(number), "%lld",
			 (long long)json_integer_value(v));
	else if (json_is_real(v))
		snprintf(number, sizeof(number), "%g", json_real_value(v));
	else if (json_is_boolean(v))
		snprintf(number, sizeof(number), "%s",
			 json_is_true(v) ? "true" : "false");
	else
		return v == NULL || json_is_null(v) ? str_is(want, "null")
						    : false;
	return str_is(want, number);
}

/* Name of the actor with the id, from the same output. */
static const json_t *actor_named(const json_t *root, const json_t *id)
{
	const json_t *list = json_object_get(root, "actors"), *x;
	size_t i;

	json_array_foreach(
		list, i, x) if (json_is_string(id) &&
				json_equal(json_object_get(x, "id"),
					   id)) return json_object_get(x,
								       "name");
	return NULL;
}

static bool one_is(const json_t *root, const json_t *v, str want)
{
	static const char *const members[] = { "actor", "what", "party",
					       "answer", "unit" };

	if (!json_is_object(v))
		return text_is(v, want) || text_is(actor_named(root, v), want);
	for (size_t i = 0; i < COUNT(members); i++) {
		const json_t *m = json_object_get(v, members[i]);

		if (m &&
		    (text_is(m, want) || text_is(actor_named(root, m), want)))
			return true;
	}
	return false;
}

static bool value_is(const json_t *root, const json_t *v, str want)
{
	if (!json_is_array(v))
		return one_is(root, v, want);
	while (want.p) {
		str part = str_token(&want, ',');
		const json_t *x;
		bool found = false;
		size_t i;

		json_array_foreach(v, i, x) found |= one_is(root, x, part);
		if (!found)
			return false;
	}
	return true;
}

/* Cuts the next key=value off *rest; false at the end. */
static bool next_pair(str *rest, str *key, str *value)
{
	size_t eq, end;

	*rest = str_trim(*rest);
	eq = str_find(*rest, STR("="), 0);
	if (rest->n == 0 || eq == SIZE_MAX)
		return false;
	*key = str_trim(str_cut(*rest, 0, eq));
	*rest = str_cut(*rest, eq + 1, rest->n);
	if (rest->n && rest->p[0] == '"') {
		end = str_find(*rest, STR("\""), 1);
		*value = str_cut(*rest, 1, end);
		*rest = end == SIZE_MAX ? STR("")
					: str_cut(*rest, end + 1, rest->n);
		return true;
	}
	end = str_find(*rest, STR(" "), 0);
	*value = str_cut(*rest, 0, end);
	*rest = end == SIZE_MAX ? STR("") : str_cut(*rest, end, rest->n);
	return true;
}

static bool mention_fits(const json_t *root, const json_t *m, str want)
{
	str key, value;

	while (next_pair(&want, &key, &value)) {
		char name[64];

		snprintf(name, sizeof(name), "%.*s", STR_FMT(key));
		if (!value_is(root, json_object_get(m, name), value))
			return false;
	}
	return true;
}

/* ---- one example */

static json_t *annotate(struct trial *t, str lang, str text)
{
	struct article_input in = { .id = STR("example"), .lang = lang };
	struct mentions m;
	struct doc *d;
	json_t *root;

	if (text.n > 12 && text.p[0] == '[' && text.p[11] == ']') {
		in.published = str_cut(text, 1, 11);
		text = str_trim(str_cut(text, 12, text.n));
	}
	in.text = text;
	buf_clear(&t->out);
	d = job_read(t->reader, t->arena, t->tagger, &in, STAGE_ALL, &m);
	mentions_json(d, &m, &t->out);
	root = json_loadb(t->out.p, t->out.n, 0, NULL);
	kassert(root);
	return root;
}

/* Mentions of the rule; the number that fits goes to *fits. */
static uint32_t count_mentions(const json_t *root, str id, str want,
			       uint32_t *fits, char *seen, size_t seen_size)
{
	uint32_t n = 0;

	*fits = 0;
	seen[0] = '\0';
	for (size_t l = 0; l < COUNT(layers); l++) {
		const json_t *list = json_object_get(root, layers[l]), *m;
		size_t i;

		json_array_foreach(list, i, m)
		{
			char *s;

			if (!text_is(json_object_get(m, "rule"), id))
				continue;
			n++;
			*fits += mention_fits(root, m, want);
			s = json_dumps(m, JSON_COMPACT);
			snprintf(seen, seen_size, "%s", s ? s : "");
			free(s);
		}
	}
	return n;
}

static void try_example(struct trial *t, const struct rule *r, str lang,
			const struct field *f)
{
	size_t arrow = str_find(f->value, STR("=>"), 0);
	bool positive = str_is(f->name, "+"), ok;
	str text = str_trim(str_cut(f->value, 0, arrow));
	str want = arrow == SIZE_MAX
			   ? STR("")
			   : str_trim(str_cut(f->value, arrow + 2, f->value.n));
	json_t *root = annotate(t, lang, text);
	uint32_t fits, n;
	char seen[700];

	n = count_mentions(root, r->id, want, &fits, seen, sizeof(seen));
	ok = positive ? fits > 0 : n == 0;
	t->examples++;
	t->passed += ok;
	if (!ok)
		printf("%.*s:%u: %.*s: %s\n    %.*s\n    made: %s\n",
		       STR_FMT(r->file), f->line, STR_FMT(r->id),
		       positive
			       ? (n ? "made something else" : "made no mention")
			       : "made a mention that it should not",
		       STR_FMT(text), n ? seen : "nothing");
	json_decref(root);
	arena_reset(t->arena);
}

static void try_rules(struct trial *t, const struct packs *p, str lang,
		      str name)
{
	char l[16], k[64];
	const struct rules *rules;
	uint32_t few = 0;

	snprintf(l, sizeof(l), "%.*s", STR_FMT(lang));
	snprintf(k, sizeof(k), "%.*s", STR_FMT(name));
	rules = packs_rules(p, l, k);
	for (uint32_t i = 0; i < rules->n; i++) {
		const struct rule *r = &rules->v[i];
		uint32_t positive = 0;

		t->rules++;
		for (uint32_t f = 0; f < r->n_fields; f++) {
			positive += str_is(r->fields[f].name, "+");
			if (str_is(r->fields[f].name, "+") ||
			    str_is(r->fields[f].name, "-"))
				try_example(t, r, lang, &r->fields[f]);
		}
		few += positive < ENOUGH;
	}
	if (few)
		printf("pack %.*s: %.*s: %u rules with fewer than %d examples "
		       "of "
		       "what they make\n",
		       STR_FMT(lang), STR_FMT(name), few, ENOUGH);
}

static void try_language(struct trial *t, const struct packs *p, str lang)
{
	uint32_t n;
	const str *names = packs_rule_names(p, &n);

	t->rules = t->examples = t->passed = 0;
	for (uint32_t i = 0; i < n; i++)
		try_rules(t, p, lang, names[i]);
	printf("pack %.*s: %u rules, %u examples, %u passed\n", STR_FMT(lang),
	       t->rules, t->examples, t->passed);
}

static int test(struct cli *c, const struct packs *p)
{
	static const char *const langs[] = { "ja", "en" };
	struct reader *reader = reader_new(p, &c->diags);
	struct trial t = { .reader = reader, .arena = arena_new() };
	struct err e = ERR_INIT;
	uint32_t passed = 0, all = 0;

	t.tagger = tagger_new(&e);
	buf_init(&t.out, LIMIT_OUTPUT);
	for (size_t i = 0; i < COUNT(langs); i++) {
		try_language(&t, p, str_of(langs[i]));
		passed += t.passed;
		all += t.examples;
	}
	printf("%u passed, %u failed\n", passed, all - passed);
	buf_release(&t.out);
	arena_free(&t.arena);
	tagger_free(&t.tagger);
	reader_free(&reader);
	return passed == all ? EXIT_OK : EXIT_PART;
}

/* ---- list and check */

static int list(const struct packs *p)
{
	uint32_t n;
	const struct pack_info *v = packs_list(p, &n);

	for (uint32_t i = 0; i < n; i++)
		printf("%-12.*s %-4.*s %-3.*s %6u rows %5u rules  %.*s\n",
		       STR_FMT(v[i].name), STR_FMT(v[i].version),
		       STR_FMT(v[i].lang), v[i].rows, v[i].rules,
		       STR_FMT(v[i].dir));
	return EXIT_OK;
}

static bool has_example(const struct rule *r)
{
	return rule_field(r, "+").p != NULL;
}

/* Everything that is wrong, never stopping at the first. */
static int check(struct cli *c, const struct packs *p)
{
	static const char *const langs[] = { "ja", "en" };
	struct reader *reader = reader_new(p, &c->diags);
	uint32_t n, errors = 0, warnings = 0;
	const str *names = packs_rule_names(p, &n);

	for (size_t l = 0; l < COUNT(langs); l++)
		for (uint32_t i = 0; i < n; i++) {
			char k[64];
			const struct rules *rules;

			snprintf(k, sizeof(k), "%.*s", STR_FMT(names[i]));
			rules = packs_rules(p, langs[l], k);
			for (uint32_t r = 0; r < rules->n; r++)
				if (!has_example(&rules->v[r]))
					diag_add_file(&c->diags, DIAG_P009,
						      rules->v[r].file,
						      rules->v[r].line, 1,
						      STR_NONE, rules->v[r].id);
		}
	for (uint32_t i = 0; i < c->diags.n; i++) {
		enum diag_level level = diag_level(c->diags.v[i].code);

		errors += level == DIAG_ERROR;
		warnings += level == DIAG_WARN;
		diag_print(stdout, &c->diags.v[i]);
	}
	printf("%u errors, %u warnings\n", errors, warnings);
	reader_free(&reader);
	return errors ? EXIT_PART : EXIT_OK;
}

int cmd_pack(struct cli *c, int argc, char **argv)
{
	const struct packs *p;

	if (argc != 2)
		return cli_usage("pack");
	p = cli_packs(c);
	if (!p)
		return EXIT_WORLD;
	if (strcmp(argv[1], "list") == 0)
		return list(p);
	if (strcmp(argv[1], "check") == 0)
		return check(c, p);
	if (strcmp(argv[1], "test") == 0)
		return test(c, p);
	return cli_usage("pack");
}
