"""Damages the meaning of a translation in one place; every kind changes what a reader is told.

Most kinds put one word in another's place. Draws are by seed: a mutant is the same one ever after.
"""

# ruff: noqa: E501

from __future__ import annotations

import random
import re
from calendar import month_name
from collections.abc import Callable, Iterator, Mapping, Sequence

Change = Callable[[re.Match[str], random.Random], str | None]
Mutator = Callable[[str, random.Random], str | None]

HAN = "一二两三四五六七八九十"
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = dict(zip(_WORDS, range(2, 11), strict=True))
MONTHS = [*month_name][1:]
ALONE = r"(?<![A-Za-z0-9.,:/\-–])"
NUMBER = ALONE + r"[0-9][0-9,]*(?:\.[0-9]+)?(?![0-9A-Za-z:/]|[.,][0-9])"


def changed(pattern: str, change: Change, may: Callable[[re.Match[str]], bool] = bool) -> Mutator:
    """A mutator of one place that a pattern matches, or of its first group that does."""

    def mutate(text: str, chance: random.Random) -> str | None:
        found = [one for one in re.finditer(pattern, text) if may(one)]
        if not found:
            return None
        one = chance.choice(found)
        new = change(one, chance)
        start, end = one.span(one.lastindex or 0)
        return None if new is None else text[:start] + new + text[end:]

    return mutate


def table(written: str) -> dict[str, str]:
    """Words and what takes their place: "daily > weekly;weekly > monthly"."""
    return dict(row.split(" > ") for row in written.split(";"))


def words(written: str, before: str = "", after: str = "") -> Mutator:
    """A mutator of one of these words, where it stands between `before` and `after`."""
    others = table(written)
    keys = "|".join(sorted(others, key=len, reverse=True))
    return changed(f"{before}(?:{keys}){after}", lambda one, chance: others[one[0]])


def whole(written: str) -> Mutator:
    """A mutator of one of these words, each a word of its own where it is in Latin letters."""
    others = table(written)
    keys = sorted(others, key=len, reverse=True)
    pattern = "|".join(rf"\b{key}\b" if re.match("[A-Za-z]", key) else key for key in keys)
    return changed(pattern, lambda one, chance: others[one[0]])


def drawn(others: Sequence[str]) -> Change:
    """A change into another of these."""
    return lambda one, chance: chance.choice(
        [other for other in others if other != one[one.lastindex or 0]]
    )


def moved(steps: Sequence[int], first: int = 1, last: int = 28) -> Change:
    """A change of a day by a step, within the days that each month has."""

    def change(one: re.Match[str], chance: random.Random) -> str | None:
        new = int(one[one.lastindex or 0]) + chance.choice(steps)
        return str(new) if first <= new <= last else None

    return change


def with_digits(text: str, chance: random.Random, change: Callable[[str, int], str]) -> str:
    """A number with one of its digits changed, drawn by its place."""
    return change(text, chance.choice([place for place, sign in enumerate(text) if sign.isdigit()]))


def digit_dropped(one: re.Match[str], chance: random.Random) -> str | None:
    new = with_digits(one[0], chance, lambda text, at: text[:at] + text[at + 1 :])
    if new[0] in "0,." or ",," in new or new.endswith((".", ",")):
        return None
    return None if float(new.replace(",", "")) == float(one[0].replace(",", "")) else new


def digit_added(one: re.Match[str], chance: random.Random) -> str:
    return with_digits(
        one[0], chance, lambda text, at: text[:at] + chance.choice("123456789") + text[at:]
    )


def times_ten(one: re.Match[str], chance: random.Random) -> str:
    value = int(one[0].replace(",", "")) * 10
    return f"{value:,}" if "," in one[0] else str(value)


def scaled(others: str) -> Change:
    """A change of a scale into nothing, or into another."""
    return lambda one, chance: chance.choice(["", table(others)[one[0].strip()]])


def month_moved(one: re.Match[str], chance: random.Random) -> str:
    return MONTHS[(MONTHS.index(one[0]) + chance.choice([1, 5])) % 12]


