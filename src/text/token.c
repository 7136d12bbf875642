/* token.c - the words of one sentence.
 *
 * Japanese: MeCab with a JUMAN dictionary, whose features (品詞, 品詞細分類,
 * 活用型, 活用形, 原形 …) become the coarse classes of doc.h. Base and form of
 * a token point into the dictionary where they stand there, so nothing is
 * copied: they live as long as the tagger. English: text/word.c. */
#include <mecab.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/err.h"
#include "text/doc.h"
#include "text/word.h"

struct tagger {
	mecab_model_t *model;
	mecab_t *mecab;
	mecab_lattice_t *lattice;
	bool twin; /* the model is another's */
};

enum feature {
	FEATURE_POS,
	FEATURE_SUB,
	FEATURE_TYPE,
	FEATURE_FORM,
	FEATURE_BASE,
	FEATURES
};

static const char *const dictionaries[] = {
	"/var/lib/mecab/dic/juman-utf8",
	"/usr/lib/mecab/dic/jumandic",
	"/usr/lib/x86_64-linux-gnu/mecab/dic/jumandic",
	"/usr/local/lib/mecab/dic/jumandic",
};

static const struct {
	const char *pos, *sub; /* sub NULL: any */
	enum token_pos is;
} classes[] = {
	{ "名詞", "普通名詞", TOKEN_NOUN },
	{ "名詞", "サ変名詞", TOKEN_SAHEN },
	{ "名詞", "地名", TOKEN_PLACE },
	{ "名詞", "人名", TOKEN_PERSON },
	{ "名詞", "組織名", TOKEN_ORG },
	{ "名詞", "固有名詞", TOKEN_PROPER },
	{ "名詞", "数詞", TOKEN_NUMBER },
	{ "名詞", NULL, TOKEN_NOUN },
	{ "助詞", "格助詞", TOKEN_CASE },
	{ "助詞", "副助詞", TOKEN_TOPIC },
	{ "助詞", "接続助詞", TOKEN_LINK },
	{ "特殊", NULL, TOKEN_SYMBOL },
	{ "動詞", NULL, TOKEN_VERB },
	{ "接尾辞", NULL, TOKEN_SUFFIX },
	{ "接頭辞", NULL, TOKEN_PREFIX },
	{ "形容詞", NULL, TOKEN_ADJECTIVE },
	{ "判定詞", NULL, TOKEN_COPULA },
	{ "助動詞", NULL, TOKEN_COPULA },
	{ "副詞", NULL, TOKEN_ADVERB },
	{ "指示詞", NULL, TOKEN_DEMONSTRATIVE },
	{ "接続詞", NULL, TOKEN_LINK },
	{ "未定義語", NULL, TOKEN_UNKNOWN },
};

static void split_feature(const char *feature, str out[FEATURES])
{
	for (int i = 0; i < FEATURES; i++) {
		size_t n = strcspn(feature, ",");

		out[i] = (str){ feature, n };
		feature += n;
		if (*feature)
			feature++;
	}
}

static enum token_pos class_of(const mecab_node_t *node, const str f[FEATURES])
{
	enum token_pos pos = TOKEN_OTHER;

	for (size_t i = 0; i < COUNT(classes); i++) {
		if (!str_is(f[FEATURE_POS], classes[i].pos))
			continue;
		pos = classes[i].is;
		if (!classes[i].sub || str_is(f[FEATURE_SUB], classes[i].sub))
			break;
	}
	/* a guessed 人名 or 組織名 is no knowledge: the name stage decides */
	if (node->stat == MECAB_UNK_NODE && pos != TOKEN_NUMBER &&
	    pos != TOKEN_SYMBOL)
		pos = TOKEN_UNKNOWN;
	return pos;
}

static str told(str feature)
{
	return feature.n == 0 || str_is(feature, "*") ? STR_NONE : feature;
}

