/* pack.c - finds packs in folders, reads their files, answers by name.
 *
 * Loading: folders in order -> packs (a folder with pack.conf, one or two
 * deep, by name) -> sheets and rule files. Then, once for all, every table
 * and every list of rules is joined for each language, so that answering is
 * a look-up and everything stays read-only. */
#include "pack/pack_priv.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"

struct packs {
	struct arena *arena;
	struct {
		VEC_OF(struct pack_info);
	} list;
	struct {
		VEC_OF(struct sheet);
	} sheets;
	struct {
		VEC_OF(struct rule_file);
	} rule_files;
	struct {
		VEC_OF(str);
	} rule_names;
	struct map tables, rules; /* "lang/name" -> pointer */
	str version;
};

static const struct table no_table;
static const struct rules no_rules;

/* ---- files */

static bool read_file(struct packs *p, str path, str *out, struct diags *diags)
{
	FILE *f = fopen(path.p, "rb");
	long n = -1;
	char *bytes;

	if (f && fseek(f, 0, SEEK_END) == 0)
		n = ftell(f);
	if (n < 0 || (size_t)n > LIMIT_PACK_FILE) {
		diag_add_file(diags, DIAG_P001, path, 0, 0, STR_NONE,
			      n < 0 ? str_of(strerror(errno))
				    : STR("too large"));
		if (f)
			fclose(f);
		return false;
	}
	rewind(f);
	bytes = arena_alloc(p->arena, (size_t)n + 1);
	*out = (str){ bytes, fread(bytes, 1, (size_t)n, f) };
	fclose(f);
	if (str_starts(*out, STR("\xEF\xBB\xBF")))
		*out = str_cut(*out, 3, out->n);
	if (utf8_valid_to(*out) < out->n) {
		diag_add_file(diags, DIAG_P002, path, 0, 0, STR_NONE, STR_NONE);
		return false;
	}
	return true;
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

struct names {
	VEC_OF(str);
};

/* Names in a folder, sorted, without those that start with a dot. */
static bool list_folder(struct arena *a, str path, struct names *out)
{
	DIR *d = opendir(path.p);
	struct dirent *e;

	if (!d)
		return false;
	while ((e = readdir(d)))
		if (e->d_name[0] != '.')
			*vec_add(a, out) = arena_str(a, str_of(e->d_name));
	closedir(d);
	if (out->n)
		qsort(out->v, out->n, sizeof(str), by_name);
	return true;
}

static bool is_file(str path)
{
	struct stat st;

	return stat(path.p, &st) == 0 && S_ISREG(st.st_mode);
}

/* ---- one pack */

static str conf_value(const struct rule_file *conf, const char *name)
{
	for (uint32_t i = 0; i < conf->rules.n; i++) {
		str v = rule_field(&conf->rules.v[i], name);

		if (v.p)
			return v;
	}
	return STR("");
}

/* pack.conf is one stanza whose id is the pack's name; "name:" also serves. */
static bool read_conf(struct packs *p, str path, struct pack_info *info,
		      struct diags *diags)
{
	struct rule_file conf = { .file = path };
	str text;

	if (!read_file(p, path, &text, diags))
		return false;
	text = arena_printf(p->arena, "id: conf\n%.*s", STR_FMT(text));
	rule_file_parse(p->arena, text, &conf, diags);
	info->name = conf_value(&conf, "name");
	info->version = conf_value(&conf, "version");
	info->lang = conf_value(&conf, "language");
	info->licence = conf_value(&conf, "licence");
	if (info->lang.n == 0)
		info->lang = STR("*");
	if (info->name.n == 0) {
		diag_add_file(diags, DIAG_P013, path, 0, 0, STR_NONE, STR_NONE);
		return false;
	}
	return true;
}

static void read_sheet(struct packs *p, struct pack_info *info, str path,
		       str name, struct diags *diags)
{
	struct sheet s = { .name = name, .lang = info->lang, .file = path };
	str text;

	if (!read_file(p, path, &text, diags))
		return;
	sheet_parse(p->arena, text, &s, diags);
	info->rows += s.rows.n;
	*vec_add(p->arena, &p->sheets) = s;
}

static void read_rules(struct packs *p, struct pack_info *info, str path,
		       str name, struct diags *diags)
{
	struct rule_file f = { .name = name,
			       .lang = info->lang,
			       .file = path,
			       .pack = info->name };
	str text;

	if (!read_file(p, path, &text, diags))
		return;
	rule_file_parse(p->arena, text, &f, diags);
	info->rules += f.rules.n;
	*vec_add(p->arena, &p->rule_files) = f;
}

static void read_pack(struct packs *p, str dir, struct diags *diags)
{
	struct pack_info info = { .dir = dir };
	struct names names = { 0 };

	if (!read_conf(p, arena_printf(p->arena, "%s/pack.conf", dir.p), &info,
		       diags))
		return;
	list_folder(p->arena, dir, &names);
	for (uint32_t i = 0; i < names.n; i++) {
		str name = names.v[i];
		str path = arena_printf(p->arena, "%s/%s", dir.p, name.p);

		if (str_ends(name, STR(".tsv")))
			read_sheet(p, &info, path, str_cut(name, 0, name.n - 4),
				   diags);
		else if (str_ends(name, STR(".rules")))
			read_rules(p, &info, path, str_cut(name, 0, name.n - 6),
				   diags);
	}
	*vec_add(p->arena, &p->list) = info;
}

static bool read_folder(struct packs *p, str dir, int deep, struct diags *diags)
{
	struct names names = { 0 };

	if (!list_folder(p->arena, dir, &names))
		return false;
	for (uint32_t i = 0; i < names.n; i++) {
		str sub = arena_printf(p->arena, "%s/%s", dir.p, names.v[i].p);

		if (is_file(arena_printf(p->arena, "%s/pack.conf", sub.p)))
			read_pack(p, sub, diags);
		else if (deep > 0)
			read_folder(p, sub, deep - 1, diags);
	}
	return true;
}

/* ---- joining */

static bool speaks(str pack_lang, str lang)
{
	return lang.n == 0 || str_is(pack_lang, "*") || str_eq(pack_lang, lang);
}

static str key_of(struct arena *a, str lang, str name)
{
	return arena_printf(a, "%.*s/%.*s", STR_FMT(lang), STR_FMT(name));
}

static uint32_t column_of(struct names *columns, struct arena *a, str name)
{
	for (uint32_t i = 0; i < columns->n; i++)
		if (str_eq(columns->v[i], name))
			return i;
	*vec_add(a, columns) = name;
	return columns->n - 1;
}

static bool serves(const struct sheet *s, str lang, str name)
{
	return str_eq(s->name, name) && speaks(s->lang, lang);
}

struct joining {
	struct arena *arena;
	struct names columns;
	struct {
		VEC_OF(struct row);
	} rows;
	struct map ids;
	struct diags *diags; /* NULL: they were told for another language */
};

/* The place for a row: that of the row with its id in an earlier file, or a
 * new one; NULL: its own file has the id already. */
static struct row *row_of(struct joining *j, const struct row *row, str id)
{
	uint64_t *seen = id.n ? map_put(&j->ids, id) : NULL;
	struct row *before = seen && *seen ? &j->rows.v[*seen - 1] : NULL;

	if (before && str_eq(before->file, row->file)) {
		if (j->diags)
			diag_add_file(j->diags, DIAG_P016, row->file, row->line,
				      1, id, STR_NONE);
		return NULL;
	}
	if (before)
		return before;
	if (seen)
		*seen = j->rows.n + 1;
	return vec_add(j->arena, &j->rows);
}

static void join_sheet(struct joining *j, const struct sheet *s)
{
	uint32_t *to = arena_many(j->arena, uint32_t, s->n_columns + 1);
	uint32_t id = UINT32_MAX;
	bool same = s->n_columns == j->columns.n;

	for (uint32_t c = 0; c < s->n_columns; c++) {
		to[c] = column_of(&j->columns, j->arena, s->columns[c]);
		same &= to[c] == c;
		if (str_is(s->columns[c], "id"))
			id = c;
	}
	for (uint32_t r = 0; r < s->rows.n; r++) {
		const struct row *row = &s->rows.v[r];
		struct row *out = row_of(
			j, row, id < s->n_columns ? row->cells[id] : STR_NONE);
		str *cells;

		if (!out)
			continue;
		*out = *row;
		if (same)
			continue;
		cells = arena_many(j->arena, str, j->columns.n);
		for (uint32_t c = 0; c < s->n_columns; c++)
			cells[to[c]] = row->cells[c];
		out->cells = cells;
	}
}

/* Rows of all sheets of the name under one head; rows of several files with
 * the same id: the last one stands, in the place of the first. */
static struct table *join_table(struct packs *p, str lang, str name,
				struct diags *diags)
{
	struct joining j = { .arena = p->arena, .diags = diags };
	struct table *t = arena_one(p->arena, struct table);

	map_init(&j.ids, p->arena);
	for (uint32_t i = 0; i < p->sheets.n; i++) {
		const struct sheet *s = &p->sheets.v[i];

		for (uint32_t c = 0; serves(s, lang, name) && c < s->n_columns;
		     c++)
			column_of(&j.columns, p->arena, s->columns[c]);
	}
	for (uint32_t i = 0; i < p->sheets.n; i++)
		if (serves(&p->sheets.v[i], lang, name))
			join_sheet(&j, &p->sheets.v[i]);
	t->columns = j.columns.v;
	t->n_columns = j.columns.n;
	t->rows = j.rows.v;
	t->n = j.rows.n;
	return t;
}

/* Do the same sheets of the name serve both languages? */
static bool same_sheets(const struct packs *p, str name, str a, str b)
{
	for (uint32_t i = 0; i < p->sheets.n; i++)
		if (serves(&p->sheets.v[i], a, name) !=
		    serves(&p->sheets.v[i], b, name))
			return false;
	return true;
}

/* The table of the name in langs->v[l]: one of an earlier language where the
 * same sheets make it. The first, "", is made of all sheets. */
static uint64_t table_of(struct packs *p, const struct names *langs, uint32_t l,
			 str name, struct diags *diags)
{
	for (uint32_t k = 0; k < l; k++)
		if (same_sheets(p, name, langs->v[k], langs->v[l]))
			return *map_find(&p->tables,
					 key_of(p->arena, langs->v[k], name));
	return (uintptr_t)join_table(p, langs->v[l], name,
				     l == 0 ? diags : NULL);
}

static struct rules *join_rules(struct packs *p, str lang, str name)
{
	struct arena *a = p->arena;
	struct rules *out = arena_one(a, struct rules);
	struct {
		VEC_OF(struct rule);
	} list = { 0 };
	struct map ids;
	uint32_t n = 0;

	map_init(&ids, a);
	for (uint32_t i = 0; i < p->rule_files.n; i++) {
		const struct rule_file *f = &p->rule_files.v[i];

		if (!str_eq(f->name, name) || !speaks(f->lang, lang))
			continue;
		for (uint32_t r = 0; r < f->rules.n; r++) {
			uint64_t *seen = map_put(&ids, f->rules.v[r].id);

			if (*seen) {
				list.v[*seen - 1] = f->rules.v[r];
			} else {
				*vec_add(a, &list) = f->rules.v[r];
				*seen = list.n;
			}
		}
	}
	for (uint32_t i = 0; i < list.n; i++)
		if (!str_is(rule_field(&list.v[i], "off"), "yes"))
			list.v[n++] = list.v[i];
	for (uint32_t i = 0; i < n; i++)
		list.v[i].number = i;
	out->v = list.v;
	out->n = n;
	return out;
}

static bool name_known(const struct names *list, str name)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i], name))
			return true;
	return false;
}

