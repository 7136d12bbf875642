/* event_load.c - event.rules, kinds.tsv and event-cues.tsv into tries, the
 * words of event-words.tsv into lists.
 *
 * English verbs are written in their base form, irregular ones with their
 * forms (give:gave:given), and put into the trie in all of them. */
#include "extract/event_priv.h"

struct loading {
	struct lexicon *l;
	struct arena *a;
	const struct packs *packs;
	enum lang lang;
	struct {
		VEC_OF(struct trie_word);
	} heads;
};

static bool vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Said with weight on the last syllable: submit, expel, but not limit. */
static bool ends_heavy(str s)
{
	static const char *const verbs[] = {
		"submit", "commit", "permit",	"admit",  "expel",
		"compel", "repel",  "regret",	"patrol", "control",
		"rebel",  "defer",  "refer",	"confer", "transfer",
		"deter",  "kidnap", "handicap", "equip",  "rebut",
		"outbid", "concur", "prefer",	"abet",	  "propel"
	};

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (str_is(s, verbs[i]))
			return true;
	return false;
}

/* Does the last consonant double: stop, ban, but not veto, visit, play? */
static bool doubles(str s)
{
	uint32_t vowels = 0;

	if (ends_heavy(s))
		return true;
	if (s.n < 3 || vowel(s.p[s.n - 1]) || !vowel(s.p[s.n - 2]) ||
	    vowel(s.p[s.n - 3]) || memchr("wxy", s.p[s.n - 1], 3))
		return false;
	for (size_t i = 0; i < s.n; i++)
		vowels += vowel(s.p[i]);
	return vowels == 1;
}

static str inflect(struct arena *a, str s, enum word_form form)
{
	char last = s.p[s.n - 1], before = s.n > 1 ? s.p[s.n - 2] : 'a';
	const char *end = form == FORM_ING ? "ing"
			  : form == FORM_S ? "s"
					   : "ed";

	if (form == FORM_S) {
		if (memchr("sxz", last, 3) ||
		    (last == 'h' && memchr("sc", before, 2)))
			end = "es";
		else if (last == 'y' && !vowel(before))
			return arena_printf(a, "%.*sies", (int)s.n - 1, s.p);
	} else if (last == 'e' && (form == FORM_ED || before != 'e')) {
		s.n--;
	} else if (last == 'y' && !vowel(before) && form == FORM_ED) {
		return arena_printf(a, "%.*sied", (int)s.n - 1, s.p);
	} else if (doubles(s)) {
		return arena_printf(a, "%.*s%c%s", STR_FMT(s), last, end);
	}
	return arena_printf(a, "%.*s%s", STR_FMT(s), end);
}

static void add_word(struct loading *k, str head, str tail, enum word_form form)
{
	struct event_word *w = vec_add(k->a, &k->l->words);

	if (!head.n)
		return;
	*w = (struct event_word){ k->l->rules.n - 1, form, tail };
	*vec_add(k->a, &k->heads) =
		(struct trie_word){ arena_str(k->a, head), k->l->words.n - 1 };
}

/* The verb with what follows it, in each form. */
static void add_verb(struct loading *k, str head, str tail)
{
	size_t blank = str_find(head, STR(" "), 0);
	str verb = str_cut(head, 0, blank);
	str more = blank == SIZE_MAX ? STR("") : str_cut(head, blank, head.n);
	str base = str_token(&verb, ':');
	str past = verb.p ? str_token(&verb, ':') : STR_NONE;
	str done = verb.p ? str_token(&verb, ':') : STR_NONE;
	str ing = verb.p ? str_token(&verb, ':') : STR_NONE;
	str forms[7] = { [FORM_BASE] = base };

	forms[FORM_S] = inflect(k->a, base, FORM_S);
	forms[FORM_ING] = ing.n ? ing : inflect(k->a, base, FORM_ING);
	if (past.n && done.n && !str_eq(past, done)) {
		forms[FORM_PAST] = past;
		forms[FORM_PARTICIPLE] = done;
	} else {
		forms[FORM_ED] = past.n ? past : inflect(k->a, base, FORM_ED);
	}
	for (int f = FORM_BASE; f <= FORM_ING; f++)
		if (forms[f].n)
			add_word(k,
				 arena_printf(k->a, "%.*s%.*s",
					      STR_FMT(forms[f]), STR_FMT(more)),
				 tail, (enum word_form)f);
}

