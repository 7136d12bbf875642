"""wal.py - a store as a crash leaves it, with what was added last in the file
-wal beside it, and either or both of them cut or flipped.

What was reported is there, or the store is refused and nothing in it changed;
recover gives back every source and decision that stands on a whole page of
either file, and says what it lost. 400 places; SHORT=1: 24. PLACES=N, SEED=N.
"""
import hashlib
import json
import os
import random
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import SHORT, check, drop_store, dump, finish, keii, put_redirects, redirects, scratch, write_pile
from spoil import decide, lasting, read, recovered, spoil, write, write_large

PLACES = int(os.environ.get("PLACES", "24" if SHORT else "400"))
SEED = int(os.environ.get("SEED", "31"))
PAGE, HEAD, FRAME = 8192, 32, 24
ENDINGS = ("", "-wal", "-shm")


def crashed(folder, name, again):
    """The three files of a store that a process still holds; again: the -wal began anew, with older pages behind."""
    store = os.path.join(folder, name)
    first, second = os.path.join(folder, "first"), os.path.join(folder, "second")
    write_pile(first, 8)
    write_pile(second, 12, first=8)
    write_large(second)
    check(keii(store, "add", first)[0] == 0, "the first pile")
    put_redirects(store, 5)
    hold = sqlite3.connect(store)
    hold.execute("SELECT count(*) FROM source").fetchall()
    check(keii(store, "add", second)[0] == 0, "the second pile")
    if again:
        hold.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        put_more = os.path.join(folder, "third")
        write_pile(put_more, 2, first=40)
        check(keii(store, "add", put_more)[0] == 0, "a third pile")
    decide(store)
    for i in range(4):
        entry = json.loads(keii(store, "export")[1])["entries"][i]["id"]
        old = "e.joined%03d" % i
        sum_ = hashlib.sha256(("%s\0%s\0" % (old, entry)).encode()).hexdigest()[:16]
        hold.execute("INSERT INTO redirect (old, new, sum) VALUES (?, ?, ?)", (old, entry, sum_))
        hold.commit()
    files = {e: read(store + e) for e in ENDINGS}
    whole = dump(store), lasting(store), redirects(store)
    check(len(files["-wal"]) > HEAD + 4 * (PAGE + FRAME), "there is a -wal: %d bytes" % len(files["-wal"]))
    hold.close()
    return files, whole


def put(store, files):
    drop_store(store)
    for ending, data in files.items():
        write(store + ending, data)


def pages(files):
    """(file, where its bytes begin, the page) of each page that was kept."""
    main, wal = files[""], files["-wal"]
    out = [("", at, main[at:at + PAGE]) for at in range(0, len(main) - PAGE + 1, PAGE)]
    kept, at = [], HEAD
    while at + FRAME + PAGE <= len(wal):
        kept.append(("-wal", at, wal[at:at + FRAME + PAGE]))
        at += FRAME + PAGE
    last = max((i for i, x in enumerate(kept) if x[2][8:16] == wal[16:24] and x[2][4:8] != b"\0\0\0\0"), default=-1)
    return out + kept[:last + 1]


def sums(store):
    """What tells the page of each row that stands on one: its sum."""
    db = sqlite3.connect(store)
    rows = db.execute("SELECT sha256, sum FROM source WHERE length(bytes) < 6000").fetchall()
    rows += db.execute("SELECT id, sum FROM decision WHERE length(json) < 4000").fetchall()
    db.close()
    return rows


def on_whole_pages(all_pages, rows, bad):
    """Of the rows, those that stand on a page of which no byte is spoilt, nor the mark that it was kept."""
    cut = len(bad["-wal"])
    kept = max((at for what, at, page in all_pages if what == "-wal" and at + FRAME + PAGE <= cut
                and bad["-wal"][at:at + FRAME] == page[:FRAME] and page[4:8] != b"\0\0\0\0"), default=-1)
    whole = [page for what, at, page in all_pages if bad[what][at:at + len(page)] == page and (what == "" or at <= kept)]
    leaves = [p for p in whole if p[FRAME if len(p) > PAGE else 0] == 0x0d]
    return {name for name, sum_ in rows if any(sum_.encode() in p for p in leaves)}


