/* pack.h - packs: knowledge as data, loaded at run time.
 *
 * A pack is a folder with a pack.conf and files of two forms:
 *   NAME.tsv    word list: '#' comments, the first line names the columns, one
 *               sense per line, variants in one cell by '|'
 *   NAME.rules  stanzas "field: value", blank line between rules, '#' comments;
 *               a line that starts with a blank continues the field above
 * Packs are looked for, one or two folders deep, in the folders given, in
 * order; a table row or rule of a later file with the same id replaces the
 * earlier, a rule with "off: yes" switches it off. Twice in one file it is a
 * mistake: the later is skipped, with a diagnostic.
 *
 * Everything is read-only after loading and may be shared by threads. */
#ifndef KEII_PACK_PACK_H
#define KEII_PACK_PACK_H

#include "base/diag.h"
#include "base/err.h"

struct packs;

struct pack_info {
	str name, version, lang; /* lang: "ja", "en" or "*" */
	str licence, dir;
	uint32_t rows, rules;
};

struct row {
	const str *cells; /* as many as the table has columns; may be empty */
	str file;
	uint32_t line;
};

struct table {
	const str *columns;
	uint32_t n_columns;
	const struct row *rows;
	uint32_t n;
};

struct field {
	str name, value;
	uint32_t line;
};

struct rule {
	str id, file, pack;
	uint32_t line, number;	    /* number: index in its rules array */
	const struct field *fields; /* in file order, without id */
	uint32_t n_fields;
};

struct rules {
	const struct rule *v;
	uint32_t n;
};

/* dirs: colon-separated list of folders, or STR_NONE for the default order:
 * $KEII_PACKS if set (alone); else shipped, /etc/keii/packs,
 * $XDG_CONFIG_HOME/keii/packs, ./.keii/packs. Mistakes in packs become
 * diagnostics; only a missing shipped folder is an error (NULL, e set). */
struct packs *packs_load(str dirs, struct diags *diags, struct err *e);
void packs_free(struct packs **p);
/* Name and version of each pack, "core 1, ja 1, …": kept with what they made.
 */
str packs_version(const struct packs *p);
const struct pack_info *packs_list(const struct packs *p, uint32_t *n);

/* All rows of NAME.tsv of the packs whose language is lang or "*", joined by
 * column name. lang "" = all packs. Never NULL; may be empty. */
const struct table *packs_table(const struct packs *p, const char *lang,
				const char *name);
/* Column number or -1. */
int table_column(const struct table *t, const char *name);
/* Cell, or an empty str when the column isn't there. */
str table_cell(const struct table *t, uint32_t row, int column);
/* All rules of NAME.rules of the packs of that language. Never NULL. */
const struct rules *packs_rules(const struct packs *p, const char *lang,
				const char *name);
/* Names of all .rules files loaded ("event", "when" …), for pack test. */
const str *packs_rule_names(const struct packs *p, uint32_t *n);
/* First value of a field, or STR_NONE. */
str rule_field(const struct rule *r, const char *name);

#endif
