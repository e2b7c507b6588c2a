"""The site's text -> messages, for `generator extract` and for pybabel alike."""

from __future__ import annotations

from importlib.metadata import entry_points
from io import BytesIO

import pytest

from generator.catalogs.extract import extract_markdown, extract_site
from generator.diagnostics.errors import Problems, Refused
from tests import support
from tests.support import ROOT, read_site


def _file(text, name):
    stream = BytesIO(text if isinstance(text, bytes) else text.encode())
    stream.name = name
    return stream


def _found(found):
    return [(line, *messages, tuple(comments)) for line, _, messages, comments in found]


def test_front_matter_and_text_are_found_with_their_lines_and_comments():
    head = "---\ntitle: A lost parcel\nposter: Pay *nothing*\n---\n"
    text = f"{head}\n> It is lost.\n\nCall {{hotline}}.\n"
    path = "content/refund/routines/01-parcel.md"
    assert _found(extract_markdown(_file(text, path), (), (), {})) == [
        (2, "routines/parcel", "A lost parcel", ("Title",)),
        (3, "routines/parcel", "Pay *nothing*", ("Short text for the poster",)),
        (6, "routines/parcel", "It is lost.", ("What the victim hears",)),
        (8, "routines/parcel", "Call {hotline}.", ()),
    ]


def test_a_text_that_stands_twice_is_one_message():
    text = "---\ntitle: Check\n---\n\nCheck.\n\nCheck.\n"
    path = "content/refund/reminders/01-check.md"
    assert [row[2] for row in _found(extract_markdown(_file(text, path), (), (), {}))] == [
        "Check",
        "Check.",
    ]


def test_site_toml_is_found_and_told_what_its_facts_stand_for():
    text = (
        'title = "W"\nissuer = "P"\n[facts]\nx = "1"\n'
        '[[contacts]]\nfact = "x"\nlabel = "Call {x}"\n'
    )
    assert _found(extract_site(_file(text, "content/site.toml"), (), (), {})) == [
        (1, "site", "W", ()),
        (2, "site", "P", ()),
        (7, "site", "Call {x}", ("{x} stands for 1: keep it as it is",)),
    ]


@pytest.mark.parametrize(
    ("method", "text", "path"),
    [
        (extract_markdown, "no front matter", "content/x/bulletin.md"),
        (extract_markdown, "---\ntitle: x\n---\n", "content/x/notes.md"),
        (extract_site, "title = 3", "content/site.toml"),
        (extract_markdown, "---\ntitle: 退款\n---\n".encode("gb18030"), "content/x/bulletin.md"),
        (extract_site, 'title = "退款"'.encode("gb18030"), "content/site.toml"),
    ],
)
def test_a_wrong_file_is_refused(method, text, path):
    with pytest.raises(Refused):
        list(method(_file(text, path), (), (), {}))


def test_the_same_words_in_two_documents_are_two_messages(small_site):
    text = "---\ntitle: A lost parcel\n---\n\nThey want a transfer.\n"
    support.write_tree(small_site, {"content/refund/routines/02-again.md": text})
    site = read_site(small_site, Problems())
    keys = [message.key for message in site.messages(site.bulletins[0])]
    assert ("routines/parcel", "A lost parcel") in keys
    assert ("routines/again", "A lost parcel") in keys


_INSTALLED = {point.name for point in entry_points(group="babel.extractors")}


@pytest.mark.skipif(
    "bulletin_markdown" not in _INSTALLED,
    reason="the project is not installed, so that Babel does not know its extraction methods",
)
def test_pybabel_finds_what_generator_extract_finds(tmp_path, monkeypatch):
    """Domain by domain, with pyproject.toml's mapping."""
    from babel.messages.frontend import CommandLineInterface
    from babel.messages.pofile import read_po

    monkeypatch.chdir(ROOT)
    pot = tmp_path / "all.pot"
    arguments = ["pybabel", "-q", "extract", "-F", "pyproject.toml", "-o", str(pot), "--no-wrap"]
    assert not CommandLineInterface().run([*arguments, "."])
    found = {}
    with pot.open("rb") as stream:
        for message in read_po(stream):
            for path, _ in message.locations:
                found.setdefault(_domain(path), set()).add((message.context, _msgid(message)))
    site = read_site(ROOT, Problems())
    ours = {"site": site.site_messages} | {b.slug: site.messages(b) for b in site.bulletins}
    assert found == {domain: {m.key for m in messages} for domain, messages in ours.items()}


def _domain(path):
    parts = path.removeprefix("./").split("/")
    return parts[1] if parts[0] == "content" and len(parts) > 2 else "site"


def _msgid(message):
    return message.id if isinstance(message.id, str) else message.id[0]
