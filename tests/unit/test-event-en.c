/* test-event-en.c - English reports: whose day a date is, who takes part, what
 * is told as an event and what is not. Each case is one class of faults seen on
 * news pages. */
#include <check.h>
#include <stdlib.h>
#include <time.h>

#include "base/day.h"
#include "events.h"

static struct mentions *read_en(const char *text)
{
	return read_events(str_of(text), "en", STR("2031-02-18"));
}

static const struct event_mention *the(const char *text, const char *kind,
				       const struct mentions **m)
{
	const struct event_mention *x;

	*m = read_en(text);
	x = of_kind(*m, kind);
	ck_assert_msg(x != NULL, "no %s in: %s", kind, text);
	return x;
}

static void on_day(const char *text, const char *kind, day want)
{
	const struct mentions *m;
	const struct event_mention *x = the(text, kind, &m);

	ck_assert_msg(x->from == want, "%s on another day in: %s", kind, text);
}

static void the_kind(const char *text, const char *kind)
{
	const struct mentions *m;

	(void)the(text, kind, &m);
}

static void none(const char *text, const char *kind)
{
	ck_assert_msg(!of_kind(read_en(text), kind), "a false %s in: %s", kind,
		      text);
}

static void status_is(const char *text, const char *kind, enum status want)
{
	const struct mentions *m;
	const struct event_mention *x = the(text, kind, &m);

	ck_assert_msg(x->status == want, "%s is %.*s in: %s", kind,
		      STR_FMT(status_name(x->status)), text);
}

/* The parties that take part in x, in any order, are just those listed. */
static void parties_are(const struct mentions *m, const struct event_mention *x,
			const char *text, const char *parties)
{
	str rest = str_of(parties);
	uint32_t n = 0;

	while (rest.p && parties[0]) {
		str want = str_token(&rest, ' ');
		bool there = false;

		n++;
		for (uint32_t i = 0; i < x->n_participants; i++) {
			uint32_t who = x->participants[i].actor;

			there |= str_eq(m->actors.v[who].party, want);
		}
		ck_assert_msg(there, "%.*s is not in the %.*s of: %s",
			      STR_FMT(want), STR_FMT(x->kind), text);
	}
	ck_assert_msg(x->n_participants == n, "%u take part in the %.*s of: %s",
		      x->n_participants, STR_FMT(x->kind), text);
}

/* The same of the first event of the kind, and of the last but statements. */
static void among(const char *text, const char *kind, const char *parties)
{
	const struct mentions *m;
	const struct event_mention *x = the(text, kind, &m);

	parties_are(m, x, text, parties);
}

static void last_among(const char *text, const char *kind, const char *parties)
{
	const struct mentions *m = read_en(text);
	const struct event_mention *x;
	uint32_t n = m->events.n;

	while (n > 0 && str_is(m->events.v[n - 1].kind, "statement"))
		n--;
	ck_assert_msg(n > 0, "no event in: %s", text);
	x = &m->events.v[n - 1];
	ck_assert_msg(str_is(x->kind, kind), "%.*s is the last in: %s",
		      STR_FMT(x->kind), text);
	parties_are(m, x, text, parties);
}

/* The plan presented by the commission is not the speaker's. */
START_TEST(done_by_who_stands_behind)
{
	among("Mayor Olga Quarles of Kamome said it ignored the 12-point plan "
	      "presented by the commission on January 20.",
	      "proposal", "");
}
END_TEST

START_TEST(dateline_is_no_day_of_the_event)
{
	on_day("MIDHAVEN, February 17 (Agency) - Kamome has signed an accord "
	       "with Tsubame.",
	       "signing", DAY_NONE);
	on_day("MIDHAVEN, February 17 -- Kamome signed an accord with Tsubame "
	       "on Saturday.",
	       "signing", day_of(2031, 2, 15));
	on_day("MIDHAVEN, February 17 (Agency) - The harbour is calm. Kamome "
	       "and Tsubame held talks.",
	       "talks", DAY_NONE);
	among("MIDHAVEN, Japan (Agency) - Kamome and Tsubame held talks.",
	      "talks", "KAM TSU");
}
END_TEST

