"""The quick looks that spare a text the slow reading: each lets everything by that it must."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.entities.correspondence import (
    RECOGNIZERS,
    find_entities,
    find_swapped_numbers,
)
from generator.entities.languages import Language, language
from generator.entities.normalize import TAKEN, fold_text
from generator.entities.order import misplaced_numbers
from generator.entities.prefilter import glance
from generator.facts import Fact
from generator.markdown.walk import Walk
from generator.text.unicode import shown

LOCALES = st.sampled_from(
    ["en", "zh-Hans", "zh-Hant", "de", "fr", "es", "ar", "ru", "ja", "ko", "it", "x-other", ""]
)
PIECES = (
    "5 00 24 96110 ９６ ٣ 50,000 2022 25 7 ⑨ ½ ⁰ Ⅻ ㋀ 〇 零 幺 ○ 九六一一〇 一 三 十 百 "
    "千 万 萬 亿 廿 俩 元 % ％ 折 成 百分 分之 百分百 半 一半 旬 双 翻番 年 月 日 世纪 "
    "年代 后 点 點 时 時 午夜 正午 上午 / . , ， ： : - – ' \" + @ { } {x} [ ]( ) ` * _ "
    "\\ & 。 ˙ ・ \u200b \u202e \u00ad ſ ı İ K é one TWO six SİX nıne oh o twenty hundred "
    "thousands millions first third fifths half ten twice both a an per each every in out "
    "of past to quarter noon midnight night decade percent cent pct yuan hours day week "
    "dollars May July Dec am pm 's k m dot plus 加号 號 http:// www. a.cn evil zip com "
    "org 公司 京东 亚马逊 [. (dot) みんな zwei fünf März Uhr Stunden février deux heures "
    "enero dos horas января пять часов يناير ساعة نصف 3월 일"
)
TEXTS = st.lists(
    st.tuples(
        st.sampled_from([*PIECES.split(), TAKEN, "\u3000", "\n"]), st.sampled_from(["", "", " "])
    ),
    max_size=12,
).map(lambda drawn: "".join(map("".join, drawn)))


MARKS = "a 词 ， ( ) ! . * ** ** ** {hotline} {agency} {x} & é ² [ ] _"
MARKED = [*MARKS.split(), " ", "\n"]
WALK = Walk({"hotline": Fact("hotline", "96110", "tel:96110"), "agency": Fact("agency", "X")})


def _missed(text: str, speech: Language) -> list[object]:
    """What recognizers find in a text that their looks say has nothing for them."""
    reading = fold_text(text)
    seen = glance(reading.rest)
    passed_by = [recognize for recognize, may in RECOGNIZERS if not may(seen, speech)]
    return [found for recognize in passed_by for found in recognize(reading, speech)]


@given(TEXTS | st.text(), LOCALES)
@example("ſix o'clock, SİX, nıne", "en")
@example("evil .com", "en")
@example("evil。公司/a", "zh-Hans")
@example("a quarter to ten", "en")
def test_no_look_keeps_a_fact_from_its_recognizer(text: str, locale: str) -> None:
    assert not _missed(text, language(locale))


@given(TEXTS, TEXTS, LOCALES, LOCALES)
@example("call 96110 or 110", "call 110, not 96110", "en", "en")
@example("nine six one one zero, then one one two", "112, then 96110", "en", "en")
def test_no_number_changes_places_unseen(source: str, target: str, one: str, other: str) -> None:
    """What is told of two texts is what is told when both are read in full."""
    told = misplaced_numbers(
        shown(source), shown(target), find_entities(source, one), find_entities(target, other)
    )
    assert find_swapped_numbers(source, target, one, other) == tuple(told)


@given(TEXTS | st.text() | st.lists(st.sampled_from(MARKED), max_size=12).map("".join))
def test_markup_that_is_read_without_markdown_is_read_as_markdown_reads_it(text: str) -> None:
    assert WALK.elements(text) == WALK._parsed_elements(text)


@given(TEXTS | st.text())
def test_a_text_that_is_returned_as_it_is_has_nothing_to_fold(text: str) -> None:
    """Text by text the same as sign by sign with a sign after it that has to be folded."""
    assert fold_text(text).rest == fold_text(f"{text} Ａ").rest[:-2]


@given(TEXTS | st.text())
def test_a_text_without_marks_is_shown_as_it_is(text: str) -> None:
    """A mark after it, escaped, changes nothing before it."""
    assert shown(rf"{text} \#") == f"{shown(text)} #"


@pytest.mark.parametrize("locale", ["en", "zh-Hans"])
def test_plain_words_are_read_no_further(locale: str) -> None:
    """The looks are worth having: of ordinary text, none lets any recognizer begin."""
    for text in ("Hang up, and never share your screen.", "请挂断电话，切勿共享屏幕。"):
        seen = glance(fold_text(text).rest)
        assert not any(may(seen, language(locale)) for _, may in RECOGNIZERS)
