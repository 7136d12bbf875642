/* date_words.h - the words of dates on pages, compiled from packs.
 *
 * Table "date-words", columns what and words (packs/core/date-words.tsv).
 * Inside read/ only. */
#ifndef KEII_READ_DATE_WORDS_H
#define KEII_READ_DATE_WORDS_H

#include "base/map.h"
#include "pack/pack.h"
#include "pack/trie.h"
#include "read/stamp.h"

/* What the words before a date, or the name of a <meta>, say of it. */
enum date_role {
	DATE_PLAIN, /* nothing */
	DATE_PUBLISHED,
	DATE_WEAK, /* of a <meta>: "date", "created" */
	DATE_MODIFIED,
	DATE_OTHER, /* copyright, birth, an event */
};

struct date_words {
	struct map months;	  /* in small letters -> 1..12 */
	struct map metas;	  /* in small letters -> enum date_role */
	const struct trie *leads; /* in small letters; value = enum date_role */
	struct {
		VEC_OF(str);
	} members; /* of JSON in scripts */
};

const struct date_words *date_words_in(struct arena *a, const struct packs *p);
/* Of a <meta>'s name in any case. */
enum date_role date_meta(const struct date_words *w, str name);
/* Of the words at the end of s, at most 48 bytes of it. */
enum date_role date_lead(const struct date_words *w, str s);
/* The first date with year, month and day at or after `from`, in any of the
 * months' languages: 3. März 2020, 3 de marzo de 2020, March 3rd, 2020, 3.3.20,
 * 3/3/2020 (month first as told, where both can be), 2020-03-03, 20200303,
 * 2020年3月3日, with its time. */
bool date_find(const struct date_words *w, str s, size_t from, bool month_first,
	       struct stamp *out);

#endif
