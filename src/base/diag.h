/* diag.h - the input's faults: what was doubtful and what was done instead.
 *
 * Codes and texts stand in diag.def. A diagnostic on an article carries a
 * span of its text; one on a file carries file, line, column and the line. */
#ifndef KEII_BASE_DIAG_H
#define KEII_BASE_DIAG_H

#include <stdio.h>

#include "base/str.h"
#include "base/vec.h"

enum diag_level { DIAG_INFO, DIAG_WARN, DIAG_ERROR };

enum diag_code {
#define DIAG(id, level, text) DIAG_##id,
#include "base/diag.def"
#undef DIAG
	DIAG_COUNT
};

struct diag {
	enum diag_code code;
	span at;    /* in the article's text; from == to: the whole article */
	str detail; /* what exactly, or STR_NONE */
	str file;   /* file diagnostics only, else STR_NONE */
	uint32_t line, column; /* 1-based; 0 = unknown */
	str source_line;       /* the offending line, for the caret */
};

struct diags {
	VEC_OF(struct diag);
	struct arena *arena; /* where items and their strings live */
};

const char *diag_id(enum diag_code code); /* "T001" */
enum diag_level diag_level(enum diag_code code);
const char *diag_level_name(enum diag_level level);
const char *diag_text(enum diag_code code);
/* By its id, or -1. */
int diag_by_id(str id);

/* detail is copied. */
void diag_add(struct diags *list, enum diag_code code, span at, str detail);
void diag_add_file(struct diags *list, enum diag_code code, str file,
		   uint32_t line, uint32_t column, str source_line, str detail);
/* file:line:column: level: text: detail [code], the line and a caret. */
void diag_print(FILE *out, const struct diag *d);

#endif
