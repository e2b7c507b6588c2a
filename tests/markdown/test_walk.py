"""The walk over the Markdown tree: case tables, and the invariants as properties."""

from __future__ import annotations

import re
from unittest.mock import patch
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension

from generator.facts import Fact
from generator.markdown import walk as segments
from generator.markdown.blocks import Wording
from generator.markdown.lines import messages_of
from generator.markdown.plain import plain
from generator.markdown.validate import faults
from generator.markdown.walk import Walk
from generator.markdown.whole import kept_whole
from tests import support
from tests.strategies import TEXTS, documents
from tests.support import FACTS, Page, as_it_stands

WALK = Walk(FACTS)

_TAGS = {
    *("p", "ul", "ol", "li", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("a", "em", "strong", "code", "br", "span", "img"),
}
_ATTRIBUTES = {"href", "src", "alt", "title", "class", "lang", "dir", "start", "style"}
_STYLE = re.compile(r"text-align: (left|right|center);")


def expected(case):
    """What the case's Markdown gives now."""
    prose = WALK.parse(case.sections["markdown"].replace(support.SPACE, " "))
    html = WALK.html(prose, as_it_stands)
    return {
        "messages": "".join(f"{segment.line}: {segment.msgid}\n" for segment in prose.segments),
        "html": f"{html}\n",
        "text": f"{plain(html)}\n",
    }


@pytest.mark.parametrize(
    "case", support.cases("segments"), ids=lambda case: f"{case.path.stem}: {case.name}"
)
def test_markdown_gives_these_messages_and_this_html(case):
    """`python -m tests.refresh` brings what is expected up to date."""
    given_ = {name: text for name, text in case.sections.items() if name != "markdown"}
    assert expected(case) == given_


class _NoRawHtml(Extension):
    def extendMarkdown(self, md):  # noqa: N802 - Markdown's own name
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.parser.blockprocessors.deregister("reference")
        for name in ("reference", "image_reference", "short_reference", "short_image_ref"):
            md.inlinePatterns.deregister(name)


def _plain_markdown(text):
    """What Python-Markdown itself makes of a text, with the same extensions."""
    extensions = [_NoRawHtml(), "sane_lists", "tables"]
    return kept_whole(Markdown(extensions=extensions, output_format="html").convert(text))


@given(documents())
def test_the_sources_own_wording_gives_what_plain_markdown_gives(text):
    """Byte for byte, where every paragraph is one line."""
    assert WALK.html(WALK.parse(text), as_it_stands) == _plain_markdown(text)


@given(documents(soft_breaks=True))
def test_soft_breaks_change_nothing_but_white_space(text):
    found = WALK.html(WALK.parse(text), as_it_stands)
    assert "".join(found.split()) == "".join(_plain_markdown(text).split())


@given(TEXTS | documents(soft_breaks=True))
def test_what_is_extracted_is_what_is_looked_up(text):
    """To the character, and in the same order."""
    prose = WALK.parse(text)
    asked = []

    def say(msgid):
        asked.append(msgid)
        return Wording(msgid)

    WALK.html(prose, say)
    assert asked == [segment.msgid for segment in prose.segments]


@given(TEXTS | documents(soft_breaks=True))
def test_a_message_is_one_line_that_stands_in_the_text_at_its_line(text):
    lines = text.split("\n")
    before = 1
    for segment in WALK.parse(text).segments:
        assert "\n" not in segment.msgid
        assert segment.msgid == segment.msgid.strip()
        assert messages_of(segment.msgid) == (segment.msgid,)
        assert before <= segment.line <= len(lines)
        before = segment.line


@given(TEXTS | documents(soft_breaks=True))
def test_to_keep_the_lines_changes_no_block(text):
    with patch.object(segments, "marked", lambda lines, _: lines):
        bare = WALK.parse(text).blocks
    assert tostring(WALK.parse(text).blocks) == tostring(bare)


@given(TEXTS | documents(soft_breaks=True))
def test_the_line_of_a_text_has_its_first_word(text):
    lines = re.sub("[\x02\x03]", "", text).split("\n")  # Markdown's own marks, which it drops
    for one in WALK.parse(text).texts:
        first = one.raw.split("\n")[0]
        for word in re.findall(r"[^\W_]+", first)[:1]:
            assert word in lines[one.line - 1]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Pay.\n\n    code", 3),
        ("Pay.\n\n    1. code", 3),
        ("Pay.\n\n> - 1. **Pay.**", 3),
        ("Pay.\n\nPay.\n\nPay.", 5),
        ("a | b\n--|--\n**1** | `Pay`", 3),
        ("Pay\n===\n\n- - 96110", 4),
        ("Pay.\n\n- #### Pay\n  text here", 4),
        ("Pay.\n\n\u200b", 3),
        ("Pay.\n\n***\n\n1986\\. Pay.", 5),
    ],
)
def test_a_text_knows_its_line(text, line):
    assert WALK.parse(text).texts[-1].line == line
    assert WALK.parse(text, 8).texts[-1].line == line + 7


