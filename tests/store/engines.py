"""engines.py - a dossier on PostgreSQL is what it is on SQLite: the same bytes
exported, the same hits, copies both ways; and what only a server can do wrong.
"""
import json
import os
import random
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import keii_case
from keii_case import KEII, ROOT, SHORT, check, dump, finish, keii, pg_schema, pg_server, psql, scratch, write_pile

SEED = int(os.environ.get("SEED", "3"))


def export(store):
    code, out, err = keii(store, "export")
    check(code == 0 and '"entries"' in out, "export", err)
    return out


def queries(texts):
    """Words, phrases, beginnings and letters that stand in the texts, and mixtures of them."""
    chance = random.Random(SEED)
    words = sorted({w.strip(".,;()「」、。").lower() for t in texts for w in t.split()} - {""})
    out = ["会談", "会", "案", "\"union leader\"", "MAYOR", "nobody", "港 会談", "the", "told by", "項目の案"]
    for _ in range(40 if SHORT else 400):
        text = chance.choice(texts).replace("\n", "")
        at = chance.randrange(max(1, len(text) - 8))
        piece = text[at:at + chance.randint(1, 8)].replace('"', "").strip() or "x"
        out += [piece, '"%s"' % piece, chance.choice(words), chance.choice(words)[:3] + "*",
                chance.choice(words) + " " + chance.choice(words), piece + "* " + chance.choice(words)]
    return [q for q in out if not q.startswith("-")]


def same_hits(file, server, texts):
    wrong = 0
    for query in queries(texts):
        a, b = (keii(s, "--json", "search", query) for s in (file, server))
        if a[:2] != b[:2]:
            wrong += 1
            check(False, "the same hits for %r" % query, a[1][:600] + "\n" + b[1][:600])
    check(not wrong, "searches that differ: %d" % wrong)


def copies(folder, file, server, address):
    back = os.path.join(folder, "back.db")
    code, out, err = keii(server, "backup", back)
    check(code == 0 and "copy of postgresql" in out, "backup into a file", out + err)
    check(dump(back) == dump(file), "the file has all that the server has")
    check(keii(back, "verify")[0] == 0, "it verifies")
    check(keii(back, "search", "union")[1] == keii(server, "search", "union")[1], "it can be searched")
    for how in ("backup", "recover"):
        again = pg_schema(address, "again_" + how)
        code, out, err = keii(back, how, again)
        check(code == 0, how + " into a schema", out + err)
        check(export(again) == export(file), how + " into a schema: the same bytes")
        check(keii(again, "verify")[0] == 0, how + " into a schema: verify")
        check(keii(again, "search", "union")[1] == keii(file, "search", "union")[1], how + ": can be searched")
        code, out, err = keii(back, how, again)
        check(code == 2 and "already" in err, how + " overwrites nothing", out + err)
    # what is added to a copy follows on
    more = os.path.join(folder, "more")
    write_pile(more, 3, first=700)
    for store in (again, file, pg_schema(address, "again_backup")):
        check(keii(store, "add", more)[0] == 0, "add to a copy")
    check(export(again) == export(file), "a copy goes on as the store does")
    check(export(pg_schema(address, "again_backup")) == export(file), "and an exact one")


def odd_bytes(folder, address):
    """Files and people whose names are no UTF-8, questions that are none."""
    name = os.path.join(folder.encode(), b"harbour \xff\xfe.txt")
    with open(name, "wb") as f:
        f.write("Harbour talks\n\nMayor Linden met the union leader on 3 March 2031.\n".encode())
    out = []
    for store in (os.path.join(folder, "odd.db"), pg_schema(address, "odd")):
        run = subprocess.run([KEII, "--store", store, "add", name], capture_output=True, check=False)
        check(run.returncode == 0, "a name that is no UTF-8", run.stderr)
        entry = json.loads(export(store))["entries"][0]["id"]
        run = subprocess.run([KEII, "--store", store, "review", "comment", entry, "seen", "--by", b"K\xff", "--why", b"\xfe"],
                             capture_output=True, check=False)
        found = [subprocess.run([KEII, "--store", store, *args], capture_output=True, check=False)
                 for args in (["--json", "timeline", "--actor", b"p.\xff"], ["search", b"\xff\xfeunion"], ["show", b"e.\xff"],
                              ["--json", "articles"])]
        check(keii(store, "verify")[0] == 0, "odd bytes verify")
        out.append((run.returncode, [(x.returncode, x.stdout) for x in found]))
    check(out[0] == out[1], "odd bytes: the same from both", out)


