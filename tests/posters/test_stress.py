"""Sheets of all sizes and scripts: each gives one full page, or a refusal that says how much fits.

Not in the fast suite: `python -m pytest -m posters` runs them.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from generator.catalogs import po as po_files
from generator.catalogs import reader
from generator.commands import translate
from generator.diagnostics.errors import Problems
from generator.posters import faults
from generator.posters.engine import Engine, SheetFault
from generator.site.pages import Print
from tests import support
from tests.browser.conftest import absent
from tests.posters import reading, shipped
from tests.posters.reading import compact
from tests.posters.test_type import LEAST, OF_SCREENS

pytestmark = pytest.mark.posters

_SENTENCES = {
    "zh-Hans": "骗子 冒充 客服 打来 电话 要求 您 共享 屏幕 转账 到 账户 千万 不要 相信",
    "ja": "でんわが きたら すぐに きって けいさつに そうだんして ください おかねを おくらない",
    "en": "scammer calls and asks you to share your screen before money goes back",
    "de": "Kundendienst fordert Kontogebühren und Bildfreigabe wegen Rückerstattung",
    "mixed": "QQ 客服 VIP 会员 App 转账 JD.com 京东 验证码 WeChat",
    "ar": "المحتال يتصل بك ويطلب منك مشاركة الشاشة ثم تحويل المال فلا تصدق",
    "he": "הנוכל מתקשר אליך ומבקש ממך לשתף את המסך ואז להעביר כסף אל תאמין לו",
}
_WORDS = {script: sentence.split() for script, sentence in _SENTENCES.items()}
_NO_SPACES = ("zh-Hans", "mixed", "ja")
_TRANSLATED = {"de": "Wort", "ja": "ことば", "ar": "كلمة", "he": "מילה"}
_PACKAGED = support.TESTS / "fonts"
_DEBIANS = Path("/usr/share/fonts/truetype/noto")
_FONTS = {
    "ja": (_PACKAGED, "NotoSansJP"),
    "ar": (_PACKAGED, "NotoNaskhArabic"),
    "he": (_DEBIANS, "NotoSansHebrew"),
}
_SETTINGS = """title = "{title}"
issuer = "{issuer}"
base_url = "https://a.example/"
source_locale = "{tag}"
locales = ["{tag}"]
[facts]
hotline = {{ tel = "96110" }}
police = {{ tel = "110" }}
station = {{ tel = "021-55550123", ext = "801" }}
"""
STATION, EXTENSION = "021-55550123", "801"


@dataclass(frozen=True, slots=True)
class Case:
    """A notice of this many scams and reminders, whose texts are about this long."""

    script: str
    scams: int
    reminders: int = 5
    title: int = 24
    words: int = 60
    has_chat: bool = True

    @property
    def tag(self) -> str:
        """The language that it is written in."""
        return "zh-Hans" if self.script == "mixed" else self.script


def text(script: str, length: int, start: int = 0) -> str:
    """Some words of a script, of about `length` characters, without a full stop."""
    words, made, between = _WORDS[script], "", "" if script in _NO_SPACES else " "
    number = start
    while len(made) + len(words[number % len(words)]) <= length or not made:
        made += words[number % len(words)] + between
        number += 1
    return made.strip()


def site(folder: Path, case: Case) -> Path:
    """A site with one bulletin."""
    script, tag = case.script, case.tag
    settings = _SETTINGS.format(title=text(script, 8), issuer=text(script, 10), tag=tag)
    for number, fact in enumerate(("hotline", "police", "station")):
        call = text(script, 6 if script in _NO_SPACES else 14, number)
        settings += f'[[contacts]]\nfact = "{fact}"\nlabel = "{call}"\ncall = "{call}"\n'
    tree: dict[str, str | bytes] = {
        "content/site.toml": settings + _fonts(folder, case),
        "content/x/bulletin.md": _front(case, 0) + "---\n",
    }
    for number in range(1, case.scams + 1):
        tree[f"content/x/routines/{number:02}-r{number}.md"] = _routine(case, number)
    short = 5 if script in _NO_SPACES else 14
    for number in range(1, case.reminders + 1):
        tree[f"content/x/reminders/{number:02}-m{number}.md"] = (
            f"{_front(case, number)}short: {text(script, short, number)}\n---\n\n"
            f"{text(script, case.words)}\n"
        )
    support.write_tree(folder, tree)
    if script in _TRANSLATED:
        translate_the_templates(folder, tag, _TRANSLATED[script])
    return folder


def _front(case: Case, number: int) -> str:
    title = text(case.script, case.title, number)
    return f"---\ntitle: {title}\ndate: 2026-01-01\n" if number == 0 else f"---\ntitle: {title}\n"


def _routine(case: Case, number: int) -> str:
    """With lines of a chat, or as notices of before are written."""
    script, half = case.script, case.words // 2
    lines = [
        f"  - {text(script, half, number + at)} ✗ {text(script, half, number + at + 2)}\n"
        for at in range(3)
    ]
    own = "chat:\n" + "".join(lines) if case.has_chat else f"poster: {text(script, case.words)}\n"
    heard = text(script, case.words * 2, number)
    return f"{_front(case, number)}{own}---\n\n> {heard}\n\n{text(script, case.words * 3)}\n"


def _fonts(folder: Path, case: Case) -> str:
    if case.script not in _FONTS:
        return ""
    place, family = _FONTS[case.script]
    files = {weight: next(place.glob(f"{family}-{weight}.?tf"), None) for weight in _WEIGHTS}
    if None in files.values():
        absent(f"{family} is not installed (Debian: fonts-noto-core)")
    (folder / "content/_fonts").mkdir(parents=True)
    for path in filter(None, files.values()):
        shutil.copy(path, folder / "content/_fonts" / path.name)
    regular, bold = (path.name for path in filter(None, files.values()))
    return (
        f'[posters]\nfonts = [{{ locale = "{case.tag}", regular = "_fonts/{regular}", '
        f'bold = "_fonts/{bold}" }}]\n'
    )


_WEIGHTS = ("Regular", "Bold")


def translate_the_templates(folder: Path, tag: str, word: str) -> None:
    """Fill in the catalog of the templates' words, in any words."""
    translate.update(folder)
    path = folder / f"locales/{tag.replace('-', '_')}/LC_MESSAGES/site.po"
    catalog = reader.read(path.read_bytes(), "site.po")
    entries = tuple(
        entry.changed(msgstr=(_worded(word, entry.msgid),)) if entry.msgctxt != "site" else entry
        for entry in catalog.entries
    )
    path.write_bytes(po_files.write(po_files.Catalog(catalog.header, entries)))


