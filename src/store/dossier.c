/* dossier.c - not built yet. */
#include "store/dossier.h"
