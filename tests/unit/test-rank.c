/* test-rank.c - our ranking of articles against FTS5's own, to the last bit. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/sqlite_priv.h"

static sqlite3 *db;

static void run(const char *sql)
{
	ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static sqlite3_stmt *ask(const char *sql)
{
	sqlite3_stmt *st;

	ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	return st;
}

static void open_articles(void)
{
	ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
	ck_assert_int_eq(sqlite_tokens(db), 0);
	run("CREATE VIRTUAL TABLE article_words USING fts5 (text, title, "
	    "content = '', tokenize = 'keii')");
}

/* Keys with small gaps and great ones; articles of many lengths. */
static void put_articles(unsigned n)
{
	static const char *const words[] = { "quota ", "talks ", "harbour ",
					     "会談",   "漁獲枠", "the " };
	sqlite3_stmt *st = ask("INSERT INTO article_words (rowid, text, title) "
			       "VALUES (?1, ?2, ?3)");
	unsigned seed = 11;
	int64_t key = 0;
	struct buf text, title;

	buf_init(&text, 4096);
	buf_init(&title, 4096);
	while (n--) {
		seed = seed * 1103515245u + 12345u;
		buf_clear(&text);
		buf_clear(&title);
		key += n % 40 ? 1 + seed / 65536 % 3 : 200;
		for (unsigned i = seed / 65536 % 150; i; i--) {
			seed = seed * 1103515245u + 12345u;
			buf_z(&text, words[seed / 65536 % COUNT(words)]);
			if (i % 50 == 1)
				buf_z(&title, words[seed / 65536 % 5]);
		}
		sqlite3_bind_int64(st, 1, key);
		sqlite3_bind_text(st, 2, buf_cstr(&text), -1, SQLITE_STATIC);
		sqlite3_bind_text(st, 3, buf_cstr(&title), -1, SQLITE_STATIC);
		ck_assert_int_eq(sqlite3_step(st), SQLITE_DONE);
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	buf_release(&text);
	buf_release(&title);
}

static unsigned compare(const char *query)
{
	sqlite3_stmt *st = ask("SELECT bm25(article_words, 1.0, 4.0), "
			       "keii_rank(article_words, 1.0, 4.0) "
			       "FROM article_words WHERE article_words "
			       "MATCH ?1");
	unsigned n = 0;

	sqlite3_bind_text(st, 1, query, -1, SQLITE_STATIC);
	while (sqlite3_step(st) == SQLITE_ROW) {
		double theirs = sqlite3_column_double(st, 0),
		       ours = sqlite3_column_double(st, 1);

		ck_assert(memcmp(&theirs, &ours, sizeof(ours)) == 0);
		n++;
	}
	sqlite3_finalize(st);
	return n;
}

START_TEST(ranks_as_fts5_does)
{
	open_articles();
	put_articles(600);
	ck_assert_uint_gt(compare("\"the\""), 300);
	ck_assert_uint_gt(compare("\"quota\" AND \"会談\""), 300);
	ck_assert_uint_gt(compare("\"talks\" \"harbour\""), 100);
	ck_assert_uint_gt(compare("title : \"talks\" OR \"枠会談\""), 20);
	ck_assert_uint_gt(compare("\"qu\" *"), 300);
	sqlite3_close(db);
}
END_TEST

/* An article whose length is not there, or no length of any: FTS5 says what is
 * wrong; nothing is made up. */
START_TEST(rank_without_lengths)
{
	sqlite3_stmt *st;
	int r;

	open_articles();
	put_articles(60);
	run("DELETE FROM article_words_docsize WHERE id % 2");
	st = ask("SELECT keii_rank(article_words, 1.0, 4.0) "
		 "FROM article_words WHERE article_words MATCH 'the'");
	while ((r = sqlite3_step(st)) == SQLITE_ROW)
		;
	ck_assert_int_eq(r & 0xff, SQLITE_CORRUPT);
	sqlite3_finalize(st);
	sqlite3_close(db);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("rank");
	TCase *t = tcase_create("rank");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_test(t, ranks_as_fts5_does);
	tcase_add_test(t, rank_without_lengths);
	suite_add_tcase(s, t);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
