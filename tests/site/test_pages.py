"""What pages and sheets there are, and their paths; without posters nothing of one is left."""

from __future__ import annotations

import re

import pytest

from generator.diagnostics.errors import Problems
from generator.model import Standing
from generator.site import pages
from tests import support
from tests.support import LOCALES, NOTICES, ROOT, SMALL_SITE, tree

TOML = "content/site.toml"


def _site(folder, settings="", *, finished=True):
    toml = SMALL_SITE[TOML].replace('locales = ["en", "zh-Hans"]', 'locales = ["en", "fr"]')
    files = {TOML: toml + settings}
    if finished:
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        for name in ("site", "refund"):
            files[f"locales/fr/LC_MESSAGES/{name}.po"] = head
    support.write_tree(folder, files)
    return support.read_site(folder, Problems())


def _wanted(site, published=("en", "fr")):
    """The sheets to print where a notice is right in these languages."""
    bulletin, locales = site.bulletins[0], site.settings.locales
    standing = {
        (bulletin.slug, one.tag): Standing.PUBLISHED if one.tag in published else Standing.WITHHELD
        for one in locales
    }
    shown = pages.Standings(locales, standing)
    planned = pages.of_bulletin(site, bulletin, shown)
    return planned, list(pages.prints(site, planned))


def test_each_poster_has_its_files_by_the_names_of_the_contract(small_site):
    _, wanted = _wanted(_site(small_site), ("en",))
    assert [(one.kind, one.variant, one.paths) for one in wanted] == [
        (
            "poster",
            None,
            ("en/refund/poster.pdf", "en/refund/poster.svg", "en/refund/poster.png"),
        ),
        ("card", None, ("en/refund/card.png",)),
        ("share", None, ("en/refund/share.png",)),
        (
            "routine-poster",
            None,
            ("en/refund/posters/parcel.pdf", "en/refund/posters/parcel.svg"),
        ),
        ("card", None, ("en/refund/posters/parcel.card.png",)),
    ]


@pytest.mark.parametrize("variant", ["mono", "bleed", "strips", "large"])
def test_each_variant_is_a_pdf_of_the_sheets_that_it_is_for(variant, small_site):
    """`mono` of every sheet, the others of the notice's and of that in two languages."""
    settings = f'[posters]\nvariants = ["{variant}"]\npairs = [["en", "fr"]]\n'
    _, wanted = _wanted(_site(small_site, settings))
    found = [path for one in wanted if one.variant for path in one.paths]
    whole = [
        f"en/refund/poster.{variant}.pdf",
        f"fr/refund/poster.{variant}.pdf",
        f"posters/refund.en.fr.{variant}.pdf",
    ]
    scams = [f"{tag}/refund/posters/parcel.{variant}.pdf" for tag in ("en", "fr")]
    assert sorted(found) == sorted(whole + scams * (variant == "mono"))
    assert {one.variant for one in wanted} == {None, variant}


def test_a_sheet_in_two_languages_has_a_picture_and_no_card(small_site):
    _, wanted = _wanted(_site(small_site, '[posters]\npairs = [["fr", "en"]]\n'))
    (both,) = (one for one in wanted if one.kind == "bilingual-poster")
    stem = "posters/refund.fr.en"
    assert both.paths == (f"{stem}.pdf", f"{stem}.svg", f"{stem}.png")
    assert (both.page.locale.tag, both.page.second.tag) == ("fr", "en")


def test_no_path_is_given_twice(small_site):
    settings = (
        '[posters]\nvariants = ["mono", "bleed", "strips", "large"]\n'
        'pairs = [["en", "fr"], ["fr", "en"]]\n'
    )
    planned, wanted = _wanted(_site(small_site, settings))
    paths = [page.path for page in planned] + [path for one in wanted for path in one.paths]
    assert len(paths) == len(set(paths)) > 30


def test_a_notice_has_the_page_on_which_a_language_is_chosen_where_it_is_right_in_any(small_site):
    site = _site(small_site)
    for published in (("en", "fr"), ("fr",)):
        planned, _ = _wanted(site, published)
        (page,) = (page for page in planned if page.kind == "languages")
        assert page.path == "go/refund/index.html"
        assert page.locale.tag == published[0]
    planned, wanted = _wanted(site, ())
    assert not [page for page in planned if page.kind == "languages"]
    assert not wanted


def test_templates_without_that_page_have_none(small_site):
    site = _site(small_site)
    assert pages.has(site, "languages")
    del site.templates["languages.html"]
    planned, _ = _wanted(site)
    assert not [page for page in planned if page.kind == "languages"]


def test_the_picture_for_links_is_one_that_is_printed(small_site):
    site = _site(small_site)
    _, wanted = _wanted(site)
    printed = {path for one in wanted for path in one.paths}
    for locale in site.settings.locales:
        assert pages.picture_path("refund", locale) in printed


# Without posters.


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    """The project's own site, built without posters."""
    folder = tmp_path_factory.mktemp("without")
    support.build(ROOT, folder / "output")
    return tree(folder / "output")


def test_without_posters_there_is_no_sheet_no_picture_and_no_page_of_one(without, own_site):
    names = [path for path in without if not path.startswith("assets/")]
    assert not [path for path in names if re.search(r"poster|card|share|[.](pdf|svg|png)$", path)]
    assert {*own_site} > {*without}


def test_without_posters_nothing_leads_to_one(without):
    for path, data in without.items():
        if path.endswith((".html", ".txt", ".xml")):
            text = data.decode()
            assert not re.search(r"poster\.|posters/|card\.png|share\.png|og:image", text), path


def test_without_posters_the_texts_are_all_there(without):
    for tag in LOCALES:
        for slug in NOTICES:
            assert {f"{tag}/{slug}/index.html", f"{tag}/{slug}/bulletin.txt"} <= {*without}
    assert {f"go/{slug}/index.html" for slug in NOTICES} <= {*without}