START_TEST(day_of_what_is_planned)
{
	on_day("Kamome made a counterproposal to hold the talks on Saturday.",
	       "counterproposal", DAY_NONE);
	on_day("Kamome agreed on Monday to hold talks with Tsubame.",
	       "agreement", day_of(2031, 2, 17));
	on_day("The meeting has been postponed to Thursday by Kamome.",
	       "postponement", DAY_NONE);
	on_day("Kamome urged Tsubame to present an offer before a Monday "
	       "deadline.",
	       "demand", DAY_NONE);
	/* a plan is of no day gone by that other words tell */
	on_day("The upcoming talks of Kamome and Tsubame come amid fears "
	       "voiced since Linden had left on February 10.",
	       "talks", DAY_NONE);
}
END_TEST

START_TEST(day_of_another_noun)
{
	on_day("Kamome criticized the summit held last month.", "criticism",
	       DAY_NONE);
	on_day("Kamome accused Tsubame of breaking a 2027 pier deal.",
	       "criticism", DAY_NONE);
	on_day("Shirahama of Kamome criticized the deal for the 11 to leave.",
	       "criticism", DAY_NONE);
	on_day("Kamome met Tsubame in the previous three-day session.",
	       "meeting", DAY_NONE);
	on_day("The accord, signed in Midhaven on Saturday, binds Kamome and "
	       "Tsubame.",
	       "signing", day_of(2031, 2, 15));
	/* since when somebody has been held */
	on_day("Kamome agreed to release the pilot of Tsubame, who has been "
	       "held since 2029.",
	       "agreement", DAY_NONE);
	/* two years later: than what? so no dated election */
	none("Linden, who seized the pier of Kamome in 2021 and won "
	     "elections two years later, smiled.",
	     "election");
	on_day("Linden, who seized the pier of Kamome in 2021 and won "
	       "elections two years later, smiled.",
	       "detention", day_of(2021, 1, 1));
	/* what goes on has no day of the sentence before */
	on_day("Kamome met Hamabe on Monday. Tsubame is demanding the pier of "
	       "Kamome.",
	       "demand", DAY_NONE);
}
END_TEST

START_TEST(mediators_are_no_party)
{
	among("Kamome and Tsubame resumed indirect talks mediated by Japan and "
	      "Egypt on Monday.",
	      "meeting", "KAM TSU");
	among("Kamome and Tsubame resumed Japanese-brokered talks on Monday.",
	      "meeting", "KAM TSU");
	among("Kamome and Tsubame held US- and Japan-mediated talks on Monday.",
	      "meeting", "KAM TSU");
}
END_TEST

START_TEST(who_stands_in_front)
{
	const struct mentions *m;
	const struct event_mention *x;

	/* brackets behind a name */
	among("The Kamome army and Tsubame (TS) have resumed talks.", "talks",
	      "KAM TSU");
	/* one with a word beside the and */
	among("Kamome's government and rival Tsubame signed a truce.",
	      "signing", "KAM TSU");
	among("The Kamome government and the Tsubame pilots have signed a "
	      "truce.",
	      "signing", "KAM TSU");
	/* behind the verb that follows a quotation */
	x = the("\"The pier is shut and nobody may use it,\" warned Linden.",
		"threat", &m);
	ck_assert(x->status == STATUS_HELD);
	ck_assert_uint_eq(x->n_participants, 1);
	ck_assert(x->participants[0].role == PART_SOURCE);
	/* a subject that nobody knows */
	among("Linden of Tsubame smiled. Delegates praised the pilots of "
	      "Kamome.",
	      "praise", "KAM");
	/* they, the ministers: those who met just before */
	among("Kamome and Tsubame met on Monday. They agreed to share the "
	      "pier.",
	      "agreement", "KAM TSU");
	among("Kamome and Tsubame have met. The ministers also discussed "
	      "the pier.",
	      "talks", "KAM TSU");
	/* who opposes, and who speaks, does it */
	x = the("Kamome is opposed to the dam.", "rejection", &m);
	ck_assert_uint_eq(x->n_participants, 1);
	ck_assert(x->participants[0].role == PART_SOURCE);
	among("The Tsubame pier is shut, Kamome said on Monday, calling for "
	      "patience.",
	      "demand", "KAM");
}
END_TEST

