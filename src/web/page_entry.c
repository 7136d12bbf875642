/* page_entry.c - an entry: what is told of it, the words that tell it in the
 * articles beside, and the forms that correct it. */
#include "web/web_priv.h"

#define ARTICLES_BESIDE 12u

static void put_row_begin(struct req *r, enum word name)
{
	html_raw(&r->h, "<dt>");
	put_word(r, name);
	html_raw(&r->h, "</dt><dd>");
}

static void put_row_end(struct req *r)
{
	html_raw(&r->h, "</dd>");
}

static void put_decided(struct req *r, const struct json_t *attribute)
{
	const struct json_t *told = item_at(attribute, "told");

	if (!item_str(attribute, "decided_by").n)
		return;
	html_raw(&r->h, " <span class=\"decided\">");
	put_word(r, WORD_DECIDED);
	html_raw(&r->h, "</span> <span class=\"weak\">");
	put_word(r, WORD_TOLD);
	html_raw(&r->h, ": ");
	if (item_str(attribute, "told").n)
		put_status(r, item_str(attribute, "told"));
	else
		put_date(r, told);
	html_raw(&r->h, "</span>");
}

/* Opened when asked for. */
static void put_words_of(struct req *r, const struct json_t *evidence)
{
	if (!item_count(evidence))
		return;
	html_raw(&r->h, " <details class=\"words-of\"><summary>");
	put_word(r, WORD_WORDS_OF_IT);
	html_raw(&r->h, "</summary>");
	put_places(r, evidence, 3);
	html_raw(&r->h, "</details>");
}

static void put_parts(struct req *r, const struct json_t *x)
{
	const struct json_t *list = item_at(x, "participants");
	struct html *h = &r->h;

	put_row_begin(r, WORD_PARTICIPANTS);
	html_raw(h, "<ul class=\"plain\">");
	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *p = item_nth(list, i);
		str id = item_str(p, "actor");

		html_raw(h, "<li><a href=\"/?scope=&amp;actor=");
		html_url(h, id);
		html_raw(h, "\">");
		html_txt(h, view_name(&r->view, id));
		html_raw(h, "</a>");
		if (item_str(p, "party").n) {
			html_raw(h, " <span class=\"weak\">");
			html_txt(h, view_name(&r->view, item_str(p, "party")));
			html_raw(h, "</span>");
		}
		put_words_of(r, item_at(p, "evidence"));
		html_raw(h, "</li>");
	}
	html_raw(h, "</ul>");
	put_row_end(r);
}

static void put_status_row(struct req *r, const struct json_t *x)
{
	const struct json_t *by = item_at(x, "status_by");
	struct html *h = &r->h;

	put_row_begin(r, WORD_STATUS);
	put_status(r, item_str(x, "status"));
	put_decided(r, item_at(x, "attributes.status"));
	for (uint32_t i = 0; i < item_count(by); i++) {
		html_raw(h, "<br>");
		html_txt(h, view_name(&r->view, item_key(by, i)));
		html_raw(h, ": ");
		put_status(r, item_nth_str(by, i));
	}
	put_words_of(r, item_at(x, "attributes.status.evidence"));
	put_row_end(r);
}

static void put_facts(struct req *r, const struct json_t *x)
{
	struct html *h = &r->h;

	html_raw(h, "<dl class=\"facts\">");
	put_row_begin(r, WORD_DATE);
	put_date(r, x);
	put_decided(r, item_at(x, "attributes.date"));
	put_places(r, item_at(x, "attributes.date.evidence"), 3);
	put_row_end(r);
	put_status_row(r, x);
	if (item_str(x, "place.name").n) {
		put_row_begin(r, WORD_PLACE);
		html_txt(h, view_name(&r->view, item_str(x, "place.id")));
		put_places(r, item_at(x, "place.evidence"), 2);
		put_row_end(r);
	}
	if (item_count(item_at(x, "participants")))
		put_parts(r, x);
	put_row_begin(r, WORD_SOURCES);
	html_int(h, item_int(x, "sources"));
	html_raw(h, " (");
	html_int(h, item_int(x, "publishers"));
	html_raw(h, " ");
	put_word(r, WORD_PUBLISHERS);
	html_raw(h, ", ");
	html_int(h, item_int(x, "independent"));
	html_raw(h, " ");
	put_word(r, WORD_INDEPENDENT);
	html_raw(h, ")");
	put_entry_sources(r, x);
	put_row_end(r);
	html_raw(h, "</dl>");
}

