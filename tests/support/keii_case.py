"""keii_case - what the tests that run the whole program share.

Cases count with check(); finish() prints the line "N passed, N failed".
Texts are made here, about ports and unions that don't exist.

The same tests run on each engine: with PG=1 stores are schemas of the server
at KEII_TEST_PG, which starts here when that is not set.
"""
import atexit
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

import packed

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KEII = os.environ.get("KEII") or os.path.join(ROOT, "build", "src", "keii")
os.environ.setdefault("KEII_PACKS", os.path.join(ROOT, "packs"))
os.environ.pop("KEII_STORE", None)
SHORT = bool(os.environ.get("SHORT"))
PG = bool(os.environ.get("PG"))

passed = failed = 0


def check(ok, what, detail=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print("FAILED:", what)
        if detail:
            print("    " + str(detail).strip()[:1500].replace("\n", "\n    "))
    return ok


def finish():
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed else 0)


def keii(store, *args, **more):
    """Runs the program; (exit code, standard output, standard error)."""
    limits = {"timeout": 120, **more}
    run = subprocess.run([KEII, "--store", store, *args], capture_output=True, **limits)
    return (run.returncode, run.stdout.decode("utf-8", "replace"),
            run.stderr.decode("utf-8", "replace"))


def pg_server(*settings):
    """A PostgreSQL of our own for this process; its address and its folder."""
    tool = os.path.join(ROOT, "tests", "support", "pg-server")
    folder = tempfile.mkdtemp(prefix="keii-pg-")
    atexit.register(subprocess.run, [tool, "stop", folder], check=False)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    run = subprocess.run([tool, "start", folder, *settings], stdout=subprocess.PIPE, check=True)
    return run.stdout.decode().strip(), folder


if PG and not os.environ.get("KEII_TEST_PG"):
    os.environ["KEII_TEST_PG"] = pg_server()[0]


def store_in(folder, name):
    """Where a store of that name is: a file in the folder, or a schema."""
    if not PG:
        return os.path.join(folder, name)
    schema = "%s_%s" % (os.path.basename(folder), name)
    return pg_schema(os.environ["KEII_TEST_PG"], "".join(c if c.isalnum() else "_" for c in schema.lower()))


def pg_schema(address, schema):
    return "%s&options=-csearch_path%%3D%s" % (address, schema)


def is_pg(store):
    return store.startswith("postgres")


def psql(store, sql, *more):
    """What psql prints of the statements; the store's schema is the path."""
    run = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *more, "-d", store, "-c", sql],
                         capture_output=True, check=False, timeout=120)
    if run.returncode:
        raise RuntimeError(run.stderr.decode())
    return run.stdout.decode()


# ---- what a test of faults does with a store of either engine


def has_store(store):
    if is_pg(store):
        return bool(psql(store, "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'source'"))
    return os.path.exists(store) and os.path.getsize(store) > 0


def drop_store(store):
    """With all that stands beside it."""
    if is_pg(store):
        psql(store, "DROP SCHEMA IF EXISTS %s CASCADE" % store.rsplit("%3D", 1)[1])
        return
    for ending in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(store + ending):
            os.remove(store + ending)


def copy_store(store, to):
    """to as store is, while nobody uses it."""
    drop_store(to)
    if not is_pg(store):
        shutil.copy(store, to)
        return
    code, out, err = keii(store, "backup", to)
    if code:
        raise RuntimeError("no copy of %s: %s" % (store, out + err))


def make_old(store):
    """Its record is of another version of the program: made anew by the next write."""
    sql = "UPDATE meta SET value = 'other' WHERE key = 'derived'"
    if is_pg(store):
        psql(store, sql)
    else:
        change(store, sql)


def make_version_2(store):
    """As the program wrote it before redirects had sums."""
    if is_pg(store):
        psql(store, "ALTER TABLE redirect DROP COLUMN sum; UPDATE keii SET lasting = 2")
        return
    change(store, "ALTER TABLE redirect DROP COLUMN sum")
    change(store, "PRAGMA user_version = 2")


def redirects(store):
    """[old, new, sum] of each id that was joined."""
    if is_pg(store):
        return sorted(line.split("|") for line in psql(store, "SELECT old, new, sum FROM redirect").splitlines())
    db = sqlite3.connect("file:%s?mode=ro" % store, uri=True)
    found = sorted(map(list, db.execute("SELECT old, new, sum FROM redirect")))
    db.close()
    return found


def put_redirects(store, n):
    """n ids that were joined with entries of the record, as older programs put them: without sums."""
    entries = [x["id"] for x in json.loads(keii(store, "export")[1])["entries"]]
    sql = "INSERT INTO redirect (old, new) VALUES " + ", ".join(
        "('e.old%06d', '%s')" % (i, entries[i * 7 % len(entries)]) for i in range(n))
    if is_pg(store):
        psql(store, sql)
    else:
        change(store, sql)


