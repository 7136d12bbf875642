/* label.c - a neutral label of an entry from kind, parties and place.
 *
 * Templates stand in core/labels.tsv, short names of parties in
 * core/party-names.tsv. A label names nothing that the entry doesn't hold;
 * it is the program's own word, beside the title, which is a source's. */
#include "base/limits.h"
#include "merge/merge_priv.h"

struct slots {
	str who, level, place;
};

static str cell_of(const struct merge *m, const char *table, const char *key,
		   str value, const char *column)
{
	const struct table *t = packs_table(m->packs, "", table);
	int k = table_column(t, key), c = table_column(t, column);

	for (uint32_t i = 0; i < t->n; i++)
		if (str_eq(table_cell(t, i, k), value))
			return table_cell(t, i, c);
	return STR_NONE;
}

static const struct person *person_of(const struct merge *m, str id)
{
	const uint64_t *at = map_find(&m->people, id);

	return at && *at ? &m->actors.v[*at - 1] : NULL;
}

/* "p.trump" and "Donald Trump" give "Trump"; else the whole name. */
static str family_name(const struct person *p)
{
	size_t dot = str_find(p->id, STR("."), 0);
	str key, rest = p->name, word;

	if (dot == SIZE_MAX)
		return p->name;
	key = str_cut(p->id, dot + 1, p->id.n);
	while (rest.p && (word = str_token(&rest, ' ')).p) {
		bool same = word.n == key.n;

		for (size_t i = 0; same && i < key.n; i++)
			same = (word.p[i] | 0x20) == (key.p[i] | 0x20);
		if (same)
			return word;
	}
	return p->name;
}

static str person_name(const struct person *p, enum lang lang)
{
	if (lang == LANG_EN)
		return family_name(p);
	return p->best[lang].n ? p->best[lang] : p->name;
}

static str party_name(const struct merge *m, str code, enum lang lang)
{
	str s = cell_of(m, "party-names", "code", code,
			lang == LANG_JA ? "ja" : "en");
	const struct person *p;
	const uint64_t *at;

	if (s.n)
		return s;
	at = map_find(&m->party_actor, code);
	p = at ? &m->actors.v[*at - 1] : person_of(m, code);
	if (!p)
		return code;
	return lang == LANG_EN ? p->name : person_name(p, lang);
}

/* ---- who */

/* Of acts and words only those who do them; of joint events all. */
static void who_of(const struct merge *m, const struct entry *e,
		   struct names *parties, struct names *persons)
{
	for (uint32_t i = 0; i < e->n && e->kind->nature != NATURE_JOINT; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		for (uint32_t k = 0; k < t->e->n_participants; k++) {
			const struct actor_mention *x = item_doer(m, t, k);

			if (!x)
				continue;
			names_add(m->a, parties, x->party);
			if (x->kind == ACTOR_PERSON)
				names_add(m->a, persons, x->id);
		}
	}
	if (e->kind->nature == NATURE_ACT && e->parties.n + e->persons.n > 1)
		return; /* who did it to whom isn't told: name neither */
	if (parties->n == 0 && persons->n == 0) {
		names_union(m->a, parties, &e->parties);
		names_union(m->a, persons, &e->persons);
	}
}

/* p.KHM-leader: of whom no name is told. */
static bool by_post(str id)
{
	size_t dash = str_find(id, STR("-"), 0);

	return str_starts(id, STR("p.")) && dash != SIZE_MAX && dash > 3 &&
	       id.p[2] >= 'A' && id.p[2] <= 'Z';
}

/* One person of each party, and none beside. */
static bool one_each(const struct merge *m, const struct names *parties,
		     const struct names *persons, bool heads)
{
	struct names seen = { 0 };

	for (uint32_t i = 0; i < persons->n; i++) {
		const struct person *p = person_of(m, persons->v[i]);

		if (!p || (heads && !p->head))
			continue;
		if (!heads && by_post(p->id))
			return false;
		if (!names_add(m->a, &seen, p->party) && !heads)
			return false;
	}
	return seen.n > 0 && names_equal(&seen, parties);
}

static void add_name(struct buf *b, str name, const char *between)
{
	if (b->n)
		buf_z(b, between);
	buf_add(b, name);
}

static void add_persons(const struct merge *m, struct buf *b,
			const struct names *persons, enum lang lang)
{
	for (uint32_t i = 0; i < persons->n; i++) {
		const struct person *p = person_of(m, persons->v[i]);

		if (p)
			add_name(b, person_name(p, lang),
				 lang == LANG_JA ? "・" : "–");
	}
}

/* In the table's order, then those that it doesn't hold. */
static struct names ordered(const struct merge *m, const struct names *parties,
			    bool *all_short)
{
	const struct table *t = packs_table(m->packs, "", "party-names");
	int code = table_column(t, "code"), s = table_column(t, "ja_short");
	struct names out = { 0 };
	uint32_t n_short = 0;

	for (uint32_t i = 0; i < t->n; i++)
		if (names_has(parties, table_cell(t, i, code))) {
			*vec_add(m->a, &out) = table_cell(t, i, code);
			n_short += table_cell(t, i, s).n > 0;
		}
	*all_short = n_short == parties->n;
	for (uint32_t i = 0; i < parties->n; i++) {
		uint32_t k = 0;

		while (k < out.n && !str_eq(out.v[k], parties->v[i]))
			k++;
		if (k == out.n)
			*vec_add(m->a, &out) = parties->v[i];
	}
	return out;
}

