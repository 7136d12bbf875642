"""server.py - PostgreSQL fails while keii commits: its backend is told to end, or
killed, which ends all of the server's processes and makes it recover.

No source that was reported is lost; one that was reported as not kept is not
there; keii add again completes it to what an undisturbed run gives. 60
commits; SHORT=1: 6.
"""
import os
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import KEII, SHORT, check, finish, keii, names, pg_schema, pg_server, psql, scratch, write_pile

LOST = 6 if SHORT else 60
SEED = int(os.environ.get("SEED", "20317"))
# a commit takes a while, so that it can be hit
SETTINGS = ["fsync=on", "commit_delay=40000", "commit_siblings=0"]


def run(store, args):
    return subprocess.Popen([KEII, "--store", store, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def added(out):
    return {line[6:].rsplit(": ", 1)[0] for line in out.split("\n")[:-1] if line.startswith("added ")}


def export(store):
    return keii(store, "export")[1]


class Case:
    def __init__(self, folder, address):
        self.address, self.pile = address, os.path.join(folder, "pile")
        write_pile(self.pile, 60)
        calm = os.path.join(folder, "calm.db")
        check(keii(calm, "add", self.pile)[0] == 0, "an undisturbed add")
        self.want = export(calm)

    def store(self):
        psql(self.address, "DROP SCHEMA IF EXISTS s CASCADE")
        return pg_schema(self.address, "s")


def hit_commit(case, how):
    """Waits for a keii that commits, ends its backend; False: there is none left."""
    rows = psql(case.address, "SELECT pid FROM pg_stat_activity WHERE application_name = 'keii' "
                "AND state = 'active' AND query = 'COMMIT'").split()
    for pid in rows:
        if how == "kill":
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                return False
        else:
            psql(case.address, "SELECT pg_terminate_backend(%s)" % pid)
    return bool(rows)


def lost_backend(case, i, r):
    """Its backend ends while it commits: killed, which restarts the server, or told to end."""
    how = "kill" if i % 3 == 0 else "end"
    name = "backend %d (%s)" % (i, how)
    store = case.store()
    check(keii(store, "--quiet", "add", os.path.join(case.pile, "r00000.txt"))[0] == 0, name + ": begun")
    p = run(store, ["add", case.pile])
    hits, wanted = 0, r.randint(1, 2)
    while p.poll() is None and hits < wanted:
        try:
            hits += hit_commit(case, how)
        except RuntimeError:
            time.sleep(0.05)  # the server comes back
    out, err = (x.decode("utf-8", "replace") for x in p.communicate())
    for _ in range(200):
        try:
            there = names(store) - {os.path.join(case.pile, "r00000.txt")}
            break
        except RuntimeError:
            time.sleep(0.1)
    check(p.returncode in (0, 3), "%s: exit %d" % (name, p.returncode), err)
    check(p.returncode == 0 or "connection to the server was lost" in err, name + ": told", err)
    check(added(out) <= there, name + ": reported and lost", sorted(added(out) - there)[:5])
    if "not known" not in err:
        check(added(out) == there, name + ": kept and reported as not kept", sorted(there - added(out))[:5])
    code, out, err = keii(store, "add", case.pile)
    check(code == 0, name + ": add again", out + err)
    check(export(store) == case.want, name + ": the same as undisturbed")
    return hits > 0


def main():
    r = random.Random(SEED)
    address, _ = pg_server(*SETTINGS)
    with scratch() as folder:
        case = Case(folder, address)
        hit = sum(lost_backend(case, i, r) for i in range(LOST))
        check(hit > LOST // 3, "commits that were hit: %d of %d" % (hit, LOST))
        print("commits hit: %d of %d" % (hit, LOST))
    finish()


main()
