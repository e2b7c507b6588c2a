"""Sheets that cannot be set: which text is at fault, where it stands, and how much would fit."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.build import build as building
from generator.catalogs import po, reader
from generator.catalogs.interface import teller_in
from generator.commands import translate
from generator.diagnostics.errors import Problems
from generator.posters import faults, jobs
from generator.posters.engine import SheetFault
from generator.site import pages
from tests import support
from tests.support import SMALL_SITE

TOML, HEAD = "content/site.toml", "content/refund/bulletin.md"
SCAM, REMINDER = "content/refund/routines/01-parcel.md", "content/refund/reminders/01-check.md"
_FIT = re.compile(r"it has (\d+) characters, and about (\d+) fit")
_WORDS = "They say that all of your money is in danger and ask you for it again and again. "


def _english(toml=SMALL_SITE[TOML]):
    return toml.replace('locales = ["en", "zh-Hans"]', 'locales = ["en"]')


def _head(**fields):
    rows = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: Refund scams\ndate: 2022-07-25\n{rows}---\n\nCall {{hotline}} first.\n"


def _scam(front="", heard="Your parcel is lost.", title="A lost parcel"):
    return f"---\ntitle: {title}\n{front}---\n\n> {heard}\n\nThey want a transfer.\n"


def _told(folder, files=()):
    """What a check of the posters says, but for what other rules say."""
    support.write_tree(folder, {TOML: _english(), **dict(files)})
    found = building.check(folder, posters=True)
    return [str(one) for one in found if one.rule in ("poster", "glyph", "template")]


def test_a_sound_site_has_nothing_at_fault(small_site):
    assert _told(small_site) == []
    assert _told(small_site, {TOML: SMALL_SITE[TOML]}) == []


_LONG = {
    "the question": (HEAD, 4, lambda text: _head(headline=text)),
    "the verdict": (HEAD, 4, lambda text: _head(verdict=text)),
    "what is true of a scam": (SCAM, 3, lambda text: _scam(f"poster: {text}\n")),
    "what is heard": (SCAM, 6, lambda text: _scam("poster: No.\n", text)),
    "a line of a chat": (SCAM, 4, lambda t: _scam(f"chat:\n  - {t} ✗ No.\n  - Pay. ✗ No.\n")),
    "the truth of a line": (SCAM, 5, lambda t: _scam(f"chat:\n  - Pay. ✗ No.\n  - Come. ✗ {t}\n")),
    "a scam's own question": (SCAM, 3, lambda text: _scam(f"headline: {text}\n")),
    "a scam's own verdict": (SCAM, 3, lambda text: _scam(f"verdict: {text}\n")),
    "a reminder": (REMINDER, 3, lambda t: f"---\ntitle: Check\nshort: {t}\n---\n\nAsk.\n"),
}


@pytest.mark.parametrize(("path", "line", "made"), _LONG.values(), ids=_LONG)
def test_a_text_that_is_too_long_is_told_where_it_stands(path, line, made, small_site):
    """And as many characters of it as are told do fit."""
    text = (_WORDS * 40).strip()
    (told,) = _told(small_site, {path: made(text)})
    assert told.startswith(
        f"{path}:{line}: poster: this text is too long for the posters English ("
    )
    assert told.endswith("; shorten it")
    length, most = map(int, _FIT.search(told).groups())
    assert abs(length - len(text)) <= 2  # the quotation marks around it count
    assert 10 < most < length
    assert _told(small_site, {path: made(text[:most].rstrip(" ."))}) == []


def test_advice_without_a_short_form_as_before_there_was_one_fits(small_site):
    titles = (
        "Check through official channels",
        "Keep personal information to yourself",
        "Do not add strangers or join their video meetings",
        "Never transfer or borrow money because a caller says so",
        "Do not panic about your credit record",
    )
    names = (f"content/refund/reminders/0{at}-advice-{at}.md" for at in range(2, 7))
    files = {
        name: f"---\ntitle: {title}\n---\n\nAsk.\n"
        for name, title in zip(names, titles, strict=True)
    }
    assert _told(small_site, files) == []


def test_a_call_that_is_too_long_is_told_in_the_settings(small_site):
    toml = _english().replace('label = "Hotline"', f'label = "Hotline"\ncall = "{_WORDS * 3}"')
    (told,) = _told(small_site, {TOML: toml})
    assert told.startswith("content/site.toml:10: poster: this text is too long for the posters ")
    most = int(_FIT.search(told)[2])
    shorter = toml.replace(_WORDS * 3, (_WORDS * 3)[:most].rstrip(" ."))
    assert _told(small_site, {TOML: shorter}) == []


def test_a_word_that_is_wider_than_the_sheet_is_told_however_short_the_text(small_site):
    """A long German word is one phrase: no line may end inside it."""
    word = "Verbraucherschutzbeauftragtenkundendienstmitarbeiterin"
    (told,) = _told(small_site, {HEAD: _head(headline=f"{word}?")})
    assert told.startswith(f"{HEAD}:4: poster: this text is too long ")
    most = int(_FIT.search(told)[2])
    assert most < len(word)
    assert _told(small_site, {HEAD: _head(headline=f"{word[:most]}")}) == []


def test_a_missing_line_for_posters_is_told_in_its_file(small_site):
    text = f"---\ntitle: A lost parcel\n---\n\n> Lost.\n\n{_WORDS * 40}\n"
    (told,) = _told(small_site, {SCAM: text})
    assert told.startswith(f"{SCAM}:1: poster: this text is too long for the posters ")


_PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def _catalogs(question="要退款？", call="热线"):
    rows = {
        "site": [
            ("site", "Warnings", "提醒"),
            ("site", "Police", "警方"),
            ("site", "Hotline", call),
        ],
        "refund": [
            ("bulletin", "Refund scams", question),
            ("bulletin", "Call {hotline} first.", "先打{hotline}。"),
            ("routines/parcel", "A lost parcel", "包裹丢了"),
            ("routines/parcel", "Your parcel is lost.", "您的包裹丢了。"),
            ("routines/parcel", "They want a transfer.", "他们要您转账。"),
            ("reminders/check", "Check", "核实"),
            ("reminders/check", "Ask the shop itself.", "请问商家。"),
        ],
    }
    return {
        f"locales/zh_Hans/LC_MESSAGES/{name}.po": _PO
        + "".join(f'\nmsgctxt "{a}"\nmsgid "{b}"\nmsgstr "{c}"\n' for a, b, c in entries)
        for name, entries in rows.items()
    }


def test_a_translation_is_told_in_its_catalog(small_site):
    long = "骗子说您的钱有危险还要您把钱转给他们" * 12
    toml = SMALL_SITE[TOML]
    (told,) = _told(small_site, {TOML: toml, **_catalogs(question=long)})
    assert told.startswith("locales/zh_Hans/LC_MESSAGES/refund.po:5: poster: this text is too long")
    assert "for the posters Simplified Chinese (" in told
    assert told.endswith("; shorten this translation")
    most = int(_FIT.search(told)[2])
    assert _told(small_site, {TOML: toml, **_catalogs(question=long[:most])}) == []


def test_a_sheet_in_two_languages_tells_the_text_of_the_second(small_site):
    toml = SMALL_SITE[TOML] + '[posters]\npairs = [["en", "zh-Hans"]]\n'
    assert _told(small_site, {TOML: toml, **_catalogs()}) == []
    (told,) = _told(small_site, {TOML: toml, **_catalogs(call="不确定就请先问一问我们的热线" * 9)})
    assert told.startswith("locales/zh_Hans/LC_MESSAGES/site.po:13: poster: this text is too long")
    assert "English with Simplified Chinese (plain)" in told
    found = building.check(small_site, posters=True)
    (wrong,) = [teller_in("zh-Hans")(one.wrong) for one in found if one.rule == "poster"]
    assert "海报英语配简体中文（普通）" in wrong


# Too much, however short.


def test_a_notice_of_thirty_scams_is_refused_as_that(small_site):
    more = {
        f"{SCAM[:-12]}{at:02}-s{at}.md": _scam("poster: No.\n", title=f"S {at}")
        for at in range(2, 31)
    }
    (told,) = _told(small_site, more)
    assert told.startswith(f"{HEAD}:1: poster: there is too much on the posters English (plain")
    assert told.endswith(
        " for one sheet in type that is read from afar, however short each text is; leave some "
        "scams or reminders out, or make two notices of it"
    )


def test_a_notice_of_twelve_scams_and_three_reminders_is_set(small_site):
    more = {
        f"{SCAM[:-12]}{at:02}-s{at}.md": _scam("poster: No.\n", title=f"Scam {at}")
        for at in range(2, 13)
    }
    more |= {
        f"{REMINDER[:-11]}{at:02}-r{at}.md": f"---\ntitle: Do {at}\n---\n\nIt.\n" for at in (2, 3)
    }
    assert _told(small_site, more) == []


def test_too_many_reminders_are_told_as_that_and_no_word_is_blamed(small_site):
    more = {
        f"{REMINDER[:-11]}{at:02}-r{at}.md": f"---\ntitle: Do {at}\n---\n\nIt.\n"
        for at in range(2, 16)
    }
    told = _told(small_site, more)
    assert [line.partition(": ")[0] for line in told] == [f"{HEAD}:1", f"{SCAM}:1"]
    assert all("there is too much on the posters" in line for line in told)


def _contacts(number):
    facts = "".join(f'f{at} = {{ tel = "021-5555{at:04}" }}\n' for at in range(number))
    rows = "".join(f'[[contacts]]\nfact = "f{at}"\nlabel = "Office {at}"\n' for at in range(number))
    return {TOML: _english().replace("[[contacts]]", f"{facts}[[contacts]]", 1) + rows}


def test_too_many_numbers_to_call_are_told_as_that(small_site):
    assert _told(small_site, _contacts(2)) == []
    (told,) = _told(small_site, _contacts(16))
    assert re.match(
        r"content/site\.toml:\d+: poster: the 17 numbers to call leave too little", told
    )
    assert told.endswith("; give call = to two or three contacts: then sheets show these alone")


def test_a_fifth_contact_that_takes_the_room_of_the_rows_is_told_as_the_cause(small_site):
    """On a sheet that would fit without it."""
    text = (_WORDS * 40).strip()
    (told,) = _told(small_site, {SCAM: _scam("poster: No.\n", text)})
    most = int(_FIT.search(told)[2])
    full = {SCAM: _scam("poster: No.\n", text[:most].rstrip(" ."))}
    assert _told(small_site, full) == []
    # The first number that stands in a line of its own, below the large ones.
    every = (_told(small_site, {**full, **_contacts(number)}) for number in range(2, 9))
    found = next(told for told in every if told)
    assert any("numbers to call leave too little room" in line for line in found), found


# What no face has, and what a template does.


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        (HEAD, 4, _head(headline="A ✈ scam?")),
        (SCAM, 3, _scam("poster: A ✈.\n")),
        (SCAM, 5, _scam(heard="A ✈.")),
        (REMINDER, 3, "---\ntitle: Check\nshort: ✈\n---\n\nAsk.\n"),
        (SCAM, 8, _scam().replace("want a transfer", "want\na ✈")),
        (TOML, 10, _english() + 'call = "✈?"\n'),
        (TOML, 2, _english().replace("Police", "Police ✈")),
    ],
)
def test_a_character_that_no_face_has_is_told_where_it_stands(path, line, text, small_site):
    (told,) = _told(small_site, {path: text})
    assert told == (
        f"{path}:{line}: glyph: the posters' fonts do not have “✈” U+2708 AIRPLANE; leave it out, "
        "or say it in words; of such signs, sheets have ✅ ❌ ★ ☎ ⚠"
    )


@pytest.mark.parametrize(
    ("domain", "msgid"),
    [("refund", "A lost parcel"), ("refund", "Your parcel is lost."), ("site", "Hotline")],
)
def test_a_character_of_a_translation_is_told_at_its_line(domain, msgid, small_site):
    translate.update(small_site)
    for name in ("refund", "site"):
        path = small_site / f"locales/zh_Hans/LC_MESSAGES/{name}.po"
        catalog = reader.read(path.read_bytes(), path.name)
        entries = tuple(map(_in_chinese, catalog.entries))
        path.write_bytes(po.write(replace(catalog, entries=entries)))
    path = small_site / f"locales/zh_Hans/LC_MESSAGES/{domain}.po"
    text = path.read_text(encoding="utf-8")
    before, after = text.split(f'msgid "{msgid}"\nmsgstr "骗局"\n')
    broken = f'{before}msgid "{msgid}"\nmsgstr ""\n"骗局"\n"✈"\n'
    path.write_text(broken + after, encoding="utf-8")
    line = broken.count("\n")
    (told,) = _told(small_site, {TOML: SMALL_SITE[TOML]})
    assert told.startswith(f"locales/zh_Hans/LC_MESSAGES/{domain}.po:{line}: glyph: ")


def _in_chinese(entry):
    """A translation of the site's own texts; those of the package are there."""
    if entry.msgctxt is None or not entry.msgctxt.startswith(("bulletin", "r", "site")):
        return entry
    return entry.changed(msgstr=("骗局" + "".join(re.findall(r"{.*?}", entry.msgid)),))


