"""score.py DEV CHECK RECORD [NOTE] - the scorers' figures in one short table.

Each file ends with one JSON object (the scorers' --json). With a NOTE one row
goes to bench/SCORES.md: date, commit, note, figures (dev/check).
"""
import json
import subprocess
import sys
import time

ROWS = [  # column, figure's name in the scorer, member
    ('times F1', 'times lenient', 'f1'),
    ('times cal', 'times resolution, calendar', 'acc'),
    ('traps', 'times traps reported as dates', None),
    ('actors F1', 'actors mentions', 'f1'),
    ('name', 'actors canonical name', 'acc'),
    ('comp F1', 'compounds mentions', 'f1'),
    ('places F1', 'places mentions', 'f1'),
    ('events F1', 'events detection', 'f1'),
    ('kind', 'events kind', 'acc'),
    ('date', 'events date, mention has a date phrase', 'acc'),
    ('status', 'events status', 'acc'),
    ('parties F1', 'events participants, parties', 'f1'),
    ('speakers', 'statements speaker, direct+fragment', 'acc'),
    ('terms', 'statements terms/titles given a speaker', None),
    ('indirect F1', 'statements indirect detection', 'f1'),
    ('positions F1', 'positions (issue, party)', 'f1'),
    ('proposals R', 'proposals mention recall', 'acc'),
]
RECORD = [
    ('B3', 'bcubed', 'f1'),
    ('days', 'day-precise events with the right date', 'right'),
    ('wrong joins', 'entries wrongly joined', None),
    ('conflicts R', 'conflicts recall, two sides', 'acc'),
    ('lineage F1', 'lineage edges', 'f1'),
    ('gaps R', 'gaps recall', 'acc'),
    ('spans', 'evidence spans cut right', 'acc'),
]


def last_json(path):
    with open(path, encoding='utf-8') as f:
        return json.loads(f.read().strip().splitlines()[-1])['figures']


def figure(table, name, member):
    for key, value in table.items():
        if key == name or key.startswith(name):
            if isinstance(value, dict):
                value = value.get(member)
            if isinstance(value, float):
                return '%.3f' % value
            return str(value).replace(' of ', '/')
    return '-'


def main():
    dev, check, record = (last_json(p) for p in sys.argv[1:4])
    note = sys.argv[4] if len(sys.argv) > 4 else ''
    cells = []
    for name, key, member in ROWS:
        d, c = figure(dev, key, member), figure(check, key, member)
        cells.append('%s · %s' % (d, c))
        print('%-14s dev %-8s check %s' % (name, d, c))
    for name, key, member in RECORD:
        v = figure(record, key, member)
        cells.append(v)
        print('%-14s all %s' % (name, v))
    if not note:
        return
    commit = subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], capture_output=True, text=True).stdout.strip()
    path = 'bench/SCORES.md'
    try:
        open(path, encoding='utf-8').close()
    except FileNotFoundError:
        with open(path, 'w', encoding='utf-8') as f:
            f.write('# Scores, a row for each commit that moves one\n\nFigures on the given truth (dev · check; the record over all six documents). '
                    '`make score NOTE="…"` appends a row; the commit named is the one before the change.\n\n')
            head = ['date', 'after', 'what'] + [r[0] for r in ROWS + RECORD]
            f.write('| ' + ' | '.join(head) + ' |\n|' + '---|' * len(head) + '\n')
    with open(path, 'a', encoding='utf-8') as f:
        f.write('| ' + ' | '.join([time.strftime('%Y-%m-%d'), commit, note] + cells) + ' |\n')


main()
