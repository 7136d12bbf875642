/* test-sandbox.c - the child that reads: what it may not do, and that a source
 * on which it crashes, hangs or swells is the only one that is lost. */
#include <check.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/jail.h"
#include "pack/pack.h"
#include "read/cues.h"
#include "read/sandbox.h"
#include "read/wire.h"
#include "store/dossier.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED /* there is no ceiling for memory then */
#endif
#endif

#define SECONDS 1
#define MEMORY ((size_t)256 << 20)

static struct arena *arena;
static struct nest *nest;
static struct err e;
static pthread_mutex_t held = PTHREAD_MUTEX_INITIALIZER;

static void setup(void)
{
	arena = arena_new();
	e = (struct err)ERR_INIT;
	nest = nest_new();
}

static void teardown(void)
{
	nest_free(&nest);
	arena_free(&arena);
}

/* A reader that does what the source says, and tells what came of it. */
static void obey(void *ctx, struct arena *a, str bytes, str name,
		 struct articles *out, struct diags *diags)
{
	volatile int *nowhere = NULL;
	str said = bytes;

	(void)ctx;
	if (str_is(bytes, "crash"))
		raise(SIGSEGV);
	if (str_is(bytes, "write nowhere"))
		*nowhere = 1;
	if (str_is(bytes, "assert"))
		kassert(bytes.n == 0);
	if (str_is(bytes, "exit"))
		_exit(3);
	if (str_is(bytes, "hang"))
		for (;;)
			*(volatile char *)a = *(volatile char *)a;
	if (str_is(bytes, "sleep"))
		for (;;)
			sigsuspend(&(sigset_t){ 0 });
	if (str_is(bytes, "swell"))
		for (;;)
			memset(arena_alloc(a, 1 << 20), 1, 1 << 20);
	if (str_is(bytes, "lock"))
		pthread_mutex_lock(&held);
	if (str_is(bytes, "lie"))
		diag_add_file(diags, (enum diag_code)12345, name, 0, 0,
			      STR_NONE, STR_NONE);
	if (str_is(bytes, "open"))
		said = open("/etc/passwd", O_RDONLY) < 0 ? STR("refused")
							 : STR("opened");
	if (str_is(bytes, "create"))
		said = open("/tmp/keii-test-sandbox", O_WRONLY | O_CREAT,
			    0600) < 0
			       ? STR("refused")
			       : STR("opened");
	if (str_is(bytes, "socket"))
		said = socket(AF_INET, SOCK_STREAM, 0) < 0 ? STR("refused")
							   : STR("opened");
	if (str_is(bytes, "fork"))
		said = fork() < 0 ? STR("refused") : STR("forked");
	if (str_is(bytes, "files")) {
		struct stat st;
		uint32_t n = 0;

		for (int fd = 0; fd < 256; fd++)
			n += fcntl(fd, F_GETFD) >= 0 || fstat(fd, &st) == 0;
		said = arena_printf(a, "%u", n);
	}
	*vec_add(a, out) = (struct article){
		.text = said,
		.title = name,
	};
	diag_add_file(diags, DIAG_R008, name, 3, 4, bytes, STR("detail"));
}

/* What the source's article says, or the id of the diagnostic. */
static str ask(struct sandbox *s, const char *what)
{
	struct articles list = { 0 };
	struct diags diags = { .arena = arena };

	ck_assert_int_eq(sandbox_read(s, arena, str_of(what), STR("a.txt"),
				      &list, &diags, &e),
			 0);
	ck_assert_uint_eq(diags.n, 1);
	ck_assert(str_is(diags.v[0].file, "a.txt"));
	if (!list.n)
		return str_of(diag_id(diags.v[0].code));
	ck_assert(str_is(list.v[0].title, "a.txt"));
	ck_assert(!list.v[0].url.p);
	ck_assert(str_is(diags.v[0].detail, "detail"));
	ck_assert_uint_eq(diags.v[0].column, 4);
	return list.v[0].text;
}

static void says(struct sandbox *s, const char *what, const char *want)
{
	str got = ask(s, what);

	ck_assert_msg(str_is(got, want), "%s: <%.*s>, not <%s>", what,
		      STR_FMT(got), want);
}

