"""A document is a form; saving it changes the lines of what was edited, and no other."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.documents import parse_document
from generator.content.identity import identify
from generator.desk import blocks, fields, held, notice
from generator.desk.fields import NONE, from_pairs, pairs
from generator.diagnostics.errors import Misused
from generator.layout import Source
from generator.markdown.walk import Walk
from tests import support
from tests.strategies import TEXTS, documents

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
FILES = {
    path.relative_to(support.ROOT).as_posix(): path.read_bytes()
    for folder in (support.ROOT / "content", *sorted(support.SITES.glob("*/source/content")))
    for path in sorted(folder.rglob("*.md"))
}
"""Every document of the shipped site and of the examples."""
HEAD = "content/refund/bulletin.md"
SCAM = "content/refund/routines/01-parcel.md"
ADVICE = "content/refund/reminders/01-check.md"


@cache
def _held():
    """A site that gives choices; a document's own site does not matter to its form."""
    return held.hold(support.ROOT, NOW)


def _form(data, path=HEAD):
    return notice.form(data if isinstance(data, bytes) else data.encode(), path, _held())


def _values(data, path=HEAD):
    return {field.key: field.value for field in _form(data, path).fields}


def _edited(text, path=HEAD, left_out=(), **values):
    return notice.edited(text.encode(), path, values, left_out=left_out).decode()


def _changed(before, after):
    """The lines that an edit took out, and those that it put in."""
    old, new = (data.splitlines(keepends=True) for data in (before, after))
    origin = blocks.origins(old, new)
    gone = [line for at, line in enumerate(old) if at not in origin]
    return gone, [line for at, line in zip(origin, new, strict=True) if at is None]


# Opening and saving.


@pytest.mark.parametrize("path", FILES)
def test_saving_what_was_opened_changes_no_byte(path):
    for data in (
        FILES[path],
        FILES[path].replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + FILES[path].replace(b"\n", b"  \n"),
        FILES[path].rstrip(),
    ):
        values = _values(data, path)
        assert values["title"]
        assert notice.edited(data, path, values) == data
        text = _form(data, path).text
        assert notice.with_text(data, text.replace("\n", "\r\n"), path) == data


@pytest.mark.parametrize("path", FILES)
def test_an_edit_of_a_field_changes_its_own_lines_only(path):
    data = FILES[path]
    for field in _form(data, path).fields:
        if field.kind in ("choice", "choices") or field.key == "moved_from":
            continue
        new = f"{field.value}\nNew: words" if field.kind != "line" else f"New: {field.value}"
        saved = notice.edited(data, path, {field.key: new})
        then = {one.key: one for one in _form(saved, path).fields}
        assert then[field.key].value.split() == new.split(), field.key
        assert {k: v.value for k, v in then.items() if k != field.key} == {
            k: v for k, v in _values(data, path).items() if k != field.key
        }
        gone, _ = _changed(data, saved)
        own = data.splitlines(keepends=True)[field.first - 1 : field.last] if field.first else []
        assert not [line for line in gone if line not in own], field.key
        assert notice.edited(saved, path, {field.key: field.value}).replace(b"\n\n", b"\n") in (
            data.replace(b"\n\n", b"\n"),
            *_unwrapped(data, path, field),
        )


def _unwrapped(data, path, field):
    """What may come back of a text whose last paragraph was broken over several lines."""
    if field.kind != "text":
        return
    whole = notice.edited(data, path, {field.key: f"x\n\n{field.value}"})
    yield notice.edited(whole, path, {field.key: field.value}).replace(b"\n\n", b"\n")


