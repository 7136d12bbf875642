"""times.py BUILD SHARED - the stage of times, alone and as a whole process, beside chrono (bench/times, npm).

Text: news in both languages of SHARED/corpora.tar.xz (sentences of UD Japanese GSD put together to articles, GUM's
news), where that is there, else the demonstration pile; repeated to MB megabytes (default 5) a language. For each
language and for both mixed, five rounds in turn: the stage inside the process (bench/stages), the whole process
`keii annotate --only times`, chrono's parser of that language, warm, without reading its input. CPU seconds of one
core, medians, MB of text a second, ratios.
"""
import glob
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 5
MB = float(os.environ.get("MB", "5")) * 1e6


def corpora(path):
    """Articles by language."""
    japanese, english = [], []
    with tarfile.open(path) as tar:
        for member in tar:
            if member.name.endswith("train.bio"):
                text = tar.extractfile(member).read().decode()
                lines = ["".join(x.split("\t")[0] for x in s.split("\n")) for s in text.split("\n\n")]
                for i in range(0, len(lines), 20):
                    part = lines[i:i + 20]
                    japanese.append("\n".join("".join(part[k:k + 3]) for k in range(0, len(part), 3)))
            elif "/GUM_news_" in member.name:
                text = tar.extractfile(member).read().decode()
                paragraphs = text.split("\n# newpar\n")
                english.append("\n".join(" ".join(line[9:] for line in p.split("\n") if line.startswith("# text = "))
                                         for p in paragraphs))
    return {"ja": japanese, "en": english}


def pile(keii):
    files = sorted(glob.glob(os.path.join(HERE, "..", "demo", "pile", "*")))
    out = subprocess.run([keii, "--quiet", "read", *files], check=True, stdout=subprocess.PIPE).stdout.decode()
    texts = {"ja": [], "en": []}
    for line in out.splitlines():
        article = json.loads(line)
        texts["en" if article["text"].isascii() else "ja"].append(article["text"])
    return texts


def write(folder, texts):
    """Three files: each language, and both mixed; (name, path, bytes of text)."""
    articles = {}
    for lang, all_of_it in texts.items():
        articles[lang] = []
        size = k = 0
        while size < MB:
            text = all_of_it[k % len(all_of_it)]
            size += len(text.encode())
            articles[lang].append({"id": "%s%d" % (lang, k), "lang": lang, "published": "2017-03-05", "text": text})
            k += 1
    articles["both"] = articles["ja"] + articles["en"]
    random.Random(1).shuffle(articles["both"])
    for name, some in articles.items():
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as f:
            for a in some:
                f.write(json.dumps(a, ensure_ascii=False) + "\n")
        yield name, path, sum(len(a["text"].encode()) for a in some)


def cpu(command, path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(path, "rb") as f:
        subprocess.run(command, check=True, stdin=f, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def stage(build, path):
    out = subprocess.run([os.path.join(build, "bench", "stages"), path, "3"], check=True, stdout=subprocess.PIPE).stdout
    rows = {line.split()[0]: float(line.split()[1]) for line in out.decode().splitlines()}
    return rows["times"], rows["sentences"]


def main():
    build, shared = sys.argv[1], sys.argv[2]
    os.environ.setdefault("KEII_PACKS", os.path.join(HERE, "..", "packs"))
    keii = os.path.join(build, "src", "keii")
    given = os.path.join(shared, "corpora.tar.xz")
    texts = corpora(given) if os.path.exists(given) else pile(keii)
    peer = ["node", os.path.join(HERE, "times", "read.mjs")]
    with tempfile.TemporaryDirectory() as folder:
        print("%-5s %6s  %22s  %22s  %22s  %22s  %s" % ("text", "MB", "stage of times", "sentences and times",
                                                        "whole process", "chrono", "stage/chrono"))
        for name, path, size in write(folder, texts):
            runs = []
            for _ in range(ROUNDS):
                times, sentences = stage(build, path)
                whole = cpu([keii, "--quiet", "annotate", "--only", "times"], path)
                out = subprocess.run([*peer, path], check=True, stdout=subprocess.PIPE).stdout
                runs.append((times, times + sentences, whole, float(out.split()[1])))
            middle = [statistics.median(r[i] for r in runs) for i in range(4)]
            ratios = sorted(r[3] / r[0] for r in runs)
            print("%-5s %6.1f  %s  %.1f (%.1f to %.1f)"
                  % (name, size / 1e6, "  ".join("%7.3f s %6.1f MB/s" % (m, size / 1e6 / m) for m in middle),
                     statistics.median(ratios), ratios[0], ratios[-1]))


if __name__ == "__main__":
    main()
