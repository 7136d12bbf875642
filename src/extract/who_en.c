/* who_en.c - names in an English sentence: what the titles, given names and
 * verbs beside words with capitals make of them. */
#include <ctype.h>

#include "extract/who_en_priv.h"

/* ---- persons */

/* No stop, comma or bracket between. */
static bool only_words(const struct reading *r, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (strchr(",.;:()\"!?\n", r->text.p[i]))
			return false;
	return !str_has(str_cut(r->text, from, to), STR(" and ")) &&
	       !str_has(str_cut(r->text, from, to), STR(" with ")) &&
	       !str_has(str_cut(r->text, from, to), STR(" to ")) &&
	       !str_has(str_cut(r->text, from, to), STR(" by "));
}

/* Titles farther left: "Head of the Atomic Energy Organization of Iran Ali
 * Salehi". Nothing but words may stand between. */
static void phrase_left(const struct reading *r, uint32_t right, bool loose,
			struct phrase *p)
{
	uint32_t k = r->end, name = right;
	str between = STR_NONE;
	struct phrase got = { .at = { 0, 0 } };

	while (k > r->first && r->items.v[k - 1].at.to > right)
		k--;
	while (k-- > r->first) {
		const struct item *it = &r->items.v[k];
		const struct lex *x;

		if (it->at.to + 45 < right || !only_words(r, it->at.to, right))
			break;
		if (!loose && !got.title && right == name &&
		    !lex_as(it->lex, LEX_TITLE) &&
		    word_next(r, it->at.to) != name)
			break;
		if (lex_as(it->lex, LEX_FAMILY) || lex_as(it->lex, LEX_PERSON))
			break;
		x = lex_as(it->lex, LEX_TITLE);
		if (!x && lex_as(it->lex, LEX_VERB))
			break;
		if (x && !got.title) {
			got.title = true;
			got.post = x->post;
			if (!got.party.n)
				got.party = x->party;
		}
		if (!x)
			x = lex_as(it->lex, LEX_ADJECTIVE);
		if (!x)
			x = lex_as(it->lex, LEX_STATE);
		if (!x)
			x = lex_as(it->lex, LEX_BODY);
		if (x && loose && !got.title && !between.n)
			between = x->party; /* head of EU diplomacy, X */
		else if (x && !got.party.n && (got.title || right == name) &&
			 it->at.to + 14 >= right && x->kind != ACTOR_MEDIA)
			got.party = x->party;
		right = it->at.from;
	}
	if (!got.title && loose)
		return;
	if (!got.party.n)
		got.party = between;
	if (!got.title)
		got.post = STR_NONE;
	p->party = p->party.n ? p->party : got.party;
	p->post = p->post.n ? p->post : got.post;
}

/* "…, Qatari Prime Minister X": the title is that of the next. */
static bool names_another(const struct reading *r, uint32_t at)
{
	uint32_t words;
	span name = name_from(r, word_blanks_end(r, at), &words);

	return name.to > name.from && name.from == at + 1;
}

/* who: index in persons */
static void add_named(struct reading *r, span name, uint32_t who,
		      struct phrase *before, const char *rule)
{
	struct person *p = &r->persons.v[who];
	struct phrase after = { .at = { 0, 0 } };
	struct draft *x;
	uint32_t at = name.to, taken = 0;

	if (!before->title)
		phrase_left(r, name.from, false, before);
	if (!before->title && !before->party.n && name.from > r->in.from + 2 &&
	    here(r, name.from - 2, STR(", ")) && here(r, name.to, STR(",")))
		phrase_left(r, name.from - 2, true, before);
	if (here(r, at, STR(", "))) {
		phrase_from(r, at + 2, true, &after);
		if (after.title && names_another(r, after.at.to))
			after = (struct phrase){ .at = { 0, 0 } };
		if (after.title) {
			phrase_of(r, &after);
			taken = after.at.to;
		}
	} else if (here(r, at, STR(" of ")) && !before->party.n) {
		after.at.to = at;
		phrase_of(r, &after);
	}
	if (!before->party.n && !after.party.n && !p->party.n)
		p->party = party_by_form(r, before, &after, name);
	if (!p->party.n && !before->party.n && before->title)
		p->party = party_of_owner(r, before->at.from);
	if (!p->party.n)
		p->party = before->party.n ? before->party : after.party;
	if (!p->post.n)
		p->post = before->post.n && !before->former ? before->post
			  : after.former		    ? STR_NONE
							    : after.post;
	x = draft_add(r,
		      (span){ before->title || before->honour ? before->at.from
							      : name.from,
			      name.to },
		      ACTOR_PERSON, rule);
	x->a.name_at = name;
	x->person = who;
	x->a.former = before->former || after.former;
	if (before->title)
		x->a.role = str_span(r->text, before->role);
	else if (after.title)
		x->a.role = str_span(r->text, after.role);
	if (taken > r->limit)
		r->limit = taken;
}

