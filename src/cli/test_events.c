/* test_events.c - keii test-times, keii test-events: what a stage makes of a
 * file, one mention a line, for people who write rules. */
#include <stdio.h>

#include "cli/input.h"
#include "extract/job.h"

static void print_day(struct arena *a, day x)
{
	str text = x == DAY_NONE ? STR("-") : day_text(a, x);

	printf("%.*s", STR_FMT(text));
}

static void print_event(const struct doc *d, const struct mentions *m,
			const struct event_mention *x)
{
	printf("%u-%u\t%.*s\t%.*s\t", x->at.from, x->at.to, STR_FMT(x->kind),
	       STR_FMT(status_name(x->status)));
	print_day(d->arena, x->from);
	printf("..");
	print_day(d->arena, x->to);
	printf(" (%.*s)\t", STR_FMT(x->date_basis));
	for (uint32_t i = 0; i < x->n_participants; i++) {
		const struct actor_mention *a =
			&m->actors.v[x->participants[i].actor];

		printf("%s%.*s=%.*s", i ? " " : "",
		       STR_FMT(part_role_name(x->participants[i].role)),
		       STR_FMT(a->id));
	}
	printf("\t%.*s\t%.*s\t%.*s\n", STR_FMT(x->rule),
	       STR_FMT(str_span(d->text, x->trigger)),
	       STR_FMT(str_span(d->text, x->at)));
}

static void print_time(const struct doc *d, const struct time_mention *x)
{
	printf("%u-%u\t%.*s\t%.*s\t%.*s\t", x->at.from, x->at.to,
	       STR_FMT(str_span(d->text, x->at)),
	       STR_FMT(time_type_name(x->type)), STR_FMT(x->value));
	print_day(d->arena, x->from);
	printf("..");
	print_day(d->arena, x->to);
	printf("\t%.*s\t%.*s%s%s\n", STR_FMT(x->basis), STR_FMT(x->rule),
	       x->heading ? "\theading" : "", x->deadline ? "\tdeadline" : "");
}

static void print_articles(struct cli *c, const struct reader *reader,
			   struct tagger *tagger, const struct articles *list,
			   bool times)
{
	for (uint32_t n = 0; n < list->n; n++) {
		const struct article *from = &list->v[n];
		struct article_input in = {
			.id = from->id,
			.text = from->text,
			.title = from->title,
			.lang = from->lang,
			.published = from->published,
		};
		struct mentions m;
		struct doc *d = job_read(reader, c->arena, tagger, &in,
					 times ? STAGE_TIMES
					       : STAGE_TIMES | STAGE_ACTORS |
							 STAGE_STATEMENTS |
							 STAGE_EVENTS,
					 &m);

		printf("# %.*s\n", STR_FMT(d->id));
		for (uint32_t k = 0; times && k < m.times.n; k++)
			print_time(d, &m.times.v[k]);
		for (uint32_t k = 0; k < m.events.n; k++)
			print_event(d, &m, &m.events.v[k]);
	}
}

static int each_file(struct cli *c, int argc, char **argv, bool times)
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
		int one = input_articles(c, argv[i], &list);

		code = one > code ? one : code;
		print_articles(c, reader, tagger, &list, times);
	}
	tagger_free(&tagger);
	reader_free(&reader);
	return code;
}

int cmd_test_events(struct cli *c, int argc, char **argv)
{
	return each_file(c, argc, argv, false);
}

int cmd_test_times(struct cli *c, int argc, char **argv)
{
	return each_file(c, argc, argv, true);
}