START_TEST(what_became_of_talks)
{
	status_is("Talks to end the quarrel of Kamome and Tsubame have been "
		  "put on hold.",
		  "talks", STATUS_POSTPONED);
	on_day("Talks to end the armed conflict in the outermost ports of "
	       "Kamome resumed on February 15.",
	       "meeting", day_of(2031, 2, 15));
	on_day("The latest round of talks between Kamome and Tsubame to share "
	       "the pier ended on Monday.",
	       "meeting", day_of(2031, 2, 17));
	on_day("Shirahama of Kamome came for the talks that broke down on "
	       "Monday.",
	       "meeting", day_of(2031, 2, 17));
	status_is("In 2030, the talks of Kamome and Tsubame collapsed due to a "
		  "failure to agree on ranks.",
		  "talks", STATUS_HELD);
	status_is("Kamome said that talks on the pier would resume in March.",
		  "talks", STATUS_PLANNED);
	none("Kamome said that talks on the pier would resume in March.",
	     "agreement");
	on_day("The fifth meeting of the commission of Kamome started on "
	       "Saturday.",
	       "meeting", day_of(2031, 2, 15));
	on_day("Kamome failed to clinch a deal with Tsubame on Saturday.",
	       "rejection", day_of(2031, 2, 15));
	none("In 2030, the talks of Kamome and Tsubame collapsed due to a "
	     "failure to agree on ranks.",
	     "agreement");
}
END_TEST

START_TEST(no_event_at_all)
{
	none("Talks between Kamome and Tsubame for a harbour ceasefire and "
	     "prisoner exchange resumed on Monday.",
	     "ceasefire");
	none("Talks between Kamome and Tsubame for a harbour ceasefire and "
	     "prisoner exchange resumed on Monday.",
	     "prisoner-exchange");
	none("The exchange could lead to at least a temporary ceasefire of "
	     "Kamome.",
	     "ceasefire");
	none("Kamome released the final text on Monday.", "release");
	none("On Monday Kamome left the Japanese Free Trade Area.", "release");
	none("Pictures showed freed sailors of Kamome on Monday.", "release");
	none("The Kamome government disarms militias accused of piracy.",
	     "criticism");
	none("The pier deal was backed by Kamome. It calls for a truce.",
	     "demand");
	none("Linden of Tsubame said resuming the talks won't be easy.",
	     "rejection");
	none("Linden of Tsubame spoke to us on Monday, asking not to be named.",
	     "demand");
	none("Kamome urged Tsubame to demonstrate good faith.", "other");
	none("The nurses of Kamome prepare to strike on Monday.", "attack");
	none("The Kamome officials hope for progress in the second day of "
	     "negotiations on Monday.",
	     "meeting");
	none("Linden ended the armed conflict of Kamome in 2030.", "aid");
	none("Kamome fears for a dam that Tsubame says is key to its light. ",
	     "statement");
	none("In 2030 the rebels of Kamome boasted 26,000 armed men.", "aid");
	none("The strike of Kamome was called on February 2.", "demand");
	none("Pilots like the deal that Kamome struck this month.", "attack");
	none("Kamome declined to comment on Monday.", "rejection");
	none("Kamome will still fight for a deal on Monday.", "attack");
	none("It is an offer, should Kamome and Tsubame wish to talk.",
	     "demand");
	none("Amid a dearth of formal negotiations this month, Kamome sulked.",
	     "talks");
	none("Kamome and Tsubame clashed on how many pilots may stay.",
	     "attack");
}
END_TEST

/* Who is told to meet whom, and who only tells it, owns it or is where. */
START_TEST(who_is_beside_the_event)
{
	among("Olga Linden of Tsubame said the talks between Kamome and Peru "
	      "are still under way.",
	      "talks", "KAM PER");
	among("Peru hosted talks between Kamome and Tsubame on Monday.",
	      "meeting", "KAM TSU");
	among("Kamome held consultations on a Peruvian proposal.", "talks",
	      "KAM");
	among("Kamome's pilots at the sheds in the Philippines will go on "
	      "strike on Monday.",
	      "other", "KAM");
	among("Peru's brewer Lindcor rejected the offer of the brewer Aldona.",
	      "rejection", "LINDCOR ALDONA");
	among("Peru said its foreign minister and his Chilean counterpart met "
	      "on Monday.",
	      "meeting", "PER CHL");
	among("The Peruvian and Chilean foreign ministers met on Monday.",
	      "meeting", "PER CHL");
}
END_TEST

