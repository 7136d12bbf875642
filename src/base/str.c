/* str.c - byte strings by value. */
#include "base/str.h"

int str_cmp(str a, str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

size_t str_find(str s, str needle, size_t from)
{
	size_t last = needle.n - 1;

	if (needle.n == 0)
		return from <= s.n ? from : SIZE_MAX;
	/* by its last byte: the first is the same in all kana, most kanji */
	while (from + needle.n <= s.n) {
		const char *end = memchr(s.p + from + last, needle.p[last],
					 s.n - from - last);

		if (!end)
			return SIZE_MAX;
		from = (size_t)(end - s.p) - last;
		if (memcmp(s.p + from, needle.p, last) == 0)
			return from;
		from++;
	}
	return SIZE_MAX;
}

bool str_has(str s, str needle)
{
	return str_find(s, needle, 0) != SIZE_MAX;
}

static size_t blank_at(str s, size_t i)
{
	if (s.p[i] == ' ' || (s.p[i] >= '\t' && s.p[i] <= '\r'))
		return 1;
	if (i + 3 <= s.n && memcmp(s.p + i, "\xE3\x80\x80", 3) == 0)
		return 3;
	return 0;
}

str str_trim(str s)
{
	size_t n;

	while (s.n && (n = blank_at(s, 0))) {
		s.p += n;
		s.n -= n;
	}
	for (;;) {
		if (s.n && blank_at(s, s.n - 1) == 1)
			s.n--;
		else if (s.n >= 3 && blank_at(s, s.n - 3) == 3)
			s.n -= 3;
		else
			return s;
	}
}

str str_token(str *rest, char sep)
{
	str head = *rest;
	const char *hit = head.n ? memchr(head.p, sep, head.n) : NULL;

	if (!hit) {
		*rest = STR_NONE;
		return head;
	}
	head.n = (size_t)(hit - head.p);
	*rest = str_cut(*rest, head.n + 1, rest->n);
	return head;
}

uint64_t str_hash(str s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return h;
}

long str_to_long(str s)
{
	long v = 0;

	if (s.n == 0)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || v > 200000000)
			return -1;
		v = v * 10 + (s.p[i] - '0');
	}
	return v;
}

bool str_starts_any(str s, const char *const *list)
{
	for (; *list; list++)
		if (str_starts(s, str_of(*list)))
			return true;
	return false;
}

bool str_ends_any(str s, const char *const *list)
{
	for (; *list; list++)
		if (str_ends(s, str_of(*list)))
			return true;
	return false;
}

bool str_has_any(str s, const char *const *list)
{
	for (; *list; list++)
		if (str_has(s, str_of(*list)))
			return true;
	return false;
}

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_same(str a, str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (small(a.p[i]) != small(b.p[i]))
			return false;
	return true;
}
