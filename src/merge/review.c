/* review.c - people's decisions, laid over what the program works out.
 *
 * A decision names an entry by any id it ever had: ids come from mentions, so
 * an entry that was joined with another since is still found. Joins and
 * splits shape the entries before dates and titles are worked out; edits come
 * last and keep what the sources say beside what was decided. Decisions are
 * taken in the order of their time; "undo" takes one back. docs/OUTPUT.md has
 * the forms. */
#include <jansson.h>

#include "merge/merge_priv.h"

static str member(struct arena *a, const json_t *o, const char *key)
{
	return ruling_str(a, o, key);
}

static bool does(const struct ruled *r, const char *what)
{
	return ruling_does(r, what);
}

void rulings_find(struct merge *m, struct rulings *r)
{
	map_init(&r->items, m->a);
	for (uint32_t i = 0; r->n && i < m->items.n; i++) {
		uint64_t *at = map_put(&r->items,
				       id_of(m->a, "e", m->items.v[i].hash));

		if (!*at)
			*at = i + 1;
	}
}

static uint32_t entry_named(const struct merge *m, const struct rulings *r,
			    str id)
{
	const uint64_t *at = id.p ? map_find(&r->items, id) : NULL;

	return at ? entry_now(m, m->items.v[*at - 1].entry) : NO_REF;
}

const struct decided undecided;

/* What was decided of the entry, to be added to. */
static struct decided *decided_of(struct merge *m, struct entry *e)
{
	struct decided *by = arena_one(m->a, struct decided);

	*by = *e->by;
	e->by = by;
	return by;
}

static void note(struct merge *m, uint32_t entry, struct ruled *r)
{
	struct decided *by = decided_of(m, &m->entries.v[entry]);

	*vec_add(m->a, &by->rulings) =
		(struct ruling){ r->d->id, member(m->a, r->o, "do") };
	r->found = true;
}

/* ---- shape */

static void join(struct merge *m, const struct rulings *all, struct ruled *r)
{
	const json_t *list = json_object_get(r->o, "entries"), *x;
	uint32_t into = NO_REF;
	size_t i;

	json_array_foreach(list, i, x)
	{
		str id = { json_string_value(x), json_string_length(x) };
		uint32_t e = entry_named(m, all, id);

		if (e == NO_REF || e == into)
			continue;
		if (into == NO_REF)
			into = e;
		else
			entry_absorb(m, into, e);
	}
	if (into != NO_REF)
		note(m, into, r);
}

static bool names_item(const struct merge *m, const json_t *mentions,
		       const struct item *t)
{
	const json_t *x;
	size_t i;

	json_array_foreach(mentions, i, x)
	{
		const json_t *at = json_object_get(x, "span");
		const char *a =
			json_string_value(json_object_get(x, "article"));
		json_int_t from = json_integer_value(json_array_get(at, 0));
		json_int_t to = json_integer_value(json_array_get(at, 1));

		if (a && str_is(m->articles[t->article].id, a) &&
		    from < t->e->at.to && to > t->e->at.from)
			return true;
	}
	return false;
}

/* The entry is made anew from those that stay and those that go. */
static void split(struct merge *m, const struct rulings *all, struct ruled *r)
{
	const json_t *mentions = json_object_get(r->o, "mentions");
	uint32_t from = entry_named(m, all, member(m->a, r->o, "entry"));
	uint32_t made[2], n[2] = { 0, 0 };
	struct entry old;

	if (from == NO_REF)
		return;
	old = m->entries.v[from];
	for (uint32_t i = 0; i < old.n; i++)
		n[names_item(m, mentions, &m->items.v[old.v[i]])]++;
	if (n[0] == 0 || n[1] == 0)
		return;
	for (int side = 0; side < 2; side++) {
		made[side] = m->entries.n;
		(void)vec_add(m->a, &m->entries);
		for (uint32_t i = 0; i < old.n; i++) {
			struct item *t = &m->items.v[old.v[i]];

			if (names_item(m, mentions, t) != (side == 1))
				continue;
			entry_add(m, &m->entries.v[made[side]], old.v[i]);
			t->entry = made[side];
		}
		note(m, made[side], r);
	}
	m->entries.v[from].dead = true;
}

void rulings_shape(struct merge *m, const struct rulings *r)
{
	for (uint32_t i = 0; i < r->n; i++) {
		if (does(&r->v[i], "join"))
			join(m, r, &r->v[i]);
		else if (does(&r->v[i], "split"))
			split(m, r, &r->v[i]);
	}
}

/* ---- edits */

