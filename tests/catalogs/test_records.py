"""What people record beside a translation: read, digested, kept through every editor."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import textwrap
import time
import tomllib
import unicodedata
from dataclasses import replace

import polib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from translate.storage import pypo

from generator.catalogs import merge, reader, records
from generator.catalogs.extract import Message
from generator.catalogs.po import Entry, write
from generator.catalogs.records import Approvals, Remark, Signature, Waiver
from generator.config.contact_facts import FACTS as FACTS_SETTING
from generator.config.schema import Entry as Key
from generator.config.toml_file import TomlFile
from generator.facts import Fact
from generator.text.unicode import person
from tests.support import examples

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
HOTLINE = {"hotline": Fact("hotline", "96110", "tel:96110")}
PEOPLE = frozenset(map(person, ("Li Wei", "Ann Lee")))
ZH = Approvals("zh-Hans", "refund", PEOPLE, 1, HOTLINE)
CALLED = Entry("Call {hotline}", ("请拨打{hotline}",), "bulletin")
WHY = "Both say a dozen, which is read as something else"


def _entry(*comments, **fields):
    return replace(CALLED, comments=comments, **fields)


def _signed(name="Li Wei", entry=CALLED, approvals=ZH):
    return f"approved: {name}; 2026-11-30; {approvals.digest(entry)}"


# Reading.


@pytest.mark.parametrize(
    ("comments", "found"),
    [
        (("ignore-terms: a game’s account",), (Waiver("terms", "a game’s account"),)),
        (("ignore-terms：游戏里的账户",), (Waiver("terms", "游戏里的账户"),)),
        (("Ignore-Terms:no term",), (Waiver("terms", "no term"),)),
        (("ignore-terms:", "ignore-same: x"), (Waiver("terms", ""), Waiver("same", "x"))),
        (("I ignore-terms: no",), ()),
        (("ignore-terms",), ()),
    ],
)
def test_a_waiver_is_a_line_of_the_comment(comments, found):
    assert records.read(_entry(*comments)).waivers == found


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("why; Li Wei", ("why", "Li Wei")),
        ("why；李伟", ("why", "李伟")),
        ("one; two; Li Wei", ("one; two", "Li Wei")),
        ("why", ("why", "")),
        ("why;", ("why", "")),
    ],
)
def test_who_waives_stands_behind_the_last_semicolon(text, parted):
    assert Waiver("facts", text).parted == parted


def test_signatures_are_read_in_their_order():
    lines = ("translated: Ann Lee; 2026-11-28", "see 4.2", "translated: 李伟；2026-11-29")
    found = records.read(_entry(*lines, "approved: Ann Lee; 2026-11-30; 0123456789abcdef"))
    assert found.translated == (
        Signature("Ann Lee", "2026-11-28"),
        Signature("李伟", "2026-11-29"),
    )
    assert found.translator == person("李伟")
    assert found.approved == (Signature("Ann Lee", "2026-11-30", "0123456789abcdef"),)
    assert found.notes == ("see 4.2",)


def test_why_a_message_was_sent_back_is_read_with_who_and_when():
    found = records.read(_entry("sent-back: Li Wei; 2026-11-30; No; say “shop”.", "a note"))
    assert found.remarks == (Remark("Li Wei", "2026-11-30", "No; say “shop”."),)
    assert found.notes == ("a note",)
    assert records.read(_entry("sent-back：李伟；2026-11-30；不对")).remarks[0].words == "不对"
    assert records.read(_entry("sent-back: no")).notes == ("sent-back: no",)


def test_the_lines_of_a_record_are_found_where_an_editor_broke_it():
    whole = (f"sent-back: Li Wei; 2026-11-30; {WHY}", _signed(), _signed("Ann Lee"))
    broken = [textwrap.wrap(one, 76) for one in whole]
    assert len(broken[0]) > 1
    entry = _entry("first", *(line for lines in broken for line in lines))
    assert records.lines(entry, "sent-back") == tuple(broken[0])
    assert records.lines(_entry(*whole), "approved", ZH.digest(CALLED)) == whole[1:]
    assert records.lines(_entry(*whole), "approved", "0" * 16) == ()
    assert records.lines(_entry(*whole), "translated") == ()


@pytest.mark.parametrize("line", ["approved: Ann Lee; 2026-11-30", "approved: Ann Lee", "approved"])
def test_an_approval_without_its_digest_is_only_a_note(line):
    assert records.read(_entry(line)) == records.Records(notes=(line,))


def test_a_flag_of_before_is_a_waiver_with_the_comment_as_its_reason():
    kept = "Another translation: 打电话"
    entry = _entry("A brand’s", "own name.", kept, flags=("fuzzy", "ignore-same"))
    assert records.read(entry).waivers == (Waiver("same", "A brand’s own name."),)


@pytest.mark.parametrize("width", [40, 60, 78])
def test_a_record_that_an_editor_broke_over_lines_is_whole(width):
    """Only where the line has no room left: what stands in the next line is a note else."""
    line = f"approved: The Anti-Fraud Centre of the City; 2026-11-30; {'0' * 16}"
    broken = textwrap.wrap(line, width - 2)
    found = records.read(_entry(*broken, "A note."))
    assert (found.notes == ("A note.",)) is (width == 78)
    assert records.read(_entry("ignore-terms: a game’s account", "A note.")).notes == ("A note.",)


def test_a_comment_without_end_is_read_in_time():
    lines = ("ignore-facts: " + "x" * 70, *(["y" * 78] * 20_000))
    begun = time.perf_counter()
    assert len(records.read(_entry(*lines)).notes) > 19_000
    assert time.perf_counter() - begun < 2


# One person.


@pytest.mark.parametrize(
    "name",
    [
        *("li wei", "LI WEI", "Li  Wei", " Li Wei ", "LiWei", "Li\u00a0Wei", "Li\u3000Wei"),
        *("Ｌｉ Ｗｅｉ", "Li\u200b Wei", "Ｌi wEI"),
    ],
)
def test_a_name_in_another_spelling_is_the_same_person(name):
    assert person(name) == person("Li Wei")


def test_so_is_one_with_accents_in_another_form():
    assert person("José") == person("Jose\u0301") != person("Jose")
    assert person("李 伟") == person("李伟") != person("李玮")


# The digest.


def _digest(tag, domain, msgctxt, msgid, msgstr, site_toml):
    """The contract's words, by another hand."""
    facts = tomllib.loads(site_toml)["facts"]
    text = "\0".join([tag, domain, msgctxt, msgid, *msgstr])
    for name, fact in facts.items():
        text = text.replace("{%s}" % name, "{%s}=%s" % (name, fact["tel"]))  # noqa: UP031
    data = unicodedata.normalize("NFC", text).encode("utf-8")
    return hashlib.sha256(data).hexdigest()[:16]


