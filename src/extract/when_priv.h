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

enum when_kind {
	WHEN_DATE,
	WHEN_DURATION,
	WHEN_SET,
	WHEN_REF,
	WHEN_NONE,
	WHEN_WEAK, /* a date only when something beside it makes it one */
};

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
	uint64_t lengths[256];	    /* of the words, as bits; see when_word */
	struct pattern_set *future; /* words of what is yet to come */
	struct pattern_set *past;   /* words of what has been */
	struct pattern_set *did;    /* a verb's end that says so, anywhere */
	struct pattern_set *record; /* the first, the worst (in years) */
	struct pattern_set *then;   /* a verb's end that only goes on */
	bool joins;		    /* the table has words that join times */
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
	bool near; /* the nearest such day: this past Friday */
};

struct parts {
	int y, m, d, y2, m2, d2; /* PART_NONE = not told */
	bool short_year;
	struct shift ry, rm, rw, rd, sh;
	bool weekend, fiscal, decade, century, clock, recent;
	bool asked; /* a stretch only for one who asks, in a report a length */
	bool in;    /* in three weeks, likewise */
	int bc;	    /* a year before the calendar 1, a century 2 */
	int wd, third, half, q;
	str season, part, bound, tod, ref, unit, unit2, mod, year_end;
	double n, n2;			/* < 0: not told */
	bool n_vague, half_unit, again; /* 数年; 1時間半; ぶり */
	int dir;			/* ago -1, later 1, else 0 */
	struct shift way;		/* what dir is counted from */
	int hh, mi, ss;
	int past_hour; /* minutes: half past 30, ten to -10 */
	bool has_ap, pm;
	int num;	 /* a bare number: an hour or a day by what joins */
	int nth;	 /* second Monday, last week (-1) of something */
	int week_number; /* of a year */
	bool week_of;	 /* the week of a day */
	bool other;	 /* every other */
	bool generic;	 /* in the morning: of no day by itself */
	bool rest;	 /* the rest of the week */
	bool close;	 /* the end of a day */
	bool plural;	 /* weeks */
	bool midnight;	 /* so said, and not 00:00 */
	bool named;	 /* a holiday */
	bool runs;	 /* for three days from Monday */
	str hol, zone;
	/* days behind what hol tells; the weekday before it; its length */
	int hol_by, hol_before, hol_days;
	struct {
		double n;
		str unit;
	} more[4]; /* two years, three months */
	int n_more;
	span words; /* without the tail */
};

/* A hit before it is resolved; what stands beside it may join it. */
struct when_item {
	const struct when_rule *rule;
	enum when_kind kind;
	struct parts p;
	struct parts other; /* the end of a range, or what p counts from */
	bool range, counted;
	bool lasting; /* other is how long it lasts from p on */
	bool joined, gone;
};

struct when_items {
	VEC_OF(struct when_item);
};

/* What a time tells, and where its words are. */
enum {
	HAS_YEAR = 1,
	HAS_MONTH = 2,
	HAS_DAY = 4,
	HAS_WEEKDAY = 8,
	HAS_WEEK = 16,
	HAS_CLOCK = 32,
	HAS_TOD = 64,
	HAS_HOLIDAY = 128,
	HAS_PART = 256,
	HAS_NTH = 512,
	HAS_LENGTH = 1024,
	HAS_NUM = 2048,
	HAS_WEEK_OF = 4096,
	HAS_SHIFT = 8192,
};

#define HAS_TIME (HAS_CLOCK | HAS_TOD)

int when_has(const struct parts *p);

void when_parts(const struct when_lang *l, str text, const struct when_rule *r,
		const struct hit *h, struct parts *p);
/* early in May is a part of it; later in May only says where to look. */
void when_said_part(struct parts *p, str word);
/* A number in digits of any width or in kanji; PART_NONE when it is none. */
int when_number(str s);

/* Where the first word of a set stands, for all places from `from` on up to it
 * in a stretch that ends at `to`. */
