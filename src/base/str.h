/* str.h - byte strings by value, spans, and the few operations on them.
 *
 * A str borrows its bytes; it is UTF-8 wherever text has passed read/, and
 * need not end in NUL. A span is a half-open byte range [from, to) of a text.
 */
#ifndef KEII_BASE_STR_H
#define KEII_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
	const char *p;
	size_t n;
} str;

typedef struct {
	uint32_t from, to;
} span;

#define STR(literal) ((str){ "" literal, sizeof(literal) - 1 })
#define STR_NONE ((str){ NULL, 0 })
/* printf("%.*s", STR_FMT(s)) */
#define STR_FMT(s) (int)(s).n, (s).p ? (s).p : ""

static inline str str_of(const char *z)
{
	return (str){ z, z ? strlen(z) : 0 };
}

static inline bool str_eq(str a, str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_is(str a, const char *z)
{
	return str_eq(a, str_of(z));
}

static inline bool str_starts(str a, str b)
{
	return a.n >= b.n && (b.n == 0 || memcmp(a.p, b.p, b.n) == 0);
}

/* With one of the words; the list ends with NULL. */
bool str_starts_any(str s, const char *const *list);
bool str_ends_any(str s, const char *const *list);
bool str_has_any(str s, const char *const *list);

/* The same but for small and capital ASCII letters. */
bool str_same(str a, str b);

/* The bytes of z when s begins with it, else 0. Ends at the first that differs:
 * for lists of words of which none or one is there. */
static inline size_t str_past(str s, const char *z)
{
	size_t i = 0;

	while (z[i] && i < s.n && s.p[i] == z[i])
		i++;
	return z[i] ? 0 : i;
}

static inline bool str_ends(str a, str b)
{
	return a.n >= b.n &&
	       (b.n == 0 || memcmp(a.p + a.n - b.n, b.p, b.n) == 0);
}

/* Bytes [from, to) of s; to is cut at the end of s. */
static inline str str_cut(str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (str){ s.p ? s.p + from : NULL, to - from };
}

static inline str str_span(str s, span at)
{
	return str_cut(s, at.from, at.to);
}

static inline bool span_overlaps(span a, span b)
{
	return a.from < b.to && b.from < a.to;
}

static inline bool span_within(span inner, span outer)
{
	return inner.from >= outer.from && inner.to <= outer.to;
}

/* Order by bytes, shorter first; for qsort and bsearch wrappers. */
int str_cmp(str a, str b);
/* Offset of the first needle in s at or after from, or SIZE_MAX. */
size_t str_find(str s, str needle, size_t from);
bool str_has(str s, str needle);
/* Without ASCII blanks and U+3000 on both ends. */
str str_trim(str s);
/* Cuts *rest at the first sep: returns the part before it and moves *rest
 * behind it; at the end *rest becomes STR_NONE (p == NULL). */
str str_token(str *rest, char sep);
/* FNV-1a, 64 bits. */
uint64_t str_hash(str s);
/* Decimal digits only; -1 when s is no number or too large for int32. */
long str_to_long(str s);

#endif
