"""What stands where a sheet was: that its notice or scam no longer holds, or where it is now."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from generator.posters.sheets import version_of
from tests import support
from tests.end_to_end.test_notice_links import BASE
from tests.posters import reading
from tests.posters.reading import compact
from tests.support import SMALL_SITE, tree

TOML = SMALL_SITE["content/site.toml"].replace('"en", "zh-Hans"', '"en"') + (
    '[posters]\nvariants = ["mono", "bleed", "large"]\n'
)
HEAD, SCAM = "content/refund/bulletin.md", "content/refund/routines/01-parcel.md"
LONG = "The pipe is mended, and what was said of the water is no longer so. " * 30
NOTICE = "en/refund/poster"
OF_SCAM = "en/refund/posters/parcel"


def _with(path: str, key: str) -> dict[str, str]:
    return {path: SMALL_SITE[path].replace("---\n", f"---\n{key}\n", 1)}


STATES = {
    "withdrawn": (
        _with(HEAD, f"withdrawn: 2022-07-26 {LONG}"),
        NOTICE,
        ["This notice was withdrawn", "Refund scams", "July 26, 2022", LONG, "please take it down"],
    ),
    "replaced": (
        _with(HEAD, "replaced_by: cut"),
        NOTICE,
        ["This notice was replaced", "Refund scams", "notices.example/en/cut/"],
    ),
    "a scam withdrawn": (
        _with(SCAM, "withdrawn: 2022-07-26 Nobody says that now."),
        OF_SCAM,
        ["This warning was withdrawn", "A lost parcel", "Nobody says that now.", "en/refund/"],
    ),
    "a scam renamed": (
        _with(SCAM, "moved_from: [package]"),
        OF_SCAM.replace("parcel", "package"),
        ["This page has moved", "A lost parcel", "notices.example/en/refund/posters/parcel.html"],
    ),
    "renamed": (
        _with(HEAD, "moved_from: [old]"),
        NOTICE.replace("refund", "old"),
        ["This page has moved", "Refund scams", "notices.example/en/refund/"],
    ),
}
"""What is written, a sheet's former address, and what is read there."""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site in each state, printed once; before, it was as it is in the first."""
    folder = tmp_path_factory.mktemp("gone")
    cut = "---\ntitle: A water cut\ndate: 2022-07-25\n---\n\nStore water.\n"
    site = {**SMALL_SITE, "content/site.toml": TOML, "content/cut/bulletin.md": cut}
    found = {}
    for name, files in {"": {}, **{name: made for name, (made, *_) in STATES.items()}}.items():
        place = support.write_tree(folder / f"site {name}", {**site, **files})
        support.build(place, folder / f"o {name}", pdf=True, base_url=BASE)
        found[name] = folder / f"o {name}"
    return found


@pytest.mark.parametrize("state", STATES)
def test_it_says_what_has_become_of_it_on_one_page_and_nothing_else(state, outputs):
    _, stem, words = STATES[state]
    pdf = outputs[state] / f"{stem}.pdf"
    assert len(PdfReader(pdf).pages) == 1
    read = reading.tags(pdf)
    heard = compact(read.words)
    place = -1
    for one in words:
        place = heard.find(compact(one), place + 1)
        assert place >= 0, one
    assert "transfer" not in heard
    assert "Whattodo" not in heard
    assert [one.lang for one in read.of_kind("H1")] == ["en"]
    assert version_of(pdf.read_bytes()) is None


@pytest.mark.parametrize("state", STATES)
def test_every_address_of_a_sheet_stays(state, outputs):
    before, after = (
        {path for path in tree(outputs[name]) if path.endswith((".pdf", ".svg", ".png"))}
        for name in ("", state)
    )
    assert before <= after
    _, stem, _ = STATES[state]
    ends = {".pdf", ".svg", ".mono.pdf"}
    ends |= {".card.png"} if "posters" in stem else {".png", ".bleed.pdf", ".large.pdf"}
    assert {stem + end for end in ends} <= after


def test_the_pictures_for_chats_and_links_say_it_too(outputs):
    for name, size in (("card", (1080, 1440)), ("share", (1200, 630))):
        made = outputs["withdrawn"] / f"en/refund/{name}.png"
        with Image.open(made) as picture:
            assert picture.size == size
        assert made.read_bytes() != (outputs[""] / f"en/refund/{name}.png").read_bytes()


def test_a_build_upon_another_is_as_a_clean_one(outputs, tmp_path):
    """And what is gone is to be taken down, not to be printed again."""
    site = outputs[""].parent / "site "
    files = {path: data for path, data in tree(site).items() if not path.startswith(".cache")}
    support.write_tree(tmp_path / "site", files)
    support.build(tmp_path / "site", tmp_path / "o", pdf=True, base_url=BASE)
    support.write_tree(tmp_path / "site", STATES["withdrawn"][0])
    made = support.build(tmp_path / "site", tmp_path / "o", pdf=True, base_url=BASE)
    assert tree(tmp_path / "o") == tree(outputs["withdrawn"])
    assert made.reprint == ()
    assert made.dropped == (f"{NOTICE}.pdf", f"{OF_SCAM}.pdf")
    again = support.build(tmp_path / "site", tmp_path / "o", pdf=True, base_url=BASE)
    assert (again.published.written, again.dropped) == (0, ())
