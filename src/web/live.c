/* live.c - open pages are told when the store changes, by whomever.
 *
 * GET /api/events is a stream (server-sent events). A stream that has nothing
 * to say is suspended: it costs no thread and no turn of a loop. The server's
 * first thread looks at the store's files four times a second while there are
 * streams, and wakes them when they changed, or to see whether the reader is
 * still there. A stream remembers the one version that it told last: who reads
 * slowly gets the newest, and nothing piles up for them. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "web/web_priv.h"

#define BEAT_SECONDS 5
#define TOLD 200

struct stream {
	struct stream *before, *after;
	struct web *web;
	struct MHD_Connection *c;
	char told[LIVE_VERSION]; /* the version */
	char out[TOLD];		 /* bytes on their way */
	size_t n, at;
	time_t spoke;
	bool asleep;
};

static time_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* What it has to say now, into out; false: nothing. */
static bool compose(const struct live *l, struct stream *s)
{
	if (strcmp(s->told, l->version) != 0) {
		snprintf(s->out, sizeof(s->out),
			 "event: version\nretry: 2000\ndata: %s\n\n",
			 l->version);
		memcpy(s->told, l->version, sizeof(s->told));
	} else if (now() - s->spoke >= BEAT_SECONDS) {
		snprintf(s->out, sizeof(s->out), ": \n\n");
	} else {
		return false;
	}
	s->spoke = now();
	s->n = strlen(s->out);
	s->at = 0;
	return true;
}

static ssize_t on_read(void *cls, uint64_t at, char *to, size_t most)
{
	struct stream *s = cls;
	struct live *l = &s->web->live;
	ssize_t n = 0;

	(void)at;
	pthread_mutex_lock(&l->lock);
	if (l->ending) {
		n = MHD_CONTENT_READER_END_OF_STREAM;
	} else if (s->at < s->n || compose(l, s)) {
		size_t rest = s->n - s->at;

		n = (ssize_t)(rest < most ? rest : most);
		memcpy(to, s->out + s->at, (size_t)n);
		s->at += (size_t)n;
	} else {
		s->asleep = true;
		MHD_suspend_connection(s->c);
	}
	pthread_mutex_unlock(&l->lock);
	return n;
}

static void on_end(void *cls)
{
	struct stream *s = cls;
	struct live *l = &s->web->live;

	pthread_mutex_lock(&l->lock);
	*(s->before ? &s->before->after : &l->first) = s->after;
	if (s->after)
		s->after->before = s->before;
	l->n--;
	pthread_mutex_unlock(&l->lock);
	free(s);
}

static struct stream *stream_new(struct req *r)
{
	struct live *l = &r->web->live;
	struct stream *s = NULL;

	pthread_mutex_lock(&l->lock);
	if (l->n < WEB_STREAMS && !l->ending) {
		s = xmalloc(sizeof(*s));
		*s = (struct stream){ .web = r->web,
				      .c = r->c,
				      .after = l->first,
				      .spoke = now() };
		if (l->first)
			l->first->before = s;
		l->first = s;
		l->n++;
		if (!l->version[0])
			snprintf(l->version, sizeof(l->version), "%.*s",
				 STR_FMT(r->version));
	}
	pthread_mutex_unlock(&l->lock);
	return s;
}

struct MHD_Response *live_response(struct req *r)
{
	struct stream *s = stream_new(r);
	struct MHD_Response *m;

	if (!s)
		return NULL;
	m = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, TOLD, on_read,
					      s, on_end);
	if (!m)
		on_end(s);
	return m;
}

int api_events(struct req *r, struct err *e)
{
	(void)e;
	r->type = "text/event-stream";
	r->streams = true;
	return 0;
}

static void wake_all(struct live *l)
{
	for (struct stream *s = l->first; s; s = s->after)
		if (s->asleep) {
			s->asleep = false;
			MHD_resume_connection(s->c);
		}
}

bool live_look(struct web *w)
{
	struct live *l = &w->live;
	struct arena *a;
	bool any, same;
	str version;

	pthread_mutex_lock(&l->lock);
	any = l->n > 0;
	pthread_mutex_unlock(&l->lock);
	if (!any)
		return false;
	a = arena_new();
	version = web_version(w, a);
	pthread_mutex_lock(&l->lock);
	same = str_is(version, l->version);
	if (!same)
		snprintf(l->version, sizeof(l->version), "%.*s",
			 STR_FMT(version));
	if (!same || now() - l->beat >= BEAT_SECONDS) {
		l->beat = now();
		wake_all(l);
	}
	pthread_mutex_unlock(&l->lock);
	arena_free(&a);
	return true;
}

void live_begin(struct web *w)
{
	pthread_mutex_init(&w->live.lock, NULL);
}

void live_end(struct web *w)
{
	pthread_mutex_lock(&w->live.lock);
	w->live.ending = true;
	wake_all(&w->live);
	pthread_mutex_unlock(&w->live.lock);
}