START_TEST(one_source_is_lost)
{
	static const struct {
		const char *what, *code;
	} faults[] = {
		{ "crash", "S001" },
		{ "write nowhere", "S001" },
		{ "assert", "S001" },
		{ "exit", "S001" },
#if !defined(__SANITIZE_ADDRESS__) && !defined(SANITIZED)
		{ "swell", "S003" },
#endif
		{ "lie", "S004" },
	};
	struct sandbox *s = sandbox_new(nest, obey, NULL, 0, MEMORY);

	for (size_t i = 0; i < COUNT(faults); i++) {
		says(s, "before", "before");
		says(s, faults[i].what, faults[i].code);
		says(s, "after", "after");
	}
	sandbox_free(&s);
}
END_TEST

/* One that works on and one that waits. */
START_TEST(a_slow_source_is_lost)
{
	struct sandbox *s = sandbox_new(nest, obey, NULL, SECONDS, 0);

	says(s, "hang", "S002");
	says(s, "sleep", "S002");
	says(s, "after", "after");
	sandbox_free(&s);
}
END_TEST

START_TEST(nothing_is_open)
{
	struct sandbox *s = sandbox_new(nest, obey, NULL, 0, 0);

	if (!jail_lacks()) {
		says(s, "open", "refused");
		says(s, "create", "refused");
		says(s, "socket", "refused");
		says(s, "fork", "refused");
	}
	sandbox_free(&s);
}
END_TEST

/* Twenty questions, one child; a large one; an empty one. */
START_TEST(one_child_for_many)
{
	struct sandbox *s = sandbox_new(nest, obey, NULL, 0, 0);
	size_t n = 5000000;
	char *large = arena_alloc(arena, n + 1);

	for (int i = 0; i < 20; i++)
		says(s, arena_printf(arena, "text %d", i).p,
		     arena_printf(arena, "text %d", i).p);
	memset(large, 'x', n);
	ck_assert_uint_eq(ask(s, large).n, n);
	says(s, "", "");
	sandbox_free(&s);
	sandbox_free(&s);
}
END_TEST

/* Through add: the lost source is told and not kept, the others are. */
START_TEST(adding_goes_on)
{
	char where[] = "/tmp/keii-sandbox-XXXXXX";
	struct diags diags = { .arena = arena };
	struct packs *packs = packs_load(STR(TEST_PACKS), &diags, &e);
	struct add_result r;
	struct dossier d = { .packs = packs };
	str store;

	ck_assert(mkdtemp(where));
	store = arena_printf(arena, "%s/s.db", where);
	d.reader = reader_new(packs, &diags);
	d.store = store_open(store.p, STORE_WRITE | STORE_CREATE, &e);
	d.cues = cues_in(arena, packs);
	d.sandbox = sandbox_new(nest, obey, NULL, 0, 0);
	ck_assert_int_eq(dossier_add(&d, STR("a"), STR("One."), &r, &e), 0);
	ck_assert_uint_eq(r.sources_new, 1);
	ck_assert_int_eq(dossier_add(&d, STR("b"), STR("crash"), &r, &e), 0);
	ck_assert_uint_eq(r.sources_new, 0);
	ck_assert_uint_eq(r.diags->n, 1);
	ck_assert_int_eq(r.diags->v[0].code, DIAG_S001);
	ck_assert(str_is(r.diags->v[0].file, "b"));
	ck_assert_int_eq(dossier_add(&d, STR("c"), STR("Two."), &r, &e), 0);
	ck_assert_uint_eq(r.sources_new, 1);
	dossier_release(&d);
	store_close(&d.store);
	sandbox_free(&d.sandbox);
	reader_free((struct reader **)(uintptr_t)&d.reader);
	packs_free(&packs);
	unlink(store.p);
	rmdir(where);
}
END_TEST

/* One that knows what was made since the first. */
static struct nest *newer_nest(void)
{
	nest_free(&nest);
	return nest = nest_new();
}

