/* pattern.c - not built yet. */
#include "pack/pattern.h"
