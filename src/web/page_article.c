/* page_article.c - articles: the list, the text with its mentions marked, the
 * original bytes. */
#include "base/utf8.h"
#include "show/passage.h"
#include "web/web_priv.h"

static int put_article_row(void *ctx, const struct article_row *row,
			   struct err *e)
{
	struct req *r = ctx;
	struct html *h = &r->h;

	(void)e;
	html_raw(h, "<tr><td>");
	html_txt(h, row->published.n ? str_cut(row->published, 0, 10)
				     : word(r, WORD_UNDATED));
	html_raw(h, "</td><td");
	html_attr(h, "lang", row->lang);
	html_raw(h, "><a href=\"/article/");
	html_url(h, row->id);
	html_raw(h, "\">");
	html_txt(h, row->title.n ? row->title : passage_first_line(row->text));
	html_raw(h, "</a></td><td>");
	html_txt(h, row->publisher);
	html_raw(h, "</td><td>");
	html_txt(h, row->lang);
	html_raw(h, "</td></tr>");
	return 0;
}

int page_article_list(struct req *r, struct err *e)
{
	struct html *h = &r->h;

	page_begin(r, word(r, WORD_ARTICLES));
	html_raw(h, "<h1>");
	put_word(r, WORD_ARTICLES);
	html_raw(h, "</h1><div class=\"wide\" role=\"region\" tabindex=\"0\"");
	html_attr(h, "aria-label", word(r, WORD_ARTICLES));
	html_raw(h, "><table><tbody>");
	if (store_each_article(r->store, false, put_article_row, r, e) < 0)
		return -1;
	html_raw(h, "</tbody></table></div>");
	page_end(r);
	return 0;
}

static void put_doubts(struct req *r, const struct json_t *line)
{
	const struct json_t *list = item_at(line, "diagnostics");
	struct html *h = &r->h;

	if (!item_count(list))
		return;
	html_raw(h, "<h2>");
	put_word(r, WORD_DOUBTS);
	html_raw(h, "</h2><ul>");
	for (uint32_t i = 0; i < item_count(list) && i < WEB_ROWS; i++) {
		const struct json_t *x = item_nth(list, i);

		html_raw(h, "<li><code>");
		html_txt(h, item_str(x, "code"));
		html_raw(h, "</code> ");
		html_txt(h, item_str(x, "text"));
		html_raw(h, " <span class=\"weak\">");
		html_txt(h, item_str(x, "detail"));
		html_raw(h, "</span></li>");
	}
	html_raw(h, "</ul>");
}

static void put_legend(struct req *r, const struct json_t *line)
{
	static const struct {
		const char *list, *class;
		const char *en, *ja;
	} lists[] = {
		{ "events", "m m-event", "events", "出来事" },
		{ "times", "m m-time", "dates", "日付" },
		{ "actors", "m m-actor", "names", "人物・組織" },
		{ "statements", "m m-say", "statements", "発言" },
		{ "positions", "m m-position", "positions", "立場" },
		{ "proposals", "m m-plan", "proposals", "提案" },
	};
	struct html *h = &r->h;

	html_raw(h, "<p class=\"legend\">");
	for (size_t i = 0; i < COUNT(lists); i++) {
		html_raw(h, "<span");
		html_attr(h, "class", str_of(lists[i].class));
		html_raw(h, ">");
		html_txt(h, str_of(r->lang == LANG_JA ? lists[i].ja
						      : lists[i].en));
		html_raw(h, " ");
		html_int(h, item_count(item_at(line, lists[i].list)));
		html_raw(h, "</span> ");
	}
	html_raw(h, "</p>");
}

/* The place a link came for; marked over all others, at #here. */
static void put_text(struct req *r, const struct article_row *row,
		     struct mark_list *marks)
{
	span at = { req_number(r, "from", UINT32_MAX - 1),
		    req_number(r, "to", UINT32_MAX - 1) };
	struct html *h = &r->h;
	struct mark_list before = { 0 };

	html_raw(h, "<div class=\"text\"");
	html_attr(h, "lang", row->lang);
	html_raw(h, ">");
	if (at.from >= at.to || at.to > row->text.n ||
	    utf8_floor(row->text, at.from) != at.from ||
	    utf8_floor(row->text, at.to) != at.to) {
		put_marked(r, row->text, marks, row->id);
	} else {
		for (uint32_t i = 0; i < marks->n; i++)
			if (marks->v[i].at.to <= at.from)
				*vec_add(r->arena, &before) = marks->v[i];
		put_marked(r, str_cut(row->text, 0, at.from), &before, row->id);
		html_raw(h, "<mark id=\"here\" class=\"here\">");
		html_txt(h, str_span(row->text, at));
		html_raw(h, "</mark>");
		before = (struct mark_list){ 0 };
		for (uint32_t i = 0; i < marks->n; i++) {
			struct mark m = marks->v[i];

			if (m.at.from < at.to)
				continue;
			m.at.from -= at.to;
			m.at.to -= at.to;
			*vec_add(r->arena, &before) = m;
		}
		put_marked(r, str_cut(row->text, at.to, row->text.n), &before,
			   STR_NONE);
	}
	html_raw(h, "</div>");
}

