/* pattern_run.c - running a compiled pattern: at one place, first, ending at.
 *
 * Backtracking over the program with an explicit stack. Each start has a
 * budget of steps; a pattern that spends it does not match there. */
#include "pack/pattern_priv.h"

#include "base/utf8.h"

#define STEPS 4000
#define LOOK_BACK 200u

/* ---- one pattern at one place */

static bool push(struct vm *vm, uint32_t pc, uint32_t at, uint32_t slot)
{
	if (vm->depth == VM_STACK)
		return false;
	vm->stack[vm->depth++] = (struct frame){ pc, at, slot };
	return true;
}

static bool at_border(const struct vm *vm, uint32_t at)
{
	size_t i = at, k = at;

	if (at == 0 || at >= vm->text.n)
		return true;
	if (!rune_is_word(utf8_prev(vm->text, &i)))
		return true;
	return !rune_is_word(utf8_next(vm->text, &k));
}

static void see(struct vm *vm, uint32_t at)
{
	size_t i = at;

	if (vm->seen_at == at && vm->seen_fold == vm->p->fold)
		return;
	vm->seen_raw = utf8_next(vm->text, &i);
	vm->seen = rune_narrow(vm->seen_raw);
	if (vm->p->fold)
		vm->seen = rune_folded(vm->seen);
	vm->seen_fold = vm->p->fold;
	vm->seen_at = at;
	vm->seen_next = (uint32_t)i;
}

/* One character against an instruction; moves *at on success. */
static bool one_char(struct vm *vm, const struct instr *c, uint32_t *at)
{
	bool ok;

	if (*at >= vm->in.to)
		return false;
	see(vm, *at);
	if (c->op == OP_CHAR)
		ok = vm->seen == c->a;
	else if (c->op == OP_ANY)
		ok = vm->seen_raw != '\n';
	else
		ok = rune_set_has(&vm->p->sets[c->a], vm->seen_raw,
				  vm->p->fold);
	if (ok)
		*at = vm->seen_next;
	return ok;
}

/* Can the branch not match here? Seen from its first letter or word alone. */
static bool hopeless(struct vm *vm, const struct instr *c, uint32_t at)
{
	if (c->op != OP_CHAR && c->op != OP_LIST)
		return false;
	if (at >= vm->in.to)
		return true;
	see(vm, at);
	if (c->op == OP_CHAR)
		return vm->seen != c->a;
	return !list_child(vm->p->lists[c->a], vm->p->lists[c->a]->nodes,
			   vm->seen);
}

/* Several possible ends: the longest is tried now, the others later. */
static bool many_ends(struct vm *vm, const struct instr *c, uint32_t pc,
		      uint32_t *at)
{
	uint32_t ends[MAX_WORD_ENDS], n;

	if (c->op == OP_LIST)
		n = list_ends(vm->p->lists[c->a], vm->text, *at, vm->in.to,
			      vm->p->fold, ends);
	else
		n = layer_ends(vm->l, c->a, *at, vm->in.to, ends);
	if (n == 0)
		return false;
	for (uint32_t i = 0; i + 1 < n; i++)
		if (!push(vm, pc + 1, ends[i], 0))
			return false;
	*at = ends[n - 1];
	return true;
}

/* Runs from `at` to the first match; end must be `must_end` unless that is
 * UINT32_MAX. Returns the end, or UINT32_MAX. */
static uint32_t run(struct vm *vm, uint32_t at, uint32_t must_end)
{
	uint32_t pc = 0, steps = 0, start = at;

	vm->depth = 0;
	for (;;) {
		const struct instr *c = &vm->p->code[pc];
		bool ok = true;

		if (++steps > STEPS)
			return UINT32_MAX;
		switch (c->op) {
		case OP_CHAR:
		case OP_ANY:
		case OP_SET:
			ok = one_char(vm, c, &at);
			pc++;
			break;
		case OP_CLASS:
		case OP_LIST:
			ok = many_ends(vm, c, pc, &at);
			pc++;
			break;
		case OP_SPLIT:
			if (hopeless(vm, &vm->p->code[c->a], at)) {
				pc = c->b;
			} else {
				ok = hopeless(vm, &vm->p->code[c->b], at) ||
				     push(vm, c->b, at, 0);
				pc = c->a;
			}
			break;
		case OP_JUMP:
			pc = c->a;
			break;
		case OP_SAVE:
			ok = push(vm, UINT32_MAX, vm->slots[c->a], c->a);
			vm->slots[c->a] = at;
			pc++;
			break;
		case OP_BEGIN:
			ok = at == vm->in.from;
			pc++;
			break;
		case OP_END:
			ok = at == vm->in.to;
			pc++;
			break;
		case OP_BORDER:
			ok = at_border(vm, at);
			pc++;
			break;
		case OP_MATCH:
			ok = (must_end == UINT32_MAX || at == must_end) &&
			     at - start <= MATCH_MOST;
			if (ok)
				return at;
			break;
		}
		while (!ok) { /* back to the last choice */
			struct frame *f;

			if (vm->depth == 0)
				return UINT32_MAX;
			f = &vm->stack[--vm->depth];
			if (f->pc == UINT32_MAX) {
				vm->slots[f->slot] = f->at;
			} else {
				pc = f->pc;
				at = f->at;
				ok = true;
			}
		}
	}
}

