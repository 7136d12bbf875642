"""orders.py - the order in which reports are added changes nothing: the export
is the same to the byte. 20 orders of the demonstration pile, and of the pages
beside the project where they are; SHORT=1: 5 of the pile alone.

Times of adding are told by no export.
"""
import glob
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import ROOT, SHORT, check, finish, keii, scratch, store_in

ORDERS = 5 if SHORT else 20
SEED = int(os.environ.get("SEED", "11"))


def export(folder, name, files, one_by_one):
    store = store_in(folder, name)
    for group in ([[f] for f in files] if one_by_one else [files]):
        code, out, err = keii(store, "--quiet", "add", *group)
        check(code in (0, 1), name + ": added", out + err)
    code, out, err = keii(store, "export")
    check(code == 0 and '"entries"' in out, name + ": export", err)
    return out


def orders(folder, what, files):
    chance = random.Random(SEED)
    first = export(folder, what + "-0.db", files, False)
    for i in range(1, ORDERS + 1):
        mixed = chance.sample(files, len(files))
        other = export(folder, "%s-%d.db" % (what, i), mixed, i % 4 == 0)
        check(other == first, "%s: order %d gives the same bytes" % (what, i),
              next(("%r\n%r" % (a, b) for a, b in zip(first.splitlines(), other.splitlines()) if a != b), "lengths differ"))


def main():
    with scratch() as folder:
        orders(folder, "pile", sorted(glob.glob(os.path.join(ROOT, "demo", "pile", "*"))))
        pages = sorted(glob.glob(os.path.join(ROOT, "..", "shared", "seeds", "*.txt")))
        if pages and not SHORT:
            orders(folder, "pages", pages)
    finish()


main()
