/* web.h - the record in a browser: keii serve.
 *
 * In: a store, packs, a port. Out: pages, JSON and files on 127.0.0.1, until
 * the process is told to end. */
#ifndef KEII_WEB_WEB_H
#define KEII_WEB_WEB_H

#include "base/err.h"
#include "pack/pack.h"

struct web_options {
	const char *store;
	uint16_t port; /* 0: any that is free */
	const struct packs *packs;
	bool sandboxed; /* sources are read in a child */
	/* told once the server answers */
	void (*ready)(void *ctx, uint16_t port);
	void *ctx;
};

/* Returns 0 when a signal of end (all three are blocked by it, before threads
 * begin: SIGINT, SIGTERM, SIGHUP) came; -1 and e set when it could not
 * begin. */
int web_serve(const struct web_options *o, struct err *e);

#endif
