"""damage.py - stores that are cut, flipped, of others or of the future.

A damaged store is refused with what is damaged, or all that it gives is
right; it is never changed by a refusal; recover saves what is whole.
1,000 places; SHORT=1: 40. PLACES=N, SEED=N.
"""
import os
import random
import shutil
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import packed  # noqa: E402
from keii_case import SHORT, change, check, drop_store, dump, finish, keii, scratch, write_pile
from spoil import decide, lasting, read, recovered, spoil, write, write_large

PLACES = int(os.environ.get("PLACES", "40" if SHORT else "1000"))
ENTRIES = "(SELECT number FROM term WHERE text = 'entries')"
SEED = int(os.environ.get("SEED", "7"))


def verify_names(store, what, *words):
    code, out, err = keii(store, "verify")
    check(code == 1, what + ": verify exits 1, was %d" % code, out + err)
    check(all(w in out for w in words), what + ": verify names " + ", ".join(words), out)


def changed_bytes(folder, calm):
    """One byte, in each kind of thing that is stored."""
    store = os.path.join(folder, "changed.db")
    db = sqlite3.connect(calm)
    sha, name, blob = db.execute("SELECT sha256, name, bytes FROM source ORDER BY number LIMIT 1 OFFSET 3").fetchone()
    large = db.execute("SELECT sha256, name, bytes FROM source ORDER BY size DESC LIMIT 1").fetchone()
    check(large[2].startswith(packed.MAGIC) and not blob.startswith(packed.MAGIC), "sources of both forms")
    unpack = packed.unpacker(db)
    article, text = db.execute("SELECT id, text FROM article WHERE source = (SELECT number FROM source WHERE sha256 = ?)", (sha,)).fetchone()
    text = unpack(text)
    items = [(i, packed.item(unpack, h, x).decode()) for i, h, x in db.execute("SELECT id, head, json FROM item WHERE layer = " + ENTRIES + " ORDER BY id")]
    item = next((i, x) for i, x in items if '"span"' in x)
    db.close()
    for hash_, file, data in ((sha, name, blob), large):
        for at in (1, 7, len(data) // 2, len(data) - 2):
            shutil.copy(calm, store)
            bad = bytearray(data)
            bad[at] ^= 0x10
            change(store, "UPDATE source SET bytes = ? WHERE sha256 = ?", bytes(bad), hash_)
            verify_names(store, "byte %d of a source" % at, file, hash_[:12])
            code, out, err = keii(store, "rebuild")
            check(code == 3 and file in err, "rebuild of a damaged source is refused by name", err)
            check(dump(store)["articles"] == dump(calm)["articles"], "after that refusal all is as it was")
    shutil.copy(calm, store)
    change(store, "UPDATE article SET text = ? WHERE id = ?", packed.pack(text[:20] + b"#" + text[21:]), article)
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
        change(store, "UPDATE item SET head = NULL, json = ? WHERE id = ?",
               packed.pack(item[1].replace('"span": [', '"span": [9').encode()), item[0])
        verify_names(store, "a span of the record", item[0])
        frame = packed.pack(item[1].encode())
        change(store, "UPDATE item SET head = NULL, json = ? WHERE id = ?", b"\x00" + frame[1:], item[0])
        verify_names(store, "an item of the record", item[0])
        check(keii(store, "rebuild")[0] == 0 and keii(store, "verify")[0] == 0, "rebuild mends the record")


def spoilt_files(folder, calm, want):
    r = random.Random(SEED)
    good = read(calm)
    all_ = lasting(calm)
    count = {}
    for i in range(PLACES):
        store, new = os.path.join(folder, "spoilt.db"), os.path.join(folder, "new.db")
        drop_store(store)
        drop_store(new)
        data, what = spoil(r, i, good)
        what = "%d: %s" % (i, what)
        write(store, data)
        code, out, err = keii(store, "articles")
        check(code in (0, 3), "%s: articles exits %d" % (what, code), err)
        opened = code == 0
        if code == 3:
            check(store in err, what + ": the refusal names the store", err)
            check("recover" in err or "copy" in err or len(data) < 4096 or "keii store" in err or "newer" in err
                  or "rebuild" in err or "nothing in it" in err, what + ": the refusal says what to do", err)
            check(read(store) == bytes(data), what + ": a refused store is not changed")
        code, out, err = keii(store, "verify")
        check(code in (0, 1, 3), "%s: verify exits %d" % (what, code), err)
        if code == 0:
            now = dump(store)
            check(now["articles"] == want["articles"] and now["sources"] == want["sources"],
                  what + ": verify passes, so all articles are there")
            check(lasting(store) == all_, what + ": verify passes, so all sources and decisions are there")
        verified = code == 0
        kind = ("opens" if opened else "refused") + (", verifies" if verified else "")
        kind += ", recovered " + recovered(store, new, what, all_)
        count[kind] = count.get(kind, 0) + 1
    for kind in sorted(count):
        print("%5d of %d: %s" % (count[kind], PLACES, kind))
    refused = sum(n for kind, n in count.items() if kind.startswith("refused"))
    check(refused > PLACES // 10, "refused: %d of %d" % (refused, PLACES))


def first_page(folder, calm, want):
    """The first page is gone, and the schema with it: each page says by itself what it holds."""
    store, new = os.path.join(folder, "first.db"), os.path.join(folder, "new.db")
    size = int.from_bytes(read(calm)[16:18], "big")
    for what, first in (("zeros", b"\0" * size), ("noise", random.Random(SEED).randbytes(size))):
        drop_store(new)
        write(store, first + read(calm)[size:])
        check(recovered(store, new, "a first page of " + what, lasting(calm)) == "all", "a first page of " + what + ": all is saved")
        check(dump(new)["articles"] == want["articles"], "a first page of " + what + ": and the same articles")
    drop_store(new)
    write(store, b"keii " * 4000)
    code, out, err = keii(store, "recover", new)
    check(code == 3 and store in err and not os.path.exists(new), "where nothing is there is nothing made", out + err)


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
        write_large(pile)
        calm = os.path.join(folder, "calm.db")
        check(keii(calm, "add", pile)[0] == 0, "an undisturbed add")
        want = dump(calm)
        check(keii(calm, "verify")[0] == 0, "an undisturbed verify")
        changed_bytes(folder, calm)
        strangers(folder, calm)
        old_record(folder, calm, want)
        decide(calm)
        first_page(folder, calm, dump(calm))
        spoilt_files(folder, calm, dump(calm))
    finish()


main()