static void add_parties(const struct merge *m, struct buf *b,
			const struct names *parties, enum lang lang)
{
	bool all_short;
	struct names list = ordered(m, parties, &all_short);

	for (uint32_t i = 0; i < list.n; i++)
		if (lang == LANG_JA && all_short && list.n > 1)
			buf_add(b, cell_of(m, "party-names", "code", list.v[i],
					   "ja_short"));
		else
			add_name(b, party_name(m, list.v[i], lang),
				 lang == LANG_JA ? "・" : "–");
}

static struct slots words_of(const struct merge *m, const struct entry *e,
			     enum lang lang)
{
	struct names parties = { 0 }, persons = { 0 };
	bool joint = e->kind->nature == NATURE_JOINT;
	struct slots w = { { "", 0 }, { "", 0 }, { "", 0 } };
	struct buf b;

	who_of(m, e, &parties, &persons);
	buf_init(&b, 1 << 12);
	if (!joint && persons.n == 1)
		add_persons(m, &b, &persons, lang);
	else if (lang == LANG_EN && parties.n > 1 && kind_gathers(e->kind) &&
		 one_each(m, &parties, &persons, false))
		add_persons(m, &b, &persons, lang);
	else
		add_parties(m, &b, &parties, lang);
	w.who = arena_str(m->a, buf_str(&b));
	buf_release(&b);
	if (joint && parties.n > 1 && one_each(m, &parties, &persons, true))
		w.level = cell_of(m, "labels", "kind", STR("_heads"),
				  lang_name(lang).p);
	if (e->place_item != NO_REF) {
		const struct person *p =
			person_of(m, m->items.v[e->place_item].place);

		if (p)
			w.place = person_name(p, lang);
		/* not the surname rule: a place keeps its whole name */
		if (p && lang == LANG_EN)
			w.place = p->name;
	}
	return w;
}

/* ---- filling a template */

static void fill(struct buf *out, str t, const struct slots *w)
{
	const struct {
		str key, value;
	} list[] = {
		{ STR("{who}"), w->who },
		{ STR("{level}"), w->level },
		{ STR("{place}"), w->place },
	};

	for (size_t i = 0; i < t.n;) {
		size_t k = 0;

		while (k < COUNT(list) &&
		       !str_starts(str_cut(t, i, t.n), list[k].key))
			k++;
		if (k < COUNT(list)) {
			buf_add(out, list[k].value);
			i += list[k].key.n;
		} else {
			buf_byte(out, t.p[i++]);
		}
	}
}

static bool has_empty(str part, const struct slots *w)
{
	return (str_has(part, STR("{who}")) && w->who.n == 0) ||
	       (str_has(part, STR("{place}")) && w->place.n == 0);
}

static void expand(struct buf *out, str t, const struct slots *w)
{
	while (t.n) {
		size_t open = str_find(t, STR("["), 0);
		size_t close = open == SIZE_MAX ? SIZE_MAX
						: str_find(t, STR("]"), open);
		str part;

		if (close == SIZE_MAX) {
			fill(out, t, w);
			return;
		}
		fill(out, str_cut(t, 0, open), w);
		part = str_cut(t, open + 1, close);
		if (!has_empty(part, w))
			fill(out, part, w);
		t = str_cut(t, close + 1, t.n);
	}
}

/* A bracket of Latin letters stands behind a blank, a wide one does not. */
static void add_behind(struct buf *out, str s)
{
	if (s.n && s.p[0] == '(')
		buf_byte(out, ' ');
	buf_add(out, s);
}

static void add_series(const struct merge *m, struct buf *out,
		       const struct entry *e, enum lang lang)
{
	str t = cell_of(m, "labels", "kind", STR("_series"), lang_name(lang).p);
	size_t at = str_find(t, STR("{n}"), 0);

	if (!e->series || at == SIZE_MAX)
		return;
	add_behind(out, str_cut(t, 0, at));
	buf_printf(out, "%g", e->rounds);
	buf_add(out, str_cut(t, at + 3, t.n));
}

str label_of(const struct merge *m, const struct entry *e, enum lang lang)
{
	const char *column = lang_name(lang).p;
	str t = cell_of(m, "labels", "kind", e->kind->kind, column);
	struct slots w = words_of(m, e, lang);
	struct buf out;
	str label;

	buf_init(&out, 1 << 14);
	if (t.n)
		expand(&out, t, &w);
	else
		buf_add(&out, e->kind->kind);
	add_series(m, &out, e, lang);
	add_behind(&out, cell_of(m, "labels", "kind",
				 arena_printf(m->a, "_%.*s",
					      STR_FMT(status_name(e->status))),
				 column));
	label = arena_str(m->a, buf_str(&out));
	buf_release(&out);
	return label;
}
