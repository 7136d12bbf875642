#!/bin/sh
# run.sh - keii serve in a real browser, and attacked. The last line is
# "N passed, N failed". KEII: the program; CHROMIUM: the browser.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
KEII=${KEII:-$root/build/src/keii}
KEII_PACKS=${KEII_PACKS:-$root/packs}
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser)}
export KEII KEII_PACKS CHROMIUM

fail() {
	echo "$1"
	echo "0 passed, 1 failed"
	exit 1
}
[ -x "$KEII" ] || fail "no program at $KEII"
[ -n "$CHROMIUM" ] || fail "no chromium"
# ./run test installs them; also when this script is run alone
[ -d "$root/web/node_modules/playwright-core" ] ||
	(cd "$root/web" && npm ci --silent) || fail "npm ci failed"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 "$here/store.py" "$dir" || fail "no store to test with"
"$KEII" --store "$dir/demo.db" --quiet add "$root/demo/pile" ||
	fail "the demonstration pile was not added"
# the same with a long record
cp "$dir/demo.db" "$dir/long.db" &&
	"$(dirname "$KEII")/../bench/page-store" "$dir/long.db" 3000 ||
	fail "no long record"
# the server raises its own; the tests open as many connections
ulimit -n "$(ulimit -Hn)"
FILES=$(ulimit -n)
[ "$FILES" != unlimited ] || FILES=1000000
export FILES
node "$here/pages.mjs" "$dir"
