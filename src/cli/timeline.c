/* timeline.c - keii timeline: the chronology, one line an entry; with --top
 * the days that count most, in sentences of the articles. */
#include <stdio.h>

#include "cli/look.h"
#include "show/digest.h"
#include "show/text.h"

#define SENTENCES 1 /* of a day, where --sentences doesn't say */
#define DAYS_MOST 10000
#define SENTENCES_MOST 100

struct top {
	const char *days, *sentences, *query, *format;
};

/* The options of --top out of argv; the new argc, -1 after a message. */
static int top_options(struct top *t, int argc, char **argv)
{
	const struct {
		const char *name;
		const char **value;
	} list[] = { { "--top", &t->days },
		     { "--sentences", &t->sentences },
		     { "--query", &t->query },
		     { "--format", &t->format } };
	int n = 1;

	*t = (struct top){ 0 };
	for (int i = 1; i < argc; i++) {
		const char **value = NULL;
		size_t len = 0;

		for (size_t k = 0; !value && k < COUNT(list); k++) {
			len = strlen(list[k].name);
			if (strncmp(argv[i], list[k].name, len) == 0 &&
			    (!argv[i][len] || argv[i][len] == '='))
				value = list[k].value;
		}
		if (!value) {
			argv[n++] = argv[i];
		} else if (argv[i][len]) {
			*value = argv[i] + len + 1;
		} else if (++i < argc) {
			*value = argv[i];
		} else {
			cli_complain("%s needs a value", argv[i - 1]);
			return -1;
		}
	}
	return n;
}

static bool number(const char *name, const char *s, long most, uint32_t *out)
{
	long n;

	if (!s)
		return true;
	n = str_to_long(str_of(s));
	if (n < 1 || n > most) {
		cli_complain("%s needs a number from 1 to %ld, not %s", name,
			     most, s);
		return false;
	}
	*out = (uint32_t)n;
	return true;
}

static bool top_ask(const struct top *t, const struct look *l,
		    struct digest_ask *ask)
{
	const struct view_filter *f = &l->filter;

	*ask = (struct digest_ask){ .from = f->from,
				    .to = f->to,
				    .sentences = SENTENCES,
				    .query = str_of(t->query) };
	if (!t->days) {
		cli_complain("--sentences, --query and --format go with --top");
		return false;
	}
	if (l->actor || f->kind.n || f->status.n || f->issue.n ||
	    f->article.n || f->most || f->all) {
		cli_complain("--top goes with --from, --to, --sentences, "
			     "--query, --format and --wide");
		return false;
	}
	if (t->format && strcmp(t->format, "dates") != 0) {
		cli_complain("--format takes dates, not %s", t->format);
		return false;
	}
	return number("--top", t->days, DAYS_MOST, &ask->days) &&
	       number("--sentences", t->sentences, SENTENCES_MOST,
		      &ask->sentences);
}

static int put_top(struct look *l, struct cli *c, const struct top *t,
		   const struct digest_ask *ask)
{
	struct err e = ERR_INIT;
	struct digest d;

	if (digest_make(l->store, c->arena, ask, &d, &e) < 0)
		return cli_fail(&e);
	if (t->format)
		digest_dates(&d, &l->out);
	else if (c->json)
		digest_lines(&d, &l->out);
	else
		digest_text(&d, &l->out);
	if (d.n == 0 && !c->quiet)
		cli_complain("no article names a day of those asked for");
	return EXIT_OK;
}

static int put_entries(struct look *l, struct cli *c)
{
	struct err e = ERR_INIT;
	uint32_t n = 0;
	int r = c->json ? json_lines(&l->view, &l->filter, &l->out, &n, &e)
			: text_timeline(&l->view, &l->filter, &l->out, &n, &e);

	if (r < 0)
		return cli_fail(&e);
	if (n == 0)
		look_nothing(l, c, "entries");
	return EXIT_OK;
}

int cmd_timeline(struct cli *c, int argc, char **argv)
{
	struct digest_ask ask;
	struct look l;
	struct top t;
	bool top;
	int code;

	argc = top_options(&t, argc, argv);
	if (argc >= 0)
		argc = look_options(&l, c, "faksioAnw", argc, argv);
	if (argc < 0)
		return EXIT_USE;
	if (argc > 1) {
		cli_complain("timeline: what is %s?", argv[1]);
		return cli_usage(argv[0]);
	}
	top = t.days || t.sentences || t.query || t.format;
	if (top && !top_ask(&t, &l, &ask))
		return EXIT_USE;
	code = look_open(&l, c, "entries");
	if (code == EXIT_OK)
		code = top ? put_top(&l, c, &t, &ask) : put_entries(&l, c);
	return look_close(&l, c, code);
}
