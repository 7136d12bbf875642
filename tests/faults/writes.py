"""writes.py - every n-th write, truncation and sync of add fails, by a full
disk or a faulty one, once or from then on.

What was reported added is there afterwards, the store opens, a failure is
told, add again completes it. All calls in turn; SHORT=1: 40 of them.
"""
import errno
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import SHORT, check, dump, finish, keii, names, scratch, write_pile

HERE = os.path.dirname(os.path.abspath(__file__))


def run(lib, store, args, **fail):
    env = dict(os.environ, LD_PRELOAD=lib, **{k: str(v) for k, v in fail.items()})
    return keii(store, *args, env=env)


def main():
    cc = os.environ.get("CC", "cc").split()
    if not shutil.which(cc[0]):
        print("no compiler")
        return
    with scratch() as folder:
        lib = os.path.join(folder, "failing.so")
        made = subprocess.run([*cc, "-shared", "-fPIC", "-O1", "-o", lib, os.path.join(HERE, "failing.c"), "-ldl"],
                              capture_output=True, check=False)
        check(made.returncode == 0, "the preloaded library is made", made.stderr.decode())
        first, second = os.path.join(folder, "first"), os.path.join(folder, "second")
        write_pile(first, 6)
        paths = write_pile(second, 12, first=6)
        base = os.path.join(folder, "base.db")
        check(keii(base, "add", first)[0] == 0, "the first pile")
        calm = os.path.join(folder, "calm.db")
        shutil.copy(base, calm)
        count = os.path.join(folder, "count")
        code, _, err = run(lib, calm, ["add", second], FAIL_COUNT=count)
        check(code == 0, "an undisturbed add", err)
        want = dump(calm)
        with open(count, encoding="ascii") as f:
            calls = int(f.read())
        check(calls > 5, "writes are counted: %d" % calls)
        fresh = os.path.join(folder, "fresh.db")
        run(lib, fresh, ["add", second], FAIL_COUNT=count)
        with open(count, encoding="ascii") as f:
            calls = max(calls, int(f.read()))
        turns = [(n, code, on, new) for n in range(1, calls + 1) for code in (errno.ENOSPC, errno.EIO)
                 for on in (0, 1) for new in (False, True)]
        if SHORT:
            turns = turns[::max(1, len(turns) // 40)]
        for n, code, on, new in turns:
            what = "call %d, %s%s%s" % (n, errno.errorcode[code], " from then on" if on else "",
                                        ", a new store" if new else "")
            store = os.path.join(folder, "s.db")
            for ending in ("", "-wal", "-shm", "-journal"):
                if os.path.exists(store + ending):
                    os.remove(store + ending)
            if not new:
                shutil.copy(base, store)
            result, out, err = run(lib, store, ["add", second], FAIL_AT=n, FAIL_WITH=code, FAIL_ON=on)
            added = {m.group(1) for m in re.finditer(r"^added (.*): \d+ articles?$", out, re.M)}
            check(result in (0, 3), "%s: exit %d" % (what, result), err)
            check(result == 0 or store in err, what + ": told with the store's name", err)
            check(result != 0 or added == set(paths), what + ": exit 0 and not all added", out + err)
            if added:
                check(added <= names(store), what + ": reported and lost", out + err)
            result, out, err = keii(store, "add", second)
            check(result == 0, what + ": add again", out + err)
            if not new:
                check(dump(store) == want, what + ": the same as undisturbed")
            else:
                check(set(paths) <= names(store), what + ": all are there")
            result, out, err = keii(store, "verify")
            check(result == 0, what + ": verify", out + err)
    finish()


main()
