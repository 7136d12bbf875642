/* abbrev.c - English full stops that end no sentence. */
#include "text/abbrev.h"

#include "base/cc.h"
#include "base/utf8.h"

/* A name or number always follows these. */
static const char *const titles[] = {
	"Mr",	"Mrs",	"Ms",	  "Dr",	  "Gen",  "Lt",	 "Col", "Sgt",
	"Capt", "Maj",	"Adm",	  "Cmdr", "Brig", "Gov", "Sen", "Rep",
	"Pres", "Prof", "Hon",	  "Rev",  "St",	  "Mt",	 "Ft",	"Amb",
	"Sec",	"Min",	"Messrs", "vs",	  "v",	  "e.g", "i.e", "cf",
	"viz",	"al",	"approx", "Art",  "para", "Fig",
};

/* A sentence may end here: only a word that starts sentences tells. */
static const char *const shortened[] = {
	"Inc", "Ltd", "Co",   "Corp", "Bros", "Jr",   "Sr",    "Jan",
	"Feb", "Mar", "Apr",  "Jun",  "Jul",  "Aug",  "Sep",   "Sept",
	"Oct", "Nov", "Dec",  "etc",  "Mon",  "Tue",  "Wed",   "Thu",
	"Fri", "Ave", "Blvd", "Rd",   "Dept", "Univ", "Calif", "Fla",
	"Pa",  "Va",  "Mass", "Wash", "Ariz", "Tex",  "Ill",
};

static const char *const starters[] = {
	"The",	     "A",	  "An",	   "He",    "She",	"It",
	"They",	     "We",	  "I",	   "You",   "But",	"And",
	"In",	     "On",	  "At",	   "As",    "If",	"For",
	"This",	     "That",	  "These", "Those", "There",	"However",
	"Meanwhile", "When",	  "While", "After", "Before",	"His",
	"Her",	     "Its",	  "Their", "Our",   "Since",	"Under",
	"With",	     "What",	  "Both",  "No",    "So",	"Such",
	"Some",	     "Many",	  "Most",  "Last",  "Also",	"Then",
	"Yet",	     "By",	  "From",  "To",    "Although", "Earlier",
	"Asked",     "According",
};

static const char *const tells[] = {
	"said",	   "says",    "asked",	  "asks",      "told",	   "tells",
	"added",   "wrote",   "posted",	  "replied",   "declared", "warned",
	"tweeted", "shouted", "answered", "responded", "wondered",
};

static bool among(str word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(word, list[i]))
			return true;
	return false;
}

static str word_at(str text, uint32_t at, uint32_t to)
{
	uint32_t end = at;

	while (end < to && end - at < 32 &&
	       rune_is_alpha((unsigned char)text.p[end]) &&
	       (unsigned char)text.p[end] < 0x80)
		end++;
	return str_cut(text, at, end);
}

bool abbrev_before(str text, uint32_t from, uint32_t dot, uint32_t next,
		   uint32_t to)
{
	uint32_t start = dot;
	str word, after = word_at(text, next, to);

	while (start > from && dot - start < 16 &&
	       ((rune_is_alpha((unsigned char)text.p[start - 1]) &&
		 (unsigned char)text.p[start - 1] < 0x80) ||
		text.p[start - 1] == '.'))
		start--;
	word = str_cut(text, start, dot);
	if (!word.n)
		return false;
	if (among(word, titles, COUNT(titles)))
		return true;
	if (str_is(word, "No") || str_is(word, "Nos"))
		return next < to && rune_is_digit((unsigned char)text.p[next]);
	if (among(after, starters, COUNT(starters)))
		return false;
	if (memchr(word.p, '.', word.n) && word.n <= 8)
		return next < to;
	if (word.n == 1)
		return rune_is_upper((unsigned char)word.p[0]) && next < to;
	return among(word, shortened, COUNT(shortened)) && next < to;
}

bool abbrev_goes_on(str text, uint32_t at, uint32_t to)
{
	size_t i = at;
	uint32_t cp;

	if (at >= to)
		return true;
	cp = utf8_next(str_cut(text, 0, to), &i);
	return (rune_is_alpha(cp) && !rune_is_upper(cp)) || cp == ',' ||
	       cp == ';' || cp == ')';
}

bool abbrev_tells_speaker(str text, uint32_t at, uint32_t to)
{
	for (int words = 0; words < 5 && at < to; words++) {
		str w = word_at(text, at, to);

		if (!w.n)
			return false;
		if (among(w, tells, COUNT(tells)))
			return true;
		at += (uint32_t)w.n;
		while (at < to && (text.p[at] == ' ' || text.p[at] == '.'))
			at++;
	}
	return false;
}