/* What hovering shows, for those who don't hover. */
static void put_understood(struct req *r, const struct json_t *line, str text)
{
	static const char *const lists[] = { "events",	  "times",
					     "actors",	  "statements",
					     "positions", "proposals" };
	struct html *h = &r->h;
	uint32_t n = 0;

	html_raw(h, "<details class=\"as-table understood\"><summary>");
	put_word(r, WORD_MENTIONS);
	html_raw(h, "</summary><div class=\"wide\" role=\"region\" "
		    "tabindex=\"0\"");
	html_attr(h, "aria-label", word(r, WORD_MENTIONS));
	html_raw(h, "><table><thead><tr><th>");
	put_word(r, WORD_EVIDENCE);
	html_raw(h, "</th><th>");
	put_word(r, WORD_UNDERSTOOD);
	html_raw(h, "</th><th>");
	put_word(r, WORD_RULE);
	html_raw(h, "</th></tr></thead><tbody>");
	for (size_t k = 0; k < COUNT(lists); k++) {
		const struct json_t *list = item_at(line, lists[k]);

		for (uint32_t i = 0; i < item_count(list) && n < 600; i++) {
			const struct json_t *x = item_nth(list, i);
			span at = item_span(x, "span");

			if (at.from >= at.to || at.to > text.n)
				continue;
			n++;
			html_raw(h, "<tr><td><a href=\"?from=");
			html_int(h, at.from);
			html_raw(h, "&amp;to=");
			html_int(h, at.to);
			html_raw(h, "#here\">");
			html_txt(h, passage_first_line(str_span(text, at)));
			html_raw(h, "</a></td><td>");
			html_txt(h, mention_told(r, lists[k], x, " · "));
			html_raw(h, "</td><td><code>");
			html_txt(h, item_str(x, "rule"));
			html_raw(h, "</code></td></tr>");
		}
	}
	html_raw(h, "</tbody></table></div></details>");
}

int page_article(struct req *r, struct err *e)
{
	const struct article_row *row = req_article(r, r->arg);
	struct mark_list marks = { 0 };
	struct html *h = &r->h;
	const struct json_t *line;

	(void)e;
	if (!row)
		return page_error(r, 404, WORD_NO_ITEM);
	line = row->mentions.p ? req_item(r, row->mentions) : NULL;
	marks_of_mentions(r, line, &marks);
	page_begin(r, row->title.n ? row->title : row->id);
	html_raw(h, "<h1");
	html_attr(h, "lang", row->lang);
	html_raw(h, ">");
	html_txt(h, row->title.n ? row->title : passage_first_line(row->text));
	html_raw(h, "</h1><p class=\"weak\">");
	html_txt(h, row->publisher);
	html_raw(h, " · ");
	put_word(r, WORD_PUBLISHED);
	html_raw(h, ": ");
	html_txt(h, row->published.n ? row->published : word(r, WORD_UNDATED));
	html_raw(h, " · <a href=\"/?scope=&amp;article=");
	html_url(h, row->id);
	html_raw(h, "\">");
	put_word(r, WORD_TIMELINE);
	html_raw(h, "</a> · <a href=\"/source/");
	html_url(h, row->source);
	html_raw(h, "\">");
	put_word(r, WORD_ORIGINAL);
	html_raw(h, "</a></p>");
	put_legend(r, line);
	put_text(r, row, &marks);
	put_understood(r, line, row->text);
	put_doubts(r, line);
	page_end(r);
	return 0;
}

/* Foreign bytes: never shown by the browser as a page of ours. */
int page_source(struct req *r, struct err *e)
{
	bool found = false;
	str bytes;

	if (store_has_source(r->store, r->arg, &found, e) < 0)
		return -1;
	if (!found)
		return page_error(r, 404, WORD_NO_ITEM);
	if (store_source_bytes(r->store, r->arena, r->arg, &bytes, e) < 0)
		return -1;
	r->type = "application/octet-stream";
	r->download = true;
	buf_add(&r->h.out, bytes);
	return 0;
}
