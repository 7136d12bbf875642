"""cuts.py - however a pile is cut into additions, with decisions, removals and
undos between them, the record is what a rebuild makes of it: to the byte. And
an addition changes only what it touches: ids stay, or lead on.

Piles are invented (bench/pile.py), orders and cuts are drawn by SEED.
"""
import datetime
import json
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "bench"))
from keii_case import SHORT, check, finish, keii, scratch, store_in
from pile import World

TRIALS = 1 if SHORT else 4
REPORTS = 60 if SHORT else 150
SEED = int(os.environ.get("SEED", "5"))


def export(store):
    code, out, err = keii(store, "export")
    check(code == 0, "export", err)
    return out


def lines(store):
    """All lines of the chronology, which stand apart from their items."""
    code, out, err = keii(store, "timeline", "--hidden", "--wide")
    check(code == 0, "timeline", err)
    return out


def write(folder, reports):
    os.makedirs(folder, exist_ok=True)
    paths = []
    for i, x in enumerate(reports):
        paths.append(os.path.join(folder, "%03d.jsonl" % i))
        with open(paths[-1], "w", encoding="utf-8") as f:
            f.write(json.dumps(x, ensure_ascii=False) + "\n")
    return paths


def reports(n, seed, gaps=0):
    """gaps: so many days at most without news, so that a pile spans years and
    its events stand on both sides of many a month's end."""
    world, out = World(seed), []
    chance = random.Random(seed + 1)
    while len(out) < n:
        out += world.of_day()
        world.day += datetime.timedelta(days=chance.randint(0, gaps))
    return out[:n]


def decide(store, chance, what):
    """One thing that a person does, drawn by chance."""
    record = json.loads(export(store))
    entries = record["entries"]
    if not entries:
        return
    one, two = chance.choice(entries), chance.choice(entries)
    at = one["mentions"][0]
    choices = [["review", "hide", one["id"]], ["review", "accept", one["id"]], ["review", "dispute", one["id"]],
               ["review", "edit", one["id"], "date=2016-02-03"], ["review", "edit", one["id"], "title.en=Set by hand"],
               ["remove", chance.choice(record["articles"])["id"]]]
    actor = chance.choice(record["actors"])
    if actor["kind"] != "place":
        choices.append(["review", "side", actor["id"], chance.choice(["NOR", "ISL", "JPN"])])
    choices.append(["scope", chance.choice(["NOR", "JPN", "PER"]), chance.choice(["core", "outside"])])
    if one["id"] != two["id"]:
        choices += 2 * [["review", "merge", one["id"], two["id"]]]
    if len(one["mentions"]) > 1:
        choices += 2 * [["review", "split", one["id"], "%s:%d-%d" % (at["article"], at["span"][0], at["span"][1])]]
    if record["reviews"]:
        choices += 3 * [["undo"]]
    command = chance.choice(choices)
    code, out, err = keii(store, *command)
    check(code == 0, "%s: %s" % (what, " ".join(command[:2])), out + err)


def same_as_rebuilt(store, what):
    before, told = export(store), lines(store)
    code, out, err = keii(store, "verify")
    check(code == 0, what + ": verify", out + err)
    code, out, err = keii(store, "rebuild")
    check(code == 0, what + ": rebuild", err)
    after = export(store)
    check(lines(store) == told, what + ": a rebuild gives the same lines")
    check(after == before, what + ": a rebuild gives the same bytes",
          next(("%r\n%r" % (a, b) for a, b in zip(before.splitlines(), after.splitlines()) if a != b), "lengths differ"))


def one_trial(folder, number):
    chance = random.Random(SEED * 100 + number)
    paths = write(os.path.join(folder, "pile%d" % number), reports(REPORTS, SEED * 100 + number, 30 * (number % 2)))
    chance.shuffle(paths)
    plain, decided = store_in(folder, "plain%d.db" % number), store_in(folder, "decided%d.db" % number)
    whole = store_in(folder, "whole%d.db" % number)
    left, step = list(paths), 0
    while left:
        n = chance.choice([1, 2, 5, 20, 60])
        run, left, step = left[:n], left[n:], step + 1
        what = "pile %d, step %d" % (number, step)
        for store in (plain, decided):
            code, out, err = keii(store, "--quiet", "add", *run)
            check(code == 0, what + ": added", out + err)
        for _ in range(chance.randint(0, 2)):
            decide(decided, chance, what)
        if step % 4 == 0:
            same_as_rebuilt(decided, what)
    check(keii(whole, "--quiet", "add", *sorted(paths))[0] == 0, "all at once")
    check(export(whole) == export(plain), "pile %d: cut or not, the same bytes" % number)
    check(lines(whole) == lines(plain), "pile %d: cut or not, the same lines" % number)
    same_as_rebuilt(plain, "pile %d, cut" % number)
    same_as_rebuilt(decided, "pile %d, decided" % number)
    check(keii(plain, "verify")[0] == 0, "pile %d: verify" % number)


SAME = ("kind", "from", "to", "mentions", "title", "place", "participants")


def words(entry):
    return {(m["article"], *m["span"]) for m in entry["mentions"]}


def cells(entry):
    """What is joined with what: the month and who has a part in it."""
    return {((entry["from"] or entry["to"] or "")[:7], x["actor"]) for x in entry["participants"]}


def compare(before, after, news, what):
    """Of entries as the export has them, by id."""
    told = [x for x in after.values() if news & {m["article"] for m in x["mentions"]}]
    rivals = set().union(*(cells(x) for x in told))
    stayed = [i for i in before if i in after]
    check(len(stayed) >= 0.9 * len(before), "%s: nine ids of ten stay" % what, "%d of %d" % (len(stayed), len(before)))
    lost = set().union(*map(words, before.values())) - set().union(*map(words, after.values()))
    check(not lost, "%s: what was told is told" % what, sorted(lost)[:3])
    changed = [i for i in stayed if after[i] not in told and any(before[i][k] != after[i][k] for k in SAME)]
    wrong = [i for i in changed if words(before[i]) == words(after[i])]
    check(not wrong, "%s: the same words say the same" % what, wrong[:3])
    # what fits two entries joins neither: news of the same may make a second
    wrong = [i for i in changed if not (cells(before[i]) | cells(after[i])) & rivals]
    check(not wrong, "%s: what no new report tells of stays as it is" % what, wrong[:3])
    check(len(changed) <= 0.03 * len(stayed), "%s: little is made doubtful" % what, changed[:5])


def touched(folder, name, gaps):
    """What tells of other things changes nothing; each id stays or leads on."""
    mine = reports(REPORTS, SEED, gaps)
    some, more = mine[:REPORTS // 2], mine[REPORTS // 2:]
    store = store_in(folder, name + ".db")
    check(keii(store, "--quiet", "add", *write(os.path.join(folder, name + "some"), some))[0] == 0, "half of a pile")
    before = {x["id"]: x for x in json.loads(export(store))["entries"]}
    check(keii(store, "--quiet", "add", *write(os.path.join(folder, name + "more"), more))[0] == 0, "the other half")
    after = {x["id"]: x for x in json.loads(export(store))["entries"]}
    compare(before, after, {x["id"] for x in more}, name)
    for i in before:
        if i not in after:
            check(keii(store, "show", i)[0] == 0, "an id that went leads on: " + i)


def main():
    with scratch() as folder:
        for i in range(TRIALS):
            one_trial(folder, i)
        touched(folder, "a month", 0)
        touched(folder, "years", 30)
    finish()


main()
