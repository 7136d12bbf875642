/* clang-format off */
/* pattern.h - the pattern language of rules, and sets of compiled patterns.
 *
 *   abc            the letters themselves; \ escapes ( ) | ? * + [ ] { } < > ~ ^ $ \
 *   (a|b)          either; the first that leads to a match wins (plain words
 *                  side by side: the longest first)
 *   x? x* x+       optional, any number, one or more (longest first)
 *   x{2} x{1,4}    so many
 *   [abc] [^a-z]   one of, none of
 *   .              any one character, not a line end
 *   ~ ~12          gap: up to 30 (12) characters, shortest first
 *   {D}            one digit, ASCII or full-width: {D}{4}年
 *   {KN}           one numeral kanji 〇一二三四五六七八九十百千万零
 *   {KANJI} {KATA} {HIRA}     one kanji, katakana (with ー), hiragana
 *   {UPPER} {LOWER} {ALPHA}   one letter
 *   {SP}           any blanks, also none
 *   {NAME}         a thing of class NAME found before (PERSON, TIME …)
 *   {@list}        a word of the word list "list" (longest first)
 *   <y:...>        capture under the name y
 *   ^ $            start, end of the stretch that is matched (a sentence)
 *
 * Blanks in a Japanese pattern mean nothing; in an English one a blank is one
 * or more blanks or a line end, letters match either case, and a pattern
 * begins and ends at word borders.
 *
 * Matching is backtracking with a fixed budget of steps for each start, so no
 * input costs more than linear time; a match has at most 2,000 bytes. Digits
 * and Latin letters in patterns also match their full-width forms.
 *
 * What a Japanese pattern costs: one that begins with letters is tried where
 * they stand, and where a gap (~, or more than two of . [^…] {KANJI} and their
 * like) follows only if words from behind it stand further on in the sentence.
 * One that begins with a gap is tried around its words. Particles alone (を, は)
 * hold nothing back. */
/* clang-format on */
#ifndef KEII_PACK_PATTERN_H
#define KEII_PACK_PATTERN_H

#include "base/diag.h"

#define PATTERN_CAPTURES 12

struct capture {
	str name; /* of the pattern; STR_NONE beyond the last */
	span at;  /* from == to: not taken part */
};

struct hit {
	uint32_t rule; /* number given to pattern_set_add */
	span at;
	struct capture captures[PATTERN_CAPTURES];
	uint32_t n_captures;
};

struct hits {
	VEC_OF(struct hit);
};

/* Things found before, by class, that patterns refer to by {NAME}. */
struct layers;

struct layers *layers_in(struct arena *a, uint32_t text_bytes);
/* cls: index into the class names given to pattern_set_in. index: the caller's
 * number of the thing. Several things may start at one byte. */
void layers_add(struct layers *l, uint32_t cls, span at, uint32_t index);
/* Index of a thing of the class that starts at the byte, longest first;
 * -1 when none. */
long layers_find(const struct layers *l, uint32_t cls, uint32_t at, span *is);

struct pattern;
struct pattern_set;

enum pattern_flags {
	PATTERN_ENGLISH = 1, /* blanks, either case, word borders */
};

/* A word list for {@name}: words (variants already split), in any order. */
struct word_list {
	str name;
	const str *words;
	uint32_t n;
};

struct pattern_context {
	struct arena *arena; /* perm */
	enum pattern_flags flags;
	const char *const *classes; /* ends with NULL */
	const struct word_list *lists;
	uint32_t n_lists;
	struct diags *diags;
};

/* Compiled in ctx->arena. NULL and a diagnostic (at file:line, with column in
 * source) when the pattern is wrong. */
const struct pattern *pattern_compile(const struct pattern_context *ctx,
				      str source, str file, uint32_t line);
/* The preferred match (order of choices as told above) that starts at byte
 * `at` and stays inside `in`; layers may be NULL. Never empty. */
bool pattern_match(const struct pattern *p, str text, span in, uint32_t at,
		   const struct layers *l, struct hit *out);
/* First match in `in`. */
bool pattern_search(const struct pattern *p, str text, span in,
		    const struct layers *l, struct hit *out);
/* A match inside `in` that ends exactly at byte `end`; looks back at most
 * 200 bytes. */
bool pattern_ends(const struct pattern *p, str text, span in, uint32_t end,
		  const struct layers *l, struct hit *out);

/* Many patterns scanned together: one automaton tells which of them may match
 * at a place. The set may be shared by threads; patterns are added before the
 * first scan. */
struct pattern_set *pattern_set_in(struct arena *a);
void pattern_set_add(struct pattern_set *s, const struct pattern *p,
		     uint32_t rule);
/* All matches in `in` (the preferred one for each pattern and start), in order
 * of start; appended to out in arena a. */
void pattern_set_scan(const struct pattern_set *s, str text, span in,
		      const struct layers *l, struct arena *a,
		      struct hits *out);
/* Where the first of them starts; UINT32_MAX: there is none. */
uint32_t pattern_set_first(const struct pattern_set *s, str text, span in,
			   struct arena *a);
/* The first pattern of the set, in the order of adding, that matches anywhere
 * in the stretch (its first match), or at the byte. */
bool pattern_set_search(const struct pattern_set *s, str text, span in,
			struct hit *out);
bool pattern_set_match(const struct pattern_set *s, str text, span in,
		       uint32_t at, struct hit *out);
/* No match begins inside a number in ASCII digits. */
void pattern_set_whole_numbers(struct pattern_set *s);
/* Keeps of overlapping hits the longest; ties: the one that starts first, then
 * the lower rule number. */
void hits_longest(struct hits *h);

#endif
