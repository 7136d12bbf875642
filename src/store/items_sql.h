/* items_sql.h - what is asked of the record's items, as SQL of both engines. */
#ifndef KEII_STORE_ITEMS_SQL_H
#define KEII_STORE_ITEMS_SQL_H

#include "store/engine_priv.h"
#include "store/links.h"

/* The columns, by what is wanted:
 *   LISTED  number, in the order of store_each_item()
 *   HEADS   id, head and, where an item is not split, json; in that order
 *   PLACES  number, day (the least number: none) of an actor's, in any order,
 *           and a row of no item, 0 and 0, behind the last; issue, article,
 *           limit and offset are not asked
 *   RANKED  number, articles, links, in the order of store_find_items()
 *   COUNTED how many */
enum items_want {
	ITEMS_LISTED,
	ITEMS_HEADS,
	ITEMS_PLACES,
	ITEMS_RANKED,
	ITEMS_COUNTED
};

/* Ready to step. resting: only those that rest on one of these articles, by
 * their keys, of which there are few; NULL: all. NULL and e set on failure. */
struct query *items_ask(struct store *s, const struct item_query *q,
			enum items_want want, const struct numbers *resting,
			struct err *e);

#endif
