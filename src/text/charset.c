/* charset.c - bytes of any charset to UTF-8, by evidence before declaration.
 *
 * Each possible charset is tried on a sample: bytes it can't map and letters
 * that no text has count against it, hiragana counts for it (no text of
 * another charset decodes into much of it). ICU converts. */
#include "text/charset.h"

#include <stdlib.h>
#include <strings.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

#define SAMPLE ((size_t)128 << 10)
#define CHUNK 4096

/* How a conversion went. */
struct trial {
	const char *name; /* ours, in the table below, or ICU's */
	size_t runes, bad, hiragana, half, high;
	size_t odd; /* pairs of signs as no word has them */
	UChar last;
};

/* Labels of the web (WHATWG) to the converter that reads them. */
static const struct {
	const char *label, *converter;
} labels[] = {
	{ "shift_jis", "ibm-943_P15A-2003" },
	{ "shift-jis", "ibm-943_P15A-2003" },
	{ "sjis", "ibm-943_P15A-2003" },
	{ "x-sjis", "ibm-943_P15A-2003" },
	{ "ms932", "ibm-943_P15A-2003" },
	{ "cp932", "ibm-943_P15A-2003" },
	{ "windows-31j", "ibm-943_P15A-2003" },
	{ "windows-932", "ibm-943_P15A-2003" },
	{ "euc-jp", "euc-jp-2007" },
	{ "x-euc-jp", "euc-jp-2007" },
	{ "eucjp", "euc-jp-2007" },
	{ "iso-2022-jp", "ISO-2022-JP" },
	{ "iso-8859-1", "windows-1252" },
	{ "latin1", "windows-1252" },
	{ "us-ascii", "windows-1252" },
	{ "ascii", "windows-1252" },
	{ "iso-8859-9", "windows-1254" },
	{ "iso-8859-8-i", "windows-1255" },
	{ "tis-620", "windows-874" },
	{ "gb2312", "gb18030" },
	{ "gbk", "gb18030" },
	{ "x-gbk", "gb18030" },
	{ "euc-kr", "windows-949" },
	{ "ks_c_5601-1987", "windows-949" },
	{ "utf-8", "UTF-8" },
	{ "utf8", "UTF-8" },
	{ "unicode", "UTF-16LE" },
	{ "utf-16", "UTF-16LE" },
};

static const struct {
	const char *bytes;
	size_t n;
} magic[] = {
	{ "%PDF-", 5 },
	{ "\x89PNG", 4 },
	{ "GIF8", 4 },
	{ "\xFF\xD8\xFF", 3 },
	{ "PK\x03\x04", 4 },
	{ "\x1F\x8B", 2 },
	{ "\x7F"
	  "ELF",
	  4 },
	{ "BZh", 3 },
	{ "\xFD"
	  "7zXZ",
	  5 },
	{ "SQLite format 3", 15 },
	{ "\xD0\xCF\x11\xE0", 4 },
	{ "\x28\xB5\x2F\xFD", 4 },
	{ "RIFF", 4 },
};

static void U_CALLCONV count_bad(const void *context,
				 UConverterToUnicodeArgs *args,
				 const char *units, int32_t n,
				 UConverterCallbackReason reason,
				 UErrorCode *code)
{
	size_t *bad = (size_t *)(uintptr_t)context;

	if (reason <= UCNV_IRREGULAR)
		++*bad;
	UCNV_TO_U_CALLBACK_SUBSTITUTE(NULL, args, units, n, reason, code);
}

enum sign { SIGN_OTHER, SIGN_LATIN, SIGN_CYRILLIC, SIGN_GREEK, SIGN_SYMBOL };

static enum sign sign_of(UChar u)
{
	if ((u >= 0xA1 && u <= 0xBF && u != 0xAD && u != 0xB7 && u != 0xBB &&
	     u != 0xAB && u != 0xAA && u != 0xBA) ||
	    u == 0xD7 || u == 0xF7 || (u >= 0x2500 && u <= 0x25FF))
		return SIGN_SYMBOL;
	if ((u | 0x20) >= 'a' && (u | 0x20) <= 'z')
		return SIGN_LATIN;
	if (u >= 0xC0 && u < 0x250)
		return SIGN_LATIN;
	if (u >= 0x370 && u < 0x400)
		return SIGN_GREEK;
	return u >= 0x400 && u < 0x530 ? SIGN_CYRILLIC : SIGN_OTHER;
}

