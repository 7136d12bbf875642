"""orphans.py - a row that points to none, and lines that are not the record's:
keys refuse it where there are keys, keii check finds it where another hand put
it, keii rebuild mends it.
PG=1: on PostgreSQL.
"""
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import change, check, copy_store, drop_store, dump, finish, is_pg, keii, psql, scratch, store_in, write_pile

ORPHANS = [
    ("INSERT INTO item_actor (actor, articles, day, item, layer) SELECT min(number), 1, 0, 999999, 1 FROM term", "actors' links"),
    ("INSERT INTO item_issue (issue, item) SELECT min(number), 999999 FROM term", "issues' links"),
    ("INSERT INTO item_article (article, item) SELECT min(number), 999999 FROM term", "articles' links"),
    ("INSERT INTO item_actor (actor, articles, day, item, layer) SELECT 999999, 1, 0, min(number), 1 FROM item", "an actor not there"),
    ("INSERT INTO item_issue (issue, item) SELECT 999999, min(number) FROM item", "an issue not there"),
    ("INSERT INTO item_article (article, item) SELECT 999999, min(number) FROM item", "an article not there"),
    ("INSERT INTO told_day (day, article, at) VALUES (0, 999999, 0)", "no article"),
    ("UPDATE item SET kind = 999999 WHERE number = (SELECT min(number) FROM item)", "a kind not there"),
]
# what has a key on SQLite: all but links to items
KEYED = [sql for sql, what in ORPHANS if "links" not in what]
# the chronology, which stands beside the items
LINES = "lines of the chronology"
ASTRAY = [
    ("DELETE FROM chronology WHERE block = (SELECT min(block) FROM chronology)", LINES),
    ("UPDATE chronology SET core = keys", LINES),
    ("UPDATE chronology SET keys = core", LINES),
    ("UPDATE chronology SET block = block + 1000000 WHERE block = (SELECT min(block) FROM chronology)", LINES),
    ("UPDATE item SET day_from = day_from + 1 WHERE number = (SELECT max(number) FROM item WHERE day_from IS NOT NULL AND layer = "
     "(SELECT number FROM term WHERE text = 'entries'))", LINES),
]


def put(store, sql):
    if is_pg(store):
        psql(store, sql)
    else:
        change(store, sql)  # Python's connections ask for no keys


def main():
    with scratch() as folder:
        pile = os.path.join(folder, "pile")
        write_pile(pile, 10)
        calm, store = store_in(folder, "calm.db"), store_in(folder, "orphans.db")
        check(keii(calm, "add", pile)[0] == 0, "add")
        check(keii(calm, "check")[0] == 0, "nothing to find")
        want = dump(calm)
        for sql, what in ORPHANS + ASTRAY:
            copy_store(calm, store)
            put(store, sql)
            code, out, err = keii(store, "check")
            check(code == 1 and what in out and "keii rebuild" in out, "check finds: " + what, out + err)
            check(keii(store, "rebuild")[0] == 0 and keii(store, "check")[0] == 0, "rebuild mends it: " + what)
            check(dump(store) == want, "and gives the same as before: " + what)
            drop_store(store)
        if not is_pg(calm):
            db = sqlite3.connect(calm)
            db.execute("PRAGMA foreign_keys = ON")
            check(not db.execute("PRAGMA foreign_key_check").fetchall(), "all keys lead somewhere")
            for sql in KEYED:
                try:
                    db.execute(sql)
                    check(False, "a key refuses: " + sql)
                except sqlite3.IntegrityError:
                    check(True, "a key refuses it")
            db.close()
    finish()


main()
