"""Text with front matter -> documents and bulletins. Mistakes: tests/cases/refusals/."""

from __future__ import annotations

import time
from datetime import date

import pytest

from generator.content.documents import parse_bulletin, parse_document
from generator.content.identity import Identity, identify
from generator.diagnostics.errors import Refused
from generator.layout import Source
from generator.locales import Locale
from generator.markdown.walk import Walk
from generator.moments import Moment
from tests.support import FACTS, as_it_stands

WALK = Walk(FACTS)
ROUTINE = "content/refund/routines/01-parcel.md"


def _routine(body):
    made, _ = parse_document(Source(ROUTINE, f"---\ntitle: A title\n---\n\n{body}\n"), WALK)
    return made


@pytest.mark.parametrize(
    ("path", "identity"),
    [
        ("content/x/bulletin.md", Identity("x", "bulletin", "x", "bulletin")),
        ("content/x/routines/01-y.md", Identity("x", "routine", "y", "routines/y")),
        ("content/x/routines/y.md", Identity("x", "routine", "y", "routines/y")),
        ("content/x/reminders/10-y-2.md", Identity("x", "reminder", "y-2", "reminders/y-2")),
        ("/a/content/b/content/x/bulletin.md", Identity("x", "bulletin", "x", "bulletin")),
        ("C:\\a\\content\\x\\bulletin.md", Identity("x", "bulletin", "x", "bulletin")),
    ],
)
def test_a_file_is_what_its_path_says(path, identity):
    assert identify(path) == identity


@pytest.mark.parametrize("path", ["bulletin.md", "content/x.md", "content/x/y/01-z.md", "", "x/y"])
def test_another_path_is_refused(path):
    with pytest.raises(Refused):
        identify(path)


def test_the_first_quotation_is_what_the_victim_hears():
    made = _routine("> It is lost.\n>\n> Add us.\n\nThey lie.\n\n> A second one.")
    assert [segment.msgid for segment in made.heard] == ["It is lost.", "Add us."]
    assert [segment.msgid for segment in made.body.segments] == ["They lie.", "A second one."]


def test_words_that_are_heard_and_told_alike_are_heard_once():
    made = _routine("> Hang up.\n\nHang up.\n\nThen wait.")
    assert [segment.line for segment in made.heard] == [5]
    assert [segment.line for segment in made.body.segments] == [7, 9]


def _bulletin(*names):
    sources = [Source("content/x/bulletin.md", "---\ntitle: x\ndate: 2022-07-25\n---\n")]
    sources += [Source(f"content/x/{name}.md", "---\ntitle: y\n---\n\nText.\n") for name in names]
    return parse_bulletin(sources, "x", Locale("en"), WALK)


def test_documents_stand_in_the_order_of_their_numbers():
    made = _bulletin("routines/10-c", "routines/2-b", "routines/01-a", "reminders/1-d")
    assert [routine.id for routine in made.routines] == ["a", "b", "c"]
    assert [reminder.id for reminder in made.reminders] == ["d"]
    assert made.date == Moment(date(2022, 7, 25))


@pytest.mark.parametrize("names", [("routines/01-a", "reminders/01-a"), ("routines/01-main",)])
def test_an_anchor_is_there_once_on_a_page(names):
    with pytest.raises(Refused):
        _bulletin(*names)


@pytest.mark.parametrize("text", ["They want:\n- money\n- codes", "Do this:\n1. hang up\n2. call"])
def test_a_list_without_an_empty_line_above_it_is_told(text):
    with pytest.raises(Refused, match="a list begins in the middle of a paragraph"):
        _routine(f"> Pay.\n\n{text}")


@pytest.mark.parametrize("text", ["They want\n25. It is a lot.", "A\n-B\nC", "- one\n- two"])
def test_other_lines_of_a_paragraph_are_no_list(text):
    assert _routine(f"> Pay.\n\n{text}").body.segments


HEAD = "---\ntitle: A lost parcel\n---\n\n"


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 13_000, "<![" * 12_000, "*a " * 20_000, "> " * 5_000 + "a", "`" * 20_000),
        *("- " * 5_000 + "a", "> - " * 400 + "a", "a\n===\n" * 8_000, "#### a\n" * 7_000),
        "\n".join("    " * depth + "- a" for depth in range(60)),
        *("[" * 3_999 + "\n\n" + "[" * 3_999, "a  \n" + "a [" * 9_000, "a [  \n" * 2_900),
    ],
    ids=lambda text: text[:8],
)
def test_markdown_that_takes_for_ever_is_refused_at_once(text):
    start = time.process_time()
    with pytest.raises(Refused, match=r"far too long|too deep"):
        parse_document(Source("content/refund/reminders/01-check.md", HEAD + text), WALK)
    assert time.process_time() - start < 2


def test_a_text_that_is_too_deep_leaves_no_trace_on_the_next():
    with pytest.raises(Refused):
        _routine("- " * 5_000 + "a")
    assert [block.tag for block in _routine("They call.\n\nThey lie.").body.blocks] == ["p", "p"]


@pytest.mark.parametrize(
    "text",
    [
        *("`a` " * 990, "*a " * 1_300, "**a*" * 900, "<" * 3_999, "\\*" * 1_999, "_a " * 1_300),
        *(
            "- a\n" * 2_900,
            "#### a\n" * 2_900,
            "1. a\n\n" * 1_400,
            "<a@b.c>" * 570,
            "a  \n" * 990,
        ),
        "|" + "a|" * 5_000 + "\n|" + "-|" * 5_000 + "\n|" + "b|" * 5_000,
        "|" + "a|" * 1_000 + "\n|" + "-|" * 1_000 + ("\n|" + "b|" * 1_000) * 20,
        ("[a](https://a.b) " * 50 + "\n\n") * 65,
        ("[" * 60 + "\n\n") * 900,
    ],
    ids=lambda text: text[:8],
)
def test_markdown_that_is_not_refused_takes_less_than_two_seconds(text):
    """To be read, and to be shown."""
    start = time.process_time()
    made, _ = parse_document(Source("content/refund/reminders/01-check.md", HEAD + text), WALK)
    WALK.html(made.body, as_it_stands)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text", ["先挂断\n再打", "- 先挂断\n- 再打", "被骗\n3.5万元", "1、先挂断\n\n2、再打"]
)
def test_lines_that_do_not_run_together_are_not(text):
    assert parse_document(Source("content/refund/reminders/01-check.md", HEAD + text), WALK)
