"""Drawings of a site's own: what may become part of a page, and what never does."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.drawings import Unfit, drawing
from tests import support
from tests.fuzz.active import active

SVG = "http://www.w3.org/2000/svg"
HEAD = f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def drawn(inside):
    """What a drawing with this inside becomes, without its own element."""
    made = drawing(f"{HEAD}{inside}</svg>")
    head = f'<svg xmlns="{SVG}" viewBox="0 0 9 9">'
    assert made.startswith(head)
    return made.removeprefix(head).removesuffix("</svg>")


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0,0L9,9" fill="#fff" fill-rule="evenodd"></path>',
        '<defs><linearGradient id="a"><stop offset="0"></stop></linearGradient></defs>'
        '<circle cx="4" cy="4" r="4" fill="url(#a)"></circle>',
        '<g id="star"><path d="M0,0"></path></g><use href="#star" x="3"></use>',
    ],
)
def test_shapes_stay_as_they_are(inside):
    assert drawn(inside) == inside


def test_what_a_drawing_program_notes_for_itself_is_left_out():
    notes = (
        "<!-- made by hand --><title>x</title><metadata><rdf:RDF xmlns:rdf='r'/></metadata>"
        "<s:view xmlns:s='http://sodipodi.example' s:zoom='1'><script/></s:view>"
    )
    assert drawn(f'{notes}<path xmlns:i="i" i:label="l" d="M0"/>words') == '<path d="M0"></path>'


def test_an_old_link_becomes_a_new_one():
    assert drawn('<path id="a"/><use xlink:href="#a"/>').endswith('<use href="#a"></use>')


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<script/>", "has “<script>” in it"),
        ("<style/>", "has “<style>” in it"),
        ("<image href='#a'/>", "has “<image>” in it"),
        ("<foreignObject/>", "has “<foreignObject>” in it"),
        ("<text>x</text>", "has “<text>” in it"),
        ("<a href='#a'/>", "has “<a>” in it"),
        ("<animate attributeName='href'/>", "has “<animate>” in it"),
        ("<img xmlns='http://www.w3.org/1999/xhtml'/>", "has “<img>” in it"),
        ("<script xmlns=''/>", "has “<script>” in it"),
        ("<?xml-stylesheet href='x'?>", "has “<?xml-stylesheet” in it"),
        ("<g onload='x'/>", "has “onload=” in it"),
        ("<g ONLOAD='x'/>", "has “ONLOAD=” in it"),
        ("<g style='fill:red'/>", "has “style=” in it"),
        ("<use href='x.svg#a'/>", "asks for something outside"),
        ("<use xlink:href='https://a.example/'/>", "asks for something outside"),
        ("<use href='data:image/svg+xml,x'/>", "asks for something outside"),
        ("<g fill='url(x.svg#a)'/>", "asks for something outside"),
        ("<g fill='URL( \"x.svg\")'/>", "asks for something outside"),
        (r"<g fill='u\72l(x)'/>", "asks for something outside"),
        ("<g id='a'><use href='#a'/></g>", "draws something that has a <use>"),
        ("<g id='a'><use href='#b'/></g><use href='#a'/>", "draws something that has a <use>"),
        ("<g>" * 60 + "</g>" * 60, "more than 50 elements"),
        ("<g>", "broken"),
        ("&nbsp;", "broken"),
        ("<path d='" + "M0,0" * 25_000 + "'/>", "larger than 100 kB"),
    ],
)
def test_what_could_act_or_ask_for_something_is_refused(inside, told):
    with pytest.raises(Unfit) as unfit:
        drawing(f"{HEAD}{inside}</svg>")
    assert told in unfit.value.fault.wrong
    assert unfit.value.fault.remedy


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg/>', 1, "DOCTYPE"),
        (f'<svg xmlns="{SVG}"/>', 1, "how large"),
        ('<svg viewBox="0 0 9 9"/>', 1, "not an SVG drawing"),
        ("", 1, "not an SVG drawing"),
        (f"{HEAD}\n\n<script/></svg>", 3, "<script>"),
    ],
)
def test_what_is_no_drawing_is_told_with_its_line(text, line, told):
    with pytest.raises(Unfit) as unfit:
        drawing(text)
    assert unfit.value.line == line
    assert told in unfit.value.fault.wrong


_NAMES = st.sampled_from(
    ("g", "path", "use", "script", "style", "image", "title", "img", "x:g", "svg", "p", "metadata")
)
_KEYS = st.sampled_from(
    ("id", "href", "xlink:href", "fill", "onload", "style", "d", "x:y", "xmlns")
)
_VALUES = st.sampled_from(
    ("#a", "a", "url(#a)", "url(//b)", "javascript:1", "M0", "&lt;&quot;&#10;", SVG)
)


def _element(name, attributes, inside):
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>"


_PARTS = st.recursive(
    st.sampled_from(("", "words", "<!--> <img src=x> -->", "&lt;script&gt;", "<![CDATA[<p>]]>")),
    lambda inner: st.builds(
        _element,
        _NAMES,
        st.dictionaries(_KEYS, _VALUES, max_size=2),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)


@given(_PARTS)
def test_nothing_of_a_drawing_acts_in_a_page(inside):
    """And what is taken over is taken over as it is a second time."""
    try:
        made = drawing(f"{HEAD}{inside}</svg>".replace("<svg ", "<svg xmlns:x='x' ", 1))
    except Unfit:
        return
    assert {*active(made)} <= {"<use>"}  # which leads to a part of the drawing
    assert drawing(made) == made
    assert "xlink" not in made
    assert ElementTree.fromstring(made).tag == f"{{{SVG}}}svg"


@given(st.text())
def test_any_text_is_a_drawing_or_is_refused(text):
    with pytest.raises(Unfit):
        drawing(text)


@pytest.mark.parametrize("path", sorted((support.ROOT / "templates/icons").glob("*.svg")))
def test_each_icon_of_the_package_is_a_drawing_of_one_colour(path):
    made = drawing(path.read_text(encoding="utf-8"))
    assert 'fill="currentColor"' in made
    assert 'viewBox="0 0 256 256"' in made


def test_the_icons_are_listed_beside_them():
    folder = support.ROOT / "templates/icons"
    named = [
        line.split("`")[1]
        for line in (folder / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    assert named == sorted(path.stem for path in folder.glob("*.svg"))
