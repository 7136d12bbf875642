"""formats.py - each kind of document that may hold a report, made here, read.

The same story is wrapped as HTML, Markdown, JSON, feed, mail, saved page, HTTP
answer, web archive, .zip and packings of these; its title, date, address and
sentences must come out, its furniture not. Then cut, flipped and nested ones.
"""
import base64
import gzip
import io
import json
import os
import quopri
import subprocess
import sys
import zipfile
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import KEII, check, finish, keii, scratch

TITLE = "Portvale and Gull Island resume ferry talks"
DAY = "2031-03-05"
URL = "https://news.portvale.example/2031/03/ferry"
PARAGRAPHS = [
    "Negotiators from Portvale and Gull Island met on Tuesday for the first time since the winter, officials of both harbours said.",
    "Mayor Linden proposed a seven-point plan that would lower the fees of pilots by a third before the summer timetable begins.",
    "“We will study every point of it,” said envoy Tarrow, who will travel to Swallow Harbour next week for a second round.",
]
JA_TITLE = "ツバメ港とカモメ港が協議再開"
JA = ["ツバメ港のリンデン市長は4日、カモメ港を訪問し、白浜直樹市長と会談した。両市長は水先案内料の引き下げについて話し合った。",
      "白浜市長は会談後、「七項目の案を持ち帰って検討する」と述べた。次の協議は来週開かれる予定だ。"]


def page(paragraphs=PARAGRAPHS, title=TITLE, charset="utf-8", date=DAY, lang="en"):
    body = "".join("<p>%s</p>" % p for p in paragraphs)
    return ("<!DOCTYPE html><html lang=%s><head><meta charset=%s><title>%s</title>"
            "<meta property=article:published_time content=%sT09:30:00Z></head><body>"
            "<nav><a href=/>Home</a> <a href=/a>Ships</a></nav><article><h1>%s</h1>%s</article>"
            "<footer><a href=/c>Contact</a></footer></body></html>" % (lang, charset, title, date, title, body))


def http(body, kind="text/html; charset=utf-8", status="200 OK", extra=()):
    head = ["HTTP/1.1 " + status, "Content-Type: " + kind, *extra]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def chunked(body, size=100):
    out = b""
    for i in range(0, len(body), size):
        part = body[i:i + size]
        out += b"%x;x=1\r\n" % len(part) + part + b"\r\n"
    return out + b"0\r\n\r\n"


def record(block, kind="response", url=URL, media="application/http; msgtype=response", version="1.1"):
    head = ("WARC/%s\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2031-03-09T00:00:00Z\r\n"
            "Content-Type: %s\r\nContent-Length: %d\r\n\r\n" % (version, kind, url, media, len(block)))
    return head.encode() + block + b"\r\n\r\n"


def tool(name, data, *args):
    return subprocess.run([name, *args], input=data, capture_output=True, check=True).stdout


def read(folder, name, data, *args):
    path = os.path.join(folder, name)
    with open(path, "wb") as f:
        f.write(data)
    code, out, err = keii(":none:", "read", *args, path)
    articles = [] if args else [json.loads(line) for line in out.splitlines()]
    return code, articles if not args else out, err


def story(folder, name, data, title=TITLE, date=DAY, url=None, paragraphs=PARAGRAPHS, quiet=True, n=1):
    """Reads n articles, the first of which is the story."""
    code, got, err = read(folder, name, data)
    check(code == 0 and len(got) == n, "%s: %d article(s), exit 0" % (name, n), "%d, exit %d\n%s" % (len(got), code, err))
    if not got:
        return got
    x = got[0]
    check(all(p in x["text"] for p in paragraphs), name + ": the sentences", x["text"])
    check(not any(w in x["text"] for w in ("Contact", "Ships", "<p", "&")), name + ": nothing else", x["text"])
    check(x.get("title") == title, name + ": the title", x.get("title"))
    if date:
        check((x.get("published") or "").startswith(date), name + ": the date", x.get("published"))
    if url:
        check(x.get("url") == url, name + ": the address", x.get("url"))
    if quiet:
        check(err == "", name + ": nothing to complain of", err)
    return got


