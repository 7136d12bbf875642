/* who_load.c - the lexicon of a language out of the packs' tables. */
#include "extract/who_priv.h"

struct loading {
	struct arena *a;
	struct lexicon *l;
	enum lang lang;
	struct who *w;
	struct index words; /* word -> of list */
	struct {
		VEC_OF(const struct lex *);
	} heads;
	struct {
		VEC_OF(struct trie_word);
	} list;
	struct {
		VEC_OF(struct listed_name);
	} names;
};

const struct lex *lex_as(const struct lex *l, enum lex_class cls)
{
	for (; l; l = l->next)
		if (l->cls == cls)
			return l;
	return NULL;
}

/* Another sense of a word that is there; unless it says the same. */
static void add_sense(struct loading *k, uint32_t word, const struct lex *sense)
{
	const struct lex **head = &k->heads.v[word];
	struct lex *x;

	for (const struct lex *o = *head; o; o = o->next)
		if (o->cls == sense->cls &&
		    (str_eq(o->id, sense->id) || sense->cls != LEX_PERSON))
			return;
	x = arena_one(k->a, struct lex);
	*x = *sense;
	x->next = *head;
	*head = x;
}

static void add_word(struct loading *k, str word, const struct lex *sense)
{
	uint32_t hash, step = 0, at;
	struct lex *x;

	word = str_trim(word);
	if (!word.n || word.n > 200)
		return;
	hash = index_hash(word);
	while ((at = index_next(&k->words, hash, &step)) != INDEX_NONE)
		if (str_eq(k->list.v[at].word, word)) {
			add_sense(k, at, sense);
			return;
		}
	x = arena_one(k->a, struct lex);
	*x = *sense;
	*(const struct lex **)vec_add(k->a, &k->heads) = x;
	index_put(&k->words, hash, k->list.n);
	*vec_add(k->a, &k->list) = (struct trie_word){ word, k->heads.n - 1 };
}

static void add_words(struct loading *k, str cell, const struct lex *sense)
{
	while (cell.p)
		add_word(k, str_token(&cell, '|'), sense);
}

/* ---- katakana and Latin spellings folded into one */

static str fold_pair(uint32_t cp, uint32_t next, bool *both)
{
	static const struct {
		uint32_t a, b;
		const char *to;
	} pairs[] = {
		{ 0x30F4, 0x30A1, "バ" },
		{ 0x30F4, 0x30A3, "ビ" },
		{ 0x30F4, 0x30A7, "ベ" },
		{ 0x30F4, 0x30A9, "ボ" },
		{ 0x30F4, 0x30E5, "ビュ" },
		{ 0x30C6, 0x30A3, "チ" },
		{ 0x30C7, 0x30A3, "ジ" },
		{ 0x30C8, 0x30A5, "ト" },
		{ 0x30C9, 0x30A5, "ド" },
		{ 0x30D5, 0x30A9, "ホ" },
		{ 0x30F4, 0, "ブ" },
		{ 0x30C2, 0, "ジ" },
		{ 0x30C5, 0, "ズ" },
		{ 0x30A1, 0, "ア" },
		{ 0x30A3, 0, "イ" },
		{ 0x30A5, 0, "ウ" },
		{ 0x30A7, 0, "エ" },
		{ 0x30A9, 0, "オ" },
		{ 0x30E3, 0, "ヤ" },
		{ 0x30E5, 0, "ユ" },
		{ 0x30E7, 0, "ヨ" },
		{ 0x30C3, 0, "" },
		{ 0x30FC, 0, "" },
		{ 0x30FB, 0, "" },
		{ '=', 0, "" },
		{ 0x30A0, 0, "" },
		{ 0x30F2, 0, "オ" },
		{ '-', 0, "" },
		{ ' ', 0, "" },
		{ '\'', 0, "" },
		{ 0x2019, 0, "" },
		{ '.', 0, "" },
		{ 0x6FA4, 0, "沢" },
		{ 0x908A, 0, "辺" },
		{ 0x9089, 0, "辺" },
		{ 0x9F4B, 0, "斎" },
		{ 0x9F4A, 0, "斎" },
		{ 0x6589, 0, "斎" },
		{ 0x9AD9, 0, "高" },
		{ 0xFA11, 0, "崎" },
		{ 0x6FF1, 0, "浜" },
		{ 0x5EE3, 0, "広" },
		{ 0x6AFB, 0, "桜" },
		{ 0x5CF6, 0, "島" },
		{ 0x5D8B, 0, "島" },
		{ 0x5D8C, 0, "島" },
		{ 0x570B, 0, "国" },
		{ 0x771E, 0, "真" },
	};

	*both = false;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		if (pairs[i].a != cp || (pairs[i].b && pairs[i].b != next))
			continue;
		*both = pairs[i].b != 0;
		return str_of(pairs[i].to);
	}
	return STR_NONE;
}

