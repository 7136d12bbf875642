/* floor-mecab.c - what the tokeniser alone costs: lines in, words counted.
 *
 * The same dictionary and the same calls as text/token.c makes, and nothing
 * else. One sentence a line on standard input. */
#include <mecab.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	mecab_t *m = mecab_new2("-d /var/lib/mecab/dic/juman-utf8");
	char *line = NULL;
	size_t cap = 0, words = 0, bytes = 0;
	ssize_t n;

	if (!m) {
		fprintf(stderr, "%s\n", mecab_strerror(NULL));
		return 1;
	}
	while ((n = getline(&line, &cap, stdin)) > 0) {
		const mecab_node_t *k =
			mecab_sparse_tonode2(m, line, (size_t)n);

		bytes += (size_t)n;
		for (; k; k = k->next)
			words++;
	}
	printf("%zu bytes, %zu words\n", bytes, words);
	free(line);
	mecab_destroy(m);
	return 0;
}
