"""Damages the meaning of a translation in one place; every kind changes what a reader is told.

Kept as it came with the pairs: its draws are by seed, so a mutant is the same one ever after.
"""

# ruff: noqa: E501

import random
import re


def rx(p):
    return re.compile(p)


def sub_at(text, span, new):
    return text[: span[0]] + new + text[span[1] :]


def pick(pattern, text, chance, ok=lambda m: True):
    found = [m for m in re.finditer(pattern, text) if ok(m)]
    return chance.choice(found) if found else None


def swapper(table, flags=0):
    keys = sorted(table, key=len, reverse=True)

    def is_word(k):
        return k[0].isascii()

    pattern = "|".join((rf"\b{k}\b" if k[0].isalpha() and k[0].isascii() else k) for k in keys)

    def mutate(text, chance):
        m = pick(pattern, text, chance)
        if not m:
            return None
        new = table[m[0]]
        return sub_at(text, m.span(), new)

    return mutate


NUM = r"(?<![A-Za-z0-9.,:/\-–])[0-9][0-9,]*(?:\.[0-9]+)?(?![0-9A-Za-z:/]|[.,][0-9])"


def digit_changed(t, c):
    m = pick(r"(?<![A-Za-z])[0-9]", t, c)
    if not m:
        return None
    new = c.choice([d for d in "123456789" if d != m[0]])
    return sub_at(t, m.span(), new)


def digit_dropped(t, c):
    m = pick(NUM, t, c, lambda m: len(re.sub(r"\D", "", m[0])) >= 2)
    if not m:
        return None
    places = [i for i, ch in enumerate(m[0]) if ch.isdigit()]
    i = c.choice(places)
    new = m[0][:i] + m[0][i + 1 :]
    if new[0] in "0,." or ",," in new or new.endswith((".", ",")):
        return None
    if float(new.replace(",", "")) == float(m[0].replace(",", "")):
        return None
    return sub_at(t, m.span(), new)


def digit_added(t, c):
    m = pick(NUM, t, c)
    if not m:
        return None
    i = c.choice([i for i, ch in enumerate(m[0]) if ch.isdigit()])
    return sub_at(t, m.span(), m[0][:i] + c.choice("123456789") + m[0][i:])


def zero_added(t, c):
    m = pick(
        r"(?<![A-Za-z0-9.,:/\-–])[0-9]{1,3}(?:,[0-9]{3})*(?![0-9A-Za-z:/.,年月日])",
        t,
        c,
        lambda m: m[0] != "0",
    )
    if not m:
        return None
    v = int(m[0].replace(",", "")) * 10
    return sub_at(t, m.span(), f"{v:,}" if "," in m[0] else str(v))


def scale_zh(t, c):
    m = pick(r"(?<=[0-9一二两三四五六七八九十百千])\s?[万亿](?!一|般|圣|里)", t, c)
    if not m:
        return None
    return sub_at(t, m.span(), c.choice(["", {"万": "亿", "亿": "万"}[m[0].strip()]]))


def scale_en(t, c):
    m = pick(r"(?<=[0-9] )(?:million|billion|thousand|trillion)\b ?", t, c)
    if not m:
        return None
    return sub_at(
        t,
        m.span(),
        c.choice(
            [
                "",
                {
                    "million": "billion ",
                    "billion": "million ",
                    "thousand": "million ",
                    "trillion": "billion ",
                }[m[0].strip()],
            ]
        ),
    )


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_zh(t, c):
    m = pick(r"(?<=月)\s?[0-9]{1,2}(?=\s?[日号])", t, c)
    if not m:
        return None
    d = int(m[0])
    new = d + c.choice([-1, 1])
    if not 1 <= new <= 28:
        return None
    return sub_at(t, m.span(), m[0].replace(str(d), str(new)))


def day_en(t, c):
    months = "|".join(MONTHS)
    m = pick(
        rf"\b(?:{months}) ([0-9]{{1,2}})\b(?!,? ?[0-9]{{3}})|\b([0-9]{{1,2}}) (?:{months})\b", t, c
    )
    if not m:
        return None
    g = 1 if m[1] else 2
    d = int(m[g])
    new = d + c.choice([-1, 1])
    if not 1 <= new <= 28:
        return None
    return sub_at(t, m.span(g), str(new))