/* Most letters stay as they are: in Latin names and in katakana a look at the
 * letter tells. */
static bool may_fold(uint32_t cp)
{
	/* ァィゥェォッャュョヂヅテデトドフヲヴ・ー゠ */
	static const bool kana[0x60] = {
		[0x01] = 1, [0x03] = 1, [0x05] = 1, [0x07] = 1, [0x09] = 1,
		[0x23] = 1, [0x43] = 1, [0x45] = 1, [0x47] = 1, [0x22] = 1,
		[0x25] = 1, [0x26] = 1, [0x27] = 1, [0x28] = 1, [0x29] = 1,
		[0x35] = 1, [0x52] = 1, [0x54] = 1, [0x5B] = 1, [0x5C] = 1,
		[0x00] = 1,
	};

	if (cp < 0x80)
		return cp == '=' || cp == '-' || cp == ' ' || cp == '\'' ||
		       cp == '.';
	return cp < 0x30A0 || cp > 0x30FF || kana[cp - 0x30A0];
}

static size_t fold_into(char *out, str name)
{
	size_t n = 0;

	for (size_t i = 0; i < name.n;) {
		uint32_t cp = rune_narrow(utf8_next(name, &i)), next = 0;
		size_t k = i;
		bool both;
		str to = STR_NONE;

		if (may_fold(cp)) {
			if (k < name.n)
				next = utf8_next(name, &k);
			to = fold_pair(cp, next, &both);
		}
		if (to.p) {
			memcpy(out + n, to.p, to.n);
			n += to.n;
			if (both)
				i = k;
			continue;
		}
		if (cp >= 'A' && cp <= 'Z')
			cp += 32;
		n += utf8_encode(cp, out + n);
	}
	return n;
}

#define FOLD_MOST 450u /* bytes of a folded name that is looked up */

/* Names too long for it are nobody's. */
static str fold_few(char out[FOLD_MOST], str name)
{
	return name.n * 2 + 8 > FOLD_MOST ? STR_NONE
					  : (str){ out, fold_into(out, name) };
}

static uint32_t listed_at(const struct index *folded,
			  const struct listed_name *names, str fold,
			  uint32_t hash)
{
	char other[FOLD_MOST];
	uint32_t step = 0, at;

	while ((at = index_next(folded, hash, &step)) != INDEX_NONE)
		if (str_eq(fold_few(other, names[at].name), fold))
			break;
	return at;
}

const struct listed *listed_as(const struct lexicon *l, str name)
{
	char few[FOLD_MOST];
	str fold = fold_few(few, name);
	uint32_t at =
		fold.n ? listed_at(&l->folded, l->names, fold, index_hash(fold))
		       : INDEX_NONE;

	return at == INDEX_NONE ? NULL : l->names[at].who;
}

/* The first who goes by a name has it. */
static void add_listed(struct loading *k, str name, const struct listed *who)
{
	char few[FOLD_MOST];
	str fold = fold_few(few, name);
	uint32_t hash = index_hash(fold);

	if (!fold.n ||
	    listed_at(&k->l->folded, k->names.v, fold, hash) != INDEX_NONE)
		return;
	index_put(&k->l->folded, hash, k->names.n);
	*vec_add(k->a, &k->names) = (struct listed_name){ name, who };
}

str fold_name(struct arena *a, str name)
{
	char few[400], *out = few;

	if (name.n * 2 + 8 > sizeof(few))
		out = arena_alloc(a, name.n * 2 + 8);
	return arena_str(a, (str){ out, fold_into(out, name) });
}