@settings(max_examples=support.examples(300), deadline=None)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_whatever_is_typed_into_a_field_is_there_afterwards(path, data):
    """And what is in all the others stays."""
    field = data.draw(st.sampled_from(_form(FILES[path], path).fields))
    text = data.draw(TEXTS)
    before = _values(FILES[path], path)
    saved = notice.edited(FILES[path], path, {field.key: text})
    after = _values(saved, path)
    others = before.keys() - {field.key} - ({"heard", "body"} if field.kind == "text" else set())
    assert {key: before[key] for key in others if key in after} == {
        key: after[key] for key in others if key in after
    }
    assert notice.edited(saved, path, after) == saved
    if field.kind == "line":
        assert after.get(field.key, text) in (" ".join(text.split()), notice._typed("title", text))


@settings(max_examples=support.examples(200), deadline=None)
@given(documents(soft_breaks=True), st.sampled_from([HEAD, SCAM, ADVICE]))
def test_any_text_of_blocks_is_opened_and_saved_as_it_is(text, path):
    data = f"---\ntitle: A\n---\n\n{text}\n".encode()
    values = _values(data, path)
    assert notice.edited(data, path, values) == data
    renamed = notice.edited(data, path, {**values, "title": "B"})
    assert renamed == data.replace(b"title: A", b"title: B", 1)


@settings(max_examples=support.examples(200), deadline=None)
@given(documents(soft_breaks=True))
def test_a_new_paragraph_leaves_the_others_as_they_were(text):
    data = f"---\ntitle: A\n---\n\n{text}\n".encode()
    values = _values(data)
    saved = notice.edited(data, HEAD, {"body": f"{values['body']}\n\nThe last words"})
    gone, new = _changed(data, saved)
    assert not [line for line in gone if line.strip()]
    assert [line for line in new if line.strip()] == [b"The last words\n"]


SETTINGS = [
    *support.ROOT.glob("content/*.toml"),
    *support.SITES.glob("*/source/content/*.toml"),
]


@pytest.mark.parametrize("path", sorted(SETTINGS))
def test_the_whole_text_of_a_setting_file_is_saved_as_it_is(path):
    plain = path.read_bytes()
    for bom, end in ((b"", b"\n"), (b"\xef\xbb\xbf", b"\r\n")):
        rest = plain.replace(b"\n", end)
        text = plain.decode()
        assert notice.with_text(bom + rest, text, "content/site.toml") == bom + rest
        added = notice.with_text(bom + rest, f"# new\n{text}", "content/site.toml")
        assert added == bom + b"# new" + end + rest


# Front matter.

FRONT = """---
# a note
title:  "One: two"\x20\x20\x20
headline: Three
summary: >
  four
  five

steps:
  - Call {police}.

  # inside
  - "Six: seven"
  - eight
# another
contacts: [hotline, police] # a remark
date: 2026-11-30
---

Nine.
"""