SITE = '[facts]\nhotline = { tel = "96110" }\npolice = { tel = "110" }\n'
WORDS = st.lists(
    st.sampled_from(["拨打", "{hotline}", "{police}", "e\u0301", "é", " ", "Call", "{", "}", "ﷺ"]),
    max_size=6,
).map("".join)


def _facts():
    file = TomlFile(SITE, "site.toml", "site")
    return FACTS_SETTING.parse(Key(file, "facts", file.data["facts"], 1))


@settings(max_examples=examples(60))
@given(WORDS, WORDS, st.lists(WORDS, min_size=1, max_size=3))
def test_the_digest_is_what_a_script_makes_of_the_contracts_words(msgctxt, msgid, msgstr):
    plural = "s" if len(msgstr) > 1 else None
    entry = Entry(msgid, tuple(msgstr), msgctxt, plural)
    for tag in ("zh-Hans", "en"):
        made = records.digest(entry, tag, "refund", _facts())
        assert made == _digest(tag, "refund", msgctxt, msgid, msgstr, SITE)


def test_a_digest_is_known_by_heart():
    """So that it stays what it is, whatever becomes of both scripts; an absent msgctxt is empty."""
    assert (
        records.digest(CALLED, "zh-Hans", "refund", HOTLINE)
        == (
            hashlib.sha256(
                "zh-Hans\0refund\0bulletin\0Call {hotline}=96110\0请拨打{hotline}=96110".encode()
            ).hexdigest()[:16]
        )
        == "e402f5ff553d2ce6"
    )
    assert (
        records.digest(replace(CALLED, msgctxt=None), "zh-Hans", "refund", {})
        == (
            hashlib.sha256(
                "zh-Hans\0refund\0\0Call {hotline}\0请拨打{hotline}".encode()
            ).hexdigest()[:16]
        )
    )


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        (Fact("a", "96110", "tel:96110"), "96110"),
        (Fact("a", "021-5555 0123", "tel:02155550123"), "021-5555 0123"),
        (Fact("a", "021-1", "tel:021-1,8", ext="8"), "021-1 <tel:021-1,8>"),
        (Fact("a", "shop.example", "https://shop.example/"), "shop.example"),
        (Fact("a", "the shop", "https://shop.example/"), "the shop <https://shop.example/>"),
        (Fact("a", "a@b.example", "mailto:a@b.example"), "a@b.example"),
        (Fact("a", "国家反诈中心", "", "zh-Hans"), "国家反诈中心"),
    ],
)
def test_a_facts_value_tells_where_it_leads(fact, value):
    assert fact.value == value


