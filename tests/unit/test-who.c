/* test-who.c - the stage "who": people by form, one person under several
 * spellings, references; lexicon of many names. */
#include <check.h>
#include <stdlib.h>

#include "extract/who_priv.h"
#include "reading.h"

static struct mentions *read_text(const char *text, const char *lang)
{
	struct mentions *m = arena_one(arena, struct mentions);
	struct article_input in = { .id = STR("t"),
				    .text = str_of(text),
				    .lang = str_of(lang) };

	job_read(reader, arena, tagger, &in, STAGE_TIMES | STAGE_ACTORS, m);
	return m;
}

static const struct actor_mention *nth(const struct mentions *m, uint32_t n)
{
	ck_assert_uint_lt(n, m->actors.n);
	return &m->actors.v[n];
}

static void is(str s, const char *want)
{
	ck_assert_msg(str_is(s, want), "%.*s, not %s", STR_FMT(s), want);
}

START_TEST(full_then_family)
{
	const struct mentions *m = read_text(
		"南邦のマリア・オルセン外相が会見した。オルセン氏は否定した。",
		"ja");

	ck_assert_uint_eq(m->actors.n, 2);
	is(nth(m, 0)->role, "外相");
	is(nth(m, 1)->name, "マリア・オルセン");
	ck_assert(str_eq(nth(m, 0)->id, nth(m, 1)->id));
}
END_TEST

START_TEST(spellings_fold)
{
	is(fold_name(arena, STR("ヴィットコーフ")), "ビトコフ");
	is(fold_name(arena, STR("ウィットコフ")), "ウイトコフ");
	is(fold_name(arena, STR("ウィトコフ")), "ウイトコフ");
	is(fold_name(arena, STR("赤澤")), "赤沢");
	is(fold_name(arena, STR("O'Neil-Smith")), "oneilsmith");
}
END_TEST

START_TEST(families_and_bare_titles)
{
	const struct mentions *m = read_text(
		"習近平国家主席が話した。習氏は急がないと述べた。", "ja");

	ck_assert_uint_eq(m->actors.n, 2);
	ck_assert(str_eq(nth(m, 0)->id, nth(m, 1)->id));
	/* a paper's bare title is its own country's */
	m = read_text("日本の港野太郎首相が話した。中国の李強首相は応じなかった"
		      "。首相は続けた。同首相も続けた。",
		      "ja");
	ck_assert_uint_eq(m->actors.n, 6);
	ck_assert(str_eq(nth(m, 4)->id, nth(m, 1)->id));
	ck_assert(str_eq(nth(m, 5)->id, nth(m, 1)->id));
}
END_TEST

START_TEST(two_of_states)
{
	const struct mentions *m = read_text(
		"灯台島のオルセン首相は見守った。タイとカンボジアの両首脳が話し"
		"た。",
		"ja");
	const struct actor_mention *last = nth(m, m->actors.n - 1);

	ck_assert_uint_eq(last->n_members, 2);
	is(last->members[0], "KHM");
	is(last->members[1], "THA");
}
END_TEST

/* Who is told of by himself, or speaks with the two, is none of them. */
START_TEST(two_told_together)
{
	const struct mentions *m = read_text(
		"タイとカンボジアは停戦に合意した。米国は停戦を求め、中国も役"
		"割を果たすと表明した。両国は司令官の協議も開く。",
		"ja");
	const struct actor_mention *last = nth(m, m->actors.n - 1);

	ck_assert_uint_eq(last->n_members, 2);
	is(last->members[0], "KHM");
	is(last->members[1], "THA");
	m = read_text("タイのソムチャイ首相とカンボジアのソクハ首相が会談した。"
		      "米国のブラウン大統領は両首脳と電話で話した。",
		      "ja");
	last = nth(m, m->actors.n - 1);
	ck_assert_uint_eq(last->n_members, 2);
	for (uint32_t i = 0; i < m->actors.n; i++)
		if (str_is(m->actors.v[i].party, "USA"))
			for (uint32_t k = 0; k < 2; k++)
				ck_assert(!str_eq(last->members[k],
						  m->actors.v[i].id));
	/* two of which one acts on the other stay the two */
	m = read_text("米国はロシアに停戦を求めた。両国は協議を続ける。", "ja");
	last = nth(m, m->actors.n - 1);
	is(last->members[0], "RUS");
	is(last->members[1], "USA");
}
END_TEST

