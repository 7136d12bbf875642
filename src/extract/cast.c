/* cast.c - questions the later stages ask of the actors of an article. */
#include "extract/cast.h"

uint32_t cast_from(const struct mentions *m, uint32_t byte)
{
	uint32_t low = 0, high = m->actors.n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (m->actors.v[mid].at.from < byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool cast_in(const struct mentions *m, uint32_t i, span in)
{
	return i < m->actors.n && m->actors.v[i].at.to <= in.to &&
	       m->actors.v[i].at.from >= in.from;
}

uint32_t cast_at(const struct mentions *m, uint32_t byte)
{
	uint32_t i = cast_from(m, byte + 1);

	if (i == 0 || m->actors.v[i - 1].at.to <= byte)
		return NO_REF;
	return i - 1;
}

uint32_t cast_before(const struct mentions *m, uint32_t from, uint32_t byte)
{
	uint32_t i = cast_from(m, byte);

	while (i > 0 && m->actors.v[i - 1].at.from >= from) {
		i--;
		if (m->actors.v[i].at.to <= byte)
			return i;
	}
	return NO_REF;
}

bool cast_acts(const struct actor_mention *x)
{
	return x->kind != ACTOR_PLACE && x->kind != ACTOR_MEDIA;
}

bool cast_is_side(const struct actor_mention *x)
{
	return x->kind == ACTOR_STATE || x->kind == ACTOR_GOVERNMENT ||
	       x->kind == ACTOR_BLOC;
}

const struct actor_mention *cast_by_id(const struct mentions *m, str id)
{
	for (uint32_t i = 0; i < m->actors.n; i++)
		if (str_eq(m->actors.v[i].id, id))
			return &m->actors.v[i];
	return NULL;
}

static uint32_t add_party(str *out, uint32_t n, uint32_t room, str party)
{
	if (!party.n || n >= room)
		return n;
	for (uint32_t i = 0; i < n; i++)
		if (str_eq(out[i], party))
			return n;
	out[n] = party;
	return n + 1;
}

uint32_t cast_parties(const struct mentions *m, const struct actor_mention *x,
		      str *out, uint32_t room)
{
	uint32_t n = 0;

	if (!x->n_members)
		return add_party(out, 0, room, x->party);
	for (uint32_t i = 0; i < x->n_members; i++) {
		const struct actor_mention *member;

		if (!str_has(x->members[i], STR("."))) {
			n = add_party(out, n, room, x->members[i]);
			continue;
		}
		member = cast_by_id(m, x->members[i]);
		if (member)
			n = add_party(out, n, room, member->party);
	}
	return n;
}

bool cast_has_party(const struct mentions *m, const struct actor_mention *x,
		    str party)
{
	str parties[16];
	uint32_t n = cast_parties(m, x, parties, 16);

	for (uint32_t i = 0; i < n; i++)
		if (str_eq(parties[i], party))
			return true;
	return false;
}
