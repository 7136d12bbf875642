/* wire.h - articles and diagnostics as bytes, from one process to another.
 *
 * All numbers have 32 bits in the machine's order; a string is its length, its
 * bytes and a NUL, or NO_STRING. The one who receives trusts nothing: a wrong
 * length, ill-formed text, an unknown number makes the whole answer wrong. */
#ifndef KEII_READ_WIRE_H
#define KEII_READ_WIRE_H

#include "base/buf.h"
#include "read/origin.h"

void wire_put(struct buf *out, const struct articles *list,
	      const struct diags *diags);
/* bytes live as long as what is appended to list and diags, which borrow from
 * them. False, with nothing appended, when they are not what wire_put
 * writes. */
bool wire_take(struct arena *a, str bytes, struct articles *list,
	       struct diags *diags);

/* Where to look for an article: its text and the spans asked for. */
struct places {
	VEC_OF(struct origin_place);
	str text;
};

void wire_put_question(struct buf *out, str text,
		       const struct origin_place *places, size_t n);
bool wire_take_question(struct arena *a, str bytes, struct places *out);
void wire_put_origin(struct buf *out, const struct origin *o, bool found,
		     const struct origin_place *places, size_t n);
/* Sets what was found of the n places in a source of so many bytes. */
bool wire_take_origin(str bytes, size_t size, struct origin *o, bool *found,
		      struct origin_place *places, size_t n);

#endif
