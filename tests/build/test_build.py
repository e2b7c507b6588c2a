"""A whole build: the same input gives the same bytes, wherever and whenever."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from urllib.parse import unquote

import pytest

from generator.diagnostics.errors import Misused
from generator.incremental import manifest
from tests import support
from tests.end_to_end.test_life import HEAD, a_site
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


IMAGES = (".pdf", ".png", ".svg")


def _built(site):
    support.build(site, site / "output", pdf=True)
    return tree(site / "output")


def test_without_posters_those_that_are_still_right_stay_and_both_are_named(tmp_path, call):
    site = a_site(tmp_path / "site")
    before = _built(site)
    head = site / HEAD
    head.write_text(head.read_text(encoding="utf-8").replace("first", "now"), encoding="utf-8")
    catalogue = site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace(" first", " now"), "utf-8")
    status, out, err = call("--site", site, "build", "--no-posters")
    after = tree(site / "output")
    plain = {path for path in before if path.endswith(".pdf")}
    staying = plain & after.keys()
    assert status == 0
    assert "en/pipe/poster.pdf" in staying
    assert "en/refund/poster.pdf" in plain - staying
    assert all(after[path] == before[path] for path in after if path.endswith(IMAGES))
    assert {"en/pipe/poster.svg", "en/pipe/card.png", "en/pipe/share.png"} <= after.keys()
    assert {
        path for path in plain if f"{path}: this sheet of a former build stays" in out
    } == staying
    assert {path for path in plain if f"{path}: taken out; " in out} == plain - staying
    assert f"posters taken out, since --no-pdf was given: {len(plain - staying)}" in err
    links = b"".join(data for path, data in after.items() if path.endswith(".html"))
    assert b"poster.pdf" not in links
    assert b"share.png" not in links


def test_a_second_build_writes_nothing(small_site, tmp_path):
    support.build(small_site, tmp_path / "output")
    assert support.build(small_site, tmp_path / "output").published.written == 0


def _listed(files):
    """As version 0.1 wrote the list of an output's sums."""
    rows = ((hashlib.sha256(data).hexdigest(), path) for path, data in sorted(files.items()))
    return "".join(f"{sum_}  {path}\n" for sum_, path in rows)


@pytest.mark.posix
def test_an_output_of_version_0_1_is_taken_over(small_site, tmp_path):
    """Under a strict umask, too, and with a build that was cut short."""
    output = tmp_path / "output"
    support.build_unprinted(small_site, tmp_path / "clean")
    same = {path: (tmp_path / "clean" / path).read_bytes() for path in ("robots.txt", "404.html")}
    before = {
        **same,
        **{"index.html": b"old", "_headers": b"old", "assets/site.0fed97b71e.css": b"old"},
        **{"en/refund/poster.pdf": b"%PDF-1.7 by another engine", "en/refund/bulletin.txt": b"old"},
        **{"en/refund/poster.mono.pdf": b"old", "en/review/refund.html": b"old"},
    }
    begun = {"en/loan/index.html": b"begun", "en/index.html": b"begun"}
    support.write_tree(output, {**before, **begun, "SHA256SUMS": _listed(before), "mine.txt": ""})
    support.write_tree(
        output,
        {
            ".building-journal": f"  SHA256SUMS\n{_listed(begun)}",
            ".building-stage/0123": "half",
            "en/.building-index.html": "half",
            ".gitignore": "*\n",
        },
    )
    for path in output.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    place = manifest.path(small_site, output)
    support.write_tree(place.parent, {place.name: '{"form": 1, "ground": "x", "units": []}\n'})
    done = support.build_unprinted(small_site, output).published
    assert done.foreign == ("mine.txt",)
    own = {"mine.txt": b"", ".gitignore": b"*\n"}
    assert tree(output) == {**tree(tmp_path / "clean"), **own}
    modes = {path: path.stat().st_mode & 0o777 for path in output.rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o755}
    kept = {output / path for path in own}
    assert {mode for path, mode in modes.items() if path.is_file() and path not in kept} == {0o644}
    assert support.build_unprinted(small_site, output).published.written == 0


@pytest.mark.posix
def test_everybody_may_read_an_output_whatever_the_umask(small_site, tmp_path):
    before = os.umask(0o077)
    try:
        support.build(small_site, tmp_path / "new" / "output")
    finally:
        os.umask(before)
    found = [tmp_path / "new/output", *(tmp_path / "new/output").rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in found if path.is_dir()} == {0o755}
    assert {path.stat().st_mode & 0o777 for path in found if path.is_file()} == {0o644}


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


TYPED_APART = "1) Turn off the gas\n2) Turn off the power\n\nTime: 9:00\nPlace: the hall\n"


def test_lines_that_run_together_are_told_in_each_build_and_refused_by_strict(small_site, tmp_path):
    head = small_site / "content/refund/bulletin.md"
    head.write_text(f"{head.read_text(encoding='utf-8')}\n{TYPED_APART}", encoding="utf-8")
    output = tmp_path / "output"
    for _ in range(2):
        told = [one for one in support.build(small_site, output).warnings if one.rule == "text"]
        assert [(one.path, one.line) for one in told] == [
            ("content/refund/bulletin.md", 8),
            ("content/refund/bulletin.md", 11),
        ]
    support.write_tree(small_site, {"content/other/bulletin.md": "---\ntitle: Other\n"})
    with pytest.raises(support.Refused) as refused:
        support.build(small_site, output)
    assert {*told} <= {*refused.value.problems}, "also where another notice is refused"
    (small_site / "content/other/bulletin.md").unlink()
    (small_site / "content/other").rmdir()
    with pytest.raises(support.Refused, match="run together"):
        support.build(small_site, output, strict=True)


