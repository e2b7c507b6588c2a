"""Whatever is told of a text, to the word: tables in tests/cases/findings/."""

from __future__ import annotations

import re

import pytest

from generator.catalogs.po import Entry
from generator.checks import rules
from generator.checks.rule import Subject
from generator.config.glossary import glossary
from generator.diagnostics.errors import Problems
from generator.facts import Fact
from generator.locales import locale
from generator.markdown.walk import Walk
from tests import support

GIVEN = "problems"
"""The section with what is told. Before it are a source, by its language, and what it became."""
TEMPLATE = " template"
FACTS = {
    fact.name: fact
    for fact in (
        Fact("hotline", "96110", "tel:96110"),
        Fact("police", "110", "tel:110"),
        Fact("police_account", "safe_police", ""),
        Fact("baitiao", "白条", lang="zh-Hans"),
        Fact("bank", "bank.example", "https://bank.example/"),
        Fact("station", "021-55550123", "tel:02155550123"),
    )
}
TERMS = glossary((support.ROOT / "content/glossary.toml").read_text(encoding="utf-8"), Problems())


def _typed(text):
    """A text as it was typed: ⟨200B⟩ is a character that nobody sees."""
    seen = text.replace(support.SPACE, " ")
    return re.sub(r"⟨([0-9A-F]{2,5})⟩", lambda found: chr(int(found[1], 16)), seen)


def _subject(case):
    texts = [
        (tag, _typed(text.removesuffix("\n")))
        for tag, text in case.sections.items()
        if tag != GIVEN
    ]
    (tag, source), (into, text) = texts[0], texts[-1]
    is_source = len(texts) == 1
    plain = locale(tag.removesuffix(TEMPLATE))
    return Subject(
        text=text,
        locale=plain if is_source else locale(into),
        path="x",
        line=1,
        source=None if is_source else source,
        source_locale=plain,
        is_template_word=tag.endswith(TEMPLATE),
        entry=None if is_source else Entry(source, (text,)),
        walk=Walk(FACTS),
        facts=FACTS,
        glossary=TERMS,
    )


def expected(case):
    """What the rules say of a case's text now."""
    told = "".join(
        f"{problem.rule}{' (a warning)' if problem.warning else ''}: {problem.wrong}\n"
        f"    {problem.remedy}\n"
        for problem in rules.problems([_subject(case)])
    )
    return {GIVEN: told}


@pytest.mark.parametrize(
    "case", support.cases("findings"), ids=lambda case: f"{case.path.stem}: {case.name}"
)
def test_what_is_told_of_a_text(case):
    """`python -m tests.refresh` brings what is expected up to date."""
    assert expected(case)[GIVEN].splitlines() == case.sections[GIVEN].splitlines()
