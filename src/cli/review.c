/* review.c - keii review: what a person decides about the record.
 *
 * The queue without a verb is in review_queue.c. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "cli/decide.h"
#include "show/item.h"

#define LIMIT_DECISION ((size_t)1 << 20)

struct review {
	struct cli *cli;
	struct store *store;
	struct json *j;
	int argc;
	char **argv; /* behind the verb */
};

/* The id as the record has it; STR_NONE after a message. */
static str known(struct review *r, const char *id, const char *layer)
{
	struct err e = ERR_INIT;
	struct item_row row;
	bool found;

	if (store_item(r->store, r->cli->arena, str_of(id), &row, &found, &e) <
	    0) {
		cli_fail(&e);
		return STR_NONE;
	}
	if (!found || !str_is(row.layer, layer)) {
		cli_complain("%s is none of the %s of the record", id, layer);
		return STR_NONE;
	}
	return row.id;
}

static bool put_known(struct review *r, const char *key, const char *id,
		      const char *layer)
{
	str s = known(r, id, layer);

	if (!s.p)
		return false;
	if (key)
		json_put_str(r->j, key, s);
	else
		json_str(r->j, s);
	return true;
}

/* ---- the verbs: each writes its members; false after a message */

static bool one_entry(struct review *r)
{
	return r->argc == 1 && put_known(r, "entry", r->argv[0], "entries");
}

static bool several_entries(struct review *r)
{
	bool good = r->argc >= 2;

	json_key(r->j, "entries");
	json_open(r->j, '[');
	for (int i = 0; good && i < r->argc; i++)
		good = put_known(r, NULL, r->argv[i], "entries");
	json_close(r->j);
	return good;
}

/* Of one entry, or of the doubt whether two are one. */
static bool reject(struct review *r)
{
	if (r->argc == 1)
		return one_entry(r);
	return r->argc == 2 && several_entries(r);
}

static bool comment(struct review *r)
{
	if (r->argc != 2 || !put_known(r, "entry", r->argv[0], "entries"))
		return false;
	json_put_str(r->j, "text", str_of(r->argv[1]));
	return true;
}

static bool side(struct review *r)
{
	if (r->argc != 2 || !put_known(r, "actor", r->argv[0], "actors"))
		return false;
	json_put_str(r->j, "party", str_of(r->argv[1]));
	return true;
}

/* ARTICLE:FROM-TO */
static bool put_mention(struct review *r, const char *given)
{
	const char *colon = strrchr(given, ':');
	unsigned from, to;
	char end;

	if (!colon || sscanf(colon + 1, "%9u-%9u%c", &from, &to, &end) != 2 ||
	    to <= from) {
		cli_complain("%s is no mention; write ARTICLE:FROM-TO as keii "
			     "show --json has them",
			     given);
		return false;
	}
	json_open(r->j, '{');
	json_put_str(r->j, "article", (str){ given, (size_t)(colon - given) });
	json_put_span(r->j, "span", (span){ from, to });
	json_close(r->j);
	return true;
}

static bool split(struct review *r)
{
	bool good =
		r->argc >= 2 && put_known(r, "entry", r->argv[0], "entries");

	json_key(r->j, "mentions");
	json_open(r->j, '[');
	for (int i = 1; good && i < r->argc; i++)
		good = put_mention(r, r->argv[i]);
	json_close(r->j);
	return good;
}

/* ---- edit ID NAME=VALUE… */

static bool is_of(const char *value, const char *list)
{
	const char *at = strstr(list, value);
	size_t n = strlen(value);

	return at && n && (at == list || at[-1] == ' ') &&
	       (at[n] == ' ' || !at[n]);
}

static bool put_day(struct review *r, const char *key, const char *value)
{
	day when = *value ? day_parse(str_of(value)) : DAY_NONE;

	if (*value && when == DAY_NONE) {
		cli_complain("%s is no day; write 2031-03-04, or nothing for "
			     "an open end",
			     value);
		return false;
	}
	json_put_day(r->j, key, when);
	return true;
}

/* 2031-03-04 or 2031-03-04/2031-03-06 */
static bool put_date(struct review *r, const char *value)
{
	char from[64];
	const char *slash = strchr(value, '/');

	snprintf(from, sizeof(from), "%.*s",
		 slash ? (int)(slash - value) : (int)strlen(value), value);
	return put_day(r, "from", from) &&
	       put_day(r, "to", slash ? slash + 1 : value);
}

