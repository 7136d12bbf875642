/* sqlite_backup.c - a copy of the whole store as it is at one moment. */
#include "store/sqlite_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* Down to the disk: VACUUM INTO leaves that to its caller. */
static int sync_file(const char *path, struct err *e)
{
	int fd = open(path, O_RDWR);
	int r = fd < 0 ? -1 : fsync(fd);

	if (r < 0)
		err_errno(e, path);
	if (fd >= 0)
		close(fd);
	return r;
}

int sqlite_backup(struct store *base, const char *where, struct err *e)
{
	struct sqlite_store *s = sqlite_of(base);
	struct query *st;
	int r;

	if (access(where, F_OK) == 0)
		return err_set(e, ERR_USAGE,
			       "%s is there already; a backup is a new file",
			       where);
	/* To SQLite that is writing, though not to this store. */
	if (sqlite_run(s, "PRAGMA query_only = OFF", e) < 0)
		return -1;
	st = query_take(base, "VACUUM INTO ?1", e);
	if (!st)
		return -1;
	query_put(st, 1, str_of(where));
	r = query_do(st, "copying", e);
	query_give(&st);
	if (!base->writable)
		sqlite3_exec(s->db, "PRAGMA query_only = ON", NULL, NULL, NULL);
	if (r == 0)
		r = sync_file(where, e);
	if (r < 0) {
		unlink(where); /* half a copy is none */
		return err_in(e, "%s", where);
	}
	return 0;
}
