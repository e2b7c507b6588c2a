"""The site's text -> messages, for `generator extract` and for pybabel alike."""

from __future__ import annotations

from importlib.metadata import entry_points
from io import BytesIO

import pytest

from generator.catalogs import extract
from generator.catalogs.extract import extract_markdown, extract_site
from generator.config.settings import settings
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


def test_the_words_of_sheets_say_how_much_of_them_fits():
    head = (
        "---\ntitle: A parcel\nicon: parcel\nheadline: Lost?\nverdict: A scam.\n"
        "chat:\n  - It is lost. ✗ It is *not*.\n  - Pay {hotline}. ✗ Never.\n---\n"
    )
    found = _found(
        extract_markdown(
            _file(f"{head}\n> Hello.\n\nThey call.\n", "content/x/routines/01-y.md"), (), (), {}
        )
    )
    assert [(line, words[1]) for line, *words, _ in found] == [
        (2, "A parcel"),
        (4, "Lost?"),
        (5, "A scam."),
        (11, "Hello."),
        (7, "It is lost."),
        (7, "It is *not*."),
        (8, "Pay {hotline}."),
        (8, "Never."),
        (13, "They call."),
    ]
    notes = {words[1]: note for _, *words, (*_, note) in found[1:3] + found[4:8]}
    assert notes["Lost?"].endswith("one line, about 30 letters or 12 Chinese characters")
    assert notes["A scam."].endswith("about 20 letters or 6 Chinese characters")
    assert {note.partition(": ")[2] for text, note in notes.items() if text not in _SHORTEST} == {
        "about 50 letters or 18 Chinese characters"
    }


_SHORTEST = ("Lost?", "A scam.")


@pytest.mark.parametrize(
    ("path", "key", "fits"),
    [
        ("bulletin.md", "date: 2022-07-25", "at most 140 letters or 67 Chinese characters"),
        ("reminders/01-y.md", "icon: shop", "about 18 letters or 6 Chinese characters"),
    ],
)
def test_what_a_short_text_is_for_is_told(path, key, fits):
    text = f"---\ntitle: Check\n{key}\nshort: Ask\n---\n\nAsk the shop.\n"
    found = _found(extract_markdown(_file(text, f"content/x/{path}"), (), (), {}))
    ((note,),) = [notes for *_, msgid, notes in found if msgid == "Ask"]
    assert note.endswith(fits)


def test_the_words_of_a_contact_are_explained():
    text = (
        'title = "W"\nissuer = "P"\n[facts]\nx = { tel = "110" }\n'
        '[[contacts]]\nfact = "x"\nlabel = "Police"\ncall = "Paid?"\nhours = "24 hours"\n'
    )
    found = _found(extract_site(_file(text, "content/site.toml"), (), (), {}))
    told = {msgid: notes for _, _, msgid, notes in found}
    ((above, fits),) = (note.split(": ") for note in told["Paid?"])
    assert above == "The words above a number, on sheets and buttons"
    assert fits == "about 20 letters or 10 Chinese characters"
    assert told["24 hours"] == ("When somebody answers, in a few words",)
    assert told["Police"] == ()


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
    ("fact", "shown"),
    [
        ('{ tel = "021-55550123", ext = "801" }', "021-55550123 ext. 801"),
        ('{ tel = "021-55550123转801" }', "021-55550123转801"),
    ],
)
def test_translators_are_told_a_numbers_extension_too(fact, shown):
    text = f'title = "Call {{x}}"\nissuer = "P"\n[facts]\nx = {fact}\n'
    (found, *_) = _found(extract_site(_file(text, "content/site.toml"), (), (), {}))
    assert found[3] == (f"{{x}} stands for {shown}: keep it as it is",)


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


def test_translators_are_told_where_the_words_above_a_number_stand():
    text = (
        'title = "W"\nissuer = "P"\n[facts]\nh = { tel = "1" }\n'
        '[[contacts]]\nfact = "h"\nlabel = "L"\ncall = "Ask"\n'
    )
    found = extract.of_site(settings(text), "content/site.toml", {})
    assert {one.msgid: bool(one.comments) for one in found} == {
        **dict.fromkeys(("W", "P", "L"), False),
        "Ask": True,
    }
