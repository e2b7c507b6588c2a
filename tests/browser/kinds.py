"""Every kind of page, by name, and the sites that have it: the real one, and examples.

A withheld page, a page with source text in it, right-to-left text, a folded menu of languages and
older parts of a long list do not occur in the real site; examples built with the same templates
have them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.catalogs import po as po_files
from generator.catalogs import reader
from generator.commands import translate
from tests import support
from tests.build.test_keep import linked, typed_head
from tests.end_to_end.test_life import PARCEL, a_site, with_keys
from tests.site.test_metadata import a_long_list
from tests.support import LOCALES, NOTICES

SLUG = "customer-service-fraud"
CHINESE_FIRST = "order-brushing"
SERVICE = "water-cut"


@dataclass(frozen=True, slots=True)
class Kind:
    """A page of a site."""

    site: str
    path: str
    skips: bool = True
    """True if it begins with a link to its text. A review sheet has nothing before its text."""


def _kinds() -> dict[str, Kind]:
    found = {
        "chooser": Kind("real", "index.html"),
        "not found": Kind("real", "no/such/page.html"),
        "bilingual poster": Kind("real", f"posters/{SLUG}.zh-Hans.en.html"),
    }
    for tag in LOCALES:
        found |= {
            f"list {tag}": Kind("real", f"{tag}/index.html"),
            f"topic {tag}": Kind("real", f"{tag}/topics/impersonation/index.html"),
            f"all notices {tag}": Kind("real", f"{tag}/notices.html"),
            f"service bulletin {tag}": Kind("real", f"{tag}/{SERVICE}/index.html"),
            f"bulletin {tag}": Kind("real", f"{tag}/{SLUG}/index.html"),
            f"poster {tag}": Kind("real", f"{tag}/{SLUG}/poster.html"),
            f"article {tag}": Kind("real", f"{tag}/{SLUG}/wechat.html", skips=False),
            f"routine poster {tag}": Kind("real", f"{tag}/{SLUG}/posters/{NOTICES[SLUG][0]}.html"),
            f"Chinese-first bulletin {tag}": Kind("real", f"{tag}/{CHINESE_FIRST}/index.html"),
            f"review {tag}": Kind("real", f"review/{SLUG}.{tag}.html", skips=False),
        }
    return found | {
        "withheld zh-Hans": Kind("withheld", "zh-Hans/unfinished/index.html"),
        **{
            f"{name} {tag}": Kind("life", path.format(tag))
            for tag in LOCALES
            for name, path in (
                ("corrected notice", "{}/refund/index.html"),
                ("withdrawn scam", "{}/refund/posters/parcel.html"),
                ("withdrawn notice", "{}/pipe/index.html"),
                ("moved notice", "{}/old/index.html"),
                ("list of what is over", "{}/index.html"),
                ("all of what is over", "{}/notices.html"),
            )
        },
        **{
            f"changing notice {tag}": Kind("changing", f"{tag}/refund/index.html")
            for tag in LOCALES
        },
        "archive en": Kind("long", "en/archive-1.html"),
        "archive zh-Hans": Kind("long", "zh-Hans/archive-1.html"),
        "withheld, many languages": Kind("many", "de/refund/index.html"),
        "fallback zh-Hans": Kind("fallback", "zh-Hans/unfinished/index.html"),
        "right-to-left list": Kind("right-to-left", "ar/index.html"),
        "right-to-left bulletin": Kind("right-to-left", "ar/refund/index.html"),
        "right-to-left poster": Kind("right-to-left", "ar/refund/poster.html"),
        "right-to-left bilingual poster": Kind("right-to-left", "posters/refund.en.ar.html"),
    }


KINDS = _kinds()
SHEETS = {
    **{f"{slug} bilingual": f"posters/{slug}.zh-Hans.en.html" for slug in NOTICES},
    **{f"{slug} {tag}": f"{tag}/{slug}/poster.html" for slug in NOTICES for tag in LOCALES},
    **{
        f"{routine} {tag}": f"{tag}/{slug}/posters/{routine}.html"
        for slug, routines in NOTICES.items()
        for routine in routines
        for tag in LOCALES
    },
}
"""Every sheet of the real site, by name."""


def _real(_: Path) -> Path:
    return support.ROOT


def _with_the_real_templates(name: str) -> Callable[[Path], Path]:
    def site(folder: Path) -> Path:
        support.example_site(name, folder)
        shutil.rmtree(folder / "templates")
        if name == "right-to-left":
            _fill_in(folder, "ar", "كلمة")
        return folder

    return site


_WORDS = {"zh-Hans": "字词", "de": "Wort", "fr": "mot", "ja": "ことば", "ko": "낱말"}


def _many(folder: Path) -> Path:
    """A site of six languages, whose one bulletin is in its own language only."""
    support.write_tree(folder, support.SMALL_SITE)
    settings = folder / "content/site.toml"
    text = settings.read_text(encoding="utf-8")
    tags = ", ".join(f'"{tag}"' for tag in ("en", *_WORDS))
    settings.write_text(re.sub(r"locales = .*", f"locales = [{tags}]", text), encoding="utf-8")
    for tag, word in _WORDS.items():
        _fill_in(folder, tag, word)
    return folder


def _fill_in(site: Path, tag: str, word: str) -> None:
    """Translate what is still empty of a language's templates and site.toml, in any words."""
    translate.update(site)
    path = site / f"locales/{tag.replace('-', '_')}/LC_MESSAGES/site.po"
    catalog = reader.read(path.read_bytes(), "site.po")
    entries = tuple(
        entry
        if entry.translated or entry.obsolete
        else entry.changed(msgstr=(_in_words(word, number, entry.msgid),), flags=(), previous=None)
        for number, entry in enumerate(catalog.entries)
    )
    path.write_bytes(po_files.write(po_files.Catalog(catalog.header, entries)))


