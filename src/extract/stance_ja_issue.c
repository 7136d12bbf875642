/* stance_ja_issue.c - the issues of a Japanese claim: the noun that the word of
 * force governs stands last, others count when they are joined to it in a list
 * (撤退や制裁の解除を). */
#include "extract/stance_priv.h"

enum { LIST_REACH = 150, HEAD = 12, NOUN = 6 };

/* Is what lies between two of the thing's issues a joint of a list? */
static bool joined(const struct stand *k, uint32_t from, uint32_t to)
{
	span gap = { from, to };
	struct hit hit;

	if (to <= from || to - from > LIST_REACH)
		return false;
	if (!cue_in(k, "and", gap, NULL) || cue_in(k, "split", gap, NULL))
		return false;
	return !frames_find(k->speech.f, "clause", k->d->text, gap, &hit);
}

static uint32_t keep(str *out, uint32_t n, str issue)
{
	for (uint32_t i = 0; i < n; i++)
		if (str_eq(out[i], issue))
			return n;
	if (n < STAND_ISSUES)
		out[n++] = issue;
	return n;
}

/* 交渉で撤廃を求める: what the talks are about stands behind. */
static bool tells_where(const struct stand *k, span behind)
{
	return behind.from > NOUN &&
	       cue_at(k, "where", (span){ behind.from - NOUN, behind.to },
		      behind.from - NOUN, NULL);
}

/* Words of names go where others stand beside them: 国際原子力機関の立ち入り.
 */
static void drop_names(const struct stand *k, struct hits *hits)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < hits->n; i++)
		if (!in_name(k, hits->v[i].at,
			     issues_name(k->issues, &hits->v[i])))
			hits->v[n++] = hits->v[i];
	if (n)
		hits->n = n;
}

/* 選挙公約, 安全保障会議: not what the word means alone. */
static void drop_others(const struct stand *k, span in, struct hits *hits)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < hits->n; i++) {
		uint32_t at = hits->v[i].at.to;

		if (!cue_at(k, "other", (span){ at, (uint32_t)k->d->text.n },
			    at, NULL) &&
		    !tells_where(k, (span){ at, in.to }))
			hits->v[n++] = hits->v[i];
	}
	hits->n = n;
	drop_names(k, hits);
}

uint32_t ja_issues(const struct stand *k, const struct claim *c, str *out)
{
	struct hits hits = { 0 };
	span in = c->thing;
	uint32_t n = 0, last, next;
	span etc;

	issues_hits(k->issues, k->d, in, &hits);
	drop_others(k, in, &hits);
	if (hits.n == 0)
		return 0;
	/* A, Bなど…の要求: the kinds of it stand before など */
	if (hits.v[hits.n - 1].at.to + HEAD < in.to &&
	    cue_in(k, "such", (span){ hits.v[0].at.to, in.to }, &etc))
		while (hits.n && hits.v[hits.n - 1].at.from >= etc.to)
			hits.n--;
	if (c->list) {
		for (uint32_t i = 0; i < hits.n; i++)
			n = keep(out, n, issues_name(k->issues, &hits.v[i]));
		return n;
	}
	last = hits.n - 1;
	/* 停戦後の: when, not what */
	while (last > 0 &&
	       cue_at(k, "context", (span){ hits.v[last].at.to, in.to },
		      hits.v[last].at.to, NULL))
		last--;
	if (cue_at(k, "context", (span){ hits.v[last].at.to, in.to },
		   hits.v[last].at.to, NULL))
		return 0;
	n = keep(out, n, issues_name(k->issues, &hits.v[last]));
	next = last;
	for (uint32_t i = last; i-- > 0;) {
		if (!joined(k, hits.v[i].at.to, hits.v[next].at.from))
			continue;
		n = keep(out, n, issues_name(k->issues, &hits.v[i]));
		next = i;
	}
	return n;
}
