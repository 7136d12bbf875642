/* sqlite_open.c - a file becomes a store: made, checked or refused.
 *
 * Refused are files of other programs, of newer versions and damaged ones;
 * nothing is ever written to a file that is refused. */
#include "store/sqlite_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "store/sqlite_pages.h"
#include "store/sqlite_wal.h"

#include "schema_derived.h"
#include "schema_lasting.h"

#define BUSY_MS 60000
#define WAL_MS 20 /* between two tries to turn a new file to WAL */
#define PAGE_BYTES 8192
#define PAGE_BYTES_SQL "8192"
/* Below this the quick check costs next to nothing; bytes. */
#define QUICK_CHECK_SIZE ((off_t)8 << 20)
/* SQLite holds this byte of the -shm file as long as a connection is open
 * (UNIX_SHM_DMS in its os_unix.c). */
#define SHM_IN_USE_BYTE 128

struct header {
	int application, version, tables;
};

static off_t file_size(const char *path, const char *ending)
{
	char name[4096];
	struct stat st;

	snprintf(name, sizeof(name), "%s%s", path, ending);
	return stat(name, &st) == 0 ? st.st_size : -1;
}

/* Whether some process has the store open. Asked of the kernel's list of
 * locks: opening and closing the file to ask would drop our own locks. */
static bool in_use(const char *path)
{
	char name[4096], line[200];
	unsigned long long inode, at;
	struct stat st;
	bool found = false;
	FILE *locks;

	snprintf(name, sizeof(name), "%s-shm", path);
	if (stat(name, &st) != 0)
		return false;
	locks = fopen("/proc/locks", "r");
	if (!locks)
		return false;
	while (!found && fgets(line, sizeof(line), locks))
		found = sscanf(line, "%*s POSIX %*s %*s %*s %*x:%*x:%llu %llu",
			       &inode, &at) == 2 &&
			inode == st.st_ino && at == SHM_IN_USE_BYTE;
	fclose(locks);
	return found;
}

static int one_int(struct sqlite_store *s, const char *sql, int *out)
{
	sqlite3_stmt *st;
	int r;

	if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK)
		return -1;
	r = sqlite3_step(st);
	*out = r == SQLITE_ROW ? sqlite3_column_int(st, 0) : 0;
	sqlite3_finalize(st);
	return r == SQLITE_ROW ? 0 : -1;
}

/* All of one moment: another process may be making the store just now. */
static int read_header(struct sqlite_store *s, struct header *h, struct err *e)
{
	bool own = sqlite3_get_autocommit(s->db);
	int code;
	bool ok;

	if (own)
		sqlite3_exec(s->db, "BEGIN", NULL, NULL, NULL);
	ok = one_int(s, "PRAGMA application_id", &h->application) == 0 &&
	     one_int(s, "PRAGMA user_version", &h->version) == 0 &&
	     one_int(s, "SELECT count(*) FROM sqlite_schema", &h->tables) == 0;
	code = sqlite3_errcode(s->db);
	if (own && ok)
		sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
	if (ok)
		return 0;
	if (code == SQLITE_NOTADB)
		return err_set(e, ERR_STORE,
			       "%s: no keii store (not a database at all); "
			       "left as it is",
			       s->base.name);
	sqlite_fail(s, "opening", e);
	if (own)
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

/* Closing does not write the -wal into the file: it is not found whole. */
static void keep_wal(struct sqlite_store *s, bool keep)
{
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep, NULL);
}

/* The path in a file: address; to be freed by sqlite3_free. */
static char *address_of(const char *path)
{
	sqlite3_str *out = sqlite3_str_new(NULL);

	sqlite3_str_appendall(out, "file:");
	for (; *path; path++)
		if (strchr("?#%", *path))
			sqlite3_str_appendf(out, "%%%02x",
					    (unsigned char)*path);
		else
			sqlite3_str_appendchar(out, 1, *path);
	sqlite3_str_appendall(out, "?immutable=1");
	return sqlite3_str_finish(out);
}

