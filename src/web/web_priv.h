/* web_priv.h - what the files of web/ share. */
#ifndef KEII_WEB_WEB_PRIV_H
#define KEII_WEB_WEB_PRIV_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/map.h"
#include "show/view.h"
#include "store/dossier.h"
#include "web/html.h"
#include "web/libmhd.h"
#include "web/web.h"

/* ---- ceilings of a request */
#define WEB_MEMORY ((size_t)32 << 10)  /* of a connection: line and headers */
#define WEB_BODY ((size_t)24 << 20)    /* a file that is added */
#define WEB_KEY_BODY ((size_t)4 << 10) /* of somebody not yet known */
#define WEB_FIELD ((size_t)24 << 20)   /* all fields of a form */
#define WEB_FIELDS 64u
#define WEB_PAGE ((size_t)64 << 20)   /* one answer */
#define WEB_BYTES ((size_t)512 << 20) /* of all bodies and answers */
#define WEB_CONNECTIONS 1024u	      /* more: the oldest is let go */
#define WEB_LEAVING 512u	      /* told to go, not yet gone */
#define WEB_FILES 128u		      /* open files other than connections */
#define WEB_WAITING 16u		      /* that write */
#define WEB_IDLE_SECONDS 10u	      /* without a byte */
#define WEB_REQUEST_SECONDS 20	      /* from the first byte to the last */
#define WEB_ANSWER_SECONDS 120	      /* until all of it was taken */
#define WEB_ROWS 200u		      /* on one page */
#define WEB_BLOCK 50u /* that script takes away and brings back */
#define WEB_ROWS_MOST 1000u
#define WEB_MARKS 20000u /* highlights of one article */
#define WEB_THREADS 4u	 /* a page may wait for its part (slow.c) */
#define WEB_STREAMS 128u /* pages told of changes */
#define WEB_STORES 8u	 /* kept open */

struct conn; /* conn.c */
struct call; /* call.c */

/* What a connection is about; those told first are let go first. */
enum conn_state {
	CONN_FRESH, /* has asked nothing */
	CONN_IDLE,  /* between requests */
	CONN_ASKED, /* the request's headers are here, its body may not be */
	CONN_HELD,  /* kept open by us, without a limit of time */
	CONN_BUSY,  /* being answered */
};

struct conns {
	struct conn *first, *last;
	uint32_t n, most;
};

struct worker {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct call *queue[WEB_WAITING];
	uint32_t n;
	bool runs, ending;
};

#define LIVE_VERSION 112
struct stream; /* live.c: an open page that is told of changes */
struct live {
	pthread_mutex_t lock;
	struct stream *first;
	uint32_t n;
	char version[LIVE_VERSION];
	long long beat; /* when all were woken last */
	bool ending;
};

struct web {
	const struct web_options *o;
	uint16_t port;
	char token[33];	      /* forms that write must bear it */
	char session[33];     /* the cookie of who sent the key */
	pthread_mutex_t lock; /* idle stores */
	struct store *idle[WEB_STORES];
	uint32_t n_idle;
	pthread_mutex_t writing; /* one change at a time; the desk below */
	struct reader *reader;
	struct tagger *tagger;
	struct diags *diags;
	const struct cues *cues;
	struct nest *nest;	 /* NULL: none; older than all threads */
	struct sandbox *sandbox; /* the same */
	struct arena *perm;
	pthread_mutex_t guard; /* connections */
	struct conns conns;
	struct worker worker;
	_Atomic size_t bytes; /* in bodies and answers */
	struct live live;
	struct slow *slow; /* NULL until a page needs it */
};

struct field_value {
	str name, value, file; /* file: its name, of an upload */
};

struct form {
	VEC_OF(struct field_value);
};

struct req {
	struct web *web;
	struct MHD_Connection *c;
	struct arena *arena;
	struct store *store; /* for reading */
	struct view view;    /* names and words, as the command line has them */
	str path, arg;	     /* arg: what "*" of the route stands for */
	enum lang lang;
	const struct form *form; /* POST only */
	struct html h;		 /* the answer's body */
	unsigned status;
	const char *type;
	str location; /* of a redirect */
	bool download;
	bool lang_asked;
	bool bare;		 /* a page for somebody who is not known */
	bool streams;		 /* live.c makes the answer */
	long long visit;	 /* when the reader's last visit ended, or 0 */
	str cookie;		 /* to be set; of the visit */
	str etag;		 /* names the bytes of the answer */
	bool unfinished;	 /* a part is being worked out: ask again */
	str version;		 /* of the store when the request came */
	struct map texts;	 /* article id -> struct article_row * */
	VEC_OF(struct json_t *); /* to free */
};