def test_a_character_of_a_fact_is_told_in_the_settings(small_site):
    toml = _english().replace("[facts]\n", '[facts]\napp = { text = "✈" }\n')
    (told,) = _told(small_site, {TOML: toml, SCAM: _scam("poster: Delete {app}.\n")})
    assert told.startswith(f"{TOML}:5: glyph: ")


def test_names_of_places_and_people_are_set(small_site):
    names = "家住浉河、垟头、甪直的旻女士"
    toml = _english().replace('"en"', '"zh-Hans"').replace("Warnings", names)
    files = {TOML: toml, HEAD: _head(headline="旻女士被骗？", summary=names)}
    assert _told(small_site, files) == []


def test_so_it_is_in_a_translation(small_site):
    found = _told(small_site, {TOML: SMALL_SITE[TOML], **_catalogs(question="𠮷𪚥？")})
    assert [line.partition(": ")[0] for line in found] == [
        "locales/zh_Hans/LC_MESSAGES/refund.po:6"
    ] * 2
    assert "U+20BB7" in found[0]
    assert "U+2A6A5" in found[1]


@pytest.fixture
def site(small_site):
    support.write_tree(small_site, {TOML: _english() + '[posters]\nvariants = ["large"]\n'})
    return support.read_site(small_site, Problems())


