"""jobs.py - add and rebuild on one thread and on several give the same store,
the same messages and the same log; a source of many articles, ids given twice,
bytes given twice and bytes that hold nothing among them."""
import json
import os
import shutil
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import check, dump, finish, is_pg, keii, report, scratch, store_in, write_pile

N = 40


def pile(folder):
    paths = write_pile(folder, N)
    many = os.path.join(folder, "many.jsonl")
    with open(many, "w", encoding="utf-8") as f:
        for k in range(150):
            line = {"text": report(5000 + k), "published": "2031-04-%02d" % (1 + k % 28)}
            if k % 3:
                line["id"] = "wire-9-%d" % (k % 5)  # some are taken by a file before, some twice here
            f.write(json.dumps(line) + "\n")
    again = os.path.join(folder, "again.txt")
    shutil.copy(paths[3], again)
    empty = os.path.join(folder, "nothing.txt")
    with open(empty, "w", encoding="utf-8") as f:
        f.write("\n \n")
    return paths[:20] + [many, empty] + paths[20:] + [again]


def packed_items(store):
    """The record's bytes as they are kept; they too depend on no thread."""
    if is_pg(store):
        return None
    db = sqlite3.connect("file:%s?mode=ro" % store, uri=True)
    rows = db.execute("SELECT t.text, i.id, i.head, i.json FROM item AS i JOIN term AS t ON t.number = i.layer "
                      "ORDER BY 1, 2").fetchall()
    learned = db.execute("SELECT kind, learned FROM dictionary WHERE kind <> '' ORDER BY 1").fetchall()
    db.close()
    return rows, learned


def main():
    with scratch() as folder:
        paths = pile(os.path.join(folder, "pile"))
        first = rebuilt = None
        for jobs in ("1", "2", "5"):
            store = store_in(folder, "jobs%s.db" % jobs)
            code, out, err = keii(store, "add", "-j", jobs, *paths)
            check(code == 1 and "nothing.txt" in err, "-j %s: added but the empty one" % jobs, out + err)
            check("known %s" % paths[-1] in out, "-j %s: the same bytes are known" % jobs, out)
            told = (sorted(out.splitlines()), err, dump(store), packed_items(store))
            log = keii(store, "log")[1]
            check(log.count("\n") >= 1, "-j %s: a log" % jobs, log)
            first = first or told
            for what, a, b in zip(("messages", "complaints", "store", "packed bytes"), told, first):
                check(a == b, "-j %s: the same %s as with one" % (jobs, what))
            code, out, err = keii(store, "rebuild", "-j%s" % jobs)
            check(code == 0, "-j %s: rebuilt" % jobs, out + err)
            check(dump(store) == first[2], "-j %s: the same store after rebuild" % jobs)
            again = packed_items(store)
            rebuilt = rebuilt or again
            check(again == rebuilt, "-j %s: the same packed bytes after rebuild" % jobs)
            check(is_pg(store) or len(again[1]) > 2, "-j %s: dictionaries were learned" % jobs, again and again[1])
        later = store_in(folder, "later.db")
        code, out, err = keii(later, "add", "--no-merge", *paths)
        check(code == 1 and "the next keii add" in out, "add --no-merge", out + err)
        check(not dump(later)["items"], "nothing is merged")
        code, out, err = keii(later, "add", paths[0])
        check(code == 0 and dump(later) == first[2], "the next add brings the record up", out + err)
        for wrong in ("0", "x", "65", ""):
            check(keii(store, "add", "-j", wrong, paths[0])[0] == 2, "-j %r: refused" % wrong)
    finish()


main()
