/* unpack.c - packed bytes of every kind, within a ceiling. */
#include "fuzz.h"
#include "read/stream.h"

void fuzz_one(struct arena *a, str in)
{
	static const enum packing packings[] = {
		PACKED_GZIP, PACKED_ZLIB,   PACKED_DEFLATE,
		PACKED_ZSTD, PACKED_BROTLI,
	};
	enum packing packing = packings[fuzz_choice(&in, COUNT(packings))];
	struct buf out;

	(void)a;
	buf_init(&out, 1 << 20);
	unpack_all(in, packing, &out);
	kassert(out.n <= 1 << 20);
	buf_release(&out);
}
