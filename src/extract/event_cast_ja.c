/* event_cast_ja.c - who takes part in a Japanese event: by particles, and what
 * a sentence leaves unsaid from the topic or the meeting told before. */
#include "extract/event_cast_ja.h"
#include "extract/event_cast.h"
#include "extract/event_ja.h"

enum { CARRY = 3 };

static bool quoted(const struct telling *t, uint32_t actor, span clause)
{
	uint32_t low = 0, high = t->quotes.n,
		 byte = t->m->actors.v[actor].at.from;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (t->quotes.v[mid].to <= byte)
			low = mid + 1;
		else
			high = mid;
	}
	/* 石油大手「A」と「B」: a name in brackets is no quotation */
	return low < t->quotes.n && t->quotes.v[low].from <= byte &&
	       t->quotes.v[low].from > clause.from &&
	       t->quotes.v[low].to - t->quotes.v[low].from >
		       t->m->actors.v[actor].at.to -
			       t->m->actors.v[actor].at.from + 6;
}

/* A subject is told, though nobody we know. */
static bool has_subject(const struct telling *t, span in)
{
	static const char *const no_one[] = { "時", "後", "中", "際", "上",
					      "降", "点", "前", "月", "日",
					      "年", "間", "方", "回", NULL };
	str s = str_span(t->low, in);

	for (size_t i = 3; i + 3 <= s.n; i++) {
		unsigned char lead = (unsigned char)s.p[i - 3];
		str here = str_cut(s, i, s.n);

		if (!str_starts(here, STR("は")) &&
		    !str_starts(here, STR("が")))
			continue;
		if (str_starts(here, STR("は")) &&
		    str_starts_any(str_cut(s, i - 3, i), no_one))
			continue;
		if ((lead >= 0xE4 && lead <= 0xE9) ||
		    str_ends(str_cut(s, 0, i), STR("ら")))
			return !quotes_hold(&t->quotes, in.from + (uint32_t)i);
	}
	return false;
}

/* 事務総長は「…」と述べた。隔たりが埋まらず決裂した, 交渉は5月に始まった: who
 * only spoke in a sentence before has no part in what is told on. */
static bool spoke_only(const struct telling *t, const struct trigger *g,
		       uint32_t who)
{
	uint32_t from = t->d->sentences.v[t->sentence].at.from;

	if (!g->rule->both || t->m->actors.v[who].at.from >= from ||
	    t->m->actors.v[who].n_members > 1 ||
	    !(g->rule->fruitless || str_is(g->rule->kind, "ceasefire") ||
	      (event_is_joint(g->rule) && (ja_follows(t, g->at.to, "は") ||
					   ja_follows(t, g->at.to, "が")))))
		return false;
	for (uint32_t i = t->m->statements.n; i-- > 0;) {
		const struct statement_mention *s = &t->m->statements.v[i];

		if (s->at.from >= from)
			continue;
		if (s->at.from + CAST_REACH * 4 < from)
			return false;
		if (s->speaker == who)
			return true;
	}
	return false;
}

static uint32_t topic_of(const struct telling *t, const struct trigger *g)
{
	span before = { t->d->sentences.v[t->sentence].at.from, g->at.from };
	uint32_t who = NO_REF;

	if (before.from + CAST_REACH < before.to)
		before.from = before.to - CAST_REACH;
	who = say_subject(t->d, t->m, &t->quotes, before);
	/* 委員会がまとめた案について協議: the one before goes on; not so in
	 * 停戦は…、委員会がまとめた案を… */
	if (who != NO_REF &&
	    ja_inside(t, t->m->actors.v[who].at.to, g->at.from)) {
		before.to = t->m->actors.v[who].at.from;
		if (has_subject(t, before))
			return NO_REF;
		who = NO_REF;
	} else if (who != NO_REF || has_subject(t, before)) {
		return who;
	}
	if (t->topic != NO_REF && t->sentence - t->topic_at <= CARRY &&
	    !spoke_only(t, g, t->topic))
		who = t->topic;
	return who;
}

