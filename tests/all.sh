#!/bin/sh
# all.sh BUILD [quick] - every test; the last line is "N passed, N failed".
#
# Each group prints lines of its own; what counts is read from Check's totals
# ("Checks: 7, Failures: 0, Errors: 0") or a line "N passed, N failed".
set -u
cd "$(dirname "$0")/.." || exit 1
BUILD=$1
MODE=${2:-full}
KEII=$PWD/$BUILD/src/keii
KEII_PACKS=$PWD/packs
export KEII KEII_PACKS
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
# Check ends a test after four seconds; sanitizers and busy machines take more
export CK_DEFAULT_TIMEOUT=120
# A PostgreSQL of our own, without a port; it ends with the tests.
PG_DIR=$(mktemp -d)
trap 'tests/support/pg-server stop "$PG_DIR"' EXIT
trap 'exit 1' HUP INT TERM
KEII_TEST_PG=$(PG_OWNER=$$ tests/support/pg-server start "$PG_DIR") || KEII_TEST_PG=
[ -n "$KEII_TEST_PG" ] && export KEII_TEST_PG
LOG=$BUILD/tests.log
: >"$LOG"
passed=0
failed=0
[ -n "${KEII_TEST_PG:-}" ] || {
	echo "no PostgreSQL to test with: the tests on it have failed"
	failed=1
}

# group NAME COMMAND...: runs it, counts, shows the output when all is not well
group() {
	name=$1
	shift
	out=$("$@" 2>&1)
	code=$?
	printf '==== %s\n%s\n' "$name" "$out" >>"$LOG"
	counts=$(printf '%s\n' "$out" | awk '
		/Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+/ {
			gsub(/[:,%]/, " ")
			for (i = 1; i < NF; i++) {
				if ($i == "Checks") n += $(i + 1)
				if ($i == "Failures" || $i == "Errors") f += $(i + 1)
			}
			p += n - f; bad += f; n = f = 0
		}
		/^[0-9]+ passed, [0-9]+ failed/ { p += $1; bad += $3 }
		END { print p + 0, bad + 0 }')
	p=${counts% *}
	f=${counts#* }
	if [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then
		f=1
	fi
	if [ "$((p + f))" -eq 0 ]; then
		f=1 # a group that tests nothing has failed
		out="$out
(no test was run)"
	fi
	passed=$((passed + p))
	failed=$((failed + f))
	printf '%-12s %4d passed %4d failed\n' "$name" "$p" "$f"
	[ "$f" -eq 0 ] || printf '%s\n' "$out" | tail -n 60 | sed 's/^/    /'
}

for t in "$BUILD"/tests/unit/test-*; do
	[ -x "$t" ] && [ -f "$t" ] && group "$(basename "$t" | sed s/test-/unit:/)" "$t"
done
group packs "$KEII" pack test
group layers sh tools/check-layers
group style sh tools/check-style
group docs sh tests/docs.sh
group golden sh tests/golden/run.sh
group fuzz sh tests/fuzz/replay.sh "$BUILD"
group bad-input sh tests/faults/bad-input.sh
if [ "$MODE" = full ]; then
	for t in tests/read/*.py tests/faults/*.py tests/store/*.py; do
		[ -f "$t" ] && group "$(basename "$t" .py)" env SHORT=1 python3 "$t"
	done
	for t in tests/faults/*.py tests/store/*.py; do
		grep -q store_in "$t" && [ -n "${KEII_TEST_PG:-}" ] &&
			group "pg:$(basename "$t" .py)" env SHORT=1 PG=1 python3 "$t"
	done
	group man sh tests/man.sh
	group web sh tests/web/run.sh
	[ -n "${KEII_TEST_PG:-}" ] && group pg:web env PG=1 sh tests/web/run.sh
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
