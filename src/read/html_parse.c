/* html_parse.c - HTML to a flat tree in one pass; see html.h.
 *
 * Flow: html_parse looks for the next '<' (memchr over text), then one of
 * comment(), end_tag() or start_tag(); raw_text() takes what scripts and the
 * like hold. Open elements stand on a stack; ends that pages leave out are
 * put in by close_implied(). Each byte is passed a bounded number of times:
 * a search that fails is not made again (no_comment_end). */
#include "read/html.h"

#define STACK LIMIT_HTML_DEPTH

struct parser {
	struct html_tree *t;
	struct diags *diags;
	str s;
	size_t i;
	uint32_t open[STACK];		  /* nodes; [0] is the document */
	uint32_t depth;			  /* of the stack, >= 1 */
	uint32_t is_open[HTML_TAG_COUNT]; /* elements of it on the stack */
	uint32_t links, foreign;	  /* open <a>; open svg, math */
	bool no_comment_end, too_deep, full;
};

enum {
	BLOCK = HTML_BLOCK,
	VOID = HTML_VOID,
	RAW = HTML_RAW,
	HIDE = HTML_HIDE,
	ENDS_P = HTML_ENDS_P,
	HEADING = HTML_HEADING,
	SCOPE = HTML_SCOPE,
	CELL = HTML_CELL,
	FOREIGN = HTML_FOREIGN
};

static const struct {
	const char *name;
	uint16_t length, flags;
} tags[HTML_TAG_COUNT] = {
	{ "#text", 5, 0 },
	{ "other", 0, 0 },
#define TAG(name, flags) { #name, sizeof(#name) - 1, flags },
#include "read/html_tag.def"
#undef TAG
};

static const struct {
	const char *name;
	uint16_t length;
} attr_names[HTML_ATTR_COUNT] = {
#define ATTR(id, name) { name, sizeof(name) - 1 },
#include "read/html_attr.def"
#undef ATTR
};

unsigned html_tag_flags(unsigned tag)
{
	return tags[tag].flags;
}

const char *html_tag_name(unsigned tag)
{
	return tags[tag].name;
}

static char low(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
}

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Order of s (any case) against a name in small letters. */
static int name_cmp(str s, const char *name, size_t n)
{
	size_t k = 0;

	while (k < s.n && k < n && low(s.p[k]) == name[k])
		k++;
	if (k < s.n && k < n)
		return (unsigned char)low(s.p[k]) < (unsigned char)name[k] ? -1
									   : 1;
	return s.n < n ? -1 : s.n > n;
}

