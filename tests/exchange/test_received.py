"""Whatever is in a file, each word of it is in a field or listed, and its files can be read."""

from __future__ import annotations

import re
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.commands.new import Begun
from generator.desk import importing, notice
from generator.desk.held import hold
from generator.diagnostics.errors import Misused, Refused
from generator.exchange import notices, received
from generator.exchange.blocks import key
from generator.locales import locale
from tests.exchange.docx import box, document, note, p, r, table
from tests.exchange.words import FACTS, lost, runs
from tests.strategies import TEXTS
from tests.support import ROOT, examples

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)

_WORDS = (
    *(
        "骗子",
        "提醒",
        "诈骗套路",
        "话术",
        "“您好，我是客服，请转账给我。”",
        "“白条”",
        "示例市公安局",
    ),
    *(
        "2026年11月18日",
        "时间：",
        "发布单位：示例中心",
        "地点：示例路",
        "96110",
        "打110报警",
        "案例一：",
        "END",
    ),
    *(
        "一、",
        "（二）",
        "3．",
        "(4)",
        "●",
        "- ",
        "① ",
        "【",
        "】",
        "第一步：",
        "骗术2 ",
        "== ",
        " ==",
        "：",
        "。",
    ),
    *(
        "Reminder",
        "scam",
        "Author: A  Time: 2026-01-02",
        "How it works",
        '"Pay now."',
        "|",
        "\t",
        "*",
        "_a_",
    ),
    *(
        "{hotline}",
        "\\",
        "`",
        "<b>",
        "&amp;",
        "# ",
        "> ",
        "1. ",
        "    ",
        "[a](b)",
        "——",
        "特此通知",
        "✗",
    ),
)
LINES = st.one_of(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=5).map("".join), TEXTS
).map(lambda one: " ".join("".join(c for c in one if c.isprintable()).split()))
DOCUMENTS = st.lists(LINES, min_size=1, max_size=14).filter(lambda one: any(map(key, one)))
_PARAGRAPHS = st.tuples(st.sampled_from(("p", "h", "list", "table", "box", "break", "bold")), LINES)


def _in_word(pieces):
    made = {
        "p": lambda one: p(r(one)),
        "h": lambda one: p(r(one), style="1"),
        "list": lambda one: p(r(one), num=(2, 0)),
        "table": lambda one: table((p(r(one)), p(r("格")))),
        "box": lambda one: p(box(p(r(one)))),
        "break": lambda one: p(r(one + "\n次行")),
        "bold": lambda one: p(r(one, bold=True)),
    }
    return [made[kind](one) for kind, one in pieces]


def _draft(read):
    return notices.draft(read, FACTS.values())


def _nowhere(words, draft):
    return [one for one in lost(words, draft) if any(c.isalnum() for c in one)]


@settings(max_examples=examples(150), deadline=None)
@given(DOCUMENTS)
def test_each_line_of_any_text_is_in_a_field_or_listed(lines):
    draft = _draft(received.pasted("\n\n".join(lines), "pasted"))
    assert draft.head["title"]
    assert _nowhere(lines, draft) == []


@settings(max_examples=examples(90), deadline=None)
@given(st.lists(_PARAGRAPHS, min_size=1, max_size=10), LINES, LINES)
def test_each_run_of_any_word_file_is_in_a_field_or_listed(pieces, head, foot):
    data = document(
        p(r("通知")), *_in_word(pieces), p(note(1)), header=p(r(head)), notes={1: foot or "注"}
    )
    draft = _draft(received.received(data, "any.docx"))
    assert _nowhere([*runs(data)], draft) == []


def _whole(lines):
    return "\n\n".join(lines)


