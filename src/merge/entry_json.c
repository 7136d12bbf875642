/* entry_json.c - entries as JSON: SCHEMA section 2, docs/OUTPUT.md. */
#include "base/json.h"
#include "base/limits.h"
#include "merge/merge_priv.h"

/* ---- who took part */

struct part {
	const struct actor_mention *x;
	enum part_role role;
	struct evidences evidence;
};

struct parts {
	VEC_OF(struct part);
};

static struct part *part_at(struct merge *m, struct parts *list,
			    const struct actor_mention *x, enum part_role role)
{
	struct part *p;

	for (uint32_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].x->id, x->id))
			return &list->v[i];
	p = vec_add(m->a, list);
	p->x = x;
	p->role = role;
	return p;
}

static struct parts parts_of(struct merge *m, const struct entry *e)
{
	struct parts list = { 0 };

	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		for (uint32_t k = 0; k < t->e->n_participants; k++) {
			const struct participant *p = &t->e->participants[k];
			const struct actor_mention *x =
				article_actor(m, t->article, p->actor);
			struct part *part;

			if (!x || !x->id.n)
				continue;
			part = part_at(m, &list, x, p->role);
			/* what a later mention tells more exactly */
			if (part->role == PART_PARTICIPANT)
				part->role = p->role;
			evidence_add(m, &part->evidence, t->article, x->at,
				     x->rule);
		}
	}
	return list;
}

static void put_participants(struct json *j, const struct merge *m,
			     const struct parts *list)
{
	json_key(j, "participants");
	json_open(j, '[');
	for (uint32_t i = 0; i < list->n; i++) {
		const struct part *p = &list->v[i];

		json_open(j, '{');
		json_put_str(j, "actor", p->x->id);
		json_put_str(j, "name", p->x->name);
		json_put_str(j, "kind", actor_kind_name(p->x->kind));
		json_put_str(j, "party", p->x->party);
		json_put_str(j, "role", part_role_name(p->role));
		put_evidences(j, "evidence", m, &p->evidence);
		json_close(j);
	}
	json_close(j);
}

/* ---- attributes, each with its own evidence */

static struct evidences date_evidence(const struct merge *m,
				      const struct entry *e)
{
	struct evidences list = { 0 };

	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];
		const struct mentions *x = article_mentions(m, t->article);

		if (t->e->time < x->times.n)
			evidence_add(m, &list, t->article,
				     x->times.v[t->e->time].at,
				     x->times.v[t->e->time].rule);
	}
	for (uint32_t i = 0; i < e->n && list.n == 0; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		if (t->e->from != DAY_NONE || t->e->to != DAY_NONE)
			evidence_add(m, &list, t->article, t->e->at,
				     t->e->rule);
	}
	return list;
}

static struct evidences place_evidence(const struct merge *m,
				       const struct entry *e)
{
	struct evidences list = { 0 };
	str place = e->place_item == NO_REF ? STR_NONE
					    : m->items.v[e->place_item].place;

	for (uint32_t i = 0; i < e->n && place.n; i++) {
		const struct item *t = &m->items.v[e->v[i]];
		const struct actor_mention *x =
			article_actor(m, t->article, t->e->place);

		if (x && str_eq(x->id, place))
			evidence_add(m, &list, t->article, x->at, x->rule);
	}
	return list;
}

static void put_date(struct json *j, const struct merge *m,
		     const struct entry *e)
{
	struct evidences list = date_evidence(m, e);

	json_key(j, "date");
	json_open(j, '{');
	json_key(j, "value");
	json_open(j, '{');
	json_put_day(j, "from", e->from);
	json_put_day(j, "to", e->to);
	json_put_str(j, "precision", precision_name(e->precision));
	json_put_str(j, "edtf", e->edtf);
	json_close(j);
	if (e->by->date_by.p) {
		json_put_str(j, "decided_by", e->by->date_by);
		json_key(j, "told");
		json_open(j, '{');
		json_put_day(j, "from", e->by->told_from);
		json_put_day(j, "to", e->by->told_to);
		json_close(j);
	}
	put_evidences(j, "evidence", m, &list);
	json_close(j);
}

