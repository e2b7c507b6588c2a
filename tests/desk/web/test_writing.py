"""Writing at the desk, as somebody without a script does: forms, and what they change."""

from __future__ import annotations

import re

import pytest

from tests import support
from tests.desk.web.visitor import PEOPLE, SITES, Visitor
from tests.support import tree, write_tree

HEAD = "content/refund/bulletin.md"
SCAM = "content/refund/routines/01-parcel.md"
PLACE = "/write/refund/bulletin/"
MANY = """---
# a note
title: Refund scams
date: 2022-07-25
contacts: [police, hotline, old]
topic: unknown
---

Call {hotline} first.
A second line
of it.

1. one
2. two
"""


@pytest.fixture
def site(small_site):
    (small_site / HEAD).write_text(MANY, encoding="utf-8", newline="")
    return small_site


def _own(site):
    """Every file of a site but what the desk remembers."""
    return {path: data for path, data in tree(site).items() if not path.startswith(".cache/")}


def _lines(before, after):
    return [line for line in after.split("\n") if line not in before.split("\n")]


@pytest.mark.parametrize("name", SITES)
def test_opening_and_saving_without_a_change_changes_no_byte(name, tmp_path):
    site = support.example_site(name, tmp_path / name)
    before = tree(site)
    visitor = Visitor(site)
    for path in sorted(site.glob("content/*/**/*.md")):
        slug, *inner = path.relative_to(site / "content").with_suffix("").parts
        part = ":".join([*inner[:-1], inner[-1].lstrip("0123456789-")])
        page = visitor.get(f"/write/{slug}/{part}/")
        assert page.status == 200, page.words
        page = visitor.send(page, page.form(f"{part}/"))
        assert "Saved." in page.words
    assert {path: data for path, data in tree(site).items() if path in before} == before


def test_an_edit_changes_its_own_lines_only(site):
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    visitor.send(page, page.form(PLACE), f_headline="Is it the shop?", f_title="Refund scams 2")
    text = (site / HEAD).read_text(encoding="utf-8")
    assert _lines(MANY, text) == ["title: Refund scams 2", "headline: Is it the shop?"]
    assert _lines(text, MANY) == ["title: Refund scams"]


def test_choices_keep_their_order_and_what_the_site_does_not_know(site):
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    form = page.form(PLACE)
    chosen = [value for name, value in form.fields if name == "f-contacts"]
    assert chosen == ["hotline", "police", "old"]
    assert form["f-topic"] == "unknown"
    visitor.send(page, form, f_date="2022-07-26")
    text = (site / HEAD).read_text(encoding="utf-8")
    assert _lines(MANY, text) == ["date: 2022-07-26"]
    page = visitor.get(PLACE)
    chosen = ["hotline", "police"]
    visitor.fill(page, page.form(PLACE), {"f-contacts": chosen})
    assert "contacts: [police, hotline]" in (site / HEAD).read_text(encoding="utf-8")


def test_two_who_change_the_same_see_both_versions(site):
    one, other = Visitor(site), Visitor(site, "zh-Hans")
    mine, theirs = one.get(PLACE), other.get(PLACE)
    other.send(theirs, theirs.form(PLACE), f_headline="Theirs?", f_summary="Their summary.")
    between = tree(site)
    after = one.send(mine, mine.form(PLACE), f_headline="Mine?")
    assert after.status == 412
    assert tree(site) == between
    assert "Mine?" in after.words
    assert "Theirs?" in after.words
    assert "Their summary." not in after.words  # I did not touch it
    after = one.send(after, after.form(PLACE), "Save what is chosen")
    assert "Saved." in after.words
    text = (site / HEAD).read_text(encoding="utf-8")
    assert "headline: Mine?" in text
    assert "summary: Their summary." in text


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_one_chooses_field_by_field_and_no_other_field_is_lost(choice, site):
    one, other = Visitor(site), Visitor(site)
    mine, theirs = one.get(PLACE), other.get(PLACE)
    other.send(theirs, theirs.form(PLACE), f_summary="Theirs.", f_short="Short.")
    own = {"f_summary": "Mine.", "f_verdict": "My answer."}
    after = one.send(mine, mine.form(PLACE), **own)
    assert after.status == 412
    form = after.form(PLACE)
    assert [name for name in form.names() if name.startswith("choose:")] == ["choose:summary"]
    assert "My answer." not in after.words  # nobody else touched it
    # A third one saves in between: what was chosen is asked again, and nothing is lost.
    third = Visitor(site)
    theirs = third.get(PLACE)
    third.send(theirs, theirs.form(PLACE), f_headline="Third?")
    after = one.fill(after, form, {"choose:summary": choice})
    assert after.status == 412
    after = one.fill(after, after.form(PLACE), {"choose:summary": choice})
    assert "Saved." in after.words
    text = (site / HEAD).read_text(encoding="utf-8")
    expected = {"mine": "Mine.", "theirs": "Theirs."}[choice]
    for line in (
        f"summary: {expected}",
        "verdict: My answer.",
        "short: Short.",
        "headline: Third?",
    ):
        assert f"{line}\n" in text


