"""The facts of a translation: what must correspond, what may differ, what only looks the same."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.correspondence import facts, findings
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


def table(cases: str) -> list[tuple[str, str]]:
    """The rows of a case table: source and target between a bar."""
    rows = (row.partition("|") for row in cases.strip().splitlines())
    return [(source.strip(), target.strip()) for source, _, target in rows]


@pytest.mark.parametrize(("source", "target"), table(KEPT) + table(IDIOMS))
def test_kept(source: str, target: str) -> None:
    """Correct pairs say nothing, whichever side is the source."""
    assert findings(source, target, "en", "zh-Hans") == ()
    assert findings(target, source, "zh-Hans", "en") == ()


@pytest.mark.parametrize(("source", "target"), table(CHANGED))
def test_changed(source: str, target: str) -> None:
    """A changed, lost or added fact is told."""
    assert findings(source, target, "en", "zh-Hans")


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
    assert findings(source, target, "en", locale) == ()


def test_german_decimals_are_not_english_ones() -> None:
    """50.000 is fifty thousand in German, and 50,000 is fifty."""
    assert findings("50,000 yuan", "50,000 Yuan", "en", "de")


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
    (found,) = findings("call 96110", written, "en", "zh-Hans")
    assert "only looks like" in found.wrong
    assert named in found.wrong
    assert "96110" in found.remedy


def test_both_sides_are_named() -> None:
    """A change is one finding, not a loss and an addition."""
    (found,) = findings("Pay 50,000 yuan.", "请支付5元。", "en", "zh-Hans")
    assert "50,000 yuan" in found.wrong
    assert "5元" in found.wrong


def test_a_source_may_be_mended() -> None:
    """A number in full-width digits in the source may be dialled in the translation."""
    assert findings("请拨打９６１１０", "Call 96110", "zh-Hans", "en") == ()


def test_a_link_may_not_show_another_host() -> None:
    """[www.bank.cn](http://evil.cn) is told, even where the target is the source's."""
    told = findings(
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
    assert findings("call 96110", "\u202e拨打96110", "en", "zh-Hans")


def test_facts_have_their_place() -> None:
    """Each fact carries the words that state it, as written."""
    text = "请在２４小时内拨打\u200b96110。"
    assert {text[fact.start : fact.end] for fact in facts(text, "zh-Hans")} == {"２４小时", "96110"}


LOCALES = st.sampled_from(["en", "zh-Hans", "zh-Hant", "de", "fr", "ar", "ja", "ru", "x-other", ""])
PIECES = (
    "96110 96l10 ９６ 5 50,000 万 亿 元 yuan % 成 折 年 月 日 点 半 : - / . , ， + 00 two hundred "
    "million May July am pm http:// www. a.cn @ { } [ ]( ) ` * _ \u200b \u202e 百分之 十 一 三 第"
)
STATED = st.lists(st.sampled_from([" ", *PIECES.split(" ")]), max_size=40).map("".join)


@given(st.text() | STATED, LOCALES)
def test_a_text_keeps_its_own_facts(text: str, locale: str) -> None:
    """Nothing is lost between a text and itself."""
    assert findings(text, text, locale, locale) == ()


@given(st.text() | STATED, st.text() | STATED, LOCALES, LOCALES)
def test_any_text_can_be_read(source: str, target: str, one: str, other: str) -> None:
    """Nothing raises, and everything told is a plain sentence without its full stop."""
    for found in findings(source, target, one, other):
        assert found.wrong
        assert not found.remedy.endswith(".")


FAR_TOO_LONG = 15
"""Seconds of processor time: not a claim of speed, only what a quadratic pattern would pass."""

HOSTILE = [
    *("9", "1 ", "1,", "1.1", "1-", "a", "a.", "a@", "aa1-", "www.", "http://", "[", "](", "](a"),
    *("{", "{a}", "一", "万", "一万", "百分之", "5万", "1 yuan ", "one ", "million ", "12:", "3点"),
    *("7月", "+1 ", "\u200b", "９", "0 ", "half ", "25 July ", "96110 ", "1年", "(", "1%", "5折"),
    *("one hundred and ", "a/an ", " ", "一点", "-1", "+", "a-a-", "(0", "9" * 50 + " ", "晚上"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    """Were any pattern quadratic, twenty thousand characters would take far longer."""
    text = (unit * 20_000)[:20_000]
    started = time.process_time()
    facts(text, "en")
    assert time.process_time() - started < FAR_TOO_LONG


@pytest.mark.parametrize("unit", ["a.", "](a", "9", "1-", "http://", "一万", "a-a-", "12:"])
def test_long_text_takes_linear_time(unit: str) -> None:
    """Were any pattern quadratic, a hundred thousand characters would take minutes."""
    text = (unit * 100_000)[:100_000]
    started = time.process_time()
    facts(text, "zh-Hans")
    assert time.process_time() - started < FAR_TOO_LONG


def test_comparison_takes_linear_time() -> None:
    """Long lists of the same number in different units don't meet one by one."""
    started = time.process_time()
    findings("1 yuan 96110 " * 2000, "1 dollar 96l10 " * 2000, "en", "en")
    assert time.process_time() - started < FAR_TOO_LONG


def test_no_false_alarm_on_the_correct_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    """Under one in a hundred of the correct pairs is refused."""
    assert mutants.clean() == 0, capsys.readouterr().out


def test_every_mutant_is_caught(capsys: pytest.CaptureFixture[str]) -> None:
    """A sample of the benchmark; all of it is run by `python -m tests.benchmarks.mutants`."""
    assert mutants.damage(seed=20220725, count=600) == 0, capsys.readouterr().out
