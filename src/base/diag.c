/* diag.c - the table of diagnostics and lists of them. */
#include "base/diag.h"

#include "base/utf8.h"

static const struct {
	const char *id;
	enum diag_level level;
	const char *text;
} table[] = {
#define DIAG(id, level, text) { #id, DIAG_##level, text },
#include "base/diag.def"
#undef DIAG
};

const char *diag_id(enum diag_code code)
{
	kassert(code < DIAG_COUNT);
	return table[code].id;
}

enum diag_level diag_level(enum diag_code code)
{
	kassert(code < DIAG_COUNT);
	return table[code].level;
}

const char *diag_level_name(enum diag_level level)
{
	static const char *const names[] = { "info", "warning", "error" };

	return names[level];
}

const char *diag_text(enum diag_code code)
{
	kassert(code < DIAG_COUNT);
	return table[code].text;
}

int diag_by_id(str id)
{
	for (int i = 0; i < DIAG_COUNT; i++)
		if (str_is(id, table[i].id))
			return i;
	return -1;
}

void diag_add(struct diags *list, enum diag_code code, span at, str detail)
{
	struct diag *d = vec_add(list->arena, list);

	*d = (struct diag){ .code = code, .at = at };
	if (detail.p)
		d->detail = arena_str(list->arena, detail);
}

void diag_add_file(struct diags *list, enum diag_code code, str file,
		   uint32_t line, uint32_t column, str source_line, str detail)
{
	struct diag *d = vec_add(list->arena, list);

	*d = (struct diag){ .code = code, .line = line, .column = column };
	d->file = arena_str(list->arena, file);
	if (source_line.p)
		d->source_line = arena_str(list->arena, source_line);
	if (detail.p)
		d->detail = arena_str(list->arena, detail);
}

/* Columns are bytes; a terminal shows CJK two cells wide. */
static void print_caret(FILE *out, const struct diag *d)
{
	size_t i = 0;

	fprintf(out, "    %.*s\n    ", STR_FMT(d->source_line));
	while (i < d->source_line.n && i + 1 < d->column) {
		uint32_t cp = utf8_next(d->source_line, &i);

		if (cp == '\t')
			putc('\t', out);
		else
			fputs(cp >= 0x1100 ? "  " : " ", out);
	}
	fputs("^\n", out);
}

void diag_print(FILE *out, const struct diag *d)
{
	if (d->file.n)
		fprintf(out, "%.*s:", STR_FMT(d->file));
	if (d->line)
		fprintf(out, "%u:%u:", d->line, d->column);
	fprintf(out, "%s%s: ", d->file.n ? " " : "",
		diag_level_name(diag_level(d->code)));
	if (d->detail.n)
		fprintf(out, "%.*s: ", STR_FMT(d->detail));
	fprintf(out, "%s [%s]\n", diag_text(d->code), diag_id(d->code));
	if (d->source_line.n && d->column)
		print_caret(out, d);
}
