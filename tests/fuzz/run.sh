#!/bin/sh
# run.sh BUILD SECS [READER...] - libFuzzer on each reader for so many seconds.
# Inputs that reach new code are kept in BUILD/corpus/READER, findings in
# BUILD/found; a line for each run is appended to BUILD/runs.tsv: time, reader,
# runs, seconds, findings. Exit 1 when something was found.
set -u
cd "$(dirname "$0")/../.." || exit 1
BUILD=$1
SECS=$2
shift 2
[ $# -gt 0 ] || set -- $(ls "$BUILD"/tests/fuzz/ | sed -n 's/^fuzz-\([a-z]*\)$/\1/p')
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
mkdir -p "$BUILD/found" "$BUILD/corpus"
sh tests/fuzz/seeds.sh "$BUILD/seeds" || exit 1
code=0
for reader in "$@"; do
	mkdir -p "$BUILD/corpus/$reader" "$BUILD/seeds/$reader"
	dict=tests/fuzz/$reader.dict
	case $reader in source | origin) dict=tests/fuzz/html.dict ;; esac
	[ -f "$dict" ] && dict=-dict=$dict || dict=
	log=$BUILD/found/$reader.log
	# shellcheck disable=SC2086
	"$BUILD/tests/fuzz/fuzz-$reader" -max_total_time="$SECS" -max_len=4096 \
		-timeout=10 -rss_limit_mb=2500 -print_final_stats=1 $dict \
		-artifact_prefix="$BUILD/found/$reader-" \
		"$BUILD/corpus/$reader" "$BUILD/seeds/$reader" >"$log" 2>&1
	found=$?
	runs=$(sed -n 's/.*number_of_executed_units: *//p' "$log" | tail -n 1)
	[ "$found" = 0 ] || code=1
	[ "$found" = 0 ] && say=nothing || say="SOMETHING: $log"
	printf '%-10s %10s runs in %s s; found %s\n' "$reader" "${runs:-0}" "$SECS" "$say"
	printf '%s\t%s\t%s\t%s\t%s\n' "$(date -u +%FT%TZ)" "$reader" "${runs:-0}" "$SECS" \
		"$((found != 0))" >>"$BUILD/runs.tsv"
done
exit $code