static void add_person(struct reading *r, span name, const struct listed *l,
		       struct phrase *before, const char *rule)
{
	add_named(r, name, person_of(r, str_span(r->text, name), l), before,
		  rule);
}

static const struct listed *listed_at(const struct reading *r, span name)
{
	for (uint32_t i = r->first; i < r->end; i++) {
		const struct lex *x;

		if (r->items.v[i].at.from < name.from ||
		    r->items.v[i].at.to > name.to)
			continue;
		x = lex_as(r->items.v[i].lex, LEX_PERSON);
		if (x)
			return x->listed;
		x = lex_as(r->items.v[i].lex, LEX_FAMILY);
		if (x && r->items.v[i].at.from == name.from &&
		    r->items.v[i].at.to == name.to)
			return x->listed;
	}
	return NULL;
}

/* "Ambassador to Malaysia X": behind the place the post is held at. */
static uint32_t over_seat(const struct reading *r, uint32_t at)
{
	static const char *const links[] = { " to the ", " to ", " of the ",
					     " of ", " for " };

	for (size_t k = 0; k < COUNT(links); k++) {
		uint32_t i;

		if (!here(r, at, str_of(links[k])))
			continue;
		i = word_at(r, at + (uint32_t)strlen(links[k]));
		if (i != NO_REF &&
		    (side(r->items.v[i].lex) ||
		     lex_as(r->items.v[i].lex, LEX_BODY) ||
		     lex_as(r->items.v[i].lex, LEX_PLACE)) &&
		    here(r, r->items.v[i].at.to, STR(" ")))
			return r->items.v[i].at.to;
		return at;
	}
	return at;
}

static bool name_here(struct reading *r, uint32_t at, span *name)
{
	uint32_t i = word_at(r, at), words;

	if (i != NO_REF && lex_as(r->items.v[i].lex, LEX_PERSON))
		*name = r->items.v[i].at;
	else
		*name = name_from(r, at, &words);
	return name->to > name->from;
}

/* "the envoy for the dialogue, Miroslav Lajcak,": a name between commas. */
static bool read_after_comma(struct reading *r, const struct phrase *p)
{
	uint32_t at = p->at.to, words;
	struct phrase none = { .at = { 0, 0 } };
	span name;

	while (at < r->in.to && at < p->at.to + 50 &&
	       !strchr(",.;:()\"", r->text.p[at]))
		at++;
	if (!p->title || !here(r, at, STR(", ")))
		return false;
	name = name_from(r, at + 2, &words);
	if (words < 2 || !here(r, name.to, STR(",")))
		return false;
	none.party = p->party;
	none.post = p->post;
	add_person(r, name, listed_at(r, name), &none, "en.who.comma");
	return true;
}

/* head of the Sovereignty Council: one word that opens a body's name. */
static bool heads_a_body(const struct reading *r, span name)
{
	span next = { name.to + 1, 0 };

	if (str_has(str_span(r->text, name), STR(" ")) ||
	    !here(r, name.to, STR(" ")) || name.from < r->in.from + 4 ||
	    !str_is(str_cut(r->text, name.from - 1, name.from), " "))
		return false;
	next.to = word_end(r, next.from);
	return rune_is_upper(rune_at(r->text, next.from)) &&
	       body_word(r, str_span(r->text, next));
}

