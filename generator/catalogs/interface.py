"""Translate the program's sentences into the language of whoever runs it.

The languages are the catalogs in the package's own locales/; what they lack is in English.
Which one is wanted is read from the environment, by the rules of GNU gettext (its manual, 2.3
"Setting the Locale"): LANGUAGE lists them by preference, and counts only where LC_ALL, LC_MESSAGES
or LANG, the first of them that is set, names a language at all.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.diagnostics.messages import LANGUAGE, Said

FOLDER = Path(__file__).parents[1] / "locales"
DOMAIN = "generator"
_LANGUAGE = re.compile(r"(?P<language>[a-z]{2,3})(?:_(?P<rest>[A-Za-z_]+))?", re.ASCII)
_TRADITIONAL = frozenset({"TW", "HK", "MO", "Hant"})
"""Where Chinese is written in the traditional script; elsewhere it is the simplified one."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Translates sentences by a catalog."""

    words: Mapping[str, str]
    """The translations by message; none of them means English."""
    tag: str = "en"
    """The language that sentences are translated into, in BCP 47."""

    def __call__(self, text: str) -> str:
        """Translate a sentence; a text that is no sentence of the program's stays as it is."""
        if not isinstance(text, Said):
            return text
        if text.msgid == LANGUAGE:
            from generator.locales import Locale

            return Locale(text.values["tag"]).name_in(self.tag)
        message = self.words.get(text.msgid, text.msgid)
        values = {name: self(value) for name, value in text.values.items()}
        return message.format_map(values) if values else message


def tell(text: str) -> str:
    """Translate a sentence into the language of whoever runs this process."""
    return teller()(text)


@cache
def teller() -> Teller:
    """Find the translator for whoever runs this process."""
    return _first(wanted(os.environ))


@cache
def teller_in(tag: str) -> Teller:
    """Find the translator for a language, in BCP 47; English where the package has none."""
    return _first(wanted({"LC_ALL": tag}))


def _first(folders: Iterable[str]) -> Teller:
    for folder in folders:
        if folder == "en":
            break
        path = FOLDER / folder / "LC_MESSAGES" / f"{DOMAIN}.po"
        if path.is_file():
            return Teller(_words(path), folder.replace("_", "-"))
    return Teller({})


def wanted(environment: Mapping[str, str]) -> Iterator[str]:
    """List the languages that are wanted, the preferred first, as folders in locales/ are named.

    None where the environment asks for none, or for the plain C locale.
    """
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), _of_the_system())
    if _folder(locale) is None:
        return
    for one in (*environment.get("LANGUAGE", "").split(":"), locale):
        folder = _folder(one)
        if folder is not None:
            yield folder
        if folder == "zh_Hant":  # whose readers can read the other script
            yield "zh_Hans"


def _folder(locale: str) -> str | None:
    """Name a locale of the environment as its folder: zh_CN.UTF-8 is zh_Hans; None for C."""
    found = _LANGUAGE.fullmatch(locale.partition(".")[0].partition("@")[0].replace("-", "_"))
    if found is None:
        return None
    if found["language"] != "zh":
        return found["language"]
    parts = (found["rest"] or "").split("_")
    return "zh_Hans" if _TRADITIONAL.isdisjoint(parts) else "zh_Hant"


def _of_the_system() -> str:
    """Ask Windows for its language, which is in no variable there."""
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
    return locale.windows_locale.get(number, "")


def _words(path: Path) -> Mapping[str, str]:
    """Read the finished translations of a catalog."""
    from generator.catalogs import reader

    entries = reader.read(path.read_bytes(), path.name).entries
    return {entry.msgid: entry.msgstr[0] for entry in entries if entry.translated}
