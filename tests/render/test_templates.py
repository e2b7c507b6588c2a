"""Templates: each comes to an end, and one that does not is told at its line."""

from __future__ import annotations

import shutil

import pytest

from generator.diagnostics.errors import Refused
from generator.render.templates import Templates
from tests.fuzz.targets import bounded
from tests.support import ROOT

MANY = "the loops of this page go round more than 50,000 times; mend the Jinja code in this line"
ENDLESS = {
    "a list that grows": (
        "\n{% set found = [1] %}\n"
        "{% for one in found %}\n{{ found.append(one) or '' }}\n{% endfor %}",
        f"templates/list.html:3: template: {MANY}",
    ),
    "loops in loops": (
        "{% for a in range(9000) %}\n{% for b in range(9000) %}\n{{ loop.index }}\n"
        "{% endfor %}{% endfor %}",
        f"templates/list.html:2: template: {MANY}",
    ),
    "a macro that calls itself twice": (
        "{% macro twice(n) %}\n{{ (twice(n - 1), twice(n - 1))[2:] if n else '' }}\n"
        "{% endmacro %}\n{{ twice(60) }}",
        f"templates/list.html:1: template: {MANY}",
    ),
    "a loop through its own parts": (
        "{% set whole = [] %}{{ whole.append(whole) or '' }}\n"
        "{% for one in whole recursive %}\n{{ loop(one) }}\n{% endfor %}",
        "templates/list.html:2: template: RecursionError: ",
    ),
    "too long a range": (
        "<p>\n{{ range(10 ** 12)|sum }}",
        "templates/list.html:2: template: OverflowError: ",
    ),
}


@pytest.mark.parametrize("name", ["list.html", "sheet.typ"])
@pytest.mark.parametrize("kind", ENDLESS)
def test_a_template_without_end_is_told_at_its_line(kind, name):
    text, told = ENDLESS[kind]
    with pytest.raises(Refused) as refused, bounded(seconds=5):
        Templates({name: text}).render(name, {})
    (problem,) = refused.value.problems
    assert str(problem).startswith(told.replace("list.html", name))


def test_each_page_may_go_round_as_often_as_the_one_before():
    text = "{% for one in range(20000) %}{% if loop.last %}{{ loop.length }}{% endif %}{% endfor %}"
    made = Templates({"list.html": text})
    assert [made.render("list.html", {}) for _ in range(4)] == ["20000"] * 4


def test_a_turn_that_is_counted_shows_nothing():
    texts = {
        "x.html": "{% macro a(b) %}<{{ b }}>{% endmacro %}"
        "{% for c in 'yz' %}{{ a(c) }}{% endfor %}",
        "x.typ": "#f({% for c in 'yz' %}{{ c }}, {% endfor %})",
    }
    made = Templates(texts)
    assert made.render("x.html", {}) == "<y><z>"
    assert made.render("x.typ", {}) == '#f("y", "z", )'


@pytest.mark.parametrize("option", ["--strict", "--keep-going"])
def test_a_build_tells_it_and_publishes_nothing(option, small_site, call):
    shutil.copytree(ROOT / "templates", small_site / "templates")
    page = small_site / "templates/bulletin.html"
    text = page.read_text(encoding="utf-8")
    loop = "{% set found = [1] %}{% for one in found %}{{ found.append(one) or '' }}{% endfor %}"
    page.write_text(text.replace("{% block main %}", f"{{% block main %}}\n{loop}"), "utf-8")
    line = 1 + text[: text.index("{% block main %}")].count("\n") + 1
    arguments = ("--site", small_site, "build", "--no-posters", "--locale", "en", option)
    status, _, err = call(*arguments)
    assert status == 1
    assert f"templates/bulletin.html:{line}: template: {MANY}" in err.splitlines()
    assert not (small_site / "output").exists()
