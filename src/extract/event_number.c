/* event_number.c - numbers with their units inside an event's clause: 千人,
 * 28項目, 約40分, 314 prisoners, 50 days, 15 %. */
#include "extract/event_priv.h"

enum { ROOM = 6, SKIP = 14 };

/* Value of the numeral kanji at the byte, or -1; three bytes each. */
static double kanji(str s, uint32_t at)
{
	static const struct {
		const char *sign;
		double value;
	} list[] = {
		{ "一", 1 },   { "二", 2 },   { "三", 3 },    { "四", 4 },
		{ "五", 5 },   { "六", 6 },   { "七", 7 },    { "八", 8 },
		{ "九", 9 },   { "十", 10 },  { "百", 100 },  { "千", 1000 },
		{ "万", 1e4 }, { "億", 1e8 }, { "兆", 1e12 },
	};

	if (!strchr("\xE4\xE5\xE7", s.p[at])) /* their first bytes */
		return -1;
	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
		if (str_past(str_cut(s, at, at + 3), list[i].sign))
			return list[i].value;
	return -1;
}

/* One digit, plain or full-width; -1 when none. *n: its bytes. */
static int digit(str s, uint32_t at, uint32_t *n)
{
	unsigned char c = at < s.n ? (unsigned char)s.p[at] : 0;

	*n = 1;
	if (c >= '0' && c <= '9')
		return c - '0';
	*n = 3;
	if (at + 2 < s.n && c == 0xEF && (unsigned char)s.p[at + 1] == 0xBC &&
	    (unsigned char)s.p[at + 2] >= 0x90 &&
	    (unsigned char)s.p[at + 2] <= 0x99)
		return (unsigned char)s.p[at + 2] - 0x90;
	return -1;
}

/* The digits at *at with their commas and point; moves *at behind them. */
static double digits(str s, uint32_t *at)
{
	double v = 0, place = 0;
	uint32_t n, next;
	int d;

	while ((d = digit(s, *at, &n)) >= 0 ||
	       ((s.p[*at] == ',' || (s.p[*at] == '.' && place == 0)) &&
		*at + 1 < s.n && digit(s, *at + 1, &next) >= 0)) {
		if (d >= 0 && place > 0) {
			v += d * place;
			place /= 10;
		} else if (d >= 0) {
			v = v * 10 + d;
		} else if (s.p[*at] == '.') {
			place = 0.1;
		}
		*at += d >= 0 ? n : 1;
		if (*at >= s.n)
			break;
	}
	return v;
}

/* A number at *at, which moves behind it; -1 when none. */
static double number(str s, uint32_t *at)
{
	double sum = 0, part = -1, k;
	uint32_t n, from = *at;

	for (;; *at += 3) {
		if (part < 0 && *at < s.n && digit(s, *at, &n) >= 0)
			part = digits(s, at);
		k = *at + 3 <= s.n ? kanji(s, *at) : -1;
		if (k < 0)
			break;
		if (k < 10) {
			part = part < 0 ? k : part * 10 + k;
		} else if (k < 1e4) {
			sum += (part < 0 ? 1 : part) * k;
			part = -1;
		} else {
			sum = (sum + (part < 0 ? (sum > 0 ? 0 : 1) : part)) * k;
			part = -1;
		}
	}
	if (*at == from)
		return -1;
	return sum + (part < 0 ? 0 : part);
}

/* The unit behind the number: its words end at *end. */
static const struct event_unit *unit_at(const struct telling *t, uint32_t at,
					uint32_t *end)
{
	bool en = t->d->lang == LANG_EN, skipped = false;
	uint32_t n, limit = at + SKIP * 2;

	while (en && at < t->low.n && at < limit) {
		long u;

		while (at < t->low.n && t->low.p[at] == ' ')
			at++;
		u = trie_longest(t->lex->unit_trie, t->low, at, &n);
		if (u >= 0 && (at + n >= t->low.n || t->low.p[at + n] < 'a' ||
			       t->low.p[at + n] > 'z')) {
			*end = at + n;
			return &t->lex->units.v[u];
		}
		if (skipped || at >= t->low.n || t->low.p[at] < 'a')
			return NULL;
		while (at < t->low.n && t->low.p[at] >= 'a' &&
		       t->low.p[at] <= 'z')
			at++;
		skipped = true;
	}
	if (!en) {
		long u = trie_longest(t->lex->unit_trie, t->low, at, &n);

		*end = at + n;
		return u >= 0 ? &t->lex->units.v[u] : NULL;
	}
	return NULL;
}

static bool in_time(const struct telling *t, uint32_t at)
{
	uint32_t low = 0, high = t->m->times.n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (t->m->times.v[mid].at.to <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->m->times.n && t->m->times.v[low].at.from <= at &&
	       t->m->times.v[low].type != TIME_DURATION;
}

void event_numbers(struct telling *t, struct event_mention *x)
{
	struct magnitude found[ROOM], *kept;
	uint32_t n = 0, at = x->at.from;

	while (at < x->at.to && n < ROOM) {
		uint32_t from = at, end = 0;
		double v = number(t->low, &at);
		const struct event_unit *u;

		if (v < 0) {
			at++;
			continue;
		}
		u = unit_at(t, at, &end);
		if (!u || end > x->at.to || in_time(t, from))
			continue;
		found[n++] = (struct magnitude){
			{ from, end }, v, u->what, u->unit
		};
		at = end;
	}
	kept = arena_many(t->d->arena, struct magnitude, n + 1);
	memcpy(kept, found, n * sizeof(*kept));
	x->magnitudes = kept;
	x->n_magnitudes = n;
}
