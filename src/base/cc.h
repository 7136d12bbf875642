/* cc.h - the compiler extensions we allow ourselves, each under a name. */
#ifndef KEII_BASE_CC_H
#define KEII_BASE_CC_H

#if defined(__GNUC__)
#define CC_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define CC_MUST_USE __attribute__((warn_unused_result))
#define CC_COLD __attribute__((cold))
#define CC_NORETURN __attribute__((noreturn))
#define CC_TYPEOF(x) __typeof__(x)
#else
#define CC_PRINTF(fmt, args)
#define CC_MUST_USE
#define CC_COLD
#define CC_NORETURN
#endif

/* Assertion that stays on: our fault, never the input's. */
#define kassert(x) ((x) ? (void)0 : kassert_failed(#x, __FILE__, __LINE__))
CC_NORETURN CC_COLD void kassert_failed(const char *what, const char *file,
					int line);

/* What the process is working on (an article's id), for kassert's message. */
void kassert_context(const char *what);

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