def _problems(site, *found):
    """What is told of faults of some of a site's sheets."""
    shown = pages.standings(site)
    wanted = list(pages.prints(site, pages.of_bulletin(site, site.bulletins[0], shown)))
    refused = [(next(one for one in wanted if path in one.paths), fault) for path, fault in found]
    return [str(one) for one in faults.problems(site, refused)]


@pytest.mark.parametrize(
    ("path", "fault", "told"),
    [
        (
            "en/refund/poster.pdf",
            SheetFault(part={"part": "pages", "pages": 2}),
            "templates/poster.typ:1: template: the sheet en/refund/poster.pdf cannot be set: it "
            "takes 2 pages",
        ),
        (
            "en/refund/poster.large.pdf",
            SheetFault(other="unknown variable: x: #x"),
            "templates/large.typ:1: template: the sheet en/refund/poster.large.pdf cannot be set: "
            "unknown variable: x: #x",
        ),
        (
            "en/refund/posters/parcel.pdf",
            SheetFault(part={"part": "link", "to": "javascript:x"}),
            "templates/routine_poster.typ:1: template: the sheet en/refund/posters/parcel.pdf "
            "cannot be set: it leads to javascript:x, which is no address of a page",
        ),
        (
            "en/refund/share.png",
            SheetFault(part={"part": "genuine", "length": 300, "most": 100}),
            "templates/words.typ:1: poster: this text is too long for the posters English (the "
            "picture for links): it has 300 characters, and about 100 fit; shorten it",
        ),
    ],
)
def test_what_a_template_does_is_told_of_the_template(path, fault, told, site):
    (found,) = _problems(site, (path, fault))
    assert found.startswith(told)


