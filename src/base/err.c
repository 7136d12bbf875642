/* err.c - a code and a chain of causes. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
	va_list ap;

	if (e->code != ERR_NONE)
		return -1;
	e->code = code;
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	return -1;
}

int err_in(struct err *e, const char *fmt, ...)
{
	char cause[sizeof(e->text)];
	va_list ap;
	int n;

	if (e->code == ERR_NONE)
		return -1;
	memcpy(cause, e->text, sizeof(cause));
	va_start(ap, fmt);
	n = vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof(e->text))
		snprintf(e->text + n, sizeof(e->text) - (size_t)n, ": %s",
			 cause);
	return -1;
}

int err_errno(struct err *e, const char *what)
{
	enum err_code code = ERR_IO;

	if (errno == ENOSPC || errno == EDQUOT)
		code = ERR_FULL;
	return err_set(e, code, "%s: %s", what, strerror(errno));
}
