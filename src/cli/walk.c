/* walk.c - paths of the command line to the list of files they mean. */
#include "cli/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#define LIMIT_FOLDER_DEPTH 40

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct names {
	VEC_OF(const char *);
};

static bool is_store(const struct walk *w, const struct stat *st)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	struct stat store;

	if (!w->store)
		return false;
	for (size_t i = 0; i < COUNT(endings); i++) {
		str name = arena_printf(w->arena, "%s%s", w->store, endings[i]);

		if (stat(name.p, &store) == 0 && store.st_ino == st->st_ino &&
		    store.st_dev == st->st_dev)
			return true;
	}
	return false;
}

static void complain(struct walk *w, const char *path, const char *why)
{
	w->bad++;
	w->complain(path, why);
}

static void walk_folder(struct walk *w, const char *path, int depth)
{
	DIR *dir = opendir(path);
	struct names names = { 0 };
	size_t n = strlen(path);
	const struct dirent *x;

	if (!dir) {
		complain(w, path, strerror(errno));
		return;
	}
	while ((x = readdir(dir)) != NULL)
		if (x->d_name[0] != '.')
			*vec_add(w->arena, &names) =
				arena_printf(w->arena, "%s%s%s", path,
					     path[n - 1] == '/' ? "" : "/",
					     x->d_name)
					.p;
	closedir(dir);
	if (names.n)
		qsort(names.v, names.n, sizeof(*names.v), by_name);
	for (uint32_t i = 0; i < names.n; i++) {
		struct stat st, link;

		if (lstat(names.v[i], &link) < 0 || stat(names.v[i], &st) < 0) {
			complain(w, names.v[i], strerror(errno));
		} else if (S_ISDIR(link.st_mode)) {
			if (depth < LIMIT_FOLDER_DEPTH)
				walk_folder(w, names.v[i], depth + 1);
			else
				complain(w, names.v[i],
					 "folders nested too deep");
		} else if (S_ISREG(st.st_mode) && !is_store(w, &st)) {
			*vec_add(w->arena, w) = names.v[i];
		}
	}
}

void walk_path(struct walk *w, const char *path)
{
	uint32_t before = w->n, bad = w->bad;
	struct stat st;

	if (strcmp(path, "-") == 0) {
		*vec_add(w->arena, w) = path;
	} else if (stat(path, &st) < 0) {
		complain(w, path, strerror(errno));
	} else if (S_ISDIR(st.st_mode)) {
		walk_folder(w, path, 0);
		if (w->n == before && w->bad == bad)
			complain(w, path, "no file in this folder");
	} else {
		*vec_add(w->arena, w) = path;
	}
}