/* The same articles and diagnostics as without. */
START_TEST(the_same_as_without)
{
	static const char *const pages[] = {
		"<html><head><title>A</title></head><body><p>港の市長は3月5日に"
		"会談した。次の会談は来週に開く。</p></body></html>",
		"{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":1}\nx\xFF\n"
		"{\"id\":\"b\",\"text\":\"Two.\"}\n",
		"",
		/* an address that is no text */
		"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: "
		"http://a.example/\xFF\r\nContent-Type: text/plain\r\n"
		"Content-Length: 22\r\n\r\nThe two mayors met up.\r\n\r\n",
		"\x89PNG\r\n\x1A\n\0\0\0",
	};
	struct diags none = { .arena = arena };
	struct packs *packs = packs_load(STR(TEST_PACKS), &none, &e);
	const struct cues *cues = cues_in(arena, packs);
	struct sandbox *s = sandbox_reading(newer_nest(), cues);

	for (size_t i = 0; i < COUNT(pages); i++) {
		struct diags d[2] = { { .arena = arena }, { .arena = arena } };
		struct articles list[2] = { 0 };
		struct buf b[2];

		source_read_with(arena, cues, str_of(pages[i]), STR("x"),
				 &list[0], &d[0]);
		ck_assert_int_eq(sandbox_read(s, arena, str_of(pages[i]),
					      STR("x"), &list[1], &d[1], &e),
				 0);
		for (int k = 0; k < 2; k++) {
			buf_init(&b[k], 1 << 20);
			wire_put(&b[k], &list[k], &d[k]);
		}
		ck_assert(b[0].n > 12 &&
			  str_eq(buf_str(&b[0]), buf_str(&b[1])));
		buf_release(&b[0]);
		buf_release(&b[1]);
	}
	sandbox_free(&s);
	packs_free(&packs);
}
END_TEST

/* What is taken. */
struct taking {
	uint32_t taken, stop_at;
};

/* "3 crash": gives numbers up to its own, and then does what the word says. */
static void give_some(struct sandbox_out *out, str start, int fd)
{
	uint32_t n = (uint32_t)str_to_long(str_token(&start, ' '));

	for (uint32_t i = 0; i < n; i++)
		sandbox_give(out, i, STR("name"), STR("some bytes"));
	if (str_is(start, "crash"))
		raise(SIGSEGV);
	if (str_is(start, "open") && !jail_lacks())
		kassert(open("/etc/passwd", O_RDONLY) < 0);
	if (str_is(start, "read")) {
		char room[16];
		ssize_t got = read(fd, room, sizeof(room));

		kassert(got == 4 && memcmp(room, "more", 4) == 0);
	}
	if (str_is(start, "large"))
		sandbox_give(out, 0, STR("x"), (str){ "", LIMIT_SOURCE + 1 });
}

static int take_some(void *ctx, uint32_t what, str name, str bytes,
		     struct err *err)
{
	struct taking *g = ctx;

	(void)err;
	ck_assert_uint_eq(what, g->taken);
	ck_assert(str_is(name, "name") && str_is(bytes, "some bytes"));
	g->taken++;
	return g->taken == g->stop_at ? 7 : 0;
}

START_TEST(a_stream_of_documents)
{
	static const struct {
		const char *what;
		uint32_t stop_at, taken;
		bool lost;
	} all[] = {
		{ "1000 end", 0, 1000, false }, { "3 open", 0, 3, false },
		{ "2 read", 0, 2, false },	{ "1000 end", 5, 5, false },
		{ "3 crash", 0, 3, true },	{ "0 crash", 0, 0, true },
		{ "2 large", 0, 2, true },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		struct taking g = { .stop_at = all[i].stop_at };
		struct diags diags = { .arena = arena };
		int ends[2], r;

		ck_assert_int_eq(pipe(ends), 0);
		ck_assert_int_eq(write(ends[1], "more", 4), 4);
		r = sandbox_pump(nest, str_of(all[i].what), ends[0], give_some,
				 take_some, &g, STR("a.warc"), &diags, &e);
		close(ends[0]);
		close(ends[1]);
		ck_assert_int_eq(r, all[i].stop_at ? 7 : 0);
		ck_assert_uint_eq(g.taken, all[i].taken);
		ck_assert_uint_eq(diags.n, all[i].lost);
		ck_assert(!diags.n || diags.v[0].code == DIAG_S005);
	}
}
END_TEST

