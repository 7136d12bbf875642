"""kill.py - kill -9 at random moments of add and rebuild.

No source reported added is lost, the store opens, add again completes it and
gives what an undisturbed run gives. 50 moments; SHORT=1: 10.
"""
import os
import random
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import KEII, SHORT, check, dump, finish, keii, names, scratch, write_pile

MOMENTS = 10 if SHORT else 50
SEED = int(os.environ.get("SEED", "20311"))


def killed_run(store, args, after):
    """Starts, kills after so many seconds; what it had reported added."""
    p = subprocess.Popen([KEII, "--store", store, *args], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL)
    time.sleep(after)
    p.kill()
    out, _ = p.communicate()
    lines = out.decode("utf-8", "replace").split("\n")[:-1]
    return p.returncode, {line[6:].rsplit(": ", 1)[0] for line in lines if line.startswith("added ")}


def main():
    r = random.Random(SEED)
    with scratch() as folder:
        pile = os.path.join(folder, "pile")
        write_pile(pile, 300)
        calm = os.path.join(folder, "calm.db")
        began = time.time()
        code, _, err = keii(calm, "add", pile)
        whole = time.time() - began
        check(code == 0, "an undisturbed add", err)
        want = dump(calm)
        began = time.time()
        keii(calm, "rebuild")
        rebuilding = time.time() - began
        check(dump(calm) == want, "rebuild gives what add gave")
        hit = 0
        for i in range(MOMENTS):
            store = os.path.join(folder, "s%d.db" % i)
            again = i % 5 == 4  # every fifth: during rebuild
            if again:
                shutil.copy(calm, store)
                code, reported = killed_run(store, ["rebuild"], r.uniform(0, rebuilding))
                reported = names(calm)
            else:
                code, reported = killed_run(store, ["add", pile], r.uniform(0, whole))
            hit += code == -9
            if os.path.exists(store) and os.path.getsize(store) > 0 and reported:
                lost = reported - names(store)
                check(not lost, "moment %d: reported added and lost" % i, sorted(lost)[:5])
                code, out, err = keii(store, "articles")
                check(code == 0, "moment %d: the store opens" % i, err)
            else:
                check(not reported, "moment %d: reported added, but there is no store" % i)
            code, out, err = keii(store, "add", pile)
            check(code == 0, "moment %d: add again" % i, err)
            check(dump(store) == want, "moment %d: the same as undisturbed" % i)
            if i % 5 == 0:
                code, out, err = keii(store, "verify")
                check(code == 0, "moment %d: verify" % i, out + err)
            for ending in ("", "-wal", "-shm"):
                if os.path.exists(store + ending):
                    os.remove(store + ending)
        check(hit > MOMENTS // 3, "moments that hit a running process: %d of %d" % (hit, MOMENTS))
    finish()


main()
