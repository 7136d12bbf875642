/* piece.h - one document within a source: its bytes, and what its wrappings
 * told of it. Inside read/ only.
 *
 * A source is unwrapped piece by piece: a packed file, a web archive's record,
 * its HTTP answer, a mail's part, a member of a .zip, an item of a feed, down
 * to pages that are read. All share one budget (struct reading). */
#ifndef KEII_READ_PIECE_H
#define KEII_READ_PIECE_H

#include "read/page.h"

struct piece {
	str bytes;
	str name;    /* as people are told: file, file#member, file#address */
	str type;    /* media type, "text/html", or none */
	str charset; /* told by a header, or none */
	struct page_hints hints; /* told around it; story is not used */
	unsigned depth;		 /* of wrappings around it */
};

struct reading {
	struct arena *arena;
	const struct cues *cues;
	struct articles *out;
	struct diags *diags;
	size_t unpacked; /* bytes so far, of LIMIT_INFLATED */
	uint32_t pieces; /* so far, of LIMIT_MEMBERS */
	bool full;	 /* one of the two was reached, and told */
	/* told each page, mail or feed; true: it is read, too. May be NULL */
	bool (*leaf)(void *ctx, const struct piece *p, enum source_kind kind);
	void *ctx;
};

/* Reads a piece and what it holds. Faults are diagnostics. */
void piece_read(struct reading *r, const struct piece *p);
/* The same for a piece within another: counts it and its bytes when they were
 * unpacked. False when the budget is spent. */
bool piece_inside(struct reading *r, const struct piece *around,
		  struct piece *p, size_t unpacked);
/* What is left of the budget, bytes. */
size_t piece_room(const struct reading *r);
void piece_diag(struct reading *r, const struct piece *p, enum diag_code code,
		str detail);
/* "name#part" in the arena. */
str piece_name(struct reading *r, const struct piece *around, str part);

/* kind.c */
enum source_kind kind_of(const struct piece *p);
/* The root element's name of an XML document without prefix, or STR_NONE. */
str xml_root(str bytes);

/* source.c: text or HTML as articles. */
void read_page(struct reading *r, const struct piece *p, enum source_kind kind);
/* source_json.c: lines, an array or one object of annotate input; or a JSON
 * Feed. */
void read_json(struct reading *r, const struct piece *p, enum source_kind kind);
/* Each a file of its name. */
void read_zip(struct reading *r, const struct piece *p);
void read_mail(struct reading *r, const struct piece *p);
void read_feed(struct reading *r, const struct piece *p);
void read_markdown(struct reading *r, const struct piece *p);

/* An item of a feed: HTML (or plain text) and what the feed tells of it. */
struct feed_item {
	struct page_hints hints;
	str html, text; /* of the two the one that is there; or both none */
};
/* feed.c: the item as an article. */
void read_item(struct reading *r, const struct piece *p,
	       const struct feed_item *x);

#endif
