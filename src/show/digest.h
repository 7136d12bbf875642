/* digest.h - the days that count most, each in a few sentences of articles.
 *
 * keii timeline --top. Computed from the store's days and texts, day by day:
 * memory holds the words seen, the sentences of one day and those chosen.
 * The same store and question give the same bytes. */
#ifndef KEII_SHOW_DIGEST_H
#define KEII_SHOW_DIGEST_H

#include "show/out.h"
#include "store/store.h"

struct digest_ask {
	day from, to;	    /* both ends count; DAY_NONE: open */
	uint32_t days;	    /* at most so many */
	uint32_t sentences; /* of each at most so many */
	str query; /* words, parted by blanks or commas, that count more */
};

struct digest_sentence {
	str article; /* id */
	span at;     /* of its text */
	str text;    /* those bytes */
};

struct digest_day {
	day when;
	uint32_t articles; /* that name the day or were published on it */
	VEC_OF(struct digest_sentence);
};

struct digest {
	VEC_OF(struct digest_day);
};

/* In order of date, in a. A day of which no sentence fits has none. */
int digest_make(struct store *s, struct arena *a, const struct digest_ask *ask,
		struct digest *out, struct err *e);

/* [["2031-03-04", ["sentence", …]], …] on one line; days without a sentence
 * are left out. */
void digest_dates(const struct digest *d, struct out *o);
/* A line of JSON a day: {date, articles, sentences [{article, span, text}]}. */
void digest_lines(const struct digest *d, struct out *o);
/* The day, how many articles, and its sentences with their articles. */
void digest_text(const struct digest *d, struct out *o);

#endif
