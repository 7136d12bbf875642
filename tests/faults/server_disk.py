"""server_disk.py - the disk of the PostgreSQL server is full: what was reported
is kept, the rest is told with its cause, and with room again all goes on.

The tables stand in a tablespace on a small tmpfs, so that the server itself
lives on; where we may mount none, the test is skipped and says so.
"""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import check, finish, keii, names, pg_schema, pg_server, psql, scratch, write_pile

BEFORE = 20


def added(out):
    return {m.group(1) for m in re.finditer(r"^added (.*): \d+ articles?$", out, re.M)}


def room(small, kilobytes, again=False):
    how = ["-o", "remount,size=%dk" % kilobytes] if again else ["-t", "tmpfs", "-o", "size=%dk,mode=777" % kilobytes, "tmpfs"]
    return os.geteuid() == 0 and subprocess.run(["mount", *how, small], capture_output=True, check=False).returncode == 0


def tablespace(address, small):
    owner = os.stat(os.path.join(address.rsplit("host=", 1)[1], "data"))
    place = os.path.join(small, "tables")
    os.mkdir(place)
    os.chown(place, owner.st_uid, owner.st_gid)
    psql(address, "CREATE TABLESPACE small LOCATION '%s'" % place)
    psql(address, "ALTER DATABASE postgres SET default_tablespace = small")


def kilobytes(address):
    return int(psql(address, "CHECKPOINT; SELECT pg_tablespace_size('small') / 1024"))


def full(address, pile, paths, want, small, more):
    """BEFORE files are kept, then there is only so much room more."""
    store, what = pg_schema(address, "s"), "%d kB more" % more
    code, out, err = keii(store, "add", *paths[:BEFORE])
    before = added(out)
    check(code == 0 and len(before) == BEFORE, what + ": some are kept", err)
    check(room(small, kilobytes(address) + more, again=True), what + ": so much room")
    code, out, err = keii(store, "add", *paths[BEFORE:])
    check(code == 3, what + ": exit 3, was %d" % code, err)
    check("no space left on the server's disk" in err and "postgresql://" in err, what + ": store and cause are told", err)
    told = {p for p in paths if p + ": " in err}
    check(added(out) | told == set(paths[BEFORE:]) or "stopped" in err or "nothing was added" in err, what + ": what became of the files", err)
    check(room(small, 200000, again=True), what + ": room again")
    check(before | added(out) <= names(store), what + ": what was reported is there")
    check(keii(store, "articles")[0] == 0, what + ": the store opens")
    code, out, err = keii(store, "add", pile)
    check(code == 0, what + ": add again with room", err)
    check(keii(store, "export")[1] == want, what + ": the same as undisturbed")
    code, out, err = keii(store, "verify")
    check(code == 0, what + ": verify", out + err)
    psql(address, "DROP SCHEMA s CASCADE; CHECKPOINT")


def main():
    with scratch() as folder:
        os.chmod(folder, 0o755)
        small = os.path.join(folder, "small")
        os.mkdir(small)
        if not room(small, 200000):
            print("skipped: no tmpfs may be mounted here (it needs root), so no disk of the server can be filled")
            check(True, "nothing to test")
            finish()
        try:
            address, server = pg_server()
            pile, calm = os.path.join(folder, "pile"), os.path.join(folder, "calm.db")
            paths = write_pile(pile, 60)
            for files in (paths[:BEFORE], [pile]):
                check(keii(calm, "add", *files)[0] == 0, "an undisturbed add")
            want = keii(calm, "export")[1]
            tablespace(address, small)
            undisturbed = pg_schema(address, "undisturbed")
            check(keii(undisturbed, "add", *paths[:BEFORE])[0] == 0, "on the small disk with room")
            least = kilobytes(address)
            check(keii(undisturbed, "add", pile)[0] == 0, "on the small disk with room")
            most = kilobytes(address) - least
            for part in (0.02, 0.1, 0.3, 0.5, 0.7):
                full(address, pile, paths, want, small, int(most * part))
            subprocess.run([os.path.join(os.path.dirname(__file__), "..", "support", "pg-server"), "stop", server], check=False)
        finally:
            subprocess.run(["umount", "-l", small], check=False)
            shutil.rmtree(small, ignore_errors=True)
    finish()


main()
