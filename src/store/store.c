/* store.c - not built yet. */
#include "store/store.h"