static void tag_japanese(struct doc *d, span at)
{
	const struct tagger *t = d->tagger;
	const char *text = d->text.p;
	const mecab_node_t *node;

	mecab_lattice_set_sentence2(t->lattice, text + at.from,
				    at.to - at.from);
	if (!mecab_parse_lattice(t->mecab, t->lattice))
		return;
	node = mecab_lattice_get_bos_node(t->lattice);
	for (; node; node = node->next) {
		str f[FEATURES];
		struct token *k;

		if (node->stat == MECAB_BOS_NODE ||
		    node->stat == MECAB_EOS_NODE || !node->length)
			continue;
		split_feature(node->feature, f);
		k = vec_add(d->arena, &d->tokens);
		k->at.from = (uint32_t)(node->surface - text);
		k->at.to = k->at.from + node->length;
		k->pos = class_of(node, f);
		k->base = told(f[FEATURE_BASE]);
		if (!k->base.p)
			k->base = (str){ node->surface, node->length };
		k->form = told(f[FEATURE_FORM]);
	}
}

const struct token *doc_tokens(struct doc *d, uint32_t sentence, uint32_t *n)
{
	struct sentence *s;

	*n = 0;
	if (sentence >= d->sentences.n)
		return NULL;
	s = &d->sentences.v[sentence];
	if (!s->tokenised) {
		s->token_from = d->tokens.n;
		if (d->lang == LANG_EN)
			words_in(d, s->at);
		else if (d->tagger)
			tag_japanese(d, s->at);
		s->token_to = d->tokens.n;
		s->tokenised = true;
	}
	*n = s->token_to - s->token_from;
	return *n ? d->tokens.v + s->token_from : NULL;
}

void tagger_free(struct tagger **t)
{
	if (!*t)
		return;
	if ((*t)->lattice)
		mecab_lattice_destroy((*t)->lattice);
	if ((*t)->mecab)
		mecab_destroy((*t)->mecab);
	if ((*t)->model && !(*t)->twin)
		mecab_model_destroy((*t)->model);
	free(*t);
	*t = NULL;
}

/* The first folder that holds a dictionary. */
static const char *find_dictionary(void)
{
	const char *dir = getenv("KEII_MECAB_DIC");

	if (dir && *dir)
		return dir;
	for (size_t i = 0; i < COUNT(dictionaries); i++)
		if (access(dictionaries[i], R_OK) == 0)
			return dictionaries[i];
	return dictionaries[0];
}

/* Classes are read by JUMAN's names: another dictionary would give none. */
static bool speaks_juman(const struct tagger *t)
{
	const mecab_dictionary_info_t *info =
		mecab_model_dictionary_info(t->model);
	const mecab_node_t *node;

	if (!info || !info->charset ||
	    (strcmp(info->charset, "UTF-8") != 0 &&
	     strcmp(info->charset, "utf-8") != 0 &&
	     strcmp(info->charset, "utf8") != 0))
		return false;
	mecab_lattice_set_sentence2(t->lattice, "。", strlen("。"));
	if (!mecab_parse_lattice(t->mecab, t->lattice))
		return false;
	node = mecab_lattice_get_bos_node(t->lattice);
	return node && node->next &&
	       strncmp(node->next->feature, "特殊", strlen("特殊")) == 0;
}

struct tagger *tagger_new(struct err *e)
{
	const char *dir = find_dictionary();
	struct tagger *t = xmalloc(sizeof(*t));
	char name[] = "keii", rc[] = "-r", none[] = "/dev/null", d[] = "-d";
	char *path = xmalloc(strlen(dir) + 1);
	char *argv[] = { name, rc, none, d, path };

	memset(t, 0, sizeof(*t));
	memcpy(path, dir, strlen(dir) + 1);
	t->model = mecab_model_new((int)COUNT(argv), argv);
	free(path);
	if (t->model) {
		t->mecab = mecab_model_new_tagger(t->model);
		t->lattice = mecab_model_new_lattice(t->model);
	}
	if (!t->mecab || !t->lattice) {
		err_set(e, ERR_IO,
			"no Japanese dictionary at %s (package "
			"mecab-jumandic-utf8, or set KEII_MECAB_DIC)",
			dir);
		tagger_free(&t);
	} else if (!speaks_juman(t)) {
		err_set(e, ERR_IO, "%s is no JUMAN dictionary in UTF-8", dir);
		tagger_free(&t);
	}
	return t;
}

struct tagger *tagger_twin(const struct tagger *t)
{
	struct tagger *twin = xmalloc(sizeof(*twin));

	*twin = (struct tagger){ .model = t->model, .twin = true };
	twin->mecab = mecab_model_new_tagger(t->model);
	twin->lattice = mecab_model_new_lattice(t->model);
	kassert(twin->mecab && twin->lattice); /* the first one had both */
	return twin;
}
