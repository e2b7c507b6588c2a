"""Say what differs between languages: how numbers are punctuated, and the words around them.

Chinese characters are read in every language, since a bulletin quotes Chinese names everywhere; the
words of a Latin or Arabic script only in their own. A language without an entry is read for digits,
addresses and placeholders, with English units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.locales import UnknownLocale, month_names

MONEY = "money"
"""元 where it may be any place's dollar, and 块: agrees with every currency."""

YEN_SIGN = "yuan or yen"
"""¥, which both use."""

_UNAMBIGUOUS = frozenset(
    {"CNY", "USD", "HKD", "TWD", "EUR", "GBP", "JPY", "KRW", "SGD", "RUB", "INR", "THB", "VND"}
    | {"BTC", "USDT"}
)
CURRENCIES = _UNAMBIGUOUS | {MONEY, YEN_SIGN}
SPANS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})

PREFIXES = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "$": "USD", "€": "EUR", "£": "GBP",
    "¥": YEN_SIGN, "RMB": "CNY", "CNY": "CNY", "USD": "USD", "HKD": "HKD", "EUR": "EUR",
    "GBP": "GBP", "JPY": "JPY", "人民币": "CNY", "人民幣": "CNY", "港币": "HKD", "港幣": "HKD",
    "₩": "KRW", "₽": "RUB", "₹": "INR", "฿": "THB", "₫": "VND", "₿": "BTC",
    "新台币": "TWD", "新台幣": "TWD", "新臺幣": "TWD", "美金": "USD",
}  # fmt: skip

_HAN_UNITS = {
    "CNY": "元人民币 元人民幣 人民币 人民幣 人民元 元钱 块钱 元 위안",
    MONEY: "块 塊 圓",
    "USD": "美元 美金 ドル 달러", "HKD": "港元 港币 港幣", "TWD": "新台币 新台幣 新臺幣 台币 台幣",
    "EUR": "欧元 歐元 欧 ユーロ 유로", "GBP": "英镑 英鎊 镑 ポンド", "JPY": "日元 日圆 日圓 円",
    "KRW": "韩元 韓元 ウォン 원", "SGD": "新加坡元", "RUB": "卢布", "INR": "卢比", "THB": "泰铢",
    "VND": "越南盾", "BTC": "比特币", "USDT": "泰达币",
    "second": "秒钟 秒鐘 秒 초", "minute": "分钟 分鐘 分間 분",
    "hour": "个小时 個小時 小时 小時 个钟头 个钟 钟头 時間 시간",
    "day": "个工作日 個工作天 個工作日 个自然日 个交易日 工作日 营业日 営業日 日間 天 日 일",
    "week": "个星期 個星期 星期 个礼拜 周 週間 週 주",
    "month": "个月 個月 か月 ヶ月 カ月 개월", "year": "周岁 週歲 岁 歲 歳 周年 年間 年 세 살 년",
    "digit": "位数 位數 桁 자리", "kilometre": "公里 千米", "metre": "米", "kilogram": "公斤 千克",
    "celsius": "℃ °C 摄氏度", "times": "倍",
}  # fmt: skip

SYMBOLS = {
    r"\$": "USD", "€": "EUR", "£": "GBP", "¥": YEN_SIGN, "₩": "KRW", "₽": "RUB", "₹": "INR",
    "฿": "THB", "₫": "VND", "₿": "BTC", "USDT": "USDT", "BTC": "BTC",
}  # fmt: skip
"""Regular expressions of what means a currency after a number in every language."""

