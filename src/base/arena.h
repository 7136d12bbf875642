/* arena.h - memory that is freed all at once.
 *
 * Four lifetimes use it: perm (packs), doc (one article), req (one command or
 * web request), scratch (one function, by mark and reset). Running out of
 * memory ends the process through one function. */
#ifndef KEII_BASE_ARENA_H
#define KEII_BASE_ARENA_H

#include <stddef.h>

#include "base/cc.h"
#include "base/str.h"

struct arena;

struct arena_mark {
	void *block;
	size_t used;
};

/* On the heap; the first block comes with the first allocation. */
struct arena *arena_new(void);
void arena_free(struct arena **a);
/* A new arena that is freed when its owner is freed or reset. */
struct arena *arena_under(struct arena *owner);
/* Empties the arena but keeps one block for the next use. */
void arena_reset(struct arena *a);
/* Bytes handed out since the last reset. */
size_t arena_size(const struct arena *a);

struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark m);

/* Zeroed, aligned for any type; never NULL. */
void *arena_alloc(struct arena *a, size_t n);
/* The same for large tables of which few places will be used: those that are
 * not take no memory where the system gives it page by page. */
void *arena_sparse(struct arena *a, size_t n);
/* Old bytes are kept; grows in place where the block allows. */
void *arena_grow(struct arena *a, void *old, size_t old_n, size_t n);
/* Copies end in NUL, which is not counted in n. */
str arena_str(struct arena *a, str s);
char *arena_z(struct arena *a, str s);
str arena_printf(struct arena *a, const char *fmt, ...) CC_PRINTF(2, 3);

/* For an arena that is filled once and then read, and may grow with the input:
 * from ARENA_SPILL bytes on, blocks that are full stand in a file without a
 * name ($TMPDIR, or else /var/tmp) at the addresses they had; where no file can
 * be had, or its disk is full, they stay in memory. Before anything is made. */
#define ARENA_SPILL ((size_t)16 << 20)
void arena_spill(struct arena *a);
/* Of the blocks in its file nothing needs to be in memory now. To be called
 * again and again while all of it is read: something is done only once more
 * than ARENA_RESIDENT bytes of files are there. */
#define ARENA_RESIDENT ((size_t)128 << 20)
void arena_lull(struct arena *a);

#define arena_one(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define arena_many(a, T, n) ((T *)arena_alloc((a), sizeof(T) * (n)))

/* malloc, realloc that end the process when memory is out. */
void *xmalloc(size_t n);
void *xrealloc(void *p, size_t n);

#endif
