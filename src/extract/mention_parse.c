/* mention_parse.c - annotate's output line back into mentions (jansson).
 *
 * The line was written by mentions_json(); a line that is damaged (not JSON,
 * a span outside the text, an unknown name) is an error of the world: the
 * store that kept it is broken. */
#include <jansson.h>

#include "extract/mention_json.h"

struct parse {
	struct arena *a;
	str text;
	struct err *e;
	bool bad;
};

static void damaged(struct parse *p, const char *what)
{
	if (!p->bad)
		err_set(p->e, ERR_INPUT, "mentions: %s", what);
	p->bad = true;
}

static str get_str(struct parse *p, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	if (!json_is_string(v))
		return STR_NONE;
	return arena_str(p->a,
			 (str){ json_string_value(v), json_string_length(v) });
}

static day get_day(struct parse *p, const json_t *o, const char *key)
{
	str s = get_str(p, o, key);

	return s.p ? day_parse(s) : DAY_NONE;
}

static bool get_flag(const json_t *o, const char *key)
{
	return json_is_true(json_object_get(o, key));
}

static uint32_t get_ref(const json_t *o, const char *key, uint32_t below)
{
	const json_t *v = json_object_get(o, key);
	json_int_t i = json_is_integer(v) ? json_integer_value(v) : -1;

	return i >= 0 && i < below ? (uint32_t)i : NO_REF;
}

/* [from, to] inside the text; an absent one is [0, 0]. */
static span get_span(struct parse *p, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);
	json_int_t from, to;

	if (!json_is_array(v) || json_array_size(v) != 2)
		return (span){ 0, 0 };
	from = json_integer_value(json_array_get(v, 0));
	to = json_integer_value(json_array_get(v, 1));
	if (from < 0 || from > to || (size_t)to > p->text.n) {
		damaged(p, "a span lies outside the text");
		return (span){ 0, 0 };
	}
	return (span){ (uint32_t)from, (uint32_t)to };
}

static const str *get_strs(struct parse *p, const json_t *o, const char *key,
			   uint32_t *n)
{
	const json_t *v = json_object_get(o, key);
	str *out;

	*n = (uint32_t)json_array_size(v);
	out = arena_many(p->a, str, *n + 1);
	for (uint32_t i = 0; i < *n; i++)
		out[i] = arena_str(
			p->a, str_of(json_string_value(json_array_get(v, i))));
	return out;
}

/* Number of the name among those that name_of gives for 0 .. n-1; missing
 * names give 0. */