static void set_date(struct merge *m, struct entry *e, const struct ruled *r,
		     const json_t *set)
{
	str from = member(m->a, set, "from"), to = member(m->a, set, "to");
	struct decided *by;

	if (!json_object_get(set, "from") && !json_object_get(set, "to"))
		return;
	by = decided_of(m, e);
	if (!by->date_by.p) {
		by->told_from = e->from;
		by->told_to = e->to;
	}
	if (json_object_get(set, "from"))
		e->from = from.p ? day_parse(from) : DAY_NONE;
	if (json_object_get(set, "to"))
		e->to = to.p ? day_parse(to) : DAY_NONE;
	e->precision = e->from != DAY_NONE && e->from == e->to ? PRECISION_DAY
							       : PRECISION_NONE;
	e->edtf = edtf_of(m->a, e);
	by->date_by = r->d->id;
}

static void set_status(struct merge *m, struct entry *e, const struct ruled *r,
		       const json_t *set)
{
	str status = member(m->a, set, "status");
	struct decided *by;

	for (int s = 0; s <= STATUS_HYPOTHETICAL && status.p; s++) {
		if (!str_eq(status_name((enum status)s), status))
			continue;
		by = decided_of(m, e);
		if (!by->status_by_ruling.p)
			by->told_status = e->status;
		e->status = (enum status)s;
		e->class = class_of(e->status);
		by->status_by_ruling = r->d->id;
	}
}

static void set_scope(struct entry *e, str scope)
{
	static const char *const scopes[] = { "core", "background", "outside" };

	for (size_t i = 0; i < COUNT(scopes); i++)
		if (str_is(scope, scopes[i]))
			e->scope = scopes[i];
}

/* A place is one that the pages name; others stay open. */
static void set_place(struct merge *m, struct entry *e, const struct ruled *r,
		      const json_t *set)
{
	str place = member(m->a, set, "place");
	struct decided *by;

	if (!place.n || !map_find(&m->people, place))
		return;
	by = decided_of(m, e);
	by->set_place = place;
	by->place_by = r->d->id;
}

static void set_title(struct merge *m, struct entry *e, const struct ruled *r,
		      const json_t *set)
{
	const json_t *title = json_object_get(set, "title");

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		str words = member(m->a, title, lang_name((enum lang)lang).p);
		struct decided *by;

		if (!words.n)
			continue;
		by = decided_of(m, e);
		by->set_title[lang] = words;
		by->title_by[lang] = r->d->id;
	}
}

static void edit(struct merge *m, struct entry *e, const struct ruled *r)
{
	const json_t *set = json_object_get(r->o, "set");

	set_date(m, e, r, set);
	set_status(m, e, r, set);
	set_place(m, e, r, set);
	set_title(m, e, r, set);
	set_scope(e, member(m->a, set, "scope"));
}

/* The doubt whether two entries are one is settled: they are two. */
static void drop_doubt(struct merge *m, uint32_t of, uint32_t other)
{
	struct entry *e = &m->entries.v[of];
	uint32_t n = 0;

	for (uint32_t i = 0; i < e->doubtful.n; i++)
		if (entry_now(m, e->doubtful.v[i].entry) != other)
			e->doubtful.v[n++] = e->doubtful.v[i];
	e->doubtful.n = n;
}

static void reject_join(struct merge *m, const struct rulings *all,
			struct ruled *r)
{
	const json_t *list = json_object_get(r->o, "entries");
	uint32_t at[2];

	for (size_t i = 0; i < 2; i++) {
		const json_t *x = json_array_get(list, i);

		at[i] = entry_named(
			m, all,
			(str){ json_string_value(x), json_string_length(x) });
		if (at[i] == NO_REF)
			return;
	}
	if (at[0] == at[1])
		return;
	drop_doubt(m, at[0], at[1]);
	drop_doubt(m, at[1], at[0]);
	note(m, at[0], r);
	note(m, at[1], r);
}

void rulings_edit(struct merge *m, const struct rulings *all)
{
	for (uint32_t i = 0; i < all->n; i++) {
		struct ruled *r = &all->v[i];
		const json_t *o = r->o;
		uint32_t at;

		if (r->undone || r->found || !json_is_object(o))
			continue;
		if (does(r, "remove")) {
			r->found = true; /* the articles are not here */
			continue;
		}
		if (does(r, "reject") && json_object_get(o, "entries")) {
			reject_join(m, all, r);
			continue;
		}
		at = entry_named(m, all, member(m->a, r->o, "entry"));
		if (at == NO_REF)
			continue;
		if (does(r, "edit"))
			edit(m, &m->entries.v[at], r);
		else if (does(r, "hide") || does(r, "reject"))
			m->entries.v[at].scope = "hidden";
		else if (does(r, "dispute"))
			decided_of(m, &m->entries.v[at])->disputed = true;
		else if (!does(r, "accept") && !does(r, "comment"))
			continue;
		note(m, at, r);
	}
}
