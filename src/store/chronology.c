/* chronology.c - see chronology.h: the lines as they are read. */
#include "store/chronology.h"

#include <stdlib.h>

#include "store/chronology_priv.h"
#include "store/dictionary.h"
#include "store/engine_priv.h"

/* What a filter asks of a line, by the words of a row. */
struct asked {
	uint32_t actor, kind, status, scope;
};

struct chronology {
	struct store *store;
	const struct item_query *q;
	struct query *st;
	struct arena *arena; /* of one row */
	struct block_reader row;
	struct asked asked;
	struct line_keys keys;
	uint32_t passed[LINE_PARTS]; /* before the texts are asked for */
	bool open[LINE_PARTS];	     /* they are there */
	bool has_row;
};

bool chronology_answers(const struct item_query *q)
{
	return str_is(q->layer, "entries") && !q->issue.n && !q->article.n &&
	       !q->limit && !q->offset;
}

/* The columns: block, keys, and the texts of the parts. A line that has no
 * beginning or no end reaches as far as asked. */
#define ASK(rest)                                                              \
	"SELECT block, keys, core, " rest " FROM chronology "                  \
	"WHERE first <= ?1 AND ends >= ?2 ORDER BY block"

struct chronology *chronology_open(struct store *s, const struct item_query *q,
				   struct err *e)
{
	bool core = str_is(q->scope, "core");
	struct query *st =
		query_take_large(s, core ? ASK("NULL") : ASK("rest"), e);
	struct chronology *c;

	if (!st)
		return NULL;
	query_put_int(st, 1, q->to == DAY_NONE ? INT32_MAX : q->to);
	query_put_int(st, 2, q->from == DAY_NONE ? INT32_MIN : q->from);
	c = xmalloc(sizeof(*c));
	*c = (struct chronology){
		.store = s, .q = q, .st = st, .arena = arena_new()
	};
	return c;
}

void chronology_close(struct chronology **at)
{
	struct chronology *c = *at;

	if (!c)
		return;
	query_give(&c->st);
	arena_free(&c->arena);
	free(c);
	*at = NULL;
}

static int damaged(struct err *e)
{
	return err_set(e, ERR_STORE,
		       "lines of the chronology are damaged; keii rebuild "
		       "makes them again");
}

static bool ask_word(const struct block_reader *r, str word, uint32_t *out)
{
	*out = word.n ? block_word(r, word) : UINT32_MAX;
	return !word.n || *out != UINT32_MAX;
}

/* false: the row has no line with these words. */
static bool ask_row(struct chronology *c)
{
	const struct item_query *q = c->q;

	return ask_word(&c->row, q->actor, &c->asked.actor) &&
	       ask_word(&c->row, q->kind, &c->asked.kind) &&
	       ask_word(&c->row, q->status, &c->asked.status) &&
	       ask_word(&c->row, q->scope, &c->asked.scope);
}

static int next_row(struct chronology *c, struct err *e)
{
	int r;

	while ((r = query_step(c->st, "reading the chronology", e)) > 0) {
		str keys;

		arena_reset(c->arena);
		c->keys.actors.v = NULL;
		c->keys.actors.n = c->keys.actors.cap = 0;
		for (int i = 0; i < LINE_PARTS; i++) {
			c->passed[i] = 0;
			c->open[i] = false;
		}
		if (!store_unpack(c->store, c->arena, query_bytes(c->st, 1),
				  &keys) ||
		    !block_open(&c->row, c->arena, keys))
			return damaged(e);
		if (ask_row(c))
			return 1;
	}
	return r;
}

static bool is_in(uint32_t asked, uint32_t word)
{
	return asked == UINT32_MAX || asked == word;
}

/* As the conditions of items_sql.c. */
static bool is_asked(const struct chronology *c)
{
	const struct line_keys *k = &c->keys;
	const struct item_query *q = c->q;
	bool found = c->asked.actor == UINT32_MAX;

	if (!is_in(c->asked.scope, k->scope) ||
	    !is_in(c->asked.kind, k->kind) ||
	    !is_in(c->asked.status, k->status))
		return false;
	if ((q->from != DAY_NONE && k->to != DAY_NONE && k->to < q->from) ||
	    (q->to != DAY_NONE && k->from > q->to))
		return false;
	for (uint32_t i = 0; !found && i < k->actors.n; i++)
		found = k->actors.v[i] == c->asked.actor;
	return found;
}

/* The texts of a part are unpacked when a line of it is wanted. */
static bool open_part(struct chronology *c, enum line_part part)
{
	str texts;

	if (c->open[part])
		return true;
	c->open[part] = true;
	return store_unpack(c->store, c->arena,
			    query_bytes(c->st, 2 + (int)part), &texts) &&
	       block_texts(&c->row, part, texts, c->passed[part]);
}

static int next_line(struct chronology *c, struct entry_line *out,
		     struct err *e)
{
	while (block_next(&c->row, &c->keys)) {
		enum line_part part = c->keys.part;
		bool asked = is_asked(c);

		if (!asked && !c->open[part]) {
			c->passed[part]++;
			continue;
		}
		if (!open_part(c, part) ||
		    !block_text(&c->row, &c->keys, asked ? out : NULL))
			return damaged(e);
		if (asked)
			return 1;
	}
	return c->row.damaged ? damaged(e) : 0;
}

int chronology_next(struct chronology *c, struct entry_line *out, struct err *e)
{
	int r;

	do {
		r = c->has_row ? next_line(c, out, e) : 0;
		if (r)
			return r;
		r = next_row(c, e);
		c->has_row = r > 0;
	} while (r > 0);
	return r;
}