@given(documents(soft_breaks=True))
def test_every_translation_shows_once_where_its_source_stood(text):
    """With each message in brackets, the page is the same but for the brackets."""
    prose = WALK.parse(text)
    found = WALK.html(prose, lambda msgid: Wording(f"⟦{msgid}⟧"))
    assert found.count("⟦") == found.count("⟧") == len(prose.segments)
    assert found.replace("⟦", "").replace("⟧", "") == WALK.html(prose, as_it_stands)


@given(documents(soft_breaks=True))
def test_translations_stand_in_the_order_of_their_sources(text):
    prose = WALK.parse(text)
    numbers = iter(range(len(prose.segments)))
    found = WALK.html(prose, lambda _: Wording(f"wording {next(numbers)} ends"))
    assert [int(n) for n in re.findall(r"wording (\d+) ends", found)] == list(
        range(len(prose.segments))
    )


@given(documents(soft_breaks=True))
def test_a_wording_in_another_language_is_marked_once(text):
    prose = WALK.parse(text)
    found = Page(WALK.html(prose, lambda msgid: Wording(msgid, "en")))
    marked = [attributes for _, attributes in found.tags if attributes.get("lang") == "en"]
    assert len(marked) == len(prose.segments)


@given(TEXTS)
def test_rendering_leaves_the_parsed_text_as_it_was(text):
    prose = WALK.parse(text)
    first = WALK.html(prose, lambda msgid: Wording(msgid, "en"))
    assert WALK.html(prose, lambda msgid: Wording(msgid, "en")) == first


_BARE = st.text(st.characters(exclude_characters="\\`*_[<&{}\n\x02\x03"), max_size=60)
_ENTITIES = st.lists(
    st.sampled_from(("&", "#", "x41", "amp", ";", "@", "!", "> ", " ")), max_size=9
)


@given(_BARE | TEXTS | _ENTITIES.map("".join), st.sampled_from(("", "en")), st.booleans())
def test_the_short_way_through_a_text_without_markup_gives_what_the_long_one_gives(
    text, lang, links
):
    prose = WALK.parse(text)

    def all_of_it():
        return (
            WALK.inline(Wording(text, lang), links=links),
            WALK.html(prose, lambda msgid: Wording(msgid, lang)),
            WALK.elements(text),
            faults(text, WALK),
        )

    short = all_of_it()
    with patch.object(segments, "MARKUP", re.compile("")):
        assert short == all_of_it()


_PIECES = (
    *(
        "{hotline}",
        "{nobody}",
        "**",
        "*",
        "**call**",
        "*never*",
        "**请打{hotline}。**",
        "*打*",
        "** a**",
        "*.*",
    ),
    *("[site](https://a.example/x?y=1#z)", "[b](notice:fake-refund)", "[c](https://xn--a.b/)"),
    *("![d](https://a.b/c)", "[e](https://user@a.b)", "[www.a.b](https://c.d)", "[f](http://g.h)"),
    *("a", " ", "  ", "请", "。", "“", '"', "'", ">", "!", "(", ")", "-", "1.", "@", "www.a.b"),
    *(
        "https://a.b",
        "a@b.c",
        "://",
        "&",
        "_a_",
        "\\*",
        "[g]",
        "`h`",
        "\n",
        "\x02",
        "\x02simple0\x03",
    ),
)
_MARKED = st.lists(st.sampled_from(_PIECES), max_size=9).map("".join)
_NONE = re.compile(r"(?!)")


@given(_MARKED, _MARKED, st.sampled_from(("", "en")), st.booleans(), st.booleans())
def test_the_short_way_through_simple_markup_gives_what_markdown_gives(
    text, translation, lang, links, quoted
):
    def all_of_it():
        walk = Walk(FACTS)
        wording = Wording(text, lang, lang and "needs review")
        proses = [walk.parse(f"{mark}{text}\n\n{mark}w") for mark in ("", "- ", "> ", "1. ")]
        proses.append(walk.parse(f"| a | b |\n|---|---|\n| {text} | w |"))
        return (
            walk.inline(wording, links=links, quoted=quoted),
            walk.inline(Wording(f" {text} "), links=links),
            [walk.html(prose, as_it_stands, quoted=quoted) for prose in proses],
            [walk.html(prose, lambda _: Wording(translation, lang)) for prose in proses],
            walk.elements(text),
        )

    short = all_of_it()
    with patch.object(segments, "_SIMPLE", _NONE):
        assert short == all_of_it()


def test_most_texts_of_notices_take_the_short_way(monkeypatch):
    monkeypatch.setattr(Walk, "_parsed_elements", lambda *_: pytest.fail("Markdown was asked"))
    walk = Walk(FACTS)
    assert walk.inline(Wording("Call {hotline}.")).count("<a ") == 1  # Markdown makes it once
    monkeypatch.setattr(Walk, "_parsed_element", lambda *_: pytest.fail("Markdown was asked"))
    text = "**Stop.** Call {hotline}, *never* them: [why](https://a.example/x), [x](notice:y)"
    assert walk.elements(text) == (
        *[
            ("strong", ""),
            ("a", "tel:96110"),
            ("em", ""),
            ("a", "https://a.example/x"),
            ("a", "notice:y"),
        ],
    )


