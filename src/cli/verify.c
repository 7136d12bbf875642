/* verify.c - keii verify: all that is kept against the original bytes. */
#include <stdio.h>

#include "cli/open.h"

static void tell(void *ctx, const char *what)
{
	struct desk *k = ctx;

	progress_clear(&k->progress);
	printf("wrong: %s\n", what);
}

int cmd_verify(struct cli *c, int argc, char **argv)
{
	struct desk k;
	struct verify_result r = { 0 };
	struct err e = ERR_INIT;
	int code;

	if (argc > 1)
		return cli_usage(argv[0]);
	code = desk_open(&k, c, STORE_READ, "verifying");
	if (code == EXIT_OK &&
	    dossier_verify(&k.dossier, &r, tell, &k, &e) < 0) {
		progress_clear(&k.progress);
		code = cli_fail(&e);
	} else if (code == EXIT_OK) {
		progress_clear(&k.progress);
		if (r.bad)
			code = EXIT_PART;
		if (!c->quiet)
			printf("%u %s, %u %s, %u %s checked; %u wrong\n",
			       r.sources,
			       plural(r.sources, "source", "sources"),
			       r.articles,
			       plural(r.articles, "article", "articles"),
			       r.spans, plural(r.spans, "span", "spans"),
			       r.bad);
		if (r.stale && !c->quiet)
			printf("%u %s read with other packs; keii rebuild "
			       "reads %s again\n",
			       r.stale,
			       plural(r.stale, "article was", "articles were"),
			       plural(r.stale, "it", "them"));
	}
	if (code <= EXIT_PART && !c->quiet && r.open + r.orphans)
		printf("%u %s nothing in the record now (keii review); %u old "
		       "%s nowhere\n",
		       r.open,
		       plural(r.open, "decision names", "decisions name"),
		       r.orphans, plural(r.orphans, "id leads", "ids lead"));
	desk_close(&k);
	return code;
}
