/* item_head.c - an item parsed without what it rests on.
 *
 * Nine tenths of an entry's JSON is evidence, and a line of a chronology tells
 * none of it: those members are cut out before the rest is parsed. */
#include "base/limits.h"
#include "show/item.h"
#include "store/heads.h"

static struct json_t *parse_light(str json, str keep)
{
	struct json_t *x;
	struct buf light;

	buf_init(&light, LIMIT_OUTPUT);
	heads_cut(json, keep, &light);
	x = light.n ? item_parse(buf_str(&light)) : NULL;
	buf_release(&light);
	return x;
}

struct json_t *item_parse_head(str json)
{
	return parse_light(json, STR_NONE);
}

struct json_t *item_parse_words(str json)
{
	return parse_light(json, STR("evidence"));
}
