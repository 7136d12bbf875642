/* event_priv.h - the lexicon of events and one article's way through it.
 *
 * A rule of event.rules names a kind and its predicates; a word of
 * event-cues.tsv tells what became of the event next to it. Both are found by
 * one trie each. Read-only after loading. */
#ifndef KEII_EXTRACT_EVENT_PRIV_H
#define KEII_EXTRACT_EVENT_PRIV_H

#include "extract/cast.h"
#include "extract/say_priv.h"
#include "pack/trie.h"

enum word_form {
	FORM_WORD,	 /* a noun or fixed words */
	FORM_BASE,	 /* meet */
	FORM_S,		 /* meets */
	FORM_ED,	 /* agreed: past or participle */
	FORM_PAST,	 /* gave */
	FORM_PARTICIPLE, /* given */
	FORM_ING,
};

struct event_rule {
	const struct rule *rule;
	str kind, plover, mode, cameo;
	str session;	     /* kind of one that is dated to the day */
	str future, refused; /* PLOVER type of one to come, of one denied */
	bool both;	     /* all take part alike */
	bool speech;	     /* done in words: the one who says it */
	bool governs;	     /* what it says to do is no event of its own */
	bool reverse;	     /* the doer is named as object */
	bool alone;	     /* a noun of it counts without a verb */
	bool dated;	     /* counts only with a date of its own */
	bool fruitless;	     /* tells that a meeting had no result */
	bool calls_off; /* a cancellation or postponement: of another event */
	bool weak;	/* counts only when two parties or a date are named */
};

/* One predicate: head in the trie; tail, if any, follows within reach. */
struct event_word {
	uint32_t rule;
	enum word_form form;
	str tail; /* words with '/' between, one of which must follow */
};

enum cue_side { CUE_BEFORE, CUE_AFTER };

struct cue {
	enum status status;
	enum cue_side side;
	uint32_t reach; /* bytes between cue and trigger */
	bool drop;	/* there is no event at all */
	bool passive;	/* the doer stands behind */
	bool present;	/* する: to come, when it is a meeting or a visit */
	bool governs;	/* agreed or asked for: an event only when joint */
	bool link;	/* し、: the status of what follows */
	bool noun;	/* tells of nouns only */
	bool background;
};

/* A unit of units.tsv: 人, 項目, prisoners. */
struct event_unit {
	str what, unit;
};

/* Lists of event-words.tsv, in the order of their names in event_load.c. */
enum event_words {
	JA_TOPIC_MARK,
	JA_NOT_THERE,
	JA_PART_OF_LAND,
	JA_GATHERING,
	JA_ON_OCCASION,
	JA_COUNT_UNIT,
	JA_TRADE,
	JA_NO_PART,
	JA_PARTICLE_VERB,
	JA_PLAN,
	JA_MEDIATES,
	JA_OWN_PLAN,
	JA_PRELUDE,
	JA_SAYING,
	JA_HOLDING,
	JA_ATTENDED,
	JA_CONTENT_END,
	JA_LIST_HEAD,
	JA_SPENT,
	JA_HANDLED,
	JA_IF,
	JA_PRESS,
	JA_AIM,
	JA_INTENT_TOLD,
	EVENT_WORDS
};

struct lexicon {
	struct {
		VEC_OF(struct event_rule);
	} rules;
	const struct event_rule *of_words; /* somebody's words; or NULL */
	struct {
		VEC_OF(struct event_word);
	} words;
	struct {
		VEC_OF(struct cue);
	} cues;
	struct {
		VEC_OF(struct event_unit);
	} units;
	struct trie *trie, *cue_trie, *unit_trie;
	/* each ends with NULL; empty where the pack has none */
	const char *const *ja[EVENT_WORDS];
};

struct event {
	struct lexicon lex[LANG_COUNT];
	const struct table *heads; /* titles of heads of a side */
};