def strangers(address):
    other = pg_schema(address, "other")
    psql(address, "CREATE SCHEMA other; CREATE TABLE other.recipe (name text)")
    code, _, err = keii(other, "add", __file__)
    check(code == 3 and "another program" in err and "csearch_path" in err, "another program's schema", err)
    check(psql(other, "SELECT count(*) FROM pg_class WHERE relnamespace = 'other'::regnamespace").strip() == "1",
          "it is left as it was")
    code, _, err = keii(pg_schema(address, "none"), "articles")
    check(code == 3 and "no such store" in err, "no store there", err)
    check(psql(address, "SELECT to_regnamespace('none')").strip() == "", "reading makes no schema")
    code, _, err = keii(pg_schema(address.replace("/postgres?", "/nothing?"), "x"), "articles")
    check(code == 3 and "connecting" in err and "nothing" in err, "no such database", err)
    # public is not looked at behind a schema of one's own
    both = address + "&options=-csearch_path%3Dnew_one,public"
    check(keii(address, "add", __file__)[0] in (0, 1), "the schema public")
    code, _, err = keii(both, "add", os.path.join(ROOT, "demo", "pile"))
    check(code == 0 or "public" in err, "a path of two schemas", err)


def versions(server, want):
    now = psql(server, "SELECT lasting FROM keii").strip()
    psql(server, "UPDATE keii SET lasting = 999")
    for command in (["add", __file__], ["articles"], ["rebuild"], ["verify"], ["serve"]):
        code, _, err = keii(server, *command)
        check(code == 3 and "newer" in err, "a newer store is refused by " + command[0], err)
    psql(server, "UPDATE keii SET lasting = %s; UPDATE meta SET value = 'other' WHERE key = 'derived'" % now)
    code, _, err = keii(server, "articles")
    check(code == 3 and "keii rebuild" in err, "another version's record: advice", err)
    check(keii(server, "rebuild")[0] == 0 and export(server) == want, "another version's record is made anew")
    # tables that this version does not know, and a reader that is in the way
    psql(server, "UPDATE meta SET value = 'other' WHERE key = 'derived'; DROP TABLE item_issue CASCADE;"
         "CREATE TABLE item_issue (old text); CREATE TABLE older (old text); DROP TABLE posting")
    reader = subprocess.Popen(["psql", "-X", "-q", "-d", server, "-c", "BEGIN; SELECT count(*) FROM item; SELECT pg_sleep(3);"
                               "SELECT count(*) FROM article"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(1)
    code, out, err = keii(server, "rebuild")
    check(code == 0 and export(server) == want, "tables of another version are made anew", out + err)
    check(reader.communicate()[1] == b"" and reader.returncode == 0, "a reader in the way sees no deadlock")


def damaged(server, want):
    """One byte of what lasts, and of what is derived."""
    sha, name = psql(server, "SELECT sha256, convert_from(name, 'UTF8') FROM source ORDER BY number LIMIT 1 OFFSET 2"
                     ).strip().split("|")
    turn = "UPDATE source SET bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 16) WHERE sha256 = '%s'" % sha
    psql(server, turn)
    code, out, err = keii(server, "verify")
    check(code == 1 and name in out and sha[:12] in out, "verify names a damaged source", out + err)
    code, out, err = keii(server, "rebuild")
    check(code == 3 and name in err and export(server) == want, "a rebuild of it is refused; all is as it was", err)
    psql(server, turn)
    psql(server, "UPDATE article SET text = overlay(text placing '#' from 20 for 1) WHERE source = (SELECT number FROM source WHERE sha256 = '%s');"
         "UPDATE posting SET bytes = substring(bytes FROM 1 FOR octet_length(bytes) - 6) WHERE word = ''" % sha)
    code, out, err = keii(server, "verify")
    check(code == 1 and "articles are missing in the full text" in out, "verify names what is missing", out + err)
    check(keii(server, "rebuild")[0] == 0 and keii(server, "verify")[0] == 0, "a rebuild mends it")
    for damage, said in (("DELETE FROM posting WHERE word = 'union'", "sum of the full text"),
                         ("UPDATE posting SET bytes = substring(bytes FROM 1 FOR octet_length(bytes) - 1) WHERE word = 'the'",
                          "rows of the full text are damaged")):
        psql(server, damage)
        code, out, err = keii(server, "verify")
        check(code == 1 and said in out, "verify tells of " + damage, out + err)
        check(keii(server, "search", "the")[0] == 0, "and a search ends", damage)
        check(keii(server, "rebuild")[0] == 0 and keii(server, "verify")[0] == 0, "a rebuild mends that")
    check(export(server) == want, "to the same bytes")


def readers(server, pile):
    """A writer that holds its lock keeps no reader waiting; a second writer waits and is told nothing."""
    hold = subprocess.Popen(["psql", "-X", "-q", "-A", "-t", "-d", server], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, text=True)
    hold.stdin.write("BEGIN;\nSELECT 'locked' FROM pg_advisory_xact_lock(1801808233, "
                     "current_schema()::regnamespace::oid::integer);\n")
    hold.stdin.flush()
    check(hold.stdout.readline() == "locked\n", "the writers' turn is taken")
    for command in (["timeline"], ["search", "union"], ["articles"], ["log"], ["export"], ["verify"], ["changes"]):
        code, _, err = keii(server, *command)
        check(code == 0, "read beside a writer: " + command[0], err)
    add = subprocess.Popen([KEII, "--store", server, "add", pile], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    check(add.poll() is None, "a second writer waits for its turn")
    hold.communicate("COMMIT;\n")
    out, err = add.communicate(timeout=120)
    check(add.returncode == 0, "and has it then", out + err)


def lost(folder, server, want):
    """The server ends a connection: told with its cause, nothing half done; one that only reads goes on."""
    more = os.path.join(folder, "lost")
    write_pile(more, 200, first=2000)
    p = subprocess.Popen([KEII, "--store", server, "add", more], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    ended = ""
    while p.poll() is None and "t" not in ended:
        ended = psql(server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                     "WHERE application_name = 'keii' AND xact_start IS NOT NULL")
    out, err = (x.decode() for x in p.communicate())
    if p.returncode:
        check(p.returncode == 3 and "connection to the server was lost" in err, "a lost connection is told", err)
    added = {line[6:].rsplit(": ", 1)[0] for line in out.splitlines() if line.startswith("added ")}
    check(added <= keii_case.names(server), "what was reported is there")
    code, out, err = keii(server, "add", more)
    check(code == 0, "add again", out + err)
    check(keii(server, "verify")[0] == 0, "verify after a lost connection")
    check(len(export(server)) > len(want), "all is there")


def main():
    address, _ = pg_server()
    with scratch() as folder:
        pile, file = os.path.join(folder, "pile"), os.path.join(folder, "file.db")
        paths = write_pile(pile, 60)
        demo = os.path.join(ROOT, "demo", "pile")
        server = pg_schema(address, "dossier")
        for store in (file, server):
            code, out, err = keii(store, "add", pile, demo)
            check(code == 0, "an undisturbed add", out + err)
        want = export(file)
        check(export(server) == want, "the same bytes from both")
        check(keii(server, "verify")[1] == keii(file, "verify")[1], "verify finds as much")
        for command in (["timeline"], ["log"], ["articles"], ["gaps"], ["conflicts"], ["actors"]):
            a, b = (keii(s, "--json", *command)[:2] for s in (file, server))
            check(command == ["log"] or a == b, "the same " + command[0])
        texts = [open(p, encoding="utf-8").read() for p in paths if p.endswith(".txt")]
        same_hits(file, server, texts)
        damaged(server, want)
        versions(server, want)
        readers(server, pile)
        copies(folder, file, server, address)
        strangers(address)
        odd_bytes(folder, address)
        lost(folder, server, want)
    finish()


main()
