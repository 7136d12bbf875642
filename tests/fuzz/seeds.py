"""seeds.py OUT - documents in wrappings, as inputs to begin with: OUT/READER/*.

zip, warc, http, mail, feed, unpack, pages, and all of them for source and origin.
"""
import base64
import gzip
import hashlib
import io
import json
import os
import quopri
import sqlite3
import sys
import tempfile
import zipfile
import zlib

OUT = sys.argv[1]
PAGE = ("<html><head><meta charset=utf-8><title>Ferry talks</title></head><body><article><h1>Ferry talks go on</h1>"
        "<p>The harbours met on March 4 and will meet again, the mayor said.</p><p>港の市長は5日に会談した。</p>"
        "</article></body></html>").encode()
TEXT = "Ferry talks go on\nMarch 5, 2031\n\nThe harbours met on March 4, the mayor said.\n".encode()


def put(reader, name, data):
    os.makedirs(os.path.join(OUT, reader), exist_ok=True)
    with open(os.path.join(OUT, reader, "made-" + name), "wb") as f:
        f.write(data)


def everywhere(reader, name, data):
    put(reader, name, data)
    put("source", reader + "-" + name, b"\0" + data)
    put("origin", reader + "-" + name, b"\0" + data)


def http(body, *fields):
    head = ["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", *fields]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def record(block, kind="response"):
    return ("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: https://port.example/a\r\nContent-Type: application/http\r\n"
            "Content-Length: %d\r\n\r\n" % (kind, len(block))).encode() + block + b"\r\n\r\n"


def part(body, media, encoding, location=""):
    return ("--cut\r\nContent-Type: %s\r\nContent-Transfer-Encoding: %s\r\n%s\r\n" % (
        media, encoding, "Content-Location: %s\r\n" % location if location else "")).encode() + body + b"\r\n"


