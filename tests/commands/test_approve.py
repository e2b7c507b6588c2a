"""`approve`: a notice's words are signed off in a language, and what is not cannot be published."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build import load
from generator.catalogs import reader, records
from generator.catalogs.po import write
from generator.cli.main import cli
from generator.commands.approve import approve
from generator.commands.translate import update
from generator.diagnostics.errors import Misused
from tests import support

PO = "locales/zh_Hans/LC_MESSAGES/refund.po"
WORDS = {
    "Refund scams": "退款骗局",
    "Call {hotline} first.": "先拨打{hotline}。",
    "A lost parcel": "包裹丢了",
    "Your parcel is lost.": "您的包裹丢了。",
    "They want a transfer.": "他们要您转账。",
    "Check": "核实",
    "Ask the shop itself.": "自己去问店家。",
    "Warnings": "提醒",
    "Police": "警方",
    "Hotline": "热线",
}
NOW = datetime(2026, 11, 30)
DAY = "2026-11-30"


def _translate(path: Path, words=WORDS, **comments):
    """Fill a catalog in, as an editor would."""
    text = path.read_text(encoding="utf-8")
    for msgid, msgstr in words.items():
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    for msgid, line in comments.items():
        text = re.sub(rf'((?:#.*\n)*msgctxt .*\nmsgid "{msgid})', rf"# {line}\n\1", text)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path):
    """A site of two languages, translated, in which one person has to approve."""
    return _site(tmp_path / "site", needed=1)


def _site(folder, needed=0):
    review = f'[review]\npeople = ["Li Wei", "Ann Lee"]\nneeded = {needed}\n'
    files = dict(support.SMALL_SITE)
    files["content/site.toml"] += review
    support.write_tree(folder, files)
    update(folder)
    for name in ("refund", "site"):
        _translate(folder / f"locales/zh_Hans/LC_MESSAGES/{name}.po")
    return folder


def _row(folder, tag="zh-Hans", domain="refund"):
    rows = load.status(folder).rows
    return next(row for row in rows if (row.domain, row.locale) == (domain, tag))


def _run(folder, *arguments):
    return CliRunner().invoke(cli, ["--site", str(folder), *arguments])


def _approve(folder, name="Li Wei", slug="refund", tag="zh-Hans"):
    return approve(folder, slug, tag, name, now=NOW)


# The command.


def test_each_text_is_signed_in_a_line_of_its_own(site):
    before = (site / PO).read_text(encoding="utf-8")
    done = _approve(site, "ｌｉ  wei")
    assert (done.path, done.name, done.signed, done.before, done.unsigned) == (
        *(PO, "Li Wei", 7, 0),
        (),
    )
    after = (site / PO).read_text(encoding="utf-8")
    line = re.compile(f"# approved: Li Wei; {DAY}; [0-9a-f]{{16}}\n")
    assert len(line.findall(after)) == 7
    assert line.sub("", after) == before


def test_who_signs_twice_signs_only_what_changed(site):
    _approve(site)
    text = (site / PO).read_text(encoding="utf-8")
    assert _approve(site).before == 7
    assert (site / PO).read_text(encoding="utf-8") == text
    (site / PO).write_text(text.replace("核实", "先核实"), encoding="utf-8")
    assert (_approve(site).signed, _approve(site).before) == (1, 7)
    other = _approve(site, "Ann Lee")
    assert (other.signed, other.before) == (7, 0)


def test_update_leaves_what_is_signed_as_it_is(site):
    _approve(site)
    text = (site / PO).read_bytes()
    assert update(site).changed == ()
    assert (site / PO).read_bytes() == text


def test_what_cannot_be_signed_is_told_and_the_rest_is_signed(site):
    path = site / PO
    _translate(path, {}, Check="translated: LI WEI; 2026-11-29")
    text = path.read_text(encoding="utf-8").replace('msgstr "包裹丢了"', 'msgstr ""')
    path.write_text(re.sub('(msgctxt .*\nmsgid "They)', r"#, fuzzy\n\1", text), encoding="utf-8")
    done = _approve(site)
    assert done.signed == 4
    assert [problem.wrong for problem in done.unsigned] == [
        "“A lost parcel” is not signed: it is not translated",
        "“They want a transfer.” is not signed: it still needs review",
        "“Check” is not signed: Li Wei translated it",
    ]
    assert {problem.path for problem in done.unsigned} == {PO}
    assert all(problem.line > 1 for problem in done.unsigned)


def test_only_translations_without_their_translators_name_are_counted(site):
    _translate(site / PO, {}, Check="translated: Ann Lee; 2026-11-29")
    assert _approve(site).nameless == 6
    assert _approve(site, tag="en").nameless == 0


def test_the_day_is_that_of_the_sites_own_clocks(site):
    path = site / "content/site.toml"
    toml = path.read_text(encoding="utf-8")
    path.write_text(f'time_zone = "Asia/Shanghai"\n{toml}', encoding="utf-8")
    approve(site, "refund", "zh-Hans", "Li Wei", now=datetime(2026, 11, 30, 20, tzinfo=UTC))
    assert "# approved: Li Wei; 2026-12-01; " in (site / PO).read_text(encoding="utf-8")


def test_the_source_can_be_signed_too(site):
    done = _approve(site, tag="en")
    assert (done.signed, done.unsigned) == (7, ())
    assert _row(site, "en").approved == 7
    assert _approve(site, tag="en").before == 7


def test_so_can_the_words_of_the_pages_that_the_site_has_itself(site):
    done = _approve(site, slug="site")
    assert (done.signed, done.unsigned) == (3, ())


def test_a_place_to_fill_in_and_a_missing_entry_are_told(site):
    notice = site / "content/refund/bulletin.md"
    notice.write_text(notice.read_text(encoding="utf-8") + "\n✎ Write more.\n", encoding="utf-8")
    told = [problem.wrong for problem in _approve(site, tag="en").unsigned]
    assert told == ["“✎ Write more.” is not signed: it is still to be filled in"]
    notice.write_text(
        notice.read_text(encoding="utf-8").replace("✎ Write more", "More"), encoding="utf-8"
    )
    told = [problem.wrong for problem in _approve(site, tag="en").unsigned]
    assert told == ["“More.” is not signed: the catalogue has it not yet"]


@pytest.mark.parametrize(
    ("slug", "tag", "name", "told"),
    [
        ("refund", "zh-Hans", "Bob", "Bob is none of the people of [review]"),
        ("refund", "zh-Hans", "Li", "Li is none of the people of [review]"),
        ("refnd", "zh-Hans", "Li Wei", "there is no notice “refnd”; did you mean refund?"),
        ("x", "zh-Hans", "Li Wei", "there is no notice “x”; the notices are in content/"),
        ("refund", "fr", "Li Wei", "fr is not one of the site's languages"),
        ("refund", "??", "Li Wei", "the site's languages are en, zh-Hans"),
    ],
)
def test_a_wrong_name_notice_or_language_is_wrong_usage(site, slug, tag, name, told):
    text = (site / PO).read_bytes()
    with pytest.raises(Misused) as caught:
        _approve(site, name, slug, tag)
    assert told in str(caught.value)
    assert (site / PO).read_bytes() == text


def test_where_nobody_is_named_nobody_can_sign(tmp_path):
    support.write_tree(tmp_path, support.SMALL_SITE)
    with pytest.raises(Misused, match=r"names nobody who may approve"):
        _approve(tmp_path)


def test_the_command_says_what_it_did(site):
    made = _run(site, "approve", "refund", "--locale", "zh-Hans", "--as", "li wei")
    assert (made.exit_code, made.stdout) == (0, f"{PO}: signed as Li Wei: 7\n")
    assert made.stderr.startswith("nobody says who translated them: 7; whoever did writes “# tran")
    again = _run(site, "approve", "refund", "--locale", "zh-Hans", "--as", "Li Wei")
    assert again.stderr == ""
    assert again.stdout.endswith("signed before, and the same since: 7\n")
    (site / PO).write_text(
        (site / PO).read_text(encoding="utf-8").replace('msgstr "核实"', 'msgstr ""'),
        encoding="utf-8",
    )
    left = _run(site, "approve", "refund", "--locale", "zh-Hans", "--as", "Ann Lee")
    assert left.exit_code == 1
    assert re.match(rf"{PO}:\d+: approval: “Check” is not signed: it is not tr", left.stderr)
    assert left.stderr.endswith("not signed: 1\n")
    assert _run(site, "approve", "refund", "--as", "Li Wei").exit_code == 2


# The gate.


def test_what_approvals_that_are_asked_for_from_now_on_withhold_is_said_before_all_else(tmp_path):
    site = _site(tmp_path / "site")
    assert _run(site, "build").exit_code == 0
    toml = site / "content/site.toml"
    text = toml.read_text(encoding="utf-8").replace("needed = 0", "needed = 1")
    toml.write_text(text, encoding="utf-8")
    made = _run(site, "build")
    assert made.stderr.startswith(
        "[review] in site.toml asks for approvals; notices that wait for them: 1; have them "
        "approved, and build again before you take any sheet down\n"
    )
    assert "approve refund --locale zh-Hans" in made.stderr
    assert "zh-Hans/refund/poster.pdf: this sheet is made no longer" in made.stdout
    assert "before you take" not in _run(site, "build").stderr


def test_a_translation_that_nobody_approved_of_is_not_published(site, tmp_path):
    output = tmp_path / "output"
    built = support.build(site, output)
    assert not (output / "zh-Hans/refund/bulletin.txt").exists()
    assert (output / "en/refund/bulletin.txt").exists()
    (told,) = (p for p in built.warnings if p.rule == "approval")
    assert (told.path, told.wrong) == (
        PO,
        "the notice refund is withheld in zh-Hans: 7 to approve",
    )
    assert told.remedy == (
        "have it approved: python -m generator approve refund --locale zh-Hans --as NAME"
    )
    _approve(site)
    assert not {"approval", "incomplete"} & {p.rule for p in support.build(site, output).warnings}
    assert "退款骗局" in (output / "zh-Hans/refund/bulletin.txt").read_text(encoding="utf-8")


def test_where_none_is_needed_it_is(tmp_path):
    site = _site(tmp_path / "site")
    support.build(site, tmp_path / "output")
    assert (tmp_path / "output/zh-Hans/refund/bulletin.txt").exists()


@pytest.mark.parametrize("incomplete", ["withhold", "fallback"])
def test_what_is_not_approved_is_shown_nowhere(tmp_path, incomplete):
    site, output = _site(tmp_path / "site", needed=1), tmp_path / "output"
    toml = site / "content/site.toml"
    toml.write_text(f'incomplete = "{incomplete}"\n' + toml.read_text(encoding="utf-8"))
    _approve(site)
    path = site / PO
    path.write_text(path.read_text(encoding="utf-8").replace("自己去问", "去问"), encoding="utf-8")
    support.build(site, output)
    shown = b"".join(support.tree(output / "zh-Hans").values()).decode()
    assert "去问店家" not in shown
    assert ("Ask the shop itself." in shown) is (incomplete == "fallback")


def test_two_people_are_two_and_one_in_two_spellings_is_one(tmp_path):
    site = _site(tmp_path / "site", needed=2)
    _approve(site)
    path = site / PO
    doubled = re.sub(
        "# (approved: )Li Wei(.*)\n", r"# \1Li Wei\2\n# \1ＬＩ  ＷＥＩ\2\n", path.read_text("utf-8")
    )
    path.write_text(doubled, encoding="utf-8")
    assert (_row(site).approved, _row(site).needs_approval) == (0, 7)
    _approve(site, "Ann Lee")
    assert (_row(site).approved, _row(site).needs_approval) == (7, 0)


def test_an_approval_of_another_language_counts_for_nothing(tmp_path):
    site = _site(tmp_path / "site", needed=1)
    _approve(site)
    toml = site / "content/site.toml"
    toml.write_text(
        'locales = ["en", "zh-Hans", "zh-Hant"]\n'
        + toml.read_text(encoding="utf-8").replace('locales = ["en", "zh-Hans"]\n', "")
    )
    for name in ("refund", "site"):
        data = (site / f"locales/zh_Hans/LC_MESSAGES/{name}.po").read_bytes()
        support.write_tree(site, {f"locales/zh_Hant/LC_MESSAGES/{name}.po": data})
    assert (_row(site).approved, _row(site).needs_approval) == (7, 0)
    assert (_row(site, "zh-Hant").approved, _row(site, "zh-Hant").needs_approval) == (0, 7)


def test_one_that_is_left_after_the_hotline_changed_counts_for_nothing(site):
    _approve(site)
    toml = site / "content/site.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("96110", "96119"))
    assert (_row(site).approved, _row(site).needs_approval) == (6, 1)
    assert _row(site).standing == "withheld"


# What is shown.


def test_status_tells_what_is_approved(site):
    (row,) = (
        row
        for row in json.loads(_run(site, "status", "--format", "json").stdout)
        if (row["domain"], row["locale"]) == ("refund", "zh-Hans")
    )
    assert (row["translated"], row["approved"], row["needs_approval"]) == (7, 0, 7)
    assert (row["standing"], row["why"], row["total"]) == ("withheld", "7 to approve", 7)
    _approve(site)
    head, *rows = _run(site, "status").stdout.splitlines()
    place = head.split("\t").index("approved")
    assert [row.split("\t")[place] for row in rows[2:]] == ["0/7", "7/7"]


def test_where_nobody_approves_status_has_no_such_column(tmp_path):
    support.write_tree(tmp_path, support.SMALL_SITE)
    assert "approved" not in _run(tmp_path, "status").stdout


def test_the_review_sheet_says_who_translated_who_approved_and_what_does_not_count(site, tmp_path):
    path = site / PO
    _translate(path, {}, Check="translated: Ann Lee; 2026-11-29")
    _approve(site)
    _approve(site, "Ann Lee")
    text = path.read_text(encoding="utf-8").replace("自己去问", "去问")
    signed = re.search("# approved: Li Wei; .*", text)[0]
    text = text.replace(signed, f"{signed}\n{signed.replace('Li Wei', 'Bob')}", 1)
    check = re.search(r'((?:#.*\n)+)msgctxt .*\nmsgid "Check"', text)[1]
    own = re.search("# approved: Li Wei; .*\n", check)[0]
    by_herself = own.replace("Li Wei", "Ann Lee")
    outdated = re.sub("; [0-9a-f]{16}", f"; {'0' * 16}", own)
    path.write_text(text.replace(check, outdated + by_herself + check), encoding="utf-8")
    support.build(site, tmp_path / "output", review=True)
    sheet = support.Page(
        (tmp_path / "review/refund.zh-Hans.html").read_text(encoding="utf-8")
    ).text()
    assert "译者：Ann Lee，2026-11-29" in sheet
    day = r"\d{4}-\d\d-\d\d"
    assert re.search(f"审定人：Li Wei，{day}\n", sheet)
    for why in (
        f"审定人：Li Wei，{day}；不算数：审定以后，文字或者其中的固定信息有变动\n",
        f"审定人：Bob，{day}；不算数：网站没有请此人审定\n",
        f"审定人：Ann Lee，{day}；不算数：不能审定自己的译文\n",
    ):
        assert re.search(why, sheet)
    row = sheet[sheet.index("Check\n") : sheet.index("Ask the shop")]
    assert row.count("Li Wei") == 1, "what somebody signed again is told once"
    assert "待审定" in sheet
    assert "approved:" not in sheet


def test_a_waiver_of_a_number_counts_once_somebody_else_has_signed(site):
    path = site / PO
    words = {"They want a transfer.": "他们要您转账3次。"}
    text = path.read_text(encoding="utf-8").replace(
        "他们要您转账。", words["They want a transfer."]
    )
    path.write_text(text, encoding="utf-8")
    assert any("facts" in told for told in support.problems(site))
    waiver = "ignore-facts: as often as it takes, both say; Ann Lee"
    _translate(path, {}, **{"They want": waiver})
    assert any(": waiver: " in told for told in support.problems(site))
    _approve(site, "Ann Lee")
    assert any(": waiver: " in told for told in support.problems(site))
    _approve(site, "Li Wei")
    assert support.problems(site) == []


def test_update_moves_the_flags_of_before(site):
    path = site / PO
    text = path.read_text(encoding="utf-8")
    flagged = text.replace(
        'msgctxt "reminders/check"\nmsgid "Check"',
        '# A note of two.\n#, fuzzy, ignore-same, ignore-max-length\nmsgctxt "reminders/check"\n'
        'msgid "Check"',
    )
    flagged = flagged.replace(
        "#. Title\n#: content/refund/reminders", "#: content/refund/reminders"
    )
    path.write_text(flagged, encoding="utf-8")
    update(site)
    (entry,) = (e for e in reader.read(path.read_bytes(), PO).entries if e.msgid == "Check")
    assert (entry.comments, entry.flags) == (
        ("ignore-same: A note of two.",),
        ("fuzzy", "ignore-max-length"),
    )
    assert records.read(entry).waivers[0].rule == "same"
    assert write(reader.read(path.read_bytes(), PO)) == path.read_bytes()


def test_a_preview_shows_what_is_not_approved_and_marks_it(site, tmp_path):
    support.build(site, tmp_path / "output", preview=True)
    page = (tmp_path / "output/zh-Hans/refund/index.html").read_text(encoding="utf-8")
    assert '<span data-preview="needs approval">自己去问店家。</span>' in page or (
        'data-preview="needs approval"' in page and "自己去问店家。" in page
    )