/* ---- among threads */
/* What another thread holds when a child begins, the child must not find
 * held for ever. */
START_TEST(no_lock_is_inherited)
{
	struct sandbox *s = sandbox_new(nest, obey, NULL, SECONDS, 0);

	says(s, "before", "before");
	says(s, "crash", "S001");
	pthread_mutex_lock(&held);
	says(s, "lock", "lock");
	pthread_mutex_unlock(&held);
	sandbox_free(&s);
}
END_TEST

#define THREADS 4
#define ROUNDS 60

/* One thread's sandbox: each third source kills the child, and archives are
 * unpacked in between; what is told of each must be its own. */
static void *read_much(void *ctx)
{
	struct sandbox *s = sandbox_new(nest, obey, NULL, 0, MEMORY);
	struct arena *a = arena_new();
	size_t *bad = ctx;

	for (int i = 0; i < ROUNDS; i++) {
		bool crash = i % 3 == 2;
		struct diags diags = { .arena = a };
		struct articles list = { 0 };
		struct taking g = { 0 };
		struct err err = ERR_INIT;
		str what =
			crash ? STR("crash") : arena_printf(a, "%p %d", ctx, i);

		sandbox_read(s, a, what, STR("a"), &list, &diags, &err);
		*bad += err.code != ERR_NONE || diags.n != 1 ||
			diags.v[0].code != (crash ? DIAG_S001 : DIAG_R008) ||
			(!crash && !str_eq(list.v[0].text, what));
		sandbox_pump(nest, crash ? STR("3 crash") : STR("3 end"), -1,
			     give_some, take_some, &g, STR("a"), &diags, &err);
		*bad += err.code != ERR_NONE || g.taken != 3 ||
			diags.n != 1u + crash;
	}
	arena_free(&a);
	sandbox_free(&s);
	return NULL;
}

START_TEST(crashes_among_threads)
{
	pthread_t threads[THREADS];
	size_t bad[THREADS] = { 0 };

	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(
			pthread_create(&threads[i], NULL, read_much, &bad[i]),
			0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < THREADS; i++)
		ck_assert_uint_eq(bad[i], 0);
}
END_TEST

/* The nest's own process: the only child of this one. */
static pid_t nest_process(void)
{
	FILE *f = fopen("/proc/thread-self/children", "r");
	int pid = 0;

	ck_assert(f && fscanf(f, "%d", &pid) == 1);
	fclose(f);
	return pid;
}

/* Its children end with it; nothing hangs, and what can't be read is told as a
 * fault of the world: none of it counts as read. */
START_TEST(the_nest_is_killed)
{
	struct sandbox *s = sandbox_new(nest, obey, NULL, SECONDS, 0);
	struct articles list = { 0 };
	struct diags diags = { .arena = arena };
	struct taking g = { 0 };

	says(s, "before", "before");
	kill(nest_process(), SIGKILL);
	for (int i = 0; i < 2; i++) {
		e = (struct err)ERR_INIT;
		ck_assert_int_eq(sandbox_read(s, arena, STR("hang"), STR("a"),
					      &list, &diags, &e),
				 -1);
		ck_assert_int_eq(e.code, ERR_IO);
	}
	e = (struct err)ERR_INIT;
	ck_assert_int_eq(sandbox_pump(nest, STR("3 end"), -1, give_some,
				      take_some, &g, STR("a"), &diags, &e),
			 -1);
	ck_assert_int_eq(e.code, ERR_IO);
	ck_assert_uint_eq(list.n + diags.n + g.taken, 0);
	sandbox_free(&s);
}
END_TEST

static void keep_open(const void *word, int fd, int other)
{
	(void)word;
	(void)fd;
	(void)other;
	for (;;)
		pause();
}