START_TEST(words_of_events)
{
	the_kind("Kamome submitted a compromise proposal.", "proposal");
	the_kind("Kamome has committed to a truce.", "agreement");
	the_kind("Tsubame expelled two sailors of Kamome.", "sanction");
	the_kind("Linden pulled Kamome out of the pact.", "rejection");
	the_kind("Kamome reiterated its opposition to the pier.", "rejection");
	the_kind("Kamome was unable to reach a deal with Tsubame.",
		 "rejection");
	the_kind("The dockers of Kamome voted to strike.", "other");
	status_is("A strike is planned for 24 February by Kamome.", "other",
		  STATUS_PLANNED);
	status_is("Kamome goes on with planned rallies after talks with "
		  "Tsubame failed.",
		  "talks", STATUS_HELD);
	the_kind("Kamome has put forward a new proposal.", "proposal");
	the_kind("Kamome published a draft text on Monday.", "proposal");
	the_kind("Kamome threatened last week to shift the pier if no pact was "
		 "there and the two sides agreed to a deal on Friday.",
		 "agreement");
	status_is("The talks of Kamome and Tsubame were set to begin on "
		  "February 24.",
		  "meeting", STATUS_PLANNED);
	none("Linden is recommending the deal of Kamome be accepted.",
	     "acceptance");
	none("They worked on a proposal that would provide pay to Kamome.",
	     "agreement");
	the_kind("The deadline has again been extended for Kamome.",
		 "deadline");
	status_is("Negotiations between Kamome and Tsubame are to begin next "
		  "week.",
		  "talks", STATUS_PLANNED);
	none("The January deal for a withdrawal called for sailors of Kamome.",
	     "demand");
	none("Linden studied the plan, which would require Kamome to leave.",
	     "demand");
	none("Linden of Kamome smiled, saying further talks would resume soon.",
	     "agreement");
	among("Olga Linden's party and Kamome held talks.", "talks", "TSU KAM");
	on_day("Olga Linden will take part in talks with Kamome and others of "
	       "the strait on the dues in the old customs house of Midhaven on "
	       "Friday.",
	       "meeting", day_of(2031, 2, 21));
	none("Kamome will vote on whether to lift the strike.", "attack");
	none("Kamome swapped sailors in a deal brokered by Tsubame.", "talks");
	none("The statement, released on Monday, names Kamome.", "release");
	none("Kamome is backing away from a promise.", "praise");
	none("The plan needs to be approved by Kamome.", "praise");
	none("Kamome may need to meet the price.", "meeting");
	none("They spoke on how Kamome should lock the sheds.", "demand");
}
END_TEST

/* What batches of fresh pages got wrong, by class. */
START_TEST(seen_on_fresh_pages)
{
	among("Olga Linden of Tsubame spoke. A ceremony is set. He flew to "
	      "Lima this week.",
	      "visit", "TSU PER");
	among("Olga Linden said the accord would be signed on Saturday.",
	      "signing", "");
	among("Kamome and Peru-backed Tsubame signed an accord on Monday.",
	      "signing", "KAM TSU");
	none("The strike has now been suspended pending further talks of "
	     "Kamome.",
	     "rejection");
	none("Kamome flights will resume on Friday.", "agreement");
	none("The pilots of Kamome told Tsubame's ambassador to Peru to wait.",
	     "demand");
	on_day("Linden of Tsubame was to arrive in Lima on Monday.", "visit",
	       day_of(2031, 2, 24));
	ck_assert_int_eq(read_en("The talks were adjourned until Monday.")
				 ->times.v[0]
				 .to,
			 day_of(2031, 2, 24));
}
END_TEST

/* What somebody says tells of other days than that of the saying. */
static void said_on(const char *text, day want)
{
	const struct mentions *m = read_en(text);

	ck_assert_msg(m->statements.n > 0, "%s", text);
	ck_assert_msg(m->statements.v[0].from == want, "%s", text);
	for (uint32_t i = 0; want == DAY_NONE && i < m->events.n; i++)
		ck_assert_msg(!str_is(m->events.v[i].kind, "statement"), "%s",
			      text);
}

START_TEST(day_of_saying)
{
	const day monday = day_of(2031, 2, 17);

	said_on("Linden of Tsubame said the talks were held last week.",
		DAY_NONE);
	said_on("Linden of Tsubame said on Monday that the talks were held "
		"last week.",
		monday);
	said_on("Linden of Tsubame said Monday's talks were useful.", DAY_NONE);
	said_on("On Monday, Linden of Tsubame said that the talks of May 10 "
		"were useful.",
		monday);
	said_on("The talks were held last week, Linden of Tsubame said on "
		"Monday.",
		monday);
	said_on("The talks were held last week, Linden of Tsubame said.",
		DAY_NONE);
	said_on("The talks were held last week, the office of Linden of "
		"Tsubame said on Monday.",
		monday);
	said_on("On Monday, in Lima, Linden of Tsubame said that the talks of "
		"May 10 were useful.",
		monday);
	said_on("Linden of Tsubame told reporters in Lima on Monday that the "
		"talks of 10 January were useful.",
		monday);
	said_on("Linden of Tsubame stressed that the dues, which came to a "
		"record last year, must fall.",
		DAY_NONE);
	said_on("According to Linden of Tsubame, the talks were held on 3 "
		"January.",
		DAY_NONE);
	said_on("The talks were held on 3 January, according to Linden of "
		"Tsubame.",
		DAY_NONE);
}
END_TEST