/* Writes the answer into r; -1 with e set: the world's fault, shown as 500. */
typedef int route_fn(struct req *r, struct err *e);

struct route {
	const char *method, *path; /* ends in "*": one more part */
	route_fn *run;
	bool writes;	  /* checked: Origin and token */
	const char *help; /* for /api and the manual */
};

const struct route *routes(uint32_t *n);

#define ROUTE(method, path, function, writes, help) route_fn function;
#include "web/routes.def"
#undef ROUTE

/* ---- req.c */
/* A parameter of the query, or of the form when there is one. */
str req_param(const struct req *r, const char *name);
/* With an upper bound. */
uint32_t req_number(const struct req *r, const char *name, uint32_t most);
/* Kept until the request ends. NULL when it is no JSON object. */
const struct json_t *req_item(struct req *r, str json);
/* Found by id, in any layer; NULL when there is none. */
const struct json_t *req_lookup(struct req *r, str id, str *layer);
/* With its mentions; NULL when there is none. */
const struct article_row *req_article(struct req *r, str id);
struct items {
	VEC_OF(const struct json_t *);
};
int req_items(struct req *r, const struct item_query *q, struct items *out,
	      struct err *e);
struct item_query req_layer(str layer);

/* ---- page.c: what all pages have */
enum word {
#define WORD(id, en, ja) WORD_##id,
#include "web/words.def"
#undef WORD
	WORD_COUNT
};
str word(const struct req *r, enum word w);
/* The page's word for a kind of event, of actor or of decision. Others are
 * view_word's. */
str name_of(const struct req *r, str code);
void put_word(struct req *r, enum word w);

/* Opens <main>; title goes before the program's name. */
void page_begin(struct req *r, str title);
void page_end(struct req *r);
int page_error(struct req *r, unsigned status, enum word what);
/* <input type=hidden name=token> */
void put_token(struct req *r);
/* from – to, as precise as the item says */
void put_date(struct req *r, const struct json_t *item);
void put_status(struct req *r, str status);
/* "…before <mark>words</mark> after…" with a link to the place. */
void put_places(struct req *r, const struct json_t *list, uint32_t most);
/* <a href="/entry/ID">label</a> for an item of any layer */
void put_item_link(struct req *r, str id);
void put_pager(struct req *r, uint32_t offset, uint32_t n, bool more);

/* ---- marked.c: text with places marked */
struct mark {
	span at;
	const char *class; /* of ours */
	str tip;	   /* shown by hovering, or STR_NONE */
};
struct mark_list {
	VEC_OF(struct mark);
};
/* The shortest of those that cover a letter wins. prefix: of the ids
 * "PREFIX-FROM" that marks can be reached by. */
void put_marked(struct req *r, str text, struct mark_list *marks, str prefix);
/* What was understood of a mention: "event, kind: visit, …". */
str mention_told(struct req *r, const char *list, const struct json_t *x,
		 const char *between);
/* All mentions of an article's annotate line. */
void marks_of_mentions(struct req *r, const struct json_t *line,
		       struct mark_list *out);

/* ---- band.c */
/* Of the rows of a page; script draws all that the filters leave. */
void put_band(struct req *r, const struct items *entries);
/* Its day is known to lie within an interval, it did not last so long. */
bool band_vague(const struct json_t *x);

/* ---- slow.c: parts of pages that need the whole record */
#define WEB_SLOW 16u			 /* parts kept or waited for */
#define WEB_SLOW_BYTES ((size_t)8 << 20) /* of one */
#define WEB_SLOW_WAIT_MS 250		 /* a page waits for its part */
/* Writes into r->h what arg asks for; r has no connection. In the thread of
 * slow.c. */
typedef int slow_fn(struct req *r, str arg, struct err *e);
/* The part as fn wrote it for this version of the store. When it takes long
 * the page is sent without it and asks again. name: of fn. */
void put_slow(struct req *r, const char *name, slow_fn *fn, str arg);
/* The same for what is no page; false: not yet. */
bool get_slow(struct req *r, const char *name, slow_fn *fn, str arg);
/* Waits for the one that is being worked out. */
void slow_end(struct web *w);

