/* band_data.c - all entries that the filters leave, as the band's script draws
 * them: names of lanes once, a few numbers for each entry. Days count from the
 * first. */
#include "base/json.h"
#include "web/web_priv.h"

#define LABELLED 4000u /* with more entries labels are asked for one by one */
#define LANES 64u

struct lanes {
	str code[LANES];
	uint32_t n;
};

struct mark_of {
	str id, label;
	day from, to;
	uint32_t kind, status, parties[6], n_parties;
	bool vague;
};

struct band {
	struct req *r;
	struct lanes kinds, statuses, parties;
	day first;
	struct {
		VEC_OF(struct mark_of);
	} marks;
};

static uint32_t lane(struct arena *a, struct lanes *l, str code)
{
	for (uint32_t i = 0; i < l->n; i++)
		if (str_eq(l->code[i], code))
			return i;
	if (l->n == LANES)
		return LANES - 1;
	l->code[l->n] = arena_str(a, code);
	return l->n++;
}

static void take_parties(struct band *b, const struct json_t *x,
			 struct mark_of *m)
{
	const struct json_t *parts = item_at(x, "participants");

	for (uint32_t i = 0; i < item_count(parts); i++) {
		str party = item_str(item_nth(parts, i), "party");
		uint32_t at;
		bool known = false;

		if (!party.n)
			continue;
		at = lane(b->r->arena, &b->parties, party);
		for (uint32_t k = 0; k < m->n_parties && !known; k++)
			known = m->parties[k] == at;
		if (!known && m->n_parties < COUNT(m->parties))
			m->parties[m->n_parties++] = at;
	}
}

static int take(void *ctx, const struct item_row *row, struct err *e)
{
	struct band *b = ctx;
	struct arena *a = b->r->arena;
	struct json_t *x = item_parse(row->json);
	day from = item_day(x, "from"), to = item_day(x, "to");
	struct mark_of *m;

	(void)e;
	if (from == DAY_NONE)
		from = to;
	if (to == DAY_NONE)
		to = from;
	if (from != DAY_NONE) {
		m = vec_add(a, &b->marks);
		*m = (struct mark_of){
			.id = arena_str(a, row->id),
			.from = from,
			.to = to < from ? from : to,
			.kind = lane(a, &b->kinds, item_str(x, "kind")),
			.status = lane(a, &b->statuses, item_str(x, "status")),
			.vague = band_vague(x),
		};
		if (b->marks.n <= LABELLED)
			m->label = arena_str(a, view_title(&b->r->view, x));
		take_parties(b, x, m);
		if (b->first == DAY_NONE || from < b->first)
			b->first = from;
	}
	item_free(&x);
	return 0;
}

static void put_lanes(struct json *j, struct req *r, const char *key,
		      const struct lanes *l)
{
	json_key(j, key);
	json_open(j, '[');
	for (uint32_t i = 0; i < l->n; i++) {
		json_open(j, '[');
		json_str(j, l->code[i]);
		if (*key == 'k')
			json_str(j, name_of(r, l->code[i]));
		else if (*key == 'p')
			json_str(j, view_name(&r->view, l->code[i]));
		else
			json_str(j, view_word(&r->view, "status", l->code[i]));
		json_close(j);
	}
	json_close(j);
}

static void put_mark(struct json *j, const struct band *b,
		     const struct mark_of *m)
{
	json_open(j, '[');
	json_str(j, m->id);
	json_int(j, m->from - b->first);
	json_int(j, m->to - b->first);
	json_int(j, m->kind);
	json_int(j, m->status);
	json_int(j, m->vague);
	json_open(j, '[');
	for (uint32_t i = 0; i < m->n_parties; i++)
		json_int(j, m->parties[i]);
	json_close(j);
	if (b->marks.n <= LABELLED)
		json_str(j, m->label);
	json_close(j);
}

/* arg: the filters, a line each, in the order of the query's members. */
static int band_part(struct req *r, str arg, struct err *e)
{
	struct band b = { .r = r, .first = DAY_NONE };
	struct item_query q = req_layer(STR("entries"));
	struct json j;

	q.actor = str_token(&arg, '\n');
	q.kind = str_token(&arg, '\n');
	q.status = str_token(&arg, '\n');
	q.issue = str_token(&arg, '\n');
	q.article = str_token(&arg, '\n');
	q.scope = str_token(&arg, '\n');
	q.limit = 0;
	if (store_each_item(r->store, &q, take, &b, e) < 0)
		return -1;
	json_init(&j, &r->h.out, 0);
	json_open(&j, '{');
	json_put_day(&j, "first", b.first);
	put_lanes(&j, r, "kinds", &b.kinds);
	put_lanes(&j, r, "parties", &b.parties);
	put_lanes(&j, r, "statuses", &b.statuses);
	json_key(&j, "marks");
	json_open(&j, '[');
	for (uint32_t i = 0; i < b.marks.n; i++)
		put_mark(&j, &b, &b.marks.v[i]);
	json_close(&j);
	json_close(&j);
	return 0;
}

/* No line may hold a line's end. */
static str line_of(struct req *r, str s)
{
	str rest = str_cut(s, 0, 400);

	return arena_printf(r->arena, "%.*s\n",
			    STR_FMT(str_token(&rest, '\n')));
}

int api_band(struct req *r, struct err *e)
{
	static const char *const names[] = { "kind", "status", "issue",
					     "article", "scope" };
	str typed = str_trim(req_param(r, "actor")), actor = STR_NONE, arg;

	if (typed.n)
		actor = view_actor(&r->view, typed, e);
	if (e->code != ERR_NONE)
		return -1;
	arg = line_of(r, actor.n ? actor : typed);
	for (size_t i = 0; i < COUNT(names); i++)
		arg = arena_printf(r->arena, "%.*s%.*s", STR_FMT(arg),
				   STR_FMT(line_of(r, req_param(r, names[i]))));
	r->type = "application/json; charset=utf-8";
	if (!get_slow(r, "band", band_part, arg)) {
		r->status = 202; /* being worked out: ask again */
		html_raw(&r->h, "{}");
	}
	return 0;
}