/* The topic with those joined to it: AとBは. */
static void put_topic(const struct telling *t, struct cast_list *l,
		      uint32_t who, enum part_role role)
{
	const struct actor_mention *v = t->m->actors.v;

	event_put(l, who, role);
	if (who != NO_REF && who > 0 && v[who].reference && v[who].n_members &&
	    str_is(str_cut(t->low, v[who - 1].at.to, v[who].at.from), "の"))
		return; /* タイとカンボジアの両首脳 */
	for (; who != NO_REF && who > 0; who--) {
		str gap = str_cut(t->low, v[who - 1].at.to, v[who].at.from);

		if (str_is(gap, "の") && cast_is_side(&v[who - 1]))
			continue; /* 北朝鮮のX氏 */

		if (v[who].at.from < v[who - 1].at.to || gap.n > 3 ||
		    !(str_is(gap, "と") || str_is(gap, "、") ||
		      str_is(gap, "や") || str_is(gap, "・")))
			return;
		event_put(l, who - 1, role);
	}
}

/* 【ワシントン=鈴木太郎】, [灯台島 19日 通信] -: names who wrote it, not who
 * did it. */
static uint32_t behind_dateline(const struct telling *t, span in)
{
	static const char *const pairs[][2] = { { "【", "】" },
						{ "[", "]" },
						{ "［", "］" } };
	str near = str_cut(t->low, in.from,
			   in.to < in.from + 90 ? in.to : in.from + 90);

	for (size_t i = 0; i < COUNT(pairs); i++) {
		size_t end = str_find(near, str_of(pairs[i][1]), 0);

		if (str_starts(near, str_of(pairs[i][0])) && end != SIZE_MAX)
			return in.from + (uint32_t)(end + strlen(pairs[i][1]));
	}
	return in.from;
}

/* The one who says it, not who does it: XはYがZと会談したと述べた. */
static bool says_it(const struct telling *t, uint32_t actor)
{
	span in = t->d->sentences.v[t->sentence].at;
	uint32_t low = 0, high = t->m->statements.n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (t->m->statements.v[mid].at.from < in.from)
			low = mid + 1;
		else
			high = mid;
	}
	for (uint32_t k = 0; k < CAST_ROOM && low < t->m->statements.n &&
			     t->m->statements.v[low].at.from < in.to;
	     low++, k++)
		if (t->m->statements.v[low].speaker == actor)
			return true;
	return false;
}

/* Is there a が of somebody in the stretch? */
static bool has_doer(const struct telling *t, span in)
{
	for (uint32_t i = cast_from(t->m, in.from); cast_in(t->m, i, in); i++)
		if (cast_acts(&t->m->actors.v[i]) &&
		    ja_particle(t, t->m->actors.v[i].at.to) == P_SUBJECT &&
		    !ja_inside(t, t->m->actors.v[i].at.to, in.to) &&
		    !ja_said_by_then(t, t->m->actors.v[i].at.to, in.to))
			return true;
	return false;
}

/* 米国のX氏: whose he is; ハンガリーのブダペストで: where it lies; スーダンの
 * 正規軍: whose army. */
static bool of_next(const struct telling *t, uint32_t i, bool both)
{
	const struct actor_mention *a = t->m->actors.v + i;

	return i + 1 < t->m->actors.n && a[1].at.from <= a->at.to + 3 &&
	       (a[1].kind == ACTOR_PLACE ||
		(a[1].kind == ACTOR_PERSON && !both) ||
		(a[1].kind == ACTOR_ORGANISATION && a->kind == ACTOR_STATE &&
		 a->party.n && str_eq(a->party, a[1].party)));
}

/* 財務相会合(ユーログループ)の議長は、AとBが合意したと述べた: the house of him
 * who tells it. */
static bool of_teller(const struct telling *t, uint32_t i)
{
	const struct actor_mention *a = t->m->actors.v + i;

	return i + 1 < t->m->actors.n && !cast_is_side(a) &&
	       a[1].at.from <= a->at.to + 6 && a[1].kind == ACTOR_PERSON &&
	       ja_particle(t, a[1].at.to) == P_TOPIC && says_it(t, i + 1);
}

/* カタール・ムハンマド首相: whose he is. */
static bool state_of_next(const struct telling *t, uint32_t i)
{
	const struct actor_mention *a = t->m->actors.v + i;

	return i + 1 < t->m->actors.n && cast_is_side(a) &&
	       a[1].kind == ACTOR_PERSON &&
	       str_is(str_cut(t->low, a->at.to, a[1].at.from), "・");
}