/* immutable: no file beside it is read or made; for folders where SQLite may
 * not make its -shm file, and for what may not be changed. */
static int open_file(struct sqlite_store *s, int mode, bool immutable)
{
	char *uri = immutable ? address_of(s->base.name)
			      : sqlite3_mprintf("%s", s->base.name);
	int r;

	if (immutable)
		mode = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
	/* one thread at a time has a store: no lock at each call */
	r = sqlite3_open_v2(uri, &s->db, mode | SQLITE_OPEN_NOMUTEX, NULL);
	sqlite3_free(uri);
	if (r != SQLITE_OK)
		return -1;
	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_timeout(s->db, BUSY_MS);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	if (file_size(s->base.name, "-wal") > 0)
		keep_wal(s, true);
	return sqlite_tokens(s->db);
}

static int open_any(struct sqlite_store *s, unsigned flags, struct err *e)
{
	int mode = SQLITE_OPEN_READWRITE, n, code;
	/* who saves what is whole reads the -wal by itself: salvage.h */
	bool by_itself = (flags & STORE_DAMAGED) && !in_use(s->base.name);

	if (flags & STORE_CREATE)
		mode |= SQLITE_OPEN_CREATE;
	if (open_file(s, mode, by_itself) < 0)
		return sqlite_fail(s, "opening", e);
	/* then a file that is shorter than it says is not refused as a whole */
	if (flags & STORE_DAMAGED) {
		sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
		sqlite3_exec(s->db, "PRAGMA writable_schema = ON", NULL, NULL,
			     NULL);
	}
	if ((flags & STORE_WRITE) || one_int(s, "PRAGMA user_version", &n) == 0)
		return 0;
	code = sqlite3_errcode(s->db) & 0xff;
	if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY)
		return 0; /* told by who asks next */
	if (file_size(s->base.name, "-wal") > 0)
		return err_set(e, ERR_STORE,
			       "%s: the last changes still stand beside it "
			       "(-wal); open it once where its folder may be "
			       "written",
			       s->base.name);
	sqlite3_close(s->db);
	if (open_file(s, mode, true) < 0)
		return sqlite_fail(s, "opening", e);
	return 0;
}

/* Two that make the file at the same time want to turn it to WAL: of that
 * SQLite says BUSY at once, whatever the timeout, as waiting could last for
 * ever. */
static int to_wal(struct sqlite_store *s, struct err *e)
{
	const char *sql =
		/* of a new file: an article has a kilobyte or two,
		 * a fifth of smaller pages would stay empty */
		"PRAGMA page_size = " PAGE_BYTES_SQL ";"
		"PRAGMA journal_mode = WAL;"
		"PRAGMA synchronous = FULL;";
	int waited = 0, code;

	while ((code = sqlite3_exec(s->db, sql, NULL, NULL, NULL) & 0xff) ==
		       SQLITE_BUSY &&
	       waited < BUSY_MS)
		waited += sqlite3_sleep(WAL_MS);
	return code == SQLITE_OK ? 0 : sqlite_run(s, sql, e);
}

static int set_up(struct sqlite_store *s, unsigned flags, struct err *e)
{
	if (sqlite_run(s,
		       "PRAGMA foreign_keys = ON;"
		       "PRAGMA cell_size_check = ON;"
		       "PRAGMA temp_store = MEMORY;"
		       "PRAGMA cache_size = -16000;",
		       e) < 0)
		return -1;
	if (!(flags & STORE_WRITE))
		return sqlite_run(s, "PRAGMA query_only = ON", e);
	return to_wal(s, e);
}

static int make_derived(struct sqlite_store *s, struct err *e)
{
	if (sqlite_run(s, schema_derived, e) < 0 ||
	    store_set_meta(&s->base, STR("derived"), STR(DERIVED_VERSION), e) <
		    0)
		return -1;
	return 0;
}