def pages(folder):
    html = page().encode()
    story(folder, "page.html", html)
    story(folder, "page.htm.gz", gzip.compress(html))
    story(folder, "page.html.zst", tool("zstd", html, "-c"))
    story(folder, "twice.html.gz.gz", gzip.compress(gzip.compress(html)))
    story(folder, "members.html.gz", gzip.compress(html[:200]) + gzip.compress(html[200:]))
    story(folder, "utf16.html", page(charset="utf-16").encode("utf-16"))
    story(folder, "utf16le.html", page(charset="utf-16").encode("utf-16-le"), quiet=False)
    md = "# %s\n\n%s\n\n[All ships](https://x.example)\n" % (TITLE, "\n\n".join(PARAGRAPHS))
    got = story(folder, "page.md", md.encode(), date=None)
    check("All ships" in got[0]["text"] and "](" not in got[0]["text"], "Markdown: a link's words, not its address")
    front = "---\ntitle: \"%s\"\ndate: %s\nauthor: Ada Perrin\nurl: %s\n---\n\n%s\n" % (TITLE, DAY, URL, "\n\n".join(PARAGRAPHS))
    got = story(folder, "front.txt", front.encode(), url=URL)
    check(got[0].get("authors") == "Ada Perrin", "front matter: the author", got[0])
    head = "Title: %s\n\nURL Source: %s\n\nPublished Time: %sT08:00:00Z\n\nMarkdown Content:\n%s\n" % (TITLE, URL, DAY, "\n\n".join(PARAGRAPHS))
    story(folder, "head.md", head.encode(), url=URL)
    lists = "# Plan\n\nThe plan of the mayor has these points, people who saw it said on Monday:\n\n- fees fall by a third\n  - for pilots first\n- one timetable for both harbours\n"
    code, got, err = read(folder, "list.md", lists.encode())
    check("- fees fall by a third\n  - for pilots first\n- one timetable" in got[0]["text"], "Markdown: nested lists", got[0]["text"])


def json_forms(folder):
    x = {"id": "a1", "title": TITLE, "published": DAY, "url": URL, "text": "\n".join(PARAGRAPHS)}
    y = dict(x, id="a2")
    story(folder, "one.json", json.dumps(x, indent=2).encode(), url=URL)
    got = story(folder, "list.json", json.dumps([x, y]).encode(), url=URL, n=2)
    check([g["id"] for g in got] == ["a1", "a2"], "JSON: ids as given")
    story(folder, "pretty.json", json.dumps([x, y], indent=1).encode(), n=2)
    story(folder, "lines.jsonl", (json.dumps(x) + "\n" + json.dumps(y)).encode(), n=2)
    story(folder, "lines.txt", (json.dumps(x) + "\n" + json.dumps(y) + "\n").encode(), n=2)
    story(folder, "lines.jsonl.gz", gzip.compress((json.dumps(x) + "\n").encode()))
    code, got, err = read(folder, "broken.json", json.dumps([x, y])[:-20].encode())
    check("R021" in err, "JSON cut short: told", err)
    code, got, err = read(folder, "half.json", json.dumps([x, {"id": 3}, 5, y]).encode())
    check(len(got) == 2 and code == 1 and "J002" in err and "J001" in err, "JSON: bad objects told, good ones read", err)