/* トランプ関税をめぐり: part of the name of what it is about. */
static bool of_topic(const struct telling *t, uint32_t i, span in)
{
	const struct actor_mention *a = &t->m->actors.v[i];
	uint32_t to = i + 1 < t->m->actors.n ? a[1].at.from : in.to;
	str rest = str_cut(t->low, a->at.to, to < in.to ? to : in.to);

	rest = str_cut(rest, 0, str_find(rest, STR("、"), 0));
	return rest.n < 60 &&
	       (str_has(rest, STR("をめぐ")) || str_has(rest, STR("を巡")));
}

/* What stands behind a name, over the short form in brackets or their end:
 * アラブ首長国連邦(UAE)の仲介, (UAE)の仲介. */
static str behind_brackets(const struct telling *t, uint32_t at)
{
	static const char *const open[] = { "(", "（" };
	static const char *const close[] = { ")", "）" };
	str rest = str_cut(t->low, at, at + 120);

	for (size_t i = 0; i < COUNT(open); i++) {
		size_t end;

		if (str_past(rest, close[i]))
			return str_cut(rest, strlen(close[i]), rest.n);
		if (!str_past(rest, open[i]))
			continue;
		end = str_find(rest, str_of(close[i]), 0);
		if (end < 60)
			return str_cut(rest, end + strlen(close[i]), rest.n);
	}
	return rest;
}

static enum part_role role_of(const struct telling *t, const struct trigger *g,
			      const struct actor_mention *a, enum particle p)
{
	const char *const *mediates = t->lex->ja[JA_MEDIATES];

	if (str_starts_any(behind_brackets(t, a->at.to), mediates))
		return PART_MEDIATOR;
	/* 米国とカタールの仲介で */
	if (a + 1 < t->m->actors.v + t->m->actors.n &&
	    (str_is(str_cut(t->low, a->at.to, a[1].at.from), "と") ||
	     str_is(str_cut(t->low, a->at.to, a[1].at.from), "、")) &&
	    str_starts_any(str_cut(t->low, a[1].at.to, t->low.n), mediates))
		return PART_MEDIATOR;
	if (g->rule->both)
		return PART_PARTICIPANT;
	if (a->at.from >= g->at.from && a->at.to <= g->at.to)
		return PART_TARGET; /* 訪米 */
	switch (p) {
	case P_NONE:
		return a->at.to == g->at.from ? PART_TARGET : PART_SOURCE;
	case P_TO:
	case P_OBJECT:
	case P_WITH:
		return g->passive ? PART_SOURCE : PART_TARGET;
	case P_OF:
		return PART_TARGET;
	case P_BY: /* Xによる提案を受け入れる: of the noun behind */
		return str_has(str_cut(t->low, a->at.to, g->at.from), STR("を"))
			       ? PART_TARGET
			       : PART_SOURCE;
	case P_FROM: /* 両国から提示された案 */
		return PART_SOURCE;
	case P_TOPIC:
	case P_SUBJECT:
	case P_AT:
	default:
		return g->passive ? PART_TARGET : PART_SOURCE;
	}
}

/* 露石油大手「A」を制裁: the mark of a country in front of a name is of him.
 * The particle behind the name, or that of the actor itself. */
static enum particle of_name(const struct telling *t, uint32_t i,
			     enum particle p)
{
	const struct actor_mention *a = &t->m->actors.v[i];
	str gap;

	if (i + 1 < t->m->actors.n && a[1].at.from >= a->at.to) {
		enum particle next = ja_particle(t, a[1].at.to);

		gap = str_cut(t->low, a->at.to, a[1].at.from);
		/* 中国とバヌアツが反対した, 立民など野党に譲歩した */
		if ((str_is(gap, "と") &&
		     (next == P_SUBJECT || next == P_TOPIC || next == P_FROM ||
		      next == P_BY)) ||
		    str_is(gap, "など"))
			return next;
	}

	if (p != P_NONE || i + 1 >= t->m->actors.n || !cast_is_side(a))
		return p;
	gap = str_cut(t->low, a->at.to, a[1].at.from);
	if (gap.n == 0 || gap.n > 30 || !str_ends(gap, STR("「")) ||
	    str_has(gap, STR("、")) || str_has(gap, STR("は")) ||
	    str_has(gap, STR("が")))
		return p;
	return ja_particle(t, a[1].at.to);
}

