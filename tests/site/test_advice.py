"""What a notice has probably forgotten."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.build import build as building
from generator.config.settings import settings
from generator.diagnostics.errors import Refused
from generator.site import advice
from tests import support
from tests.support import SMALL_SITE

TODAY = datetime(2022, 8, 1)


HEAD = "content/refund/bulletin.md"
ROUTINE = "content/refund/routines/01-parcel.md"


def _remarks(site, *, verdicts=False):
    """What is remarked, but for what the small site has not: translations, and verdicts."""
    assert support.problems(site) == [], "a remark refuses nothing"
    others = ("incomplete",) if verdicts else ("incomplete", "verdict")
    return [(w.path, w.rule) for w in building.check(site, now=TODAY) if w.rule not in others]


def test_the_small_site_has_forgotten_nothing_else(small_site):
    assert _remarks(small_site) == []


@pytest.mark.parametrize(
    ("fact", "region", "is_told"),
    [
        ('{ tel = "021-5555012" }', "CN", True),
        ('{ tel = "021-55550123" }', "CN", False),
        ('{ tel = "021-55550123", ext = "801" }', "CN", False),
        ('{ tel = "021-555501234" }', "CN", True),
        ('{ tel = "1380013800" }', "CN", True),
        ('{ tel = "13800138000" }', "CN", False),
        ('{ tel = "400-810-0000" }', "CN", False),
        ('{ tel = "96110" }', "CN", False),
        ('{ tel = "+86 21 5555 012" }', "", True),
        ('{ tel = "+86 21 5555 0123" }', "", False),
        ('{ tel = "+999 21 5555 0123" }', "", True),
        ('{ tel = "021-5555012" }', "", False),
        ('{ tel = "020 7946 0958" }', "GB", False),
        ('{ tel = "020 7946 095" }', "GB", True),
        ('{ url = "http://bank.example/" }', "", True),
        ('{ url = "https://bank.example/" }', "", False),
    ],
)
def test_a_fact_that_lacks_a_digit_is_remarked_where_it_stands(fact, region, is_told):
    made = settings(
        f'title = "x"\nissuer = "y"\nregion = "{region}"\n[facts]\na = "b"\nstation = {fact}\n'
    )
    told = [(one.line, one.rule, one.warning) for one in advice.of_facts(made)]
    assert told == ([(6, "site", True)] if is_told else [])


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("96119", True),
        ("13800138000", True),
        ("１３８００１３８０００", True),
        ("110", True),
        ("2026", False),
        ("1 - 6", False),
    ],
)
def test_a_number_alone_is_looked_at_like_a_sentence(small_site, line, is_told):
    """It goes out in every language, and nobody translates it."""
    head = f"---\ntitle: Refund scams\ndate: 2022-07-25\n---\n\nCall first.\n\n{line}\n"
    support.write_tree(small_site, {"content/refund/bulletin.md": head})
    assert _remarks(small_site) == ([("content/refund/bulletin.md", "by-hand")] if is_told else [])


@pytest.mark.parametrize(
    "day", ["2003-07-25", "2022-08-01", "2022-08-02", "2222-07-25", "1926-07-25"]
)
def test_a_date_that_is_to_come_or_long_ago_is_remarked(small_site, day):
    head = f"---\ntitle: Refund scams\ndate: {day}\n---\n\nCall first.\n"
    support.write_tree(small_site, {"content/refund/bulletin.md": head})
    is_far = not "2002-08" < day <= "2022-08-01"
    expected = [("content/refund/bulletin.md", "date")] if is_far else []
    assert _remarks(small_site) == expected


@pytest.mark.parametrize(
    ("hour", "told"), [("2022-07-31T15:59", True), ("2022-07-31T16:00", False)]
)
def test_a_build_tells_a_date_ahead_by_the_clocks_of_the_site(small_site, tmp_path, hour, told):
    """Also one that has nothing else to do; it is remembered only for as long as it is true."""
    head = "---\ntitle: Refund scams\ndate: 2022-08-01\n---\n\nCall first.\n"
    zone = 'time_zone = "Asia/Shanghai"\n' + SMALL_SITE["content/site.toml"]
    support.write_tree(small_site, {"content/refund/bulletin.md": head, "content/site.toml": zone})
    for now in ("2022-07-30T00:00", hour, hour, "2023-01-01T00:00", hour):
        at = datetime.fromisoformat(now).replace(tzinfo=UTC)
        warnings = support.build(small_site, tmp_path / "output", now=at).warnings
        found = [(one.line, one.wrong) for one in warnings if one.rule == "date"]
        is_told = told if now == hour else now < hour
        assert found == [(3, "date is 2022-08-01, which is still to come")] * is_told


def test_a_routine_without_the_line_that_is_heard_is_remarked(small_site):
    path = "content/refund/routines/01-parcel.md"
    support.write_tree(small_site, {path: "---\ntitle: A parcel\n---\n\nThey call.\n"})
    assert _remarks(small_site) == [(path, "heard")]


@pytest.mark.parametrize(
    "text", ["Hello,\n\n> pay.\n\nThey call.", "They say:\n\n> Hello.\n\nThey call."]
)
def test_text_above_the_line_that_is_heard_is_remarked(small_site, text):
    path = "content/refund/routines/01-parcel.md"
    support.write_tree(small_site, {path: f"---\ntitle: A parcel\n---\n\n{text}\n"})
    assert _remarks(small_site) == [(path, "heard")]


def test_quotation_marks_around_what_is_heard_are_remarked(small_site):
    path = "content/refund/routines/01-parcel.md"
    text = "---\ntitle: A parcel\n---\n\n> “Hello. Pay.”\n\nThey call.\n"
    support.write_tree(small_site, {path: text})
    assert _remarks(small_site) == [(path, "heard")]


def _judged(text):
    return text.replace("\n---\n", "\nverdict: A scam.\n---\n")


def _verdicts(site):
    found = [problem for problem in building.check(site, now=TODAY) if problem.rule == "verdict"]
    return [(one.path, one.line, one.wrong.partition(" in ")[2]) for one in found]


def test_missing_verdicts_are_remarked_once_a_notice(small_site):
    both = "bulletin.md, routines/01-parcel.md"
    assert _verdicts(small_site) == [(HEAD, 1, both)]
    support.write_tree(small_site, {HEAD: _judged(SMALL_SITE[HEAD])})
    assert _verdicts(small_site) == [(ROUTINE, 1, "routines/01-parcel.md")]
    support.write_tree(small_site, {ROUTINE: _judged(SMALL_SITE[ROUTINE])})
    assert _verdicts(small_site) == []
    assert _remarks(small_site, verdicts=True) == []


def test_of_many_files_without_a_verdict_some_are_named(small_site):
    texts = {ROUTINE.replace("01-parcel", f"{n:02}-p{n}"): SMALL_SITE[ROUTINE] for n in range(2, 9)}
    support.write_tree(small_site, texts)
    ((_, _, named),) = _verdicts(small_site)
    assert named.endswith("routines/04-p4.md and 4 more")


def test_a_notice_without_a_scam_needs_no_verdict(small_site):
    (small_site / ROUTINE).unlink()
    assert _verdicts(small_site) == []


@pytest.mark.parametrize(("lines", "told"), [(0, []), (1, [(4, "chat")]), (2, []), (3, [])])
def test_a_chat_of_one_line_is_remarked(lines, told, small_site):
    chat = "chat:\n" + "- Pay. ✗ Never.\n" * lines
    text = f"---\ntitle: A parcel\n{chat}---\n\n> Hello.\n\nThey call.\n"
    support.write_tree(small_site, {ROUTINE: text})
    found = [problem for problem in building.check(small_site, now=TODAY) if problem.rule == "chat"]
    assert [(one.line, one.rule) for one in found] == told


def test_a_notice_of_scams_without_a_routine_is_remarked(small_site):
    head = SMALL_SITE[HEAD].replace("date:", "kind: scam\ndate:")
    support.write_tree(small_site, {HEAD: head})
    for path in (small_site / "content/refund/routines").iterdir():
        path.unlink()
    assert _remarks(small_site) == [("content/refund/bulletin.md", "routines")]


def test_a_file_without_a_number_is_remarked_among_those_that_have_one(small_site):
    path = "content/refund/routines/loan.md"
    text = "---\ntitle: A loan\n---\n\n> Hello.\n\nThey call.\n"
    support.write_tree(small_site, {path: text})
    assert _remarks(small_site) == [(path, "file-name")]
    (small_site / "content/refund/routines/01-parcel.md").unlink()
    assert _remarks(small_site) == []


def test_two_files_with_one_number_are_remarked(small_site):
    path = "content/refund/routines/1-loan.md"
    text = "---\ntitle: A loan\n---\n\n> Hello.\n\nThey call.\n"
    support.write_tree(small_site, {path: text})
    ((told, rule),) = _remarks(small_site)
    assert rule == "file-name"
    assert told.rpartition("/")[2] in ("1-loan.md", "01-parcel.md")


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("https://warnings.example/", True),
        ("https://www.example.org/city/", True),
        ("http://localhost:8000/", True),
        ("https://warnings.test/", True),
        ("https://example.gov.cn/", False),
        ("https://anexample.org/", False),
        ("https://city.gov.cn/example/", False),
        ("", False),
    ],
)
def test_an_examples_address_is_remarked_before_it_is_printed(address, is_told):
    made = settings(f'title = "x"\n  base_url = "{address}"\nissuer = "y"\n')
    told = [(one.line, one.rule) for one in advice.of_address(made)]
    assert told == ([(2, "site")] if is_told else [])


@pytest.mark.posters
def test_an_examples_address_is_told_of_posters_alone(tmp_path):
    site = support.example_site("two-locales", tmp_path / "site")
    told = [
        [w for w in building.check(site, posters=posters) if w.rule == "site"]
        for posters in (True, False)
    ]
    assert list(map(len, told)) == [1, 0]


def test_a_second_contact_with_the_first_ones_number_is_remarked_once(small_site):
    path = small_site / "content/site.toml"
    before = path.read_text(encoding="utf-8")
    again = '[[contacts]]\nfact = "hotline"\nlabel = "Police"\n'
    path.write_text(f"{before}\n{again}\n{again}", encoding="utf-8")
    assert _remarks(small_site) == [("content/site.toml", "site")]


def test_a_word_of_the_site_that_is_not_translated_is_told_and_shown_in_its_source(
    small_site, tmp_path
):
    sites_words = "locales/zh_Hans/LC_MESSAGES/site.po"
    support.write_tree(small_site, {sites_words: 'msgid ""\nmsgstr ""\n'})
    done = support.build(small_site, tmp_path / "output")
    told = [one.wrong for one in done.warnings if one.path == sites_words]
    what = "words of site.toml are shown untranslated in zh-Hans, such as “Warnings”"
    assert told == [f"{what}: 2 missing"]
    page = (tmp_path / "output/zh-Hans/index.html").read_text(encoding="utf-8")
    assert '<span lang="en">Hotline</span>' in page


def test_it_is_refused_where_nothing_may_be_unfinished(small_site, tmp_path):
    with pytest.raises(Refused, match="shown untranslated in zh-Hans"):
        support.build(small_site, tmp_path / "output", strict=True)