static bool put_choice(struct review *r, const char *key, const char *value,
		       const char *list)
{
	if (!is_of(value, list)) {
		cli_complain("%s can't be \"%s\"; it is one of: %s", key, value,
			     list);
		return false;
	}
	json_put_str(r->j, key, str_of(value));
	return true;
}

struct titles {
	const char *ja, *en;
};

static bool put_attribute(struct review *r, char *given, struct titles *titles)
{
	char *value = strchr(given, '=');

	if (!value) {
		cli_complain("%s: write NAME=VALUE", given);
		return false;
	}
	*value++ = '\0';
	if (strcmp(given, "date") == 0)
		return put_date(r, value);
	if (strcmp(given, "from") == 0 || strcmp(given, "to") == 0)
		return put_day(r, given, value);
	if (strcmp(given, "status") == 0)
		return put_choice(r, given, value,
				  "held ongoing planned proposed cancelled "
				  "postponed denied hypothetical");
	if (strcmp(given, "scope") == 0)
		return put_choice(r, given, value, "core background outside");
	if (strcmp(given, "place") == 0)
		return put_known(r, "place", value, "actors");
	if (strcmp(given, "title.ja") == 0 && *value)
		return (titles->ja = value);
	if (strcmp(given, "title.en") == 0 && *value)
		return (titles->en = value);
	cli_complain("%s is no attribute; there are date, from, to, status, "
		     "scope, place, title.ja and title.en",
		     given);
	return false;
}

static bool edit(struct review *r)
{
	struct titles titles = { 0 };
	bool good =
		r->argc >= 2 && put_known(r, "entry", r->argv[0], "entries");

	json_key(r->j, "set");
	json_open(r->j, '{');
	for (int i = 1; good && i < r->argc; i++)
		good = put_attribute(r, r->argv[i], &titles);
	if (titles.ja || titles.en) {
		json_key(r->j, "title");
		json_open(r->j, '{');
		if (titles.ja)
			json_put_str(r->j, "ja", str_of(titles.ja));
		if (titles.en)
			json_put_str(r->j, "en", str_of(titles.en));
		json_close(r->j);
	}
	json_close(r->j);
	return good;
}

static const struct verb {
	const char *name, *decision; /* its "do" */
	bool (*put)(struct review *r);
	const char *synopsis;
} verbs[] = {
	{ "accept", "accept", one_entry, "ID" },
	{ "reject", "reject", reject, "ID [ID]" },
	{ "edit", "edit", edit, "ID NAME=VALUE…" },
	{ "merge", "join", several_entries, "ID ID…" },
	{ "split", "split", split, "ID ARTICLE:FROM-TO…" },
	{ "hide", "hide", one_entry, "ID" },
	{ "comment", "comment", comment, "ID TEXT" },
	{ "dispute", "dispute", one_entry, "ID" },
	{ "side", "side", side, "ACTOR PARTY" },
};

static int decide(struct cli *c, const struct verb *v, const struct deciding *w,
		  int argc, char **argv)
{
	struct review r = { .cli = c, .argc = argc, .argv = argv };
	struct buf out;
	struct json j;
	struct desk k;
	bool good;
	int code = desk_open(&k, c, STORE_WRITE, "merging");

	buf_init(&out, LIMIT_DECISION);
	json_init(&j, &out, 0);
	r.j = &j;
	r.store = k.dossier.store;
	if (code == EXIT_OK) {
		json_open(&j, '{');
		json_put_str(&j, "do", str_of(v->decision));
		good = v->put(&r);
		json_close(&j);
		if (!good)
			fprintf(stderr, "usage: keii review %s %s\n", v->name,
				v->synopsis);
		if (!good || buf_failed(&out))
			code = EXIT_USE;
	}
	if (code == EXIT_OK)
		code = decide_keep(c, &k, w, buf_str(&out), v->name);
	buf_release(&out);
	desk_close(&k);
	return code;
}

int cmd_review(struct cli *c, int argc, char **argv)
{
	struct deciding w;

	argc = decide_options(&w, argc, argv);
	if (argc < 0)
		return EXIT_USE;
	if (argc == 1)
		return review_queue(c);
	for (size_t i = 0; i < COUNT(verbs); i++)
		if (strcmp(argv[1], verbs[i].name) == 0)
			return decide(c, &verbs[i], &w, argc - 2, argv + 2);
	cli_complain("there is no decision \"%s\"; there are:", argv[1]);
	for (size_t i = 0; i < COUNT(verbs); i++)
		fprintf(stderr, "      keii review %s %s\n", verbs[i].name,
			verbs[i].synopsis);
	return EXIT_USE;
}
