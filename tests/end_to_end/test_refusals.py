"""What a person can get wrong, and the line that tells it: tables in tests/cases/refusals/."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pytest

from tests import support
from tests.support import SMALL_SITE

GIVEN = "problems"
"""The section with what is told; every other one is a file that is put into the small site."""
DELETED = "delete "


def expected(case):
    """What a build of the case's site is refused with now."""
    with tempfile.TemporaryDirectory() as folder:
        told = support.problems(_broken(Path(folder), case))
    return {GIVEN: "".join(f"{line}\n" for line in map(_without_parsers_words, told))}


def _without_parsers_words(line):
    """A parser's own words differ from one version to the next."""
    return re.sub(r"(cannot be read|is not TOML) \(.*?\);", r"\1 (…);", line)


def _broken(folder, case):
    # With a template of its own, the site is read more quickly than with the package's.
    site = support.write_tree(folder / "site", SMALL_SITE | {"templates/list.html": "<p></p>"})
    for name, text in case.sections.items():
        if name.startswith(DELETED):
            (site / name.removeprefix(DELETED)).unlink()
        elif name != GIVEN:
            support.write_tree(site, {name: text.replace(support.SPACE, " ")})
    return site


@pytest.mark.parametrize(
    "case", support.cases("refusals"), ids=lambda case: f"{case.path.stem}: {case.name}"
)
def test_a_mistake_is_told_with_its_place_and_what_to_do(case):
    """`python -m tests.refresh` brings what is expected up to date."""
    assert case.sections[GIVEN], "a case of this table is refused"
    assert expected(case)[GIVEN].splitlines() == case.sections[GIVEN].splitlines()


def test_the_small_site_itself_is_sound(small_site):
    assert support.problems(small_site) == []


@pytest.mark.parametrize(
    "text",
    [
        'posters = "x"\n',
        'contacts = "x"\n',
        '[posters]\npair = [["en", "zh-Hans"]]\n',
        '[posters]\npairs = "en"\n',
    ],
)
def test_a_setting_of_the_wrong_shape_is_told(text, small_site):
    head = 'title = "W"\nissuer = "P"\nlocales = ["en", "zh-Hans"]\nfacts.hotline = "1"\n'
    support.write_tree(small_site, {"content/site.toml": head + text})
    assert support.problems(small_site) != []


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        (
            "content/refund/bulletin.md",
            b"---\ntitle: \xcd\xcb\xbf\xee\n",
            "content/refund/bulletin.md:2: encoding: the file is not UTF-8 at byte 11",
        ),
        (
            "content/site.toml",
            b'title = "\xff"',
            "content/site.toml:1: encoding: the file is not UTF-8 at byte 9; ",
        ),
        (
            "locales/zh_Hans/LC_MESSAGES/refund.po",
            'msgid "Check"\nmsgstr "核实一下"\n'.encode("gb18030"),
            "locales/zh_Hans/LC_MESSAGES/refund.po:2: catalogue: the file is not UTF-8 at byte 22, "
            "and looks like GB18030/GBK; ",
        ),
        (
            "content/refund/bulletin.md",
            b"---\ntitle: x\n---\n" + b"x" * 2_000_000,
            "content/refund/bulletin.md:1: size: the file is larger than 2 MB; ",
        ),
    ],
)
def test_a_file_that_is_no_text_is_told(name, data, line, small_site):
    support.write_tree(small_site, {name: data})
    assert any(told.startswith(line) for told in support.problems(small_site))


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(small_site):
    for path in small_site.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert support.problems(small_site) == []


def test_a_wrong_date_is_told_along_with_the_rest_of_its_file(small_site):
    text = "---\ntitel: x\ndate: 2022-02-30\n---\n"
    support.write_tree(small_site, {"content/refund/bulletin.md": text})
    assert any(":3: front-matter: " in line for line in support.problems(small_site))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("list.html", "\n{{ page.no_such }}", "templates/list.html:2: template: "),
        ("list.html", "{{ nothing }}", "templates/list.html:1: template: 'nothing' is undefined; "),
        ("list.html", "{% include 'no.html' %}", "templates/no.html:1: template: the template is "),
        ("list.html", "{{ 1 / 0 }}", "templates/list.html:1: template: ZeroDivisionError"),
        ("bulletin.html", None, "templates/bulletin.html:1: template: the template is missing; "),
    ],
)
def test_a_template_that_fails_is_told_and_nothing_is_written(name, text, told, tmp_path):
    site = support.example_site("plain", tmp_path / "site")
    template = site / "templates" / name
    template.unlink()
    if text is not None:
        template.write_text(text, encoding="utf-8")
    with pytest.raises(support.Refused) as refused:
        support.build(site, tmp_path / "output")
    errors = [str(problem) for problem in refused.value.problems if not problem.warning]
    assert [error.startswith(told) for error in errors] == [True]
    assert not (tmp_path / "output").exists()


def test_every_problem_of_a_site_comes_out_in_one_run(small_site, tmp_path):
    """In order of place; and the output folder is not touched."""
    output = tmp_path / "output"
    support.build(small_site, output)
    before = support.tree(output)
    support.write_tree(
        small_site,
        {
            "content/refund/bulletin.md": "---\ntitel: x\ndate: 2022-02-03\n---\n\n## Big\n",
            "content/refund/routines/01-parcel.md": "---\ntitle: x\n---\n\n# Big\n",
            "content/other/bulletin.md": "no front matter\n",
            "content/Bad Name/bulletin.md": "x",
            "content/site.toml": f'colour = "red"\n{SMALL_SITE["content/site.toml"]}note = 3\n',
            "locales/zh_Hans/LC_MESSAGES/refund.po": 'msgid "x"\n',
        },
    )
    shutil.copytree(support.ROOT / "templates", small_site / "templates")
    support.write_tree(small_site, {"templates/list.html": "{% if %}"})
    told = [line.split(": ")[:2] for line in support.problems(small_site)]
    assert told == [
        ["content/Bad Name:1", "file-name"],
        ["content/other/bulletin.md:1", "front-matter"],
        ["content/refund/bulletin.md:2", "front-matter"],
        ["content/refund/bulletin.md:6", "heading"],
        ["content/refund/routines/01-parcel.md:5", "heading"],
        ["content/site.toml:1", "site"],
        ["content/site.toml:8", "site"],
        ["locales/zh_Hans/LC_MESSAGES/refund.po:1", "catalogue"],
        ["templates/list.html:1", "template"],
    ]
    with pytest.raises(support.Refused):
        support.build(small_site, output)
    assert support.tree(output) == before
