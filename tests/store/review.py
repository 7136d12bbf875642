"""review.py - decisions, removals and additions: each is followed, undo gives
the bytes of before, the log keeps all, a rebuild follows the decisions again.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import ROOT, check, finish, keii, scratch, store_in


def export(store):
    code, out, err = keii(store, "export")
    check(code == 0, "export", err)
    return out


def entries(store):
    return json.loads(export(store))["entries"]


def log(store):
    code, out, err = keii(store, "--json", "log")
    check(code == 0, "log", err)
    return [json.loads(line) for line in out.splitlines()]


def undone_again(store, what, *command, differs=True):
    """The decision, its undo, the undo's undo, and all of it back."""
    before = export(store)
    code, out, err = keii(store, *command)
    check(code == 0, what, out + err)
    after = export(store)
    check(not differs or after != before, what + ": the export tells of it")
    check(keii(store, "rebuild")[0] == 0 and export(store) == after, what + ": followed again by a rebuild")
    code, out, err = keii(store, "undo")
    check(code == 0, what + ": undo", out + err)
    check(export(store) == before, what + ": undo gives the bytes of before")
    code, out, err = keii(store, "undo", log(store)[-1]["id"])
    check(code == 0 and export(store) == after, what + ": the undo undone", out + err)
    code, out, err = keii(store, "undo", log(store)[-3]["id"])
    check(code == 0 and export(store) == before, what + ": and back by its id", out + err)
    return json.loads(after)


def found(record, entry):
    return next(x for x in record["entries"] if x["id"] == entry or entry in x["aliases"])


def decisions(store):
    list_ = [x for x in entries(store) if len(x["mentions"]) > 1]
    one, two = list_[0], next(x for x in entries(store) if x["id"] != list_[0]["id"])
    place = next(x["id"] for x in json.loads(export(store))["actors"] if x["kind"] == "place")
    at = one["mentions"][0]
    span = "%s:%d-%d" % (at["article"], at["span"][0], at["span"][1])
    r = undone_again(store, "edit", "review", "edit", one["id"], "date=2031-05-06/2031-05-07", "status=planned",
                     "title.en=Set by hand", "place=" + place, "--by", "Kay", "--why", "the minutes")
    x = found(r, one["id"])
    check((x["from"], x["to"], x["status"]) == ("2031-05-06", "2031-05-07", "planned"), "edit: date and status", x)
    check(x["title"]["en"] == "Set by hand" and x["place"]["id"] == place, "edit: title and place", x)
    check("told" in x["attributes"]["date"] and "told" in x["attributes"]["place"], "edit: what was told stays")
    check((r["reviews"][-1]["author"], r["reviews"][-1]["reason"]) == ("Kay", "the minutes"), "who and why")
    r = undone_again(store, "merge", "review", "merge", one["id"], two["id"])
    check(found(r, one["id"])["id"] == found(r, two["id"])["id"], "merge: one entry")
    undone_again(store, "split", "review", "split", one["id"], span)
    r = undone_again(store, "hide", "review", "hide", one["id"])
    check(found(r, one["id"])["scope"] == "hidden", "hide")
    r = undone_again(store, "reject", "review", "reject", one["id"])
    check(found(r, one["id"])["scope"] == "hidden", "reject")
    r = undone_again(store, "dispute", "review", "dispute", one["id"])
    check(found(r, one["id"])["disputed"], "dispute")
    undone_again(store, "accept", "review", "accept", one["id"])
    undone_again(store, "comment", "review", "comment", one["id"], "a word")
    person = next(x for x in json.loads(export(store))["actors"] if x["kind"] == "person")
    r = undone_again(store, "side", "review", "side", person["id"], "KAM")
    check(next(x for x in r["actors"] if x["id"] == person["id"])["party"] == "KAM", "side")


def queue(store):
    pairs = [json.loads(line) for line in keii(store, "--json", "review")[1].splitlines()]
    check(all(p["importance"] >= q["importance"] for p, q in zip(pairs, pairs[1:])), "the queue is ordered")
    doubts = {(x["id"], d["entry"]) for x in entries(store) for d in x["doubtful"]}
    check({tuple(p["entries"]) for p in pairs} == {tuple(sorted(d)) for d in doubts}, "the queue has every doubt once")
    if not pairs:
        return
    undone_again(store, "reject a join", "review", "reject", *pairs[0]["entries"])
    check(keii(store, "review", "reject", *pairs[0]["entries"])[0] == 0, "reject a join for good")
    now = [json.loads(line) for line in keii(store, "--json", "review")[1].splitlines()]
    check(pairs[0]["entries"] not in [p["entries"] for p in now], "it has left the queue")
    check(keii(store, "undo")[0] == 0, "and comes back")