/* A title and a name behind it; behind a plural, more of them. */
static bool read_titled(struct reading *r, uint32_t i)
{
	static const char *const more[] = { " and ", ", and ", ", " };
	uint32_t at = r->items.v[i].at.from;
	struct phrase p;
	span name;

	phrase_from(r, at, false, &p);
	if (!p.title && !p.honour)
		return false;
	if (p.title && !p.party.n && of_a_body(p.post) &&
	    here(r, p.at.to, STR(" of the "))) {
		span org = org_from(r, p.at.to + 8);

		if (org.to > org.from && here(r, org.to, STR(", "))) {
			p.party = org_of(r, org);
			p.at.to = org.to;
		}
	}
	p.at.to = p.title ? over_seat(r, p.at.to) : p.at.to;
	at = word_next(r, p.at.to);
	if (here(r, p.at.to, STR(", "))) {
		struct phrase more_of_it;

		at = p.at.to + 2;
		phrase_from(r, at, false, &more_of_it);
		if ((more_of_it.title || more_of_it.honour) &&
		    more_of_it.at.from == at && !more_of_it.party.n) {
			p.at.to = p.role.to = more_of_it.at.to;
			at = word_next(r, p.at.to);
		}
	}
	if (at >= r->in.to || (at != p.at.to + 1 && at != p.at.to + 2) ||
	    !name_here(r, at, &name) || heads_a_body(r, name))
		return read_after_comma(r, &p);
	add_person(r, name, listed_at(r, name), &p, "en.who.title");
	for (size_t k = 0; p.plural && k < COUNT(more); k++) {
		struct phrase rest = p;

		if (!here(r, name.to, str_of(more[k])))
			continue;
		if (!name_here(r, name.to + (uint32_t)strlen(more[k]), &name))
			break;
		rest.at = name;
		add_person(r, name, listed_at(r, name), &rest, "en.who.title");
		k = (size_t)-1;
	}
	return true;
}

/* Al Thani ends Mohammed bin Abdulrahman Al-Thani. */
static bool ends_in(str full, str family)
{
	for (size_t i = 1; i <= family.n; i++) {
		char a, b;

		if (i > full.n)
			return false;
		a = full.p[full.n - i];
		b = family.p[family.n - i];
		a = a == '-' ? ' ' : (char)tolower((unsigned char)a);
		b = b == '-' ? ' ' : (char)tolower((unsigned char)b);
		if (a != b)
			return false;
	}
	return full.n > family.n &&
	       strchr(" -", full.p[full.n - family.n - 1]) != NULL;
}

/* Whom the family name alone means: who holds a post of state, else of several
 * the one that the article has named in full. Index in persons. */
static uint32_t named_so(struct reading *r, span name,
			 const struct listed *listed)
{
	str family = str_span(r->text, name);

	for (uint32_t i = 0; i < r->persons.n; i++)
		if (r->persons.v[i].listed == listed)
			return i;
	for (uint32_t i = listed->post.n ? 0 : r->persons.n; i-- > 0;)
		if (ends_in(r->persons.v[i].full, family))
			return i;
	return person_of(r, family, listed);
}

static void read_known_person(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	const struct lex *x = lex_as(it->lex, LEX_PERSON);
	struct phrase none = { .at = { 0, 0 } };
	uint32_t words;
	span name = it->at, more;

	if (x) {
		add_person(r, name, x->listed, &none, "en.who.known");
		return;
	}
	x = lex_as(it->lex, LEX_FAMILY);
	more = name_from(r, name.from, &words);
	if (words > 1 && more.to > name.to) { /* Blair Witch, Sharif Khan */
		add_person(r, more, NULL, &none, "en.who.form");
		return;
	}
	more = name_until(r, name.to, &words);
	if (words > 1 && more.from < name.from) {
		add_person(r, more, NULL, &none, "en.who.form");
		return;
	}
	add_named(r, name, named_so(r, name, x->listed), &none, "en.who.known");
}

/* A given name and words with capitals behind it. */
static bool read_given(struct reading *r, uint32_t i)
{
	uint32_t words;
	span name = name_from(r, r->items.v[i].at.from, &words);
	struct phrase none = { .at = { 0, 0 } };

	if (words < 2)
		return false;
	add_person(r, name, listed_at(r, name), &none, "en.who.given");
	return true;
}

/* Name and verb: "Ada Quist said"; name and title: "Ada Quist, the mayor". */
static bool read_before(struct reading *r, uint32_t end, const char *rule)
{
	uint32_t words;
	span name = name_until(r, end, &words);
	struct phrase none = { .at = { 0, 0 } };

	if (words < 2)
		return false;
	add_person(r, name, listed_at(r, name), &none, rule);
	return true;
}