_ENGLISH_UNITS = {
    "CNY": "yuan|renminbi|RMB|CNY", "USD": "US dollars?|U.S. dollars?|dollars?|USD",
    "HKD": "Hong Kong dollars?|HKD", "TWD": "New Taiwan dollars?|TWD", "EUR": "euros?|EUR|€",
    "GBP": "pounds sterling|pounds?|GBP", "JPY": "Japanese yen|yen|JPY",
    "SGD": "Singapore dollars?", "KRW": "Korean won|won|KRW", "RUB": "roubles?|rubles?",
    "second": "seconds?|secs?|s", "minute": "minutes?|mins?", "hour": "hours?|hrs?|h",
    "day": "days?", "week": "weeks?", "month": "months?", "year": "years?|yrs?",
    "digit": "digits?", "kilometre": "kilomet(?:re|er)s?|km", "metre": "met(?:re|er)s?",
    "kilogram": "kilograms?|kilos?|kg", "times": "times the",
    "celsius": "degrees Celsius|degrees centigrade|degrees", "INR": "rupees?",
    "THB": "baht", "VND": "dong", "BTC": "bitcoins?",
}  # fmt: skip
_GERMAN_UNITS = {
    "CNY": "Yuan|Renminbi", "USD": "US-Dollar|Dollar", "EUR": "Euro|€", "second": "Sekunden?",
    "minute": "Minuten?|Min.", "hour": "Stunden?|Std.|stündig[a-z]*", "day": "Tagen?|Tage?s?",
    "week": "Wochen?", "month": "Monaten?|Monate?s?", "year": "Jahren?|Jahre?s?|jährig[a-z]*",
    "digit": "stellig[a-z]*|Stellen",
}  # fmt: skip
_FRENCH_UNITS = {
    "CNY": "yuans?|renminbi", "USD": "dollars?", "EUR": "euros?|€", "second": "secondes?|s",
    "minute": "minutes?|min", "hour": "heures?|h", "day": "jours?", "week": "semaines?",
    "month": "mois", "year": "ans?|années?", "digit": "chiffres?",
}  # fmt: skip
_SPANISH_UNITS = {
    "CNY": "yuanes|yuan", "USD": "dólares|dólar", "EUR": "euros?|€", "second": "segundos?",
    "minute": "minutos?", "hour": "horas?|h", "day": "días?", "week": "semanas?",
    "month": "mes(?:es)?", "year": "años?", "digit": "dígitos?|cifras?",
}  # fmt: skip
_ARABIC_UNITS = {
    "CNY": "يوانات|يوانًا|يوان", "USD": "دولارات|دولارًا|دولار", "EUR": "يورو",
    "second": "ثانية|ثوان", "minute": "دقيقة|دقائق", "hour": "ساعات|ساعة", "day": "أيام|يومًا|يوم",
    "week": "أسابيع|أسبوع", "month": "أشهر|شهرًا|شهر", "year": "سنوات|سنة|أعوام|عامًا|عام",
    "digit": "أرقام",
}  # fmt: skip
_RUSSIAN_UNITS = {
    "CNY": "юан(?:ей|ями|ь|я)", "USD": "доллар(?:ов|а)?", "EUR": "евро", "RUB": "рубл(?:ей|ь|я)",
    "second": "секунд[аы]?", "minute": "минут[аы]?", "hour": "час(?:ов|а)?",
    "day": "дн(?:ей|я)|день|суток", "week": "недел[ьюи]", "month": "месяц(?:ев|а)?",
    "year": "года?|лет", "digit": "цифр",
}  # fmt: skip

_ENGLISH_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_GERMAN_SCALES = {
    "Tausend": 3, "Millionen": 6, "Million": 6, "Mio.": 6,
    "Milliarden": 9, "Milliarde": 9, "Mrd.": 9,
}  # fmt: skip
_FRENCH_SCALES = {"mille": 3, "millions": 6, "million": 6, "milliards": 9, "milliard": 9}
_SPANISH_SCALES = {"mil": 3, "millones": 6, "millón": 6}
_ARABIC_SCALES = {"آلاف": 3, "ألف": 3, "مليون": 6, "ملايين": 6, "مليار": 9}
_RUSSIAN_SCALES = {
    "тыс.": 3, "тысяч": 3, "тысячи": 3, "млн": 6, "миллионов": 6, "миллиона": 6, "миллион": 6,
    "млрд": 9, "миллиардов": 9,
}  # fmt: skip


def _listed(words: str, start: int = 1) -> dict[str, int]:
    """Number words in their order; a bar joins forms of the same."""
    return {
        form: value for value, forms in enumerate(words.split(), start) for form in forms.split("|")
    }


_MONTH_FORMS = {
    "en": {"Sept": 9},
    "cs": _listed("lednu únoru březnu dubnu květnu červnu červenci srpnu září říjnu listopadu")
    | {"prosinci": 12},
    "pl": _listed("styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu")
    | {"październiku": 10, "listopadzie": 11, "grudniu": 12},
    "ru": _listed("январе феврале марте апреле мае июне июле августе сентябре октябре ноябре")
    | {"декабре": 12},
    "uk": _listed("січні лютому березні квітні травні червні липні серпні вересні жовтні")
    | {"листопаді": 11, "грудні": 12},
}
"""Names of months that CLDR does not have: most of them as they are after "in"."""
_AROUND_MONTHS = {
    "ar": ("[وفبلك]{0,2}", ""), "he": ("[והבכלמש]{0,2}", ""), "eu": ("", "(?:ren|n)?"),
    "fi": ("", "(?:ssa|n)?"), "hu": ("", "(?:b[ae]n|i|t[óő]l|ig)?"), "mn": ("", "(?:ын|д)?"),
}  # fmt: skip
"""Regular expressions of what is joined to a month's name, before and after it."""
_VAGUE_MONTHS = {
    "en": "May March Mar Jan", "ar": "مارس", "he": "מאי", "ro": "mai Mai",
    "tr": "Ocak Mart Ekim Kasım",
}  # fmt: skip
"""Those that are also other words."""