def test_an_editor_and_the_desk_at_once(site):
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    (site / HEAD).write_text(MANY.replace("two", "three"), encoding="utf-8", newline="")
    after = visitor.send(page, page.form(PLACE), f_date="2022-07-27")
    assert after.status == 412
    assert "Nobody else changed what you changed" in after.words
    assert after.links().count(PLACE) == 1
    assert "three" in (site / HEAD).read_text(encoding="utf-8")
    visitor.send(after, after.form(PLACE), "Save mine")
    expected = MANY.replace("two", "three").replace("2022-07-25", "2022-07-27")
    assert (site / HEAD).read_text(encoding="utf-8") == expected


def _contacts(site):
    lines = (site / HEAD).read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line.startswith("contacts")]


def test_who_ticks_a_number_means_it(site):
    (site / HEAD).write_text(MANY.replace("contacts: [police, hotline, old]\n", ""), "utf-8")
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    page = visitor.fill(page, page.form(PLACE), {"f-contacts": ["police"]})
    assert _contacts(site) == ["contacts: [police]"]
    page = visitor.fill(page, page.form(PLACE), {"f-contacts:which": ""})
    assert _contacts(site) == []


def test_these_without_any_is_no_choice(site):
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    none = {"f-contacts:which": "+", "f-contacts": [], "f-headline": "Is it so?"}
    typed = [*(one for one in page.form(PLACE).fields if one[0] != "f-contacts")]
    part = visitor.ask("POST", f"{PLACE}check", typed, is_part=True).body
    place = part.index('id="f-contacts-wrong"')
    assert "tick at least one number" in part[place : part.index("</div>", place)]
    page = visitor.fill(page, page.form(PLACE), none)
    assert "Tick at least one number" in page.words
    assert _contacts(site) == ["contacts: [police, hotline, old]"]
    assert "headline: Is it so?" in (site / HEAD).read_text(encoding="utf-8")
    page = visitor.fill(page, page.form(PLACE), {"f-contacts:which": "[]", "f-contacts": []})
    assert _contacts(site) == ["contacts: []"]
    assert "no number stands on the page" in page.words


def test_a_save_is_undone_to_the_byte(site):
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    page = visitor.send(page, page.form(PLACE), f_body="Other words.")
    assert (site / HEAD).read_text(encoding="utf-8") != MANY
    page = visitor.send(page, page.form("undo"), "Back to this one")
    assert "The earlier version is back." in page.words
    assert (site / HEAD).read_text(encoding="utf-8") == MANY


def test_nothing_is_undone_or_removed_that_has_changed_meanwhile(site):
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    page = visitor.send(page, page.form(PLACE), f_body="Other words.")
    (site / HEAD).write_text(MANY + "\nAn editor's words.\n", encoding="utf-8")
    (site / SCAM).write_text("---\ntitle: Another\n---\n\nWords.\n", encoding="utf-8")
    between = tree(site)
    after = visitor.send(page, page.form("undo"), "Back to this one")
    assert "changed elsewhere meanwhile" in after.words
    after = visitor.send(page, page.form("parcel/move"), "Remove “A lost parcel”")
    assert "changed elsewhere meanwhile" in after.words
    assert tree(site) == between