static void put_place_attribute(struct json *j, const struct merge *m,
				const struct entry *e)
{
	struct evidences list = place_evidence(m, e);
	str told = e->place_item == NO_REF ? STR_NONE
					   : m->items.v[e->place_item].place;

	if (!told.p && !e->by->place_by.p)
		return;
	json_key(j, "place");
	json_open(j, '{');
	json_put_str(j, "value", e->by->place_by.p ? e->by->set_place : told);
	if (e->by->place_by.p) {
		json_put_str(j, "decided_by", e->by->place_by);
		json_put_str(j, "told", told);
	}
	put_evidences(j, "evidence", m, &list);
	json_close(j);
}

static void put_participants_attribute(struct json *j, const struct merge *m,
				       const struct parts *parts)
{
	struct evidences list = { 0 };

	json_key(j, "participants");
	json_open(j, '{');
	json_key(j, "value");
	json_open(j, '[');
	for (uint32_t i = 0; i < parts->n; i++) {
		json_str(j, parts->v[i].x->id);
		for (uint32_t k = 0; k < parts->v[i].evidence.n; k++) {
			struct evidence v = parts->v[i].evidence.v[k];

			evidence_add(m, &list, v.article, v.at, v.rule);
		}
	}
	json_close(j);
	put_evidences(j, "evidence", m, &list);
	json_close(j);
}

static void put_status_attribute(struct json *j, const struct merge *m,
				 const struct entry *e)
{
	struct evidences list = e->ended;

	list.v = NULL;
	list.n = list.cap = 0;
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		if (t->e->status == e->status || e->by->status_by_ruling.p)
			evidence_add(m, &list, t->article, t->e->at,
				     t->e->rule);
	}
	for (uint32_t i = 0; i < e->ended.n; i++)
		evidence_add(m, &list, e->ended.v[i].article, e->ended.v[i].at,
			     e->ended.v[i].rule);
	json_key(j, "status");
	json_open(j, '{');
	json_put_str(j, "value", status_name(e->status));
	if (e->by->status_by_ruling.p) {
		json_put_str(j, "decided_by", e->by->status_by_ruling);
		json_put_str(j, "told", status_name(e->by->told_status));
	}
	put_evidences(j, "evidence", m, &list);
	json_close(j);
}

/* Same figure told twice is told once, with both places. */
static void put_magnitudes(struct json *j, const struct merge *m,
			   const struct entry *e)
{
	struct names seen = { 0 };

	json_open(j, '[');
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		for (uint32_t k = 0; k < t->e->n_magnitudes; k++) {
			const struct magnitude *g = &t->e->magnitudes[k];
			struct evidence v = { t->article, g->at, t->e->rule };
			str key = arena_printf(m->a, "%.*s %g %.*s",
					       STR_FMT(g->what), g->value,
					       STR_FMT(g->unit));

			if (!names_add(m->a, &seen, key))
				continue;
			json_open(j, '{');
			json_put_str(j, "what", g->what);
			json_key(j, "value");
			json_num(j, g->value);
			json_put_str(j, "unit", g->unit);
			json_key(j, "evidence");
			json_open(j, '[');
			put_evidence(j, m, &v);
			json_close(j);
			json_close(j);
		}
	}
	json_close(j);
}

/* Only of a title that a person set: the others are a source's own words. */
static void put_title_attribute(struct json *j, const struct merge *m,
				const struct entry *e)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const struct title *t = &e->title[lang];

		if (!e->by->title_by[lang].p)
			continue;
		json_key_str(j, arena_printf(m->a, "title_%s",
					     lang_name((enum lang)lang).p));
		json_open(j, '{');
		json_put_str(j, "value", e->by->set_title[lang]);
		json_put_str(j, "decided_by", e->by->title_by[lang]);
		json_put_str(
			j, "told",
			t->article == NO_REF
				? STR_NONE
				: str_span(article_doc(m, t->article)->text,
					   t->at));
		json_close(j);
	}
}

static void put_attributes(struct json *j, struct merge *m,
			   const struct entry *e, const struct parts *parts)
{
	json_key(j, "attributes");
	json_open(j, '{');
	put_date(j, m, e);
	put_place_attribute(j, m, e);
	put_participants_attribute(j, m, parts);
	put_status_attribute(j, m, e);
	put_title_attribute(j, m, e);
	json_close(j);
}

/* ---- the entry */

