"""Texts as Typst code: whatever is in one, the engine reads just that text again."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from html import unescape

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from generator.locales import Locale
from generator.posters.engine import Engine, SheetFault
from generator.render.templates import Templates
from generator.render.typst_text import Code, blocks_of, literal, phrases_of
from generator.text import fonts
from generator.views import (
    AnswerView,
    CallView,
    LookView,
    PressView,
    Rich,
    RowView,
    SheetView,
    StepView,
)
from tests.support import ROOT

_PIECES = (
    *("#", "$", "\\", "@", "*", "_", "`", "<", ">", "/", '"', "'", "[", "]", "(", ")", "{", "}"),
    *("//", "/*", "*/", "{{", "}}", "{%", "{#", "#let", "#read(", '"+read("x")+"', "\\u{41}", "#}"),
    *("\n", "\t", "\r", "\x00", "\x1b", "\x7f", "\x85", "\u00a0", "\u2028", "\u3000", "\ufeff"),
    *("\u200b", "\u200d", "\u202e", "\u2066", "\u2069", "\u00ad", "\ufe0f", "\U000e0100"),
    *(
        "👨‍👩‍👧",
        "🇨🇳",
        "👍🏽",
        "é",
        "e\u0301",
        "中文",
        "诈骗",
        "“",
        "”",
        "、",
        "احذر",
        "ことば",
        "\U0010ffff",
    ),
    *(
        "@preview/x:1.0.0",
        "&lt;",
        "&amp;",
        "&#35;",
        "<b>",
        "</b>",
        "<br>",
        "96110",
        "1,000 元",
        " ",
    ),
    *("https://a.example/?b=1&c", "a", "b", "scam", "=", "+", "-", "~", ";", ",", "."),
)


def _any_texts(number):
    """Random texts, the same in every run: of pieces that mean something to somebody, or of any."""
    chance = random.Random(17)
    for at in range(number):
        if at % 4:
            yield "".join(chance.choices(_PIECES, k=chance.randint(0, 12)))
        else:
            codes = (
                chance.choice((chance.randrange(0x80), chance.randrange(0xD800))) for _ in "x" * 9
            )
            yield "".join(map(chr, codes))


@cache
def _texts():
    return tuple(_any_texts(12_000))


def _evaluated(values):
    """What the engine makes of a value's literal."""
    code = f"#metadata({literal(values)}) <here>"
    found = typst.Compiler(code.encode(), root=str(ROOT / "docs")).query(
        "<here>", field="value", one=True
    )
    return json.loads(found)


def test_any_text_is_the_same_again():
    assert _evaluated(_texts()) == [*_texts()]


def test_any_text_is_the_same_again_in_a_key_and_among_other_values():
    some = {
        text: (index, text, None, index % 2 == 0, -1.5)
        for index, text in enumerate(_texts()[:2000])
    }
    assert _evaluated(some) == {text: [*row] for text, row in some.items()}
    assert _evaluated({}) == {}
    assert _evaluated(()) == []


def _spelled(run):
    """The words of an evaluated run, or of several."""
    if isinstance(run, str):
        return run
    if isinstance(run, list):
        return "".join(map(_spelled, run))
    return _spelled(run.get("t", run.get("b", run.get("nb"))))


def _joined(found):
    """The text that evaluated phrases are."""
    return "".join((" " if space else "") + _spelled(runs) for space, *runs in found)


def _plain(text):
    """A text with each break and each run of spaces as one space, as pages show it."""
    return re.sub(r" +", " ", re.sub(r"[^\S\u00a0\u202f]", " ", text)).strip(" ")


def test_any_text_of_a_page_is_the_same_again_in_phrases():
    found = _evaluated([Rich(str(escape(text)), text) for text in _texts()])
    for text, phrases in zip(_texts(), found, strict=True):
        assert _joined(phrases).strip(" ") == _plain(text)


@given(st.text())
def test_so_is_every_other_text(text):
    assert _joined(phrases_of(Rich(str(escape(text)), text))).strip(" ") == _plain(text)
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    assert _evaluated([text]) == [text]


@pytest.mark.parametrize("text", ["\ud800", "a\udfff", "\udcff中"])
def test_half_a_character_is_no_text(text):
    with pytest.raises(ValueError, match="lone surrogate U\\+D"):
        literal(text)
    with pytest.raises(ValueError, match="surrogate"):
        literal([Rich(text, text)])


def test_what_is_no_value_is_refused():
    with pytest.raises(TypeError, match="no sheet can have a value of type object"):
        literal(object())


def test_what_is_code_already_stays():
    made = literal("a")
    assert literal(made) == made == '"a"'
    assert isinstance(made, Code)


def test_nothing_in_a_text_looks_like_a_package():
    """The engine refuses what does: a text must not be taken for one."""
    for text in _texts():
        assert not re.search("[\"']@", literal(text))


