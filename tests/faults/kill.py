"""kill.py - kill -9 at random moments of add, review, rebuild, and of the first
write to a store of another version's record, or of an older version.

Nothing that was reported is lost, the store opens and verifies, and what was
interrupted, done again, gives what an undisturbed run gives. 600 moments;
SHORT=1: 12. MOMENTS=N, SEED=N; PG=1: on PostgreSQL, where the client is killed.
"""
import json
import os
import random
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import (KEII, SHORT, check, copy_store, drop_store, dump, finish, has_store, keii, make_old, make_version_2, names,
                       put_redirects, redirects, scratch, store_in, write_pile)

MOMENTS = int(os.environ.get("MOMENTS", "12" if SHORT else "600"))
SEED = int(os.environ.get("SEED", "20311"))
FILES = 120


def killed_run(store, args, after):
    """Starts, kills after so many seconds; its exit code and the whole lines it had printed."""
    p = subprocess.Popen([KEII, "--store", store, *args], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    time.sleep(after)
    p.kill()
    out, _ = p.communicate()
    return p.returncode, out.decode("utf-8", "replace").split("\n")[:-1]


def decisions(store):
    code, out, err = keii(store, "--json", "log")
    check(code == 0, "the log can be read", err)
    return [x for x in map(json.loads, out.splitlines()) if x["id"].startswith("d")]


class Moments:
    """One store undisturbed, and how long each command takes on it."""

    def __init__(self, folder):
        self.folder, self.chance, self.hit = folder, random.Random(SEED), {}
        self.pile = os.path.join(folder, "pile")
        self.paths = write_pile(self.pile, FILES)
        self.calm = store_in(folder, "calm.db")
        self.took = {"add": self.time(self.calm, "add", self.pile)}
        self.want = dump(self.calm)
        self.took["rebuild"] = self.took["old"] = self.took["migrate"] = self.time(self.calm, "rebuild")
        check(dump(self.calm) == self.want, "rebuild gives what add gave")
        self.entries = [x["id"] for x in self.want["export"]["entries"]]
        trial = store_in(folder, "trial.db")
        copy_store(self.calm, trial)
        self.took["review"] = self.time(trial, "review", "comment", self.entries[0], "seen")
        drop_store(trial)

    def time(self, store, *args):
        began = time.time()
        code, out, err = keii(store, *args)
        check(code == 0, "undisturbed: " + args[0], out + err)
        return time.time() - began

    def kill(self, what, store, *args):
        code, lines = killed_run(store, args, self.chance.uniform(0, self.took[what] * 1.05))
        self.hit[what] = self.hit.get(what, 0) + (code == -9)
        return lines

    def completed(self, name, store):
        """Add again: the same as undisturbed."""
        code, out, err = keii(store, "add", self.pile)
        check(code == 0, name + ": add again", out + err)
        check(dump(store) == self.want, name + ": the same as undisturbed")

    def add(self, name, store):
        lines = self.kill("add", store, "add", self.pile)
        reported = {line[6:].rsplit(": ", 1)[0] for line in lines if line.startswith("added ")}
        check(not reported or has_store(store), name + ": reported added, but there is no store")
        if reported:
            lost = reported - names(store)
            check(not lost, name + ": reported added and lost", sorted(lost)[:5])
            code, _, err = keii(store, "articles")
            check(code == 0, name + ": the store opens", err)
        self.completed(name, store)

    def rebuild(self, name, store):
        copy_store(self.calm, store)
        self.kill("rebuild", store, "rebuild")
        check(dump(store) == self.want, name + ": as before or as after, which is the same")

    def old(self, name, store):
        copy_store(self.calm, store)
        make_old(store)
        self.kill("old", store, "rebuild")
        check(names(store) == set(self.paths), name + ": all sources are there")
        self.completed(name, store)

    def migrate(self, name, store):
        copy_store(self.calm, store)
        put_redirects(store, 2000)
        make_version_2(store)
        self.kill("migrate", store, "rebuild")
        code, out, err = keii(store, "rebuild")
        check(code == 0, name + ": rebuild again", out + err)
        rows = redirects(store)
        check(len(rows) == 2000 and all(len(row[2]) == 16 for row in rows), name + ": all joined ids are there, with sums", rows[:3])
        check(dump(store) == self.want, name + ": and the same as undisturbed")

    def review(self, name, store):
        copy_store(self.calm, store)
        told = []
        for i in range(4):
            entry = self.chance.choice(self.entries)
            verb = self.chance.choice([["comment", entry, "seen %d" % i], ["hide", entry], ["accept", entry],
                                       ["edit", entry, "title.en=Set by hand"]])
            lines = self.kill("review", store, "review", *verb)
            told += [m.group(1) for m in map(re.compile(r"decided (\S+):").match, lines) if m]
        kept = [x["id"] for x in decisions(store)]
        check(set(told) <= set(kept), name + ": a decision reported and lost", (told, kept))
        if len(kept) > len(told):  # durable, killed before it said so
            self.hit["review, kept unsaid"] = self.hit.get("review, kept unsaid", 0) + 1
        now = dump(store)
        check(keii(store, "rebuild")[0] == 0 and dump(store) == now, name + ": the record follows the decisions")


def main():
    with scratch() as folder:
        m = Moments(folder)
        kinds = [m.add, m.add, m.rebuild, m.review, m.old, m.add, m.migrate]
        for i in range(MOMENTS):
            kind = kinds[i % len(kinds)]
            store, name = store_in(folder, "s%d.db" % i), "moment %d, %s" % (i, kind.__name__)
            kind(name, store)
            if i % 5 == 0:
                code, out, err = keii(store, "verify")
                check(code == 0, name + ": verify", out + err)
            drop_store(store)
        print("moments %d; processes killed while they ran: %s" % (MOMENTS, m.hit))
        check(sum(m.hit.values()) > MOMENTS // 3, "moments that hit a running process: %s of %d" % (m.hit, MOMENTS))
    finish()


main()
