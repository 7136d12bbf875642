/* sqlite_wal.c - see sqlite_wal.h. */
#include "store/sqlite_wal.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sqlite_pages.h"

#define HEAD_BYTES 32u
#define FRAME_HEAD 24u
#define MOST_GENERATIONS 64u
#define MAGIC 0x377f0682u /* the words of checksums: the lowest byte first */
#define MAGIC_BIG 0x377f0683u
/* The head of a -shm file (WalIndexHdr in SQLite's wal.c). */
#define SHM_HEAD 48u
#define SHM_SUMMED 40u

static uint32_t big(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	       (uint32_t)b[2] << 8 | b[3];
}

static uint32_t little(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 |
	       (uint32_t)b[1] << 8 | b[0];
}

struct sum {
	uint32_t a, b;
};

/* n: a multiple of 8. */
static struct sum sum_of(struct sum s, const char *p, size_t n, bool is_big)
{
	for (size_t i = 0; i < n; i += 8) {
		s.a += (is_big ? big(p + i) : little(p + i)) + s.b;
		s.b += (is_big ? big(p + i + 4) : little(p + i + 4)) + s.a;
	}
	return s;
}

static bool sum_is(struct sum s, const char *p)
{
	return s.a == big(p) && s.b == big(p + 4);
}

size_t wal_page_size(str file)
{
	size_t size;

	if (file.n < HEAD_BYTES || (big(file.p) & ~1u) != MAGIC)
		return 0;
	size = big(file.p + 8);
	return size >= SQLITE_LEAST_PAGE && size <= SQLITE_MOST_PAGE &&
			       (size & (size - 1)) == 0
		       ? size
		       : 0;
}

static bool head_whole(str head)
{
	const struct sum none = { 0, 0 };

	return (big(head.p) & ~1u) == MAGIC &&
	       sum_is(sum_of(none, head.p, 24, big(head.p) == MAGIC_BIG),
		      head.p + 24);
}

/* The frame's checksum goes on from the one that stands in the frame before,
 * or in the head: a damaged page does not spoil those behind it. */
static bool frame_whole(const char *before, const char *frame, size_t page_size,
			bool is_big)
{
	struct sum s = { big(before), big(before + 4) };

	s = sum_of(s, frame, 8, is_big);
	s = sum_of(s, frame + FRAME_HEAD, page_size, is_big);
	return sum_is(s, frame + 16);
}

/* ---- which frames were written together */

static bool same_salts(const char *one, const char *other)
{
	return memcmp(one, other, 8) == 0;
}

/* Behind the last frame with these salts: those between belong to them too,
 * and whatever goes on with their checksums. */
static uint32_t end_of(const struct wal *w, uint32_t from, const char *salts)
{
	uint32_t end = from;

	for (uint32_t i = w->n; end == from && i-- > from;)
		if (same_salts(w->v[i].salts, salts))
			end = i + 1;
	while (end < w->n && w->v[end].whole)
		end++;
	return end;
}

/* When the file begins anew it gets other salts and is overwritten from its
 * beginning: behind the frames since then stand older ones. */
static void part(struct wal *w)
{
	uint32_t from = 0, generation = 0;

	if (w->head_whole) {
		from = end_of(w, 0, w->head.p + 16);
		generation = 1;
	}
	for (; from < w->n; generation++) {
		uint32_t end = generation < MOST_GENERATIONS
				       ? end_of(w, from, w->v[from].salts)
				       : w->n;

		for (; from < end; from++)
			w->v[from].generation = generation;
	}
}

static void mark_committed(struct wal *w)
{
	bool committed = false;

	for (uint32_t i = w->n; i-- > 0;) {
		if (i + 1 < w->n &&
		    w->v[i].generation != w->v[i + 1].generation)
			committed = false;
		committed |= w->v[i].commits;
		w->v[i].committed = committed;
	}
}

void wal_read(struct arena *a, str file, size_t page_size, struct wal *out)
{
	const size_t step = FRAME_HEAD + page_size;
	const char *before;
	bool is_big;

	*out = (struct wal){ 0 };
	if (file.n < HEAD_BYTES)
		return;
	out->head = str_cut(file, 0, HEAD_BYTES);
	out->head_whole =
		head_whole(out->head) && wal_page_size(file) == page_size;
	is_big = big(file.p) == MAGIC_BIG;
	before = file.p + 24;
	for (size_t at = HEAD_BYTES; at + step <= file.n; at += step) {
		const char *p = file.p + at;

		*vec_add(a, out) = (struct wal_frame){
			.page = big(p),
			.bytes = { p + FRAME_HEAD, page_size },
			.salts = p + 8,
			.commits = big(p) && big(p + 4),
			.whole = big(p) &&
				 frame_whole(before, p, page_size, is_big),
		};
		before = p + 16;
	}
	part(out);
	mark_committed(out);
}

/* ---- what SQLite would drop */

/* How many frames there were, as the processes that wrote them kept it among
 * themselves; 0: not known, or of another beginning of the file. */
static uint32_t frames_by(str shm, str head)
{
	const struct sum none = { 0, 0 };
	struct sum s;

	if (shm.n < 2 * SHM_HEAD || memcmp(shm.p, shm.p + SHM_HEAD, SHM_HEAD) ||
	    !shm.p[12] || memcmp(shm.p + 32, head.p + 16, 8))
		return 0;
	s = sum_of(none, shm.p, SHM_SUMMED, false);
	if (s.a != little(shm.p + 40) || s.b != little(shm.p + 44))
		return 0;
	return little(shm.p + 16);
}

/* SQLite follows it so far. */
static bool follows(const struct wal *w, uint32_t i)
{
	return w->head_whole && w->v[i].whole &&
	       same_salts(w->v[i].salts, w->head.p + 16);
}

bool wal_loses(const struct wal *w, str shm, char *why, size_t n)
{
	uint32_t followed = 0, kept = 0, damaged = 0, were;

	while (followed < w->n && follows(w, followed))
		followed++;
	for (uint32_t i = 0; i < w->n; i++) {
		if (w->v[i].generation == 0 && w->v[i].committed)
			kept = i + 1;
		damaged += i < kept && !follows(w, i);
	}
	if (kept > followed) {
		snprintf(why, n, "of its %u pages %u are damaged%s", kept,
			 damaged, w->head_whole ? "" : ", and its head");
		return true;
	}
	were = w->head_whole ? frames_by(shm, w->head) : 0;
	if (were <= followed)
		return false;
	snprintf(why, n, "of its %u pages %u are missing", were,
		 were - followed);
	return true;
}

/* ---- files */

str map_file(const char *path, const char *ending)
{
	char name[4200];
	str out = STR_NONE;
	struct stat st;
	void *p;
	int fd;

	snprintf(name, sizeof(name), "%s%s", path, ending);
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return out;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0) {
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd,
			 0);
		if (p != MAP_FAILED)
			out = (str){ p, (size_t)st.st_size };
	}
	close(fd);
	return out;
}

void unmap_file(str *file)
{
	if (file->p)
		munmap((void *)(uintptr_t)file->p, file->n);
	*file = STR_NONE;
}
