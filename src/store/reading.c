/* reading.c - bytes to annotated articles, by as many threads as are asked for.
 *
 * A source is one task; one of many articles is split among those that have
 * nothing else to do. Threads never see the store: what needs it - whether a
 * source is known, whether an id is free - is asked by the one who takes. */
#include "store/reading_priv.h"

#include <stdlib.h>

#include "base/crew.h"
#include "base/utf8.h"
#include "read/cues.h"
#include "read/sandbox.h"
#include "store/brief.h"
#include "store/packed.h"

#define LIMIT_ID 200u
#define SHORTEST_HASH 8u
/* Given and not taken: as long as the one who takes is at a commit, there must
 * be some that others can read. */
#define HELD_EACH 8u
#define HELD_MOST 64u /* by each, of small ones */
#define SMALL_BYTES ((size_t)4 << 20)
#define HELD_BYTES ((size_t)32 << 20)

/* What each member of the crew has for itself. */
struct hand {
	struct tagger *tagger;
	struct sandbox *sandbox;
	struct arena *arena; /* emptied after each article */
};

struct readers {
	struct crew *crew;
	unsigned n;	     /* members */
	unsigned own;	     /* the hand of who gives and takes */
	size_t bytes;	     /* of sources given and not taken */
	struct arena *arena; /* of cues made here; NULL: lent */
	struct nest *nest;   /* made here; NULL: lent, or none */
	struct hand v[CREW_MOST + 1];
};

/* The single days that the story names; a page's own date line is none. */
static void days_of(struct arena *a, const struct mentions *m,
		    struct article_row *row)
{
	struct told_day *days = arena_many(a, struct told_day, m->times.n);
	uint32_t n = 0;

	for (uint32_t i = 0; i < m->times.n; i++) {
		const struct time_mention *t = &m->times.v[i];

		if (t->type != TIME_DURATION && t->type != TIME_SET &&
		    !t->metadata && t->from != DAY_NONE && t->from == t->to)
			days[n++] = (struct told_day){ t->from, t->at.from };
	}
	row->days = days;
	row->n_days = n;
}

/* Fills what annotating gives; row has the id and all that reading gave. Many
 * may do so for one source at once: only its lock guards its arena. */
static void annotate(struct incoming *x, struct hand *h,
		     struct article_row *row)
{
	struct dossier *d = x->d;
	struct article_input in = {
		.id = row->id,
		.text = row->text,
		.title = row->title,
		.lang = row->lang,
		.published = row->published,
		.url = row->url,
		.publisher = row->publisher,
		.published_basis = row->published_basis,
	};
	/* of several articles nobody knows which is meant */
	uint32_t told = x->rows.n == 1 ? x->diags.n : 0;
	struct mentions m;
	struct doc *read;
	struct buf brief;

	kassert_context(arena_z(h->arena, row->id));
	row->packs = packs_version(d->packs);
	read = job_read(d->reader, h->arena, h->tagger, &in, STAGE_ALL, &m);
	for (uint32_t i = 0; i < told; i++)
		*vec_add(h->arena, &read->diags) = x->diags.v[i];
	buf_init(&brief, LIMIT_OUTPUT);
	brief_write(read, &m, &brief);

	pthread_mutex_lock(&x->lock);
	row->brief = arena_str(x->arena, buf_str(&brief));
	days_of(x->arena, &m, row);
	row->published = read->published_text.p
				 ? arena_str(x->arena, read->published_text)
				 : STR_NONE;
	row->published_basis =
		read->published_basis.p
			? arena_str(x->arena, read->published_basis)
			: STR_NONE;
	pthread_mutex_unlock(&x->lock);

	row->text = str_cut(row->text, 0, read->text.n);
	row->lang = lang_name(read->lang);
	kassert_context(NULL);
	buf_release(&brief);
	arena_reset(h->arena);
}

static bool fit_as_id(str id)
{
	if (!id.n || id.n > LIMIT_ID || utf8_valid_to(id) != id.n)
		return false;
	for (size_t i = 0; i < id.n; i++)
		if ((unsigned char)id.p[i] <= ' ' || id.p[i] == 0x7f)
			return false;
	return true;
}

struct naming {
	struct store *store; /* NULL: as if it were empty */
	struct arena *arena;
	struct map *ids; /* given out already; gets the new ones */
};

static int is_used(const struct naming *n, str id, bool *used, struct err *e)
{
	*used = map_find(n->ids, id) != NULL;
	return *used || !n->store ? 0
				  : store_has_article(n->store, id, used, e);
}

