/* packed.c - hash and compression of what is stored. */
#include "store/packed.h"

#include <stdlib.h>

#include <libdeflate.h>
#include <nettle/sha2.h>
#include <zstd.h>

/* Sources from this size on are packed by zstd, which is then both smaller and
 * several times as fast. */
#define LARGE ((size_t)32 << 10)
#define LARGE_LEVEL 4

str packed_sha256(struct arena *a, str bytes)
{
	static const char hex[] = "0123456789abcdef";
	uint8_t sum[SHA256_DIGEST_SIZE];
	char *out = arena_alloc(a, 2 * sizeof(sum) + 1);
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, bytes.n, (const uint8_t *)bytes.p);
	sha256_digest(&ctx, sizeof(sum), sum);
	for (size_t i = 0; i < sizeof(sum); i++) {
		out[2 * i] = hex[sum[i] >> 4];
		out[2 * i + 1] = hex[sum[i] & 15];
	}
	return (str){ out, 2 * sizeof(sum) };
}

str packed_deflate(struct arena *a, str bytes, int level)
{
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(level);
	size_t bound, n;
	char *out;

	kassert(c);
	bound = libdeflate_zlib_compress_bound(c, bytes.n);
	out = arena_alloc(a, bound);
	n = libdeflate_zlib_compress(c, bytes.p, bytes.n, out, bound);
	libdeflate_free_compressor(c);
	kassert(n > 0);
	return (str){ out, n };
}

static str packed_zstd(struct arena *a, str bytes)
{
	size_t bound = ZSTD_compressBound(bytes.n), n;
	char *out = xmalloc(bound);
	str packed;

	n = ZSTD_compress(out, bound, bytes.p, bytes.n, LARGE_LEVEL);
	kassert(!ZSTD_isError(n));
	packed = arena_str(a, (str){ out, n });
	free(out);
	return packed;
}

str source_packed(struct arena *a, str bytes)
{
	return bytes.n < LARGE ? packed_deflate(a, bytes, 7)
			       : packed_zstd(a, bytes);
}

static bool inflate_into(char *p, size_t size, str packed)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	enum libdeflate_result r;

	kassert(d);
	r = libdeflate_zlib_decompress(d, packed.p, packed.n, p, size, NULL);
	libdeflate_free_decompressor(d);
	return r == LIBDEFLATE_SUCCESS;
}

bool packed_is_zstd(str packed)
{
	return str_starts(packed, STR("\x28\xB5\x2F\xFD"));
}

bool packed_inflate(struct arena *a, str packed, size_t size, str *out)
{
	char *p = arena_alloc(a, size + 1);

	*out = (str){ p, size };
	if (packed_is_zstd(packed))
		return ZSTD_decompress(p, size, packed.p, packed.n) == size;
	return inflate_into(p, size, packed);
}