/* Two may do this at once: the second finds it done. */
static int create(struct sqlite_store *s, struct header *h, struct err *e)
{
	char sql[120];
	int r = -1;

	if (store_begin(&s->base, e) < 0)
		return -1;
	if (read_header(s, h, e) < 0)
		goto out;
	if (h->tables > 0) {
		r = 0;
		goto out;
	}
	snprintf(sql, sizeof(sql),
		 "PRAGMA application_id = %d; PRAGMA user_version = %d;",
		 STORE_APPLICATION_ID, LASTING_VERSION);
	if (sqlite_run(s, sql, e) < 0 || sqlite_run(s, schema_lasting, e) < 0 ||
	    make_derived(s, e) < 0)
		goto out;
	if (store_commit(&s->base, e) < 0)
		return -1;
	return read_header(s, h, e);
out:
	store_rollback(&s->base);
	return r;
}

/* Another version's derived tables go; dossier_merge makes all again. */
static int renew_derived(struct store *base, struct err *e)
{
	struct sqlite_store *s = sqlite_of(base);
	static const char drop[] = "DROP TABLE IF EXISTS item_actor;"
				   "DROP TABLE IF EXISTS item_issue;"
				   "DROP TABLE IF EXISTS item_article;"
				   "DROP TABLE IF EXISTS item;"
				   "DROP TABLE IF EXISTS chronology;"
				   "DROP TABLE IF EXISTS article_words;"
				   "DROP TABLE IF EXISTS told_day;"
				   "DROP TABLE IF EXISTS article;"
				   "DROP TABLE IF EXISTS term;"
				   "DROP TABLE IF EXISTS dictionary;"
				   "DROP TABLE IF EXISTS meta;";

	if (store_begin(&s->base, e) < 0)
		return -1;
	if (sqlite_run(s, drop, e) == 0 && make_derived(s, e) == 0 &&
	    store_set_meta(&s->base, STR("rebuild"), STR("needed"), e) == 0)
		return store_commit(&s->base, e);
	store_rollback(&s->base);
	return -1;
}

static int check_derived(struct sqlite_store *s, struct err *e)
{
	int has = 0;

	if (one_int(s, "SELECT count(*) FROM sqlite_schema WHERE name = 'meta'",
		    &has) < 0)
		return sqlite_fail(s, "opening", e);
	return store_check_derived(&s->base, has > 0, renew_derived, e);
}

static int check_header(struct sqlite_store *s, unsigned flags, struct err *e)
{
	struct header h;

	if (read_header(s, &h, e) < 0)
		return -1;
	if (h.application == 0 && h.version == 0 && h.tables == 0) {
		if (!(flags & STORE_CREATE))
			return err_set(e, ERR_STORE,
				       "%s: nothing in it yet; keii add puts "
				       "something in",
				       s->base.name);
		if (set_up(s, flags, e) < 0 || create(s, &h, e) < 0)
			return -1;
	}
	if (h.application != STORE_APPLICATION_ID)
		return err_set(e, ERR_STORE,
			       "%s: no keii store (another program's "
			       "database); left as it is",
			       s->base.name);
	return store_check_version(&s->base, h.version, flags, e);
}

static void keep_first(void *ctx, const char *what)
{
	char *first = ctx;

	if (!*first)
		snprintf(first, 300, "%s", what);
}

/* What of the lasting part can still be read: told with a refusal. */
static void count_whole(struct sqlite_store *s, uint32_t *whole, uint32_t *all)
{
	struct arena *a = arena_new();
	struct source_rows rows = { 0 };
	struct err ignored = ERR_INIT;

	*whole = 0;
	store_sources(&s->base, a, &rows, &ignored);
	*all = rows.n;
	for (uint32_t i = 0; i < rows.n; i++) {
		struct arena_mark m = arena_mark(a);
		struct err e = ERR_INIT;
		str bytes;

		if (store_source_bytes(&s->base, a, rows.v[i].sha256, &bytes,
				       &e) == 0)
			(*whole)++;
		arena_rewind(a, m);
	}
	arena_free(&a);
}

