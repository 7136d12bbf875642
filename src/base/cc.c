/* cc.c - assertions that stay on in production. */
#include "base/cc.h"

#include <stdio.h>
#include <stdlib.h>

static _Thread_local char context[256];

void kassert_context(const char *what)
{
	snprintf(context, sizeof(context), "%s", what ? what : "");
}

void kassert_failed(const char *what, const char *file, int line)
{
	fprintf(stderr, "keii: internal error: %s:%d: %s%s%s\n", file, line,
		what, *context ? " while working on " : "", context);
	abort();
}
