/* mention_unpack.c - mentions from the bytes that mention_pack.c wrote.
 *
 * What doesn't fit (a number past the end, a span outside the text) ends the
 * reading: the store that kept the bytes is broken. */
#include "extract/mention_pack.h"

struct unpacker {
	struct arena *often, *a;
	const unsigned char *p, *end;
	const str *strings; /* by number, 0 is none */
	uint64_t n;
	str text;
	bool bad;
};

static uint64_t get_u(struct unpacker *u)
{
	uint64_t x = 0;

	for (unsigned k = 0; u->p < u->end && k < 64; k += 7) {
		unsigned char c = *u->p++;

		x |= (uint64_t)(c & 0x7f) << k;
		if (c < 0x80)
			return x;
	}
	u->bad = true;
	return 0;
}

/* A number of things, each at least a byte long. */
static uint32_t get_n(struct unpacker *u)
{
	uint64_t x = get_u(u);

	if (x > (size_t)(u->end - u->p)) {
		u->bad = true;
		return 0;
	}
	return (uint32_t)x;
}

/* A value of an enum whose last is most. */
static int get_enum(struct unpacker *u, int most)
{
	uint64_t x = get_u(u);

	if (x > (uint64_t)most)
		u->bad = true;
	return u->bad ? 0 : (int)x;
}

static int64_t unzigzag(uint64_t x)
{
	return (int64_t)(x >> 1) ^ -(int64_t)(x & 1);
}

static uint32_t get_ref(struct unpacker *u, uint32_t below)
{
	uint64_t x = get_u(u);

	return x > 0 && x <= below ? (uint32_t)(x - 1) : NO_REF;
}

static span get_span(struct unpacker *u)
{
	uint64_t from = get_u(u), n = get_u(u);

	if (from > u->text.n || n > u->text.n - from) {
		u->bad = true;
		return (span){ 0, 0 };
	}
	return (span){ (uint32_t)from, (uint32_t)(from + n) };
}

static day get_day(struct unpacker *u)
{
	uint64_t x = get_u(u);

	return x == 0 || x > UINT32_MAX ? DAY_NONE : (day)unzigzag(x - 1);
}

static str get_s(struct unpacker *u)
{
	uint64_t x = get_u(u);

	if (x > u->n)
		u->bad = true;
	return u->bad ? STR_NONE : u->strings[x];
}

static const str *get_ss(struct unpacker *u, struct arena *a, uint32_t *n)
{
	str *v = NULL;

	*n = get_n(u);
	if (*n)
		v = arena_many(a, str, *n);
	for (uint32_t i = 0; i < *n; i++)
		v[i] = get_s(u);
	return v;
}

static void get_strings(struct unpacker *u, struct interned *shared)
{
	str *v;

	u->n = get_n(u);
	/* of this article alone: the mentions hold the strings themselves */
	arena_reset(shared->scratch);
	v = arena_many(shared->scratch, str, u->n + 1);
	for (uint64_t i = 1; i <= u->n && !u->bad; i++) {
		uint32_t n = get_n(u);

		v[i] = interned_str(shared, (str){ (const char *)u->p, n });
		u->p += n;
	}
	u->strings = v;
}

static void get_doc(struct unpacker *u, struct doc *d)
{
	uint32_t n;

	d->id = get_s(u);
	d->lang = (enum lang)get_enum(u, LANG_COUNT - 1);
	d->published_text = get_s(u);
	d->published_basis = get_s(u);
	if (d->published_text.p)
		d->published = day_parse(d->published_text);
	n = get_n(u);
	d->sentences.v = arena_many(u->a, struct sentence, n + 1);
	d->sentences.n = d->sentences.cap = n;
	for (uint32_t i = 0; i < n; i++) {
		struct sentence *s = &d->sentences.v[i];

		s->at = get_span(u);
		s->kind = (enum sentence_kind)get_enum(u, SENTENCE_SOURCE);
		s->depth = (uint16_t)get_u(u);
		s->paragraph = (uint32_t)get_u(u);
	}
}