/* A predicate found in the sentence. */
struct trigger {
	span at, clause;
	const struct event_rule *rule;
	const struct event_rule *noun; /* the same letters as a noun, or NULL */
	enum word_form form;
	enum status status;
	bool passive, dropped, background, verbal, linked, lasting;
	uint32_t head;	/* where the noun begins that it tells of, or 0 */
	bool attended;	/* those behind it are there */
	bool fronted;	/* a verb in front tells it: the topic is of another */
	bool tailed;	/* with a word that had to follow */
	bool past;	/* the words say that it was */
	bool agreed;	/* what is agreed or asked for */
	bool named_day; /* its day stands in front of it: 4日の会談で */
	bool undated;	/* a date with a comma is of the words of saying */
	bool relative;	/* a verb in front of a noun: has its date alone */
	uint32_t verb;	/* where the verb behind the noun ends, or 0 */
	uint32_t time;	/* of the event that was made of it, or NO_REF */
};

struct telling {
	const struct event *e;
	const struct lexicon *lex;
	struct doc *d;
	struct mentions *m;
	str low; /* the text in small ASCII letters, blanks for line ends */
	struct quotes quotes;
	uint32_t sentence;
	struct {
		VEC_OF(struct trigger);
	} triggers;
	struct trie_hits cues;	  /* of the sentence */
	uint32_t topic, topic_at; /* actor, sentence */
	uint32_t heading_time, heading_depth;
	uint32_t last_time, last_time_at;   /* time, sentence */
	uint32_t last_joint, last_joint_at; /* meeting or call, sentence */
	uint32_t last_met, last_met_at;	    /* no agreement of theirs */
	uint32_t headline; /* event: the last line of somebody's words */
	uint32_t last_named, last_named_at; /* the same, of nobody too */
};

void event_lexicon_in(struct lexicon *l, struct arena *a, const struct packs *p,
		      enum lang lang, struct diags *diags);

/* Of the kinds that are announced before they are: meetings, visits. */
bool event_is_joint(const struct event_rule *r);

/* Fill clause, status, passive, dropped of the triggers of the sentence. */
void event_ja(struct telling *t);
void event_en(struct telling *t);

/* Participants, place, date and source of one trigger, into x. */
void event_cast(struct telling *t, const struct trigger *g,
		struct event_mention *x);
/* Is there a date in the stretch? */
bool event_has_time(const struct telling *t, span in);
/* The time that begins there, or NO_REF. */
uint32_t event_time_at(const struct telling *t, uint32_t byte);
bool event_time_ends(const struct telling *t, uint32_t byte);
bool event_quoted(const struct telling *t, uint32_t byte);
/* A meeting, call or visit that was cancelled or postponed. */
bool event_was_called_off(const struct event_rule *r, enum status status);
/* A date; also one whose month or year nobody told (XXXX-11-03). */
bool event_time_names_day(const struct time_mention *x);
/* Behind the day the article was published. */
bool event_time_to_come(const struct telling *t, const struct time_mention *x);
/* PORT, June 22 (Agency) -: the day of the report, not of what it tells. */
bool event_dateline(const struct telling *t, const struct time_mention *x);
/* May it be the trigger's: does no other word have it for its own? */
bool event_time_usable(const struct telling *t, const struct time_mention *x,
		       const struct trigger *g);
/* の発表によると, の声明によれば: what follows a date. */
bool event_announced(str rest);
/* Was it before what the text told of last: 既に合意, 要請したことを受け? */
bool ja_before_that(const struct telling *t, const struct trigger *g);
/* Is the meeting named with its day still to come, by the sentence's end? */
bool ja_still_open(const struct telling *t, const struct trigger *g,
		   const struct time_mention *x);
/* 昨年2月の県民投票で「…」: the day of another thing than what is said? */
bool ja_other_thing(const struct telling *t, const struct time_mention *x);
/* The last event has its day from words that another said before: leaves it
 * open. */
void ja_not_others_day(struct telling *t, struct event_mention *x,
		       uint32_t who);
void event_date(struct telling *t, const struct trigger *g,
		struct event_mention *x);

/* Japanese: what a text goes back to, or says was done once more, has date
 * and parties from the meeting told before. */
void event_again(struct telling *t, const struct trigger *g,
		 struct event_mention *x);

/* Dated statements of the sentence, from *next on, that are events. */
void event_statements(struct telling *t, span in, uint32_t *next);

/* Said on its day by him whose words the headline above are. */
bool event_below_headline(const struct telling *t,
			  const struct event_mention *x, uint32_t who);

/* Numbers with units in the event's clause. */
void event_numbers(struct telling *t, struct event_mention *x);

#endif