def test_a_scam_is_added_moved_removed_and_brought_back(site):
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    add = next(one for one in page.forms if ("group", "routines") in one.fields)
    page = visitor.send(page, add, title="冒充公检法")
    assert page.address == "/write/refund/routines:scam-2/"
    assert page.form("scam-2/")["f-title"] == "冒充公检法"
    page = visitor.send(page, page.form("scam-2/move"), "Move up: 冒充公检法")
    names = sorted(path.name for path in (site / "content/refund/routines").iterdir())
    assert [name.lstrip("0123456789-") for name in names] == ["scam-2.md", "parcel.md"]
    removed = "Remove “冒充公检法”"
    page = visitor.send(page, page.form("scam-2/move"), removed)
    assert "“冒充公检法” is removed." in page.words
    assert [words for words, _, _ in page.form("restore").buttons] == ["冒充公检法"]
    assert not list((site / "content/refund/routines").glob("*scam-2.md"))
    page = visitor.send(page, page.form("restore"), page.form("restore").buttons[0][0])
    assert page.address == "/write/refund/routines:scam-2/"
    assert page.form("scam-2/")["f-title"] == "冒充公检法"


def test_moving_past_the_end_changes_nothing(site):
    visitor, before = Visitor(site), _own(site)
    page = visitor.get("/write/refund/routines:parcel/")
    for words in ("Move up: A lost parcel", "Move down: A lost parcel"):
        page = visitor.send(page, page.form("parcel/move"), words)
    assert _own(site) == before


def test_a_chat_is_typed_line_by_line(site):
    visitor = Visitor(site)
    page = visitor.get("/write/refund/routines:parcel/")
    lines = {"f-chat:says": ["Pay first", "", "Hurry"], "f-chat:truth": ["Nobody asks", "", ""]}
    page = visitor.fill(page, page.form("parcel/"), lines)
    text = (site / SCAM).read_text(encoding="utf-8")
    assert "  - Pay first ✗ Nobody asks\n" in text or "Pay first" in text
    form = page.form("parcel/")
    says = [value for name, value in form.fields if name == "f-chat:says"]
    assert says[:2] == ["Pay first", "Hurry"]
    before = tree(site)
    visitor.send(page, form)
    assert tree(site) == before


@pytest.mark.parametrize("language", PEOPLE)
def test_a_file_whose_head_cannot_be_read_is_shown_whole(language, site):
    broken = "---\ntitle: a: b\n---\n\nWords.\n"
    (site / SCAM).write_text(broken, encoding="utf-8")
    visitor = Visitor(site, language)
    page = visitor.get("/write/refund/routines:parcel/")
    form = page.form("parcel/")
    assert form["whole"] == broken
    page = visitor.send(page, form, whole=broken.replace("a: b", "A parcel"))
    assert page.form("parcel/")["f-title"] == "A parcel"
    assert (site / SCAM).read_text(encoding="utf-8") == broken.replace("a: b", "A parcel")


def test_what_cannot_be_read_as_text_is_told(site):
    (site / SCAM).write_bytes(b"---\ntitle: \xff\n---\n")
    page = Visitor(site).get("/write/refund/routines:parcel/")
    assert page.status == 503
    assert "01-parcel.md" in page.words


def test_checks_are_told_as_one_types_and_nothing_is_saved(site):
    visitor = Visitor(site)
    page, before = visitor.get(PLACE), tree(site)
    typed = [*page.form(PLACE).fields, ("f-body", "Call {hotlime} first.")]
    part = visitor.ask("POST", f"{PLACE}check", typed, is_part=True)
    assert "did you mean {hotline}?" in part.body
    assert "<html" not in part.body
    assert tree(site) == before


def test_what_is_typed_is_told_at_its_field(site):
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    typed = [one for one in page.form(PLACE).fields if one[0] not in ("f-date", "f-body")]
    typed += [("f-date", "31/11/2026"), ("f-body", "Call {hotlime}.")]
    part = visitor.ask("POST", f"{PLACE}check", typed, is_part=True).body
    pieces = dict(re.findall(r'<div id="f-(\w+)-wrong"[^>]*>(.*?)</div>', part, re.DOTALL))
    assert "31/11/2026" in pieces["date"]
    assert "31/11/2026" not in part[: part.index("<div")]
    assert [key for key, words in pieces.items() if "<li" in words] == ["body", "date"]
    assert {f"f-{key}-wrong" for key in pieces} == {
        found["id"] for tag, found in page.tags if found.get("id", "").endswith("-wrong")
    } - {"wrong"}


