"""score-unknown.py GOLD OUT NAME PACKS - F1 of mentions of persons: a mention
counts when its bytes overlap a person's of the truth by half or more, and its
kind is person; party: of those found, the right one."""
import json
import sys

gold = {}
for line in open(sys.argv[1]):
    if line.strip():
        x = json.loads(line)
        if x["kind"] == "person":
            gold.setdefault(x["article"], []).append(x)
right = given = wanted = party = 0
for line in open(sys.argv[2]):
    doc = json.loads(line)
    want = gold.get(doc["id"], [])
    got = [a for a in doc.get("actors", []) if a["kind"] == "person" and not a.get("reference")]
    wanted += len(want)
    given += len(got)
    free = list(want)
    for a in got:
        for w in free:
            both = min(a["span"][1], w["span"][1]) - max(a["span"][0], w["span"][0])
            if both * 2 >= max(a["span"][1] - a["span"][0], w["span"][1] - w["span"][0]):
                right += 1
                party += a.get("party") == w.get("party")
                free.remove(w)
                break
p, r = right / max(given, 1), right / max(wanted, 1)
print("%-6s %-6s persons P %.3f R %.3f F1 %.3f  party of found %.3f  (%d of %d)" % (
    sys.argv[3], sys.argv[4], p, r, 2 * p * r / max(p + r, 1e-9), party / max(right, 1), right, wanted))
