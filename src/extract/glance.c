/* glance.c - one look at each sentence for the words of several stages. */
#include "extract/glance.h"

#include "extract/say_priv.h"

enum { ISSUE_HITS = 64 };

/* Whose a pattern of the shared set is, and its number there. */
struct member {
	enum word_of owner;
	uint32_t rule;
};

struct wordbook {
	struct arena *arena;
	struct {
		struct pattern_set *set, *issues; /* all; those of issues */
		struct {
			VEC_OF(struct member);
		} members;
	} langs[LANG_COUNT];
	struct {
		VEC_OF(str);
	} issues; /* their ids */
};

struct word {
	span at;
	uint32_t rule;
};

/* first: of each sentence its first word; one more than there are sentences. */
struct word_list_of {
	VEC_OF(struct word);
	uint32_t *first;
};

struct glance {
	const struct wordbook *book;
	struct word_list_of of[WORD_OWNERS];
	struct quotes quotes;
};

void wordbook_add(struct wordbook *b, enum lang lang, enum word_of owner,
		  const struct pattern *p, uint32_t rule)
{
	pattern_set_add(b->langs[lang].set, p, b->langs[lang].members.n);
	*vec_add(b->arena, &b->langs[lang].members) =
		(struct member){ owner, rule };
}

/* ---- issues */

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

static void add_issue(struct wordbook *b, struct pattern_context *ctx,
		      enum lang lang, str words, const struct row *row)
{
	while (words.p) {
		str word = next_word(&words);
		const struct pattern *p;

		if (!word.n)
			continue;
		p = pattern_compile(ctx, word, row->file, row->line);
		if (!p)
			continue;
		pattern_set_add(b->langs[lang].issues, p, b->issues.n - 1);
		wordbook_add(b, lang, WORD_ISSUE, p, b->issues.n - 1);
	}
}

struct wordbook *wordbook_in(struct arena *a, const struct packs *p,
			     struct diags *diags)
{
	static const char *const no_classes[] = { NULL };
	const struct table *t = packs_table(p, "", "issues");
	struct wordbook *b = arena_one(a, struct wordbook);

	b->arena = a;
	for (int i = 0; i < LANG_COUNT; i++) {
		b->langs[i].set = pattern_set_in(a);
		b->langs[i].issues = pattern_set_in(a);
	}
	for (uint32_t i = 0; i < t->n; i++) {
		struct pattern_context ctx = { .arena = a,
					       .diags = diags,
					       .classes = no_classes };

		*vec_add(a, &b->issues) =
			table_cell(t, i, table_column(t, "issue"));
		add_issue(b, &ctx, LANG_JA,
			  table_cell(t, i, table_column(t, "ja")), &t->rows[i]);
		ctx.flags = PATTERN_ENGLISH;
		add_issue(b, &ctx, LANG_EN,
			  table_cell(t, i, table_column(t, "en")), &t->rows[i]);
	}
	return b;
}

/* Those of the sentence that lie in the stretch. false: one goes on beyond it,
 * where a shorter one may be meant. */
static bool issues_within(const struct glance *w, uint32_t sentence, span in,
			  struct arena *a, struct hits *out)
{
	const struct word_list_of *list = &w->of[WORD_ISSUE];

	for (uint32_t i = list->first[sentence]; i < list->first[sentence + 1];
	     i++) {
		const struct word *x = &list->v[i];

		if (x->at.from < in.from || x->at.from >= in.to)
			continue;
		if (x->at.to > in.to)
			return false;
		*vec_add(a, out) = (struct hit){ .rule = x->rule, .at = x->at };
	}
	return true;
}

/* Words of the row "none" have done their part: the longest wins. */
static void drop_none(const struct glance *w, struct hits *hits)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < hits->n; i++)
		if (!str_is(issues_name(w, &hits->v[i]), "none"))
			hits->v[n++] = hits->v[i];
	hits->n = n;
}

void issues_hits(const struct glance *w, const struct doc *d, span in,
		 struct hits *out)
{
	uint32_t sentence = doc_sentence_at(d, in.from), before = out->n;

	if (sentence >= d->sentences.n ||
	    d->sentences.v[sentence].at.from > in.from ||
	    d->sentences.v[sentence].at.to < in.to ||
	    !issues_within(w, sentence, in, d->arena, out)) {
		out->n = before;
		pattern_set_scan(w->book->langs[d->lang].issues, d->text, in,
				 NULL, d->arena, out);
	}
	hits_longest(out);
	drop_none(w, out);
}

str issues_name(const struct glance *w, const struct hit *h)
{
	return w->book->issues.v[h->rule];
}

uint32_t issues_find(const struct glance *w, const struct doc *d, span in,
		     str *out, uint32_t room)
{
	struct hits hits = { 0 };
	uint32_t n = 0;

	issues_hits(w, d, in, &hits);
	for (uint32_t i = 0; i < hits.n && i < ISSUE_HITS && n < room; i++) {
		str id = issues_name(w, &hits.v[i]);
		uint32_t k = 0;

		while (k < n && !str_eq(out[k], id))
			k++;
		if (k == n)
			out[n++] = id;
	}
	return n;
}

/* ---- an article */

struct glance *glance_in(const struct wordbook *b, struct doc *d)
{
	struct glance *w = arena_one(d->arena, struct glance);
	struct hits hits = { 0 };

	w->book = b;
	quotes_find(d, &w->quotes);
	for (int k = 0; k < WORD_OWNERS; k++)
		w->of[k].first =
			arena_many(d->arena, uint32_t, d->sentences.n + 1);
	for (uint32_t i = 0; i < d->sentences.n; i++) {
		hits.n = 0;
		if (d->sentences.v[i].kind != SENTENCE_SOURCE)
			pattern_set_scan(b->langs[d->lang].set, d->text,
					 d->sentences.v[i].at, NULL, d->arena,
					 &hits);
		for (uint32_t h = 0; h < hits.n; h++) {
			const struct member *m =
				&b->langs[d->lang].members.v[hits.v[h].rule];

			*vec_add(d->arena, &w->of[m->owner]) =
				(struct word){ hits.v[h].at, m->rule };
		}
		for (int k = 0; k < WORD_OWNERS; k++)
			w->of[k].first[i + 1] = w->of[k].n;
	}
	return w;
}

void glance_hits(const struct glance *w, const struct doc *d,
		 enum word_of owner, uint32_t sentence, struct hits *out)
{
	const struct word_list_of *list = &w->of[owner];

	for (uint32_t i = list->first[sentence]; i < list->first[sentence + 1];
	     i++)
		*vec_add(d->arena, out) = (struct hit){ .rule = list->v[i].rule,
							.at = list->v[i].at };
}

const struct quotes *glance_quotes(const struct glance *w)
{
	return &w->quotes;
}
