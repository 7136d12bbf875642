/* req.c - what a request asks for, and the items of the record it reads. */
#include "web/web_priv.h"

static const struct route table[] = {
#define ROUTE(method, path, function, writes, help)                            \
	{ method, path, function, writes, help },
#include "web/routes.def"
#undef ROUTE
};

const struct route *routes(uint32_t *n)
{
	*n = COUNT(table);
	return table;
}

str req_param(const struct req *r, const char *name)
{
	if (!r->form)
		return str_of(MHD_lookup_connection_value(
			r->c, MHD_GET_ARGUMENT_KIND, name));
	for (uint32_t i = 0; i < r->form->n; i++)
		if (str_is(r->form->v[i].name, name))
			return r->form->v[i].value;
	return STR_NONE;
}

uint32_t req_number(const struct req *r, const char *name, uint32_t most)
{
	long n = str_to_long(req_param(r, name));

	if (n < 0)
		return 0;
	return n > (long)most ? most : (uint32_t)n;
}

const struct json_t *req_item(struct req *r, str json)
{
	struct json_t *x = json.p ? item_parse(json) : NULL;

	if (x)
		*vec_add(r->arena, r) = x;
	return x;
}

const struct json_t *req_lookup(struct req *r, str id, str *layer)
{
	struct err e = ERR_INIT;
	struct item_row row;
	bool found = false;

	if (!id.n || store_item(r->store, r->arena, id, &row, &found, &e) < 0 ||
	    !found)
		return NULL;
	if (layer)
		*layer = row.layer;
	return req_item(r, row.json);
}

const struct article_row *req_article(struct req *r, str id)
{
	uint64_t *at;
	struct article_row *row;
	struct err e = ERR_INIT;
	bool found = false;

	if (!id.n)
		return NULL;
	at = map_put(&r->texts, arena_str(r->arena, id));
	if (*at)
		return (const struct article_row *)(uintptr_t)*at;
	row = arena_one(r->arena, struct article_row);
	if (store_article(r->store, r->arena, id, row, &found, &e) < 0 ||
	    !found)
		return NULL;
	*at = (uint64_t)(uintptr_t)row;
	return row;
}

struct gather {
	struct req *r;
	struct items *out;
};

static int keep(void *ctx, const struct item_row *row, struct err *e)
{
	struct gather *g = ctx;
	const struct json_t *x = req_item(g->r, row->json);

	(void)e;
	if (x)
		*vec_add(g->r->arena, g->out) = x;
	return 0;
}

int req_items(struct req *r, const struct item_query *q, struct items *out,
	      struct err *e)
{
	struct gather g = { r, out };

	*out = (struct items){ 0 };
	return store_each_item(r->store, q, keep, &g, e);
}

struct item_query req_layer(str layer)
{
	return (struct item_query){ .layer = layer,
				    .from = DAY_NONE,
				    .to = DAY_NONE,
				    .limit = WEB_ROWS_MOST };
}
