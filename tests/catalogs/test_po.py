"""PO files: read and written back byte for byte, or refused in words that help."""

from __future__ import annotations

import shutil
import subprocess
import time
from functools import partial
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalogs import review_flags
from generator.catalogs.po import Catalog, Entry, Previous, new_catalog, write
from generator.catalogs.reader import read
from generator.catalogs.syntax import MOST_PROBLEMS
from generator.diagnostics.errors import Refused
from generator.diagnostics.messages import ENGLISH
from tests.support import examples

CASES = Path(__file__).parents[1] / "cases" / "po"
SAMPLES = sorted(CASES.glob("*.po"))
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'

needs_gettext = pytest.mark.skipif(
    not all(map(shutil.which, ("msgfmt", "msgmerge", "msgcat", "msgattrib", "msginit"))),
    reason="GNU gettext's tools (msgfmt, msgmerge …) are not installed",
)


def gettext(*command: str, feed: bytes | None = None) -> bytes:
    """What one of gettext's tools prints; it has to succeed."""
    return subprocess.run(command, input=feed, capture_output=True, check=True).stdout


def refused(data: bytes | str) -> list[tuple[int, str]]:
    """The problems of a file: line, and what is wrong with the remedy, as they are told."""
    with pytest.raises(Refused) as caught:
        read(data.encode() if isinstance(data, str) else data, "x.po")
    assert {(p.path, p.rule) for p in caught.value.problems} == {("x.po", "catalogue")}
    return [(p.line, p.line_in(ENGLISH)[1]) for p in caught.value.problems]


def outcome(data: bytes) -> Catalog | Refused:
    """What reading comes to; any other error is one."""
    try:
        return read(data, "x.po")
    except Refused as refusal:
        return refusal


# What is read


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("final", [True, False], ids=["newline", "no-newline"])
def test_a_file_comes_back_byte_for_byte(
    sample: Path, ending: bytes, bom: bytes, final: bool
) -> None:
    """Whatever the editor's habits are."""
    data = bom + sample.read_bytes().replace(b"\n", ending)
    data = data if final else data.rstrip(b"\r\n")
    catalog = read(data, "x.po")
    assert write(catalog) == data
    assert catalog.bom == bool(bom)
    assert catalog.newline.encode() == ending


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_everything_in_a_file_of_poedit_is_seen(ending: bytes) -> None:
    """References with spaces, previous and obsolete messages, headers of its own."""
    data = (CASES / "poedit.po").read_bytes().replace(b"\n", ending)
    catalog = read(data, "x.po")
    assert catalog.headers["X-Poedit-SearchPath-0"] == "content"
    assert catalog.headers["Language-Team"] == ""
    assert catalog.header.comments[-1] == ""
    quoted, fuzzy, plural, lines, old, older = catalog.entries
    assert quoted == Entry(
        'Your "Baitiao" account has to be closed.',
        ("您的“白条”账户必须注销。",),
        "routines/baitiao-account",
        extracted=("The line that the victim hears",),
        references=(
            "content/loans/routines/01-baitiao-account.md",
            "\u2068content/loans/a note.md\u2069:12",
        ),
    )
    assert quoted.translated
    assert quoted.line == 29
    assert fuzzy.previous == Previous("Hang up, and call 110.", "reminders/hang-up")
    assert fuzzy.fuzzy
    assert not fuzzy.translated
    assert fuzzy.comments == ("待核对",)
    assert fuzzy.msgstr[0].endswith("公检法不会通过电话办案。")
    assert plural.msgid_plural == "{n} bulletins"
    assert lines.msgid == "First line\nSecond line\n"
    assert (old.obsolete, old.previous) == (True, Previous("An older one"))
    assert (older.obsolete, older.flags) == (True, ("fuzzy",))
    assert older.key == ("reminders/gone", older.msgid)
    assert not old.translated


