"""disk.py - a full disk: what was reported is kept, the rest is told.

By a limit on file sizes, and on a small tmpfs where we may mount one.
"""
import os
import re
import resource
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import check, dump, finish, keii, names, scratch, write_pile


def added(out):
    return {m.group(1) for m in re.finditer(r"^added (.*): \d+ articles?$", out, re.M)}


def one_limit(folder, pile, paths, want, limit):
    store = os.path.join(folder, "limit%d.db" % limit)
    code, out, err = keii(store, "add", pile, preexec_fn=lambda: resource.setrlimit(
        resource.RLIMIT_FSIZE, (limit, limit)))
    what = "limit %d" % limit
    check(code == 3, what + ": exit 3, was %d" % code, err)
    check("disk" in err and store in err, what + ": the message names the store and the cause", err)
    told = {p for p in paths if p + ": " in err}
    check(added(out) | told == set(paths) or "stopped" in err or "nothing was added" in err,
          what + ": what became of the files is told", err)
    if added(out):
        check(added(out) <= names(store), what + ": what was reported is there")
        check(keii(store, "articles")[0] == 0, what + ": the store opens")
    code, out, err = keii(store, "add", pile)
    check(code == 0, what + ": add again with room", err)
    check(dump(store) == want, what + ": the same as undisturbed")
    code, out, err = keii(store, "verify")
    check(code == 0, what + ": verify", out + err)


def tmpfs(folder, pile, want, size):
    small = os.path.join(folder, "small")
    os.mkdir(small)
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=%dk" % (size // 1024), "tmpfs", small],
        capture_output=True, check=False).returncode == 0
    if not mounted:
        print("the small tmpfs is skipped: it needs root")
        return
    try:
        store = os.path.join(small, "s.db")
        code, out, err = keii(store, "add", pile)
        check(code == 3, "full tmpfs: exit 3, was %d" % code, err)
        check("no space" in err, "full tmpfs: the cause is told", err)
        subprocess.run(["mount", "-o", "remount,size=50m", small], check=True)
        if added(out):
            check(added(out) <= names(store), "full tmpfs: what was reported is there")
        code, out, err = keii(store, "add", pile)
        check(code == 0, "tmpfs with room: add again", err)
        check(dump(store) == want, "tmpfs with room: the same as undisturbed")
    finally:
        subprocess.run(["umount", small], check=False)


def main():
    with scratch() as folder:
        pile = os.path.join(folder, "pile")
        paths = write_pile(pile, 60)
        calm = os.path.join(folder, "calm.db")
        check(keii(calm, "add", pile)[0] == 0, "an undisturbed add")
        want = dump(calm)
        size = os.path.getsize(calm)
        for part in (0.02, 0.1, 0.3, 0.5, 0.8):
            one_limit(folder, pile, paths, want, int(size * part))
        tmpfs(folder, pile, want, size // 2)
    finish()


main()
