/* page_met.c - who met whom: a drawing and, with the same links, a table. */
#include <math.h>
#include <stdlib.h>

#include "web/web_priv.h"

#define NODES 28u
#define TIES 200u /* rows of the table */
#define WIDTH 860.0
#define HEIGHT 560.0
#define RADIUS 210.0
#define TURN 6.283185307179586

struct node {
	str id, party;
	uint32_t n;   /* meetings */
	double x, y;  /* in the drawing */
	double angle; /* of its name */
	bool drawn;
};
struct tie {
	uint32_t a, b; /* nodes */
	uint32_t n;
	day last;
};

struct net {
	struct req *r;
	bool by_party;
	struct map nodes, pairs; /* -> index + 1 */
	struct {
		VEC_OF(struct node);
	} who;
	struct {
		VEC_OF(struct tie);
	} ties;
};

static bool is_meeting(const struct json_t *x)
{
	static const char *const kinds[] = { "meeting", "talks", "call",
					     "visit" };
	str kind = item_str(x, "kind"), status = item_str(x, "status");

	if (!str_is(status, "held") && !str_is(status, "ongoing"))
		return false;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_is(kind, kinds[i]))
			return true;
	return false;
}

static uint32_t node_of(struct net *net, str id, str party)
{
	struct arena *a = net->r->arena;
	uint64_t *at = map_put(&net->nodes, arena_str(a, id));

	if (!*at) {
		*vec_add(a, &net->who) =
			(struct node){ .id = arena_str(a, id),
				       .party = arena_str(a, party) };
		*at = net->who.n;
	}
	return (uint32_t)*at - 1;
}

static void tie(struct net *net, uint32_t a, uint32_t b, day when)
{
	struct arena *m = net->r->arena;
	uint64_t *at;

	if (a > b) {
		uint32_t c = a;

		a = b;
		b = c;
	}
	at = map_put(&net->pairs, arena_printf(m, "%u %u", a, b));
	if (!*at) {
		*vec_add(m, &net->ties) = (struct tie){ a, b, 0, DAY_NONE };
		*at = net->ties.n;
	}
	net->ties.v[*at - 1].n++;
	if (when != DAY_NONE && (net->ties.v[*at - 1].last == DAY_NONE ||
				 when > net->ties.v[*at - 1].last))
		net->ties.v[*at - 1].last = when;
}

static int take(void *ctx, const struct item_row *row, struct err *e)
{
	struct net *net = ctx;
	struct json_t *x = item_parse(row->json);
	const struct json_t *parts = item_at(x, "participants");
	uint32_t here[24], n = 0;

	(void)e;
	for (uint32_t i = 0; is_meeting(x) && i < item_count(parts); i++) {
		const struct json_t *p = item_nth(parts, i);
		str id = item_str(p, net->by_party ? "party" : "actor");
		uint32_t node;
		bool known = false;

		if (!id.n || n == COUNT(here) ||
		    (!net->by_party && !str_is(item_str(p, "kind"), "person")))
			continue;
		node = node_of(net, id, item_str(p, "party"));
		for (uint32_t k = 0; k < n && !known; k++)
			known = here[k] == node;
		if (!known)
			here[n++] = node;
	}
	for (uint32_t i = 0; n > 1 && i < n; i++) {
		net->who.v[here[i]].n++;
		for (uint32_t k = i + 1; k < n; k++)
			tie(net, here[i], here[k], item_day(x, "from"));
	}
	item_free(&x);
	return 0;
}

static int by_meetings(const void *a, const void *b)
{
	const struct node *const *x = a, *const *y = b;

	if ((*x)->n != (*y)->n)
		return (*x)->n > (*y)->n ? -1 : 1;
	return str_cmp((*x)->id, (*y)->id);
}

static int by_party_order(const void *a, const void *b)
{
	const struct node *const *x = a, *const *y = b;
	int c = str_cmp((*x)->party, (*y)->party);

	return c ? c : by_meetings(a, b);
}

static int by_count(const void *a, const void *b)
{
	const struct tie *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return x->a != y->a  ? (x->a < y->a ? -1 : 1)
	       : x->b < y->b ? -1
			     : x->b > y->b;
}