def month_zh(t, c):
    m = pick(r"(?<![0-9])[0-9]{1,2}(?=\s?月)", t, c)
    if not m:
        return None
    return sub_at(t, m.span(), str(int(m[0]) % 12 + 1))


def month_en(t, c):
    m = pick(r"\b(?:{})\b".format("|".join(x for x in MONTHS if x not in ("March", "May"))), t, c)
    if not m:
        return None
    return sub_at(t, m.span(), MONTHS[(MONTHS.index(m[0]) + c.choice([1, 5])) % 12])


def year(t, c):
    m = pick(
        r"(?<![0-9.,A-Za-z$¥£\-–])(?:19|20)[0-9]{2}(?![0-9,.:A-Za-z%]|\s?(?:人|名|例|个|people|cases))",
        t,
        c,
    )
    if not m:
        return None
    return sub_at(t, m.span(), str(int(m[0]) + c.choice([-1, 1, 10])))


def percent(t, c):
    m = pick(
        r"(?<![0-9.,\-–])[0-9]+(?:\.[0-9]+)?(?=\s?(?:%|％|percent|per cent))",
        t,
        c,
        lambda m: float(m[0]) > 0,
    )
    if not m:
        return None
    v = m[0]
    new = (
        v.replace(".", "", 1).lstrip("0")
        if "." in v and len(v.split(".")[1]) == 1
        else v + "0"
        if "." not in v
        else None
    )
    return sub_at(t, m.span(), new) if new else None


def percent_sign(t, c):
    m = pick(r"(?<=[0-9])\s?(?:%|％| percent| per cent)(?!\s?(?:to|至|到|-|–))", t, c)
    return sub_at(t, m.span(), "") if m else None


def decimal_moved(t, c):
    m = pick(r"(?<![0-9.,A-Za-z])[0-9]+\.[0-9]+(?![0-9.A-Za-z])", t, c)
    if not m:
        return None
    a, b = m[0].split(".")
    new = (
        a + b[0] + ("." + b[1:] if b[1:] else "")
        if c.random() < 0.5 or len(a) < 2
        else a[:-1] + "." + a[-1] + b
    )
    if len(new) > 1 and new[0] == "0" and new[1] != ".":
        new = new[1:]
    if float(new) == float(m[0]):
        return None
    return sub_at(t, m.span(), new)


WEEK_ZH = {
    "周一": "周二",
    "周二": "周三",
    "周三": "周五",
    "周四": "周二",
    "周五": "周一",
    "周六": "周日",
    "周日": "周六",
    "星期一": "星期三",
    "星期二": "星期四",
    "星期三": "星期五",
    "星期四": "星期一",
    "星期五": "星期二",
    "星期六": "星期日",
    "星期日": "星期六",
}
WEEK_EN = {
    "Monday": "Tuesday",
    "Tuesday": "Thursday",
    "Wednesday": "Friday",
    "Thursday": "Monday",
    "Friday": "Wednesday",
    "Saturday": "Sunday",
    "Sunday": "Saturday",
}
BOUND_ZH = {
    "不到": "超过",
    "不足": "超过",
    "低于": "高于",
    "高于": "低于",
    "少于": "多于",
    "多于": "少于",
    "超过": "不到",
    "至少": "最多",
    "最多": "至少",
    "以上": "以下",
    "以下": "以上",
    "逾": "不到",
    "大于": "小于",
    "小于": "大于",
}


def bound_zh(t, c):
    table = BOUND_ZH
    m = pick(
        r"(?:不到|不足|低于|高于|少于|多于|超过|至少|最多|大于|小于|逾)(?=[^，。；]{0,3}[0-9一二两三四五六七八九十百半])|(?<=[0-9%万岁人名天])\s?(?:以上|以下)",
        t,
        c,
    )
    return sub_at(t, m.span(), table[m[0].strip()]) if m else None


def bound_en(t, c):
    table = {
        "more than": "less than",
        "less than": "more than",
        "fewer than": "more than",
        "at least": "at most",
        "at most": "at least",
        "over": "under",
        "under": "over",
        "up to": "at least",
        "above": "below",
        "below": "above",
        "no more than": "no less than",
        "greater than": "less than",
    }
    m = pick(
        r"\b(?:no more than|more than|less than|fewer than|at least|at most|up to|over|under|above|below|greater than)(?= (?:[$£€¥]?[0-9]|half|a (?:third|quarter|million|hundred|thousand)|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|ninety))",
        t,
        c,
    )
    return sub_at(t, m.span(), table[m[0]]) if m else None


