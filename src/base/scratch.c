/* scratch.c - see scratch.h. */
#define _GNU_SOURCE /* O_TMPFILE, madvise */
#include "base/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"

struct scratch {
	int fd; /* -1: the disk is full */
	off_t end;
};

/* Not every file system has files without a name. */
static int unnamed_file(void)
{
	const char *folder = getenv("TMPDIR");
	char path[PATH_MAX];
	int fd;

	if (!folder || !*folder)
		folder = "/var/tmp";
	fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	if (snprintf(path, sizeof(path), "%s/keii-XXXXXX", folder) >=
	    (int)sizeof(path))
		return -1;
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

struct scratch *scratch_new(void)
{
	int fd = unnamed_file();
	struct scratch *s;

	if (fd < 0)
		return NULL;
	s = xmalloc(sizeof(*s));
	*s = (struct scratch){ .fd = fd };
	return s;
}

void scratch_free(struct scratch **s)
{
	if (!*s)
		return;
	if ((*s)->fd >= 0)
		close((*s)->fd);
	free(*s);
	*s = NULL;
}

static size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

size_t scratch_fit(size_t n)
{
	size_t mask = page_size() - 1;

	return (n + mask) & ~mask;
}

static bool write_whole(int fd, const char *p, size_t n, off_t at)
{
	while (n > 0) {
		ssize_t k = pwrite(fd, p, n, at);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		p += k;
		n -= (size_t)k;
		at += k;
	}
	return true;
}

bool scratch_move(struct scratch *s, void *pages, size_t n)
{
	void *p;

	kassert(scratch_fit(n) == n);
	if (s->fd < 0)
		return false;
	/* written before it is mapped: what doesn't fit is an error here and
	 * no signal later */
	if (!write_whole(s->fd, pages, n, s->end)) {
		close(s->fd);
		s->fd = -1;
		return false;
	}
	p = mmap(pages, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED,
		 s->fd, s->end);
	s->end += (off_t)n;
	if (p == MAP_FAILED) {
		fputs("keii: out of memory (pages of a file)\n", stderr);
		exit(71); /* EX_OSERR; the old pages may be gone */
	}
	return true;
}

void scratch_rest(void *pages, size_t n)
{
	/* a hint: where it is not taken they stay */
	(void)madvise(pages, n, MADV_DONTNEED);
}

size_t scratch_resident(void)
{
	char line[128];
	unsigned long size, all, files;
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof(line) - 1);

	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return SIZE_MAX;
	line[n] = '\0';
	if (sscanf(line, "%lu %lu %lu", &size, &all, &files) != 3)
		return SIZE_MAX;
	return files * page_size();
}
