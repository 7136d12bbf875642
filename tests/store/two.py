"""two.py - several processes on one store: two adds end as one after the
other, readers never wait, and nobody sees "database is locked".
"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import KEII, check, dump, finish, keii, names, scratch, store_in, write_pile


def start(store, *args):
    return subprocess.Popen([KEII, "--store", store, *args], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE)


def made_at_once(folder):
    """Several that make the store: each adds its own, whoever made it."""
    few = os.path.join(folder, "few")
    paths = write_pile(few, 6)
    for turn in range(12):
        store = store_in(folder, "made%d.db" % turn)
        runs = [start(store, "add", path) for path in paths]
        for p in runs:
            out, err = p.communicate()
            check(p.returncode == 0, "made by several, turn %d" % turn, err.decode())
        check(names(store) == set(paths), "made by several, turn %d: all are there" % turn)


def main():
    with scratch() as folder:
        made_at_once(folder)
        one, two = os.path.join(folder, "one"), os.path.join(folder, "two")
        paths = write_pile(one, 120) + write_pile(two, 120, first=120)
        calm = store_in(folder, "calm.db")
        check(keii(calm, "add", one, two)[0] == 0, "one after the other")
        want = dump(calm)
        for turn in range(3):
            store = store_in(folder, "both%d.db" % turn)
            runs = [start(store, "add", one), start(store, "add", two), start(store, "add", one)]
            reads = 0
            while any(p.poll() is None for p in runs):
                code, out, err = keii(store, "articles")
                reads += code == 0
                check(code == 0 or "no such store" in err or "nothing in it yet" in err,
                      "a reader beside the writers", err)
            for p in runs:
                out, err = p.communicate()
                check(p.returncode == 0, "turn %d: a writer among others" % turn, err.decode())
                check(b"locked" not in err, "turn %d: locked" % turn, err.decode())
            check(names(store) == set(paths), "turn %d: all are there" % turn)
            now = dump(store)
            # sources come in another order; their articles are the same
            check(now["articles"] == want["articles"], "turn %d: the same articles" % turn)
            check(now["items"] == want["items"], "turn %d: the same record" % turn)
            code, out, err = keii(store, "verify")
            check(code == 0, "turn %d: verify" % turn, out + err)
        # a process that stays open: after it the store is closed well
        check(not os.path.exists(store + "-wal"), "nothing is left beside the store")
    finish()


main()