def percent_times_ten(one: re.Match[str], chance: random.Random) -> str | None:
    whole_part, point, decimals = one[0].partition(".")
    if not point:
        return one[0] + "0"
    return (whole_part + decimals).lstrip("0") if len(decimals) == 1 else None


def decimal_moved(one: re.Match[str], chance: random.Random) -> str | None:
    before, after = one[0].split(".")
    if chance.random() < 0.5 or len(before) < 2:
        new = before + after[0] + ("." + after[1:] if after[1:] else "")
    else:
        new = before[:-1] + "." + before[-1] + after
    if len(new) > 1 and new[0] == "0" and new[1] != ".":
        new = new[1:]
    return None if float(new) == float(one[0]) else new


def clock(one: re.Match[str], chance: random.Random) -> str:
    hour, minute = int(one[0].split(":")[0]), int(one[0].split(":")[1])
    if chance.random() < 0.5:
        return f"{(hour + 1) % 24}:{minute:02}"
    return f"{one[0].split(':')[0]}:{(minute + chance.choice([5, 10, 30])) % 60:02}"


def two_swapped(text: str, chance: random.Random) -> str | None:
    """Two numbers in each other's places, unless they stand side by side."""
    found = list(
        re.finditer(ALONE + r"[0-9][0-9,]*(?:\.[0-9]+)?(%?)(?![0-9A-Za-z:/.,月日年\-–])", text)
    )

    def behind(one: re.Match[str]) -> str:
        return text[one.end() : one.end() + 2].strip()[:1]

    both = [
        (one, other)
        for place, one in enumerate(found)
        for other in found[place + 1 :]
        if one[0] != other[0]
        and one[1] == other[1]
        and behind(one) == behind(other)
        and not re.fullmatch(
            r"\s?(?:and|or|to|和|或|、|至|到|-|–|,|，|~)\s?", text[one.end() : other.start()]
        )
    ]
    if not both:
        return None
    one, other = chance.choice(both)
    between = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


def number_dropped(one: re.Match[str], chance: random.Random) -> str:
    return "" if re.search("[\u4e00-\u9fff]", one[0]) else re.sub(r"[0-9,.\s]+", "some ", one[0])


def range_end(one: re.Match[str], chance: random.Random) -> str:
    return chance.choice(re.findall("[0-9]+", one[0]))


def share_changed(one: re.Match[str], chance: random.Random) -> str | None:
    places = [place for place, sign in enumerate(one[0]) if sign in HAN[0] + HAN[1] + HAN[3:-1]]
    if not places:
        return None
    at = chance.choice(places)
    others = [digit for digit in "二三四五六七八九" if digit != one[0][at]]
    return one[0][:at] + chance.choice(others) + one[0][at + 1 :]


def borrowed(text: str, chance: random.Random) -> str | None:
    """A number of one or two digits becomes one that the text has elsewhere in words."""
    told = [value for word, value in COUNTS.items() if re.search(rf"\b{word}\b", text, re.I)]
    han = dict(zip("两" + HAN[1:2] + HAN[3:], (2, *range(2, 11)), strict=True))
    counted = rf"(?<![十百千万零第初周期几数星年{HAN}])([两{HAN[1]}{HAN[3:]}])(?=[名个人种次位项条家所起座层章例])"
    told += [han[one[1]] for one in re.finditer(counted, text)]

    def change(one: re.Match[str], chance: random.Random) -> str | None:
        others = [value for value in told if value != int(one[0])]
        return str(chance.choice(others)) if others else None

    number = r"(?<![A-Za-z0-9.,:/\-–%第])[0-9]{1,2}(?![0-9A-Za-z:/\-–]|[.,][0-9])"
    return changed(number, change)(text, chance)


AFTER_HAN = "(?<=[0-9一二两三四五六七八九十百千万])\\s?"
AFTER_ENGLISH = (
    r"(?:(?<=[0-9])|(?<=\btwo)|(?<=three)|(?<=four)|(?<=five)|(?<=\bsix)|(?<=seven)|(?<=million)"
    r"|(?<=twenty)|(?<=thirty))[ -]"
)


def measured(written: str, before: str = AFTER_ENGLISH, after: str = r"\b") -> Mutator:
    """A mutator of a unit behind a number; the space between them stays."""
    others = table(written)
    keys = "|".join(sorted(others, key=len, reverse=True))
    return changed(f"{before}({keys}){after}", lambda one, chance: others[one[1]])


