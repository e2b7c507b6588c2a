"""Service notices, from their files to what readers see: an outage, a closure, collection times."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests import support

TOML = """base_url = "https://notices.riverside.test/"
source_locale = "en"
locales = ["en"]
title = "Neighbourhood notices"
issuer = "Riverside Neighbourhood Committee"
[facts]
hotline = { tel = "96110" }
council = { tel = "+86 21 5555 0123" }
[[contacts]]
fact = "hotline"
label = "Hotline"
[[contacts]]
fact = "council"
label = "Council"
call = "Questions? Call"
hours = "9 to 17"
"""
WATER = """---
title: No water in Lane 12
date: 2026-11-27
area: Lane 12
audience: Everyone in Lane 12
starts: 2026-12-05 08:30
ends: 2026-12-05 16:00
---

The pipe is being replaced.
"""
SHELTERS = """---
title: Temporary shelters are open
date: 2026-10-08
issuer: Home Affairs Department
---

Signal No. 8 was issued at 12.40pm today (8 October 2026). Shelters are open:

| District | Shelter | Address | Tel. |
|---|---|---|---|
| Islands | Tung Chung Community Hall | G/F, 39 Man Tung Road | 2835 1474 |
| Yuen Long | Long Ping Community Hall | Long Ping Estate | 2835 1475 |

For enquiries, call 2835 1473. All schools are **closed today**.
"""
BINS = """---
title: Bin collections over Christmas
date: 2026-12-10
---

