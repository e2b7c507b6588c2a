"""Part a text into phrases: a sheet's line ends between two of them, and nowhere else.

Chinese has no spaces, and a line that ends inside a word (退/还) reads badly from afar: CLREQ
allows it (3.1.6), our readers do not. The only module that names rjieba, which finds Chinese words.
"""

from __future__ import annotations

from generator.text.lazy_regex import late
from generator.text.unicode import HAN

_KANA = r"\u3041-\u30ff\u31f0-\u31ff"
_WIDE = late(rf"[{HAN}{_KANA}]")
_OPENING = "“‘（《〈「『【〔([{"
_CLOSING = "，。、；：！？”’）》〉」』】〕…—～·%％℃)]},.!?;:"
_SMALL_KANA = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー々ゝゞヽヾ"
_ENDS_ON = "不别请没未勿莫先就要再把被向给和或与及第每各另"
"""What a Chinese phrase does not end on: it belongs to the next word."""
_BEGINS_NOT = "的地得了着过吗呢吧啊呀们里上下中后前内外时号年月日元块条次起名户个位人家级岁版"
"""What no Chinese phrase begins with, where it is a word by itself: it belongs to the last."""

ADDRESS = r"(?:https?://)?(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::[0-9]+)?(?:/[A-Za-z0-9_./~%-]*)?"
_CURRENCY = r"(?:[¥￥$€£]|(?:RMB|CNY|USD|EUR|HKD)\u0020?)"
_UNIT = (
    r"(?:\u0020?(?:ext\.\u0020?[0-9]+|yuan|RMB|CNY|dollars|euros?|million|billion|thousand|percent)"
    r"(?![A-Za-z])|\u0020?[%‰€]|[万亿千百]*(?:元|块|人|户|条|次|名|小时|分钟|天|日|月|年|点|号|弄|室|楼|路|度|岁|%)|转[0-9]+)"
)
NUMBER = (
    rf"{_CURRENCY}?\+?[(（]?[0-9]+(?:(?:[.,:/\u0020\u00a0\u2009\u202f·-]|[)）]\u0020?|\u0020?[(（])[0-9]+)*"
    rf"{_UNIT}?"
)
"""A telephone number, an amount, a time: its groups, its sign of currency and its unit."""
_WORDS = (
    "退还|退款|退货|刷单|返利|垫付|解冻|理赔|注销|征信|转账|汇款|保证金|手续费|楼组长|居委会|物业费|验证码|二维码|陌生人|派出所|公安局"
    "|别(?:再)?(?:相信|轻信|转账|汇款|泄露|告诉)"
)
"""Words of warnings that rjieba does not find beside some others (看到退/还要小心)."""
_WHOLE = late(rf"{ADDRESS}|{NUMBER}|{_WORDS}")


def phrases(text: str) -> list[tuple[int, int]]:
    """Find where each phrase of a text begins and ends, without the spaces around it.

    A number, an address and a word of warnings are whole.
    """
    breaks = _breaks(text)
    kept = {at for found in _WHOLE.finditer(text) for at in range(found.start() + 1, found.end())}
    stops = sorted(breaks - kept | {len(text)})
    found, start = [], 0
    for stop in stops:
        part = text[start:stop]
        if word := part.strip(" "):
            begin = start + part.index(word[0])
            found.append((begin, begin + len(word)))
        start = stop
    return found


def _breaks(text: str) -> set[int]:
    """Find the places at which a line may begin, but for numbers and addresses."""
    spaces = {at + 1 for at, char in enumerate(text) if char in " \u3000"}
    if not _WIDE.search(text):
        return spaces
    return spaces | {at for at in _word_ends(text) if _may_part(text, at)}


def _word_ends(text: str) -> set[int]:
    """Find where words end; in Japanese, each character is a word."""
    import rjieba

    kana = any("\u3041" <= char <= "\u30ff" for char in text)
    ends, at = set(), 0
    for word in text if kana else rjieba.cut(text):
        before, at = at, at + len(word)
        ends.add(at)
        if not kana and len(word) == 1 and word in _ENDS_ON:
            ends.discard(at)
        if not kana and len(word) == 1 and word in _BEGINS_NOT:
            ends.discard(before)
    return ends


def _may_part(text: str, at: int) -> bool:
    """Tell whether a line may end before a character, by the marks around it: CLREQ, JLREQ."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isspace() or after.isspace():
        return False
    if after in _CLOSING or after in _SMALL_KANA or before in _OPENING:
        return False
    # Letters and digits of a word that has no Chinese character in it are not parted.
    return bool(_WIDE.match(before) or _WIDE.match(after) or before in _CLOSING)
