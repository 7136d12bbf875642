#!/bin/sh
# man.sh - every manual page passes mandoc's lint.
cd "$(dirname "$0")/../man" || exit 1
passed=0
failed=0
for page in *.[1357]; do
	if mandoc -Tlint -Wwarning "$page"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
done
if sh ../tools/make-diag-man --check; then
	passed=$((passed + 1))
else
	failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