static unsigned tag_of(str name)
{
	unsigned from = HTML_OTHER + 1, to = HTML_TAG_COUNT;

	if (name.n > 10)
		return HTML_OTHER;
	while (from < to) {
		unsigned mid = (from + to) / 2;
		int order = name_cmp(name, tags[mid].name, tags[mid].length);

		if (!order)
			return mid;
		if (order < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return HTML_OTHER;
}

static int attr_of(str name)
{
	if (name.n < 2 || name.n > 14 ||
	    !strchr("acdhilnprstx", low(name.p[0])))
		return -1;
	for (int i = 0; i < HTML_ATTR_COUNT; i++)
		if (!name_cmp(name, attr_names[i].name, attr_names[i].length))
			return i;
	return -1;
}

str html_attr_of(const struct html_tree *t, const struct html_node *n,
		 enum html_attr_name name)
{
	for (uint32_t i = 0; i < n->n_attrs; i++) {
		const struct html_attr *x = &t->attrs.v[n->attrs + i];

		if (x->name == name)
			return x->value;
	}
	return STR_NONE;
}

/* ---- the tree */

static uint32_t top(const struct parser *p)
{
	return p->open[p->depth - 1];
}

static unsigned top_tag(const struct parser *p)
{
	return p->t->nodes.v[top(p)].tag;
}

static struct html_node *add_node(struct parser *p, unsigned tag, size_t from,
				  size_t to)
{
	struct html_node *n;

	if (p->t->nodes.n >= LIMIT_HTML_NODES) {
		if (!p->full)
			diag_add(p->diags, DIAG_R014, (span){ 0, 0 }, STR_NONE);
		p->full = true;
		return NULL;
	}
	n = vec_add(p->t->arena, &p->t->nodes);
	*n = (struct html_node){
		.parent = top(p),
		.end = p->t->nodes.n,
		.from = (uint32_t)from,
		.to = (uint32_t)to,
		.tag = (uint16_t)tag,
		.attrs = p->t->attrs.n,
		.depth = (uint16_t)p->depth,
		.link = p->links > 0,
	};
	return n;
}

static void add_text(struct parser *p, size_t from, size_t to)
{
	if (from < to)
		add_node(p, HTML_TEXT, from, to);
}

static void pop(struct parser *p)
{
	struct html_node *n = &p->t->nodes.v[top(p)];

	n->end = p->t->nodes.n;
	p->links -= n->tag == HTML_a && p->links;
	p->foreign -= (tags[n->tag].flags & FOREIGN) && p->foreign;
	p->is_open[n->tag]--;
	p->depth--;
}

/* Pops down to the open element at place k, with it. */
static void pop_to(struct parser *p, uint32_t k)
{
	while (p->depth > k)
		pop(p);
}

/* Place of the innermost open element of that tag, not past a barrier (a flag
 * or another tag); 0: none. */
static uint32_t find_open(const struct parser *p, unsigned tag, unsigned flags,
			  unsigned barrier, unsigned barrier2)
{
	/* most ask for none that is open: no walk down a deep page */
	for (uint32_t k = p->is_open[tag] ? p->depth : 0; k > 1; k--) {
		unsigned at = p->t->nodes.v[p->open[k - 1]].tag;

		if (at == tag)
			return k - 1;
		if ((tags[at].flags & flags) || at == barrier ||
		    (barrier2 && at == barrier2))
			return 0;
	}
	return 0;
}

static void close_if_open(struct parser *p, unsigned tag, unsigned flags,
			  unsigned barrier, unsigned barrier2)
{
	uint32_t k = find_open(p, tag, flags, barrier, barrier2);

	if (k)
		pop_to(p, k);
}

/* An inline end tag closes nothing that holds an open block; a link ends
 * there all the same. */
static void close_inline(struct parser *p, unsigned tag)
{
	uint32_t k = find_open(p, tag, SCOPE, HTML_TAG_COUNT, 0);

	if (!k)
		return;
	for (uint32_t i = k + 1; i < p->depth; i++)
		if (tags[p->t->nodes.v[p->open[i]].tag].flags & BLOCK) {
			if (tag == HTML_a)
				p->links = 0;
			return;
		}
	pop_to(p, k);
}

/* Ends that a start tag implies. */
static void close_implied(struct parser *p, unsigned tag)
{
	if (tags[tag].flags & ENDS_P)
		close_if_open(p, HTML_p, SCOPE, HTML_button, 0);
	if ((tags[tag].flags & HEADING) && (tags[top_tag(p)].flags & HEADING))
		pop(p);
	switch (tag) {
	case HTML_a:
		if (p->links)
			close_inline(p, HTML_a);
		break;
	case HTML_li:
		close_if_open(p, HTML_li, SCOPE, HTML_ul, HTML_ol);
		break;
	case HTML_dd:
	case HTML_dt:
		close_if_open(p, HTML_dd, SCOPE, HTML_dl, 0);
		close_if_open(p, HTML_dt, SCOPE, HTML_dl, 0);
		break;
	case HTML_option:
		close_if_open(p, HTML_option, SCOPE | BLOCK, HTML_select, 0);
		break;
	case HTML_tr:
		close_if_open(p, HTML_tr, 0, HTML_table, HTML_template);
		break;
	case HTML_td:
	case HTML_th:
		close_if_open(p, HTML_td, 0, HTML_tr, HTML_table);
		close_if_open(p, HTML_th, 0, HTML_tr, HTML_table);
		break;
	case HTML_tbody:
	case HTML_thead:
	case HTML_tfoot:
		close_if_open(p, HTML_tbody, 0, HTML_table, HTML_template);
		close_if_open(p, HTML_thead, 0, HTML_table, HTML_template);
		break;
	case HTML_rt:
	case HTML_rp:
		close_if_open(p, HTML_rt, SCOPE | BLOCK, HTML_ruby, 0);
		close_if_open(p, HTML_rp, SCOPE | BLOCK, HTML_ruby, 0);
		break;
	case HTML_body:
		close_if_open(p, HTML_head, 0, HTML_html, 0);
		break;
	default:
		break;
	}
}

/* ---- markup */

static size_t name_end(str s, size_t i)
{
	while (i < s.n && !is_blank(s.p[i]) && s.p[i] != '>' && s.p[i] != '/')
		i++;
	return i;
}

/* Value of an attribute at i (behind '='); moves i behind it. */
static str attr_value(str s, size_t *i)
{
	size_t from;
	char quote;

	while (*i < s.n && is_blank(s.p[*i]))
		++*i;
	if (*i >= s.n)
		return STR("");
	quote = s.p[*i];
	if (quote == '"' || quote == '\'') {
		const char *end = memchr(s.p + *i + 1, quote, s.n - *i - 1);

		from = *i + 1;
		*i = end ? (size_t)(end - s.p) + 1 : s.n;
		return str_cut(s, from, end ? *i - 1 : s.n);
	}
	from = *i;
	while (*i < s.n && !is_blank(s.p[*i]) && s.p[*i] != '>')
		++*i;
	return str_cut(s, from, *i);
}

static void keep_attr(struct parser *p, uint32_t first, str name, str value)
{
	int id = attr_of(name);

	if (id < 0 || p->t->attrs.n - first >= HTML_ATTR_COUNT)
		return;
	for (uint32_t k = first; k < p->t->attrs.n; k++)
		if (p->t->attrs.v[k].name == (enum html_attr_name)id)
			return; /* the first one counts */
	*vec_add(p->t->arena, &p->t->attrs) =
		(struct html_attr){ (enum html_attr_name)id, value };
}

/* Attributes up to '>'; the place behind it, SIZE_MAX when the source ends
 * first. *empty: ended with "/>". */
static size_t attributes(struct parser *p, size_t i, bool keep, bool *empty)
{
	uint32_t first = p->t->attrs.n;
	str s = p->s;

	*empty = false;
	while (i < s.n) {
		size_t from = i;
		str name, value = STR("");

		if (s.p[i] == '>')
			return i + 1;
		if (is_blank(s.p[i]) || s.p[i] == '/') {
			*empty = s.p[i] == '/';
			i++;
			continue;
		}
		*empty = false;
		for (i++; i < s.n && !is_blank(s.p[i]) && s.p[i] != '=' &&
			  s.p[i] != '>' && s.p[i] != '/';)
			i++;
		name = str_cut(s, from, i);
		from = i;
		while (i < s.n && is_blank(s.p[i]))
			i++;
		if (i < s.n && s.p[i] == '=') {
			i++;
			value = attr_value(s, &i);
		} else {
			i = from;
		}
		if (keep)
			keep_attr(p, first, name, value);
	}
	return SIZE_MAX;
}

/* Offset of "</name" followed by a blank, '/' or '>' at or after i, or n. */
static size_t find_end_tag(str s, size_t i, const char *name, size_t n)
{
	while (i < s.n) {
		const char *lt = memchr(s.p + i, '<', s.n - i);
		size_t at;

		if (!lt)
			return s.n;
		at = (size_t)(lt - s.p);
		i = at + 1;
		if (i + n < s.n && s.p[i] == '/' &&
		    !name_cmp(str_cut(s, i + 1, i + 1 + n), name, n) &&
		    (i + 1 + n >= s.n || !is_letter(s.p[i + 1 + n])))
			return at;
	}
	return s.n;
}

/* The end of a script: an end tag inside "<!-- <script> … -->" is none. */
static size_t script_end(str s, size_t i)
{
	size_t end = find_end_tag(s, i, "script", 6), open, inner, close;

	open = str_find(str_cut(s, 0, end), STR("<!--"), i);
	if (open == SIZE_MAX)
		return end;
	inner = str_find(str_cut(s, 0, end), STR("<script"), open);
	if (inner == SIZE_MAX ||
	    str_find(str_cut(s, 0, end), STR("-->"), open) < inner)
		return end;
	close = find_end_tag(s, end + 1, "script", 6);
	if (close < s.n &&
	    str_find(str_cut(s, 0, close), STR("-->"), end) != SIZE_MAX)
		return close;
	return end;
}

/* Content of a raw element whose start tag ends at p->i. */
static void raw_text(struct parser *p, unsigned tag)
{
	size_t end = tag == HTML_script
			     ? script_end(p->s, p->i)
			     : find_end_tag(p->s, p->i, tags[tag].name,
					    tags[tag].length);
	bool empty;

	add_text(p, p->i, end);
	pop(p);
	p->i = end;
	if (end < p->s.n) {
		end = attributes(p, name_end(p->s, end + 2), false, &empty);
		p->i = end < p->s.n ? end : p->s.n;
	}
}

static void push(struct parser *p, uint32_t node, unsigned tag)
{
	p->is_open[tag]++;
	p->open[p->depth++] = node;
	p->links += tag == HTML_a;
	p->foreign += (tags[tag].flags & FOREIGN) != 0;
}

/* "<name …>" at p->i. False when the source ends inside. */
static bool start_tag(struct parser *p)
{
	size_t from = p->i, name_to = name_end(p->s, from + 1), end;
	unsigned tag = tag_of(str_cut(p->s, from + 1, name_to)), flags;
	uint32_t first = p->t->attrs.n;
	struct html_node *n;
	bool empty;

	end = attributes(p, name_to, true, &empty);
	if (end == SIZE_MAX) {
		p->i = p->s.n;
		return false;
	}
	p->i = end;
	flags = tags[tag].flags;
	if (p->foreign && tag != HTML_script)
		flags &= FOREIGN;
	else
		close_implied(p, tag);
	if (p->depth >= STACK && !(flags & VOID)) {
		if (!p->too_deep)
			diag_add(p->diags, DIAG_R013, (span){ 0, 0 }, STR_NONE);
		p->too_deep = true;
		if (!(flags & RAW))
			return true;
		pop(p); /* a script's text must not show */
	}
	n = add_node(p, tag, from, end);
	if (!n) {
		p->i = p->s.n;
		return false;
	}
	n->attrs = first;
	n->n_attrs = (uint16_t)(p->t->attrs.n - first);
	if ((flags & VOID) || (p->foreign && empty))
		return true;
	push(p, p->t->nodes.n - 1, tag);
	if (flags & RAW)
		raw_text(p, tag);
	return true;
}

/* "</name …>" at p->i. */
static bool end_tag(struct parser *p)
{
	size_t from = p->i + 2, name_to = name_end(p->s, from), end;
	unsigned tag = tag_of(str_cut(p->s, from, name_to)), flags;
	bool empty;
	uint32_t k;

	end = attributes(p, name_to, false, &empty);
	p->i = end == SIZE_MAX ? p->s.n : end;
	flags = tags[tag].flags;
	if (tag == HTML_body || tag == HTML_html)
		return true; /* what follows is shown all the same */
	if (tag == HTML_br) {
		add_node(p, HTML_br, from, p->i);
	} else if ((flags & HEADING) && (tags[top_tag(p)].flags & HEADING)) {
		pop(p); /* of another level: meant all the same */
	} else if (flags & BLOCK) {
		k = find_open(p, tag, flags & CELL ? 0 : SCOPE, HTML_table,
			      tag == HTML_p ? HTML_button : 0);
		if (tag == HTML_table || tag == HTML_template)
			k = find_open(p, tag, 0, HTML_template, 0);
		if (k)
			pop_to(p, k);
		else if (tag == HTML_p)
			add_node(p, HTML_p, from,
				 p->i); /* parts all the same */
	} else if (tag != HTML_OTHER) {
		close_inline(p, tag);
	} else {
		k = find_open(p, tag, SCOPE | BLOCK, HTML_TAG_COUNT, 0);
		if (k)
			pop_to(p, k);
	}
	return true;
}

/* "<!…>", "<?…>" and "</" without a name at p->i. */
static void comment(struct parser *p)
{
	str s = p->s;
	size_t i = p->i, end = SIZE_MAX;
	const char *gt;

	if (str_starts(str_cut(s, i, s.n), STR("<!--")) && !p->no_comment_end) {
		if (i + 4 < s.n && s.p[i + 4] == '>') {
			p->i = i + 5;
			return;
		}
		end = str_find(s, STR("-->"), i + 2);
		if (end != SIZE_MAX) {
			p->i = end + 3;
			return;
		}
		p->no_comment_end = true;
	} else if (p->foreign &&
		   str_starts(str_cut(s, i, s.n), STR("<![CDATA["))) {
		end = str_find(s, STR("]]>"), i);
		p->i = end == SIZE_MAX ? s.n : end + 3;
		return;
	}
	gt = memchr(s.p + i, '>', s.n - i);
	p->i = gt ? (size_t)(gt - s.p) + 1 : s.n;
}

static bool markup(struct parser *p)
{
	char next = p->i + 1 < p->s.n ? p->s.p[p->i + 1] : '\0';
	char after = p->i + 2 < p->s.n ? p->s.p[p->i + 2] : '\0';

	if (is_letter(next))
		return start_tag(p);
	if (next == '/' && is_letter(after))
		return end_tag(p);
	comment(p);
	return true;
}

void html_parse(struct arena *a, str source, struct html_tree *out,
		struct diags *diags)
{
	struct parser p = { .t = out, .diags = diags, .s = source };
	size_t text = 0;

	kassert(source.n < UINT32_MAX);
	*out = (struct html_tree){ .arena = a, .source = source };
	*vec_add(a, &out->nodes) = (struct html_node){ .tag = HTML_OTHER };
	p.depth = 1;
	while (p.i < source.n && !p.full) {
		const char *lt = memchr(source.p + p.i, '<', source.n - p.i);
		char next;

		if (!lt)
			break;
		p.i = (size_t)(lt - source.p);
		next = p.i + 1 < source.n ? source.p[p.i + 1] : '\0';
		if (!is_letter(next) && next != '/' && next != '!' &&
		    next != '?') {
			p.i++;
			continue; /* a bare '<' is text */
		}
		add_text(&p, text, p.i);
		markup(&p);
		text = p.i;
	}
	if (!p.full)
		add_text(&p, text, source.n);
	pop_to(&p, 1);
	out->nodes.v[0].end = out->nodes.n;
}

str html_charset(str bytes)
{
	str s = str_cut(bytes, 0, 4096);
	size_t i = 0;

	while ((i = str_find(s, STR("charset"), i)) != SIZE_MAX) {
		size_t from, to;

		i += 7;
		while (i < s.n && is_blank(s.p[i]))
			i++;
		if (i >= s.n || s.p[i] != '=')
			continue;
		for (from = i + 1;
		     from < s.n && (is_blank(s.p[from]) || s.p[from] == '"' ||
				    s.p[from] == '\'');)
			from++;
		for (to = from;
		     to < s.n &&
		     (is_letter(s.p[to]) || strchr("0123456789-_:.", s.p[to]));)
			to++;
		if (to > from)
			return str_cut(s, from, to);
	}
	return STR_NONE;
}
