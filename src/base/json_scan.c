/* json_scan.c - see json_scan.h. */
#include "base/json_scan.h"

#include <string.h>

#include "base/utf8.h"

size_t json_string_end(str s, size_t i)
{
	size_t from = i + 1, end = i, k;

	/* most are short, and the long ones have few escapes */
	while (end + 1 < s.n) {
		const char *at = memchr(s.p + end + 1, '"', s.n - end - 1);

		if (!at)
			break;
		end = (size_t)(at - s.p);
		for (k = end; k > from && s.p[k - 1] == '\\'; k--)
			;
		if ((end - k) % 2 == 0)
			return end + 1;
	}
	return s.n;
}

size_t json_value_end(str s, size_t i)
{
	uint32_t depth = 0;

	while (i < s.n) {
		switch (s.p[i]) {
		case '"':
			i = json_string_end(s, i);
			continue;
		case '{':
		case '[':
			depth++;
			break;
		case '}':
		case ']':
			if (depth == 0)
				return i;
			depth--;
			break;
		case ',':
			if (depth == 0)
				return i;
			break;
		default:
			break;
		}
		i++;
	}
	return i;
}

/* ---- members */

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Our own JSON has one here and there, and mostly none. */
static inline void skip_blanks(struct json_scan *s)
{
	while (s->at < s->text.n && (unsigned char)s->text.p[s->at] <= ' ' &&
	       is_blank(s->text.p[s->at]))
		s->at++;
}

/* The sign that stands next, if it is this one. */
static inline bool sign(struct json_scan *s, char c)
{
	skip_blanks(s);
	if (s->at >= s->text.n || s->text.p[s->at] != c)
		return false;
	s->at++;
	return true;
}

static bool fail(struct json_scan *s)
{
	s->bad = true;
	s->at = s->text.n;
	return false;
}

void json_scan_init(struct json_scan *s, str object)
{
	*s = (struct json_scan){ .text = object };
}

bool json_scan_next(struct json_scan *s)
{
	bool first = s->at == 0;
	size_t from;

	if (s->bad || (first && !sign(s, '{')))
		return fail(s);
	if (sign(s, '}')) {
		skip_blanks(s);
		s->bad = s->at < s->text.n;
		return false;
	}
	if (!first && !sign(s, ','))
		return fail(s);
	skip_blanks(s);
	from = s->at;
	if (from >= s->text.n || s->text.p[from] != '"')
		return fail(s);
	s->at = json_string_end(s->text, from);
	s->key = str_cut(s->text, from + 1, s->at - 1);
	if (!sign(s, ':'))
		return fail(s);
	skip_blanks(s);
	from = s->at;
	s->at = json_value_end(s->text, from);
	s->value = str_cut(s->text, from, s->at);
	if (s->value.n && is_blank(s->value.p[s->value.n - 1]))
		s->value = str_trim(s->value);
	return s->value.n ? true : fail(s);
}

/* ---- values */

static uint32_t hex4(str s, size_t i)
{
	uint32_t x = 0;

	for (size_t end = i + 4; i < end && i < s.n; i++) {
		char c = s.p[i];
		uint32_t digit =
			c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
			: c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
			: c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
					       : 0;

		x = x * 16 + digit;
	}
	return x;
}

/* The letter that \u at i stands for, two of them where it takes both; *i
 * comes to stand behind. */
static uint32_t escaped_rune(str s, size_t *i)
{
	uint32_t high = hex4(s, *i + 2), low;

	*i += 6;
	if (high < 0xD800 || high > 0xDFFF)
		return high;
	low = *i + 6 <= s.n && s.p[*i] == '\\' && s.p[*i + 1] == 'u'
		      ? hex4(s, *i + 2)
		      : 0;
	if (high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
		return 0xFFFD;
	*i += 6;
	return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static char escaped_letter(char c)
{
	static const char names[] = "bfnrt", means[] = "\b\f\n\r\t";
	const char *at = c ? strchr(names, c) : NULL;

	return at ? means[at - names] : c;
}

static str without_escapes(struct arena *a, str s)
{
	/* no escape is shorter than what it stands for */
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n;) {
		if (s.p[i] != '\\' || i + 1 >= s.n) {
			out[n++] = s.p[i++];
		} else if (s.p[i + 1] == 'u') {
			n += utf8_encode(escaped_rune(s, &i), out + n);
		} else {
			out[n++] = escaped_letter(s.p[i + 1]);
			i += 2;
		}
	}
	return (str){ out, n };
}

str json_scan_str(struct arena *a, str value)
{
	str s;

	if (value.n < 2 || value.p[0] != '"' || value.p[value.n - 1] != '"')
		return STR_NONE;
	s = str_cut(value, 1, value.n - 1);
	return memchr(s.p, '\\', s.n) ? without_escapes(a, s) : s;
}

long long json_scan_int(str value)
{
	bool minus = value.n && value.p[0] == '-';
	long long x = 0;

	for (size_t i = minus; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9' || x > 99999999999999)
			return 0;
		x = x * 10 + (value.p[i] - '0');
	}
	return minus ? -x : x;
}
