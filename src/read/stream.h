/* stream.h - bytes of a file or of memory, unpacked as they are asked for.
 * Inside read/, and for cli/ to read files larger than memory should hold.
 *
 * gzip (one member or thousands), zlib, bare deflate, Zstandard (also with the
 * dictionary in front that .warc.zst has), Brotli. What comes before a damage
 * is given; then the stream ends and stream_damaged() tells. */
#ifndef KEII_READ_STREAM_H
#define KEII_READ_STREAM_H

#include "base/buf.h"
#include "base/err.h"

enum packing {
	PACKED_NOT,
	PACKED_GZIP,
	PACKED_ZLIB,
	PACKED_DEFLATE,
	PACKED_ZSTD,
	PACKED_BROTLI,
};

struct stream;

/* By the bytes' start; Brotli has no mark. */
enum packing packing_by_mark(str start);
/* By a name of HTTP's Content-Encoding; PACKED_NOT when unknown. */
enum packing packing_by_name(str name);

/* Bytes are lent for the stream's life. */
struct stream *stream_of_bytes(str bytes, enum packing packing);
/* Reads fd from where it stands, behind what was read before (copied); does not
 * close it. */
struct stream *stream_of_file(str before, int fd, enum packing packing);
void stream_free(struct stream **s);
/* The next raw bytes, at least n where the file has them; nothing is taken. */
str stream_peek(struct stream *s, size_t n);
/* What follows is packed so. */
void stream_unpack(struct stream *s, enum packing packing);
/* Appends some more unpacked bytes to out. 1: there may be more; 0: the end;
 * -1: the file can't be read, e is set. Past out's ceiling: out fails and the
 * stream ends. */
int stream_pull(struct stream *s, struct buf *out, struct err *e);
bool stream_damaged(const struct stream *s);

/* All of the bytes unpacked into out; false when damaged (what came before is
 * in out). Ask buf_failed() for the ceiling. */
bool unpack_all(str bytes, enum packing packing, struct buf *out);

#endif
