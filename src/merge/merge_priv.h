/* merge_priv.h - what the files of merge/ share: items, entries, the run.
 *
 * An item is one event mention with the features that merging compares; an
 * entry is the items held to tell one event. The flow (merge.c):
 *
 *   item.c    mentions -> items
 *   local.c   items of one article that tell one event -> entries
 *   within.c  what an article says of how they hang together
 *   cell.c    the month that each of them belongs to
 *   cluster.c entries of different articles that tell one event -> one entry
 *   entry.c   date, status, place, people, title of each entry
 *   link.c    outcome_of, part_of, responds_to
 *   *_json.c  the record's items
 *
 * Everything lives in the arena of the run. */
#ifndef KEII_MERGE_MERGE_PRIV_H
#define KEII_MERGE_MERGE_PRIV_H

#include "base/buf.h"
#include "base/map.h"
#include "extract/cast.h"
#include "merge/merge.h"

/* A sorted set of strings; cap 0: its places are another set's. */
struct names {
	VEC_OF(str);
};

bool names_add(struct arena *a, struct names *s, str x);
bool names_has(const struct names *s, str x);
uint32_t names_shared(const struct names *a, const struct names *b);
bool names_within(const struct names *inner, const struct names *outer);
bool names_equal(const struct names *a, const struct names *b);
/* Into an empty set they are lent: from stays as it is as long as to lives. */
void names_union(struct arena *a, struct names *to, const struct names *from);

/* How an event of a kind is told apart from others of its kind. */
enum nature {
	NATURE_JOINT,  /* the parties do it together: meeting, signing */
	NATURE_ACT,    /* one party does it: proposal, sanction */
	NATURE_SPEECH, /* words: statement, criticism; many on one day */
};

struct kind_info {
	str kind, family;
	enum nature nature;
	int weight; /* what the kind counts in a short timeline */
};

/* Statuses that may tell one and the same entry. */
enum status_class { CLASS_HELD, CLASS_PLANNED, CLASS_OFF };

struct evidence {
	uint32_t article;
	span at;
	str rule;
};

struct evidences {
	VEC_OF(struct evidence);
};

struct json;

#define SKETCH_WORDS 48u

/* A text's words as the smallest hashes of its pairs of letters, ordered. */
struct words {
	uint32_t hash[SKETCH_WORDS], n;
};

struct item {
	uint32_t article, event;
	const struct event_mention *e;
	uint32_t sentence, governor; /* governor: the heading or bullet that
				      * the sentence stands under, or NO_REF */
	uint32_t section; /* heading or outermost bullet above, or NO_REF */
	bool heading; /* stands in a heading or a bullet with others below */
	bool dated;   /* by words of its own or of its heading */
	const struct kind_info *kind;
	enum status_class class;
	struct names parties, persons, bodies; /* bodies: organisations */
	str place, place_party;
	double rounds, ordinal, points; /* 0 = not told */
	const uint32_t *words;		/* as struct words has them */
	uint32_t n_words;
	uint64_t told; /* hash of the words that tell it; 0: they are few */
	/* as the event has them, which may have left memory */
	day from, to;
	enum precision precision;
	bool background;
	uint64_t hash; /* of article, sentence and kind; no other's */
	uint32_t entry;
	uint32_t answers, part, ends; /* other items, or NO_REF: within.c */
};

struct doubt {
	uint32_t entry; /* index of the other entry */
	const char *why;
};

#define MONTH_NONE (-1)

struct title {
	uint32_t article;
	span at;
	int score;
};

struct party_status {
	str party;
	enum status status;
	struct evidence by;
};

/* One decision, read; review.c and review_json.c. */
struct ruled {
	const struct decision *d;
	void *o; /* json_t; NULL: not JSON, shown but not followed */
	bool undone, found;
};

struct rulings {
	VEC_OF(struct ruled);
	struct map items; /* id of a mention -> 1 + index of its item */
};

/* What a person decided about an entry. */
struct ruling {
	str decision, what; /* its id; edit, join, split, hide … */
};