/* Who goes by the first of his names; the family name goes before. */
START_TEST(first_name)
{
	const struct mentions *m = read_text(
		"南邦のソムサク・チャイヤ首相は停戦を発表した。ソムサク首相は会"
		"見した。",
		"ja");

	ck_assert(str_eq(nth(m, 0)->id, nth(m, 1)->id));
	m = read_text("南邦のマリア・オルセン外相と、オルセン・リンデン首相が会"
		      "った。オルセン氏は去った。",
		      "ja");
	ck_assert(str_eq(nth(m, 0)->id, nth(m, 2)->id));
}
END_TEST

/* 軍 is that of the state it was told of with, whoever is named since. */
START_TEST(one_army)
{
	static const char *const texts[] = {
		"スーダン軍は停戦で合意した。米国とサウジアラビアが発表した。軍"
		"は"
		"攻撃をやめる。",
		"スーダンの正規軍は停戦で合意した。米国とサウジアラビアが発表し"
		"た"
		"。軍は攻撃をやめる。",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const struct mentions *m = read_text(texts[i], "ja");

		is(nth(m, m->actors.n - 1)->party, "SDN");
	}
}
END_TEST

START_TEST(two_scripts)
{
	const struct mentions *m = read_text("田中デニー知事が話した。デニー知"
					     "事は続けた。田中知事も話した。",
					     "ja");

	ck_assert_uint_eq(m->actors.n, 3);
	ck_assert(str_eq(nth(m, 0)->id, nth(m, 1)->id));
	ck_assert(str_eq(nth(m, 0)->id, nth(m, 2)->id));
	m = read_text("韓国のカン・ギョンファ(康京和)外相が話した。", "ja");
	ck_assert_uint_eq(m->actors.n, 2);
	is(nth(m, 1)->role, "外相");
	m = read_text("中国の習近平(シーチンピン)国家主席が話した。", "ja");
	is(nth(m, 1)->role, "国家主席");
	m = read_text(
		"米国の対ロシア交渉の窓口を務めるウィトコフ特使が話した。",
		"ja");
	is(nth(m, m->actors.n - 1)->party, "USA");
	/* part of a company's name */
	m = read_text("エア・カナダは運航を止めた。", "ja");
	ck_assert_uint_eq(m->actors.n, 0);
	m = read_text("与野党6党の代表が話した。", "ja");
	is(nth(m, 0)->id, "gr.political-parties");
	m = read_text("中国のシー・チンピン(習近平)国家主席が話した。", "ja");
	is(nth(m, 1)->id, "p.xi-jinping");
}
END_TEST

START_TEST(two_ministers)
{
	const struct mentions *m = read_text(
		"日本の港野太郎外相と韓国の康京和外相が会った。日本の港野次郎首"
		"相も来た。両外相は話した。",
		"ja");
	const struct actor_mention *last = nth(m, m->actors.n - 1);

	ck_assert_uint_eq(last->n_members, 2);
	is(last->members[0], "p.康京和");
	is(last->members[1], "p.港野太郎");
}
END_TEST

START_TEST(parties_beside_words)
{
	const struct mentions *m = read_text(
		"立憲民主党・小川幹事長が話した。小川幹事長は続けた。", "ja");

	ck_assert_uint_eq(m->actors.n, 3);
	ck_assert(str_eq(nth(m, 1)->id, nth(m, 2)->id));
	/* no side: インド of a sea, 在中 of 滞在中, an alliance of states */
	m = read_text("インド太平洋に滞在中の市長は日米同盟を強めると述べた。",
		      "ja");
	ck_assert_uint_eq(m->actors.n, 1);
	is(nth(m, 0)->id, "c.JPN+USA");
}
END_TEST

/* One letter apart is another person, whatever the pack says. */
START_TEST(vance_is_not_hans)
{
	const struct mentions *m = read_text(
		"米国のバンス副大統領が話した。米国のハンス副長官も話した。",
		"ja");

	ck_assert_uint_eq(m->actors.n, 4);
	ck_assert(!str_eq(nth(m, 1)->id, nth(m, 3)->id));
}
END_TEST

