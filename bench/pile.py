"""pile.py OUT N [RUN] - a pile of N invented reports as OUT/00000.jsonl …, RUN
(500) in each, in the order of their dates: six negotiations over years, one of
them busier than all others, and news beside them, in Japanese and English.

An event is told by one to thirty reports in words of their own; a fifth of the
reports are copies with a changed first line. Each goes on to what was said, who
wants what, and to some events before; the great ones are told again for years.
Report i is the same whatever N is. All of it is invented, also where the states
are real; no text of others is in it.
"""
import datetime
import json
import os
import random
import sys

# name, Japanese name, one letter's worth of short name; capital; head, title,
# minister
STATES = [
    ("Norway", "ノルウェー", "Oslo", "オスロ", ("Kari Solvang", "カーリ・ソルバング", "Prime Minister", "首相"), ("Nils Brekke", "ニルス・ブレッケ")),
    ("Iceland", "アイスランド", "Reykjavik", "レイキャビク", ("Jon Hallsson", "ヨン・ハルソン", "Prime Minister", "首相"), ("Edda Karlsdottir", "エッダ・カルルスドッティル")),
    ("Japan", "日本", "Tokyo", "東京", ("Makoto Arisawa", "有沢誠", "Prime Minister", "首相"), ("Kyoko Tamura", "田村恭子")),
    ("Australia", "オーストラリア", "Canberra", "キャンベラ", ("Ruth Penhale", "ルース・ペンヘイル", "Prime Minister", "首相"), ("Colin Drew", "コリン・ドルー")),
    ("Chile", "チリ", "Santiago", "サンティアゴ", ("Tomas Arriagada", "トマス・アリアガダ", "President", "大統領"), ("Ines Valdes", "イネス・バルデス")),
    ("Peru", "ペルー", "Lima", "リマ", ("Rosa Quispe", "ロサ・キスペ", "President", "大統領"), ("Hugo Salas", "ウゴ・サラス")),
    ("Kenya", "ケニア", "Nairobi", "ナイロビ", ("Daniel Otieno", "ダニエル・オティエノ", "President", "大統領"), ("Grace Wambui", "グレース・ワンブイ")),
    ("Ethiopia", "エチオピア", "Addis Ababa", "アディスアベバ", ("Lemma Tadesse", "レンマ・タデッセ", "Prime Minister", "首相"), ("Hanna Girma", "ハンナ・ギルマ")),
    ("Turkey", "トルコ", "Ankara", "アンカラ", ("Cem Aksoy", "ジェム・アクソイ", "President", "大統領"), ("Leyla Demir", "レイラ・デミル")),
    ("Greece", "ギリシャ", "Athens", "アテネ", ("Nikos Vellis", "ニコス・ベリス", "Prime Minister", "首相"), ("Anna Rallis", "アンナ・ラリス")),
    ("India", "インド", "New Delhi", "ニューデリー", ("Arjun Mehra", "アルジュン・メーラ", "Prime Minister", "首相"), ("Priya Nair", "プリヤ・ナイル")),
    ("Brazil", "ブラジル", "Brasilia", "ブラジリア", ("Paulo Teixeira", "パウロ・テイシェイラ", "President", "大統領"), ("Lucia Prado", "ルシア・プラド")),
]
# pairs of states, the matter, third places; the first is the busiest
TALKS = [
    ((0, 1), ("mackerel quotas", "サバの漁獲枠"), ("Geneva", "ジュネーブ"), 10),
    ((2, 3), ("gas deliveries", "ガスの供給"), ("Singapore", "シンガポール"), 3),
    ((4, 5), ("the maritime border", "海上の境界"), ("Montevideo", "モンテビデオ"), 3),
    ((6, 7), ("water from the dam", "ダムの水"), ("Cairo", "カイロ"), 2),
    ((8, 9), ("the strait's sea lanes", "海峡の航路"), ("Vienna", "ウィーン"), 2),
    ((10, 11), ("tariffs on sugar", "砂糖の関税"), ("Doha", "ドーハ"), 2),
]
PUBLISHERS = {"en": ["Harbour Post", "Northern Wire", "The Daily Ledger", "Meridian News", "Coast Tribune", "Plainview Times"],
              "ja": ["潮新聞", "北通信", "明朝日報", "港タイムズ", "東西新報", "みなと放送"]}