def wrong_use(store):
    before = export(store), len(log(store))
    one = entries(store)[0]["id"]
    for args in (["edit", one, "date=soon"], ["edit", one, "colour=red"], ["edit", one, "status=he"], ["edit", one],
                 ["merge", one], ["merge", one, "e.none"], ["split", one, "a:5-2"], ["nod", one], ["hide", "e.none"],
                 ["side", "p.nobody", "KAM"]):
        code, out, err = keii(store, "review", *args)
        check(code == 2 and err, "review %s: exit %d" % (" ".join(args), code), out + err)
    for args in (["undo", "d0000"], ["remove", "none"], ["remove"], ["undo", "a", "b"], ["review", "--by"]):
        code, out, err = keii(store, *args)
        check(code == 2 and err, "%s: exit %d" % (" ".join(args), code), out + err)
    check((export(store), len(log(store))) == before, "wrong use changes nothing")


def removals(folder, store, one, two):
    """A removed article: as if it had never been added."""
    without = store_in(folder, "without.db")
    check(keii(without, "add", *one)[0] == 0, "a store without")
    full = export(store)
    for name in (os.path.basename(two), two):
        code, out, err = keii(store, "remove", name)
        check(code == 0, "remove " + name, out + err)
        now, want = json.loads(export(store)), json.loads(export(without))
        check([x["decision"]["do"] for x in now.pop("reviews")] == ["remove"], "the removal is in reviews")
        want.pop("reviews")
        check(now == want, "only what rested on it is gone")
        code, out, err = keii(store, "add", two)
        check(code == 0 and "known" in out and "decision" in out, "added again: told that it was removed", out)
        check(keii(store, "verify")[0] == 0, "verify without it")
        check(keii(store, "undo")[0] == 0 and export(store) == full, "undo brings it back to the byte")
    article = [x for x in json.loads(full)["articles"]][0]
    check(keii(store, "remove", article["id"])[0] == 0, "remove one article")
    check(article["id"] not in [x["id"] for x in json.loads(export(store))["articles"]], "it is gone")
    check(article["id"] not in keii(store, "--json", "articles")[1], "it is not listed")
    word = article["text"].split()[0]
    check('"article": "%s"' % article["id"] not in keii(store, "--json", "search", word)[1], "it is not found")
    copy = store_in(folder, "recovered.db")
    gone = export(store)
    code, out, err = keii(store, "recover", copy)
    check(code == 0 and export(copy) == gone, "recover keeps the removal", out + err)
    check(keii(copy, "undo")[0] == 0 and export(copy) == full, "and its undo")
    check(keii(store, "undo")[0] == 0 and export(store) == full, "undo")


def additions(folder, paths):
    store = store_in(folder, "additions.db")
    states = []
    for i in range(0, 9, 3):
        check(keii(store, "add", *paths[i:i + 3])[0] == 0, "an addition")
        states.append(export(store))
    for i in (1, 0):
        code, out, err = keii(store, "undo")
        check(code == 0 and export(store) == states[i], "undo of addition %d: the bytes of before" % (i + 1), out + err)
    code, out, err = keii(store, "undo")
    check(code == 0 and not json.loads(export(store))["sources"], "undo of the first addition", out + err)
    check(keii(store, "undo")[0] == 2, "nothing is left to undo")
    check(keii(store, "rebuild")[0] == 0 and not json.loads(export(store))["articles"], "rebuild follows it")
    list_ = log(store)
    check([x["do"] for x in list_] == ["add"] * 3 + ["remove"] * 3, "the log has all", list_)
    check([x["state"] for x in list_] == ["undone"] * 3 + ["done"] * 3, "the log's states", list_)
    check(len(list_[0]["sources"]) == 3, "the log's sources")
    for x, state in zip(reversed(list_[3:]), states):
        check(keii(store, "undo", x["id"])[0] == 0 and export(store) == state, "undone undo of an addition")


def main():
    with scratch() as folder:
        pile = os.path.join(ROOT, "demo", "pile")
        paths = sorted(os.path.join(pile, name) for name in os.listdir(pile))
        store = store_in(folder, "s.db")
        check(keii(store, "add", pile)[0] == 0, "an undisturbed add")
        decisions(store)
        queue(store)
        wrong_use(store)
        code, out, err = keii(store, "check")
        check(code == 0, "check", out + err)
        clean = store_in(folder, "clean.db")
        check(keii(clean, "add", pile)[0] == 0, "another store")
        check(export(clean) == export(store), "all undone: as if nothing had been decided")
        removals(folder, clean, paths[:-1], paths[-1])
        additions(folder, paths)
    finish()


main()