def _active(html):
    """What in a piece of HTML could run, or is not ours."""
    page = Page(html)
    for tag, attributes in page.tags:
        yield from [tag] * (tag not in _TAGS)
        yield from set(attributes) - _ATTRIBUTES
        yield from (v for k, v in attributes.items() if k == "style" and not _STYLE.fullmatch(v))


def _unsafe_links(html):
    safe = ("http://", "https://", "mailto:", "tel:", "#")
    return [link for link in Page(html).links if not link.strip().lower().startswith(safe)]


@given(TEXTS)
def test_no_text_brings_an_active_element(text):
    html = WALK.html(WALK.parse(text), as_it_stands)
    assert not list(_active(html))


@given(TEXTS, TEXTS)
def test_no_translation_brings_an_active_element(text, translation):
    prose = WALK.parse(f"Before it.\n\n- {text}\n\nAfter it.")
    assert not list(_active(WALK.html(prose, lambda _: Wording(translation))))
    assert not list(_active(WALK.html(prose, lambda _: Wording(translation, "en"))))
    assert not list(_active(WALK.inline(Wording(translation))))


@given(TEXTS)
def test_a_text_without_faults_has_only_safe_links(text):
    prose = WALK.parse(text)
    if not any(faults(segment.msgid, WALK) for segment in prose.segments):
        assert _unsafe_links(WALK.html(prose, as_it_stands)) == []


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6a;avascript:alert(1)",
        "java&Tab;script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//host.example/",
        "/path",
        "http://host.example/",
        "https://shop.example@host.example/",
        "https://xn--80ak6aa92e.com/",
        "https://a.xn--80ak6aa92e.com/",
        "tel:ABC",
        "tel:1-800-FLOWERS",
        "mailto:?bcc=a@host.example",
        "mailto:a@host.example?bcc=b@host.example",
        "mailto:a@host.example,b@host.example",
        "page.html",
        "",
    ],
)
@pytest.mark.parametrize("text", ["[x]({})", "[x](<{}>)", "[*x*]({} 'title')", "- a [1]({})"])
def test_an_unsafe_link_is_a_fault(text, target):
    prose = WALK.parse(text.format(target))
    found = [f for s in prose.segments for f in faults(s.msgid, WALK)]
    assert found or not Page(WALK.html(prose, as_it_stands)).links


@pytest.mark.parametrize("text", ["[x](  \njavascript:alert(1))", "[x  \ny](javascript:alert(1))"])
def test_an_unsafe_link_across_a_hard_break_is_a_fault(text):
    prose = WALK.parse(text)
    found = [f for s in prose.segments for f in faults(s.msgid, WALK)]
    assert found or not _unsafe_links(WALK.html(prose, as_it_stands))


@pytest.mark.parametrize(
    ("text", "count"), [("**a  \nb**", 1), ("[a  \nb](https://c.example)", 1), ("**a**  \n*b*", 0)]
)
def test_markup_that_reaches_over_a_hard_break_is_found(text, count):
    assert len(list(WALK.broken(WALK.parse(text)))) == count


def test_translated_lines_of_a_block_make_no_link_together():
    lines = {"Hang up,": "[x](", "then call.": "https://evil.example)"}
    html = WALK.html(WALK.parse("Hang up,  \nthen call."), lambda msgid: Wording(lines[msgid]))
    assert Page(html).links in ([], ["https://evil.example"])
    assert ">x<" not in html


def test_a_fact_inside_a_link_is_no_second_link():
    html = WALK.inline(Wording("[the shop {shop}](https://shop.example/)"))
    assert html.count("<a ") == 1
    assert '<span dir="ltr">shop.example</span>' in html


@pytest.mark.parametrize(
    ("text", "isolated"),
    [("+86 21 96110", True), ("police.example", True), ("国家反诈中心", True), ("الخط 110", False)],
)
def test_a_number_or_an_address_keeps_its_direction(text, isolated):
    """A text in a right-to-left script has that direction itself."""
    for href in ("", "tel:110"):
        walk = Walk({"x": Fact("x", text, href)})
        assert ('dir="ltr"' in walk.inline(Wording("{x}"))) == isolated


def test_a_links_target_keeps_its_parameters():
    html = WALK.inline(Wording("[x](https://a.example/?a=1&region=2)"))
    assert Page(html).links == ["https://a.example/?a=1&region=2"]


def test_facts_are_resolved_in_a_links_target():
    html = WALK.inline(Wording("[x]({shop})"))
    assert html == '<a href="https://shop.example/">x</a>'


@given(st.text(max_size=40))
def test_a_wording_stays_one_line_and_inline(text):
    """Whatever a catalog holds, it opens no block."""
    html = WALK.inline(Wording(text))
    assert not {tag for tag, _ in Page(html).tags} & {"p", "ul", "ol", "h1", "pre", "blockquote"}
