/* buf.c - bytes that grow, with a ceiling. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"

void buf_init(struct buf *b, size_t ceiling)
{
	*b = (struct buf){ .ceiling = ceiling };
}

void buf_release(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ .ceiling = b->ceiling };
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	b->failed = false;
}

bool buf_failed(const struct buf *b)
{
	return b->failed;
}

/* Room for n more bytes and a NUL; false past the ceiling. */
static bool room(struct buf *b, size_t n)
{
	size_t cap = b->cap ? b->cap : 256;

	if (n > b->ceiling || b->n > b->ceiling - n) {
		b->failed = true;
		return false;
	}
	if (b->n + n + 1 <= b->cap)
		return true;
	while (cap < b->n + n + 1)
		cap *= 2;
	b->p = xrealloc(b->p, cap);
	b->cap = cap;
	return true;
}

char *buf_room(struct buf *b, size_t n)
{
	return room(b, n) ? b->p + b->n : NULL;
}

void buf_add(struct buf *b, str s)
{
	if (s.n == 0 || !room(b, s.n))
		return;
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

void buf_byte(struct buf *b, char c)
{
	if (b->n + 1 >= b->cap || b->n >= b->ceiling) {
		if (!room(b, 1))
			return;
	}
	b->p[b->n++] = c;
}

void buf_z(struct buf *b, const char *z)
{
	buf_add(b, str_of(z));
}

void buf_int(struct buf *b, long long value, int digits)
{
	char out[32];
	size_t at = sizeof(out);
	unsigned long long left = (unsigned long long)value;

	kassert(digits <= 20);
	if (value < 0) {
		left = 0 - left;
		digits--; /* the sign counts */
	}
	do {
		out[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left || sizeof(out) - at < (size_t)(digits > 0 ? digits : 0));
	if (value < 0)
		out[--at] = '-';
	buf_add(b, (str){ out + at, sizeof(out) - at });
}

void buf_varint(struct buf *b, uint64_t x)
{
	for (; x >= 0x80; x >>= 7)
		buf_byte(b, (char)(unsigned char)(x | 0x80));
	buf_byte(b, (char)(unsigned char)x);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	kassert(n >= 0);
	if (!room(b, (size_t)n))
		return;
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void buf_rune(struct buf *b, uint32_t cp)
{
	char bytes[4];

	buf_add(b, (str){ bytes, utf8_encode(cp, bytes) });
}

void buf_truncate(struct buf *b, size_t n)
{
	if (n < b->n)
		b->n = n;
}

str buf_str(const struct buf *b)
{
	return (str){ b->p ? b->p : "", b->n };
}

const char *buf_cstr(struct buf *b)
{
	if (!b->p)
		return "";
	b->p[b->n] = '\0';
	return b->p;
}