/* ---- page_timeline.c */
/* Fields of a form of filters, with what was asked for in them. */
void put_input(struct req *r, const char *name, const char *type,
	       enum word label);
void put_select(struct req *r, const char *name, enum word label,
		const char *const *list, size_t n, str chosen);
int put_actor_choices(struct req *r, struct err *e);
/* Under a heading for each month. */
void put_entries(struct req *r, const struct items *list);

/* ---- live.c */
/* The stream as an answer; NULL: there are too many. */
struct MHD_Response *live_response(struct req *r);
void live_begin(struct web *w);
/* Tells all streams when the store's files changed. False: there are none. */
bool live_look(struct web *w);
/* Ends all streams: none may be suspended when the daemon stops. */
void live_end(struct web *w);

/* ---- visit.c */
/* Fills r->visit and r->cookie; called by page_begin. */
void visit_read(struct req *r);

/* ---- page_entry_more.c: around an entry */
void put_entry_sources(struct req *r, const struct json_t *x);
int put_entry_doubts(struct req *r, const struct json_t *x, struct err *e);
/* Items of a list. */
int put_entry_followers(struct req *r, const struct json_t *x, struct err *e);
/* <datalist id=neighbours> */
int put_entry_neighbours(struct req *r, const struct json_t *x, struct err *e);

/* ---- page_met.c */
void put_net(struct req *r);

/* ---- write.c */
struct desk {
	struct dossier d;
};
/* One writer at a time; pair with web_desk_close, also after a failure. */
int web_desk_open(struct req *r, struct desk *k, struct err *e);
void web_desk_close(struct req *r, struct desk *k);
int bad_request(struct req *r);
void desk_release(struct web *w);

/* ---- guard.c: who may ask */
bool guard_host(const struct web *w, str host);
bool guard_origin(const struct web *w, str origin);
/* In the same time whatever differs; an empty secret is nobody's. */
bool guard_same(str given, str secret);
bool guard_token(const struct web *w, str token);
int guard_make_token(struct web *w, struct err *e);

/* ---- login.c: who comes, where others can reach the server */
bool login_known(const struct web *w, struct MHD_Connection *c);
/* What is shown to anybody. */
bool login_open(str path);

/* ---- conn.c: how many at a time, and for how long */
/* Raises the limit of open files. What the library is to take at most. */
uint32_t conn_limit(struct web *w);
void conn_notify(void *ctx, struct MHD_Connection *c, void **socket_ctx,
		 enum MHD_ConnectionNotificationCode code);
void conn_is(struct web *w, struct MHD_Connection *c, enum conn_state state);
/* Ends connections whose request does not come to its end. */
void conn_sweep(struct web *w);

/* ---- call.c: MHD's callbacks, and the part that the worker does */
enum MHD_Result call_request(void *cls, struct MHD_Connection *c,
			     const char *url, const char *method,
			     const char *version, const char *data, size_t *n,
			     void **ctx);
void call_completed(void *cls, struct MHD_Connection *c, void **ctx,
		    enum MHD_RequestTerminationCode why);
/* Returns the connection to resume. */
struct MHD_Connection *call_work(struct web *w, struct call *k);

/* ---- worker.c: requests that write, one after another */
int worker_start(struct web *w, struct err *e);
/* False: too many wait already. */
bool worker_take(struct web *w, struct call *x, struct MHD_Connection *c);
void worker_end(struct web *w);

/* ---- reply.c */
/* Bytes held until discharged; false, and nothing held, past the ceiling. */
bool reply_charge(struct web *w, size_t *charged, size_t n);
void reply_discharge(struct web *w, size_t *charged);
void reply_begin(struct req *r, struct web *w, struct MHD_Connection *c,
		 struct arena *a);
void reply_end(struct req *r);
/* The world's fault, told on a page. */
void reply_fault(struct req *r, const struct err *e);
/* The bytes go to the library. */
enum MHD_Result reply_send(struct req *r, size_t *charged);

/* ---- server.c */
/* Changes whenever anybody changes the store: its files, by time and size. */
str web_version(struct web *w, struct arena *a);
struct store *web_take_store(struct web *w, struct err *e);
void web_give_store(struct web *w, struct store **s);

#endif
