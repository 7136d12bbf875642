"""linear.py - twice the text takes about twice the work, whatever stands in it.

One article of one line made of one piece again and again (times are its
stage), at 1 and at 2 MB, CPU seconds: at most three times as much. No bound on
the seconds themselves. At last a line of 10 MB, of which the first 2 MB are
read. SHORT=1: fewer pieces.
"""
import json
import os
import resource
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import KEII, SHORT, check, finish

FACTOR = 3
NOISE = 0.3  # seconds: starting up, a busy machine
PIECES = [
    ("ja", "1月"),
    ("en", "May 1 "),
    ("ja", "1"),
    ("ja", "1月1日に開くと発表し、"),
    ("en", "from May 1 to "),
]
MORE = [
    ("ja", "１"), ("ja", "一"), ("ja", "午後"), ("ja", "第"), ("ja", "「"), ("ja", "3日~"), ("ja", "5日、"),
    ("en", "1, "), ("en", "Monday, "), ("en", "12:"), ("en", "the last "), ("en", "two "), ("en", "("),
    ("en", "a week after "), ("en", "2031-"),
]


def spent(lang, text):
    line = json.dumps({"id": "x", "lang": lang, "published": "2031-03-05", "text": text}, ensure_ascii=False)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    out = subprocess.run([KEII, "--quiet", "annotate", "--only", "times"], input=line.encode(), check=False,
                         stdout=subprocess.PIPE)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return used, out.returncode == 0 and out.stdout.endswith(b"\n")


def main():
    for lang, piece in PIECES if SHORT else PIECES + MORE:
        size = len(piece.encode())
        once, fine = spent(lang, piece * (1000000 // size))
        twice, fine_too = spent(lang, piece * (2000000 // size))
        check(fine and fine_too, "lines of %s are read" % piece)
        check(twice <= FACTOR * once + NOISE, "%s: %.2f s for 1 MB, %.2f s for 2 MB" % (piece, once, twice))
    check(spent("ja", "1月" * 2500000)[1], "a line of 10 MB")
    finish()


main()