WANTS = [("a ceasefire at sea", "海上の停戦"), ("that the sanctions be lifted", "制裁の解除"), ("a security guarantee", "安全の保証"),
         ("lower tariffs", "関税の引き下げ"), ("the release of all prisoners", "全ての捕虜の解放"), ("monitoring by neutral observers", "中立の監視団による監視"),
         ("the withdrawal of the patrol ships", "巡視船の撤退"), ("free navigation", "自由な航行")]
SAID = [("there is no deal yet, but the way to one is open", "まだ合意はないが、道は開けている"),
        ("we will not sign what our fishermen cannot live with", "漁民が受け入れられないものには署名しない"),
        ("the other side has moved, and we have noticed", "相手側が動いたことは承知している"),
        ("patience is cheaper than a quarrel", "忍耐は争いよりも安くつく"),
        ("nothing is agreed until all is agreed", "全てが決まるまでは何も決まっていない"),
        ("we need a text, not another photograph", "必要なのは写真ではなく文書だ"),
        ("the talks were frank and useful", "率直で有益な協議だった"),
        ("this is a test of good faith", "これは誠意が試される場だ")]
NEWS = [("{s} holds local elections on {d}", "{s}で{d}、地方選挙が行われた", "Turnout in {s} was lower than four years before, the electoral commission said. Officials counted through the night.",
         "選挙管理委員会によると、{s}の投票率は4年前を下回った。開票作業は深夜まで続いた。"),
        ("Storm reaches the coast of {s}", "{s}の沿岸に暴風", "The storm that reached {s} on {d} left thousands without power. Schools in {c} stayed closed.",
         "{d}に{s}に達した暴風で数千戸が停電した。{c}の学校は休校となった。"),
        ("{s} central bank keeps its rate", "{s}の中央銀行が金利を据え置き", "The central bank of {s} kept its rate on {d}. Prices rose by two percent in a year.",
         "{s}の中央銀行は{d}、金利を据え置いた。物価は1年で2%上昇した。")]
# what a report adds of its own: who, does, what, where
COLOUR = {
    "en": [["Officials", "Traders", "Skippers", "Two diplomats", "Harbour workers", "A former envoy", "Local papers", "Students", "Shopkeepers", "Lawyers"],
           ["spoke quietly of", "had little patience for", "compared notes on", "complained about", "had waited weeks for", "wrote long letters on", "laughed at", "were tired of", "kept lists of", "could not agree on"],
           ["the price of rope", "a missing paragraph", "the colour of the folders", "an old map", "the late train", "empty hotels", "the translators' hours", "a broken printer", "the cold coffee", "borrowed chairs"],
           ["near the old market", "behind closed doors", "on the third floor", "in the rain", "along the quay", "after midnight", "before the first ferry", "in a side street", "under grey skies", "by the fish hall"]],
    "ja": [["関係者は", "漁師らは", "商店主は", "通訳たちは", "地元紙は", "元外交官は", "学生らは", "港の作業員は", "弁護士は", "市場の人々は"],
           ["古い市場の近くで", "雨の中で", "閉ざされた扉の奥で", "3階の廊下で", "岸壁沿いで", "夜更けの食堂で", "始発の船を待ちながら", "裏通りで", "曇り空の下で", "魚市場の脇で"],
           ["縄の値段について", "抜けた段落のことで", "書類の表紙の色に", "古い海図をめぐって", "遅れた列車に", "空いた宿のことで", "壊れた印刷機に", "冷めたコーヒーに", "借り物の椅子に", "長い待ち時間に"],
           ["静かに話し合っていた。", "不満を漏らした。", "首をかしげていた。", "長い手紙を書いた。", "苦笑していた。", "意見が分かれていた。", "疲れた様子だった。", "覚え書きを残していた。", "気をもんでいた。", "黙って耳を傾けていた。"]],
}
SYLLABLES = {"en": "ba ren tol mi sha gor ul ven dri ka pel os lum fe quin ra tho wes ny bur".split(),
             "ja": "ザ リ モ ケン バ ユ ト ロン ピ ガ セ ミ ドゥ ハ ノ グ テ ワ サン キュ".split()}
