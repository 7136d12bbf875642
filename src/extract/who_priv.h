/* who_priv.h - what the files of the stage "who" share.
 *
 * who_load.c makes a lexicon of each language from the packs; who_scan.c finds
 * its words in a sentence; who_ja.c and who_en.c read names out of them, by
 * form and company; who_people.c knows which names are one person; who_ref.c
 * resolves what refers back. */
#ifndef KEII_EXTRACT_WHO_PRIV_H
#define KEII_EXTRACT_WHO_PRIV_H

#include "base/buf.h"
#include "base/index.h"
#include "base/map.h"
#include "base/utf8.h"
#include "extract/cast.h"
#include "extract/stage.h"
#include "pack/trie.h"

enum lex_class {
	LEX_STATE,     /* state, or a side that acts like one */
	LEX_MARK,      /* its one-letter form */
	LEX_ADJECTIVE, /* Russian; names of the people */
	LEX_PLACE,
	LEX_BODY,
	LEX_PERSON, /* full name */
	LEX_FAMILY, /* family name alone */
	LEX_TITLE,
	LEX_HONOUR,
	LEX_MODIFIER,
	LEX_BEFORE,
	LEX_ACTING,
	LEX_JOIN, /* 首相兼外相 */
	LEX_TOWARD,
	LEX_GENERIC, /* makes a body of the state before it */
	LEX_PEOPLE,  /* no actor: ロシア人, ロシア語 */
	LEX_ADMINISTRATION,
	LEX_GROUP,
	LEX_REFERENCE,
	LEX_GIVEN, /* a given name */
	LEX_VERB,  /* a person stands beside it */
	LEX_SORT,  /* a body's name stands behind it: the brewer X */
	LEX_PART,  /* a body alone has it: X's board */
	LEX_NOT,   /* a word that holds a name and is none */
};

/* One sense of a word. */
struct lex {
	enum lex_class cls;
	enum actor_kind kind;
	str id, name, party, post;
	bool plural;
	const struct lex *next;	     /* another sense of the same word */
	const struct listed *listed; /* persons */
};

/* A person of the packs. */
struct listed {
	str id, name, party, post;
	str family; /* in the lexicon's language */
	str full;
	day from, to; /* of the post */
};

/* A name that somebody of the packs goes by. */
struct listed_name {
	str name;
	const struct listed *who;
};

struct lexicon {
	struct trie *trie; /* value: index into heads */
	const struct lex **heads;
	uint32_t n_heads;
	struct index folded; /* folded katakana, lower Latin -> of names */
	const struct listed_name *names;
	struct map not_persons;
	struct map families; /* names of one letter: 朴, 李 */
	struct map body_heads; /* -> 1: of any body; 2: of one that speaks */
	str sorts;	       /* what names of unions hold, parted by bars */
	const struct listed *people;
	uint32_t n_people;
};

struct who {
	struct lexicon lexicons[LANG_COUNT];
	struct map adjectives; /* party -> adjective */
	struct map names;      /* party -> name of the state */
	struct map posts;      /* post -> English words for it */
};

/* A word of the lexicon found in the text. */
struct item {
	span at;
	const struct lex *lex;
};

struct items {
	VEC_OF(struct item);
};

enum refers {
	REFERS_NOT,
	REFERS_PERSON,
	REFERS_POST,
	REFERS_TWO_PERSONS,
	REFERS_TWO_HEADS,
	REFERS_STATE,
	REFERS_ARMY,	   /* 軍は: of the state named last */
	REFERS_REGIME,	   /* 暫定政権: of the land named first */
	REFERS_GOVERNMENT, /* 政府は: of the state the article is about */
	REFERS_TWO_STATES,
	REFERS_BODY,
	REFERS_LIKE,  /* the union: a body whose name tells it */
	REFERS_OWNED, /* the foreign ministry: post and name are its forms */
};

/* A person as this article knows him. */
struct person {
	str id, name, party, post, role;
	str full, family; /* as written */
	str latin;	  /* アリ・バゲリ(Ali Bagheri) */
	const struct listed *listed;
	bool sure;     /* title or party speak for the listed one */
	uint32_t same; /* index of the one this turned out to be */
};