/* Is there an actor at the place? */
static bool drafted(const struct reading *r, span name)
{
	for (uint32_t k = r->drafts.n;
	     k-- > 0 && r->drafts.v[k].a.at.from >= r->in.from;)
		if (span_overlaps(r->drafts.v[k].a.at, name))
			return true;
	return false;
}

/* Kamome Airways originally offered: where the name ends. */
static uint32_t without_adverb(const struct reading *r, uint32_t end)
{
	span w = voice_word_before(r, end);
	str word = str_span(r->text, w);

	return word.n > 4 && str_ends(word, STR("ly")) && word.p[0] >= 'a' &&
			       word.p[0] <= 'z' && w.from > r->in.from + 2
		       ? w.from - 1
		       : end;
}

static bool preceded_by(const struct reading *r, uint32_t at,
			const char *const *words)
{
	for (; *words; words++) {
		size_t n = strlen(*words);

		if (at >= r->in.from + n &&
		    str_eq(str_cut(r->text, at - n, at), str_of(*words)))
			return true;
	}
	return false;
}

/* Where the comma stands behind which the title of item i tells who somebody
 * is: "X, the rebel leader,"; 0: none does. */
static uint32_t apposed_at(const struct reading *r, uint32_t i)
{
	uint32_t title = r->items.v[i].at.from, at = title, words = 0;
	str between;

	while (at > r->in.from + 2 && title - at < 44 &&
	       r->text.p[at - 1] != ',')
		at--;
	if (at <= r->in.from + 2 || r->text.p[at - 1] != ',')
		return 0;
	between = str_trim(str_cut(r->text, at, title));
	if (between.n && !str_starts(between, STR("the ")) &&
	    !str_starts(between, STR("a ")) &&
	    !str_starts(between, STR("an ")) &&
	    !str_starts(between, STR("its ")) && !str_is(between, "the") &&
	    !str_is(between, "a") && !str_is(between, "an") &&
	    between.p[0] >= 'a' && between.p[0] <= 'z')
		return 0;
	for (size_t k = 0; k < between.n; k++)
		if (strchr(".;:()\"!?\n", between.p[k]))
			return 0;
	for (; between.n; words++) {
		str w = str_token(&between, ' ');

		if (words > 3 || str_is(w, "of") || str_is(w, "and") ||
		    str_is(w, "to") || str_is(w, "with") ||
		    str_ends(w, STR("ing")))
			return 0;
		if (!between.p)
			break;
	}
	return at - 1;
}

/* Does what stands behind a title close the words about somebody? */
static bool closes(const struct reading *r, uint32_t at, bool one)
{
	static const char *const more[] = { " of ", " for ", " to ", " in ",
					    " at ", " on ",  NULL };

	return at >= r->in.to || here(r, at, STR(",")) ||
	       here(r, at, STR(".")) ||
	       (!one && str_starts_any(str_cut(r->text, at, r->in.to), more));
}

/* Prachand, the rebel leader, met Ada Bel Quist, the Kamomean premier. */
static bool read_apposed(struct reading *r, uint32_t i)
{
	static const char *const away[] = { "in ",  "In ",	"at ",
					    "At ",  "near ",	"from ",
					    "the ", "outside ", NULL };
	uint32_t comma = apposed_at(r, i), words;
	struct phrase none = { .at = { 0, 0 } };
	span name;

	if (!comma)
		return false;
	name = name_until(r, comma, &words);
	if (!words || name.to <= name.from + 4 || drafted(r, name) ||
	    !closes(r, r->items.v[i].at.to, words == 1) ||
	    names_another(r, r->items.v[i].at.to) ||
	    preceded_by(r, name.from, away) ||
	    (words == 1 && str_ends(str_span(r->text, name), STR("ly"))))
		return false;
	add_person(r, name, listed_at(r, name), &none, "en.who.apposed");
	return true;
}

/* The same, where item i is the state whose title stands behind it. */
static bool read_apposed_of(struct reading *r, uint32_t i)
{
	uint32_t end = r->items.v[i].at.to;

	for (uint32_t k = i + 1; k < r->end && k <= i + 2; k++) {
		if (word_next(r, end) != r->items.v[k].at.from)
			return false;
		if (lex_as(r->items.v[k].lex, LEX_TITLE))
			return read_apposed(r, k);
		end = r->items.v[k].at.to;
	}
	return false;
}