def feeds(folder):
    body = "".join("<p>%s</p>" % p for p in PARAGRAPHS)
    rss = ("<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
           "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Harbour News</title><link>https://h.example</link>"
           "<language>en-gb</language><item><title>%s</title><link>%s</link><pubDate>Wed, 05 Mar 2031 09:30:00 +0900</pubDate>"
           "<dc:creator>Ada Perrin</dc:creator><media:content><media:title>A ship</media:title></media:content><description>Short.</description>"
           "<content:encoded><![CDATA[%s]]></content:encoded></item><item><title>Only a title</title></item></channel></rss>" % (TITLE, URL, body))
    got = story(folder, "feed.xml", rss.encode(), url=URL, n=2)
    check(got[0].get("publisher") == "Harbour News" and got[0].get("authors") == "Ada Perrin" and got[0]["published"] == DAY + "T09:30+09:00",
          "RSS: channel, author, zone", got[0])
    check(got[1]["text"] == "Only a title", "RSS: an item without text keeps its title", got[1])
    story(folder, "latin.rss", rss.replace("utf-8", "iso-8859-1").replace("“", "\"").replace("”", "\"").encode("latin-1"),
          n=2, paragraphs=PARAGRAPHS[:2])
    atom = ("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Harbour News</title><entry><title type='html'>%s</title>"
            "<link rel='self' href='https://x.example/self'/><link href='%s'/><updated>%sT12:00:00Z</updated><author><name>Ada Perrin</name></author>"
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>%s</div></content></entry></feed>" % (TITLE, URL, DAY, body))
    got = story(folder, "atom.xml", atom.encode(), url=URL)
    check(got[0].get("authors") == "Ada Perrin", "Atom: author", got[0])
    story(folder, "atom-html.xml", atom.replace("type='xhtml'", "type='html'").replace("<div xmlns='http://www.w3.org/1999/xhtml'>%s</div>" % body,
          body.replace("<", "&lt;")).encode(), url=URL)
    rdf = ("<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
           "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>港ニュース</title><dc:language>ja</dc:language></channel><item><title>%s</title><link>%s</link>"
           "<dc:date>%sT10:00:00+09:00</dc:date><description>%s</description></item></rdf:RDF>" % (JA_TITLE, URL, DAY, "".join(JA)))
    got = story(folder, "rdf.xml", rdf.encode(), title=JA_TITLE, url=URL, paragraphs=JA)
    check(got[0].get("lang") == "ja", "RDF: language", got[0])
    story(folder, "sjis.rdf", rdf.replace("version='1.0'?", "version='1.0' encoding='Shift_JIS'?", 1).encode("cp932"),
          title=JA_TITLE, paragraphs=JA)
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour News", "language": "en",
            "items": [{"id": "1", "url": URL, "title": TITLE, "date_published": DAY + "T09:30:00Z", "authors": [{"name": "Ada Perrin"}], "content_html": body}]}
    got = story(folder, "feed.json", json.dumps(feed).encode(), url=URL)
    check(got[0].get("authors") == "Ada Perrin", "JSON Feed: author", got[0])
    code, got, err = read(folder, "cut.xml", rss.encode()[:-60])
    check(len(got) >= 1 and "R021" in err and all(p in got[0]["text"] for p in PARAGRAPHS), "RSS cut short: what came is read, told", err)
    bare = rss.replace("Harbour News", "Ships & Harbours &nbsp; News").replace("<![CDATA[%s]]>" % body, body.replace("<", "&lt;"))
    got = story(folder, "bare.xml", bare.encode(), n=2)
    check(got and got[0].get("publisher", "").startswith("Ships & Harbours"), "RSS: a bare & is read", got and got[0])


