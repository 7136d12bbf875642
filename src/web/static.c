/* static.c - the page's own files; they are part of the program. */
#include "web/web_priv.h"

#include "static_band.h"
#include "static_css.h"
#include "static_js.h"
#include "static_list.h"
#include "static_svg.h"

int page_static(struct req *r, struct err *e)
{
	static const struct {
		const char *name, *type, *text;
		size_t n;
	} files[] = {
		{ "keii.css", "text/css; charset=utf-8", static_css,
		  sizeof(static_css) - 1 },
		{ "keii.js", "text/javascript; charset=utf-8", static_js,
		  sizeof(static_js) - 1 },
		{ "list.js", "text/javascript; charset=utf-8", static_list,
		  sizeof(static_list) - 1 },
		{ "band.js", "text/javascript; charset=utf-8", static_band,
		  sizeof(static_band) - 1 },
		{ "keii.svg", "image/svg+xml", static_svg,
		  sizeof(static_svg) - 1 },
	};

	(void)e;
	for (size_t i = 0; i < COUNT(files); i++) {
		if (!str_is(r->arg, files[i].name))
			continue;
		r->type = files[i].type;
		buf_add(&r->h.out, (str){ files[i].text, files[i].n });
		return 0;
	}
	return page_error(r, 404, WORD_NOT_FOUND);
}
