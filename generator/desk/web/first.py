"""Ask four questions where there is no site yet, and make one of the answers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from generator.desk import firstday
from generator.desk.firstday import Answers
from generator.desk.web import look
from generator.desk.web.server import Answer, Asked, Routes, see
from generator.desk.web.state import Desk
from generator.diagnostics.errors import Problem, Refused
from generator.diagnostics.messages import said
from generator.locales import is_locale, locale, region_of, regions
from generator.preview.app import said_of


class FirstDay:
    """A folder in which a site is to be made."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.made = threading.Event()
        """Set as soon as there is a site."""
        self._folder, self._now = folder, now

    @property
    def routes(self) -> Routes:
        """What is answered before there is a site: questions, whatever the address."""
        return {
            ("GET", "/static/{name}"): look.part,
            ("GET", "/favicon.ico"): look.no_icon,
            ("GET", "/"): self._ask,
            ("POST", "/"): self._make,
        }

    def _ask(self, asked: Asked) -> Answer:
        if self.made.is_set():
            return self._page(asked, "soon.html", {})
        return self._form(asked, {})

    def _make(self, asked: Asked) -> Answer:
        if self.made.is_set():
            return see("/")
        wrong: tuple[Problem, ...] = ()
        failure = ""
        try:
            if answers := _answers(asked):
                if answers.hotline != asked.value("right") and firstday.is_doubtful(answers):
                    return self._form(asked, dict(asked.form), doubtful=answers.hotline)
                firstday.make(self._folder, answers, self._now())
                self.made.set()
                return see("/")
            failure = said("Answer each of the four questions.")
        except Refused as refused:
            # One answer stands in several places of the file.
            wrong = tuple({problem.sentence: problem for problem in refused.problems}.values())
        except Exception as error:  # whatever it is, the page says it
            failure = said_of(error)
        return self._form(asked, dict(asked.form), wrong, failure)

    def _form(
        self,
        asked: Asked,
        typed: Mapping[str, str],
        wrong: tuple[Problem, ...] = (),
        failure: str = "",
        doubtful: str = "",
    ) -> Answer:
        own = look.language_of(asked.languages).tag
        preferred = look.region_of(asked.languages) or region_of(own)
        source = typed.get("source", own)
        # Those of whoever asks come first.
        near_first = sorted(regions(own), key=lambda one: one.code != preferred)
        context = {
            "name": typed.get("name", ""),
            "hotline": typed.get("hotline", ""),
            "problems": wrong,
            "failure": failure,
            "doubtful": doubtful,
            "languages": [(tag, locale(tag).name) for tag in firstday.LANGUAGES],
            "source": source,
            "others": asked.values("others"),
            "regions": [(f"{one.code} {one.zone}", one.name) for one in near_first],
            "region": typed.get("region") or _likely(own, preferred, self._now()),
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if typed else HTTPStatus.OK
        return self._page(asked, "first.html", context, status)

    def _page(
        self, asked: Asked, name: str, context: dict[str, Any], status: HTTPStatus = HTTPStatus.OK
    ) -> Answer:
        return Answer(look.page(name, look.language_of(asked.languages), context), status)


def _answers(asked: Asked) -> Answers | None:
    """Read the answers of a form; None where one is missing, or none that was offered."""
    tags = [asked.value("source"), *asked.values("others")]
    known = {f"{one.code} {one.zone}": one for one in regions("en")}
    region = known.get(asked.value("region"))
    name, hotline = asked.value("name").strip(), asked.value("hotline").strip()
    if not (name and hotline and region and all(map(is_locale, tags))):
        return None
    source, *others = map(locale, tags)
    return Answers(name, source, tuple(others), hotline, region.code, region.zone)


def _likely(tag: str, code: str, now: datetime) -> str:
    """Choose the zone of a region whose clocks show what those of this machine do, if any."""
    here = now.astimezone()
    own = [one.zone for one in regions(tag) if one.code == code]
    alike = [zone for zone in own if firstday.offset(zone, now) == here.utcoffset()]
    zone = next(iter((*alike, *own)), "")
    return f"{code} {zone}"


def throw_away(desk: Desk, _: Asked) -> Answer:
    """Throw the example away."""
    locales = desk.held.site.settings.locales
    firstday.throw_away(desk.store, locales, desk.now())
    return desk.saved("/", said("The example is thrown away."))
