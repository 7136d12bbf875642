"""spoil.py - files that are cut or flipped, and what must come back of them."""
import hashlib
import json
import os
import re
import sqlite3
import zlib

import packed
from keii_case import check, keii, report


def read(path):
    with open(path, "rb") as f:
        return f.read()


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)


def write_large(pile):
    """A source that is packed by zstd."""
    with open(os.path.join(pile, "wire.jsonl"), "w", encoding="utf-8") as f:
        for i in range(60):
            f.write(json.dumps({"id": "large-%d" % i, "text": report(5000 + i), "published": "2031-04-02"}) + "\n")


def decide(store):
    entries = [x["id"] for x in json.loads(keii(store, "export")[1])["entries"]]
    for i, entry in enumerate(entries[:12]):
        check(keii(store, "review", ["comment", "hide", "accept"][i % 3], entry, *(["seen %d" % i] if i % 3 == 0 else []),
                   "--why", "the minutes of day %d" % i)[0] == 0, "a decision")


def fits(sha, data):
    try:
        return hashlib.sha256(packed.source(data)).hexdigest() == sha
    except (ValueError, zlib.error):
        return False


def lasting(store):
    """Sources and decisions as the program gives them back."""
    db = sqlite3.connect("file:%s?mode=ro" % store, uri=True)
    db.text_factory = lambda b: b.decode("utf-8", "replace")
    sources = {(sha, name): fits(sha, data)
               for sha, name, data in db.execute("SELECT sha256, name, bytes FROM source")}
    decisions = set(db.execute("SELECT id, time, author, reason, json FROM decision"))
    db.close()
    return sources, decisions


def spoil(r, i, good):
    """Cut, a few bits, or a run of bytes as a failing disk gives it."""
    data = bytearray(good)
    if i % 4 == 0:
        cut = r.randrange(len(good))
        return data[:cut], "cut at %d" % cut
    if i % 4 == 3:
        at, n = r.randrange(len(good) // 512) * 512, 512 << r.randrange(4)
        data[at:at + n] = (b"\0" if r.random() < 0.5 else r.randbytes(1)) * len(data[at:at + n])
        return data, "%d bytes at %d" % (n, at)
    at = [r.randrange(len(data)) for _ in range(1 if i % 4 == 2 else 1 << r.randrange(6))]
    if i % 8 == 1:
        at[0] = r.randrange(100)
    for x in at:
        data[x] ^= 1 << r.randrange(8)
    return data, "%d bits from %d" % (len(at), at[0])


def recovered(store, new, what, want):
    """What recover tells of is what it saved; less than all is told."""
    code, out, err = keii(store, "recover", new)
    check(code in (0, 1, 2, 3), "%s: recover exits %d" % (what, code), err)
    if code > 1:
        check(store in err, what + ": recover names the store it can't read", err)
        return "not"
    check(keii(new, "verify")[0] == 0, what + ": what recover saved is whole", out + err)
    sources, decisions = lasting(new)
    check({sha for sha, _ in sources} <= {sha for sha, _ in want[0]} and all(sources.values()),
          what + ": nothing is recovered that was not there")
    check(set(sources) <= set(want[0]) or (code == 1 and "its name" in err), what + ": a damaged name is told", err)
    check(decisions <= want[1], what + ": no decision is recovered that was not there")
    told = re.search(r"(\d+) sources? and (\d+) decisions? recovered, (\d+) lost", out)
    check(told and (int(told[1]), int(told[2])) == (len(sources), len(decisions)), what + ": as many as it says", out)
    whole = len(sources) == len(want[0]) and len(decisions) == len(want[1])
    check(whole or (code == 1 and "lost" in err), what + ": recover saves all or says what is lost",
          "%d of %d sources, %d of %d decisions; exit %d\n%s%s" % (
              len(sources), len(want[0]), len(decisions), len(want[1]), code, out, err))
    return "all" if whole else "some"
