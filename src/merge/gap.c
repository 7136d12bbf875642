/* gap.c - what the record knows that it doesn't know.
 *
 *   no-outcome      a planned or announced event of which nothing more is told
 *   count           a number of events told, fewer of them in the record
 *   untold-content  a proposal without any clause told
 *   untold-step     a version whose way from the one before nobody tells
 *   no-date, no-place  a meeting without one
 *   single-source   an event that rests on one article
 *
 * The sentence of a gap comes from core/gap-texts.tsv. */
#include "base/json.h"
#include "base/limits.h"
#include "merge/merge_priv.h"

struct gaps {
	struct merge *m;
	struct map taken;
	struct buf out;
	const bool *has_outcome; /* per entry */
};

struct gap {
	const char *kind;
	str about, name[LANG_COUNT];
	struct evidences evidence;
	day from, to;
	struct names articles;
	uint64_t sum; /* or 0 */
};

static void put_texts(struct json *j, const struct merge *m,
		      const struct gap *g)
{
	const struct table *t = packs_table(m->packs, "", "gap-texts");
	int kind = table_column(t, "kind");

	json_key(j, "text");
	json_open(j, '{');
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *name = lang_name((enum lang)lang).p;
		int column = table_column(t, name);
		str s = STR_NONE;

		for (uint32_t i = 0; i < t->n; i++)
			if (str_is(table_cell(t, i, kind), g->kind))
				s = table_cell(t, i, column);
		json_put_str(j, name,
			     arena_printf(m->a, "%.*s: %.*s",
					  STR_FMT(g->name[lang]), STR_FMT(s)));
	}
	json_close(j);
}

static str gap_id(struct gaps *all, const struct gap *g)
{
	return id_fresh(all->m, &all->taken, "g",
			hash_mix(str_hash(str_of(g->kind)), g->about));
}

static void write_gap(struct gaps *all, struct gap *g, str id)
{
	struct merge *m = all->m;
	struct record_item *r;
	struct json j;
	struct arena_mark mark = arena_mark(m->a);

	buf_clear(&all->out);
	json_init(&j, &all->out, 0);
	json_open(&j, '{');
	json_put_str(&j, "id", id);
	json_put_str(&j, "kind", str_of(g->kind));
	json_put_str(&j, "about", g->about);
	put_texts(&j, m, g);
	put_evidences(&j, "evidence", m, &g->evidence);
	json_close(&j);
	for (uint32_t i = 0; i < g->evidence.n; i++)
		names_add(m->a, &g->articles,
			  m->articles[g->evidence.v[i].article].id);
	r = item_begin(m, "gaps", id);
	r->json = arena_str(m->a, buf_str(&all->out));
	r->sum = g->sum;
	r->kind = str_of(g->kind);
	r->from = g->from;
	r->to = g->to;
	r->articles = g->articles.v;
	r->n_articles = g->articles.n;
	item_end(m, mark);
}

static void entry_gap(struct gaps *all, const struct entry *e, const char *kind)
{
	const struct merge *m = all->m;
	struct gap g = { .kind = kind,
			 .about = e->id,
			 .from = e->from,
			 .to = e->to,
			 .sum = sum_str(e->sum, str_of(kind)) };
	str id = gap_id(all, &g);

	if (item_kept(all->m, "gaps", id, g.sum))
		return;
	for (int lang = 0; lang < LANG_COUNT; lang++)
		g.name[lang] = label_of(m, e, (enum lang)lang);
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		evidence_add(m, &g.evidence, t->article, t->e->at, t->e->rule);
	}
	write_gap(all, &g, id);
}

static void plan_gap(struct gaps *all, const struct plan *plan,
		     const char *kind)
{
	const struct merge *m = all->m;
	struct gap g = { .kind = kind,
			 .about = plan->id,
			 .from = plan->from,
			 .to = plan->to };

	for (int lang = 0; lang < LANG_COUNT; lang++)
		g.name[lang] = plan->name;
	for (uint32_t i = 0; i < plan->n; i++)
		evidence_add(m, &g.evidence, plan->v[i].article,
			     plan->v[i].p->at, plan->v[i].p->rule);
	write_gap(all, &g, gap_id(all, &g));
}

static bool meets(const struct entry *e)
{
	return str_is(e->kind->family, "meeting") ||
	       str_is(e->kind->family, "call");
}

static void entry_gaps(struct gaps *all, uint32_t index)
{
	const struct entry *e = &all->m->entries.v[index];
	bool core = strcmp(e->scope, "core") == 0;

	if (strcmp(e->scope, "outside") == 0)
		return;
	if (e->class == CLASS_PLANNED && !all->has_outcome[index] &&
	    e->kind->nature != NATURE_SPEECH &&
	    e->status != STATUS_HYPOTHETICAL)
		entry_gap(all, e, "no-outcome");
	if (e->series && e->members.n < (uint32_t)e->rounds)
		entry_gap(all, e, "count");
	if (!core || e->class != CLASS_HELD || e->series)
		return;
	if (meets(e) && e->from == DAY_NONE && e->to == DAY_NONE)
		entry_gap(all, e, "no-date");
	if (str_is(e->kind->family, "meeting") && e->place_item == NO_REF &&
	    !e->by->place_by.p && e->parties.n > 1)
		entry_gap(all, e, "no-place");
	if (e->kind->nature == NATURE_JOINT && e->independent == 1)
		entry_gap(all, e, "single-source");
}

static bool told_edge(const struct plan *plan)
{
	for (uint32_t i = 0; i < plan->parents.n; i++)
		if (plan->parents.v[i].told)
			return true;
	return false;
}

void write_gaps(struct merge *m)
{
	struct gaps all = { .m = m };
	bool *has = arena_many(m->a, bool, m->entries.n + 1);

	for (uint32_t i = 0; i < m->entries.n; i++)
		if (!m->entries.v[i].dead &&
		    m->entries.v[i].outcome_of != NO_REF)
			has[entry_now(m, m->entries.v[i].outcome_of)] = true;
	all.has_outcome = has;
	map_init(&all.taken, m->a);
	buf_init(&all.out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < m->entries.n; i++)
		if (!m->entries.v[i].dead)
			entry_gaps(&all, i);
	for (uint32_t i = 0; i < m->plans.n; i++) {
		const struct plan *plan = &m->plans.v[i];

		if (plan->clauses.n == 0)
			plan_gap(&all, plan, "untold-content");
		if (plan->parents.n && !told_edge(plan))
			plan_gap(&all, plan, "untold-step");
	}
	buf_release(&all.out);
}
