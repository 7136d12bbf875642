/* cues.c - the words of page furniture, compiled from packs. */
#include "read/cues.h"

#include "base/utf8.h"
#include "read/html_model.h"

#define LINE_MAX_BYTES ((size_t)240)

static const char *const names[CUE_COUNT] = {
	"",    "line", "start",	  "bar",   "any",
	"end", "stop", "paywall", "stamp", "section",
};

struct word_list {
	VEC_OF(struct trie_word);
};

const char *cue_name(enum cue c)
{
	return names[c];
}

static enum cue cue_by_name(str s)
{
	for (int i = 1; i < CUE_COUNT; i++)
		if (str_is(s, names[i]))
			return (enum cue)i;
	return CUE_NONE;
}

/* Small letters, one '#' for each run of digits, no blanks or colons on the
 * ends. */
static str fold(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0, i = 0;

	while (i < s.n) {
		size_t from = i;
		uint32_t cp = rune_narrow(utf8_next(s, &i));

		if (rune_is_digit(cp)) {
			if (!n || p[n - 1] != '#')
				p[n++] = '#';
		} else if (cp >= 'A' && cp <= 'Z') {
			p[n++] = (char)(cp + 32);
		} else if (cp < 0x80) {
			p[n++] = (char)cp;
		} else {
			memcpy(p + n, s.p + from, i - from);
			n += i - from;
		}
	}
	s = str_trim((str){ p, n });
	while (s.n && (s.p[s.n - 1] == ':' || s.p[s.n - 1] == '.' ||
		       s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '>'))
		s.n--;
	return s;
}

static void add_word(struct cues *c, str word, enum cue cue,
		     struct word_list *starts, struct word_list *inside)
{
	str folded = fold(c->arena, word);

	if (!folded.n)
		return;
	if (cue == CUE_START || cue == CUE_PAYWALL)
		*vec_add(c->arena, starts) =
			(struct trie_word){ folded, (uint32_t)cue };
	else
		*map_put(&c->lines, folded) = (uint64_t)cue;
	/* a Latin word may be part of a sentence: only whole lines of those,
	 * but for the words made for it */
	if (cue == CUE_ANY ||
	    ((cue == CUE_BAR || cue == CUE_END || cue == CUE_STOP) &&
	     (unsigned char)word.p[0] >= 0x80))
		*vec_add(c->arena, inside) =
			(struct trie_word){ word, (uint32_t)cue };
}

/* Of the folded words those of which a share bar is made. */
static const struct trie *bar_words(struct cues *c)
{
	struct word_list bars = { 0 };

	for (uint32_t i = 0; i < c->lines.size; i++) {
		const struct map_slot *x = &c->lines.slots[i];

		if (x->key && (x->value == CUE_BAR || x->value == CUE_LINE))
			*vec_add(c->arena, &bars) =
				(struct trie_word){ map_key(x),
						    (uint32_t)x->value };
	}
	return bars.n ? trie_in(c->arena, bars.v, bars.n) : NULL;
}

/* ---- classes */

static const char *const groups[] = {
	"body",	 "share",   "related", "nav",  "footer", "comment", "ad",
	"offer", "caption", "byline",  "date", "title",	 "lead",    "tags",
	"side",	 "notice",  "embed",   "box",  "quote",	 "source",  "hidden",
};

static void add_classes(struct cues *c, const struct packs *p)
{
	const struct table *t = packs_table(p, "", "block-words");
	int words = table_column(t, "words"), group = table_column(t, "group");

	for (uint32_t i = 0; i < t->n; i++) {
		str rest = table_cell(t, i, words);

		for (uint32_t g = 0; g < COUNT(groups); g++)
			while (str_is(table_cell(t, i, group), groups[g]) &&
			       rest.p)
				*map_put(&c->classes, str_token(&rest, '|')) |=
					1u << g;
	}
}

static uint32_t class_bits(const struct cues *c, str word)
{
	const uint64_t *v = map_find(&c->classes, word);

	return v ? (uint32_t)*v : 0;
}

