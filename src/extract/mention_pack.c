/* mention_pack.c - mentions as few bytes; mention_unpack.c reads them.
 *
 * Numbers are LEB128 (signed ones zigzag); a string is its number in a table
 * that stands first: 0 is none, each other one is written once. Then the doc's
 * head, its sentences and the lists, field by field, in the order of their
 * structs. Spans are a start and a length. */
#include "extract/mention_pack.h"

#include "base/limits.h"

#define RECENT 64u
#define LIKELY 2000u /* bytes of either part */

struct packer {
	struct arena *a;
	struct map at; /* string -> its number */
	/* most strings are a rule's or a list's own, put again and again: those
	 * are known by where they stand */
	struct {
		str s;
		uint64_t number;
	} recent[RECENT];
	struct buf strings, *body;
	uint64_t n;
};

static void put_u(struct packer *p, uint64_t x)
{
	if (x < 0x80) /* nearly all */
		buf_byte(p->body, (char)x);
	else
		buf_varint(p->body, x);
}

static void put_i(struct packer *p, int64_t x)
{
	put_u(p, (uint64_t)x << 1 ^ (uint64_t)(x >> 63));
}

/* A reference; NO_REF is 0. */
static void put_ref(struct packer *p, uint32_t x)
{
	put_u(p, x == NO_REF ? 0 : (uint64_t)x + 1);
}

static void put_span(struct packer *p, span at)
{
	put_u(p, at.from);
	put_u(p, at.to - at.from);
}

/* None is 0. */
static void put_day(struct packer *p, day x)
{
	uint64_t zigzag = (uint64_t)x << 1 ^ (uint64_t)((int64_t)x >> 63);

	put_u(p, x == DAY_NONE ? 0 : zigzag + 1);
}

static void put_days(struct packer *p, day from, day to)
{
	put_day(p, from);
	put_day(p, to);
}

static uint64_t number_of(struct packer *p, str s)
{
	uint64_t *at = map_put(&p->at, s);

	if (!*at) {
		*at = ++p->n;
		buf_varint(&p->strings, s.n);
		buf_add(&p->strings, s);
	}
	return *at;
}

static void put_s(struct packer *p, str s)
{
	uintptr_t place = (uintptr_t)s.p;
	size_t k = (place ^ place >> 6 ^ s.n) % RECENT;

	if (!s.p) {
		put_u(p, 0);
		return;
	}
	if (p->recent[k].s.p != s.p || p->recent[k].s.n != s.n) {
		p->recent[k].number = number_of(p, s);
		p->recent[k].s = s;
	}
	put_u(p, p->recent[k].number);
}

static void put_ss(struct packer *p, const str *v, uint32_t n)
{
	put_u(p, n);
	for (uint32_t i = 0; i < n; i++)
		put_s(p, v[i]);
}

static unsigned flags(bool a, bool b, bool c)
{
	return (a ? 1u : 0) | (b ? 2u : 0) | (c ? 4u : 0);
}

static void put_doc(struct packer *p, const struct doc *d)
{
	put_s(p, d->id);
	put_u(p, d->lang);
	put_s(p, d->published_text);
	put_s(p, d->published_basis);
	put_u(p, d->sentences.n);
	for (uint32_t i = 0; i < d->sentences.n; i++) {
		const struct sentence *s = &d->sentences.v[i];

		put_span(p, s->at);
		put_u(p, s->kind);
		put_u(p, s->depth);
		put_u(p, s->paragraph);
	}
}

static void put_time(struct packer *p, const struct time_mention *t)
{
	put_span(p, t->at);
	put_u(p, t->type);
	put_s(p, t->value);
	put_s(p, t->mod);
	put_days(p, t->from, t->to);
	put_u(p, t->precision);
	put_s(p, t->edtf);
	put_s(p, t->basis);
	put_s(p, t->rule);
	put_u(p, flags(t->heading, t->deadline, t->metadata));
}

static void put_actor(struct packer *p, const struct actor_mention *x)
{
	put_span(p, x->at);
	put_span(p, x->name_at);
	put_s(p, x->id);
	put_s(p, x->name);
	put_u(p, x->kind);
	put_s(p, x->party);
	put_s(p, x->role);
	put_ss(p, x->members, x->n_members);
	put_u(p, flags(x->reference, x->former, false));
	put_s(p, x->rule);
}

