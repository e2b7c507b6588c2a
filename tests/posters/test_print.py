"""The posters of the real notice on paper: one sheet, these fonts, readable text, a live QR code.

Not in the fast suite: `python -m pytest -m posters` runs them.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest

from generator.build import build as building
from generator.catalogs import reader
from generator.posters import engine, jobs, png
from generator.posters import printer as printing
from generator.posters.sheets import Sheet, TooLong
from generator.site.metadata import PICTURE_SIZE
from generator.text import fonts
from tests import support
from tests.posters.conftest import copy_of_the_site

PDFINFO, PDFFONTS, PDFTOTEXT = (shutil.which(name) for name in ("pdfinfo", "pdffonts", "pdftotext"))
needs_poppler = pytest.mark.skipif(
    not (PDFINFO and PDFFONTS and PDFTOTEXT),
    reason="poppler's tools are not installed (Debian: poppler-utils)",
)
SLUG = "customer-service-fraud"
TITLES = {
    ("customer-service-fraud", "en"): "Fake customer-service scams come in many forms",
    ("customer-service-fraud", "zh-Hans"): "冒充客服诈骗套路多",
    ("order-brushing", "en"): "Online tasks that pay rebates are a scam",
    ("order-brushing", "zh-Hans"): "刷单返利就是诈骗",
}
each_poster = pytest.mark.parametrize(("slug", "tag"), TITLES)
FONTS = {"Bulletin-Sans", "Bulletin-Sans-Bold", "Bulletin-Sans-SC", "Bulletin-Sans-SC-Bold"}
A4 = (595.276, 841.89)
"""A4 in points."""


pytestmark = pytest.mark.posters


def run(*arguments: object) -> str:
    done = subprocess.run(
        [str(argument) for argument in arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def compact(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_poster_of_the_contract_is_there(sheets):
    assert {slug for slug, _ in TITLES} == set(support.NOTICES)
    wanted = {f"posters/{slug}.zh-Hans.en.pdf" for slug in support.NOTICES}
    for slug, tag in TITLES:
        wanted |= {f"{tag}/{slug}/poster.pdf"}
        wanted |= {f"{tag}/{slug}/poster.{name}.pdf" for name in ("mono", "bleed", "strips")}
        wanted |= {f"{tag}/{slug}/posters/{name}.pdf" for name in support.NOTICES[slug]}
    assert set(sheets) == wanted


@needs_poppler
def test_each_is_one_tagged_page_of_a4_with_its_title(sheets):
    for name, path in sheets.items():
        info = dict(re.findall(r"^([A-Za-z ]+): +(.*)$", run(PDFINFO, path), re.M))
        assert (info["Pages"], info["Tagged"]) == ("1", "yes"), name
        assert info["Title"], name
        width, height = map(float, re.findall(r"[0-9.]+", info["Page size"])[:2])
        if "bleed" in name:
            assert width > A4[0] + 2 * 8.5, name
            assert height > A4[1] + 2 * 8.5, name
        else:
            assert (width, height) == pytest.approx(A4, abs=0.1), name


@needs_poppler
def test_only_the_projects_fonts_are_embedded_and_all_are_subset(sheets):
    for name, path in sheets.items():
        rows = run(PDFFONTS, path).splitlines()[2:]
        assert rows, name
        for row in rows:
            face = row.split()[0]
            assert re.fullmatch(r"[A-Z]{6}\+.*", face), f"{name}: {face} is not a subset"
            assert face[7:] in FONTS, f"{name}: {face}"
            assert row.split()[-5:-2] == ["yes", "yes", "yes"], f"{name}: {row}"


def text_of(sheet: Path) -> str:
    """A sheet's text without white space, in the order in which a screen reader reads it."""
    return compact("".join(re.findall(r'^ *"(.*)"$', run(PDFINFO, "-struct-text", sheet), re.M)))


@needs_poppler
@each_poster
def test_the_text_comes_back_in_reading_order(sheets, site, slug, tag):
    text = text_of(sheets[f"{tag}/{slug}/poster.pdf"])
    catalog = reader.read(
        (site / f"locales/{tag.replace('-', '_')}/LC_MESSAGES/{slug}.po").read_bytes(), "x.po"
    )
    order = ("Title", "What the victim hears", "Short text for the poster")
    parts: dict[str, dict[str, str]] = {}
    for entry in catalog.entries:
        comment = entry.extracted[0] if entry.extracted else ""
        if (entry.msgctxt or "").startswith("routines/") and comment in order:
            parts.setdefault(entry.msgctxt or "", {})[comment] = entry.msgstr[0] or entry.msgid
    wanted = [words[comment] for words in parts.values() for comment in order]
    assert len(wanted) == 3 * len(support.NOTICES[slug])
    places = [text.find(compact(words)) for words in wanted]
    assert -1 not in places, dict(zip(wanted, places, strict=True))
    assert places == sorted(places)