@pytest.mark.parametrize(
    ("values", "gone", "new"),
    [
        ({"title": "Ten"}, ['title:  "One: two"   \n'], ["title:  Ten   \n"]),
        ({"title": "Ten: “eleven”"}, None, ['title:  "Ten: “eleven”"   \n']),
        ({"title": 'Ten: "x"'}, None, ["title:  'Ten: \"x\"'   \n"]),
        ({"title": '"Ten"'}, None, ["title:  '\"Ten\"'   \n"]),
        ({"title": "{hotline} # 1"}, None, ['title:  "{hotline} # 1"   \n']),
        ({"title": "a\\b: c"}, None, ["title:  'a\\b: c'   \n"]),
        ({"title": "  it's\n fine "}, None, ["title:  it's fine   \n"]),
        ({"title": "ab\x00\x07c"}, None, ["title:  abc   \n"]),
        ({"headline": ""}, ["headline: Three\n"], []),
        ({"headline": "no"}, None, ["headline: no\n"]),
        (
            {"summary": "four five six"},
            ["summary: >\n", "  four\n", "  five\n"],
            ["summary: four five six\n"],
        ),
        ({"verdict": "It’s a scam."}, [], ["verdict: It’s a scam.\n"]),
        ({"issuer": "X"}, [], ["issuer: X\n"]),
        ({"steps": "Call {police}.\nSix: seven\nnine"}, ["  - eight\n"], ["  - nine\n"]),
        ({"steps": "new\nCall {police}.\nSix: seven\neight"}, [], ["  - new\n"]),
        ({"steps": "Six: seven\neight"}, ["  - Call {police}.\n"], []),
        ({"steps": "Call {police}.\nSix\neight"}, ['  - "Six: seven"\n'], ["  - Six\n"]),
        (
            {"contacts": "police"},
            ["contacts: [hotline, police] # a remark\n"],
            ["contacts: [police] # a remark\n"],
        ),
        ({"contacts": NONE}, None, ["contacts: [] # a remark\n"]),
        ({"contacts": ""}, ["contacts: [hotline, police] # a remark\n"], []),
        ({"date": "2026-12-24T16:30"}, None, ["date: 2026-12-24 16:30\n"]),
        ({"corrections": "2026-12-25 a: b"}, [], ["corrections:\n", '  - "2026-12-25 a: b"\n']),
        ({"moved_from": "old\nolder"}, [], ["moved_from: [old, older]\n"]),
        ({"moved_from": "a, b]\nit's"}, [], ["moved_from: ['a, b]', 'it''s']\n"]),
    ],
)
def test_only_the_lines_of_a_key_change(values, gone, new):
    for end in ("\n", "\r\n"):
        before = FRONT.replace("\n", end)
        after = _edited(before, **values)
        out, put = _changed(before, after)
        assert [line.replace(end, "\n") for line in put] == new
        if gone is not None:
            assert [line.replace(end, "\n") for line in out] == gone
        assert len(out) == len(put) or not new or gone is not None


def test_a_list_that_is_emptied_goes_with_its_key():
    after = _edited(FRONT, steps="")
    assert "steps" not in after
    assert "  five\n\n# another\ncontacts:" in after


def test_a_key_is_added_at_its_usual_place():
    lines = _edited(FRONT, verdict="Yes.", kind="scam", short="Short", updated="").splitlines()
    assert [line.partition(":")[0] for line in lines[2:9]] == [
        *("title", "headline", "verdict", "summary", "  four", "  five", "short")
    ]
    assert "kind: scam" in lines[9]
    assert _edited("---\ndate: 2026-11-30\n---\n", title="A") == (
        "---\ntitle: A\ndate: 2026-11-30\n---\n"
    )


def test_front_matter_may_be_emptied_and_filled_again():
    empty = _edited("---\ntitle: A\n---\n\nB\n", title="")
    assert empty == "---\n---\n\nB\n"
    assert _edited(empty, date="2026-11-30", title="A") == (
        "---\ntitle: A\ndate: 2026-11-30\n---\n\nB\n"
    )


def test_a_key_without_a_value_gets_one_on_its_line():
    assert _edited("---\ntitle:\ndate: x\n---\n", title="A: b").split("\n")[1] == 'title: "A: b"'
    assert _edited("---\ntitle: # note\n---\n", title="A").split("\n")[1] == "# note"


def test_a_key_that_is_none_of_the_forms_is_refused():
    with pytest.raises(Misused):
        _edited(FRONT, icon="lock")
    with pytest.raises(Misused):
        _edited(FRONT, left_out=["titles"])


@pytest.mark.parametrize(
    "text",
    [
        "no front matter\n",
        "---\ntitle: a: b\n---\n",
        "---\ntitle: A\n",
        "---\n{title: A, date: 2026-11-30}\n---\n",
    ],
)
def test_what_cannot_be_read_is_edited_as_a_whole(text):
    found = _form(text)
    assert not found.is_readable
    assert found.text == text
    with pytest.raises(Misused):
        _edited(text, title="A")
    assert notice.with_text(
        text.encode(), "---\r\ntitle: B\r\n---", HEAD
    ).decode().splitlines() == [*("---", "title: B", "---")]


