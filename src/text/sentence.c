/* sentence.c - first cut of sentences: at 。 and line ends. */
#include "base/utf8.h"
#include "text/doc.h"

static void add(struct doc *d, uint32_t from, uint32_t to, uint32_t paragraph)
{
	str s = str_trim(str_cut(d->text, from, to));
	struct sentence *x;

	if (!s.n)
		return;
	x = vec_add(d->arena, &d->sentences);
	x->at.from = (uint32_t)(s.p - d->text.p);
	x->at.to = x->at.from + (uint32_t)s.n;
	x->paragraph = paragraph;
}

void doc_sentences(struct doc *d)
{
	size_t i = 0;
	uint32_t start = 0, paragraph = 0;

	while (i < d->text.n) {
		uint32_t cp = utf8_next(d->text, &i);

		if (cp != '\n' && cp != 0x3002)
			continue;
		add(d, start, (uint32_t)i, paragraph);
		start = (uint32_t)i;
		paragraph += cp == '\n';
	}
	add(d, start, (uint32_t)d->text.n, paragraph);
}
