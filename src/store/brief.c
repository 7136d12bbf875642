/* brief.c - see brief.h. How many hashes, the hashes, then mention_pack.h. */
#include "store/brief.h"

#include "extract/mention_pack.h"

void brief_write(const struct doc *d, const struct mentions *m, struct buf *out)
{
	uint32_t sketch[TEXT_SKETCH], n = text_sketch(d->text, sketch);

	buf_byte(out, (char)n);
	buf_add(out, (str){ (const char *)sketch, n * sizeof(*sketch) });
	mentions_pack(d, m, out);
}

int brief_read(struct arena *often, struct arena *a, struct interned *shared,
	       str bytes, str text, struct merge_article *x, struct err *e)
{
	struct mentions *m = arena_one(often, struct mentions);
	uint32_t n = bytes.n ? (unsigned char)bytes.p[0] : 0, *sketch;
	size_t size = n * sizeof(*sketch);
	struct doc *doc;

	if (n > TEXT_SKETCH || bytes.n < 1 + size)
		return err_set(e, ERR_INPUT, "the sketch is damaged");
	sketch = arena_many(a, uint32_t, n + 1);
	memcpy(sketch, bytes.p + 1, size);
	if (mentions_unpack(often, a, shared, str_cut(bytes, 1 + size, bytes.n),
			    text, &doc, m, e) < 0)
		return -1;
	x->doc = doc;
	x->m = m;
	x->sketch = sketch;
	x->n_sketch = n;
	return 0;
}