def test_everything_in_a_file_of_weblate_is_seen() -> None:
    """Its flags, an empty context, sticky flags, a comment that belongs to nothing."""
    catalog = read((CASES / "weblate.po").read_bytes(), "x.po")
    same, fuzzy, plural, escaped = catalog.entries
    assert same.flags == ("ignore-same",)
    assert same.references == ("content/loans/bulletin.md:3", "content/site.toml:7")
    assert fuzzy.flags == ("fuzzy", "ignore-end-stop", "ignore-xml-invalid")
    assert plural.key == ("", "One case")
    assert plural.msgstr == ("Ein Fall", "")
    assert not plural.translated
    assert escaped.msgid == "Tab\there, back\\slash"
    assert (escaped.flags, escaped.sticky) == (("no-wrap",), ("c-format",))
    assert catalog.tail == "\n# Left at the end by hand, with no message below.\n"
    team = "German <https://hosted.weblate.org/projects/bulletins/loans/de/>"
    assert catalog.headers["Language-Team"] == team


@pytest.mark.parametrize(
    ("text", "msgids"),
    [
        ("", []),
        ("\n\n", []),
        ("# only a comment", []),
        ('msgid "a"\nmsgstr "b"', ["a"]),
        ('msgid"a"\n  msgstr\t"b" \n', ["a"]),
        ('\fmsgid "a"\nmsgstr "b"\n', ["a"]),
        ('msgid "a"\n\n"b"\nmsgstr ""\n', ["ab"]),
        ('msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n# tail', ["a", "c"]),
        ('#~ msgid "a"\n#~\n#~ "b"\n#~ msgstr ""\n', ["ab"]),
        (f'{HEADER}#~ msgid "a"\n#~ msgstr ""\n\nmsgid "a"\nmsgstr ""\n', ["a", "a"]),
        ('msgid "\\303\\251\\x41 \\a\\v\\\\n"\nmsgstr ""\n', ["éA \a\v\\n"]),
        ('msgid "a\rb\u2028c\x85d\x1ce"\nmsgstr ""\n', ["a\rb\u2028c\x85d\x1ce"]),
        ('#, \n#,fuzzy,,x\n#:\n#.\n#\n#!x\nmsgid "a"\nmsgstr ""\n', ["a"]),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n', []),
        ('msgid ""\nmsgstr "Plural-Forms: nplurals=99999999; plural=n/0;\\n"\n', []),
    ],
)
def test_what_gettext_allows_is_read(text: str, msgids: list[str]) -> None:
    """Unusual layouts too, and they come back as they were."""
    catalog = read(text.encode(), "x.po")
    assert [entry.msgid for entry in catalog.entries] == msgids
    assert write(catalog) == text.encode()


# What is refused

