/* pg_where.h - the address of a dossier in a PostgreSQL database. */
#ifndef KEII_STORE_PG_WHERE_H
#define KEII_STORE_PG_WHERE_H

#include "base/buf.h"

/* postgresql://… or postgres://… */
bool pg_is_address(const char *where);
/* False: what libpq would take for a host or a path may be a password. */
bool pg_is_clear(const char *where);
/* As messages may name it: without passwords. */
void pg_label(const char *where, struct buf *out);

#endif
