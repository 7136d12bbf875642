"""nest.py - reading processes and the one that starts them are killed while
files are added by two threads: what is told as added is kept, what is not is
told, adding again brings the rest, nobody hangs and no process stays."""
import gzip
import os
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import KEII, check, dump, finish, keii, report, scratch, store_in, write_pile

N = 120
RECORDS = 30


def archive(path):
    """A web archive among the files: unpacked in a process of its own."""
    out = b""
    for k in range(RECORDS):
        body = report(9000 + k).encode()
        out += gzip.compress(
            b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/%d\r\n"
            b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (k, len(body), body))
    with open(path, "wb") as f:
        f.write(out)


def children(pid):
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid)) as f:
            return [int(x) for x in f.read().split()]
    except OSError:
        return []


def alive(pid):
    try:
        with open("/proc/%d/stat" % pid) as f:
            return f.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def all_ended(pids):
    for _ in range(100):
        if not any(alive(p) for p in pids):
            return True
        time.sleep(0.05)
    return False


def begin(store, paths):
    return subprocess.Popen([KEII, "--store", store, "add", "--no-merge", "-j", "2"] + paths,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_readers(p):
    """The nest and what it started; empty when all was over sooner."""
    while p.poll() is None:
        for nest in children(p.pid):
            readers = children(nest)
            if readers:
                return nest, readers
        time.sleep(0.001)
    return None, []


def added(out):
    return {line.split(" ", 1)[1].rsplit(":", 1)[0] for line in out.splitlines() if line.startswith("added ")}


def kill_readers(store, paths, rng):
    """How many were killed; what was lost is told by the file it was in."""
    p = begin(store, paths)
    killed = 0
    while p.poll() is None:
        nest, readers = wait_for_readers(p)
        if readers and killed < 12:
            try:
                os.kill(rng.choice(readers), signal.SIGKILL)
                killed += 1
            except OSError:
                pass
        time.sleep(0.01 + 0.02 * rng.random())
    out, err = p.communicate()
    lost = [path for path in paths if path + ":" in err or path + " " in err]
    check(p.returncode == (1 if lost else 0), "readers killed: exit code", "%d\n%s" % (p.returncode, err))
    check("S001" in err or "S005" in err or not killed, "readers killed: told", err)
    got = added(out)
    for path in paths:
        if not path.endswith(".gz"):
            check((path in got) != (path in lost), "either added or told: " + os.path.basename(path), err)
    return killed


def kill_nest(store, paths):
    p = begin(store, paths)
    nest, readers = wait_for_readers(p)
    check(bool(readers), "there are readers to kill")
    os.kill(nest, signal.SIGKILL)
    out, err = p.communicate(timeout=60)
    check(p.returncode == 4, "nest killed: exit code", "%d\n%s" % (p.returncode, err))
    check("the process that starts others has ended" in err and "keii add again adds the rest" in err,
          "nest killed: told", err)
    check(all_ended(readers), "its readers end with it")
    return added(out)


def kill_program(store, paths):
    p = begin(store, paths)
    nest, readers = wait_for_readers(p)
    p.kill()
    p.communicate()
    check(readers and all_ended([nest] + readers), "nothing outlives the program")


def main():
    rng = random.Random(7)
    with scratch() as folder:
        paths = write_pile(os.path.join(folder, "pile"), N)
        packed = os.path.join(folder, "pages.warc.gz")
        archive(packed)
        paths.insert(N // 2, packed)
        whole = store_in(folder, "whole.db")
        code, out, err = keii(whole, "add", "-j", "2", *paths)
        check(code == 0, "added whole", err)
        want = dump(whole)
        with open(packed, "rb") as f:
            piped = subprocess.run([KEII, "--store", store_in(folder, "piped.db"), "add", "-"], stdin=f,
                                   capture_output=True, text=True)
        check("added standard input#http://a.example/%d: 1" % (RECORDS - 1) in piped.stdout,
              "an archive from standard input", piped.stdout + piped.stderr)
        store = store_in(folder, "readers.db")
        check(kill_readers(store, paths, rng) > 0, "readers were killed")
        code, out, err = keii(store, "add", *paths)
        check(code == 0 and dump(store)["items"] == want["items"], "adding again brings the rest", err)
        store = store_in(folder, "nest.db")
        kept = kill_nest(store, paths)
        code, out, err = keii(store, "add", *paths)
        check(code == 0 and dump(store)["items"] == want["items"], "adding again brings the rest", err)
        check(not kept & added(out), "what was told as added is kept", out)
        kill_program(store_in(folder, "program.db"), paths)
    finish()


main()
