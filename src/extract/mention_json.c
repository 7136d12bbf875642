/* mention_json.c - mentions to the line of SCHEMA section 1, and back. */
#include "extract/mention_json.h"

#include "base/json.h"
#include "base/limits.h"
#include "extract/job.h"

/* ---- writing */

static void put_span_text(struct json *j, const struct doc *d, span at)
{
	json_put_span(j, "span", at);
	json_put_str(j, "text", str_span(d->text, at));
}

static str actor_id(const struct mentions *m, uint32_t ref)
{
	return ref < m->actors.n ? m->actors.v[ref].id : STR_NONE;
}

static void put_strs(struct json *j, const char *key, const str *v, uint32_t n)
{
	json_key(j, key);
	json_open(j, '[');
	for (uint32_t i = 0; i < n; i++)
		json_str(j, v[i]);
	json_close(j);
}

static void put_interval(struct json *j, day from, day to)
{
	json_put_day(j, "from", from);
	json_put_day(j, "to", to);
}

static void put_flag(struct json *j, const char *key, bool on)
{
	if (!on)
		return;
	json_key(j, key);
	json_bool(j, true);
}

static void write_time(struct json *j, const struct doc *d,
		       const struct time_mention *t)
{
	json_open(j, '{');
	put_span_text(j, d, t->at);
	json_put_str(j, "type", time_type_name(t->type));
	json_put_str(j, "value", t->value);
	json_put_str(j, "mod", t->mod);
	put_interval(j, t->from, t->to);
	json_put_str(j, "precision", precision_name(t->precision));
	json_put_str(j, "edtf", t->edtf);
	json_put_str(j, "basis", t->basis);
	put_flag(j, "heading", t->heading);
	put_flag(j, "deadline", t->deadline);
	put_flag(j, "metadata", t->metadata);
	json_put_str(j, "rule", t->rule);
	json_close(j);
}

static void write_actor(struct json *j, const struct doc *d,
			const struct actor_mention *x)
{
	json_open(j, '{');
	put_span_text(j, d, x->at);
	json_put_str(j, "id", x->id);
	json_put_str(j, "name", x->name);
	json_put_str(j, "kind", actor_kind_name(x->kind));
	json_put_str(j, "party", x->party);
	json_put_str(j, "role", x->role);
	if (x->kind == ACTOR_COMPOUND || x->n_members)
		put_strs(j, "members", x->members, x->n_members);
	put_flag(j, "media", x->kind == ACTOR_MEDIA);
	put_flag(j, "reference", x->reference);
	put_flag(j, "former", x->former);
	json_put_span(j, "name_span", x->name_at);
	json_put_str(j, "rule", x->rule);
	json_close(j);
}

static void write_participants(struct json *j, const struct mentions *m,
			       const struct event_mention *e)
{
	json_key(j, "participants");
	json_open(j, '[');
	for (uint32_t i = 0; i < e->n_participants; i++) {
		const struct participant *p = &e->participants[i];

		json_open(j, '{');
		json_put_str(j, "actor", actor_id(m, p->actor));
		json_put_str(j, "role", part_role_name(p->role));
		json_put_span(j, "span", m->actors.v[p->actor].at);
		json_put_int(j, "ref", p->actor);
		json_close(j);
	}
	json_close(j);
}

static void write_magnitudes(struct json *j, const struct event_mention *e)
{
	json_key(j, "magnitude");
	json_open(j, '[');
	for (uint32_t i = 0; i < e->n_magnitudes; i++) {
		json_open(j, '{');
		json_put_str(j, "what", e->magnitudes[i].what);
		json_key(j, "value");
		json_num(j, e->magnitudes[i].value);
		json_put_str(j, "unit", e->magnitudes[i].unit);
		json_put_span(j, "span", e->magnitudes[i].at);
		json_close(j);
	}
	json_close(j);
}

/* Indexes are written beside the ids so that merge gets them back. */
static void put_ref(struct json *j, const char *key, uint32_t ref)
{
	json_key(j, key);
	if (ref == NO_REF)
		json_null(j);
	else
		json_int(j, ref);
}

static void write_event(struct json *j, const struct doc *d,
			const struct mentions *m, const struct event_mention *e)
{
	json_open(j, '{');
	put_span_text(j, d, e->at);
	json_put_str(j, "trigger", str_span(d->text, e->trigger));
	json_put_span(j, "trigger_span", e->trigger);
	json_put_str(j, "kind", e->kind);
	json_put_str(j, "plover", e->plover);
	json_put_str(j, "mode", e->mode);
	json_put_str(j, "cameo", e->cameo);
	put_strs(j, "context", e->issues, e->n_issues);
	json_put_str(j, "status", status_name(e->status));
	put_interval(j, e->from, e->to);
	json_put_str(j, "precision", precision_name(e->precision));
	json_put_str(j, "date_basis", e->date_basis);
	put_ref(j, "time_ref", e->time);
	write_participants(j, m, e);
	json_put_str(j, "place", actor_id(m, e->place));
	put_ref(j, "place_ref", e->place);
	write_magnitudes(j, e);
	json_put_str(j, "claimed_by", actor_id(m, e->claimed_by));
	put_ref(j, "claimed_by_ref", e->claimed_by);
	put_ref(j, "cancels", e->cancels);
	put_flag(j, "background", e->background);
	if (e->fruitless.from < e->fruitless.to)
		json_put_span(j, "fruitless", e->fruitless);
	json_put_str(j, "rule", e->rule);
	json_close(j);
}

