"""Words of elsewhere as Markdown that shows them as they were; numbers as facts; days."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings

from generator.exchange.words import as_markdown, dated, escaped
from generator.facts import Fact
from generator.markdown.dialect import reader
from tests.exchange.words import FACTS
from tests.strategies import TEXTS
from tests.support import examples


def _shown(text):
    return html.unescape(re.sub("<[^<>]*>", "", reader({}).convert(text)))


def _line(text):
    return " ".join("".join(c for c in text if c.isprintable()).split())


@settings(max_examples=examples(400), deadline=None)
@given(TEXTS.map(_line).filter(bool))
def test_markdown_shows_each_line_as_it_was(text):
    assert " ".join(_shown(escaped(text)).split()) == text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("拨打96110咨询", "拨打{hotline}咨询"),
        ("请打110。", "请打{police}。"),
        ("一共110元", "一共110元"),
        ("021-96110", "021-96110"),
        ("1101号", "1101号"),
        ("看 https://city.example/ 吧", "看 {site} 吧"),
        ("看 city.example/other", "看 city.example/other"),
        ("96110或12345", "{hotline}或{city_line}"),
        ("96110 12345", "96110 12345"),
        ("打站点电话021-55550123转801", "打站点电话021-55550123转801"),
    ],
)
def test_numbers_and_addresses_that_are_facts_are_named(text, named):
    facts = [*FACTS.values(), Fact("station", "021-55550123", "tel:02155550123", ext="801")]
    assert as_markdown(text, facts) == named


@pytest.mark.parametrize(
    ("line", "moment", "rest"),
    [
        ("2026年11月18日", "2026-11-18", ""),
        ("发于 2026.1.2", "2026-01-02", "发于"),
        ("二〇二六年十一月三十日", "2026-11-30", ""),
        ("二○二六年一月十二日", "2026-01-12", ""),
        ("Issued 3 December 2026", "2026-12-03", "Issued"),
        ("December 3rd, 2026", "2026-12-03", ""),
        ("2026-11-29 17:00, Office", "2026-11-29 17:00", "Office"),
        ("2026年12月10日 8:00—16:00", "2026-12-10", "8:00—16:00"),
        ("2026-02-30", None, None),
        ("12月5日", None, None),
        ("电话 2026-11-1234", None, None),
    ],
)
def test_a_day_is_found_in_the_forms_that_people_write(line, moment, rest):
    found = dated(line)
    assert (found and found.moment, found and found.rest) == (moment, rest)