@pytest.mark.parametrize(
    ("html", "phrases"),
    [
        ("Pay <strong>now</strong>.", [[False, "Pay"], [True, {"b": "now"}, "."]]),
        ("A<br>b", [[False, "A"], [True, "b"]]),
        (
            '<ol start="3"><li>Go</li>'
            '<li value="7">Stay<ul><li>in</li></ul></li><li>Wait</li></ol>',
            [
                [True, [{"nb": "3"}, "."]],
                [True, "Go"],
                [True, [{"nb": "7"}, "."]],
                [True, "Stay"],
                [True, "in"],
                [True, [{"nb": "8"}, "."]],
                [True, "Wait"],
            ],
        ),
        ("<p>One.</p><p>Two.</p>", [[False, "One."], [True, "Two."]]),
        (
            'Call <a class="fact" dir="ltr" href="tel:96110">96110</a>!',
            [[False, "Call"], [True, {"to": "tel:96110", "t": {"nb": "96110"}}, "!"]],
        ),
        (
            '<a href="https://a.example/?b=1&amp;c=2">here</a>',
            [[False, {"to": "https://a.example/?b=1&c=2", "t": "here"}]],
        ),
        (
            '<a data-notice="en/x" href="https://a.example/en/x/">it</a>',
            [[False, {"to": "https://a.example/en/x/", "t": "it"}]],
        ),
        ('<a data-notice="en/x" href="en/x/index.html">it</a>', [[False, "it"]]),
        ('an <i lang="zh-Hans">App</i>', [[False, "an"], [True, {"lang": "zh-Hans", "t": "App"}]]),
        (
            "Ring 021-55550123 ext. 801 at 9",
            [
                [False, "Ring"],
                [True, {"nb": "021-55550123 ext. 801"}],
                [True, "at"],
                [True, {"nb": "9"}],
            ],
        ),
        ("5 &lt; 6", [[False, {"nb": "5"}], [True, "<"], [True, {"nb": "6"}]]),
        ("共享屏幕？", [[False, "共享"], [False, "屏幕？"]]),
        (
            "✅ Go ✖️!",
            [
                [False, {"sign": "tick", "t": "✅"}],
                [True, "Go"],
                [True, [{"sign": "cross", "t": "✖"}, "!"]],
            ],
        ),
        ("Nº\u00a01 is\u202fit", [[False, ["Nº\u00a0", {"nb": "1"}]], [True, "is\u202fit"]]),
    ],
)
def test_the_elements_of_a_text_are_the_styles_of_its_phrases(html, phrases):
    assert phrases_of(Rich(html, unescape(html))) == phrases


# Whole sheets.

_FACES = fonts.packaged(lambda name: (ROOT / "templates/fonts" / name).read_bytes())
_SETTABLE = tuple(
    piece for piece in _PIECES if re.fullmatch(r"[ -~“”、中文诈骗元]+", piece) and "#}" not in piece
)


def test_the_blocks_of_a_text_keep_its_numbers():
    html = '<ol start="3"><li>a</li><li value="5">b</li><li>c<ul><li>d</li></ul></li></ol>'
    (found,) = blocks_of(Rich(html, ""))
    assert found["numbers"] == [3, 5, 6]
    assert found["items"][2][1]["numbers"] == []


def _image(name, alt="A &lt;map&gt;"):
    place = f'data-picture="en/x/{name}.png"'
    return f'<img alt="{alt}" {place} width="40" height="30" loading="lazy">'


def _shape(blocks):
    """Blocks in short: their words, or the names of their pictures."""
    return [
        [one["place"] for one in block["each"]]
        if block["kind"] == "pictures"
        else _shape(block["items"][0])
        if block["kind"] == "list"
        else "/".join(_joined(line).strip() for line in block["lines"])
        for block in blocks
    ]


A, B, C = (f"en/x/{name}.png" for name in "abc")


@pytest.mark.parametrize(
    ("html", "shape"),
    [
        (f"<p>{_image('a')}</p>", [[A]]),
        (f"<p>See {_image('a')} here.</p>", ["See here.", [A]]),
        (f"<p>{_image('a')}<br>\nThe gate.</p>", [[A], "The gate."]),
        (f"<p><strong>See {_image('a')}</strong> it.</p>", ["See it.", [A]]),
        (f"<p>{_image('a')} {_image('b')}</p>", [[A, B]]),
        ("".join(f"<p>{_image(name)}</p>" for name in "abc"), [[A, B], [C]]),
        (f"<ul><li>Go {_image('a')}</li></ul><p>{_image('b')}</p>", [["Go", [A]], [B]]),
        (f"<h4>Map {_image('a')}</h4>", ["Map", [A]]),
    ],
)
def test_a_picture_stands_by_itself_beside_one_other_at_most(html, shape):
    assert _shape(blocks_of(Rich(html, ""))) == shape


