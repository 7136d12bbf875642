/* item_head.c - an item parsed without what it rests on.
 *
 * Nine tenths of an entry's JSON is evidence, and a line of a chronology tells
 * none of it: those members are cut out before the rest is parsed. What a
 * search shows of them is two or three of hundreds: each is parsed alone. */
#include "base/limits.h"
#include "show/item.h"
#include "store/heads.h"
#include "store/store.h"

struct json_t *item_parse_head(str json)
{
	struct json_t *x;
	struct buf light;

	buf_init(&light, LIMIT_OUTPUT);
	heads_cut(json, &light);
	x = light.n ? item_parse(buf_str(&light)) : NULL;
	buf_release(&light);
	return x;
}

bool item_next_text(struct item_texts *t, const struct marker *any, str *out)
{
	if (!t->list.p)
		t->list = heads_value(t->json, t->name);
	while (heads_next(t->list, &t->at, out))
		if (!any || marker_finds(any, *out))
			return true;
	return false;
}
