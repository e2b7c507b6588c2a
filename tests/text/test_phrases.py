"""Phrases: a line ends between two of them, and no word, number or address is parted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.phrases import phrases
from tests.strategies import TEXTS

_OPENING = "“‘（《〈「『【〔"
_CLOSING = "，。、；：！？”’）》〉」』】〕…—～·％℃"
_PIECES = (
    *(
        "退还",
        "陌生人",
        "不贷款",
        "星期六",
        "请",
        "把",
        "您",
        "客服",
        "验证码",
        "App",
        "scam",
        "don’t",
    ),
    *(
        "96110",
        "1,000元",
        "021-55550123转801",
        "50%",
        "8:30",
        "https://a.example/b?c=1",
        "a.example",
    ),
    *(
        *_OPENING,
        *_CLOSING,
        " ",
        "\u3000",
        ",",
        ".",
        "!",
        "(",
        ")",
        "-",
        "ことば",
        "ちょっと",
        "스팸",
    ),
)
CHINESE = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


def _parts(text):
    return [text[begin:end] for begin, end in phrases(text)]


@given(st.one_of(CHINESE, TEXTS, st.text()))
def test_phrases_together_are_the_text(text):
    """But for the spaces between them."""
    text = text.encode(errors="ignore").decode()
    found = phrases(text)
    at = 0
    for begin, end in found:
        assert at <= begin < end
        assert not text[at:begin].strip(" \u3000"), "nothing is left out"
        assert text[begin:end].strip(" ") == text[begin:end]
        at = end
    assert not text[at:].strip(" \u3000")


@given(CHINESE)
def test_no_phrase_begins_with_a_closing_mark_or_ends_with_an_opening_one(text):
    found = phrases(text)
    for begin, _ in found[1:]:
        if not text[begin - 1].isspace():
            assert text[begin] not in _CLOSING, _parts(text)
    for _, end in found[:-1]:
        if not text[end].isspace():
            assert text[end - 1] not in _OPENING, _parts(text)


NUMBERS = (
    *(
        "96110",
        "021-55550123",
        "021-5555 0123",
        "(021) 55550123",
        "+86 21 5555 0123",
        "400-800-1234",
    ),
    *(
        "021-55550123 ext. 801",
        "1,000,000",
        "3.5",
        "50%",
        "50 %",
        "¥1,000",
        "￥500",
        "$20",
        "RMB 300",
    ),
    *("1,000 yuan", "20 million", "3 percent", "8:30", "10/3", "2022-07-25"),
)
CHINESE_NUMBERS = (
    *(
        "021-55550123转801",
        "1000元",
        "3万元",
        "5千多人",
        "500块",
        "20分钟",
        "3天",
        "7月",
        "25日",
        "2022年",
    ),
    *("8点", "30楼", "5号", "801室", "100度", "12小时", "6次"),
)
ADDRESSES = ("https://a.example/b/c-d_e?x", "a.example", "www.pbccrc.org.cn", "a-b.example:8080/x")


@pytest.mark.parametrize(
    "around", ["call {} now", "请拨打{}！", "（{}）", "：{}，", "“{}”", "您转了 {} 了"]
)
@pytest.mark.parametrize("whole", [*NUMBERS, *ADDRESSES])
def test_a_number_or_an_address_is_never_parted(whole, around):
    text = around.format(whole)
    at = text.index(whole.partition("?")[0])
    inside = range(at + 1, at + len(whole.partition("?")[0]))
    assert not [begin for begin, _ in phrases(text) if begin in inside], _parts(text)


@pytest.mark.parametrize("around", ["请拨打{}！", "（{}）", "共{}，请", "您转了 {} 了"])
@pytest.mark.parametrize("whole", [one for one in CHINESE_NUMBERS if one != "5千多人"])
def test_a_number_keeps_its_chinese_unit(whole, around):
    text = around.format(whole)
    at = text.index(whole)
    assert not [b for b, _ in phrases(text) if at < b < at + len(whole)], _parts(text)


WORDS = (
    *(
        "退还",
        "退款",
        "退货",
        "陌生人",
        "不贷款",
        "不转账",
        "不要",
        "取消",
        "星期六",
        "星期日",
        "验证码",
        "征信",
    ),
    *(
        "客服",
        "冒充",
        "诈骗",
        "骗子",
        "转账",
        "汇款",
        "银行卡",
        "密码",
        "屏幕",
        "共享",
        "贷款",
        "理赔",
        "快递",
    ),
    *(
        "会员",
        "注销",
        "账户",
        "公安局",
        "派出所",
        "反诈",
        "中心",
        "微信",
        "支付宝",
        "京东",
        "手机",
        "电话",
        "短信",
    ),
    *(
        "链接",
        "二维码",
        "群聊",
        "兼职",
        "刷单",
        "返利",
        "佣金",
        "投资",
        "理财",
        "保证金",
        "手续费",
        "解冻",
        "安全",
    ),
    *(
        "核实",
        "官方",
        "挂断",
        "报警",
        "家人",
        "朋友",
        "孩子",
        "老人",
        "小区",
        "物业",
        "停水",
        "停电",
        "电梯",
    ),
    *(
        "别相信",
        "没有",
        "不会",
        "不能",
        "千万",
        "马上",
        "立即",
        "您好",
        "我们",
        "他们",
        "什么",
        "怎么办",
    ),
)
SENTENCES = ("骗子说{}，您就挂断。", "“{}”是诈骗！", "请不要{}。", "看到{}要小心", "{}？就是诈骗！")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_word_is_never_parted(sentence):
    parted = {}
    for word in WORDS:
        text = sentence.format(word)
        at = text.index(word)
        if [b for b, _ in phrases(text) if at < b < at + len(word)]:
            parted[word] = _parts(text)
    assert not parted


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("不贷款", ["不贷款"]),
        ("别把验证码告诉陌生人", ["别把验证码", "告诉", "陌生人"]),
        ("退款要先贷款？就是诈骗！", ["退款", "要先贷款？", "就是", "诈骗！"]),
        ("星期六停水", ["星期六", "停水"]),
        ("您的包裹丢了", ["您的", "包裹", "丢了"]),
        ("下载App后", ["下载", "App后"]),
        ("", []),
        ("  ", []),
        (" a  b ", ["a", "b"]),
        ("Hang up – first.", ["Hang", "up", "–", "first."]),
        ("well-known AT&T", ["well-known", "AT&T"]),
        ("ちょっと", ["ちょっ", "と"]),
        ("キャッシュカード", ["キャッ", "シュ", "カー", "ド"]),
    ],
)
def test_a_text_is_parted_where_its_words_end(text, parts):
    assert _parts(text) == parts


@given(st.text("きゃっしゅカード。「」ーぁィ々", min_size=1))
def test_no_line_begins_with_a_small_kana_or_a_mark_of_length(text):
    for part in _parts(text)[1:]:
        assert part[0] not in "ぁゃっゅィッーァ々。」"


@given(st.text("abc é-’'.,!?&", min_size=1))
def test_latin_words_are_parted_at_spaces_alone(text):
    assert _parts(text) == [one for one in re.split(" +", text) if one]


def test_a_space_that_says_no_is_no_place_to_end_a_line():
    assert _parts("10\u00a0km far") == ["10\u00a0km", "far"]
    assert _parts("请看\u00a0App") == ["请", "看\u00a0App"] or _parts("请看\u00a0App") == [
        "请看\u00a0App"
    ]
