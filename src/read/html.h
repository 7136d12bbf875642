/* html.h - HTML bytes as a flat tree with byte spans. Inside read/ only.
 *
 * One lenient pass: every input gives a tree, like a browser's for what pages
 * really hold (implied end tags, stray ones, raw text), without its table and
 * formatting repairs. Nothing is copied: nodes and attributes are spans of the
 * source, which must outlive the tree; character references are decoded by
 * who reads (html_decode).
 *
 * Nodes stand in document order, so the children of node i are among
 * (i, nodes.v[i].end). Node 0 is the document. */
#ifndef KEII_READ_HTML_H
#define KEII_READ_HTML_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"

enum html_tag {
	HTML_TEXT,  /* text; its bytes are raw: references stand undecoded */
	HTML_OTHER, /* an element the table doesn't hold */
#define TAG(name, flags) HTML_##name,
#include "read/html_tag.def"
#undef TAG
	HTML_TAG_COUNT
};

enum html_attr_name {
#define ATTR(id, name) HTML_ATTR_##id,
#include "read/html_attr.def"
#undef ATTR
	HTML_ATTR_COUNT
};

enum {
	HTML_BLOCK = 1,	  /* text before and after it are apart */
	HTML_VOID = 2,	  /* no content, no end tag */
	HTML_RAW = 4,	  /* content is text up to its end tag */
	HTML_HIDE = 8,	  /* content is never shown as text */
	HTML_ENDS_P = 16, /* its start ends an open paragraph */
	HTML_HEADING = 32,
	HTML_SCOPE = 64, /* stray end tags inside don't reach out of it */
	HTML_CELL = 128,
	HTML_FOREIGN = 256, /* other rules hold inside: svg, math */
};

struct html_attr {
	enum html_attr_name name;
	str value; /* raw */
};

struct html_node {
	uint32_t parent, end; /* end: behind the last node inside */
	uint32_t from, to;    /* text: its bytes; element: its start tag */
	uint32_t attrs;	      /* index of the first */
	uint16_t n_attrs, depth;
	uint16_t tag;
	bool link; /* inside <a> */
};

struct html_tree {
	struct arena *arena;
	str source;
	struct {
		VEC_OF(struct html_node);
	} nodes;
	struct {
		VEC_OF(struct html_attr);
	} attrs;
};

/* The tree of well-formed UTF-8. Ceilings give diagnostics. */
void html_parse(struct arena *a, str source, struct html_tree *out,
		struct diags *diags);
unsigned html_tag_flags(unsigned tag);
const char *html_tag_name(unsigned tag);
/* Raw value, empty when it has none, STR_NONE when the attribute isn't there.
 */
str html_attr_of(const struct html_tree *t, const struct html_node *n,
		 enum html_attr_name name);
/* Text with character references decoded, into out. */
void html_decode(struct buf *out, str raw);
/* The same in the arena, blanks folded to one and trimmed. */
str html_plain(struct arena *a, str raw);
/* Bytes of the reference at s.p[at] ('&'), its text to out[]; 0: none. */
size_t html_entity(str s, size_t at, char out[8], size_t *n);
/* The charset that a <meta> near the start declares, or STR_NONE. */
str html_charset(str bytes);

#endif
