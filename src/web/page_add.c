/* page_add.c - new sources: files, or pasted text with its address.
 *
 * Nothing is fetched: keii opens no connection. Several files are one run of
 * adding, and one merge. */
#include "base/utf8.h"
#include "store/history.h"
#include "web/web_priv.h"

struct added {
	str name;
	struct add_result r;
	struct diags diags; /* copied: the dossier's go */
};
struct added_list {
	VEC_OF(struct added);
};

static void put_add_form(struct req *r)
{
	struct html *h = &r->h;

	html_raw(h, "<form class=\"add\" method=\"post\" action=\"/add\" "
		    "enctype=\"multipart/form-data\"");
	html_attr(h, "data-sending", word(r, WORD_SENDING));
	html_attr(h, "data-reading", word(r, WORD_READING));
	html_attr(h, "data-failed", word(r, WORD_FAULT));
	html_raw(h, ">");
	put_token(r);
	html_raw(h, "<label class=\"drop\">");
	put_word(r, WORD_FILES);
	html_raw(h, "<input type=\"file\" name=\"file\" multiple></label>"
		    "<label>");
	put_word(r, WORD_PASTE);
	html_raw(h, "<textarea name=\"text\" rows=\"12\"></textarea></label>"
		    "<label>");
	put_word(r, WORD_ADDRESS);
	html_raw(h, "<input name=\"name\" maxlength=\"300\"></label><button>");
	put_word(r, WORD_ADD);
	html_raw(h,
		 "</button><p class=\"progress\" role=\"status\"></p></form>");
}

static void begin(struct req *r)
{
	page_begin(r, word(r, WORD_ADD));
	html_raw(&r->h, "<h1>");
	put_word(r, WORD_ADD);
	html_raw(&r->h, "</h1>");
}

int page_add(struct req *r, struct err *e)
{
	(void)e;
	begin(r);
	put_add_form(r);
	page_end(r);
	return 0;
}

/* ---- what came of it */
static void put_diags(struct req *r, const struct diags *list)
{
	if (!list->n)
		return;
	html_raw(&r->h, "<ul>");
	for (uint32_t i = 0; i < list->n && i < WEB_ROWS; i++) {
		html_raw(&r->h, "<li><code>");
		html_txt(&r->h, str_of(diag_id(list->v[i].code)));
		html_raw(&r->h, "</code> ");
		html_txt(&r->h, str_of(diag_text(list->v[i].code)));
		html_raw(&r->h, " ");
		html_txt(&r->h, list->v[i].detail);
		html_raw(&r->h, "</li>");
	}
	html_raw(&r->h, "</ul>");
}

static void put_result(struct req *r, const struct added *x)
{
	struct html *h = &r->h;

	html_raw(h, "<li>");
	if (x->r.sources_new) {
		put_word(r, WORD_ADDED);
		html_raw(h, ": ");
	}
	html_txt(h, x->name);
	if (x->r.sources_new) {
		html_raw(h, " (");
		html_int(h, x->r.articles_new);
		html_raw(h, " ");
		put_word(r, WORD_ARTICLES);
		html_raw(h, ")");
	} else {
		html_raw(h, ": ");
		put_word(r, x->r.sources_known ? WORD_KNOWN : WORD_NO_ARTICLE);
	}
	put_diags(r, &x->diags);
	html_raw(h, "</li>");
}

/* What it changed is worked out when asked for; script asks at once. */
static int put_changes_link(struct req *r, struct err *e)
{
	struct changes all;
	uint32_t i;

	if (history_load(r->store, r->arena, &all, e) < 0)
		return -1;
	for (i = all.n; i > 0 && !all.v[i - 1].addition; i--)
		;
	if (!i)
		return 0;
	html_raw(&r->h, "<p><a data-inline href=\"/changes?since=");
	html_url(&r->h, all.v[i - 1].id);
	html_raw(&r->h, "\">");
	put_word(r, WORD_WHAT_CHANGED);
	html_raw(&r->h, "</a></p>");
	return 0;
}

static int put_added(struct req *r, const struct added_list *list,
		     struct err *e)
{
	bool any = false;

	begin(r);
	html_raw(&r->h, "<ul class=\"result plain\" role=\"status\">");
	for (uint32_t i = 0; i < list->n; i++) {
		put_result(r, &list->v[i]);
		any = any || list->v[i].r.sources_new;
	}
	html_raw(&r->h, "</ul>");
	if (any && put_changes_link(r, e) < 0)
		return -1;
	put_add_form(r);
	page_end(r);
	return 0;
}

/* ---- adding */
static str clean_name(struct req *r, str name)
{
	name = str_trim(name);
	if (utf8_valid_to(name) != name.n)
		name = str_cut(name, 0, utf8_valid_to(name));
	return name.n ? name : word(r, WORD_PASTED);
}

static int add_one(struct req *r, struct desk *k, str name, str bytes,
		   struct added_list *list, struct err *e)
{
	struct added *x = vec_add(r->arena, list);

	*x = (struct added){ .name = clean_name(r, name),
			     .diags = { .arena = r->arena } };
	if (dossier_add(&k->d, x->name, bytes, &x->r, e) < 0)
		return -1;
	for (uint32_t i = 0; x->r.diags && i < x->r.diags->n; i++) {
		struct diag *d = vec_add(r->arena, &x->diags);

		*d = x->r.diags->v[i];
		d->detail = arena_str(r->arena, d->detail);
	}
	x->r.diags = NULL;
	return 0;
}

static bool is_file(const struct field_value *f)
{
	return str_is(f->name, "file") && f->file.n && f->value.n;
}

static int add_all(struct req *r, struct desk *k, str text,
		   struct added_list *list, struct err *e)
{
	str name = req_param(r, "name");
	uint32_t files = 0;

	for (uint32_t i = 0; i < r->form->n; i++)
		files += is_file(&r->form->v[i]);
	for (uint32_t i = 0; i < r->form->n; i++) {
		const struct field_value *f = &r->form->v[i];

		if (is_file(f) &&
		    add_one(r, k,
			    files == 1 && !text.n && name.n ? name : f->file,
			    f->value, list, e) < 0)
			return -1;
	}
	if (text.n && add_one(r, k, name, text, list, e) < 0)
		return -1;
	return dossier_merge(&k->d, e);
}

static bool only_address(str text)
{
	text = str_trim(text);
	return (str_starts(text, STR("http://")) ||
		str_starts(text, STR("https://"))) &&
	       str_find(text, STR("\n"), 0) == SIZE_MAX &&
	       str_find(text, STR(" "), 0) == SIZE_MAX;
}

int post_add(struct req *r, struct err *e)
{
	str text = req_param(r, "text");
	struct added_list list = { 0 };
	bool any = str_trim(text).n > 0;
	struct desk k;
	int out = -1;

	for (uint32_t i = 0; i < r->form->n; i++)
		any = any || is_file(&r->form->v[i]);
	if (!any)
		return bad_request(r);
	if (only_address(text)) {
		begin(r);
		html_raw(&r->h, "<p class=\"result\" role=\"status\">");
		put_word(r, WORD_NO_FETCH);
		html_raw(&r->h, "</p>");
		put_add_form(r);
		page_end(r);
		return 0;
	}
	if (web_desk_open(r, &k, e) == 0)
		out = add_all(r, &k, str_trim(text).n ? text : STR_NONE, &list,
			      e);
	web_desk_close(r, &k);
	return out < 0 ? -1 : put_added(r, &list, e);
}
