/* test_stage.c - keii test-blocks, test-sentences, test-tokens: what one stage
 * makes of a file, for people who write rules. */
#include <stdio.h>

#include "cli/input.h"
#include "text/doc.h"

static const char *const kind_names[] = { "body", "heading", "bullet",
					  "caption", "source" };
static const char *const pos_names[] = {
	"other",	 "noun",   "sahen",   "person", "place",     "org",
	"proper",	 "number", "unknown", "verb",	"adjective", "copula",
	"case",		 "topic",  "link",    "prefix", "suffix",    "adverb",
	"demonstrative", "symbol", "word",
};

static struct doc *doc_of(struct cli *c, const struct article *article)
{
	struct doc *d = doc_in(c->arena);

	d->id = article->id;
	d->text = article->text;
	d->lang = lang_by_name(article->lang);
	if (c->lang && lang_by_name(str_of(c->lang)) != LANG_COUNT)
		d->lang = lang_by_name(str_of(c->lang));
	if (d->lang == LANG_COUNT)
		d->lang = doc_guess_lang(d->text);
	doc_sentences(d);
	return d;
}

static void print_sentence(const struct doc *d, uint32_t i)
{
	const struct sentence *s = &d->sentences.v[i];

	printf("%u-%u\tp%u\t%s", s->at.from, s->at.to, s->paragraph,
	       kind_names[s->kind]);
	if (s->depth)
		printf(" %u", s->depth);
	printf("\t%.*s\n", STR_FMT(str_span(d->text, s->at)));
}

static void print_tokens(struct doc *d, uint32_t i)
{
	uint32_t n;
	const struct token *k = doc_tokens(d, i, &n);

	for (; n > 0; n--, k++)
		printf("\t%.*s\t%s\t%.*s\t%.*s\n",
		       STR_FMT(str_span(d->text, k->at)), pos_names[k->pos],
		       STR_FMT(k->base), STR_FMT(k->form));
}

static int each_doc(struct cli *c, int argc, char **argv, bool tokens)
{
	struct tagger *tagger = NULL;
	struct err e = ERR_INIT;
	struct articles list;
	int code = EXIT_OK;

	if (argc < 2)
		return cli_usage(argv[0]);
	if (tokens) {
		tagger = tagger_new(&e);
		if (!tagger)
			cli_complain("%s; no Japanese tokens", e.text);
	}
	for (int i = 1; i < argc; i++) {
		int r = input_articles(c, argv[i], &list);

		code = r > code ? r : code;
		for (uint32_t k = 0; k < list.n; k++) {
			struct doc *d = doc_of(c, &list.v[k]);

			d->tagger = tagger;
			printf("# %s article %u\n", argv[i], k + 1);
			for (uint32_t s = 0; s < d->sentences.n; s++) {
				print_sentence(d, s);
				if (tokens)
					print_tokens(d, s);
			}
		}
	}
	tagger_free(&tagger);
	return code;
}

int cmd_test_sentences(struct cli *c, int argc, char **argv)
{
	return each_doc(c, argc, argv, false);
}

int cmd_test_tokens(struct cli *c, int argc, char **argv)
{
	return each_doc(c, argc, argv, true);
}