def mails(folder):
    html = page().encode()
    saved = ("From: <Saved by Blink>\r\nSnapshot-Content-Location: %s\r\nSubject: =?utf-8?Q?%s?=\r\nDate: Sun, 9 Mar 2031 00:00:00 -0000\r\n"
             "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Bound=_1\"\r\n\r\n\r\n"
             "------Bound=_1\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: %s\r\n\r\n%s\r\n"
             "------Bound=_1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
             "------Bound=_1\r\nContent-Type: text/html\r\n\r\n<html><body><p>An advertisement in a frame of the page, long enough to look like text.</p></body></html>\r\n"
             "------Bound=_1--\r\n" % (URL, TITLE.replace(" ", "_"), URL, quopri.encodestring(html).decode()))
    story(folder, "saved.mhtml", saved.encode(), url=URL)
    story(folder, "saved.mht.gz", gzip.compress(saved.encode()), url=URL)
    story(folder, "unix.mhtml", saved.replace("\r\n", "\n").encode(), url=URL)
    subject = "=?utf-8?B?" + base64.b64encode(JA_TITLE.encode()[:10]).decode() + "?= =?utf-8?B?" + base64.b64encode(JA_TITLE.encode()[10:]).decode() + "?="
    mail = ("From: \"Ada Perrin\" <ada@port.example>\nTo: press@gull.example\nSubject: %s\nDate: Wed, 5 Mar 2031 09:30 +0900\nMessage-ID: <1@x>\n"
            "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b1\n\n--b1\nContent-Type: text/plain; charset=iso-2022-jp\n\nplain\n"
            "--b1\nContent-Type: text/html; charset=iso-2022-jp\nContent-Transfer-Encoding: base64\n\n%s\n--b1--\n"
            % (subject, base64.encodebytes(("<html><body>" + "".join("<p>%s</p>" % p for p in JA) + "</body></html>").encode("iso-2022-jp")).decode()))
    got = story(folder, "mail.eml", mail.encode(), title=JA_TITLE, paragraphs=JA)
    check(got[0].get("authors") == "Ada Perrin", "mail: its sender", got[0])
    plain = "From: Press Office <press@port.example>\nDate: 5 Mar 2031 09:30 GMT\nSubject: %s\nMessage-ID: <2@x>\n\n%s\n" % (TITLE, "\n\n".join(PARAGRAPHS))
    story(folder, "plain.eml", plain.encode())
    cut = mail.replace("--b1--\n", "")[:-40]
    code, got, err = read(folder, "cut.eml", cut.encode())
    check(len(got) == 1 and JA[0] in got[0]["text"], "a mail cut short: what came is read", err)


