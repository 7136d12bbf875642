#!/bin/sh
# replay.sh BUILD - the seeds and changed forms of them through the harnesses,
# without libFuzzer. The last line is "N passed, N failed".
cd "$(dirname "$0")/../.." || exit 1
BUILD=$1
passed=0
failed=0
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
sh tests/fuzz/seeds.sh "$T" || failed=1
for harness in "$BUILD"/tests/fuzz/fuzz-*; do
	[ -f "$harness" ] && [ -x "$harness" ] || continue
	reader=${harness##*/fuzz-}
	if "$harness" "$T/$reader"/* >"$T/out" 2>&1; then
		passed=$((passed + $(sed -n 's/ passed.*//p' "$T/out")))
	else
		failed=$((failed + 1))
		echo "fuzz-$reader: exit $?"
		tail -n 20 "$T/out"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