/* The given id, else letters of the source's hash and the number in it; more
 * letters when another article has that id. */
static int choose_id(const struct naming *n, str given,
		     const struct article_row *row, str *out, struct err *e)
{
	bool used = true;

	*out = given;
	if (fit_as_id(given) && is_used(n, given, &used, e) < 0)
		return -1;
	for (size_t k = SHORTEST_HASH; used && k <= row->source.n; k += 4) {
		*out = arena_printf(n->arena, "%.*s-%u",
				    STR_FMT(str_cut(row->source, 0, k)),
				    row->number + 1);
		if (is_used(n, *out, &used, e) < 0)
			return -1;
	}
	if (used) /* the whole hash: no chance, but a damaged index */
		return err_set(e, ERR_STORE,
			       "no id is free for article %u of "
			       "source %.12s",
			       row->number + 1, row->source.p);
	*map_put(n->ids, *out) = 1;
	return 0;
}

/* ---- the members' work */

static int read_bytes(struct dossier *d, struct hand *h, struct arena *a,
		      str name, str bytes, struct articles *out,
		      struct diags *diags, struct err *e)
{
	if (h->sandbox)
		return sandbox_read(h->sandbox, a, bytes, name, out, diags, e);
	source_read_with(a, d->cues, bytes, name, out, diags);
	return 0;
}

static void annotate_part(void *ctx, unsigned member, uint32_t i)
{
	struct incoming *x = ctx;

	annotate(x, &x->d->readers->v[member], &x->rows.v[i]);
}

/* The rows as reading gave them, with ids as if the store were empty. */
static int rows_of(struct incoming *x, struct err *e)
{
	struct map taken;
	const struct naming naming = { NULL, x->arena, &taken };

	map_init(&taken, x->arena);
	for (uint32_t i = 0; i < x->list.n; i++) {
		const struct article *from = &x->list.v[i];
		struct article_row *row = vec_add(x->arena, &x->rows);

		*row = (struct article_row){
			.source = x->sha256,
			.number = from->number,
			.title = from->title,
			.publisher = from->publisher,
			.url = from->url,
			.lang = from->lang,
			.published = from->published,
			.published_basis = from->published_basis,
			.text = from->text,
		};
		if (choose_id(&naming, from->id, row, &row->id, e) < 0)
			return -1;
	}
	return 0;
}

static void work(void *ctx, unsigned member, void *task)
{
	struct incoming *x = task;
	struct dossier *d = ctx;
	struct readers *r = d->readers;

	if (x->known)
		return;
	if (read_bytes(d, &r->v[member], x->arena, x->name, x->bytes, &x->list,
		       &x->diags, &x->err) < 0 ||
	    rows_of(x, &x->err) < 0)
		return;
	crew_split(r->crew, member, x->rows.n, annotate_part, x);
	if (x->rows.n && !x->again)
		x->packed = source_packed(x->arena, x->bytes);
}

/* ---- the one who gives and takes */

static int hand_new(struct dossier *d, struct hand *h, bool own, struct err *e)
{
	h->arena = arena_new();
	h->tagger = own || !d->tagger ? d->tagger : tagger_twin(d->tagger);
	if (d->sandbox)
		h->sandbox = d->sandbox;
	else if (d->nest)
		h->sandbox = sandbox_reading(d->nest, d->cues);
	return own || !h->sandbox ? 0 : sandbox_start(h->sandbox, e);
}

static int readers_in(struct dossier *d, struct err *e)
{
	struct readers *r = d->readers;
	int made = 0;

	if (r)
		return 0;
	r = d->readers = xmalloc(sizeof(*r));
	*r = (struct readers){ .n = d->jobs ? d->jobs : 1 };
	r->own = r->n > 1 ? r->n : 0;
	if (!d->cues) {
		r->arena = arena_new();
		d->cues = cues_in(r->arena, d->packs);
	}
	if (d->sandboxed && !d->nest) /* before threads begin */
		d->nest = r->nest = nest_new();
	kassert(!d->sandbox || r->n == 1);
	for (unsigned i = 0; made == 0 && i <= r->own; i++)
		made = hand_new(d, &r->v[i], i == r->own, e);
	if (made == 0)
		r->crew = crew_new(r->n, work, d, e);
	if (r->crew)
		return 0;
	reading_end(d);
	return -1;
}

