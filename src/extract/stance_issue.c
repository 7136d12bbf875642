/* stance_issue.c - issues named in a text, by the words of core/issues.tsv. */
#include "extract/say_priv.h"

enum { ISSUE_HITS = 64 };

struct issues {
	struct pattern_set *sets[LANG_COUNT];
	struct {
		VEC_OF(str);
	} ids;
};

static void add_words(struct issues *s, struct pattern_context *ctx,
		      enum lang lang, str words, const struct row *row)
{
	while (words.p) {
		str word = str_trim(str_token(&words, '|'));
		const struct pattern *p;

		if (!word.n)
			continue;
		p = pattern_compile(ctx, word, row->file, row->line);
		if (p)
			pattern_set_add(s->sets[lang], p, s->ids.n - 1);
	}
}

const struct issues *issues_in(struct arena *a, const struct packs *p,
			       struct diags *diags)
{
	static const char *const no_classes[] = { NULL };
	const struct table *t = packs_table(p, "", "issues");
	struct issues *s = arena_one(a, struct issues);

	for (int i = 0; i < LANG_COUNT; i++)
		s->sets[i] = pattern_set_in(a);
	for (uint32_t i = 0; i < t->n; i++) {
		struct pattern_context ctx = { .arena = a,
					       .diags = diags,
					       .classes = no_classes };

		*vec_add(a, &s->ids) =
			table_cell(t, i, table_column(t, "issue"));
		add_words(s, &ctx, LANG_JA,
			  table_cell(t, i, table_column(t, "ja")), &t->rows[i]);
		ctx.flags = PATTERN_ENGLISH;
		add_words(s, &ctx, LANG_EN,
			  table_cell(t, i, table_column(t, "en")), &t->rows[i]);
	}
	return s;
}

uint32_t issues_find(const struct issues *s, const struct doc *d, span in,
		     str *out, uint32_t room)
{
	struct hits hits = { 0 };
	uint32_t n = 0;

	pattern_set_scan(s->sets[d->lang], d->text, in, NULL, d->arena, &hits);
	hits_longest(&hits);
	for (uint32_t i = 0; i < hits.n && i < ISSUE_HITS && n < room; i++) {
		str id = s->ids.v[hits.v[i].rule];
		uint32_t k = 0;

		while (k < n && !str_eq(out[k], id))
			k++;
		if (k == n)
			out[n++] = id;
	}
	return n;
}
