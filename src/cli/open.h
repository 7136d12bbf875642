/* open.h - what the commands that read or change a whole dossier share. */
#ifndef KEII_CLI_OPEN_H
#define KEII_CLI_OPEN_H

#include "cli/command.h"
#include "store/dossier.h"

/* One line on a terminal that is written over; nothing elsewhere. */
struct progress {
	bool on, shown;
	long long last; /* milliseconds */
};
void progress_init(struct progress *p, const struct cli *c);
void progress_show(struct progress *p, const char *doing, uint32_t done,
		   uint32_t of, const char *name);
/* Takes the line away, before other output. */
void progress_clear(struct progress *p);
/* Milliseconds that only grow. */
long long progress_now(void);

/* A dossier with all it needs to read sources. */
struct desk {
	struct dossier dossier;
	struct reader *reader;
	struct progress progress;
	const char *doing; /* for the progress line */
};

/* An exit code; EXIT_OK when all went well. Pair with desk_close, also after
 * a failure. */
int desk_open(struct desk *k, struct cli *c, unsigned flags, const char *doing);
void desk_close(struct desk *k);
/* Takes "-j N", "-jN" or "-j=N" at argv[*i], which moves to its last word;
 * false when something else is there. */
bool cli_jobs_option(int argc, char **argv, int *i, unsigned *jobs);
/* "1 source", "2 sources". */
const char *plural(uint32_t n, const char *one, const char *many);

#endif
