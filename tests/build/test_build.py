"""A whole build: the same input gives the same bytes, wherever and whenever."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests import support
from tests.support import ROOT, tree

_PLACES = (
    {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"},
)


def test_two_builds_in_different_places_are_the_same_to_the_byte(tmp_path):
    found = []
    for number, environment in enumerate(_PLACES):
        site = support.example_site("two-locales", tmp_path / f"place {number}" / "site")
        done = subprocess.run(
            [sys.executable, "-m", "generator", "--site", str(site), "build"],
            cwd=tmp_path,
            env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        found.append(tree(site / "output"))
    assert not support.difference(*found)
    assert len(found[0]) > 20


def test_no_page_knows_where_it_was_built(tmp_path):
    site = support.example_site("two-locales", tmp_path / "site")
    support.build(site, site / "output")
    assert not [n for n, data in tree(site / "output").items() if str(tmp_path).encode() in data]


def test_a_second_build_writes_nothing(small_site, tmp_path):
    support.build(small_site, tmp_path / "output")
    assert support.build(small_site, tmp_path / "output").published.written == 0


def test_a_bulletin_that_is_taken_away_is_gone(tmp_path):
    site = support.example_site("two-locales", tmp_path / "site")
    support.build(site, site / "output")
    (site / "content/written-in-chinese/bulletin.md").unlink()
    (site / "content/written-in-chinese").rmdir()
    support.build(site, site / "output")
    left = [name for name in tree(site / "output") if "written-in-chinese" in name]
    assert left == []
    assert not (site / "output/en/written-in-chinese").exists()


def test_what_is_withheld_is_told(tmp_path):
    site = support.example_site("withheld", tmp_path / "site")
    warnings = support.build(site, tmp_path / "output").warnings
    told = [str(warning) for warning in warnings if warning.rule == "incomplete"]
    assert [line.split(": ", 2)[2] for line in told] == [
        "nothing is published in fr, since the words of its pages are not finished: 9 missing; "
        "run python -m generator update, then translate what is missing",
        "the notice unfinished is withheld in zh-Hans: 3 missing and 3 to review; "
        "translate what is missing, then read what needs review, and take its mark "
        "(fuzzy) away when it is right",
    ]


def test_a_site_that_speaks_no_language_is_refused(tmp_path):
    site = support.example_site("withheld", tmp_path / "site")
    with pytest.raises(support.Refused, match="complete in none of its languages"):
        support.build(site, tmp_path / "output", locales=("fr",))


def test_a_fuzzy_translation_never_shows(tmp_path):
    for name in ("withheld", "fallback"):
        site = support.example_site(name, tmp_path / name)
        support.build(site, tmp_path / name / "output")
        shown = b"".join(tree(tmp_path / name / "output").values()).decode()
        assert "待审核" not in shown
        assert "我们是银行" not in shown


def test_the_packages_templates_serve_a_site_without_its_own(small_site, tmp_path):
    support.build(small_site, tmp_path / "output")
    page = support.Page((tmp_path / "output/en/refund/index.html").read_text(encoding="utf-8"))
    assert "Your parcel is lost." in page.text()
    assert "parcel" in page.ids