static int check_pages(struct sqlite_store *s, bool after_crash, struct err *e)
{
	char first[300] = "";
	uint32_t faults, whole, all;

	if (!after_crash && file_size(s->base.name, "") > QUICK_CHECK_SIZE)
		return 0;
	if (sqlite_integrity(s, after_crash, keep_first, first, &faults, e) < 0)
		return -1;
	if (!faults)
		return 0;
	for (char *c = first; *c; c++)
		if (*c == '\n')
			*c = ' ';
	count_whole(s, &whole, &all);
	return err_set(e, ERR_STORE,
		       "%s: the store is damaged: %s; %u of the %u sources "
		       "found are whole; nothing was changed; restore a copy, "
		       "or save what is whole: keii --store %s recover NEW",
		       s->base.name, first, whole, all, s->base.name);
}

/* SQLite would follow the -wal to the first page that is damaged and drop what
 * was kept behind it; so it is looked at before. When somebody came meanwhile,
 * what was seen is no fault of the file. */
static int check_wal(const char *path, struct err *e)
{
	str file = map_file(path, ""), wal = map_file(path, "-wal"),
	    shm = map_file(path, "-shm");
	struct arena *a = arena_new();
	char why[100];
	struct wal w;
	size_t size = wal_page_size(wal);
	bool loses;

	if (!size)
		size = sqlite_page_size(file);
	if (!size)
		size = PAGE_BYTES;
	wal_read(a, wal, size, &w);
	loses = wal_loses(&w, shm, why, sizeof(why)) && !in_use(path);
	arena_free(&a);
	unmap_file(&file);
	unmap_file(&wal);
	unmap_file(&shm);
	if (!loses)
		return 0;
	return err_set(e, ERR_STORE,
		       "%s: the last changes, which still stand beside it "
		       "(-wal), are damaged: %s; nothing was changed; restore "
		       "a copy, or save what is whole: keii --store %s recover "
		       "NEW",
		       path, why, path);
}

static int find_file(const char *where, unsigned flags, struct err *e)
{
	struct stat st;

	if (strlen(where) > 4000)
		return err_set(e, ERR_USAGE, "the store's name is too long");
	if (stat(where, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return err_set(e, ERR_STORE,
				       "%s: a folder, not a store", where);
		return 0;
	}
	if (errno != ENOENT)
		return err_errno(e, where);
	if (flags & STORE_CREATE)
		return 0;
	return err_set(e, ERR_STORE,
		       "%s: there is no such store; keii add makes one", where);
}

struct store *sqlite_open(const char *where, unsigned flags, struct err *e)
{
	struct sqlite_store *s;
	struct store *opened;
	bool after_crash;

	if (find_file(where, flags, e) < 0)
		return NULL;
	after_crash = file_size(where, "-wal") > 0 && !in_use(where);
	if (after_crash && !(flags & STORE_DAMAGED) && check_wal(where, e) < 0)
		return NULL;
	s = xmalloc(sizeof(*s));
	*s = (struct sqlite_store){ .base.engine = &sqlite_engine,
				    .base.writable = flags & STORE_WRITE };
	s->base.codec = codec_new();
	s->base.name = xmalloc(strlen(where) + 1);
	memcpy(s->base.name, where, strlen(where) + 1);
	if (open_any(s, flags, e) == 0 && check_header(s, flags, e) == 0 &&
	    set_up(s, flags, e) == 0 &&
	    ((flags & STORE_DAMAGED) ||
	     (check_pages(s, after_crash, e) == 0 &&
	      store_migrate(&s->base, e) == 0 && check_derived(s, e) == 0))) {
		if (!(flags & STORE_DAMAGED))
			keep_wal(s, false);
		return &s->base;
	}
	opened = &s->base;
	store_close(&opened);
	return NULL;
}

void sqlite_close(struct store *base)
{
	struct sqlite_store *s = sqlite_of(base);

	sqlite3_close(s->db);
	free(base->name);
	free(s);
}
