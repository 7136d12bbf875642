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

/* Where the kind of the name stands among the slots, or would. They are asked
 * for a hundred times a sentence. */
static uint32_t slot_of(const struct frames *f, str name)
{
	uint32_t slot = (uint32_t)name.n * 31;

	if (name.n)
		slot += (unsigned char)name.p[0] * 7u +
			(unsigned char)name.p[name.n - 1] * 13u +
			(unsigned char)name.p[name.n / 2];
	for (slot %= FRAME_KINDS; f->kind_slots[slot];
	     slot = (slot + 1) % FRAME_KINDS)
		if (str_eq(f->kinds.v[f->kind_slots[slot] - 1].name, name))
			break;
	return slot;
}

static struct frame_kind *kind_of(const struct frames *f, str name)
{
	uint32_t number = f->kind_slots[slot_of(f, name)];

	return number ? &f->kinds.v[number - 1] : NULL;
}

static void add_to_kind(struct frames *f, struct arena *a, uint32_t frame)
{
	const struct frame *x = &f->v[frame];
	struct frame_kind *k = kind_of(f, x->kind);

	if (!k) {
		if (f->kinds.n + 1 == FRAME_KINDS)
			return; /* nobody asks for so many */
		k = vec_add(a, &f->kinds);
		k->name = x->kind;
		k->set = pattern_set_in(a);
		f->kind_slots[slot_of(f, x->kind)] = (uint16_t)f->kinds.n;
	}
	pattern_set_add(k->set, x->pattern, frame);
	*vec_add(a, &k->frames) = frame;
}

struct source {
	const struct pattern_context *ctx;
	const struct frames_seen *seen;
	enum lang lang;
};

static void add_frame(struct frames *f, const struct source *of, str match,
		      struct frame x, str file, uint32_t line)
{
	const struct frames_seen *seen = of->seen;

	x.pattern = pattern_compile(of->ctx, match, file, line);
	if (!x.pattern)
		return;
	if (seen && kind_among(x.kind, seen->kinds))
		wordbook_add(seen->book, of->lang, seen->owner, x.pattern,
			     f->n);
	f->v[f->n] = x;
	add_to_kind(f, of->ctx->arena, f->n++);
}

void frames_in(struct frames *f, struct arena *a, const struct packs *p,
	       enum lang lang, const char *name, const struct frames_seen *seen,
	       const char *value, struct diags *diags)
{
	char code[8], cues[32];
	const struct rules *rules;
	const struct table *t;
	struct pattern_context ctx = { .arena = a, .diags = diags };
	struct source of = { &ctx, seen, lang };
	static const char *const no_classes[] = { NULL };

	snprintf(code, sizeof(code), "%.*s", STR_FMT(lang_name(lang)));
	snprintf(cues, sizeof(cues), "%s-cues", name);
	rules = packs_rules(p, code, name);
	t = packs_table(p, code, cues);
	ctx.classes = no_classes;
	ctx.flags = lang == LANG_EN ? PATTERN_ENGLISH : 0;
	f->v = arena_many(a, struct frame, rules->n + t->n + 1);
	for (uint32_t i = 0; i < rules->n; i++) {
		const struct rule *r = &rules->v[i];

		add_frame(f, &of, rule_field(r, "match"),
			  (struct frame){ .id = r->id,
					  .kind = rule_field(r, "kind"),
					  .as = rule_field(r, "as"),
					  .value = rule_field(r, value) },
			  r->file, r->line);
	}
	for (uint32_t i = 0; i < t->n; i++)
		add_frame(f, &of, table_cell(t, i, table_column(t, "match")),
			  (struct frame){
				  .kind = table_cell(t, i,
						     table_column(t, "kind")),
				  .value = table_cell(
					  t, i, table_column(t, "value")) },
			  t->rows[i].file, t->rows[i].line);
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
	const struct frame_kind *k = kind_of(f, str_of(kind));

	for (uint32_t i = 0; k && i < k->frames.n; i++) {
		const struct frame *x = &f->v[k->frames.v[i]];

		if (pattern_ends(x->pattern, text, in, end, NULL, hit))
			return x;
	}
	return NULL;
}

const struct frame *frames_find(const struct frames *f, const char *kind,
				str text, span in, struct hit *hit)
{
	const struct frame_kind *k = kind_of(f, str_of(kind));

	return k && pattern_set_search(k->set, text, in, hit) ? &f->v[hit->rule]
							      : NULL;
}