static void put_event(struct packer *p, const struct event_mention *e)
{
	put_span(p, e->at);
	put_span(p, e->trigger);
	put_s(p, e->kind);
	put_s(p, e->plover);
	put_s(p, e->mode);
	put_s(p, e->cameo);
	put_u(p, e->status);
	put_days(p, e->from, e->to);
	put_u(p, e->precision);
	put_ref(p, e->time);
	put_s(p, e->date_basis);
	put_u(p, e->n_participants);
	for (uint32_t i = 0; i < e->n_participants; i++) {
		put_ref(p, e->participants[i].actor);
		put_u(p, e->participants[i].role);
	}
	put_ref(p, e->place);
	put_u(p, e->n_magnitudes);
	for (uint32_t i = 0; i < e->n_magnitudes; i++) {
		const struct magnitude *g = &e->magnitudes[i];

		put_span(p, g->at);
		buf_add(p->body,
			(str){ (const char *)&g->value, sizeof(g->value) });
		put_s(p, g->what);
		put_s(p, g->unit);
	}
	put_ref(p, e->claimed_by);
	put_ref(p, e->cancels);
	put_ss(p, e->issues, e->n_issues);
	put_u(p, flags(e->background, false, false));
	put_span(p, e->fruitless);
	put_s(p, e->rule);
}

static void put_statement(struct packer *p, const struct statement_mention *s)
{
	put_span(p, s->at);
	put_span(p, s->quote);
	put_u(p, s->form);
	put_ref(p, s->speaker);
	put_ref(p, s->reported_by);
	put_ref(p, s->addressee);
	put_span(p, s->voice);
	put_s(p, s->medium);
	put_u(p, flags(s->impression, false, false));
	put_days(p, s->from, s->to);
	put_ss(p, s->issues, s->n_issues);
	put_s(p, s->rule);
}

static void put_position(struct packer *p, const struct position_mention *x)
{
	put_span(p, x->at);
	put_s(p, x->issue);
	put_s(p, x->party);
	put_ref(p, x->holder);
	put_s(p, x->force);
	put_s(p, x->stance);
	put_days(p, x->from, x->to);
	put_s(p, x->rule);
}

static void put_proposal(struct packer *p, const struct proposal_mention *x)
{
	put_span(p, x->at);
	put_s(p, x->name);
	put_i(p, x->items);
	put_ss(p, x->authors, x->n_authors);
	put_s(p, x->kind);
	put_s(p, x->revises);
	put_days(p, x->from, x->to);
	put_u(p, x->n_responses);
	for (uint32_t i = 0; i < x->n_responses; i++) {
		put_s(p, x->responses[i].party);
		put_s(p, x->responses[i].answer);
		put_span(p, x->responses[i].at);
	}
	put_s(p, x->rule);
}

/* As much of it as the line tells. */
static void put_diag(struct packer *p, const struct diag *x)
{
	put_u(p, x->code);
	put_span(p, x->at.from < x->at.to ? x->at : (span){ 0, 0 });
	put_s(p, x->detail);
}

#define PUT_ALL(p, list, put)                                                  \
	do {                                                                   \
		put_u(p, (list).n);                                            \
		for (uint32_t i_ = 0; i_ < (list).n; i_++)                     \
			put(p, &(list).v[i_]);                                 \
	} while (0)

void mentions_pack(const struct doc *d, const struct mentions *m,
		   struct buf *out)
{
	struct buf body;
	struct packer p = { .a = arena_new(), .body = &body };

	buf_init(&body, LIMIT_OUTPUT);
	buf_init(&p.strings, LIMIT_OUTPUT);
	map_init(&p.at, p.a);
	buf_room(&body, LIKELY);
	buf_room(&p.strings, LIKELY);
	put_doc(&p, d);
	PUT_ALL(&p, m->times, put_time);
	PUT_ALL(&p, m->actors, put_actor);
	PUT_ALL(&p, m->events, put_event);
	PUT_ALL(&p, m->statements, put_statement);
	PUT_ALL(&p, m->positions, put_position);
	PUT_ALL(&p, m->proposals, put_proposal);
	PUT_ALL(&p, d->diags, put_diag);
	buf_varint(out, MENTION_PACK_VERSION);
	buf_varint(out, p.n);
	buf_add(out, buf_str(&p.strings));
	buf_add(out, buf_str(&body));
	buf_release(&p.strings);
	buf_release(&body);
	arena_free(&p.a);
}