def test_one_cause_is_told_once_with_all_its_sheets_and_the_others(site):
    rows = [{"row": 1, "field": "truth", "length": 300}, {"row": 1, "field": "says", "length": 200}]
    part = {"part": "rows", "most": 90, "calls": 0, "longest": rows}
    fewer = SheetFault(part={**part, "most": 60})
    (told,) = _problems(
        site,
        ("en/refund/card.png", SheetFault(part=part)),
        ("en/refund/poster.pdf", fewer),
        ("en/refund/poster.large.pdf", SheetFault(part=part)),
        ("en/refund/posters/parcel.card.png", SheetFault(part=part)),
    )
    assert told == (
        f"{SCAM}:1: poster: this text is too long for the posters English (in large type, plain, "
        "the picture for chat groups), English (of the scam alone, the picture for chat groups): "
        f"it has 300 characters, and about 60 fit; too long as well: {SCAM}:5 (200 characters); "
        "shorten it"
    )


def test_many_others_are_counted(site):
    rows = [
        {"row": 1, "field": f, "length": 300 - n} for n, f in enumerate(["truth"] + ["says"] * 5)
    ]
    part = {"part": "rows", "most": 90, "calls": 0, "longest": rows}
    (told,) = _problems(site, ("en/refund/poster.pdf", SheetFault(part=part)))
    assert "too long as well: " in told


