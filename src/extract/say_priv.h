/* say_priv.h - rules of say, plan and stance, compiled; quotes in a text.
 *
 * frames_in() compiles NAME.rules of a language into perm memory, read-only
 * after. Quotes are lent by the doc's arena. */
#ifndef KEII_EXTRACT_SAY_PRIV_H
#define KEII_EXTRACT_SAY_PRIV_H

#include "extract/cast.h"
#include "extract/glance.h"
#include "extract/stage.h"
#include "pack/pattern.h"

enum { FRAME_KINDS = 512 }; /* fewer than that */

struct frame {
	const struct pattern *pattern;
	str id; /* of the rule; STR_NONE: a cue, which makes nothing itself */
	str kind, value, as;
};

struct frame_kind {
	str name;
	struct pattern_set *set; /* its rules */
	struct {
		VEC_OF(uint32_t);
	} frames;
};

struct frames {
	struct frame *v;
	uint32_t n;
	struct {
		VEC_OF(struct frame_kind);
	} kinds;
	/* by hash of their names: number of the kind + 1 */
	uint16_t kind_slots[FRAME_KINDS];
};

/* Frames whose words are looked for in each sentence: the kinds, blanks
 * between, and whose they are in the book. */
struct frames_seen {
	struct wordbook *book;
	enum word_of owner;
	const char *kinds;
};

/* seen: or NULL. value: the field kept beside the kind. NAME-cues.tsv gives
 * frames without an id: kind, match, value. */
void frames_in(struct frames *f, struct arena *a, const struct packs *p,
	       enum lang lang, const char *name, const struct frames_seen *seen,
	       const char *value, struct diags *diags);
/* First rule of the kind that matches at the byte, ends at it, or is found in
 * the span; NULL when none. */
const struct frame *frames_at(const struct frames *f, const char *kind,
			      str text, span in, uint32_t at, struct hit *hit);
const struct frame *frames_end(const struct frames *f, const char *kind,
			       str text, span in, uint32_t end,
			       struct hit *hit);
const struct frame *frames_find(const struct frames *f, const char *kind,
				str text, span in, struct hit *hit);

struct quotes {
	VEC_OF(span);
};

/* Outermost pairs of quotation marks, in order; each closes within its line. */
void quotes_find(struct doc *d, struct quotes *out);
/* The one that holds the byte; empty: none. */
span quotes_around(const struct quotes *q, uint32_t byte);
bool quotes_hold(const struct quotes *q, uint32_t byte);

/* Who acts in the clause: the topic (は), else the subject (が); in English
 * the first one named. Words inside quotes do not count. NO_REF when none. */
uint32_t say_subject(const struct doc *d, const struct mentions *m,
		     const struct quotes *q, span in);
/* The one told as source: 〜によると, according to X. */
uint32_t say_source(const struct doc *d, const struct mentions *m,
		    const struct quotes *q, span in);
/* say_when.c: the day on which the words `told`, in the sentence `in`, were
 * said: of the first whole date outside them, else of the heading or bullet
 * above; both DAY_NONE otherwise. */
void say_date(const struct doc *d, const struct mentions *m, span in, span told,
	      day *from, day *to);

/* ---- statements: say.c, say_ja.c, say_en.c */

/* One article while its statements are read. `topic` is who the sentences just
 * before are about, `person` the last of them who is a person, `head` the one
 * named in the bullet above. `verbs`: words of speech of the sentence; those
 * before byte `framed` belong to its quotes. */
struct speech {
	const struct say *s;
	const struct frames *f;
	struct doc *d;
	struct mentions *m;
	struct quotes quotes;
	uint32_t topic, topic_at, person, person_at, head, said, said_at;
	uint32_t framed;
	uint32_t hushed_at; /* sentence: words of somebody who isn't known */
	span hushed;	    /* what he is called there, or empty */
	span nobody;	    /* the one found last whom no actor stands for */
	struct hits verbs;
};

/* Who says something. unnamed: somebody does whom no actor stands for, so
 * nobody may be carried from the sentences before. */
struct voice {
	uint32_t speaker, reported_by, addressee;
	bool unnamed;
	span words;		   /* for the unnamed one, or empty */
	const struct frame *frame; /* that decides it, or NULL */
};

/* May it speak: acts, and isn't the press that is spoken to. */
bool voice_may(const struct speech *k, uint32_t actor);
/* The speaker of the sentences before, who goes on. */
uint32_t voice_carried(const struct speech *k, uint32_t sentence, bool person);
/* Does the unnamed one of the sentence before go on? */
bool voice_hushed(const struct speech *k, uint32_t sentence);
/* say_unnamed.c: the words for somebody whom no actor stands for: those that
 * end at the byte, from `low` on; empty: none that tell who it is. */
span en_nobody(const struct speech *k, uint32_t low, uint32_t end);
/* Those that begin at the byte: said a pilot of the Guild. */
span en_nobody_behind(const struct speech *k, uint32_t from, uint32_t to);
span ja_nobody(const struct speech *k, uint32_t low, uint32_t end);
/* The voice behind quote number q of the sentence; false: it is no statement.
 * predicate: the words are a sentence of their own. */
bool ja_quote(struct speech *k, uint32_t sentence, uint32_t q, bool predicate,
	      struct voice *v);
bool en_quote(struct speech *k, uint32_t sentence, uint32_t q, bool predicate,
	      struct voice *v);
/* The voice of told words whose frame stands at `frame`; from: where its
 * clause begins. */
void ja_told(struct speech *k, uint32_t sentence, uint32_t from, span frame,
	     struct voice *v);
bool en_told(struct speech *k, uint32_t sentence, uint32_t from, span verb,
	     uint32_t to, struct voice *v);
/* say_when.c: the words that the verb, between from and to, tells as its
 * speaker's, without the day beside it; and those told according to somebody.
 */
span en_told_words(const struct speech *k, uint32_t from, span verb,
		   uint32_t to);
span en_sourced_words(const struct speech *k, span in);
/* According to X: the source the sentence gives; false: none. */
bool en_source(const struct speech *k, uint32_t sentence, struct voice *v);
/* Told words of verb i that hold another's, up to verb `end`. */
void en_relayed(struct speech *k, uint32_t sentence, uint32_t i, uint32_t end,
		struct voice *v);
/* The English subject of the verb, looked for from `from` on. */
uint32_t en_subject(const struct speech *k, uint32_t sentence, uint32_t from,
		    uint32_t verb, bool *unnamed);
/* Whom the clause is about, for the sentences behind it. */
uint32_t en_topic(const struct speech *k, span in);

#endif