/* ---- tables */

static void load_states(struct loading *k, const struct packs *p)
{
	const struct table *t = packs_table(p, "", "states");
	const char *lang = k->lang == LANG_JA ? "ja" : "en";
	int code = table_column(t, "code"), en = table_column(t, "en");
	int own = table_column(t, lang), id = table_column(t, "id");

	for (uint32_t i = 0; i < t->n; i++) {
		str party = table_cell(t, i, code);
		uint64_t *name = map_put(&k->w->names, party);
		struct lex x = { .cls = LEX_STATE,
				 .kind = ACTOR_STATE,
				 .id = table_cell(t, i, id),
				 .party = party };

		if (!*name) {
			str *s = arena_one(k->a, str);

			*s = table_cell(t, i, en);
			*name = (uintptr_t)s;
		}
		x.name = *(const str *)(uintptr_t)*name;
		add_words(k, table_cell(t, i, own), &x);
	}
}

static str first_word(str cell)
{
	return str_token(&cell, '|');
}

static void load_state_words(struct loading *k, const struct packs *p)
{
	const struct table *t = packs_table(p, "", "state-words");
	int code = table_column(t, "code"), adj = table_column(t, "adj");
	int en = table_column(t, "en"), ja = table_column(t, "ja");
	int mark = table_column(t, "mark");

	for (uint32_t i = 0; i < t->n; i++) {
		str party = table_cell(t, i, code);
		uint64_t *name = map_find(&k->w->names, party);
		struct lex x = { .cls = LEX_STATE,
				 .kind = ACTOR_STATE,
				 .party = party };

		if (!name)
			continue;
		x.name = *(const str *)(uintptr_t)*name;
		x.id = arena_printf(k->a, "s.%.*s", STR_FMT(party));
		if (k->lang == LANG_JA) {
			add_words(k, table_cell(t, i, ja), &x);
			x.cls = LEX_MARK;
			add_words(k, table_cell(t, i, mark), &x);
			continue;
		}
		add_words(k, x.name, &x);
		add_words(k, table_cell(t, i, en), &x);
		x.cls = LEX_ADJECTIVE;
		add_words(k, table_cell(t, i, adj), &x);
	}
}

/* Names that are not CLDR's, and the adjectives; before load_states. */
static void load_state_names(struct who *w, struct arena *a,
			     const struct packs *p)
{
	const struct table *t = packs_table(p, "", "state-words");
	int code = table_column(t, "code"), name = table_column(t, "name");
	int adj = table_column(t, "adj");

	for (uint32_t i = 0; i < t->n; i++) {
		str party = table_cell(t, i, code), *s;

		if (table_cell(t, i, name).n) {
			s = arena_one(a, str);
			*s = table_cell(t, i, name);
			*map_put(&w->names, party) = (uintptr_t)s;
		}
		if (table_cell(t, i, adj).n) {
			s = arena_one(a, str);
			*s = first_word(table_cell(t, i, adj));
			*map_put(&w->adjectives, party) = (uintptr_t)s;
		}
	}
}

static void load_places(struct loading *k, const struct packs *p)
{
	const struct table *t = packs_table(p, "", "places");
	int id = table_column(t, "id"), name = table_column(t, "name");
	int party = table_column(t, "party"), seat = table_column(t, "seat");
	int en = table_column(t, "en"), ja = table_column(t, "ja");

	for (uint32_t i = 0; i < t->n; i++) {
		struct lex x = { .cls = LEX_PLACE,
				 .kind = ACTOR_PLACE,
				 .id = table_cell(t, i, id),
				 .name = table_cell(t, i, name),
				 .party = table_cell(t, i, party),
				 .post = table_cell(t, i, seat) };

		if (k->lang == LANG_JA) {
			add_words(k, table_cell(t, i, ja), &x);
			continue;
		}
		add_words(k, x.name, &x);
		add_words(k, table_cell(t, i, en), &x);
	}
}

