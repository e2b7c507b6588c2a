"""What in a message must not reach a page."""

from __future__ import annotations

import pytest

from generator.facts import Fact
from generator.markdown.blocks import Segment
from generator.markdown.validate import faults, problems, touching_faults
from generator.markdown.walk import Walk

WALK = Walk(
    {
        "hotline": Fact("hotline", "96110", "tel:96110"),
        "shop": Fact("shop", "shop.example", "https://shop.example/"),
    }
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Call {hotlin}.", "there is no fact {hotlin}"),
        ("See [x](javascript:alert).", "a link to “javascript:alert” is not allowed"),
        ("![x](https://a.example/)", "a picture cannot stand here"),
        ("<b>Hang up</b>", "“<b>” is HTML, which readers would see as it is"),
        ("Call ｛hotline｝.", "“｛hotline｝” is not quite what it should be"),
        ("Call 0{hotline}.", "readers would take “0{hotline}” for one number or address"),
        (
            "Call {hotline} {hotline}.",
            "readers would take “{hotline} {hotline}” for one number or address",
        ),
        ("Call {hot-line}.", "“{hot-line}” is no fact"),
        (
            "See [us] (https://a.example/).",
            "“[us] (https://a.example/)” makes no link that readers can tap",
        ),
        (
            "See [us](https://a.example/ now.",
            "“[us](https://a.example/” makes no link that readers can tap",
        ),
        (
            "See 【us】(https://a.example/).",
            "“【us】(https://a.example/)” makes no link that readers can tap",
        ),
        (
            "Say `hotline now.",
            "the ` of “`hotlin” has no partner, or a space inside, and stays on the page",
        ),
        (
            "** Hang up **",
            "the ** of “** Hang” has no partner, or a space inside, and stays on the page",
        ),
    ],
)
def test_what_readers_would_see_or_tap_is_told_once(text, wrong):
    assert [fault.wrong for fault in faults(text, WALK)] == [wrong]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Call {hotlin}.", "did you mean {hotline}?"),
        (
            "Call {zzzzzz}.",
            "the facts are {hotline}, {shop}; add zzzzzz to [facts] in content/site.toml, "
            "or write \\{zzzzzz} if the braces are meant",
        ),
        (
            "See [x](javascript:alert).",
            "link to a whole address that begins with https://, mailto: or tel:, or to another "
            "notice by the name of its folder: notice:fake-refund",
        ),
        ("![x](https://a.example/)", "take it out, and say in words what it shows"),
        ("Call 0{hotline}.", "write a word or a mark between the two, or take one of them out"),
        (
            "See [us] (https://a.example/).",
            "write [words](https://…), without a space between ] and (",
        ),
        ("See https:/a.example.", "begin it with https://"),
        ("Say `hotline now.", "write ` before and after the words, without a space"),
        ("** Hang up **", "write ** before and after the words, without a space"),
    ],
)
def test_what_to_do_is_told(text, remedy):
    assert [fault.remedy for fault in faults(text, WALK)] == [remedy]


def test_where_there_are_no_facts_none_is_named():
    (found,) = faults("Call {hotline}.", Walk({}))
    assert found.remedy == (
        "add hotline to [facts] in content/site.toml, or write \\{hotline} if the braces are meant"
    )


def test_of_many_unknown_facts_twenty_are_told_each_once():
    text = " or ".join(f"{{unknown_{number}}}" for number in (*range(30), *range(30)))
    assert [fault.wrong for fault in faults(text, WALK)] == [
        f"there is no fact {{unknown_{number}}}" for number in range(20)
    ]


def test_of_many_facts_twenty_are_named():
    many = {f"f{number}": Fact(f"f{number}", "1") for number in range(30)}
    (found,) = faults("Call {zzzzzz}.", Walk(many))
    assert "{f18}, {f19}; add" in found.remedy


_EVERY = (
    "｛shop｝",
    "no fact {hotlin}",
    "<b>",
    "0{hotline}",
    "https:/b",
    "[us]",
    "**Call",
    "to “a”",
)
"""What is told of the text below, in its order."""


def test_every_fault_of_a_text_is_told_in_one_run():
    text = "**Call {hotlin} or 0{hotline}, [x](a) [us] (https://a.example/), https:/b ｛shop｝ <b>."
    told = [fault.wrong for fault in faults(text, WALK)]
    assert [next((one for one in told if part in one), part) for part in _EVERY] == told


def test_an_unknown_fact_as_a_links_target_is_told_once():
    (found,) = faults("See [x]({shopp}).", WALK)
    assert found.wrong == "there is no fact {shopp}"


def test_what_a_translation_joins_is_told_and_what_its_source_joins_is_not():
    told = touching_faults("{hotline}{shop}, {shop}{hotline}", "{hotline}{shop}", WALK.facts)
    assert [fault.wrong for fault in told] == [
        "readers would take “{shop}{hotline}” for one number or address"
    ]


@pytest.mark.parametrize("text", ["Call {hotline}.", "`<b>`", "**Hang up**", "a * b"])
def test_what_markdown_reads_is_right(text):
    assert faults(text, WALK) == ()


def test_a_text_that_is_far_too_long_is_not_looked_into():
    found = list(problems([Segment("<b>" * 2000, 7), Segment("<b>", 9)], WALK, "x.md"))
    assert [(one.path, one.line, one.rule) for one in found] == [
        ("x.md", 7, "size"),
        ("x.md", 9, "text"),
    ]


@pytest.mark.parametrize("text", ["See [us][1].", "See [us][].", "[1]: https://a.example/"])
def test_a_link_by_reference_is_a_fault(text):
    assert "whose address is elsewhere" in faults(text, WALK)[0].wrong


@pytest.mark.parametrize("text", ["See `a[1][2]`.", "See \\[us][1].", "[1] and [2]"])
def test_brackets_that_are_no_reference_are_none(text):
    assert faults(text, WALK) == ()


def test_a_mail_address_in_angle_brackets_is_no_fault():
    assert faults("Write to <desk@police.example>.", WALK) == ()


@pytest.mark.parametrize("target", ["https://a.example/", "mailto:a@b.example", "tel:1", "{shop}"])
def test_a_safe_link_is_none(target):
    assert faults(f"[x]({target})", WALK) == ()


def test_with_facts_not_known_none_is_called_unknown():
    assert faults("Call {hotline} or [x]({shop})", Walk(None)) == ()
    assert [fault.wrong for fault in faults("Call {hotline}", Walk({}))] == [
        "there is no fact {hotline}"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "See [fraud](https://en.example/Fraud_(law)).",
        "See [us](https://a.example/) (and them).",
        "Array\\[0\\] (https://a.example/)",
        "Say `[us] (https://a.example/)`.",
        "See https://a.example/ or http://b.example//c, and a//b.",
    ],
)
def test_whole_links_and_code_are_no_slip(text):
    assert not faults(text, WALK)


@pytest.mark.parametrize(
    "address", ["https：//a.example/", "https:/a.example", "htps://a.example", "http//a.example"]
)
def test_an_address_that_no_browser_opens_is_told(address):
    (found,) = faults(f"See {address}.", WALK)
    assert "is no address that can be opened" in found.wrong