static void put_link_row(struct req *r, enum word name, str id)
{
	if (!id.n)
		return;
	html_raw(&r->h, "<li>");
	put_word(r, name);
	html_raw(&r->h, ": ");
	put_item_link(r, id);
	html_raw(&r->h, "</li>");
}

static int put_links(struct req *r, const struct json_t *x, struct err *e)
{
	const struct json_t *members = item_at(x, "members");
	const struct json_t *doubtful = item_at(x, "doubtful");

	html_raw(&r->h, "<ul class=\"links\">");
	put_link_row(r, WORD_RESPONDS, item_str(x, "responds_to"));
	put_link_row(r, WORD_OUTCOME, item_str(x, "outcome_of"));
	put_link_row(r, WORD_PART_OF, item_str(x, "part_of"));
	for (uint32_t i = 0; i < item_count(members); i++)
		put_link_row(r, WORD_MEMBERS, item_nth_str(members, i));
	for (uint32_t i = 0; i < item_count(doubtful); i++)
		put_link_row(r, WORD_DOUBTFUL,
			     item_str(item_nth(doubtful, i), "entry"));
	if (put_entry_followers(r, x, e) < 0)
		return -1;
	html_raw(&r->h, "</ul>");
	return 0;
}

/* ---- decisions */
static void form_begin(struct req *r, str entry, str what)
{
	struct html *h = &r->h;

	html_raw(h, "<form method=\"post\" action=\"/decide\">");
	put_token(r);
	html_raw(h, "<input type=\"hidden\" name=\"entry\"");
	html_attr(h, "value", entry);
	html_raw(h, "><input type=\"hidden\" name=\"do\"");
	html_attr(h, "value", what);
	html_raw(h, ">");
}

static void put_button(struct req *r, enum word name)
{
	html_raw(&r->h, "<button>");
	put_word(r, name);
	html_raw(&r->h, "</button></form>");
}

static void put_edit(struct req *r, const struct json_t *x)
{
	static const char *const statuses[] = {
		"held",	     "ongoing",	  "planned", "proposed",
		"cancelled", "postponed", "denied",  "hypothetical",
	};
	static const char *const scopes[] = { "core", "background", "outside" };
	struct html *h = &r->h;

	form_begin(r, item_str(x, "id"), STR("edit"));
	html_raw(h, "<label>");
	put_word(r, WORD_FROM);
	html_raw(h, "<input type=\"date\" name=\"from\"");
	html_attr(h, "value", item_str(x, "from"));
	html_raw(h, "></label><label>");
	put_word(r, WORD_TO);
	html_raw(h, "<input type=\"date\" name=\"to\"");
	html_attr(h, "value", item_str(x, "to"));
	html_raw(h, "></label><label>");
	put_word(r, WORD_STATUS);
	html_raw(h, "<select name=\"status\">");
	for (size_t i = 0; i < COUNT(statuses); i++) {
		html_raw(h, "<option");
		html_attr(h, "value", str_of(statuses[i]));
		if (str_is(item_str(x, "status"), statuses[i]))
			html_raw(h, " selected");
		html_raw(h, ">");
		html_txt(h, view_word(&r->view, "status", str_of(statuses[i])));
		html_raw(h, "</option>");
	}
	html_raw(h, "</select></label><label>");
	put_word(r, WORD_SCOPE);
	html_raw(h, "<select name=\"scope\">");
	for (size_t i = 0; i < COUNT(scopes); i++) {
		html_raw(h, "<option");
		html_attr(h, "value", str_of(scopes[i]));
		if (str_is(item_str(x, "scope"), scopes[i]))
			html_raw(h, " selected");
		html_raw(h, ">");
		html_txt(h, view_word(&r->view, "scope", str_of(scopes[i])));
		html_raw(h, "</option>");
	}
	html_raw(h, "</select></label><label>");
	put_word(r, WORD_PLACE);
	html_raw(h, "<input name=\"place\"");
	html_attr(h, "value", view_name(&r->view, item_str(x, "place.id")));
	html_raw(h, "></label><label>");
	put_word(r, WORD_TITLE);
	html_raw(h, "<input name=\"title\" maxlength=\"300\"");
	html_attr(h, "value",
		  item_str(x, r->lang == LANG_JA ? "title.ja" : "title.en"));
	html_raw(h, "></label><label>");
	put_word(r, WORD_REASON);
	html_raw(h, "<input name=\"reason\" maxlength=\"500\"></label>");
	put_button(r, WORD_SAVE);
}