/* Whoever stands where the speaker of words does. */
static void read_voice(struct reading *r, uint32_t i)
{
	span verb = r->items.v[i].at, name;
	struct phrase none = { .at = { 0, 0 } };
	uint32_t words;

	uint32_t end = verb.from - 1;

	if (end > r->in.from && r->text.p[end - 1] == ',')
		end--; /* the union, the Harbour Pilots Association, said */
	else
		end = without_adverb(r, end);
	if (voice_org(r, end, &name)) {
		while (r->drafts.n &&
		       r->drafts.v[r->drafts.n - 1].a.at.from >= name.from)
			r->drafts.n--;
		(void)draft_org(r, name, "en.who.org");
		return;
	}
	/* the head of the guild, Ada Quist, said */
	if (end < verb.from - 1) {
		name = name_until(r, end, &words);
		if (words > 1 && name.from > r->in.from + 2 &&
		    str_is(str_cut(r->text, name.from - 2, name.from), ", ") &&
		    !drafted(r, name)) {
			add_person(r, name, listed_at(r, name), &none,
				   "en.who.voice");
			return;
		}
	}
	if (voice_apposed(r, verb, &name)) {
		if (drafted(r, name))
			return;
		words = r->limit;
		add_person(r, name, listed_at(r, name), &none, "en.who.voice");
		r->limit = words > r->limit ? words : r->limit;
		return;
	}
	if (!voice_name(r, verb, &name, &words) || drafted(r, name))
		return;
	add_person(r, name, listed_at(r, name), &none, "en.who.voice");
	if (name.to > r->limit)
		r->limit = name.to;
}

/* ---- states, bodies, places */

static const char *const at_a_place[] = { "at ", "At ", NULL };

static bool in_a_place(const struct reading *r, uint32_t at)
{
	static const char *const words[] = { "in ",	 "In ",	    "near ",
					     "outside ", "across ", NULL };

	return preceded_by(r, at, words);
}

/* in Midhaven, Kamome: the land a town lies in. */
static bool of_town(const struct reading *r, uint32_t land)
{
	uint32_t i = land, town;

	if (land < r->in.from + 8 ||
	    !str_is(str_cut(r->text, land - 2, land), ", "))
		return false;
	for (i -= 2; i > r->in.from && r->text.p[i - 1] != ' ';)
		i--;
	town = word_at(r, i);
	if (town != NO_REF && side(r->items.v[town].lex))
		return false; /* In Kamome, Tsubame and others agreed */
	return rune_is_upper(rune_at(r->text, i)) &&
	       (in_a_place(r, i) || preceded_by(r, i, at_a_place));
}

/* TOWN, Kamome (Agency) -, TOWN, Kamome --: where the report was written. */
static bool in_dateline(const struct reading *r, span land)
{
	static const char *const behind[] = { " (",  " -- ", " - ",
					      " – ", " — ",  NULL };
	str front = str_cut(r->text, r->in.from, land.from);

	if (front.n < 4 || front.n > 40 || !str_ends(front, STR(", ")) ||
	    !str_starts_any(str_cut(r->text, land.to, r->in.to), behind))
		return false;
	for (size_t i = 0; i < front.n; i++)
		if (front.p[i] >= 'a' && front.p[i] <= 'z')
			return false;
	return true;
}

static bool read_compound(struct reading *r, uint32_t i)
{
	uint32_t k = i + 1, n = 1;
	struct draft *d;
	str *members;

	for (; k < r->end && n < 8; k++) {
		uint32_t gap = r->items.v[k].at.from - r->items.v[k - 1].at.to;
		uint32_t cp = rune_at(r->text, r->items.v[k - 1].at.to);

		if (!side(r->items.v[k].lex) ||
		    !((gap == 1 && (cp == '-' || cp == '/')) ||
		      (gap == 3 && cp == 0x2013)))
			break;
		n++;
	}
	if (n < 2)
		return false;
	d = draft_add(r,
		      (span){ r->items.v[i].at.from, r->items.v[k - 1].at.to },
		      ACTOR_COMPOUND, "en.who.compound");
	members = arena_many(r->d->arena, str, n);
	for (uint32_t j = 0; j < n; j++)
		members[j] = side(r->items.v[i + j].lex)->party;
	d->a.members = members;
	d->a.n_members = n;
	return true;
}