@needs_poppler
@each_poster
def test_the_text_can_be_copied(sheets, slug, tag):
    text = compact(run(PDFTOTEXT, sheets[f"{tag}/{slug}/poster.pdf"], "-"))
    assert compact(TITLES[slug, tag]) in text
    assert "96110" in text


@needs_poppler
@each_poster
def test_the_language_is_marked(sheets, slug, tag):
    import pypdfium2

    document = pypdfium2.PdfDocument(sheets[f"{tag}/{slug}/poster.pdf"])
    length = pypdfium2.raw.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = (pypdfium2.raw.c_ushort * (length // 2))()
    pypdfium2.raw.FPDFCatalog_GetLanguage(document, buffer, length)
    assert "".join(map(chr, buffer)).rstrip("\0") == tag


def test_the_qr_code_leads_to_the_bulletin_at_100_dots_an_inch(sheets):
    import pypdfium2
    import zxingcpp

    for name, path in sheets.items():
        image = pypdfium2.PdfDocument(path)[0].render(scale=100 / 72).to_pil()
        found = [code.text for code in zxingcpp.read_barcodes(image)]
        assert found == [f"https://{address_of(name)}"], name


@needs_poppler
def test_the_address_stands_in_words_beneath_the_code(sheets):
    for name, path in sheets.items():
        assert address_of(name) in compact(run(PDFTOTEXT, path, "-")), name


def address_of(name: str) -> str:
    """The address of the bulletin that a sheet is about, in the sheet's first language."""
    tag = "zh-Hans" if "zh-Hans" in name else "en"
    (slug,) = (slug for slug in support.NOTICES if slug in name)
    return f"warnings.example/{tag}/{slug}/"


@each_poster
def test_the_picture_has_the_size_that_chat_programs_are_told(output, slug, tag):
    from PIL import Image

    with Image.open(output / f"{tag}/{slug}/poster.png") as picture:
        assert (picture.format, picture.size) == ("PNG", PICTURE_SIZE)


def test_the_same_sheet_is_the_same_to_the_byte(sheets, site, tmp_path):
    """Printed once more by another process, in another folder, with no former build beside it."""
    again = tmp_path / "elsewhere"
    support.build(site, again, pdf=True, jobs=2)
    for name, path in sheets.items():
        assert (again / name).read_bytes() == path.read_bytes(), name


def test_an_unchanged_sheet_is_not_printed_again(output, site, monkeypatch):
    def printed(*_: object) -> None:
        raise AssertionError("a sheet was printed again")

    monkeypatch.setattr(printing.Printer, "__init__", printed)
    monkeypatch.setattr(png, "picture", printed)
    for _ in range(2):  # with nothing remembered of the last build, then with what this one keeps
        assert support.build(site, output, pdf=True).published.written == 0


def test_a_character_that_the_fonts_lack_is_refused_by_name(tmp_path):
    site = copy_of_the_site(tmp_path)
    page = site / f"content/{SLUG}/routines/01-baitiao-account.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Never share", "Never 🐉 share"))
    with pytest.raises(support.Refused, match=r"🐉.*U\+1F409 DRAGON"):
        support.build(site, tmp_path / "output", pdf=True, locales=("en",))
    assert not (tmp_path / "output").exists()


ROUTINES = ("01-baitiao-account", "02-refund-claim")
CATALOGUES = [f"locales/{name}/LC_MESSAGES/{SLUG}.po" for name in ("en", "zh_Hans")]


@pytest.fixture
def overfull(tmp_path: Path) -> Path:
    """The real site, two of its lines for posters much too long in English; in Chinese none is."""
    site = copy_of_the_site(tmp_path)
    for name in ROUTINES:
        page = site / f"content/{SLUG}/routines/{name}.md"
        text = page.read_text(encoding="utf-8")
        line = re.search(r"(?m)^poster: (.*)$", text)
        assert line is not None
        longer = " ".join([line[1].replace(": ", ", ")] * 6)
        page.write_text(text.replace(line[1], longer), encoding="utf-8")
        for path in CATALOGUES:
            catalog = (site / path).read_text(encoding="utf-8")
            (site / path).write_text(catalog.replace(line[1], longer), encoding="utf-8")
    return site


