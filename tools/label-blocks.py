"""label-blocks.py SUITE BENCH… - which blocks of annotated pages are story.

SUITE holds BENCH.jsonl, each line {id, html, url, gold: {text}}. For each page
its blocks (keii test-blocks; $KEII is the program) are laid along the gold
text: of all places where blocks stand in it, the chain in the same order that
covers most. Output, for train-blocks: path, fold (by the page's domain), and
"label:weight" for each block in order; weight 0 = not to be learnt from.
"""
import json
import os
import subprocess
import sys
import unicodedata
import zlib
from urllib.parse import urlsplit

FOLDS = 5
PIECE = 16


def letters(s):
    return ''.join(c for c in unicodedata.normalize('NFKC', s).casefold() if c.isalnum())


def domain(url):
    host = (urlsplit(url).hostname or '').split('.')
    short = len(host) > 2 and len(host[-2]) <= 3
    return '.'.join(host[-3:] if short else host[-2:])


def blocks_of(paths):
    """The letters of each block of each page."""
    out = subprocess.run([os.environ['KEII'], '--quiet', 'test-blocks', *paths], capture_output=True, check=True).stdout
    pages = []
    for line in out.decode('utf-8', 'replace').split('\n'):
        if line.startswith('# '):
            pages.append([])
        elif line.count('\t') >= 4:
            pages[-1].append(letters(line.split('\t', 4)[4]))
    return pages


def all_places(gold, text, most=30):
    at = gold.find(text)
    while at >= 0 and most:
        yield at
        at = gold.find(text, at + 1)
        most -= 1


def candidates(gold, pieces, lines, text):
    """(from, to, letters covered) of each place where a block may stand."""
    if len(text) >= 12:
        found = [(at, at + len(text), len(text)) for at in all_places(gold, text)]
        if found or len(text) < 2 * PIECE:
            return found
        hits = {}
        total = 0
        for i in range(0, len(text) - PIECE + 1, 4):
            total += 1
            for at in pieces.get(text[i:i + PIECE], ()):
                hits.setdefault((at - i) // 400, []).append(at)
        if not hits:
            return []
        best = max(hits.values(), key=len)
        share = len(best) / total
        if share < .3:
            return []
        return [(min(best), max(best) + PIECE, share * len(text))]
    return [(a, b, len(text)) for a, b in lines.get(text, ())]


def chain(cands):
    """The heaviest chain of candidates in order, by block and by place."""
    best = []
    for k, (block, start, end, weight) in enumerate(cands):
        top, prev = 0, -1
        for j in range(k - 1, max(-1, k - 1500), -1):
            b, s, e, w = cands[j]
            if b < block and e <= start + 8:
                value = best[j][0] + (4 if start - e < 4 else 0)
                if value > top:
                    top, prev = value, j
        best.append((top + weight, prev))
    if not best:
        return []
    k = max(range(len(best)), key=lambda i: best[i][0])
    out = []
    while k >= 0:
        out.append(cands[k])
        k = best[k][1]
    return out[::-1]


def label(blocks, text):
    gold, lines, at = '', {}, 0
    for line in text.split('\n'):
        x = letters(line)
        if x:
            lines.setdefault(x, []).append((len(gold), len(gold) + len(x)))
        gold += x
    pieces = {}
    for i in range(len(gold) - PIECE + 1):
        pieces.setdefault(gold[i:i + PIECE], []).append(i)
    cands = [(i, *c) for i, b in enumerate(blocks) if b for c in candidates(gold, pieces, lines, b)]
    chosen = chain(cands)
    labels = [0.0] * len(blocks)
    weights = [1.0] * len(blocks)
    spans = {}
    for block, start, end, weight in chosen:
        share = weight / len(blocks[block])
        labels[block] = 1.0 if share > .5 else 0.0
        if .25 < share < .75:
            weights[block] = .3
        spans[block] = (start, end)
    # short blocks that continue the one before or precede the next
    keys = sorted(spans)
    for a, b in zip(keys, keys[1:]):
        place = spans[a][1]
        for i in range(a + 1, b):
            x = blocks[i]
            if x and gold.startswith(x, place) and place + len(x) <= spans[b][0] + 2:
                labels[i] = 1.0
                place += len(x)
    # the same text elsewhere is neither right nor wrong
    taken = {blocks[i] for i in spans}
    for i, b in enumerate(blocks):
        if i not in spans and labels[i] == 0 and len(b) >= 30 and b in taken:
            weights[i] = 0.0
    return labels, weights, len(gold)


def main():
    suite = sys.argv[1]
    for bench in sys.argv[2:]:
        covered = total = 0
        with open(os.path.join(suite, bench + '.jsonl'), encoding='utf-8') as f:
            pages = [x for x in map(json.loads, f) if x['gold'].get('text')]
        paths = [os.path.join(suite, x['html']) for x in pages]
        for x, path, blocks in zip(pages, paths, blocks_of(paths)):
            text = x['gold']['text']
            labels, weights, size = label(blocks, text)
            got = sum(len(b) for b, y in zip(blocks, labels) if y)
            covered += min(got, size)
            total += size
            if got < .7 * size:
                print('%s: %d of %d letters found' % (x['id'], got, size), file=sys.stderr)
            scale = max(size, 200)
            cells = []
            for b, y, w in zip(blocks, labels, weights):
                cells.append('%g:%.4f' % (y, w * ((len(b) + 10) / scale) ** .5))
            fold = zlib.crc32(domain(x['url']).encode()) % FOLDS
            print('\t'.join([path, str(fold), ' '.join(cells)]))
        print('%s: %.3f of the gold letters found' % (bench, covered / max(1, total)), file=sys.stderr)


main()
