"""damage.py - stores that are cut, flipped, of others or of the future.

A damaged store is refused with what is damaged, or all that it gives is
right; it is never changed by a refusal; recover saves what is whole.
200 places; SHORT=1: 40.
"""
import os
import random
import shutil
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import SHORT, change, check, dump, finish, keii, names, scratch, write_pile

PLACES = 40 if SHORT else 200
SEED = int(os.environ.get("SEED", "7"))


def read(path):
    with open(path, "rb") as f:
        return f.read()


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)


def verify_names(store, what, *words):
    code, out, err = keii(store, "verify")
    check(code == 1, what + ": verify exits 1, was %d" % code, out + err)
    check(all(w in out for w in words), what + ": verify names " + ", ".join(words), out)


def changed_bytes(folder, calm):
    """One byte, in each kind of thing that is stored."""
    store = os.path.join(folder, "changed.db")
    db = sqlite3.connect(calm)
    sha, name, blob = db.execute("SELECT sha256, name, bytes FROM source ORDER BY number LIMIT 1 OFFSET 3").fetchone()
    article, text = db.execute("SELECT id, text FROM article WHERE source = ?", (sha,)).fetchone()
    item = db.execute("SELECT id, json FROM item WHERE layer = 'entries' AND json LIKE '%\"span\"%' LIMIT 1").fetchone()
    db.close()
    for at in (1, 7, len(blob) // 2, len(blob) - 2):
        shutil.copy(calm, store)
        bad = bytearray(blob)
        bad[at] ^= 0x10
        change(store, "UPDATE source SET bytes = ? WHERE sha256 = ?", bytes(bad), sha)
        verify_names(store, "byte %d of a source" % at, name, sha[:12])
        code, out, err = keii(store, "rebuild")
        check(code == 3 and name in err, "rebuild of a damaged source is refused by name", err)
        check(dump(store)["articles"] == dump(calm)["articles"], "after that refusal all is as it was")
    shutil.copy(calm, store)
    change(store, "UPDATE article SET text = ? WHERE id = ?", text[:20] + "#" + text[21:], article)
    verify_names(store, "a letter of an article", article)
    check(keii(store, "rebuild")[0] == 0 and keii(store, "verify")[0] == 0, "rebuild mends an article")
    shutil.copy(calm, store)
    change(store, "UPDATE article SET mentions = x'00112233' WHERE id = ?", article)
    verify_names(store, "an article's mentions", article)
    check(keii(store, "rebuild")[0] == 0 and keii(store, "verify")[0] == 0, "rebuild mends mentions")
    shutil.copy(calm, store)
    change(store, "UPDATE source SET name = replace(name, 'r00003', 'r00004') WHERE sha256 = ?", sha)
    verify_names(store, "a source's name", "r00004", sha[:12])
    shutil.copy(calm, store)
    change(store, "INSERT INTO decision (id, time, author, reason, json, sum) VALUES "
           "('d1', '2031-03-04T00:00:00Z', 'me', 'seen', '{}', 'wrong')")
    verify_names(store, "a decision", "d1")
    if item:
        shutil.copy(calm, store)
        change(store, "UPDATE item SET json = replace(json, '\"span\": [', '\"span\": [9') WHERE id = ?", item[0])
        verify_names(store, "a span of the record", item[0])
        check(keii(store, "rebuild")[0] == 0 and keii(store, "verify")[0] == 0, "rebuild mends the record")


def spoilt_files(folder, calm, want, all_names):
    r = random.Random(SEED)
    good = read(calm)
    refused = 0
    for i in range(PLACES):
        store = os.path.join(folder, "spoilt.db")
        for ending in ("-wal", "-shm"):
            if os.path.exists(store + ending):
                os.remove(store + ending)
        data = bytearray(good)
        if i % 4 == 0:
            what = "cut at %d" % (cut := r.randrange(len(good)))
            data = data[:cut]
        else:
            at = [r.randrange(len(data)) for _ in range(1 << r.randrange(6))]
            if i % 4 == 1:
                at[0] = r.randrange(100)
            for x in at:
                data[x] ^= 1 << r.randrange(8)
            what = "%d bits from %d" % (len(at), at[0])
        write(store, data)
        code, out, err = keii(store, "articles")
        check(code in (0, 3), "%s: articles exits %d" % (what, code), err)
        if code == 3:
            refused += 1
            check(store in err, what + ": the refusal names the store", err)
            check(read(store) == bytes(data), what + ": a refused store is not changed")
        code, out, err = keii(store, "verify")
        check(code in (0, 1, 3), "%s: verify exits %d" % (what, code), err)
        if code == 0:
            now = dump(store)
            same = all(now[k] == want[k] for k in ("articles",))
            check(same and {n for _, n, _ in now["sources"]} == all_names
                  or len(data) == len(good),
                  what + ": verify passes, so all is there")
        new = os.path.join(folder, "new.db")
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(new + ending):
                os.remove(new + ending)
        code, out, err = keii(store, "recover", new)
        check(code in (0, 1, 2, 3), "%s: recover exits %d" % (what, code), err)
        if code <= 1:
            check(keii(new, "verify")[0] == 0, what + ": what recover saved is whole", out + err)
            if code == 0 and " 20 sources" in out and " 0 lost" in out:
                check(len(names(new)) == 20, what + ": what is told as recovered is there", out)
    check(refused > PLACES // 10, "refused: %d of %d" % (refused, PLACES))


def strangers(folder, calm):
    store = os.path.join(folder, "other.db")
    write(store, b"A note, no database at all.\n" * 300)
    before = read(store)
    code, _, err = keii(store, "add", __file__)
    check(code == 3 and store in err, "a text file is no store", err)
    check(read(store) == before, "the text file is as it was")
    os.remove(store)
    db = sqlite3.connect(store)
    db.execute("CREATE TABLE recipe (name TEXT)")
    db.commit()
    db.close()
    before = read(store)
    code, _, err = keii(store, "add", __file__)
    check(code == 3 and "another program" in err, "another program's database is refused", err)
    check(read(store) == before, "the other database is as it was")
    shutil.copy(calm, store)
    change(store, "PRAGMA user_version = 999")
    before = read(store)
    for command in (["add", __file__], ["articles"], ["rebuild"], ["verify"]):
        code, _, err = keii(store, *command)
        check(code == 3 and "newer" in err and store in err, "a newer store is refused by " + command[0], err)
    check(read(store) == before, "the newer store is as it was")
    code, _, err = keii(os.path.join(folder, "none.db"), "articles")
    check(code == 3 and "none.db" in err, "no store at all", err)
    check(not os.path.exists(os.path.join(folder, "none.db")), "reading makes no store")
    code, _, err = keii(folder, "articles")
    check(code == 3 and folder in err, "a folder is no store", err)


def old_record(folder, calm, want):
    """Derived tables of another version: made anew at the next write."""
    store = os.path.join(folder, "old.db")
    shutil.copy(calm, store)
    change(store, "UPDATE meta SET value = 'other' WHERE key = 'derived'")
    code, _, err = keii(store, "articles")
    check(code == 3 and "keii rebuild" in err, "another version's record: advice", err)
    check(keii(store, "rebuild")[0] == 0, "another version's record: rebuild")
    check(dump(store) == want, "another version's record: the same again")
    change(store, "DROP TABLE item_issue")
    change(store, "UPDATE meta SET value = 'other' WHERE key = 'derived'")
    pile = os.path.join(folder, "more")
    write_pile(pile, 1, first=900)
    check(keii(store, "add", pile)[0] == 0, "another version's record: add")
    check(len(dump(store)["articles"]) == len(want["articles"]) + 1, "add made all articles again")


def main():
    with scratch() as folder:
        pile = os.path.join(folder, "pile")
        write_pile(pile, 20)
        calm = os.path.join(folder, "calm.db")
        check(keii(calm, "add", pile)[0] == 0, "an undisturbed add")
        want = dump(calm)
        check(keii(calm, "verify")[0] == 0, "an undisturbed verify")
        changed_bytes(folder, calm)
        strangers(folder, calm)
        old_record(folder, calm, want)
        spoilt_files(folder, calm, want, names(calm))
    finish()


main()