static void join_all(struct packs *p, struct diags *diags)
{
	struct arena *a = p->arena;
	struct names langs = { 0 }, tables = { 0 }, rules = { 0 };

	*vec_add(a, &langs) = STR("");
	*vec_add(a, &langs) = STR("*");
	for (uint32_t i = 0; i < p->list.n; i++)
		if (!str_is(p->list.v[i].lang, "*") &&
		    !name_known(&langs, p->list.v[i].lang))
			*vec_add(a, &langs) = p->list.v[i].lang;
	for (uint32_t i = 0; i < p->sheets.n; i++)
		if (!name_known(&tables, p->sheets.v[i].name))
			*vec_add(a, &tables) = p->sheets.v[i].name;
	for (uint32_t i = 0; i < p->rule_files.n; i++)
		if (!name_known(&rules, p->rule_files.v[i].name))
			*vec_add(a, &rules) = p->rule_files.v[i].name;
	for (uint32_t l = 0; l < langs.n; l++) {
		for (uint32_t i = 0; i < tables.n; i++) {
			uint64_t t = table_of(p, &langs, l, tables.v[i], diags);

			*map_put(&p->tables,
				 key_of(a, langs.v[l], tables.v[i])) = t;
		}
		for (uint32_t i = 0; i < rules.n; i++)
			*map_put(&p->rules, key_of(a, langs.v[l], rules.v[i])) =
				(uintptr_t)join_rules(p, langs.v[l],
						      rules.v[i]);
	}
	for (uint32_t i = 0; i < rules.n; i++)
		*vec_add(a, &p->rule_names) = rules.v[i];
}

