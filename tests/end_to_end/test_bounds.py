"""Large and nasty files: refused in words, or read and shown, within two seconds of the processor.

`bounded` raises where it takes longer.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests import support
from tests.fuzz.targets import bounded
from tests.support import SMALL_SITE

TOML = SMALL_SITE["content/site.toml"]
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ROUTINE = "---\ntitle: A lost parcel\n---\n\n> Your parcel is lost.\n\n"
SENTENCE = "They want money, or 5,000 yuan by 3 May 2022. " * 80
CHINESE = "他们要钱，或者在2022年5月3日前要5000元。" * 80


def _many(line, number):
    return "".join(line.format(n=n) for n in range(number))


def _facts(number):
    return TOML.replace("[facts]\n", "[facts]\n" + _many('x{n} = "a{n}"\n', number))


REFUSED = {
    "facts": ("content/site.toml", _facts(18_000), "more than 500 facts"),
    "keys": ("content/site.toml", _many("k{n} = 1\n", 20_000) + TOML, "there is no key “k0”"),
    "a long file": ("content/site.toml", TOML + "#" * 500_000, "longer than 500,000 characters"),
    "a deep key": ("content/site.toml", f"a{'.a' * 100_000} = 1\n{TOML}", "full stops"),
    "a deep group": ("content/site.toml", f"{TOML}[a{'.a' * 100_000}]\n", "full stops"),
    "keys as deep as may be": (
        "content/site.toml",
        _many(f"{'a.' * 199}b{{n}} = 1\n", 1_100) + TOML,
        "there is no key “a”",
    ),
    "lists in lists": ("content/site.toml", f"x = {'[' * 99_999}\n{TOML}", "too deep"),
    "groups in groups": ("content/site.toml", f"x = {'{a=' * 99_999}\n{TOML}", "too deep"),
    "a broken text": (
        "content/site.toml",
        f'a = "x\ny{" " * 200_000}z\nz"\n{TOML}',
        "not around the whole value",
    ),
    "open lists": (
        "content/site.toml",
        f"{TOML}x = [\n“x”,{'[' * 100_000}\n]\n",
        "a text is missing here",
    ),
    "digits": ("content/site.toml", f"x = {'1' * 5_000}\n{TOML}", "thousands of digits"),
    "terms": ("content/glossary.toml", _many('[[terms]]\nen = "w{n}"\n', 40_000), "500,000"),
    "messages twice": (
        "locales/en/LC_MESSAGES/refund.po",
        PO + 'msgid "a"\nmsgstr "b"\n\n' * 100_000,
        "is there twice",
    ),
    "lines of no entry": ("locales/en/LC_MESSAGES/refund.po", PO + "x\n" * 900_000, "any entry"),
    "plural forms": (
        "locales/en/LC_MESSAGES/refund.po",
        PO + 'msgid "a"\nmsgid_plural "b"\n' + _many('msgstr[{n}] "b"\n', 100_000),
        "more than 20 plural forms",
    ),
    "a long note": (
        "locales/en/LC_MESSAGES/refund.po",
        PO + "#" + " " * 200_000 + "\nx\n",
        "any entry",
    ),
    "marks of a conflict": (
        "content/refund/routines/01-parcel.md",
        ROUTINE + "<<<<<<< a\n" * 150_000,
        "far too long",
    ),
    "a text without an end above open lists": (
        "content/site.toml",
        'a = """\n' + 'x "y=[\n' * 20_000 + "zz zz\n",
        "site:",
    ),
    "lines below a text without an end": (
        "content/site.toml",
        'a = """\n' + "a\n" * 200_000,
        "site:",
    ),
    "open groups": ("content/site.toml", "k={\n" * 100_000, "site:"),
    "unknown facts": (
        "content/refund/routines/01-parcel.md",
        ROUTINE + "\n\n".join(" ".join(f"{{f{n}x{m}}}" for m in range(400)) for n in range(14)),
        "there is no fact {f0x0}",
    ),
}
ACCEPTED = {
    "facts": {"content/site.toml": _facts(490)},
    "contacts": {"content/site.toml": TOML + '[[contacts]]\nfact = "hotline"\nlabel = "L"\n' * 500},
    "terms": {"content/glossary.toml": _many('[[terms]]\nen = "w{n}"\nzh-Hans = "词{n}"\n', 4_000)},
    "messages": {
        f"locales/zh_Hans/LC_MESSAGES/{name}.po": PO + _many('msgid "{n}"\nmsgstr "b"\n\n', 12_000)
        for name in ("refund", "site")
    },
    "paragraphs": {"content/refund/routines/01-parcel.md": ROUTINE + "They want it.\n\n" * 1_400},
    "brackets": {"content/refund/routines/01-parcel.md": ROUTINE + ("[" * 60 + "\n\n") * 900},
    "a long translation": {
        "content/refund/routines/01-parcel.md": ROUTINE + _many(f"{SENTENCE}x{{n}}\n\n", 14),
        "locales/zh_Hans/LC_MESSAGES/refund.po": PO
        + _many(
            f'msgctxt "routines/parcel"\nmsgid "{SENTENCE}x{{n}}"\nmsgstr "{CHINESE}x{{n}}"\n\n', 14
        ),
    },
}
"""Files that pass; the rest of the site is the small one."""


@pytest.mark.thorough
@pytest.mark.parametrize("name", REFUSED)
def test_what_would_take_for_ever_is_refused_soon(name, small_site):
    path, text, told = REFUSED[name]
    support.write_tree(small_site, {"templates/list.html": "", path: text})
    with bounded():
        problems = support.problems(small_site)
    assert problems[0].startswith(f"{path}:")
    assert any(told in line for line in problems)


@pytest.mark.thorough
@pytest.mark.parametrize("is_review", [False, True])
@pytest.mark.parametrize("name", ACCEPTED)
def test_the_site_of_a_large_file_that_passes_is_built_soon(name, is_review):
    with tempfile.TemporaryDirectory() as folder:
        site = support.write_tree(Path(folder), {**SMALL_SITE, **ACCEPTED[name]})
        how = {"review_of": "output"} if is_review else {}
        with bounded():
            support.build_unprinted(site, site / ("review" if is_review else "output"), **how)