def spaced(written: str, pattern: str) -> Mutator:
    """A mutator of a word that is taken with the space before it; what comes instead has its own."""
    others = table(written)
    return changed(pattern, lambda one, chance: others[one[0].strip()])


COUNTED = "(?=[^，。；]{0,3}[0-9一二两三四五六七八九十百半])"
BOUNDS_ZH = "不到 > 超过;不足 > 超过;低于 > 高于;高于 > 低于;少于 > 多于;多于 > 少于;超过 > 不到;至少 > 最多;最多 > 至少;以上 > 以下;以下 > 以上;逾 > 不到;大于 > 小于;小于 > 大于"
BOUNDS_EN = "more than > less than;less than > more than;fewer than > more than;at least > at most;at most > at least;over > under;under > over;up to > at least;above > below;below > above;no more than > no less than;greater than > less than"
COUNTED_EN = "(?= (?:[$£€¥]?[0-9]|half|a (?:third|quarter|million|hundred|thousand)|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|ninety))"
SPANS_ZH = "个小时 > 分钟;小时 > 分钟;分钟 > 小时;天 > 周;周 > 天;个月 > 年;年 > 个月;秒 > 分钟"
PARTS_ZH = (
    "上午 > 下午;下午 > 上午;凌晨 > 下午;晚上 > 早上;早上 > 晚上;晚 > 早;中午 > 午夜;午夜 > 中午"
)
WITHIN_ZH = "以内 > 以后;之内 > 之后;内 > 后;以前 > 以后;之前 > 之后;前 > 后;以后 > 以前;之后 > 之前;后 > 前"
RISES_EN = "increased > decreased;decreased > increased;rose > fell;fell > rose;up > down;down > up;increase > decrease;decrease > increase;dropped > rose;declined > rose;grew > shrank"
DAY_EN = rf"\b(?:{'|'.join(MONTHS)}) ([0-9]{{1,2}})\b(?!,? ?[0-9]{{3}})|\b([0-9]{{1,2}}) (?:{'|'.join(MONTHS)})\b"
PERCENT = r"(?<![0-9.,\-–])[0-9]+(?:\.[0-9]+)?(?=\s?(?:%|％|percent|per cent))"
DIGIT = changed(r"(?<![A-Za-z])[0-9]", drawn("123456789"))


def both(mutator: Mutator) -> tuple[Mutator, Mutator]:
    """One mutator for either language."""
    return mutator, mutator


def nothing(text: str, chance: random.Random) -> None:
    """No mutator: the language has no such kind."""