static void put_words(struct json *j, const struct merge *m,
		      const struct entry *e)
{
	json_key(j, "title");
	json_open(j, '{');
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const struct title *t = &e->title[lang];

		if (e->by->title_by[lang].p)
			json_put_str(j, lang_name((enum lang)lang).p,
				     e->by->set_title[lang]);
		else if (t->article != NO_REF)
			json_put_str(j, lang_name((enum lang)lang).p,
				     str_span(article_doc(m, t->article)->text,
					      t->at));
	}
	json_close(j);
	json_key(j, "label");
	json_open(j, '{');
	for (int lang = 0; lang < LANG_COUNT; lang++)
		json_put_str(j, lang_name((enum lang)lang).p,
			     label_of(m, e, (enum lang)lang));
	json_close(j);
}

static void put_status_by(struct json *j, const struct merge *m,
			  const struct entry *e)
{
	json_key(j, "status_by");
	json_open(j, '{');
	for (uint32_t i = 0; i < e->status_by.n; i++) {
		json_key_str(j, e->status_by.v[i].party);
		json_str(j, status_name(e->status_by.v[i].status));
	}
	json_close(j);
	(void)m;
}

/* A place that a person set rests on that person, not on words. */
static void put_set_place(struct json *j, const struct merge *m,
			  const struct entry *e)
{
	struct evidences none = { 0 };
	const uint64_t *at = map_find(&m->people, e->by->set_place);

	json_open(j, '{');
	json_put_str(j, "id", e->by->set_place);
	json_put_str(j, "name", at ? m->actors.v[*at - 1].name : STR_NONE);
	put_evidences(j, "evidence", m, &none);
	json_close(j);
}

static void put_entry_place(struct json *j, const struct merge *m,
			    const struct entry *e)
{
	struct evidences list = place_evidence(m, e);
	const struct item *t;
	const struct actor_mention *x;

	json_key(j, "place");
	if (e->by->place_by.p) {
		put_set_place(j, m, e);
		return;
	}
	if (e->place_item == NO_REF) {
		json_null(j);
		return;
	}
	t = &m->items.v[e->place_item];
	x = article_actor(m, t->article, t->e->place);
	json_open(j, '{');
	json_put_str(j, "id", x->id);
	json_put_str(j, "name", x->name);
	put_evidences(j, "evidence", m, &list);
	json_close(j);
}

static void put_mentions(struct json *j, const struct merge *m,
			 const struct entry *e)
{
	struct evidences list = { 0 };

	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		evidence_add(m, &list, t->article, t->e->at, t->e->rule);
	}
	json_key(j, "mentions");
	json_open(j, '[');
	for (uint32_t i = 0; i < list.n; i++) {
		json_open(j, '{');
		json_put_str(j, "article", m->articles[list.v[i].article].id);
		json_put_span(j, "span", list.v[i].at);
		json_close(j);
	}
	json_close(j);
	put_evidences(j, "evidence", m, &list);
}

static void put_link(struct json *j, const struct merge *m, const char *key,
		     uint32_t entry)
{
	json_put_str(j, key,
		     entry == NO_REF ? STR_NONE
				     : m->entries.v[entry_now(m, entry)].id);
}

static void put_links(struct json *j, struct merge *m, const struct entry *e)
{
	struct names seen = { 0 };

	put_link(j, m, "part_of", e->part_of);
	put_link(j, m, "responds_to", e->responds_to);
	put_link(j, m, "outcome_of", e->outcome_of);
	put_link(j, m, "supersedes", e->supersedes);
	if (e->series) {
		json_key(j, "members");
		json_open(j, '[');
		for (uint32_t i = 0; i < e->members.n; i++)
			json_str(j, m->entries.v[e->members.v[i]].id);
		json_close(j);
	}
	json_key(j, "doubtful");
	json_open(j, '[');
	for (uint32_t i = 0; i < e->doubtful.n; i++) {
		const struct entry *f =
			&m->entries.v[entry_now(m, e->doubtful.v[i].entry)];

		if (f == e || !names_add(m->a, &seen, f->id))
			continue;
		json_open(j, '{');
		json_put_str(j, "entry", f->id);
		json_put_str(j, "why", str_of(e->doubtful.v[i].why));
		json_close(j);
	}
	json_close(j);
}

