/* event_ja.h - private to event_ja*.c: is an event told, or only named? */
#ifndef KEII_EXTRACT_EVENT_JA_H
#define KEII_EXTRACT_EVENT_JA_H

#include "extract/event_priv.h"

/* The cue behind the predicate that decides, of those before in.to; reaches
 * are told from in.from. NULL when none is near; *cue is where it stands. */
const struct cue *ja_cue(const struct telling *t, struct trigger *g, span in,
			 span *cue);
/* Sets status and all else that the cue tells. */
void ja_by_cue(const struct telling *t, struct trigger *g, const struct cue *c,
	       span cue);
/* Is the verb at the sentence's end of what is to come? */
bool ja_ends_open(const struct telling *t);
/* Three bytes of a kanji, katakana or an opening bracket: a noun begins. */
bool ja_noun_begins(str s);
/* The word can stand before a noun: 示した, but not 電話し、. */
bool ja_can_modify(str word);
/* Has the predicate a date to itself? */
bool ja_dated_itself(const struct telling *t, const struct trigger *g);
/* Does the cue at that place tell of the noun behind it? */
bool ja_of_noun(const struct telling *t, const struct trigger *g, span cue,
		const struct cue *c);
/* していた before a noun, the words ending at `end`. */
bool ja_had_been(const struct telling *t, const struct trigger *g,
		 uint32_t end);
/* 呼びかけで開かれた, 会談終了後に: why or when something else was. */
bool ja_reason(const struct telling *t, const struct trigger *g, str rest);
/* What stands behind an event noun: it is named, not told. */
bool ja_only_named(const struct telling *t, const struct trigger *g, str rest);
/* Bytes of the ending that makes a noun's clause of the predicate, or 0. */
uint32_t ja_relative(str rest);
/* 会議には…が出席する: sets status and clause. */
bool ja_attended(const struct telling *t, struct trigger *g,
		 const struct sentence *s, str rest);
/* 会談は…終了した: sets status and clause. */
bool ja_topic_told(const struct telling *t, struct trigger *g,
		   const struct sentence *s, str rest);
/* Does what ends at `at` stand in a clause of a noun? */
bool ja_inside(const struct telling *t, uint32_t at, uint32_t to);
/* 開く会議, 行われた会談: sets the status. */
bool ja_told_in_front(const struct telling *t, struct trigger *g);
/* 次の会談は「来週になる」と話した: words on a meeting to come. */
bool ja_foretold(const struct trigger *g, str rest);
/* A meeting named with its day: 11月10日の会談で. */
bool ja_day_of_noun(const struct telling *t, struct trigger *g, str rest);
bool ja_kanji_ends(str s, span at);
/* The words end in kanji and no verb ending follows. */
bool ja_bare(str s, span at);
/* A noun without a verb that counts all the same: in headings and lists. */
bool ja_bare_noun_tells(const struct telling *t, const struct trigger *g,
			const struct sentence *s);

#endif
