/* page_plan.c - proposals as a tree of versions; one version beside the one
 * before it, clause by clause, with the answers of the parties. */
#include "show/plan_diff.h"
#include "web/web_priv.h"

#define DEPTH 30u

static const struct json_t *plan_by_id(const struct items *list, str id)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (str_eq(item_str(list->v[i], "id"), id))
			return list->v[i];
	return NULL;
}

/* The edge that leads to the older version within the list. */
static const struct json_t *edge_up(const struct items *list,
				    const struct json_t *plan)
{
	const struct json_t *edges = item_at(plan, "lineage");

	for (uint32_t i = 0; i < item_count(edges); i++) {
		const struct json_t *x = item_nth(edges, i);

		if (plan_by_id(list, item_str(x, "from")))
			return x;
	}
	return NULL;
}

static void put_basis(struct req *r, const struct json_t *edge)
{
	bool told = str_is(item_str(edge, "basis"), "told");

	html_raw(&r->h, " <span");
	html_attr(&r->h, "class",
		  told ? STR("edge told") : STR("edge inferred"));
	html_raw(&r->h, ">");
	put_word(r, told ? WORD_TOLD_EDGE : WORD_INFERRED);
	html_raw(&r->h, "</span>");
}

static void put_plan_head(struct req *r, const struct json_t *x)
{
	struct html *h = &r->h;
	const struct json_t *authors = item_at(x, "author");

	html_raw(h, "<a href=\"/plan/");
	html_url(h, item_str(x, "id"));
	html_raw(h, "\">");
	html_txt(h, item_str(x, "name"));
	html_raw(h, "</a> <span class=\"weak\">");
	put_date(r, x);
	html_raw(h, " · ");
	html_txt(h, view_word(&r->view, "plan", item_str(x, "kind")));
	if (item_int(x, "items")) {
		html_raw(h, " · ");
		html_int(h, item_int(x, "items"));
		html_raw(h, " ");
		put_word(r, WORD_ITEMS);
	}
	for (uint32_t i = 0; i < item_count(authors); i++) {
		html_raw(h, " · ");
		html_txt(h, view_name(&r->view, item_nth_str(authors, i)));
	}
	html_raw(h, "</span>");
}

static void put_answers(struct req *r, const struct json_t *x)
{
	const struct json_t *list = item_at(x, "responses");
	struct html *h = &r->h;

	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *a = item_nth(list, i);

		html_raw(h, " <span class=\"answer\">");
		html_txt(h, view_name(&r->view, item_str(a, "party")));
		html_raw(h, ": ");
		html_txt(h,
			 view_word(&r->view, "answer", item_str(a, "answer")));
		html_raw(h, "</span>");
	}
}

/* Those that came of parent; done keeps a circle from going round. */
static void put_tree(struct req *r, const struct items *list, str parent,
		     struct map *done, uint32_t depth)
{
	struct html *h = &r->h;
	bool open = false;

	for (uint32_t i = 0; i < list->n && depth < DEPTH; i++) {
		const struct json_t *x = list->v[i];
		const struct json_t *edge = edge_up(list, x);
		uint64_t *seen = map_put(done, item_str(x, "id"));

		if (*seen ||
		    !str_eq(edge ? item_str(edge, "from") : STR_NONE, parent))
			continue;
		*seen = 1;
		if (!open)
			html_raw(h, "<ul class=\"tree\">");
		open = true;
		html_raw(h, "<li>");
		put_plan_head(r, x);
		if (edge)
			put_basis(r, edge);
		put_answers(r, x);
		put_tree(r, list, item_str(x, "id"), done, depth + 1);
		html_raw(h, "</li>");
	}
	if (open)
		html_raw(h, "</ul>");
}

int page_plans(struct req *r, struct err *e)
{
	struct item_query q = req_layer(STR("proposals"));
	struct items list;
	struct map done;

	if (req_items(r, &q, &list, e) < 0)
		return -1;
	page_begin(r, word(r, WORD_PLANS));
	html_raw(&r->h, "<h1>");
	put_word(r, WORD_PLANS);
	html_raw(&r->h, "</h1>");
	map_init(&done, r->arena);
	put_tree(r, &list, STR_NONE, &done, 0);
	if (!list.n) {
		html_raw(&r->h, "<p class=\"nothing\">");
		put_word(r, WORD_NOTHING);
		html_raw(&r->h, "</p>");
	}
	page_end(r);
	return 0;
}

/* ---- one plan */
static void put_words(struct req *r, const struct json_t *c)
{
	html_raw(&r->h, " ");
	html_txt(&r->h, item_str(c, "stance"));
	put_places(r, item_at(c, "evidence"), 2);
}