# What counts.


def test_an_approval_of_one_of_the_people_counts():
    assert ZH.approvers(_entry(_signed())) == {person("Li Wei")}
    assert ZH.suffice(_entry(_signed()))


@pytest.mark.parametrize(
    ("comments", "fields"),
    [
        ((), {}),
        ((_signed("Bob"),), {}),
        ((_signed(entry=replace(CALLED, msgid="Ring {hotline}")),), {}),
        ((_signed(entry=replace(CALLED, msgstr=("拨打{hotline}",))),), {}),
        ((_signed(entry=replace(CALLED, msgctxt="routines/a")),), {}),
        ((_signed(approvals=replace(ZH, tag="en")),), {}),
        ((_signed(approvals=replace(ZH, tag="zh_Hans")),), {}),
        ((_signed(approvals=replace(ZH, domain="loan")),), {}),
        ((_signed(approvals=replace(ZH, facts={"hotline": Fact("hotline", "96119")})),), {}),
        ((_signed(), "translated: Li Wei; 2026-11-29"), {}),
        ((_signed(), "translated: ＬＩ ｗｅｉ"), {}),
        ((_signed(), "translated: Ann Lee; 2026-11-28", "translated: li wei; 2026-11-29"), {}),
    ],
    ids=[
        *("none", "by somebody who is not asked", "of another source", "of another wording"),
        *("of another place", "of another language", "by a folder's name", "of another notice"),
        *("with another number", "by the translator", "in another spelling", "by the last one"),
    ],
)
def test_it_counts_for_nothing(comments, fields):
    assert not ZH.approvers(_entry(*comments, **fields))
    assert not ZH.suffice(_entry(*comments, **fields))


def test_who_translated_before_somebody_else_did_may_approve():
    lines = ("translated: Li Wei; 2026-11-28", "translated: Ann Lee; 2026-11-29", _signed())
    assert ZH.suffice(_entry(*lines))


def test_one_person_in_two_spellings_is_one():
    two = replace(ZH, needed=2)
    assert not two.suffice(_entry(_signed(), _signed("ＬＩ  ＷＥＩ"), _signed("liwei")))
    assert two.suffice(_entry(_signed(), _signed("Ann Lee")))


def test_each_plural_form_is_approved_of():
    plural = Entry("%(n)s day", ("%(n)s天",), None, "%(n)s days")
    assert ZH.digest(plural) != ZH.digest(replace(plural, msgstr=("%(n)s天", "%(n)s日")))


# Writing.

FILE = (
    "\ufeff# Head\r\n"
    + HEADER.replace("\n", "\r\n")
    + "#  A note.\r\n#. Title\r\n#: content/x.md\r\n#, fuzzy,ignore-same\r\n"
    'msgctxt  "bulletin"\r\nmsgid ""\r\n"Call "\r\n"{hotline}"\r\nmsgstr "请拨打{hotline}"\r\n'
    '\r\n\r\n#, ignore-terms, ignore-end-stop\r\nmsgid "b"\r\nmsgstr "乙"\r\n\r\n#~ msgid "c"\r\n'
    '#~ msgstr "丙"'
)
"""Not as any program writes it."""


def _signing(text, at=0):
    catalog = reader.read(text.encode(), "x.po")
    entries = list(catalog.entries)
    entries[at] = ZH.signed(entries[at], "Li Wei", "2026-11-30", catalog.newline)
    return write(replace(catalog, entries=tuple(entries))).decode()


