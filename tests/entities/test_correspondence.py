"""The facts of a translation: what must correspond, what may differ, what only looks the same."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.entities.correspondence import find_differences, find_entities
from tests.benchmarks import mutants

KEPT = """
24-hour hotline                          | 24小时热线
24-hour hotline                          | 二十四小时热线
four new scams                           | 四种新骗局
4 new scams                              | 四种新骗局
50,000 yuan                              | 5万元
50,000 yuan                              | 五万元
50,000 yuan                              | 伍万元
50,000 yuan                              | ５０，０００元
RMB 1.25 million                         | 人民币125万元
125,000 yuan                             | 12万5000元
120 million yuan                         | 一亿二千万元
more than 200,000 yuan                   | 20多万元
5–10 million yuan                        | 500万至1000万元
half a million yuan                      | 50万元
1.5 million US dollars                   | 150万美元
50%                                      | ５０％
50 per cent                              | 百分之五十
50%                                      | 五成
95%                                      | 九成五
30–50%                                   | 30%至50%
0.05% a day                              | 每日万分之五
half price                               | 五折
50% off                                  | 5折
15% off                                  | 八五折
a third                                  | 三分之一
25 July 2022                             | 2022年7月25日
July 25, 2022                            | 二〇二二年七月二十五日
2022-07-25                               | 2022年7月25日
25/07                                    | 7月25日
07/08/2022                               | 2022年8月7日
25–27 July                               | 7月25日至27日
the 1990s                                | 20世纪90年代
the 1990s                                | 1990年代
3 pm                                     | 下午3点
3 pm                                     | 15:00
15:30                                    | 下午三点半
a quarter past eight                     | 8点15分
9–11 am                                  | 上午9点至11点
from 11 p.m. to 5 a.m.                   | 晚上11点至次日凌晨5点
from 2 to 5 pm                           | 下午2点至5点
midnight                                 | 零点
+86 21 6234 1234                         | +86-21-6234-1234
400-820-8820                             | 400 820 8820
begin with + or 00                       | 以“+”“00”开头
WWW.Example.ORG                          | www.example.org
call 110 or 96110                        | 请拨打96110或110
{hotline}, or {hotline}                  | {hotline}
code A1B2-33                             | 编号A1B2-33
aged 60 and over                         | 60岁以上
a man in his 70s                         | 七旬老人
open 24/7                                | 7×24小时服务
two and a half hours                     | 两个半小时
two or three days                        | 两三天
JD.com                                   | 京东
"""
"""Correct pairs, English and Simplified Chinese."""

IDIOMS = """
Some people never learn.                 | 一些人总不吸取教训。
the Hundred-Day Operation                | 百日行动
Never pay.                               | 千万不要付款。
in case you are cheated                  | 万一被骗
Call at once.                            | 请第一时间拨打。
the next day                             | 第二天
in the last few days                     | 这两天
very suspicious                          | 十分可疑
Think twice.                             | 三思
no one can                               | 没有人能
wait a second                            | 稍等片刻
hundreds of people                       | 数百人
a few thousand yuan                      | 几千元
Singles' Day                             | 双11
scan the QR code                         | 扫描二维码
a third party                            | 第三方
"""

CHANGED = """
call 96110                               | 拨打96l10
call 96110                               | 拨打961I0
call 96110                               | 拨打9611O
call 96110                               | 拨打９６１１０
call 96110                               | 拨打961１0
call 96110                               | 拨打96 110
call 96110                               | 拨打96,110
call 96110                               | 拨打96\u200b110
call 96110                               | 拨打٩٦١١٠
call 110                                 | 拨打96110
50,000 yuan                              | 5元
50,000 yuan                              | 5亿元
50,000 yuan                              | 五千元
50,000 yuan                              | 5万美元
50,000 yuan                              | 一些钱
some money                               | 五万元
50%                                      | 5%
50%                                      | 50
50%                                      | 六成
80% off                                  | 八折
25 July 2022                             | 2022年7月26日
25 July 2022                             | 2022年8月25日
25 July 2022                             | 2023年7月25日
25 July 2022                             | 7月25日
in July                                  | 8月
the 1990s                                | 20世纪80年代
3 pm                                     | 凌晨3点
3:30 pm                                  | 下午3点
24 hours                                 | 24天
two hours                                | 三小时
+86 21 6234 1234                         | +86 21 6234 1243
begin with + or 00                       | 以“00”开头
http://a.cn/x                            | https://a.cn/x
http://a.cn/x                            | http://a.cn/X
http://a.cn:80/x?q=1#top                 | http://a.cn:81/x?q=1#top
http://a.cn/x?q=1#top                    | http://a.cn/x?q=2#top
http://a.cn/x#top                        | http://a.cn/x#end
www.pbccrc.org.cn                        | www.pbccrc.com.cn
www.pbccrc.org.cn                        | www.рbccrc.org.cn
www.pbccrc.org.cn                        | ｗｗｗ.pbccrc.org.cn
www.modern.cn                            | www.modem.cn
www.example.cn                           | www.xn--exmple-cua.cn
[a](https://a.cn)                        | [a](https://b.cn)
[a](https://a.cn)                        | a
see this                                 | 看[这里](https://a.cn)
mail help@a.cn                           | 发邮件至he1p@a.cn
call {hotline}                           | 拨打{hotlines}
call {hotline}                           | 拨打热线
call us                                  | 拨打{hotline}
code A1B2-33                             | 编号A1B2-34
enter `1234`                             | 输入`1243`
"""

DISGUISED = r"""
Hang up.                                 | 访问evil&period;com
Hang up.                                 | 访问evil&dot;com
www.a.cn                                 | www.a.cn&sol;evil
www.a.cn                                 | www.a.cn\.evil.com
www.a.cn                                 | www.a.cn\evil
Hang up.                                 | 访问evil**.com**
call 96110                               | 拨打96110&#48;
call 96110                               | 拨打961&#49;&#48;0
Hang up.                                 | 拨打⑨⑥①①⓪
Hang up.                                 | 拨打⁹⁶¹¹⁰
Hang up.                                 | 拨打₁₁₀
Hang up.                                 | 拨打〡〡〇
Hang up.                                 | 拨打⑴⑴⑼
Hang up.                                 | 挂断Ⅻ
Hang up.                                 | 拨打➒➏➊➊⓿
call 96110                               | 拨打⑨⑥①①⓪
call 96110                               | 拨打96110⓪
call 96110                               | 拨打96110⁰
call 96110                               | 拨打96110。㏠
Hang up.                                 | 拨打九六一一〇
Hang up.                                 | 拨打九六一一○
call 96110                               | 拨打九六一一〇
call 96110                               | 拨打96110，或九六一一一
Hang up.                                 | 拨打一一〇
Hang up.                                 | 拨打幺幺零
Hang up.                                 | 拨打九 六 一 一 〇
Hang up.                                 | QQ一二三四五六七
Hang up.                                 | 拨打⼀⼀〇
call 96110                               | 拨打96110零
call 96110                               | 拨打96110零即可
call 96110                               | 拨打96110一
call 96110                               | 拨打一96110
call {hotline}                           | 拨打{hotline}零
call {hotline}                           | 拨打{hotline}一
call {hotline}                           | 拨打{hotline}一。
call {hotline}                           | 拨打{hotline}0
call {hotline}                           | 拨打零{hotline}
Hang up.                                 | 支付一千元
Hang up.                                 | 支付千元
Hang up.                                 | 支付一元
Hang up.                                 | 支付壹元
Hang up.                                 | 支付百元
Hang up.                                 | 访问evil.中国
Hang up.                                 | 访问例子.公司
Hang up.                                 | 访问evil.zip
Hang up.                                 | 访问evil。com
Hang up.                                 | 访问evil．com
Hang up.                                 | 访问evil｡com
Hang up.                                 | 访问evil点com
Hang up.                                 | 访问evil dot com
Hang up.                                 | 访问evil .com
Hang up.                                 | 访问𝐞𝐯𝐢𝐥.𝐜𝐨𝐦
Hang up.                                 | 访问ⓔⓥⓘⓛ.ⓒⓞⓜ
Hang up.                                 | 访问Evil.com
Hang up.                                 | 访问骗子.com
Hang up.                                 | 联系evil@host
Hang up.                                 | 联系@evil_bot
www.a.cn                                 | 骗子.www.a.cn
see 例子.公司                                | 请访问骗子.公司
5,000 yuan                               | 5000½元
5,000 yuan                               | -5000元
5,000 yuan                               | 损失-5000元
5,000 yuan                               | −5000元
5,000 yuan                               | 负5000元
5,000 yuan                               | 5000&euro;
5,000 yuan                               | 5000$
5,000 yuan                               | 5000₽
5,000 yuan                               | 5000USDT
-5°C                                     | 5°C
-5°C                                     | 5℃
5°C                                      | 零下5℃
[police](https://b.cn) [bank](https://a.cn) | [警方](https://a.cn) [银行](https://b.cn)
[police](https://a.cn)                   | [](https://a.cn)警方
[police](https://a.cn)                   | 警方[。](https://a.cn)
[police](https://a.cn)                   | [警方](https://a.cn "打给骗子")
[police](https://a.cn "Police")          | [警方](https://a.cn)
[police](https://a.cn)                   | [警方](https://a.cn '打给骗子')
`rm -rf`                                 | `骗子`
`rm -rf`                                 | `rm  -rf`
Hang up.                                 | 访问evil&#46;com
Hang up.                                 | 访问evil[.]com
Hang up.                                 | 访问 evil. com
Hang up.                                 | 访问evil·com
www.a.cn                                 | www.a.cn⁄evil
call 96110                               | 拨打961\10
{hotline}                                | \{hotline}
{hotline}                                | &lbrace;hotline}
Hang up.                                 | 支付千元，或两百元
Police: 110. Hotline: 96110.             | 警方：96110。热线：110。
[a](https://a.cn), [b](https://b.cn)     | [乙](https://b.cn)，[甲](https://a.cn)
"""
"""What a hostile translation may try: signs that read as facts, and links that lead elsewhere."""

KEPT_IN_DISGUISE = r"""
see 例子.公司                                | 请访问例子.公司
-5°C                                     | 零下5℃
-5°C                                     | −5℃
5 degrees below zero                     | 零下5度
from -5 to 10 degrees                    | -5至10℃
a fine of 50–100 yuan                    | 罚款50-100元
July 1–20                                | 7月1日-20日
[police](https://a.cn "Police")          | [警方](https://a.cn "警方")
[110](https://a.cn) and [96110](https://b.cn) | [96110](https://b.cn)和[110](https://a.cn)
`rm -rf` now                             | 立即`rm -rf`
Download notice.pdf                      | 下载notice.pdf
the JD.com app                           | 京东App
JD.com                                   | JD.com
Mr.Wang said so.                         | 王先生说。
110 has zero tolerance                   | 110零容忍
96110 is always open                     | 96110一直开通
{police} never does that                 | {police}一律不会这样做
24-hour {hotline}                        | {hotline}24小时热线
One in a thousand yuan                   | 千元之一
He lost a thousand yuan.                 | 他损失了一千元。
thousands of yuan                        | 上千元
tens of thousands of yuan                | 成千上万元
tens of thousands of yuan                | 数万元
a few hundred yuan                       | 几百元
in twos and threes                       | 三三两两
Don't use App.                           | 不要用App。公司不会这样做。
Use the QQ app. VIPs know.               | 使用QQ。VIP会员知道。
open Monday, Wednesday and Friday        | 周一三五开放
2½ hours                                 | 2.5小时
2½ hours                                 | 两个半小时
step ①                                   | 第1步
10 m²                                    | 10平方米
CO₂                                      | 二氧化碳
1 yuan                                   | 一元
one yuan                                 | 1元
everything is new                        | 一元复始
let us go together                       | 我们一块去
in 2022                                  | 二〇二二年
the year 2022                            | 二零二二年
one, two, three                          | 一、二、三
three grades                             | 三六九等
e.g. the bank, i.e. yours                | 比如银行，即您的
Ph.D. students                           | 博士生
U.S. police                              | 美国警方
call 110 at 8 a.m.                       | 早上8点拨打110
4.5 stars                                | 四点五星
first- and second-tier cities            | 一二线城市
\*96110\* is right                       | \*96110\*没错
use a*b                                  | 用a*b
the number is 96110 \(toll-free\)        | 号码是96110（免费）
Q&amp;A                                  | 问答
5% less                                  | 降5%
-5%                                      | -5%
"""
"""Correct pairs that come close to those."""


def table(cases: str) -> list[tuple[str, str]]:
    """The rows of a case table: source and target between a bar."""
    rows = (row.partition(" | ") for row in cases.strip().splitlines())
    return [(source.strip(), target.strip()) for source, _, target in rows]


@pytest.mark.parametrize(
    ("source", "target"), table(KEPT) + table(IDIOMS) + table(KEPT_IN_DISGUISE)
)
def test_kept(source: str, target: str) -> None:
    """Correct pairs say nothing, whichever side is the source."""
    assert find_differences(source, target, "en", "zh-Hans") == ()
    assert find_differences(target, source, "zh-Hans", "en") == ()


@pytest.mark.parametrize(("source", "target"), table(CHANGED) + table(DISGUISED))
def test_changed(source: str, target: str) -> None:
    """A changed, lost or added fact is told."""
    assert find_differences(source, target, "en", "zh-Hans")


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("de", "50,000.5 yuan by 3 pm", "50.000,5 Yuan bis 15 Uhr"),
        ("fr", "50,000 yuan, 3.5%", "50 000 yuans, 3,5 %"),
        ("ar", "50,000 yuan, 3.5%", "٥٠٬٠٠٠ يوان، ٣٫٥٪"),
        ("ja", "50,000 yuan at 3 pm", "午後3時に5万元"),
        ("zh-Hant", "HK$50,000", "5萬元"),
        ("th", "4 scams", "สี่กลโกง"),
    ],
)
def test_other_languages(locale: str, source: str, target: str) -> None:
    """Digits, separators and units as each language has them."""
    assert find_differences(source, target, "en", locale) == ()


def test_german_decimals_are_not_english_ones() -> None:
    """50.000 is fifty thousand in German, and 50,000 is fifty."""
    assert find_differences("50,000 yuan", "50,000 Yuan", "en", "de")


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("拨打96l10", "l (latin small letter l)"),
        ("拨打96\u200b110", "U+200B (zero width space)"),
        ("拨打9６110", "６ (fullwidth digit six)"),
    ],
)
def test_look_alikes_are_named(written: str, named: str) -> None:
    """The translator is told which character is not what it seems, once."""
    (found,) = find_differences("call 96110", written, "en", "zh-Hans")
    assert "only looks like" in found.wrong
    assert named in found.wrong
    assert "96110" in found.remedy


def test_both_sides_are_named() -> None:
    """A change is one finding, not a loss and an addition."""
    (found,) = find_differences("Pay 50,000 yuan.", "请支付5元。", "en", "zh-Hans")
    assert "50,000 yuan" in found.wrong
    assert "5元" in found.wrong


def test_a_source_may_be_mended() -> None:
    """A number in full-width digits in the source may be dialled in the translation."""
    assert find_differences("请拨打９６１１０", "Call 96110", "zh-Hans", "en") == ()


def test_a_link_may_not_show_another_host() -> None:
    """[www.bank.cn](http://evil.cn) is told, even where the target is the source's."""
    told = find_differences(
        "[the bank](http://evil.cn) and www.bank.cn",
        "[www.bank.cn](http://evil.cn)",
        "en",
        "zh-Hans",
    )
    assert [found.wrong for found in told] == [
        "the link shows “www.bank.cn” but leads to “http://evil.cn”"
    ]


def test_a_direction_override_is_told() -> None:
    """U+202E shows 01169 as 96110."""
    assert find_differences("call 96110", "\u202e拨打96110", "en", "zh-Hans")


def test_facts_have_their_place() -> None:
    """Each fact carries the words that state it, as written."""
    text = "请在２４小时内拨打\u200b96110。"
    assert {text[entity.start : entity.end] for entity in find_entities(text, "zh-Hans")} == {
        "２４小时",
        "96110",
    }


def test_spelled_numbers_are_found_in_english_too() -> None:
    """“Nine six one one zero” is a number; "one, two, three" is counting."""
    assert find_differences("挂断。", "Hang up, call nine six one one zero.", "zh-Hans", "en")
    assert find_differences("挂断。", "Hang up, and pay a thousand yuan.", "zh-Hans", "en")
    assert find_differences("数一、二、三。", "Count one, two, three.", "zh-Hans", "en") == ()


def test_a_text_is_read_as_it_is_shown() -> None:
    """Entities, escapes and emphasis change no fact where they stand rightly."""
    assert (
        find_differences("Call **96110**, A&amp;B.", "拨打96**110**，A&B。", "en", "zh-Hans") == ()
    )
    assert find_differences("5 \\* 3", "5 * 3", "en", "zh-Hans") == ()


@pytest.mark.parametrize("char", "\u061c\u180e\u034f\u3164\u115f\u1160\uffa0\u2800\ufe00\U000e0101")
def test_what_shows_nothing_parts_no_number(char: str) -> None:
    """96\u3164110 is 96110 to the eye, and no number to a phone."""
    assert find_differences("call 96110", f"拨打96{char}110", "en", "zh-Hans")


@pytest.mark.parametrize(
    "text",
    [
        *("SİX", "nıne", "ſix", "Mİllions of yuan", "a quarter past Sİx", "one thİrd", "doubleſ"),
        *("Sİx seven eight nıne", "nıne in ten", "nıne per cent", "from 9 to 11 ın the evening"),
    ],
)
def test_letters_that_a_pattern_takes_for_others_are_read_as_these(text: str) -> None:
    """Python's patterns that ignore case take ı, İ and ſ for i, i and s."""
    plain = text.replace("ı", "i").replace("İ", "i").replace("ſ", "s")
    assert [entity.values for entity in find_entities(text, "en")] == [
        entity.values for entity in find_entities(plain, "en")
    ]


def test_of_many_numbers_twenty_are_looked_for_in_disguise() -> None:
    """Each look reads the whole text; what is not looked for is told as changed all the same."""
    numbers = [f"96{number}77" for number in range(100, 130)]
    source = "Call " + ", call ".join(numbers) + "."
    target = "拨打" + "，拨打".join(number.replace("961", "96l") for number in numbers) + "。"
    told = [found.wrong for found in find_differences(source, target, "en", "zh-Hans")]
    assert ["only looks like" in one for one in told] == [True] * 20 + [False] * 20
    assert all(number in "".join(told) for number in numbers)


LOCALES = st.sampled_from(["en", "zh-Hans", "zh-Hant", "de", "fr", "ar", "ja", "ru", "x-other", ""])
PIECES = (
    "96110 96l10 ９６ 5 50,000 万 亿 元 yuan % 成 折 年 月 日 点 半 : - / . , ， + 00 two hundred "
    "million May July am pm http:// www. a.cn @ { } [ ]( ) ` * _ \u200b \u202e 百分之 十 一 三 第 "
    "&period; &#49; \\ \\. ⑨ ½ ⁰ Ⅻ 〇 零 幺 {x} 公司 。 evil zip dot - − \" ' 千 minus"
)
STATED = st.lists(st.sampled_from([" ", *PIECES.split(" ")]), max_size=40).map("".join)


@given(st.text() | STATED, LOCALES)
def test_a_text_keeps_its_own_facts(text: str, locale: str) -> None:
    """Nothing is lost between a text and itself."""
    assert find_differences(text, text, locale, locale) == ()


@given(st.text() | STATED, st.text() | STATED, LOCALES, LOCALES)
def test_any_text_can_be_read(source: str, target: str, one: str, other: str) -> None:
    """Nothing raises, and everything told is a plain sentence without its full stop."""
    for found in find_differences(source, target, one, other):
        assert found.wrong
        assert not found.remedy.endswith(".")


FAR_TOO_LONG = 15
"""Seconds of processor time: not a claim of speed, only what a quadratic pattern would pass."""

HOSTILE = [
    *("9", "1 ", "1,", "1.1", "1-", "a", "a.", "a@", "aa1-", "www.", "http://", "[", "](", "](a"),
    *("{", "{a}", "一", "万", "一万", "百分之", "5万", "1 yuan ", "one ", "million ", "12:", "3点"),
    *("7月", "+1 ", "\u200b", "９", "0 ", "half ", "25 July ", "96110 ", "1年", "(", "1%", "5折"),
    *(
        "`",
        "`` ` ",
        "*",
        "*a ",
        "\\",
        "&#49;",
        "⑨",
        "½",
        "一一",
        "一 ",
        "{a}零",
        "a。",
        "公司.",
        "a dot ",
    ),
    *("[a](b)", "[](", "[a](b 'c') ", "one one ", "@a", "-5元", "京东", "例.", "_a"),
    *("one hundred and ", "a/an ", " ", "一点", "-1", "+", "a-a-", "(0", "9" * 50 + " ", "晚上"),
]


@pytest.mark.thorough
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    """Were any pattern quadratic, twenty thousand characters would take far longer."""
    text = (unit * 20_000)[:20_000]
    started = time.process_time()
    find_entities(text, "en")
    assert time.process_time() - started < FAR_TOO_LONG


@pytest.mark.thorough
@pytest.mark.parametrize(
    "unit", ["a.", "](a", "9", "1-", "http://", "一万", "a-a-", "12:", "`", "[", "⑨"]
)
def test_long_text_takes_linear_time(unit: str) -> None:
    """Were any pattern quadratic, a hundred thousand characters would take minutes."""
    text = (unit * 100_000)[:100_000]
    started = time.process_time()
    find_entities(text, "zh-Hans")
    assert time.process_time() - started < FAR_TOO_LONG


def test_comparison_takes_linear_time() -> None:
    """Long lists of the same number in different units don't meet one by one."""
    started = time.process_time()
    find_differences("1 yuan 96110 " * 2000, "1 dollar 96l10 " * 2000, "en", "en")
    assert time.process_time() - started < FAR_TOO_LONG


def test_no_false_alarm_on_the_correct_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    """Under one in a hundred of the correct pairs is refused."""
    assert mutants.clean() == 0, capsys.readouterr().out


def test_every_mutant_is_caught(capsys: pytest.CaptureFixture[str]) -> None:
    """A sample of the benchmark; all of it is run by `python -m tests.benchmarks.mutants`."""
    assert mutants.damage(seed=20220725, count=600) == 0, capsys.readouterr().out
