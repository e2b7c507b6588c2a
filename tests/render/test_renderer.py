"""What the page of a warning shows of its scams: pictures, chats, and when it was last checked."""

from __future__ import annotations

import re

import pytest

from generator.content.identity import RESERVED
from generator.layout import is_id
from tests import support
from tests.support import SMALL_SITE

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs>'
    '<path id="contacts" d="M0 0h9"/><linearGradient id="g"/></defs>'
    '<use href="#contacts" fill="url(#g)" stroke="#fff"/></svg>'
)
TOML = "content/site.toml"
HEAD = "content/refund/bulletin.md"
SCAM = "content/refund/routines/01-parcel.md"
REMINDER = "content/refund/reminders/01-check.md"
CHAT = "chat:\n  - Pay now. ✗ Do not pay.\n  - Hurry up. ✗ Take your time.\n"


@pytest.fixture
def page(small_site, tmp_path):
    """Writes files into a small site, and gives its warning's page."""

    def made(files):
        support.write_tree(small_site, files)
        support.build_unprinted(small_site, tmp_path / "output")
        return (tmp_path / "output/en/refund/index.html").read_text(encoding="utf-8")

    return made


def _with(path, keys):
    return {path: SMALL_SITE[path].replace("---\n", f"---\n{keys}", 1)}


def test_a_scam_shows_its_chat_or_else_what_is_heard(page):
    plain = page({})
    assert "<q>Your parcel is lost.</q>" in plain
    assert 'class="chat"' not in plain
    chatting = page(_with(SCAM, CHAT))
    assert 'class="heard"' not in chatting
    says, truth = (re.findall(rf"<{tag}>(.*?)</{tag}></p>", chatting) for tag in ("q", "span"))
    assert says == ["Pay now.", "Hurry up."]
    assert truth == ["Do not pay.", "Take your time."]


def test_a_chat_of_what_is_heard_alone_is_a_chat(page):
    line = "poster: Do not pay.\nchat:\n  - Your parcel is lost. ✗ Ask the shop.\n"
    assert 'class="chat"' in page(_with(SCAM, line))


@pytest.mark.parametrize(
    ("keys", "heading"),
    [
        ("", "A lost parcel"),
        ("headline: Lost?\n", "Lost? <b>This is a scam.</b>"),
        ("headline: Lost?\nverdict: It is a lie.\n", "Lost? <b>It is a lie.</b>"),
        ("verdict: It is a lie.\n", "A lost parcel <b>It is a lie.</b>"),
    ],
)
def test_a_scam_is_headed_by_its_question_and_the_verdict(page, keys, heading):
    assert f'<span class="asked">{heading}</span>' in page(_with(SCAM, keys))


@pytest.mark.parametrize(
    ("keys", "verdict"),
    [
        ("", None),
        ("headline: A refund?\n", "A refund? <b>This is a scam.</b>"),
        ("verdict: It is a lie.\n", "<b>It is a lie.</b>"),
    ],
)
def test_a_warning_says_its_verdict_under_its_title(page, keys, verdict):
    found = re.findall(r'<p class="verdict">(.*?)</p>', page(_with(HEAD, keys)))
    assert found == ([verdict] if verdict else [])


def test_no_screen_reader_speaks_of_an_icon_and_its_parts_have_names_of_their_own(page):
    toml = SMALL_SITE[TOML] + '[look]\nicons = "_look/icons"\n'
    other = _with(SCAM, "icon: pin\n")[SCAM]
    html = page(
        {
            **{TOML: toml, "content/_look/icons/pin.svg": ICON, SCAM: other},
            "content/refund/routines/02-other.md": other.replace("parcel", "letter"),
        }
    )
    icons = re.findall(r'<svg class="icon" aria-hidden="true".*?</svg>', html)
    assert len(icons) == 2
    for icon, scam in zip(icons, ("parcel", "other"), strict=True):
        assert f'id="{scam}.contacts"' in icon
        assert f'href="#{scam}.contacts" fill="url(#{scam}.g)" stroke="#fff"' in icon
    ids = support.Page(html).ids
    assert len(ids) == len(set(ids))


def test_no_id_of_a_scam_or_a_reminder_is_another_of_the_page(page):
    """Whatever is one part's name and another's, as parcel and parcel-title may be."""
    html = page(
        {
            "content/refund/routines/02-parcel-title.md": SMALL_SITE[SCAM],
            "content/refund/routines/03-old.md": _with(SCAM, "withdrawn: 2022-08-01 Gone.\n")[SCAM],
            "content/refund/reminders/02-old-title.md": SMALL_SITE[REMINDER],
        }
    )
    ids = support.Page(html).ids
    assert len(ids) == len(set(ids))
    assert {"parcel", "parcel-title", "old", "old-title"} < set(ids)


@pytest.mark.parametrize("name", ["base.html", "bulletin.html", "parts.html"])
def test_no_scam_or_reminder_may_have_an_id_that_the_page_has_of_its_own(name):
    template = (support.ROOT / "templates" / name).read_text(encoding="utf-8")
    fixed = {found for found in re.findall(r' id="([^"{]+)"', template) if is_id(found)}
    assert fixed
    assert fixed <= RESERVED


def test_a_warning_ends_with_who_issued_it_when_and_when_it_was_last_checked(page):
    html = page(_with(HEAD, "checked: 2022-08-01\n"))
    end = html.partition('<dl class="facts">')[2]
    told = [
        *(">Issued by<", ">Police<", ">Date<", ">July 25, 2022<"),
        *(">Last checked<", '<time datetime="2022-08-01">August 1, 2022<', "</article>"),
    ]
    assert [end.index(words) for words in told] == sorted(end.index(words) for words in told)
    assert "Last checked" not in page(_with(HEAD, ""))


@pytest.mark.parametrize(("number", "paired"), [("110", True), ("021-55550123", False)])
def test_two_buttons_stand_beside_each_other_where_their_numbers_are_short(page, number, paired):
    toml = SMALL_SITE[TOML].replace('"110"', f'"{number}"')
    html = page({TOML: f'{toml}[[contacts]]\nfact = "police"\nlabel = "Police"\n'})
    assert ('class="calls pair urgent"' in html) is paired
    top = html.partition('class="aside now"')[2].partition("</section>")[0]
    assert top.count('class="hotline"') == 2


def test_a_scam_that_is_written_as_a_list_is_told_in_numbered_steps(page):
    steps = "They go on:\n\n1. They call.\n2. They ask.\n"
    html = page({SCAM: SMALL_SITE[SCAM].replace("They want a transfer.\n", steps)})
    how = html.partition("How the scam works")[2]
    assert re.match(r"</h4>\s*<div class=\"prose\">\s*<p>They go on:</p>\s*<ol>", how)
    assert re.findall("<li>(They .*?)</li>", how) == ["They call.", "They ask."]
