"""html.py BUILD FOLDER - `keii read` over a folder of HTML pages beside
Readability with linkedom (bench/html, npm) and beside a bare parse by Python's
own reader of bytes (the floor: no page is understood). In turn, five rounds;
CPU seconds of one core, medians, ratios. Starting keii is measured on an empty
file and taken off, as the peer's is.
"""
import os
import resource
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 5


def used(command, **more):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **more).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, out


def floor(pages):
    began = time.process_time()
    for page in pages:
        with open(page, "rb") as f:
            f.read().decode("utf-8", "replace")
    return time.process_time() - began


def main():
    keii = os.path.join(sys.argv[1], "src", "keii")
    folder = sys.argv[2]
    pages = sorted(os.path.join(folder, f) for f in os.listdir(folder))
    size = sum(os.path.getsize(p) for p in pages)
    ours, peer, bare = [], [], []
    for _ in range(ROUNDS):
        start, _out = used([keii, "--quiet", "read", os.devnull])
        whole, _out = used([keii, "--quiet", "read", *pages])
        ours.append(whole - start)
        _cpu, out = used(["node", os.path.join(HERE, "html", "read.mjs"), folder])
        peer.append(float(out.split()[1]))
        bare.append(floor(pages))
    mine, theirs = statistics.median(ours), statistics.median(peer)
    print("pages %d, %.1f MB" % (len(pages), size / 1e6))
    print("keii read    %.3f s (%.0f pages/s, %.0f MB/s)" % (mine, len(pages) / mine, size / 1e6 / mine))
    print("readability  %.3f s (%.0f pages/s)" % (theirs, len(pages) / theirs))
    print("decoding     %.3f s" % statistics.median(bare))
    ratios = sorted(p / o for p, o in zip(peer, ours))
    print("ratio        %.1f (min %.1f, max %.1f)" % (statistics.median(ratios), ratios[0], ratios[-1]))


main()
