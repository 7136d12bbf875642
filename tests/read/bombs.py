"""bombs.py - small inputs that ask for much: each ends at its ceiling.

Bounded here are time (generous: machines differ) and memory; that a bomb is
told, and that what stands beside it is read.
"""
import base64
import gzip
import io
import os
import resource
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import KEII, check, finish, scratch

SECONDS = 30
MEMORY = 1 << 30
SANITIZED = "-asan" in KEII or "-fuzz" in KEII
MB = 1 << 20
PAGE = b"<html><body><article><h1>Talks</h1>" + b"<p>The two harbours met on Tuesday and agreed to meet again next week, officials said.</p>" * 3 + b"</article></body></html>"


def run(folder, name, data, want=None, articles=None):
    path = os.path.join(folder, name)
    with open(path, "wb") as f:
        f.write(data)
    try:
        r = subprocess.run([KEII, "read", path], capture_output=True, timeout=SECONDS * (5 if SANITIZED else 1))
    except subprocess.TimeoutExpired:
        check(False, name + ": ends in time")
        return
    err = r.stderr.decode("utf-8", "replace")
    check(r.returncode in (0, 1), name + ": ends well", "exit %d\n%s" % (r.returncode, err))
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    check(SANITIZED or used < MEMORY, name + ": memory", "%d MB" % (used >> 20))
    if want:
        check(want in err, name + ": told " + want, err[:500])
    if articles is not None:
        check(len(r.stdout.splitlines()) >= articles, name + ": %d article(s)" % articles)
    os.unlink(path)


def packed(data, times):
    for _ in range(times):
        data = gzip.compress(data, 6)
    return data


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members:
            z.writestr(name, data)
    return out.getvalue()


def packings(folder):
    run(folder, "zeros.gz", packed(bytes(300 * MB), 1), "R018")
    run(folder, "twice.gz", packed(bytes(300 * MB), 2), "R018")
    run(folder, "deep.gz", packed(PAGE, 12), "R019")
    run(folder, "members.gz", gzip.compress(b"x" * 1000) * 100000, "R018")
    run(folder, "beside.zip", zipped([("bomb.html", b"a " * (60 * MB)), ("page.html", PAGE)]), "R018", 1)
    run(folder, "many.zip", zipped([("%d.txt" % i, b"word") for i in range(21000)]), "R020")
    inner = zipped([("p.html", PAGE)])
    for i in range(10):
        inner = zipped([("z%d.zip" % i, inner)])
    run(folder, "nested.zip", inner, "R019")
    body = gzip.compress(bytes(200 * MB))
    run(folder, "answer.http", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body, "R018")
    claim = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\nx"
    run(folder, "claim.warc", claim)
    run(folder, "heads.warc", b"WARC/1.1\r\n" * (2 * MB))
    run(folder, "fields.http", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * (2 * MB) + b"\r\n" + PAGE)
    run(folder, "chunks.http", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n" + b"1\r\n<\r\n" * MB)


def markup(folder):
    run(folder, "deep.html", b"<div>" * (2 * MB), "R013")
    run(folder, "attributes.html", b"<p " + b"a=1 " * MB + b">x</p>" + PAGE, articles=1)
    run(folder, "entities.html", b"<p>" + b"&#x26;" * (2 * MB) + b"</p>")
    run(folder, "endless.html", b"<p>&" + b"a" * (8 * MB))
    run(folder, "open.html", b"<" * (4 * MB))
    run(folder, "comment.html", b"<!--" + b"-" * (8 * MB))
    run(folder, "articles.html", PAGE + b"<article><h1>Talks go on</h1></article>" * 340000, articles=1)
    run(folder, "authors.html", b"".join(b"<a rel=author>Ada %dx</a>" % i for i in range(300000)) + PAGE, articles=1)
    run(folder, "captions.txt", b"The talks go on, officials said.\n\n" * 20 + b"".join(b"Photo: the port, %d\n\n" % i for i in range(300000)), articles=1)
    laughs = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
        "<!ENTITY %c '%s'>" % (ord("b") + i, ("&%c;" % (ord("a") + i)) * 20) for i in range(10)) + "]><rss><channel><title>&k;</title></channel></rss>"
    run(folder, "laughs.xml", laughs.encode())
    run(folder, "deep.xml", b"<rss>" + b"<a>" * MB)
    run(folder, "items.xml", b"<rss><channel>" + b"<item><title>a title</title></item>" * 210000, "R012")
    run(folder, "brackets.md", b"# x\n" + b"[" * (900 << 10))
    run(folder, "quotes.md", b"# x\n" + b">" * (900 << 10))
    run(folder, "stars.md", b"# x\n" + b"*a **b " * (120 << 10))
    run(folder, "large.md", b"# x\n" + b"word and word\n" * (200 << 10), "R025")
    run(folder, "deep.json", b"[" * MB)
    run(folder, "deep2.json", b"[{\"text\":" + b"[" * MB)


def mails(folder):
    head = b"From: a@b\nSubject: %s\nDate: Wed, 5 Mar 2031 09:30 GMT\nMIME-Version: 1.0\n"
    run(folder, "words.eml", head % (b"=?utf-8?Q?a?= " * (700 << 10)) + b"\nThe text of the mail.\n")
    run(folder, "parts.eml", head % b"x" + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\nword\n" * 100000, "R020")
    nest = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(2000))
    run(folder, "nest.eml", head % b"x" + nest + b"\ntext", "R019")
    forward = b"".join((head % b"x") + b"Content-Type: message/rfc822\n\n" for _ in range(2000))
    run(folder, "forward.eml", forward, "R019")
    run(folder, "base64.eml", head % b"x" + b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(b"a word " * (4 * MB)))


def main():
    with scratch() as folder:
        packings(folder)
        markup(folder)
        mails(folder)
    finish()


main()
