/* cues.h - the words of page furniture, compiled from packs.
 *
 * Table "furniture", columns words and where (see packs/ja/furniture.tsv). A
 * whole line is looked up folded: small letters, '#' for each number, without
 * blanks and colons on its ends.
 *
 * Table "block-words", columns group and words: what classes and ids of HTML
 * elements say (packs/core/block-words.tsv). */
#ifndef KEII_READ_CUES_H
#define KEII_READ_CUES_H

#include "base/map.h"
#include "pack/pack.h"
#include "pack/trie.h"
#include "read/credit.h"
#include "read/date_words.h"

enum cue {
	CUE_NONE,
	CUE_LINE,
	CUE_START,
	CUE_BAR,
	CUE_ANY,
	CUE_END,
	CUE_STOP,
	CUE_PAYWALL,
	CUE_STAMP,
	CUE_SECTION,
	CUE_COUNT
};

struct cues {
	struct arena *arena;
	struct map lines;	   /* folded words -> cue */
	const struct trie *bars;   /* those of lines that bars are made of */
	const struct trie *starts; /* folded; value = cue */
	const struct trie
		*inside;    /* as written: bar, any, end, stop, paywall */
	struct map classes; /* word of a class -> bits of its groups */
	const struct date_words *dates;	 /* never NULL */
	const struct agencies *agencies; /* never NULL */
	const struct block_model *model; /* html_model.h; NULL: none */
};

/* p may be NULL: then nothing is known. */
const struct cues *cues_in(struct arena *a, const struct packs *p);
/* What the whole trimmed line is; bar words only when several fill it. */
enum cue cues_line(const struct cues *c, struct arena *scratch, str line);
/* The longest furniture word at text.p[at] and its bytes. */
enum cue cues_at(const struct cues *c, str text, uint32_t at, uint32_t *length);
const char *cue_name(enum cue c);
/* Bits of the groups whose words stand in a class or id, in the order of the
 * features w_… (html_feature.def). */
uint32_t cues_class(const struct cues *c, str value);

#endif
