"""names.py BUILD SHARED - what 100,000 names in packs cost: loading them, and reading news with them; times and actors
beside the tokeniser alone.

A pack is made of 50,000 people with a Japanese and an English name each (letters thrown together by a fixed seed) beside
the shipped ones. Text as in times.py. CPU seconds of one core, medians of five rounds in turn. Loading is a run on no
input; the rate is the run on the text less that.
"""
import os
import random
import re
import shutil
import statistics
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import times

NAMES = 100000
ROUNDS = 5
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワガギグゲゴザジズゼゾダデドバビブベボ"
LATIN = "abcdefghijklmnoprstuvwyz"


def make_pack(folder):
    r = random.Random(5)
    os.makedirs(folder)
    with open(os.path.join(folder, "pack.conf"), "w", encoding="utf-8") as f:
        f.write("name: many\nversion: 1\nlanguage: *\nlicence: CC0\n")
    with open(os.path.join(folder, "people.tsv"), "w", encoding="utf-8") as f:
        f.write("id\tparty\tja\ten\n")
        for i in range(NAMES // 2):
            kana = ["".join(r.choice(KANA) for _ in range(r.randint(3, 6))) for _ in range(2)]
            latin = ["".join(r.choice(LATIN) for _ in range(r.randint(4, 9))).title() for _ in range(2)]
            f.write("p.many-%d\tFRA\t%s\t%s\n" % (i, "・".join(kana), " ".join(latin)))


def main():
    build, shared = sys.argv[1], sys.argv[2]
    here = os.path.dirname(os.path.abspath(__file__))
    keii = [os.path.join(build, "src", "keii"), "--quiet", "annotate", "--only", "times,actors"]
    given = os.path.join(shared, "corpora.tar.xz")
    texts = times.corpora(given) if os.path.exists(given) else times.pile(keii[0])
    with tempfile.TemporaryDirectory() as folder:
        packs = {"shipped": os.path.join(here, "..", "packs"), "many": os.path.join(folder, "packs")}
        shutil.copytree(packs["shipped"], packs["many"])
        make_pack(os.path.join(packs["many"], "topic", "many"))
        paths = list(times.write(folder, texts))
        lines = os.path.join(folder, "lines")
        with open(paths[0][1], encoding="utf-8") as f, open(lines, "w", encoding="utf-8") as out:
            for line in f:
                text = times.json.loads(line)["text"]
                out.write("\n".join(x for x in re.split("(?<=。)|\n", text) if x.strip()) + "\n")
        used = {}
        for _ in range(ROUNDS):
            used.setdefault("mecab", []).append(times.cpu([os.path.join(build, "bench", "floor-mecab")], lines))
            for which, path in packs.items():
                os.environ["KEII_PACKS"] = path
                used.setdefault(which, []).append(times.cpu(keii, os.devnull))
                for name, text, _size in paths:
                    used.setdefault(which + name, []).append(times.cpu(keii, text))
        m = {k: statistics.median(v) for k, v in used.items()}
        print("loading      shipped packs %.3f s, and %d names %.3f s" % (m["shipped"], NAMES, m["many"]))
        for name, _path, size in paths:
            own, many = m["shipped" + name] - m["shipped"], m["many" + name] - m["many"]
            print("%-5s %4.1f MB times and actors %.3f s (%.1f MB/s), with the names %.3f s: %+.0f %%"
                  % (name, size / 1e6, own, size / 1e6 / own, many, 100 * (many / own - 1)))
        ratios = sorted(a / b for a, b in zip(used["shippedja"], used["mecab"]))
        print("mecab alone on the Japanese text %.3f s; times and actors as a whole process / mecab %.2f (%.2f to %.2f)"
              % (m["mecab"], statistics.median(ratios), ratios[0], ratios[-1]))


main()