def captures(folder):
    html = page().encode()
    story(folder, "answer.http", http(html))
    story(folder, "chunks.http", http(chunked(html), extra=["Transfer-Encoding: chunked"]))
    for name, packed in (("gzip", gzip.compress(html)), ("deflate", zlib.compress(html)), ("br", tool("brotli", html, "-c")),
                         ("zstd", tool("zstd", html, "-c"))):
        story(folder, name + ".http", http(packed, extra=["Content-Encoding: " + name]))
        story(folder, name + "-chunks.http", http(chunked(packed), extra=["Content-Encoding: " + name, "Transfer-Encoding: chunked"]))
        story(folder, name + "-said.http", http(html, extra=["Content-Encoding: " + name]), quiet=False)
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    story(folder, "bare-deflate.http", http(raw.compress(html) + raw.flush(), extra=["Content-Encoding: deflate"]))
    got = read(folder, "moved.http", http(b"<p>Moved</p>", status="301 Moved"))[1]
    check(got == [], "an answer that is no page holds no article")
    sjis = page(JA, JA_TITLE, charset="utf-8", lang="ja").encode("cp932")
    story(folder, "header.http", http(sjis, "text/html; charset=Shift_JIS"), title=JA_TITLE, paragraphs=JA[:1])
    info = record(b"software: x\r\n", "warcinfo", media="application/warc-fields")
    request = record(b"GET / HTTP/1.1\r\n\r\n", "request", media="application/http; msgtype=request")
    image = record(http(b"\x89PNG" + bytes(5000), "image/png"), url="https://x.example/i.png")
    first, second = record(http(html)), record(http(page(JA, JA_TITLE, lang="ja").encode()), url=URL + "/ja", version="1.0")
    text = record("\n".join([TITLE, "", *PARAGRAPHS]).encode(), "conversion", media="text/plain", url=URL + "/wet")
    records = [info, request, first, image, second, text]
    for name, data in (("plain.warc", b"".join(records)), ("each.warc.gz", b"".join(gzip.compress(r) for r in records)),
                       ("whole.warc.gz", gzip.compress(b"".join(records))),
                       ("each.warc.zst", b"".join(tool("zstd", r, "-c") for r in records))):
        got = story(folder, name, data, url=URL, n=3)
        if len(got) == 3:
            check(got[1].get("title") == JA_TITLE and got[1].get("url") == URL + "/ja", name + ": the second page", got[1])
            check(PARAGRAPHS[2] in got[2]["text"] and got[2]["url"] == URL + "/wet", name + ": the text record", got[2])
    with_dictionary(folder, records)
    noise = first + b"garbage between\r\n\r\n" + second
    code, got, err = read(folder, "noise.warc", noise)
    check(len(got) == 2 and "can't be read" in err, "an archive with garbage between: both pages, told", err)
    for cut in (len(first) + 100, len(first) + len(second) // 2):
        code, got, err = read(folder, "cut.warc", (first + second)[:cut])
        check(len(got) >= 1 and got[0]["title"] == TITLE and "can't be read" in err, "an archive cut at %d: what came before, told" % cut, err)
    packed = gzip.compress(first) + gzip.compress(second)
    code, got, err = read(folder, "cut.warc.gz", packed[:-50])
    check(len(got) >= 1 and "can't be read" in err, "a packed archive cut: what came before, told", err)
    flipped = bytearray(gzip.compress(first) + gzip.compress(second))
    flipped[len(gzip.compress(first)) + 60] ^= 0xFF
    code, got, err = read(folder, "flip.warc.gz", bytes(flipped))
    check(len(got) >= 1 and "can't be read" in err, "a packed archive damaged: what came before, told", err)
    code, out, err = read(folder, "list.warc", b"".join(records), "--list")
    check([line.split()[0] for line in out.splitlines()] == ["html", "html", "text"] and "utf-8" in out, "read --list", out)


def with_dictionary(folder, records):
    dictionary = os.path.join(folder, "dict")
    samples = []
    for i in range(200):
        samples.append(os.path.join(folder, "s%d" % i))
        with open(samples[-1], "wb") as f:
            f.write(record(http(page([p.replace("Portvale", "Port%d" % i) for p in PARAGRAPHS]).encode())))
    subprocess.run(["zstd", "-q", "--train", *samples, "-o", dictionary, "--maxdict=4096"], check=True, capture_output=True)
    with open(dictionary, "rb") as f:
        words = f.read()
    frame = b"\x5D\x2A\x4D\x18" + len(words).to_bytes(4, "little") + words
    packed = [tool("zstd", r, "-c", "-D", dictionary) for r in records]
    story(folder, "dict.warc.zst", frame + b"".join(packed), url=URL, n=3)
    small = tool("zstd", words, "-c")
    frame = b"\x5D\x2A\x4D\x18" + len(small).to_bytes(4, "little") + small
    story(folder, "dict2.warc.zst", frame + b"".join(packed), url=URL, n=3)


def zips(folder):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a/page.html", page())
        z.writestr("__MACOSX/a/._page.html", b"\0\5\x16\7")
        z.writestr("b/ja.html", page(JA, JA_TITLE, lang="ja"))
        z.writestr("c/plain.txt.gz", gzip.compress("\n\n".join([TITLE, *PARAGRAPHS]).encode()))
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as y:
            y.writestr("deep.html", page(title="A deep one"))
        z.writestr("d.zip", inner.getvalue())
    got = story(folder, "pile.zip", data.getvalue(), n=4)
    check([g.get("title") for g in got] == [TITLE, JA_TITLE, TITLE, "A deep one"], "zip: all members in order", [g.get("title") for g in got])
    code, got, err = read(folder, "cut.zip", data.getvalue()[:-30])
    check(got == [] and "R023" in err, "a .zip cut short: told", err)
    office = io.BytesIO()
    with zipfile.ZipFile(office, "w") as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("word/document.xml", "<w/>")
    code, got, err = read(folder, "office.docx", office.getvalue())
    check(got == [] and code == 1 and "R003" in err, "an office document: no text, told", err)


def about(folder):
    """Who wrote it, whose it is, when it was changed, and who told so."""
    body = "".join("<p>%s</p>" % p for p in PARAGRAPHS)
    ld = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "alternativeHeadline": "Pilots want a say in what the fees pay for",
          "datePublished": DAY + "T09:30:00+09:00", "dateModified": DAY + "T11:45:00+09:00", "articleSection": "Harbours",
          "author": [{"@type": "Person", "name": "Ada Perrin"}, {"@type": "Person", "name": "Jon Quill"}],
          "publisher": {"@type": "Organization", "name": "Portvale Post"}}
    html = ("<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>%s | Portvale Post</title><meta property=article:section content=World>"
            "<meta property=article:published_time content=2031-04-20><script type=application/ld+json>%s</script></head><body><article><h1>%s</h1>"
            "<figure><img src=a.jpg><figcaption>The ferry at the pier of Gull Island on Monday.</figcaption></figure>"
            "<p>PORTVALE (Reuters) - %s</p><h2>What it costs</h2>%s<blockquote><p>“A fair price is one that both pay,” said the mayor of the island.</p></blockquote>"
            "<ul><li>Fees fall by a third before the summer.</li><li>One timetable holds for both harbours.</li></ul></article></body></html>"
            % (TITLE, json.dumps(ld), TITLE, PARAGRAPHS[0], body))
    code, got, err = read(folder, "about.html", html.encode())
    x = got[0]
    check(x.get("authors") == "Ada Perrin, Jon Quill" and x.get("publisher") == "Portvale Post", "about: authors, publisher", x)
    check(x.get("updated") == DAY + "T11:45+09:00" and x.get("section") == "Harbours", "about: change, section", x)
    check(x.get("agency") == "Reuters" and x.get("subtitle", "").startswith("Pilots want"), "about: agency, subtitle", x)
    check(x.get("told_by", {}).get("title") == "h1" and x["told_by"].get("authors") == "json-ld", "about: who told", x.get("told_by"))
    check("R028" in err and "2031-04-20" in err, "about: a day that contradicts is told", err)
    check(x.get("captions") == ["The ferry at the pier of Gull Island on Monday."] and "at the pier" not in x["text"], "about: the caption stands apart", x)
    text = x["text"].encode()
    kinds = {text[b["span"][0]:b["span"][1]].decode()[:12]: b["kind"] for b in x["blocks"]}
    check(kinds.get("What it cost") == "heading" and kinds.get("“A fair pric") == "quote" and kinds.get("- Fees fall ") == "item"
          and kinds.get("Mayor Linden") == "paragraph", "about: what each piece is", kinds)
    rows = [line.split("\t") for line in keii(":none:", "test-blocks", os.path.join(folder, "about.html"))[1].splitlines()[1:]]
    check(len(rows) > 8 and all(len(r) == 5 and r[3] for r in rows), "test-blocks: each block with a reason", rows)
    ja = "".join("<p>%s</p>" % p for p in ["【ツバメ港=海野一郎、白浜花子】" + JA[0], JA[1]])
    code, got, err = read(folder, "ja.html", ("<html lang=en><meta charset=utf-8><h1>%s</h1><article>%s<p>（ロイター）</p></article></html>" % (JA_TITLE, ja)).encode())
    check(got[0].get("authors") == "海野一郎, 白浜花子" and got[0].get("agency") == "Reuters", "about: a Japanese dateline", got[0])
    check(got[0]["lang"] == "ja" and "R029" in err, "about: a wrong language is overruled and told", err)
    code, got, err = read(folder, "no.html", page(lang="nb-NO", title="Talks").encode())
    check(got[0]["lang"] == "nb", "about: a language that no pack reads is told", got[0]["lang"])
    code, got, err = read(folder, "kyodo.txt", ("%s\n\n2031年3月5日 9:30\n\n【カモメ港共同】%s\n%s\n" % (JA_TITLE, JA[0], JA[1])).encode())
    check(got[0].get("agency") == "Kyodo News", "about: an agency behind a place", got[0])
    code, got, err = read(folder, "pa.txt", ("%s\n\nMarch 5, 2031\n\nThe Port Authority (PA) of the island met. %s\n%s\n" % (TITLE, *PARAGRAPHS[:2])).encode())
    check("agency" not in got[0], "about: initials in a sentence are no agency", got[0])


