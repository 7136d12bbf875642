"""score-extract.py [BENCH] - without BENCH: keii read's lines to the scorer's
predictions {id, text, title, date}, the articles of one page as one; with it:
the scorer's figures in a line."""
import json
import sys


def predictions():
    pages = {}
    for line in sys.stdin:
        x = json.loads(line)
        page = pages.setdefault(x['id'], {'id': x['id'], 'text': '', 'title': x.get('title'), 'date': x.get('published')})
        page['text'] = (page['text'] + '\n' + x['text']).strip()
    for page in pages.values():
        print(json.dumps(page, ensure_ascii=False))


def figures(bench):
    o = json.load(sys.stdin)
    out = ['%-10s %d of %d pages' % (bench, o['predicted'], o['pages'])]
    if 'shingle4' in o:
        out.append('F1 %.4f (P %.4f R %.4f)' % tuple(o['shingle4'][k] for k in ('F1', 'P', 'R')))
    if 'char4' in o:
        out.append('char-4 %.4f' % o['char4']['F1'])
    if 'char4_ja' in o:
        out.append('ja %.4f' % o['char4_ja']['F1'])
    if 'date' in o:
        out.append('date %.4f' % o['date']['Acc'])
    if 'date_day' in o:
        out.append('date %.4f' % o['date_day']['exact'])
    if 'title' in o:
        out.append('title %.4f' % o['title']['normalised'])
    print('  '.join(out))


figures(sys.argv[1]) if len(sys.argv) > 1 else predictions()
