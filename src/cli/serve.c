/* serve.c - keii serve: the record in a browser, on this machine only unless
 * there is a key for others. */
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"
#include "store/store.h"
#include "web/web.h"

#define KEY_LEAST 32
#define KEY_MOST 1024

struct serving {
	struct cli *cli;
	struct web_options o;
	const char *key_file;
};

static void say_where(void *ctx, uint16_t port)
{
	const struct serving *s = ctx;
	const char *at = s->o.listen ? s->o.listen : "127.0.0.1";

	if (web_is_foreign(&s->o))
		fprintf(stderr,
			"keii: nothing here is encrypted. Put a server with "
			"TLS in front, for example\n"
			"    caddy reverse-proxy --from %s --to %s:%u\n",
			s->o.host ? s->o.host : "NAME", at, (unsigned)port);
	if (web_is_foreign(&s->o) && !s->o.host)
		fprintf(stderr,
			"and let keii listen on 127.0.0.1 with --host NAME: "
			"what is sent to %s\nother than through it can be "
			"read on the way, the key too.\n",
			at);
	printf("http://%s:%u/\n", at, (unsigned)port);
	fflush(stdout);
	if (!s->cli->quiet)
		fprintf(stderr, "keii: serving %s until Ctrl-C\n",
			store_label(s->cli->arena, s->cli->store).p);
}

/* ---- the key */
static int no_key(const char *file, const char *why)
{
	fprintf(stderr, "keii: %s: %s\n", file, why);
	return -1;
}

/* A line that only this user can read. */
static int read_key(struct serving *s)
{
	int fd = open(s->key_file, O_RDONLY | O_CLOEXEC);
	char text[KEY_MOST + 1];
	struct stat st;
	ssize_t n;
	str key;

	if (fd < 0) {
		perror(s->key_file);
		return -1;
	}
	n = fstat(fd, &st) == 0 ? read(fd, text, sizeof(text)) : -1;
	close(fd);
	if (n < 0)
		return no_key(s->key_file, "cannot be read");
	if (!S_ISREG(st.st_mode) || (st.st_mode & 077))
		return no_key(s->key_file,
			      "others could read it; chmod 600 it first");
	key = str_trim((str){ text, (size_t)n });
	if (n > KEY_MOST || key.n < KEY_LEAST)
		return no_key(s->key_file, "a key has 32 to 1024 letters");
	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] <= ' ' || key.p[i] > '~')
			return no_key(s->key_file, "a key is one line of "
						   "ASCII without blanks");
	s->o.key = arena_z(s->cli->arena, key);
	return 0;
}

static int needs_key(const struct serving *s)
{
	fprintf(stderr,
		"keii: with %s others can reach the record: give a key, "
		"--token-file FILE.\n"
		"To make one: (umask 077; head -c 32 /dev/urandom | base64 "
		">FILE)\n",
		s->o.host ? "--host" : "--listen");
	return -1;
}

static bool any_address(const char *listen)
{
	return listen &&
	       (strcmp(listen, "0.0.0.0") == 0 || strcmp(listen, "[::]") == 0);
}

/* Nothing is served before all of this is so. */
static int check(struct serving *s)
{
	if (s->key_file && read_key(s) < 0)
		return -1;
	if (web_is_foreign(&s->o) && !s->o.key)
		return needs_key(s);
	if (any_address(s->o.listen) && !s->o.host) {
		fprintf(stderr,
			"keii: --listen %s needs --host NAME, the one "
			"that browsers use\n",
			s->o.listen);
		return -1;
	}
	return 0;
}

static int take_option(struct serving *s, int x)
{
	long port;

	switch (x) {
	case 'p':
		port = str_to_long(str_of(optarg));
		if (port < 0 || port > 65535)
			return -1;
		s->o.port = (uint16_t)port;
		return 0;
	case 'l':
		s->o.listen = optarg;
		return *optarg ? 0 : -1;
	case 'h':
		s->o.host = optarg;
		return *optarg ? 0 : -1;
	case 't':
		s->key_file = optarg;
		return 0;
	default:
		return -1;
	}
}

int cmd_serve(struct cli *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "port", required_argument, NULL, 'p' },
		{ "listen", required_argument, NULL, 'l' },
		{ "host", required_argument, NULL, 'h' },
		{ "token-file", required_argument, NULL, 't' },
		{ 0 },
	};
	struct serving s = { .cli = c };
	struct err e = ERR_INIT;
	int x;

	s.o = (struct web_options){
		.store = c->store, .port = 8017, .ready = say_where, .ctx = &s
	};
	while ((x = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (take_option(&s, x) < 0)
			return cli_usage(argv[0]);
	if (optind < argc)
		return cli_usage(argv[0]);
	if (check(&s) < 0)
		return EXIT_USE;
	s.o.packs = cli_packs(c);
	if (!s.o.packs)
		return EXIT_WORLD;
	s.o.sandboxed = cli_sandboxed(c);
	return web_serve(&s.o, &e) < 0 ? cli_fail(&e) : EXIT_OK;
}
