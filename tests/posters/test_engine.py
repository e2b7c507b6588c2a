"""The engine is shut in: it reads what it is given, and says by name what it cannot set."""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import sys

import pytest

from generator.diagnostics.errors import Unable
from generator.posters import engine as engines
from generator.posters.engine import Engine, SheetFault
from generator.text import fonts
from tests.render.test_pictures import encoded
from tests.support import ROOT, TESTS

FACES = fonts.packaged(lambda name: (ROOT / "templates/fonts" / name).read_bytes())
HEAD = (
    '#set document(title: "T", date: datetime(year: 2022, month: 7, day: 25))\n'
    '#set text(lang: "en", font: ("Noto Sans", "Noto Sans SC"), fallback: false)\n'
)


@pytest.fixture(scope="module")
def engine():
    return Engine(FACES)


def _fault(engine, code, pages=1):
    with pytest.raises(SheetFault) as told:
        engine.pdf(HEAD + code, 0, pages=pages)
    return told.value


def test_a_sheet_is_set_in_every_format(engine):
    code = f"{HEAD}Hang up. 诈骗！"
    assert engine.pdf(code, 0, pages=1).startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in engine.pdf(code, 0, pages=1)
    assert b"pdfaid:part" in engine.pdf(code, 0, pages=1)
    assert b"pdfaid:part" not in engine.pdf(code, 0, pages=1, archived=False)
    assert engine.svg(code).startswith(b"<svg")
    for is_screen in (True, False):
        assert engine.png(code, is_screen=is_screen).startswith(b"\x89PNG")
    assert len(engine.png(code, is_screen=True)) < len(engine.png(code, is_screen=False))


# It reads nothing.


