/* annotate.c - one line of annotate input to one line of its output. */
#include "extract/annotate.h"

#include "base/json.h"
#include "base/limits.h"
#include "read/source.h"

/* A bad line becomes a line of its own: {"line": n, "diagnostics": [...]}. */
static void bad_line(const struct diags *diags, unsigned long number,
		     struct buf *out)
{
	struct json j;

	json_init(&j, out, 0);
	json_open(&j, '{');
	json_put_int(&j, "line", (long long)number);
	json_key(&j, "diagnostics");
	json_open(&j, '[');
	for (uint32_t i = 0; i < diags->n; i++) {
		const struct diag *d = &diags->v[i];

		json_open(&j, '{');
		json_put_str(&j, "code", str_of(diag_id(d->code)));
		json_put_str(&j, "level",
			     str_of(diag_level_name(diag_level(d->code))));
		json_put_str(&j, "text", str_of(diag_text(d->code)));
		if (d->detail.n)
			json_put_str(&j, "detail", d->detail);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
}

bool annotate_line(const struct reader *r, struct arena *doc,
		   struct tagger *tagger, str line, unsigned long number,
		   const char *lang, unsigned stages, const struct coder *coder,
		   struct buf *out)
{
	struct diags diags = { .arena = doc };
	struct article article;
	struct article_input in;
	struct mentions m;
	struct doc *d;

	if (line.n > LIMIT_LINE) {
		diag_add(&diags, DIAG_J005, (span){ 0, 0 }, STR_NONE);
		bad_line(&diags, number, out);
		return false;
	}
	if (!article_from_json(doc, line, &article, &diags)) {
		bad_line(&diags, number, out);
		return false;
	}
	in = (struct article_input){
		.id = article.id,
		.text = article.text,
		.title = article.title,
		.lang = article.lang,
		.published = article.published,
		.url = article.url,
		.publisher = article.publisher,
	};
	if (lang && strcmp(lang, "auto") != 0)
		in.lang = str_of(lang);
	d = job_read(r, doc, tagger, &in, stages, &m);
	for (uint32_t i = 0; i < diags.n; i++)
		*vec_add(d->arena, &d->diags) = diags.v[i];
	if (coder)
		plover_write(coder, d, &m, out);
	else
		mentions_json(d, &m, out);
	return true;
}
