"""versions.py - a store of an older version is brought forward by who writes,
and refused with advice to who only reads; one of a newer version is refused.
PG=1: on PostgreSQL.
"""
import hashlib
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import (KEII, change, check, copy_store, drop_store, dump, finish, is_pg, keii, make_old, make_version_2, psql,
                       put_redirects, redirects, scratch, store_in, write_pile)


def lasting_version(store):
    if is_pg(store):
        return int(psql(store, "SELECT lasting FROM keii"))
    with open(store, "rb") as f:
        return int.from_bytes(f.read(64)[60:], "big")


def set_version(store, version):
    if is_pg(store):
        psql(store, "UPDATE keii SET lasting = %d" % version)
    else:
        change(store, "PRAGMA user_version = %d" % version)


def sum_of(old, new):
    return hashlib.sha256((old + "\0" + new + "\0").encode()).hexdigest()[:16]


def right_sums(store):
    rows = redirects(store)
    return len(rows) == 9 and all(sum_of(old, new) == sum_ for old, new, sum_ in rows)


def older(store, calm, want, now):
    """Both that it has another version's record and that it has this one's."""
    for record in ("this", "another"):
        copy_store(calm, store)
        make_version_2(store)
        if record == "another":
            make_old(store)
        what = "version 2, %s version's record: " % record
        before = [row[:2] for row in redirects_of_2(store)]
        code, out, err = keii(store, "articles")
        check(code == 3 and "older" in err and "keii rebuild" in err, what + "advice to who reads", out + err)
        check(lasting_version(store) == 2, what + "and nothing changed")
        code, out, err = keii(store, "rebuild")
        check(code == 0, what + "rebuild", out + err)
        check(lasting_version(store) == now, what + "it is of this version")
        check(dump(store) == want, what + "with all it had")
        check([row[:2] for row in redirects(store)] == before and right_sums(store), what + "ids that were joined, with sums", redirects(store))
        code, out, err = keii(store, "verify")
        check(code == 0, what + "it verifies", out + err)
        drop_store(store)


def redirects_of_2(store):
    if is_pg(store):
        return sorted(line.split("|") for line in psql(store, "SELECT old, new FROM redirect").splitlines())
    import sqlite3
    db = sqlite3.connect(store)
    found = sorted(map(list, db.execute("SELECT old, new FROM redirect")))
    db.close()
    return found


def two_at_once(store, calm, want, now):
    """Whoever comes second finds it done."""
    for i in range(4):
        copy_store(calm, store)
        make_version_2(store)
        both = [subprocess.Popen([KEII, "--store", store, "rebuild"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
        said = [p.communicate()[1] for p in both]
        check([p.returncode for p in both] == [0, 0], "two at once: both are through", said)
        check(lasting_version(store) == now and right_sums(store), "two at once: it is of this version", redirects(store))
        check(dump(store) == want, "two at once: with all it had")
        drop_store(store)


def others(store, calm, now):
    copy_store(calm, store)
    for version, word in ((1, "before the first release"), (now + 1, "newer"), (999, "newer")):
        set_version(store, version)
        for command in (["articles"], ["rebuild"], ["verify"], ["add", __file__]):
            code, out, err = keii(store, *command)
            check(code == 3 and word in err, "version %d: %s is refused with advice" % (version, command[0]), out + err)
        check(lasting_version(store) == version, "version %d stays" % version)
    set_version(store, now)
    check(keii(store, "verify")[0] == 0, "and nothing else was changed")


def damaged(store, calm):
    """A flipped bit in an id that was joined is no fault to a database."""
    copy_store(calm, store)
    sql = "UPDATE redirect SET new = 'e.nonesuch' WHERE old = 'e.old000004'"
    if is_pg(store):
        psql(store, sql)
    else:
        change(store, sql)
    code, out, err = keii(store, "verify")
    check(code == 1 and "e.old000004" in out, "verify names a damaged redirect", out + err)


def main():
    with scratch() as folder:
        pile = os.path.join(folder, "pile")
        write_pile(pile, 12)
        calm, store = store_in(folder, "calm.db"), store_in(folder, "old.db")
        check(keii(calm, "add", pile)[0] == 0, "add")
        now = lasting_version(calm)
        put_redirects(calm, 9)
        make_version_2(calm)
        check(keii(calm, "rebuild")[0] == 0 and right_sums(calm), "ids that were joined")
        want = dump(calm)
        older(store, calm, want, now)
        two_at_once(store, calm, want, now)
        others(store, calm, now)
        damaged(store, calm)
    finish()


main()