/* 市長が、7日に行われる選挙での協力を求めた: the verb of the noun's clause is
 * done to the noun, so he who stands before is not its subject. */
static const char *const passive[] = { "行われる",   "行われた",   "開かれる",
				       "開かれた",   "開催される", "開催された",
				       "召集される", "実施される", "予定される",
				       "予定の",     NULL };
/* 大臣と争点になっている関税を協議した: nor is the one he meets. */
static const char *const is[] = { "になっている", "となっている", "になった",
				  "となった", NULL };

/* Does the first of the words end the only noun's clause in the stretch? */
static bool over_clause(const struct telling *t, uint32_t at, uint32_t to,
			const char *const *words)
{
	str s = str_cut(t->low, at, to);

	for (; *words; words++) {
		size_t i = str_find(s, str_of(*words), 0);

		if (i != SIZE_MAX)
			return !ja_inside(
				t, at + (uint32_t)(i + strlen(*words)), to);
	}
	return false;
}

/* EUとの協定の交渉を巡り、…を求めた: of what it is about. */
static bool in_matter(const struct telling *t, uint32_t at, uint32_t to)
{
	str s = str_cut(t->low, at, to);

	return str_find(s, STR("、"), 0) != SIZE_MAX && ja_about_it(t, s);
}

/* 米国とカタールは、両軍が…で合意したと発表した: those who tell it, with all
 * joined to the one who is the topic. */
static bool tells_it(const struct telling *t, uint32_t i)
{
	const struct actor_mention *a = &t->m->actors.v[i];

	for (int n = 0; n < 4; n++, i++, a++) {
		enum particle p = ja_particle(t, a->at.to);
		str gap;

		if (p == P_TOPIC)
			return says_it(t, i);
		if (i + 1 >= t->m->actors.n)
			return false;
		gap = str_cut(t->low, a->at.to, a[1].at.from);
		if (!str_is(gap, "と") && !str_is(gap, "、") &&
		    !str_is(gap, "・") && !str_is(gap, "の"))
			return false;
	}
	return false;
}

/* Xは、Yが解除を求めたが「…」と述べた: Y asks; not so Yが動くよう求めた. */
static bool others_word(const struct telling *t, const struct trigger *g)
{
	span in = { g->clause.from, g->at.from };
	str gap;

	if (g->at.to >= t->low.n || !ja_follows(t, g->at.to, "が"))
		return false;
	for (uint32_t i = cast_from(t->m, in.from); cast_in(t->m, i, in); i++) {
		const struct actor_mention *a = &t->m->actors.v[i];

		if (!cast_acts(a) || ja_particle(t, a->at.to) != P_SUBJECT)
			continue;
		gap = str_cut(t->low, a->at.to, g->at.from);
		return !str_has(gap, STR("よう")) && !str_has(gap, STR("べき"));
	}
	return false;
}

/* Those named in the clause. Is one of them its subject? */
static bool named(struct telling *t, const struct trigger *g, span in,
		  struct cast_list *l, struct event_mention *x)
{
	bool subject = false, doer = has_doer(t, in);

	for (uint32_t i = cast_from(t->m, in.from); cast_in(t->m, i, in); i++) {
		const struct actor_mention *a = &t->m->actors.v[i];
		enum particle p = ja_particle(t, a->at.to);
		uint32_t said;

		if (quoted(t, i, in) || (p == P_NONE && of_topic(t, i, in)))
			continue;
		if (a->kind == ACTOR_PLACE || (p == P_AT && cast_is_side(a))) {
			if (!ja_no_site(t, g, a))
				x->place = i;
			continue;
		}
		if (ja_no_part(t, g, i, p) ||
		    (p == P_SUBJECT &&
		     ja_said_by_then(t, a->at.to, g->at.from)))
			continue;
		if (!cast_acts(a) ||
		    (g->rule->both && ja_about(t, a->at.to, g->at.from, p)))
			continue;
		if (p == P_OF && (of_next(t, i, g->rule->both) ||
				  (g->rule->both && of_teller(t, i))))
			continue;
		if (!g->rule->both && p != P_TOPIC && p != P_SUBJECT &&
		    in_matter(t, a->at.to, g->at.from))
			continue;
		/* 米中が、…を話し合う場を設けることで合意した */
		if (p != P_TOPIC && ja_inside(t, a->at.to, g->at.from) &&
		    !(p == P_WITH && event_is_joint(g->rule) &&
		      over_clause(t, a->at.to, g->at.from, is)) &&
		    !(p == P_SUBJECT &&
		      ((a->n_members > 1 && g->rule->both) ||
		       over_clause(t, a->at.to, g->at.from, passive))))
			continue;
		said = state_of_next(t, i) ? i + 1 : i;
		if (said > i)
			p = ja_particle(t, a[1].at.to);
		if (doer && p != P_SUBJECT && (p != P_TOPIC || !g->head) &&
		    (g->rule->both || !g->rule->speech) && tells_it(t, i)) {
			subject = true;
			continue;
		}
		if (p == P_TOPIC && doer &&
		    (g->head || ((g->rule->both || !g->rule->speech ||
				  others_word(t, g)) &&
				 says_it(t, said)))) {
			subject = true;
			continue;
		}
		event_put(l, i, role_of(t, g, a, of_name(t, i, p)));
		subject |= p == P_TOPIC || p == P_SUBJECT || p == P_BY;
	}
	return subject;
}