/* A company, union or party that only this article names. */
struct org {
	str name, id, party;
	str letters; /* NHA, where it is introduced so */
	str brief;   /* Lindcor, of Lindcor Harbours Inc; or none */
	bool sorted; /* told by what it is: no person goes by the name */
};

/* Whose body a common name is, as the article said: who_owner.c. */
struct owned {
	str form; /* id of the generic sense: o.%c-justice */
	str body; /* id of the one the packs list under the same name */
	const struct lex *lex;
};

struct draft {
	struct actor_mention a;
	uint32_t person; /* index into persons, or NO_REF */
	enum refers refers;
	str post; /* of REFERS_LIKE: words of a name */
};

struct reading {
	const struct who *w;
	const struct lexicon *l;
	struct doc *d;
	str text;
	struct items items;
	struct {
		VEC_OF(struct person);
	} persons;
	struct {
		VEC_OF(struct org);
	} orgs;
	struct {
		VEC_OF(struct owned);
	} owned;
	struct {
		VEC_OF(struct draft);
	} drafts;
	str home; /* state whose government 政府 is; where known */
	bool home_known;
	/* of the sentence being read */
	uint32_t sentence;
	span in;
	uint32_t first, end; /* its items */
	uint32_t limit;	     /* byte: what is before is taken */
};

/* who_load.c */
void lexicon_in(struct lexicon *l, struct who *w, struct arena *a,
		const struct packs *p, enum lang lang);
str fold_name(struct arena *a, str name);
/* Who goes by the name, spelt so or much so; NULL: nobody of the packs. */
const struct listed *listed_as(const struct lexicon *l, str name);
/* The sense of a class, or NULL. */
const struct lex *lex_as(const struct lex *l, enum lex_class cls);

/* who_scan.c: the words of a sentence, longest first, in order. */
void scan_words(struct reading *r, span in);
/* Letter at, or before, the byte; 0 when none. */
uint32_t rune_at(str text, uint32_t at);
uint32_t rune_before(str text, uint32_t at);
/* Does the sentence go on with the word there? */
bool here(const struct reading *r, uint32_t at, str word);
/* Index of the item of the sentence that starts, or ends, at the byte, or
 * NO_REF. */
uint32_t word_at(const struct reading *r, uint32_t at);
uint32_t word_ending(const struct reading *r, uint32_t at);
/* A draft of an actor that the lexicon names. */
/* who_group.c: the word of draft i stands for one the article names. */
void group_resolve(struct reading *r, uint32_t i);
/* The body of draft i is that of the state whose was named last, else of the
 * one the article is about or the sentence begins with; none: no id. */
void owned_resolve(struct reading *r, uint32_t i);

void add_group(struct reading *r, span at, const struct lex *x,
	       const char *rule);
struct draft *add_plain(struct reading *r, span at, const struct lex *x,
			const char *rule);

/* who_owner.c: of the items with a listed and a generic sense one is kept. */
void owners_settle(struct reading *r);

/* who_ja.c, who_en.c: one sentence. */
void read_ja(struct reading *r);
void read_en(struct reading *r);

/* who_people.c */
/* Person of this name; full: with given name. Returns his index. */
bool post_in(str posts, str post); /* posts: a|b */
uint32_t person_of(struct reading *r, str name, const struct listed *listed);
void people_settle(struct reading *r);
/* Bare mentions of names that were found by their company. */
void people_again(struct reading *r);

/* who_ref.c: references, in order; then ids and names of all drafts. */
void refs_resolve(struct reading *r);
/* Name or id of a body after its form: "{adj} Navy". */
str filled(const struct reading *r, str form, str party, str name);

/* who_org.c */
/* The party of the organisation: its name in capitals; the name as it is in
 * Japanese. Remembers it. */
str org_of(struct reading *r, span at);
/* A draft of the organisation named there. */
struct draft *draft_org(struct reading *r, span at, const char *rule);
/* Is the post one that every company or union has? */
bool of_a_body(str post);

/* who_acronym.c: bodies of the sentence introduced with their short name. */
void acronyms_read(struct reading *r);
/* Union, Council: heads of names of bodies. */
bool body_word(const struct reading *r, str w);

/* who_en_body.c: what was taken for a person of a body's name is the body. */
void bodies_settle(struct reading *r);

/* who.c */
struct draft *draft_add(struct reading *r, span at, enum actor_kind kind,
			const char *rule);

#endif