def test_a_whole_text_leaves_the_lines_that_stay():
    text = "\ufeff---\r\ntitle: A\n---\r\n\r\nOne. \n"
    after = notice.with_text(text.encode(), "---\ntitle: B\n---\n\nOne. \n", HEAD).decode()
    assert after == text.replace("A\n", "B\r\n")


# Texts.

BODY = """---
title: A
---

> Your parcel
> is lost.
>
> Pay.\x20


First words
go on.

- one\x20\x20
- two

| a | b |
|---|---|
| c | d |

Last.
"""


def test_paragraphs_are_shown_on_one_line_and_lists_as_they_are():
    assert _values(BODY, SCAM)["heard"] == "Your parcel is lost.\n\nPay."
    assert _values(BODY, SCAM)["body"] == (
        "First words go on.\n\n- one  \n- two\n\n| a | b |\n|---|---|\n| c | d |\n\nLast."
    )
    assert _values("---\ntitle: A\n---\n\n转账\n验证码\n", HEAD)["body"] == "转账验证码"


def test_a_quotation_is_a_scams_own_field():
    assert "heard" not in _values(BODY, HEAD)
    assert _values(BODY, HEAD)["body"].startswith("> Your parcel\n> is lost.\n>\n> Pay.")
    below = "---\ntitle: A\n---\n\nWords.\n\n> Quoted.\n"
    assert _values(below, SCAM) | {"heard": ""} == _values(below, SCAM)
    assert _values(below, SCAM)["body"] == "Words.\n\n> Quoted."


@pytest.mark.parametrize(
    ("key", "old", "new", "gone", "put"),
    [
        ("body", "Last.", "Best.", ["Last.\n"], ["Best.\n"]),
        ("body", "Last.", "Last.\nAnd more.", [], ["And more.\n"]),
        (
            "body",
            "words go",
            "words, then go",
            ["First words\n", "go on.\n"],
            ["First words, then go on.\n"],
        ),
        ("body", "- two", "- two\n- three", [], ["- three\n"]),
        ("body", "- one", "- ones", ["- one  \n"], ["- ones  \n"]),
        ("body", "First words go on.\n\n", "", ["First words\n", "go on.\n"], []),
        ("body", "\n\nLast.", "", ["Last.\n"], []),
        ("body", "| c |", "| e |", ["| c | d |\n"], ["| e | d |\n"]),
        ("heard", "Pay.", "Pay now.", ["> Pay. \n"], ["> Pay now.\n"]),
        ("heard", "Pay.", "Pay.\n\nNow!", [], [">\n", "> Now!\n"]),
        (
            "heard",
            "is lost",
            "was lost",
            ["> Your parcel\n", "> is lost.\n"],
            ["> Your parcel was lost.\n"],
        ),
    ],
)
def test_only_the_paragraph_that_was_edited_changes(key, old, new, gone, put):
    value = _values(BODY, SCAM)[key]
    assert old in value
    after = _edited(BODY, SCAM, **{key: value.replace(old, new)})
    out, there = _changed(BODY, after)
    assert [line for line in out if line.strip()] == gone
    assert [line for line in there if line.strip()] == put
    assert all(line == "\n" for line in (*out, *there) if not line.strip())