/* A child that works on is not left behind when the program is killed. */
START_TEST(nothing_outlives_it)
{
	int ends[2];
	char c;

	ck_assert_int_eq(pipe(ends), 0);
	if (fork() == 0) {
		struct nest *own = nest_new();
		pid_t pid;
		int fd;

		nest_start(own, keep_open, "", 1, ends[1], &pid, &fd, &e);
		raise(SIGKILL);
	}
	close(ends[1]);
	ck_assert_int_eq(read(ends[0], &c, 1), 0); /* all ends are closed */
	close(ends[0]);
}
END_TEST

/* Places found in the child are those found without. */
START_TEST(places_too)
{
	str page = STR("<html><body><p>A &amp; B of the harbour met.</p>");
	str text = STR("A & B of the harbour met.");
	struct origin_place here[2] = { { .text = { 2, 3 } },
					{ .text = { 13, 20 } } };
	const struct cues *cues = cues_in(arena, NULL);
	struct origin_place there[2];
	struct sandbox *s = sandbox_reading(newer_nest(), cues);
	struct diags diags = { .arena = arena };
	struct origin o[2];
	bool found;

	memcpy(there, here, sizeof(here));
	ck_assert(origin_find(arena, cues, page, STR("x"), 0, text, here, 2,
			      &o[0]));
	ck_assert_int_eq(sandbox_origin(s, arena, page, STR("x"), 0, text,
					there, 2, &o[1], &found, &diags, &e),
			 0);
	ck_assert(found);
	ck_assert(str_eq(o[0].text, o[1].text));
	ck_assert_str_eq(o[0].charset, o[1].charset);
	for (int i = 0; i < 2; i++) {
		ck_assert_uint_eq(here[i].from, there[i].from);
		ck_assert_uint_eq(here[i].to, there[i].to);
		ck_assert(there[i].exact);
	}
	ck_assert(str_is(str_cut(page, there[0].from, there[0].to), "&amp;"));
	sandbox_free(&s);
}
END_TEST

/* Every answer that is cut short or has a byte more is refused, and no changed
 * byte does harm. */
START_TEST(wrong_answers)
{
	struct articles list = { 0 }, got = { 0 };
	struct diags diags = { .arena = arena }, told = { .arena = arena };
	struct buf b;
	str whole;

	*vec_add(arena, &list) =
		(struct article){ .text = STR("本文"), .title = STR("t") };
	diag_add_file(&diags, DIAG_R008, STR("f"), 1, 1, STR("line"), STR("d"));
	buf_init(&b, 1 << 20);
	wire_put(&b, &list, &diags);
	buf_byte(&b, '\0');
	for (size_t n = 0; n <= b.n; n++)
		ck_assert_int_eq(wire_take(arena, str_cut(buf_str(&b), 0, n),
					   &got, &told),
				 n == b.n - 1);
	ck_assert_uint_eq(got.n, 1);
	whole = str_cut(buf_str(&b), 0, b.n - 1);
	for (size_t i = 0; i < whole.n; i++)
		for (int k = 0; k < 256; k++) {
			char *p = arena_z(arena, whole);
			struct arena *a = arena_new();
			struct articles x = { 0 };
			struct diags y = { .arena = a };

			p[i] = (char)k;
			wire_take(a, (str){ p, whole.n }, &x, &y);
			arena_free(&a);
		}
	buf_release(&b);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("sandbox");
	TCase *t = tcase_create("sandbox");
	SRunner *r;
	int failed;

	tcase_set_timeout(t, 0);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, one_source_is_lost);
	tcase_add_test(t, a_slow_source_is_lost);
	tcase_add_test(t, nothing_is_open);
	tcase_add_test(t, one_child_for_many);
	tcase_add_test(t, adding_goes_on);
	tcase_add_test(t, the_same_as_without);
	tcase_add_test(t, a_stream_of_documents);
	tcase_add_test(t, no_lock_is_inherited);
	tcase_add_test(t, crashes_among_threads);
	tcase_add_test(t, the_nest_is_killed);
	tcase_add_test(t, nothing_outlives_it);
	tcase_add_test(t, places_too);
	tcase_add_test(t, wrong_answers);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