static void put_split(struct req *r, const struct json_t *x)
{
	const struct json_t *list = item_at(x, "mentions");
	struct html *h = &r->h;

	if (item_count(list) < 2)
		return;
	form_begin(r, item_str(x, "id"), STR("split"));
	html_raw(h, "<fieldset><legend>");
	put_word(r, WORD_SPLIT);
	html_raw(h, "</legend>");
	for (uint32_t i = 0; i < item_count(list) && i < 40; i++) {
		const struct json_t *m = item_nth(list, i);
		span at = item_span(m, "span");
		const struct article_row *row =
			req_article(r, item_str(m, "article"));

		if (!row || at.to > row->text.n)
			continue;
		html_raw(h, "<label class=\"tick\"><input type=\"checkbox\" "
			    "name=\"mention\"");
		html_attr(h, "value",
			  arena_printf(r->arena, "%u-%u-%.*s", at.from, at.to,
				       STR_FMT(row->id)));
		html_raw(h, "> <span");
		html_attr(h, "lang", row->lang);
		html_raw(h, ">");
		html_txt(h, str_span(row->text, at));
		html_raw(h, "</span></label>");
	}
	html_raw(h, "</fieldset>");
	put_button(r, WORD_SAVE);
}

static int put_decisions(struct req *r, const struct json_t *x, struct err *e)
{
	const struct json_t *list = item_at(x, "reviews");
	struct html *h = &r->h;
	str id = item_str(x, "id");

	html_raw(h, "<details class=\"correct\"><summary>");
	put_word(r, WORD_CORRECT);
	html_raw(h, "</summary>");
	put_edit(r, x);
	form_begin(r, id, STR("join"));
	html_raw(h, "<label>");
	put_word(r, WORD_MERGE);
	html_raw(h,
		 "<input name=\"other\" list=\"neighbours\" required></label>");
	put_button(r, WORD_MERGE);
	if (put_entry_neighbours(r, x, e) < 0)
		return -1;
	put_split(r, x);
	form_begin(r, id, STR("hide"));
	put_button(r, WORD_HIDE);
	html_raw(h, "</details>");
	if (!item_count(list))
		return 0;
	html_raw(h, "<section class=\"history\"><h2>");
	put_word(r, WORD_HISTORY);
	html_raw(h, "</h2><ul>");
	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *d = item_nth(list, i);
		const struct json_t *review =
			req_lookup(r, item_str(d, "decision"), NULL);

		html_raw(h, "<li>");
		html_txt(h, name_of(r, item_str(d, "do")));
		html_raw(h, " <span class=\"weak\">");
		html_txt(h, item_str(review, "time"));
		html_raw(h, " · ");
		html_txt(h, item_str(review, "author"));
		html_raw(h, "</span> ");
		html_txt(h, item_str(review, "reason"));
		form_begin(r, id, STR("undo"));
		html_raw(h, "<input type=\"hidden\" name=\"decision\"");
		html_attr(h, "value", item_str(d, "decision"));
		html_raw(h, ">");
		put_button(r, WORD_UNDO);
		html_raw(h, "</li>");
	}
	html_raw(h, "</ul></section>");
	return 0;
}

