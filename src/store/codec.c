/* codec.c - see codec.h. */
#include "store/codec.h"

#include <stdlib.h>
#include <zdict.h>
#include <zstd.h>

#include "base/vec.h"

/* Of the levels of zstd. An item is written when it changes; articles are read
 * and written by the thousand: 4 takes half the time of 5, and they grow by a
 * twentieth. */
#define ARTICLE_LEVEL 4
#define ITEM_LEVEL 6
#define LARGE_LEVEL 3
#define MAGIC ((size_t)4)
#define TABLES ((size_t)4 << 10) /* at most, in a dictionary */

struct entry {
	uint32_t number; /* 0: nothing was learned of so few */
	str kind;
	str bytes;
	int64_t learned;
	bool retired;
	ZSTD_CDict *pack; /* made when asked for */
	ZSTD_DDict *unpack;
};

struct codec {
	struct arena *arena;
	struct codec_hand *hand;
	ZSTD_DCtx *unpack;
	VEC_OF(struct entry);
};

struct codec_hand *codec_hand_new(void)
{
	ZSTD_CCtx *x = ZSTD_createCCtx();

	kassert(x);
	ZSTD_CCtx_setParameter(x, ZSTD_c_checksumFlag, 1);
	ZSTD_CCtx_setParameter(x, ZSTD_c_compressionLevel, ITEM_LEVEL);
	return (struct codec_hand *)x;
}

void codec_hand_free(struct codec_hand **h)
{
	ZSTD_freeCCtx((ZSTD_CCtx *)*h);
	*h = NULL;
}

struct codec *codec_new(void)
{
	struct codec *c = xmalloc(sizeof(*c));

	*c = (struct codec){ .arena = arena_new(),
			     .hand = codec_hand_new(),
			     .unpack = ZSTD_createDCtx() };
	kassert(c->unpack);
	return c;
}

void codec_forget(struct codec *c)
{
	for (uint32_t i = 0; i < c->n; i++) {
		ZSTD_freeCDict(c->v[i].pack);
		ZSTD_freeDDict(c->v[i].unpack);
	}
	c->v = NULL;
	c->n = c->cap = 0;
	arena_reset(c->arena);
}

void codec_free(struct codec **at)
{
	struct codec *c = *at;

	*at = NULL;
	if (!c)
		return;
	codec_forget(c);
	codec_hand_free(&c->hand);
	ZSTD_freeDCtx(c->unpack);
	arena_free(&c->arena);
	free(c);
}

uint32_t codec_number(str dictionary)
{
	return ZDICT_getDictID(dictionary.p, dictionary.n);
}

/* With the bytes that all begin with. */
static str whole_frame(struct arena *a, str packed)
{
	static const char magic[MAGIC] = "\x28\xb5\x2f\xfd";
	char *p = arena_alloc(a, MAGIC + packed.n);

	memcpy(p, magic, MAGIC);
	if (packed.n)
		memcpy(p + MAGIC, packed.p, packed.n);
	return (str){ p, MAGIC + packed.n };
}

/* RFC 8878, 3.1.1.1: in a byte, two, or four behind the descriptor. */
uint32_t codec_needs(str packed)
{
	static const unsigned sizes[] = { 0, 1, 2, 4 };
	unsigned descriptor = packed.n ? (unsigned char)packed.p[0] : 0;
	unsigned n = sizes[descriptor & 3];
	size_t at = descriptor & 0x20 ? 1 : 2;
	uint32_t number = 0;

	for (unsigned i = 0; i < n && at + i < packed.n; i++)
		number |= (uint32_t)(unsigned char)packed.p[at + i] << 8 * i;
	return number;
}

static const struct entry *by_number(const struct codec *c, uint32_t number)
{
	for (uint32_t i = 0; i < c->n; i++)
		if (c->v[i].number == number)
			return &c->v[i];
	return NULL;
}

/* The one that most were there for. */
static struct entry *by_kind(const struct codec *c, str kind)
{
	struct entry *best = NULL;

	for (uint32_t i = 0; i < c->n; i++) {
		struct entry *x = &c->v[i];

		if (!x->retired && str_eq(x->kind, kind) &&
		    (!best || x->learned > best->learned))
			best = x;
	}
	return best;
}

void codec_add(struct codec *c, str kind, str dictionary, int64_t learned,
	       bool retired)
{
	uint32_t number = codec_number(dictionary);
	struct entry *x;

	if (number && by_number(c, number))
		return;
	x = vec_add(c->arena, c);
	*x = (struct entry){
		.number = number,
		.kind = arena_str(c->arena, kind),
		.bytes = arena_str(c->arena, dictionary),
		.learned = learned,
		.retired = retired,
	};
	if (number) /* NULL: it is damaged, and so are its frames */
		x->unpack = ZSTD_createDDict(x->bytes.p, x->bytes.n);
}

