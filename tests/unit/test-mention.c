/* test-mention.c - mentions to JSON and back give the same bytes. */
#include <check.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "extract/job.h"
#include "extract/mention_json.h"
#include "extract/mention_pack.h"
#include "reading.h"

static const char text[] =
	"加藤港湾相は3月4日、北港で会談し「案を受け入れる」と述べた。";

static void fill(struct arena *a, struct mentions *m)
{
	struct time_mention *t = vec_add(a, &m->times);
	struct actor_mention *x = vec_add(a, &m->actors);
	struct event_mention *e;
	struct statement_mention *s;
	struct participant *p = arena_one(a, struct participant);
	static const str issues[] = { { "tariffs", 7 } };

	*t = (struct time_mention){ { 18, 25 },
				    TIME_DATE,
				    STR("2031-03-04"),
				    STR_NONE,
				    day_of(2031, 3, 4),
				    day_of(2031, 3, 4),
				    PRECISION_DAY,
				    STR("2031-03-04"),
				    STR("explicit"),
				    STR("ja.when.md"),
				    false,
				    true,
				    false };
	x->at = (span){ 0, 15 };
	x->name_at = (span){ 0, 6 };
	x->id = STR("p.kato");
	x->name = STR("Kato");
	x->kind = ACTOR_MEDIA;
	x->role = STR("港湾相");
	x->former = true;
	x->rule = STR("ja.who.1");
	e = vec_add(a, &m->events);
	p->role = PART_HOST;
	*e = (struct event_mention){
		.at = { 0, 48 },
		.trigger = { 37, 43 },
		.kind = STR("meeting"),
		.plover = STR("CONSULT"),
		.status = STATUS_POSTPONED,
		.from = day_of(2031, 3, 4),
		.to = DAY_NONE,
		.precision = PRECISION_PART,
		.date_basis = STR("own phrase"),
		.participants = p,
		.n_participants = 1,
		.place = NO_REF,
		.claimed_by = 0,
		.cancels = NO_REF,
		.issues = issues,
		.n_issues = 1,
		.background = true,
		.fruitless = { 37, 43 },
		.rule = STR("ja.event.1"),
	};
	s = vec_add(a, &m->statements);
	s->at = (span){ 0, 60 };
	s->quote = (span){ 46, 76 };
	s->speaker = 0;
	s->reported_by = s->addressee = NO_REF;
	s->from = s->to = DAY_NONE;
	s->rule = STR("ja.say.1");
}

START_TEST(round_trip)
{
	struct arena *a = arena_new();
	struct doc *d = doc_in(a), *back;
	struct mentions m = { 0 }, again;
	struct buf one, two;
	struct err e = ERR_INIT;

	d->id = STR("x1");
	d->text = str_of(text);
	d->lang = LANG_JA;
	doc_sentences(d);
	fill(a, &m);
	buf_init(&one, 100000);
	buf_init(&two, 100000);
	mentions_json(d, &m, &one);
	ck_assert_int_eq(mentions_from_json(a, buf_str(&one), d->text, &back,
					    &again, &e),
			 0);
	mentions_json(back, &again, &two);
	ck_assert_str_eq(buf_cstr(&one), buf_cstr(&two));
	ck_assert_int_eq(again.actors.v[0].kind, ACTOR_MEDIA);
	/* spans outside the text are told, not trusted */
	ck_assert_int_eq(mentions_from_json(a, buf_str(&one), STR("short"),
					    &back, &again, &e),
			 -1);
	ck_assert_int_eq(e.code, ERR_INPUT);
	buf_release(&one);
	buf_release(&two);
	arena_free(&a);
}
END_TEST

START_TEST(packed)
{
	struct arena *a = arena_new();
	struct doc *d = doc_in(a), *back;
	struct mentions m = { 0 }, again;
	struct interned shared;
	struct buf one, two, bytes;
	struct err e = ERR_INIT;
	str all;

	d->id = STR("x1");
	d->text = str_of(text);
	d->lang = LANG_JA;
	d->published_text = STR("2031-03-05");
	doc_sentences(d);
	fill(a, &m);
	diag_add(&d->diags, DIAG_J004, (span){ 0, 3 }, STR("2031-13"));
	buf_init(&one, 100000);
	buf_init(&two, 100000);
	buf_init(&bytes, 100000);
	mentions_json(d, &m, &one);
	mentions_pack(d, &m, &bytes);
	all = buf_str(&bytes);
	interned_init(&shared, a);
	ck_assert_int_eq(
		mentions_unpack(a, a, &shared, all, d->text, &back, &again, &e),
		0);
	mentions_json(back, &again, &two);
	ck_assert_str_eq(buf_cstr(&one), buf_cstr(&two));
	ck_assert_int_eq(back->published, day_of(2031, 3, 5));
	ck_assert_int_eq(back->sentences.n, d->sentences.n);
	/* cut short anywhere it is damaged */
	for (size_t n = 0; n < all.n; n++)
		ck_assert_int_eq(mentions_unpack(a, a, &shared,
						 str_cut(all, 0, n), d->text,
						 &back, &again, &e),
				 -1);
	ck_assert_int_eq(mentions_unpack(a, a, &shared, all, STR("short"),
					 &back, &again, &e),
			 -1);
	buf_release(&one);
	buf_release(&two);
	buf_release(&bytes);
	arena_free(&a);
}
END_TEST

/* Whatever a real reading finds comes back as annotate tells it. */
START_TEST(packed_readings)
{
	glob_t files;
	struct err e = ERR_INIT;

	setup();
	ck_assert_int_eq(glob(TEST_PACKS "/../demo/pile/*", 0, NULL, &files),
			 0);
	ck_assert_uint_ge(files.gl_pathc, 10);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct arena *a = arena_new();
		struct article_input in = { .id = str_of(files.gl_pathv[i]),
					    .published = STR("2031-03-05") };
		struct mentions m, again;
		struct interned shared;
		struct buf page, one, two, bytes;
		struct doc *d, *back;
		FILE *f = fopen(files.gl_pathv[i], "rb");
		char *room;

		ck_assert(f);
		buf_init(&page, 200000);
		buf_init(&one, 2000000);
		buf_init(&two, 2000000);
		buf_init(&bytes, 2000000);
		room = buf_room(&page, 200000);
		page.n = fread(room, 1, 199999, f);
		fclose(f);
		in.text = buf_str(&page);
		d = job_read(reader, a, tagger, &in, STAGE_ALL, &m);
		mentions_json(d, &m, &one);
		mentions_pack(d, &m, &bytes);
		interned_init(&shared, a);
		ck_assert_int_eq(mentions_unpack(a, a, &shared, buf_str(&bytes),
						 d->text, &back, &again, &e),
				 0);
		mentions_json(back, &again, &two);
		ck_assert_str_eq(buf_cstr(&one), buf_cstr(&two));
		buf_release(&page);
		buf_release(&one);
		buf_release(&two);
		buf_release(&bytes);
		arena_free(&a);
	}
	globfree(&files);
	teardown();
}
END_TEST

int main(void)
{
	Suite *s = suite_create("mention");
	TCase *t = tcase_create("mention");
	SRunner *r;
	int failed;

	tcase_add_test(t, round_trip);
	tcase_add_test(t, packed);
	tcase_add_test(t, packed_readings);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
