/* out.h - where views write: bytes that are handed on in pieces.
 *
 * A view appends; the sink gets what has gathered, so that memory does not
 * grow with what is written. The first failure of the sink sticks; ask once,
 * with out_done. Text columns are cells of a terminal: East Asian wide
 * letters take two (UAX #11), marks that combine none. */
#ifndef KEII_SHOW_OUT_H
#define KEII_SHOW_OUT_H

#include "base/buf.h"
#include "base/err.h"

/* 0, or -1 with e set. */
typedef int sink_fn(void *ctx, str bytes, struct err *e);

enum paint {
	PAINT_NONE,
	PAINT_STRONG, /* titles */
	PAINT_WORDS,  /* the words of a source that are meant */
	PAINT_WEAK,   /* what stands around */
	PAINT_OFF,    /* cancelled, denied */
	PAINT_OPEN,   /* planned, postponed */
	PAINT_COUNT
};

struct out {
	struct buf buf;
	sink_fn *sink;
	void *ctx;
	struct err err;
	bool color; /* escapes of a terminal; else out_paint writes nothing */
	uint32_t width; /* cells of a line; 0: no line is cut */
};

void out_init(struct out *o, sink_fn *sink, void *ctx);
/* Hands on the rest and releases the buffer. -1 when anything failed. */
int out_done(struct out *o, struct err *e);

void out_str(struct out *o, str s);
void out_z(struct out *o, const char *z);
void out_printf(struct out *o, const char *fmt, ...) CC_PRINTF(2, 3);
/* From here on; PAINT_NONE ends it. */
void out_paint(struct out *o, enum paint how);
/* s so painted. */
void out_painted(struct out *o, enum paint how, str s);
/* s on one line: blanks and line ends are one blank, controls are left out;
 * cut with "…" to cells (0: whole). Returns the cells written. */
uint32_t out_line(struct out *o, str s, uint32_t cells);
/* s with its blanks as they are, controls left out. */
void out_line_whole(struct out *o, str s);
/* s, then blanks up to cells; a longer s is written whole. */
void out_pad(struct out *o, str s, uint32_t cells);
/* s broken at blanks (Latin) or between letters (Japanese) into lines of
 * o->width, the second and later ones indented. at: cells used already. Returns
 * the cells used of the last line. */
uint32_t out_wrap(struct out *o, str s, uint32_t at, uint32_t indent);

/* The same, with the bytes of s in n spans painted, which are in order and
 * don't overlap. */
uint32_t out_wrap_painted(struct out *o, str s, const span *words, uint32_t n,
			  enum paint how, uint32_t at, uint32_t indent);

/* Cells of a letter and of a text. */
uint32_t rune_cells(uint32_t cp);
uint32_t str_cells(str s);

#endif