START_TEST(spans_cut)
{
	static const char text[] = "Later, U.S. envoy Carol Whitfield met "
				   "Iran's foreign minister in Geneva.";
	const struct mentions *m = read_text(text, "en");

	ck_assert_uint_eq(m->actors.n, 3);
	is(str_span(str_of(text), nth(m, 0)->at), "U.S. envoy Carol Whitfield");
	is(str_span(str_of(text), nth(m, 0)->name_at), "Carol Whitfield");
	is(nth(m, 0)->party, "USA");
	ck_assert_int_eq(nth(m, 2)->kind, ACTOR_PLACE);
}
END_TEST

START_TEST(money_is_no_state)
{
	const struct mentions *m =
		read_text("Japan lent US$200 million to Kamome.", "en");

	for (uint32_t i = 0; i < m->actors.n; i++)
		ck_assert(!str_is(m->actors.v[i].id, "s.USA"));
}
END_TEST

START_TEST(members_of_compounds)
{
	const struct mentions *m = read_text("日米韓の協議。US側。", "ja");

	ck_assert_int_eq(nth(m, 0)->kind, ACTOR_COMPOUND);
	ck_assert_uint_eq(nth(m, 0)->n_members, 3);
	is(nth(m, 0)->members[0], "JPN");
	is(nth(m, 0)->members[1], "KOR");
	is(nth(m, 0)->members[2], "USA");
}
END_TEST

/* Several words make a state's government: 政府, 官邸; neither hides the other.
 */
START_TEST(governments)
{
	const struct mentions *m = read_text("The Finnish government waited. "
					     "The Finnish presidency did not.",
					     "en");

	ck_assert_uint_eq(m->actors.n, 2);
	is(nth(m, 0)->id, "g.FIN");
	is(nth(m, 0)->name, "Finnish government");
	is(nth(m, 1)->name, "Finnish presidency");
	m = read_text("フィンランド政府は待った。", "ja");
	ck_assert_uint_eq(m->actors.n, 1);
	is(nth(m, 0)->id, "g.FIN");
}
END_TEST

static void ids_are(const struct mentions *m, const char *const *want)
{
	uint32_t n = 0;

	for (; want[n]; n++)
		is(nth(m, n)->id, want[n]);
	ck_assert_uint_eq(m->actors.n, n);
}

/* Many states have a Congress and a 民主党: the state beside it says whose it
 * is, there and later; alone it is the one that the packs list. */
START_TEST(owners)
{
	ids_are(read_text("Finland's Congress met. Congress adjourned.", "en"),
		(const char *[]){ "o.FIN-congress", "o.FIN-congress", NULL });
	ids_are(read_text("Congress met. The US Congress adjourned.", "en"),
		(const char *[]){ "o.us-congress", "o.us-congress", NULL });
	ids_are(read_text("The Finnish Security Council met. The UN Security "
			  "Council did not. The Security Council waited.",
			  "en"),
		(const char *[]){ "o.FIN-security-council",
				  "o.un-security-council",
				  "o.un-security-council", NULL });
	ids_are(read_text("The Communist Party of Finland met.", "en"),
		(const char *[]){ "o.FIN-communist-party", "s.FIN", NULL });
	ids_are(read_text("Finland's Energy Ministry met. Later the Energy "
			  "Ministry denied it.",
			  "en"),
		(const char *[]){ "o.FIN-energy", "o.FIN-energy", NULL });
	ids_are(read_text("フィンランド民主党が反対した。民主党は待つ。", "ja"),
		(const char *[]){ "o.FIN-democratic-party",
				  "o.FIN-democratic-party", NULL });
	ids_are(read_text("フィンランドの司法省が反対した。", "ja"),
		(const char *[]){ "s.FIN", "o.FIN-justice", NULL });
	ids_are(read_text("民主党が反対した。", "ja"),
		(const char *[]){ "o.democratic-party", NULL });
	ids_are(read_text("フィンランドエネルギー省が反対した。", "ja"),
		(const char *[]){ "o.FIN-energy", NULL });
}
END_TEST

/* Of a family the pack lists one, the article names another in full; but a
 * head of state is meant by the name alone. */
