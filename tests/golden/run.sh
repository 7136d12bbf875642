#!/bin/sh
# run.sh - golden cases: a folder STAGE/CASE with "cmd" (shell, run inside the
# folder; $KEII is the program, $T a scratch folder) and "expected" (its whole
# output). UPDATE=1 rewrites what differs. A folder ending in .bug is a known
# fault: it must fail, and says so when it no longer does.
cd "$(dirname "$0")" || exit 1
: "${KEII:?set it to the program, with KEII_PACKS, or use make check}"
passed=0
failed=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for cmd in */*/cmd; do
	case=${cmd%/cmd}
	T=$scratch/t
	rm -rf "$T"
	mkdir "$T"
	export T
	(cd "$case" && sh ./cmd) >"$scratch/out" 2>&1
	if cmp -s "$scratch/out" "$case/expected"; then ok=1; else ok=0; fi
	case $case in
	*.bug) ok=$((1 - ok)) ;;
	esac
	if [ "$ok" = 0 ] && [ -n "${UPDATE:-}" ]; then
		cp "$scratch/out" "$case/expected"
		echo "updated $case"
		ok=1
	fi
	if [ "$ok" = 1 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "golden $case differs:"
		diff -u "$case/expected" "$scratch/out" | head -n 40
	fi
done
# From every JSON-lines input: cut at the tail, cut at the head, one byte
# changed. No expectation but: no crash, and a line of output for each line.
for input in */*/*.jsonl; do
	size=$(wc -c <"$input")
	for k in 1 2 3; do
		at=$((size * k / 4))
		head -c "$at" "$input" >"$scratch/chop"
		tail -c "$at" "$input" >"$scratch/slap"
		{
			head -c "$at" "$input"
			printf '\001'
			tail -c +$((at + 2)) "$input"
		} >"$scratch/noise"
		for bad in chop slap noise; do
			"$KEII" annotate "$scratch/$bad" >"$scratch/out" 2>"$scratch/err"
			code=$?
			want=$(grep -c . "$scratch/$bad")
			got=$(grep -c . "$scratch/out")
			if [ "$code" -le 1 ] && [ "$want" = "$got" ]; then
				passed=$((passed + 1))
			else
				failed=$((failed + 1))
				echo "golden $bad $k of $input: exit $code, $want lines in, $got out"
				head -n 5 "$scratch/err"
			fi
		done
	done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