def zipped(method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        z.writestr("a/page.html", PAGE)
        z.writestr("b.txt", TEXT)
    return out.getvalue()


chunks = b"".join(b"%x\r\n%s\r\n" % (len(PAGE[i:i + 90]), PAGE[i:i + 90]) for i in range(0, len(PAGE), 90)) + b"0\r\n\r\n"
raw = zlib.compressobj(9, zlib.DEFLATED, -15)
bare = raw.compress(PAGE) + raw.flush()
everywhere("http", "plain", http(PAGE))
everywhere("http", "chunks", http(chunks, "Transfer-Encoding: chunked"))
everywhere("http", "gzip", http(gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip"))
warc = record(b"software: x\r\n", "warcinfo") + record(http(PAGE)) + record(http(chunks, "Transfer-Encoding: chunked"))
put("warc", "plain", b"\0" + warc)
put("warc", "gzip", b"\1" + gzip.compress(warc, mtime=0))
put("source", "warc", b"\0" + warc)
put("origin", "warc", b"\0" + warc)
put("source", "gzip", b"\0" + gzip.compress(PAGE, mtime=0))
put("unpack", "gzip", b"\0" + gzip.compress(PAGE, mtime=0) + gzip.compress(TEXT, mtime=0))
put("unpack", "zlib", b"\1" + zlib.compress(PAGE))
put("unpack", "deflate", b"\2" + bare)
put("unpack", "zstd", b"\3" + bytes.fromhex("28b52ffd045851000068656c6c6f20686172626f7572"))
put("unpack", "brotli", b"\4" + bytes.fromhex("0b028068656c6c6f03"))
everywhere("zip", "stored", zipped(zipfile.ZIP_STORED))
everywhere("zip", "deflated", zipped(zipfile.ZIP_DEFLATED))
head = (b"From: Ferry News <news@port.example>\r\nSubject: =?utf-8?B?" + base64.b64encode("港の会談".encode()) +
        b"?=\r\nDate: Wed, 5 Mar 2031 09:30:00 +0900\r\nMIME-Version: 1.0\r\n")
everywhere("mail", "plain", head + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + TEXT)
everywhere("mail", "parts", head + b"Content-Type: multipart/alternative; boundary=cut\r\n\r\n" +
           part(quopri.encodestring(TEXT), "text/plain", "quoted-printable") +
           part(base64.encodebytes(PAGE), "text/html; charset=utf-8", "base64", "https://port.example/a") + b"--cut--\r\n")
everywhere("feed", "rss", ("<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/"
           "content/\"><channel><title>News</title><item><title>Ferry &amp; port</title><link>https://port.example/a"
           "</link><pubDate>Wed, 05 Mar 2031 09:30:00 GMT</pubDate><description>&lt;p&gt;The harbours met.&lt;/p&gt;"
           "</description><content:encoded><![CDATA[<p>The harbours <b>met</b> on March 4.</p>]]></content:encoded>"
           "</item></channel></rss>").encode())
everywhere("feed", "atom", ("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>News</title><entry><title>Ferry</title>"
           "<link href=\"https://port.example/b\"/><updated>2031-03-05T09:30:00Z</updated><content type=\"html\">"
           "&lt;p&gt;The harbours met on March 4.&lt;/p&gt;</content></entry></feed>").encode())
put("json", "feed", b"\2" + json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [
    {"id": "1", "url": "https://port.example/a", "title": "Ferry", "content_html": "<p>The harbours met.</p>",
     "date_published": "2031-03-05T09:30:00Z"}]}).encode())
put("json", "array", b"\1" + b'[{"id":"a","text":"The harbours met."},{"text":"And again."}]')
put("json", "lines", b"\0" + b'{"id":"a","text":"The harbours met."}\n{"id":"b","text":"x"}\n')
everywhere("markdown", "front", ("---\ntitle: Ferry talks\ndate: 2031-03-05\nurl: https://port.example/a\n---\n\n"
           "# Ferry talks\n\nThe harbours **met** on [March 4](https://port.example/b) &amp; later.\n\n- one\n  - two\n\n"
           "> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n").encode())


def rows(size):
    """A store's lasting tables in pages of size bytes, one row longer than a page; without the first page."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "s.db")
        db = sqlite3.connect(path)
        db.execute("PRAGMA page_size = %d" % size)
        db.execute("CREATE TABLE source (number INTEGER PRIMARY KEY, sha256, name, added, size INTEGER, bytes, sum)")
        db.execute("CREATE TABLE decision (number INTEGER PRIMARY KEY, id, time, author, reason, json, sum)")
        for i in range(6):
            raw = b"Harbour talks, day %d\n" % i + bytes(j * 7 % 251 for j in range(i * 400))
            # what row_sum makes: a NUL behind each value
            row = (hashlib.sha256(raw).hexdigest(), "r%d.txt" % i, "2031-03-04T00:00:0%dZ" % i, str(len(raw)))
            check = hashlib.sha256("".join(v + "\0" for v in row).encode()).hexdigest()[:16]
            db.execute("INSERT INTO source VALUES (NULL, ?, ?, ?, ?, ?, ?)", (*row[:3], len(raw), zlib.compress(raw), check))
            row = ("d%d" % i, "2031-03-04T00:00:0%dZ" % i, "K", "", '{"do": "hide"}')
            check = hashlib.sha256("".join(v + "\0" for v in row).encode()).hexdigest()[:16]
            db.execute("INSERT INTO decision VALUES (NULL, ?, ?, ?, ?, ?, ?)", (*row, check))
        db.commit()
        db.close()
        with open(path, "rb") as f:
            return b"\0" * size + f.read()[size:]


def rows_beside(size):
    """The same where all but the first rows, and ids that were joined, stand in the -wal, which comes behind."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "s.db")
        with open(path, "wb") as f:
            f.write(rows(size))
        # its first page again, by a store that has the same tables
        db = sqlite3.connect(os.path.join(folder, "t.db"))
        db.execute("PRAGMA page_size = %d" % size)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE decision (number INTEGER PRIMARY KEY, id UNIQUE, time, author, reason, json, sum)")
        db.execute("CREATE TABLE redirect (old TEXT PRIMARY KEY, new TEXT, sum TEXT) WITHOUT ROWID")
        for i in range(40):
            row = ("d018f3a2b4c5d6e7f8%d" % i, "2031-03-04T00:00:0%dZ" % (i % 9), "K", "seen", '{"do": "hide"}')
            check = hashlib.sha256("".join(v + "\0" for v in row).encode()).hexdigest()[:16]
            db.execute("INSERT INTO decision VALUES (NULL, ?, ?, ?, ?, ?, ?)", (*row, check))
            pair = ("e.old%06d" % i, "e.new%06d" % (i % 7))
            check = hashlib.sha256("".join(v + "\0" for v in pair).encode()).hexdigest()[:16]
            db.execute("INSERT INTO redirect VALUES (?, ?, ?)", (*pair, check if i % 2 else ""))
            db.commit()
        with open(os.path.join(folder, "t.db-wal"), "rb") as f:
            wal = f.read()
        db.close()
        with open(path, "rb") as f:
            return f.read() + wal


put("pages", "small", rows(512))
put("pages", "large", rows(4096))
put("pages", "wal", rows_beside(512))