| Usual day | New day |
|---|---|
| Fri 25 Dec | Sat 26 Dec |
| Mon 28 Dec | Tue 29 Dec |
"""
SCAM_WORDS = ("scam", "asking you for money", "Hang up", "If you have paid", "They say")


@pytest.fixture
def made(tmp_path):
    """Builds a site with one notice; gives the folder of the English pages."""

    def build(text: str, toml: str = TOML) -> Path:
        files = {"content/site.toml": toml, "content/notice/bulletin.md": text}
        support.write_tree(tmp_path / "site", files)
        support.build_unprinted(tmp_path / "site", tmp_path / "output")
        return tmp_path / "output/en"

    return build


def _read(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


def _in_order(text: str, *words: str) -> None:
    place = 0
    for one in words:
        place = text.find(one, place)
        assert place >= 0, one


def test_its_page_and_its_text_answer_in_the_order_in_which_people_ask(made):
    pages = made(WATER)
    answers = (
        *(
            "No water in Lane 12",
            "When",
            "Saturday, December 5, 2026, 8:30\u00a0AM – 4:00\u00a0PM",
            "Where",
            "Lane 12",
        ),
        *("For whom", "Everyone in Lane 12", "The pipe is being replaced."),
        *("Questions? Ask here", "Hotline", "+86 21 5555 0123", "9 to 17"),
    )
    page = _read(pages, "notice/index.html")
    _in_order(page[page.index("<main") :], *answers[:-2])
    _in_order(_read(pages, "notice/bulletin.txt"), *answers)
    poster = _read(pages, "notice/poster.html")
    _in_order(poster[poster.index('class="said"') :], *answers[:8])


@pytest.mark.parametrize("gone", ["withdrawn: 2026-12-01 Not needed.", "moved_from: [former]"])
def test_one_that_is_gone_or_has_moved_names_whom_to_ask_about_it(gone, made):
    pages = made(WATER.replace("---\n", f"---\n{gone}\ncontacts: [council]\n", 1))
    page = _read(pages, "former/index.html" if "former" in gone else "notice/index.html")
    assert "+86 21 5555 0123" in page
    assert "96110" not in page


@pytest.mark.parametrize("text", [WATER, SHELTERS, BINS])
def test_nothing_that_it_has_speaks_of_scams(text, made):
    pages = made(text)
    for path in sorted(pages.rglob("*")):
        if path.suffix in (".html", ".txt", ".xml"):
            found = path.read_text(encoding="utf-8")
            assert [word for word in SCAM_WORDS if word in found] == [], path


@pytest.mark.parametrize("contacts", ["contacts: []\n", "contacts: [council]\n", ""])
def test_whom_to_ask_is_the_notices_own_or_nobody(contacts, made):
    pages = made(SHELTERS.replace("issuer:", f"{contacts}issuer:"))
    page, text = _read(pages, "notice/index.html"), _read(pages, "notice/bulletin.txt")
    shown = {"contacts: []\n": (), "contacts: [council]\n": ("Council",)}
    for name in ("Hotline", "Council"):
        is_shown = name in shown.get(contacts, ("Hotline", "Council"))
        assert (f">{name}</p>" in page) is is_shown
        assert (f"\n{name}: " in text) is is_shown
    assert ("Questions? Ask here" in page) is (contacts != "contacts: []\n")


def test_the_choice_of_languages_names_its_own_contact_too(made):
    pages = made(WATER.replace("area:", "contacts: [council]\narea:"))
    chooser = _read(pages.parent, "go/notice/index.html")
    assert "Council" in chooser
    assert "96110" not in chooser
    pages = made(WATER.replace("area:", "contacts: []\narea:"))
    assert 'class="hotline"' not in _read(pages.parent, "go/notice/index.html")


def test_a_row_of_a_table_is_read_with_its_headings(made):
    text = _read(made(BINS), "notice/bulletin.txt")
    assert "\nUsual day: Fri 25 Dec; new day: Sat 26 Dec\n" in text
    assert "\nUsual day: Mon 28 Dec; new day: Tue 29 Dec\n" in text


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("021-55550123转801", "021-55550123,801"),
        ("021-55550123 ext. 801", "021-55550123,801"),
        ("(021) 5555-0123", "02155550123"),
    ],
)
def test_a_number_is_shown_as_it_is_typed_and_dialled_with_its_extension(typed, dialled, made):
    toml = TOML.replace("+86 21 5555 0123", typed)
    pages = made(SHELTERS.replace("For enquiries, call 2835 1473.", "Ask {council}."), toml)
    page = _read(pages, "notice/index.html")
    assert f'href="tel:{dialled}">{typed}</a>' in page
    assert f"Ask {typed}." in _read(pages, "notice/bulletin.txt")


def test_machines_learn_where_and_for_whom_it_is_and_of_no_scam(made):
    page = _read(made(WATER), "notice/index.html")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    data = json.loads(found[1])
    assert data["spatialCoverage"] == {"@type": "Place", "name": "Lane 12"}
    assert data["audience"] == {"@type": "Audience", "audienceType": "Everyone in Lane 12"}
    assert data["author"]["@type"] == "GovernmentOrganization"


EXAMPLE = "Example, not a real notice"


@pytest.mark.parametrize("where", ["notice", "site"])
def test_an_example_is_said_on_every_page_text_and_feed(where, made):
    is_sites = where == "site"
    text = WATER if is_sites else WATER.replace("area:", "example: true\narea:")
    pages = made(text, ("example = true\n" if is_sites else "") + TOML)
    for path in ("index.html", "poster.html", "bulletin.txt"):
        assert EXAMPLE in _read(pages, f"notice/{path}")
    assert f"<title>{EXAMPLE} · No water" in _read(pages, "feed.xml")
    assert EXAMPLE in _read(pages, "index.html")
    page = _read(pages, "notice/index.html")
    assert '"@type": "GovernmentOrganization"' not in page
    assert f'"creativeWorkStatus": "{EXAMPLE}"' in page


def test_what_is_no_example_is_not_called_one(made):
    pages = made(WATER)
    for path in ("notice/index.html", "notice/bulletin.txt", "feed.xml", "index.html"):
        assert "Example" not in _read(pages, path)


def test_a_warning_of_scams_has_its_own_steps_or_those_of_the_pages(small_site, tmp_path):
    head = support.SMALL_SITE["content/refund/bulletin.md"]
    steps = "steps:\n  - Call {hotline}.\n  - Keep the chat.\n"
    for keys, told in (("", "1. Hang up."), (steps, "1. Call 96110.\n2. Keep the chat.\n")):
        text = head.replace("date:", f"{keys}date:")
        support.write_tree(small_site, {"content/refund/bulletin.md": text})
        support.build(small_site, tmp_path / "output")
        found = (tmp_path / "output/en/refund/bulletin.txt").read_text(encoding="utf-8")
        assert f"If you have paid\n{told}" in found
        page = (tmp_path / "output/en/refund/index.html").read_text(encoding="utf-8")
        assert '<h2 id="if_paid">If you have paid</h2>' in page
        assert ("Take screenshots" in page) is not keys.startswith("steps")


@pytest.mark.parametrize("path", ["notice/index.html", "notice/poster.html"])
def test_nothing_around_it_speaks_of_scams_where_the_site_does(made, path):
    toml = TOML.replace("Neighbourhood notices", "Scam Warnings").replace(
        "Riverside Neighbourhood Committee", "Anti-Fraud Center"
    )
    toml = toml.replace("[facts]", 'tagline = "Know the scams."\n[facts]', 1)
    notice = WATER.replace("area:", "issuer: Property Office\ncontacts: [council]\narea:")
    page = _read(made(notice, toml), path)
    page = re.sub('<link rel="alternate"[^>]*>', "", page)
    assert not re.search("scam|fraud", re.sub('(?:href|src)=.[^"]*.', "", page), re.IGNORECASE)
    assert "Property Office" in page[page.index("<footer") :]
    assert "Newest notices" in page[: page.index("<main")]


def test_a_site_of_other_notices_keeps_its_name_and_its_line_around_it(made):
    toml = TOML.replace("[facts]", 'tagline = "What happens here."\n[facts]', 1)
    page = _read(made(WATER, toml), "notice/index.html")
    assert "<title>No water in Lane 12 · Neighbourhood notices</title>" in page
    assert "Neighbourhood notices</span>" in page
    assert "What happens here." in page[page.index("<footer") :]