def test_a_pictures_words_are_no_markup():
    (block,) = blocks_of(Rich(f"<p>{_image('a')}</p>", ""))
    (found,) = block["each"]
    assert found == {"place": A, "alt": "A <map>", "width": 40, "height": 30}


def test_in_a_cell_a_picture_is_its_words():
    head, row = "<tr><th>Where</th></tr>", f"<tr><td>At {_image('a')}</td></tr>"
    html = f"<table><thead>{head}</thead><tbody>{row}</tbody></table>"
    (table,) = blocks_of(Rich(html, ""))
    ((cell,),) = table["rows"]
    assert _joined(cell) == "At A <map>"


@cache
def _engine():
    return Engine(_FACES)


@cache
def _templates():
    return Templates(
        {path.name: path.read_text("utf-8") for path in (ROOT / "templates").glob("*.typ")}
    )


def _icons():
    return {path.stem: path.read_text("utf-8") for path in (ROOT / "templates/icons").glob("*.svg")}


def _sheet(words, tag, scams):
    """What a sheet says whose every text is one of these."""
    say = iter(words)

    def rich():
        text = next(say)
        return Rich(str(escape(text)), text)

    return SheetView(
        lang=tag,
        direction=Locale(tag).direction,
        question=rich(),
        verdict=rich(),
        is_scam=bool(scams),
        is_example=not scams,
        summary=rich(),
        answers=() if scams else (AnswerView("when", "calendar", rich()),),
        text=Rich("", ""),
        pictures={},
        steps=(rich(),) if scams else (),
        rows=tuple(RowView("refund", rich(), rich(), rich(), rich()) for _ in range(scams)),
        does=tuple(StepView("check", rich()) for _ in range(3)),
        calls=(CallView(rich(), rich(), "96110", "", "tel:96110", rich()),),
        issuer=rich(),
        id=next(say),
        date_text=next(say),
        until=next(say),
        address=next(say),
    )


def _code(words, kind, variant, scams):
    chosen = random.Random(words)

    def said(msgid):
        return msgid if "%(" in msgid else chosen.choice(words.split("\n"))

    every = [chosen.choice(words.split("\n")) for _ in range(200)]
    press = PressView(
        kind=kind,
        variant=variant,
        date={"year": 2022, "month": 7, "day": 25},
        fonts={tag: fonts.families(_FACES, tag) for tag in ("en", "zh-Hans", "zh-Hant")},
        icons=_icons(),
    )
    context = {
        "press": press,
        "sheet": _sheet(every, "en", scams),
        "other": _sheet(every[::-1], "zh-Hans", scams) if kind == "bilingual-poster" else None,
        "look": LookView("#0f2f5f", "#ffd21f", ""),
        "qr": None,
        "_": said,
        "say": said,
    }
    return _templates().render(f"{kind.replace('-', '_')}.typ", context)


def _fault(code, *, archived=True):
    """Why a sheet cannot be set; None where it is."""
    try:
        _engine().pdf(code, 0, pages=None, archived=archived)
    except SheetFault as fault:
        return fault
    return None


_WORDS = st.lists(st.sampled_from(_SETTABLE), min_size=1, max_size=5).map("".join)


@given(
    st.lists(_WORDS, min_size=3, max_size=6).map("\n".join),
    st.sampled_from(("poster", "routine-poster", "bilingual-poster", "card", "share", "large")),
    st.sampled_from(("", "mono", "bleed", "strips")),
    st.integers(0, 3),
)
def test_a_sheet_of_any_texts_is_set_or_refused_for_one_of_its_parts(words, kind, variant, scams):
    """Never for its code: no text is a part of that."""
    variant = "" if kind in ("card", "share", "large") else variant
    code = _code(words, kind, variant, scams)
    fault = _fault(code, archived=variant != "bleed")
    assert fault is None or fault.part or fault.glyphs


@given(st.lists(st.sampled_from(_PIECES), min_size=2, max_size=6))
def test_a_character_that_cannot_be_set_is_no_fault_of_the_code(pieces):
    fault = _fault(_code("".join(pieces).replace("\n", " "), "share", "", 1))
    assert fault is None or fault.part or fault.glyphs


@pytest.mark.parametrize(
    ("address", "is_set"),
    [
        ("https://police.example/a?b=1&c", True),
        ("http://police.example/", True),
        ("tel:96110", True),
        ("mailto:help@police.example", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        (" https://police.example/", False),
        ("data:text/html,x", False),
    ],
)
def test_a_link_leads_to_a_page_a_number_or_a_mailbox(address, is_set):
    """The engine would write any other into the PDF, too."""
    rich = Rich(f'<a href="{escape(address)}">See</a>', "See")
    code = f"{_code('See', 'share', '', 1)}\n#place(whole({literal(phrases_of(rich))}))"
    fault = _fault(code)
    assert (fault is None) is is_set
    assert is_set or fault.part == {"part": "link", "to": address}
