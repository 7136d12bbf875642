#!/bin/sh
# run.sh BUILD SHARED - annotate beside the tokeniser alone, in one run: the
# same articles (the given pages repeated to 10,000 where they are there, else
# the demonstration pile), in turn, medians of user+system time.
set -eu
cd "$(dirname "$0")/.."
BUILD=$1
SHARED=${2:-../shared}
N=${N:-10000}
KEII_PACKS=$PWD/packs
export KEII_PACKS
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
if [ -f "$SHARED/gold/all6/articles.jsonl" ]; then
	cp "$SHARED/gold/all6/articles.jsonl" "$T/base.jsonl"
else
	"$BUILD/src/keii" --quiet read demo/pile/* >"$T/base.jsonl"
fi
python3 bench/bench.py "$BUILD" "$T" "$N"