def test_a_line_that_is_typed_is_a_paragraph_and_a_list_stays_a_list():
    text = "One.\nTwo:\n- three\n- four\n  more\nFive.\n\u3000\u3000六。\n| a | b |\n|---|---|\n"
    assert blocks.typed(text) == [
        *("One.", "Two:", "- three\n- four\n  more", "Five.", "六。", "| a | b |\n|---|---|")
    ]
    assert blocks.typed("a\n\n\n  \nb  \nc\n") == ["a", "b  \nc"]
    assert blocks.typed("x\ny", ["x\ny"]) == ["x\ny"]
    assert blocks.typed("\n \n") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("请这样做：\n1、报警\n2、挂断\n谢谢", ["请这样做：", "1. 报警\n2. 挂断", "谢谢"]),
        ("（1）报警\n（2）挂断", ["1. 报警\n2. 挂断"]),
        ("１．报警\n２．挂断", ["1. 报警\n2. 挂断"]),
        ("1.Call\n2.Ask", ["1. Call\n2. Ask"]),
        ("1.  Call\n2、Ask", ["1.  Call\n2. Ask"]),
        ("● one\n●two", ["- one\n- two"]),
        ("1.5倍\n2.5倍", ["1.5倍", "2.5倍"]),
        ("2、报警\n3、挂断", ["2、报警", "3、挂断"]),
        ("1、报警", ["1、报警"]),
        ("● one", ["● one"]),
        ("        滨河路派出所", ["滨河路派出所"]),
        ("- one\n    - two", ["- one\n    - two"]),
    ],
)
def test_lists_and_spaces_as_in_a_letter_are_what_they_were_meant_to_be(text, wanted):
    assert blocks.typed(text) == wanted
    assert blocks.typed(text, [text.rstrip()]) == [text.rstrip()]


@pytest.mark.parametrize("body", ["", "\n", "\nWords.\n", "Words.\n", "\n\n"])
def test_what_they_say_is_added_and_taken_out(body):
    text = f"---\ntitle: A\n---\n{body}"
    with_it = _edited(text, SCAM, heard="Hello.\nPay.")
    words = body.strip()
    assert with_it.split("---\n")[2].strip("\n") == (
        f"> Hello.\n>\n> Pay.\n\n{words}" if words else "> Hello.\n>\n> Pay."
    )
    assert _values(with_it, SCAM)["heard"] == "Hello.\n\nPay."
    without = _edited(with_it, SCAM, heard="")
    assert (without.strip("\n"), _values(without, SCAM)["body"]) == (
        text.replace("---\nWords", "---\n\nWords").strip("\n"),
        words,
    )


def test_a_text_is_written_where_there_was_none():
    assert (
        _edited("---\ntitle: A\n---\n", body="One.\nTwo.") == "---\ntitle: A\n---\n\nOne.\n\nTwo.\n"
    )
    both = _edited("---\ntitle: A\n---\n", SCAM, body="One.", heard="Two.")
    assert both == "---\ntitle: A\n---\n\n> Two.\n\nOne.\n"
    assert _edited(both, SCAM, body="") == "---\ntitle: A\n---\n\n> Two.\n\n"


@pytest.mark.parametrize("path", [path for path in FILES if "/routines/" in path])
def test_what_they_say_is_what_the_pages_take_for_it(path):
    own = "content/" + path.rpartition("content/")[2]
    text = FILES[path].decode()
    made, _ = parse_document(Source(own, text), Walk(None))
    heard = _values(text, own)["heard"]
    assert heard.split("\n\n") == ([one.msgid for one in made.heard] or [""])


# Places to fill in.

NEW = """---
# notes
title: ✎ The title
headline: ✎ Is somebody asking you for money?
verdict: ✎ This is a scam.
date: 2026-11-30
---

✎ Say what kind of scam this is, whom it is aimed at, and what the caller is after.

✎ Say what to do at once.
"""


def test_what_is_to_be_filled_in_is_a_placeholder():
    found = {field.key: field for field in _form(NEW).fields}
    assert (found["title"].value, found["title"].placeholder) == ("", "The title")
    assert found["body"].value == ""
    assert found["body"].placeholder.endswith("\n\nSay what to do at once.")
    assert notice.edited(NEW.encode(), HEAD, {key: one.value for key, one in found.items()}) == (
        NEW.encode()
    )