static void add_words(struct loading *k, str list, bool verbs)
{
	while (list.p) {
		str word = str_trim(str_token(&list, '|')), tail = STR_NONE;
		size_t star = str_find(word, STR("*"), 0);

		if (star != SIZE_MAX) {
			tail = str_trim(str_cut(word, star + 1, word.n));
			word = str_trim(str_cut(word, 0, star));
		}
		if (!word.n)
			continue;
		if (verbs && k->lang == LANG_EN)
			add_verb(k, word, tail);
		else
			add_word(k, word, tail, verbs ? FORM_BASE : FORM_WORD);
	}
}

static void set_kind(struct loading *k, struct event_rule *r)
{
	const struct table *t = packs_table(k->packs, "", "kinds");
	const struct rule *of = r->rule;
	str own;

	for (uint32_t i = 0; i < t->n; i++) {
		if (!str_eq(table_cell(t, i, table_column(t, "kind")), r->kind))
			continue;
		r->plover = table_cell(t, i, table_column(t, "plover"));
		r->mode = table_cell(t, i, table_column(t, "mode"));
		r->cameo = table_cell(t, i, table_column(t, "cameo"));
		r->future = table_cell(t, i, table_column(t, "future"));
		r->refused = table_cell(t, i, table_column(t, "refused"));
		r->both = str_is(table_cell(t, i, table_column(t, "roles")),
				 "both");
	}
	own = rule_field(of, "plover");
	if (own.n) {
		r->plover = own;
		r->mode = STR_NONE;
	}
	own = rule_field(of, "mode");
	r->mode = own.n ? own : r->mode;
	own = rule_field(of, "cameo");
	r->cameo = own.n ? own : r->cameo;
	own = rule_field(of, "roles");
	r->both = own.n ? str_is(own, "both") : r->both;
	r->reverse = str_is(own, "reverse");
	if (!r->plover.n)
		r->plover = STR_NONE;
	if (!r->mode.n)
		r->mode = STR_NONE;
}

bool event_is_joint(const struct event_rule *r)
{
	return str_is(r->kind, "meeting") || str_is(r->kind, "talks") ||
	       str_is(r->kind, "call") || str_is(r->kind, "visit") ||
	       str_is(r->kind, "signing");
}

bool event_was_called_off(const struct event_rule *r, enum status status)
{
	return event_is_joint(r) &&
	       (status == STATUS_CANCELLED || status == STATUS_POSTPONED);
}

static bool is_speech(str kind)
{
	static const char *const list[] = {
		"proposal",	"counterproposal",    "agreement",
		"acceptance",	"rejection",	      "demand",
		"offer",	"readiness",	      "threat",
		"deadline",	"criticism",	      "praise",
		"invitation",	"statement",	      "report",
		"cancellation", "partial-acceptance", "postponement",
	};

	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
		if (str_is(kind, list[i]))
			return true;
	return false;
}

static void load_rules(struct loading *k)
{
	char code[8] = { 0 };
	const struct rules *rules;

	memcpy(code, lang_name(k->lang).p, lang_name(k->lang).n);
	rules = packs_rules(k->packs, code, "event");
	for (uint32_t i = 0; i < rules->n; i++) {
		struct event_rule *r = vec_add(k->a, &k->l->rules);

		r->rule = &rules->v[i];
		r->kind = rule_field(r->rule, "kind");
		r->speech = is_speech(r->kind);
		r->session = rule_field(r->rule, "session");
		r->governs = str_is(rule_field(r->rule, "governs"), "yes");
		r->alone = str_is(rule_field(r->rule, "alone"), "yes");
		r->dated = str_is(rule_field(r->rule, "dated"), "yes");
		r->weak = str_is(rule_field(r->rule, "weak"), "yes");
		r->fruitless = str_is(rule_field(r->rule, "result"), "none");
		r->calls_off = str_is(r->kind, "cancellation") ||
			       str_is(r->kind, "postponement");
		set_kind(k, r);
		add_words(k, rule_field(r->rule, "verbs"), true);
		add_words(k, rule_field(r->rule, "words"), false);
	}
	for (uint32_t i = 0; i < rules->n; i++)
		if (str_is(rule_field(&rules->v[i], "from"), "statements"))
			k->l->of_words = &k->l->rules.v[i];
}

static enum status status_by_name(str s)
{
	for (int i = 0; i <= STATUS_HYPOTHETICAL; i++)
		if (str_eq(status_name((enum status)i), s))
			return (enum status)i;
	return STATUS_HELD;
}

