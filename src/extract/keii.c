/* keii.c - the public library: annotate as a function. */
#include "keii/keii.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "extract/annotate.h"

struct keii {
	struct arena *arena;
	struct packs *packs;
	struct reader *reader;
};

struct keii_session {
	const struct keii *keii;
	struct arena *doc;
	struct tagger *tagger;
	struct buf out;
};

#pragma GCC visibility push(default)

struct keii *keii_new(const char *packs, char *why, size_t why_size)
{
	struct keii *k = xmalloc(sizeof(*k));
	struct err e = ERR_INIT;
	struct diags diags = { 0 };

	k->arena = arena_new();
	diags.arena = k->arena;
	k->packs = packs_load(packs ? str_of(packs) : STR_NONE, &diags, &e);
	if (!k->packs) {
		snprintf(why, why_size, "%s", e.text);
		arena_free(&k->arena);
		free(k);
		return NULL;
	}
	k->reader = reader_new(k->packs, &diags);
	return k;
}

void keii_free(struct keii **k)
{
	if (!*k)
		return;
	reader_free(&(*k)->reader);
	packs_free(&(*k)->packs);
	arena_free(&(*k)->arena);
	free(*k);
	*k = NULL;
}

struct keii_session *keii_session_new(const struct keii *k)
{
	struct keii_session *s = xmalloc(sizeof(*s));
	struct err e = ERR_INIT;

	s->keii = k;
	s->doc = arena_new();
	s->tagger = tagger_new(&e); /* without: no Japanese tokens */
	buf_init(&s->out, LIMIT_OUTPUT);
	return s;
}

void keii_session_free(struct keii_session **s)
{
	if (!*s)
		return;
	tagger_free(&(*s)->tagger);
	arena_free(&(*s)->doc);
	buf_release(&(*s)->out);
	free(*s);
	*s = NULL;
}

const char *keii_annotate(struct keii_session *s, const char *line,
			  size_t line_size, size_t *size)
{
	buf_clear(&s->out);
	annotate_line(s->keii->reader, s->doc, s->tagger,
		      (str){ line, line_size }, 0, NULL, STAGE_ALL, NULL,
		      &s->out);
	arena_reset(s->doc);
	*size = s->out.n;
	return buf_cstr(&s->out);
}

#pragma GCC visibility pop
