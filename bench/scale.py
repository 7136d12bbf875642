"""scale.py KEII [N] - what a run of 500 reports costs when none, 1,000, 10,000
… N are there (pile.py makes them), and what views of that store cost: seconds
of user CPU and peak memory. On a machine at rest.
"""
import os
import resource
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RUN = 500


def cost(*command):
    """User seconds, peak MB and standard output of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    p = subprocess.run(["/usr/bin/time", "-f", "%M", *command], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    return after - before, int(p.stderr.split()[-1]) / 1000, p.stdout


def main():
    keii, most = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    os.environ["KEII_PACKS"] = os.path.join(HERE, "..", "packs")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, os.path.join(HERE, "pile.py"), folder, str(most + RUN), str(RUN)], check=True)
        files = sorted(os.path.join(folder, x) for x in os.listdir(folder))
        store, at = ["--store", os.path.join(folder, "scale.db")], 0
        print("| there | 500 more, s | MB |\n|---|---|---|")
        for there in [0, 1000, 3000, 10000, 30000, 100000]:
            if there > most:
                break
            if there // RUN > at:
                cost(keii, *store, "--quiet", "add", *files[at:there // RUN])
            at = there // RUN + 1
            print("| %d | %.2f | %.0f |" % (there, *cost(keii, *store, "--quiet", "add", files[at - 1])[:2]), flush=True)
        print("\n| view | s | MB | bytes |\n|---|---|---|---|")
        for view in (["timeline"], ["timeline", "--from", "2016-03-01", "--to", "2016-03-31"], ["timeline", "--actor", "NOR"],
                     ["timeline", "--top", "30"], ["search", "mackerel"], ["export"]):
            s, mb, out = cost(keii, *store, *view)
            print("| %s | %.2f | %.0f | %d |" % (" ".join(view), s, mb, len(out)), flush=True)


main()
