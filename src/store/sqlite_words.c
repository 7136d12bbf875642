/* sqlite_words.c - full text by FTS5: our words as its tokenizer, a user's
 * terms as its query, and in how many articles a word stands. */
#include "base/buf.h"
#include "store/sqlite_priv.h"
#include "store/tokens.h"

/* ---- FTS5 */

static int create(void *ctx, const char **args, int n, Fts5Tokenizer **out)
{
	static int any;

	(void)ctx;
	(void)args;
	(void)n;
	*out = (Fts5Tokenizer *)&any; /* no state */
	return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *t)
{
	(void)t;
}

static int tokenize(Fts5Tokenizer *self, void *ctx, int flags, const char *text,
		    int n,
		    int (*token)(void *, int, const char *, int, int, int))
{
	struct token_cutter t = { .text = { text, (size_t)n } };
	int r = SQLITE_OK;

	(void)self;
	t.query = (flags & FTS5_TOKENIZE_QUERY) != 0;
	while (r == SQLITE_OK && token_cut(&t))
		r = token(ctx, 0, t.word, (int)t.word_n, (int)t.where.from,
			  (int)t.where.to);
	return r;
}

int sqlite_tokens(sqlite3 *db)
{
	fts5_tokenizer ours = { create, destroy, tokenize };
	sqlite3_stmt *st = NULL;
	fts5_api *api = NULL;
	int r;

	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &st, NULL) !=
	    SQLITE_OK)
		return -1;
	sqlite3_bind_pointer(st, 1, &api, "fts5_api_ptr", NULL);
	sqlite3_step(st);
	sqlite3_finalize(st);
	if (!api)
		return -1;
	r = api->xCreateTokenizer(api, "keii", NULL, &ours, NULL);
	if (r == SQLITE_OK)
		r = sqlite_rank(api);
	return r == SQLITE_OK ? 0 : -1;
}

/* ---- the index */

int sqlite_put_words(struct store *s, int64_t key,
		     const struct article_row *row, struct err *e)
{
	struct query *st =
		query_take(s,
			   "INSERT INTO article_words (rowid, title, text) "
			   "VALUES (?1, ?2, ?3)",
			   e);
	int r;

	if (!st)
		return -1;
	query_put_int(st, 1, key);
	query_put(st, 2, row->title);
	query_put(st, 3, row->text);
	r = query_do(st, "keeping an article's words", e);
	query_give(&st);
	return r;
}

int sqlite_clear_words(struct store *s, struct err *e)
{
	return store_run(s,
			 "INSERT INTO article_words (article_words) "
			 "VALUES ('delete-all');",
			 e);
}

/* From the first row that has the word. FTS5's own list of words (fts5vocab)
 * looks at each place where it stands, not only at each article: of a frequent
 * word twice the time. */
int sqlite_word_articles(struct store *s, str word, uint32_t *n, struct err *e)
{
	struct query *st =
		query_take(s,
			   "SELECT keii_hits(article_words) FROM article_words "
			   "WHERE article_words MATCH ?1 LIMIT 1",
			   e);
	struct buf match;
	int64_t count;
	int r;

	*n = 0;
	if (!st)
		return -1;
	buf_init(&match, LIMIT_SEARCH);
	buf_printf(&match, "\"%.*s\"", STR_FMT(word));
	query_put(st, 1, buf_str(&match));
	r = query_number(&st, "counting a word", 0, &count, e);
	buf_release(&match);
	*n = (uint32_t)count;
	return r;
}

/* ---- searching */

/* "will visit" AND "会談": every term is a string, so that no letter of it
 * is taken for FTS5's syntax. */
static void match_text(const struct terms *terms, struct buf *out)
{
	for (uint32_t n = 0; n < terms->n; n++) {
		const struct term *t = &terms->v[n];

		buf_z(out, n ? " AND \"" : "\"");
		for (size_t i = 0; i < t->words.n; i++) {
			char c = t->words.p[i];

			buf_byte(out, c == '"' || !c ? ' ' : c);
		}
		buf_z(out, t->begins ? "\" *" : "\"");
	}
}

static const char search_sql[] =
	"SELECT a.id, a.title, a.publisher, a.published, a.text, -f.score "
	"FROM (SELECT rowid, keii_rank(article_words, 1.0, 4.0) AS score "
	"FROM article_words WHERE article_words MATCH ?1 "
	"AND rowid NOT IN (SELECT key FROM article WHERE removed = 1) "
	"ORDER BY score, rowid LIMIT ?2) AS f "
	"JOIN article AS a ON a.key = f.rowid ORDER BY f.score, a.id";

int sqlite_matching(struct store *s, str query, key_fn *fn, void *ctx,
		    struct err *e)
{
	struct terms terms;
	struct query *st;
	struct buf match;
	int r = -1, step = 0;

	if (search_terms(query, &terms, e) < 0)
		return -1;
	buf_init(&match, 2 * LIMIT_SEARCH);
	match_text(&terms, &match);
	st = query_take(s,
			"SELECT rowid FROM article_words "
			"WHERE article_words MATCH ?1 AND rowid NOT IN "
			"(SELECT key FROM article WHERE removed = 1)",
			e);
	if (!st)
		goto out;
	query_put(st, 1, buf_str(&match));
	r = 0;
	while (r == 0 && (step = query_step(st, "searching", e)) > 0)
		r = fn(ctx, query_int(st, 0), e);
	if (step < 0)
		r = -1;
	query_give(&st);
out:
	buf_release(&match);
	return r;
}

int sqlite_search(struct store *s, struct arena *a, str query, uint32_t limit,
		  struct search_hits *out, struct err *e)
{
	struct terms terms;
	struct query *st;
	struct buf match;
	int r = -1;

	if (search_terms(query, &terms, e) < 0)
		return -1;
	buf_init(&match, 2 * LIMIT_SEARCH);
	match_text(&terms, &match);
	st = query_take(s, search_sql, e);
	if (!st)
		goto out;
	query_put(st, 1, buf_str(&match));
	query_put_int(st, 2, limit ? (int64_t)limit : -1);
	while ((r = query_step(st, "searching", e)) > 0)
		search_hit_of(a, st, out)->score = query_real(st, 5);
	query_give(&st);
out:
	buf_release(&match);
	return r;
}