def _in_words(word: str, number: int, msgid: str) -> str:
    # No two alike, since landmarks are told apart by their names. A number would be a fact.
    own = "".join(word[int(digit) % len(word)] for digit in f"{number:b}")
    # Chinese has no space between its own letters and others.
    between = "" if word in ("字词", "ことば") else " "
    return between.join([word, own, *re.findall(r"%\(\w+\)s|\{\w+\}|A4", msgid)])


def _life(folder: Path) -> Path:
    """A site of a notice that is corrected and renamed, with a scam withdrawn; of another, all."""
    a_site(folder)
    with_keys(folder, "starts: 2026-12-25 08:30\nends: 2026-12-26\nmoved_from: [old]")
    with_keys(folder, "corrections:\n  - 2026-11-25 17:00 It is Block 7.")
    with_keys(folder, "withdrawn: 2026-11-26 Nobody says that now.", PARCEL)
    with_keys(folder, "withdrawn: 2026-11-26 It is mended.", "content/pipe/bulletin.md")
    return folder


def _changing(folder: Path) -> Path:
    """A site of a notice that links to one which is refused."""
    a_site(folder)
    linked(folder)
    typed_head(folder)
    return folder


SITES: dict[str, Callable[[Path], Path]] = {
    "real": _real,
    "many": _many,
    "life": _life,
    "changing": _changing,
    "long": lambda folder: a_long_list(folder, 45),
    **{name: _with_the_real_templates(name) for name in ("withheld", "fallback", "right-to-left")},
}
"""Each site's source, made in a folder that does not exist yet."""


def build(name: str, folder: Path) -> Path:
    """Build a site with its review sheets; gives the folder of its pages."""
    source, output = SITES[name](folder / "source"), folder / "output"
    support.build_unprinted(source, output, review=True, keep_going=name == "changing")
    shutil.copytree(folder / "review", output / "review")  # which is beside it
    return output