static const struct lex *word_behind(const struct reading *r, uint32_t i,
				     enum lex_class cls, uint32_t *item)
{
	*item = word_at(r, word_next(r, r->items.v[i].at.to));
	return *item == NO_REF ? NULL : lex_as(r->items.v[*item].lex, cls);
}

static const char *const one_of_many[] = { "a ", "an ", "A ", "An ", NULL };

/* The Russian president, Ukraine's foreign minister. */
static bool read_post(struct reading *r, uint32_t i, const struct lex *x)
{
	struct phrase p;
	struct draft *d;

	phrase_from(r, r->items.v[i].at.from, false, &p);
	/* a French minister, the Kenyan expert: nobody by the title alone */
	if (!p.title || !p.post.n || str_is(p.post, "scholar") ||
	    preceded_by(r, r->items.v[i].at.from, one_of_many))
		return false;
	/* EU trade negotiators: several, and of no state: the body itself */
	if (p.plural && !map_find(&r->w->names, p.party.n ? p.party : x->party))
		return false;
	d = draft_add(r, p.at, ACTOR_PERSON, "en.who.post");
	d->refers = REFERS_POST;
	d->a.reference = true;
	d->a.former = p.former;
	d->post = p.post;
	d->a.party = p.party.n ? p.party : x->party;
	d->a.role = str_span(r->text, p.role);
	return true;
}

/* Kamome's L. Quist: an initial and a family name behind whose they are. */
static void read_initialed(struct reading *r, uint32_t i)
{
	uint32_t at = word_next(r, r->items.v[i].at.to), words;
	struct phrase none = { .at = { 0, 0 } };
	span name;

	if (at < r->items.v[i].at.to + 3 || at + 4 > r->in.to ||
	    !rune_is_upper(rune_at(r->text, at)) || !here(r, at + 1, STR(". ")))
		return;
	name = name_from(r, at, &words);
	if (words < 2)
		return;
	none.party = side(r->items.v[i].lex)->party;
	add_person(r, name, listed_at(r, name), &none, "en.who.initial");
}

static void read_state(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	const struct lex *x = side(it->lex), *y;
	uint32_t k;

	if (org_with_state(r, i) || read_compound(r, i) || read_titled(r, i) ||
	    read_posts(r, i, x) || read_post(r, i, x))
		return;
	if (word_behind(r, i, LEX_PEOPLE, &k)) {
		r->limit = r->items.v[k].at.to;
		return;
	}
	if ((y = word_behind(r, i, LEX_GENERIC, &k)) != NULL) {
		span at = { it->at.from, r->items.v[k].at.to };
		struct draft *d = draft_add(r, at, y->kind, "en.who.body");

		d->a.party = x->party;
		d->a.id = filled(r, y->id, x->party, x->name);
		d->a.name = filled(r, y->name, x->party, x->name);
		return;
	}
	add_plain(r, it->at, x, "en.who.state")->a.kind =
		lex_as(it->lex, LEX_STATE) && (in_a_place(r, it->at.from) ||
					       of_town(r, it->at.from) ||
					       in_dateline(r, it->at))
			? ACTOR_PLACE
			: x->kind;
	read_initialed(r, i);
}

static void read_place(struct reading *r, uint32_t i)
{
	static const char *const away[] = { "in ",	"In ",	 "to ",
					    "from ",	"near ", "at ",
					    "outside ", "over ", "around ",
					    "into ",	"for ",	 "of ",
					    NULL };
	const struct item *it = &r->items.v[i];
	const struct lex *x = lex_as(it->lex, LEX_PLACE);
	const uint64_t *name = map_find(&r->w->names, x->party);
	struct draft *d = add_plain(r, it->at, x, "en.who.place");
	uint32_t k;

	if (!str_is(x->post, "yes") || preceded_by(r, it->at.from, away) ||
	    !name ||
	    !(word_behind(r, i, LEX_VERB, &k) ||
	      word_apostrophe(rune_at(r->text, it->at.to))))
		return;
	d->a.kind = ACTOR_GOVERNMENT;
	d->a.id = arena_printf(r->d->arena, "g.%.*s", STR_FMT(x->party));
	d->a.name = filled(r, STR("{adj} government"), x->party,
			   *(const str *)(uintptr_t)*name);
}

