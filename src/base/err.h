/* err.h - the world's faults: a code and a chain of causes.
 *
 * A function that can fail by the world's fault (disk, database, network)
 * takes a struct err * and returns 0 or a negative number. The first error
 * wins; on success the err is untouched. Callers add context with err_in();
 * only cli/ and web/ print. */
#ifndef KEII_BASE_ERR_H
#define KEII_BASE_ERR_H

#include "base/cc.h"

enum err_code {
	ERR_NONE = 0,
	ERR_IO,	     /* file or device */
	ERR_FULL,    /* no space left */
	ERR_STORE,   /* database refused or is damaged */
	ERR_VERSION, /* written by another version */
	ERR_INPUT,   /* an input as a whole can't be used */
	ERR_LIMIT,   /* a ceiling was reached */
	ERR_USAGE,   /* the caller asked for something that isn't there */
};

struct err {
	enum err_code code;
	char text[1000];
};

#define ERR_INIT                                                               \
	{                                                                      \
		ERR_NONE, ""                                                   \
	}

/* Always return -1, so that "return err_set(...)" reads well. */
int err_set(struct err *e, enum err_code code, const char *fmt, ...)
	CC_PRINTF(3, 4);
/* Puts "context: " in front of an error that is set. */
int err_in(struct err *e, const char *fmt, ...) CC_PRINTF(2, 3);
/* ERR_FULL for ENOSPC and EDQUOT, else ERR_IO; text "what: strerror". */
int err_errno(struct err *e, const char *what);

#endif
