/* html_script.h - the story that a page holds in a script. Inside read/. */
#ifndef KEII_READ_HTML_SCRIPT_H
#define KEII_READ_HTML_SCRIPT_H

#include "read/html.h"

/* As plain text; STR_NONE when no script holds paragraphs. */
str html_in_scripts(struct arena *a, const struct html_tree *t,
		    struct diags *diags);

#endif
