"""store.py BUILD [N] [FOLDER] - a store of N (50,000) invented reports: what
adding costs beside annotate, what the file holds, how long searching takes.

The pile is bench/pile.py's. CPU seconds are user + system of whole processes,
so they count the same on a busy machine; those of one line are of one run.
With FOLDER the pile and the store stay there.
"""
import json
import os
import random
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tests", "support"))
import packed  # noqa: E402

KEII = os.path.join(os.path.abspath(sys.argv[1]), "src", "keii")
N = int(sys.argv[2]) if len(sys.argv) > 2 else 50000
PROBE = min(N, 5000)  # articles of the runs that are repeated
os.environ.setdefault("KEII_PACKS", os.path.join(HERE, "..", "packs"))


def run(*cmd, stdin=None, keep=False):
    """CPU seconds, seconds, peak MB, what it printed."""
    began = time.monotonic()
    out = subprocess.PIPE if keep else subprocess.DEVNULL
    p = subprocess.Popen([KEII, *cmd], stdin=stdin, stdout=out, stderr=subprocess.DEVNULL)
    text = p.stdout.read() if keep else b""
    _, status, use = os.wait4(p.pid, 0)
    p.returncode = 0
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit("%s: status %d" % (" ".join(cmd[:4]), status))
    return use.ru_utime + use.ru_stime, time.monotonic() - began, use.ru_maxrss / 1024, text


def fresh(path):
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(path + ending):
            os.remove(path + ending)
    return path


def annotate(files, jobs="1"):
    """One process for all files, as add has."""
    return run("annotate", "-j", jobs, *files)


