/* stream.c - bytes of a file or of memory, unpacked as they are asked for. */
#include "read/stream.h"

#include <brotli/decode.h>
#include <errno.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/arena.h"
#include "base/limits.h"

#define STEP ((size_t)256 << 10)      /* unpacked at once */
#define WINDOW ((size_t)1 << 20)      /* of a file, read at once */
#define MEMBER_MAX ((size_t)16 << 20) /* unpacked as a whole */
#define WINDOW_LOG_MAX 27	      /* of Zstandard: 128 MB */

struct stream {
	int fd;	    /* -1: memory */
	int failed; /* errno of reading */
	str bytes;  /* memory: all; file: of in */
	size_t at;
	struct buf in;
	bool ended; /* the file has no more */
	bool begun, done, damaged;
	enum packing packing;
	size_t guess; /* of the next member's size */
	struct libdeflate_decompressor *fast;
	z_stream slow;
	bool slowly; /* within a member read by zlib */
	ZSTD_DCtx *zstd;
	BrotliDecoderState *brotli;
};

enum packing packing_by_mark(str s)
{
	if (str_starts(s, STR("\x1F\x8B\x08")))
		return PACKED_GZIP;
	if (str_starts(s, STR("\x28\xB5\x2F\xFD")) ||
	    str_starts(s, STR("\x5D\x2A\x4D\x18")))
		return PACKED_ZSTD;
	return PACKED_NOT;
}

enum packing packing_by_name(str name)
{
	if (str_is(name, "gzip") || str_is(name, "x-gzip"))
		return PACKED_GZIP;
	if (str_is(name, "deflate"))
		return PACKED_ZLIB;
	if (str_is(name, "zstd"))
		return PACKED_ZSTD;
	return str_is(name, "br") ? PACKED_BROTLI : PACKED_NOT;
}

static struct stream *stream_new(int fd, str bytes, enum packing packing)
{
	struct stream *s = xmalloc(sizeof(*s));

	*s = (struct stream){ .fd = fd,
			      .bytes = bytes,
			      .packing = packing,
			      .ended = fd < 0,
			      .guess = STEP };
	buf_init(&s->in, LIMIT_SOURCE * 2);
	return s;
}

struct stream *stream_of_bytes(str bytes, enum packing packing)
{
	return stream_new(-1, bytes, packing);
}

struct stream *stream_of_file(str before, int fd, enum packing packing)
{
	struct stream *s = stream_new(fd, STR_NONE, packing);

	buf_add(&s->in, before);
	s->bytes = buf_str(&s->in);
	return s;
}

void stream_free(struct stream **s)
{
	struct stream *x = *s;

	if (!x)
		return;
	buf_release(&x->in);
	libdeflate_free_decompressor(x->fast);
	if (x->slowly)
		inflateEnd(&x->slow);
	ZSTD_freeDCtx(x->zstd);
	if (x->brotli)
		BrotliDecoderDestroyInstance(x->brotli);
	free(x);
	*s = NULL;
}

bool stream_damaged(const struct stream *s)
{
	return s->damaged;
}

static str rest(const struct stream *s)
{
	return str_cut(s->bytes, s->at, s->bytes.n);
}

/* At least n raw bytes behind `at`, where the file has them. */
static void fill(struct stream *s, size_t n)
{
	if (s->ended || s->bytes.n - s->at >= n)
		return;
	if (s->at) {
		memmove(s->in.p, s->in.p + s->at, s->in.n - s->at);
		buf_truncate(&s->in, s->in.n - s->at);
		s->at = 0;
	}
	if (n < WINDOW)
		n = WINDOW;
	while (!s->ended && s->in.n < n) {
		char *room = buf_room(&s->in, WINDOW);
		ssize_t got = room ? read(s->fd, room, WINDOW) : 0;

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			s->failed = got < 0 ? errno : 0;
			s->ended = true;
			break;
		}
		s->in.n += (size_t)got;
	}
	s->bytes = buf_str(&s->in);
}

str stream_peek(struct stream *s, size_t n)
{
	fill(s, n);
	return rest(s);
}

void stream_unpack(struct stream *s, enum packing packing)
{
	s->packing = packing;
}

static void end(struct stream *s, bool damaged)
{
	s->done = true;
	s->damaged = damaged;
}

