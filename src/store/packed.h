/* packed.h - hash and compression of what is stored.
 *
 * SHA-256 (FIPS 180-4) by nettle, zlib streams (RFC 1950) by libdeflate,
 * Zstandard frames (RFC 8878) by libzstd: large sources. The first bytes tell
 * which. */
#ifndef KEII_STORE_PACKED_H
#define KEII_STORE_PACKED_H

#include "base/arena.h"

/* 64 hex letters, in a. */
str packed_sha256(struct arena *a, str bytes);
/* A zlib stream in a. level 1 (fast) to 12 (small). */
str packed_deflate(struct arena *a, str bytes, int level);
/* As the store keeps a source: small, for it is packed once and kept for ever.
 */
str source_packed(struct arena *a, str bytes);
/* Which of both forms a source has. */
bool packed_is_zstd(str packed);
/* The size bytes that were packed, in a; false when the stream is damaged or
 * holds another number of bytes. */
bool packed_inflate(struct arena *a, str packed, size_t size, str *out);

#endif
