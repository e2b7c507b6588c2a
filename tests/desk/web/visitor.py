"""Somebody at the desk without a script: looks at pages, fills in their forms and sends them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

from generator.desk.publication import Start
from generator.desk.web import app
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import Desk
from generator.preview.overlay import Report
from generator.preview.responses import LatestReport
from tests import support
from tests.support import VOID

NOW = datetime(2026, 11, 30, 4, tzinfo=UTC)
PREVIEW = "http://127.0.0.1:1"
SITES = sorted({path.parent.name for path in support.SITES.glob("*/source")})
"""Every example site."""
PEOPLE = {"en": "en-GB,en;q=0.8", "zh-Hans": "zh-CN,zh;q=0.9"}
"""The languages of whoever looks, and what their browsers send."""
Fields = Sequence[tuple[str, str]]


@dataclass
class Form:
    """A form with what a browser would send of it, if nothing was changed."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    """Of each: its words, and the name and value that it sends."""
    actions: dict[str, str] = field(default_factory=dict)
    """The other addresses that buttons send it to, by their words."""

    def __getitem__(self, name: str) -> str:
        return dict(self.fields)[name]

    def names(self) -> list[str]:
        return [name for name, _ in self.fields]


class Page(HTMLParser):
    """What a browser sees of a page: its forms, its tags with their attributes, its words."""

    def __init__(self, address: str, answer: Answer) -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.answer, self.status = address, answer, int(answer.status)
        self.forms: list[Form] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self._open: list[str] = []
        self._own: Form | None = None
        self._text: tuple[str, list[str]] | None = None
        self._choice: tuple[str, list[tuple[str, bool]]] | None = None
        self._button: tuple[str, str, str, list[str]] | None = None
        self.html = answer.body if isinstance(answer.body, str) else answer.body.decode()
        self.feed(self.html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def form(self, ends: str = "/") -> Form:
        """The first form that is sent to an address that ends so."""
        return next(one for one in self.forms if one.action.endswith(ends))

    def links(self) -> list[str]:
        return [found["href"] for tag, found in self.tags if tag == "a" and "href" in found]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        assert len(found) == len(attrs), f"an attribute of <{tag}> is there twice"
        self.tags.append((tag, found))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "form":
            assert self._own is None, "a form in a form"
            assert found["method"] == "post"
            self._own = Form(found["action"])
            self.forms.append(self._own)
        elif tag == "input":
            self._input(found)
        elif tag == "textarea":
            self._text = found["name"], []
        elif tag == "select":
            self._choice = found["name"], []
        elif tag == "option" and self._choice:
            self._choice[1].append((found["value"], "selected" in found))
        elif tag == "button":
            name, value = found.get("name", ""), found.get("value", "")
            self._button = name, value, found.get("formaction", ""), []
            self._label = found.get("aria-label", "")

    def _input(self, found: Mapping[str, str]) -> None:
        kind, value = found["type"], found.get("value", "")
        if kind in ("radio", "checkbox") and "checked" not in found:
            return
        if self._own is not None and "name" in found:
            shown = value if kind == "hidden" else re.sub("[\r\n]", "", value)
            self._own.fields.append((found["name"], shown))

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._text:
            self._text[1].append(data)
        if self._button:
            self._button[3].append(data)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "form":
            self._own = None
        elif tag == "textarea" and self._text and self._own is not None:
            name, pieces = self._text
            self._own.fields.append((name, "".join(pieces).removeprefix("\n")))
            self._text = None
        elif tag == "select" and self._choice and self._own is not None:
            name, options = self._choice
            chosen = [value for value, is_chosen in options if is_chosen] or [options[0][0]]
            self._own.fields.append((name, chosen[-1]))
            self._choice = None
        elif tag == "button" and self._button:
            name, value, action, pieces = self._button
            words = self._label or " ".join("".join(pieces).split())
            if self._own is not None:
                self._own.buttons.append((words, name, value))
                if action:
                    self._own.actions[words] = action
            self._button = None


def never(_: Callable[[], None]) -> None:
    """Begin nothing of what takes its time."""


def at_once(job: Callable[[], None]) -> None:
    """Do what takes its time before the answer."""
    job()


class Visitor:
    """A desk on a site, and somebody at it."""

    def __init__(self, site: Path, language: str = "en", start: Start = never) -> None:
        self.latest = LatestReport(Report("v1"))
        self.desk = Desk(site, PREVIEW, self.latest, lambda: NOW, start)
        self.routes = app.routes(self.desk)
        self.languages = PEOPLE[language]

    def ask(self, method: str, address: str, form: Fields = (), *, is_part: bool = False) -> Answer:
        """One request, as it reaches the desk's handlers."""
        parts = urlsplit(address)
        for (own, path), handler in self.routes.items():
            pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
            if own == method and (names := re.fullmatch(pattern, parts.path)):
                query = dict(parse_qsl(parts.query))
                asked = Asked(names.groupdict(), query, tuple(form), self.languages, is_part)
                return handler(asked)
        raise AssertionError(f"no page answers {method} {address}")

    def get(self, address: str) -> Page:
        return Page(address, self.ask("GET", address))

    def send(self, page: Page, form: Form, button: str = "", **changes: str | list[str]) -> Page:
        """Fill in a form and send it, by a button if one is named; see where that leads."""
        named = {name.replace("__", ":").replace("_", "-"): one for name, one in changes.items()}
        return self.fill(page, form, named, button)

    def fill(
        self, page: Page, form: Form, changes: Mapping[str, str | list[str]], button: str = ""
    ) -> Page:
        kept = [one for one in form.fields if one[0] not in changes]
        new = [
            (name, one)
            for name, value in changes.items()
            for one in ([value] if isinstance(value, str) else value)
        ]
        pressed = [(name, value) for words, name, value in form.buttons if words == button]
        assert pressed or not button, f"no button “{button}”: {form.buttons}"
        action = form.actions.get(button, form.action)
        address = urljoin(page.address, action)
        sent = [*kept, *new, *((name, value) for name, value in pressed if name)]
        answer = self.ask("POST", address, sent)
        if answer.status == 303:
            return self.get(urljoin(address, answer.headers["Location"]))
        return Page(address, answer)
