/* fuzz.h - what each harness is made of. NAME.c defines fuzz_one; fuzz.c calls
 * it for libFuzzer (make fuzz) and for replay.c (./run test). */
#ifndef KEII_TESTS_FUZZ_H
#define KEII_TESTS_FUZZ_H

#include "base/arena.h"
#include "base/diag.h"
#include "pack/pack.h"

/* One input. The arena is empty and is emptied after. */
void fuzz_one(struct arena *a, str in);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* The packs of this repository, loaded once. */
const struct packs *fuzz_packs(void);
/* Lives as long as the process. */
struct arena *fuzz_perm(void);
/* What every reader promises of the text it gives: well-formed UTF-8, no NUL.
 * Ends the process when it isn't. */
void fuzz_check_text(str s);
/* The first byte as a number below n, the rest stays in *in. */
unsigned fuzz_choice(str *in, unsigned n);

#endif
