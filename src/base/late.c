/* late.c - see late.h. */
#include "base/late.h"

#include <dlfcn.h>
#include <string.h>

/* POSIX: a pointer to a function comes from dlsym() as one to an object. */
static int find_all(struct late *l, void *library, struct err *e)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct late_function *f = &l->functions[i];
		void *p = dlsym(library, f->name);

		if (!p)
			return err_set(e, ERR_IO, "%s has no %s", l->soname,
				       f->name);
		memcpy((char *)l->table + f->at, &p, sizeof(p));
	}
	return 0;
}

int late_open(struct late *l, struct err *e)
{
	int r = 0;

	pthread_mutex_lock(&l->lock);
	if (!l->open) {
		void *library = dlopen(l->soname, RTLD_NOW | RTLD_LOCAL);
		const char *why = library ? NULL : dlerror();

		r = library ? find_all(l, library, e)
			    : err_set(e, ERR_IO, "a library is missing: %s",
				      why ? why : l->soname);
		l->open = r == 0;
		if (library && r < 0)
			dlclose(library);
	}
	pthread_mutex_unlock(&l->lock);
	return r;
}