#define FIND_NAME(p, s, n, name_of, type, out)                                 \
	do {                                                                   \
		int found = -1;                                                \
		for (int i_ = 0; i_ < (n) && found < 0; i_++)                  \
			if (str_eq(s, name_of((type)i_)))                      \
				found = i_;                                    \
		if (found < 0 && (s).p)                                        \
			damaged(p, "an unknown name of " #type);               \
		*(out) = (type)(found < 0 ? 0 : found);                        \
	} while (0)

static enum precision get_precision(struct parse *p, const json_t *o)
{
	str s = get_str(p, o, "precision");
	enum precision x;

	if (!s.p)
		return PRECISION_NONE;
	FIND_NAME(p, s, PRECISION_MINUTE + 1, precision_name, enum precision,
		  &x);
	return x;
}

static void parse_time(struct parse *p, const json_t *o, struct time_mention *t)
{
	str type = get_str(p, o, "type");

	t->at = get_span(p, o, "span");
	FIND_NAME(p, type, TIME_SET + 1, time_type_name, enum time_type,
		  &t->type);
	t->value = get_str(p, o, "value");
	t->mod = get_str(p, o, "mod");
	t->from = get_day(p, o, "from");
	t->to = get_day(p, o, "to");
	t->precision = get_precision(p, o);
	t->edtf = get_str(p, o, "edtf");
	t->basis = get_str(p, o, "basis");
	t->heading = get_flag(o, "heading");
	t->deadline = get_flag(o, "deadline");
	t->metadata = get_flag(o, "metadata");
	t->rule = get_str(p, o, "rule");
}

static void parse_actor(struct parse *p, const json_t *o,
			struct actor_mention *x)
{
	str kind = get_str(p, o, "kind");

	x->at = get_span(p, o, "span");
	x->name_at = get_span(p, o, "name_span");
	x->id = get_str(p, o, "id");
	x->name = get_str(p, o, "name");
	FIND_NAME(p, kind, ACTOR_COMPOUND + 1, actor_kind_name, enum actor_kind,
		  &x->kind);
	if (get_flag(o, "media"))
		x->kind = ACTOR_MEDIA;
	x->party = get_str(p, o, "party");
	x->role = get_str(p, o, "role");
	x->members = get_strs(p, o, "members", &x->n_members);
	x->reference = get_flag(o, "reference");
	x->former = get_flag(o, "former");
	x->rule = get_str(p, o, "rule");
}

static void parse_participants(struct parse *p, const json_t *o,
			       const struct mentions *m,
			       struct event_mention *e)
{
	const json_t *list = json_object_get(o, "participants");
	uint32_t n = (uint32_t)json_array_size(list);
	struct participant *v = arena_many(p->a, struct participant, n + 1);

	for (uint32_t i = 0; i < n; i++) {
		const json_t *x = json_array_get(list, i);
		str role = get_str(p, x, "role");

		v[e->n_participants].actor = get_ref(x, "ref", m->actors.n);
		FIND_NAME(p, role, PART_PARTICIPANT + 1, part_role_name,
			  enum part_role, &v[e->n_participants].role);
		if (v[e->n_participants].actor != NO_REF)
			e->n_participants++;
	}
	e->participants = v;
}

static void parse_magnitudes(struct parse *p, const json_t *o,
			     struct event_mention *e)
{
	const json_t *list = json_object_get(o, "magnitude");
	uint32_t n = (uint32_t)json_array_size(list);
	struct magnitude *v = arena_many(p->a, struct magnitude, n + 1);

	for (uint32_t i = 0; i < n; i++) {
		const json_t *x = json_array_get(list, i);

		v[i].at = get_span(p, x, "span");
		v[i].what = get_str(p, x, "what");
		v[i].unit = get_str(p, x, "unit");
		v[i].value = json_number_value(json_object_get(x, "value"));
	}
	e->magnitudes = v;
	e->n_magnitudes = n;
}

static void parse_event(struct parse *p, const json_t *o,
			const struct mentions *m, struct event_mention *e,
			uint32_t n_events)
{
	str status = get_str(p, o, "status");

	e->at = get_span(p, o, "span");
	e->trigger = get_span(p, o, "trigger_span");
	e->kind = get_str(p, o, "kind");
	e->plover = get_str(p, o, "plover");
	e->mode = get_str(p, o, "mode");
	e->cameo = get_str(p, o, "cameo");
	e->issues = get_strs(p, o, "context", &e->n_issues);
	FIND_NAME(p, status, STATUS_HYPOTHETICAL + 1, status_name, enum status,
		  &e->status);
	e->from = get_day(p, o, "from");
	e->to = get_day(p, o, "to");
	e->precision = get_precision(p, o);
	e->date_basis = get_str(p, o, "date_basis");
	e->time = get_ref(o, "time_ref", m->times.n);
	parse_participants(p, o, m, e);
	e->place = get_ref(o, "place_ref", m->actors.n);
	parse_magnitudes(p, o, e);
	e->claimed_by = get_ref(o, "claimed_by_ref", m->actors.n);
	e->cancels = get_ref(o, "cancels", n_events);
	e->background = get_flag(o, "background");
	e->fruitless = get_span(p, o, "fruitless");
	e->rule = get_str(p, o, "rule");
}

static void parse_statement(struct parse *p, const json_t *o,
			    const struct mentions *m,
			    struct statement_mention *s)
{
	str form = get_str(p, o, "form");

	s->at = get_span(p, o, "span");
	s->quote = get_span(p, o, "quote");
	FIND_NAME(p, form, FORM_INDIRECT + 1, form_name, enum statement_form,
		  &s->form);
	s->speaker = get_ref(o, "speaker_ref", m->actors.n);
	s->reported_by = get_ref(o, "reported_by_ref", m->actors.n);
	s->addressee = get_ref(o, "addressee_ref", m->actors.n);
	s->voice = get_span(p, o, "speaker_span");
	s->medium = get_str(p, o, "medium");
	s->impression = get_flag(o, "impression");
	s->from = get_day(p, o, "from");
	s->to = get_day(p, o, "to");
	s->issues = get_strs(p, o, "issue", &s->n_issues);
	s->rule = get_str(p, o, "rule");
}

static void parse_position(struct parse *p, const json_t *o,
			   const struct mentions *m, struct position_mention *x)
{
	x->at = get_span(p, o, "span");
	x->issue = get_str(p, o, "issue");
	x->party = get_str(p, o, "party");
	x->holder = get_ref(o, "holder_ref", m->actors.n);
	x->force = get_str(p, o, "force");
	x->stance = get_str(p, o, "stance");
	x->from = get_day(p, o, "from");
	x->to = get_day(p, o, "to");
	x->rule = get_str(p, o, "rule");
}

static void parse_proposal(struct parse *p, const json_t *o,
			   struct proposal_mention *x)
{
	const json_t *list = json_object_get(o, "responses");
	uint32_t n = (uint32_t)json_array_size(list);
	struct response *v = arena_many(p->a, struct response, n + 1);

	x->at = get_span(p, o, "span");
	x->name = get_str(p, o, "name");
	x->items = (int)json_integer_value(json_object_get(o, "items"));
	x->authors = get_strs(p, o, "author", &x->n_authors);
	x->kind = get_str(p, o, "kind");
	x->revises = get_str(p, o, "revises");
	x->from = get_day(p, o, "from");
	x->to = get_day(p, o, "to");
	for (uint32_t i = 0; i < n; i++) {
		const json_t *r = json_array_get(list, i);

		v[i].party = get_str(p, r, "party");
		v[i].answer = get_str(p, r, "answer");
		v[i].at = get_span(p, r, "span");
	}
	x->responses = v;
	x->n_responses = n;
	x->rule = get_str(p, o, "rule");
}

#define PARSE_ALL(p, o, key, list, call)                                       \
	do {                                                                   \
		const json_t *all = json_object_get(o, key), *x;               \
		size_t i;                                                      \
		json_array_foreach(all, i, x)                                  \
		{                                                              \
			vec_add((p)->a, list);                                 \
			call;                                                  \
		}                                                              \
	} while (0)

static void parse_head(struct parse *p, const json_t *o, struct doc *d)
{
	enum lang lang = lang_by_name(get_str(p, o, "lang"));

	d->id = get_str(p, o, "id");
	d->lang = lang == LANG_COUNT ? LANG_EN : lang;
	d->published_text = get_str(p, o, "published");
	d->published_basis = get_str(p, o, "published_basis");
	if (d->published_text.p)
		d->published = day_parse(d->published_text);
}

int mentions_from_json(struct arena *a, str line, str text, struct doc **out,
		       struct mentions *m, struct err *e)
{
	struct parse p = { .a = a, .text = text, .e = e };
	struct doc *d = doc_in(a);
	json_error_t je;
	json_t *o = json_loadb(line.p, line.n, 0, &je);
	uint32_t n_events;

	*m = (struct mentions){ 0 };
	*out = d;
	if (!json_is_object(o)) {
		damaged(&p, je.text);
		goto out;
	}
	d->text = text;
	parse_head(&p, o, d);
	n_events = (uint32_t)json_array_size(json_object_get(o, "events"));
	doc_sentences(d);
	PARSE_ALL(&p, o, "times", &m->times, parse_time(&p, x, &m->times.v[i]));
	PARSE_ALL(&p, o, "actors", &m->actors,
		  parse_actor(&p, x, &m->actors.v[i]));
	PARSE_ALL(&p, o, "events", &m->events,
		  parse_event(&p, x, m, &m->events.v[i], n_events));
	PARSE_ALL(&p, o, "statements", &m->statements,
		  parse_statement(&p, x, m, &m->statements.v[i]));
	PARSE_ALL(&p, o, "positions", &m->positions,
		  parse_position(&p, x, m, &m->positions.v[i]));
	PARSE_ALL(&p, o, "proposals", &m->proposals,
		  parse_proposal(&p, x, &m->proposals.v[i]));
out:
	json_decref(o);
	return p.bad ? -1 : 0;
}
