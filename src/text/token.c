/* token.c - not built yet. */
#include "base/err.h"
#include "text/doc.h"

struct tagger *tagger_new(struct err *e)
{
	err_set(e, ERR_IO, "no tokeniser yet");
	return NULL;
}

void tagger_free(struct tagger **t)
{
	*t = NULL;
}

const struct token *doc_tokens(struct doc *d, uint32_t sentence, uint32_t *n)
{
	(void)d;
	(void)sentence;
	*n = 0;
	return NULL;
}