/* 就任する米国のX氏: the noun behind the predicate is who did it. */
static bool of_head(const struct telling *t, const struct trigger *g,
		    struct cast_list *l)
{
	uint32_t i = cast_from(t->m, g->head);
	const struct actor_mention *a;

	if (!g->head || i >= t->m->actors.n)
		return false;
	a = &t->m->actors.v[i];
	if (a->at.from > g->head + 3 || ja_particle(t, a->at.to) == P_AT)
		return false; /* 合意していたスイスでの会談 */
	if (i + 1 < t->m->actors.n && a[1].at.from <= a->at.to + 3 &&
	    a[1].kind == ACTOR_PERSON)
		i++;
	if (!cast_acts(&t->m->actors.v[i]))
		return false;
	event_put(l, i, g->rule->both ? PART_PARTICIPANT : PART_SOURCE);
	return true;
}

/* The same one; loosely, both of one party: 日本が and 首相. */
static bool same(const struct telling *t, uint32_t a, uint32_t b, bool loose)
{
	const struct actor_mention *x = &t->m->actors.v[a],
				   *y = &t->m->actors.v[b];

	return str_eq(x->id, y->id) ||
	       (loose && x->party.n && cast_has_party(t->m, y, x->party)) ||
	       (loose && y->party.n && cast_has_party(t->m, x, y->party));
}

/* Who of the meeting told just before has a part in this one too: those of
 * one who is named, or all when nobody is. */
static void of_joint(const struct telling *t, struct cast_list *l, bool loose)
{
	const struct event_mention *y;
	bool shared = l->n == 0;

	if (t->last_joint == NO_REF || t->sentence - t->last_joint_at > CARRY)
		return;
	y = &t->m->events.v[t->last_joint];
	/* not of a meeting that is agreed on in the same sentence */
	if (loose && t->last_joint_at == t->sentence && t->last_met != NO_REF &&
	    t->sentence - t->last_met_at <= CARRY)
		y = &t->m->events.v[t->last_met];
	for (uint32_t k = 0; k < l->n; k++)
		for (uint32_t i = 0; i < y->n_participants; i++)
			shared |= same(t, l->v[k].actor,
				       y->participants[i].actor, loose);
	for (uint32_t i = 0; shared && i < y->n_participants; i++)
		event_put(l, y->participants[i].actor, PART_PARTICIPANT);
}

/* 3党は、3大統領が調印した: those who met, by their number. */
static bool counted_sides(const struct telling *t, span in)
{
	static const char *const units[] = { "党",   "者",   "カ国", "か国",
					     "社",   "首脳", "首相", "大統領",
					     "外相", "閣僚" };
	str s = str_span(t->low, in);

	for (size_t i = 0; i + 1 < s.n; i++) {
		str front = str_cut(s, 0, i), rest = str_cut(s, i + 1, s.n);

		if (s.p[i] < '2' || s.p[i] > '9' ||
		    (i > 0 && !str_ends(front, STR("、")) &&
		     !str_ends(front, STR("に"))))
			continue;
		for (size_t k = 0; k < COUNT(units); k++) {
			size_t n = str_past(rest, units[k]);

			if (n &&
			    (str_starts(str_cut(rest, n, rest.n), STR("は")) ||
			     str_starts(str_cut(rest, n, rest.n), STR("が"))))
				return true;
		}
	}
	return false;
}

