/* jail.h - a process gives up what it doesn't need: files, sockets, other
 * processes, more memory and more files.
 *
 * Linux: landlock (no file system, no network), seccomp (few system calls),
 * rlimits. What a system lacks is left out; jail_lacks tells. */
#ifndef KEII_BASE_JAIL_H
#define KEII_BASE_JAIL_H

#include <stdbool.h>
#include <stddef.h>

/* NULL, or what this system can't hold a process in with, for people:
 * "landlock", "seccomp", "landlock and seccomp". */
const char *jail_lacks(void);
/* Closes all descriptors but a < b; a may be -1. */
void jail_close_but(int a, int b);
/* For the calling process, for ever; it has one thread. Of its descriptors fd
 * and other stay open (-1: only fd). memory: bytes on top of what it has. */
void jail_enter(int fd, int other, size_t memory);
/* Inside: ends with SIGXCPU when it takes so many seconds of CPU from now. */
void jail_seconds(unsigned seconds);

#endif
