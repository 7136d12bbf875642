/* source.c - JSON lines only so far. */
#include "read/source.h"

#include <jansson.h>

static str member(struct arena *a, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	if (!json_is_string(v))
		return STR_NONE;
	return arena_str(a, (str){ json_string_value(v),
				   json_string_length(v) });
}

bool article_from_json(struct arena *a, str line, struct article *out,
		       struct diags *diags)
{
	json_error_t je;
	json_t *o = json_loadb(line.p, line.n, 0, &je);
	bool ok = false;

	*out = (struct article){ 0 };
	if (!json_is_object(o)) {
		diag_add(diags, DIAG_J001, (span){ 0, 0 }, str_of(je.text));
		goto out;
	}
	out->text = member(a, o, "text");
	if (!out->text.p) {
		diag_add(diags, DIAG_J002, (span){ 0, 0 }, STR_NONE);
		goto out;
	}
	out->id = member(a, o, "id");
	out->title = member(a, o, "title");
	out->lang = member(a, o, "lang");
	out->published = member(a, o, "published");
	out->url = member(a, o, "url");
	out->publisher = member(a, o, "publisher");
	if (!out->id.p) {
		diag_add(diags, DIAG_J003, (span){ 0, 0 }, STR_NONE);
		out->id = arena_printf(a, "t%016llx",
				       (unsigned long long)str_hash(out->text));
	}
	ok = true;
out:
	json_decref(o);
	return ok;
}

static void read_lines(struct arena *a, str bytes, struct articles *out,
		       struct diags *diags)
{
	while (bytes.p && out->n < LIMIT_ARTICLES) {
		str line = str_trim(str_token(&bytes, '\n'));
		struct article article;

		if (!line.n || !article_from_json(a, line, &article, diags))
			continue;
		article.number = out->n;
		*vec_add(a, out) = article;
	}
}

void source_read(struct arena *a, str bytes, str name, struct articles *out,
		 struct diags *diags)
{
	if (str_ends(name, STR(".jsonl"))) {
		read_lines(a, bytes, out, diags);
		return;
	}
	*vec_add(a, out) = (struct article){ .text = bytes };
}