def told(site: Path, **options: object) -> list[str]:
    """The lines of a check of the posters, but for what is said of the site's address."""
    found = building.check(site, posters=True, **options)
    return [str(problem) for problem in found if problem.rule != "site"]


CAUSE = re.compile(
    rf"content/{SLUG}/routines/{ROUTINES[0]}\.md:3: poster: this text is too long for the posters "
    r"en \(plain, mono, bleed, strips\), zh-Hans with en: it has 551 characters, and about "
    r"(?P<most>\d+) fit in type of 11 pt; too long as well: "
    rf"content/{SLUG}/routines/{ROUTINES[1]}\.md:3 \(503 characters\); shorten this poster: line"
)


def test_texts_that_do_not_fit_are_told_once_where_they_stand(overfull, tmp_path):
    (line,) = told(overfull, jobs=2)
    assert CAUSE.fullmatch(line)
    with pytest.raises(support.Refused) as refused:
        support.build(overfull, tmp_path / "output", pdf=True)
    errors = [str(problem) for problem in refused.value.problems if not problem.warning]
    assert errors == [line]


def test_as_long_as_is_told_they_fit(overfull):
    found = CAUSE.fullmatch(told(overfull)[0])
    assert found is not None
    most = int(found["most"])
    for name in ROUTINES:
        page = overfull / f"content/{SLUG}/routines/{name}.md"
        line = re.search(r"(?m)^poster: (.*)$", page.read_text(encoding="utf-8"))
        assert line is not None
        for path in (page, *(overfull / one for one in CATALOGUES)):
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(line[1], line[1][:most].strip()), encoding="utf-8")
    assert told(overfull) == []


def test_a_translation_that_does_not_fit_is_told_in_its_catalog(tmp_path):
    site = copy_of_the_site(tmp_path)
    catalog = site / CATALOGUES[1]
    text = catalog.read_text(encoding="utf-8")
    line = re.search(r'(?s)msgid "Never share your screen.*?msgstr "(.*?)"\n', text)
    assert line is not None
    catalog.write_text(text.replace(line[1], line[1] * 20), encoding="utf-8")
    number = text[: line.start()].count("\n") + 1
    (found,) = [one for one in told(site) if ": length:" not in one]
    assert found.startswith(f"{CATALOGUES[1]}:{number}: poster: this text is too long for the ")
    assert (
        "posters zh-Hans with en, zh-Hans (plain, mono, bleed, strips), "
        "zh-Hans (the scam's own): it has 680 characters" in found
    )
    assert found.endswith("; shorten this translation")


def test_a_check_looks_at_no_sheet_that_stands_in_the_output_as_it_would_be(
    site, output, monkeypatch
):
    shutil.copytree(output, site / "output")

    def looked(*_: object) -> None:
        raise AssertionError("a sheet was looked at again")

    monkeypatch.setattr(printing.Printer, "try_fit", looked)
    try:
        assert told(site) == []
    finally:
        shutil.rmtree(site / "output")


def test_a_check_without_an_output_looks_at_every_sheet_and_writes_nothing(site):
    before = support.tree(site)
    assert told(site, jobs=2) == []
    assert support.tree(site) == before


def test_a_machine_without_the_engine_is_told_what_to_install(monkeypatch, tmp_path):
    import builtins

    real = builtins.__import__

    def missing(name, *arguments, **named):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *arguments, **named)

    monkeypatch.setattr(jobs._Worker, "_of", None)  # no printer is at hand from before
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(engine.Unable, match=r"apt-get install libpango.*--no-pdf"):
        support.build(support.ROOT, tmp_path / "output", pdf=True, locales=("en",))
    assert not (tmp_path / "output").exists()


