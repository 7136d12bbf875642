/* packed.c - hash and compression of what is stored. */
#include "store/packed.h"

#include <libdeflate.h>
#include <nettle/sha2.h>

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

str source_packed(struct arena *a, str bytes)
{
	return packed_deflate(a, bytes, 7);
}

str mentions_packed(struct arena *a, str brief)
{
	return packed_deflate(a, brief, 6);
}

bool packed_inflate(struct arena *a, str packed, size_t size, str *out)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	char *p = arena_alloc(a, size + 1);
	enum libdeflate_result r;

	kassert(d);
	r = libdeflate_zlib_decompress(d, packed.p, packed.n, p, size, NULL);
	libdeflate_free_decompressor(d);
	*out = (str){ p, size };
	return r == LIBDEFLATE_SUCCESS;
}