/* ---- the articles beside */
static void mark_evidence(struct req *r, const struct json_t *list, str article,
			  const char *class, struct mark_list *out)
{
	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *x = item_nth(list, i);

		if (str_eq(item_str(x, "article"), article))
			*vec_add(r->arena, out) =
				(struct mark){ item_span(x, "span"), class,
					       item_str(x, "rule") };
	}
}

static void put_article(struct req *r, const struct json_t *x,
			const struct article_row *row)
{
	const struct json_t *parts = item_at(x, "participants");
	struct mark_list marks = { 0 };
	struct html *h = &r->h;

	mark_evidence(r, item_at(x, "attributes.date.evidence"), row->id,
		      "m m-time", &marks);
	mark_evidence(r, item_at(x, "place.evidence"), row->id, "m m-place",
		      &marks);
	for (uint32_t i = 0; i < item_count(parts); i++)
		mark_evidence(r, item_at(item_nth(parts, i), "evidence"),
			      row->id, "m m-actor", &marks);
	mark_evidence(r, item_at(x, "evidence"), row->id, "m m-event", &marks);
	html_raw(h, "<article");
	html_attr(h, "lang", row->lang);
	html_raw(h, "><h2><a href=\"/article/");
	html_url(h, row->id);
	html_raw(h, "\">");
	html_txt(h, row->title.n ? row->title : row->id);
	html_raw(h, "</a></h2><p class=\"weak\">");
	html_txt(h, row->publisher);
	html_raw(h, " ");
	html_txt(h, row->published);
	html_raw(h, "</p><div class=\"text\" role=\"region\" tabindex=\"0\"");
	html_attr(h, "aria-label", row->title.n ? row->title : row->id);
	html_raw(h, ">");
	put_marked(r, row->text, &marks, row->id);
	html_raw(h, "</div></article>");
}

static void put_beside(struct req *r, const struct json_t *x)
{
	const struct json_t *list = item_at(x, "evidence");
	struct map done;
	uint32_t n = 0;

	map_init(&done, r->arena);
	html_raw(&r->h, "<section class=\"beside\"");
	html_attr(&r->h, "aria-label", word(r, WORD_BESIDE));
	html_raw(&r->h, ">");
	for (uint32_t i = 0; i < item_count(list) && n < ARTICLES_BESIDE; i++) {
		str id = item_str(item_nth(list, i), "article");
		const struct article_row *row = req_article(r, id);

		if (!row || *map_put(&done, id))
			continue;
		*map_put(&done, id) = 1;
		put_article(r, x, row);
		n++;
	}
	html_raw(&r->h, "</section>");
}

int page_entry(struct req *r, struct err *e)
{
	struct html *h = &r->h;
	str layer = STR_NONE;
	const struct json_t *x = req_lookup(r, r->arg, &layer);

	if (!x || !str_is(layer, "entries"))
		return page_error(r, 404, WORD_NO_ITEM);
	page_begin(r, view_title(&r->view, x));
	html_raw(h, "<div class=\"pair\"><section class=\"about\"><h1>");
	html_txt(h, view_title(&r->view, x));
	html_raw(h, "</h1>");
	put_facts(r, x);
	if (put_links(r, x, e) < 0 || put_decisions(r, x, e) < 0 ||
	    put_entry_doubts(r, x, e) < 0)
		return -1;
	html_raw(h, "<h2>");
	put_word(r, WORD_EVIDENCE);
	html_raw(h, "</h2>");
	put_places(r, item_at(x, "evidence"), 12);
	html_raw(h, "<p class=\"weak id\">");
	html_txt(h, item_str(x, "id"));
	html_raw(h, "</p></section>");
	put_beside(r, x);
	html_raw(h, "</div>");
	page_end(r);
	return 0;
}
