#!/bin/sh
# page.sh BUILD [ENTRIES] - the page with a long record: first paint and frames
# in chromium, one entry as JSON by wrk beside the library alone, in one run.
# Needs wrk, chromium and web/node_modules; prints lines.
set -eu
cd "$(dirname "$0")/.."
BUILD=$1
N=${2:-50000}
SECONDS_EACH=${SECONDS_EACH:-5}
KEII=$PWD/$BUILD/src/keii
KEII_PACKS=$PWD/packs
CHROMIUM=${CHROMIUM:-$(command -v chromium)}
export KEII_PACKS CHROMIUM
T=$(mktemp -d)
pids=
trap 'for p in $pids; do kill "$p" || :; done; rm -rf "$T"' EXIT
"$KEII" --store "$T/long.db" --quiet add demo/pile
"$BUILD/bench/page-store" "$T/long.db" "$N"
"$KEII" --store "$T/long.db" --quiet serve --port 0 >"$T/at" 2>"$T/err" &
server=$!
"$BUILD/bench/floor-http" 0 >"$T/floor" &
pids="$server $!"
while [ ! -s "$T/at" ] || [ ! -s "$T/floor" ]; do sleep 0.1; done
url=$(sed 's|/$||' "$T/at")
floor=http://127.0.0.1:$(cat "$T/floor")/
id=$(python3 - "$T/long.db" <<'END'
import sqlite3, sys
sys.path.insert(0, "tests/support")
import packed
db = sqlite3.connect(sys.argv[1])
print(min((abs((packed.size(h) if h else 0) + packed.size(x) - 2048), i) for i, h, x in db.execute("SELECT id, coalesce(head, x''), json FROM item JOIN term ON term.number = layer WHERE text = 'entries'"))[1])
END
)
echo "entries $N, load $(cut -d' ' -f1-3 /proc/loadavg), processors $(nproc)"
node bench/page.mjs "$url"
for round in 1 2 3; do
	for what in "floor $floor" "entry $url/api/item/$id"; do
		printf '%s %s: ' "$round" "${what%% *}"
		wrk -t1 -c16 -d"$SECONDS_EACH" --latency "${what#* }" |
			awk '/50%|99%/ { printf "%s %s  ", $1, $2 }
			/Requests\/sec/ { printf "%s requests/s", $2 }
			/Non-2xx/ { printf "  %s", $0 } END { print "" }'
	done
done
grep -E 'VmHWM|VmRSS' "/proc/$server/status"
echo "load at the end $(cut -d' ' -f1-3 /proc/loadavg)"