static void get_time(struct unpacker *u, struct time_mention *t)
{
	uint64_t f;

	t->at = get_span(u);
	t->type = (enum time_type)get_enum(u, TIME_SET);
	t->value = get_s(u);
	t->mod = get_s(u);
	t->from = get_day(u);
	t->to = get_day(u);
	t->precision = (enum precision)get_enum(u, PRECISION_MINUTE);
	t->edtf = get_s(u);
	t->basis = get_s(u);
	t->rule = get_s(u);
	f = get_u(u);
	t->heading = f & 1;
	t->deadline = f & 2;
	t->metadata = f & 4;
}

static void get_actor(struct unpacker *u, struct actor_mention *x)
{
	uint64_t f;

	x->at = get_span(u);
	x->name_at = get_span(u);
	x->id = get_s(u);
	x->name = get_s(u);
	x->kind = (enum actor_kind)get_enum(u, ACTOR_MEDIA);
	x->party = get_s(u);
	x->role = get_s(u);
	x->members = get_ss(u, u->a, &x->n_members);
	f = get_u(u);
	x->reference = f & 1;
	x->former = f & 2;
	x->rule = get_s(u);
}

static void get_participants(struct unpacker *u, const struct mentions *m,
			     struct event_mention *e)
{
	uint32_t n = get_n(u);
	struct participant *v = NULL;

	if (n)
		v = arena_many(u->a, struct participant, n);
	for (uint32_t i = 0; i < n; i++) {
		struct participant *x = &v[e->n_participants];

		x->actor = get_ref(u, m->actors.n);
		x->role = (enum part_role)get_enum(u, PART_PARTICIPANT);
		e->n_participants += x->actor != NO_REF;
	}
	e->participants = v;
}

static void get_magnitudes(struct unpacker *u, struct event_mention *e)
{
	uint32_t n = get_n(u);
	struct magnitude *v = NULL;

	if (n)
		v = arena_many(u->a, struct magnitude, n);
	for (uint32_t i = 0; i < n; i++) {
		v[i].at = get_span(u);
		if ((size_t)(u->end - u->p) < sizeof(double)) {
			u->bad = true;
			return;
		}
		memcpy(&v[i].value, u->p, sizeof(double));
		u->p += sizeof(double);
		v[i].what = get_s(u);
		v[i].unit = get_s(u);
	}
	e->magnitudes = v;
	e->n_magnitudes = n;
}

static void get_event(struct unpacker *u, const struct mentions *m,
		      struct event_mention *e)
{
	e->at = get_span(u);
	e->trigger = get_span(u);
	e->kind = get_s(u);
	e->plover = get_s(u);
	e->mode = get_s(u);
	e->cameo = get_s(u);
	e->status = (enum status)get_enum(u, STATUS_HYPOTHETICAL);
	e->from = get_day(u);
	e->to = get_day(u);
	e->precision = (enum precision)get_enum(u, PRECISION_MINUTE);
	e->time = get_ref(u, m->times.n);
	e->date_basis = get_s(u);
	get_participants(u, m, e);
	e->place = get_ref(u, m->actors.n);
	get_magnitudes(u, e);
	e->claimed_by = get_ref(u, m->actors.n);
	e->cancels = get_ref(u, m->events.n);
	e->issues = get_ss(u, u->a, &e->n_issues);
	e->background = get_u(u) & 1;
	e->fruitless = get_span(u);
	e->rule = get_s(u);
}

static void get_statement(struct unpacker *u, const struct mentions *m,
			  struct statement_mention *s)
{
	s->at = get_span(u);
	s->quote = get_span(u);
	s->form = (enum statement_form)get_enum(u, FORM_INDIRECT);
	s->speaker = get_ref(u, m->actors.n);
	s->reported_by = get_ref(u, m->actors.n);
	s->addressee = get_ref(u, m->actors.n);
	s->voice = get_span(u);
	s->medium = get_s(u);
	s->impression = get_u(u) & 1;
	s->from = get_day(u);
	s->to = get_day(u);
	s->issues = get_ss(u, u->a, &s->n_issues);
	s->rule = get_s(u);
}

