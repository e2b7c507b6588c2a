"""Each text is shown with all that a translator has to know of it, and checked as `check` does."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from generator.catalogs import reader
from generator.catalogs.interface import teller_in
from generator.checks import rules
from generator.commands.translate import update
from generator.desk import held, translation
from generator.diagnostics.errors import Misused, Refused
from generator.locales import Locale
from tests import support

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
CHINESE = Locale("zh-Hans")
ENGLISH = Locale("en")
PO = "locales/zh_Hans/LC_MESSAGES/refund.po"
POT = support.ROOT / "generator/locales/generator.pot"
GLOSSARY = '[[terms]]\nen = "transfer"\nzh-Hans = ["转账", "汇款"]\nnever.zh-Hans = "转移"\n'


@pytest.fixture
def site(tmp_path):
    """A site of two languages with its catalogs, none of them translated."""
    files = {**support.SMALL_SITE, "content/glossary.toml": GLOSSARY}
    files["content/refund/bulletin.md"] = (
        "---\ntitle: Refund scams\nheadline: A refund?\ndate: 2022-07-25\n---\n\n"
        "Call {hotline} first.\n\n#### Later\n\nThen call {police}.\n"
    )
    folder = support.write_tree(tmp_path / "site", files)
    update(folder)
    return folder


def _fill(folder, path=PO, **texts):
    """Write translations as an editor would."""
    catalog = folder / path
    text = catalog.read_text()
    for msgid, msgstr in texts.items():
        source = msgid.replace("_", " ")
        assert source in text
        before, _, after = text.partition(f'msgid "{source}')
        filled = after.replace('msgstr ""', f'msgstr "{msgstr}"', 1)
        text = f'{before}msgid "{source}{filled}'
    catalog.write_text(text)


def _rows(folder, domain="refund", locale=CHINESE, **more):
    made = held.hold(folder, NOW)
    return {row.source: row for row in translation.rows(made, domain, locale, **more)}


def test_texts_come_in_reading_order_with_their_places(site):
    found = [*_rows(site).values()]
    assert [(row.source, row.document, row.title, row.heading) for row in found] == [
        ("Refund scams", "bulletin", "Refund scams", ""),
        ("A refund?", "bulletin", "Refund scams", ""),
        ("Call {hotline} first.", "bulletin", "Refund scams", ""),
        ("Later", "bulletin", "Refund scams", ""),
        ("Then call {police}.", "bulletin", "Refund scams", "Later"),
        ("A lost parcel", "routines/parcel", "A lost parcel", ""),
        ("Your parcel is lost.", "routines/parcel", "A lost parcel", ""),
        ("They want a transfer.", "routines/parcel", "A lost parcel", ""),
        ("Check", "reminders/check", "Check", ""),
        ("Ask the shop itself.", "reminders/check", "Check", ""),
    ]
    assert {row.state for row in found} == {"missing"}
    assert found[0].texts == ("",)
    assert found[1].room == (30, 12)
    assert found[0].room is None
    assert "What the victim hears" in found[6].notes
    assert len({row.id for row in found}) == len(found)


def test_terms_are_shown_with_the_words_that_are_wanted(site):
    (term,) = _rows(site)["They want a transfer."].terms
    assert (term.word, term.wanted, term.never) == ("transfer", ("转账", "汇款"), ("转移",))
    assert _rows(site)["Check"].terms == ()


def test_each_text_says_how_far_it_is(site):
    toml = site / "content/site.toml"
    toml.write_text(f'{toml.read_text()}[review]\npeople = ["Ann Lee"]\n')
    _fill(site, Check="核实", Later="之后", They_want="他们要您转移钱。", A_lost="包裹丢了")
    text = (
        (site / PO)
        .read_text()
        .replace("#: content/refund/reminders/01-check.md\nmsgctxt", "#, fuzzy\nmsgctxt", 1)
    )
    (site / PO).write_text(text)
    from generator.commands.approve import approve

    approve(site, "refund", "zh-Hans", "Ann Lee", now=datetime(2026, 11, 30, 12, tzinfo=UTC))
    update(site)
    _fill(site, Your_parcel="您的包裹丢了。")
    found = _rows(site)
    assert {source: row.state for source, row in found.items() if row.state != "missing"} == {
        "Check": "needs review",
        "Later": "approved",
        "They want a transfer.": "refused",
        "A lost parcel": "approved",
        "Your parcel is lost.": "translated",
    }
    assert {problem.rule for problem in found["They want a transfer."].problems} == {"terms"}


def test_a_text_that_waits_for_approval_or_for_its_writer_says_so(site):
    toml = site / "content/site.toml"
    toml.write_text(f'{toml.read_text()}[review]\npeople = ["Ann Lee"]\nneeded = 1\n')
    _fill(site, Check="核实")
    head = site / "content/refund/bulletin.md"
    head.write_text(head.read_text().replace("title: ", "title: ✎ "))
    found = _rows(site)
    assert found["Check"].state == "needs approval"
    assert found["✎ Refund scams"].state == "to be filled in"
    assert _rows(site, locale=ENGLISH)["Check"].state == "source"


def test_another_language_may_stand_beside(site):
    _fill(site, Check="核实")
    assert _rows(site, locale=ENGLISH, beside=CHINESE)["Check"].beside == "核实"
    assert _rows(site, locale=ENGLISH, beside=CHINESE)["Later"].beside == ""
    assert _rows(site, beside=ENGLISH)["Later"].beside == "Later"


def test_a_catalog_is_shown_as_update_would_leave_it(site):
    _fill(site, Ask_the_shop="自己去问店家。", Check="核实")
    advice = site / "content/refund/reminders/01-check.md"
    advice.write_text(
        advice.read_text().replace("Ask the shop itself.", "Ask the real shop itself!")
    )
    (site / "content/refund/reminders/02-new.md").write_text("---\ntitle: Check\n---\n\nNew.\n")
    before = support.tree(site)
    found = _rows(site)
    edited = found["Ask the real shop itself!"]
    assert (edited.state, edited.texts, edited.before) == (
        *("needs review", ("自己去问店家。",)),
        "Ask the shop itself.",
    )
    assert found["New."].state == "missing"
    assert support.tree(site) == before
    (site / PO).unlink()
    assert {row.state for row in _rows(site).values()} == {"missing"}


def test_the_words_of_the_pages_are_shown_with_what_the_package_has(site):
    found = _rows(site, domain="site")
    assert found["Warnings"].state == "missing"
    assert found["Warnings"].document == "site"
    given = [row for row in found.values() if row.given]
    assert len(given) > 20
    assert {row.state for row in given} == {"translated"}
    assert found["Hotline"].given == ()


def test_what_cannot_be_read_is_refused(site):
    with pytest.raises(Misused):
        _rows(site, domain="nothing")
    with pytest.raises(Misused):
        translation.row(held.hold(site, NOW), "refund", CHINESE, "0" * 16)
    (site / PO).write_text("<<<<<<< mine\n=======\n>>>>>>> theirs\n")
    with pytest.raises(Refused):
        _rows(site)


# Checks.


@pytest.mark.parametrize(
    "text",
    [
        *("", "先打{hotline}。", "先打96110。", "先打。", "先打{hotlin}。", "先打{hotline}"),
        *(
            "Call first.",
            "先打{hotline}。 [x](https://a.example)",
            "先打**{hotline}。",
            "✎先打{hotline}。",
        ),
        *("先打{hotline}!", "先打 {hotline}。<script>", "先打{hotline}。 5 次", "x" * 5000),
    ],
)
def test_a_text_is_checked_in_the_words_of_check(site, text):
    whole = held.hold(site, NOW)
    row = _rows(site)["Call {hotline} first."]
    found = translation.checked(whole, row, [text])
    is_right = text.rstrip("。!") in ("", "先打{hotline}")
    assert bool(found) is not is_right
    _fill(site, Call_="".join(translation.cleaned(whole, row, [text])).replace("\\", "\\\\"))
    own = [
        one
        for one in held.problems_of(held.hold(site, NOW), "refund")
        if one.path == PO and one.rule != "incomplete"
    ]
    assert sorted((one.rule, one.sentence) for one in found) == sorted(
        (one.rule, one.sentence) for one in own
    )


def test_a_waiver_is_tried_before_it_is_written(site):
    whole = held.hold(site, NOW)
    row = _rows(site)["They want a transfer."]
    wrong = [one.rule for one in translation.checked(whole, row, ["他们要钱。"])]
    assert wrong == ["terms"]
    assert translation.checked(whole, row, ["他们要钱。"], [("terms", "这里说的不是转账")]) == ()
    (short,) = translation.checked(whole, row, ["他们要钱。"], [("terms", ".")])[:1]
    assert short.rule == "waiver"
    assert translation.waivable("terms")
    assert not translation.waivable("links")
    assert [rule for rule in ("terms", "facts") if translation.needs_name(rule)] == ["facts"]


def test_a_waiver_that_is_taken_back_counts_no_more(site):
    _fill(site, They_want="他们要钱。")
    text = (site / PO).read_text()
    before = text.partition('msgid "They want')[0]
    entry = before.rindex("\n\n") + 2
    (site / PO).write_text(f"{text[:entry]}# ignore-terms: 这里说的不是转账\n{text[entry:]}")
    whole, row = held.hold(site, NOW), _rows(site)["They want a transfer."]
    assert [waiver.rule for waiver in row.records.waivers] == ["terms"]
    assert translation.checked(whole, row, row.texts) == ()
    for taken in ([("terms", "")], [("terms", " ")]):
        (wrong,) = translation.checked(whole, row, row.texts, taken)
        assert wrong.rule == "terms"


def test_what_may_be_set_aside_has_a_plain_name():
    known = [rule.id for rule in rules.RULES if translation.waivable(rule.id)]
    names = [translation.plain_name(rule) for rule in known]
    assert len({*names}) == len(known)
    for language in ("en", "zh-Hans"):
        told = [teller_in(language)(name) for name in names]
        assert not [words for words in told if any(rule == words for rule in known)]


def test_the_way_out_is_told_as_it_is_done_at_the_desk(site):
    whole, row = held.hold(site, NOW), _rows(site)["They want a transfer."]
    (found,) = translation.checked(whole, row, ["对方要您转账3次。"])
    assert "comment" in found.remedy
    (told,) = translation.at_desk([found])
    assert "comment" not in told.remedy
    assert "say why below" in told.remedy
    assert (told.wrong, told.rule) == (found.wrong, found.rule)
    (one, *_) = translation.checked(whole, row, ["对方要您转账3次。"], [("facts", "这里没有错")])
    assert translation.at_desk([one])[0].remedy == "write your name below, and save"
    (one, *_) = translation.checked(
        whole, row, ["对方要您转账3次。"], [("facts", "这里没有错")], "Lin Mei"
    )
    assert "python" not in translation.at_desk([one])[0].remedy


def test_each_sentence_that_the_desk_says_otherwise_is_one_of_the_rules():
    messages = {entry.msgid for entry in reader.read(POT.read_bytes(), POT.name).entries}
    assert set(translation._AT_DESK) <= messages


def test_what_is_typed_is_brought_to_one_line(site):
    whole, row = held.hold(site, NOW), _rows(site)["Check"]
    assert translation.cleaned(whole, row, ["  核\r\n实\x07 "]) == ("核实",)
    assert translation.cleaned(whole, row, ["Ask\nagain"]) == ("Ask again",)
    toml = site / "content/site.toml"
    toml.write_text(f'{toml.read_text()}[style]\nchinese_spacing = "none"\n')
    assert translation.cleaned(held.hold(site, NOW), row, ["打 110"]) == ("打110",)


def test_a_check_answers_in_a_tenth_of_a_second():
    whole = held.hold(support.ROOT, NOW)
    found = translation.rows(whole, "customer-service-fraud", CHINESE)
    longest = max(found, key=lambda row: len(row.source))
    translation.checked(whole, longest, longest.texts)
    begin = time.process_time()
    assert translation.checked(whole, longest, [f"{longest.texts[0]}96110"]) != ()
    assert time.process_time() - begin < 0.1


@pytest.mark.parametrize("locale", [CHINESE, ENGLISH])
@pytest.mark.parametrize("slug", sorted(support.NOTICES))
def test_the_shipped_notices_are_right(slug, locale):
    whole = held.hold(support.ROOT, NOW)
    found = translation.rows(whole, slug, locale)
    assert {row.state for row in found} <= {"translated", "source"}
    assert not [row for row in found if row.problems]
