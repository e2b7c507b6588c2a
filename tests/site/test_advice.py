"""What a notice has probably forgotten."""

from __future__ import annotations

from datetime import date

import pytest

from generator.build import build as building
from generator.config.settings import settings
from generator.site import advice
from tests import support

TODAY = date(2022, 8, 1)


def _remarks(site):
    assert support.problems(site) == [], "a remark refuses nothing"
    return [(w.path, w.rule) for w in building.check(site, TODAY) if w.rule != "incomplete"]


def test_the_small_site_has_forgotten_nothing(small_site):
    assert _remarks(small_site) == []


@pytest.mark.parametrize(
    "day", ["2003-07-25", "2023-08-02", "2023-08-03", "2222-07-25", "1926-07-25"]
)
def test_a_date_far_from_today_is_remarked(small_site, day):
    head = f"---\ntitle: Refund scams\ndate: {day}\n---\n\nCall first.\n"
    support.write_tree(small_site, {"content/refund/bulletin.md": head})
    is_far = not "2002-08" < day <= "2023-08-02"
    expected = [("content/refund/bulletin.md", "date")] if is_far else []
    assert _remarks(small_site) == expected


def test_a_build_looks_at_no_clock(small_site, tmp_path):
    head = "---\ntitle: Refund scams\ndate: 2922-07-25\n---\n\nCall first.\n"
    support.write_tree(small_site, {"content/refund/bulletin.md": head})
    warnings = support.build(small_site, tmp_path / "output").warnings
    assert not [warning for warning in warnings if warning.rule == "date"]


def test_a_routine_without_the_line_that_is_heard_is_remarked(small_site):
    path = "content/refund/routines/01-parcel.md"
    support.write_tree(small_site, {path: "---\ntitle: A parcel\n---\n\nThey call.\n"})
    assert _remarks(small_site) == [(path, "heard")]


@pytest.mark.parametrize(
    "text", ["Hello,\n\n> pay.\n\nThey call.", "They say:\n\n> Hello.\n\nThey call."]
)
def test_text_above_the_line_that_is_heard_is_remarked(small_site, text):
    path = "content/refund/routines/01-parcel.md"
    support.write_tree(small_site, {path: f"---\ntitle: A parcel\n---\n\n{text}\n"})
    assert _remarks(small_site) == [(path, "heard")]


def test_quotation_marks_around_what_is_heard_are_remarked(small_site):
    path = "content/refund/routines/01-parcel.md"
    text = "---\ntitle: A parcel\n---\n\n> “Hello. Pay.”\n\nThey call.\n"
    support.write_tree(small_site, {path: text})
    assert _remarks(small_site) == [(path, "heard")]


def test_a_notice_without_a_routine_is_remarked(small_site):
    for path in (small_site / "content/refund/routines").iterdir():
        path.unlink()
    assert _remarks(small_site) == [("content/refund/bulletin.md", "routines")]


def test_a_file_without_a_number_is_remarked_among_those_that_have_one(small_site):
    path = "content/refund/routines/loan.md"
    text = "---\ntitle: A loan\n---\n\n> Hello.\n\nThey call.\n"
    support.write_tree(small_site, {path: text})
    assert _remarks(small_site) == [(path, "file-name")]
    (small_site / "content/refund/routines/01-parcel.md").unlink()
    assert _remarks(small_site) == []


def test_two_files_with_one_number_are_remarked(small_site):
    path = "content/refund/routines/1-loan.md"
    text = "---\ntitle: A loan\n---\n\n> Hello.\n\nThey call.\n"
    support.write_tree(small_site, {path: text})
    ((told, rule),) = _remarks(small_site)
    assert rule == "file-name"
    assert told.rpartition("/")[2] in ("1-loan.md", "01-parcel.md")


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("https://warnings.example/", True),
        ("https://www.example.org/city/", True),
        ("http://localhost:8000/", True),
        ("https://warnings.test/", True),
        ("https://example.gov.cn/", False),
        ("https://anexample.org/", False),
        ("https://city.gov.cn/example/", False),
        ("", False),
    ],
)
def test_an_examples_address_is_remarked_before_it_is_printed(address, is_told):
    made = settings(f'title = "x"\n  base_url = "{address}"\nissuer = "y"\n')
    told = [(one.line, one.rule) for one in advice.of_address(made)]
    assert told == ([(2, "site")] if is_told else [])


@pytest.mark.posters
def test_an_examples_address_is_told_of_posters_alone(tmp_path):
    site = support.example_site("two-locales", tmp_path / "site")
    told = [
        [w for w in building.check(site, posters=posters) if w.rule == "site"]
        for posters in (True, False)
    ]
    assert list(map(len, told)) == [1, 0]


def test_a_second_contact_with_the_first_ones_number_is_remarked_once(small_site):
    path = small_site / "content/site.toml"
    before = path.read_text(encoding="utf-8")
    again = '[[contacts]]\nfact = "hotline"\nlabel = "Police"\n'
    path.write_text(f"{before}\n{again}\n{again}", encoding="utf-8")
    assert _remarks(small_site) == [("content/site.toml", "site")]
