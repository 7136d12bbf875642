/* plover.c - events of one article as PLOVER JSON lines or POLECAT's columns.
 *
 * Those who take part are told once a side: of a state and its president the
 * president. All who meet or agree are actor and recipient of each other. */
#include "extract/plover.h"

#include "base/json.h"

enum { SIDES = 12 };

struct side {
	str name, raw, country, sector, title;
	span at;
	enum part_role role;
	bool person;
};

struct sides {
	struct side v[SIDES];
	uint32_t n;
};

void coder_init(struct coder *c, const struct packs *p, bool tsv)
{
	c->quads = packs_table(p, "", "plover-quads");
	c->sectors = packs_table(p, "", "plover-sectors");
	c->version = packs_version(p);
	c->tsv = tsv;
}

static str quad_of(const struct coder *c, str type)
{
	for (uint32_t i = 0; i < c->quads->n; i++)
		if (str_eq(table_cell(c->quads, i,
				      table_column(c->quads, "type")),
			   type))
			return table_cell(c->quads, i,
					  table_column(c->quads, "quad"));
	return STR_NONE;
}

static str kind_name(enum actor_kind k)
{
	return k == ACTOR_MEDIA ? STR("media") : actor_kind_name(k);
}

static bool latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whole words of Latin letters: resident, but not in President. */
static bool has_word(str s, str w)
{
	for (size_t i = str_find(s, w, 0); i != SIZE_MAX;
	     i = str_find(s, w, i + 1))
		if (!latin(w.p[0]) ||
		    ((i == 0 || !latin(s.p[i - 1])) &&
		     (i + w.n >= s.n || !latin(s.p[i + w.n]))))
			return true;
	return false;
}

static str sector_of(const struct coder *c, const struct actor_mention *a,
		     str raw)
{
	const struct table *t = c->sectors;

	for (uint32_t i = 0; i < t->n; i++) {
		str words = table_cell(t, i, table_column(t, "words"));
		str kind = table_cell(t, i, table_column(t, "kind"));

		while (words.n) {
			str w = str_trim(str_token(&words, '|'));

			if (w.n && a->kind != ACTOR_STATE &&
			    (has_word(a->name, w) || has_word(a->role, w) ||
			     has_word(raw, w)))
				return table_cell(t, i,
						  table_column(t, "sector"));
		}
		if (kind.n && str_eq(kind, kind_name(a->kind)))
			return table_cell(t, i, table_column(t, "sector"));
	}
	return a->kind == ACTOR_PERSON && a->role.n ? STR("GOV") : STR("");
}

/* ISO 3166-1 has three capital letters; a bloc has a code but no country. */
static str country_of(const struct actor_mention *a)
{
	return a->kind != ACTOR_BLOC && a->party.n == 3 ? a->party : STR("");
}

static void put_side(struct sides *s, const struct side *x)
{
	for (uint32_t i = 0; i < s->n; i++) {
		struct side *y = &s->v[i];

		if (y->role != x->role || !x->country.n ||
		    !str_eq(y->country, x->country))
			continue;
		if (!y->person && x->person)
			*y = *x;
		if (!y->person || !x->person || str_eq(y->name, x->name))
			return;
	}
	if (s->n < SIDES)
		s->v[s->n++] = *x;
}

static void sides_of(const struct coder *c, const struct doc *d,
		     const struct mentions *m, const struct event_mention *e,
		     struct sides *s)
{
	s->n = 0;
	for (uint32_t i = 0; i < e->n_participants; i++) {
		const struct participant *p = &e->participants[i];
		const struct actor_mention *a = &m->actors.v[p->actor];
		str raw = str_span(d->text, a->at);
		struct side x = { a->name,	 raw,
				  country_of(a), sector_of(c, a, raw),
				  a->role,	 a->at,
				  p->role,	 a->kind == ACTOR_PERSON };

		if (!a->n_members) {
			put_side(s, &x);
			continue;
		}
		for (uint32_t k = 0; k < a->n_members; k++) {
			x.country =
				a->members[k].n == 3 ? a->members[k] : STR("");
			x.name = a->members[k];
			x.sector = STR("");
			put_side(s, &x);
		}
	}
}