/* A symbol within a word, two scripts in one, a capital behind a small
 * letter: what the wrong charset makes of letters beyond ASCII. */
static void take_pair(struct trial *t, UChar u)
{
	enum sign a = sign_of(t->last), b = sign_of(u);
	bool ascii = t->last < 0x80 && u < 0x80;

	if (!ascii && a != SIGN_OTHER && b != SIGN_OTHER)
		t->odd += a != b || a == SIGN_SYMBOL ||
			  (u_islower(t->last) && u_isupper(u));
	t->last = u;
}

static void take_stock(struct trial *t, const UChar *from, const UChar *to)
{
	for (; from < to; from++) {
		UChar u = *from;

		t->runes++;
		take_pair(t, u);
		if (u < 0x20 && u != '\n' && u != '\r' && u != '\t' &&
		    u != 0x1B && u != '\f')
			t->bad++;
		t->high += u >= 0x80;
		t->hiragana += u >= 0x3041 && u <= 0x3093;
		t->half += u >= 0xFF61 && u <= 0xFF9F;
		t->bad +=
			(u >= 0x80 && u < 0xA0) || (u >= 0xE000 && u < 0xF900);
	}
}

static void append(struct buf *out, const UChar *from, const UChar *to,
		   UChar *lead)
{
	for (; from < to; from++) {
		UChar u = *from;

		if (U16_IS_LEAD(u)) {
			*lead = u;
		} else if (U16_IS_TRAIL(u)) {
			buf_rune(out, *lead ? (uint32_t)U16_GET_SUPPLEMENTARY(
						      *lead, u)
					    : 0xFFFDu);
			*lead = 0;
		} else {
			buf_rune(out, u);
			*lead = 0;
		}
	}
}

/* Reads bytes as t->name; fills t, and out when it is not NULL. False when
 * there is no such converter. */
static bool convert(str bytes, struct trial *t, struct buf *out)
{
	UErrorCode code = U_ZERO_ERROR;
	UConverter *cv = ucnv_open(t->name, &code);
	const char *p = bytes.p, *end = bytes.p + bytes.n;
	UChar chunk[CHUNK], lead = 0;

	if (U_FAILURE(code))
		return false;
	*t = (struct trial){ .name = t->name };
	ucnv_setToUCallBack(cv, count_bad, &t->bad, NULL, NULL, &code);
	do {
		UChar *to = chunk;

		code = U_ZERO_ERROR;
		ucnv_toUnicode(cv, &to, chunk + CHUNK, &p, end, NULL, true,
			       &code);
		take_stock(t, chunk, to);
		if (out)
			append(out, chunk, to, &lead);
	} while (code == U_BUFFER_OVERFLOW_ERROR);
	ucnv_close(cv);
	return true;
}

/* ICU's converter for a label, in the form that pages mean by it. */
static const char *converter_of(struct arena *a, str label)
{
	UErrorCode code = U_ZERO_ERROR;
	char *z;
	UConverter *cv;

	label = str_trim(label);
	if (!label.n || label.n > 40)
		return NULL;
	z = arena_z(a, label);
	for (size_t i = 0; i < COUNT(labels); i++)
		if (strcasecmp(z, labels[i].label) == 0)
			return labels[i].converter;
	cv = ucnv_open(z, &code);
	if (U_FAILURE(code))
		return NULL;
	ucnv_close(cv);
	return z;
}

static bool is_binary(str s)
{
	size_t control = 0;

	for (size_t i = 0; i < COUNT(magic); i++)
		if (str_starts(s, (str){ magic[i].bytes, magic[i].n }))
			return true;
	s = str_cut(s, 0, SAMPLE);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char ch = (unsigned char)s.p[i];

		control += ch < 0x20 && ch != '\t' && ch != '\n' &&
			   ch != '\r' && ch != '\f' && ch != 0x1B;
	}
	return control * 50 > s.n && (control > 4 || control * 4 > s.n);
}

/* "UTF-16LE", "UTF-16BE" or NULL: zero bytes and the lead byte of kana stand
 * on one side of the pairs only. */
static const char *utf16_shape(str s)
{
	size_t side[2] = { 0, 0 }, pairs;

	s = str_cut(s, 0, SAMPLE);
	pairs = s.n / 2;
	if (pairs < 8)
		return NULL;
	for (size_t i = 0; i + 1 < s.n; i++)
		side[i & 1] += s.p[i] == 0 || s.p[i] == 0x30;
	if (side[1] * 10 >= pairs * 3 && side[0] * 20 <= pairs)
		return "UTF-16LE";
	if (side[0] * 10 >= pairs * 3 && side[1] * 20 <= pairs)
		return "UTF-16BE";
	return NULL;
}

