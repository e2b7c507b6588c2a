"""The style sheets, as the browsers of old phones read them: see `tests/browser/old_phones.py`."""

from __future__ import annotations

import pytest

from tests.browser import old_phones
from tests.support import ROOT

SHEETS = sorted((ROOT / "templates/assets").glob("*.css"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_old_phones_know_every_rule_or_have_a_fallback(path):
    rules = old_phones.parsed(path.read_text(encoding="utf-8"))
    assert len(rules) > 10
    assert list(old_phones.problems(rules)) == []


@pytest.mark.parametrize(
    "css",
    [
        *("a { margin-inline: 1rem }", "a { padding-block-start: 1px }", "a { inset: 0 }"),
        *("a { inline-size: 1px }", "a { aspect-ratio: 1 }", "a { gap: 1rem }"),
        *("a { width: clamp(1px, 2vw, 3px) }", "a { width: min(1px, 2vw) }"),
        *(":is(a, b) { color: red }", "a:where(.b) { color: red }", "a:has(b) { color: red }"),
        *("a:not(.b, .c) { color: red }", ":focus-visible { outline: 1px solid }"),
        *("a { b & { color: red } }", "a { position: sticky }", "a { overflow-wrap: anywhere }"),
        *("a { height: 100dvh }", "a { color: #12345678 }", 'a { content: "x" / "" }'),
        *("a { display: flex; grid-gap: 1rem }", "a { display: contents }"),
        *("@media (width >= 40rem) { a { color: red } }", "@layer x { a { color: red } }"),
        *(
            "@supports (gap: 1px) { a { color: red } }",
            "@container (min-width: 9rem) { a { top: 0 } }",
        ),
        # A browser takes the last that it knows: a fallback comes first.
        "a { width: min(1px, 2vw); width: 1px }",
    ],
)
def test_what_old_phones_lack_is_refused(css):
    assert len(list(old_phones.problems(old_phones.parsed(css)))) == 1


@pytest.mark.parametrize(
    ("css", "read"),
    [
        ("a { width: 1px; width: min(1px, 2vw) }", "a { width: 1px;  }"),
        ("a { position: -webkit-sticky; position: sticky }", "a { position: -webkit-sticky;  }"),
        ('a { content: "{;}"; content: "x" / "" }', 'a { content: "{;}";  }'),
        ("a { display: grid; grid-gap: 1px }", "a { display: grid; grid-gap: 1px;  }"),
        ("a { text-wrap: balance; color: red }", "a { color: red;  }"),
        (":focus:not(:focus-visible) { outline: none }", ""),
        ("/* a { gap: 1px } */ b { top: 0 }", "b { top: 0;  }"),
        ("@media (forced-colors: active) { a { top: 0 } }", ""),
        (
            "@media print, (min-width: 40rem) { a { top: 0 } }",
            "@media print, (min-width: 40rem) {  a { top: 0;  } }",
        ),
    ],
)
def test_what_has_a_fallback_or_can_be_done_without_is_taken(css, read):
    rules = old_phones.parsed(css)
    assert list(old_phones.problems(rules)) == []
    assert old_phones.as_read(rules) == read