MONTHS = "January February March April May June July August September October November December".split()


def en_day(d, year):
    return "%s %d" % (MONTHS[d.month - 1], d.day) + (", %d" % d.year if year else "")


def ja_day(d, now):
    if d.year != now.year:
        return "%d年%d月%d日" % (d.year, d.month, d.day)
    return "%d月%d日" % (d.month, d.day) if d.month != now.month else "%d日" % d.day


class Event:
    """What happened: a kind, a day, two states, a place, numbers."""

    def __init__(self, chance, talk, day, number):
        self.talk, self.day, self.number = talk, day, number
        (self.a, self.b), self.matter, self.third, _ = talk
        if chance.random() < 0.5:
            self.a, self.b = self.b, self.a
        self.kind = chance.choice(["meeting", "meeting", "ministers", "call", "round", "proposal", "rejection", "visit", "agreement", "sanction"])
        self.points = chance.choice([6, 8, 9, 12, 14, 15, 18])
        self.great = chance.random() < 0.02
        self.place = chance.choice([(STATES[self.a][2], STATES[self.a][3]), (STATES[self.b][2], STATES[self.b][3]), self.third])
        self.want = chance.choice(WANTS)

    def lead(self, lang, now, chance):
        a, b = STATES[self.a], STATES[self.b]
        if lang == "en":
            day = en_day(self.day, self.day.year != now.year)
            (h, _, t, _), (k, _, u, _) = a[4], b[4]
            m, n, p = a[5][0], b[5][0], self.place[0]
            return chance.choice({
                "meeting": ["%s's %s %s met %s %s of %s in %s on %s to discuss %s." % (a[0], t, h, u, k, b[0], p, day, self.matter[0]),
                            "%s %s of %s held talks on %s with %s's %s %s in %s on %s." % (t, h, a[0], self.matter[0], b[0], u, k, p, day)],
                "ministers": ["Foreign Minister %s of %s met Foreign Minister %s of %s in %s on %s." % (m, a[0], n, b[0], p, day),
                              "The foreign ministers of %s and %s, %s and %s, met in %s on %s." % (a[0], b[0], m, n, p, day)],
                "call": ["%s %s of %s spoke by telephone with %s's %s %s on %s about %s." % (t, h, a[0], b[0], u, k, day, self.matter[0]),
                         "%s and %s held a telephone call about %s on %s." % (h, k, self.matter[0], day)],
                "round": ["Delegations of %s and %s held round %d of their talks on %s in %s on %s." % (a[0], b[0], self.number, self.matter[0], p, day)],
                "proposal": ["%s presented a %d-point plan on %s to %s on %s." % (a[0], self.points, self.matter[0], b[0], day),
                             "On %s the government of %s proposed to %s a %d-point plan on %s." % (day, a[0], b[0], self.points, self.matter[0])],
                "rejection": ["%s rejected the proposal of %s on %s on %s." % (a[0], b[0], self.matter[0], day)],
                "visit": ["%s %s of %s visited %s on %s." % (t, h, a[0], b[2], day)],
                "agreement": ["%s and %s signed an agreement on %s in %s on %s." % (a[0], b[0], self.matter[0], p, day)],
                "sanction": ["%s imposed sanctions on companies from %s on %s in the dispute over %s." % (a[0], b[0], day, self.matter[0])],
            }[self.kind])
        day = ja_day(self.day, now)
        (_, h, _, t), (_, k, _, u) = a[4], b[4]
        m, n, p = a[5][1], b[5][1], self.place[1]
        return chance.choice({
            "meeting": ["%sの%s%sは%s、%sで%sの%s%sと会談し、%sについて協議した。" % (a[1], h, t, day, p, b[1], k, u, self.matter[1]),
                        "%sの%s%sと%sの%s%sは%s、%sで会談した。" % (a[1], h, t, b[1], k, u, day, p)],
            "ministers": ["%sの%s外相は%s、%sで%sの%s外相と会談した。" % (a[1], m, day, p, b[1], n)],
            "call": ["%sの%s%sは%s、%sの%s%sと電話で協議した。" % (a[1], h, t, day, b[1], k, u)],
            "round": ["%sと%sの代表団は%s、%sで%sをめぐる第%d回協議を開いた。" % (a[1], b[1], day, p, self.matter[1], self.number)],
            "proposal": ["%sは%s、%sに%sに関する%d項目の和平案を提示した。" % (a[1], day, b[1], self.matter[1], self.points)],
            "rejection": ["%sは%s、%sの提案を拒否した。" % (a[1], day, b[1])],
            "visit": ["%sの%s%sは%s、%sを訪問した。" % (a[1], h, t, day, b[3])],
            "agreement": ["%sと%sは%s、%sで%sに関する合意文書に署名した。" % (a[1], b[1], day, p, self.matter[1])],
            "sanction": ["%sは%s、%sの企業に制裁を科した。" % (a[1], day, b[1])],
        }[self.kind])

    def title(self, lang):
        i = 0 if lang == "en" else 1
        a, b = STATES[self.a][i], STATES[self.b][i]
        return "%s and %s: news of %s" % (a, b, self.matter[0]) if lang == "en" else "%sと%s、%sめぐり動き" % (a, b, self.matter[1])


