"""From Markdown to page: for any document, every translation shows once, where its source stood."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.catalogs import po, reader
from generator.commands import translate as translating
from generator.diagnostics.errors import Problems, Refused
from tests import support
from tests.strategies import documents

pytestmark = pytest.mark.thorough

OPEN, CLOSE = "zqa ", " zqe"
"""What the invertible map puts around each message: words that no text has."""
PATH = "locales/de/LC_MESSAGES/x.po"
TEMPLATES = {
    "templates/bulletin.html": "<main>{{ bulletin.title }}|{{ bulletin.introduction }}"
    "{% for r in bulletin.routines %}{{ r.title }}|{{ r.heard }}|{{ r.how }}{% endfor %}"
    "{% for r in bulletin.reminders %}{{ r.title }}|{{ r.advice }}{% endfor %}</main>",
    **{
        f"templates/{name}": "-"
        for name in ("chooser.html", "not_found.html", "list.html", "withheld.html", "text.txt")
    },
    **{f"templates/{name}": "-" for name in ("poster.html", "routine_poster.html")},
}
TITLES = st.sampled_from(["A lost parcel", "*Never* pay", "“Your” code & {hotline}", "AT&T calls"])


def allowed(text: str) -> str:
    """The document without what a bulletin may not have: HTML, indented code."""
    return re.sub(r"^ {4,}", "", text.replace("<b>raw</b>", "raw"), flags=re.MULTILINE)


TEXTS = documents(soft_breaks=True).map(allowed)


def front(title: str, extra: str = "") -> str:
    return f"---\ntitle: '{title}'\n{extra}---\n\n"


@st.composite
def sites(draw) -> dict[str, str]:
    """The files of a site with one bulletin, of any text that a writer may write."""
    quotation = draw(st.sampled_from(["Pay now.", "Share *your* screen.\n>\n> Then wait."]))
    return {
        **TEMPLATES,
        "content/site.toml": 'title = "T"\nissuer = "I"\nsource_locale = "fr"\n'
        'locales = ["fr", "de"]\n[facts]\nhotline = { tel = "96110" }\n',
        "content/x/bulletin.md": front(draw(TITLES), "date: 2026-01-01\n") + draw(TEXTS),
        "content/x/routines/01-a.md": front(draw(TITLES))
        + f"> {quotation}\n\nThey lie.\n\n{draw(TEXTS)}",
        "content/x/reminders/01-b.md": front(draw(TITLES)) + f"Hang up.\n\n{draw(TEXTS)}",
    }


def translate(site: Path) -> int:
    """Put every message into brackets; gives how many there are."""
    translating.update(site)
    catalog = reader.read((site / PATH).read_bytes(), PATH)
    entries = tuple(
        entry.changed(msgstr=(f"{OPEN}{entry.msgid}{CLOSE}",)) for entry in catalog.entries
    )
    (site / PATH).write_bytes(po.write(replace(catalog, entries=entries)))
    words = site / "locales/de/LC_MESSAGES/site.po"
    kept = reader.read(words.read_bytes(), "site.po")
    filled = tuple(entry.changed(msgstr=(f"{entry.msgid}-",)) for entry in kept.entries)
    words.write_bytes(po.write(replace(kept, entries=filled)))
    return len(entries)


def shown(site: Path, tag: str) -> str:
    return (site / f"output/{tag}/x/index.html").read_text(encoding="utf-8")


@settings(max_examples=support.examples(40))
@given(sites())
def test_every_translation_shows_once_where_its_source_stood(files):
    with tempfile.TemporaryDirectory() as folder:
        site = support.write_tree(Path(folder), files)
        try:
            support.read_site(site, Problems())
        except Refused:
            assume(False)  # raw HTML and the like: refused as a whole
        messages = translate(site)
        support.build(site, site / "output")
        source, target = shown(site, "fr"), shown(site, "de")
    assert target.replace(OPEN, "").replace(CLOSE, "") == source
    assert len(re.findall(f"{OPEN}.+?{CLOSE}", target, re.S)) == target.count(OPEN) >= messages


@settings(max_examples=support.examples(15))
@given(sites())
def test_a_message_without_its_translation_withholds_the_page(files):
    with tempfile.TemporaryDirectory() as folder:
        site = support.write_tree(Path(folder), files)
        try:
            support.read_site(site, Problems())
        except Refused:
            assume(False)
        translate(site)
        catalog = reader.read((site / PATH).read_bytes(), PATH)
        first, *others = catalog.entries
        entries = (first.changed(msgstr=("",)), *others)
        (site / PATH).write_bytes(po.write(replace(catalog, entries=entries)))
        support.build(site, site / "output")
        assert OPEN not in shown(site, "de")