REFUSED = [
    ("unclosed", 'msgid "a\nmsgstr ""\n', [(1, "no closing quotation mark")]),
    ("cut in a string", 'msgid "a"\nmsgstr "b', [(2, "cut off")]),
    ("cut before msgstr", f'{HEADER}msgid "a"\n', [(4, "no msgstr")]),
    ("cut in a keyword", 'msgid "a"\nmsg', [(2, "msg is not a word")]),
    ("cut after a keyword", 'msgid "a"\nmsgstr', [(2, "msgstr has no text")]),
    ("cut after msgctxt", 'msgctxt "a"\n', [(1, "no msgid")]),
    ("cut after previous", '#| msgid "a"\n', [(1, "no entry below")]),
    ("backslash at the end", 'msgid "a\\"\nmsgstr ""\n', [(1, "no closing quotation mark")]),
    ("word", 'msgid "a"\nmsgsrt ""\n"b"\n', [(2, "msgsrt is not a word")]),
    ("escape", 'msgid "a\\qb"\nmsgstr "\\"\n', [(1, "\\q is not"), (2, "no closing")]),
    ("half an escape", 'msgid "\\303"\nmsgstr ""\n', [(1, "not stand for a character")]),
    ("octal past a byte", 'msgid "\\777"\nmsgstr ""\n', [(1, "not stand for a character")]),
    ("escaped NUL", 'msgid "\\0"\nmsgstr ""\n', [(1, "not stand for a character")]),
    ("escaped surrogate", 'msgid "\\355\\240\\200"\nmsgstr ""\n', [(1, "not stand for")]),
    ("long hex", 'msgid "\\x41BC"\nmsgstr ""\n', [(1, "\\x is not an escape")]),
    ("quotes", 'msgid "a "b" c"\nmsgstr ""\n', [(1, 'write \\" for')]),
    ("two on a line", 'msgid "a" "b"\nmsgstr ""\n', [(1, "each text on its own line")]),
    ("behind", 'msgid "a" # b\nmsgstr ""\n', [(1, "after the closing")]),
    ("curly quotes", 'msgid "a"\nmsgstr “b”\n', [(2, "straight quotation marks")]),
    (
        "twice",
        f'{HEADER}msgctxt "c"\nmsgid "a"\nmsgstr ""\n\nmsgctxt "c"\nmsgid "a"\nmsgstr "b"\n',
        [(9, "the same msgctxt and msgid as on line 5")],
    ),
    ("two headers", HEADER + HEADER, [(4, 'second header (msgid ""); the first is on line 1')]),
    ("late header", f'msgid "a"\nmsgstr ""\n{HEADER}', [(3, "not the first entry")]),
    ("gap", 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[2] ""\n', [(4, "where msgstr[1]")]),
    ("huge", f'msgid "a"\nmsgid_plural "b"\nmsgstr[{"9" * 5000}] ""\n', [(3, "msgstr[0] has to")]),
    ("no plural", 'msgid "a"\nmsgstr[0] ""\n', [(2, "needs a msgid_plural")]),
    ("no number", 'msgid "a"\nmsgid_plural "b"\nmsgstr ""\n', [(3, "has no number")]),
    ("two msgstr", 'msgid "a"\nmsgstr ""\nmsgstr ""\n', [(3, "msgstr is there twice")]),
    ("only msgstr", 'msgstr "a"\n', [(1, "no msgid above")]),
    ("comment between", 'msgid "a"\n# b\nmsgstr ""\n', [(1, "no msgstr"), (3, "no msgid above")]),
    ("stray", f"{HEADER}hello \x1b[2J\n", [(4, "not part of any entry: hello [U+001B][2J")]),
    ("stray string", '"a"\nmsgid "a"\nmsgstr ""\n', [(1, "not part of any entry")]),
    ("half obsolete", '#~ msgid "a"\nmsgstr ""\n', [(2, "begin with #~ and others don't")]),
    ("obsolete tail", 'msgid "a"\nmsgstr ""\n#~ "b"\n', [(3, "not part of any entry")]),
    ("obsolete junk", "#~ a b\n", [(1, "not part of any entry")]),
    ("old msgstr", '#| msgstr "a"\nmsgid "a"\nmsgstr ""\n', [(1, "cannot stand here after #|")]),
    ("old without msgid", '#| msgctxt "a"\nmsgid "a"\nmsgstr ""\n', [(2, "have no msgid")]),
    ("old text", '#| a\nmsgid "a"\nmsgstr ""\n', [(1, "not part of any entry")]),
    ("NUL", 'msgid "a"\nmsgstr "\0"\n', [(2, "NUL")]),
    (
        "conflict",
        'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> them\n',
        [(2, "unresolved merge conflict")],
    ),
    ("half a conflict", 'msgid "a"\nmsgstr "c"\n>>>>>>> them\n', [(3, "merge conflict")]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in REFUSED],
                         ids=[case[0] for case in REFUSED])  # fmt: skip
def test_what_is_wrong_is_told(text: str, expected: list[tuple[int, str]]) -> None:
    """Each with its line, once, and with nothing that only follows from it."""
    found = refused(text)
    assert [line for line, _ in found] == [line for line, _ in expected]
    for (_, told), (_, words) in zip(found, expected, strict=True):
        assert words in told
        assert told.isprintable()
        assert len(told) < 250


def test_all_problems_are_told_at_once() -> None:
    """Of a whole file, in the order of its lines."""
    text = 'msgid "a"\nmsgstr "\\q"\n\nfoo\n\nmsgid "b\nmsgstr ""\n\nmsgid "a"\nmsgstr ""\n'
    assert [line for line, _ in refused(text)] == [2, 4, 6, 9]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (
            f"{HEADER}# 中文通报".encode("gb18030"),
            4,
            "byte 63, and looks like GB18030/GBK",
        ),
        (f"{HEADER}# caf\xe9".encode("latin-1"), 4, "the middle of a character, at byte 66"),
        (f"{HEADER}# \xe9 a".encode("latin-1"), 4, "not UTF-8 at byte 63; save the file as UTF-8"),
        (HEADER.encode("utf-16"), 1, "UTF-16"),
        (HEADER.encode("utf-16-le"), 1, "UTF-16"),
        (f"{HEADER}# 中文".encode()[:-1], 4, "cut off"),
        (HEADER.replace("UTF-8", "UTF-7").encode(), 2, "is in UTF-7, not in UTF-8"),
        (HEADER.replace("UTF-8", "GBK").encode(), 2, "is in GBK"),
        (HEADER.replace("UTF-8", "ASCII").encode(), 2, "is in ASCII"),
    ],
)
def test_another_encoding_is_refused(data: bytes, line: int, words: str) -> None:
    """With the byte, the line, and a guess that helps."""
    ((found, told),) = refused(data)
    assert found == line
    assert words in told