static enum actor_kind body_kind(str kind)
{
	if (str_is(kind, "state"))
		return ACTOR_STATE;
	if (str_is(kind, "government"))
		return ACTOR_GOVERNMENT;
	if (str_is(kind, "bloc"))
		return ACTOR_BLOC;
	if (str_is(kind, "media") || str_is(kind, "platform"))
		return ACTOR_MEDIA;
	if (str_is(kind, "group"))
		return ACTOR_GROUP;
	return ACTOR_ORGANISATION;
}

static void load_bodies(struct loading *k, const struct packs *p)
{
	const struct table *t = packs_table(p, "", "bodies");
	int id = table_column(t, "id"), name = table_column(t, "name");
	int party = table_column(t, "party"), kind = table_column(t, "kind");
	int en = table_column(t, "en"), ja = table_column(t, "ja");

	for (uint32_t i = 0; i < t->n; i++) {
		struct lex x = { .cls = LEX_BODY,
				 .id = table_cell(t, i, id),
				 .name = table_cell(t, i, name),
				 .party = table_cell(t, i, party) };
		str cell = table_cell(t, i, k->lang == LANG_JA ? ja : en);

		x.kind = body_kind(table_cell(t, i, kind));
		if (x.kind == ACTOR_STATE)
			x.cls = LEX_STATE;
		if (k->lang == LANG_EN)
			add_words(k, x.name, &x);
		while (cell.p) {
			str word = str_token(&cell, '|');
			struct lex y = x;

			if (k->lang == LANG_JA && utf8_count(word) == 1)
				y.cls = LEX_MARK;
			add_word(k, word, &y);
		}
	}
}

/* "石破 茂" and "マルコ・ルビオ": full as written without the blank; the family
 * name is the first of kanji, the last of katakana and Latin. */
static void split_name(struct loading *k, str name, str *full, str *family)
{
	str rest = name;

	*full = name;
	*family = STR_NONE;
	if (k->lang == LANG_JA && str_has(name, STR(" "))) {
		*family = str_token(&rest, ' ');
		*full = arena_printf(k->a, "%.*s%.*s", STR_FMT(*family),
				     STR_FMT(rest));
		return;
	}
	while (rest.p)
		*family = str_token(&rest, ' ');
	if (k->lang == LANG_EN)
		return;
	for (size_t at = 0, dot;
	     (dot = str_find(name, STR("・"), at)) != SIZE_MAX; at = dot + 3)
		*family = str_cut(name, dot + 3, name.n);
}

static void add_person(struct loading *k, struct listed *who, str cell)
{
	struct lex x = { .kind = ACTOR_PERSON,
			 .id = who->id,
			 .name = who->name,
			 .party = who->party,
			 .post = who->post,
			 .listed = who };

	while (cell.p) {
		str full, family, word = str_trim(str_token(&cell, '|'));

		if (!word.n)
			continue;
		split_name(k, word, &full, &family);
		if (!who->full.p) {
			who->full = full;
			who->family = family;
		}
		x.cls = LEX_PERSON;
		add_word(k, full, &x);
		add_listed(k, full, who);
		if (!family.n)
			continue;
		x.cls = LEX_FAMILY;
		add_word(k, family, &x);
		add_listed(k, family, who);
	}
}

static void load_people(struct loading *k, const struct packs *p)
{
	const struct table *t = packs_table(p, "", "people");
	int id = table_column(t, "id"), name = table_column(t, "name");
	int party = table_column(t, "party"), post = table_column(t, "post");
	int en = table_column(t, "en"), ja = table_column(t, "ja");
	int from = table_column(t, "from"), to = table_column(t, "to");
	struct listed *all = arena_many(k->a, struct listed, t->n + 1);

	index_reserve(&k->words, k->words.n + 2 * t->n);
	index_reserve(&k->l->folded, 2 * t->n);
	for (uint32_t i = 0; i < t->n; i++) {
		all[i] = (struct listed){ .id = table_cell(t, i, id),
					  .name = table_cell(t, i, name),
					  .party = table_cell(t, i, party),
					  .post = table_cell(t, i, post) };
		all[i].from = day_parse(table_cell(t, i, from));
		all[i].to = day_parse(table_cell(t, i, to));
		if (k->lang == LANG_EN)
			add_person(k, &all[i], all[i].name);
		add_person(k, &all[i],
			   table_cell(t, i, k->lang == LANG_JA ? ja : en));
	}
	k->l->people = all;
	k->l->n_people = t->n;
}