def apart(folder):
    """Two reports on one page are two articles; a teaser is none."""
    def post(title, day, paragraphs, link):
        return ("<article class=post><h2><a href=%s>%s</a></h2><time datetime=%sT08:00:00Z>%s</time>%s</article>"
                % (link, title, day, day, "".join("<p>%s</p>" % p for p in paragraphs)))
    more = ["The pilots of both harbours met again on Friday and agreed to lower their fees by a tenth until the summer, their speaker said.",
            "A longer agreement depends on the price of fuel, which the island wants to share with its neighbour from next year on.",
            "Mayor Tarrow called the result a good start and said that both councils would vote on it before the end of the month."]
    teaser = "<article class=teaser><h2><a href=/x>Ferry photos</a></h2><time datetime=2031-03-01>1 March</time><p>More pictures.</p></article>"
    html = ("<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Harbour blog</title></head><body><nav><a href=/>Home</a></nav><main>%s%s%s</main></body></html>"
            % (post(TITLE, DAY, PARAGRAPHS, URL), post("Pilots agree on lower fees", "2031-03-07", more, URL + "/2"), teaser))
    code, got, err = read(folder, "blog.html", html.encode())
    check(len(got) == 2, "apart: two articles", [g.get("title") for g in got])
    if len(got) == 2:
        check([g["title"] for g in got] == [TITLE, "Pilots agree on lower fees"], "apart: their titles", [g["title"] for g in got])
        check([g["published"][:10] for g in got] == [DAY, "2031-03-07"], "apart: their dates", [g["published"] for g in got])
        check([g.get("url") for g in got] == [URL, URL + "/2"], "apart: their addresses", [g.get("url") for g in got])
        check("tenth" not in got[0]["text"] and "seven-point" not in got[1]["text"], "apart: their sentences", got)