def test_without_the_engine_check_says_in_one_line_what_is_not_known(monkeypatch, small_site):
    from generator.diagnostics.errors import Unable

    def missing(*_):
        raise Unable("posters cannot be printed; install it")

    monkeypatch.setattr(jobs, "Engine", missing)
    monkeypatch.setattr(jobs._Worker, "_engine", None)
    found = building.check(small_site, posters=True)
    assert [str(problem) for problem in found if problem.rule == "poster"] == [
        "content/site.toml:1: poster: it is not known whether the texts fit their posters; "
        "posters cannot be printed; install it"
    ]
    assert all(problem.warning for problem in found)
    assert not any(problem.rule == "poster" for problem in building.check(small_site))


def test_a_tick_and_a_cross_are_drawn_where_a_text_has_them(small_site):
    text = _head(headline="✅ Ask?", verdict="❌ A scam.") + "✔️ a ✖ b ☑ c ✗ d ⚠️ ★ ☎️ ①\n"
    service = text.replace("date:", "kind: service\ndate:")
    assert _told(small_site, {HEAD: text, SCAM: _scam("poster: ❌ No ✘.\n")}) == []
    assert _told(small_site, {"content/cut/bulletin.md": service}) == []


@pytest.mark.parametrize("sign", ["📞", "⭐", "❗", "❤️"])
def test_another_sign_is_told_at_its_line_with_what_sheets_have(sign, small_site):
    text = _head() + f"\nOne more line.\nAnd {sign} here.\n"
    service = {"content/cut/bulletin.md": text.replace("date:", "kind: service\ndate:")}
    (told,) = _told(small_site, service)
    assert told.startswith(
        f"content/cut/bulletin.md:10: glyph: the posters' fonts do not have “{sign[0]}”"
    )
    assert told.endswith(
        "; leave it out, or say it in words; of such signs, sheets have ✅ ❌ ★ ☎ ⚠"
    )
