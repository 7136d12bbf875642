/* charset.c - not built yet. */
#include "text/charset.h"
