/* html.c - strings into pages, escaped by the place they go to. */
#include "web/html.h"

#include "base/utf8.h"

static bool is_plain(uint32_t cp)
{
	return (cp >= 0x20 && cp != 0x7F && !(cp >= 0x80 && cp < 0xA0)) ||
	       cp == '\n' || cp == '\t';
}

static const char *entity(uint32_t cp)
{
	switch (cp) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* One escape serves text and quoted attributes: it is safe in both. */
static void escaped(struct buf *out, str s)
{
	size_t i = 0, done = 0;

	while (i < s.n) {
		size_t at = i;
		uint32_t cp = utf8_next(s, &i);
		const char *as = entity(cp);

		if (!as && is_plain(cp) && cp != 0xFFFD)
			continue;
		buf_add(out, str_cut(s, done, at));
		buf_z(out, as ? as : "\xEF\xBF\xBD");
		done = i;
	}
	buf_add(out, str_cut(s, done, s.n));
}

void html_txt(struct html *h, str s)
{
	escaped(&h->out, s);
}

void html_attr(struct html *h, const char *name, str s)
{
	buf_byte(&h->out, ' ');
	buf_z(&h->out, name);
	buf_z(&h->out, "=\"");
	escaped(&h->out, s);
	buf_byte(&h->out, '"');
}

void html_url(struct html *h, str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool plain = (c >= '0' && c <= '9') ||
			     ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
			     c == '-' || c == '_' || c == '.' || c == '~';

		if (plain) {
			buf_byte(&h->out, (char)c);
			continue;
		}
		buf_byte(&h->out, '%');
		buf_byte(&h->out, hex[c >> 4]);
		buf_byte(&h->out, hex[c & 15]);
	}
}

void html_int(struct html *h, long long n)
{
	buf_printf(&h->out, "%lld", n);
}

void html_len(struct html *h, double n)
{
	buf_printf(&h->out, "%.1f", n);
}