def half_zh(t, c):
    m = pick(r"一半|半数|三分之一|三分之二|四分之一|四分之三", t, c)
    return (
        sub_at(
            t,
            m.span(),
            {
                "一半": "三分之一",
                "半数": "三分之一",
                "三分之一": "三分之二",
                "三分之二": "三分之一",
                "四分之一": "三分之一",
                "四分之三": "四分之一",
            }[m[0]],
        )
        if m
        else None
    )


def half_en(t, c):
    m = pick(
        r"\b(?:one third|a third|two[- ]thirds|one quarter|a quarter|three[- ]quarters|half of|half the|half a)\b",
        t,
        c,
    )
    return (
        sub_at(
            t,
            m.span(),
            {
                "one third": "two thirds",
                "a third": "two thirds",
                "two thirds": "one third",
                "two-thirds": "one-third",
                "one quarter": "one third",
                "a quarter": "a third",
                "three quarters": "one quarter",
                "three-quarters": "one-quarter",
                "half of": "a third of",
                "half the": "a third of the",
                "half a": "a third of a",
            }[m[0]],
        )
        if m
        else None
    )


def table_after_number(table, before=r"[0-9一二两三四五六七八九十百千万几数]\s?个?"):
    keys = "|".join(sorted(table, key=len, reverse=True))

    def mutate(t, c):
        m = pick(rf"(?<=[0-9一二两三四五六七八九十百千万])(\s?)(?:{keys})", t, c)
        return sub_at(t, m.span(), m[1] + table[m[0].strip()]) if m else None

    return mutate


def span_zh(t, c):
    table = {
        "个小时": "分钟",
        "小时": "分钟",
        "分钟": "小时",
        "天": "周",
        "周": "天",
        "个月": "年",
        "年": "个月",
        "秒": "分钟",
    }
    m = pick(
        r"(?<![0-9第])(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})\s?(个小时|小时|分钟|天|周|个月|年|秒)(?![级末前代岁半底初份中]|\s?[0-9])",
        t,
        c,
    )
    return sub_at(t, m.span(1), table[m[1]]) if m else None


dist_zh = table_after_number(
    {
        "公里": "米",
        "千米": "米",
        "米": "公里",
        "英里": "公里",
        "英尺": "米",
        "厘米": "米",
        "公斤": "克",
        "克": "公斤",
        "毫克": "克",
        "吨": "公斤",
        "平方米": "平方公里",
        "公顷": "平方公里",
        "毫升": "升",
        "英亩": "公顷",
        "摄氏度": "华氏度",
        "℃": "℉",
        "°C": "°F",
        "磅": "公斤",
        "英寸": "厘米",
    }
)


def after_number_en(table):
    keys = "|".join(sorted(table, key=len, reverse=True))

    def mutate(t, c):
        m = pick(
            rf"(?:(?<=[0-9])|(?<=\btwo)|(?<=three)|(?<=four)|(?<=five)|(?<=\bsix)|(?<=seven)|(?<=million)|(?<=twenty)|(?<=thirty))([ -])({keys})\b",
            t,
            c,
        )
        return sub_at(t, m.span(), m[1] + table[m[2]]) if m else None

    return mutate


span_en = after_number_en(
    {
        "hours": "minutes",
        "hour": "minute",
        "minutes": "hours",
        "minute": "hour",
        "days": "weeks",
        "day": "week",
        "weeks": "days",
        "week": "day",
        "months": "years",
        "month": "year",
        "years": "months",
        "year": "month",
        "seconds": "minutes",
    }
)
dist_en = after_number_en(
    {
        "kilometers": "meters",
        "kilometres": "metres",
        "km": "m",
        "meters": "kilometers",
        "metres": "kilometres",
        "miles": "kilometres",
        "mile": "kilometre",
        "feet": "metres",
        "foot": "metre",
        "kg": "g",
        "kilograms": "grams",
        "grams": "kilograms",
        "tons": "kilograms",
        "tonnes": "kilograms",
        "pounds": "kilograms",
        "acres": "hectares",
        "hectares": "acres",
        "square meters": "square kilometers",
        "cm": "m",
        "mm": "cm",
        "inches": "feet",
        "mg": "g",
        "degrees Celsius": "degrees Fahrenheit",
        "mph": "km/h",
    }
)
CUR_ZH = {
    "美元": "欧元",
    "欧元": "美元",
    "英镑": "美元",
    "港元": "美元",
    "日元": "韩元",
    "人民币": "港币",
}