KINDS: Mapping[str, tuple[Mutator, Mutator]] = {
    "digit changed": both(DIGIT),
    "digit dropped": both(
        changed(NUMBER, digit_dropped, lambda one: len(re.sub(r"\D", "", one[0])) >= 2)
    ),
    "digit added": both(changed(NUMBER, digit_added)),
    "times ten": both(
        changed(
            ALONE + r"[0-9]{1,3}(?:,[0-9]{3})*(?![0-9A-Za-z:/.,年月日])",
            times_ten,
            lambda one: one[0] != "0",
        )
    ),
    "万/亿, million dropped or changed": (
        changed(
            r"(?<=[0-9一二两三四五六七八九十百千])\s?[万亿](?!一|般|圣|里)",
            scaled("万 > 亿;亿 > 万"),
        ),
        changed(
            r"(?<=[0-9] )(?:million|billion|thousand|trillion)\b ?",
            scaled("million > billion ;billion > million ;thousand > million ;trillion > billion "),
        ),
    ),
    "day moved by one": (
        changed(r"(?<=月)\s?([0-9]{1,2})(?=\s?[日号])", moved([-1, 1])),
        changed(DAY_EN, moved([-1, 1])),
    ),
    "month changed": (
        changed(r"(?<![0-9])[0-9]{1,2}(?=\s?月)", lambda one, chance: str(int(one[0]) % 12 + 1)),
        changed(
            r"\b(?:{})\b".format("|".join(one for one in MONTHS if one not in ("March", "May"))),
            month_moved,
        ),
    ),
    "year changed": both(
        changed(
            r"(?<![0-9.,A-Za-z$¥£\-–])(?:19|20)[0-9]{2}(?![0-9,.:A-Za-z%]|\s?(?:人|名|例|个|people|cases))",
            moved([-1, 1, 10], 0, 9999),
        )
    ),
    "percentage x10": both(changed(PERCENT, percent_times_ten, lambda one: float(one[0]) > 0)),
    "percent sign dropped": both(
        changed(
            r"(?<=[0-9])\s?(?:%|％| percent| per cent)(?!\s?(?:to|至|到|-|–))",
            lambda one, chance: "",
        )
    ),
    "decimal point moved": both(
        changed(r"(?<![0-9.,A-Za-z])[0-9]+\.[0-9]+(?![0-9.A-Za-z])", decimal_moved)
    ),
    "weekday changed": (
        whole(
            "周一 > 周二;周二 > 周三;周三 > 周五;周四 > 周二;周五 > 周一;周六 > 周日;周日 > 周六;"
            "星期一 > 星期三;星期二 > 星期四;星期三 > 星期五;星期四 > 星期一;星期五 > 星期二;星期六 > 星期日;星期日 > 星期六"
        ),
        whole(
            "Monday > Tuesday;Tuesday > Thursday;Wednesday > Friday;Thursday > Monday;"
            "Friday > Wednesday;Saturday > Sunday;Sunday > Saturday"
        ),
    ),
    "bound turned (over/under, at least/most)": (
        spaced(
            BOUNDS_ZH,
            f"(?:不到|不足|低于|高于|少于|多于|超过|至少|最多|大于|小于|逾){COUNTED}"
            r"|(?<=[0-9%万岁人名天])\s?(?:以上|以下)",
        ),
        words(BOUNDS_EN, r"\b", COUNTED_EN),
    ),
    "fraction in words changed (half/third)": (
        words(
            "一半 > 三分之一;半数 > 三分之一;三分之一 > 三分之二;三分之二 > 三分之一;四分之一 > 三分之一;四分之三 > 四分之一"
        ),
        words(
            "one third > two thirds;a third > two thirds;two thirds > one third;two-thirds > one-third;"
            "one quarter > one third;a quarter > a third;three quarters > one quarter;"
            "three-quarters > one-quarter;half of > a third of;half the > a third of the;half a > a third of a",
            r"\b",
            r"\b",
        ),
    ),
    "span's unit changed (hours/minutes, days/weeks)": (
        measured(
            SPANS_ZH,
            r"(?<![0-9第])(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})\s?",
            r"(?![级末前代岁半底初份中]|\s?[0-9])",
        ),
        measured(
            "hours > minutes;hour > minute;minutes > hours;minute > hour;days > weeks;day > week;weeks > days;"
            "week > day;months > years;month > year;years > months;year > month;seconds > minutes"
        ),
    ),
    "measure changed (km/m, miles/km, kg/g)": (
        measured(
            "公里 > 米;千米 > 米;米 > 公里;英里 > 公里;英尺 > 米;厘米 > 米;公斤 > 克;克 > 公斤;毫克 > 克;吨 > 公斤;"
            "平方米 > 平方公里;公顷 > 平方公里;毫升 > 升;英亩 > 公顷;摄氏度 > 华氏度;℃ > ℉;°C > °F;磅 > 公斤;英寸 > 厘米",
            AFTER_HAN,
            "",
        ),
        measured(
            "kilometers > meters;kilometres > metres;km > m;meters > kilometers;metres > kilometres;"
            "miles > kilometres;mile > kilometre;feet > metres;foot > metre;kg > g;kilograms > grams;"
            "grams > kilograms;tons > kilograms;tonnes > kilograms;pounds > kilograms;acres > hectares;"
            "hectares > acres;square meters > square kilometers;cm > m;mm > cm;inches > feet;mg > g;"
            "degrees Celsius > degrees Fahrenheit;mph > km/h"
        ),
    ),
    "currency changed": (
        measured(
            "美元 > 欧元;欧元 > 美元;英镑 > 美元;港元 > 美元;日元 > 韩元;元 > 美元",
            r"(?<=[0-9万亿千百])\s?",
            "(?![旦宵月年])",
        ),
        spaced(
            "$ > €;€ > $;£ > $;yuan >  dollars;dollars >  euros;euros >  dollars;pounds >  dollars;"
            "yen >  yuan;HKD >  USD;RMB >  USD;USD >  EUR",
            r"(?<![A-Z])\$(?=[0-9])|€(?=[0-9])|£(?=[0-9])"
            r"|(?<=[0-9n]) (?:yuan|dollars|euros|pounds|yen|HKD|RMB|USD)\b",
        ),
    ),
    "a.m./p.m., 上午/下午 by a clock time": (
        words(PARTS_ZH, after=r"(?=\s?[0-9一二三四五六七八九十]{1,2}\s?[点时:：])"),
        changed(r"(?<=[0-9])\s?([ap])\.?m\b", lambda one, chance: {"a": "p", "p": "a"}[one[1]]),
    ),
    "within/after, before/after turned": (
        changed(
            r"(?<=[天时日周月年前])(?:以内|之内|内|以前|之前|前|以后|之后|后)(?=[^0-9]|$)",
            lambda one, chance: table(WITHIN_ZH)[one[0]],
            lambda one: bool(
                re.search(
                    r"[0-9一二两三四五六七八九十]\s?(?:天|小时|日|周|个月|年)$",
                    one.string[: one.start()],
                )
            ),
        ),
        words(
            "within > after;before > after;after > before;until > from",
            r"\b",
            f"(?= (?:[0-9]|{'|'.join(MONTHS)}))",
        ),
    ),
    "two numbers swapped": both(two_swapped),
    "ordinal word changed": (
        whole("第一 > 第二;第二 > 第三;第三 > 第四;第四 > 第五;第五 > 第六"),
        whole(
            "first > second;third > fourth;fourth > fifth;fifth > sixth;First > Second;Third > Fourth"
        ),
    ),
    "small count in words changed": (
        changed(
            r"(?<![十百千万零第初周期一二两三四五六七八九几数星])[二两三四五六七八九](?=[名个人种次位项条家所起岁只座层章届例])",
            drawn("三四五六七八九"),
        ),
        changed(
            r"\b(?:{})\b(?![- ](?:hundred|thousand|million|thirds?|quarters?|or|to|and))".format(
                "|".join(COUNTS)
            ),
            drawn([*COUNTS]),
        ),
    ),
    "multiple changed (double/triple)": (
        whole(
            "两倍 > 三倍;2倍 > 3倍;2 倍 > 3 倍;三倍 > 两倍;翻了一番 > 增至三倍;翻一番 > 增至三倍;翻倍 > 增至三倍;"
            "一倍 > 两倍;十倍 > 百倍;10倍 > 100倍;5倍 > 3倍"
        ),
        whole(
            "doubled > tripled;double > triple;twice > three times;tripled > doubled;"
            "two times > five times;three times > five times;tenfold > hundredfold;once > twice"
        ),
    ),
    "rough number changed (hundreds/thousands)": (
        whole(
            "数百 > 数千;数千 > 数百;数十 > 数百;几十 > 几百;几百 > 几千;几千 > 几百;上百 > 上千;上千 > 上百;"
            "成千上万 > 成百上千;数万 > 数百万;数百万 > 数万;数十万 > 数千"
        ),
        whole(
            "hundreds of > thousands of;thousands of > hundreds of;millions of > thousands of;"
            "dozens of > hundreds of;tens of thousands > hundreds;hundreds of thousands > hundreds;"
            "billions of > millions of;dozen > hundred"
        ),
    ),
    "rise/fall turned": (
        words(
            "增长 > 下降;增加 > 减少;上升 > 下降;上涨 > 下跌;下降 > 上升;减少 > 增加;降低 > 提高;下跌 > 上涨;"
            "增至 > 降至;降至 > 增至;提高 > 降低",
            after="(?=[^，。；]{0,4}[0-9])",
        ),
        words(RISES_EN, r"\b", "(?= (?:of|by|to|from)? ?(?:[0-9]|about [0-9]|over [0-9]))"),
    ),
    "frequency changed (daily/weekly)": (
        whole("每天 > 每周;每周 > 每月;每月 > 每周;每年 > 每月;每日 > 每周;每小时 > 每天"),
        whole(
            "daily > weekly;weekly > monthly;monthly > weekly;per day > per week;a day > a week;"
            "per week > per month;per year > per month;every day > every week;every year > every month;"
            "each year > each month;annually > monthly;per hour > per day;a week > a month"
        ),
    ),
    "relative day or year changed": (
        whole(
            "去年 > 前年;今年 > 明年;昨天 > 前天;今天 > 明天;明天 > 后天;明年 > 后年;上周 > 本周;本周 > 下周;"
            "下周 > 本周;上个月 > 本月;昨日 > 今日;今日 > 明日"
        ),
        whole(
            "yesterday > today;today > tomorrow;tomorrow > today;last year > this year;this year > next year;"
            "last week > this week;this week > next week;next week > this week;last month > this month;"
            "next month > this month;next year > this year"
        ),
    ),
    "clock time changed": both(changed(r"(?<![0-9:.])[0-9]{1,2}:[0-9]{2}(?![0-9:])", clock)),
    "hour changed (3点, 3 p.m.)": both(
        changed(
            r"(?<![0-9:.])[0-9]{1,2}(?=\s?(?:点(?!建|评|击|赞)|时(?!间|候|代|速|期|尚)|[ap]\.?m\b))",
            lambda one, chance: str(int(one[0]) % 12 + 1),
        )
    ),
    "decade changed": both(
        changed(
            r"(?:18|19|20)([0-9])0'?s\b|(?<![0-9])([2-9])0\s?年代",
            lambda one, chance: str((int(one[one.lastindex or 0]) + 1) % 10 or 1),
        )
    ),
    "number dropped": both(
        changed(
            r"(?<![A-Za-z0-9.,:/\-–第])[0-9][0-9,.]*[0-9]\s?(?:名|个|人|例|people|cases|persons|patients|employees|students)",
            number_dropped,
        )
    ),
    "range's end dropped": both(
        changed(
            r"(?<![0-9A-Za-z.,])[0-9]+\s?(?:-|–|至|到|to|~)\s?[0-9]+(?![0-9A-Za-z:.,]|[-–])",
            range_end,
            lambda one: len(set(re.findall("[0-9]+", one[0]))) > 1,
        )
    ),
    "not added before a number": (
        words(
            "需要 > 不需要;应当 > 不应当;应该 > 不应该;可以 > 不可以;必须 > 不必;会 > 不会;能 > 不能",
            "(?<![不没未])",
            "(?=[^，。；]{0,12}[0-9])",
        ),
        changed(
            r"\b(?:will|should|must|can|is|are|was|were|has|have)\b(?! not|n't)(?=[^,.;]{0,25}[0-9])",
            lambda one, chance: f"{one[0]} not",
        ),
    ),
    "percentage in words changed": (
        changed(
            r"百分之[一二三四五六七八九十]+|[一二三四五六七八九]成(?!为|员|本|长|立|就|功|果|分|都|熟|年|人|绩|了|份|语|群)"
            "|[一二三四五六七八九]折",
            share_changed,
        ),
        nothing,
    ),
    "a number replaced by one said elsewhere in words": both(borrowed),
}


def mutants(
    pairs: Sequence[Mapping[str, str]], seed: int, per_kind: int
) -> Iterator[tuple[str, int, str, str, str]]:
    """Each mutant: its kind, the pair's place, the source, the translation and its language.

    A pair has an English and a Chinese text, "en" and "zh".
    """
    for kind, mutators in KINDS.items():
        chance = random.Random(f"{seed} {kind}")
        order = list(range(len(pairs)))
        chance.shuffle(order)
        most = {"zh": per_kind // 2 + per_kind % 2, "en": per_kind // 2}
        for (side, other), mutate in zip((("zh", "en"), ("en", "zh")), mutators, strict=True):
            made = 0
            for place in order:
                if made >= most[side]:
                    break
                new = mutate(pairs[place][side], chance)
                if new is not None and new != pairs[place][side]:
                    made += 1
                    yield kind, place, pairs[place][other], new, side