static void load_cues(struct loading *k)
{
	char code[8] = { 0 };
	const struct table *t;
	struct {
		VEC_OF(struct trie_word);
	} words = { 0 };

	memcpy(code, lang_name(k->lang).p, lang_name(k->lang).n);
	t = packs_table(k->packs, code, "event-cues");
	for (uint32_t i = 0; i < t->n; i++) {
		str list = table_cell(t, i, table_column(t, "words"));
		str what = table_cell(t, i, table_column(t, "status"));
		long reach =
			str_to_long(table_cell(t, i, table_column(t, "reach")));
		struct cue *c = vec_add(k->a, &k->l->cues);

		c->status = status_by_name(what);
		c->present = str_is(what, "present");
		c->governs = str_is(what, "agreed") || str_is(what, "asked");
		if (c->governs)
			c->status = str_is(what, "agreed") ? STATUS_PLANNED
							   : STATUS_PROPOSED;
		c->link = str_is(what, "link");
		c->noun =
			str_is(table_cell(t, i, table_column(t, "of")), "noun");
		c->drop = str_is(what, "none");
		c->passive = str_is(what, "passive");
		c->background = str_is(what, "background");
		c->side = str_is(table_cell(t, i, table_column(t, "side")),
				 "before")
				  ? CUE_BEFORE
				  : CUE_AFTER;
		c->reach = reach > 0 ? (uint32_t)reach : 0;
		while (list.p) {
			str w = str_trim(str_token(&list, '|'));

			if (w.n)
				*vec_add(k->a, &words) =
					(struct trie_word){ w,
							    k->l->cues.n - 1 };
		}
	}
	k->l->cue_trie = trie_in(k->a, words.v, words.n);
}

static void load_units(struct loading *k)
{
	char code[8] = { 0 };
	const struct table *t;
	struct {
		VEC_OF(struct trie_word);
	} words = { 0 };

	memcpy(code, lang_name(k->lang).p, lang_name(k->lang).n);
	t = packs_table(k->packs, code, "units");
	for (uint32_t i = 0; i < t->n; i++) {
		str list = table_cell(t, i, table_column(t, "words"));

		*vec_add(k->a, &k->l->units) = (struct event_unit){
			table_cell(t, i, table_column(t, "what")),
			table_cell(t, i, table_column(t, "unit"))
		};
		while (list.p) {
			str w = str_trim(str_token(&list, '|'));

			if (w.n)
				*vec_add(k->a, &words) =
					(struct trie_word){ w,
							    k->l->units.n - 1 };
		}
	}
	k->l->unit_trie = trie_in(k->a, words.v, words.n);
}

static void load_lists(struct loading *k)
{
	static const char *const names[EVENT_WORDS] = {
		[JA_TOPIC_MARK] = "topic-mark",
		[JA_NOT_THERE] = "not-there",
		[JA_PART_OF_LAND] = "part-of-land",
		[JA_GATHERING] = "gathering",
		[JA_ON_OCCASION] = "on-occasion",
		[JA_COUNT_UNIT] = "count-unit",
		[JA_TRADE] = "trade",
		[JA_NO_PART] = "no-part",
		[JA_PARTICLE_VERB] = "particle-verb",
		[JA_PLAN] = "plan",
		[JA_MEDIATES] = "mediates",
		[JA_OWN_PLAN] = "own-plan",
		[JA_PRELUDE] = "prelude",
		[JA_SAYING] = "saying",
		[JA_HOLDING] = "holding",
		[JA_ATTENDED] = "attended",
		[JA_CONTENT_END] = "content-end",
		[JA_LIST_HEAD] = "list-head",
		[JA_SPENT] = "spent",
		[JA_HANDLED] = "handled",
		[JA_IF] = "if",
		[JA_PRESS] = "press",
		[JA_AIM] = "aim",
		[JA_INTENT_TOLD] = "intent-told",
	};
	char code[8] = { 0 };
	const struct table *t;

	memcpy(code, lang_name(k->lang).p, lang_name(k->lang).n);
	t = packs_table(k->packs, code, "event-words");
	for (int n = 0; n < EVENT_WORDS; n++) {
		struct {
			VEC_OF(const char *);
		} list = { 0 };

		for (uint32_t i = 0; i < t->n; i++) {
			str words = table_cell(t, i, table_column(t, "words"));

			if (!str_is(table_cell(t, i, table_column(t, "kind")),
				    names[n]))
				continue;
			while (words.p) {
				str w = str_trim(str_token(&words, '|'));

				if (w.n)
					*vec_add(k->a, &list) =
						arena_printf(k->a, "%.*s",
							     STR_FMT(w))
							.p;
			}
		}
		*vec_add(k->a, &list) = NULL;
		k->l->ja[n] = list.v;
	}
}

void event_lexicon_in(struct lexicon *l, struct arena *a, const struct packs *p,
		      enum lang lang, struct diags *diags)
{
	struct loading k = { .l = l, .a = a, .packs = p, .lang = lang };

	(void)diags;
	load_rules(&k);
	load_cues(&k);
	load_units(&k);
	load_lists(&k);
	l->trie = trie_in(a, k.heads.v, k.heads.n);
}