static const char *by_mark(str s, size_t *skip)
{
	*skip = 3;
	if (str_starts(s, STR("\xEF\xBB\xBF")))
		return "UTF-8";
	*skip = 4;
	if (str_starts(s, STR("\xFF\xFE\0\0")))
		return "UTF-32LE";
	if (str_starts(s, STR("\0\0\xFE\xFF")))
		return "UTF-32BE";
	*skip = 2;
	if (str_starts(s, STR("\xFF\xFE")))
		return "UTF-16LE";
	if (str_starts(s, STR("\xFE\xFF")))
		return "UTF-16BE";
	*skip = 0;
	return NULL;
}

static bool is_iso2022jp(str s)
{
	return str_has(s, STR("\x1B$B")) || str_has(s, STR("\x1B$@"));
}

/* Mostly well-formed: a page cut off or patched together in few places. */
static bool is_broken_utf8(str s)
{
	size_t good = 0, bad = 0, i = 0;

	s = str_cut(s, 0, SAMPLE);
	while (i < s.n) {
		size_t from = i;
		uint32_t cp = utf8_next(s, &i);

		if (cp < 0x80)
			continue;
		if (cp == 0xFFFD && i - from == 1)
			bad++;
		else
			good++;
	}
	return good > 0 && bad * 4 <= good;
}

/* Reads the sample without fault, into words. */
static bool clean(const struct trial *t)
{
	return t->bad * 1000 <= t->runes && t->odd * 12 <= t->high;
}

/* A Japanese charset that the bytes speak for, or NULL. */
static const char *japanese(str sample)
{
	static const char *const names[] = { "ibm-943_P15A-2003",
					     "euc-jp-2007" };
	const char *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < COUNT(names); i++) {
		struct trial t = { .name = names[i] };

		if (!convert(sample, &t, NULL) || t.bad * 200 > t.runes)
			continue;
		if (t.hiragana * 20 > t.high && t.hiragana > t.half &&
		    t.hiragana > most) {
			most = t.hiragana;
			best = names[i];
		}
	}
	return best;
}

#define SURE 25	 /* of 100: from here on the detector is heard */
#define AHEAD 12 /* so much more than for the declared charset */
#define GUESSES 8
#define MANY 50 /* one letter of so many is beyond ASCII */

/* What ICU's detector knows the letters of; a page declared as one of the
 * others is believed. Those of one line are told apart by few bytes. */
static const char *const families[][2] = {
	{ "windows-1252", "ISO-8859-1" },
	{ "windows-1250", "ISO-8859-2" },
	{ "windows-1251", NULL },
	{ "ISO-8859-5", NULL },
	{ "KOI8-R", "KOI8-U" },
	{ "windows-1253", "ISO-8859-7" },
	{ "windows-1254", "ISO-8859-9" },
	{ "windows-1255", "ISO-8859-8" },
	{ "windows-1256", NULL },
	{ "ISO-8859-6", NULL },
	{ "gb18030", NULL },
	{ "Big5", NULL },
	{ "windows-949", NULL },
	{ "euc-jp-2007", NULL },
	{ "ibm-943_P15A-2003", NULL },
};

/* Line of the table, or -1. */
static int family_of(const char *name)
{
	for (size_t i = 0; name && i < COUNT(families); i++)
		for (int k = 0; k < 2 && families[i][k]; k++)
			if (ucnv_compareNames(name, families[i][k]) == 0)
				return (int)i;
	return -1;
}

struct guess {
	const char *name;   /* a converter that reads the sample cleanly */
	int sure, declared; /* the detector's, of 100 */
};

/* Where KOI8-R shows lines of boxes within words, KOI8-U has letters. */
static const char *sister(str sample, const char *name)
{
	struct trial r = { .name = name }, u = { .name = "KOI8-U" };

	if (!name || strcmp(name, "KOI8-R") != 0)
		return name;
	return convert(sample, &r, NULL) && convert(sample, &u, NULL) &&
			       u.odd < r.odd
		       ? u.name
		       : name;
}

/* The detector's best guess that reads the sample without fault, and what it
 * thinks of the declared charset. */
