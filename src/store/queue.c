/* queue.c - bytes to annotated articles, and sources that wait to be kept.
 *
 * Reading and annotating take most of the time and need no lock; so they come
 * first, in memory, and the store is locked only to write the result. */
#include <stdlib.h>

#include "base/utf8.h"
#include "extract/mention_pack.h"
#include "read/cues.h"
#include "read/sandbox.h"
#include "store/dossier_priv.h"
#include "store/moment.h"
#include "store/packed.h"

#define LIMIT_ID 200u
#define SHORTEST_HASH 8u

struct waiting {
	str sha256, name, bytes;
	struct article_rows rows;
};

struct queue {
	struct arena *arena;
	VEC_OF(struct waiting);
	struct map sources, ids;
	size_t bytes;
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

/* Fills what annotating gives; row has the id and all that reading gave. told:
 * what reading said of the article; it is kept with it. */
static void annotate(struct dossier *d, struct arena *a,
		     struct article_row *row, const struct diag *told,
		     uint32_t n_told)
{
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
	struct arena *doc = arena_new();
	struct mentions m;
	struct doc *read;
	struct buf line;

	kassert_context(arena_z(a, row->id));
	read = job_read(d->reader, doc, d->tagger, &in, STAGE_ALL, &m);
	for (uint32_t i = 0; i < n_told; i++)
		*vec_add(doc, &read->diags) = told[i];
	buf_init(&line, LIMIT_OUTPUT);
	mentions_json(read, &m, &line);
	row->mentions = arena_str(a, buf_str(&line));
	buf_clear(&line);
	mentions_pack(read, &m, &line);
	row->brief = arena_str(a, buf_str(&line));
	days_of(a, &m, row);
	row->text = str_cut(row->text, 0, read->text.n);
	row->lang = lang_name(read->lang);
	row->published = read->published_text.p
				 ? arena_str(a, read->published_text)
				 : STR_NONE;
	row->published_basis = read->published_basis.p
				       ? arena_str(a, read->published_basis)
				       : STR_NONE;
	row->packs = packs_version(d->packs);
	kassert_context(NULL);
	buf_release(&line);
	arena_free(&doc);
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

/* The given id, else letters of the source's hash and the number in it; more
 * letters when another article has that id. */
static int choose_id(struct dossier *d, struct arena *a, str given, str sha256,
		     uint32_t number, const struct map *ids, str *out,
		     struct err *e)
{
	bool used = true;

	*out = given;
	if (fit_as_id(given)) {
		used = ids && map_find(ids, given);
		if (!used && store_has_article(d->store, given, &used, e) < 0)
			return -1;
	}
	for (size_t n = SHORTEST_HASH; used && n <= sha256.n; n += 4) {
		*out = arena_printf(a, "%.*s-%u",
				    STR_FMT(str_cut(sha256, 0, n)), number + 1);
		used = ids && map_find(ids, *out);
		if (!used && store_has_article(d->store, *out, &used, e) < 0)
			return -1;
	}
	if (used) /* the whole hash: no chance, but a damaged index */
		return err_set(e, ERR_STORE,
			       "no id is free for article %u of "
			       "source %.12s",
			       number + 1, sha256.p);
	return 0;
}

int articles_read(struct dossier *d, struct arena *a, str name, str bytes,
		  struct articles *out, struct diags *diags, struct err *e)
{
	if (!d->cues) {
		d->arena = arena_new();
		d->cues = cues_in(d->arena, d->packs);
		if (d->sandboxed)
			d->sandbox = sandbox_reading(d->cues);
	}
	if (d->sandbox)
		return sandbox_read(d->sandbox, a, bytes, name, out, diags, e);
	source_read_with(a, d->cues, bytes, name, out, diags);
	return 0;
}

int articles_in(struct dossier *d, struct arena *a, str sha256, str name,
		str bytes, struct map *taken, struct article_rows *out,
		struct diags *diags, struct err *e)
{
	struct articles list = { 0 };
	uint32_t had = diags->n;

	*out = (struct article_rows){ 0 };
	if (articles_read(d, a, name, bytes, &list, diags, e) < 0)
		return -1;
	for (uint32_t i = 0; i < list.n; i++) {
		const struct article *x = &list.v[i];
		struct article_row *row = vec_add(a, out);

		*row = (struct article_row){
			.source = sha256,
			.number = x->number,
			.title = x->title,
			.publisher = x->publisher,
			.url = x->url,
			.lang = x->lang,
			.published = x->published,
			.published_basis = x->published_basis,
			.text = x->text,
		};
		if (choose_id(d, a, x->id, sha256, x->number, taken, &row->id,
			      e) < 0)
			return -1;
		*map_put(taken, row->id) = 1;
		/* of several articles nobody knows which is meant */
		annotate(d, a, row, diags->n ? diags->v + had : NULL,
			 list.n == 1 ? diags->n - had : 0);
	}
	return 0;
}

int articles_put(struct dossier *d, struct arena *a, struct article_rows *rows,
		 struct err *e)
{
	for (uint32_t i = 0; i < rows->n; i++) {
		struct article_row *row = &rows->v[i];
		bool used;

		if (store_has_article(d->store, row->id, &used, e) < 0)
			return -1;
		if (used) {
			if (choose_id(d, a, STR_NONE, row->source, row->number,
				      NULL, &row->id, e) < 0)
				return -1;
			annotate(d, a, row, NULL, 0);
		}
		if (store_put_article(d->store, row, e) < 0)
			return -1;
	}
	return 0;
}

static struct queue *queue_of(struct dossier *d)
{
	struct queue *q = d->queue;

	if (q)
		return q;
	q = xmalloc(sizeof(*q));
	*q = (struct queue){ .arena = arena_new() };
	map_init(&q->sources, q->arena);
	map_init(&q->ids, q->arena);
	d->queue = q;
	if (!d->began[0])
		moment_text(moment_now(), d->began);
	return q;
}

static void empty(struct queue *q)
{
	struct arena *a = q->arena;

	arena_reset(a);
	*q = (struct queue){ .arena = a };
	map_init(&q->sources, a);
	map_init(&q->ids, a);
}

/* People took it out: adding it again does not overrule them. */
static int removed_known(struct dossier *d, str sha256, struct add_result *r,
			 struct err *e)
{
	struct arena *a = arena_new();
	struct decision_rows rows = { 0 };
	struct removals out;
	int code = store_decisions(d->store, a, &rows, e);

	if (code == 0) {
		decisions_removals(a, rows.v, rows.n, &out);
		for (uint32_t i = 0; i < out.sources.n; i++)
			if (str_eq(out.sources.v[i], sha256)) {
				r->sources_removed++;
				break;
			}
	}
	arena_free(&a);
	return code;
}

int dossier_queue(struct dossier *d, str name, str bytes, struct add_result *r,
		  struct err *e)
{
	struct queue *q = queue_of(d);
	str sha256 = packed_sha256(q->arena, bytes);
	struct article_rows rows;
	struct waiting *w;
	bool known = map_find(&q->sources, sha256) != NULL;

	if (!known && store_has_source(d->store, sha256, &known, e) < 0)
		return -1;
	if (known) {
		r->sources_known++;
		return removed_known(d, sha256, r, e);
	}
	bytes = arena_str(q->arena, bytes);
	if (articles_in(d, q->arena, sha256, name, bytes, &q->ids, &rows,
			r->diags, e) < 0)
		return err_in(e, "%.*s", STR_FMT(name));
	if (!rows.n)
		return 0;
	*map_put(&q->sources, sha256) = 1;
	w = vec_add(q->arena, q);
	*w = (struct waiting){ .sha256 = sha256,
			       .bytes = bytes,
			       .rows = rows,
			       .name = arena_str(q->arena, name) };
	q->bytes += bytes.n;
	r->sources_new++;
	r->articles_new += rows.n;
	return 0;
}

size_t dossier_queued(const struct dossier *d)
{
	return d->queue ? d->queue->bytes : 0;
}

static int put_waiting(struct dossier *d, struct waiting *w, struct err *e)
{
	bool is_new;

	const struct source_row row = { .sha256 = w->sha256,
					.name = w->name,
					.added = str_of(d->began) };

	if (store_put_source(d->store, &row, w->bytes, &is_new, e) < 0)
		return -1;
	return is_new ? articles_put(d, d->queue->arena, &w->rows, e) : 0;
}

/* The sources [from, to) in one transaction. */
static int put_group(struct dossier *d, uint32_t from, uint32_t to,
		     struct err *e)
{
	int r = 0;

	if (store_begin(d->store, e) < 0)
		return -1;
	for (uint32_t i = from; r == 0 && i < to; i++)
		r = put_waiting(d, &d->queue->v[i], e);
	if (r == 0)
		r = store_set_meta(d->store, STR("merged"), STR("no"), e);
	if (r == 0)
		return store_commit(d->store, e);
	store_rollback(d->store);
	return r;
}

int dossier_flush(struct dossier *d, uint32_t *kept, struct err *e)
{
	struct err first = ERR_INIT;
	uint32_t n = d->queue ? d->queue->n : 0;
	int r = 0;

	*kept = 0;
	if (!n)
		return 0;
	r = put_group(d, 0, n, &first);
	if (r == 0)
		*kept = n;
	/* A full disk may still hold some of them. */
	if (r < 0 && first.code == ERR_FULL && n > 1)
		for (r = 0; r == 0 && *kept < n; *kept += r == 0)
			r = put_group(d, *kept, *kept + 1, e);
	else if (r < 0)
		*e = first;
	empty(d->queue);
	return r;
}

void dossier_release(struct dossier *d)
{
	if (d->arena) {
		sandbox_free(&d->sandbox);
		arena_free(&d->arena);
		d->cues = NULL;
	}
	if (!d->queue)
		return;
	arena_free(&d->queue->arena);
	free(d->queue);
	d->queue = NULL;
}

int dossier_add(struct dossier *d, str name, str bytes, struct add_result *r,
		struct err *e)
{
	uint32_t kept;

	if (dossier_queue(d, name, bytes, r, e) < 0)
		return -1;
	return dossier_flush(d, &kept, e);
}