def test_a_machine_without_room_for_a_temporary_file_is_told_that(monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(engine.tempfile, "NamedTemporaryFile", full)
    with pytest.raises(engine.Unable, match=r"temporary file .*: No space left .*; make room"):
        printing.Printer({}, FACES)


FACES = fonts.packaged(lambda name: (support.ROOT / "templates/fonts" / name).read_bytes())
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def printed(body: str, styles: dict[str, bytes] | None = None) -> bytes:
    """A sheet with this in it, from a site's own template, as PDF."""
    html = f"<!DOCTYPE html><html lang=en><title>A sheet</title><body>{body}"
    sheet = Sheet("en/x/poster.pdf", html, "content/x/bulletin.md", "templates/poster.html")
    return printing.Printer(styles or {}, FACES).pdf(sheet, "0" * 64)


@pytest.mark.parametrize(
    "cells",
    [
        f"<p class=cell>{'words ' * 60}</p><p class=cell>fewer</p>",
        f"<p><span class=cell>{'words ' * 60}</span> <b class=cell>in a line</b></p>",
        "<p class=cell hidden>not shown</p><p class=cell>shown</p>",
        "<table class=cell><tr><td class=cell>a table</table>",
        "",
    ],
)
def test_a_template_may_have_cells_of_every_kind(cells):
    rule = "<style>[hidden] { display: none }</style>"
    filled = f"<div class=rows><div>{cells}</div></div>"
    for body in (filled, f"<div class=rows hidden>{cells}</div>"):
        assert printed(rule + body).startswith(b"%PDF")


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="" src="{}">',
        '<link href="{}" rel="stylesheet">',
        '<link rel="attachment" href="{}">',
        "<style>@import url({});</style>",
        "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font-family: x }}</style><p>x",
        '<p style="background: url({})">x',
        '<svg><image href="{}" width="9" height="9"/></svg>',
    ],
)
@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://evil.example/x.css", "http://169.254.169.254/", "x.png"]
)
def test_a_sheet_that_asks_for_what_it_is_not_given_is_refused(body, url):
    with pytest.raises(support.Refused) as refused:
        printed(body.format(url))
    told = [str(problem) for problem in refused.value.problems]
    asked = url if "//" in url else f"en/x/{url}"
    assert len(told) == 1
    assert told[0].startswith("templates/poster.html:1: template: the poster en/x/poster.pdf asks")
    assert f"asks for {asked}, which it may not read" in told[0]


def test_a_style_sheet_that_asks_for_more_is_refused_with_each_sheet_that_it_serves():
    styles = {"assets/own.0.css": b"@import url(https://evil.example/x.css);"}
    printer = printing.Printer(styles, FACES)
    html = '<title>A sheet</title><link href="../../assets/own.0.css" rel="stylesheet"><p>x'
    for name in ("one", "two"):
        sheet = Sheet(f"{name}.pdf", html, "bulletin.md", "templates/poster.html")
        with pytest.raises(support.Refused, match=rf"{name}\.pdf asks for https://evil"):
            printer.pdf(sheet, "0" * 64)


def test_a_template_that_takes_another_page_is_told_as_that_and_no_text_is_blamed():
    styles = {"assets/own.0.css": b"@page { size: A4; margin: 0 } hr { break-before: page }"}
    link = '<link rel="stylesheet" href="../../assets/own.0.css">'
    with pytest.raises(support.Refused) as refused:
        printed(f'{link}<div class="rows"><section class="cell"><p>x</section></div><hr>', styles)
    assert [str(problem) for problem in refused.value.problems] == [
        "templates/poster.html:1: template: the poster en/x/poster.pdf takes 2 pages; have nothing "
        "on the page outside of class rows, and no page breaks within"
    ]
    with pytest.raises(TooLong):
        printed(f"{link}<p>x<hr>", styles)


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="stylesheet" href="../../assets/own.0.css">',
        '<link href="../../assets/own.0.css" rel="stylesheet">',
        "<LINK type=text/css href=../../assets/own.0.css rel=stylesheet>",
    ],
)
def test_a_link_to_a_style_sheet_may_be_written_in_any_order(link):
    import pypdfium2

    small = {"assets/own.0.css": b"@page { size: 72pt 36pt; margin: 0 }"}
    sheet = pypdfium2.PdfDocument(printed(f"{link}<p>x", small))[0]
    assert sheet.get_size() == pytest.approx((72, 36))


def test_a_sheet_may_show_a_picture_of_its_sites_own():
    embedded = "data:image/svg+xml;base64," + b64encode(LOGO).decode()
    plain = len(printed("<p>x"))
    for url in ("../../assets/logo.0.svg", embedded):
        assert len(printed(f'<p>x <img alt="" src="{url}">', {"assets/logo.0.svg": LOGO})) > plain
