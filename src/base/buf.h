/* buf.h - bytes that grow, with a ceiling and a sticky error.
 *
 * Append freely, ask once at the end with buf_failed(): what would pass the
 * ceiling is not appended and marks the buffer as failed. */
#ifndef KEII_BASE_BUF_H
#define KEII_BASE_BUF_H

#include "base/cc.h"
#include "base/str.h"

struct buf {
	char *p;
	size_t n, cap, ceiling;
	bool failed;
};

/* Allocates nothing. ceiling in bytes. */
void buf_init(struct buf *b, size_t ceiling);
void buf_release(struct buf *b);
/* Empty again; memory is kept. */
void buf_clear(struct buf *b);
bool buf_failed(const struct buf *b);

void buf_add(struct buf *b, str s);
/* Room for n bytes behind the last, for others to fill; who fills adds to n.
 * NULL past the ceiling. */
char *buf_room(struct buf *b, size_t n);
void buf_byte(struct buf *b, char c);
void buf_z(struct buf *b, const char *z);
/* The number with at least so many digits, as %0*lld writes it: numbers are
 * the greater part of what is written of a mention. */
void buf_int(struct buf *b, long long value, int digits);
/* Seven bits a byte, the lowest first; all but the last have the eighth. */
void buf_varint(struct buf *b, uint64_t x);
void buf_printf(struct buf *b, const char *fmt, ...) CC_PRINTF(2, 3);
/* One code point as UTF-8. */
void buf_rune(struct buf *b, uint32_t cp);
/* Cuts back to n bytes. */
void buf_truncate(struct buf *b, size_t n);
/* Lends the bytes; valid until the next append. */
str buf_str(const struct buf *b);
/* NUL-terminated view of the bytes; valid until the next append. */
const char *buf_cstr(struct buf *b);

#endif
