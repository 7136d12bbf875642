/* arena.c - blocks in a list, newest first; each twice the one before.
 *
 * Under the address sanitizer what is not handed out is poisoned, and a guard
 * stands behind each piece: a read beyond one is found as with malloc. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, madvise */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/scratch.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GUARDED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(GUARDED)
#include <sanitizer/asan_interface.h>
#define GUARD 16u
#define forbid(p, n) __asan_poison_memory_region((p), (n))
#define permit(p, n) __asan_unpoison_memory_region((p), (n))
#else
#define GUARD 0u
#define forbid(p, n) ((void)(p), (void)(n))
#define permit(p, n) ((void)(p), (void)(n))
#endif

#define FIRST_BLOCK ((size_t)64 << 10)
#define LARGEST_BLOCK ((size_t)8 << 20)

struct block {
	struct block *older;
	size_t size, used;
	bool mapped;  /* by itself, not from malloc */
	bool spilled; /* it stands in the file */
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct block *top;
	size_t total;		    /* bytes in older blocks */
	struct arena *under, *next; /* those it owns; the owner's next */
	struct scratch *file;	    /* NULL: its blocks stay in memory */
};

static CC_NORETURN CC_COLD void out_of_memory(size_t n)
{
	fprintf(stderr, "keii: out of memory (%zu bytes asked for)\n", n);
	exit(71); /* EX_OSERR */
}

void *xmalloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		out_of_memory(n);
	return p;
}

void *xrealloc(void *p, size_t n)
{
	p = realloc(p, n ? n : 1);
	if (!p)
		out_of_memory(n);
	return p;
}

struct arena *arena_new(void)
{
	struct arena *a = xmalloc(sizeof(*a));

	*a = (struct arena){ 0 };
	return a;
}

struct arena *arena_under(struct arena *owner)
{
	struct arena *a = arena_new();

	a->next = owner->under;
	owner->under = a;
	return a;
}

static void drop_block(struct block *b)
{
	if (b->mapped) {
		permit(b->bytes, b->size); /* of what is mapped there next */
		munmap(b, sizeof(*b) + b->size);
	} else {
		free(b);
	}
}

static void drop_until(struct arena *a, const struct block *stop)
{
	while (a->top != stop) {
		struct block *b = a->top;

		a->top = b->older;
		drop_block(b);
		if (a->top)
			a->total -= a->top->used;
	}
}

static void drop_under(struct arena *a)
{
	while (a->under) {
		struct arena *x = a->under;

		a->under = x->next;
		arena_free(&x);
	}
}

void arena_free(struct arena **a)
{
	if (!*a)
		return;
	drop_under(*a);
	drop_until(*a, NULL);
	scratch_free(&(*a)->file);
	free(*a);
	*a = NULL;
}

void arena_reset(struct arena *a)
{
	struct block *b = a->top;

	drop_under(a);
	if (!b)
		return;
	/* keep the newest block unless it is a giant one */
	if (b->size <= LARGEST_BLOCK) {
		a->top = b->older;
		drop_until(a, NULL);
		b->older = NULL;
		b->used = 0;
		forbid(b->bytes, b->size);
		a->top = b;
	} else {
		drop_until(a, NULL);
	}
	a->total = 0;
}

size_t arena_size(const struct arena *a)
{
	return a->total + (a->top ? a->top->used : 0);
}

struct arena_mark arena_mark(const struct arena *a)
{
	return (struct arena_mark){ a->top, a->top ? a->top->used : 0 };
}

void arena_rewind(struct arena *a, struct arena_mark m)
{
	drop_until(a, m.block);
	if (!a->top)
		return;
	a->top->used = m.used;
	forbid(a->top->bytes + m.used, a->top->size - m.used);
}

/* What a piece of n bytes takes of its block. */
static size_t taken(size_t n)
{
	size_t mask = alignof(max_align_t) - 1;

	return (((n ? n : 1) + mask) & ~mask) + GUARD;
}

/* Pages of its own, zeroed, with room for n bytes. */
static struct block *mapped_block(size_t n)
{
	struct block *b = mmap(NULL, sizeof(*b) + n, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (b == MAP_FAILED)
		out_of_memory(n);
	b->mapped = true;
	b->size = n;
	return b;
}

/* The block is full: from now on it stands in the file, if it can. */
static void spill_out(struct arena *a, struct block *b)
{
	if (!b->mapped || b->spilled)
		return;
	permit(b->bytes, b->size); /* the guards are written, too */
	b->spilled = true;
	if (!scratch_move(a->file, b, sizeof(*b) + b->size))
		b->spilled = false;
}

static void new_block(struct arena *a, size_t n)
{
	size_t size = a->top ? a->top->size * 2 : FIRST_BLOCK;
	struct block *b;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < n)
		size = n;
	if (a->file && a->total > ARENA_SPILL) {
		spill_out(a, a->top);
		b = mapped_block(scratch_fit(sizeof(*b) + size) - sizeof(*b));
		size = b->size;
	} else {
		b = xmalloc(sizeof(*b) + size);
		b->mapped = b->spilled = false;
		b->size = size;
	}
	b->older = a->top;
	b->used = 0;
	forbid(b->bytes, size);
	if (a->top)
		a->total += a->top->used;
	a->top = b;
}

/* Not zeroed: for who writes all of it. */
static void *piece(struct arena *a, size_t n)
{
	size_t size;
	void *p;

	kassert(n < SIZE_MAX / 4);
	size = taken(n);
	if (!a->top || a->top->size - a->top->used < size)
		new_block(a, size);
	p = a->top->bytes + a->top->used;
	a->top->used += size;
	permit(p, n);
	return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
	return memset(piece(a, n), 0, n);
}

/* A block of its own below the newest, which goes on being filled. */
void *arena_sparse(struct arena *a, size_t n)
{
	struct block *b = mapped_block(n);

	permit(b->bytes, n); /* whatever was mapped there before */
	b->used = n;
	if (a->top) {
		b->older = a->top->older;
		a->top->older = b;
		a->total += n;
	} else {
		a->top = b;
	}
	return b->bytes;
}

void *arena_grow(struct arena *a, void *old, size_t old_n, size_t n)
{
	struct block *b = a->top;
	char *p = old;
	void *q;

	if (n <= old_n)
		return old;
	if (old && b && p + taken(old_n) == b->bytes + b->used &&
	    (size_t)(p - b->bytes) + taken(n) <= b->size) {
		permit(p, n);
		memset(p + old_n, 0, n - old_n);
		b->used = (size_t)(p - b->bytes) + taken(n);
		return old;
	}
	q = piece(a, n);
	if (old_n)
		memcpy(q, old, old_n);
	memset((char *)q + old_n, 0, n - old_n);
	return q;
}

void arena_spill(struct arena *a)
{
	kassert(!a->top && !a->file);
	a->file = scratch_new();
}

void arena_lull(struct arena *a)
{
	if (!a->file || scratch_resident() <= ARENA_RESIDENT)
		return;
	for (struct block *b = a->top; b; b = b->older)
		if (b->spilled)
			scratch_rest(b, sizeof(*b) + b->size);
}

char *arena_z(struct arena *a, str s)
{
	char *p = piece(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

str arena_str(struct arena *a, str s)
{
	return (str){ arena_z(a, s), s.n };
}

str arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char most[128], *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(most, sizeof(most), fmt, ap);
	va_end(ap);
	kassert(n >= 0);
	if ((size_t)n < sizeof(most)) /* once is enough */
		return arena_str(a, (str){ most, (size_t)n });
	p = piece(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (str){ p, (size_t)n };
}
