"""Word files: each part is read; what is no notice is refused by its name, and soon."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from generator.diagnostics.errors import Refused
from generator.exchange import received
from tests.exchange.docx import (
    SPACES,
    box,
    document,
    link,
    note,
    p,
    packed,
    picture,
    r,
    table,
)
from tests.support import ROOT, tree

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LOL = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_BOMB = f'<!DOCTYPE x [<!ENTITY l0 "lol">{_LOL}]><x>&l9;</x>'


def _outside(kind, target):
    relation = (
        f'<Relationship Id="rIdOut" Type="{_REL}/{kind}" Target="{target}" TargetMode="External"/>'
    )
    return document(p("通知"), relations=relation)


def _text(read):
    return [one.text for one in read.blocks]


def _left(read):
    return [(one.text, one.origin) for one in read.extras]


def test_headings_lists_and_tables_are_told_apart():
    read = received.received(
        document(
            p("标题", style="Title"),
            p("小标题", style="2"),
            p("一点", num=(3, 0)),
            p("第二", num=(2, 0)),
            table(("甲", "乙"), ("丙", p("丁") + p("戊"))),
            p(r("粗体", bold=True)),
            p("行一\n行二"),
        ),
        "x.docx",
    )
    assert [(one.kind, one.style, one.text) for one in read.blocks] == [
        ("heading", "h1", "标题"),
        ("heading", "h2", "小标题"),
        ("item", "ul", "一点"),
        ("item", "ol", "第二"),
        ("row", "table", "甲\t乙"),
        ("row", "table", "丙\t丁\n戊"),
        ("text", "bold", "粗体"),
        ("text", "", "行一"),
        ("text", "", "行二"),
    ]


def test_what_stands_beside_the_text_is_listed_with_its_place():
    read = received.received(
        document(
            p("正文", note(1), picture("地图")),
            p(box(p("新框"), old=False)),
            header=p("页眉"),
            footer=p("页脚"),
            notes={1: "脚注"},
            comments={1: "批注"},
            more={"word/glossary/document.xml": f"<w:x {SPACES}>{p('词库')}</w:x>"},
        ),
        "x.docx",
    )
    assert _text(read) == ["正文"]
    assert set(_left(read)) == {
        ("地图", "the description of a picture"),
        ("新框", "a text box"),
        ("页眉", "the head of the pages"),
        ("页脚", "the foot of the pages"),
        ("脚注", "a footnote"),
        ("批注", "a comment"),
        ("词库", "a text box"),
    }


def test_a_text_box_for_old_and_new_programs_counts_once():
    read = received.received(document(p("正文", box(p("框里的字"))), p("框里的字")), "x.docx")
    assert _text(read) == ["正文", "框里的字", "框里的字"]
    assert _left(read) == []


def test_what_was_struck_out_is_not_there_and_what_was_put_in_is():
    body = f"<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{r('新')}</w:ins></w:p>"
    assert _text(received.received(document(body), "x.docx")) == ["新"]


def test_where_words_lead_is_listed_and_no_link_is_made():
    data = document(p(link("请点这里", 0)), links=("https://evil.example/x",))
    assert _left(received.received(data, "x.docx")) == [
        ("https://evil.example/x", "the address behind “请点这里”")
    ]


@pytest.mark.parametrize(
    "body",
    [
        p("字", "<w:r><w:footnoteReference w:id='9'/></w:r>"),
        p("字", "<w:r><w:footnoteReference/></w:r>"),
        p("字", "<w:hyperlink r:id='none'><w:r><w:t>链接</w:t></w:r></w:hyperlink>"),
        p("字", "<w:r><w:sym w:font='Wingdings' w:char='zzzz'/></w:r>"),
        p("字", num=(77, 0)),
        p("字", style="nowhere"),
    ],
)
def test_a_file_with_a_slip_in_it_still_gives_its_words(body):
    read = received.received(document(body, p("第二段")), "x.docx")
    assert _text(read)[0].startswith("字")
    assert "第二段" in _text(read)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "damaged, or no Word file"),
        (b"PK\x03\x04 no zip", "damaged, or no Word file"),
        (document(p("通知"))[:-40], "damaged, or no Word file"),
        (packed({"x.txt": "通知"}), "damaged, or no Word file"),
        (packed({"word/document.xml": "<w:document"}), "damaged, or no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old form of Word, or has a password"),
        (document(p("通知"), more={"word/vbaProject.bin": b"x"}), "macros"),
        (document(p("通知"), more={"word/VBAPROJECT.BIN": b"x"}), "macros"),
        (_outside("attachedTemplate", "http://evil.example/t.dotm"), "http://evil.example/t.dotm"),
        (_outside("image", "https://evil.example/i.png"), "loads something from elsewhere"),
        (_outside("oleObject", "file://evil/share/x.xlsx"), "loads something from elsewhere"),
        (_outside("frame", r"\\evil\share\x.htm"), "loads something from elsewhere"),
        (document(p("通知"), more={"word/x.xml": _BOMB}), "defines words of its own in word/x.xml"),
        (document(p("通知"), more={"word/document.xml": _BOMB}), "defines words of its own"),
    ],
)
def test_a_file_that_is_no_plain_notice_is_refused_by_its_name(data, words):
    with pytest.raises(Refused, match=r"^x\.docx:1: import: ") as refused:
        received.received(data, "x.docx")
    assert words in str(refused.value)


def test_the_template_of_whoever_wrote_it_is_no_reason_to_refuse_a_file():
    data = _outside("attachedTemplate", "file:///C:/Users/x/Normal.dotm")
    assert _text(received.received(data, "x.docx")) == ["通知"]


def test_a_password_is_told(tmp_path):
    data = bytearray(document(p("通知")))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag that a file of the zip is encrypted
    with pytest.raises(Refused, match="damaged, or no Word file"):
        received.received(bytes(data), "x.docx")


def _lying():
    """A part that says that it is small, and unpacks to 30 MB."""
    data = bytearray(document(p("通知"), more={"word/x.xml": b" " * 30_000_000}))
    size = (30_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def _many_files():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(60_000):
            made.writestr(f"{number}", b"")
    return out.getvalue()


def _nested(words, count):
    return f"<w:{words}>" * count + p("x") + f"</w:{words}>" * count


HOSTILE = {
    "bomb": lambda: document(p("x"), more={"word/x.xml": b" " * 20_000_000}),
    "picture-bomb": lambda: document(p("x"), more={"word/media/x.png": bytes(210_000_000)}),
    "lying": _lying,
    "many-files": _many_files,
    "entities": lambda: document(p("x"), more={"word/document.xml": _BOMB}),
    "elements": lambda: document("<w:x/>" * 900_000),
    "deep": lambda: document(_nested("ins", 5000)),
    "fields": lambda: document(p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * 20_000)),
    "long": lambda: document(p("字" * 3_000_000)),
    "rows": lambda: document(table(*[("a", "b")] * 9_000)),
    "paragraphs": lambda: document(*[p("a")] * 14_000),
    "attributes": lambda: document("<w:p " + " ".join(f'a{n}="1"' for n in range(400_000)) + "/>"),
}
"""Word files that would take a program's time or memory, or all of the disk's."""
_CHILD = """
import pathlib, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2])))
from generator.diagnostics.errors import Refused
from generator.exchange import received
path = pathlib.Path(sys.argv[1])
try:
    received.received(path.read_bytes(), path.name)
except Refused as refused:
    print(refused)
"""


@pytest.mark.posix
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_its_name_in_little_time_and_memory(name, tmp_path):
    """In a gigabyte and ten seconds of a processor, with the start of the program in them."""
    path = tmp_path / f"{name}.docx"
    path.write_bytes(HOSTILE[name]())
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path), "10"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.startswith(f"{name}.docx:1: import: "), done.stderr[-2000:]
    assert [*tree(tmp_path)] == [path.name]
