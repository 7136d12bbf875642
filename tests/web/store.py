"""store.py FOLDER - a store to test the page with: FOLDER/test.db.

Its articles are read by the program; what they say (times, actors, events) is
written here by hand, so that the tests of the page don't change when reading
gets better. One title, one text and one file name hold markup.
"""
import json
import os
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import packed  # noqa: E402
from keii_case import keii  # noqa: E402

BRIEF = os.path.join(os.path.dirname(os.environ["KEII"]), "..", "tests", "brief")
EVIL = '<script>window.pwned=1</script>"\'><img src=x onerror=window.pwned=1>'
ARTICLES = [
    {"id": "gull-1", "lang": "en", "title": "Harbour envoys meet " + EVIL, "publisher": "Gull Post",
     "published": "2031-03-05",
     "text": "Envoys of Gullport and Ternhaven met in Midholm on 4 March 2031. " + EVIL +
             "\nThey plan to visit Ternhaven on 20 March 2031, an official said.\n"},
    {"id": "tern-1", "lang": "ja", "title": "両港が会談", "publisher": "アジサシ新報", "published": "2031-03-06",
     "text": "3月4日、ウミネコ港とアジサシ港の代表が中島で会談した。\n3月12日の協議は中止された。\n"},
]
ACTORS = {
    "Gullport": ("o.gullport", "Gullport", "organisation", "GUL"),
    "Ternhaven": ("o.ternhaven", "Ternhaven", "organisation", "TER"),
    "Midholm": ("l.midholm", "Midholm", "place", ""),
    "ウミネコ港": ("o.gullport", "Gullport", "organisation", "GUL"),
    "アジサシ港": ("o.ternhaven", "Ternhaven", "organisation", "TER"),
    "中島": ("l.midholm", "Midholm", "place", ""),
}
# article, sentence begins, trigger, kind, status, date words, day
EVENTS = [
    ("gull-1", "Envoys", "met", "meeting", "held", "4 March 2031", "2031-03-04"),
    ("gull-1", "They plan", "visit", "visit", "planned", "20 March 2031", "2031-03-20"),
    ("tern-1", "3月4日", "会談", "meeting", "held", "3月4日", "2031-03-04"),
    ("tern-1", "3月12日", "協議", "talks", "cancelled", "3月12日", "2031-03-12"),
]


def span(text, words, start=0):
    at = text.index(words, start)
    return [len(text[:at].encode()), len(text[:at + len(words)].encode())]


def mentions(article):
    text = article["text"]
    line = {key: article[key] for key in ("id", "lang", "published")}
    line.update(published_basis="given", sentences=[], times=[], actors=[], events=[],
                statements=[], positions=[], proposals=[], diagnostics=[])
    for name, (ident, canon, kind, party) in ACTORS.items():
        if name in text:
            line["actors"].append({"span": span(text, name), "text": name, "id": ident, "name": canon,
                                   "kind": kind, "party": party, "rule": "test.actor"})
    at = 0
    for part in text.rstrip("\n").split("\n"):
        line["sentences"].append({"span": span(text, part, at)})
        at += len(part) + 1
    for where, begins, trigger, kind, status, words, when in EVENTS:
        if where != article["id"]:
            continue
        start = text.index(begins)
        sentence = text[start:text.index("\n", start)]
        line["times"].append({"span": span(text, words, start), "text": words, "type": "DATE",
                              "value": when, "from": when, "to": when, "precision": "day",
                              "edtf": when, "basis": "explicit", "rule": "test.time"})
        parts = [{"actor": a["id"], "role": "participant", "span": a["span"], "ref": i}
                 for i, a in enumerate(line["actors"]) if a["kind"] != "place"]
        places = [i for i, a in enumerate(line["actors"]) if a["kind"] == "place"]
        line["events"].append({
            "span": span(text, sentence, start), "text": sentence, "trigger": trigger,
            "trigger_span": span(text, trigger, start), "kind": kind, "plover": "CONSULT",
            "mode": "", "cameo": "", "context": [], "status": status, "from": when, "to": when,
            "precision": "day", "date_basis": "explicit", "time_ref": len(line["times"]) - 1,
            "participants": parts, "place_ref": places[0] if kind == "meeting" else None,
            "magnitude": [], "rule": "test.event"})
    return json.dumps(line, ensure_ascii=False).encode()


def main():
    folder = sys.argv[1]
    store = os.path.join(folder, "test.db")
    evil = os.path.join(folder, "<img src=x onerror=window.pwned=1>.jsonl")
    with open(evil, "w", encoding="utf-8") as f:
        for a in ARTICLES:
            f.write(json.dumps(a, ensure_ascii=False) + "\n")
    code, out, err = keii(store, "add", evil)
    if code:
        sys.exit("store.py: add: " + out + err)
    with sqlite3.connect(store) as db:
        for a in ARTICLES:
            line = mentions(a)
            brief = subprocess.run([BRIEF], input=line + b"\n" + a["text"].encode(), stdout=subprocess.PIPE,
                                   check=True).stdout
            n = db.execute("UPDATE article SET mentions = ? WHERE id = ?", (packed.pack(brief), a["id"])).rowcount
            if n != 1:
                sys.exit("store.py: no article " + a["id"])
        db.execute("UPDATE meta SET value = 'no' WHERE key = 'merged'")
    db.close()
    code, out, err = keii(store, "add", evil)
    if code:
        sys.exit("store.py: merge: " + out + err)


main()
