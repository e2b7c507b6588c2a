"""Text with front matter -> documents and bulletins. Mistakes: tests/cases/refusals/."""

from __future__ import annotations

from datetime import date

import pytest

from generator.content import bulletin, document
from generator.errors import Refused
from generator.files import Source
from generator.identity import Identity, identify
from generator.locales import Locale
from generator.segments import Walk
from tests.support import FACTS

WALK = Walk(FACTS)
ROUTINE = "content/refund/routines/01-parcel.md"


def _routine(body):
    made, _ = document(Source(ROUTINE, f"---\ntitle: A title\n---\n\n{body}\n"), WALK)
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
    return bulletin(sources, "x", Locale("en"), WALK)


def test_documents_stand_in_the_order_of_their_numbers():
    made = _bulletin("routines/10-c", "routines/2-b", "routines/01-a", "reminders/1-d")
    assert [routine.id for routine in made.routines] == ["a", "b", "c"]
    assert [reminder.id for reminder in made.reminders] == ["d"]
    assert made.date == date(2022, 7, 25)


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
