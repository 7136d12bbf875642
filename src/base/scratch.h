/* scratch.h - memory that stands in a file without a name, which goes with the
 * process: what is there can leave memory and come back. */
#ifndef KEII_BASE_SCRATCH_H
#define KEII_BASE_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

struct scratch;

/* In $TMPDIR, or else /var/tmp. NULL: there is no such file. */
struct scratch *scratch_new(void);
/* The file goes when nothing is mapped from it any more. */
void scratch_free(struct scratch **s);

/* n, or a little more: whole pages. */
size_t scratch_fit(size_t n);
/* Moves n bytes of whole pages, mapped by mmap(), into the file; they can be
 * read and written where they were. false: they stayed in memory, and so will
 * others: the disk is full. */
bool scratch_move(struct scratch *s, void *pages, size_t n);
/* Pages that were moved: they need not be in memory until they are used. */
void scratch_rest(void *pages, size_t n);

/* Bytes of files, also of those that others map, in this process's memory;
 * SIZE_MAX where the system doesn't tell. */
size_t scratch_resident(void);

#endif