@pytest.fixture
def secret(tmp_path, monkeypatch):
    """A file with a secret in the folder that the program runs in, and its absolute path."""
    path = tmp_path / "secret.txt"
    path.write_text("60481729", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.parametrize("how", ["read", "image", "csv", "json", "plugin", "bibliography"])
def test_no_file_is_read(how, engine, secret):
    for name in ("secret.txt", str(secret), f"../../../..{secret}", "/etc/passwd"):
        told = _fault(engine, f'#{how}("{name}")').other
        assert told.startswith(("file not found: #", "path `")), told
        assert "60481729" not in told
        assert "sheets-" not in told, "no folder of the machine, and another one in each run"


def test_a_picture_is_there_for_its_own_sheet_alone(engine):
    code = '#image("a.png", alt: "A")'
    with engine.holding({"a.png": encoded()}):
        assert b"/Alt" in engine.pdf(HEAD + code, 0, pages=1)
        assert engine.svg(HEAD + code) != engine.svg(HEAD)
        assert "file not found" in _fault(engine, '#image("b.png", alt: "B")').other
    assert "file not found" in _fault(engine, code).other
    with pytest.raises(ZeroDivisionError), engine.holding({"a.png": encoded()}):
        raise ZeroDivisionError
    assert "file not found" in _fault(engine, code).other


def test_another_picture_of_the_same_name_is_another_picture(engine):
    code = f'{HEAD}#image("a.png", alt: "A", width: 40mm)'
    made = []
    for colours in ("RGB", "L"):
        with engine.holding({"a.png": encoded(mode=colours)}):
            made.append(engine.png(code, is_screen=True))
    assert made[0] != made[1]


def test_no_room_for_a_picture_is_said(engine, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    full_disk = pytest.raises(Unable, match="a temporary file cannot be written")
    with full_disk, engine.holding({"a.png": b""}):
        pass


@pytest.mark.parametrize("keyword", ["include", "import"])
def test_no_other_code_is_read(keyword, engine, secret):
    secret.with_name("secret.typ").write_text("60481729", encoding="utf-8")
    for name in ("secret.typ", secret.with_name("secret.typ"), "/secret.typ"):
        assert "file not found" in _fault(engine, f'#{keyword} "{name}"').other


def test_its_own_fonts_lie_outside_of_what_it_may_read(engine):
    for name in ("fonts", "0-NotoSans-Regular.ttf", "fonts/0-NotoSans-Regular.ttf"):
        for path in (name, f"../{name}", f"/{name}", f"/../{name}"):
            assert _fault(engine, f'#read("{path}", encoding: none)').other


@pytest.mark.parametrize(
    "code",
    [
        '#import "@preview/cetz:0.3.0"',
        '#import "@preview/cetz:0.3.0": canvas',
        '#include "@local/own:1.0.0"',
        '#let name = "@preview/cetz:0.3.0"\n#import name',
        '#import ("@" + "preview/cetz:0.3.0")',
        "#eval(\"import '@preview/cetz:0.3.0'\")",
    ],
)
def test_a_package_is_refused_before_anybody_is_asked(code, engine, monkeypatch):
    monkeypatch.setattr(engine, "_compiler", None)  # not even the engine
    for call in (engine.svg, lambda made: engine.png(made, is_screen=True)):
        with pytest.raises(SheetFault, match="imports a package, which asks the network"):
            call(HEAD + code)
    assert _fault(engine, code).other == "it imports a package, which asks the network"


def test_the_environment_is_not_seen(engine, monkeypatch):
    monkeypatch.setenv("SECRET", "60481729")
    assert "60481729" not in _fault(engine, "#sys.inputs.SECRET").other
    assert "60481729" not in _fault(engine, "#panic(sys.inputs)").other


# It says by name what it cannot set.


def test_a_family_that_is_not_there_is_a_fault(engine):
    told = _fault(engine, '#set text(font: "Comic Nope")\nabc').other
    assert "unknown font family: comic nope" in told


def test_no_font_of_the_machine_nor_of_the_engine_is_used():
    for family in ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern", "Arial"):
        told = _fault(Engine(FACES), f'#set text(font: "{family}")\nabc').other
        assert f"unknown font family: {family.lower()}" in told


def test_a_warning_of_any_kind_is_a_fault(engine):
    assert "no text within stars" in _fault(engine, "a ** b").other


@pytest.mark.parametrize("text", ["a𠮷b", "🐉", "احذر", "❤\ufe0f"])
def test_a_missing_glyph_is_named(text, engine):
    fault = _fault(engine, f"#text({_literal(text)})")
    assert fault.glyphs
    assert set("".join(fault.glyphs)) <= set(text)
    assert not fault.other


@pytest.mark.parametrize("text", ["中\u0301", "诈骗\u0308。", "𠮷\u0301", "か\u0301", "ᏣᎳ\u0301"])
def test_a_mark_on_a_letter_that_would_be_lost_is_named(text, engine):
    """The engine takes the face that has the mark, and has nothing to say of the letter."""
    (mark,) = _fault(engine, f"#text({_literal(text)})").glyphs
    assert mark in ("\u0301", "\u0308")


@pytest.mark.parametrize("text", ["e\u0301", "q\u0323\u0301", "и\u0301", "ǎ", "Tiê\u0301ng"])
def test_a_mark_on_a_letter_of_its_own_script_is_set(text, engine):
    assert engine.pdf(f"{HEAD}#text({_literal(text)})", 0, pages=1)


def test_every_missing_glyph_is_named(engine):
    fault = _fault(engine, "#text([a𠮷b 🐉c, 𪚥])")
    assert set("".join(fault.glyphs)) >= set("𠮷🐉𪚥")


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x7f", "\u202e", '"', "\\", "'", "\u200d", "\t"])
def test_a_character_is_named_as_it_is_however_the_engine_writes_it(char, engine):
    fault = _fault(engine, f"#text({_literal(f'{char}𠮷{char}')})")
    assert "𠮷" in "".join(fault.glyphs)
    assert set("".join(fault.glyphs)) <= {char, "𠮷"}


def _literal(text):
    from generator.render.typst_text import literal

    return literal(text)


def test_a_fault_that_a_sheet_finds_itself_comes_with_its_part(engine):
    told = '(part: "question", length: 12, most: 7, text: "a \\"b\\" }")'
    fault = _fault(engine, f'#panic("SHEET " + json.encode({told}, pretty: false))')
    assert fault.part == {"part": "question", "length": 12, "most": 7, "text": 'a "b" }'}
    assert not fault.other
    assert not fault.glyphs


def test_any_other_fault_is_told_with_the_line_of_code(engine):
    assert _fault(engine, "#let a = 1\n#calc.max()").other == (
        "expected at least one value: #calc.max()"
    )
    assert _fault(engine, '#panic("SHEET")').other == 'panicked with: SHEET: #panic("SHEET")'


@pytest.mark.parametrize(("code", "pages"), [("a #pagebreak() b", 2), ("#lorem(2000)", 4)])
def test_another_page_is_a_fault(code, pages, engine):
    assert _fault(engine, code).part == {"part": "pages", "pages": pages}
    assert engine.pdf(HEAD + code, 0, pages=pages)
    assert engine.pdf(HEAD + code, 0, pages=None)


@pytest.mark.parametrize(
    "fault",
    [
        SheetFault(part={"part": "rows", "most": 3, "longest": [{"row": 1}]}),
        SheetFault(glyphs=["𠮷", "\x00"]),
        SheetFault(other="it failed"),
    ],
)
def test_a_fault_is_the_same_in_another_process(fault):
    again = pickle.loads(pickle.dumps(fault))
    assert type(again) is SheetFault
    assert (again.part, again.glyphs, again.other) == (fault.part, fault.glyphs, fault.other)


def test_after_a_fault_it_goes_on(engine):
    before = engine.pdf(f"{HEAD}a", 0, pages=1)
    _fault(engine, "#panic()")
    _fault(engine, "𠮷")
    assert engine.pdf(f"{HEAD}a", 0, pages=1) == before


# The same code, the same bytes.

_PRINT = (
    "import sys, hashlib; from tests.posters.test_engine import FACES, HEAD; "
    "from generator.posters.engine import Engine; engine = Engine(FACES); code = HEAD + '诈骗 a'; "
    "made = engine.pdf(code, 1658707200, pages=1), engine.svg(code), "
    "engine.png(code, is_screen=True); "
    "print([hashlib.sha256(one).hexdigest() for one in made])"
)


def _printed(folder, **variables):
    done = subprocess.run(
        [sys.executable, "-c", _PRINT],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_same_code_is_the_same_to_the_byte_anywhere_and_at_any_time(tmp_path):
    here = _printed(ROOT, TZ="UTC")
    there = {"TZ": "Asia/Shanghai", "SOURCE_DATE_EPOCH": "1", "LC_ALL": "C", "HOME": str(tmp_path)}
    assert _printed(tmp_path, **there) == here
    assert _printed(tmp_path, TZ="America/St_Johns", TYPST_FONT_PATHS=str(TESTS / "fonts")) == here


def test_twice_is_the_same_as_once(engine):
    code = f"{HEAD}诈骗"
    again = Engine(FACES)
    for _ in range(2):
        assert engine.pdf(code, 5, pages=1) == again.pdf(code, 5, pages=1)
        assert engine.svg(code) == again.svg(code)


SHARED = f'#let d = (says: "诈骗",)\n// ---- the same for every sheet of its kind\n{HEAD}#d.says'


def test_what_sheets_share_is_read_as_a_file_and_gives_the_same_sheet(engine, tmp_path):
    whole = SHARED.replace("// ---- the same", "// the same")
    assert engine.pdf(SHARED, 5, pages=1) == engine.pdf(whole, 5, pages=1)
    assert engine.svg(SHARED) == engine.svg(whole)
    other = SHARED.replace("诈骗", "Hang up.")
    assert engine.svg(other) == engine.svg(other.replace("// ---- the same", "// the same"))


def test_a_fault_in_what_sheets_share_is_told_alike(engine):
    code = SHARED.replace("#d.says", "#calc.max()")
    with pytest.raises(SheetFault) as told:
        engine.pdf(code, 0, pages=1)
    assert told.value.other == "expected at least one value: #calc.max()"
    with pytest.raises(SheetFault) as told:
        engine.pdf(SHARED.replace("#d.says", '#panic("SHEET {\\"part\\":\\"rows\\"}")'), 0, pages=1)
    assert told.value.part == {"part": "rows"}


def test_a_full_temporary_folder_costs_time_and_no_sheet(engine, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    code = SHARED.replace("#d.says", "#d.says!")
    with monkeypatch.context() as patch:
        patch.setattr(engines.Path, "write_bytes", full)
        before = engine.pdf(code, 0, pages=1)
    assert engine.pdf(code, 0, pages=1) == before


# Where it cannot be.


def test_its_folder_goes_with_it(tmp_path, monkeypatch):
    monkeypatch.setattr(engines.tempfile, "tempdir", str(tmp_path))
    made = Engine(FACES[:1])
    assert [path.name.partition("-")[0] for path in tmp_path.iterdir()] == ["sheets"]
    del made
    assert not list(tmp_path.iterdir())


def test_a_machine_without_the_engine_is_told_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(
        Unable, match=r"posters cannot be printed \(.*typst.*\); install .*--no-pdf"
    ):
        Engine(FACES)


def test_a_machine_without_room_for_a_temporary_file_is_told_that(monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(engines.tempfile, "mkdtemp", full)
    with pytest.raises(Unable, match=r"temporary file .*: No space left .*; make room"):
        Engine(FACES)
