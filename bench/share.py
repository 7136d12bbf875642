"""share.py BUILD NAME=FILE... - which part of annotate's work each stage is, counted in instructions.

FILE: articles as JSON lines. Each is annotated by `keii annotate` under valgrind's callgrind, once and then five times
over in one process. Instructions inside a stage's function, all it calls included, are the same on a busy machine as on
an idle one; a tenth of a per cent may differ from build to build.

First reading: the articles read once, as a pile is, with all that the automata of the patterns learn from them.
Again: what one more reading of the same articles costs, when nothing is left to learn; a quarter of the difference.
Loading the packs and compiling their patterns counts in neither. A line for each stage: millions of instructions,
share of all. "said" is the sum of the joint look for words (glance), statements, proposals and positions; pressure is
made from positions when a view asks for it (decision 0061) and costs annotate nothing.
"""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
AGAIN = 5
STAGES = {
    "reading JSON": "article_from_json", "sentences": "doc_sentences", "times": "when_read", "actors": "who_read",
    "glance": "glance_in", "statements": "say_read", "events": "event_read", "proposals": "plan_read",
    "positions": "stance_read", "writing JSON": "mentions_json",
}
LOADING = ("packs_load", "reader_new")
LEARNING = "dfa_learn_step"
SAID = ("glance", "statements", "proposals", "positions")


def counted(keii, articles):
    """Instructions inside each function, all it calls included, by its name; "": of the whole program."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "callgrind")
        env = dict(os.environ, KEII_PACKS=os.path.join(HERE, "..", "packs"))
        subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=" + out, keii, "--quiet", "annotate"],
                       input=articles, check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        text = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--tree=none", "--threshold=100", out],
                              check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()
    inside = {"": 0}
    for line in text.splitlines():
        m = re.match(r"\s*([\d,]+) \(.*?\)\s+(?:PROGRAM TOTALS|\S*:(\w+)(?: \[.*\])?)$", line)
        if m:
            name = m.group(2) or ""
            inside[name] = max(inside.get(name, 0), int(m.group(1).replace(",", "")))
    missing = [f for f in list(STAGES.values()) + list(LOADING) if f not in inside]
    if missing:
        sys.exit("share.py: callgrind tells nothing of " + ", ".join(missing))
    return inside


def show(title, count):
    whole = count("") - sum(count(f) for f in LOADING)
    print("%s: %.0f million instructions behind loading" % (title, whole / 1e6))
    rows = [(stage, count(f)) for stage, f in STAGES.items()]
    rows.append(("the rest", whole - sum(n for _, n in rows)))
    rows.append(("said", sum(n for stage, n in rows if stage in SAID)))
    rows.append(("of all: learning", count(LEARNING)))
    for stage, n in rows:
        print("  %-16s %8.1f %5.1f %%" % (stage, n / 1e6, 100 * n / whole))


def main():
    keii = os.path.join(sys.argv[1], "src", "keii")
    for arg in sys.argv[2:]:
        name, path = arg.split("=", 1)
        with open(path, "rb") as f:
            articles = f.read()
        once, more = counted(keii, articles), counted(keii, articles * AGAIN)
        show(name + ", first reading", lambda f: once.get(f, 0))
        show(name + ", again", lambda f: (more.get(f, 0) - once.get(f, 0)) / (AGAIN - 1))


main()
