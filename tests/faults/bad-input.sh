#!/bin/sh
# bad-input.sh - files that can't be added: each is named with what was done,
# the exit code tells, all others are added.
set -u
cd "$(dirname "$0")/../.." || exit 1
KEII=${KEII:-$PWD/build/src/keii}
KEII_PACKS=${KEII_PACKS:-$PWD/packs}
export KEII_PACKS
unset KEII_STORE
T=$(mktemp -d)
trap 'chmod -R u+rwx "$T"; rm -rf "$T"' EXIT
passed=0
failed=0

# check WHAT COMMAND...: counts whether it succeeds
check() {
	what=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $what"
		sed 's/^/    /' "$T/out" "$T/err" | head -n 12
	fi
}

# add WANTED-CODE FILE...: a fresh store gets them
add() {
	want=$1
	shift
	rm -f "$T"/s.db*
	timeout 60 "$KEII" --store "$T/s.db" add "$@" >"$T/out" 2>"$T/err"
	code=$?
	check "add $*: exit $code, not $want" [ "$code" = "$want" ]
}
says() { grep -q "$1" "$T/err"; }
added() { grep -q "^added .*$1: $2 article" "$T/out"; }
line() { # WORDS TIMES: one line of a size
	awk -v words="$1" -v times="$2" 'BEGIN {
		for (i = 0; i < times; i++)
			printf "%s ", words
	}'
}

GOOD=$T/good.txt
printf 'Harbour talks\n\nMayor Linden met the union leader on 3 March 2031.\n' >"$GOOD"

: >"$T/empty.txt"
add 1 "$T/empty.txt" "$GOOD"
check "empty file named" says "empty.txt.*empty"
check "beside an empty file" added good.txt 1

printf ' \n\t\n' >"$T/blank.txt"
add 1 "$T/blank.txt" "$GOOD"
check "blank file named" says "blank.txt"
check "beside a blank file" added good.txt 1

head -c 20000 "$KEII" >"$T/program.bin"
add 1 "$T/program.bin" "$GOOD"
check "binary file named" says "program.bin.*binary"
check "beside a binary file" added good.txt 1

printf 'Mayor Linden met the union leader\377\376 on 3 March 2031.\n' >"$T/latin.txt"
add 0 "$T/latin.txt" "$GOOD"
check "invalid UTF-8 named" says "latin.txt.*not UTF-8"
check "invalid UTF-8 read as what it may be" added latin.txt 1

line 'Mayor Linden met the union leader on 3 March 2031.' 1000000 >"$T/line.txt"
add 1 "$T/line.txt" "$GOOD"
check "50 MB on one line named" says "line.txt.*limit"
check "beside 50 MB on one line" added good.txt 1

{
	printf '{"id": "long", "text": "'
	line 'Mayor Linden met the union leader.' 1500000
	printf '"}\n{"id": "short", "text": "The ports signed on 4 May 2031."}\n'
} >"$T/line.jsonl"
add 1 "$T/line.jsonl" "$GOOD"
check "50 MB on a line of JSON named" says "line.jsonl:1:.*limit"
check "the other line is read" added line.jsonl 1

head -c 70000000 /dev/zero | tr '\0' 'x' >"$T/huge.txt"
add 1 "$T/huge.txt" "$GOOD"
check "70 MB named" says "huge.txt.*64 MB"
check "beside 70 MB" added good.txt 1

printf '{"id": "a", "text": "One met two."}\n{bad\n{"id": "b"}\n[1]\n' >"$T/some.jsonl"
add 1 "$T/some.jsonl"
check "bad line of JSON named" says "some.jsonl:2:"
check "line without text named" says "some.jsonl:3:"
check "line that is no object named" says "some.jsonl:4:"
check "the good line is read" added some.jsonl 1

add 1 "$T/none.txt" "$GOOD"
check "missing file named" says "none.txt.*No such file"
check "beside a missing file" added good.txt 1

mkdir "$T/folder" "$T/void"
cp "$GOOD" "$T/folder/.hidden"
cp "$GOOD" "$T/folder/seen.txt"
mkfifo "$T/folder/pipe"
ln -s "$T/folder" "$T/folder/loop"
ln -s nowhere "$T/folder/dangling"
add 1 "$T/folder"
check "dangling link named" says "dangling"
check "a folder's file" added seen.txt 1
check "nothing hidden, no loop, no pipe" [ "$(grep -c '^added' "$T/out")" = 1 ]
add 1 "$T/void" "$GOOD"
check "folder without files named" says "void.*no file"

if [ "$(id -u)" != 0 ]; then
	cp "$GOOD" "$T/secret.txt"
	chmod 0 "$T/secret.txt"
	add 1 "$T/secret.txt" "$GOOD"
	check "unreadable file named" says "secret.txt.*Permission denied"
	check "beside an unreadable file" added good.txt 1
	mkdir -m 0 "$T/closed"
	add 1 "$T/closed" "$GOOD"
	check "closed folder named" says "closed.*Permission denied"
elif command -v setpriv >/dev/null; then
	# root reads everything; without its capabilities it doesn't
	chmod 777 "$T"
	cp "$GOOD" "$T/secret.txt"
	chmod 0 "$T/secret.txt"
	rm -f "$T"/s.db*
	timeout 60 setpriv --reuid 65534 --clear-groups "$KEII" --store "$T/s.db" \
		add "$T/secret.txt" "$GOOD" >"$T/out" 2>"$T/err"
	code=$?
	if says "Permission denied" || [ "$code" = 1 ]; then
		check "unreadable file: exit $code" [ "$code" = 1 ]
		check "unreadable file named" says "secret.txt.*Permission denied"
		check "beside an unreadable file" added good.txt 1
	else
		echo "the unreadable file is skipped: $(head -n 1 "$T/err")"
	fi
fi

rm -f "$T"/s.db*
"$KEII" --store "$T/s.db" add - <"$GOOD" >"$T/out" 2>"$T/err"
check "standard input" added "standard input" 1
"$KEII" --store "$T/s.db" add "$GOOD" >"$T/out" 2>"$T/err"
check "the same bytes again are known" grep -q '^known .*good.txt' "$T/out"
check "and nothing is added" grep -q '^0 sources added' "$T/out"
"$KEII" --quiet --store "$T/s.db" add "$GOOD" >"$T/out" 2>"$T/err"
check "--quiet says nothing" [ ! -s "$T/out" ]
(cd "$T" && cp good.txt folder/other.txt && echo >>folder/other.txt &&
	"$KEII" --store folder/own.db add folder) >"$T/out" 2>"$T/err"
check "a store in the folder is not read" [ "$(grep -c 'own.db' "$T/out" "$T/err" |
	awk -F: '{ n += $2 } END { print n }')" = 0 ]

"$KEII" --store "$T/s.db" add >"$T/out" 2>"$T/err"
check "add without a path: exit 2" [ $? = 2 ]
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