class as_file:
    """with as_file(store) as path: the store as SQLite keeps it."""

    def __init__(self, store):
        self.store, self.folder = store, None

    def __enter__(self):
        if not is_pg(self.store):
            return self.store
        self.folder = tempfile.mkdtemp(prefix="keii-test-")
        path = os.path.join(self.folder, "copy.db")
        code, out, err = keii(self.store, "backup", path)
        if code:
            raise RuntimeError("no backup of %s: %s" % (self.store, out + err))
        return path

    def __exit__(self, *_):
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


class scratch:
    """with scratch() as folder: a folder that is removed afterwards."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="keii-test-")
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


PEOPLE = ["Mayor Linden", "Minister Ashgrove", "envoy Tarrow", "union leader Perrin"]
PLACES = ["Portvale", "Gull Island", "Swallow Harbour", "Lighthouse Point"]
ACTS_EN = ["met {1} in {2} on {d} {m} {y}.", "rejected the {n}-point plan of {1} on {d} {m} {y}.",
           "told {1} by phone that pilots' fees must fall.", "will visit {2} on {d} {m} {y}, officials said."]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"]
ACTS_JA = ["{y}年{k}月{d}日、{2}で両港の代表が会談した。", "組合側は{k}月{d}日、{n}項目の案を拒否した。",
           "市長は「{n}項目は受け入れられない」と述べた。", "次の協議は{k}月{d}日に開かれる予定だ。"]


def report(number):
    """One invented report; the same number gives the same text."""
    r = random.Random(number)
    lines = []
    for _ in range(r.randint(4, 14)):
        k = r.randint(1, 8)
        fill = {"1": r.choice(PEOPLE), "2": r.choice(PLACES), "d": r.randint(1, 28), "k": k,
                "m": MONTHS[k - 1], "y": r.randint(2029, 2033), "n": r.randint(2, 40)}
        if number % 2:
            line = r.choice(ACTS_JA)
        else:
            line = r.choice(PEOPLE) + " " + r.choice(ACTS_EN)
        for key, value in fill.items():
            line = line.replace("{%s}" % key, str(value))
        lines.append(line)
    return "Harbour talks, report %d\n\n%s\n" % (number, "\n\n".join(lines))


def write_pile(folder, n, first=0):
    """n reports as files, one in ten as JSON lines of three; their paths."""
    os.makedirs(folder, exist_ok=True)
    paths = []
    for i in range(first, first + n):
        if i % 10 == 9:
            path = os.path.join(folder, "r%05d.jsonl" % i)
            lines = [json.dumps({"id": "wire-%d-%d" % (i, k), "text": report(100000 + i * 3 + k),
                                 "published": "2031-03-%02d" % (1 + i % 28)})
                     for k in range(3)]
            text = "\n".join(lines) + "\n"
        else:
            path = os.path.join(folder, "r%05d.txt" % i)
            text = report(i)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        paths.append(path)
    return paths


def dump(store):
    """All that is derived, without what depends on the moment, and the
    export where the program has one."""
    with as_file(store) as path:
        return dump_of(store, path)


def dump_of(store, path):
    db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    db.text_factory = lambda b: b.decode("utf-8", "replace")
    out = {}
    out["sources"] = db.execute("SELECT sha256, name, size FROM source ORDER BY number").fetchall()
    unpack = packed.unpacker(db)
    out["articles"] = [(*row[:-2], unpack(row[-2]), unpack(row[-1])) for row in db.execute(
        "SELECT id, (SELECT sha256 FROM source WHERE source.number = article.source), number, title, publisher, url, lang, published, published_basis,"
        " text, mentions FROM article ORDER BY id")]
    out["items"] = [(*row[:-2], packed.item(unpack, *row[-2:])) for row in db.execute(
        "SELECT l.text, id, k.text, s.text, c.text, day_from, day_to, head, json FROM item JOIN term AS l ON l.number = layer "
        "LEFT JOIN term AS k ON k.number = kind LEFT JOIN term AS s ON s.number = status "
        "LEFT JOIN term AS c ON c.number = scope ORDER BY 1, 2")]
    for what in ("actor", "issue", "article"):  # an item's number tells only when it came
        out["item_" + what] = db.execute(
            "SELECT w.text, l.text, id FROM item_%s AS x JOIN item ON item = item.number JOIN term AS w ON w.number = x.%s "
            "JOIN term AS l ON l.number = item.layer ORDER BY 1, 2, 3" % (what, what)).fetchall()
    db.close()
    code, text, _ = keii(store, "export", "--format", "json")
    if code == 0:
        record = json.loads(text)
        for source in record.get("sources", []):
            source.pop("added", None)
        out["export"] = record
    return out


def names(store):
    if is_pg(store):
        return set(psql(store, "SELECT convert_from(name, 'UTF8') FROM source").splitlines())
    db = sqlite3.connect("file:%s?mode=ro" % store, uri=True)
    db.text_factory = lambda b: b.decode("utf-8", "replace")
    found = {row[0] for row in db.execute("SELECT name FROM source")}
    db.close()
    return found


def change(store, sql, *values):
    """Changes a store behind the program's back."""
    db = sqlite3.connect(store)
    db.execute(sql, values)
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