static void pull_plain(struct stream *s, struct buf *out)
{
	str more;

	fill(s, STEP);
	more = str_cut(rest(s), 0, STEP);
	buf_add(out, more);
	s->at += more.n;
	if (!more.n)
		end(s, false);
}

/* ---- deflate in its three wrappings */

static int window_bits(enum packing p)
{
	return p == PACKED_GZIP ? 15 + 16 : p == PACKED_ZLIB ? 15 : -15;
}

/* One step of zlib: for members that are large or damaged. */
static void pull_slow(struct stream *s, struct buf *out)
{
	char *room = buf_room(out, STEP);
	str in;
	int r;

	if (!room)
		return;
	fill(s, STEP);
	in = str_cut(rest(s), 0, UINT32_MAX);
	s->slow.next_in = (Bytef *)(uintptr_t)in.p;
	s->slow.avail_in = (uInt)in.n;
	s->slow.next_out = (Bytef *)room;
	s->slow.avail_out = (uInt)STEP;
	r = inflate(&s->slow, Z_NO_FLUSH);
	s->at += in.n - s->slow.avail_in;
	out->n += STEP - s->slow.avail_out;
	if (r == Z_OK)
		return;
	inflateEnd(&s->slow);
	s->slowly = false;
	if (r != Z_STREAM_END)
		end(s, true);
	else if (s->packing != PACKED_GZIP)
		end(s, false);
}

static void begin_slow(struct stream *s, struct buf *out)
{
	s->slow = (z_stream){ 0 };
	kassert(inflateInit2(&s->slow, window_bits(s->packing)) == Z_OK);
	s->slowly = true;
	pull_slow(s, out);
}

static enum libdeflate_result try_fast(struct stream *s, char *room,
				       size_t size, size_t *took, size_t *gave)
{
	str in = rest(s);

	if (s->packing == PACKED_GZIP)
		return libdeflate_gzip_decompress_ex(s->fast, in.p, in.n, room,
						     size, took, gave);
	if (s->packing == PACKED_ZLIB)
		return libdeflate_zlib_decompress_ex(s->fast, in.p, in.n, room,
						     size, took, gave);
	return libdeflate_deflate_decompress_ex(s->fast, in.p, in.n, room, size,
						took, gave);
}

/* A whole member at once, about twice as fast as zlib; false: not this one. */
static bool pull_fast(struct stream *s, struct buf *out)
{
	size_t want = WINDOW;

	if (!s->fast)
		s->fast = libdeflate_alloc_decompressor();
	kassert(s->fast);
	fill(s, want);
	while (s->guess <= MEMBER_MAX && s->guess <= out->ceiling - out->n) {
		char *room = buf_room(out, s->guess);
		size_t took, gave;
		enum libdeflate_result r;

		if (!room)
			return true;
		r = try_fast(s, room, s->guess, &took, &gave);
		if (r == LIBDEFLATE_SUCCESS) {
			out->n += gave;
			s->at += took;
			if (s->packing != PACKED_GZIP)
				end(s, false);
			return true;
		}
		if (r == LIBDEFLATE_INSUFFICIENT_SPACE) {
			s->guess *= 4;
		} else if (s->ended || want >= MEMBER_MAX) {
			break;
		} else {
			want *= 4; /* perhaps it goes on behind the window */
			fill(s, want);
		}
	}
	s->guess = STEP;
	return false;
}

/* Padding of zeros behind the last member is no damage. */
static bool at_end(struct stream *s)
{
	str x;

	fill(s, 18);
	x = rest(s);
	while (x.n && x.p[0] == 0)
		x = str_cut(x, 1, x.n);
	if (!x.n && s->ended) {
		end(s, false);
		return true;
	}
	if (s->packing == PACKED_GZIP && s->begun &&
	    !str_starts(x, STR("\x1F\x8B"))) {
		end(s, true);
		return true;
	}
	return false;
}

static void pull_deflate(struct stream *s, struct buf *out)
{
	if (s->slowly) {
		pull_slow(s, out);
		return;
	}
	if (at_end(s))
		return;
	/* "deflate" of HTTP is sent with and without zlib's frame */
	if (s->packing == PACKED_ZLIB && !s->begun && rest(s).n > 1 &&
	    ((rest(s).p[0] & 15) != 8 || (((unsigned char)rest(s).p[0] << 8) +
					  (unsigned char)rest(s).p[1]) %
						 31))
		s->packing = PACKED_DEFLATE;
	s->begun = true;
	if (!pull_fast(s, out))
		begin_slow(s, out);
}