OLD_KEYS = re.compile(
    "title|summary|campaign|issuer|publisher|routines_heading|reminders_heading|poster|date|updated"
    "|source_locale"
)
"""The front matter of version 0.1, a line each."""
OLD_SITE = """base_url = "https://warnings.city.example.net/"
source_locale = "en"
locales = ["en", "zh-Hans"]
incomplete = "withhold"
title = "Scam Warnings"
tagline = "Know the script, and the call cannot catch you."
issuer = "Shanghai Anti-Fraud Center"
[facts]
hotline = { tel = "96110" }
police = { tel = "110" }
credit_site = { url = "https://www.pbccrc.org.cn/" }
anti_fraud_app = { text = "国家反诈中心", lang = "zh-Hans" }
police_account = { text = "警民直通车", lang = "zh-Hans" }
baitiao = { text = "白条", lang = "zh-Hans" }
brushing = { text = "刷单", lang = "zh-Hans" }
[[contacts]]
fact = "hotline"
label = "National anti-fraud hotline"
note = "Not sure about a call? Ask here."
[[contacts]]
fact = "police"
label = "Police"
[posters]
pairs = [["zh-Hans", "en"]]
variants = ["mono", "bleed", "strips"]
"""
"""What site.toml could say in version 0.1."""


def _of_version_0_1(folder):
    """The shipped notices of scams without what version 0.1 did not know."""
    left_out = shutil.ignore_patterns("water-cut*")
    shutil.copytree(ROOT / "content", folder / "content", ignore=left_out)
    shutil.copytree(ROOT / "locales", folder / "locales", ignore=left_out)
    for path in folder.glob("content/*/**/*.md"):
        head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
        old = [line for line in head.split("\n") if OLD_KEYS.match(line)]
        path.write_text("\n".join(["---", *old, "---", body]), encoding="utf-8")
    (folder / "content/site.toml").write_text(OLD_SITE, encoding="utf-8")
    return folder


def test_a_site_of_version_0_1_builds_as_it_is(tmp_path):
    site = _of_version_0_1(tmp_path / "site")
    head = site / "content/customer-service-fraud/bulletin.md"
    head.write_text(f"{head.read_text(encoding='utf-8')}\n{TYPED_APART}", encoding="utf-8")
    built = support.build_unprinted(site, tmp_path / "output")
    rules = {one.rule for one in built.warnings if one.path.endswith("fraud/bulletin.md")}
    assert rules == {"text", "verdict", "short"}
    pages = tree(tmp_path / "output")
    assert b"1) Turn off the gas 2) Turn" in pages["en/customer-service-fraud/index.html"]
    assert "zh-Hans/order-brushing/index.html" in pages


# Review sheets lie beside the output, never in it.


def _reviewed(site, output):
    """Build with review sheets; gives the folder that they are in."""
    assert support.build(site, output, review=True).published.files > 0
    return output.parent / "review"


def test_review_sheets_lie_beside_the_output_and_lead_into_it(small_site, tmp_path):
    support.build(small_site, tmp_path / "plain")
    sheets = _reviewed(small_site, tmp_path / "the output")
    assert tree(tmp_path / "the output") == tree(tmp_path / "plain")
    found = tree(sheets)
    (style,) = (path for path in found if path.startswith("assets/review."))
    names = {f"refund.{tag}.html" for tag in support.LOCALES}
    assert found.keys() == {*names, style, "SHA256SUMS"}
    links = support.Page(found["refund.zh-Hans.html"].decode()).links
    assert style in links
    local = [unquote(link).partition("#")[0] for link in links if ":" not in link]
    assert all((sheets / link).is_file() for link in local)
    assert "../the output/zh-Hans/refund/index.html" in local


def test_review_sheets_are_made_again_only_where_something_changed(small_site, tmp_path):
    sheets = _reviewed(small_site, tmp_path / "output")
    before = {path: path.stat().st_mtime_ns for path in sheets.rglob("*.html")}
    _reviewed(small_site, tmp_path / "output")
    assert {path: path.stat().st_mtime_ns for path in sheets.rglob("*.html")} == before
    (sheets / "refund.en.html").unlink()
    _reviewed(small_site, tmp_path / "output")
    assert (sheets / "refund.en.html").is_file()


def test_a_review_sheet_goes_with_its_notice(tmp_path):
    site = support.example_site("shipped", tmp_path / "site")
    sheets = _reviewed(site, tmp_path / "output")
    assert (sheets / "loan.en.html").is_file()
    shutil.rmtree(site / "content/loan")
    _reviewed(site, tmp_path / "output")
    assert not list(sheets.glob("loan.*"))
    assert (sheets / "refund.en.html").is_file()


def test_a_build_without_them_leaves_review_sheets_alone(small_site, tmp_path):
    sheets = _reviewed(small_site, tmp_path / "output")
    before = tree(sheets)
    support.build(small_site, tmp_path / "output")
    assert tree(sheets) == before


@pytest.mark.parametrize(
    ("output", "told"),
    [("review", "is where review sheets go"), ("output", "has files in it that no build made")],
)
def test_where_review_sheets_cannot_go_nothing_is_built(output, told, small_site, tmp_path):
    if output == "output":
        support.write_tree(tmp_path, {"review/mine.txt": "mine"})
    with pytest.raises(Misused, match=told):
        support.build(small_site, tmp_path / output, review=True)
    assert not (tmp_path / "output").exists()
    assert not (tmp_path / "review/index.html").exists()
