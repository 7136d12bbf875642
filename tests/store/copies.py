"""copies.py - backups, recovered stores, and stores that may only be read."""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import KEII, check, dump, finish, keii, scratch, write_pile

NOBODY = ["setpriv", "--reuid", "65534", "--clear-groups"]


def backups(folder, calm, pile, want):
    new = os.path.join(folder, "copy.db")
    code, out, err = keii(calm, "backup", new)
    check(code == 0, "backup", err)
    check(dump(new) == want, "a backup holds all")
    check(keii(new, "verify")[0] == 0, "a backup verifies")
    before = os.path.getmtime(new)
    code, _, err = keii(calm, "backup", new)
    check(code == 2 and "already" in err, "backup overwrites nothing", err)
    check(os.path.getmtime(new) == before, "the older backup is as it was")
    code, out, err = keii(new, "add", pile)
    check(code == 0 and out.count("known ") == 20, "a backup knows its sources", out + err)
    code, _, err = keii(calm, "backup", os.path.join(folder, "no", "such.db"))
    check(code == 3, "backup into no folder: exit %d" % code, err)
    # while another writes
    p = subprocess.Popen([KEII, "--store", new, "rebuild"], stdout=subprocess.DEVNULL)
    code, _, err = keii(new, "backup", os.path.join(folder, "during.db"))
    p.wait()
    check(code == 0, "backup beside a writer", err)
    check(dump(os.path.join(folder, "during.db")) == want, "and it is whole")
    found = keii(new, "search", "union leader")[1]
    check(found and found == keii(calm, "search", "union leader")[1], "a backup's search")


def recovered(folder, calm, want):
    new = os.path.join(folder, "recovered.db")
    code, out, err = keii(calm, "recover", new)
    check(code == 0 and " 0 lost" in out, "recover of a whole store", out + err)
    check(dump(new) == want, "recover gives the same again")


def read_only(folder, calm):
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        print("the read-only store is skipped: it needs root and setpriv")
        return
    os.chmod(folder, 0o755)
    if subprocess.run([*NOBODY, KEII, "--version"], capture_output=True, check=False).returncode:
        print("the read-only store is skipped: another user can't run the program")
        return
    for command, want in ((["articles"], 0), (["verify"], 0), (["search", "union"], 0),
                          (["add", calm], 3), (["rebuild"], 3)):
        p = subprocess.run([*NOBODY, KEII, "--store", calm, *command], capture_output=True, check=False)
        err = p.stderr.decode()
        if "packs" in err and p.returncode == 4:
            print("the read-only store is skipped: another user can't read the packs")
            return
        check(p.returncode == want, "read only: %s exits %d" % (command[0], p.returncode), err)
    os.chmod(calm, 0)
    p = subprocess.run([*NOBODY, KEII, "--store", calm, "articles"], capture_output=True, check=False)
    check(p.returncode == 3 and calm in p.stderr.decode(), "unreadable store", p.stderr.decode())


def main():
    with scratch() as folder:
        pile = os.path.join(folder, "pile")
        write_pile(pile, 20)
        calm = os.path.join(folder, "calm.db")
        check(keii(calm, "add", pile)[0] == 0, "an undisturbed add")
        want = dump(calm)
        backups(folder, calm, pile, want)
        recovered(folder, calm, want)
        read_only(folder, calm)
    finish()


main()