void codec_retire(struct codec *c)
{
	for (uint32_t i = 0; i < c->n; i++)
		c->v[i].retired = true;
}

int64_t codec_learned(const struct codec *c, str kind)
{
	const struct entry *x = by_kind(c, kind);

	return x ? x->learned : 0;
}

bool codec_knows(const struct codec *c, uint32_t dictionary)
{
	return by_number(c, dictionary) != NULL;
}

/* As many of the samples as there is room for, from all of them alike. */
static str content_of(struct arena *a, str samples, const size_t *sizes,
		      uint32_t n, size_t size)
{
	size_t step = samples.n / size + 1, at = 0, used = 0;
	char *out = arena_alloc(a, samples.n);

	for (uint32_t i = 0; i < n; i++) {
		if (i % step == step - 1) {
			memcpy(out + used, samples.p + at, sizes[i]);
			used += sizes[i];
		}
		at += sizes[i];
	}
	return (str){ out, used < size ? used : size };
}

static int level_of(str kind)
{
	bool article = str_eq(kind, KIND_TEXT) || str_eq(kind, KIND_FOUND);

	return article ? ARTICLE_LEVEL : ITEM_LEVEL;
}

/* Samples as they are, with tables of what is frequent in all when packed as
 * the kind will be. To choose pieces of them (ZDICT_trainFromBuffer) gains a
 * tenth at most and takes ten times as long. */
str codec_learn(struct arena *a, str kind, uint32_t number, str samples,
		const size_t *sizes, uint32_t n, size_t size)
{
	str content = content_of(a, samples, sizes, n, size);
	size_t room = content.n + TABLES, got;
	char *out = arena_alloc(a, room);

	got = ZDICT_finalizeDictionary(
		out, room, content.p, content.n, samples.p, sizes, n,
		(ZDICT_params_t){ .compressionLevel = level_of(kind),
				  .dictID = number });
	return ZDICT_isError(got) ? STR_NONE : (str){ out, got };
}

/* ---- packing */

/* zstd's own types, by names of ours. */
static const ZSTD_CDict *cdict(const struct codec_by *by)
{
	return (const ZSTD_CDict *)by;
}

const struct codec_by *codec_by(struct codec *c, str kind)
{
	struct entry *x = by_kind(c, kind);

	if (x && x->unpack && !x->pack)
		x->pack = ZSTD_createCDict(x->bytes.p, x->bytes.n,
					   level_of(kind));
	return x ? (const struct codec_by *)x->pack : NULL;
}

str codec_pack_by(struct codec_hand *h, struct arena *a,
		  const struct codec_by *by, str bytes)
{
	size_t bound = ZSTD_compressBound(bytes.n), n;
	char *out = arena_alloc(a, bound);

	n = ZSTD_CCtx_refCDict((ZSTD_CCtx *)h, cdict(by));
	if (!ZSTD_isError(n))
		n = ZSTD_compress2((ZSTD_CCtx *)h, out, bound, bytes.p,
				   bytes.n);
	kassert(!ZSTD_isError(n));
	return (str){ out + MAGIC, n - MAGIC };
}

str codec_pack(struct codec *c, struct arena *a, str kind, str bytes)
{
	return codec_pack_by(c->hand, a, codec_by(c, kind), bytes);
}

str codec_pack_large(struct codec *c, struct arena *a, str bytes)
{
	ZSTD_CCtx *x = (ZSTD_CCtx *)c->hand;
	str out;

	ZSTD_CCtx_setParameter(x, ZSTD_c_compressionLevel, LARGE_LEVEL);
	out = codec_pack_by(c->hand, a, NULL, bytes);
	ZSTD_CCtx_setParameter(x, ZSTD_c_compressionLevel, ITEM_LEVEL);
	return out;
}

bool codec_unpack(struct codec *c, struct arena *a, str packed, size_t most,
		  str *out)
{
	str frame = whole_frame(a, packed);
	unsigned long long size = ZSTD_getFrameContentSize(frame.p, frame.n);
	uint32_t number = codec_needs(packed);
	const struct entry *x = number ? by_number(c, number) : NULL;
	char *bytes;
	size_t n;

	*out = STR_NONE;
	/* Both errors are more, too. A block has three bytes or more and
	 * unpacks to so much at most: a damaged size asks for no memory. */
	if (size > most || size > frame.n * ZSTD_BLOCKSIZE_MAX ||
	    (number && (!x || !x->unpack)))
		return false;
	bytes = arena_alloc(a, (size_t)size + 1);
	n = x ? ZSTD_decompress_usingDDict(c->unpack, bytes, (size_t)size,
					   frame.p, frame.n, x->unpack)
	      : ZSTD_decompressDCtx(c->unpack, bytes, (size_t)size, frame.p,
				    frame.n);
	if (n != (size_t)size)
		return false;
	*out = (str){ bytes, n };
	return true;
}
