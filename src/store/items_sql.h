/* items_sql.h - what is asked of the record's items, as SQL of both engines. */
#ifndef KEII_STORE_ITEMS_SQL_H
#define KEII_STORE_ITEMS_SQL_H

#include "store/engine_priv.h"
#include "store/links.h"

/* The columns: number; number, articles, links; how many. */
enum items_want { ITEMS_LISTED, ITEMS_RANKED, ITEMS_COUNTED };

/* Ready to step. resting: only those that rest on one of these articles, by
 * their keys, of which there are few; NULL: all. NULL and e set on failure. */
struct query *items_ask(struct store *s, const struct item_query *q,
			enum items_want want, const struct numbers *resting,
			struct err *e);

#endif
