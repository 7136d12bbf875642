/* look.c - what the commands that show the record share. */
#include "cli/look.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "show/find.h"

#define WIDTH 80 /* where there is no terminal to ask */
#define WIDTH_MIN 40
#define SHORT 20 /* entries of --short */

/* ---- options */

struct option_slot {
	char letter;
	const char *name;
	const char **text; /* or */
	str *word;	   /* or */
	bool *flag;
};

static int date_options(struct look *l)
{
	const char *bad = NULL;

	l->filter.from = l->filter.to = DAY_NONE;
	if (l->from &&
	    (l->filter.from = find_day(str_of(l->from), false)) == DAY_NONE)
		bad = l->from;
	if (l->to && (l->filter.to = find_day(str_of(l->to), true)) == DAY_NONE)
		bad = l->to;
	if (bad)
		cli_complain("%s is no date; write 2031-03-04, 2031-03 or "
			     "2031",
			     bad);
	return bad ? -1 : 0;
}

static int number_option(struct look *l, const char *s)
{
	long n = str_to_long(str_of(s));

	if (n < 1) {
		cli_complain("--limit needs a number from 1, not %s", s);
		return -1;
	}
	l->filter.most = (uint32_t)n;
	return 0;
}

/* The slot of --NAME or --NAME=VALUE; *value its value behind the sign. */
static const struct option_slot *slot_of(const struct option_slot *list,
					 size_t n, const char *accept,
					 const char *arg, const char **value)
{
	*value = NULL;
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(list[i].name);

		if (!strchr(accept, list[i].letter) ||
		    strncmp(arg, list[i].name, len) != 0)
			continue;
		if (arg[len] == '=' && !list[i].flag)
			*value = arg + len + 1;
		if (!arg[len] || *value)
			return &list[i];
	}
	return NULL;
}

int look_options(struct look *l, struct cli *c, const char *accept, int argc,
		 char **argv)
{
	const char *limit = NULL;
	bool brief = false;
	const struct option_slot list[] = {
		{ 'f', "--from", &l->from, NULL, NULL },
		{ 'f', "--to", &l->to, NULL, NULL },
		{ 'a', "--actor", &l->actor, NULL, NULL },
		{ 'k', "--kind", NULL, &l->filter.kind, NULL },
		{ 's', "--status", NULL, &l->filter.status, NULL },
		{ 'i', "--issue", NULL, &l->filter.issue, NULL },
		{ 'o', "--source", NULL, &l->filter.article, NULL },
		{ 'A', "--all", NULL, NULL, &l->filter.all },
		{ 'A', "--hidden", NULL, NULL, &l->filter.hidden },
		{ 'n', "--limit", &limit, NULL, NULL },
		{ 'n', "--short", NULL, NULL, &brief },
		{ 'w', "--wide", NULL, NULL, &l->wide },
	};
	int n = 1;

	(void)c;
	*l = (struct look){ 0 };
	for (int i = 1; i < argc; i++) {
		const char *value;
		const struct option_slot *s =
			slot_of(list, COUNT(list), accept, argv[i], &value);

		if (!s) {
			argv[n++] = argv[i];
			continue;
		}
		if (s->flag) {
			*s->flag = true;
			continue;
		}
		if (!value && ++i >= argc) {
			cli_complain("%s needs a value", s->name);
			return -1;
		}
		value = value ? value : argv[i];
		if (s->text)
			*s->text = value;
		else
			*s->word = str_of(value);
	}
	if (brief)
		l->filter.most = SHORT;
	if (l->filter.hidden)
		l->filter.all = true;
	if (limit && number_option(l, limit) < 0)
		return -1;
	return date_options(l) < 0 ? -1 : n;
}

/* ---- opening */

static int to_stdout(void *ctx, str bytes, struct err *e)
{
	(void)ctx;
	if (fwrite(bytes.p, 1, bytes.n, stdout) != bytes.n)
		return err_errno(e, "standard output");
	return 0;
}

enum lang look_lang(const struct cli *c, bool *known)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *s = c->lang;

	for (size_t i = 0; !s && i < COUNT(names); i++) {
		const char *value = getenv(names[i]);

		s = value && *value ? value : NULL;
	}
	*known = !c->lang || strcmp(s, "ja") == 0 || strcmp(s, "en") == 0;
	return s && strncmp(s, "ja", 2) == 0 ? LANG_JA : LANG_EN;
}