struct when_memo {
	struct {
		const struct pattern_set *set;
		uint32_t from, first, to;
	} v[4]; /* future, past, did, then */
};

/* What an article has told so far. */
struct when_state {
	struct when_memo *memo;
	struct doc *d;
	struct mentions *m;
	const struct when_lang *l;
	day pub;	   /* DAY_NONE: not known */
	day last, last_to; /* the date told last, DAY_NONE = none */
	enum precision last_precision;
	bool last_explicit; /* it had a month of its own */
	day last_day;	    /* told last as a day; DAY_NONE */
	int last_year; /* that the paragraph told in words; PART_NONE: none */
	uint32_t last_paragraph;
	day until; /* the end that was told last: until July 7 */
	/* the heading or bullet above: its date, as far as it says */
	day heading; /* first day of it, or DAY_NONE */
	enum precision heading_precision;
	uint16_t heading_depth;
	str heading_text;
	int year; /* told last; PART_NONE */
	uint32_t paragraph;
	span sentence;
	bool in_heading;
	bool told_hour;	  /* in this sentence, so far */
	int pub_minute;	  /* of the day of publication; -1: not told */
	int pub_second;	  /* of that minute */
	int pub_offset;	  /* minutes east of Greenwich; PART_NONE: not told */
	day counted_from; /* what the item at hand counts from; or DAY_NONE */
	int counted_minute;
};

/* Joins the items of a sentence that make one time: date and time of day, the
 * ends of a range, a length and what it counts from. Drops weak ones that
 * nothing joined. */
void when_join(struct when_state *s, struct when_items *items);
/* Do the parts of the two, as when_has tells them, make one time? */
bool when_fits(int a, int b);
/* a takes what it lacks from b; of a date only that. */
void when_fill(struct parts *a, const struct parts *b);
void when_fill_date(struct parts *a, const struct parts *b);
/* How two items belong together: meet, to, and, or, of; STR_NONE: not. */
str when_link(const struct when_state *s, span a, span b);
struct when_item *when_next(const struct when_items *v, uint32_t i);
void when_take_in(struct when_item *a, struct when_item *b);
/* A bare number beside a day is an hour behind at; beside a month a day. */
void when_number_is(struct parts *p, const struct parts *beside, bool at);
/* Two ends of a range become one item; the range's day joins it. */
void when_ranges(const struct when_state *s, struct when_items *v);
void when_range_day(const struct when_state *s, struct when_items *v);
/* Makes the weak items that stand for themselves dates, drops the others. */
void when_drop_weak(struct when_state *s, struct when_items *v);
/* The longest word of the class that ends at *at or begins there, within
 * low or high; *at moves to its other end. */
str when_word_before(const struct when_state *s, const char *cls, uint32_t low,
		     uint32_t *at);
str when_word_after(const struct when_state *s, const char *cls, uint32_t high,
		    uint32_t *at);
/* 138-2010-2015, 2015-32: a piece of something that is no date. */
bool when_half_of_number(str text, span at);
/* The 5th, of a month, and not the 5th of something that follows. */
bool when_day_ends(const struct when_state *s, const struct when_item *x);
/* Does nothing but punctuation follow? */
bool when_closes(str text, span sentence, uint32_t at);
/* The words of what is yet to come or has been stand by the date? */
bool when_future(const struct when_state *s, span words);
bool when_past(const struct when_state *s, span words);
/* The clause that the date ends tells what has been: that began on … */
bool when_was(const struct when_state *s, span words);
/* The first in so many years: a length, and not one ahead. */
bool when_record(const struct when_state *s, span words);
/* Does no verb say which? The date hangs on a noun (18日の会談) or its sentence
 * ends in one. Japanese only. */
bool when_undecided(const struct when_state *s, span words);
/* The value of a range from t on to end; clock: its ends are times of day. */
void when_value_range(struct when_state *s, bool clock, struct time_mention *t,
		      const struct time_mention *end);