static bool acts(const struct side *x)
{
	return x->role == PART_SOURCE || x->role == PART_PARTICIPANT;
}

static bool receives(const struct side *x)
{
	return x->role == PART_TARGET || x->role == PART_PARTICIPANT;
}

static str place_name(const struct mentions *m, const struct event_mention *e)
{
	return e->place == NO_REF ? STR("") : m->actors.v[e->place].name;
}

static bool codes(const struct event_mention *e)
{
	return e->plover.n > 0 && !e->background;
}

/* ---- JSON */

static void json_sides(struct json *j, const char *key, const struct sides *s,
		       bool (*is)(const struct side *))
{
	json_key(j, key);
	json_open(j, '[');
	for (uint32_t i = 0; i < s->n; i++) {
		const struct side *x = &s->v[i];
		char code[16];

		if (!is(x))
			continue;
		snprintf(code, sizeof(code), "%.*s%.*s", STR_FMT(x->country),
			 STR_FMT(x->sector));
		json_open(j, '{');
		json_put_str(j, "name", x->name);
		json_put_str(j, "code", str_of(code));
		json_put_str(j, "country", x->country);
		json_put_str(j, "sector", x->sector);
		json_put_str(j, "text", x->raw);
		json_put_span(j, "span", x->at);
		json_close(j);
	}
	json_close(j);
}

static bool mediates(const struct side *x)
{
	return x->role == PART_MEDIATOR || x->role == PART_HOST;
}

static void json_event(const struct coder *c, const struct doc *d,
		       const struct mentions *m, uint32_t k,
		       const struct sides *s, struct buf *out)
{
	const struct event_mention *e = &m->events.v[k];
	struct json j;

	json_init(&j, out, 0);
	json_open(&j, '{');
	json_put_str(&j, "id",
		     arena_printf(d->arena, "%.*s-%u", STR_FMT(d->id), k + 1));
	json_put_day(&j, "date", e->from);
	json_put_day(&j, "dateEnd", e->to);
	json_put_str(&j, "event", e->plover);
	json_put_str(&j, "mode", e->mode);
	json_put_str(&j, "quad", quad_of(c, e->plover));
	json_key(&j, "context");
	json_open(&j, '[');
	for (uint32_t i = 0; i < e->n_issues; i++)
		json_str(&j, e->issues[i]);
	json_close(&j);
	json_sides(&j, "source", s, acts);
	json_sides(&j, "target", s, receives);
	json_sides(&j, "mediator", s, mediates);
	json_put_str(&j, "location",
		     e->place == NO_REF ? STR_NONE : place_name(m, e));
	json_put_str(&j, "eventText", str_span(d->text, e->trigger));
	json_put_str(&j, "text", str_span(d->text, e->at));
	json_put_span(&j, "textInfo", e->at);
	json_put_str(&j, "status", status_name(e->status));
	json_put_str(&j, "cameo", e->cameo);
	json_put_str(&j, "publisher", d->publisher);
	json_put_day(&j, "published", d->published);
	json_put_str(&j, "language", lang_name(d->lang));
	json_put_str(&j, "rule", e->rule);
	json_put_str(&j, "version", c->version);
	json_close(&j);
	buf_byte(out, '\n');
}

/* ---- rows */

/* No tab and no line end inside a cell. */
static void cell(struct buf *out, str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_byte(out, s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r'
				      ? ' '
				      : s.p[i]);
	buf_byte(out, '\t');
}

static void cell_day(struct buf *out, struct arena *a, day when)
{
	cell(out, when == DAY_NONE ? STR("") : day_text(a, when));
}

