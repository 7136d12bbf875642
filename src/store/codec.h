/* codec.h - what is kept of articles and record, packed by dictionaries that
 * were learned from the dossier itself.
 *
 * Zstandard frames (RFC 8878) with a check sum. An item has a thousand bytes
 * and little in it that comes again; but most of it stands in others too. Of
 * each kind of thing a dictionary is learned from some that are there, and
 * later ones are packed by it. A frame names its dictionary by its number, and
 * stands without the four bytes that all frames begin with. Knows no SQL:
 * dictionary.c keeps them.
 *
 * One codec is a store's, and of its thread; others may pack what that one
 * chose the dictionary for. */
#ifndef KEII_STORE_CODEC_H
#define KEII_STORE_CODEC_H

#include "base/arena.h"

/* Kinds of things: these, and each layer of the record. */
#define KIND_TEXT STR("text")
#define KIND_FOUND STR("found")

struct codec;
struct codec *codec_new(void);
void codec_free(struct codec **c);
/* Later ones of that kind are packed by it, until one is known that was
 * learned when there were more of the kind. An empty one: by none. */
void codec_add(struct codec *c, str kind, str dictionary, int64_t learned,
	       bool retired);
/* Those known serve to unpack alone: what comes is packed as at the start. */
void codec_retire(struct codec *c);
/* None is known any more. */
void codec_forget(struct codec *c);
/* How many of the kind there were when its dictionary was learned; 0: none. */
int64_t codec_learned(const struct codec *c, str kind);
bool codec_knows(const struct codec *c, uint32_t dictionary);

/* A dictionary of about size bytes, in a, for the kind; STR_NONE when the
 * samples, which stand one behind the other, give none. number: never given
 * before. */
str codec_learn(struct arena *a, str kind, uint32_t number, str samples,
		const size_t *sizes, uint32_t n, size_t size);
/* The number that frames name it by; 0: it is no dictionary. */
uint32_t codec_number(str dictionary);
/* The number of the frame's dictionary; 0: none. */
uint32_t codec_needs(str packed);

/* In a. */
str codec_pack(struct codec *c, struct arena *a, str kind, str bytes);
/* By none and in less time: of a piece that has what comes again in itself. */
str codec_pack_large(struct codec *c, struct arena *a, str bytes);
/* The same in two steps: the dictionary that serves the kind now, NULL for
 * none, good until codec_forget() or codec_free(); and packing by it, which
 * any thread may with a hand of its own. */
struct codec_by;
const struct codec_by *codec_by(struct codec *c, str kind);
struct codec_hand;
struct codec_hand *codec_hand_new(void);
void codec_hand_free(struct codec_hand **h);
str codec_pack_by(struct codec_hand *h, struct arena *a,
		  const struct codec_by *by, str bytes);
/* false: the frame is damaged, its dictionary is not known, or there are more
 * than most bytes. */
bool codec_unpack(struct codec *c, struct arena *a, str packed, size_t most,
		  str *out);

#endif