def quote(e, lang, day, chance):
    s = STATES[chance.choice([e.a, e.b])]
    said = chance.choice(SAID)
    if lang == "en":
        return chance.choice(['"%s," %s %s said on %s.' % (said[0].capitalize(), s[4][2], s[4][0], en_day(day, False)),
                              '%s told reporters in %s: "%s."' % (s[5][0], s[2], said[0].capitalize())])
    return chance.choice(["%s%sは%d日、「%s」と述べた。" % (s[4][1], s[4][3], day.day, said[1]),
                          "%s外相は記者団に「%s」と語った。" % (s[5][1], said[1])])


def colour(lang, chance):
    words = [chance.choice(x) for x in COLOUR[lang]]
    made = ["".join(chance.choice(SYLLABLES[lang]) for _ in range(chance.randint(2, 4))) for _ in range(3)]
    if lang == "en":
        return "%s %s the %s %s and %s, %s, of %s." % (words[0], words[1], made[0], words[2][words[2].index(" ") + 1:], made[1], words[3], made[2])
    return "%s%s%sや%sの話をし、%sも%s" % (words[0], words[1], made[0], made[1], made[2], words[3])


def wish(e, lang, chance):
    s, want = STATES[chance.choice([e.a, e.b])], chance.choice(WANTS)
    if lang == "en":
        return "%s demands %s." % (s[0], want[0])
    return "%sは%sを要求している。" % (s[1], want[1])


def plan(e, lang, day, chance):
    later = day + datetime.timedelta(days=chance.randint(2, 12))
    a, b = STATES[e.a], STATES[e.b]
    if lang == "en":
        return "%s and %s plan to meet again in %s on %s." % (a[0], b[0], e.third[0], en_day(later, False))
    return "%sと%sは%s、%sで再び会談する予定だ。" % (a[1], b[1], ja_day(later, day), e.third[1])