def one(folder, what, files, bad, whole, rows, all_pages):
    store, new = os.path.join(folder, "spoilt.db"), os.path.join(folder, "new.db")
    put(store, bad)
    drop_store(new)
    how = recovered(store, new, what, whole[1])
    check(all(read(store + e) == bytes(bad[e]) for e in ("", "-wal")), what + ": recover changes neither file")
    must = on_whole_pages(all_pages, rows, bad)
    if how != "not":
        sources, decisions = lasting(new)
        got = {sha for sha, _ in sources} | {d[0] for d in decisions}
        check(must <= got, what + ": all on whole pages is recovered", sorted(must - got))
    else:
        check(not must, what + ": something was whole", sorted(must))
    code, out, err = keii(store, "articles")
    check(code in (0, 3), "%s: articles exits %d" % (what, code), err)
    if code == 3:
        check(store in err and ("recover" in err or "copy" in err or "no keii store" in err or "before the first" in err
                                or "newer" in err or "nothing in it" in err), what + ": the refusal says what to do", err)
        check(all(read(store + e) == bytes(bad[e]) for e in ("", "-wal")), what + ": a refused store is not changed")
        return "refused, recovered " + how
    now = lasting(store)
    there = now == whole[1]
    code, out, err = keii(store, "verify")
    check(there or code == 1, what + ": what was reported is there or named", out + err)
    if code == 0:
        check(dump(store) == whole[0] and redirects(store) == whole[2], what + ": verifies, so all is there")
    return "opens%s, recovered %s" % (", verifies" if code == 0 else "", how)


def healthy(folder, files, whole):
    """As the crash left it: nothing is amiss, and recover gives the same."""
    store, new = os.path.join(folder, "spoilt.db"), os.path.join(folder, "new.db")
    put(store, files)
    drop_store(new)
    code, out, err = keii(store, "recover", new)
    check(code == 0 and " 0 lost" in out and not err, "recover of an undamaged store that a process left", out + err)
    check(redirects(new) == redirects_with_sums(whole[2]), "with the ids that were joined", redirects(new))
    check(read(store + "-wal") == files["-wal"], "its -wal is as it was")
    check(keii(store, "verify")[0] == 0 and dump(store) == whole[0], "it opens with all that was kept")
    check(not os.path.exists(store + "-wal"), "and has it in one file then")
    # what no commit ends was never reported
    torn = dict(files)
    torn["-wal"] = files["-wal"][:HEAD + (len(files["-wal"]) - HEAD) // (FRAME + PAGE) * (FRAME + PAGE)]
    torn["-wal"] += (1).to_bytes(4, "big") + bytes(4) + files["-wal"][16:24] + os.urandom(8 + PAGE // 2)
    put(store, torn)
    check(keii(store, "verify")[0] == 0 and dump(store) == whole[0], "a write that was broken off is no damage")


def redirects_with_sums(rows):
    return [[old, new, hashlib.sha256(("%s\0%s\0" % (old, new)).encode()).hexdigest()[:16]] for old, new, _ in rows]


def first_page(folder, files, whole):
    """Without the first page in either file: redirects too."""
    store, new = os.path.join(folder, "spoilt.db"), os.path.join(folder, "new.db")
    bad = {e: bytearray(data) for e, data in files.items()}
    bad[""][:PAGE] = bytes(PAGE)
    for at in range(HEAD, len(files["-wal"]) - PAGE, FRAME + PAGE):
        if files["-wal"][at:at + 4] == b"\0\0\0\1":
            bad["-wal"][at + FRAME:at + FRAME + PAGE] = bytes(PAGE)
    put(store, bad)
    drop_store(new)
    check(recovered(store, new, "no first page", whole[1]) == "all", "no first page: all is saved")
    check(redirects(new) == redirects_with_sums(whole[2]), "no first page: and the ids that were joined", redirects(new))


def main():
    r, count = random.Random(SEED), {}
    with scratch() as folder:
        kinds = [crashed(os.path.join(folder), "one.db", False), crashed(os.path.join(folder), "two.db", True)]
        for files, whole in kinds:
            healthy(folder, files, whole)
            first_page(folder, files, whole)
        for i in range(PLACES):
            files, whole = kinds[i // 3 % 2]
            put(os.path.join(folder, "as-was.db"), files)
            rows = sums(os.path.join(folder, "as-was.db"))
            bad, said = dict(files), []
            for ending in (("-wal",), ("",), ("", "-wal"))[i % 3]:
                bad[ending], said_ = spoil(r, i // 3, files[ending])
                said.append("%s %s" % (ending or "file", said_))
            what = "%d: %s" % (i, "; ".join(said))
            kind = one(folder, what, files, bad, whole, rows, pages(files))
            kind = ("the -wal", "the file", "both")[i % 3] + ": " + kind
            count[kind] = count.get(kind, 0) + 1
    for kind in sorted(count):
        print("%5d of %d: %s" % (count[kind], PLACES, kind))
    finish()


main()