static void write_statement(struct json *j, const struct doc *d,
			    const struct mentions *m,
			    const struct statement_mention *s)
{
	json_open(j, '{');
	put_span_text(j, d, s->at);
	json_key(j, "quote");
	if (s->quote.from == s->quote.to)
		json_null(j);
	else
		json_span(j, s->quote);
	json_put_str(j, "form", form_name(s->form));
	json_put_str(j, "speaker", actor_id(m, s->speaker));
	json_put_str(j, "reported_by", actor_id(m, s->reported_by));
	json_put_str(j, "addressee", actor_id(m, s->addressee));
	put_ref(j, "speaker_ref", s->speaker);
	put_ref(j, "reported_by_ref", s->reported_by);
	put_ref(j, "addressee_ref", s->addressee);
	if (s->voice.from < s->voice.to) {
		json_put_str(j, "speaker_words", str_span(d->text, s->voice));
		json_put_span(j, "speaker_span", s->voice);
	}
	json_put_str(j, "medium", s->medium);
	put_flag(j, "impression", s->impression);
	put_interval(j, s->from, s->to);
	put_strs(j, "issue", s->issues, s->n_issues);
	json_put_str(j, "rule", s->rule);
	json_close(j);
}

static void write_position(struct json *j, const struct doc *d,
			   const struct mentions *m,
			   const struct position_mention *p)
{
	json_open(j, '{');
	put_span_text(j, d, p->at);
	json_put_str(j, "issue", p->issue);
	json_put_str(j, "party", p->party);
	json_put_str(j, "holder", actor_id(m, p->holder));
	put_ref(j, "holder_ref", p->holder);
	json_put_str(j, "force", p->force);
	json_put_str(j, "stance", p->stance);
	put_interval(j, p->from, p->to);
	json_put_str(j, "rule", p->rule);
	json_close(j);
}

static void write_proposal(struct json *j, const struct doc *d,
			   const struct proposal_mention *p)
{
	json_open(j, '{');
	put_span_text(j, d, p->at);
	json_put_str(j, "name", p->name);
	json_key(j, "items");
	if (p->items)
		json_int(j, p->items);
	else
		json_null(j);
	put_strs(j, "author", p->authors, p->n_authors);
	json_put_str(j, "kind", p->kind);
	json_put_str(j, "revises", p->revises);
	put_interval(j, p->from, p->to);
	json_key(j, "responses");
	json_open(j, '[');
	for (uint32_t i = 0; i < p->n_responses; i++) {
		json_open(j, '{');
		json_put_str(j, "party", p->responses[i].party);
		json_put_str(j, "answer", p->responses[i].answer);
		json_put_span(j, "span", p->responses[i].at);
		json_close(j);
	}
	json_close(j);
	json_put_str(j, "rule", p->rule);
	json_close(j);
}

static void write_diags(struct json *j, const struct doc *d)
{
	json_key(j, "diagnostics");
	json_open(j, '[');
	for (uint32_t i = 0; i < d->diags.n; i++) {
		const struct diag *x = &d->diags.v[i];

		json_open(j, '{');
		json_put_str(j, "code", str_of(diag_id(x->code)));
		json_put_str(j, "level",
			     str_of(diag_level_name(diag_level(x->code))));
		if (x->at.from < x->at.to)
			json_put_span(j, "span", x->at);
		json_put_str(j, "text", str_of(diag_text(x->code)));
		if (x->detail.n)
			json_put_str(j, "detail", x->detail);
		json_close(j);
	}
	json_close(j);
}

static const char *sentence_kind_name(enum sentence_kind k)
{
	static const char *const names[] = { "body", "heading", "bullet",
					     "caption", "source" };

	return names[k];
}

static void write_sentences(struct json *j, const struct doc *d)
{
	json_key(j, "sentences");
	json_open(j, '[');
	for (uint32_t i = 0; i < d->sentences.n; i++) {
		const struct sentence *s = &d->sentences.v[i];

		json_open(j, '{');
		json_put_span(j, "span", s->at);
		if (s->kind != SENTENCE_BODY)
			json_put_str(j, "kind",
				     str_of(sentence_kind_name(s->kind)));
		json_close(j);
	}
	json_close(j);
}

#define WRITE_ALL(j, key, list, call)                                          \
	do {                                                                   \
		json_key(j, key);                                              \
		json_open(j, '[');                                             \
		for (uint32_t i = 0; i < (list).n; i++)                        \
			call;                                                  \
		json_close(j);                                                 \
	} while (0)

void mentions_json(const struct doc *d, const struct mentions *m,
		   struct buf *out)
{
	struct json w, *j = &w;

	json_init(j, out, 0);
	json_open(j, '{');
	json_put_str(j, "id", d->id);
	json_put_str(j, "lang", lang_name(d->lang));
	json_put_str(j, "published", d->published_text);
	json_put_str(j, "published_basis", d->published_basis);
	write_sentences(j, d);
	WRITE_ALL(j, "times", m->times, write_time(j, d, &m->times.v[i]));
	WRITE_ALL(j, "actors", m->actors, write_actor(j, d, &m->actors.v[i]));
	WRITE_ALL(j, "events", m->events,
		  write_event(j, d, m, &m->events.v[i]));
	WRITE_ALL(j, "statements", m->statements,
		  write_statement(j, d, m, &m->statements.v[i]));
	WRITE_ALL(j, "positions", m->positions,
		  write_position(j, d, m, &m->positions.v[i]));
	WRITE_ALL(j, "proposals", m->proposals,
		  write_proposal(j, d, &m->proposals.v[i]));
	write_diags(j, d);
	json_close(j);
}