def boxes(folder):
    """Questions of consent, and what stands twice, are no story."""
    ask = ["We and our partners store cookies on your device to show you advertising that fits what you like to read.",
           "You may change your choice at any time in the settings of your browser, which you find at the foot of each page."]
    gift = ["The Portvale Post lives from its readers alone, and each report that you read here was paid for by one of them.",
            "Give what a cup of coffee costs and help us to report from the harbours of the strait for another ten years."]
    def box(name, lines):
        return "<div class=%s><div>%s</div></div>" % (name, "".join("<p>%s</p>" % x for x in lines))
    body = "<p>%s</p>%s<p>%s</p>%s<p>%s</p>" % (PARAGRAPHS[0], box("note", gift), PARAGRAPHS[1], box("note", gift), PARAGRAPHS[2])
    html = ("<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>%s</title></head><body><article><h1>%s</h1>%s</article>%s</body></html>"
            % (TITLE, TITLE, body, box("cookie-consent", ask)))
    code, got, err = read(folder, "boxes.html", html.encode())
    text = got[0]["text"]
    check("cookies" not in text and "browser" not in text, "boxes: no question of consent", text)
    check(text.count("cup of coffee") <= 1 and text.count("lives from its readers") <= 1, "boxes: nothing twice", text)
    check(all(p in text for p in PARAGRAPHS), "boxes: the story", text)


