"""cores.py BUILD [N] [JOBS] - what JOBS (2) threads gain over one: annotate, add
with and without the merge, rebuild, by the clock, over N (5,000) invented
reports of bench/pile.py.

Each line is the median of five pairs, one run right after the other, with the
least and the most. By the clock alone a busy machine tells nothing: the load is
printed, and for each the CPU seconds that were spent, which show what is done
twice. The files have 50 reports each: a source is read by one thread.
"""
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
KEII = os.path.join(os.path.abspath(sys.argv[1]), "src", "keii")
N = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
JOBS = sys.argv[3] if len(sys.argv) > 3 else "2"
PAIRS = 5
os.environ.setdefault("KEII_PACKS", os.path.join(HERE, "..", "packs"))


def run(*cmd):
    """Seconds by the clock, CPU seconds, peak MB of the program itself."""
    began = time.monotonic()
    p = subprocess.Popen([KEII, *cmd], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, use = os.wait4(p.pid, 0)
    p.returncode = 0
    if status:
        sys.exit("%s: status %d" % (" ".join(cmd[:5]), status))
    return time.monotonic() - began, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024


def fresh(path):
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(path + ending):
            os.remove(path + ending)
    return path


def pairs(name, once):
    """once(jobs): one run."""
    runs = [(once("1"), once(JOBS)) for _ in range(PAIRS)]
    gains = sorted(one[0] / many[0] for one, many in runs)
    middle = lambda which, at: statistics.median(r[which][at] for r in runs)
    print("%-16s %.2f times (%.2f to %.2f)  %.2f s -> %.2f s; CPU %.2f s -> %.2f s; peak %.0f MB -> %.0f MB" % (
        name, gains[PAIRS // 2], gains[0], gains[-1], middle(0, 0), middle(1, 0), middle(0, 1), middle(1, 1),
        middle(0, 2), middle(1, 2)), flush=True)


def main(folder):
    pile = os.path.join(folder, "pile")
    subprocess.run([sys.executable, os.path.join(HERE, "pile.py"), pile, str(N), "50"], check=True)
    files = sorted(os.path.join(pile, x) for x in os.listdir(pile))
    store, kept = os.path.join(folder, "s.db"), os.path.join(folder, "kept.db")
    print("%d reports, %d files, -j %s beside -j 1; load %.1f, processors %d" % (
        N, len(files), JOBS, os.getloadavg()[0], len(os.sched_getaffinity(0))))
    add = lambda jobs, *more: run("--store", fresh(store), "--quiet", "add", "-j", jobs, *more, *files)

    def rebuild(jobs):
        shutil.copy(kept, fresh(store))
        return run("--store", store, "--quiet", "rebuild", "-j", jobs)

    pairs("annotate", lambda jobs: run("annotate", "-j", jobs, *files))
    pairs("add --no-merge", lambda jobs: add(jobs, "--no-merge"))
    pairs("add", add)
    shutil.copy(store, kept)
    pairs("rebuild", rebuild)
    print("load at the end %.1f" % os.getloadavg()[0])


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="keii-bench-") as scratch:
        main(scratch)