def test_a_place_to_fill_in_may_be_left_out(site):
    visitor = Visitor(site)
    page = visitor.get("/new")
    page = visitor.send(page, page.form("/new"), title="Parcels")
    path = site / "content/parcels/bulletin.md"
    assert "headline: ✎" in path.read_text(encoding="utf-8")
    page = visitor.send(page, page.form("bulletin/"), left_out__=[], **{"left-out": []})
    page = visitor.fill(page, page.form("bulletin/"), {"left_out": ["headline", "title"]})
    text = path.read_text(encoding="utf-8")
    assert "headline" not in text
    assert "title: Parcels" in text


def test_a_notice_that_was_never_published_is_removed_and_brought_back(site):
    write_tree(site, {"content/refund/shot.png": "picture"})
    visitor, before = Visitor(site), _own(site)
    page = visitor.get(PLACE)
    page = visitor.send(page, page.form("discard"))
    assert page.address == "/"
    assert "“Refund scams” is removed." in page.words
    assert not (site / "content/refund").exists()
    assert not [path for path in _own(site) if "refund" in path]
    page = visitor.send(page, page.form("/restore"), "Refund scams")
    assert page.address == PLACE
    assert _own(site) == before
    assert not [one for one in visitor.get("/").forms if one.action == "/restore"]


def test_only_what_readers_do_not_know_is_removed(site):
    visitor = Visitor(site)
    page, between = visitor.get(PLACE), _own(site)
    (site / HEAD).write_text(MANY + "\nAn editor's words.\n", encoding="utf-8")
    assert "changed elsewhere meanwhile" in visitor.send(page, page.form("discard")).words
    digest = "0" * 64
    write_tree(site, {"output/SHA256SUMS": f"{digest}  en/refund/index.html\n"})
    page = visitor.get(PLACE)
    assert not [one for one in page.forms if one.action.endswith("discard")]
    sent = [("digest", page.form(PLACE)["digest"])]
    visitor.ask("POST", "/write/refund/discard", sent)
    kept = {path for path in _own(site) if not path.startswith("output/")}
    assert kept == {*between}
    assert visitor.ask("POST", "/restore", [("slug", "refund")]).status == 404
    assert visitor.ask("POST", "/restore", [("slug", "../x")]).status == 404


def test_a_number_typed_by_hand_is_put_in_by_a_button(site):
    (site / HEAD).write_text(MANY.replace("{hotline} first", "9611 0 or {hotline} first"), "utf-8")
    visitor = Visitor(site)
    page = visitor.get("/write/refund/reminders:check/")
    page = visitor.send(page, page.form("check/"), f_body="Call 96110 now.")
    assert "kept in one place" in page.words
    page = visitor.send(page, page.form("check/"), "Put it in as 96110", f_title="Ask first")
    assert page.form("check/")["f-body"] == "Call {hotline} now."
    assert page.form("check/")["f-title"] == "Ask first"
    assert "Put it in as 96110" not in page.words


def test_days_are_chosen_in_a_calendar_with_an_hour_if_it_matters(site):
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    kinds = {
        found["name"]: found["type"]
        for tag, found in page.tags
        if tag == "input" and "name" in found
    }
    assert (kinds["f-date"], kinds["f-starts"], kinds["f-starts:hour"]) == ("date", "date", "time")
    change = {"f-starts": "2026-12-05", "f-starts:hour": "08:30", "f-ends": "2026-12-06"}
    page = visitor.fill(page, page.form(PLACE), change)
    assert {"starts: 2026-12-05 08:30", "ends: 2026-12-06"} <= {
        *_lines(MANY, (site / HEAD).read_text(encoding="utf-8"))
    }
    assert page.form(PLACE)["f-starts:hour"] == "08:30"
    (site / HEAD).write_text(MANY.replace("2022-07-25", "2022-02-30"), "utf-8")
    assert visitor.get(PLACE).form(PLACE)["f-date"] == "2022-02-30"  # no calendar has it


