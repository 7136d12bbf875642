"""find.py - keii search with fields: what it finds in the record is what stands
there, best first, with the words where they stand; all of it is found.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import ROOT, check, finish, keii, scratch, store_in, write_pile

LAYERS = ("entries", "statements", "positions", "proposals")


def find(store, *query):
    code, out, err = keii(store, "--json", "search", *query)
    check(code == 0, "search " + " ".join(query), out + err)
    return [json.loads(line) for line in out.splitlines()]


def actors(x):
    people = x.get("participants", [])
    return {p.get(k) for p in people for k in ("actor", "party")} | {
        x.get(k) for k in ("speaker", "holder", "party", "author", "addressee") if isinstance(x.get(k), str)}


def overlaps(x, first, last):
    return (x["from"] or x["to"]) and (x["from"] or first) <= last and (x["to"] or last) >= first


def main():
    with scratch() as folder:
        store = store_in(folder, "find.db")
        pile = os.path.join(folder, "pile")
        write_pile(pile, 60)
        code, out, err = keii(store, "--quiet", "add", pile, os.path.join(ROOT, "demo", "pile"))
        check(code == 0, "add", out + err)
        record = json.loads(keii(store, "export")[1])
        items = {x["id"]: x for layer in LAYERS for x in record[layer] if x.get("scope") != "hidden"}

        def expect(what, hits, wanted):
            found = {h["item"] for h in hits}
            wanted = {x["id"] for x in wanted}
            check(found == wanted if len(wanted) < 50 else len(hits) == 50 and found <= wanted, what,
                  "found %d, wanted %d: %s" % (len(found), len(wanted), sorted(found ^ wanted)[:9]))
            check([h["score"] for h in hits] == sorted((h["score"] for h in hits), reverse=True), what + ": best first")
            check(len(hits) and all(h["snippets"] for h in hits), what + ": each with its words")

        entries = record["entries"]
        expect("kind:meeting", find(store, "kind:meeting"), [x for x in items.values() if x.get("kind") == "meeting"])
        expect("date: a month", find(store, "kind:meeting", "date:2031-02"),
               [x for x in entries if x["kind"] == "meeting" and overlaps(x, "2031-02-01", "2031-02-28")])
        expect("date: a day", find(store, "kind:visit", "date:2031-03-04"),
               [x for x in entries if x["kind"] == "visit" and overlaps(x, "2031-03-04", "2031-03-04")])
        expect("date: from and to", find(store, "kind:rejection", "date:2030..2031-06"),
               [x for x in entries if x["kind"] == "rejection" and overlaps(x, "2030-01-01", "2031-06-30")])
        for actor in ("TSU", "p.linden-olga"):
            hits = find(store, "actor:" + actor, "kind:meeting")
            check(hits and all(actor in actors(items[h["item"]]) for h in hits), "actor:" + actor, hits[:2])
        for typed in ("actor:Olga Linden", 'actor:"Olga Linden"', "actor:リンデン"):
            check(find(store, typed, "kind:meeting") == hits, typed + ": by name", hits)
        hits = find(store, "status:cancelled")
        check(hits and all(items[h["item"]]["status"] == "cancelled" for h in hits), "status:cancelled", hits)
        for words in (["灯台島"], ["会談"], ["Lighthouse Island"], ["PLAN"], ["pilot*"], ["灯台", "会談"]):
            hits = find(store, "date:2029..2033", *words)
            check(hits, "words beside a field: " + " ".join(words))
            for h in hits:
                texts = [h["title"]] + [e["text"] for k in ("evidence", "quote") for e in items[h["item"]].get(k) or []]
                for w in words:
                    w = w.strip("*").lower()
                    check(any(w in t.lower() for t in texts), "%s stands in %s" % (w, h["item"]), texts[:5])
                for s in h["snippets"]:
                    for at, to in s["marks"]:
                        check(s["text"].encode()[at:to].decode().lower().startswith(
                            tuple(w.strip("*").lower() for w in words)), "a mark is on the words", s)
        check(find(store, "kind:nothing") == [], "nothing of that kind")
        code, out, err = keii(store, "search", "kind:meeting", "灯台島")
        check(code == 0 and "[灯台島]" in out, "words are marked", out)
        for bad, word in (("date:soon", "date"), ("actor:Nobody At All", "nobody")):
            code, out, err = keii(store, "search", bad)
            check(code == 2 and word in err, bad + " is wrong use", out + err)
        code, out, err = keii(store, "search", "http://example.org/a")
        check(code == 0, "an address is no field", out + err)
        entry = find(store, "kind:visit")[0]["item"]
        check(keii(store, "review", "hide", entry)[0] == 0, "hide")
        check(entry not in {h["item"] for h in find(store, "kind:visit")}, "what is hidden is not found")
    finish()


main()