/* On a circle, those of one party beside one another. */
static uint32_t place_nodes(struct net *net)
{
	struct node **order =
		arena_many(net->r->arena, struct node *, net->who.n + 1);
	uint32_t n = 0;

	for (uint32_t i = 0; i < net->who.n; i++)
		if (net->who.v[i].n)
			order[n++] = &net->who.v[i];
	if (n)
		qsort(order, n, sizeof(*order), by_meetings);
	if (n > NODES)
		n = NODES;
	if (n)
		qsort(order, n, sizeof(*order), by_party_order);
	for (uint32_t i = 0; i < n; i++) {
		struct node *x = order[i];

		x->angle = TURN * i / n - TURN / 4;
		x->x = WIDTH / 2 + RADIUS * cos(x->angle);
		x->y = HEIGHT / 2 + RADIUS * sin(x->angle);
		x->drawn = true;
	}
	return n;
}

static void put_len(struct html *h, const char *name, double v)
{
	buf_byte(&h->out, ' ');
	buf_z(&h->out, name);
	html_raw(h, "=\"");
	html_len(h, v);
	html_raw(h, "\"");
}

static str label_of(struct req *r, const struct node *x)
{
	return view_name(&r->view, x->id);
}

static void put_met_link(struct req *r, const struct net *net,
			 const struct tie *t)
{
	html_raw(&r->h, "<a href=\"/met/");
	html_url(&r->h, net->who.v[t->a].id);
	html_raw(&r->h, "~");
	html_url(&r->h, net->who.v[t->b].id);
	html_raw(&r->h, "\"");
}

static void put_line(struct req *r, const struct net *net, const struct tie *t)
{
	const struct node *a = &net->who.v[t->a], *b = &net->who.v[t->b];
	struct html *h = &r->h;
	str what = arena_printf(r->arena, "%.*s – %.*s: %u",
				STR_FMT(label_of(r, a)),
				STR_FMT(label_of(r, b)), t->n);

	put_met_link(r, net, t);
	html_attr(h, "aria-label", what);
	html_raw(h, "><title>");
	html_txt(h, what);
	html_raw(h, "</title><line");
	put_len(h, "x1", a->x);
	put_len(h, "y1", a->y);
	put_len(h, "x2", b->x);
	put_len(h, "y2", b->y);
	put_len(h, "stroke-width", 1.5 + 1.5 * log2((double)t->n));
	html_raw(h, "/></a>");
}

static void put_node(struct req *r, const struct node *x)
{
	bool left = cos(x->angle) < -0.01;
	struct html *h = &r->h;

	html_raw(h, "<a href=\"/?scope=&amp;actor=");
	html_url(h, x->id);
	html_raw(h, "\"");
	html_attr(h, "aria-label", label_of(r, x));
	html_raw(h, "><circle");
	put_len(h, "cx", x->x);
	put_len(h, "cy", x->y);
	put_len(h, "r", 4 + 2 * log2(1.0 + (double)x->n));
	html_raw(h, "/><text");
	put_len(h, "x", x->x + (left ? -16 : 16));
	put_len(h, "y", x->y + 4 + 12 * sin(x->angle));
	if (left)
		html_raw(h, " text-anchor=\"end\"");
	html_raw(h, ">");
	html_txt(h, label_of(r, x));
	html_raw(h, "</text></a>");
}

static void put_drawing(struct req *r, struct net *net)
{
	struct html *h = &r->h;

	html_raw(h, "<figure class=\"net\" role=\"group\"");
	html_attr(h, "aria-label", word(r, WORD_MEETINGS));
	html_raw(h, "><svg viewBox=\"0 0 860 560\">");
	for (uint32_t i = 0; i < net->ties.n && i < TIES; i++)
		if (net->who.v[net->ties.v[i].a].drawn &&
		    net->who.v[net->ties.v[i].b].drawn)
			put_line(r, net, &net->ties.v[i]);
	for (uint32_t i = 0; i < net->who.n; i++)
		if (net->who.v[i].drawn)
			put_node(r, &net->who.v[i]);
	html_raw(h, "</svg></figure>");
}

