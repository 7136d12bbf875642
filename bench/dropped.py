"""dropped.py KEII GOLD - quotes whose sentence does not name the speaker.

GOLD is a folder of the given truth (articles, actors, statements). Of the
quotes that are somebody's words: how many have the right speaker, and of those
whose sentence holds no mention of the speaker outside the quote, how many."""
import json
import subprocess
import sys


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(x) for x in f]


def main():
    keii, gold = sys.argv[1:]
    out = subprocess.run([keii, "annotate", gold + "/articles.jsonl"],
                         stdout=subprocess.PIPE, check=True).stdout
    got = {j["id"]: j for j in map(json.loads, out.splitlines())}
    actors = lines(gold + "/actors.jsonl")
    count = {"named": [0, 0], "dropped": [0, 0]}
    for s in lines(gold + "/statements.jsonl"):
        if s["cls"] not in ("direct", "fragment") or not s["speakers"]:
            continue
        j = got.get(s["article"])
        if not j:
            continue
        a, b = s["span"]
        line = next((x["span"] for x in j["sentences"]
                     if x["span"][0] <= a < x["span"][1]), [a, b])
        named = any(x["article"] == s["article"] and
                    x.get("name") in s["speakers"] and
                    line[0] <= x["span"][0] < line[1] and
                    not a <= x["span"][0] < b for x in actors)
        names = {x["id"]: x["name"] for x in j["actors"] if x["id"]}
        said = [names.get(x["speaker"]) for x in j["statements"]
                if x["quote"] and x["quote"][0] < b and x["quote"][1] > a]
        k = count["named" if named else "dropped"]
        k[0] += 1
        k[1] += bool(set(said) & set(s["speakers"]))
    for name, (n, right) in count.items():
        print(f"{name:8} {right} of {n}")


if __name__ == "__main__":
    main()
