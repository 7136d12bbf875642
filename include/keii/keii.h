/* keii.h - the library's only public header: one article in, mentions out.
 *
 * Only the symbols here are exported. A keii is read-only after keii_new and
 * may be used by several threads, each with its own keii_session. */
#ifndef KEII_KEII_H
#define KEII_KEII_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct keii;
struct keii_session;

/* packs: colon-separated folders, or NULL for the default order. NULL on
 * failure: a sentence that says why stands in why (at most why_size bytes). */
struct keii *keii_new(const char *packs, char *why, size_t why_size);
void keii_free(struct keii **k);

struct keii_session *keii_session_new(const struct keii *k);
void keii_session_free(struct keii_session **s);

/* line: one JSON object of annotate input (docs/SCHEMA.md). Returns the
 * output line without its line end, NUL-terminated, owned by the session and
 * valid until its next call; *size is its length. A bad line gives an object
 * with diagnostics only. */
const char *keii_annotate(struct keii_session *s, const char *line,
			  size_t line_size, size_t *size);

#ifdef __cplusplus
}
#endif

#endif
