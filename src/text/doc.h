/* doc.h - one article as text: its metadata, sentences and tokens.
 *
 * Everything hangs on the doc's arena and is freed with it. Offsets are bytes
 * of doc->text. Sentences are cut by doc_sentences(); tokens are made only for
 * sentences that a stage asks for (doc_tokens), since the tokeniser is the
 * dearest part of the way. */
#ifndef KEII_TEXT_DOC_H
#define KEII_TEXT_DOC_H

#include "base/day.h"
#include "base/diag.h"
#include "base/vec.h"

enum lang { LANG_JA, LANG_EN, LANG_COUNT };

enum sentence_kind {
	SENTENCE_BODY,
	SENTENCE_HEADING, /* a line of its own without sentence end */
	SENTENCE_BULLET,  /* list item; depth tells the nesting */
	SENTENCE_CAPTION, /* photo caption: not part of the story */
	SENTENCE_SOURCE,  /* "Source: …", reference lists, bare URLs */
};

struct sentence {
	span at; /* without blanks on either end and without bullet marks */
	enum sentence_kind kind;
	uint16_t depth; /* 0 = outside lists; items of the outermost list and
			 * the lines indented below them 1, nested ones 2 … */
	uint32_t paragraph; /* counts from 0; a line end starts a new one */
	uint32_t token_from, token_to; /* in doc->tokens, once made */
	bool tokenised;
};

/* Part of speech, coarse (JUMAN's classes; English: words and numbers). */
enum token_pos {
	TOKEN_OTHER,
	TOKEN_NOUN,
	TOKEN_SAHEN,   /* サ変名詞: 会談 in 会談する */
	TOKEN_PERSON,  /* 人名 */
	TOKEN_PLACE,   /* 地名 */
	TOKEN_ORG,     /* 組織名 */
	TOKEN_PROPER,  /* other 固有名詞 */
	TOKEN_NUMBER,  /* 数詞 */
	TOKEN_UNKNOWN, /* 未定義語: katakana and Latin names fall here */
	TOKEN_VERB,
	TOKEN_ADJECTIVE,
	TOKEN_COPULA, /* 判定詞 and 助動詞 */
	TOKEN_CASE, /* 格助詞 が を に と で から まで へ より */
	TOKEN_TOPIC, /* 副助詞 は も … */
	TOKEN_LINK,  /* 接続助詞 and 接続詞 */
	TOKEN_PREFIX,
	TOKEN_SUFFIX, /* 接尾辞: 氏 側 的 … */
	TOKEN_ADVERB,
	TOKEN_DEMONSTRATIVE, /* 指示詞 */
	TOKEN_SYMBOL,
	TOKEN_WORD, /* English: no tagger, words only */
};

struct token {
	span at;
	enum token_pos pos;
	str base; /* dictionary form; English: lower case; may lie in the
		   * dictionary: lives as long as doc and tagger */
	str form; /* 活用形 ("タ形", "基本形" …) or STR_NONE */
};

struct doc {
	struct arena *arena;
	str id, text;
	str title, url, publisher; /* STR_NONE when not told */
	enum lang lang;
	day published;	     /* DAY_NONE when not told */
	str published_text;  /* as given, e.g. 2026-02-22T18:45+09:00 */
	str published_basis; /* given, text, url, markup, none */
	struct {
		VEC_OF(struct sentence);
	} sentences;
	struct {
		VEC_OF(struct token);
	} tokens;
	struct diags diags;
	struct tagger *tagger; /* lent by the caller; NULL: no tokens */
};

/* An empty doc in a; text and metadata are set by the caller. */
struct doc *doc_in(struct arena *a);
/* Japanese when kana or kanji make up a tenth of the letters. */
enum lang doc_guess_lang(str text);
str lang_name(enum lang lang); /* "ja", "en" */
/* LANG_COUNT when s names none. */
enum lang lang_by_name(str s);

/* Cuts doc->text into doc->sentences. Called once, before any stage. */
void doc_sentences(struct doc *d);
/* Index of the sentence that holds the byte, or the next one; n at the end. */
uint32_t doc_sentence_at(const struct doc *d, uint32_t byte);
/* Tokens of one sentence, made on first call; lent, valid until the next
 * doc_tokens call on another sentence makes more. */
const struct token *doc_tokens(struct doc *d, uint32_t sentence, uint32_t *n);

/* The tokeniser: MeCab with jumandic. One per thread. NULL and e set when the
 * dictionary can't be opened; then docs go on without Japanese tokens. */
struct err;
struct tagger *tagger_new(struct err *e);
/* Another of the same dictionary, for another thread; t must outlive it. */
struct tagger *tagger_twin(const struct tagger *t);
void tagger_free(struct tagger **t);

#endif