def scripted(folder):
    """A page that scripts fill holds its story as JSON in one of them."""
    story_html = "".join("<p>%s</p>" % p for p in PARAGRAPHS)
    for name, inner in (("plain", json.dumps({"page": {"title": TITLE, "note": "<p>Short.</p>", "body": story_html}})),
                        ("escaped", json.dumps({"body": story_html}).replace("<", "\\u003c")),
                        ("twice", "self.push([1,%s])" % json.dumps(json.dumps({"menu": ["a", "b"], "body": story_html})).replace("<", "\\u003c"))):
        html = ("<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>%s</title><meta name=description content='Short words only.'></head>"
                "<body><div id=app></div><script>%s</script></body></html>" % (TITLE, inner))
        code, got, err = read(folder, name + ".html", html.encode())
        text = got[0]["text"] if got else ""
        check(all(p in text for p in PARAGRAPHS) and "<" not in text and "menu" not in text, "scripted: " + name, text)
    cut = "<html><body><script>{\"body\": \"%s" % ("<p>word and word and no end" * 40)
    code, got, err = read(folder, "cut.html", cut.encode())
    check(code in (0, 1) and "Traceback" not in err, "scripted: a string without end", err)


def copies(folder):
    """An agency's text in two papers is one independent source."""
    store = os.path.join(folder, "copies.db")
    text = PARAGRAPHS + ["Officials in both towns said that the first ship under the new timetable would leave on the first Monday of May."]
    other = ["The council of Swallow Harbour on Thursday voted to keep its lighthouse, which the coast guard had wanted to close.",
             "It will cost the town forty thousand crowns a year, a sum that the fishermen promised to share for ten years at least."]
    for name, paragraphs, day in (("a.html", text, "2031-03-05"), ("b.html", ["PORTVALE - " + text[0]] + text[1:], "2031-03-06"), ("c.html", other, "2031-03-06")):
        with open(os.path.join(folder, name), "w") as f:
            f.write(page(paragraphs, title=name + " of Portvale", date=day))
    code, out, err = keii(store, "add", *(os.path.join(folder, n) for n in ("b.html", "a.html", "c.html")))
    check("1 article is a copy or rewrite of others" in out, "copies: told on adding", out)
    listed = [json.loads(line) for line in keii(store, "articles", "--json")[1].splitlines()]
    by = {a["source_name"].split("/")[-1]: a for a in listed}
    check(by["b.html"].get("copy_of") == by["a.html"]["id"], "copies: of the one that came out first", listed)
    check("copy_of" not in by["a.html"] and "copy_of" not in by["c.html"], "copies: no other is one", listed)
    x = json.loads(keii(store, "export")[1])
    check(len(x["copies"]) == 1 and x["copies"][0]["likeness"] == "near", "copies: in the export", x["copies"])


def added(folder):
    """What was unwrapped is added, verified and shown like any page."""
    store = os.path.join(folder, "s.db")
    path = os.path.join(folder, "add.warc.gz")
    with open(path, "wb") as f:
        for i in range(40):
            f.write(gzip.compress(record(http(page([p.replace("seven", str(i + 3)) for p in PARAGRAPHS], title="%s, part %d" % (TITLE, i)).encode()),
                                         url="%s/%d" % (URL, i))))
    code, out, err = keii(store, "add", path)
    check(code == 0 and out.count("1 article\n") == 40 and "add.warc.gz#" + URL + "/7" in out, "add: each record a source", out[-300:] + err)
    code, out, err = keii(store, "verify")
    check(code == 0, "verify after adding an archive", out + err)
    before = keii(store, "export")[1]
    check(keii(store, "rebuild")[0] == 0 and keii(store, "export")[1] == before, "rebuild after adding an archive")
    code, out, err = keii(store, "add", path)
    check(code == 0 and "40 known" in out, "added again: all known", out[-200:] + err)


def main():
    with scratch() as folder:
        for group in (pages, json_forms, feeds, mails, captures, zips, about, apart, boxes, scripted, copies, added):
            group(folder)
    finish()


main()
