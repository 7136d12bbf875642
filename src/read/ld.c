/* ld.c - JSON-LD, leniently; see ld.h.
 *
 * A recursive walk that keeps only the members asked for: a page's JSON may be
 * a megabyte of which ten strings matter. An object inside another is an
 * article of its own, but for the publisher and the author. */
#include "read/ld.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/credit.h"

#define DEPTH 64u

struct reader {
	struct arena *arena;
	struct ld_articles *out;
	str s;
	size_t i;
	bool broken;
};

static void value(struct reader *r, str key, struct ld_article *owner,
		  unsigned depth);

static void skip(struct reader *r)
{
	while (r->i < r->s.n &&
	       ((unsigned char)r->s.p[r->i] <= ' ' || r->s.p[r->i] == ','))
		r->i++;
}

static char peek(const struct reader *r)
{
	return r->i < r->s.n ? r->s.p[r->i] : '\0';
}

/* The raw bytes of the string at r->i, without its quotes. */
static str raw_string(struct reader *r)
{
	size_t from = ++r->i;

	while (r->i < r->s.n && r->s.p[r->i] != '"')
		r->i += r->s.p[r->i] == '\\' ? 2 : 1;
	if (r->i >= r->s.n) {
		r->broken = true;
		r->i = r->s.n;
		return str_cut(r->s, from, r->s.n);
	}
	return str_cut(r->s, from, r->i++);
}

