/* marks.c - where a query's terms stand in a text.
 *
 * A search looks through megabytes that hold none of them. Of two bytes that
 * stand side by side in no term, the further one can be as far behind the place
 * looked at as the shortest term allows: then none begins in between. */
#include "base/utf8.h"
#include "store/engine_priv.h"
#include "store/tokens.h"

/* Bytes of text, from at on, that fold to the term's letters; 0: none. */
static size_t stands_at(str text, size_t at, const struct term *term)
{
	str words = term->words;
	size_t i = 0, k = at;

	if (term->begins)
		words.n--;
	while (i < words.n) {
		uint32_t want = token_fold(utf8_next(words, &i));

		if (k >= text.n || token_fold(utf8_next(text, &k)) != want)
			return 0;
	}
	return k - at;
}

/* Latin words are found whole, not inside of others. */
static bool is_inside(str text, size_t at, size_t end, bool begins)
{
	size_t i = at, k = end;
	uint32_t first = utf8_next(text, &i), last, before, after;

	last = utf8_prev(text, &k);
	if (at > 0 && rune_is_alpha(first)) {
		i = at;
		before = utf8_prev(text, &i);
		if (rune_is_alpha(before) || rune_is_digit(before))
			return true;
	}
	if (end < text.n && !begins && rune_is_alpha(last)) {
		k = end;
		after = utf8_next(text, &k);
		if (rune_is_alpha(after) || rune_is_digit(after))
			return true;
	}
	return false;
}

/* Bytes that a term may begin with in a text, and that may come second. */
struct first_bytes {
	bool first[0x100], second[0x100];
};

/* Kanji and kana: no other letter folds to them. */
static bool is_itself(uint32_t letter)
{
	return letter >= 0x3041 &&
	       (rune_is_kanji(letter) || rune_is_hiragana(letter) ||
		rune_is_katakana(letter)) &&
	       token_fold(letter) == letter;
}

/* Letters of two bytes and more that fold to the letter. ASCII has wide
 * forms, the sign of kelvin and a dotted I; of others than it and kanji and
 * kana any may be. */
static void add_long(uint32_t letter, struct first_bytes *out)
{
	static const unsigned char wide[] = { 0xef, 0xe2, 0xc4 };
	char bytes[4];

	if (letter >= 0x3041 &&
	    (rune_is_kanji(letter) || rune_is_hiragana(letter) ||
	     rune_is_katakana(letter)) &&
	    rune_narrow(letter) == letter) {
		utf8_encode(letter, bytes);
		out->first[(unsigned char)bytes[0]] = true;
		out->second[(unsigned char)bytes[1]] = true;
		return;
	}
	for (uint32_t c = 0x80; c < 0x100; c++) {
		out->second[c] = true;
		out->first[c] |= letter >= 0x80;
	}
	for (size_t i = 0; i < sizeof(wide); i++)
		out->first[wide[i]] = true;
}

/* The letter in either case, where it is of one byte. */
static void add_short(uint32_t letter, bool out[0x100])
{
	uint32_t small = token_fold(letter);

	if (small >= 0x80)
		return;
	out[small] = true;
	if (small >= 'a' && small <= 'z')
		out[small - ('a' - 'A')] = true;
}

static void add_first(const struct term *term, struct first_bytes *out)
{
	size_t at = 0;
	uint32_t one = utf8_next(term->words, &at);

	add_short(one, out->first);
	add_long(one, out);
	if (at < term->words.n - term->begins)
		add_short(utf8_next(term->words, &at), out->second);
	else /* of one letter alone: any */
		memset(out->second, true, 0x80);
}

/* False for nearly all places where none begins. */
static bool may_begin(const struct first_bytes *x, str text, size_t at)
{
	unsigned char c = (unsigned char)text.p[at], d;

	if (!x->first[c])
		return false;
	d = at + 1 < text.n ? (unsigned char)text.p[at + 1] : 0x80;
	return x->second[d] || (c < 0x80 && d >= 0x80);
}

/* Two bytes side by side, a bit each. */
struct pairs {
	unsigned char bits[0x10000 / 8];
};

static void add_pair(struct pairs *x, unsigned one, unsigned other)
{
	unsigned at = one << 8 | other;

	x->bits[at / 8] |= (unsigned char)(1u << at % 8);
}

static bool have_pair(const struct pairs *x, const char *p)
{
	unsigned at = (unsigned)(unsigned char)p[0] << 8 | (unsigned char)p[1];

	return x->bits[at / 8] >> at % 8 & 1;
}

