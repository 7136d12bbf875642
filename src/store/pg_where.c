/* pg_where.c - the address of a database, and as messages may name it.
 *
 * A password in it is never shown; where libpq would read an address in
 * another way than its writer meant, a part of the password would pass for a
 * host or a database. Such an address is refused. */
#include "store/pg_where.h"

/* Behind the scheme; STR_NONE: no address of a database. */
static str after_scheme(str where)
{
	static const char *const schemes[] = { "postgresql://", "postgres://" };

	for (size_t i = 0; i < COUNT(schemes); i++)
		if (str_starts(where, str_of(schemes[i])))
			return str_cut(where, strlen(schemes[i]), where.n);
	return STR_NONE;
}

bool pg_is_address(const char *where)
{
	return after_scheme(str_of(where)).p != NULL;
}

static size_t find(str s, const char *any)
{
	size_t i = 0;

	while (i < s.n && !strchr(any, s.p[i]))
		i++;
	return i;
}

/* user:password@host:port/database?parameters, as libpq cuts it. */
struct parts {
	str user, host, path, parameters;
	bool doubtful;
};

static bool is_host(str host)
{
	size_t colon = find(host, ":");

	if (host.n && host.p[0] == '[')
		return true;
	for (size_t i = colon + 1; i < host.n; i++)
		if (!strchr("0123456789,:", host.p[i]) &&
		    str_find(host, STR(","), 0) == SIZE_MAX)
			return false;
	return find(host, "@") == host.n;
}

static struct parts parts_of(str rest)
{
	size_t at = find(rest, "@/"), end;
	struct parts p = { 0 };

	if (at < rest.n && rest.p[at] == '@') {
		p.user = str_cut(rest, 0, at);
		p.user = str_cut(p.user, 0, find(p.user, ":"));
		rest = str_cut(rest, at + 1, rest.n);
	}
	end = find(rest, "/?");
	p.host = str_cut(rest, 0, end);
	rest = str_cut(rest, end, rest.n);
	end = find(rest, "?");
	p.path = str_cut(rest, 0, end);
	p.parameters = str_cut(rest, end, rest.n);
	p.doubtful = !is_host(p.host) || find(p.path, "@") < p.path.n;
	return p;
}

/* Only what tells one dossier from another. */
static void add_parameters(str rest, struct buf *out)
{
	static const char *const shown[] = { "host=", "port=", "dbname=",
					     "user=", "options=" };
	const char *sign = "?";

	while (rest.n) {
		size_t end;
		str one;

		rest = str_cut(rest, 1, rest.n);
		end = find(rest, "&");
		one = str_cut(rest, 0, end);
		rest = str_cut(rest, end, rest.n);
		for (size_t i = 0; i < COUNT(shown); i++) {
			if (!str_starts(one, str_of(shown[i])))
				continue;
			buf_z(out, sign);
			buf_add(out, one);
			sign = "&";
		}
	}
}

void pg_label(const char *where, struct buf *out)
{
	struct parts p = parts_of(after_scheme(str_of(where)));

	buf_z(out, "postgresql://");
	if (p.doubtful) {
		buf_z(out, "...");
		return;
	}
	if (p.user.n) {
		buf_add(out, p.user);
		buf_byte(out, '@');
	}
	buf_add(out, p.host);
	buf_add(out, p.path);
	add_parameters(p.parameters, out);
}

bool pg_is_clear(const char *where)
{
	return !parts_of(after_scheme(str_of(where))).doubtful;
}
