"""charset.py - pages in every charset we read, declared right, wrong and not.

The texts are written here. Declared right: the text must come out. Declared
wrong or not at all: the text must come out, or a diagnostic (R001, R010, R002)
must tell that the bytes were doubtful. How many came out is printed.
"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from keii_case import KEII, check, finish, scratch

TEXTS = {
    "ja": "両港の代表は四日、水先案内料をめぐる協議を再開した。市長は「七項目の案を持ち帰り、来週までに回答する」と述べ、組合側はストライキを延期すると発表した。",
    "ja-kana": "フェリーのダイヤについて、ポートベール港のリンデン市長はインタビューで「まだ何も決まっていない」と語った。",
    "ru": "Представители двух портов встретились во вторник и договорились снизить лоцманские сборы на треть. Мэр заявил, что ответ на план из семи пунктов будет дан на следующей неделе.",
    "uk": "Представники двох портів зустрілися у вівторок і домовилися знизити лоцманські збори на третину. Мер заявив, що відповідь на план із семи пунктів буде дано наступного тижня, її чекають усі.",
    "fr": "Les représentants des deux ports se sont rencontrés mardi ; l’accord prévoit de réduire d’un tiers les frais de pilotage dès l’été. Le maire a déclaré qu’une réponse serait donnée la semaine prochaine après l’été.",
    "de": "Vertreter der beiden Häfen trafen sich am Dienstag und einigten sich darauf, die Lotsengebühren um ein Drittel zu senken. Der Bürgermeister erklärte, die Antwort werde nächste Woche für alle Schiffe gegeben.",
    "es": "Los representantes de los dos puertos se reunieron el martes y acordaron reducir las tarifas de practicaje. El alcalde señaló que la próxima semana dará una respuesta también a la unión, según dijo mañana.",
    "pl": "Przedstawiciele obu portów spotkali się we wtorek i uzgodnili obniżkę opłat pilotowych o jedną trzecią. Burmistrz oświadczył, że odpowiedź na siedmiopunktowy plan zostanie udzielona w przyszłym tygodniu, żeby zdążyć.",
    "cs": "Zástupci obou přístavů se v úterý sešli a dohodli se na snížení lodních poplatků o třetinu. Starosta prohlásil, že odpověď na sedmibodový plán bude dána příští týden, což uvítali všichni rybáři.",
    "hu": "A két kikötő képviselői kedden találkoztak, és megállapodtak a révkalauzi díjak egyharmados csökkentéséről. A polgármester szerint jövő héten válaszolnak a hétpontos tervre, amelyről még tűnődnek, előbb főként.",
    "el": "Οι εκπρόσωποι των δύο λιμανιών συναντήθηκαν την Τρίτη και συμφώνησαν να μειώσουν τα τέλη πλοήγησης κατά ένα τρίτο. Ο δήμαρχος δήλωσε ότι η απάντηση θα δοθεί την επόμενη εβδομάδα.",
    "tr": "İki limanın temsilcileri salı günü bir araya gelerek kılavuzluk ücretlerini üçte bir oranında düşürmeyi kararlaştırdı. Belediye başkanı, yedi maddelik plana gelecek hafta yanıt verileceğini söyledi.",
    "he": "נציגי שני הנמלים נפגשו ביום שלישי והסכימו להפחית את דמי הניתוב בשליש. ראש העיר אמר כי התשובה לתוכנית בת שבע הנקודות תינתן בשבוע הבא.",
    "ar": "التقى ممثلو المرفأين يوم الثلاثاء واتفقوا على خفض رسوم الإرشاد بمقدار الثلث. وقال رئيس البلدية إن الرد على الخطة المكونة من سبع نقاط سيقدم الأسبوع المقبل.",
    "zh": "两个港口的代表星期二举行会谈，同意把引航费降低三分之一。市长表示，下周将对七点计划作出答复，工会同意推迟罢工。",
    "zh-tw": "兩個港口的代表星期二舉行會談，同意把引航費降低三分之一。市長表示，下週將對七點計畫作出答覆，工會同意延後罷工。",
    "ko": "두 항구의 대표들은 화요일에 만나 도선료를 삼분의 일 낮추기로 합의했다. 시장은 일곱 개 항목의 계획에 대한 답변을 다음 주에 내놓겠다고 말했다.",
    "lt": "Abiejų uostų atstovai susitiko antradienį ir sutarė trečdaliu sumažinti locmanų rinkliavas. Meras pareiškė, kad atsakymas į septynių punktų planą bus duotas kitą savaitę, kaip žada šįkart jūrų žmonės.",
}
# (text, Python's codec, the label that pages declare)
PAIRS = [("ja", "cp932", "Shift_JIS"), ("ja-kana", "cp932", "Shift_JIS"), ("ja", "euc_jp", "EUC-JP"), ("ja-kana", "euc_jp", "EUC-JP"),
         ("ja", "iso2022_jp", "ISO-2022-JP"), ("ja-kana", "iso2022_jp", "ISO-2022-JP"), ("ru", "cp1251", "windows-1251"),
         ("ru", "koi8_r", "KOI8-R"), ("ru", "iso8859_5", "ISO-8859-5"), ("ru", "cp866", "IBM866"), ("uk", "cp1251", "windows-1251"),
         ("uk", "koi8_u", "KOI8-U"), ("fr", "cp1252", "windows-1252"), ("de", "cp1252", "ISO-8859-1"), ("es", "cp1252", "windows-1252"),
         ("de", "iso8859_15", "ISO-8859-15"), ("pl", "cp1250", "windows-1250"), ("pl", "iso8859_2", "ISO-8859-2"), ("cs", "cp1250", "windows-1250"),
         ("cs", "iso8859_2", "ISO-8859-2"), ("hu", "cp1250", "windows-1250"), ("hu", "iso8859_2", "ISO-8859-2"), ("el", "cp1253", "windows-1253"),
         ("el", "iso8859_7", "ISO-8859-7"), ("tr", "cp1254", "windows-1254"), ("he", "cp1255", "windows-1255"), ("ar", "cp1256", "windows-1256"),
         ("lt", "cp1257", "windows-1257"), ("zh", "gb18030", "GBK"), ("zh-tw", "big5", "Big5"), ("ko", "euc_kr", "EUC-KR")]
PAIRS += [(t, c, l) for t in TEXTS for c, l in (("utf-8", "UTF-8"),)]
PAIRS += [(t, c, l) for t in ("ja", "fr", "ru") for c, l in (("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE"))]
# Nothing but spelling tells these apart: no letter is at fault, none is told.
KNOWN = {("cs", "iso8859_2", "windows-1250"), ("lt", "cp1257", "ISO-8859-1"), ("lt", "cp1257", "windows-1250")}
WRONG = ["UTF-8", "Shift_JIS", "EUC-JP", "ISO-8859-1", "windows-1251", "KOI8-R", "GBK", "windows-1250", "nonsense"]


def page(text, label):
    meta = '<meta charset="%s">' % label if label else ""
    return "<!DOCTYPE html><html><head>%s<title>%s</title></head><body><article><h1>%s</h1>%s</article></body></html>" % (
        meta, text[:20], text[:20], ("<p>%s</p>" % text) * 3)


def read(folder, data):
    path = os.path.join(folder, "p.html")
    with open(path, "wb") as f:
        f.write(data)
    r = subprocess.run([KEII, "read", path], capture_output=True, timeout=60)
    return r.returncode, r.stdout.decode("utf-8", "replace"), r.stderr.decode("utf-8", "replace")


def main():
    right = told = 0
    with scratch() as folder:
        for text, codec, label in PAIRS:
            words = TEXTS[text]
            if codec not in ("utf-8", "utf-16-le", "utf-16-be"):
                words = words.encode(codec, "ignore").decode(codec)
            name = "%s in %s" % (text, codec)
            code, out, err = read(folder, page(words, label).encode(codec))
            check(words in out, name + ", declared right", out[:300] + err)
            check(code == 0 and ("R001" not in err or codec.startswith("utf-16")), name + ", declared right: not overruled", err)
            for wrong in [None, *WRONG]:
                if wrong and wrong.lower() == label.lower():
                    continue
                code, out, err = read(folder, page(words, wrong).encode(codec))
                if words in out:
                    right += 1
                    continue
                told += 1
                if (text, codec, wrong) in KNOWN:
                    continue
                check("R00" in err or "R010" in err, "%s, declared %s: right or told" % (name, wrong), out[200:500] + err)
                if os.environ.get("SHOW"):
                    print(name, "declared", wrong, "->", err.strip()[-140:])
    print("%d of %d wrong or undeclared ones read right, %d not, of them %d untold" % (right, right + told, told, len(KNOWN)))
    finish()


main()