class World:
    def __init__(self, seed=1):
        self.chance = random.Random(seed)
        self.day = datetime.date(2016, 1, 4)
        self.before = {i: [] for i in range(len(TALKS))}
        self.great = {i: [] for i in range(len(TALKS))}
        self.rounds = {i: 0 for i in range(len(TALKS))}
        self.told = 0

    def article(self, lang, title, day, lines, publisher=None):
        chance = self.chance
        self.told += 1
        return {"id": "r%07d" % self.told, "lang": lang, "title": title, "text": "\n\n".join(lines),
                "published": day.isoformat(), "publisher": publisher or chance.choice(PUBLISHERS[lang])}

    def report(self, t, e):
        chance = self.chance
        lang = chance.choice(["en", "ja"])
        day = e.day + datetime.timedelta(days=chance.choice([0, 0, 1, 1, 2]))
        lines = [e.lead(lang, day, chance), quote(e, lang, day, chance)]
        if chance.random() < 0.6:
            lines.append(wish(e, lang, chance))
        if chance.random() < 0.4:
            lines.append(plan(e, lang, day, chance))
        lines.append(quote(e, lang, day, chance))
        old = self.before[t][-12:]
        for x in sorted(chance.sample(old, min(len(old), chance.randint(1, 3))), key=lambda x: x.day):
            lines.append(x.lead(lang, day, chance))
        if self.great[t] and chance.random() < 0.5:
            lines.append(chance.choice(self.great[t][-20:]).lead(lang, day, chance))
        for _ in range(chance.randint(4, 8)):
            lines.insert(chance.randint(1, len(lines)), " ".join([colour(lang, chance) for _ in range(3)]) if lang == "en"
                         else "".join([colour(lang, chance) for _ in range(3)]))
        return self.article(lang, e.title(lang), day, lines)

    def copy(self, x):
        lines = x["text"].split("\n\n")
        note = " (with agencies)" if x["lang"] == "en" else "(共同配信)"
        if not lines[0].endswith(note):
            lines[0] += note
        return self.article(x["lang"], x["title"], datetime.date.fromisoformat(x["published"]), lines)

    def news(self):
        chance = self.chance
        lang = chance.choice(["en", "ja"])
        s, n = chance.choice(STATES), chance.choice(NEWS)
        en = lang == "en"
        words = {"s": s[0 if en else 1], "c": s[2 if en else 3], "d": en_day(self.day, False) if en else "%d日" % self.day.day}
        body = (n[2] if en else n[3]).format(**words)
        return self.article(lang, (n[0] if en else n[1]).format(**words), self.day, [body] * 2)

    def of_day(self):
        """The reports of one day."""
        chance, out = self.chance, []
        weights = [t[3] for t in TALKS]
        for t in chance.choices(range(len(TALKS)), weights, k=chance.randint(1, 4)):
            self.rounds[t] += 1
            e = Event(chance, TALKS[t], self.day, self.rounds[t] % 60 + 1)
            mine = []
            for _ in range(min(30, int(chance.paretovariate(1.1)))):
                mine.append(self.report(t, e) if not mine or chance.random() < 0.8 else self.copy(chance.choice(mine)))
            out += mine
            self.before[t].append(e)
            if e.great:
                self.great[t].append(e)
        out += [self.news() for _ in range(chance.randint(1, 6))]
        self.day += datetime.timedelta(days=1)
        return out


def main():
    folder, n = sys.argv[1], int(sys.argv[2])
    run = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    world, ready = World(), []
    os.makedirs(folder, exist_ok=True)
    for i in range(0, n, run):
        while len(ready) < run:
            ready += world.of_day()
        with open(os.path.join(folder, "%05d.jsonl" % (i // run)), "w", encoding="utf-8") as f:
            for x in ready[:min(run, n - i)]:
                f.write(json.dumps(x, ensure_ascii=False) + "\n")
        ready = ready[run:]


if __name__ == "__main__":
    main()