static void cells_of_side(struct buf *out, const struct side *x)
{
	static const struct side nobody;

	x = x ? x : &nobody;
	cell(out, x->name);
	cell(out, x->country);
	buf_add(out, x->country); /* USAGOV: both without a tab between */
	cell(out, x->sector);
	cell(out, x->sector);
	cell(out, x->title);
	cell(out, x->raw);
}

void plover_columns(struct buf *out)
{
	buf_add(out,
		STR("Event ID\tEvent Date\tEvent Type\tEvent Mode\tQuad Code\t"
		    "Contexts\tActor Name\tActor Country\tActor Code\t"
		    "Actor Primary Sector\tActor Title\tActor Name Raw\t"
		    "Recipient Name\tRecipient Country\tRecipient Code\t"
		    "Recipient Primary Sector\tRecipient Title\t"
		    "Recipient Name Raw\tPlacename\tCAMEO Code\tStatus\t"
		    "Event Text\tStory ID\tSentence Number\tSource\t"
		    "Publication Date\tLanguage\tRule\tVersion\n"));
}

static void row(const struct coder *c, const struct doc *d,
		const struct mentions *m, uint32_t k, const struct side *actor,
		const struct side *recipient, struct buf *out)
{
	const struct event_mention *e = &m->events.v[k];
	struct arena *a = d->arena;

	cell(out, arena_printf(a, "%.*s-%u", STR_FMT(d->id), k + 1));
	cell_day(out, a, e->from);
	cell(out, e->plover);
	cell(out, e->mode);
	cell(out, quad_of(c, e->plover));
	for (uint32_t i = 0; i < e->n_issues; i++) {
		buf_add(out, e->issues[i]);
		if (i + 1 < e->n_issues)
			buf_byte(out, ';');
	}
	buf_byte(out, '\t');
	cells_of_side(out, actor);
	cells_of_side(out, recipient);
	cell(out, place_name(m, e));
	cell(out, e->cameo);
	cell(out, status_name(e->status));
	cell(out, str_span(d->text, e->at));
	cell(out, d->id);
	cell(out,
	     arena_printf(a, "%u", doc_sentence_at(d, e->trigger.from) + 1));
	cell(out, d->publisher);
	cell_day(out, a, d->published);
	cell(out, lang_name(d->lang));
	cell(out, e->rule);
	buf_add(out, c->version);
	buf_byte(out, '\n');
}

/* All pairs of actor and recipient; one row at least. */
static void rows(const struct coder *c, const struct doc *d,
		 const struct mentions *m, uint32_t k, const struct sides *s,
		 struct buf *out)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t r = 0; r < s->n; r++) {
			if (r == i || !acts(&s->v[i]) || !receives(&s->v[r]))
				continue;
			if (s->v[i].country.n &&
			    str_eq(s->v[i].country, s->v[r].country) &&
			    s->v[i].role == PART_PARTICIPANT)
				continue; /* two of one side */
			row(c, d, m, k, &s->v[i], &s->v[r], out);
			n++;
		}
	for (uint32_t i = 0; n == 0 && i < s->n; i++)
		if (acts(&s->v[i]) || receives(&s->v[i])) {
			row(c, d, m, k, acts(&s->v[i]) ? &s->v[i] : NULL,
			    acts(&s->v[i]) ? NULL : &s->v[i], out);
			n++;
		}
	if (n == 0)
		row(c, d, m, k, NULL, NULL, out);
}

void plover_write(const struct coder *c, const struct doc *d,
		  const struct mentions *m, struct buf *out)
{
	for (uint32_t k = 0; k < m->events.n; k++) {
		struct sides s;

		if (!codes(&m->events.v[k]))
			continue;
		sides_of(c, d, m, &m->events.v[k], &s);
		if (c->tsv)
			rows(c, d, m, k, &s, out);
		else
			json_event(c, d, m, k, &s, out);
	}
}