static void make_version(struct packs *p)
{
	struct buf b;

	buf_init(&b, 4000);
	for (uint32_t i = 0; i < p->list.n; i++)
		buf_printf(&b, "%s%.*s %.*s", i ? ", " : "",
			   STR_FMT(p->list.v[i].name),
			   STR_FMT(p->list.v[i].version));
	p->version = arena_str(p->arena, buf_str(&b));
	buf_release(&b);
}

/* ---- public */

/* The order of DESIGN: shipped, system, user, project; later ones win. */
static str default_dirs(struct arena *a)
{
	const char *env = getenv("KEII_PACKS"), *xdg, *home;
	str user;

	if (env && *env)
		return arena_str(a, str_of(env));
	xdg = getenv("XDG_CONFIG_HOME");
	home = getenv("HOME");
	if (xdg && *xdg)
		user = arena_printf(a, "%s/keii/packs", xdg);
	else
		user = arena_printf(a, "%s/.config/keii/packs",
				    home ? home : "");
	return arena_printf(a, "%s:/etc/keii/packs:%s:./.keii/packs",
			    KEII_PACK_DIR, user.p);
}

struct packs *packs_load(str dirs, struct diags *diags, struct err *e)
{
	struct packs *p = xmalloc(sizeof(*p));
	bool first = true;

