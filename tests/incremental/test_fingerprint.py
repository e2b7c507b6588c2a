"""Fingerprints: of other parts another one, whatever differs; of the same parts the same."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import metadata
from importlib.metadata import PackageNotFoundError

import pytest

from generator.incremental import fingerprint
from generator.layout import Files, Source
from tests.support import write_tree

INPUTS = Files(
    site_toml="title",
    glossary_toml="terms",
    documents={},
    catalogs={("zh_Hans", "site"): b"one", ("fr", "site"): b"two"},
    default_catalogs={("zh_Hans", "site"): b"three"},
    templates={"base.html": "four", "list.html": "five"},
    sheets={"poster.typ": "ten", "card.typ": "eleven"},
    assets={"mark.svg": b"six", "site.css": b"seven"},
    fonts={"Bold.otf": b"eight"},
    drawings={"refund": "nine"},
    own_templates=True,
)
OPTIONS = ("zh-Hans", False)


def of_inputs(files=INPUTS, program="program", options=OPTIONS):
    return fingerprint.of_inputs(files, program, options)


OTHERS = {
    "the settings": {"site_toml": "titles"},
    "the glossary": {"glossary_toml": "term"},
    "what moved from the settings to the glossary": {
        "site_toml": "titl",
        "glossary_toml": "eterms",
    },
    "whose templates they are": {"own_templates": False},
    "a template": {"templates": {"base.html": "fourth", "list.html": "five"}},
    "a template's name": {"templates": {"base.html": "four", "long.html": "five"}},
    "what moved between templates": {"templates": {"base.html": "fourf", "list.html": "ive"}},
    "templates the other way round": {"templates": {"base.html": "five", "list.html": "four"}},
    "a template less": {"templates": {"base.html": "four"}},
    "a sheet": {"sheets": {"poster.typ": "10", "card.typ": "eleven"}},
    "a sheet's name": {"sheets": {"posted.typ": "ten", "card.typ": "eleven"}},
    "a sheet less": {"sheets": {"poster.typ": "ten"}},
    "an asset": {"assets": {"mark.svg": b"6", "site.css": b"seven"}},
    "an asset's name": {"assets": {"mask.svg": b"six", "site.css": b"seven"}},
    "what moved from a name": {"assets": {"mark.sv": b"gsix", "site.css": b"seven"}},
    "a font": {"fonts": {"Bold.otf": b"8"}},
    "a font's name": {"fonts": {"Bold.ttf": b"eight"}},
    "a drawing": {"drawings": {"refund": "9"}},
    "a drawing's name": {"drawings": {"fund": "nine"}},
    "a catalog": {"catalogs": {("zh_Hans", "site"): b"1", ("fr", "site"): b"two"}},
    "a catalog's language": {"catalogs": {("zh_Hans", "site"): b"one", ("fi", "site"): b"two"}},
    "a catalog that is given": {"default_catalogs": {("zh_Hans", "site"): b"3"}},
    "the language of one that is given": {"default_catalogs": {("zh_Hant", "site"): b"three"}},
}


@pytest.mark.parametrize("fields", OTHERS.values(), ids=OTHERS)
def test_every_page_is_made_anew_where_what_it_stands_on_differs_in(fields):
    assert of_inputs(replace(INPUTS, **fields)) != of_inputs()


def test_every_page_is_made_anew_by_another_program_or_with_other_options():
    others = [of_inputs(program="another"), of_inputs(options=("zh-Hans", True))]
    assert len({of_inputs(), *others, of_inputs(options=("zh-Hans",))}) == 4


def test_the_order_in_which_files_are_read_is_nothing():
    backwards = {
        name: dict(reversed(getattr(INPUTS, name).items()))
        for name in ("templates", "sheets", "assets", "catalogs")
    }
    assert of_inputs(replace(INPUTS, **backwards)) == of_inputs()


def test_a_notice_is_no_part_of_what_every_page_stands_on():
    documents = {"loan": (Source("content/loan/bulletin.md", "text"),)}
    assert of_inputs(replace(INPUTS, documents=documents)) == of_inputs()


DOCUMENTS = (Source("content/a/bulletin.md", "one"), Source("content/a/routines/b.md", "two"))
PICTURES = {"map.png": b"five"}
CATALOGUES = ((("fr", "a"), b"three"), (("zh_Hans", "a"), b"four"))


@pytest.mark.parametrize(
    ("inputs", "documents", "catalogs"),
    [
        ("other", DOCUMENTS, CATALOGUES),
        ("inputs", DOCUMENTS[:1], CATALOGUES),
        ("inputs", (DOCUMENTS[0], replace(DOCUMENTS[1], text="2")), CATALOGUES),
        ("inputs", (DOCUMENTS[0], replace(DOCUMENTS[1], path="content/a/c.md")), CATALOGUES),
        ("inputs", DOCUMENTS, CATALOGUES[:1]),
        ("inputs", DOCUMENTS, (CATALOGUES[0], (("zh_Hans", "a"), b"4"))),
        ("inputs", DOCUMENTS, (CATALOGUES[0], (("zh_Hant", "a"), b"four"))),
        ("inputs", DOCUMENTS, (CATALOGUES[0], (("zh_Hans", "b"), b"four"))),
    ],
)
def test_a_notice_is_made_anew_where_its_texts_or_catalogs_differ(inputs, documents, catalogs):
    before = fingerprint.of_bulletin("inputs", DOCUMENTS, CATALOGUES, PICTURES)
    assert fingerprint.of_bulletin(inputs, documents, catalogs, PICTURES) != before
    assert fingerprint.of_bulletin("inputs", DOCUMENTS, CATALOGUES, PICTURES) == before


@pytest.mark.parametrize("pictures", [{}, {"map.png": b"six"}, {"car.png": b"five"}])
def test_a_notice_is_made_anew_where_its_pictures_differ(pictures):
    before = fingerprint.of_bulletin("inputs", DOCUMENTS, CATALOGUES, PICTURES)
    assert fingerprint.of_bulletin("inputs", DOCUMENTS, CATALOGUES, pictures) != before


def test_parts_end_where_they_end():
    """Without their lengths, all of these would be the same."""
    parts = [("ab", "c"), ("a", "bc"), ("abc",), ("", "abc"), ("abc", ""), ("a", "b", "c")]
    prints = {fingerprint.fingerprint(*some) for some in parts}
    assert len(prints) == len(parts)
    assert {len(one) for one in prints} == {64}


def test_a_text_is_as_good_as_its_bytes():
    assert fingerprint.fingerprint("警", b"x") == fingerprint.fingerprint("警".encode(), "x")


@pytest.mark.parametrize("name", ["checks/facts.py", "locales/fr.po", "entities/languages.toml"])
def test_another_program_is_told_by_its_code_its_sentences_and_its_tables(
    name, tmp_path, monkeypatch
):
    package = write_tree(tmp_path / "generator", {"incremental/x.py": "", name: "one"})
    monkeypatch.setattr(fingerprint, "__file__", str(package / "incremental/x.py"))
    before = fingerprint.program()
    write_tree(package, {name: "two"})
    assert fingerprint.program() != before


@pytest.mark.parametrize("library", ["Jinja2", "babel", "segno", "typst", "rjieba", "fonttools"])
def test_another_version_of_a_library_is_another_program(library, tmp_path, monkeypatch):
    """Or old and new posters would be in the output side by side."""
    installed = tmp_path / f"{library}-1.0.dist-info"
    installed.mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    before = fingerprint.program()
    installed.rename(tmp_path / f"{library}-1.1.dist-info")
    assert fingerprint.program() != before


def test_a_library_that_lies_in_no_folder_of_its_own_is_asked_for_its_version(monkeypatch):
    """As in a program that is packed into one file."""
    monkeypatch.setattr(sys, "path", [])
    versions = {"jinja2": "3.1"}

    def version(name):
        if name in versions:
            return versions[name]
        raise PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)
    before = fingerprint.program()
    versions["jinja2"] = "3.2"
    assert fingerprint.program() != before