def test_reading_stops_where_help_ends() -> None:
    """A file of nothing but problems doesn't fill the screen for an hour."""
    problems = refused("x\n" * 5000)
    assert len(problems) == MOST_PROBLEMS + 1
    assert any("reading stopped here" in told for _, told in problems)


MEGABYTES = 5_000_000
HOSTILE = {
    "quotes": b'"' * MEGABYTES,
    "backslashes": b"\\" * MEGABYTES,
    "quotes in a string": b'msgid "' + b'"' * MEGABYTES + b'"\nmsgstr ""',
    "backslashes in a string": b'msgid "' + b"\\" * MEGABYTES + b'"\nmsgstr ""',
    "quotes and spaces": b'" ' * (MEGABYTES // 2) + b"x",
    "spaces": b" " * MEGABYTES + b"x",
    "marks": b"#~ " * (MEGABYTES // 3),
    "isolates": b"#:" + "\u2068 ".encode() * (MEGABYTES // 4),
    "octal escapes": b'msgid "' + b"\\303\\251" * (MEGABYTES // 8) + b'"\nmsgstr ""',
    "conflicts": b"<<<<<<<\n" * (MEGABYTES // 8),
    "twice": b'msgid "a"\nmsgstr ""\n' * (MEGABYTES // 20),
    "charsets": b'msgid ""\nmsgstr ""\n' + b'"charset=x "\n' * (MEGABYTES // 13),
    "digits": b'msgid "a"\nmsgid_plural ""\nmsgstr[' + b"9" * MEGABYTES + b'] ""',
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_linear_time(name: str) -> None:
    """Seconds would be hours, were it quadratic; the bound leaves room for a busy machine."""
    began = time.process_time()
    catalog = outcome(HOSTILE[name])
    if isinstance(catalog, Refused):
        assert len(str(catalog)) < 500 * (MOST_PROBLEMS + 1)
    else:
        assert write(catalog) == HOSTILE[name]
    assert time.process_time() - began < 5


# What is written


def test_the_canonical_form() -> None:
    """Every kind of line, in the manual's order; escapes as gettext writes them."""
    catalog = new_catalog(
        {"Language": "zh_CN"},
        [
            Entry(
                'a "b" \\ \t\r\a\x1b',
                ("一\n二\n",),
                "routines/a",
                comments=("hand", "", "two\nlines"),
                extracted=("note",),
                references=("a.md", "b c.md"),
                flags=("fuzzy", "no-wrap"),
                sticky=("c-format",),
                previous=Previous("old\nolder", "", "olds"),
            ),
            Entry("n\n", ("", ""), msgid_plural="ns", obsolete=True, previous=Previous("m")),
        ],
    )
    assert write(catalog).decode() == (
        'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        "# hand\n#\n# two\n# lines\n#. note\n#: a.md \u2068b c.md\u2069\n#, fuzzy, no-wrap\n"
        '#= c-format\n#| msgctxt ""\n#| msgid ""\n#| "old\\n"\n#| "older"\n'
        '#| msgid_plural "olds"\nmsgctxt "routines/a"\n'
        'msgid "a \\"b\\" \\\\ \\t\\r\\a\x1b"\nmsgstr ""\n"一\\n"\n"二\\n"\n\n'
        '#~| msgid "m"\n#~ msgid "n\\n"\n#~ msgid_plural "ns"\n'
        '#~ msgstr[0] ""\n#~ msgstr[1] ""\n'
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_only_what_is_changed_is_rewritten(ending: str) -> None:
    """Its neighbours keep their layout, and it takes the file's newlines."""
    lines = ['msgid "a"', 'msgstr ""', '"x"', 'msgid   "b"', 'msgstr ""', "", "",
             'msgid   "c"', 'msgstr ""']  # fmt: skip
    catalog = read(ending.join(lines).encode(), "x.po")
    a, b, c = catalog.entries
    changed = Catalog(
        catalog.header,
        (a, b.changed(msgstr=("y",), comments=("new",)), c, Entry("d"), b),
        catalog.newline,
    )
    expected = [*lines[:3], "", "# new", 'msgid "b"', 'msgstr "y"', "", "", *lines[7:], "",
                'msgid "d"', 'msgstr ""', "", *lines[3:5], ""]  # fmt: skip
    assert write(changed).decode().split(ending) == expected


def test_a_new_entry_goes_before_the_tail() -> None:
    """A comment at the end stays at the end, and is no entry's."""
    catalog = read(b'msgid "a"\nmsgstr ""\n# tail', "x.po")
    more = Catalog(catalog.header, (*catalog.entries, Entry("b")), tail=catalog.tail)
    assert write(more) == b'msgid "a"\nmsgstr ""\n\nmsgid "b"\nmsgstr ""\n\n# tail'


def test_nothing_breaks_out_of_its_line() -> None:
    """Text that looks like PO stays text; what UTF-8 can't hold is marked, and nothing crashes."""
    evil = '"\nmsgid "x\r\nmsgstr ""\u2028\0\ud800'
    entry = Entry(evil, (evil,), evil, None, (evil,), (evil,), (evil,), (evil,), (evil,))
    (found,) = read(write(new_catalog({}, [entry])), "x.po").entries
    assert found.msgid == evil.replace("\0", "\ufffd").replace("\ud800", "\ufffd")
    assert found.comments[1:] == ('msgid "x', 'msgstr ""\u2028\ufffd\ufffd')


def test_the_line_of_a_translations_text() -> None:
    r"""It is searched below msgstr alone, in a file of a Mac too."""
    text = '# msgid "é"\nmsgid "é"\nmsgstr ""\n"a"\n"é"\n'
    (entry,) = read(f'msgid ""\nmsgstr ""\n\n{normalize("NFD", text)}'.encode(), "x.po").entries
    assert (entry.line, entry.line_of("é"), entry.line_of("a")) == (5, 8, 7)
    assert entry.line_of("x") == entry.line
    assert Entry("a", ("b",)).line_of("b") == 0


def test_header_fields() -> None:
    """Set in their place, or at the end; the rest of the header stays."""
    catalog = read((CASES / "poedit.po").read_bytes(), "x.po")
    assert catalog.with_header("Language", "zh_CN") is catalog
    other = catalog.with_header("Language", "zh_TW").with_header("X-New", "1")
    assert list(other.headers) == [*catalog.headers, "X-New"]
    assert other.headers["Language"] == "zh_TW"
    assert other.header.comments == catalog.header.comments
    assert write(other).startswith(b"# Anti-fraud bulletins.\n")
    assert b'\n"Language: zh_TW\\n"\n"MIME-Version: 1.0\\n"\n' in write(other)
    headless = read(b'msgid "a"\nmsgstr ""\n', "x.po").with_header("Language", "de")
    assert write(headless) == b'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "a"\nmsgstr ""\n'


@pytest.mark.parametrize(("name", "value"), [("", "x"), ("a:b", "x"), ("a", "x\ny"), ("a\n", "")])
def test_a_header_field_stays_one(name: str, value: str) -> None:
    """Nobody's name can add a field of its own."""
    with pytest.raises(ValueError, match="not a header field"):
        new_catalog({name: value})


@pytest.mark.parametrize("msgstr", [(), ("a", "b")])
def test_an_entry_without_plural_has_one_msgstr(msgstr: tuple[str, ...]) -> None:
    """A value that could not be written isn't made."""
    with pytest.raises(ValueError, match="msgstr doesn't fit"):
        Entry("a", msgstr)


# gettext's own tools

TEMPLATE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"POT-Creation-Date: 2024-01-01 00:00+0000\\n"

#. note
#: a.md:1
msgctxt "c"
msgid "A new long sentence that is here to be wrapped, as gettext does it at column 79, anyway"
msgid_plural "%d new long sentences"
msgstr[0] ""
msgstr[1] ""

#: a.md b.md very/long/name/of/a/file/one.md very/long/name/of/a/file/two.md
#, no-wrap
msgid "Same\\n"
"Two lines\\t\\"quoted\\"\\n"
msgstr ""
"""
OLD = """\
# Head
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: zh\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"X-Poedit-Basepath: .\\n"

# hand
msgctxt "c"
msgid "A old long sentence that is here to be wrapped, as gettext does it at column 79, anyway"
msgid_plural "%d old long sentences"
msgstr[0] "这一句很长很长、长到必须在第七十九列折行、看看读写之后是否一字不差。"
"折行的位置是否原样不动、真的很长。"

#, fuzzy
#| msgctxt "d"
#| msgid "Was"
msgctxt "d"
msgid "Gone"
msgstr "已删除"
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Files as gettext's tools write them."""
    folder = tmp_path_factory.mktemp("po")
    old, pot = str(folder / "old.po"), str(folder / "new.pot")
    Path(old).write_text(OLD, encoding="utf-8")
    Path(pot).write_text(TEMPLATE, encoding="utf-8")
    merged = gettext("msgmerge", "-q", "--previous", old, pot)
    code = b'# TR: hi\n_("one %d")\nngettext("a\\nb", "as", 2)\npgettext("c", "\xe4\xb8\xad")\n'
    return {
        "merged": merged,
        "merged without wrapping": gettext("msgmerge", "-q", "--no-wrap", old, pot),
        "narrow": gettext("msgcat", "--width=20", "-", feed=merged),
        "unwrapped": gettext("msgcat", "--no-wrap", "-", feed=merged),
        "escaped": gettext("msgcat", "--escape", "-", feed=merged),
        "indented": gettext("msgcat", "--indent", "-", feed=merged),
        "sorted": gettext("msgcat", "--sort-output", "--add-location=file", "-", feed=merged),
        "obsolete": gettext("msgattrib", "--set-obsolete", "-", feed=merged),
        "begun": gettext("msginit", "--no-translator", "-l", "zh_CN.UTF-8", "-i", pot, "-o", "-"),
        "extracted": gettext(
            "xgettext", "-L", "Python", "-cTR", "--from-code=UTF-8", "-o", "-", "-", feed=code
        ),
    }  # fmt: skip


@needs_gettext
def test_what_gettext_writes_comes_back_byte_for_byte(made: dict[str, bytes]) -> None:
    """However it wraps, escapes, sorts and marks."""
    for name, data in made.items():
        for text in (data, data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data, data.rstrip()):
            assert write(read(text, name)) == text, name
    merged = read(made["merged"], "x.po").entries
    assert [(e.fuzzy, e.obsolete, e.previous is not None) for e in merged] == [
        (True, False, True), (False, False, False), (True, True, True)]  # fmt: skip
    for name in ("unwrapped", "narrow", "escaped", "indented"):
        texts = [(e.key, e.msgstr, e.previous) for e in read(made[name], name).entries]
        assert texts == [(e.key, e.msgstr, e.previous) for e in merged], name


@needs_gettext
def test_what_is_written_is_what_msgcat_writes(made: dict[str, bytes]) -> None:
    """The canonical form is gettext's own, but for the references' line breaks.

    Flags that it doesn't know, as Weblate's, msgcat drops; `#=` it takes for a comment.
    """
    for data in (made["merged"], made["obsolete"], *(path.read_bytes() for path in SAMPLES)):
        catalog = read(data, "x.po")
        plain = [
            e.changed(
                references=e.references[:1],
                flags=tuple(flag for flag in e.flags if flag in ("fuzzy", "no-wrap")),
                sticky=(),
            )
            for e in catalog.entries
        ]
        ours = write(Catalog(catalog.header.changed(), tuple(plain)))
        assert gettext("msgcat", "--no-wrap", "-", feed=ours).decode() == ours.decode()


@needs_gettext
def test_msgfmt_accepts_what_is_written() -> None:
    """With all of its checks."""
    fields = ("Project-Id-Version", "PO-Revision-Date", "Last-Translator", "Language-Team",
              "MIME-Version", "Content-Transfer-Encoding")  # fmt: skip
    headers = {**dict.fromkeys(fields, "x"), "Plural-Forms": "nplurals=1; plural=0;"}
    entries = [
        Entry('a "b" \\ \t\n\n', ('一 "b" \\ \t\n\n',), "c", comments=("x", ""), flags=("fuzzy",)),
        Entry("n", ("一",), msgid_plural="ns", references=("a b.md",), previous=Previous("x\ny")),
        Entry("gone", ("去",), obsolete=True, previous=Previous("went")),
    ]
    data = write(new_catalog({**headers, "Language": "zh"}, entries))
    assert gettext("msgfmt", "-c", "-o", "-", "-", feed=data)


# Properties

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12).map(
    partial(normalize, "NFC")
)  # as the reader gives them
lines = texts.map(lambda text: text.replace("\n", "").replace("\r", "")).filter(
    lambda text: not review_flags.meant(f"# {text}")  # which is refused: 未校对
)
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters=",\u2068"),
                min_size=1, max_size=6)  # fmt: skip
flags = words.filter(lambda text: not review_flags.meant(f"#, {text}"))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Any entry but a header."""
    plural = draw(st.none() | texts)
    forms = st.lists(texts, min_size=1, max_size=1 if plural is None else 4)
    old = st.builds(Previous, texts, st.none() | texts, st.none() | texts)
    some = {kind: st.lists(kind, max_size=2).map(tuple) for kind in (lines, words, flags)}
    return Entry(
        msgid=draw(texts.filter(bool)),
        msgstr=tuple(draw(forms)),
        msgctxt=draw(st.none() | texts),
        msgid_plural=plural,
        comments=draw(some[lines]),
        extracted=draw(some[lines]),
        references=draw(some[words]),
        flags=draw(some[flags]),
        sticky=draw(some[words]),
        previous=draw(st.none() | old),
        obsolete=draw(st.booleans()),
    )


catalogs = st.builds(
    lambda found, newline, bom: Catalog(new_catalog({}).header, tuple(found), newline, bom),
    st.lists(entries(), max_size=4, unique_by=lambda entry: entry.key),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)


@given(catalogs)
@settings(deadline=None)
def test_what_is_written_is_read_again(catalog: Catalog) -> None:
    """The same value, whatever is in it; and writing that gives the same bytes."""
    data = write(catalog)
    assert read(data, "x.po") == catalog
    assert write(read(data, "x.po")) == data


BASES = [path.read_bytes() for path in SAMPLES]
PIECES = [b"", b"\n", b"\r", b" ", b"\t", b'"', b"\\", b"#", b"#~ ", b"#| ", b"#~| ", b'""\n',
          b"# c\n", b'msgid "', b'msgctxt ""\n', b"msgstr[1]", b"\0", b"\xff", b"\xef\xbb\xbf",
          b"<<<<<<< \n", "\u2068".encode(), b"\f", b"\\303"]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with a few pieces taken out and put in."""
    data = draw(st.sampled_from(BASES))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        end = at + draw(st.sampled_from([0, 0, 1, 2, 40]))
        data = data[:at] + draw(st.sampled_from(PIECES)) + data[end:]
    return data


@given(st.one_of(st.binary(max_size=60), texts.map(str.encode), damaged()))
@settings(max_examples=examples(400), deadline=None)
def test_anything_is_either_refused_or_comes_back(data: bytes) -> None:
    """No other error, no byte lost, and what is accepted can be rewritten without change."""
    catalog = outcome(data)
    if isinstance(catalog, Refused):
        assert catalog.problems
        assert all(1 <= p.line <= data.count(b"\n") + 1 for p in catalog.problems)
        return
    assert write(catalog) == data
    fresh = Catalog(catalog.header.changed(), tuple(entry.changed() for entry in catalog.entries))
    assert read(write(fresh), "x.po") == fresh


LAYOUTS = [(b'msgid "', b'msgid"'), (b'\nmsgstr "', b'\nmsgstr ""\n\n  "'), (b"\n\n", b"\n"),
           (b"\n\n", b"\n \t\n\n"), (b"\n", b"\r\n"), (b"\nmsgctxt", b"\n# x\n#, y\n\nmsgctxt"),
           (b'"\n', b'" \t\n'), (b"#~ ", b"#~\t"), (b"#, ", b"#,")]  # fmt: skip


@given(st.sampled_from(BASES), st.lists(st.sampled_from(LAYOUTS), max_size=4))
@settings(deadline=None)
def test_layout_is_kept_and_means_nothing(data: bytes, changes: list[tuple[bytes, bytes]]) -> None:
    """The same messages, however they are laid out, and the same bytes back."""
    messages = [(e.key, e.msgstr) for e in read(data, "x.po").entries]
    for before, after in changes:
        data = data.replace(before, after)
    catalog = read(data, "x.po")
    assert write(catalog) == data
    assert [(e.key, e.msgstr) for e in catalog.entries] == messages