def test_the_page_beside_stays_as_it_was_chosen_and_says_why_it_is_not_there(site):
    (site / HEAD).write_text(MANY.replace(", old", "").replace("topic: unknown\n", ""), "utf-8")
    visitor = Visitor(site)

    def frame(place):
        found = [one["src"] for tag, one in visitor.get(place).tags if tag == "iframe"]
        return found[0] if found else ""

    assert frame(PLACE).endswith("/en/refund/?bare") or frame(PLACE).endswith("index.html?bare")
    assert frame("/write/refund/routines:parcel/").endswith("?bare#parcel")
    page = visitor.get(f"{PLACE}?see=sheet&in=zh-Hans")
    assert "The sheet is shown here when the translation is done." in page.words
    assert frame("/write/refund/routines:parcel/") == ""
    visitor.get(f"{PLACE}?see=page&in=zh-Hans")
    assert "/zh-Hans/refund/" in frame("/write/refund/routines:parcel/")
    (site / HEAD).write_text(MANY.replace("2022-07-25", "2022-02-30"), "utf-8")
    page = visitor.get(PLACE)
    assert "what stands here is from before it" in page.words
    assert "Refund scams" in page.words
    assert frame(PLACE)


def test_a_part_says_what_is_next_and_what_is_left_also_beside_an_error(site):
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    add = next(one for one in page.forms if ("group", "reminders") in one.fields)
    visitor.send(page, add, title="Hang up")
    scam = "/write/refund/routines:parcel/"
    assert "Save and go on to: Hang up" in visitor.get(scam).words
    left = re.search(r"Hang up\s+(\d+) to fill in", visitor.get(scam).words)
    (site / HEAD).write_text(MANY.replace("2022-07-25", "2022-02-30"), "utf-8")
    assert left
    assert re.search(r"Hang up\s+[1-9]\d* to fill in", visitor.get(scam).words)


def test_going_on_saves_what_was_typed_and_opens_what_waits(site):
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    add = next(one for one in page.forms if ("group", "reminders") in one.fields)
    visitor.send(page, add, title="Hang up")
    page = visitor.get("/write/refund/routines:parcel/")
    form = page.form("routines:parcel/")
    (go,) = (one for one in form.buttons if one[1] == "go")
    page = visitor.send(page, form, go[0], f_title="A parcel")
    assert page.address == "/write/refund/reminders:hang-up/"
    assert "title: A parcel" in (site / SCAM).read_text(encoding="utf-8")
    form.buttons.append(("away", "go", "//elsewhere.example/"))
    page = visitor.get("/write/refund/routines:parcel/")
    page = visitor.send(page, form, "away", digest=page.form("routines:parcel/")["digest"])
    assert page.address == "/write/refund/routines:parcel/"


def test_headings_and_lists_show_a_number_and_a_field_says_what_its_name_is(site):
    (site / HEAD).write_text(
        MANY.replace("Refund scams", "Call {hotline}, {unknown}"), encoding="utf-8"
    )
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    assert page.form(PLACE)["f-title"] == "Call {hotline}, {unknown}"
    assert "<h1>Call 96110, {unknown}</h1>" in page.html
    assert "{hotline} stands for 96110, which is what readers see." in page.words
    assert "{unknown} stands for" not in page.words
    assert ">Call {hotline}, " not in page.html
    (site / HEAD).write_text(MANY.replace("Refund scams", "Call {hotline}"), encoding="utf-8")
    for address in ("/", "/write/refund/routines:parcel/", "/translate/refund/zh-Hans/"):
        assert "Call 96110" in visitor.get(address).words


def test_earlier_versions_say_when_by_the_sites_clock_and_what_was_changed(site):
    settings = site / "content/site.toml"
    settings.write_text('time_zone = "Asia/Shanghai"\n' + settings.read_text(), encoding="utf-8")
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    page = visitor.send(page, page.form(PLACE), f_title="Another title", f_summary="New.")
    assert "Before the save of 2026-11-30 12:00" in page.words
    assert "Title: “Refund scams”, Summary for lists" in page.words
    page = visitor.send(page, page.form(PLACE), f_title="A “safe” account")
    page = visitor.send(page, page.form(PLACE), f_title="Another title")
    assert "Title: “A ‘safe’ account”" in page.words