static void put_table(struct req *r, const struct net *net)
{
	struct html *h = &r->h;

	html_raw(h, "<details class=\"as-table\"><summary>");
	put_word(r, WORD_AS_TABLE);
	html_raw(h, "</summary><table><thead><tr><th>");
	put_word(r, WORD_WHO_MET);
	html_raw(h, "</th><th>");
	put_word(r, WORD_MEETINGS);
	html_raw(h, "</th><th>");
	put_word(r, WORD_LAST);
	html_raw(h, "</th></tr></thead><tbody>");
	for (uint32_t i = 0; i < net->ties.n && i < TIES; i++) {
		const struct tie *t = &net->ties.v[i];

		html_raw(h, "<tr><td>");
		put_met_link(r, net, t);
		html_raw(h, ">");
		html_txt(h, label_of(r, &net->who.v[t->a]));
		html_raw(h, " – ");
		html_txt(h, label_of(r, &net->who.v[t->b]));
		html_raw(h, "</a></td><td class=\"num\">");
		html_int(h, t->n);
		html_raw(h, "</td><td>");
		html_txt(h, day_text(r->arena, t->last));
		html_raw(h, "</td></tr>");
	}
	html_raw(h, "</tbody></table></details>");
}

static int net_part(struct req *r, str arg, struct err *e)
{
	struct item_query q = req_layer(STR("entries"));
	struct net net = { .r = r, .by_party = str_is(arg, "party") };

	q.limit = 0;
	map_init(&net.nodes, r->arena);
	map_init(&net.pairs, r->arena);
	if (store_each_item(r->store, &q, take, &net, e) < 0)
		return -1;
	if (!net.ties.n) {
		html_raw(&r->h, "<p class=\"nothing\">");
		put_word(r, WORD_NOTHING);
		html_raw(&r->h, "</p>");
		return 0;
	}
	qsort(net.ties.v, net.ties.n, sizeof(*net.ties.v), by_count);
	place_nodes(&net);
	put_drawing(r, &net);
	put_table(r, &net);
	return 0;
}

void put_net(struct req *r)
{
	bool party = str_is(req_param(r, "by"), "party");
	struct html *h = &r->h;

	html_raw(h, "<section><h2>");
	put_word(r, WORD_WHO_MET);
	html_raw(h, "</h2><p class=\"switch\"><a href=\"/actors\"");
	if (!party)
		html_raw(h, " aria-current=\"true\"");
	html_raw(h, ">");
	put_word(r, WORD_BY_PERSON);
	html_raw(h, "</a> <a href=\"/actors?by=party\"");
	if (party)
		html_raw(h, " aria-current=\"true\"");
	html_raw(h, ">");
	put_word(r, WORD_BY_PARTY);
	html_raw(h, "</a></p>");
	put_slow(r, "net", net_part, party ? STR("party") : STR("person"));
	html_raw(h, "</section>");
}

/* ---- the meetings of two */
static bool takes_part(const struct json_t *x, str who)
{
	const struct json_t *parts = item_at(x, "participants");

	for (uint32_t i = 0; i < item_count(parts); i++) {
		const struct json_t *p = item_nth(parts, i);

		if (str_eq(item_str(p, "actor"), who) ||
		    str_eq(item_str(p, "party"), who))
			return true;
	}
	return false;
}

int page_met(struct req *r, struct err *e)
{
	struct item_query q = req_layer(STR("entries"));
	str b = r->arg, a = str_token(&b, '~');
	struct items list, both = { 0 };
	struct html *h = &r->h;
	str title;

	if (!a.n || !b.n)
		return page_error(r, 404, WORD_NOT_FOUND);
	q.actor = a;
	if (req_items(r, &q, &list, e) < 0)
		return -1;
	for (uint32_t i = 0; i < list.n; i++)
		if (is_meeting(list.v[i]) && takes_part(list.v[i], b))
			*vec_add(r->arena, &both) = list.v[i];
	title = arena_printf(r->arena, "%.*s – %.*s",
			     STR_FMT(view_name(&r->view, a)),
			     STR_FMT(view_name(&r->view, b)));
	page_begin(r, title);
	html_raw(h, "<h1>");
	html_txt(h, title);
	html_raw(h, "</h1>");
	put_entries(r, &both);
	page_end(r);
	return 0;
}