/* People's decisions about an entry: what the sources say of a date or status
 * that was edited is kept beside it. Most entries share the one without any. */
struct decided {
	struct {
		VEC_OF(struct ruling);
	} rulings;
	/* ids of decisions, or STR_NONE */
	str date_by, status_by_ruling, place_by, title_by[LANG_COUNT];
	str set_place, set_title[LANG_COUNT]; /* an actor's id; words */
	day told_from, told_to;
	enum status told_status;
	bool disputed;
};
extern const struct decided undecided;

struct entry {
	VEC_OF(uint32_t); /* items, in canonical order */
	bool dead;	  /* its items went to another entry */
	int month;	  /* cell.c; counted from year 0, or MONTH_NONE */
	const struct kind_info *kind;
	enum status_class class;
	struct names parties, persons, bodies, places, place_parties;
	double rounds, ordinal, points;
	bool series; /* tells a number of events, not one */
	/* what is known of the date, as intersection */
	day from, to;
	enum precision precision;
	bool dated;
	/* worked out by entry.c */
	str id;
	str edtf;
	enum status status;
	struct {
		VEC_OF(struct party_status);
	} status_by;
	struct evidences ended; /* what tells the end of a plan elsewhere */
	uint32_t place_item;	/* the item whose place is shown, or NO_REF */
	struct title title[LANG_COUNT];
	uint32_t sources, publishers, independent;
	uint64_t sum; /* once it is written */
	const char *scope;
	int importance;
	/* links: indexes of entries, or NO_REF */
	uint32_t part_of, responds_to, outcome_of, supersedes;
	struct {
		VEC_OF(struct doubt);
	} doubtful;
	struct {
		VEC_OF(uint32_t);
	} members;		  /* of a series */
	const struct decided *by; /* never NULL once it has an item */
};

/* A proposal or a version of one, over all articles. */
struct plan_mention {
	uint32_t article, sentence;
	const struct proposal_mention *p;
};

struct plan_edge {
	uint32_t parent; /* the older one, index in plans */
	bool told;
	struct evidences evidence;
};

struct plan_clause {
	uint32_t article;
	const struct position_mention *x;
};

struct plan {
	VEC_OF(struct plan_mention);
	str id, name, kind;
	int items; /* number of points; 0 = not told */
	struct names authors, articles;
	int told_first, told_last; /* months of the articles */
	day from, to;
	struct {
		VEC_OF(struct plan_edge);
	} parents;
	struct {
		VEC_OF(struct plan_clause);
	} clauses;
};

struct merge {
	struct arena *a;
	struct arena *sketches; /* of items' words: until entries are joined */
	struct arena *joining;	/* the entries till entries_close_up() */
	const struct packs *packs;
	const struct merge_article *articles; /* by id */
	uint32_t n_articles;
	uint32_t *copy_of; /* per article: the one it goes back to, or itself */
	int *months;	   /* per article: of what it tells without a date */
	struct {
		VEC_OF(struct kind_info);
	} kinds;
	struct map kind_by_name;
	struct {
		VEC_OF(struct item);
	} items;
	struct {
		VEC_OF(struct entry);
	} entries;
	struct map people;	/* actor id -> 1 + index in actors */
	struct map counters;	/* of actor.c: spellings and titles */
	struct map party_actor; /* party -> 1 + index: whose name it bears */
	struct {
		VEC_OF(struct person);
	} actors;
	struct {
		VEC_OF(struct plan);
	} plans;
	struct record *out;
	/* with take items go there one by one, and not to out */
	struct merge_calls calls;
	uint64_t sum, *actor_sums; /* sum.c */
	struct record_item item;   /* the one at work then */
};

/* Where an article says something, with what is needed to show it when the
 * article isn't here. */
struct place {
	day when; /* of publication; DAY_NONE: not told */
	str article, text, rule;
	span at;
};

#define PLACES_MOST 200u /* articles whose words an actor shows */

