/* zip.c - the members of a .zip file, by libzip. */
#include <stdlib.h>

#include "read/libzip.h"
#include "read/piece.h"

/* The member's bytes in the arena; STR_NONE with a diagnostic when they can't
 * be had. */
static str member_bytes(struct reading *r, const struct piece *p, zip_t *z,
			zip_uint64_t i, const zip_stat_t *st)
{
	zip_file_t *f = zip_fopen_index(z, i, 0);
	size_t n = (size_t)st->size, got = 0;
	char *bytes;

	if (!f) {
		piece_diag(r, p, DIAG_R023, str_of(zip_strerror(z)));
		return STR_NONE;
	}
	bytes = arena_alloc(r->arena, n + 1);
	while (got < n) {
		zip_int64_t k = zip_fread(f, bytes + got, n - got);

		if (k <= 0)
			break;
		got += (size_t)k;
	}
	if (got < n)
		piece_diag(r, p, DIAG_R017, STR_NONE);
	zip_fclose(f);
	return (str){ bytes, got };
}

static bool is_folder(const char *name)
{
	size_t n = strlen(name);

	return n && name[n - 1] == '/';
}

/* What other programs leave beside the files of people. */
static bool is_side_file(str name)
{
	return str_starts(name, STR("__MACOSX/")) ||
	       str_ends(name, STR("/.DS_Store")) || str_is(name, ".DS_Store");
}

static bool read_member(struct reading *r, const struct piece *p, zip_t *z,
			zip_uint64_t i)
{
	struct piece in = { .hints = p->hints };
	zip_stat_t st;

	if (zip_stat_index(z, i, 0, &st) < 0 || !(st.valid & ZIP_STAT_NAME) ||
	    !(st.valid & ZIP_STAT_SIZE)) {
		piece_diag(r, p, DIAG_R023, STR_NONE);
		return true;
	}
	if (is_folder(st.name) || is_side_file(str_of(st.name)) || !st.size)
		return true;
	in.name = piece_name(r, p, str_of(st.name));
	if (st.size > piece_room(r)) {
		piece_diag(r, &in, DIAG_R018, STR_NONE);
		return true; /* a smaller one may still have room */
	}
	in.bytes = member_bytes(r, &in, z, i, &st);
	return !in.bytes.n || piece_inside(r, p, &in, (size_t)st.size);
}

void read_zip(struct reading *r, const struct piece *p)
{
	zip_error_t ze;
	zip_source_t *src;
	zip_t *z = NULL;
	struct err e = ERR_INIT;
	zip_int64_t n;

	if (libzip_open(&e) < 0) {
		piece_diag(r, p, DIAG_R023, str_of(e.text));
		return;
	}
	zip_error_init(&ze);
	src = zip_source_buffer_create(p->bytes.p, p->bytes.n, 0, &ze);
	if (src)
		z = zip_open_from_source(src, ZIP_RDONLY, &ze);
	if (!z) {
		piece_diag(r, p, DIAG_R023, str_of(zip_error_strerror(&ze)));
		zip_source_free(src);
		zip_error_fini(&ze);
		return;
	}
	n = zip_get_num_entries(z, 0);
	for (zip_int64_t i = 0; i < n; i++) {
		if (!read_member(r, p, z, (zip_uint64_t)i))
			break;
	}
	zip_discard(z);
	zip_error_fini(&ze);
}
