/* pack_priv.h - what the pack loader and its file readers share. */
#ifndef KEII_PACK_PACK_PRIV_H
#define KEII_PACK_PACK_PRIV_H

#include "pack/pack.h"

/* One .tsv file: its own columns and rows. */
struct sheet {
	str name, lang, file; /* name without ".tsv" */
	const str *columns;
	uint32_t n_columns;
	struct {
		VEC_OF(struct row);
	} rows;
};

/* One .rules file. */
struct rule_file {
	str name, lang, file, pack;
	struct {
		VEC_OF(struct rule);
	} rules;
};

/* text must live as long as the arena; mistakes go to diags. */
void sheet_parse(struct arena *a, str text, struct sheet *s,
		 struct diags *diags);
void rule_file_parse(struct arena *a, str text, struct rule_file *f,
		     struct diags *diags);

#endif