bool vm_match(struct vm *vm, uint32_t at, uint32_t must_end, struct hit *out)
{
	const struct pattern *p = vm->p;
	uint32_t end;

	if (p->prefix.n &&
	    !str_starts(str_cut(vm->text, at, vm->in.to), p->prefix))
		return false;
	for (uint32_t i = 0; i < p->n_names * 2; i++)
		vm->slots[i] = at;
	end = run(vm, at, must_end);
	if (end == UINT32_MAX || end == at)
		return false;
	out->at = (span){ at, end };
	out->n_captures = p->n_names;
	for (uint32_t i = 0; i < p->n_names; i++) {
		out->captures[i].name = p->names[i];
		out->captures[i].at =
			(span){ vm->slots[i * 2], vm->slots[i * 2 + 1] };
		if (vm->slots[i * 2 + 1] < vm->slots[i * 2])
			out->captures[i].at.to = out->captures[i].at.from;
	}
	return true;
}

void vm_init(struct vm *vm, const struct pattern *p, str text, span in,
	     const struct layers *l)
{
	vm->p = p;
	vm->text = text;
	vm->in = in;
	vm->l = l;
	vm->seen_at = UINT32_MAX;
}

bool pattern_match(const struct pattern *p, str text, span in, uint32_t at,
		   const struct layers *l, struct hit *out)
{
	struct vm vm;

	vm_init(&vm, p, text, in, l);
	return at <= in.to && vm_match(&vm, at, UINT32_MAX, out);
}

static uint32_t compared(uint32_t cp)
{
	return rune_folded(rune_narrow(cp));
}

bool pattern_may_begin(const struct pattern *p, str text, uint32_t at,
		       const struct layers *l)
{
	const struct first *f = p->first;
	size_t i = at;
	uint32_t cp;

	if (f->any || (f->classes && layers_any(l, at)))
		return true;
	cp = compared(utf8_next(text, &i));
	if (!(f->hashes & rune_hash(cp)))
		return false;
	for (uint32_t k = 0; k < f->n; k++)
		if (f->runes[k] == cp)
			return true;
	return false;
}

bool pattern_search(const struct pattern *p, str text, span in,
		    const struct layers *l, struct hit *out)
{
	struct vm vm;

	vm_init(&vm, p, text, in, l);
	for (uint32_t at = in.from; at < in.to; at++)
		if ((text.p[at] & 0xC0) != 0x80 &&
		    pattern_may_begin(p, text, at, l) &&
		    vm_match(&vm, at, UINT32_MAX, out))
			return true;
	return false;
}

static bool may_end(const struct pattern *p, str text, uint32_t end)
{
	size_t i = end;

	return end && p->last & rune_hash(compared(utf8_prev(text, &i)));
}

bool pattern_ends(const struct pattern *p, str text, span in, uint32_t end,
		  const struct layers *l, struct hit *out)
{
	struct vm vm;
	uint32_t back = p->most < LOOK_BACK ? p->most : LOOK_BACK;
	uint32_t from = end > in.from + back ? end - back : in.from;

	if (!may_end(p, text, end))
		return false;
	vm_init(&vm, p, text, in, l);
	for (uint32_t at = from; at < end; at++)
		if ((text.p[at] & 0xC0) != 0x80 &&
		    pattern_may_begin(p, text, at, l) &&
		    vm_match(&vm, at, end, out))
			return true;
	return false;
}