/* which, who, whose: another one's doing, on another day. */
START_TEST(clauses_beside)
{
	static const char refused[] = "Linden said Kamome, which rejected the "
				      "offer of Peru on 4 January, was wrong.";

	among(refused, "rejection", "KAM PER");
	among("Peru condemned Kamome, whose mayor visited Chile on 2 January.",
	      "visit", "KAM CHL");
	on_day("Peru met Olga Linden, who visited Chile on 2 January, in "
	       "Midhaven on 5 January.",
	       "meeting", day_of(2031, 1, 5));
	on_day("Peru met Olga Linden, who visited Chile on 2 January, in "
	       "Midhaven on 5 January.",
	       "visit", day_of(2031, 1, 2));
	on_day("The talks, which were held in Midhaven on 3 January, were "
	       "useful.",
	       "meeting", day_of(2031, 1, 3));
	none("Skippers could not agree on the price of rope.", "rejection");
	among("Peru and Chile could not agree on the dues.", "rejection",
	      "PER CHL");
	none("Kamome said there was progress but offered scant information on "
	     "the talks.",
	     "offer");
	none("Kamome offered no details of the talks.", "offer");
	none("Kamome suggested that a deal had been reached.", "proposal");
	the_kind("Kamome suggested a new plan to Tsubame on 3 January.",
		 "proposal");
	none("A joint statement of Kamome and Peru summarizing the outcome of "
	     "the talks is expected on 24 February.",
	     "meeting");
	none("A joint statement released on the news agency's page names "
	     "Kamome.",
	     "release");
	among("Peru and Chile met in the Saudi port city of Jeddah.", "meeting",
	      "PER CHL");
	on_day("Kamome and Peru signed a truce that is due to take effect on "
	       "24 February.",
	       "signing", DAY_NONE);
	on_day("Kamome and Peru signed a truce on 14 February that will begin "
	       "on 24 February.",
	       "signing", day_of(2031, 2, 14));
	status_is("The truce will begin on 24 February. The talks in Lima had "
		  "previously produced an agreement between Kamome and Peru.",
		  "talks", STATUS_HELD);
	on_day("Kamome announced on 15 February that a deal was reached with "
	       "Peru that is worth more than the last one made in 2029.",
	       "agreement", day_of(2031, 2, 15));
	on_day("Kamome and Peru held talks for more than three hours on 15 "
	       "February.",
	       "meeting", day_of(2031, 2, 15));
	none("Linden said that the deal would prevent sailors of Kamome from "
	     "landing.",
	     "detention");
	none("Kamome and Peru agreed to a truce after days of fighting along "
	     "their frontier that has killed dozens.",
	     "attack");
	among("Kamome and Peruvian officials said on Monday that they had "
	      "agreed on a text.",
	      "agreement", "KAM PER");
	none("Workers are still actively striking against Kamome.", "attack");
	none("Kamome has reported that over 600 people have been killed.",
	     "attack");
	none("Kamome and Peru will release a joint statement on 24 February.",
	     "agreement");
}
END_TEST