void reading_end(struct dossier *d)
{
	struct readers *r = d->readers;

	if (!r)
		return;
	crew_free(&r->crew);
	for (unsigned i = 0; i <= r->own; i++) {
		struct hand *h = &r->v[i];

		if (!h->arena)
			break;
		arena_free(&h->arena);
		if (i < r->own)
			tagger_free(&h->tagger);
		if (!d->sandbox)
			sandbox_free(&h->sandbox);
	}
	if (r->nest) {
		nest_free(&r->nest);
		d->nest = NULL;
	}
	if (r->arena) {
		arena_free(&r->arena);
		d->cues = NULL;
	}
	free(r);
	d->readers = NULL;
}

int articles_read(struct dossier *d, struct arena *a, str name, str bytes,
		  struct articles *out, struct diags *diags, struct err *e)
{
	if (readers_in(d, e) < 0)
		return -1;
	return read_bytes(d, &d->readers->v[d->readers->own], a, name, bytes,
			  out, diags, e);
}

struct incoming *incoming_new(struct dossier *d, str name, str bytes)
{
	struct incoming *x = xmalloc(sizeof(*x));
	struct arena *a = arena_new();

	*x = (struct incoming){ .d = d, .arena = a, .err = ERR_INIT };
	x->name = arena_str(a, name);
	x->bytes = arena_str(a, bytes);
	x->diags.arena = a;
	pthread_mutex_init(&x->lock, NULL);
	return x;
}

void incoming_free(struct incoming **x)
{
	if (!*x)
		return;
	pthread_mutex_destroy(&(*x)->lock);
	arena_free(&(*x)->arena);
	free(*x);
	*x = NULL;
}

int incoming_give(struct incoming *x, struct err *e)
{
	if (readers_in(x->d, e) < 0)
		return -1;
	x->d->readers->bytes += x->bytes.n;
	crew_give(x->d->readers->crew, x);
	return 0;
}

struct incoming *incoming_take(struct dossier *d, bool wait)
{
	struct incoming *x = NULL;

	if (d->readers)
		x = crew_take(d->readers->crew, wait);
	if (x)
		d->readers->bytes -= x->bytes.n;
	return x;
}

uint32_t dossier_reading(const struct dossier *d)
{
	return d->readers ? crew_held(d->readers->crew) : 0;
}

bool dossier_busy(const struct dossier *d)
{
	const struct readers *r = d->readers;
	uint32_t held = dossier_reading(d);

	if (!held)
		return false;
	return held >= HELD_MOST * r->n || r->bytes >= HELD_BYTES ||
	       (held >= HELD_EACH * r->n && r->bytes >= SMALL_BYTES);
}

static int ids_taken(struct incoming *x, bool **taken, struct err *e)
{
	str *ids = arena_many(x->arena, str, x->rows.n);

	*taken = arena_many(x->arena, bool, x->rows.n);
	for (uint32_t i = 0; i < x->rows.n; i++)
		ids[i] = x->rows.v[i].id;
	return store_has_articles(x->d->store, ids, x->rows.n, *taken, e);
}

/* Another id than it was annotated with. */
static void rename_row(struct incoming *x, struct article_row *row, str id)
{
	struct readers *r = x->d->readers;

	row->id = id;
	annotate(x, &r->v[r->own], row);
}

int incoming_name(struct incoming *x, struct map *ids, struct err *e)
{
	const struct naming naming = { x->d->store, x->arena, ids };
	bool *taken;

	if (ids_taken(x, &taken, e) < 0)
		return -1;
	for (uint32_t i = 0; i < x->rows.n; i++) {
		struct article_row *row = &x->rows.v[i];
		str id;

		if (!taken[i] && !map_find(ids, row->id)) {
			*map_put(ids, row->id) = 1;
			continue;
		}
		if (choose_id(&naming, x->list.v[i].id, row, &id, e) < 0)
			return -1;
		rename_row(x, row, id);
	}
	return 0;
}

int incoming_put(struct incoming *x, struct err *e)
{
	struct map none;
	const struct naming naming = { x->d->store, x->arena, &none };
	bool *taken;

	if (ids_taken(x, &taken, e) < 0)
		return -1;
	map_init(&none, x->arena);
	for (uint32_t i = 0; i < x->rows.n; i++) {
		struct article_row *row = &x->rows.v[i];
		str id;

		if (!taken[i])
			continue;
		if (choose_id(&naming, STR_NONE, row, &id, e) < 0)
			return -1;
		rename_row(x, row, id);
	}
	if (store_put_articles(x->d->store, x->rows.v, x->rows.n, e) < 0)
		return -1;
	x->put = true;
	return 0;
}

int incoming_put_words(struct incoming *x, struct err *e)
{
	if (!x->put)
		return 0;
	return store_put_words_of(x->d->store, x->rows.v, x->rows.n, e);
}