static void get_position(struct unpacker *u, const struct mentions *m,
			 struct position_mention *x)
{
	x->at = get_span(u);
	x->issue = get_s(u);
	x->party = get_s(u);
	x->holder = get_ref(u, m->actors.n);
	x->force = get_s(u);
	x->stance = get_s(u);
	x->from = get_day(u);
	x->to = get_day(u);
	x->rule = get_s(u);
}

static void get_proposal(struct unpacker *u, const struct mentions *m,
			 struct proposal_mention *x)
{
	struct response *v = NULL;

	(void)m;
	x->at = get_span(u);
	x->name = get_s(u);
	x->items = (int)unzigzag(get_u(u));
	x->authors = get_ss(u, u->often, &x->n_authors);
	x->kind = get_s(u);
	x->revises = get_s(u);
	x->from = get_day(u);
	x->to = get_day(u);
	x->n_responses = get_n(u);
	if (x->n_responses)
		v = arena_many(u->often, struct response, x->n_responses);
	for (uint32_t i = 0; i < x->n_responses; i++) {
		v[i].party = get_s(u);
		v[i].answer = get_s(u);
		v[i].at = get_span(u);
	}
	x->responses = v;
	x->rule = get_s(u);
}

static void get_diag(struct unpacker *u, struct diag *x)
{
	x->code = (enum diag_code)get_enum(u, DIAG_COUNT - 1);
	x->at = get_span(u);
	x->detail = get_s(u);
}

/* Exactly as long as it is; of length only once all of it is there, but for
 * events, which point at one another. */
#define GET_ALL(u, a, list, T, call)                                           \
	do {                                                                   \
		uint32_t n_ = get_n(u);                                        \
		(list).v = n_ ? arena_many((a), T, n_) : NULL;                 \
		(list).n = (list).cap = n_;                                    \
		for (uint32_t i = 0; i < n_ && !(u)->bad; i++)                 \
			call;                                                  \
	} while (0)

static void get_lists(struct unpacker *u, struct doc *d, struct mentions *m)
{
	GET_ALL(u, u->a, m->times, struct time_mention,
		get_time(u, &m->times.v[i]));
	GET_ALL(u, u->a, m->actors, struct actor_mention,
		get_actor(u, &m->actors.v[i]));
	GET_ALL(u, u->a, m->events, struct event_mention,
		get_event(u, m, &m->events.v[i]));
	GET_ALL(u, u->a, m->statements, struct statement_mention,
		get_statement(u, m, &m->statements.v[i]));
	GET_ALL(u, u->a, m->positions, struct position_mention,
		get_position(u, m, &m->positions.v[i]));
	GET_ALL(u, u->often, m->proposals, struct proposal_mention,
		get_proposal(u, m, &m->proposals.v[i]));
	GET_ALL(u, u->a, d->diags, struct diag, get_diag(u, &d->diags.v[i]));
}

int mentions_unpack(struct arena *often, struct arena *a,
		    struct interned *shared, str bytes, str text,
		    struct doc **out, struct mentions *m, struct err *e)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	struct unpacker u = {
		.often = often, .a = a, .p = p, .end = p + bytes.n
	};
	struct doc *d = doc_in(often);

	*m = (struct mentions){ 0 };
	*out = d;
	d->text = u.text = text;
	u.bad = get_u(&u) != MENTION_PACK_VERSION;
	get_strings(&u, shared);
	if (!u.bad)
		get_doc(&u, d);
	if (!u.bad)
		get_lists(&u, d, m);
	if (u.bad || u.p != u.end)
		return err_set(e, ERR_INPUT, "packed mentions are damaged");
	return 0;
}
