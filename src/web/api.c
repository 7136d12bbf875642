/* api.c - the record as JSON: the items as docs/OUTPUT.md tells them. */
#include "base/json.h"
#include "web/web_priv.h"

static void begin(struct req *r, struct json *j)
{
	r->type = "application/json; charset=utf-8";
	json_init(j, &r->h.out, 0);
}

static int not_found(struct req *r)
{
	struct json j;

	r->status = 404;
	begin(r, &j);
	json_open(&j, '{');
	json_put_str(&j, "error", STR("there is nothing by this name"));
	json_close(&j);
	return 0;
}

int api_state(struct req *r, struct err *e)
{
	struct json j;

	(void)e;
	begin(r, &j);
	json_open(&j, '{');
	json_put_str(&j, "version", r->version);
	json_close(&j);
	return 0;
}

int api_item(struct req *r, struct err *e)
{
	struct item_row row;
	bool found = false;

	if (store_item(r->store, r->arena, r->arg, &row, &found, e) < 0)
		return -1;
	if (!found)
		return not_found(r);
	r->type = "application/json; charset=utf-8";
	buf_add(&r->h.out, row.json);
	return 0;
}

static int put_item(void *ctx, const struct item_row *row, struct err *e)
{
	(void)e;
	json_raw(ctx, row->json);
	return 0;
}

int api_items(struct req *r, struct err *e)
{
	struct item_query q = req_layer(r->arg);
	str from = req_param(r, "from"), to = req_param(r, "to");
	struct json j;

	q.from = from.n ? day_parse(from) : DAY_NONE;
	q.to = to.n ? day_parse(to) : DAY_NONE;
	q.actor = req_param(r, "actor");
	q.kind = req_param(r, "kind");
	q.status = req_param(r, "status");
	q.issue = req_param(r, "issue");
	q.article = req_param(r, "article");
	q.scope = req_param(r, "scope");
	q.offset = req_number(r, "offset", 1u << 30);
	q.limit = req_number(r, "limit", WEB_ROWS_MOST);
	if (!q.limit)
		q.limit = WEB_ROWS;
	begin(r, &j);
	json_open(&j, '[');
	if (store_each_item(r->store, &q, put_item, &j, e) < 0)
		return -1;
	json_close(&j);
	return 0;
}

static void put(struct json *j, const char *key, str value)
{
	json_put_str(j, key, value.n ? value : STR_NONE);
}

int api_article(struct req *r, struct err *e)
{
	struct article_row row;
	bool found = false;
	struct json j;

	if (store_article(r->store, r->arena, r->arg, &row, &found, e) < 0)
		return -1;
	if (!found)
		return not_found(r);
	begin(r, &j);
	json_open(&j, '{');
	put(&j, "id", row.id);
	put(&j, "title", row.title);
	put(&j, "publisher", row.publisher);
	put(&j, "published", row.published);
	put(&j, "lang", row.lang);
	put(&j, "url", row.url);
	put(&j, "source", row.source);
	put(&j, "text", row.text);
	json_key(&j, "mentions");
	if (row.mentions.n)
		json_raw(&j, str_trim(row.mentions));
	else
		json_null(&j);
	json_close(&j);
	return 0;
}

int api_search(struct req *r, struct err *e)
{
	str query = str_cut(req_param(r, "q"), 0, 400);
	uint32_t limit = req_number(r, "limit", 200);
	struct marker *words = marker_in(r->arena, query);
	struct search_hits hits = { 0 };
	struct json j;

	if (query.n && store_search(r->store, r->arena, query,
				    limit ? limit : 50, &hits, e) < 0)
		return -1;
	begin(r, &j);
	json_open(&j, '[');
	for (uint32_t i = 0; i < hits.n; i++) {
		struct marks marks;

		marker_marks(words, r->arena, hits.v[i].text, &marks);
		json_open(&j, '{');
		put(&j, "article", hits.v[i].id);
		put(&j, "title", hits.v[i].title);
		put(&j, "publisher", hits.v[i].publisher);
		put(&j, "published", hits.v[i].published);
		json_key(&j, "spans");
		json_open(&j, '[');
		for (uint32_t k = 0; k < marks.n; k++)
			json_span(&j, marks.v[k]);
		json_close(&j);
		json_close(&j);
	}
	json_close(&j);
	return 0;
}
