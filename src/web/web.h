/* web.h - the record in a browser: keii serve.
 *
 * In: a store, packs, a port. Out: pages, JSON and files on 127.0.0.1 (or
 * another address, for who has the key), until the process is told to end. */
#ifndef KEII_WEB_WEB_H
#define KEII_WEB_WEB_H

#include "base/err.h"
#include "pack/pack.h"

struct web_options {
	const char *store;
	uint16_t port; /* 0: any that is free */
	/* An address, as inet_pton knows it, IPv6 in brackets; NULL:
	 * 127.0.0.1. */
	const char *listen;
	/* The name, or name:port, that browsers use when there is a server in
	 * front, or NULL. */
	const char *host;
	const char *key; /* what everybody has to send; NULL: nobody */
	const struct packs *packs;
	bool sandboxed; /* sources are read in a child */
	/* told once the server answers */
	void (*ready)(void *ctx, uint16_t port);
	void *ctx;
};

/* Whether others than this machine's user can reach it: then it needs a key. */
bool web_is_foreign(const struct web_options *o);

/* Returns 0 when a signal of end (all three are blocked by it, before threads
 * begin: SIGINT, SIGTERM, SIGHUP) came; -1 and e set when it could not
 * begin. */
int web_serve(const struct web_options *o, struct err *e);

#endif
