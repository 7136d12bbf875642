#!/bin/sh
# seeds.sh OUT - the inputs to begin with, OUT/READER/*: what tests/fuzz/seeds
# holds (one file for each finding, too), and the inputs of the other tests.
# A harness that chooses by a first byte gets one in front.
set -eu
cd "$(dirname "$0")/../.."
OUT=$1
for dir in tests/fuzz/seeds/*/; do
	mkdir -p "$OUT/$(basename "$dir")"
	cp "$dir"* "$OUT/$(basename "$dir")/"
done

# put READER PREFIX FILE...
put() {
	reader=$1
	prefix=$2
	shift 2
	mkdir -p "$OUT/$reader"
	for file in "$@"; do
		name=$(printf '%s' "$file" | tr / _)
		{
			printf "$prefix"
			head -c 16384 "$file"
		} >"$OUT/$reader/$name"
	done
}
python3 tests/fuzz/seeds.py "$OUT"
put html '' tests/golden/read/*/*.html demo/pile/*.html
put page '0' demo/pile/*.txt
put page '1' demo/pile/07*.txt
put source '\2' tests/golden/read/*/*.html
put origin '\2' tests/golden/read/*/*.html
put source '\1' demo/pile/*.txt
put origin '\1' demo/pile/*.txt
put source '\3' tests/golden/times/*/in.jsonl
put origin '\3' tests/golden/times/*/in.jsonl
put charset '\0' demo/pile/*.txt
put when '1' demo/pile/*.txt
put when '0' demo/pile/*post*.txt
put pack '1' packs/*/when.rules
put pack '0' packs/topic/*/*.tsv packs/core/kinds.tsv packs/core/date-words.tsv
mkdir -p "$OUT/jsonl" "$OUT/charset"
cat tests/golden/*/*/in.jsonl | awk -v out="$OUT/jsonl/line" 'NR % 3 == 0 {
	print > (out NR); close(out NR) }'
for to in SHIFT_JIS:2 EUC-JP:3 ISO-2022-JP:4 UTF-16:5; do
	{
		printf "\\${to#*:}"
		iconv -c -f UTF-8 -t "${to%:*}" demo/pile/01*.txt
	} >"$OUT/charset/${to%:*}"
done