static bool read_administration(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	const struct lex *x = lex_as(it->lex, LEX_FAMILY);
	struct draft *d;
	uint32_t k;

	if (!x || !word_behind(r, i, LEX_ADMINISTRATION, &k))
		return false;
	d = draft_add(r, (span){ it->at.from, r->items.v[k].at.to },
		      ACTOR_GOVERNMENT, "en.who.administration");
	d->a.name_at = it->at;
	d->person = person_of(r, str_span(r->text, it->at), x->listed);
	return true;
}

/* The foreign ministry: of a state that other words tell. */
static void read_owned(struct reading *r, uint32_t i)
{
	const struct lex *x = lex_as(r->items.v[i].lex, LEX_GENERIC);
	span at = r->items.v[i].at;
	struct draft *d;

	if (x->kind != ACTOR_ORGANISATION || at.from < r->in.from + 4 ||
	    (!str_is(str_cut(r->text, at.from - 4, at.from), "the ") &&
	     !str_is(str_cut(r->text, at.from - 4, at.from), "The ")) ||
	    here(r, at.to, STR(" of ")) ||
	    !str_has(str_span(r->text, at), STR(" ")))
		return;
	d = draft_add(r, at, x->kind, "en.who.owned");
	d->refers = REFERS_OWNED;
	d->post = x->id;
	d->a.name = x->name;
}

static void read_reference(struct reading *r, const struct item *it)
{
	const struct lex *x = lex_as(it->lex, LEX_REFERENCE);
	struct draft *d =
		draft_add(r, it->at, ACTOR_COMPOUND, "en.who.reference");

	d->refers = str_is(x->post, "two-heads") ? REFERS_TWO_HEADS
						 : REFERS_TWO_STATES;
	d->a.reference = true;
}

void read_en(struct reading *r)
{
	for (uint32_t i = r->first; i < r->end; i++) {
		const struct item *it = &r->items.v[i];
		const struct lex *l = it->lex, *x;
		uint32_t from = it->at.from;

		if (from < r->limit || lex_as(l, LEX_NOT))
			continue;
		if (lex_as(l, LEX_PERSON) || lex_as(l, LEX_FAMILY)) {
			if (!read_administration(r, i))
				read_known_person(r, i);
		} else if (lex_as(l, LEX_GIVEN) && read_given(r, i)) {
			continue;
		} else if (side(l)) {
			if (!voice_hyphened(r, from) && !read_apposed_of(r, i))
				read_state(r, i);
		} else if ((x = lex_as(l, LEX_BODY)) != NULL) {
			if (!read_apposed_of(r, i) && !read_titled(r, i))
				add_plain(r, it->at, x, "en.who.known");
		} else if (lex_as(l, LEX_PLACE)) {
			if (!read_titled(r, i))
				read_place(r, i);
		} else if (lex_as(l, LEX_GENERIC)) {
			read_owned(r, i);
		} else if (lex_as(l, LEX_SORT) && body_of_sort(r, i)) {
			continue;
		} else if (lex_as(l, LEX_PART) && body_of_part(r, i)) {
			continue;
		} else if (lex_as(l, LEX_REFERENCE)) {
			read_reference(r, it);
		} else if ((x = lex_as(l, LEX_GROUP)) != NULL) {
			if (!read_apposed_of(r, i) && !body_of_group(r, i))
				add_group(r, it->at, x, "en.who.group");
		} else if (lex_as(l, LEX_TITLE) || lex_as(l, LEX_HONOUR) ||
			   lex_as(l, LEX_BEFORE)) {
			if (!(lex_as(l, LEX_TITLE) && read_apposed(r, i)) &&
			    !read_titled(r, i) && lex_as(l, LEX_TITLE))
				(void)bare_post(r, i);
		} else if (lex_as(l, LEX_VERB) && from > r->limit + 1 &&
			   r->text.p[from - 1] == ' ') {
			if (!read_before(r, from - 1, "en.who.verb"))
				read_voice(r, i);
		}
	}
}