@pytest.mark.parametrize(("at", "above"), [(0, "#. Title"), (1, "#, ignore-terms")])
def test_a_signature_is_a_line_and_every_other_stays(at, above):
    signed = _signing(FILE, at)
    new = re.search("# approved: Li Wei; 2026-11-30; [0-9a-f]{16}\r\n", signed)
    assert signed == FILE.replace(above, new[0] + above, 1)
    assert ZH.approvers(reader.read(signed.encode(), "x.po").entries[at])


def test_flags_of_before_become_comments_and_nothing_else_changes():
    moved = write(records.moved(reader.read(FILE.encode(), "x.po"), {"same", "terms"})).decode()
    assert moved == (
        FILE.replace("#  A note.", "# ignore-same: A note.")
        .replace("#, fuzzy,ignore-same", "#, fuzzy")
        .replace("#, ignore-terms, ignore-end-stop", "# ignore-terms:\r\n#, ignore-end-stop")
    )
    again = records.moved(reader.read(moved.encode(), "x.po"), {"same", "terms"})
    assert write(again).decode() == moved


NOTES = st.lists(
    st.sampled_from(
        [
            *(
                "# A note.",
                "#",
                "#x",
                "# #",
                "#  ignore-terms: 游戏",
                "# Two spaces.  ",
                "#\u3000宽",
                "\t# 注",
                "#. n",
                "#: x.md",
            ),
            *("#, fuzzy", "#, ignore-same", "#, c-format,ignore-same", '#| msgid "c"', ""),
        ]
    ),
    max_size=6,
)


@settings(max_examples=examples(150))
@example(["# Two spaces.  ", "#, ignore-same"], "\r\n")
@example(["# #", "#, ignore-same"], "\n")
@given(NOTES, st.sampled_from(["\n", "\r\n"]))
def test_whatever_stands_above_a_message_a_record_adds_or_takes_nothing_else(lines, end):
    notes = [line for line in dict.fromkeys(lines) if line != "#, fuzzy" or "#," not in lines]
    text = (HEADER + "\n".join([*notes, 'msgid "b"', 'msgstr "b"', ""])).replace("\n", end)
    before = reader.read(text.encode(), "x.po")
    moved = write(records.moved(before, {"same"}))
    after = reader.read(moved, "x.po")
    assert (after.entries[0].msgid, after.entries[0].msgstr) == ("b", ("b",))
    assert "ignore-same" not in after.entries[0].flags
    assert {w.rule for w in records.read(before.entries[0]).waivers} == {
        w.rule for w in records.read(after.entries[0]).waivers
    }
    kept = [line for line in notes if "ignore-same" not in line and line not in ("", "# A note.")]
    lines_after = moved.decode().split(end)
    assert all(line in lines_after or "ignore-same:" in moved.decode() for line in kept)
    signed = _signing(moved.decode())
    new = re.search("# approved: Li Wei; 2026-11-30; [0-9a-f]{16}\r?\n", signed)
    assert signed.replace(new[0], "", 1) == moved.decode()
    assert ZH.approvers(reader.read(signed.encode(), "x.po").entries[0])


def test_a_reason_of_several_lines_stays_beside_the_waiver():
    text = HEADER + '# One.\n# Two.\n#, ignore-same, ignore-terms\nmsgid "b"\nmsgstr "b"\n'
    moved = write(records.moved(reader.read(text.encode(), "x.po"), {"same", "terms"})).decode()
    lines = "# ignore-same: One. Two.\n# ignore-terms: One. Two.\n"
    assert moved == text.replace("# Two.\n", "# Two.\n" + lines).replace(
        "#, ignore-same, ignore-terms\n", ""
    )


def test_two_entries_of_a_message_do_not_lend_each_other_their_signatures():
    """As their flags: they were of another wording."""
    other = replace(CALLED, msgstr=("打{hotline}",), comments=("ignore-terms: no term", "note"))
    (first,) = merge.without_duplicates([_entry(_signed()), other])
    assert first.comments == (_signed(), "note", "Another translation: 打{hotline}")


# Editors.


def _poedit(text):
    """As Poedit 3 saves a file: without flags that it does not know, texts broken at 79 cells."""
    known = ("fuzzy", "no-wrap", "c-format", "python-format")
    made = []
    for line in text.split("\n"):
        if line.startswith("#,"):
            flags = [flag for flag in re.split("[, ]+", line[2:]) if flag in known]
            made += [f"#, {', '.join(flags)}"] if flags else []
        elif (found := re.fullmatch('(msgid|msgstr) "(.{40,})"', line)) is not None:
            parts = textwrap.wrap(found[2], 40, drop_whitespace=False, break_long_words=False)
            made += [f'{found[1]} ""', *(f'"{part}"' for part in parts)]
        else:
            made.append(line)
    return "\n".join(made).replace(
        'charset=UTF-8\\n"', 'charset=UTF-8\\n"\n"X-Generator: Poedit 3.4\\n"'
    )


