/* jail.c - landlock by its system calls (the headers of the time are older than
 * kernels), seccomp by libseccomp. */
#define _GNU_SOURCE /* syscall, RLIMIT_NPROC */
#include "base/jail.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifdef HAVE_SECCOMP
#include <seccomp.h>
#endif

#include "base/cc.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#endif

/* ---- landlock: the same numbers on every architecture */
#define LANDLOCK_CREATE 444
#define LANDLOCK_RESTRICT 446
#define LANDLOCK_VERSION 1u

struct landlock {
	uint64_t files, network, scoped;
};

/* Version of the kernel's landlock, < 1 when it has none. */
static long landlock_version(void)
{
	return syscall(LANDLOCK_CREATE, NULL, 0, LANDLOCK_VERSION);
}

/* All that can be handled is, and nothing is allowed. */
static void no_files(void)
{
	static const uint8_t file_rights[] = { 13, 14, 15, 15, 16 };
	long version = landlock_version();
	struct landlock rules = { 0 };
	size_t size = sizeof(uint64_t);
	int fd;

	if (version < 1)
		return;
	rules.files =
		(UINT64_C(1) << file_rights[version > 5 ? 4 : version - 1]) - 1;
	if (version >= 4) {
		rules.network = 3; /* bind and connect of TCP */
		size = 2 * sizeof(uint64_t);
	}
	if (version >= 6) {
		rules.scoped = 3; /* abstract sockets and signals */
		size = 3 * sizeof(uint64_t);
	}
	fd = (int)syscall(LANDLOCK_CREATE, &rules, size, 0);
	if (fd < 0)
		return;
	syscall(LANDLOCK_RESTRICT, fd, 0);
	close(fd);
}

/* ---- seccomp */
#ifdef HAVE_SECCOMP
static const int plain_calls[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(sendto),
	SCMP_SYS(recvfrom),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(brk),
	SCMP_SYS(madvise),
	SCMP_SYS(futex),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(getrandom),
	SCMP_SYS(sched_yield),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(close),
};

/* Conditions on the call's argument of that number. */
static struct scmp_arg_cmp is(unsigned arg, scmp_datum_t value)
{
	return (struct scmp_arg_cmp){ arg, SCMP_CMP_EQ, value, 0 };
}

static struct scmp_arg_cmp with(unsigned arg, scmp_datum_t bits)
{
	return (struct scmp_arg_cmp){ arg, SCMP_CMP_MASKED_EQ, bits, bits };
}

static struct scmp_arg_cmp without(unsigned arg, scmp_datum_t bits)
{
	return (struct scmp_arg_cmp){ arg, SCMP_CMP_MASKED_EQ, bits, 0 };
}

/* All others fail with EPERM: a library that looks for a file goes on. */
static void few_calls(void)
{
	scmp_filter_ctx c = seccomp_init(SCMP_ACT_ERRNO(EPERM));

	if (!c)
		return;
	for (size_t i = 0; i < COUNT(plain_calls); i++)
		seccomp_rule_add(c, SCMP_ACT_ALLOW, plain_calls[i], 0);
	/* memory without code in it, of no file */
	seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
			 without(2, PROT_EXEC), with(3, MAP_ANONYMOUS));
	seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
			 without(2, PROT_EXEC));
	/* its own limit of CPU time, and a signal to itself (abort) */
	seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, is(0, 0),
			 is(1, RLIMIT_CPU));
	seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
			 is(0, (scmp_datum_t)getpid()));
	seccomp_load(c);
	seccomp_release(c);
}

static bool has_seccomp(void)
{
	return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}
#else
static void few_calls(void)
{
}

static bool has_seccomp(void)
{
	return false;
}
#endif

const char *jail_lacks(void)
{
	bool landlock = landlock_version() >= 1, seccomp = has_seccomp();

	if (landlock)
		return seccomp ? NULL : "seccomp";
	return seccomp ? "landlock" : "landlock and seccomp";
}

/* ---- limits */
#define limit(what, most)                                                      \
	setrlimit((what), &(const struct rlimit){ (most), (most) })

/* Bytes of address space the process has now; 0: not known. */
static size_t size_now(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	unsigned long pages = 0;

	if (!f)
		return 0;
	if (fscanf(f, "%lu", &pages) != 1)
		pages = 0;
	fclose(f);
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static void limits(size_t memory, int high)
{
	size_t now = size_now();

#ifndef SANITIZED /* which map terabytes */
	if (now)
		limit(RLIMIT_AS, now + memory);
#else
	(void)now;
	(void)memory;
#endif
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NPROC, 0);
	limit(RLIMIT_NOFILE, (rlim_t)high + 1);
}

void jail_seconds(unsigned seconds)
{
	struct timespec used;
	struct rlimit r;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	if (getrlimit(RLIMIT_CPU, &r) < 0)
		return;
	r.rlim_cur = (rlim_t)used.tv_sec + seconds + 1;
	setrlimit(RLIMIT_CPU, &r);
}

static void close_range_of(int from, int to)
{
#ifdef SYS_close_range
	if (from > to || syscall(SYS_close_range, from, to, 0) == 0)
		return;
#endif
	for (int fd = from; fd <= to; fd++)
		close(fd);
}

void jail_close_but(int a, int b)
{
	long most = sysconf(_SC_OPEN_MAX);

#ifdef SANITIZED /* what they find is told on standard error */
	for (int fd = 0; fd < STDERR_FILENO; fd++)
		if (fd != a)
			close(fd);
	close_range_of((a > STDERR_FILENO ? a : STDERR_FILENO) + 1, b - 1);
	if (a > STDERR_FILENO + 1)
		close_range_of(STDERR_FILENO + 1, a - 1);
#else
	close_range_of(0, a - 1);
	close_range_of(a + 1, b - 1);
#endif
	close_range_of(b + 1, most > 0 && most < INT_MAX ? (int)most : INT_MAX);
}

void jail_enter(int fd, int other, size_t memory)
{
	int high = fd > other ? fd : other;

	limits(memory, high);
	jail_close_but(fd > other ? other : fd, high);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	no_files();
	few_calls();
}