static enum lex_class use_class(str use)
{
	static const struct {
		const char *name;
		enum lex_class cls;
	} uses[] = {
		{ "title", LEX_TITLE },
		{ "honour", LEX_HONOUR },
		{ "modifier", LEX_MODIFIER },
		{ "before", LEX_BEFORE },
		{ "join", LEX_JOIN },
		{ "acting", LEX_ACTING },
		{ "toward", LEX_TOWARD },
		{ "people", LEX_PEOPLE },
		{ "verb", LEX_VERB },
		{ "administration", LEX_ADMINISTRATION },
		{ "sort", LEX_SORT },
		{ "part", LEX_PART },
	};

	for (size_t i = 0; i < COUNT(uses); i++)
		if (str_is(use, uses[i].name))
			return uses[i].cls;
	return LEX_GENERIC;
}

/* English words also at the head of a sentence and in titles. */
static void add_cased(struct loading *k, str cell, const struct lex *x)
{
	while (cell.p) {
		str word = str_trim(str_token(&cell, '|'));
		char *big = arena_z(k->a, word);
		bool head = true;

		add_word(k, word, x);
		if (k->lang != LANG_EN)
			continue;
		if (word.n && big[0] >= 'a' && big[0] <= 'z') {
			big[0] = (char)(big[0] - 32);
			add_word(k, (str){ big, word.n }, x);
			big = arena_z(k->a, word);
		}
		for (size_t i = 0; i < word.n; i++) {
			if (head && big[i] >= 'a' && big[i] <= 'z' &&
			    !str_starts(str_cut(word, i, word.n), STR("of ")) &&
			    !str_starts(str_cut(word, i, word.n),
					STR("for ")) &&
			    !str_starts(str_cut(word, i, word.n), STR("the ")))
				big[i] = (char)(big[i] - 32);
			head = big[i] == ' ';
		}
		add_word(k, (str){ big, word.n }, x);
	}
}

/* foreign ministers, secretaries of state */
static void add_plurals(struct loading *k, str cell, struct lex x)
{
	x.plural = true;
	while (cell.p) {
		str word = str_trim(str_token(&cell, '|')), tail = STR("");
		size_t of = str_find(word, STR(" of "), 0);
		const char *end = "s";

		if (of != SIZE_MAX) {
			tail = str_cut(word, of, word.n);
			word = str_cut(word, 0, of);
		}
		if (str_ends(word, STR("y"))) {
			word = str_cut(word, 0, word.n - 1);
			end = "ies";
		} else if (str_ends(word, STR("man"))) {
			word = str_cut(word, 0, word.n - 2);
			end = "en";
		}
		add_cased(k,
			  arena_printf(k->a, "%.*s%s%.*s", STR_FMT(word), end,
				       STR_FMT(tail)),
			  &x);
	}
}

/* Heads of names of bodies; false: the row is of another use. */
static bool load_heads(struct loading *k, str use, str cell)
{
	uint64_t sense = str_is(use, "head") ? 1 : str_is(use, "voice") ? 2 : 0;

	while (sense && cell.p)
		*map_put(&k->l->body_heads, str_token(&cell, '|')) = sense;
	return sense != 0;
}

static void load_words(struct loading *k, const struct packs *p,
		       const char *lang)
{
	const struct table *t = packs_table(p, lang, "titles");
	int use = table_column(t, "use"), post = table_column(t, "post");
	int word = table_column(t, "word"), kind, id, name;
	int party = table_column(t, "party");

	for (uint32_t i = 0; i < t->n; i++) {
		struct lex x = { .cls = use_class(table_cell(t, i, use)),
				 .post = table_cell(t, i, post),
				 .party = table_cell(t, i, party) };

		if (load_heads(k, table_cell(t, i, use),
			       table_cell(t, i, word)))
			continue;
		add_cased(k, table_cell(t, i, word), &x);
		if (k->lang != LANG_EN || x.cls != LEX_TITLE)
			continue;
		add_plurals(k, table_cell(t, i, word), x);
		if (!*map_put(&k->w->posts, x.post)) {
			str *s = arena_one(k->a, str);

			*s = first_word(table_cell(t, i, word));
			*map_put(&k->w->posts, x.post) = (uintptr_t)s;
		}
	}
	t = packs_table(p, lang, "body-words");
	kind = table_column(t, "kind");
	id = table_column(t, "actor");
	name = table_column(t, "name");
	word = table_column(t, "word");
	for (uint32_t i = 0; i < t->n; i++) {
		struct lex x = { .cls = use_class(table_cell(t, i, kind)),
				 .kind = body_kind(table_cell(t, i, kind)),
				 .id = table_cell(t, i, id),
				 .name = table_cell(t, i, name),
				 .post = table_cell(t, i, kind) };

		add_cased(k, table_cell(t, i, word), &x);
	}
}