START_TEST(family_of_two)
{
	const struct mentions *m = read_text(
		"Qatari minister Khalid bin Saud Al-Thani spoke. Later Thani "
		"left.",
		"en");

	ck_assert_uint_eq(m->actors.n, 2);
	ck_assert(str_eq(nth(m, 0)->id, nth(m, 1)->id));
	m = read_text("Actress Jane Trump spoke. Later Trump said no.", "en");
	is(nth(m, m->actors.n - 1)->id, "p.trump-donald");
}
END_TEST

/* The letters are the code, whether the article spells them out or not. */
START_TEST(unions_by_their_letters)
{
	ids_are(read_text("The Dock, Crane and Pier Workers' union (DCP) met. "
			  "DCP waits.",
			  "en"),
		(const char *[]){ "o.DCP", "o.DCP", "o.DCP", NULL });
	ids_are(read_text("The DCP union met. Later DCP refused.", "en"),
		(const char *[]){ "o.DCP", "o.DCP", NULL });
	ids_are(read_text("DCP general secretary Olga Linden spoke.", "en"),
		(const char *[]){ "o.DCP", "p.linden-olga", NULL });
	ids_are(read_text("北港漁業組合（NHA）は反対した。", "ja"),
		(const char *[]){ "o.NHA", "o.NHA", NULL });
	ck_assert_uint_eq(read_text("The BBC news was on.", "en")->actors.n, 1);
}
END_TEST

/* What a body is, or has, tells its name; the state in front is no actor. */
START_TEST(bodies_by_what_stands_beside)
{
	ids_are(read_text("The French brewer Ada Harbor refused. Ada Harbor "
			  "waits.",
			  "en"),
		(const char *[]){ "o.ADAHARBOR", "o.ADAHARBOR", NULL });
	ids_are(read_text("Lindcor's board refused. Later Lindcor agreed.",
			  "en"),
		(const char *[]){ "o.LINDCOR", "o.LINDCOR", NULL });
	ids_are(read_text("On Monday the Flemish Vorwarts party refused.",
			  "en"),
		(const char *[]){ "o.VORWARTS", NULL });
	ids_are(read_text("Harbor Airways originally refused.", "en"),
		(const char *[]){ "o.HARBORAIRWAYS", NULL });
	/* a sort of group, a day, a person who makes things */
	ck_assert_uint_eq(
		read_text("Today an Islamist group refused.", "en")->actors.n,
		0);
	ids_are(read_text("It told the airline Monday to pay.", "en"),
		(const char *[]){ "gr.management", NULL });
	ids_are(read_text("It told the airline Lindcor to pay.", "en"),
		(const char *[]){ "o.LINDCOR", NULL });
	ids_are(read_text("The publisher Ada Quist refused.", "en"),
		(const char *[]){ "p.quist-ada", NULL });
}
END_TEST

/* A name found again has nothing of another's: no role here. */
START_TEST(found_again_without_a_role)
{
	const struct mentions *m = read_text(
		"Northair chief executive Mary Dowd sold her stake. The PILOT "
		"union's president, Tom Grady, objected.",
		"en");

	is(nth(m, 0)->name, "Northair");
	ck_assert_uint_eq(nth(m, 0)->role.n, 0);
}
END_TEST

/* Who somebody is stands behind him, between commas. */
START_TEST(persons_by_what_stands_behind)
{
	ids_are(read_text("Prachand, the rebel leader, met Dor Bel Quist, the "
			  "French prime minister, and left.",
			  "en"),
		(const char *[]){ "p.prachand", "p.quist-dor-bel", NULL });
	ids_are(read_text("Dor Quist, senior adviser to Olga Linden, said no.",
			  "en"),
		(const char *[]){ "p.quist-dor", "p.linden-olga", NULL });
	ids_are(read_text("Instead, the president, who left, refused.", "en"),
		(const char *[]){ NULL });
	ids_are(read_text("India's J. Quist and China's Dor Bel met.", "en"),
		(const char *[]){ "s.IND", "p.quist-j", "s.CHN", "p.bel-dor",
				  NULL });
}
END_TEST

