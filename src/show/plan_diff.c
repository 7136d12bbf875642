/* plan_diff.c - two versions of a proposal, clause by clause. */
#include "show/plan_diff.h"

str clause_words(const struct json_t *clause)
{
	str s = item_str(clause, "stance");

	return s.n ? s
		   : item_str(item_nth(item_at(clause, "evidence"), 0), "text");
}

static bool same_matter(const struct json_t *a, const struct json_t *b)
{
	return str_eq(item_str(a, "issue"), item_str(b, "issue")) &&
	       str_eq(item_str(a, "party"), item_str(b, "party"));
}

/* Does the text say that the clause went: 〜は撤回, drops the deadline? Rules
 * of that kind end in "dropped". */
static bool says_dropped(const struct json_t *clause)
{
	const struct json_t *list = item_at(clause, "evidence");

	for (uint32_t i = 0; i < item_count(list); i++)
		if (str_ends(item_str(item_nth(list, i), "rule"),
			     STR(".dropped")))
			return true;
	return false;
}

/* The clause of the list on the same matter; one with the same words first. */
static const struct json_t *twin(const struct json_t *list,
				 const struct json_t *clause)
{
	const struct json_t *found = NULL;

	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *x = item_nth(list, i);

		if (!same_matter(x, clause) ||
		    says_dropped(x) != says_dropped(clause))
			continue;
		if (str_eq(clause_words(x), clause_words(clause)))
			return x;
		found = found ? found : x;
	}
	return found;
}

/* A clause on the issue, whoever holds it. */
static const struct json_t *on_issue(const struct json_t *list, str issue)
{
	for (uint32_t i = 0; i < item_count(list); i++)
		if (str_eq(item_str(item_nth(list, i), "issue"), issue) &&
		    !says_dropped(item_nth(list, i)))
			return item_nth(list, i);
	return NULL;
}

static bool told_dropped(const struct json_t *list, str issue)
{
	for (uint32_t i = 0; i < item_count(list); i++)
		if (str_eq(item_str(item_nth(list, i), "issue"), issue) &&
		    says_dropped(item_nth(list, i)))
			return true;
	return false;
}

static void add(struct arena *a, struct plan_diff *out, const char *how,
		bool told, const struct json_t *then, const struct json_t *now)
{
	const struct json_t *x = now ? now : then;
	str issue = item_str(x, "issue"), party = item_str(x, "party");

	for (uint32_t i = 0; i < out->n; i++)
		if (strcmp(out->v[i].how, how) == 0 && told == out->v[i].told &&
		    str_eq(out->v[i].issue, issue) &&
		    str_eq(out->v[i].party, party))
			return;
	*vec_add(a, out) =
		(struct clause_change){ how, told, issue, party, then, now };
}

static void find_edge(const struct json_t *then, const struct json_t *now,
		      struct plan_diff *out)
{
	const struct json_t *edges = item_at(now, "lineage");

	for (uint32_t i = 0; then && i < item_count(edges); i++)
		if (str_eq(item_str(item_nth(edges, i), "from"),
			   item_str(then, "id")))
			out->edge = item_nth(edges, i);
}

void plan_diff(struct arena *a, const struct json_t *then,
	       const struct json_t *now, struct plan_diff *out)
{
	const struct json_t *old = item_at(then, "clauses");
	const struct json_t *new = item_at(now, "clauses");

	*out = (struct plan_diff){ 0 };
	find_edge(then, now, out);
	for (uint32_t i = 0; i < item_count(new); i++) {
		const struct json_t *x = item_nth(new, i), *was;

		if (says_dropped(x)) {
			was = on_issue(old, item_str(x, "issue"));
			add(a, out, "dropped", true, was, x);
			continue;
		}
		was = twin(old, x);
		if (!was)
			add(a, out, "added", false, NULL, x);
		else
			add(a, out,
			    str_eq(clause_words(was), clause_words(x))
				    ? "same"
				    : "changed",
			    false, was, x);
	}
	for (uint32_t i = 0; i < item_count(old); i++) {
		const struct json_t *x = item_nth(old, i);

		if (!says_dropped(x) && !twin(new, x) &&
		    !told_dropped(new, item_str(x, "issue")))
			add(a, out, "dropped", false, x, NULL);
	}
}

struct by_points {
	long long points;
	struct json_t *x;
};

static int find_points(void *ctx, const struct json_t *x, str raw,
		       struct err *e)
{
	struct by_points *p = ctx;

	(void)e;
	if (!p->x && item_int(x, "items") == p->points)
		p->x = item_parse(raw);
	return 0;
}

int view_plan(struct view *v, str typed, struct json_t **x, struct err *e)
{
	struct view_filter f = VIEW_FILTER("proposals");
	struct by_points p = { .points = str_to_long(typed) };
	str layer = STR_NONE;

	if (view_find(v, typed, &layer, x, e) < 0)
		return -1;
	if (*x && !str_is(layer, "proposals"))
		item_free(x);
	if (*x || p.points < 1)
		return 0;
	if (view_each(v, &f, find_points, &p, NULL, e) < 0) {
		item_free(&p.x);
		return -1;
	}
	*x = p.x;
	return 0;
}
