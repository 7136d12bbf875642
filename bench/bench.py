"""bench.py BUILD DIR N - times keii annotate against MeCab alone.

DIR/base.jsonl is repeated to N articles; MeCab gets the same Japanese text, a
sentence a line. Five rounds in turn; the median round counts. Prints ratio,
articles/s, MB/s and the largest resident set at N/10 and at N articles.
"""
import json
import os
import re

import statistics
import subprocess
import sys

BUILD, DIR, N = sys.argv[1], sys.argv[2], int(sys.argv[3])

def run(cmd, src):
    """CPU seconds (user + system) and peak KB of one run."""
    with open(src, 'rb') as f:
        p = subprocess.Popen(cmd, stdin=f, stdout=subprocess.DEVNULL)
        _, status, use = os.wait4(p.pid, 0)
    if status:
        sys.exit('%s: status %d' % (cmd, status))
    return use.ru_utime + use.ru_stime, use.ru_maxrss

def main():
    with open(os.path.join(DIR, 'base.jsonl'), encoding='utf-8') as f:
        base = [json.loads(x) for x in f]
    size = 0
    paths = {n: os.path.join(DIR, '%d.jsonl' % n) for n in (N // 10, N)}
    with open(os.path.join(DIR, 'text'), 'w', encoding='utf-8') as text:
        for n, path in paths.items():
            with open(path, 'w', encoding='utf-8') as out:
                for i in range(n):
                    a = dict(base[i % len(base)], id='b%d' % i)
                    out.write(json.dumps(a, ensure_ascii=False) + '\n')
                    if n == N:
                        size += len(a['text'].encode())
                        text.write('\n'.join(x for x in re.split('(?<=。)|\n', a['text']) if x.strip()) + '\n')
    floor, whole = [], []
    for _ in range(5):
        floor.append(run([BUILD + '/bench/floor-mecab'], os.path.join(DIR, 'text'))[0])
        whole.append(run([BUILD + '/src/keii', 'annotate'], paths[N])[0])
    small = run([BUILD + '/src/keii', 'annotate'], paths[N // 10])[1]
    large = run([BUILD + '/src/keii', 'annotate'], paths[N])[1]
    ratio = statistics.median(w / f for w, f in zip(whole, floor))
    w = statistics.median(whole)
    print('articles %d, text %.1f MB' % (N, size / 1e6))
    print('mecab alone  %.2f s (%.2f MB/s)' % (statistics.median(floor), size / 1e6 / statistics.median(floor)))
    print('annotate     %.2f s (%.2f MB/s, %.0f articles/s)' % (w, size / 1e6 / w, N / w))
    print('ratio        %.2f (min %.2f, max %.2f)' % (ratio, min(w / f for w, f in zip(whole, floor)), max(w / f for w, f in zip(whole, floor))))
    print('peak memory  %.1f MB at %d articles, %.1f MB at %d' % (small / 1024, N // 10, large / 1024, N))

main()
