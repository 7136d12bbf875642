/* stance_issue.c - issues named in a text, by the words of core/issues.tsv. */
#include "extract/say_priv.h"

enum { ISSUE_HITS = 64 };

struct issues {
	struct pattern_set *sets[LANG_COUNT];
	struct {
		VEC_OF(str);
	} ids;
};

/* The next of the words, which may hold (a|b); rest goes on behind it. */
static str next_word(str *rest)
{
	str word = *rest;
	size_t i = 0;

	for (int depth = 0; i < rest->n; i++) {
		depth += rest->p[i] == '(';
		depth -= rest->p[i] == ')';
		if (rest->p[i] == '|' && depth <= 0)
			break;
	}
	word.n = i;
	*rest = i < rest->n ? str_cut(*rest, i + 1, rest->n) : STR_NONE;
	return str_trim(word);
}

static void add_words(struct issues *s, struct pattern_context *ctx,
		      enum lang lang, str words, const struct row *row)
{
	while (words.p) {
		str word = next_word(&words);
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

/* Words of the row "none" have done their part: the longest wins. */
static void drop_none(const struct issues *s, struct hits *hits)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < hits->n; i++)
		if (!str_is(s->ids.v[hits->v[i].rule], "none"))
			hits->v[n++] = hits->v[i];
	hits->n = n;
}

void issues_hits(const struct issues *s, const struct doc *d, span in,
		 struct hits *out)
{
	pattern_set_scan(s->sets[d->lang], d->text, in, NULL, d->arena, out);
	hits_longest(out);
	drop_none(s, out);
}

str issues_name(const struct issues *s, const struct hit *h)
{
	return s->ids.v[h->rule];
}

uint32_t issues_find(const struct issues *s, const struct doc *d, span in,
		     str *out, uint32_t room)
{
	struct hits hits = { 0 };
	uint32_t n = 0;

	issues_hits(s, d, in, &hits);
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