/* Words for many, and words for one of them that the article may name. */
static void load_groups(struct loading *k, const struct table *t)
{
	int id = table_column(t, "id"), name = table_column(t, "name");
	int word = table_column(t, "word"), one = table_column(t, "one");
	int like = table_column(t, "like");

	for (uint32_t i = 0; i < t->n; i++) {
		struct lex x = { .cls = LEX_GROUP,
				 .kind = ACTOR_GROUP,
				 .id = table_cell(t, i, id),
				 .name = table_cell(t, i, name) };

		add_cased(k, table_cell(t, i, word), &x);
		x.post = table_cell(t, i, like);
		if (x.post.n && !str_is(x.post, "*") &&
		    !str_is(x.post, "@state"))
			k->l->sorts = arena_printf(k->a, "%.*s|%.*s",
						   STR_FMT(k->l->sorts),
						   STR_FMT(x.post));
		add_cased(k, table_cell(t, i, one), &x);
	}
}

static void load_small(struct loading *k, const struct packs *p,
		       const char *lang)
{
	const struct table *t = packs_table(p, lang, "groups");
	int word, to;

	load_groups(k, t);
	t = packs_table(p, lang, "references");
	to = table_column(t, "to");
	word = table_column(t, "word");
	for (uint32_t i = 0; i < t->n; i++) {
		struct lex x = { .cls = LEX_REFERENCE,
				 .post = table_cell(t, i, to) };

		add_cased(k, table_cell(t, i, word), &x);
	}
	t = packs_table(p, lang, "given-names");
	word = table_column(t, "word");
	for (uint32_t i = 0; i < t->n; i++)
		add_words(k, table_cell(t, i, word),
			  &(struct lex){ .cls = LEX_GIVEN });
	t = packs_table(p, lang, "not-names");
	word = table_column(t, "word");
	for (uint32_t i = 0; i < t->n; i++)
		add_words(k, table_cell(t, i, word),
			  &(struct lex){ .cls = LEX_NOT });
	t = packs_table(p, lang, "family-names");
	word = table_column(t, "word");
	for (uint32_t i = 0; i < t->n; i++)
		for (str cell = table_cell(t, i, word); cell.p;)
			*map_put(&k->l->families, str_token(&cell, '|')) = 1;
	t = packs_table(p, lang, "not-persons");
	word = table_column(t, "word");
	for (uint32_t i = 0; i < t->n; i++)
		for (str cell = table_cell(t, i, word); cell.p;)
			*map_put(&k->l->not_persons, str_token(&cell, '|')) = 1;
}

void lexicon_in(struct lexicon *l, struct who *w, struct arena *a,
		const struct packs *p, enum lang lang)
{
	struct loading k = { .a = a, .l = l, .lang = lang, .w = w };
	const char *code = lang == LANG_JA ? "ja" : "en";

	index_init(&k.words, a);
	index_init(&l->folded, a);
	map_init(&l->not_persons, a);
	map_init(&l->families, a);
	map_init(&l->body_heads, a);
	load_state_names(w, a, p);
	load_states(&k, p);
	load_state_words(&k, p);
	load_bodies(&k, p);
	load_places(&k, p);
	load_people(&k, p);
	load_words(&k, p, code);
	load_small(&k, p, code);
	l->names = k.names.v;
	l->heads = k.heads.v;
	l->n_heads = k.heads.n;
	l->trie = trie_in(a, k.list.v, k.list.n);
}
