#!/bin/sh
# docs.sh - docs/ARCHITECTURE.md names folders and structs that exist, and all
# folders of src/ are named in it.
cd "$(dirname "$0")/.." || exit 1
passed=0
failed=0
ok() {
	if [ "$1" = 0 ]; then passed=$((passed + 1)); else
		failed=$((failed + 1))
		echo "FAILED: $2"
	fi
}
page=docs/ARCHITECTURE.md
for s in $(grep -o 'struct [a-z_]*' $page | awk '{print $2}' | sort -u); do
	grep -rqE "struct $s( \{|;)" src
	ok $? "struct $s is named in $page and is not in src/"
done
for f in $(grep -oE '`(src|docs|packs|tools|tests|web|man|bench|demo)/[A-Za-z0-9_./-]*`' $page | tr -d '`' | sort -u); do
	[ -e "$f" ]
	ok $? "$f is named in $page and does not exist"
done
for d in src/*/; do
	grep -q "\`${d%/}\`" $page
	ok $? "$d is not told in $page"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
