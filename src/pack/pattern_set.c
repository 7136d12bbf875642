/* pattern_set.c - not built yet. */
#include "pack/pattern.h"