struct marker {
	struct term terms[LIMIT_TERMS];
	uint32_t n;
	struct first_bytes begin;
	struct pairs pairs; /* of all terms */
	size_t skip;	    /* bytes of the shortest but one; 0: not known */
};

/* What folds to a letter, as its bytes: itself, its capital, the wide form of
 * either, the sign of kelvin, a dotted I. */
struct forms {
	struct {
		char p[4];
		size_t n;
	} v[5];
	uint32_t n;
};

static void add_form(struct forms *x, uint32_t letter)
{
	x->v[x->n].n = utf8_encode(letter, x->v[x->n].p);
	x->n++;
}

static struct forms forms_of(uint32_t letter)
{
	uint32_t fold = token_fold(letter);
	bool cased = fold >= 'a' && fold <= 'z';
	struct forms x = { .n = 0 };

	add_form(&x, fold);
	if (cased)
		add_form(&x, fold - ('a' - 'A'));
	for (uint32_t i = x.n; i > 0 && fold > ' ' && fold < 0x7F; i--)
		add_form(&x, (uint32_t)x.v[i - 1].p[0] + 0xFEE0);
	if (fold == 'k' || fold == 'i')
		add_form(&x, fold == 'k' ? 0x212A : 0x130);
	return x;
}

static void add_within(struct pairs *x, const struct forms *f)
{
	for (uint32_t k = 0; k < f->n; k++)
		for (size_t i = 1; i < f->v[k].n; i++)
			add_pair(x, (unsigned char)f->v[k].p[i - 1],
				 (unsigned char)f->v[k].p[i]);
}

static void add_between(struct pairs *x, const struct forms *before,
			const struct forms *f)
{
	for (uint32_t k = 0; k < before->n; k++)
		for (uint32_t i = 0; i < f->n; i++)
			add_pair(x,
				 (unsigned char)before->v[k]
					 .p[before->v[k].n - 1],
				 (unsigned char)f->v[i].p[0]);
}

/* The bytes it takes at least; 0: any letters may stand for its own. */
static size_t add_pairs(struct pairs *x, const struct term *term)
{
	str words = str_cut(term->words, 0, term->words.n - term->begins);
	struct forms before = { .n = 0 };
	size_t n = 0;

	for (size_t at = 0; at < words.n;) {
		uint32_t letter = utf8_next(words, &at);
		struct forms f = forms_of(letter);

		if (f.v[0].n > 1 && !is_itself(letter))
			return 0;
		add_within(x, &f);
		add_between(x, &before, &f);
		before = f;
		n += f.v[0].n;
	}
	return n;
}

struct marker *marker_in(struct arena *a, str query)
{
	struct marker *m = arena_one(a, struct marker);
	struct term term;

	while (m->n < LIMIT_TERMS && search_next(&query, &term)) {
		size_t n = add_pairs(&m->pairs, &term);
		size_t skip = n ? n - 1 : 0;

		m->skip = m->n && m->skip < skip ? m->skip : skip;
		m->terms[m->n++] = term;
		add_first(&term, &m->begin);
	}
	return m;
}

/* Moves *at to where a term may begin; false: there is none. */
static bool skip_to(const struct marker *m, str text, size_t *at)
{
	size_t i = *at, skip = m->skip;

	while (skip && i + skip < text.n &&
	       !have_pair(&m->pairs, text.p + i + skip - 1))
		i += skip;
	*at = i;
	return i + skip < text.n;
}

/* The next place from *at on, which is moved behind it; false: none. */
static bool next_mark(const struct marker *m, str text, size_t *at, span *out)
{
	while (skip_to(m, text, at)) {
		size_t longest = 0, next = *at, from = *at;

		if (!may_begin(&m->begin, text, from)) {
			++*at;
			continue;
		}
		for (uint32_t i = 0; i < m->n; i++) {
			size_t n = stands_at(text, from, &m->terms[i]);

			if (n > longest && !is_inside(text, from, from + n,
						      m->terms[i].begins))
				longest = n;
		}
		utf8_next(text, &next);
		*at = longest ? from + longest : next;
		*out = (span){ (uint32_t)from, (uint32_t)*at };
		if (longest)
			return true;
	}
	return false;
}

bool marker_finds(const struct marker *m, str text)
{
	size_t at = 0;
	span any;

	return next_mark(m, text, &at, &any);
}

void marker_marks(const struct marker *m, struct arena *a, str text,
		  struct marks *out)
{
	size_t at = 0;
	span found;

	*out = (struct marks){ 0 };
	while (next_mark(m, text, &at, &found))
		*vec_add(a, out) = found;
}

void search_marks(struct arena *a, str query, str text, struct marks *out)
{
	marker_marks(marker_in(a, query), a, text, out);
}