def cur_zh(t, c):
    m = pick(r"(?<=[0-9万亿千百])(\s?)(?:美元|欧元|英镑|港元|日元|元(?![旦宵月年]))", t, c)
    if not m:
        return None
    return sub_at(t, m.span(), m[1] + {"元": "美元", **CUR_ZH}[m[0].strip()])


def cur_en(t, c):
    m = pick(
        r"(?<![A-Z])\$(?=[0-9])|€(?=[0-9])|£(?=[0-9])|(?<=[0-9n]) (?:yuan|dollars|euros|pounds|yen|HKD|RMB|USD)\b",
        t,
        c,
    )
    return (
        sub_at(
            t,
            m.span(),
            {
                "$": "€",
                "€": "$",
                "£": "$",
                "yuan": " dollars",
                "dollars": " euros",
                "euros": " dollars",
                "pounds": " dollars",
                "yen": " yuan",
                "HKD": " USD",
                "RMB": " USD",
                "USD": " EUR",
            }[m[0].strip()],
        )
        if m
        else None
    )


ampm_zh = swapper(
    {
        "上午": "下午",
        "下午": "上午",
        "凌晨": "下午",
        "晚上": "早上",
        "早上": "晚上",
        "早晨": "傍晚",
        "傍晚": "早晨",
        "中午": "午夜",
        "午夜": "中午",
    }
)


def ampm_num_zh(t, c):
    m = pick(
        r"(?:上午|下午|凌晨|晚上|早上|晚|中午|午夜)(?=\s?[0-9一二三四五六七八九十]{1,2}\s?[点时:：])",
        t,
        c,
    )
    return (
        sub_at(
            t,
            m.span(),
            {
                "上午": "下午",
                "下午": "上午",
                "凌晨": "下午",
                "晚上": "早上",
                "早上": "晚上",
                "晚": "早",
                "中午": "午夜",
                "午夜": "中午",
            }[m[0]],
        )
        if m
        else None
    )


def ampm_en(t, c):
    m = pick(r"(?<=[0-9])\s?[ap]\.?m\b", t, c)
    return (
        sub_at(t, m.span(), m[0].replace("a", "#").replace("p", "a").replace("#", "p"))
        if m
        else None
    )


def within_zh(t, c):
    m = pick(
        r"(?<=[天时日周月年前])(?:以内|之内|内|以前|之前|前|以后|之后|后)(?=[^0-9]|$)",
        t,
        c,
        lambda m: re.search(
            r"[0-9一二两三四五六七八九十]\s?(?:天|小时|日|周|个月|年)$", t[: m.start()]
        ),
    )
    if not m:
        return None
    w = m[0]
    new = {
        "以内": "以后",
        "之内": "之后",
        "内": "后",
        "以前": "以后",
        "之前": "之后",
        "前": "后",
        "以后": "以前",
        "之后": "之前",
        "后": "前",
    }[w]
    return sub_at(t, m.span(), new)


def within_en(t, c):
    m = pick(r"\b(?:within|before|after|until)(?= (?:[0-9]|{}))".format("|".join(MONTHS)), t, c)
    return (
        sub_at(
            t,
            m.span(),
            {"within": "after", "before": "after", "after": "before", "until": "from"}[m[0]],
        )
        if m
        else None
    )


