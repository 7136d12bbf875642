/* walk.h - paths of the command line to the list of files they mean. */
#ifndef KEII_CLI_WALK_H
#define KEII_CLI_WALK_H

#include "base/arena.h"
#include "base/vec.h"

struct walk {
	VEC_OF(const char *);
	struct arena *arena;
	const char *store; /* neither it nor its -wal and -shm is listed */
	uint32_t bad;	   /* paths that could not be listed */
	void (*complain)(const char *path, const char *why);
};

/* A file or "-" as it is; a folder's files by name, its folders in the same
 * way. Hidden files, and what is no file, are left out of folders. */
void walk_path(struct walk *w, const char *path);

#endif