struct places {
	VEC_OF(struct place);
};

struct spelling {
	str name;
	enum lang lang;
	uint32_t n;
};

/* A title that an actor is given in a language, and the days of publication of
 * the first and last articles that give it; DAY_NONE: none of them is dated. */
struct held {
	str role;
	enum lang lang;
	bool former;
	day from, to;
	uint32_t mentions;
	struct place first;
};

/* One actor over all articles. */
struct person {
	str id, name, party;
	enum actor_kind kind;
	struct place named, sided; /* first mention, first with a party */
	struct names members;
	struct {
		VEC_OF(struct spelling);
	} spellings;
	struct {
		VEC_OF(struct held);
	} held;
	struct places places; /* the first of each article, the first of them */
	struct {
		VEC_OF(uint32_t); /* articles that name it, of those here */
	} articles;
	uint32_t mentions, sources;
	day from, to; /* of publication of those that name it */
	/* worked out of all that by person_settle */
	str best[LANG_COUNT]; /* the bare name that is used most */
	bool head;	      /* of state or government, by one of the titles */
};

/* kinds.c */
void kinds_load(struct merge *m);
const struct kind_info *kind_find(const struct merge *m, str kind);
enum status_class class_of(enum status s);
/* Do people come together there, or speak with one another? */
bool kind_gathers(const struct kind_info *k);

/* item.c */
void items_gather(struct merge *m);
/* Articles are looked at by these: m->articles by itself is for ids. */
const struct merge_article *article_at(const struct merge *m, uint32_t article);
const struct doc *article_doc(const struct merge *m, uint32_t article);
const struct mentions *article_mentions(const struct merge *m,
					uint32_t article);
/* Who does it as the k-th of its participants; NULL: that one doesn't. */
const struct actor_mention *item_doer(const struct merge *m,
				      const struct item *t, uint32_t k);
const struct actor_mention *article_actor(const struct merge *m,
					  uint32_t article, uint32_t ref);
void words_sketch(str s, struct words *out);
/* Of a span without the names in it: who is told has a place of its own. */
void words_of_span(const struct merge *m, uint32_t article, span at,
		   struct words *out);
/* 0 .. 1: share of common pairs of letters (Dice). */
/* The same with kana and digits: of short quotations. */
void letters_sketch(str s, struct words *out);
/* The beginnings of its words, little ones left out: of English. */
void latin_sketch(str s, struct words *out);
uint32_t words_shared(const struct words *a, const struct words *b);
double words_alike(const struct words *a, const struct words *b);
double items_alike(const struct item *a, const struct item *b);

/* local.c */
void local_join(struct merge *m);

/* within.c: links between the items of each article */
void within_link(struct merge *m);

/* cell.c: the months of articles and entries; before entries are joined */
void months_settle(struct merge *m);
/* Of what the article tells with these days. */
int month_told(const struct merge *m, uint32_t article, day from, day to);

/* cluster.c */
void cluster_join(struct merge *m);
void entry_absorb(struct merge *m, uint32_t into, uint32_t from);
void entry_add(struct merge *m, struct entry *e, uint32_t item);
/* The living entry that holds what index once held. */
uint32_t entry_now(const struct merge *m, uint32_t index);
/* Do the intervals share a day? DAY_NONE is open. */
bool days_meet(day from1, day to1, day from2, day to2);

/* original.c: fills copy_of; once months are known */
void originals_find(struct merge *m);
/* copy.c */
void write_copies(struct merge *m);

/* entry.c */
/* Level 1 form of the interval; STR_NONE when nothing is known. */
str edtf_of(struct arena *a, const struct entry *e);
/* Those that were joined into others go, once entries have their shape: their
 * places were most of the memory. */
void entries_close_up(struct merge *m);
void entries_settle(struct merge *m);
/* decided.c: the decisions read, in order of time, undone ones marked; before
 * anything else is done. */
struct rulings *rulings_read(struct arena *a, const struct decision *d,
			     uint32_t n);
