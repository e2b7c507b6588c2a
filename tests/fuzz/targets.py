"""What is fuzzed, and what has to hold for any file: refused in words, or sound; and soon."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from hypothesis import strategies as st

from generator.build.sheets import drawing
from generator.catalogs import po, reader
from generator.commands import translate
from generator.config import glossary, settings
from generator.content import frontmatter
from generator.content.documents import parse_document
from generator.diagnostics.errors import GeneratorError, Problems, Refused
from generator.layout import Source
from generator.markdown.blocks import Wording
from generator.markdown.forbidden import is_too_long
from generator.markdown.walk import Walk
from generator.options import Options
from generator.render import pictures
from generator.text.encoding import unified
from tests import support
from tests.fuzz import strategies
from tests.fuzz.active import active, active_in_feed

BOUND = 2.0
"""Seconds of processor time that one file may take."""
_SHEET = 30.0
"""The same for a sheet with all that it takes to set one."""
_PNG = b"\x89PNG"
_SHOWN = frozenset(("svg", "g", "defs", "symbol", "use", "path", "rect", "clipPath", "a", "image"))
"""The elements of a sheet's drawing: its letters are shapes."""
_LINKS = ("#", "https://", "http://", "mailto:", "tel:", "data:image/")
HEAD = "---\ntitle: T\ndate: 2022-07-25\n---\n"
WALK = Walk(support.FACTS)


class TooSlow(BaseException):
    """A file took longer than the bound; no `except Exception` may hide that."""


@contextmanager
def bounded(seconds: float = BOUND) -> Iterator[None]:
    """Within the block, more processor time than the bound raises `TooSlow`."""

    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@dataclass(frozen=True)
class Target:
    """A kind of file, or of site, and what is tried with each."""

    files: st.SearchStrategy[Any]
    """Bytes; for a site a dictionary of them, by path."""
    holds: Callable[[Any], None]
    seconds: float = BOUND

    def attempt(self, data: Any) -> None:
        """Raises what `holds` does, but for refusals, and `TooSlow`."""
        with bounded(self.seconds), suppress(GeneratorError):
            self.holds(data)


def _text(data: bytes) -> str:
    return unified(data.decode("utf-8", "replace"))


def _markdown(data: bytes) -> None:
    text = _text(data)
    if not is_too_long(text):
        assert active(WALK.inline(Wording(text))) == []
    document, _ = parse_document(Source("content/x/bulletin.md", f"{HEAD}{text}"), WALK)
    assert active(WALK.html(document.body, support.as_it_stands)) == []


def _front_matter(data: bytes) -> None:
    parted = frontmatter.part(_text(data), "x.md", Problems())
    assert all(isinstance(value.text, str) for value in parted.values.values())


def _po(data: bytes) -> None:
    assert po.write(reader.read(data, "x.po")) == data


def _site_toml(data: bytes) -> None:
    made = settings.settings(_text(data))
    assert made.source_locale in made.locales
    facts = "".join(f'<a href="{fact.href}">' for fact in made.facts.values() if fact.href)
    assert active(facts) == []


def _glossary(data: bytes) -> None:
    for term in glossary.glossary(_text(data), Problems()).terms:
        for words in term.words.values():
            assert glossary.has(words[0], words[0])


def _picture(data: bytes) -> None:
    try:
        made = pictures.redrawn("a.png" if data.startswith(_PNG) else "a.jpg", data)
    except pictures.Unfit:
        return
    assert 0 < max(made.width, made.height) <= 1600
    again = pictures.redrawn(made.name, made.data)
    assert (again.width, again.height) == (made.width, made.height)
    assert strategies.SECRET not in made.data


def _sheet(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = _written(files, Path(folder))
        for locale in ("en", "zh-Hans"):
            made = drawing(Options(site, Path(folder) / "output"), f"{locale}/refund/poster.svg")
            for element in ElementTree.fromstring(made).iter() if made else ():
                assert element.tag.rpartition("}")[2] in _SHOWN, element.tag
                for name, value in element.attrib.items():
                    assert not name.startswith("on"), name
                    assert "href" not in name or value.startswith(_LINKS), value


def _written(files: dict[str, bytes], folder: Path) -> Path:
    """Write a site, and translate it where it says how."""
    own = {name: data for name, data in files.items() if name != "translations"}
    site = support.write_tree(folder / "site", own)
    if "translations" in files:
        translate.update(site)
        _translate(site, *files["translations"].decode("utf-8", "replace").split("\n"))
    return site


def _whole_site(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = _written(files, Path(folder))
        support.build_unprinted(site, Path(folder) / "output", review=True)
        made = [support.tree(Path(folder) / name) for name in ("output", "review")]
        for name, data in (one for tree in made for one in tree.items()):
            check = {".html": active, ".xml": active_in_feed}.get(Path(name).suffix)
            assert check is None or check(data.decode()) == [], name


_CHINESE = {
    **{"Warnings": "提醒", "Police": "警方", "Hotline": "热线", "Check": "核实"},
    **{"Refund scams": "退款骗局", "Call {hotline} first.": "先拨打{hotline}。"},
    **{"A lost parcel": "包裹丢失", "Your parcel is lost.": "您的包裹丢了。"},
    **{"They want a transfer.": "他们要您转账。", "Ask the shop itself.": "直接问店家。"},
}


def _translate(site: Path, spoiled: str, *words: str) -> None:
    """Translate the small site, and put some words behind the translations of one catalog."""
    for locale, domain in (("zh_Hans", "site"), ("zh_Hans", "refund"), ("en", "refund")):
        path = site / f"locales/{locale}/LC_MESSAGES/{domain}.po"
        catalog = reader.read(path.read_bytes(), path.name)
        known = _CHINESE if locale == "zh_Hans" else {}
        rows = zip_longest(catalog.entries, words if spoiled == f"{locale} {domain}" else ())
        entries = [
            entry.changed(
                msgstr=(f"{known.get(entry.msgid, entry.msgid if word else '')}{word or ''}",)
            )
            for entry, word in rows
            if entry
        ]
        path.write_bytes(po.write(replace(catalog, entries=tuple(entries))))


def _encoded(texts: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    return texts.map(lambda text: text.encode("utf-8", "surrogatepass"))


TARGETS = {
    "markdown": Target(_encoded(strategies.MARKDOWN), _markdown),
    "frontmatter": Target(_encoded(strategies.FRONT_MATTER), _front_matter),
    "po": Target(strategies.PO_FILES, _po),
    "site-toml": Target(_encoded(strategies.SITE_TOML), _site_toml),
    "glossary": Target(_encoded(strategies.GLOSSARY), _glossary),
    "picture": Target(strategies.PICTURES, _picture),
    "sheet": Target(strategies.site_files(), _sheet, _SHEET),
    "whole-site": Target(strategies.site_files(), _whole_site),
}

SEEDS = Path(__file__).parent / "seeds"


def seeds(name: str) -> Iterator[tuple[str, Any]]:
    """What was found once, by name: files, or for a site folders of them."""
    for path in sorted((SEEDS / name).glob("*")):
        if path.name != ".gitignore":
            yield path.name, support.tree(path) if path.is_dir() else path.read_bytes()


def keep(name: str, seed: str, data: Any) -> Path:
    """Keep a finding as a seed; gives its place."""
    place = SEEDS / name / seed
    support.write_tree(*((place, data) if isinstance(data, dict) else (place.parent, {seed: data})))
    return place


__all__ = ["BOUND", "SEEDS", "TARGETS", "Refused", "Target", "TooSlow", "keep", "seeds"]
