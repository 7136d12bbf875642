/* pack_parse.c - the two forms of pack files: TSV word lists and stanzas.
 *
 * Both readers never stop at a mistake: the line or the rule is left out and
 * a diagnostic tells file, line, column and what was done. */
#include "base/map.h"
#include "pack/pack_priv.h"

static str next_line(str *rest)
{
	str line = str_token(rest, '\n');

	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

/* ---- TSV */

static uint32_t count_cells(str line)
{
	uint32_t n = 1;

	for (size_t i = 0; i < line.n; i++)
		n += line.p[i] == '\t';
	return n;
}

static const str *cut_cells(struct arena *a, str line, uint32_t room)
{
	str *cells = arena_many(a, str, room);

	for (uint32_t i = 0; i < room && line.p; i++)
		cells[i] = str_trim(str_token(&line, '\t'));
	return cells;
}

void sheet_parse(struct arena *a, str text, struct sheet *s,
		 struct diags *diags)
{
	uint32_t number = 0;

	while (text.p) {
		str line = next_line(&text);
		struct row *row;

		number++;
		if (str_trim(line).n == 0 || line.p[0] == '#')
			continue;
		if (!s->columns) {
			s->n_columns = count_cells(line);
			s->columns = cut_cells(a, line, s->n_columns);
			continue;
		}
		if (count_cells(line) > s->n_columns) {
			diag_add_file(diags, DIAG_P003, s->file, number, 1,
				      line, STR_NONE);
			continue;
		}
		row = vec_add(a, &s->rows);
		row->cells = cut_cells(a, line, s->n_columns);
		row->file = s->file;
		row->line = number;
	}
}

/* ---- stanzas */

struct stanza {
	struct {
		VEC_OF(struct field);
	} fields;
	str id;
	uint32_t line, id_line;
};

static bool is_field_name(str s)
{
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		      c == '-' || c == '+' || c == '_'))
			return false;
	}
	return true;
}

static void end_stanza(struct arena *a, struct rule_file *f, struct stanza *s,
		       struct map *seen, struct diags *diags)
{
	struct rule *r;

	if (s->line == 0)
		return;
	if (s->id.n == 0) {
		diag_add_file(diags, DIAG_P005, f->file, s->line, 1,
			      s->fields.n ? s->fields.v[0].value : STR(""),
			      STR_NONE);
	} else if (map_find(seen, s->id)) {
		diag_add_file(diags, DIAG_P006, f->file, s->id_line, 1, s->id,
			      STR_NONE);
	} else {
		map_put(seen, s->id);
		r = vec_add(a, &f->rules);
		r->id = s->id;
		r->file = f->file;
		r->pack = f->pack;
		r->line = s->id_line;
		r->fields = s->fields.v;
		r->n_fields = s->fields.n;
	}
	*s = (struct stanza){ 0 };
}

static void add_field(struct arena *a, struct rule_file *f, struct stanza *s,
		      str line, uint32_t number, struct diags *diags)
{
	size_t colon = str_find(line, STR(":"), 0);
	str name = str_trim(str_cut(line, 0, colon == SIZE_MAX ? 0 : colon));
	struct field *x;

	if (!is_field_name(name)) {
		diag_add_file(diags, DIAG_P004, f->file, number, 1, line,
			      STR_NONE);
		return;
	}
	if (s->line == 0)
		s->line = number;
	if (str_is(name, "id")) {
		s->id = str_trim(str_cut(line, colon + 1, line.n));
		s->id_line = number;
		return;
	}
	x = vec_add(a, &s->fields);
	x->name = name;
	x->value = str_trim(str_cut(line, colon + 1, line.n));
	x->line = number;
}

/* A line that starts with a blank goes on with the field above. */
static void continue_field(struct arena *a, struct rule_file *f,
			   struct stanza *s, str line, uint32_t number,
			   struct diags *diags)
{
	struct field *x;

	if (s->fields.n == 0) {
		diag_add_file(diags, DIAG_P004, f->file, number, 1, line,
			      STR_NONE);
		return;
	}
	x = &s->fields.v[s->fields.n - 1];
	line = str_trim(line);
	x->value =
		arena_printf(a, "%.*s %.*s", STR_FMT(x->value), STR_FMT(line));
}

void rule_file_parse(struct arena *a, str text, struct rule_file *f,
		     struct diags *diags)
{
	struct stanza s = { 0 };
	struct map seen;
	uint32_t number = 0;

	map_init(&seen, a);
	while (text.p) {
		str line = next_line(&text);

		number++;
		if (str_trim(line).n == 0)
			end_stanza(a, f, &s, &seen, diags);
		else if (line.p[0] == '#')
			continue;
		else if (line.p[0] == ' ' || line.p[0] == '\t')
			continue_field(a, f, &s, line, number, diags);
		else
			add_field(a, f, &s, line, number, diags);
	}
	end_stanza(a, f, &s, &seen, diags);
}