/* Minute of the day that the parts tell; PART_NONE when they tell none. */
int when_minute(const struct parts *p);
/* An interval at its precision as a TIMEX3 value. */
str when_date_value(struct arena *a, const struct time_mention *t);
/* since, until, before: one end of the interval is open. */
void when_bound(const struct when_state *s, const struct parts *p,
		struct time_mention *t);
/* A length as a TIMEX3 value: P3Y, PT1H30M. */
str when_length(struct arena *a, const struct parts *p);
/* Is the length one of hours, minutes or seconds? */
bool when_of_clock(const struct parts *p);
/* The last day of so long from that day on; DAY_NONE when it cannot be told. */
day when_lasting(const struct parts *length, day from);
/* So long before or after; the past or coming so-and-so long. */
bool when_counted(struct when_state *s, const struct parts *p,
		  struct time_mention *t);
/* The rest of the week: from the day of publication on. */
bool when_rest(struct when_state *s, const struct parts *p,
	       struct time_mention *t);
/* Friday, 20 September: of the guessed year or the one beside it where it is
 * one; y itself when of none. */
int when_year_of_weekday(const struct when_state *s, const struct parts *p,
			 int y);
/* Tuesday the 19th: of the month nearest to base where it is one. */
bool when_on_weekday(const struct parts *p, day base, struct time_mention *t);
/* A report that tells a day again means the same one. */
bool when_told_before(const struct when_state *s, const struct parts *p,
		      struct time_mention *t);
/* 同日 is a day, whatever month was told since; 翌日 follows one. */
day when_day_told(const struct when_state *s, const struct parts *p, day a);
/* 24年2月に … 4月には …: a paragraph that has told a year goes on in it. */
int when_told_year(const struct when_state *s, int m, int d);
/* Time runs forward from the day told last; a month told last or a later day
 * of it is no frame for a day that the publication dates as well. */
bool when_goes_on(const struct when_state *s, const struct parts *p);
/* Does a day behind the publication's in the month belong to the one before?
 * On a noun it is the nearer of the two. */
bool when_month_before(const struct when_state *s, const struct parts *p,
		       int today);
/* 3月15日と16日: a day listed with the one before is of its month. */
bool when_beside(const struct when_state *s, const struct parts *p);
/* A day with a name in the year; DAY_NONE when there is none.
 * value: 12-25, 11-4*4 (the fourth Thursday of November), 11-4*4+1 (the day
 * after it), easter-2, 2019: 10-27 11-14 (one day a year from 2019 on). */
day when_holiday(str value, int year);
/* That day with what the parts tell beside it. */
day when_feast(const struct parts *p, int year);
/* SP SU FA WI of a year: three months each, from March on. */
void when_season(struct time_mention *t, int y, str name);
/* The end of Sunday is an instant; always true. */
bool when_day_closes(const struct when_state *s, const struct parts *p,
		     struct time_mention *t);
/* The nth such day, week or month of an interval. */
bool when_nth(const struct parts *p, struct time_mention *t);
/* Said, but against a day that nobody told: the words' own part of the value
 * stays. */
bool when_unanchored(const struct when_state *s, const struct parts *p,
		     struct time_mention *t);
/* A century; a year or century before the calendar: told, but no day of it. */
bool when_century(const struct parts *p, struct time_mention *t);
bool when_before_christ(struct arena *a, const struct parts *p,
			struct time_mention *t);
/* 22日(日): the weekday tells which month, the nearest that has it so. */
void when_agree_weekday(struct civil *c, const struct parts *p);
/* The day from which relative dates count, or DAY_NONE. */
day when_anchor(const struct when_state *s, struct shift sh);

/* Interval, precision and basis of a date. False: it is no date after all. */
bool when_resolve(struct when_state *s, const struct parts *p,
		  struct time_mention *t);
/* TIMEX3 value, mod, EDTF from the parts and the interval. */
void when_value(struct when_state *s, const struct parts *p,
		struct time_mention *t);

#endif
