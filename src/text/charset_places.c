/* charset_places.c - places of decoded text back in the bytes.
 *
 * Made when asked for, by decoding once more letter by letter, in step with
 * the text that charset_to_utf8 gave; nothing is kept while reading. */
#include <unicode/ucnv.h>

#include "base/utf8.h"
#include "text/charset.h"

struct walk {
	str bytes;
	UConverter *cv; /* NULL: the bytes are UTF-8 */
	size_t at;	/* in bytes */
	str text;
	size_t done; /* of text */
	struct charset_place *places;
	size_t n, next; /* places */
};

/* The next letter, as written, and its bytes; false at the end. */
static bool letter(struct walk *w, uint32_t *cp, size_t *from)
{
	UErrorCode code = U_ZERO_ERROR;
	const char *p = w->bytes.p + w->at;

	if (!w->cv && w->at >= w->bytes.n)
		return false;
	if (!w->cv) {
		*from = w->at;
		*cp = utf8_next(w->bytes, &w->at);
		return true;
	}
	*cp = (uint32_t)ucnv_getNextUChar(w->cv, &p, w->bytes.p + w->bytes.n,
					  &code);
	if (U_FAILURE(code))
		return false;
	/* one that stands for two: the second has the place of the first */
	if (p > w->bytes.p + w->at)
		*from = w->at;
	w->at = (size_t)(p - w->bytes.p);
	return true;
}

/* Whether the text holds it next, as charset_to_utf8 tidied it; its size. */
static bool same(const struct walk *w, uint32_t cp, size_t *size)
{
	char utf8[4];
	size_t n = utf8_encode(cp, utf8);

	*size = n;
	return str_starts(str_cut(w->text, w->done, w->text.n),
			  (str){ utf8, n });
}

static void settle(struct walk *w, bool end, size_t byte)
{
	while (w->next < w->n && w->places[w->next].at == w->done &&
	       w->places[w->next].end == end)
		w->places[w->next++].byte = byte;
}

/* The text holds cp next, from the bytes [from, to). */
static bool step(struct walk *w, uint32_t cp, size_t from, size_t to)
{
	size_t size;

	if (!same(w, cp, &size))
		return false;
	settle(w, false, from);
	w->done += size;
	settle(w, true, to);
	return true;
}

static bool follow(struct walk *w)
{
	size_t from = 0, cr_from = 0, cr_to = 0;
	bool cr = false, more = true;
	uint32_t cp = 0;

	settle(w, true, 0);
	while (w->next < w->n && more) {
		more = letter(w, &cp, &from);
		/* one without a line feed behind it was a line end */
		if (cr && !(more && cp == '\n') &&
		    !step(w, '\n', cr_from, cr_to))
			return false;
		cr = more && cp == '\r';
		if (cr) {
			cr_from = from;
			cr_to = w->at;
		} else if (more && cp && cp != 0xFEFF &&
			   !step(w, cp, from, w->at)) {
			return false;
		}
	}
	if (!more && w->done == w->text.n)
		settle(w, false, w->at);
	return w->next == w->n;
}

bool charset_places(str bytes, const struct charset_result *r,
		    struct charset_place *places, size_t n)
{
	struct walk w = { .bytes = str_cut(bytes, r->mark, bytes.n),
			  .text = r->text,
			  .places = places,
			  .n = n };
	UErrorCode code = U_ZERO_ERROR;
	bool ok = true;

	for (size_t i = 0; i < n; i++)
		places[i].byte = SIZE_MAX;
	if (strcmp(r->converter, "UTF-8") != 0) {
		w.cv = ucnv_open(r->converter, &code);
		if (U_FAILURE(code))
			return false;
	}
	if (w.bytes.n)
		ok = follow(&w);
	if (w.cv)
		ucnv_close(w.cv);
	for (size_t i = 0; i < w.next; i++)
		places[i].byte += r->mark;
	return ok;
}