def two_swapped(t, c):
    found = list(
        re.finditer(
            r"(?<![A-Za-z0-9.,:/\-–])[0-9][0-9,]*(?:\.[0-9]+)?(%?)(?![0-9A-Za-z:/.,月日年\-–])", t
        )
    )
    pairs = [
        (a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a[0] != b[0] and a[1] == b[1]
    ]
    pairs = [
        (a, b)
        for a, b in pairs
        if t[a.end() : a.end() + 2].strip()[:1] == t[b.end() : b.end() + 2].strip()[:1]
        and not re.fullmatch(
            r"\s?(?:and|or|to|和|或|、|至|到|-|–|,|，|~)\s?", t[a.end() : b.start()]
        )
    ]
    if not pairs:
        return None
    a, b = c.choice(pairs)
    return t[: a.start()] + b[0] + t[a.end() : b.start()] + a[0] + t[b.end() :]


ORD_ZH = {"第一": "第二", "第二": "第三", "第三": "第四", "第四": "第五", "第五": "第六"}
ord_zh = swapper(ORD_ZH)
ord_en = swapper(
    {
        "first": "second",
        "third": "fourth",
        "fourth": "fifth",
        "fifth": "sixth",
        "First": "Second",
        "Third": "Fourth",
    }
)


def word_zh(t, c):
    m = pick(
        r"(?<![十百千万零第初周期一二两三四五六七八九几数星])[二两三四五六七八九](?=[名个人种次位项条家所起岁只座层章届例])",
        t,
        c,
    )
    return sub_at(t, m.span(), c.choice([d for d in "三四五六七八九" if d != m[0]])) if m else None


def word_en(t, c):
    w = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    m = pick(
        r"\b(?:{})\b(?![- ](?:hundred|thousand|million|thirds?|quarters?|or|to|and))".format(
            "|".join(w)
        ),
        t,
        c,
    )
    return sub_at(t, m.span(), c.choice([x for x in w if x != m[0]])) if m else None


mult_zh = swapper(
    {
        "两倍": "三倍",
        "2倍": "3倍",
        "2 倍": "3 倍",
        "三倍": "两倍",
        "翻了一番": "增至三倍",
        "翻一番": "增至三倍",
        "翻倍": "增至三倍",
        "一倍": "两倍",
        "十倍": "百倍",
        "10倍": "100倍",
        "5倍": "3倍",
    }
)
mult_en = swapper(
    {
        "doubled": "tripled",
        "double": "triple",
        "twice": "three times",
        "tripled": "doubled",
        "two times": "five times",
        "three times": "five times",
        "tenfold": "hundredfold",
        "once": "twice",
    }
)
rough_zh = swapper(
    {
        "数百": "数千",
        "数千": "数百",
        "数十": "数百",
        "几十": "几百",
        "几百": "几千",
        "几千": "几百",
        "上百": "上千",
        "上千": "上百",
        "成千上万": "成百上千",
        "数万": "数百万",
        "数百万": "数万",
        "数十万": "数千",
    }
)
rough_en = swapper(
    {
        "hundreds of": "thousands of",
        "thousands of": "hundreds of",
        "millions of": "thousands of",
        "dozens of": "hundreds of",
        "tens of thousands": "hundreds",
        "hundreds of thousands": "hundreds",
        "billions of": "millions of",
        "dozen": "hundred",
    }
)


def rise_zh(t, c):
    m = pick(
        r"(?:增长|增加|上升|上涨|下降|减少|降低|下跌|增至|降至|提高)(?=[^，。；]{0,4}[0-9])", t, c
    )
    return (
        sub_at(
            t,
            m.span(),
            {
                "增长": "下降",
                "增加": "减少",
                "上升": "下降",
                "上涨": "下跌",
                "下降": "上升",
                "减少": "增加",
                "降低": "提高",
                "下跌": "上涨",
                "增至": "降至",
                "降至": "增至",
                "提高": "降低",
            }[m[0]],
        )
        if m
        else None
    )


def rise_en(t, c):
    m = pick(
        r"\b(?:increased|decreased|rose|fell|up|down|increase|decrease|dropped|declined|grew)(?= (?:of|by|to|from)? ?(?:[0-9]|about [0-9]|over [0-9]))",
        t,
        c,
    )
    return (
        sub_at(
            t,
            m.span(),
            {
                "increased": "decreased",
                "decreased": "increased",
                "rose": "fell",
                "fell": "rose",
                "up": "down",
                "down": "up",
                "increase": "decrease",
                "decrease": "increase",
                "dropped": "rose",
                "declined": "rose",
                "grew": "shrank",
            }[m[0]],
        )
        if m
        else None
    )


freq_zh = swapper(
    {
        "每天": "每周",
        "每周": "每月",
        "每月": "每周",
        "每年": "每月",
        "每日": "每周",
        "每小时": "每天",
    }
)
freq_en = swapper(
    {
        "daily": "weekly",
        "weekly": "monthly",
        "monthly": "weekly",
        "per day": "per week",
        "a day": "a week",
        "per week": "per month",
        "per year": "per month",
        "every day": "every week",
        "every year": "every month",
        "each year": "each month",
        "annually": "monthly",
        "per hour": "per day",
        "a week": "a month",
    }
)
rel_zh = swapper(
    {
        "去年": "前年",
        "今年": "明年",
        "昨天": "前天",
        "今天": "明天",
        "明天": "后天",
        "明年": "后年",
        "上周": "本周",
        "本周": "下周",
        "下周": "本周",
        "上个月": "本月",
        "昨日": "今日",
        "今日": "明日",
    }
)
rel_en = swapper(
    {
        "yesterday": "today",
        "today": "tomorrow",
        "tomorrow": "today",
        "last year": "this year",
        "this year": "next year",
        "last week": "this week",
        "this week": "next week",
        "next week": "this week",
        "last month": "this month",
        "next month": "this month",
        "next year": "this year",
    }
)


def clock(t, c):
    m = pick(r"(?<![0-9:.])([0-9]{1,2}):([0-9]{2})(?![0-9:])", t, c)
    if not m:
        return None
    if c.random() < 0.5:
        return sub_at(t, m.span(1), str((int(m[1]) + 1) % 24))
    return sub_at(t, m.span(2), f"{(int(m[2]) + c.choice([5, 10, 30])) % 60:02}")


def hour(t, c):
    m = pick(
        r"(?<![0-9:.])[0-9]{1,2}(?=\s?(?:点(?!建|评|击|赞)|时(?!间|候|代|速|期|尚)|[ap]\.?m\b))",
        t,
        c,
    )
    return sub_at(t, m.span(), str(int(m[0]) % 12 + 1)) if m else None


def decade(t, c):
    m = pick(r"(?:18|19|20)([0-9])0'?s\b|(?<![0-9])([2-9])0\s?年代", t, c)
    if not m:
        return None
    g = 1 if m[1] else 2
    return sub_at(t, m.span(g), str((int(m[g]) + 1) % 10 or 1))


def number_dropped(t, c):
    m = pick(
        r"(?<![A-Za-z0-9.,:/\-–第])[0-9][0-9,.]*[0-9]\s?(?:名|个|人|例|people|cases|persons|patients|employees|students)",
        t,
        c,
    )
    return (
        sub_at(
            t,
            m.span(),
            "" if re.search("[\u4e00-\u9fff]", m[0]) else re.sub(r"[0-9,.\s]+", "some ", m[0]),
        )
        if m
        else None
    )


def range_end(t, c):
    m = pick(
        r"(?<![0-9A-Za-z.,])([0-9]+)(\s?(?:-|–|至|到|to|~)\s?)([0-9]+)(?![0-9A-Za-z:.,]|[-–])",
        t,
        c,
        lambda m: m[1] != m[3],
    )
    return sub_at(t, m.span(), c.choice([m[1], m[3]])) if m else None


def negated_zh(t, c):
    m = pick(r"(?<![不没未])(?:需要|应当|应该|可以|必须|会|能)(?=[^，。；]{0,12}[0-9])", t, c)
    return (
        sub_at(
            t,
            m.span(),
            {
                "需要": "不需要",
                "应当": "不应当",
                "应该": "不应该",
                "可以": "不可以",
                "必须": "不必",
                "会": "不会",
                "能": "不能",
            }[m[0]],
        )
        if m
        else None
    )


def negated_en(t, c):
    m = pick(
        r"\b(?:will|should|must|can|is|are|was|were|has|have)\b(?! not|n't)(?=[^,.;]{0,25}[0-9])",
        t,
        c,
    )
    return sub_at(t, m.span(), m[0] + " not") if m else None


def pct_zh(t, c):
    m = pick(
        r"百分之[一二三四五六七八九十]+|[一二三四五六七八九]成(?!为|员|本|长|立|就|功|果|分|都|熟|年|人|绩|了|份|语|群)|[一二三四五六七八九]折",
        t,
        c,
    )
    if not m:
        return None
    w = m[0]
    d = [i for i, ch in enumerate(w) if ch in "一二三四五六七八九"]
    d = [i for i in d if not (w.startswith("百分之") and i < 0)]
    if not d:
        return None
    i = c.choice(d)
    return w and sub_at(
        t, m.span(), w[:i] + c.choice([x for x in "二三四五六七八九" if x != w[i]]) + w[i + 1 :]
    )


KINDS = {
    "digit changed": (digit_changed, digit_changed),
    "digit dropped": (digit_dropped, digit_dropped),
    "digit added": (digit_added, digit_added),
    "times ten": (zero_added, zero_added),
    "万/亿, million dropped or changed": (scale_zh, scale_en),
    "day moved by one": (day_zh, day_en),
    "month changed": (month_zh, month_en),
    "year changed": (year, year),
    "percentage x10": (percent, percent),
    "percent sign dropped": (percent_sign, percent_sign),
    "decimal point moved": (decimal_moved, decimal_moved),
    "weekday changed": (swapper(WEEK_ZH), swapper(WEEK_EN)),
    "bound turned (over/under, at least/most)": (bound_zh, bound_en),
    "fraction in words changed (half/third)": (half_zh, half_en),
    "span's unit changed (hours/minutes, days/weeks)": (span_zh, span_en),
    "measure changed (km/m, miles/km, kg/g)": (dist_zh, dist_en),
    "currency changed": (cur_zh, cur_en),
    "a.m./p.m., 上午/下午 by a clock time": (ampm_num_zh, ampm_en),
    "within/after, before/after turned": (within_zh, within_en),
    "two numbers swapped": (two_swapped, two_swapped),
    "ordinal word changed": (ord_zh, ord_en),
    "small count in words changed": (word_zh, word_en),
    "multiple changed (double/triple)": (mult_zh, mult_en),
    "rough number changed (hundreds/thousands)": (rough_zh, rough_en),
    "rise/fall turned": (rise_zh, rise_en),
    "frequency changed (daily/weekly)": (freq_zh, freq_en),
    "relative day or year changed": (rel_zh, rel_en),
    "clock time changed": (clock, clock),
    "hour changed (3点, 3 p.m.)": (hour, hour),
    "decade changed": (decade, decade),
    "number dropped": (number_dropped, number_dropped),
    "range's end dropped": (range_end, range_end),
    "not added before a number": (negated_zh, negated_en),
    "percentage in words changed": (pct_zh, lambda t, c: None),
}


def mutants(pairs, seed, per_kind):
    """pairs: dicts with en, zh; gives kind, pair's place, source, translation, its language."""
    for kind, (zh, en) in KINDS.items():
        chance = random.Random(f"{seed} {kind}")
        order = list(range(len(pairs)))
        chance.shuffle(order)
        half = {"zh": per_kind // 2 + per_kind % 2, "en": per_kind // 2}
        for side, other, mutate in (("zh", "en", zh), ("en", "zh", en)):
            n = 0
            for i in order:
                if n >= half[side]:
                    break
                new = mutate(pairs[i][side], chance)
                if new is None or new == pairs[i][side]:
                    continue
                n += 1
                yield kind, i, pairs[i][other], new, side


SMALLW = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
HANW = dict(zip("两二三四五六七八九十", (2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=False))


def borrowed(t, c):
    """A number of one or two digits becomes one that the text has elsewhere in words."""
    words = [v for w, v in SMALLW.items() if re.search(rf"\b{w}\b", t, re.I)]
    words += [
        HANW[m[1]]
        for m in re.finditer(
            r"(?<![十百千万零第初周期一二两三四五六七八九几数星年])([两二三四五六七八九十])(?=[名个人种次位项条家所起座层章例])",
            t,
        )
    ]
    m = pick(r"(?<![A-Za-z0-9.,:/\-–%第])[0-9]{1,2}(?![0-9A-Za-z:/\-–]|[.,][0-9])", t, c)
    words = [w for w in words if m and w != int(m[0])]
    return sub_at(t, m.span(), str(c.choice(words))) if words else None


KINDS["a number replaced by one said elsewhere in words"] = (borrowed, borrowed)