/* 署名式は20日、灯台島で開く: where, told between the noun and its verb. */
static uint32_t place_behind(const struct telling *t, const struct trigger *g)
{
	span in = { g->at.to, g->verb };

	for (uint32_t i = cast_from(t->m, in.from); cast_in(t->m, i, in); i++)
		if (t->m->actors.v[i].kind == ACTOR_PLACE &&
		    ja_particle(t, t->m->actors.v[i].at.to) == P_AT)
			return i;
	return NO_REF;
}

/* 灯台島会談では、…合意に至らなかった: the meeting named in front. */
static uint32_t place_of_named(const struct telling *t, const struct trigger *g)
{
	static const char *const meeting[] = { "会談", "協議", "会合",
					       "交渉", "会議", NULL };
	span in = { t->d->sentences.v[t->sentence].at.from, g->at.from };

	if (in.from + CAST_REACH < in.to)
		in.from = in.to - CAST_REACH;
	for (uint32_t i = cast_from(t->m, in.from); cast_in(t->m, i, in); i++) {
		const struct actor_mention *a = &t->m->actors.v[i];

		if (a->kind == ACTOR_PLACE &&
		    str_starts_any(str_cut(t->low, a->at.to, in.to), meeting))
			return i;
	}
	return NO_REF;
}

/* …することも申し合わせた: one more point of those who met, whoever was talked
 * about in between. */
static bool one_more_point(const struct telling *t, const struct trigger *g)
{
	str front = str_cut(t->low, g->clause.from, g->at.from);
	uint32_t topic = topic_of(t, g);
	const struct event_mention *y;

	if (!str_is(g->rule->kind, "agreement") || t->last_joint == NO_REF ||
	    t->sentence - t->last_joint_at > CARRY ||
	    (!str_ends(front, STR("も")) && !str_ends(front, STR("では"))))
		return false;
	y = &t->m->events.v[t->last_joint];
	for (uint32_t i = 0; topic != NO_REF && i < y->n_participants; i++)
		if (y->participants[i].actor == topic)
			return false;
	return true;
}

/* 特使がロシアを訪れ、大統領と会談する: he who goes there is he who meets. */
static void of_linked(const struct telling *t, const struct trigger *g,
		      struct cast_list *l)
{
	const struct event_mention *y;
	uint32_t from = t->d->sentences.v[t->sentence].at.from;

	if (t->m->events.n < 2)
		return;
	y = &t->m->events.v[t->m->events.n - 2];
	if (y->trigger.from < from || !str_is(y->kind, "visit") ||
	    y->trigger.to > g->at.from ||
	    str_has(str_cut(t->low, y->trigger.to, g->at.from), STR("は")))
		return;
	for (uint32_t i = 0; i < y->n_participants; i++)
		if (y->participants[i].role == PART_SOURCE)
			event_put(l, y->participants[i].actor,
				  PART_PARTICIPANT);
}

/* Aが来て、会談を行うことも申し合わせた, Aが調査団を派遣することでも一致した:
 * the subject is of what was agreed, and nobody agrees alone. */
static bool of_content_only(const struct telling *t, const struct trigger *g)
{
	str front = str_cut(t->low, g->clause.from, g->at.from);

	return str_is(g->rule->kind, "agreement") &&
	       (str_ends(front, STR("ことも")) ||
		str_ends(front, STR("ことでも")) ||
		str_ends(front, STR("ことで")) ||
		str_ends(front, STR("ことを")));
}

/* XはYと共同記者会見し、…で合意したと発表した: with whom he tells it. */
static void before_the_press(const struct telling *t, const struct trigger *g,
			     struct cast_list *l)
{
	const struct event_mention *y;
	uint32_t from = t->d->sentences.v[t->sentence].at.from;

	if (!str_is(g->rule->kind, "agreement") || t->m->events.n < 2)
		return;
	for (uint32_t i = t->m->events.n - 1, n = 0; i-- > 0 && n < 4; n++) {
		y = &t->m->events.v[i];
		if (y->trigger.from < from)
			return;
		if (!str_is(y->kind, "statement") || y->n_participants < 2 ||
		    !str_has(str_cut(t->low, from, y->trigger.to),
			     STR("共同記者会見")))
			continue;
		for (uint32_t k = 0; k < y->n_participants; k++)
			event_put(l, y->participants[k].actor,
				  PART_PARTICIPANT);
		return;
	}
}

