/* worker.c - what changes the store is done in a thread of its own.
 *
 * Reading a page of news and merging may take seconds; the threads that hold
 * the connections must not wait for it. A request that writes is set aside
 * (its connection suspended), worked off in the order of coming, and taken up
 * again by its own thread once its answer is written. */
#include "web/web_priv.h"

static struct call *next_call(struct worker *k)
{
	struct call *x;

	pthread_mutex_lock(&k->lock);
	while (!k->n && !k->ending)
		pthread_cond_wait(&k->more, &k->lock);
	x = k->n ? k->queue[0] : NULL;
	if (x) {
		k->n--;
		memmove(k->queue, k->queue + 1, k->n * sizeof(*k->queue));
	}
	pthread_mutex_unlock(&k->lock);
	return x;
}

static void *work(void *ctx)
{
	struct web *w = ctx;
	struct call *x;

	while ((x = next_call(&w->worker)) != NULL) {
		struct MHD_Connection *c = call_work(w, x);

		MHD_resume_connection(c);
	}
	return NULL;
}

int worker_start(struct web *w, struct err *e)
{
	pthread_mutex_init(&w->worker.lock, NULL);
	pthread_cond_init(&w->worker.more, NULL);
	if (pthread_create(&w->worker.thread, NULL, work, w) != 0)
		return err_set(e, ERR_LIMIT, "no thread could be made");
	w->worker.runs = true;
	return 0;
}

bool worker_take(struct web *w, struct call *x, struct MHD_Connection *c)
{
	struct worker *k = &w->worker;
	bool taken;

	pthread_mutex_lock(&k->lock);
	taken = k->n < WEB_WAITING && !k->ending;
	if (taken) {
		MHD_suspend_connection(c);
		k->queue[k->n++] = x;
		pthread_cond_signal(&k->more);
	}
	pthread_mutex_unlock(&k->lock);
	return taken;
}

/* All that was taken is worked off first: a connection must not be suspended
 * when the daemon stops. */
void worker_end(struct web *w)
{
	if (!w->worker.runs)
		return;
	pthread_mutex_lock(&w->worker.lock);
	w->worker.ending = true;
	pthread_cond_signal(&w->worker.more);
	pthread_mutex_unlock(&w->worker.lock);
	pthread_join(w->worker.thread, NULL);
	w->worker.runs = false;
}