/* ---- Zstandard and Brotli */

static uint32_t little(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 |
	       (uint32_t)u[3] << 24;
}

/* The dictionary in a skippable frame in front, as .warc.zst has it; it may be
 * packed itself. */
static void take_dictionary(struct stream *s)
{
	struct buf dict;
	uint32_t n;

	fill(s, 8);
	if (!str_starts(rest(s), STR("\x5D\x2A\x4D\x18")) || rest(s).n < 8)
		return;
	n = little(rest(s).p + 4);
	if (n > LIMIT_SOURCE / 4)
		return;
	fill(s, n + 8);
	if (rest(s).n < n + 8)
		return;
	buf_init(&dict, LIMIT_SOURCE / 4);
	{
		str given = str_cut(rest(s), 8, n + 8);

		if (packing_by_mark(given) == PACKED_ZSTD)
			unpack_all(given, PACKED_ZSTD, &dict);
		else
			buf_add(&dict, given);
	}
	ZSTD_DCtx_loadDictionary(s->zstd, dict.p, dict.n);
	buf_release(&dict);
	s->at += n + 8;
}

static void pull_zstd(struct stream *s, struct buf *out)
{
	char *room = buf_room(out, STEP);
	ZSTD_outBuffer to = { room, STEP, 0 };
	ZSTD_inBuffer from;
	size_t r;

	if (!room)
		return;
	if (!s->zstd) {
		s->zstd = ZSTD_createDCtx();
		kassert(s->zstd);
		ZSTD_DCtx_setParameter(s->zstd, ZSTD_d_windowLogMax,
				       WINDOW_LOG_MAX);
		take_dictionary(s);
	}
	fill(s, STEP);
	from = (ZSTD_inBuffer){ rest(s).p, rest(s).n, 0 };
	r = ZSTD_decompressStream(s->zstd, &to, &from);
	s->at += from.pos;
	out->n += to.pos;
	if (ZSTD_isError(r))
		end(s, true);
	else if (!rest(s).n && s->ended && to.pos < STEP)
		end(s, r != 0);
}

static void pull_brotli(struct stream *s, struct buf *out)
{
	uint8_t *room = (uint8_t *)buf_room(out, STEP);
	BrotliDecoderResult r;
	const uint8_t *in;
	size_t left, free_n = STEP, had;

	if (!room)
		return;
	if (!s->brotli)
		s->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	kassert(s->brotli);
	fill(s, STEP);
	in = (const uint8_t *)rest(s).p;
	had = left = rest(s).n;
	r = BrotliDecoderDecompressStream(s->brotli, &left, &in, &free_n, &room,
					  NULL);
	s->at += had - left;
	out->n += STEP - free_n;
	if (r == BROTLI_DECODER_RESULT_SUCCESS)
		end(s, false);
	else if (r == BROTLI_DECODER_RESULT_ERROR ||
		 (r == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT && s->ended &&
		  !rest(s).n))
		end(s, true);
}

int stream_pull(struct stream *s, struct buf *out, struct err *e)
{
	if (s->done)
		return 0;
	switch (s->packing) {
	case PACKED_NOT:
		pull_plain(s, out);
		break;
	case PACKED_GZIP:
	case PACKED_ZLIB:
	case PACKED_DEFLATE:
		pull_deflate(s, out);
		break;
	case PACKED_ZSTD:
		pull_zstd(s, out);
		break;
	case PACKED_BROTLI:
		pull_brotli(s, out);
		break;
	}
	if (s->failed) {
		errno = s->failed;
		return err_errno(e, "reading");
	}
	if (buf_failed(out))
		s->done = true;
	return s->done ? 0 : 1;
}

bool unpack_all(str bytes, enum packing packing, struct buf *out)
{
	struct stream *s = stream_of_bytes(bytes, packing);
	struct err e = ERR_INIT;
	bool damaged;

	while (stream_pull(s, out, &e) > 0)
		;
	damaged = s->damaged;
	stream_free(&s);
	return !damaged;
}
