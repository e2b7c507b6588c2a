"""Make a site of four answers in an empty folder, with an example that can be thrown away."""

from __future__ import annotations

import re
import shutil
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from generator import moments
from generator.commands import new, scaffold, translate
from generator.config.edit import edited
from generator.config.phones import is_odd, is_region
from generator.config.settings import settings
from generator.desk import files, parts
from generator.desk.files import Store
from generator.desk.held import hold, problems_of
from generator.diagnostics.errors import WRITTEN, Misused, Refused, disk_errors
from generator.diagnostics.messages import said
from generator.incremental.manifest import FOLDER
from generator.layout import SETTINGS_PATH, SITE_DOMAIN
from generator.locales import Locale, locale
from generator.markdown.forbidden import SIGN
from generator.output.atomic import replace_file

EXAMPLE = "example-card-call"
"""The folder of the example notice."""
_SPOKEN = ("en", "zh-Hans")
"""The languages of the example, and of what `new` writes."""
_KEYS = re.compile(r"^# (?=(?:time_zone|region) = )", re.MULTILINE)
"""What `new` puts before keys that a site may have, and this one has."""
LANGUAGES = (
    *("en", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt", "it", "ru", "uk", "pl", "tr"),
    *("ar", "fa", "hi", "bn", "ur", "ja", "ko", "vi", "th", "id", "ms", "fil"),
)
"""The languages that are offered at first; any other one can be added later."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What whoever begins a site has answered."""

    name: str
    """Of whoever issues the notices."""
    source: Locale
    """The language in which notices are written."""
    others: tuple[Locale, ...]
    """Those into which they are translated."""
    hotline: str
    region: str
    """ISO 3166-1, two letters."""
    zone: str


def is_empty(folder: Path) -> bool:
    """Tell whether a site may begin in a folder: nothing that can be seen is in it."""
    return new.is_empty(folder)


def offset(zone: str, now: datetime) -> timedelta | None:
    """Tell how far a zone's clocks are from UTC."""
    return now.astimezone(ZoneInfo(zone)).utcoffset()


def settings_of(answers: Answers) -> str:
    """Write the site.toml of a site: that which `new` makes, with the answers in their places."""
    name, number = _one_line(answers.name), _one_line(answers.hotline)
    languages = dict.fromkeys((answers.source, *answers.others))
    text = _KEYS.sub("", scaffold.site(answers.source))
    data = tomllib.loads(text)
    data |= {
        "locales": [one.tag for one in languages],
        "time_zone": answers.zone,
        "title": name,
        "issuer": name,
    }
    # Of a region whose numbers nobody knows, none is looked at.
    data.pop("region", None)
    if is_region(answers.region):
        data["region"] = answers.region
    data["facts"]["office"]["tel"] = number
    own, *others = data["contacts"]
    own["label"] = name
    own.pop("hours", None)
    if answers.source not in map(locale, _SPOKEN):
        data.pop("tagline", None)  # it is in English
    if answers.source.tag == "zh-Hans" and answers.region != "CN":
        data["facts"] = {"office": data["facts"]["office"]}
        others = []
    return edited(text, {**data, "contacts": [own, *others]})


def is_doubtful(answers: Answers) -> bool:
    """Tell whether nobody in the region can have the number that was answered."""
    found = settings(settings_of(answers))
    return is_odd(found.facts["office"], found.region)


def _one_line(text: str) -> str:
    """Take a text on one line, without the sign of what is still to be filled in."""
    return " ".join(text.replace(SIGN, " ").split())


def make(folder: Path, answers: Answers, now: datetime) -> None:
    """Make a site in an empty folder, whole or not at all.

    Raises `Refused` with what is wrong with the answers, `Misused` where something is in the folder
    by now, `Unable` where the disk fails; then nothing is made.
    """
    if not is_empty(folder):
        raise Misused(said("something is in this folder by now; nothing was made"))
    aside = folder / FOLDER / "first-day"
    with disk_errors(folder, WRITTEN):
        shutil.rmtree(aside, ignore_errors=True)
        replace_file(aside / SETTINGS_PATH, settings_of(answers).encode())
        if notice := _example(answers, now):
            new.write(aside / "content" / EXAMPLE, notice)
    try:
        _check(aside, now)
        translate.update(aside)
        with disk_errors(folder, WRITTEN):
            _move(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _move(aside: Path, folder: Path) -> None:
    """Give a site that is whole its place; the folder `content` is what makes it one."""
    (aside / "locales").rename(folder / "locales")
    try:
        (aside / "content").rename(folder / "content")
    except OSError:
        shutil.rmtree(folder / "locales", ignore_errors=True)
        raise


def _example(answers: Answers, now: datetime) -> dict[str, str]:
    """Give the files of the example in the first of its languages that the site has, if any."""
    languages = (answers.source, *answers.others)
    written_in = next((one for one in languages if one.tag in _SPOKEN), None)
    if written_in is None:
        return {}
    day = moments.in_zone(now, answers.zone).date()
    return scaffold.example(written_in, answers.source, day)


def _check(site: Path, now: datetime) -> None:
    """Raise `Refused` where anything of a site is wrong."""
    held = hold(site, now)
    found = (*held.problems, *problems_of(held, SITE_DOMAIN), *problems_of(held, EXAMPLE))
    if wrong := [one for one in found if not one.warning]:
        raise Refused(wrong)


def is_example(store: Store, slug: str) -> bool:
    """Tell whether a notice is the example, and no reader can know its address."""
    is_there = slug == EXAMPLE and (store.folder / "content" / EXAMPLE).is_dir()
    return is_there and not parts.is_known(store, EXAMPLE)


def throw_away(store: Store, locales: tuple[Locale, ...], now: datetime) -> None:
    """Take the example away, with its translations; what it was is kept as after any save."""
    if not is_example(store, EXAMPLE):
        raise Misused(said("the example is not there, or readers know its address"))
    places = [*files.documents(store.folder, EXAMPLE)[::-1]]
    places += [files.catalog(one, EXAMPLE) for one in locales]
    for place in places:
        store.save(place, None, store.read(place).digest, now)
    own = store.folder / "content" / EXAMPLE
    for folder in (own / "routines", own / "reminders", own):
        with suppress(OSError):  # somebody has put something there
            folder.rmdir()
