"""Slips of the pen in site.toml, and the lines that were meant."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.config.toml_file import parsed
from generator.diagnostics.errors import Refused

_VALUES = st.text(
    st.sampled_from([*"ab1 “”‘’：＝，。（［］）\"'\\{}()[],=#.-", "警"]), min_size=1, max_size=16
)
_LINES = st.tuples(
    st.sampled_from(["title", "标题", "locales"]), st.sampled_from([" = ", "：", " ", "="]), _VALUES
)


def _words(text):
    return [char for char in text if char in "ab1警"]


def _told(text):
    with pytest.raises(Refused) as refused:
        parsed(text, "x.toml", "site")
    ((line, sentence),) = [(one.line, str(one.sentence)) for one in refused.value.problems]
    return line, sentence


@given(_LINES)
def test_the_line_that_was_meant_is_toml_and_has_all_words(parts):
    line = "".join(parts)
    try:
        tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        _, told = _told(line)
    else:
        return
    meant = re.search("write it so: (.*)", told)
    assume(meant)
    assert list(tomllib.loads(meant[1])) in (["title"], ["locales"])
    assert _words(meant[1].partition("=")[2]) == _words(parts[2])


_ITEMS = st.lists(
    st.builds(
        "{}{}".format,
        st.sampled_from(["en", '"en"', "“en”", "'en”"]),
        st.text(",，、 #", max_size=3),
    ),
    max_size=4,
)


@example([], "{", "")
@given(_ITEMS, st.sampled_from(["[", "［", "(", "{"]), st.sampled_from(["]", "】", ")", "", "}"]))
def test_who_writes_what_is_told_gets_further_each_time(items, opening, closing):
    lines = [f"locales = {opening}", *items, closing, 'title = "警告"']
    for _ in range(2 * len(lines)):
        try:
            data = parsed("\n".join(lines), "x.toml", "site")
        except Refused as refused:
            (problem,) = refused.problems
        else:
            assert data == {"locales": ["en"] * len(items), "title": "警告"}
            return
        meant = re.search("write it so: (.*)", str(problem.sentence))
        if not meant:
            return
        assert lines[problem.line - 1] != meant[1]
        lines[problem.line - 1] = meant[1]
    pytest.fail(f"never right: {lines}")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("title = Warnings", 'title = "Warnings"'),
        ("title = 警告 # a note", 'title = "警告" # a note'),
        ('title = "Warnings', 'title = "Warnings"'),
        ('title "Warnings"', 'title = "Warnings"'),
        ("标题：“警告”", 'title = "警告"'),
        ('title = “The "safe account"”', "title = 'The \"safe account\"'"),
        ('title = "C:\\dir"', "title = 'C:\\dir'"),
        ("hotline = 021-96110", 'hotline = "021-96110"'),
        ("locales = en, zh-Hans", 'locales = ["en", "zh-Hans"]'),
        ("locales = [“en”，“zh-Hans”]", 'locales = ["en", "zh-Hans"]'),
        ('locales = ("en", "zh-Hans")', 'locales = ["en", "zh-Hans"]'),
        ("locales：（“en”，“zh-Hans”）；", 'locales = ["en", "zh-Hans"]'),
        ('pairs = [["zh-Hans", "en"]', 'pairs = [["zh-Hans", "en"]]'),
        ('locales = ["en" "zh-Hans"]', 'locales = ["en", "zh-Hans"]'),
        ("locales = [en, zh-Hans", 'locales = ["en", "zh-Hans"]'),
        ('police = { tel = "110"', 'police = { tel = "110" }'),
        ('police = ( tel = "110" )', 'police = { tel = "110" }'),
        ('police = { tel ："110" }', 'police = { tel = "110" }'),
        ("police = ｛电话：110｝ # a note", 'police = { tel = "110" } # a note'),
        ("police = { tel = 021-96110 }", 'police = { tel = "021-96110" }'),
        ('police = { tel = "1\\10" }', "police = { tel = '1\\10' }"),
        ("title = \"Police'", 'title = "Police"'),
        ("title = 'Police\"", 'title = "Police"'),
        ("title = “防骗，别信：“刷单返利”。”", 'title = "防骗，别信：“刷单返利”。"'),
        ('title = "防骗，别信"刷单返利"。"', 'title = "防骗，别信“刷单返利”。"'),
        ("title = “刷单返利”是骗局（注意：别信）", 'title = "“刷单返利”是骗局（注意：别信）"'),
        ("title = 【提醒】别信", 'title = "【提醒】别信"'),
        ("　title = “警告”", 'title = "警告"'),
        ("＃ a note", "# a note"),
        ("[固定信息]", "[facts]"),
        ("[联系方式]", "[[contacts]]"),
        ("posters]", "[posters]"),
        ("［facts］", "[facts]"),
        ("【facts】", "[facts]"),
        ('title = "警告"。', 'title = "警告"'),
        ('title = "Warnings" ;', 'title = "Warnings"'),
        ("[[contacts]", "[[contacts]]"),
    ],
)
def test_a_line_is_told_as_it_was_meant(line, meant):
    assert _told(f'issuer = "Police"\n{line}\n') == (
        2,
        f"{_told(line)[1].partition('; ')[0]}; write it so: {meant}",
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title = ", 1, "missing here"),
        ('locales = [\n  "en",\n  zh\n]', 3, 'no quotation marks around it; write it so: "zh"'),
        ('locales = [\n  "en"，\n  "zh"\n]', 2, 'write it so: "en",'),
        ("locales = [\n  “en”,\n  “zh”,\n]", 2, 'write it so: "en",'),
        ('locales = [\n  "en",\n  "zh"】\n', 3, 'write it so: "zh"]'),
        ('locales = [\n  "en",\n】', 3, "write it so: ]"),
        ('pairs = [["zh", "en"]\nvariants = ["mono"]', 1, 'write it so: pairs = [["zh", "en"]]'),
        ('pairs = [\n  ["zh", "en"]\n  ["en", "fr"]\n]', 2, 'write it so: ["zh", "en"],'),
        ('a = "x,\ny"', 1, 'over 2 lines; write it on one line: a = "x, y"'),
        ('a = “防骗，\n别信”\nb = "z"', 1, 'write it on one line: a = "防骗，别信"'),
        ('a = "x,\nb = "y"', 1, 'write it so: a = "x,"'),
        ('[contacts]\nfact = "x"\n[contacts]\nfact = "y"', 1, "write it so: [[contacts]]"),
        (
            '[[contacts]]\nfact = "x"\nfact = "y"',
            3,
            "write a line with [[contacts]] above it if another one begins here",
        ),
        ('x = {\n tel = "110",\n text = "警"\n}', 1, 'line: x = { tel = "110", text = "警" }'),
        ('x = tel = "110"', 1, 'write it so: x = { tel = "110" }'),
        ("fact = {hotline}", 1, 'write it so: fact = "hotline"'),
        ('label = "Call" {hotline}', 1, 'write it so: label = "Call {hotline}"'),
        ('note = "请打" 96110', 1, 'write it so: note = "请打96110"'),
        ("note = {hotline}", 1, 'write it so: note = "{hotline}"'),
        ("title = the #1 scam", 1, 'write it so: title = "the #1 scam"'),
        ('title = "防骗"和"反诈"', 1, 'write it so: title = "“防骗”和“反诈”"'),
        ("locales = [\nen zh-Hans\n]", 2, 'write it so: "en", "zh-Hans"'),
        (
            'label = "Police", note = "In need."',
            1,
            'write label = "Police", and in a line below it note = "In need."',
        ),
        (
            'x = { tel = "110" } y = “警”',
            1,
            'write x = { tel = "110" }, and in a line below it y = "警"',
        ),
        ("x = https://a.example/", 1, 'write it so: x = { url = "https://a.example/" }'),
        ('zh = "反诈" "防骗"', 1, 'write it so: zh = ["反诈", "防骗"]'),
        ('x = { "110" }', 1, 'write it so: x = { tel = "110" }'),
        ('title = "x" （警告）', 1, 'write it so: title = "x" # （警告）'),
        ('title == "x"', 1, 'write it so: title = "x"'),
        ("en = [bank card, debit card]", 1, 'write it so: en = ["bank card", "debit card"]'),
        ("zh = “反诈”、“防骗”", 1, 'write it so: zh = ["反诈", "防骗"]'),
        ('locales = [\n"en",\n]\ntitle = "x"\ntitle = "y"', 5, "this key is given twice"),
        ('locales = ["en"\n"zh-Hans"]', 1, 'write it so: locales = ["en",'),
        ("pairs = zh-Hans, en", 1, 'write it so: pairs = [["zh-Hans", "en"]]'),
        ("# 注意：（标题\ntitle = “x”", 2, 'write it so: title = "x"'),
        ('联系人 = "x"', 1, "“联系人” is not in English letters"),
        ("[其他]", 1, "“其他” is not in English letters"),
        ('locales = [\n  "en"\ntitle = "x"', 1, "this list has no end"),
        ('locales = [\n  "en",\n\n', 1, "this list has no end"),
        (
            'locales = [\n  "en"\n  "fr"\n]',
            2,
            'a comma is missing after this text; write it so: "en",',
        ),
        ('locales = ["en"\n\n# a note\ntitle = "x"', 1, 'write it so: locales = ["en"]'),
        ('locales = [\n  "en",\ntitle = "x"', 1, "this list has no end"),
        ('locales = ["en"\nvariants = [\n"mono",\n]', 1, 'write it so: locales = ["en"]'),
        ('en = ["a", \'b"]\nzh = "c"', 1, 'write it so: en = ["a", "b"]'),
        ('locales = [["en"', 1, 'write it so: locales = [["en"]]'),
        ('title = "x"\ntitle = "y"', 2, "this key is given twice"),
        ('[facts]\na = "1"\n[facts]', 3, "this group is given twice"),
        ('a = """x', 1, "write it so"),
        ("Notes on this site", 1, "neither a key with its value nor the head of a group"),
        ('title = "x" y', 1, "write it so"),
        ('title = ["x"] y', 1, "there is something after the value"),
        ('title = "x\0"', 1, "invisible character"),
        ("a = { b = c }", 1, "has no quotation marks"),
    ],
)
def test_what_no_line_can_show_is_told_in_words(text, line, words):
    told = _told(text)
    assert told[0] == line
    assert words in told[1]