_GERMAN_WORDS = _listed("zwei|beide drei vier fünf sechs sieben acht neun zehn elf zwölf", 2) | {
    "zwanzig": 20, "dreißig": 30, "fünfzig": 50, "hundert": 100, "tausend": 1000,
}  # fmt: skip
_FRENCH_WORDS = _listed(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", 2
) | {"vingt": 20, "trente": 30, "cinquante": 50, "soixante": 60, "cent": 100, "mille": 1000}
_SPANISH_WORDS = _listed("dos tres cuatro cinco seis siete ocho nueve diez once doce", 2) | {
    "veinte": 20, "treinta": 30, "cincuenta": 50, "cien": 100, "mil": 1000,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Language:
    """How one language writes entities; one object per locale, so that patterns are kept by it."""

    name: str
    decimal: str
    """The decimal mark; `grouping` holds the marks between thousands, for a character class."""
    grouping: str
    months: Mapping[str, int]
    """The names of the months, in full and cut short."""
    vague_months: frozenset[str]
    """Those that are also other words; alone they prove nothing."""
    around_months: tuple[str, str]
    """Regular expressions of what may be joined to a month's name, before and after it."""
    scales: Mapping[str, int]
    """Words that multiply, to their power of ten."""
    units: Mapping[str, str]
    """Regular expressions of the words for each unit."""
    han_units: Mapping[str, str]
    words: Mapping[str, int]
    """Number words, for languages other than English and Chinese, which have a grammar."""
    reads_words: bool
    """Whether small numbers in words are understood; if not, their absence proves nothing."""
    reads_english_words: bool
    """True for English, and for a language without a table of its own."""


_THIN = "\u00a0\u2009\u202f"
_POINT = (".", "," + _THIN)
_COMMA = (",", r".\x20" + _THIN + "'’")
_COMMA_LANGUAGES = frozenset(
    _listed("de fr es it pt ru uk pl cs sk nl sv nb no da fi tr id vi el ro")
)
_Counts = Mapping[str, int]
_TABLES: Mapping[str, tuple[_Counts, Mapping[str, str], _Counts]] = {
    "en": (_ENGLISH_SCALES, _ENGLISH_UNITS, {}),
    "de": (_GERMAN_SCALES, _GERMAN_UNITS, _GERMAN_WORDS),
    "fr": (_FRENCH_SCALES, _FRENCH_UNITS, _FRENCH_WORDS),
    "es": (_SPANISH_SCALES, _SPANISH_UNITS, _SPANISH_WORDS),
    "ar": (_ARABIC_SCALES, _ARABIC_UNITS, {}),
    "ru": (_RUSSIAN_SCALES, _RUSSIAN_UNITS, {}),
}
_READ = frozenset({"en", "zh", "yue", "ja", "de", "fr", "es"})


@cache
def language(locale: str) -> Language:
    """Tell how the language of a BCP 47 locale writes entities."""
    name, _, rest = locale.replace("_", "-").partition("-")
    name = name.lower()
    decimal, grouping = _COMMA if name in _COMMA_LANGUAGES else _POINT
    scales, units, words = _TABLES.get(name, _TABLES["en"])
    months, vague_months = _months(locale, name)
    han_units = dict(_HAN_UNITS)
    if name == "zh" and {"Hant", "TW", "HK", "MO"} & set(rest.split("-")):
        han_units |= {"CNY": "人民币 人民幣", MONEY: "元 塊錢 塊 圓"}
    return Language(
        name=name,
        decimal=decimal,
        grouping=grouping,
        months=months,
        vague_months=vague_months,
        around_months=_AROUND_MONTHS.get(name, ("", "")),
        scales=scales,
        units=units,
        han_units=han_units,
        words=words,
        reads_words=name in _READ,
        reads_english_words=name == "en" or name not in _TABLES,
    )


def _months(locale: str, name: str) -> tuple[Mapping[str, int], frozenset[str]]:
    """Name the months, and the vague names; in English where a language only counts months."""
    try:
        wide, short = month_names(locale, "wide"), month_names(locale, "abbreviated")
    except UnknownLocale:
        wide = short = {}
    if not wide:
        return _months("en", "en")
    vague = frozenset(_VAGUE_MONTHS.get(name, "").split())
    if name != "en":
        vague |= short.keys() - wide.keys()
    return {**short, **wide, **_MONTH_FORMS.get(name, {})}, vague
