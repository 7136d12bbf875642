/* failing.c - preloaded: the n-th write to disk fails, once or from then on.
 *
 * FAIL_AT: which call, from 1; FAIL_WITH: an errno; FAIL_ON: 1 = all later
 * calls too. Counted are write, pwrite, pwrite64, ftruncate, ftruncate64,
 * fsync and fdatasync on files that are no terminal, pipe or socket. With
 * FAIL_COUNT=FILE the number of calls is written there at the end. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

static int fails(int fd)
{
	const char *at = getenv("FAIL_AT"), *with = getenv("FAIL_WITH");
	const char *on = getenv("FAIL_ON");
	struct stat st;
	long n;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return 0;
	n = atomic_fetch_add(&calls, 1) + 1;
	if (!at || n < atol(at) || (n > atol(at) && !(on && *on == '1')))
		return 0;
	errno = with ? (int)atol(with) : EIO;
	return 1;
}

__attribute__((destructor)) static void tell(void)
{
	const char *name = getenv("FAIL_COUNT");
	FILE *out = name ? fopen(name, "w") : NULL;

	if (!out)
		return;
	fprintf(out, "%ld\n", atomic_load(&calls));
	fclose(out);
}

#define REAL(type, name, ...)                                                  \
	static type (*real)(__VA_ARGS__);                                      \
	if (!real)                                                             \
	real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *p, size_t n)
{
	REAL(ssize_t, "write", int, const void *, size_t);
	return fails(fd) ? -1 : real(fd, p, n);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
	REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
	return fails(fd) ? -1 : real(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
	return fails(fd) ? -1 : real(fd, p, n, at);
}

int ftruncate(int fd, off_t n)
{
	REAL(int, "ftruncate", int, off_t);
	return fails(fd) ? -1 : real(fd, n);
}

int ftruncate64(int fd, off64_t n)
{
	REAL(int, "ftruncate64", int, off64_t);
	return fails(fd) ? -1 : real(fd, n);
}

int fsync(int fd)
{
	REAL(int, "fsync", int);
	return fails(fd) ? -1 : real(fd);
}

int fdatasync(int fd)
{
	REAL(int, "fdatasync", int);
	return fails(fd) ? -1 : real(fd);
}
