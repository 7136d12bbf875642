/* pattern.c - the pattern language: the first line is the pattern, the rest
 * the text it is tried on, alone and in a set. */
#include "pack/pattern.h"
#include "base/utf8.h"
#include "fuzz.h"

/* The set finds what the pattern finds by itself at each place. (An English
 * one is tried at the heads of words alone.) */
static void same_as_alone(const struct pattern *p, str in,
			  const struct layers *layers, const struct hits *hits)
{
	uint32_t k = 0;

	for (uint32_t at = 0; at < in.n && at < 300; at++) {
		struct hit h;

		if ((in.p[at] & 0xC0) == 0x80 ||
		    !pattern_match(p, in, (span){ 0, (uint32_t)in.n }, at,
				   layers, &h))
			continue;
		kassert(k < hits->n && hits->v[k].at.from == at &&
			hits->v[k].at.to == h.at.to);
		k++;
	}
}

static void same_hit(bool want, const struct hit *w, bool got,
		     const struct hit *g)
{
	kassert(want == got);
	kassert(!want || (w->at.from == g->at.from && w->at.to == g->at.to));
}

/* The set answers questions as the pattern by itself does. */
static void same_answers(const struct pattern *p, const struct pattern_set *set,
			 str in)
{
	span all = { 0, (uint32_t)in.n };
	struct hit want, got;

	same_hit(pattern_search(p, in, all, NULL, &want), &want,
		 pattern_set_search(set, in, all, &got), &got);
	for (uint32_t at = 0; at < in.n && at < 100; at++)
		if ((in.p[at] & 0xC0) != 0x80)
			same_hit(pattern_match(p, in, all, at, NULL, &want),
				 &want,
				 pattern_set_match(set, in, all, at, &got),
				 &got);
}

void fuzz_one(struct arena *a, str in)
{
	static const char *const classes[] = { "PERSON", "TIME", NULL };
	static const str words[] = { { "会談", 6 }, { "meeting", 7 } };
	static const struct word_list lists[] = { { { "list", 4 }, words, 2 } };
	struct diags diags = { .arena = a };
	struct pattern_context ctx = {
		.arena = a,
		.classes = classes,
		.lists = lists,
		.n_lists = COUNT(lists),
		.diags = &diags,
	};
	struct layers *layers;
	const struct pattern *p;
	struct pattern_set *set;
	struct hits hits = { 0 };
	struct hit hit;
	str pattern;
	span all;

	ctx.flags = fuzz_choice(&in, 2);
	if (utf8_valid_to(in) != in.n)
		return;
	pattern = str_token(&in, '\n');
	p = pattern_compile(&ctx, pattern, STR("x.rules"), 1);
	if (!p)
		return;
	if (!in.p)
		in = STR("");
	all = (span){ 0, (uint32_t)in.n };
	layers = layers_in(a, (uint32_t)in.n);
	if (in.n > 6)
		layers_add(layers, 0, (span){ 0, (uint32_t)utf8_floor(in, 6) },
			   0);
	pattern_search(p, in, all, layers, &hit);
	pattern_ends(p, in, all, (uint32_t)in.n, layers, &hit);
	set = pattern_set_in(a);
	pattern_set_add(set, p, 0);
	pattern_set_scan(set, in, all, layers, a, &hits);
	for (uint32_t i = 0; i < hits.n; i++)
		kassert(hits.v[i].at.from < hits.v[i].at.to &&
			hits.v[i].at.to <= in.n);
	if (!(ctx.flags & PATTERN_ENGLISH))
		same_as_alone(p, in, layers, &hits);
	hits_longest(&hits);
	same_answers(p, set, in);
}
