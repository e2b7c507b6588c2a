"""Pages: their lines as readers see them, whatever is wrong with their marks, and soon."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics.errors import Refused
from generator.exchange import hypertext, received
from tests.support import examples


def _read(page):
    return [(one.kind, one.style, one.whole) for one in hypertext.received(page).blocks]


def test_lines_headings_points_and_rows_are_told_apart():
    page = """<h1>警惕</h1><div>一<br>二<p>三</div><b>粗</b>
    <ul><li>甲<li><p>乙</p></ul><ol><li>丙</li></ol>
    <table><tr><th>楼<td>时间<p>地点</tr><tr><td>只有一格</table>&lt;尾&gt;&amp;"""
    assert _read(page) == [
        ("heading", "h1", "警惕"),
        ("text", "", "一"),
        ("text", "", "二"),
        ("text", "", "三"),
        ("text", "bold", "粗"),
        ("item", "ul", "甲"),
        ("item", "ul", "乙"),
        ("item", "ol", "丙"),
        ("row", "table", "楼 时间 地点"),
        ("text", "", "只有一格"),
        ("text", "", "<尾>&"),
    ]


def test_what_is_pasted_from_word_has_its_points_with_their_marks():
    page = """<html xmlns:o="urn:x"><head><style><!-- p {color: red} --></style></head><body>
    <!--StartFragment--><p class=MsoNormal>通知</p>
    <p style='mso-list:l0 level1'><![if !supportLists]><span lang=EN-US
    style='mso-list:Ignore'>1、<span style='font:7.0pt'>&nbsp;&nbsp;</span></span><![endif]>
    关好门窗</p>
    <p><span style='mso-list:Ignore'>l<span>&nbsp; </span></span>储水</p><o:p></o:p>
    <!--EndFragment--></body></html>"""
    assert _read(page) == [
        ("text", "", "通知"),
        ("item", "ol", "1、关好门窗"),
        ("item", "ul", "l储水"),
    ]


def test_an_articles_title_pictures_and_links_are_not_lost():
    page = """<title>题目</title><script>var x = "<p>不是字</p>";</script>
    <section><section>正文<a href="https://a.example/x">看这里</a></section></section>
    <img alt="扫码" src="data:image/png;base64,xx"><a href="#top">回顶部</a>
    <a href="https://b.example/">b.example</a>"""
    read = hypertext.received(page)
    assert [one.text for one in read.blocks] == ["题目", "正文看这里", "回顶部 b.example"]
    assert [(one.text, one.origin) for one in read.extras] == [
        ("https://a.example/x", "the address behind “看这里”"),
        ("扫码", "the description of a picture"),
    ]


def test_a_page_with_a_heading_of_its_own_keeps_its_title_in_the_list():
    read = hypertext.received("<title>某网站</title><h1>通知</h1>")
    assert [one.text for one in read.blocks] == ["通知"]
    assert [one.text for one in read.extras] == ["某网站"]


@settings(max_examples=examples(300), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                *(
                    "字",
                    "word",
                    "<table><tr><td>",
                    "</td><td>",
                    "<p>",
                    "</p>",
                    "<b>",
                    "</b>",
                    "<li>",
                    "<ul>",
                    "</ul>",
                    "<table>",
                ),
                *("<tr>", "<td>", "</td>", "</table>", "<br>", "<span style='mso-list:Ignore'>"),
                *("</span>", "<", ">", "a<b", "&lt;", "&", "<a href='x'>", "</a>", "<!x>", "<?x?>"),
                *("<h2>", "</h2>", "<img alt='z'>", "\n", "<div/>", "<![if x]>", "'", '"', "="),
            )
        ),
        max_size=30,
    )
)
def test_each_word_of_any_page_is_read_once(pieces):
    page = " ".join(pieces)
    read = hypertext.received(page)
    words = " ".join(one.whole for one in read.blocks)
    assert words.count("字") == pieces.count("字")
    assert words.count("word") == pieces.count("word")


@pytest.mark.parametrize(
    "page",
    [
        *("<" * 900_000, "<a" * 400_000, "<a " * 300_000, "<!--" * 250_000, "</" * 400_000),
        *("<?" * 400_000, "<![CDATA[" * 100_000, "&" * 900_000, "&#" * 400_000, "</a " * 200_000),
        *("<a x='" * 150_000, "<script>" * 100_000, "<title>" * 100_000, "<a " + "x=1 " * 200_000),
        *("<div>" * 150_000, "<b>" * 200_000, "<table><tr><td>" * 60_000, "<ul><li>" * 80_000),
        *(
            "<style></style" * 70_000,
            "<span style='mso-list:Ignore'>" * 30_000,
            "<!DOCTYPE" * 90_000,
        ),
    ],
    ids=lambda page: page[:12],
)
def test_damaged_marks_take_little_time(page):
    begin = time.process_time()
    with suppress(Refused):
        assert received.received(page.encode(), "x.html").blocks
    assert time.process_time() - begin < 8
