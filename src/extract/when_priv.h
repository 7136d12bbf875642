/* when_priv.h - the stage of dates: rules, the parts of a date, resolution.
 *
 * A rule's pattern finds words and names their parts by captures; when_parts
 * makes numbers of them; when_resolve works out the interval against what the
 * article told before; when_value writes TIMEX3 and EDTF. */
#ifndef KEII_EXTRACT_WHEN_PRIV_H
#define KEII_EXTRACT_WHEN_PRIV_H

#include "base/map.h"
#include "extract/stage.h"
#include "pack/pattern.h"

#define PART_NONE INT32_MIN

enum when_kind { WHEN_DATE, WHEN_DURATION, WHEN_SET, WHEN_REF, WHEN_NONE };

struct when_rule {
	const struct pattern *pattern;
	const struct rule *rule;
	enum when_kind kind;
	str value;
};

struct when_lang {
	struct when_rule *v;
	uint32_t n;
	struct pattern_set *set;
	struct map words;	    /* "class/word" -> 1 + row of the table */
	struct pattern_set *future; /* words of what is yet to come */
	const struct table *table;
	int value_column;
};

struct when {
	const struct when_lang *lang[LANG_COUNT];
};

/* What a word of time-words.tsv says; STR_NONE when it is no such word. */
str when_word(const struct when_lang *l, const char *cls, str word);

/* An offset against an anchor: "-1 pub", "0 last". */
struct shift {
	int by;	   /* PART_NONE: none */
	bool last; /* against the date told last, else the publication */
};

struct parts {
	int y, m, d, y2, m2, d2; /* PART_NONE = not told */
	bool short_year;
	struct shift ry, rm, rw, rd, sh;
	bool weekend, fiscal, decade, clock, recent;
	int wd, third, half, q;
	str season, part, bound, tod, ref, unit, unit2, mod, year_end;
	double n, n2;			/* < 0: not told */
	bool n_vague, half_unit, again; /* 数年; 1時間半; ぶり */
	int dir;			/* ago -1, later 1, else 0 */
	int hh, mi;
	bool pm;
	span words; /* without the tail */
};

void when_parts(const struct when_lang *l, str text, const struct when_rule *r,
		const struct hit *h, struct parts *p);
/* A number in digits of any width or in kanji; PART_NONE when it is none. */
int when_number(str s);

/* What an article has told so far. */
struct when_state {
	struct doc *d;
	struct mentions *m;
	const struct when_lang *l;
	day pub;	   /* DAY_NONE: not known */
	day last, last_to; /* the date told last, DAY_NONE = none */
	enum precision last_precision;
	bool last_explicit; /* it had a month of its own */
	uint32_t last_paragraph;
	/* the heading or bullet above: its date, as far as it says */
	day heading; /* first day of it, or DAY_NONE */
	enum precision heading_precision;
	uint16_t heading_depth;
	str heading_text;
	int year; /* of the chronology; PART_NONE */
	uint32_t paragraph;
	span sentence;
	bool in_heading;
};

/* Interval, precision and basis of a date. False: it is no date after all. */
bool when_resolve(struct when_state *s, const struct parts *p,
		  struct time_mention *t);
/* TIMEX3 value, mod, EDTF from the parts and the interval. */
void when_value(struct when_state *s, const struct parts *p,
		struct time_mention *t);

#endif
