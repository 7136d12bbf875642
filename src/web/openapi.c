/* openapi.c - /api: all addresses and what they take, as OpenAPI 3.1. Made of
 * the tables that serve them (routes.def, params.def). */
#include "base/json.h"
#include "web/web_priv.h"

struct param {
	const char *method, *path, *name, *type, *about;
	bool field;
};

static const struct param params[] = {
#define PARAM(method, path, name, type, about)                                 \
	{ method, path, name, type, about, false },
#define FIELD(method, path, name, type, about)                                 \
	{ method, path, name, type, about, true },
#include "web/params.def"
#undef PARAM
#undef FIELD
};

static bool is_api(const struct route *x)
{
	return str_starts(str_of(x->path), STR("/api"));
}

static bool is_page(const struct route *x)
{
	return !is_api(x) && strcmp(x->path, "/source/*") != 0 &&
	       strcmp(x->path, "/static/*") != 0;
}

/* The star of a route is a parameter named id. */
static str address(struct arena *a, const char *path)
{
	str s = str_of(path);

	return str_ends(s, STR("*"))
		       ? arena_printf(a, "%.*s{id}",
				      STR_FMT(str_cut(s, 0, s.n - 1)))
		       : s;
}

static const char *answer_type(const struct route *x)
{
	if (strcmp(x->path, "/api/events") == 0)
		return "text/event-stream";
	if (strcmp(x->path, "/source/*") == 0)
		return "application/octet-stream";
	if (strcmp(x->path, "/static/*") == 0)
		return "*/*";
	return is_api(x) ? "application/json" : "text/html";
}

static void put_type(struct json *j, const char *type)
{
	bool date = strcmp(type, "date") == 0, file = strcmp(type, "file") == 0;

	json_open(j, '{');
	json_put_str(j, "type", date || file ? STR("string") : str_of(type));
	if (date)
		json_put_str(j, "format", STR("date"));
	if (file)
		json_put_str(j, "contentMediaType",
			     STR("application/octet-stream"));
	json_close(j);
}

static void put_param(struct json *j, const char *name, const char *where,
		      const char *type, const char *about)
{
	json_open(j, '{');
	json_put_str(j, "name", str_of(name));
	json_put_str(j, "in", str_of(where));
	json_put_str(j, "description", str_of(about));
	if (strcmp(where, "path") == 0) {
		json_key(j, "required");
		json_bool(j, true);
	}
	json_key(j, "schema");
	put_type(j, type);
	json_close(j);
}

static bool of(const struct param *p, const struct route *x)
{
	return strcmp(p->path, x->path) == 0 &&
	       strcmp(p->method, x->method) == 0;
}

static void put_params(struct json *j, const struct route *x)
{
	json_key(j, "parameters");
	json_open(j, '[');
	if (str_ends(str_of(x->path), STR("*")))
		put_param(j, "id", "path", "string", x->help);
	for (size_t i = 0; i < COUNT(params); i++)
		if (of(&params[i], x) && !params[i].field)
			put_param(j, params[i].name, "query", params[i].type,
				  params[i].about);
	if (is_page(x) && strcmp(x->method, "GET") == 0)
		put_param(j, "lang", "query", "string", "ja or en; kept");
	json_close(j);
}

static void put_body(struct json *j, const struct route *x)
{
	bool files = strcmp(x->path, "/add") == 0;

	if (strcmp(x->method, "POST") != 0)
		return;
	json_key(j, "requestBody");
	json_open(j, '{');
	json_key(j, "content");
	json_open(j, '{');
	json_key(j, files ? "multipart/form-data"
			  : "application/x-www-form-urlencoded");
	json_open(j, '{');
	json_key(j, "schema");
	json_open(j, '{');
	json_put_str(j, "type", STR("object"));
	json_key(j, "properties");
	json_open(j, '{');
	for (size_t i = 0; i < COUNT(params); i++) {
		if (!of(&params[i], x) || !params[i].field)
			continue;
		json_key(j, params[i].name);
		put_type(j, params[i].type);
	}
	for (int i = 0; i < 5; i++)
		json_close(j);
}

static void put_answer(struct json *j, const struct route *x)
{
	json_key(j, "responses");
	json_open(j, '{');
	json_key(j, strcmp(x->path, "/decide") == 0 ? "303" : "200");
	json_open(j, '{');
	json_put_str(j, "description", str_of(x->help));
	json_key(j, "content");
	json_open(j, '{');
	json_key(j, answer_type(x));
	json_open(j, '{');
	json_close(j);
	json_close(j);
	json_close(j);
	json_close(j);
}

static void put_operation(struct json *j, const struct route *x)
{
	json_key(j, strcmp(x->method, "GET") == 0 ? "get" : "post");
	json_open(j, '{');
	json_put_str(j, "summary", str_of(x->help));
	put_params(j, x);
	put_body(j, x);
	put_answer(j, x);
	json_close(j);
}

int api_index(struct req *r, struct err *e)
{
	uint32_t n;
	const struct route *all = routes(&n);
	struct json j;

	(void)e;
	r->type = "application/json; charset=utf-8";
	json_init(&j, &r->h.out, 1);
	json_open(&j, '{');
	json_put_str(&j, "openapi", STR("3.1.0"));
	json_key(&j, "info");
	json_open(&j, '{');
	json_put_str(&j, "title", STR("keii serve"));
	json_put_str(&j, "version", STR(KEII_VERSION));
	json_put_str(&j, "description",
		     STR("The record of one dossier. Fields of items are told "
			 "in docs/OUTPUT.md."));
	json_close(&j);
	json_key(&j, "paths");
	json_open(&j, '{');
	/* methods of one address stand beside one another in the table */
	for (uint32_t i = 0; i < n; i++) {
		if (i && strcmp(all[i].path, all[i - 1].path) == 0) {
			put_operation(&j, &all[i]);
		} else {
			if (i)
				json_close(&j);
			json_key_str(&j, address(r->arena, all[i].path));
			json_open(&j, '{');
			put_operation(&j, &all[i]);
		}
	}
	json_close(&j);
	json_close(&j);
	json_close(&j);
	return 0;
}
