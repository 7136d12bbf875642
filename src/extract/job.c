/* job.c - one article through all stages, in order. */
#include "extract/job.h"

#include "extract/glance.h"

#include <stdlib.h>

struct reader {
	struct arena *arena; /* perm: compiled rules */
	const struct when *when;
	const struct who *who;
	struct wordbook *book;
	const struct say *say;
	const struct event *event;
	const struct plan *plan;
	const struct stance *stance;
};

struct reader *reader_new(const struct packs *p, struct diags *diags)
{
	struct reader *r = xmalloc(sizeof(*r));
	struct arena *a = arena_new();

	r->arena = a;
	r->when = when_in(a, p, diags);
	r->who = who_in(a, p, diags);
	r->book = wordbook_in(a, p, diags);
	r->say = say_in(a, p, r->book, diags);
	r->event = event_in(a, p, diags);
	r->plan = plan_in(a, p, r->book, diags);
	r->stance = stance_in(a, p, r->book, diags);
	return r;
}

void reader_free(struct reader **r)
{
	if (!*r)
		return;
	arena_free(&(*r)->arena);
	free(*r);
	*r = NULL;
}

static void set_published(struct doc *d, str given, str basis)
{
	if (!given.n)
		return;
	d->published = day_parse(given);
	if (d->published == DAY_NONE) {
		diag_add(&d->diags, DIAG_J004, (span){ 0, 0 }, given);
		return;
	}
	d->published_text = given;
	d->published_basis = basis.n ? basis : STR("given");
}

struct doc *job_read(const struct reader *r, struct arena *a,
		     struct tagger *tagger, const struct article_input *in,
		     unsigned stages, struct mentions *out)
{
	struct doc *d = doc_in(a);

	*out = (struct mentions){ 0 };
	d->id = in->id;
	d->text = in->text.p ? in->text : STR("");
	d->title = in->title;
	d->url = in->url;
	d->publisher = in->publisher;
	d->tagger = tagger;
	d->lang = lang_by_name(in->lang);
	if (d->lang == LANG_COUNT)
		d->lang = doc_guess_lang(d->text);
	set_published(d, in->published, in->published_basis);
	doc_sentences(d);
	if (stages & STAGE_TIMES)
		when_read(r->when, d, out);
	if (stages & STAGE_ACTORS)
		who_read(r->who, d, out);
	if (stages & ~(STAGE_TIMES | STAGE_ACTORS))
		out->glance = glance_in(r->book, d);
	if (stages & STAGE_STATEMENTS)
		say_read(r->say, d, out);
	if (stages & STAGE_EVENTS)
		event_read(r->event, d, out);
	if (stages & STAGE_PROPOSALS)
		plan_read(r->plan, d, out);
	if (stages & STAGE_POSITIONS)
		stance_read(r->stance, d, out);
	return d;
}