static void put_rulings(struct json *j, const struct entry *e)
{
	if (e->by->rulings.n == 0)
		return;
	json_key(j, "reviews");
	json_open(j, '[');
	for (uint32_t i = 0; i < e->by->rulings.n; i++) {
		json_open(j, '{');
		json_put_str(j, "decision", e->by->rulings.v[i].decision);
		json_put_str(j, "do", e->by->rulings.v[i].what);
		json_close(j);
	}
	json_close(j);
	if (e->by->disputed) {
		json_key(j, "disputed");
		json_bool(j, true);
	}
}

/* The ids under which the entry was or would be known if it were told by
 * other articles alone: what was written down stays good. */
static void put_aliases(struct json *j, struct merge *m, const struct entry *e)
{
	struct names ids = { 0 };

	for (uint32_t i = 0; i < e->n; i++)
		names_add(m->a, &ids,
			  id_of(m->a, "e", m->items.v[e->v[i]].hash));
	json_key(j, "aliases");
	json_open(j, '[');
	for (uint32_t i = 0; i < ids.n; i++)
		if (!str_eq(ids.v[i], e->id))
			json_str(j, ids.v[i]);
	json_close(j);
}

static void put_entry(struct json *j, struct merge *m, const struct entry *e,
		      const struct parts *parts)
{
	const struct event_mention *first = m->items.v[e->v[0]].e;

	json_open(j, '{');
	json_put_str(j, "id", e->id);
	json_put_str(j, "kind", e->kind->kind);
	json_put_str(j, "plover", first->plover);
	json_put_str(j, "mode", first->mode);
	json_put_str(j, "cameo", first->cameo);
	json_put_str(j, "status", status_name(e->status));
	put_status_by(j, m, e);
	json_put_day(j, "from", e->from);
	json_put_day(j, "to", e->to);
	json_put_str(j, "precision", precision_name(e->precision));
	json_put_str(j, "edtf", e->edtf);
	put_words(j, m, e);
	put_participants(j, m, parts);
	put_entry_place(j, m, e);
	json_key(j, "magnitude");
	put_magnitudes(j, m, e);
	put_attributes(j, m, e, parts);
	json_put_int(j, "sources", e->sources);
	json_put_int(j, "publishers", e->publishers);
	json_put_int(j, "independent", e->independent);
	json_put_str(j, "scope", str_of(e->scope));
	json_put_int(j, "importance", e->importance);
	put_mentions(j, m, e);
	put_links(j, m, e);
	put_aliases(j, m, e);
	put_rulings(j, e);
	json_close(j);
}

static void fill_keys(struct merge *m, struct record_item *x,
		      const struct entry *e)
{
	struct names actors = { 0 }, issues = { 0 }, articles = { 0 };

	names_union(m->a, &actors, &e->parties);
	names_union(m->a, &actors, &e->persons);
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		names_add(m->a, &articles, m->articles[t->article].id);
		for (uint32_t k = 0; k < t->e->n_issues; k++)
			names_add(m->a, &issues, t->e->issues[k]);
		for (uint32_t k = 0; k < t->e->n_participants; k++) {
			const struct actor_mention *a = article_actor(
				m, t->article, t->e->participants[k].actor);

			if (a)
				names_add(m->a, &actors, a->id);
		}
	}
	x->actors = actors.v;
	x->n_actors = actors.n;
	x->issues = issues.v;
	x->n_issues = issues.n;
	x->articles = articles.v;
	x->n_articles = articles.n;
}

void write_entries(struct merge *m)
{
	struct buf out;
	struct json j;

	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < m->entries.n; i++) {
		struct entry *e = &m->entries.v[i];
		struct arena_mark mark = arena_mark(m->a);
		struct record_item *x;
		struct parts parts;

		if (e->dead)
			continue;
		e->sum = entry_sum(m, e);
		if (item_kept(m, "entries", e->id, e->sum))
			continue;
		parts = parts_of(m, e);
		buf_clear(&out);
		json_init(&j, &out, 0);
		put_entry(&j, m, e, &parts);
		x = item_begin(m, "entries", e->id);
		x->sum = e->sum;
		x->json = arena_str(m->a, buf_str(&out));
		x->kind = e->kind->kind;
		x->status = status_name(e->status);
		x->scope = str_of(e->scope);
		x->from = e->from;
		x->to = e->to;
		fill_keys(m, x, e);
		item_end(m, mark);
	}
	buf_release(&out);
}
