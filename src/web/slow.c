/* slow.c - parts of pages that need the whole record, worked out beside.
 *
 * What changed since a day is a merge of the whole pile; who met whom, and the
 * doubtful pairs, read every entry. A thread of its own writes such a part
 * into memory, with a store of its own, while readers go on; a page waits for
 * it a moment, else it is sent without and asks again. Parts are kept by what
 * was asked, the language and the version of the store; the one not asked for
 * longest makes room. */
#include <stdlib.h>
#include <time.h>

#include "web/web_priv.h"

struct part {
	struct arena *arena; /* NULL: free */
	str key, arg, version;
	slow_fn *fn;
	enum lang lang;
	bool taken, done; /* taken: the thread works on it */
	str html;
	uint64_t used;
};

struct slow {
	struct web *web;
	pthread_mutex_t lock;
	pthread_cond_t asked, finished;
	pthread_t thread;
	struct part parts[WEB_SLOW];
	uint64_t clock;
	bool ending;
};

static void work(struct slow *s, struct part *p)
{
	struct err e = ERR_INIT;
	struct req r = { .web = s->web,
			 .arena = arena_new(),
			 .lang = p->lang,
			 .version = p->version };

	buf_init(&r.h.out, WEB_SLOW_BYTES);
	map_init(&r.texts, r.arena);
	r.store = web_take_store(s->web, &e);
	if (r.store)
		view_init(&r.view, r.arena, r.store, s->web->o->packs, r.lang);
	if (!r.store || p->fn(&r, p->arg, &e) < 0) {
		buf_clear(&r.h.out);
		html_raw(&r.h, "<p class=\"nothing\">");
		put_word(&r, WORD_FAULT);
		html_raw(&r.h, ": ");
		html_txt(&r.h, str_of(e.text));
		html_raw(&r.h, "</p>");
	} else if (buf_failed(&r.h.out)) {
		buf_clear(&r.h.out);
		r.h.out.failed = false;
		html_raw(&r.h, "<p class=\"nothing\">");
		put_word(&r, WORD_TOO_LARGE);
		html_raw(&r.h, "</p>");
	}
	p->html = arena_str(p->arena, buf_str(&r.h.out));
	for (uint32_t i = 0; i < r.n; i++)
		item_free(&r.v[i]);
	buf_release(&r.h.out);
	web_give_store(s->web, &r.store);
	arena_free(&r.arena);
}

/* The one asked for last; whoever asked before has gone on. */
static struct part *next(struct slow *s)
{
	struct part *best = NULL;

	for (size_t i = 0; i < WEB_SLOW; i++) {
		struct part *p = &s->parts[i];

		if (p->arena && !p->done && (!best || p->used > best->used))
			best = p;
	}
	return best;
}

static void *run(void *ctx)
{
	struct slow *s = ctx;
	struct part *p;

	pthread_mutex_lock(&s->lock);
	while (!s->ending) {
		p = next(s);
		if (!p) {
			pthread_cond_wait(&s->asked, &s->lock);
			continue;
		}
		p->taken = true;
		pthread_mutex_unlock(&s->lock);
		work(s, p);
		pthread_mutex_lock(&s->lock);
		p->taken = false;
		p->done = true;
		pthread_cond_broadcast(&s->finished);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

static struct slow *begin(struct web *w)
{
	struct slow *s;

	pthread_mutex_lock(&w->lock);
	if (!w->slow) {
		s = xmalloc(sizeof(*s));
		*s = (struct slow){ .web = w };
		pthread_mutex_init(&s->lock, NULL);
		pthread_cond_init(&s->asked, NULL);
		pthread_cond_init(&s->finished, NULL);
		if (pthread_create(&s->thread, NULL, run, s) != 0) {
			free(s);
			s = NULL;
		}
		w->slow = s;
	}
	s = w->slow;
	pthread_mutex_unlock(&w->lock);
	return s;
}

static struct part *find(struct slow *s, str key)
{
	struct part *oldest = NULL;

	for (size_t i = 0; i < WEB_SLOW; i++) {
		struct part *p = &s->parts[i];

		if (p->arena && str_eq(p->key, key))
			return p;
		if (!p->taken && (!oldest || p->used < oldest->used))
			oldest = p;
	}
	if (oldest && oldest->arena)
		arena_free(&oldest->arena);
	if (oldest)
		*oldest = (struct part){ 0 };
	return oldest;
}

static struct part *ask(struct slow *s, struct req *r, const char *name,
			slow_fn *fn, str arg)
{
	str key = arena_printf(r->arena, "%s\n%.*s\n%.*s\n%.*s", name,
			       STR_FMT(arg), STR_FMT(lang_name(r->lang)),
			       STR_FMT(r->version));
	struct part *p = find(s, key);

	if (!p)
		return NULL;
	if (!p->arena) {
		p->arena = arena_new();
		p->key = arena_str(p->arena, key);
		p->arg = arena_str(p->arena, arg);
		p->version = arena_str(p->arena, r->version);
		p->fn = fn;
		p->lang = r->lang;
		pthread_cond_signal(&s->asked);
	}
	p->used = ++s->clock;
	return p;
}

static void moment_ahead(struct timespec *t)
{
	clock_gettime(CLOCK_REALTIME, t);
	t->tv_nsec += WEB_SLOW_WAIT_MS * 1000000L;
	t->tv_sec += t->tv_nsec / 1000000000L;
	t->tv_nsec %= 1000000000L;
}

bool get_slow(struct req *r, const char *name, slow_fn *fn, str arg)
{
	struct slow *s = begin(r->web);
	struct part *p = NULL;
	struct timespec until;
	bool late = !s;

	moment_ahead(&until);
	if (s)
		pthread_mutex_lock(&s->lock);
	/* it is asked for again after each wait: others may have taken its
	 * place meanwhile */
	while (!late && (p = ask(s, r, name, fn, arg)) && !p->done)
		late = pthread_cond_timedwait(&s->finished, &s->lock, &until);
	late = !p || !p->done;
	if (!late)
		buf_add(&r->h.out, p->html);
	if (s)
		pthread_mutex_unlock(&s->lock);
	return !late;
}

void put_slow(struct req *r, const char *name, slow_fn *fn, str arg)
{
	if (get_slow(r, name, fn, arg))
		return;
	r->unfinished = true;
	html_raw(&r->h,
		 "<p class=\"nothing\" data-unfinished role=\"status\">");
	put_word(r, WORD_WORKING);
	html_raw(&r->h, "</p>");
}

void slow_end(struct web *w)
{
	struct slow *s = w->slow;

	if (!s)
		return;
	pthread_mutex_lock(&s->lock);
	s->ending = true;
	pthread_cond_signal(&s->asked);
	pthread_mutex_unlock(&s->lock);
	pthread_join(s->thread, NULL);
	for (size_t i = 0; i < WEB_SLOW; i++)
		if (s->parts[i].arena)
			arena_free(&s->parts[i].arena);
	free(s);
	w->slow = NULL;
}
