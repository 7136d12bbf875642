/* say_frame.c - compiled rules by kind, for statements, plans and positions. */
#include <stdio.h>

#include "extract/say_priv.h"

void frames_in(struct frames *f, struct arena *a, const struct packs *p,
	       enum lang lang, const char *name, const char *scanned,
	       const char *value, struct diags *diags)
{
	char code[8];
	const struct rules *rules;
	struct pattern_context ctx = { .arena = a, .diags = diags };
	static const char *const no_classes[] = { NULL };

	snprintf(code, sizeof(code), "%.*s", STR_FMT(lang_name(lang)));
	rules = packs_rules(p, code, name);
	ctx.classes = no_classes;
	ctx.flags = lang == LANG_EN ? PATTERN_ENGLISH : 0;
	f->v = arena_many(a, struct frame, rules->n + 1);
	f->scan = pattern_set_in(a);
	for (uint32_t i = 0; i < rules->n; i++) {
		const struct rule *r = &rules->v[i];
		struct frame *x = &f->v[f->n];

		x->pattern = pattern_compile(&ctx, rule_field(r, "match"),
					     r->file, r->line);
		if (!x->pattern)
			continue;
		x->rule = r;
		x->kind = rule_field(r, "kind");
		x->value = rule_field(r, value);
		if (!scanned || str_is(x->kind, scanned))
			pattern_set_add(f->scan, x->pattern, f->n);
		f->n++;
	}
}

const struct frame *frames_at(const struct frames *f, const char *kind,
			      str text, span in, uint32_t at, struct hit *hit)
{
	for (uint32_t i = 0; i < f->n; i++)
		if (str_is(f->v[i].kind, kind) &&
		    pattern_match(f->v[i].pattern, text, in, at, NULL, hit))
			return &f->v[i];
	return NULL;
}

const struct frame *frames_end(const struct frames *f, const char *kind,
			       str text, span in, uint32_t end, struct hit *hit)
{
	for (uint32_t i = 0; i < f->n; i++)
		if (str_is(f->v[i].kind, kind) &&
		    pattern_ends(f->v[i].pattern, text, in, end, NULL, hit))
			return &f->v[i];
	return NULL;
}

const struct frame *frames_find(const struct frames *f, const char *kind,
				str text, span in, struct hit *hit)
{
	for (uint32_t i = 0; i < f->n; i++)
		if (str_is(f->v[i].kind, kind) &&
		    pattern_search(f->v[i].pattern, text, in, NULL, hit))
			return &f->v[i];
	return NULL;
}
