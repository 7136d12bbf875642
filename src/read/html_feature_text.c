/* html_feature_text.c - a block's text as numbers: how long, how it begins and
 * ends, what it is made of, what the packs' words say of it. */
#include <math.h>

#include "base/utf8.h"
#include "read/html_feature.h"
#include "read/stamp.h"
#include "text/line.h"

struct count {
	size_t runes, letters, upper, digits, cjk, blanks, marks, pieces;
	size_t breaks, sentences;
	uint32_t first, last, before; /* first letter; last ones, no blanks */
	uint64_t hash;		      /* of letters and digits */
};

static bool is_end(uint32_t cp)
{
	return cp == '.' || cp == '!' || cp == '?' || cp == 0x3002 ||
	       cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF61 || cp == 0x0964;
}

static bool is_close(uint32_t cp)
{
	return cp == '"' || cp == '\'' || cp == ')' || cp == ']' ||
	       cp == 0x201D || cp == 0x2019 || cp == 0x201C || cp == 0xBB ||
	       cp == 0xAB || cp == 0x300D || cp == 0x300F || cp == 0xFF09 ||
	       cp == 0x3011 || cp == 0x2018;
}

static bool is_cjk(uint32_t cp)
{
	return (cp >= 0x3040 && cp <= 0x30FF) ||
	       (cp >= 0x3400 && cp < 0xA000) || (cp >= 0xAC00 && cp < 0xD7B0) ||
	       (cp >= 0x20000 && cp < 0x30000);
}

static void count_ascii(struct count *n, unsigned char c)
{
	if (c >= 'a' && c <= 'z') {
		n->letters++;
	} else if (c >= 'A' && c <= 'Z') {
		n->letters++;
		n->upper++;
	} else if (c >= '0' && c <= '9') {
		n->digits++;
	} else if (c == ',' || c == ';') {
		n->marks++;
	} else if (c == '|' || c == '>' || c == '/') {
		n->pieces++;
	}
}

static void count_other(struct count *n, uint32_t cp)
{
	if (is_cjk(cp))
		n->cjk++;
	else if (cp == 0x3001 || cp == 0xFF0C || cp == 0xFF1B)
		n->marks++;
	else if (cp == 0xB7 || cp == 0x2022 || cp == 0x30FB || cp == 0xFF5C ||
		 cp == 0x203A || cp == 0xBB)
		n->pieces++;
	else if (rune_is_digit(cp))
		n->digits++;
	else
		n->letters++;
	n->upper += rune_is_upper(cp);
}

static void survey(str s, struct count *n)
{
	uint32_t last = 0; /* letter before, closing marks passed over */
	size_t i = 0;

	n->hash = 0xcbf29ce484222325u;
	while (i < s.n) {
		uint32_t cp = utf8_next(s, &i);

		n->runes++;
		if (cp == ' ' || cp == '\n' || cp == 0x3000) {
			n->blanks++;
			n->breaks += cp == '\n';
			n->sentences += is_end(last) && last < 0x80;
			continue;
		}
		if (cp < 0x80)
			count_ascii(n, (unsigned char)cp);
		else
			count_other(n, cp);
		if (!n->first)
			n->first = cp;
		n->sentences += is_end(cp) && cp >= 0x80;
		if (cp >= 0x80 || rune_is_alpha(cp) || rune_is_digit(cp))
			n->hash = (n->hash ^ cp) * 0x100000001b3u;
		n->before = n->last;
		n->last = cp;
		if (!is_close(cp))
			last = cp;
	}
	n->sentences += is_end(last) && last < 0x80;
	n->before = last;
}

static float share(size_t part, size_t all)
{
	return all ? (float)part / (float)all : 0;
}

static void count_features(const struct count *n, size_t bytes, float *f)
{
	size_t words = n->blanks + 1 + n->cjk / 3;
	bool quote = n->first == '"' || n->first == 0x201C ||
		     n->first == 0x300C || n->first == 0x201E ||
		     n->first == 0xAB || n->first == 0x2018;

	f[F_bytes] = log2f((float)bytes + 1);
	f[F_words] = log2f((float)words);
	f[F_marks] = 100 * share(n->marks, bytes);
	f[F_sentences] = (float)n->sentences;
	f[F_ends] = is_end(n->before) ? 2
		    : n->last == ':' || n->last == 0x2026 || n->last == 0xFF1A
			    ? 1
			    : 0;
	f[F_capital] = quote ? 2 : rune_is_upper(n->first) || is_cjk(n->first);
	f[F_upper] = share(n->upper, n->letters);
	f[F_digits] = share(n->digits, n->runes);
	f[F_word_size] = share(n->letters + n->cjk * 3, words);
	f[F_breaks] = (float)n->breaks;
	f[F_pieces] = (float)n->pieces;
}

static void word_features(struct arena *a, const struct html_block *x,
			  const struct cues *c, float *f)
{
	str line = x->text, all = x->text;
	struct stamp stamp;

	line = str_trim(str_token(&all, '\n'));
	if (line.n <= 240)
		f[F_cue] = (float)cues_line(c, a, line);
	f[F_caption] = line_is_caption(line);
	f[F_byline] = line.n <= 200 && line_is_byline(line);
	f[F_stamp] = x->text.n <= 200 && stamp_find(x->text, 0, &stamp);
	f[F_url] = line_is_url(line);
}

void block_text_features(struct arena *a, const struct html_block *x,
			 const struct cues *c, struct block_sum *s, float *f)
{
	struct count n = { 0 };
	size_t bytes = x->text.n;

	survey(x->text, &n);
	count_features(&n, bytes, f);
	word_features(a, x, c, f);
	f[F_link_share] = share(x->link_bytes, bytes);
	f[F_links] = (float)x->links;
	f[F_bold_share] = share(x->bold_bytes, bytes);
	*s = (struct block_sum){ .bytes = (float)bytes, .text = n.hash };
	s->link = (float)x->link_bytes;
	s->sentences = (uint16_t)(n.sentences > 1000 ? 1000 : n.sentences);
	s->ends = (uint8_t)f[F_ends];
	if (s->ends == 2 && bytes >= 40 && x->link_bytes * 2 < bytes)
		s->run = s->bytes;
}