static enum word word_of(const struct clause_change *c)
{
	if (strcmp(c->how, "added") == 0)
		return WORD_CLAUSE_NEW;
	if (strcmp(c->how, "dropped") == 0)
		return c->told ? WORD_CLAUSE_DROPPED : WORD_CLAUSE_GONE;
	return WORD_CLAUSE_BOTH;
}

static void put_change(struct req *r, const struct clause_change *c,
		       bool compared)
{
	struct html *h = &r->h;
	bool added = strcmp(c->how, "added") == 0;

	html_raw(h, "<li");
	if (compared)
		html_attr(h, "class",
			  added				   ? STR("new")
			  : strcmp(c->how, "dropped") == 0 ? STR("gone")
							   : STR("both"));
	html_raw(h, "><strong>");
	html_txt(h, view_issue(&r->view, c->issue));
	html_raw(h, "</strong> ");
	html_txt(h, view_name(&r->view, c->party));
	if (compared) {
		html_raw(h, " <span class=\"weak\">");
		put_word(r, word_of(c));
		html_raw(h, "</span>");
	}
	if (c->then && strcmp(c->how, "same") != 0)
		put_words(r, c->then);
	if (c->now)
		put_words(r, c->now);
	html_raw(h, "</li>");
}

static void put_clauses(struct req *r, const struct json_t *plan,
			const struct json_t *older)
{
	struct plan_diff d;

	plan_diff(r->arena, older, plan, &d);
	if (!d.n)
		return;
	html_raw(&r->h, "<h2>");
	put_word(r, WORD_CLAUSES);
	if (older) {
		html_raw(&r->h, " <span class=\"weak\">← ");
		put_item_link(r, item_str(older, "id"));
		html_raw(&r->h, "</span>");
	}
	html_raw(&r->h, "</h2><ul class=\"clauses\">");
	for (uint32_t i = 0; i < d.n; i++)
		put_change(r, &d.v[i], older != NULL);
	html_raw(&r->h, "</ul>");
}

static void put_versions(struct req *r, const struct json_t *plan)
{
	const struct json_t *edges = item_at(plan, "lineage");

	if (!item_count(edges))
		return;
	html_raw(&r->h, "<h2>");
	put_word(r, WORD_VERSIONS);
	html_raw(&r->h, "</h2><ul>");
	for (uint32_t i = 0; i < item_count(edges); i++) {
		const struct json_t *x = item_nth(edges, i);

		html_raw(&r->h, "<li>← ");
		put_item_link(r, item_str(x, "from"));
		put_basis(r, x);
		put_places(r, item_at(x, "evidence"), 3);
		html_raw(&r->h, "</li>");
	}
	html_raw(&r->h, "</ul>");
}

static void put_responses(struct req *r, const struct json_t *plan)
{
	const struct json_t *list = item_at(plan, "responses");

	if (!item_count(list))
		return;
	html_raw(&r->h, "<h2>");
	put_word(r, WORD_ANSWERS);
	html_raw(&r->h, "</h2>");
	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *x = item_nth(list, i);

		html_raw(&r->h, "<h3>");
		html_txt(&r->h, view_name(&r->view, item_str(x, "party")));
		html_raw(&r->h, ": ");
		html_txt(&r->h,
			 view_word(&r->view, "answer", item_str(x, "answer")));
		html_raw(&r->h, "</h3>");
		put_places(r, item_at(x, "evidence"), 3);
	}
}

int page_plan(struct req *r, struct err *e)
{
	str layer = STR_NONE;
	const struct json_t *x = req_lookup(r, r->arg, &layer), *older;
	str with = req_param(r, "with");

	(void)e;
	if (!x || !str_is(layer, "proposals"))
		return page_error(r, 404, WORD_NO_ITEM);
	older = req_lookup(
		r,
		with.n ? with
		       : item_str(item_nth(item_at(x, "lineage"), 0), "from"),
		&layer);
	if (older && !str_is(layer, "proposals"))
		older = NULL;
	page_begin(r, item_str(x, "name"));
	html_raw(&r->h, "<h1>");
	html_txt(&r->h, item_str(x, "name"));
	html_raw(&r->h, "</h1><p>");
	put_plan_head(r, x);
	html_raw(&r->h, "</p>");
	put_versions(r, x);
	put_clauses(r, x, older);
	put_responses(r, x);
	html_raw(&r->h, "<h2>");
	put_word(r, WORD_EVIDENCE);
	html_raw(&r->h, "</h2>");
	put_places(r, item_at(x, "evidence"), 20);
	page_end(r);
	return 0;
}