/* 署名は灯台島で行われた: of those who agreed, not of who was told of last. */
static bool itself_topic(const struct telling *t, const struct trigger *g)
{
	return (str_is(g->rule->kind, "signing") ||
		str_is(g->rule->kind, "agreement")) &&
	       (ja_follows(t, g->at.to, "は") || ja_follows(t, g->at.to, "が"));
}

/* 首相は、24日の米中首脳会談で…: the sides told between the day and the noun,
 * where there are two, are all who met. */
static bool of_named_day(struct telling *t, const struct trigger *g,
			 struct cast_list *l, struct event_mention *x)
{
	const struct time_mention *w =
		x->time == NO_REF ? NULL : &t->m->times.v[x->time];
	span in;

	if (!g->named_day || !w || w->at.to > g->at.from ||
	    w->at.to + CAST_REACH < g->at.from)
		return false;
	in = (span){ w->at.to, g->at.to };
	(void)named(t, g, in, l, x);
	if (event_parties(t, l) >= 2)
		return true;
	l->n = 0;
	return false;
}

/* Is the topic one who only tells of it, and told already who did? */
static bool told_by_topic(const struct telling *t, const struct trigger *g)
{
	uint32_t who = topic_of(t, g);

	return who != NO_REF && t->last_joint != NO_REF &&
	       t->last_joint_at == t->sentence && says_it(t, who);
}

void event_cast_ja(struct telling *t, const struct trigger *g,
		   struct cast_list *l, struct event_mention *x)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	bool both = g->rule->both, subject;
	span in = g->clause;

	if (in.from + CAST_REACH < g->at.from)
		in.from = g->at.from - CAST_REACH;
	if (s->kind == SENTENCE_BODY && in.to > g->at.to && !g->attended)
		in.to = g->at.to;
	in.from = behind_dateline(t, in);
	if (of_named_day(t, g, l, x))
		return;
	if (both && counted_sides(t, (span){ in.from, g->at.from })) {
		of_joint(t, l, false);
		if (l->n) {
			(void)named(t, g, in, l, x);
			/* 3首脳が: the two and the one who tells it */
			if (event_parties(t, l) == 2 &&
			    str_has(str_cut(t->low, in.from, g->at.from),
				    STR("3首脳")))
				event_put(l, topic_of(t, g), PART_PARTICIPANT);
			return;
		}
	}
	subject = named(t, g, in, l, x);
	subject |= of_head(t, g, l);
	if (x->place == NO_REF)
		x->place = g->rule->fruitless ? place_of_named(t, g)
					      : place_behind(t, g);
	/* Xは協議後、…で合意したと述べた: he and those he had met */
	if (both && s->kind == SENTENCE_BODY && l->n == 1 &&
	    event_parties(t, l) < 2 && says_it(t, l->v[0].actor))
		of_joint(t, l, false);
	if (both && subject && l->n == 1 && event_parties(t, l) < 2 &&
	    of_content_only(t, g))
		of_joint(t, l, true);
	if (both && event_parties(t, l) < 2)
		before_the_press(t, g, l);
	if (s->kind == SENTENCE_HEADING || subject || g->attended || g->fronted)
		return;
	if (both && event_parties(t, l) < 2)
		of_linked(t, g, l);
	if (both && l->n == 0 && (one_more_point(t, g) || itself_topic(t, g)))
		of_joint(t, l, false);
	/* 米国は、AとBが合意し、署名したと発表した: those who agreed */
	if (both && l->n == 0 && told_by_topic(t, g))
		of_joint(t, l, false);
	else if (!both ||
		 (event_parties(t, l) < 2 && !(l->n && itself_topic(t, g))))
		put_topic(t, l, topic_of(t, g),
			  both	       ? PART_PARTICIPANT
			  : g->passive ? PART_TARGET
				       : PART_SOURCE);
	if (both && event_parties(t, l) < 2 &&
	    !str_is(g->rule->kind, "ceasefire"))
		of_joint(t, l, false);
}