static uint32_t width_of_terminal(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize w;
	long n = columns ? str_to_long(str_of(columns)) : -1;

	if (n < 0 && isatty(STDOUT_FILENO) &&
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col)
		n = w.ws_col;
	if (n < 0)
		n = WIDTH;
	return n < WIDTH_MIN ? WIDTH_MIN : (uint32_t)n;
}

/* NO_COLOR: https://no-color.org */
static bool wants_color(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no && *no) &&
	       !(term && strcmp(term, "dumb") == 0);
}

/* What was typed for a source: an article's id, or the end of the name of
 * the file it came from. */
static int resolve_source(struct look *l, struct err *e)
{
	const struct view_article **list;
	str typed = l->filter.article;
	uint32_t n;

	if (!typed.n)
		return EXIT_OK;
	if (view_articles(&l->view, &list, &n, e) < 0)
		return cli_fail(e);
	for (uint32_t i = 0; i < n; i++)
		if (str_eq(list[i]->row.id, typed))
			return EXIT_OK;
	for (uint32_t i = 0; i < n; i++)
		if (str_ends(list[i]->source_name, typed)) {
			l->filter.article = list[i]->row.id;
			return EXIT_OK;
		}
	cli_complain("no article or file is called %.*s; keii articles "
		     "lists them",
		     STR_FMT(typed));
	return EXIT_USE;
}

static int resolve(struct look *l)
{
	struct err e = ERR_INIT;

	if (l->actor) {
		l->filter.actor = view_actor(&l->view, str_of(l->actor), &e);
		if (e.code != ERR_NONE)
			return cli_fail(&e);
		if (!l->filter.actor.n) {
			cli_complain("nobody in the record is called %s; "
				     "write a name as an article does, or a "
				     "party's code",
				     l->actor);
			return EXIT_USE;
		}
	}
	return resolve_source(l, &e);
}

int look_open(struct look *l, struct cli *c, const char *layer)
{
	struct err e = ERR_INIT;
	const struct packs *packs = cli_packs(c);
	bool known;
	enum lang lang = look_lang(c, &known);

	l->filter.layer = layer;
	out_init(&l->out, to_stdout, NULL);
	if (!packs)
		return EXIT_WORLD;
	if (!known) {
		cli_complain("--lang takes ja or en, not %s", c->lang);
		return EXIT_USE;
	}
	l->store = store_open(c->store, STORE_READ, &e);
	if (!l->store)
		return cli_fail(&e);
	l->out.width = l->wide ? 0 : width_of_terminal();
	l->out.color = wants_color();
	view_init(&l->view, c->arena, l->store, packs, lang);
	return resolve(l);
}

int look_close(struct look *l, struct cli *c, int code)
{
	struct err e = ERR_INIT;

	(void)c;
	store_close(&l->store);
	if (out_done(&l->out, &e) < 0 && code == EXIT_OK)
		code = cli_fail(&e);
	return code;
}

/* One is enough. */
static int any(void *ctx, str raw, struct err *e)
{
	(void)raw;
	(void)e;
	*(bool *)ctx = true;
	return 1;
}

void look_nothing(struct look *l, struct cli *c, const char *what)
{
	struct view_filter all = VIEW_FILTER("entries");
	struct err e = ERR_INIT;
	uint32_t n = 0;
	bool some = false;

	if (c->quiet)
		return;
	all.all = true;
	store_count_articles(l->store, &n, &e);
	if (n == 0) {
		cli_complain("%s is empty; keii add FILE… puts articles in",
			     store_label(c->arena, c->store).p);
		return;
	}
	all.layer = l->filter.layer;
	view_each_raw(&l->view, &all, any, &some, NULL, &e);
	if (some)
		cli_complain("no %s fit what was asked for%s", what,
			     strcmp(all.layer, "entries") == 0 && !l->filter.all
				     ? "; --all also looks at background and "
				       "what is outside"
				     : "");
	else
		cli_complain("the %u article%s of %s tell no %s", n,
			     n == 1 ? "" : "s",
			     store_label(c->arena, c->store).p, what);
}