def test_what_is_filled_in_takes_the_place_and_what_nobody_wants_goes():
    after = _edited(NEW, title="冒充公检法", body="一。\n二。", headline="", left_out=["verdict"])
    assert after == (
        "---\n# notes\ntitle: 冒充公检法\nheadline: ✎ Is somebody asking you for money?\n"
        "date: 2026-11-30\n---\n\n一。\n\n二。\n"
    )
    assert _edited(after, left_out=["title"]) == after  # which is filled in


# Problems.


def test_a_problem_is_at_the_field_that_has_its_line(tmp_path):
    site = support.write_tree(tmp_path, support.SMALL_SITE)
    (site / HEAD).write_text(
        "---\ntitle: A{hot}\nsteps:\n  - Fine.\n  - Call 96110\ndat: 2022\n---\n\nAsk {police.\n"
    )
    (site / SCAM).write_text("---\ntitle: B\n---\n")
    (site / ADVICE).write_text("---\nshort: C\n---\n\nAsk.\n")
    whole = held.hold(site, NOW)

    def told(path):
        found = notice.form((site / path).read_bytes(), path, whole)
        at = {field.key: [one.rule for one in field.problems] for field in found.fields}
        return {key: rules for key, rules in at.items() if rules}, found.problems

    at, others = told(HEAD)
    assert {"title", "body"} <= {*at}
    assert [(one.line, one.rule) for one in others] == [(6, "front-matter")]
    at, others = told(SCAM)
    assert at == {"body": ["empty"]}
    assert others == ()
    at, _ = told(ADVICE)
    assert at["title"] == ["front-matter"]


@pytest.mark.parametrize("site", [path.parent for path in sorted(support.SITES.glob("*/source"))])
def test_every_problem_of_a_document_is_in_its_form(site, tmp_path):
    folder = support.example_site(site.name, tmp_path / "site")
    whole = held.hold(folder, NOW)
    for slug, sources in whole.files.documents.items():
        found = held.problems_of(whole, slug)
        for source in sources:
            made = notice.form((folder / source.path).read_bytes(), source.path, whole)
            told = [*made.problems, *(one for field in made.fields for one in field.problems)]
            assert sorted(told) == sorted(one for one in found if one.path == source.path)


# Fields.


def test_every_key_has_a_field_and_a_usual_place():
    from generator import model

    for kind in model.FIELDS:
        for is_service in (False, True):
            asked = {key for key, _ in fields.keys(kind, is_service=is_service)}
            assert asked - {"body", "heard"} == {*model.keys(kind)}
        assert sorted(fields.order(kind)) == sorted(set(model.keys(kind)))


def test_choices_have_words():
    found = {field.key: field for field in _form(FILES["content/water-cut/bulletin.md"]).fields}
    assert ("zh-Hans", "简体中文") in found["source_locale"].options
    assert ("city_line", "Citizens’ hotline 12345") in found["contacts"].options
    assert [value for value, _ in found["kind"].options] == ["scam", "service"]
    assert found["headline"].room == (30, 12)
    assert found["summary"].room is None


def test_a_chat_is_parted_into_its_halves_and_joined_again():
    assert pairs("a ✗ b\n\nc") == (("a", "b"), ("c", ""))
    assert from_pairs((("a", "b"), (" ", ""), ("", "c"))) == "a ✗ b\n✗ c"
    after = _edited("---\ntitle: A\n---\n", SCAM, chat=from_pairs((("x: y", "z"),)))
    assert after == '---\ntitle: A\nchat:\n  - "x: y ✗ z"\n---\n'


def test_the_spaces_of_chinese_are_set_as_the_site_chose():
    data = "---\ntitle: 打 110\ndate: 2026-11-30\n---\n".encode()
    assert notice.edited(data, HEAD, {"title": "打 96110"}, spacing="none").decode() == (
        "---\ntitle: 打96110\ndate: 2026-11-30\n---\n"
    )
    assert notice.edited(data, HEAD, {"title": "打 110"}, spacing="none") == data


def test_identify_is_asked_for_paths_of_documents_only():
    assert identify(HEAD).msgctxt == "bulletin"
