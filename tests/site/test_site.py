"""What a site is assembled from: its icons and its emblem."""

from __future__ import annotations

import pytest

from generator.build.inputs import read_inputs
from generator.diagnostics.errors import Problems
from generator.options import Options
from tests import support
from tests.support import read_site

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0"></path></svg>'
LOOK = '[look]\nemblem = "_look/emblem.svg"\nicons = "_look/icons"\n'


def _site(folder, settings="", files=()):
    toml = support.SMALL_SITE["content/site.toml"] + settings
    return support.write_tree(folder, {"content/site.toml": toml, **dict(files)})


def _read(folder):
    return read_site(folder, Problems())


def test_a_site_has_the_packages_icons_and_no_emblem(small_site):
    site = _read(small_site)
    assert {"refund", "warning", "check", "parcel", "screen"} <= set(site.icons)
    assert all(text.startswith("<svg ") for text in site.icons.values())
    assert site.emblem == ""


def test_a_site_with_templates_of_its_own_has_the_packages_icons_too(small_site):
    before = _read(small_site).icons
    files = {"templates/list.html": "<p></p>", "templates/icons/own.svg": SVG}
    support.write_tree(small_site, files)
    assert _read(small_site).icons == before


def test_a_site_adds_icons_and_puts_others_in_the_place_of_the_packages(small_site):
    before = _read(small_site).icons
    files = {
        "content/_look/emblem.svg": f'<?xml version="1.0"?>\n<!-- mine -->\n{SVG}\n',
        "content/_look/icons/refund.svg": SVG,
        "content/_look/icons/goose.svg": SVG,
        "content/_look/icons/more/deeper.svg": SVG,
    }
    site = _read(_site(small_site, LOOK, files.items()))
    assert site.icons == before | {"refund": SVG, "goose": SVG}
    assert site.emblem == SVG


def test_drawings_that_nothing_names_are_not_looked_at(small_site):
    support.write_tree(small_site, {"content/_drafts/x.svg": "no drawing"})
    assert support.problems(small_site) == []


@pytest.mark.parametrize("name", ["emblem.svg", "icons/goose.svg"])
def test_every_page_is_stale_where_a_drawing_has_changed(name, small_site, tmp_path):
    files = {"content/_look/emblem.svg": SVG, "content/_look/icons/goose.svg": SVG}
    _site(small_site, LOOK, files.items())
    options = Options(site=small_site, output=tmp_path / "output")
    before = read_inputs(options, Problems()).fingerprint
    assert read_inputs(options, Problems()).fingerprint == before
    support.write_tree(small_site, {f"content/_look/{name}": SVG.replace("M0", "M1")})
    assert read_inputs(options, Problems()).fingerprint != before
