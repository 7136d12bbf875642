/* trie.c - not built yet. */
#include "pack/trie.h"