static uint32_t hex4(str s, size_t i)
{
	uint32_t v = 0;

	if (i + 4 > s.n)
		return UINT32_MAX;
	for (size_t k = i; k < i + 4; k++) {
		char c = s.p[k];

		if (c >= '0' && c <= '9')
			v = v * 16 + (uint32_t)(c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			v = v * 16 + (uint32_t)((c | 32) - 'a' + 10);
		else
			return UINT32_MAX;
	}
	return v;
}

/* \uXXXX at s.p[*i] == 'u', with the second half of a pair. */
static void unicode(struct buf *out, str s, size_t *i)
{
	uint32_t v = hex4(s, *i + 1), low;

	if (v == UINT32_MAX) {
		++*i;
		return;
	}
	*i += 5;
	if (v >= 0xD800 && v < 0xDC00 && *i + 1 < s.n && s.p[*i] == '\\' &&
	    s.p[*i + 1] == 'u') {
		low = hex4(s, *i + 2);
		if (low >= 0xDC00 && low < 0xE000) {
			v = 0x10000 + ((v - 0xD800) << 10) + (low - 0xDC00);
			*i += 6;
		}
	}
	buf_rune(out, !v || (v >= 0xD800 && v < 0xE000) ? 0xFFFD : v);
}

str ld_unescape(struct arena *a, str raw)
{
	struct buf out;
	size_t i = 0;
	str s;

	if (!raw.n || !memchr(raw.p, '\\', raw.n))
		return raw.p ? raw : STR("");
	buf_init(&out, LIMIT_TEXT);
	while (i < raw.n) {
		char c = raw.p[i++];

		if (c != '\\' || i >= raw.n) {
			buf_byte(&out, c);
			continue;
		}
		switch (raw.p[i]) {
		case 'u':
			unicode(&out, raw, &i);
			continue;
		case 'n':
		case 'r':
			buf_byte(&out, '\n');
			break;
		case 't':
		case 'b':
		case 'f':
			buf_byte(&out, ' ');
			break;
		default:
			buf_byte(&out, raw.p[i]);
		}
		i++;
	}
	s = arena_str(a, buf_str(&out));
	buf_release(&out);
	return s;
}

static bool is_article(str type)
{
	static const char *const types[] = {
		"BlogPosting",
		"Report",
		"TechArticle",
		"LiveBlogPosting",
		"ReportageNewsArticle",
		"MediaGallery",
		"Review",
	};

	if (str_ends(type, STR("Article")))
		return true;
	for (size_t i = 0; i < COUNT(types); i++)
		if (str_is(type, types[i]))
			return true;
	return false;
}

/* Where the string member of that name is kept; NULL: not wanted. */
static str *member(struct ld_article *o, str key)
{
	static const struct {
		const char *key;
		size_t at;
	} members[] = {
#define M(key, field) { key, offsetof(struct ld_article, field) }
		M("headline", headline),
		M("name", name),
		M("alternativeHeadline", alternative),
		M("alternateName", alternative),
		M("description", description),
		M("articleBody", body),
		M("articleSection", section),
		M("datePublished", published),
		M("dateModified", modified),
		M("dateCreated", created),
		M("publisher", publisher),
		M("url", url),
		M("@id", url),
		M("inLanguage", lang),
#undef M
	};

	for (size_t i = 0; i < COUNT(members); i++)
		if (str_is(key, members[i].key))
			return (str *)(void *)((char *)o + members[i].at);
	return NULL;
}

static void string(struct reader *r, str key, struct ld_article *owner)
{
	str raw = raw_string(r), *place;

	if (!owner)
		return;
	if (str_is(key, "author")) {
		credit_join(r->arena, &owner->author,
			    ld_unescape(r->arena, raw));
		return;
	}
	if (str_is(key, "@type")) {
		owner->type = raw;
		owner->article |= is_article(raw);
		return;
	}
	place = member(owner, key);
	if (place && !place->n)
		*place = ld_unescape(r->arena, raw);
}

static void object(struct reader *r, str key, struct ld_article *owner,
		   unsigned depth)
{
	struct ld_article o = { .depth = depth };

	r->i++;
	for (;;) {
		str name;

		skip(r);
		if (peek(r) != '"')
			break;
		name = raw_string(r);
		skip(r);
		if (peek(r) != ':')
			break;
		r->i++;
		value(r, name, &o, depth + 1);
		if (r->broken)
			break;
	}
	if (peek(r) == '}')
		r->i++;
	else
		r->broken = true;
	if (owner && str_is(key, "publisher")) {
		if (!owner->publisher.n)
			owner->publisher = o.name;
	} else if (owner && (str_is(key, "author") || str_is(key, "creator"))) {
		credit_join(r->arena, &owner->author, o.name);
	} else if (o.article && r->out->n < LIMIT_ARTICLES) {
		*vec_add(r->arena, r->out) = o;
	}
}

static void value(struct reader *r, str key, struct ld_article *owner,
		  unsigned depth)
{
	skip(r);
	if (depth > DEPTH) {
		r->broken = true;
		return;
	}
	switch (peek(r)) {
	case '"':
		string(r, key, owner);
		break;
	case '{':
		object(r, key, owner, depth);
		break;
	case '[':
		r->i++;
		for (skip(r); peek(r) && peek(r) != ']' && !r->broken; skip(r))
			value(r, key, owner, depth + 1);
		if (peek(r) == ']')
			r->i++;
		else
			r->broken = true;
		break;
	case '\0':
	case '}':
	case ']':
	case ':':
		r->broken = true;
		break;
	default: /* number, true, false, null */
		while (r->i < r->s.n && (unsigned char)peek(r) > ' ' &&
		       !strchr(",]}:\"", peek(r)))
			r->i++;
	}
}

bool ld_read(struct arena *a, str json, struct ld_articles *out)
{
	struct reader r = { .arena = a, .out = out, .s = json };

	/* a comment or CDATA mark may stand around */
	while (r.i < json.n && json.p[r.i] != '{' && json.p[r.i] != '[')
		r.i++;
	if (json.n - r.i > 9 &&
	    str_starts(str_cut(json, r.i, json.n), STR("[CDATA[")))
		r.i += 7;
	while (r.i < json.n && !r.broken) {
		value(&r, STR(""), NULL, 0);
		skip(&r);
		if (peek(&r) != '{' && peek(&r) != '[')
			break;
	}
	return !r.broken;
}
