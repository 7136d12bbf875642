/* warc.c - a web archive, plain or packed, record after record. */
#include "read/warc.h"
#include "fuzz.h"

void fuzz_one(struct arena *a, str in)
{
	static const enum packing packings[] = { PACKED_NOT, PACKED_GZIP,
						 PACKED_ZSTD };
	unsigned i = fuzz_choice(&in, COUNT(packings));
	struct stream *s = stream_of_bytes(in, packings[i]);
	struct warc_record x;
	struct err e = ERR_INIT;
	struct warc w;

	warc_open(&w, s);
	while (warc_next(&w, a, &x, &e) > 0) {
		kassert(x.block.n <= x.whole.n);
		fields_of(&x.fields, "WARC-Target-URI");
	}
	warc_close(&w);
	stream_free(&s);
}
