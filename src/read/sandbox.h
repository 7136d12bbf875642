/* sandbox.h - sources are read in a child that can do nothing else.
 *
 * One child lives as long as the sandbox and gets source after source. It has
 * no files, no sockets, no other processes (base/jail.h). One that crashes,
 * takes too long or too much memory costs the source it was reading, with a
 * diagnostic (S001 …); the next source gets a new child. Its answers are not
 * trusted (wire.h). */
#ifndef KEII_READ_SANDBOX_H
#define KEII_READ_SANDBOX_H

#include "base/nest.h"
#include "read/origin.h"

struct sandbox;

/* How the child reads; ctx is what it was when the nest was made. */
typedef void sandbox_fn(void *ctx, struct arena *a, str bytes, str name,
			struct articles *out, struct diags *diags);

/* On the heap; lends the nest, which many may. seconds, memory: the ceilings of
 * one source; 0: those of limits.h. The first child is started with the first
 * source. */
struct sandbox *sandbox_new(struct nest *nest, sandbox_fn *fn, void *ctx,
			    unsigned seconds, size_t memory);
/* The same for source_read_with. cues are older than the nest. */
struct sandbox *sandbox_reading(struct nest *nest, const struct cues *cues);
/* Starts the child now. -1 and e set when it can't be. */
int sandbox_start(struct sandbox *s, struct err *e);
void sandbox_free(struct sandbox **s);
/* As source_read_with. -1 and e set when no child can be started, or the nest
 * has ended. */
int sandbox_read(struct sandbox *s, struct arena *a, str bytes, str name,
		 struct articles *out, struct diags *diags, struct err *e);
/* As origin_find, *found its result; of a sandbox_reading. */
int sandbox_origin(struct sandbox *s, struct arena *a, str bytes, str name,
		   uint32_t number, str text, struct origin_place *places,
		   size_t n, struct origin *out, bool *found,
		   struct diags *diags, struct err *e);
/* ---- what comes out of an archive, in a child of its own */
struct sandbox_out;
/* In the child: what it does with the archive, and how it hands a document
 * out. start: what was read of fd before. */
typedef void sandbox_run(struct sandbox_out *out, str start, int fd);
void sandbox_give(struct sandbox_out *out, uint32_t what, str name, str bytes);
/* With each, lent for the call, as given: nothing of it is checked but its
 * size. Not 0: stop. */
typedef int sandbox_take(void *ctx, uint32_t what, str name, str bytes,
			 struct err *e);
/* Starts a child that may also read fd (-1: none), and takes what it gives. 0,
 * or what take returned, or -1 and e set. A child that is lost: S005 in diags;
 * what it gave before is taken. */
int sandbox_pump(struct nest *nest, str start, int fd, sandbox_run *run,
		 sandbox_take *take, void *ctx, str name, struct diags *diags,
		 struct err *e);

/* Whether a diagnostic tells that a source was lost so. */
bool sandbox_lost(enum diag_code code);

#endif