def test_a_contact_to_choose_is_not_chosen_by_saving(site):
    text = MANY.replace("[police, hotline, old]", "[✎ police, hotline]")
    (site / HEAD).write_text(text, encoding="utf-8", newline="")
    visitor = Visitor(site)
    page = visitor.get(PLACE)
    assert "✎" not in page.words
    assert "f-contacts" not in page.form(PLACE).names()
    visitor.send(page, page.form(PLACE))
    assert (site / HEAD).read_text(encoding="utf-8") == text
    visitor.fill(page, page.form(PLACE), {"f-contacts:which": "+", "f-contacts": ["police"]})
    assert _contacts(site) == ["contacts: [police]"]


@pytest.mark.parametrize(
    "place",
    [
        *("/write/refund/routines:none/", "/write/refund/..:site/", "/write/refund/:/"),
        *("/write/../bulletin/", "/write/none/bulletin/", "/write/REFUND/bulletin/"),
        *("/write/refund/..:..:secret/", "/write/site/bulletin/", "/write/refund/bulletin.md/"),
        "/write/refund/%2e%2e:site/",
    ],
)
def test_a_name_that_is_no_document_is_no_page(place, site):
    visitor, before = Visitor(site), tree(site.parent)
    assert visitor.get(place).status == 404
    slug = place.split("/")[2]
    for address in (place, f"{place}check", f"{place}undo", f"{place}move", f"{place}remove"):
        assert visitor.ask("POST", address, [("f-title", "x"), ("whole", "x")]).status == 404
    if slug != "refund":
        for address in (f"/write/{slug}/add", f"/write/{slug}/restore"):
            assert visitor.ask("POST", address, [("group", "routines")]).status == 404
    assert tree(site.parent) == before


@pytest.mark.parametrize("group", ["..", "", "posters", "../../x"])
def test_a_group_that_is_none_gets_no_file(group, site):
    visitor, before = Visitor(site), tree(site.parent)
    answer = visitor.ask("POST", "/write/refund/add", [("group", group), ("title", "../../x")])
    assert answer.status >= 400
    assert visitor.ask("POST", "/write/refund/restore", [("part", "../x")]).status == 404
    assert tree(site.parent) == before


def test_a_link_to_outside_is_not_written_through(site, tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_bytes((site / SCAM).read_bytes())
    (site / SCAM).unlink()
    (site / SCAM).symlink_to(outside)
    before = outside.read_bytes()
    answer = Visitor(site).ask(
        "POST", "/write/refund/routines:parcel/", [("f-title", "x"), ("digest", "")]
    )
    assert answer.status >= 400
    assert outside.read_bytes() == before


HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    "' autofocus onfocus=x &lt;b&gt; {{ 7 * 7 }} {% x %}"
)


@pytest.mark.parametrize("language", PEOPLE)
def test_hostile_words_in_every_field_are_words(language, site):
    settings = site / "content/site.toml"
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    settings.write_text(settings.read_text().replace('"Police"', f'"{quoted}"'), encoding="utf-8")
    visitor = Visitor(site, language)
    places = (PLACE, "/write/refund/routines:parcel/", "/write/refund/reminders:check/")
    for place in places:
        for key in [name for name in visitor.get(place).form(place).names() if name[:2] == "f-"]:
            if key.endswith((":which", "-contacts")):
                continue
            page = visitor.get(place)
            is_pair = key.startswith("f-chat")
            values = {key: HOSTILE}
            if is_pair:
                values = {"f-chat:says": [HOSTILE], "f-chat:truth": [HOSTILE]}
            page = visitor.fill(page, page.form(place), values)
            _check_harmless(page)
            typed = [*page.form(place).fields, *((k, HOSTILE) for k in values)]
            _check_part(visitor.ask("POST", f"{place}check", typed, is_part=True).body)
    for place in ("/", "/problems", "/new", *places, f"{PLACE}?see={HOSTILE}&in={HOSTILE}"):
        _check_harmless(visitor.get(place))


def _check_harmless(page):
    """Nothing of the hostile words is a tag or an attribute, nor was it run as a template's."""
    scripts = [found["src"] for tag, found in page.tags if tag == "script"]
    assert scripts == ["/static/htmx.min.js", "/static/desk.js"]
    assert not [tag for tag, _ in page.tags if tag == "img"]
    assert not [name for _, found in page.tags for name in found if name.startswith("on")]
    assert "7 * 7" in page.html or "49" not in page.html


def _check_part(html):
    assert "<script" not in html
    assert "<img" not in html
