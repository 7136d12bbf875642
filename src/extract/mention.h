/* mention.h - what one article says: the structs of SCHEMA section 1.
 *
 * All strings and arrays live in the doc's arena or in the packs. References
 * between mentions are indexes into the arrays of struct mentions; NO_REF is
 * none. Field names follow docs/SCHEMA.md. */
#ifndef KEII_EXTRACT_MENTION_H
#define KEII_EXTRACT_MENTION_H

#include "text/doc.h"

#define NO_REF UINT32_MAX

enum time_type { TIME_DATE, TIME_TIME, TIME_DURATION, TIME_SET };

enum precision {
	PRECISION_NONE,
	PRECISION_DECADE,
	PRECISION_YEAR,
	PRECISION_HALF,
	PRECISION_QUARTER,
	PRECISION_SEASON,
	PRECISION_MONTH,
	PRECISION_PART, /* third of a month and the like */
	PRECISION_WEEK,
	PRECISION_DAY,
	PRECISION_HOUR,
	PRECISION_MINUTE,
};

struct time_mention {
	span at;
	enum time_type type;
	str value, mod; /* TIMEX3; mod STR_NONE when none */
	day from, to;	/* inclusive; DAY_NONE = open or unknown */
	enum precision precision;
	str edtf;  /* level 1; STR_NONE when the value has no such form */
	str basis; /* in words: "explicit", "heading 2月18日", "published
		      2025-02-13" */
	str rule;
	bool heading;  /* stands in a heading or bullet that dates what follows
			*/
	bool deadline; /* までに, by, within */
	bool metadata; /* a date line of the page, not of the story */
};

enum actor_kind {
	ACTOR_PERSON,
	ACTOR_STATE,
	ACTOR_GOVERNMENT,
	ACTOR_ORGANISATION,
	ACTOR_GROUP,
	ACTOR_BLOC,
	ACTOR_PLACE,
	ACTOR_COMPOUND,
	ACTOR_MEDIA, /* newspapers, agencies: written as organisation */
};

struct actor_mention {
	span at;      /* the name with its titles as the text has them */
	span name_at; /* the bare name inside */
	str id; /* stable over articles: "p.kato-haruo", "s.USA", "l.geneva" */
	str name; /* canonical English name */
	enum actor_kind kind;
	str party; /* ISO 3166-1 alpha-3, or a bloc's or topic's code; or
		      STR_NONE */
	str role;  /* title as told ("大統領"), or STR_NONE */
	const str *members; /* parties or actor ids of a compound or group */
	uint32_t n_members;
	bool reference; /* 同氏, he, 両首脳: resolved to id, not a name itself
			 */
	bool former;	/* 前, 元, former */
	str rule;
};

enum status {
	STATUS_HELD,
	STATUS_ONGOING,
	STATUS_PLANNED,
	STATUS_PROPOSED,
	STATUS_CANCELLED,
	STATUS_POSTPONED,
	STATUS_DENIED,
	STATUS_HYPOTHETICAL,
};

enum part_role {
	PART_SOURCE,
	PART_TARGET,
	PART_MEDIATOR,
	PART_HOST,
	PART_PARTICIPANT
};

struct participant {
	uint32_t
		actor; /* index of an actor_mention; its span is the evidence */
	enum part_role role;
};

struct magnitude {
	span at;
	double value;
	str what, unit;
};

struct event_mention {
	span at; /* the clause or sentence that tells it */
	span trigger;
	str kind;		 /* one of SCHEMA's kinds */
	str plover, mode, cameo; /* from core/kinds.tsv; STR_NONE when none */
	enum status status;
	day from, to;
	enum precision precision;
	uint32_t time;	/* the time_mention that dates it, or NO_REF */
	str date_basis; /* "own phrase", "heading", "sentence before", "none" */
	const struct participant *participants;
	uint32_t n_participants;
	uint32_t place; /* an actor_mention of kind place, or NO_REF */
	const struct magnitude *magnitudes;
	uint32_t n_magnitudes;
	uint32_t claimed_by; /* actor_mention, or NO_REF */
	uint32_t cancels; /* event_mention that this one cancels or postpones */
	const str *issues;
	uint32_t n_issues;
	bool background; /* history, caption, example */
	span fruitless;	 /* words that it ended without a result, or empty */
	str rule;
};

enum statement_form { FORM_DIRECT, FORM_FRAGMENT, FORM_INDIRECT };

struct statement_mention {
	span at;    /* sentence or clause with its frame */
	span quote; /* with brackets; from == to: none (indirect) */
	enum statement_form form;
	uint32_t speaker, reported_by, addressee; /* actor_mentions or NO_REF */
	span voice; /* words for a speaker whom no actor stands for; or empty */
	str medium; /* "sns", "press-conference", "interview", … or STR_NONE */
	bool impression; /* what the speaker took another to mean */
	day from, to;
	const str *issues;
	uint32_t n_issues;
	str rule;
};

struct position_mention {
	span at;
	str issue, party; /* codes */
	uint32_t holder;  /* actor_mention or NO_REF */
	/* demand condition offer accept reject view threat in_document
	 * attributed */
	str force;
	str stance; /* short neutral words, or the source's own */
	day from, to;
	str rule;
};

struct response {
	str party, answer;
	span at;
};

struct proposal_mention {
	span at;
	str name;	    /* as the text calls it */
	int items;	    /* number of points; 0 = not told */
	const str *authors; /* parties */
	uint32_t n_authors;
	str kind;
	str revises; /* name of what it revises, or STR_NONE */
	day from, to;
	const struct response *responses;
	uint32_t n_responses;
	str rule;
};

struct mentions {
	struct {
		VEC_OF(struct time_mention);
	} times;
	struct {
		VEC_OF(struct actor_mention);
	} actors;
	struct {
		VEC_OF(struct event_mention);
	} events;
	struct {
		VEC_OF(struct statement_mention);
	} statements;
	struct {
		VEC_OF(struct position_mention);
	} positions;
	struct {
		VEC_OF(struct proposal_mention);
	} proposals;
	struct glance
		*glance; /* lent to the stages that read statements and on */
};

/* Index of the first time that begins at byte or later: they stand in the order
 * of the text. Of actors: cast_from(). */
uint32_t times_from(const struct mentions *m, uint32_t byte);

str time_type_name(enum time_type t);
str precision_name(enum precision p); /* STR_NONE for PRECISION_NONE */
str actor_kind_name(enum actor_kind k);
str status_name(enum status s);
str part_role_name(enum part_role r);
str form_name(enum statement_form f);

#endif