/* The foreign ministry is whose was named last, else the article's own. */
START_TEST(ministries_alone)
{
	ids_are(read_text("Peru's foreign ministry said no. The foreign "
			  "ministry waits for Chile.",
			  "en"),
		(const char *[]){ "o.PER-foreign", "o.PER-foreign", "s.CHL",
				  NULL });
	ids_are(read_text(
			"Peru can wait, the foreign ministry said. Peru does.",
			"en"),
		(const char *[]){ "s.PER", "o.PER-foreign", "s.PER", NULL });
	ids_are(read_text("Peru left Chile, the foreign ministry said.", "en"),
		(const char *[]){ "s.PER", "s.CHL", "o.PER-foreign", NULL });
	ids_are(read_text("Of Peru and Chile the foreign ministry said no.",
			  "en"),
		(const char *[]){ "s.PER", "s.CHL", NULL });
}
END_TEST

/* Two adjectives before a title in the plural; the foreign minister of him
 * who speaks. */
START_TEST(posts_of_states)
{
	ids_are(read_text("The Peruvian and Chilean foreign ministers met.",
			  "en"),
		(const char *[]){ "p.PER-foreign", "p.CHL-foreign", NULL });
	ids_are(read_text("Peru said its foreign minister had left.", "en"),
		(const char *[]){ "s.PER", "p.PER-foreign", NULL });
}
END_TEST

/* Ordered, apart from one another, inside the text: whatever the text. */
START_TEST(ordered)
{
	static const char *const texts[] = {
		"氏氏氏大統領大統領の・・氏・大統領(・)氏",
		"米米米露露ロロ訪訪米・米・",
		"President President Mr. Mr",
		"・・・政権政権前前前米前",
		"the U.S.-U.S.-the U.S.-'s 's",
		"Jr. Jr. Ali Ali Ali Ali Ali Ali, the the of of of",
		"\xE3\x82",
		"【東京=一二三四】【ローマ=】",
	};

	for (size_t i = 0; i < COUNT(texts); i++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			const struct mentions *m = read_text(
				texts[i], lang_name((enum lang)lang).p);
			uint32_t end = 0;

			for (uint32_t k = 0; k < m->actors.n; k++) {
				span at = nth(m, k)->at;

				ck_assert_uint_ge(at.from, end);
				ck_assert_uint_gt(at.to, at.from);
				ck_assert_uint_le(at.to, strlen(texts[i]));
				end = at.to;
			}
		}
}
END_TEST

/* As many as a country's bodies have: each is found, none but whole. */
START_TEST(many_names)
{
	enum { N = 100000 };
	struct trie_word *words = arena_many(arena, struct trie_word, N);
	uint32_t length;
	struct trie *t;

	for (uint32_t i = 0; i < N; i++)
		words[i] = (struct trie_word){
			arena_printf(arena, "ナマエ%uノヒト", i * 7919u), i
		};
	t = trie_in(arena, words, N);
	ck_assert_ptr_nonnull(t);
	for (uint32_t i = 0; i < N; i += 997) {
		ck_assert_int_eq(trie_longest(t, words[i].word, 0, &length),
				 words[i].value);
		ck_assert_uint_eq(length, words[i].word.n);
	}
	ck_assert_int_eq(trie_longest(t, STR("ナマエノヒト"), 0, &length), -1);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("who");
	TCase *t = tcase_create("who");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, full_then_family);
	tcase_add_test(t, spellings_fold);
	tcase_add_test(t, vance_is_not_hans);
	tcase_add_test(t, families_and_bare_titles);
	tcase_add_test(t, two_of_states);
	tcase_add_test(t, two_told_together);
	tcase_add_test(t, one_army);
	tcase_add_test(t, first_name);
	tcase_add_test(t, parties_beside_words);
	tcase_add_test(t, two_scripts);
	tcase_add_test(t, two_ministers);
	tcase_add_test(t, spans_cut);
	tcase_add_test(t, members_of_compounds);
	tcase_add_test(t, money_is_no_state);
	tcase_add_test(t, governments);
	tcase_add_test(t, owners);
	tcase_add_test(t, family_of_two);
	tcase_add_test(t, unions_by_their_letters);
	tcase_add_test(t, bodies_by_what_stands_beside);
	tcase_add_test(t, found_again_without_a_role);
	tcase_add_test(t, persons_by_what_stands_behind);
	tcase_add_test(t, ministries_alone);
	tcase_add_test(t, posts_of_states);
	tcase_add_test(t, ordered);
	tcase_add_test(t, many_names);
	suite_add_tcase(s, t);
	runner = srunner_create(s);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