def rates(files, folder):
    """Adding without the merge beside annotate, in turn; -j 2 beside -j 1."""
    store = os.path.join(folder, "rate.db")
    shares, speed = [], []
    for _ in range(5):
        plain = annotate(files)
        one = run("--store", fresh(store), "--quiet", "add", "-j", "1", "--no-merge", *files)
        two = run("--store", fresh(store), "--quiet", "add", "-j", "2", "--no-merge", *files)
        shares.append((plain[0] / one[0], plain, one))
        speed.append((one[1] / two[1], one, two))
    share, plain, one = sorted(shares, key=lambda x: x[0])[len(shares) // 2]
    print("annotate -j 1 %.2f s, add -j 1 --no-merge %.2f s of CPU: rate %.0f %% of annotate's (%.0f to %.0f)" % (
        plain[0], one[0], 100 * share, 100 * min(s[0] for s in shares), 100 * max(s[0] for s in shares)))
    ratio, one, two = sorted(speed, key=lambda x: x[0])[len(speed) // 2]
    print("add -j 2 %.2f times as fast as -j 1 by the clock (%.2f to %.2f; load %.1f); CPU %.2f s, %.2f s by one" % (
        ratio, min(s[0] for s in speed), max(s[0] for s in speed), os.getloadavg()[0], two[0], one[0]))
    print("peak memory %.0f MB by one, %.0f MB by two, %.0f MB each more" % (one[2], two[2], max(0, two[2] - one[2])))
    one, two = (run("--store", store, "--quiet", "rebuild", "-j", n) for n in "12")
    print("rebuild -j 2 %.2f times as fast as -j 1, the merge with it" % (one[1] / two[1]))
    fresh(store)


def sizes(path):
    db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    one = lambda sql: db.execute(sql).fetchone()[0]
    sources, raw = one("SELECT sum(length(bytes)) FROM source"), one("SELECT sum(size) FROM source")
    text = sum(packed.size(bytes(row[0])) for row in db.execute("SELECT text FROM article"))
    mb = 1e6
    whole = os.path.getsize(path)
    print("store %.1f MB = %.2f x (compressed sources %.1f MB + text %.1f MB); sources before %.1f MB" % (
        whole / mb, whole / (sources + text), sources / mb, text / mb, raw / mb))
    try:
        parts = db.execute("SELECT name, sum(pgsize) AS n FROM dbstat GROUP BY name ORDER BY n DESC LIMIT 12").fetchall()
        print("  of it: " + ", ".join("%s %.1f" % (name, n / mb) for name, n in parts))
    except sqlite3.OperationalError:
        pass  # this SQLite can't say
    db.close()


def queries(path, n=160):
    """Words, two letters, phrases, beginnings, pairs; half of them Japanese."""
    db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    last = db.execute("SELECT max(key) FROM article").fetchone()[0]
    unpack = packed.unpacker(db)
    chance, out = random.Random(7), []
    while len(out) < n:
        lang = ["ja", "en"][len(out) % 2]
        row = db.execute("SELECT text FROM article WHERE key >= ? AND lang = ? ORDER BY key LIMIT 1",
                         (chance.randrange(1, last), lang)).fetchone()
        if not row:
            continue
        text = unpack(row[0]).decode()
        if lang == "en":
            words = re.findall(r"[A-Za-z]{3,}", text)
            at = chance.randrange(len(words) - 3)
            word, phrase, begins = words[at], " ".join(words[at:at + 2]), words[at][:4] + "*"
            pair = words[at] + " " + chance.choice(words)
        else:
            line = re.sub(r"[^\u3041-\u30ff\u4e00-\u9fff]", " ", text)
            run_ = [w for w in line.split() if len(w) >= 8]
            w = chance.choice(run_)
            at = chance.randrange(len(w) - 6)
            word, phrase, begins = w[at:at + 2], '"%s"' % w[at:at + 6], w[at:at + 3]
            pair = w[at:at + 2] + " " + chance.choice(run_)[:2]
        kind = ["word", "phrase", "begins", "pair"][len(out) // 2 % 4]
        text = {"word": word, "phrase": phrase if lang == "ja" else '"%s"' % phrase, "begins": begins, "pair": pair}[kind]
        out.append((lang, kind, [text] if '"' in text else text.split()))
    fields = [["kind:meeting"], ["kind:proposal", "会談"], ["date:2017"], ["date:2018-03", "Oslo"],
              ["kind:visit", "date:2016-05"]]
    actors = ["actor:" + r[0] for r in db.execute("SELECT text FROM item_actor JOIN term ON number = actor GROUP BY actor ORDER BY count(*) DESC LIMIT 5")]
    fields += [[a] for a in actors] + [[a, "kind:meeting"] for a in actors]
    fields += [[a, w] for a in actors[:3] for w in ("telephone", "会談")]
    db.close()
    return out + [("both", "field", f) for f in fields]


def percentile(values, p):
    values = sorted(values)
    return values[min(len(values) - 1, int(p * len(values)))]


def searches(path):
    start = statistics.median(run("--version")[0] for _ in range(9))
    opening = [run("--store", path, "--json", "search", "zzxqzzxq")[0] for _ in range(21)]
    print("opening: %.1f ms (the program's start %.1f ms of them)" % (1e3 * statistics.median(opening), 1e3 * start))
    took = {}
    for lang, kind, words in queries(path):
        cpu, clock, _, _ = run("--store", path, "--json", "search", *words)
        took.setdefault((lang, kind), []).append((cpu, clock))
    all_ = [x for v in took.values() for x in v]
    print("%d searches: p50 %.1f ms, p95 %.1f ms, most %.1f ms of CPU, the start with it; p95 %.1f ms by the clock" % (
        len(all_), 1e3 * percentile([c for c, _ in all_], .5), 1e3 * percentile([c for c, _ in all_], .95),
        1e3 * max(c for c, _ in all_), 1e3 * percentile([w for _, w in all_], .95)))
    for key in sorted(took):
        print("  %-4s %-7s %3d: p50 %.1f, p95 %.1f ms" % (*key, len(took[key]), 1e3 * percentile([c for c, _ in took[key]], .5),
                                                       1e3 * percentile([c for c, _ in took[key]], .95)))


def main(folder):
    pile = os.path.join(folder, "pile")
    if not os.path.isdir(pile):
        subprocess.run([sys.executable, os.path.join(HERE, "pile.py"), pile, str(N)], check=True)
    files = sorted(os.path.join(pile, x) for x in os.listdir(pile))
    probe = files[:max(1, PROBE // 500)]
    with open(probe[0], "rb") as f:
        sentences = sum(len(json.loads(line)["sentences"]) for line in run("annotate", stdin=f, keep=True)[3].splitlines())
    print("%d articles, about %.2f million sentences" % (N, sentences / 500 * N / 1e6))
    rates(probe, folder)
    store = os.path.join(folder, "store.db")
    if not os.path.exists(store):
        cpu, clock, peak, _ = run("--store", store, "--quiet", "add", "--no-merge", *files)
        print("all of it added without the merge: %.0f s of CPU, %.0f articles a second of CPU, peak %.0f MB" % (cpu, N / cpu, peak))
    sizes(store)
    if not os.environ.get("NO_MERGE"):
        cpu, clock, peak, _ = run("--store", store, "--quiet", "add", files[0])
        print("the merge: %.0f s of CPU, peak %.0f MB" % (cpu, peak))
        sizes(store)
    searches(store)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if len(sys.argv) > 3:
        os.makedirs(sys.argv[3], exist_ok=True)
        main(sys.argv[3])
    else:
        with tempfile.TemporaryDirectory(prefix="keii-bench-") as scratch:
            main(scratch)