@settings(max_examples=examples(60), deadline=None)
@given(DOCUMENTS)
def test_the_desk_shows_the_fields_of_any_text_as_they_were_found(lines):
    draft = _draft(received.pasted(_whole(lines), "pasted"))
    site = hold(ROOT, NOW)
    begun = Begun(ROOT, "x", locale("zh-Hans"), site.site.settings, date(2026, 11, 30), "")
    made = importing.files(begun, draft)
    groups = {"bulletin": [draft.head], "routines": draft.scams, "reminders": draft.reminders}
    for path, text in made.items():
        group, _, name = path.removesuffix(".md").partition("/")
        if group == "routines" and not draft.scams:
            continue
        values = groups[group][int(name[:2]) - 1 if name else 0]
        form = notice.form(text.encode(), f"content/x/{path}", site)
        shown = {one.key: one.value for one in form.fields}
        for key_, value in values.items():
            assert _bare(shown[key_]) == _bare(value)


def _bare(text):
    """Without the spaces that a form does not keep."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("x.doc", "x.doc: save it as .docx, and import that"),
        ("x.PDF", "x.PDF: save it as .docx, and import that"),
        ("x.wps", "x.wps: save it as .docx, and import that"),
        ("x.zip", "x.zip: only .docx, .html and .txt are read"),
        ("x", "x: only .docx, .html and .txt are read"),
    ],
)
def test_a_file_of_another_form_is_refused_by_its_name(name, words):
    with pytest.raises(Misused, match=f"^{re.escape(words)}$"):
        received.received(b"", name)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("big.txt", b"a" * (1 << 20) + b"a", "larger than 1 MB"),
        ("big.html", b"<" * (10 << 20) + b"a", "larger than 10 MB"),
        ("many.txt", b"a\n\n" * 6000, "longer than any notice"),
        ("long.txt", b"a" * 200_001, "longer than any notice"),
        ("empty.txt", b" \n\xef\xbb\xbf", "no text"),
        ("empty.html", b"<script>alert(1)</script>", "no text"),
        ("bytes.txt", bytes(range(256)) * 3, "not UTF-8"),
        ("nul.txt", b"a\0b", "NUL"),
    ],
)
def test_a_file_that_is_no_notice_is_refused_by_its_name(name, data, words):
    with pytest.raises(Refused, match=f"{name}:.*{words}"):
        received.received(data, name)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_a_text_comes_in_whichever_encoding_an_office_writes(codec):
    lines = ["停電通知", "因線路檢修，明天上午停電，請居民做好準備，注意安全。"]
    read = received.received("\n\n".join(lines).encode(codec), "x.txt")
    assert [one.text for one in read.blocks] == lines


def test_a_page_comes_in_the_encoding_that_it_names():
    page = '<meta charset="gb2312"><p>停电通知</p><p>明天停电</p>'.encode("gb18030")
    assert [one.text for one in received.received(page, "x.html").blocks] == [
        "停电通知",
        "明天停电",
    ]


def test_pasted_text_is_read_as_a_page_where_it_is_one():
    words = [one.text for one in received.pasted("<p>一行</p><p>二行</p>", "x").blocks]
    assert words == ["一行", "二行"]
    assert [one.text for one in received.pasted("a < b\nc", "x").blocks] == ["a < b", "c"]


@pytest.mark.parametrize(
    "text",
    [
        *("," * 190_000, "|" * 190_000, "“" * 190_000, "=" * 190_000, "{" * 190_000, "_" * 190_000),
        *(
            "2026-99-99 " * 17_000,
            "作者：时间：" * 20_000,
            "96110 " * 30_000,
            "局中心社区" * 30_000,
        ),
        *(("word " * 15 + "\n") * 2500, "a\tb\n" * 4000, "骗子\n\n" + "● 别\n\n乙\n\n" * 2400),
        *("骗\n\n" + "一、甲\n\n乙\n\n" * 2400, "“骗子说，你好，请转账吧！”\n\n" * 4900),
    ],
    ids=lambda text: text[:8].strip(),
)
def test_the_longest_text_takes_little_time(text):
    begin = time.process_time()
    assert _draft(received.pasted(text, "pasted")).blocks
    assert time.process_time() - begin < 8