def _worded(word: str, msgid: str) -> str:
    if msgid == "“”":
        return msgid
    return " ".join([word, *re.findall(r"%\(\w+\)s|A4", msgid)])


def emptiest_band(picture: Image.Image) -> float:
    """The tallest band of one colour across the sheet, as a part of its height."""
    grey = picture.convert("L")
    longest = run = 0
    for row in range(grey.height):
        low, high = grey.crop((0, row, grey.width, row + 1)).getextrema()
        run = run + 1 if high - low < 12 else 0
        longest = max(longest, run)
    return longest / grey.height


def colours_at_the_foot(picture: Image.Image) -> int:
    """How many colours there are in the lowest tenth of a sheet, where the code is."""
    foot = picture.crop((0, picture.height * 9 // 10, picture.width, picture.height))
    return len(foot.convert("L").quantize(8).getcolors() or [])


ORDINARY = (
    *(Case("en", scams) for scams in (1, 2, 3, 4, 6, 8, 12)),
    *(Case("en", scams, reminders) for scams in (1, 4, 12) for reminders in (0, 1, 10)),
    *(Case("zh-Hans", scams, 5, 10, 24) for scams in (1, 2, 4, 7, 12)),
    *(Case("zh-Hans", scams, reminders, 10, 24) for scams in (4, 12) for reminders in (0, 1, 10)),
    *(Case("en", scams, title=30, words=90, has_chat=False) for scams in (1, 2, 4, 8, 12)),
    *(Case("zh-Hans", scams, 5, 12, 36, has_chat=False) for scams in (1, 4, 12)),
    *(Case("en", 4, title=title) for title in (4, 60)),
    *(Case("zh-Hans", 4, 5, title, 24) for title in (4, 24)),
    *(Case("de", scams, title=30) for scams in (1, 4, 8)),
    *(Case("mixed", scams, 5, 12, 30) for scams in (1, 4, 8)),
    *(Case("ja", scams, 5, 12, 30) for scams in (1, 4, 8)),
    *(Case("ar", scams, 5, 25, 50) for scams in (1, 4, 12)),
    *(Case("he", scams, 5, 25, 50) for scams in (1, 4, 12)),
    Case("ar", 1, 3, 25, 90, has_chat=False),
    Case("en", 0, 4),
)


def printed(folder: Path, case: Case) -> tuple[dict[str, Path], list[str]]:
    """The sheets of a site's notice, and of its first and last scam, by kind; and what is refused.

    Without pictures, which take longer and show the same.
    """
    site = support.read_site(folder, Problems())
    renderer, engine = shipped.renderer_of(site), Engine(site.faces)
    made: dict[str, Path] = {}
    refused: list[tuple[Print, SheetFault]] = []
    for job in shipped.jobs_of(site):
        scam = job.page.routine
        if scam and scam.id not in ("r1", f"r{case.scams}"):
            continue
        name = f"{job.kind} of {scam.id}" if scam else job.kind
        try:
            pdf = engine.pdf(renderer.sheet(job.page, job.kind, job.variant), 0, pages=1)
        except SheetFault as fault:
            refused.append((job, fault))
            continue
        made[name] = folder / f"{name}.pdf"
        made[name].write_bytes(pdf)
    return made, [str(one) for one in faults.problems(site, refused)]


@pytest.mark.parametrize("case", ORDINARY, ids=str)
def test_a_notice_of_ordinary_texts_is_one_full_sheet(tmp_path, case):
    folder = site(tmp_path / "site", case)
    sheets, refused = printed(folder, case)
    assert not refused
    assert "poster" in sheets
    assert "card" in sheets
    assert ("routine-poster of r1" in sheets) is bool(case.scams)
    for name, pdf in sheets.items():
        assert_full(pdf, tmp_path)
        if name != "share":  # which says the first number alone
            assert_the_number_is_whole(pdf, OF_SCREENS if "card" in name else LEAST)


def assert_full(pdf: Path, folder: Path) -> None:
    picture = reading.shown("mupdf", pdf, folder)
    most = 0.15 if picture.width > picture.height else 0.08  # of a picture for links, a few words
    assert emptiest_band(picture) < most, "a large empty band"
    assert colours_at_the_foot(picture) > 2, "nothing at the foot of the page"


def assert_the_number_is_whole(pdf: Path, least: float) -> None:
    """As it is dialled, from left to right, on one line; and so in what is read aloud.

    It is no smaller than `least`, nor is its extension.
    """
    assert STATION in compact(reading.tags(pdf).words)
    (place,) = _at_sight(pdf, STATION)
    beside = [one for one in _on_line(pdf, place[0]) if one not in place and one.text.isdigit()]
    assert "".join(one.text for one in beside) == EXTENSION
    assert min(one.size for one in (*place, *beside)) > least - 0.02


def _on_line(pdf: Path, other: reading.Glyph) -> list[reading.Glyph]:
    """The digits on a line, from left to right."""
    found = [one for one in reading.glyphs(pdf) if one.text in "0123456789-"]
    return sorted(
        (one for one in found if abs(one.base - other.base) < 1), key=lambda one: one.left
    )


def _at_sight(pdf: Path, number: str) -> list[list[reading.Glyph]]:
    """Where a number stands as it is seen: its digits sorted from left to right, line by line."""
    firsts = {round(one.base): one for one in reading.glyphs(pdf) if one.text == number[0]}
    lines = [_on_line(pdf, one) for one in firsts.values()]
    return [list(place) for line in lines for place in reading.find(number, line)]


BEYOND_REASON = (
    Case("en", 12, 10, 60, 300),
    Case("en", 12, 10, 60, 300, has_chat=False),
    Case("zh-Hans", 12, 10, 40, 200),
    Case("en", 4, 5, 400),
    Case("ar", 12, 10, 120, 300),
)


@pytest.mark.parametrize("case", BEYOND_REASON, ids=str)
def test_texts_beyond_reason_are_refused_by_name(tmp_path, case):
    folder = site(tmp_path / "site", case)
    _, refused = printed(folder, case)
    assert refused
    for line in refused:
        assert re.match(r"content/(site\.toml|x/[\w/.-]+):\d+: poster: ", line), line


def test_a_cross_is_in_the_middle_of_its_disc_from_right_to_left(tmp_path):
    case = Case("ar", 4, 5, 25, 50)
    sheets, _ = printed(site(tmp_path / "site", case), case)
    picture = reading.shown("mupdf", sheets["poster"], tmp_path)
    whole, rows = picture.width, range(picture.height * 2 // 5, picture.height * 3 // 5)
    red = [x for x in range(whole) for y in rows if picture.getpixel((x, y)) == (200, 16, 46)]
    middle = (min(red) + max(red)) / 2
    assert max(red) - min(red) < whole / 20
    left, right = (sum(x < middle for x in red), sum(x > middle for x in red))
    assert left == pytest.approx(right, rel=0.1)


def test_the_stress_texts_are_sound(tmp_path):
    """The cases stand for sites that nothing else is wrong with."""
    folder = site(tmp_path / "site", Case("ar", 2))
    problems = Problems()
    support.read_site(folder, problems)
    assert not problems.errors
