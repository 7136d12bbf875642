/* plan_json.c - proposals as JSON: versions, clauses, answers, lineage. */
#include "base/json.h"
#include "base/limits.h"
#include "merge/merge_priv.h"

static void put_lineage(struct json *j, const struct merge *m,
			const struct plan *plan)
{
	json_key(j, "lineage");
	json_open(j, '[');
	for (uint32_t i = 0; i < plan->parents.n; i++) {
		const struct plan_edge *edge = &plan->parents.v[i];

		json_open(j, '{');
		json_put_str(j, "from", m->plans.v[edge->parent].id);
		json_put_str(j, "to", plan->id);
		json_put_str(j, "basis",
			     edge->told ? STR("told") : STR("inferred"));
		put_evidences(j, "evidence", m, &edge->evidence);
		json_close(j);
	}
	json_close(j);
}

static void put_clauses(struct json *j, const struct merge *m,
			const struct plan *plan)
{
	json_key(j, "clauses");
	json_open(j, '[');
	for (uint32_t i = 0; i < plan->clauses.n; i++) {
		const struct plan_clause *c = &plan->clauses.v[i];
		struct evidences list = { 0 };

		evidence_add(m, &list, c->article, c->x->at, c->x->rule);
		json_open(j, '{');
		json_put_str(j, "issue", c->x->issue);
		json_put_str(j, "party", c->x->party);
		json_put_str(j, "stance", c->x->stance);
		put_evidences(j, "evidence", m, &list);
		json_close(j);
	}
	json_close(j);
}

/* The answer of the mention's party that was told before it. */
static bool told_before(const struct plan *plan, uint32_t mention, uint32_t n)
{
	const struct response *r = &plan->v[mention].p->responses[n];

	for (uint32_t i = 0; i <= mention; i++) {
		const struct proposal_mention *p = plan->v[i].p;
		uint32_t most = i == mention ? n : p->n_responses;

		for (uint32_t k = 0; k < most; k++)
			if (str_eq(p->responses[k].party, r->party) &&
			    str_eq(p->responses[k].answer, r->answer))
				return true;
	}
	return false;
}

/* All places that tell the same answer of the same party. */
static void put_response(struct json *j, const struct merge *m,
			 const struct plan *plan, const struct response *r)
{
	struct evidences list = { 0 };

	for (uint32_t i = 0; i < plan->n; i++) {
		const struct proposal_mention *p = plan->v[i].p;

		for (uint32_t k = 0; k < p->n_responses; k++)
			if (str_eq(p->responses[k].party, r->party) &&
			    str_eq(p->responses[k].answer, r->answer))
				evidence_add(m, &list, plan->v[i].article,
					     p->responses[k].at, p->rule);
	}
	json_open(j, '{');
	json_put_str(j, "party", r->party);
	json_put_str(j, "answer", r->answer);
	put_evidences(j, "evidence", m, &list);
	json_close(j);
}

static void put_responses(struct json *j, const struct merge *m,
			  const struct plan *plan)
{
	json_key(j, "responses");
	json_open(j, '[');
	for (uint32_t i = 0; i < plan->n; i++) {
		const struct proposal_mention *p = plan->v[i].p;

		for (uint32_t k = 0; k < p->n_responses; k++)
			if (!told_before(plan, i, k))
				put_response(j, m, plan, &p->responses[k]);
	}
	json_close(j);
}

static void put_plan(struct json *j, const struct merge *m,
		     const struct plan *plan)
{
	struct evidences list = { 0 };

	for (uint32_t i = 0; i < plan->n; i++)
		evidence_add(m, &list, plan->v[i].article, plan->v[i].p->at,
			     plan->v[i].p->rule);
	json_open(j, '{');
	json_put_str(j, "id", plan->id);
	json_put_str(j, "name", plan->name);
	json_key(j, "items");
	if (plan->items)
		json_int(j, plan->items);
	else
		json_null(j);
	put_strs(j, "author", plan->authors.v, plan->authors.n);
	json_put_str(j, "kind", plan->kind);
	json_put_day(j, "from", plan->from);
	json_put_day(j, "to", plan->to);
	put_lineage(j, m, plan);
	put_clauses(j, m, plan);
	put_responses(j, m, plan);
	json_put_int(j, "sources", plan->articles.n);
	put_evidences(j, "evidence", m, &list);
	json_close(j);
}

void write_proposals(struct merge *m)
{
	struct buf out;
	struct json j;

	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < m->plans.n; i++) {
		const struct plan *plan = &m->plans.v[i];
		struct arena_mark mark = arena_mark(m->a);
		struct record_item *r;

		buf_clear(&out);
		json_init(&j, &out, 0);
		put_plan(&j, m, plan);
		r = item_begin(m, "proposals", plan->id);
		r->json = arena_str(m->a, buf_str(&out));
		r->from = plan->from;
		r->to = plan->to;
		r->actors = plan->authors.v;
		r->n_actors = plan->authors.n;
		r->articles = plan->articles.v;
		r->n_articles = plan->articles.n;
		item_end(m, mark);
	}
	buf_release(&out);
}