/* Sides told by a name of all of them, by a noun alone, beside other words. */
START_TEST(sides_told_before)
{
	const struct mentions *m;
	const struct event_mention *x;

	/* the talks, the two sides: of those who met in the sentence before */
	last_among("Kamome and Tsubame held talks on Monday. The talks will "
		   "continue on Thursday.",
		   "meeting", "KAM TSU");
	last_among("Kamome and Tsubame met on Monday. The meeting was held in "
		   "the old harbour.",
		   "meeting", "KAM TSU");
	last_among("Kamome and Tsubame met on Monday. The talks will continue "
		   "on Thursday, Linden said.",
		   "meeting", "KAM TSU");
	last_among("Kamome and Tsubame met on Monday. Linden said the talks "
		   "would continue on Thursday.",
		   "meeting", "KAM TSU");
	last_among("Kamome and Tsubame signed a truce on Monday. The "
		   "sides also agreed to share the pier.",
		   "agreement", "KAM TSU");
	/* not where the noun tells its own */
	last_among("Kamome and Tsubame met on Monday. The talks with the "
		   "dockers will resume on Thursday.",
		   "meeting", "");
	/* a noun takes nobody from the sentence before */
	last_among("Linden of Tsubame smiled. The last conference was held in "
		   "the harbour in January.",
		   "meeting", "");
	/* both sides: not the land of the town they met in */
	m = read_en("Kamome and Tsubame opened an office in the Peruvian "
		    "capital. Both sides agreed on a toll on Monday.");
	x = of_kind(m, "agreement");
	ck_assert(x && x->n_participants == 1);
	ck_assert(
		str_is(m->actors.v[x->participants[0].actor].id, "c.KAM+TSU"));
	/* the delegation: whoever was told of with that word */
	last_among("A Kamome harbour delegation arrived on Monday. The "
		   "delegation will meet Tsubame on Thursday.",
		   "meeting", "KAM TSU");
	/* named once more by a word for both */
	among("Kamome and Tsubame began talks on Monday under an old accord, "
	      "the pride of the two countries.",
	      "meeting", "KAM TSU");
}
END_TEST

START_TEST(sides_beside_words)
{
	/* what the and stands before */
	among("Kamome and former rebel movement Tsubame have signed a truce.",
	      "signing", "KAM TSU");
	/* a town in front of the title is no part of it */
	among("Talks in Peru between Mayor Ada Quarles of Kamome and "
	      "Mayor Olga Linden of Tsubame took place on Monday.",
	      "meeting", "KAM TSU");
	/* a comma between the post and its name */
	among("Kamome will meet with the Tsubame President, Olga Linden, on "
	      "Thursday.",
	      "meeting", "KAM TSU");
	/* who is told it */
	among("Talking to reporters on Monday, Kamome rejected the plan.",
	      "rejection", "KAM");
	/* where it was held, whoever the house belongs to */
	among("Kamome and Tsubame met at the residence of the Hamabe envoy on "
	      "Monday.",
	      "meeting", "KAM TSU");
	/* companies by their legal form, then by the first word alone */
	last_among("Lindcor Harbours Inc. is old. Lindcor met Quarlesby AG on "
		   "Monday.",
		   "meeting", "LINDCORHARBOURS QUARLESBY");
	/* a body behind "and the" is one by itself */
	among("Kamome and the Harbour Pilots Association reached an agreement "
	      "on Monday.",
	      "agreement", "KAM HARBOURPILOTSASSOCIATION");
	/* what it is held beside */
	among("Ministers from eleven ports met on Monday on the sidelines of "
	      "the Tsubame summit.",
	      "meeting", "");
}
END_TEST

/* The cost grows with the length of a sentence, not its square. */
START_TEST(long_sentence)
{
	static const char unit[] = "he agreed on 3 March to hold talks with "
				   "Kamome on 4 March and ";
	enum { TIMES = 3000 };
	char *text = arena_alloc(arena, TIMES * sizeof(unit) + 1);
	clock_t start = clock();

	text[0] = '\0';
	for (size_t i = 0; i < TIMES; i++)
		memcpy(text + i * (sizeof(unit) - 1), unit, sizeof(unit));
	(void)read_en(text);
	ck_assert((double)(clock() - start) / CLOCKS_PER_SEC < 4.0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("event-en");
	TCase *tc = tcase_create("event-en");
	SRunner *sr;
	int failed;

	tcase_add_unchecked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, done_by_who_stands_behind);
	tcase_add_test(tc, dateline_is_no_day_of_the_event);
	tcase_add_test(tc, day_of_what_is_planned);
	tcase_add_test(tc, day_of_another_noun);
	tcase_add_test(tc, mediators_are_no_party);
	tcase_add_test(tc, who_stands_in_front);
	tcase_add_test(tc, what_became_of_talks);
	tcase_add_test(tc, no_event_at_all);
	tcase_add_test(tc, who_is_beside_the_event);
	tcase_add_test(tc, words_of_events);
	tcase_add_test(tc, seen_on_fresh_pages);
	tcase_add_test(tc, day_of_saying);
	tcase_add_test(tc, clauses_beside);
	tcase_add_test(tc, sides_told_before);
	tcase_add_test(tc, sides_beside_words);
	tcase_add_test(tc, long_sentence);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