void rulings_free(struct rulings *r);
bool ruling_does(const struct ruled *r, const char *what);
/* A member that is a string, in a; else STR_NONE. */
str ruling_str(struct arena *a, const void *object, const char *key);
/* side.c: the articles with people's word on who belongs to which party. */
const struct merge_article *rulings_sides(struct merge *m, struct rulings *r,
					  const struct merge_article *list);
/* review.c: joins and splits before entries are settled, the rest behind. */
void rulings_find(struct merge *m, struct rulings *r);
void rulings_shape(struct merge *m, const struct rulings *r);
void rulings_edit(struct merge *m, const struct rulings *r);
/* scope.c: scope_settle before links are made, importance behind */
void importance_settle(struct merge *m);
void scope_settle(struct merge *m, const struct rulings *r);
/* link.c */
/* Living entries of a sort, in an order that is the same whatever else is
 * merged: by first day, then by first mention. */
struct by_day {
	uint32_t *v, n;
	const struct merge *m;
};
struct by_day entries_by_day(struct merge *m,
			     bool (*wanted)(const struct entry *e));
bool entry_places_fit(const struct entry *a, const struct entry *b);
void link_entries(struct merge *m);
/* title.c */
void title_choose(struct merge *m, struct entry *e);
/* label.c: made in m->a */
str label_of(const struct merge *m, const struct entry *e, enum lang lang);

/* lineage.c: fills plans */
void plans_gather(struct merge *m);

/* write.c: shared pieces of the record's JSON */
struct place place_in(const struct merge *m, const struct evidence *e);
void put_place(struct json *j, struct place x);
void put_evidence(struct json *j, const struct merge *m,
		  const struct evidence *e);
void put_evidences(struct json *j, const char *key, const struct merge *m,
		   const struct evidences *list);
void evidence_add(const struct merge *m, struct evidences *list,
		  uint32_t article, span at, str rule);
struct record_item *item_begin(struct merge *m, const char *layer, str id);
/* It is whole; what was made since mark goes with it, but in a list. */
void item_end(struct merge *m, struct arena_mark mark);
/* A stable id: prefix and 50 bits of the hash. */
str id_of(struct arena *a, const char *prefix, uint64_t hash);
/* The same, but one that taken doesn't hold yet. */
str id_fresh(struct merge *m, struct map *taken, const char *prefix,
	     uint64_t hash);
void put_strs(struct json *j, const char *key, const str *v, uint32_t n);
uint64_t hash_mix(uint64_t h, str s);
uint64_t hash_number(uint64_t h, uint32_t x); /* as its digits */
uint64_t hash_span(const struct merge *m, uint32_t article, span at);

/* sum.c: once actors are known */
void sums_begin(struct merge *m, const struct rulings *r);
uint64_t sum_number(uint64_t h, uint64_t x);
uint64_t sum_str(uint64_t h, str s);
uint64_t sum_evidences(const struct merge *m, uint64_t h,
		       const struct evidences *list);
uint64_t entry_sum(const struct merge *m, const struct entry *e);
/* It is kept already: nothing is left to do. */
bool item_kept(struct merge *m, const char *layer, str id, uint64_t sum);

/* the layers */
void write_entries(struct merge *m);
/* actor.c */
void actors_gather(struct merge *m);
uint32_t person_at(struct merge *m, str id); /* index in actors */
struct spelling *person_spelling(struct merge *m, uint32_t person,
				 enum lang lang, str name);
struct held *person_held(struct merge *m, uint32_t person, enum lang lang,
			 bool former, str role);
void places_cut(struct places *list); /* in order, and not too many */
void person_settle(const struct merge *m, struct person *p);
void actors_name_parties(struct merge *m);
/* actor_json.c */
void write_actors(struct merge *m);
void write_statements(struct merge *m);
void write_positions(struct merge *m);
void write_proposals(struct merge *m);
void write_conflicts(struct merge *m);
void write_gaps(struct merge *m);
void write_reviews(struct merge *m, const struct rulings *r);

#endif
