/* moment.h - milliseconds since 1970, as the store's texts have them. */
#ifndef KEII_STORE_MOMENT_H
#define KEII_STORE_MOMENT_H

#include "base/str.h"

long long moment_now(void);
/* "2031-03-04T05:06:07.089Z" */
void moment_text(long long ms, char out[32]);
/* Of "…T05:06:07Z", with or without a fraction; -1: no such text. */
long long moment_parse(str text);

#endif