static struct guess detected(struct arena *a, str sample, const char *said)
{
	UErrorCode code = U_ZERO_ERROR;
	UCharsetDetector *det = ucsdet_open(&code);
	const UCharsetMatch **list;
	struct guess g = { 0 };
	int32_t n = 0;

	if (U_FAILURE(code))
		return g;
	ucsdet_setText(det, sample.p, (int32_t)sample.n, &code);
	ucsdet_enableInputFilter(det, true); /* words of tags don't count */
	list = ucsdet_detectAll(det, &n, &code);
	for (int32_t i = 0; U_SUCCESS(code) && i < n && i < GUESSES; i++) {
		UErrorCode e = U_ZERO_ERROR;
		const char *name = ucsdet_getName(list[i], &e);
		int sure = ucsdet_getConfidence(list[i], &e);
		struct trial t = { .name = NULL };

		if (U_FAILURE(e) || sure < 10 || strncmp(name, "UTF", 3) == 0)
			continue;
		t.name = sister(sample, converter_of(a, str_of(name)));
		if (!t.name)
			continue;
		if (said && family_of(said) == family_of(t.name) &&
		    sure > g.declared)
			g.declared = sure;
		if (!g.name && convert(sample, &t, NULL) && clean(&t)) {
			g.name = t.name;
			g.sure = sure;
		}
	}
	ucsdet_close(det);
	return g;
}

/* The charset of bytes that have no mark and are not well-formed UTF-8. */
static const char *choose(struct arena *a, str bytes, const char *declared,
			  bool *doubtful)
{
	str sample = str_cut(bytes, 0, SAMPLE);
	struct trial t = { .name = declared };
	struct guess g;
	const char *name;
	bool fits;

	if (is_iso2022jp(sample))
		return "ISO-2022-JP";
	name = utf16_shape(sample);
	if (name)
		return name;
	if (is_broken_utf8(sample))
		return "UTF-8";
	name = japanese(sample);
	if (name)
		return name;
	fits = declared && strcmp(declared, "UTF-8") != 0 &&
	       convert(sample, &t, NULL) && clean(&t);
	if (fits && family_of(declared) < 0)
		return declared;
	g = detected(a, sample, declared);
	if (fits && (!g.name || g.sure < SURE || g.sure < g.declared + AHEAD)) {
		*doubtful = t.high * MANY > t.runes && g.declared < SURE;
		return declared;
	}
	return g.name ? g.name : "windows-1252";
}

/* What tidy() would leave as it is. */
static bool is_tidy(str s)
{
	return s.n && !memchr(s.p, '\r', s.n) && !memchr(s.p, '\0', s.n) &&
	       !str_has(s, STR("\xEF\xBB\xBF")) && utf8_valid_to(s) == s.n;
}

/* Line ends to \n, NUL and BOM out, ill-formed bytes to U+FFFD. */
static void tidy(str in, struct buf *out, size_t *bad)
{
	/* of well-formed text only line ends, NUL and the lead byte of a BOM
	 * need a look */
	bool valid = utf8_valid_to(in) == in.n;
	unsigned char low = valid ? 0xEF : 0x80, high = valid ? 0xEF : 0xFF;
	size_t i = 0;

	while (i < in.n) {
		size_t from = i;
		uint32_t cp;

		while (i < in.n &&
		       ((unsigned char)in.p[i] < low ||
			(unsigned char)in.p[i] > high) &&
		       in.p[i] != '\r' && in.p[i] != '\0')
			i++;
		buf_add(out, str_cut(in, from, i));
		if (i >= in.n)
			break;
		from = i;
		cp = utf8_next(in, &i);
		if (cp == '\r') {
			if (i >= in.n || in.p[i] != '\n')
				buf_byte(out, '\n');
		} else if (cp == 0xFFFD && i - from == 1) {
			buf_rune(out, cp);
			++*bad;
		} else if (cp != 0 && cp != 0xFEFF) {
			buf_add(out, str_cut(in, from, i));
		}
	}
}

static const char *find_charset(struct arena *a, str *bytes,
				const char *declared, bool *doubtful)
{
	size_t skip;
	const char *name = by_mark(*bytes, &skip);

	if (name) {
		*bytes = str_cut(*bytes, skip, bytes->n);
		return name;
	}
	if (utf8_valid_to(*bytes) == bytes->n &&
	    !is_iso2022jp(str_cut(*bytes, 0, SAMPLE)) &&
	    !(memchr(bytes->p, 0, bytes->n) && utf16_shape(*bytes)))
		return "UTF-8";
	return choose(a, *bytes, declared, doubtful);
}

