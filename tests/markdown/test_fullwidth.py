"""Facts and links typed with full-width marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks import rules
from generator.markdown import fullwidth
from tests.checks.test_checks import subject

TEXTS = st.text(st.sampled_from("{｛}｝[［]］(（)）` \\a银https://x\u3000"), max_size=40)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("拨打｛police｝。", "拨打{police}。"),
        ("拨打{police｝。", "拨打{police}。"),
        ("拨打{ police }。", "拨打{police}。"),
        ("看[银行]（https://bank.example/）。", "看[银行](https://bank.example/)。"),
        ("看［银行］(https://bank.example/)。", "看[银行](https://bank.example/)。"),
        ("看[银行]( https://bank.example/ )。", "看[银行](https://bank.example/)。"),
        ("看[｛police｝]（｛bank｝）。", "看[{police}]({bank})。"),
        ("＊＊立即＊＊挂断", "**立即**挂断"),
        ("{{police}}", "{police}"),
        ("\\`｛police｝\\`", "\\`{police}\\`"),
    ],
)
def test_what_was_meant_is_told(typed, meant):
    assert fullwidth.narrowed(typed) == meant
    assert [fault.remedy for fault in fullwidth.faults(typed)]
    assert all(fault.remedy.removeprefix("write ") in meant for fault in fullwidth.faults(typed))


@pytest.mark.parametrize(
    "text",
    [
        "｛注意｝",
        "[note] (https://x.example/)",
        "`｛police｝`",
        "\\{ police }",
        "（见[1]）",
        "［注］",
    ],
)
def test_other_marks_are_left_alone(text):
    assert fullwidth.narrowed(text) == text
    assert not list(fullwidth.faults(text))


@given(TEXTS)
def test_it_is_told_exactly_where_something_changes(text):
    narrowed = fullwidth.narrowed(text)
    assert bool(list(fullwidth.faults(text))) == (narrowed != text)
    assert fullwidth.narrowed(narrowed) == narrowed


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Call {police}.", "拨打｛police｝。"),
        ("See the [bank](https://bank.example/).", "看[银行]（https://bank.example/）。"),
        ("See the [bank](https://bank.example/).", "看[银行](https://bank.example.net/)。"),
        ("See the [bank](https://bank.example/).", "看银行。"),
        ("Press `x`.", "按。"),
        ("**Hang up**.", "＊＊挂断＊＊。"),
        ("Call {police}.", "拨打110。"),
        ("Call {police}.", "拨打{警察}。"),
    ],
)
def test_one_mistake_in_a_translation_is_told_once(source, text):
    assert [problem.rule for problem in rules.problems([subject(text, source)])] == ["facts"]