	*p = (struct packs){ .arena = arena_new() };
	map_init(&p->tables, p->arena);
	map_init(&p->rules, p->arena);
	if (!dirs.p)
		dirs = default_dirs(p->arena);
	while (dirs.p) {
		str dir = arena_str(p->arena, str_token(&dirs, ':'));

		if (!read_folder(p, dir, 1, diags) && first) {
			err_set(e, ERR_IO,
				"packs: %s: %s; is keii installed, or "
				"KEII_PACKS set?",
				dir.p, strerror(errno));
			packs_free(&p);
			return NULL;
		}
		first = false;
	}
	join_all(p, diags);
	make_version(p);
	return p;
}

void packs_free(struct packs **p)
{
	if (!*p)
		return;
	arena_free(&(*p)->arena);
	free(*p);
	*p = NULL;
}

str packs_version(const struct packs *p)
{
	return p->version;
}

const struct pack_info *packs_list(const struct packs *p, uint32_t *n)
{
	*n = p->list.n;
	return p->list.v;
}

/* The pointer kept under "lang/name". A language no pack is written in gets
 * what serves all languages. */
static const void *joined(const struct map *m, const char *lang,
			  const char *name)
{
	char key[200];
	uint64_t *v;

	snprintf(key, sizeof(key), "%s/%s", lang, name);
	v = map_find(m, str_of(key));
	if (!v) {
		snprintf(key, sizeof(key), "*/%s", name);
		v = map_find(m, str_of(key));
	}
	return v ? (const void *)(uintptr_t)*v : NULL;
}

const struct table *packs_table(const struct packs *p, const char *lang,
				const char *name)
{
	const struct table *t = joined(&p->tables, lang, name);

	return t ? t : &no_table;
}

const struct rules *packs_rules(const struct packs *p, const char *lang,
				const char *name)
{
	const struct rules *r = joined(&p->rules, lang, name);

	return r ? r : &no_rules;
}

const str *packs_rule_names(const struct packs *p, uint32_t *n)
{
	*n = p->rule_names.n;
	return p->rule_names.v;
}

int table_column(const struct table *t, const char *name)
{
	for (uint32_t i = 0; i < t->n_columns; i++)
		if (str_is(t->columns[i], name))
			return (int)i;
	return -1;
}

str table_cell(const struct table *t, uint32_t row, int column)
{
	if (column < 0 || row >= t->n || !t->rows[row].cells[column].p)
		return STR("");
	return t->rows[row].cells[column];
}

str rule_field(const struct rule *r, const char *name)
{
	for (uint32_t i = 0; i < r->n_fields; i++)
		if (str_is(r->fields[i].name, name))
			return r->fields[i].value;
	return STR_NONE;
}
