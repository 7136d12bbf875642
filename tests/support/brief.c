/* brief.c - an article's line as the bytes that a store keeps: brief < LINE+TEXT.
 *
 * For tests that put mentions of their own into a store: the first line in is
 * the annotate line, all that follows is the article's text. */
#include <stdio.h>

#include "extract/mention_json.h"
#include "store/brief.h"

#define MOST ((size_t)1 << 20)

int main(void)
{
	struct arena *a = arena_new();
	struct err e = ERR_INIT;
	struct buf in, out;
	struct mentions m;
	struct doc *d;
	size_t n = 1;
	str text, line;

	buf_init(&in, MOST);
	buf_init(&out, MOST);
	while (n && !buf_failed(&in)) {
		char *room = buf_room(&in, 4096);

		n = room ? fread(room, 1, 4096, stdin) : 0;
		in.n += n;
	}
	text = buf_str(&in);
	line = str_token(&text, '\n');
	if (mentions_from_json(a, line, text, &d, &m, &e) < 0) {
		fprintf(stderr, "brief: %s\n", e.text);
		return 1;
	}
	brief_write(d, &m, &out);
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&in);
	buf_release(&out);
	arena_free(&a);
	return 0;
}