/* Groups of one word in small letters; of its two parts when it is none. */
static uint32_t word_bits(const struct cues *c, str word)
{
	uint32_t bits = class_bits(c, word), head;

	for (size_t k = 3; !bits && k + 3 <= word.n && word.n <= 24; k++) {
		head = class_bits(c, str_cut(word, 0, k));
		bits = head ? class_bits(c, str_cut(word, k, word.n)) : 0;
		bits = bits ? bits | head : 0;
	}
	return bits;
}

uint32_t cues_class(const struct cues *c, str value)
{
	uint32_t bits = 0;
	char word[32];
	size_t n = 0;
	bool was_small = false;

	for (size_t i = 0; i <= value.n; i++) {
		char ch = i < value.n ? value.p[i] : ' ';
		bool small = ch >= 'a' && ch <= 'z';
		bool capital = ch >= 'A' && ch <= 'Z';

		if ((!small && !capital) || (capital && was_small)) {
			if (n > 1 && n < sizeof(word))
				bits |= word_bits(c, (str){ word, n });
			n = 0;
		}
		if ((small || capital) && n < sizeof(word))
			word[n++] = capital ? (char)(ch + 32) : ch;
		was_small = small;
	}
	return bits;
}

const struct cues *cues_in(struct arena *a, const struct packs *p)
{
	struct cues *c = arena_one(a, struct cues);
	struct word_list starts = { 0 }, inside = { 0 };
	const struct table *t = p ? packs_table(p, "", "furniture") : NULL;
	int words, where;

	c->arena = a;
	map_init(&c->lines, a);
	map_init(&c->classes, a);
	c->dates = date_words_in(a, p);
	c->agencies = agencies_in(a, p);
	if (p) {
		add_classes(c, p);
		c->model = block_model_in(a, p);
	}
	if (t) {
		words = table_column(t, "words");
		where = table_column(t, "where");
		for (uint32_t i = 0; i < t->n; i++) {
			str rest = table_cell(t, i, words);
			enum cue cue = cue_by_name(table_cell(t, i, where));

			while (cue && rest.p)
				add_word(c, str_token(&rest, '|'), cue, &starts,
					 &inside);
		}
	}
	c->bars = bar_words(c);
	if (starts.n)
		c->starts = trie_in(a, starts.v, starts.n);
	if (inside.n)
		c->inside = trie_in(a, inside.v, inside.n);
	return c;
}

/* Several words of a share bar and nothing else. */
static bool is_bar(const struct cues *c, str folded)
{
	int words = 0;

	while (c->bars && folded.n && words < 40) {
		uint32_t n; /* of the longest bar word that stands here */

		if (trie_longest(c->bars, folded, 0, &n) < 0)
			return false;
		words++;
		folded = str_trim(str_cut(folded, n, folded.n));
		while (folded.n && (folded.p[0] == '|' || folded.p[0] == ','))
			folded = str_trim(str_cut(folded, 1, folded.n));
	}
	return words >= 2;
}

enum cue cues_line(const struct cues *c, struct arena *scratch, str line)
{
	struct arena_mark m = arena_mark(scratch);
	enum cue cue = CUE_NONE;
	uint32_t length;
	const uint64_t *v;
	long start;
	str f;

	if (!line.n || line.n > LINE_MAX_BYTES)
		return CUE_NONE;
	f = fold(scratch, line);
	v = f.n ? map_find(&c->lines, f) : NULL;
	if (v) {
		cue = *v == CUE_BAR ? CUE_LINE : (enum cue) * v;
	} else if (f.n && c->starts &&
		   (start = trie_longest(c->starts, f, 0, &length)) >= 0) {
		cue = (enum cue)start;
	} else if (f.n <= 120 && is_bar(c, f)) {
		cue = CUE_LINE;
	}
	arena_rewind(scratch, m);
	return cue;
}

enum cue cues_at(const struct cues *c, str text, uint32_t at, uint32_t *length)
{
	long v = c->inside ? trie_longest(c->inside, text, at, length) : -1;

	return v < 0 ? CUE_NONE : (enum cue)v;
}
