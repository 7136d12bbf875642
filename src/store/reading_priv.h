/* reading_priv.h - a source on its way from bytes to annotated articles. */
#ifndef KEII_STORE_READING_PRIV_H
#define KEII_STORE_READING_PRIV_H

#include <pthread.h>

#include "base/map.h"
#include "store/dossier.h"

struct article_rows {
	VEC_OF(struct article_row);
};

struct incoming {
	struct dossier *d;
	struct arena *arena; /* of all of it */
	str sha256, name, bytes;
	str packed;	/* the bytes as the store keeps them */
	unsigned tag;	/* the giver's */
	bool known;	/* not read: it is in the store */
	bool again;	/* for a rebuild: the bytes stay where they are */
	bool put;	/* its articles are, in this transaction */
	struct err err; /* why it could not be read; code ERR_NONE: it was */
	struct articles list;	  /* as read */
	struct article_rows rows; /* as annotated */
	struct diags diags;
	pthread_mutex_t lock; /* the arena, while several annotate */
};

/* Articles of the bytes as they stand there, by this thread. */
int articles_read(struct dossier *d, struct arena *a, str name, str bytes,
		  struct articles *out, struct diags *diags, struct err *e);

/* On the heap, with copies of both. */
struct incoming *incoming_new(struct dossier *d, str name, str bytes);
void incoming_free(struct incoming **x);
/* Gives it to the dossier's threads, made when needed. */
int incoming_give(struct incoming *x, struct err *e);
/* The oldest given, read; NULL when there is none, or none ready and wait is
 * false. */
struct incoming *incoming_take(struct dossier *d, bool wait);
/* Ids that nobody has: neither the store nor ids, which gets them. The article
 * whose id is another than it was annotated with is annotated again. */
int incoming_name(struct incoming *x, struct map *ids, struct err *e);
/* Puts the articles; an id that another process took meanwhile is made anew. */
int incoming_put(struct incoming *x, struct err *e);
/* Behind all that are put in one transaction, in the same order. */
int incoming_put_words(struct incoming *x, struct err *e);
/* After all were taken. */
void reading_end(struct dossier *d);

#endif
