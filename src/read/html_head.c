/* html_head.c - title, publisher, address and date from what a page tells
 * machines: meta elements, JSON-LD, <time>. */
#include "read/html_priv.h"

#include <jansson.h>

#include "read/stamp.h"

#define JSON_DEPTH 12

enum { RANK_TIME = 1, RANK_META, RANK_OG, RANK_JSON };

static void set_once(str *to, str value)
{
	if (!to->n && str_trim(value).n)
		*to = str_trim(value);
}

static void set_published(struct html_head *h, str value, int rank)
{
	str iso;

	if (rank <= h->published_rank)
		return;
	iso = stamp_from_iso(h->arena, str_trim(value));
	if (!iso.n)
		return;
	h->published = iso;
	h->published_rank = rank;
}

void head_meta(struct html_head *h, const struct tag *t)
{
	static const char *const dates[] = { "date",
					     "pubdate",
					     "dc.date",
					     "dc.date.issued",
					     "publishdate",
					     "parsely-pub-date",
					     "article.published" };
	str content = tag_attribute(h->arena, t, "content");
	str key = tag_attribute(h->arena, t, "property");

	if (!key.n)
		key = tag_attribute(h->arena, t, "name");
	if (!key.n)
		key = tag_attribute(h->arena, t, "itemprop");
	if (name_is(key, "og:title"))
		set_once(&h->og_title, content);
	else if (name_is(key, "og:site_name"))
		set_once(&h->site, content);
	else if (name_is(key, "og:url"))
		set_once(&h->url, content);
	else if (name_is(key, "article:published_time") ||
		 name_is(key, "datepublished"))
		set_published(h, content, RANK_OG);
	for (size_t i = 0; i < COUNT(dates); i++)
		if (name_is(key, dates[i]))
			set_published(h, content, RANK_META);
}

void head_link(struct html_head *h, const struct tag *t)
{
	if (name_is(tag_attribute(h->arena, t, "rel"), "canonical"))
		set_once(&h->url, tag_attribute(h->arena, t, "href"));
}

void head_time(struct html_head *h, const struct tag *t)
{
	set_published(h, tag_attribute(h->arena, t, "datetime"), RANK_TIME);
}

/* ---- JSON-LD */

static str json_str(struct html_head *h, const json_t *v)
{
	if (json_is_array(v))
		v = json_array_get(v, 0);
	if (json_is_object(v))
		v = json_object_get(v, "name");
	if (!json_is_string(v))
		return STR_NONE;
	return arena_str(h->arena,
			 (str){ json_string_value(v), json_string_length(v) });
}

static bool is_article(const json_t *type)
{
	size_t i;
	json_t *one;

	if (json_is_string(type)) {
		str s = str_of(json_string_value(type));

		return str_ends(s, STR("Article")) ||
		       str_ends(s, STR("BlogPosting"));
	}
	json_array_foreach(type, i, one) if (is_article(one)) return true;
	return false;
}

static void json_walk(struct html_head *h, const json_t *v, int depth)
{
	size_t i;
	json_t *one;

	if (depth > JSON_DEPTH)
		return;
	if (json_is_array(v)) {
		json_array_foreach(v, i, one) json_walk(h, one, depth + 1);
		return;
	}
	if (!json_is_object(v))
		return;
	json_walk(h, json_object_get(v, "@graph"), depth + 1);
	if (!is_article(json_object_get(v, "@type")))
		return;
	set_once(&h->og_title, json_str(h, json_object_get(v, "headline")));
	set_once(&h->site, json_str(h, json_object_get(v, "publisher")));
	set_published(h, json_str(h, json_object_get(v, "datePublished")),
		      RANK_JSON);
}

void head_json(struct html_head *h, str json)
{
	json_t *o = json_loadb(json.p, json.n, 0, NULL);

	if (o) /* what is no JSON is not told, as browsers do */
		json_walk(h, o, 0);
	json_decref(o);
}

str head_title(const struct html_head *h)
{
	static const char *const marks[] = { " | ", " ｜ ", "｜", " - ",
					     " – ", " — ",  ":" };
	str t = h->og_title.n ? h->og_title : h->h1.n ? h->h1 : h->title;

	for (size_t i = 0; i < COUNT(marks); i++) {
		str mark = str_of(marks[i]);
		size_t at = str_find(t, mark, 0), last = SIZE_MAX;

		for (; at != SIZE_MAX; at = str_find(t, mark, at + mark.n))
			last = at;
		if (last == SIZE_MAX || last < 8)
			continue;
		if ((h->site.n &&
		     str_eq(str_trim(str_cut(t, last + mark.n, t.n)),
			    h->site)) ||
		    (i == 0 && !h->og_title.n && !h->h1.n))
			return str_trim(str_cut(t, 0, last));
	}
	return t;
}
