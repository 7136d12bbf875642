/* say_frame.c - compiled rules by kind, for statements, plans and positions. */
#include <stdio.h>

#include "extract/say_priv.h"

/* Is the kind one of those named, blanks between? */
static bool kind_among(str kind, const char *names)
{
	str rest = str_of(names);

	while (rest.p)
		if (str_eq(kind, str_token(&rest, ' ')))
			return true;
	return false;
}

static const struct frame_kind *kind_of(const struct frames *f, str name)
{
	for (uint32_t i = 0; i < f->kinds.n; i++)
		if (str_eq(f->kinds.v[i].name, name))
			return &f->kinds.v[i];
	return NULL;
}

static struct pattern_set *set_of(struct frames *f, struct arena *a, str kind)
{
	const struct frame_kind *known = kind_of(f, kind);
	struct pattern_set *set;

	if (known)
		return known->set;
	set = pattern_set_in(a);
	*vec_add(a, &f->kinds) = (struct frame_kind){ kind, set };
	return set;
}

static void add_frame(struct frames *f, const struct pattern_context *ctx,
		      str match, struct frame x, const char *scanned, str file,
		      uint32_t line)
{
	x.pattern = pattern_compile(ctx, match, file, line);
	if (!x.pattern)
		return;
	if (!scanned || kind_among(x.kind, scanned))
		pattern_set_add(f->scan, x.pattern, f->n);
	pattern_set_add(set_of(f, ctx->arena, x.kind), x.pattern, f->n);
	f->v[f->n++] = x;
}

void frames_in(struct frames *f, struct arena *a, const struct packs *p,
	       enum lang lang, const char *name, const char *scanned,
	       const char *value, struct diags *diags)
{
	char code[8], cues[32];
	const struct rules *rules;
	const struct table *t;
	struct pattern_context ctx = { .arena = a, .diags = diags };
	static const char *const no_classes[] = { NULL };

	snprintf(code, sizeof(code), "%.*s", STR_FMT(lang_name(lang)));
	snprintf(cues, sizeof(cues), "%s-cues", name);
	rules = packs_rules(p, code, name);
	t = packs_table(p, code, cues);
	ctx.classes = no_classes;
	ctx.flags = lang == LANG_EN ? PATTERN_ENGLISH : 0;
	f->v = arena_many(a, struct frame, rules->n + t->n + 1);
	f->scan = pattern_set_in(a);
	for (uint32_t i = 0; i < rules->n; i++) {
		const struct rule *r = &rules->v[i];

		add_frame(f, &ctx, rule_field(r, "match"),
			  (struct frame){ .id = r->id,
					  .kind = rule_field(r, "kind"),
					  .as = rule_field(r, "as"),
					  .value = rule_field(r, value) },
			  scanned, r->file, r->line);
	}
	for (uint32_t i = 0; i < t->n; i++)
		add_frame(f, &ctx, table_cell(t, i, table_column(t, "match")),
			  (struct frame){
				  .kind = table_cell(t, i,
						     table_column(t, "kind")),
				  .value = table_cell(
					  t, i, table_column(t, "value")) },
			  scanned, t->rows[i].file, t->rows[i].line);
}

const struct frame *frames_at(const struct frames *f, const char *kind,
			      str text, span in, uint32_t at, struct hit *hit)
{
	const struct frame_kind *k = kind_of(f, str_of(kind));

	return k && pattern_set_match(k->set, text, in, at, hit)
		       ? &f->v[hit->rule]
		       : NULL;
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
	const struct frame_kind *k = kind_of(f, str_of(kind));

	return k && pattern_set_search(k->set, text, in, hit) ? &f->v[hit->rule]
							      : NULL;
}