static const char *common_name(const char *converter)
{
	if (strncmp(converter, "ibm-943", 7) == 0)
		return "Shift_JIS";
	return strncmp(converter, "euc-jp", 6) == 0 ? "EUC-JP" : converter;
}

/* What was declared and isn't so; a page that says latin-1 and is UTF-8 is too
 * common to tell of. */
static void tell_doubts(struct diags *diags, str declared, const char *said,
			const char *name, const char *shown, bool doubtful)
{
	bool utf8 = strcmp(name, "UTF-8") == 0;
	bool overruled =
		said ? ucnv_compareNames(said, name) != 0 &&
				!(utf8 && strcmp(said, "windows-1252") == 0)
		     : declared.n && !utf8;

	if (overruled && strncmp(name, "UTF-16", 6) != 0)
		diag_add(diags, DIAG_R001, (span){ 0, 0 },
			 arena_printf(diags->arena, "declared %.*s, read as %s",
				      STR_FMT(str_cut(declared, 0, 40)),
				      shown));
	if (doubtful)
		diag_add(diags, DIAG_R027, (span){ 0, 0 }, declared);
}

struct charset_result charset_to_utf8(struct arena *a, str bytes, str declared,
				      struct diags *diags)
{
	struct charset_result r = { .text = STR(""), .charset = "UTF-8" };
	const char *said = converter_of(a, declared), *name;
	struct trial t = { 0 };
	struct buf raw, out;
	size_t bad = 0, all = bytes.n;
	bool doubtful = false;

	r.converter = r.charset;
	if (!bytes.n)
		return r;
	name = find_charset(a, &bytes, said, &doubtful);
	r.mark = all - bytes.n;
	r.converter = arena_str(a, str_of(name)).p;
	r.charset = arena_str(a, str_of(common_name(name))).p;
	if (strncmp(name, "UTF-16", 6) != 0 &&
	    strncmp(name, "UTF-32", 6) != 0 && is_binary(bytes)) {
		r.binary = true;
		return r;
	}
	tell_doubts(diags, declared, said, name, r.charset, doubtful);
	if (strcmp(name, "UTF-8") == 0 && is_tidy(bytes)) {
		r.text = arena_str(a, bytes);
		return r;
	}
	buf_init(&raw, LIMIT_SOURCE * 4);
	buf_init(&out, LIMIT_SOURCE * 4);
	t.name = name;
	if (strcmp(name, "UTF-8") != 0 && convert(bytes, &t, &raw)) {
		bad = t.bad;
		tidy(buf_str(&raw), &out, &bad);
	} else {
		tidy(bytes, &out, &bad);
	}
	if (bad)
		diag_add(diags, DIAG_R002, (span){ 0, 0 },
			 arena_printf(a, "%zu places", bad));
	r.text = arena_str(a, buf_str(&out));
	buf_release(&raw);
	buf_release(&out);
	return r;
}

str text_well_formed(struct arena *a, str s)
{
	struct buf out;
	size_t bad = 0;

	if (utf8_valid_to(s) == s.n && !(s.n && memchr(s.p, '\0', s.n)))
		return s;
	buf_init(&out, LIMIT_SOURCE * 4);
	tidy(s, &out, &bad);
	s = arena_str(a, buf_str(&out));
	buf_release(&out);
	return s;
}

str text_nfkc(struct arena *a, str s)
{
	UErrorCode code = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&code);
	int32_t n = 0, m, bytes = 0;
	UChar *from, *to;
	char *out;

	if (U_FAILURE(code) || !s.n || s.n > INT32_MAX / 8)
		return s;
	from = xmalloc(sizeof(*from) * (s.n + 1));
	u_strFromUTF8WithSub(from, (int32_t)s.n + 1, &n, s.p, (int32_t)s.n,
			     0xFFFD, NULL, &code);
	m = unorm2_normalize(nfkc, from, n, NULL, 0, &code);
	code = U_ZERO_ERROR;
	to = xmalloc(sizeof(*to) * ((size_t)m + 1));
	m = unorm2_normalize(nfkc, from, n, to, m + 1, &code);
	out = arena_alloc(a, (size_t)m * 3 + 1);
	u_strToUTF8(out, m * 3 + 1, &bytes, to, m, &code);
	free(from);
	free(to);
	return U_FAILURE(code) ? s : (str){ out, (size_t)bytes };
}