def _msgmerge(text, folder):
    if not shutil.which("msgmerge"):
        pytest.skip("GNU gettext's msgmerge is not installed")
    old, pot = folder / "old.po", folder / "new.pot"
    old.write_text(text, encoding="utf-8")
    catalog = reader.read(text.encode(), "x.po")
    template = [replace(e, comments=(), msgstr=("",), flags=(), raw=None) for e in catalog.entries]
    pot.write_bytes(write(replace(catalog, entries=tuple(template[::-1]))))
    command = ("msgmerge", "-q", "--previous", old, pot)
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def _polib(text, folder):
    path = folder / "x.po"
    path.write_text(text, encoding="utf-8")
    file = polib.pofile(str(path))
    file.save()
    return path.read_text(encoding="utf-8")


def _translate_toolkit(text, folder):
    path = folder / "x.po"
    path.write_text(text, encoding="utf-8")
    store = pypo.pofile.parsefile(str(path))
    store.units[-1].target = store.units[-1].target.strip()
    store.savefile(str(path))
    return path.read_text(encoding="utf-8")


EDITORS = {
    "Poedit": lambda text, _: _poedit(text),
    "msgmerge": _msgmerge,
    "polib": _polib,
    "translate-toolkit": _translate_toolkit,
}
LONG = Entry(
    "Call {hotline} before you pay anybody who says that a parcel of yours was lost on its way",
    (
        "如果有人说您的包裹丢了，先拨打{hotline}问清楚，再决定要不要付钱，不要着急，也不要加对方的微信",
    ),
    "bulletin",
)


@pytest.mark.parametrize("editor", EDITORS)
def test_what_is_recorded_is_kept_through_every_editor(editor, tmp_path):
    long = replace(ZH, people=PEOPLE | {person("The Anti-Fraud Centre of a City, Jean-Luc Wei")})
    lines = (
        f"ignore-facts: {WHY}, and so do the two of them in every other notice; Ann Lee-Smith",
        "ignore-terms: 这里的“账户”不是银行账户，而是游戏里的账户，所以不用术语表里的词",
        "translated: Ann Lee; 2026-11-29",
        _signed(entry=LONG),
        _signed("The Anti-Fraud Centre of a City, Jean-Luc Wei", LONG),
    )
    entries = [replace(LONG, comments=lines, flags=("ignore-same",)), replace(CALLED, msgid="b")]
    before = reader.read((HEADER + write_entries(entries)).encode(), "x.po")
    text = write(records.moved(before, {"same"})).decode()
    after = EDITORS[editor](text, tmp_path)
    (kept,) = (e for e in reader.read(after.encode(), "x.po").entries if e.msgid == LONG.msgid)
    (first,) = (e for e in reader.read(text.encode(), "x.po").entries if e.msgid == LONG.msgid)
    assert [w.rule for w in records.read(kept).waivers] == ["facts", "terms", "same"]
    assert [w.parted for w in records.read(kept).waivers] == [
        w.parted for w in records.read(first).waivers
    ]
    assert records.read(kept).translated == records.read(first).translated
    assert len(long.approvers(kept)) == 2


def write_entries(entries):
    """Entries as a file has them, without its head."""
    catalog = reader.read(HEADER.encode(), "x.po")
    return write(replace(catalog, entries=tuple(entries))).decode().removeprefix(HEADER)


def test_they_stay_while_the_source_is_edited_and_count_again_when_that_is_taken_back():
    message = Message("bulletin", CALLED.msgid, "content/x.md", 1, ())
    catalog = reader.read((HEADER + write_entries([_entry(_signed())])).encode(), "x.po")
    edited = merge.merge(catalog, [replace(message, msgid="Ring {hotline}")])
    (waiting,) = edited.entries
    assert waiting.fuzzy
    assert not ZH.approvers(waiting)
    (back,) = merge.merge(edited, [message]).entries
    assert ZH.suffice(back)
