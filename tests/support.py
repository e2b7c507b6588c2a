"""What several test modules use: case tables, folders as values, pages as a reader meets them."""

from __future__ import annotations

import ctypes
import difflib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.build import build as building
from generator.build.load import check_files
from generator.diagnostics.errors import Problems, Refused
from generator.facts import Fact
from generator.markdown.blocks import Wording
from generator.output import publish as publication
from generator.output.publish import Published
from generator.output.stage import Stage
from generator.posters import jobs
from generator.render import templates
from generator.site.pages import Print
from generator.site.site import Site
from generator.source import reader

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SITES = TESTS / "sites"
CASES = TESTS / "cases"

FACTS = {
    fact.name: fact
    for fact in (
        Fact("hotline", "96110", "tel:96110"),
        Fact("shop", "shop.example", "https://shop.example/"),
        Fact("app", "国家反诈中心", "", "zh-Hans"),
    )
}
"""The facts of the tests that need no whole site."""


# Properties.

IN_CI = bool(os.environ.get("CI"))
"""Then nothing is skipped unseen, and properties are tried with many examples."""
_FEWER = 3
"""How many times fewer examples a run elsewhere tries."""


def examples(most: int) -> int:
    """How many examples of a property are tried: `most` in CI, a part of them elsewhere."""
    return most if IN_CI else max(2, most // _FEWER)


# Case tables: Markdown files with rows such as "======== name" and "-------- section".

_CASE = re.compile(r"={8} (.+)")
_SECTION = re.compile(r"-{8} (.+)")
SPACE = "␠"
"""Stands for a space at the end of a line, which editors like to take away."""


@dataclass(frozen=True)
class Case:
    """One case of a table: its sections by name, each a text that ends in a line break."""

    path: Path
    name: str
    sections: Mapping[str, str]


def cases(folder: str) -> list[Case]:
    """Every case of the tables in a folder of tests/cases, in order; one at least."""
    found = [case for path in sorted((CASES / folder).glob("*.md")) for case in _read(path)]
    assert found, f"there are no cases in {folder}"  # pytest passes where it is given none
    return found


def _read(path: Path) -> Iterator[Case]:
    parts = re.split(_CASE.pattern + "\n", path.read_text(encoding="utf-8"))
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        pieces = re.split(_SECTION.pattern + "\n", body)
        yield Case(path, name, dict(zip(pieces[1::2], pieces[2::2], strict=True)))


def rewrite(path: Path, expected: Mapping[str, Mapping[str, str]]) -> None:
    """Put what is expected of each case, by section, into its table."""
    text = path.read_text(encoding="utf-8")
    preface = _CASE.split(text)[0]
    rows = [preface]
    for case in _read(path):
        rows.append(f"======== {case.name}\n")
        sections = {**case.sections, **expected[case.name]}
        rows += [f"-------- {name}\n{body}" for name, body in sections.items()]
    path.write_text("".join(rows), encoding="utf-8")


# Folders as values.


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path with forward slashes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def left_out(*names: str) -> Callable[[str, list[str]], set[str]]:
    """Tell `shutil.copytree` what of the project to leave out: what tools keep, and some names.

    These are left out at its top alone, since packages bear such names too.
    """
    anywhere = shutil.ignore_patterns(
        *(".git", ".venv", ".cache", "__pycache__", ".hypothesis"),
        *(".pytest_cache", ".mypy_cache", ".ruff_cache", "*.egg-info"),
    )

    def ignored(folder: str, found: list[str]) -> set[str]:
        at_top = names if Path(folder) == ROOT else ()
        return {*anywhere(folder, found), *({*found} & {*at_top})}

    return ignored


def write_tree(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder; gives the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def difference(expected: Mapping[str, bytes], found: Mapping[str, bytes]) -> str:
    """What differs between two folders, for a person to read; empty where nothing does."""
    told: list[str] = []
    for name in sorted({*expected, *found}):
        if name not in found:
            told.append(f"{name} is missing")
        elif name not in expected:
            told.append(f"{name} was not expected")
        elif expected[name] != found[name]:
            lines = (data[name].decode().splitlines() for data in (expected, found))
            told += difflib.unified_diff(*lines, f"expected/{name}", f"found/{name}", lineterm="")
    return "\n".join(told)


# Permissions.

_OVERRIDES = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of Linux: an administrator has them, nobody else."""


@contextmanager
def bound_by_permissions() -> Iterator[None]:
    """Let the files' permissions bind this process, even where the administrator runs it.

    To become another user would not do: whoever else it is may not read a project that lies below
    somebody's own folder, nor an environment in it.
    """
    system = ctypes.CDLL(None)
    if not hasattr(system, "capset"):  # no Linux: who is no administrator is bound already
        yield
        return
    version = (ctypes.c_uint32 * 2)(0x20080522, 0)  # the third; 0 is this thread
    held = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable: capabilities 0 to 31, 32 on
    assert system.capget(version, held) == 0
    fewer = (ctypes.c_uint32 * 6)(*held)
    fewer[0] &= ~_OVERRIDES
    assert system.capset(version, fewer) == 0
    try:
        yield
    finally:
        assert system.capset(version, held) == 0


# Sites.

LOCALES = ("en", "zh-Hans")
"""The languages of this repository's own site."""
NOTICES = {
    head.parent.name: tuple(
        path.stem.partition("-")[2] for path in sorted(head.parent.glob("routines/*.md"))
    )
    for head in sorted((ROOT / "content").glob("*/bulletin.md"))
}
"""Its bulletins, each with its routines in their order."""


SHIPPED = "shipped"
"""How the names of those example sites begin that are built with the package's templates."""


def example_site(name: str, folder: Path) -> Path:
    """A copy of an example site, with the examples' templates where it has none of its own."""
    shutil.copytree(SITES / name / "source", folder)
    if not (folder / "templates").exists() and not name.startswith(SHIPPED):
        shutil.copytree(SITES / "templates", folder / "templates")
    return folder


def build(site: Path, output: Path, **options: object) -> building.Built:
    """Build a site in this process, without PDFs unless they are asked for."""
    return building.build(building.Options(site, output, **{"pdf": False, **options}))


def build_unprinted(site: Path, output: Path, **options: object) -> building.Built:
    """Build a site with the pages of its posters; each sheet is an empty file."""
    with pytest.MonkeyPatch.context() as own:
        own.setattr(jobs, "printed", _empty_sheets)
        return build(site, output, pdf=True, **options)


def _empty_sheets(wanted: Iterable[Print], *_: object) -> Iterator[tuple[str, bytes]]:
    yield from ((path, b"") for job in wanted for path in job.paths)


def read_site(folder: Path, problems: Problems) -> Site:
    """Read the site in a folder and check it by every rule; refuse it with everything wrong."""
    files = reader.read(folder, problems)
    sound = templates.sound_templates(files.templates, problems)
    site = check_files(replace(files, templates=sound), problems)
    problems.refuse()
    assert site is not None  # refused above, with the reason
    return site


def problems(site: Path) -> list[str]:
    """Every line that a build of this site would refuse it with; none for a sound one."""
    try:
        read_site(site, Problems())
    except Refused as refused:
        return [str(problem) for problem in refused.problems if not problem.warning]
    return []


SMALL_SITE = {
    "content/site.toml": (
        'title = "Warnings"\n'
        'issuer = "Police"\n'
        'locales = ["en", "zh-Hans"]\n'
        "[facts]\n"
        'hotline = { tel = "96110" }\n'
        'police = { tel = "110" }\n'
        "[[contacts]]\n"
        'fact = "hotline"\n'
        'label = "Hotline"\n'
    ),
    "content/refund/bulletin.md": (
        "---\ntitle: Refund scams\ndate: 2022-07-25\n---\n\nCall {hotline} first.\n"
    ),
    "content/refund/routines/01-parcel.md": (
        "---\ntitle: A lost parcel\n---\n\n> Your parcel is lost.\n\nThey want a transfer.\n"
    ),
    "content/refund/reminders/01-check.md": "---\ntitle: Check\n---\n\nAsk the shop itself.\n",
}
"""A sound site of two languages, to be broken in one place."""


# Wordings.


def as_it_stands(msgid: str) -> Wording:
    """The source's own wording."""
    return Wording(msgid)


# Pages.

VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source"))


@dataclass
class Words:
    """A piece of visible text."""

    text: str
    lang: str


@dataclass
class Page(HTMLParser):
    """A page as a reader meets it: its visible words with their language, ids and links."""

    html: str
    words: list[Words] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Every href and src, in order."""
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []
        self.feed(self.html)
        self.close()

    @property
    def _lang(self) -> str:
        return self._open[-1][1] if self._open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        lang = found.get("lang", self._lang)
        if tag not in VOID:
            self._open.append((tag, lang))
        if "id" in found:
            self.ids.append(found["id"])
        self.links += [found[name] for name in ("href", "src") if name in found]
        for name in ("alt", "title", "aria-label", "content"):
            if found.get(name):
                self.words.append(Words(found[name], lang))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(tag in ("style", "script") for tag, _ in self._open):
            self.words.append(Words(data, self._lang))

    def text(self, lang: str = "") -> str:
        """The visible words; with `lang`, those in that language only."""
        return "".join(words.text for words in self.words if not lang or words.lang == lang)


@cache
def _page(html: str) -> Page:
    return Page(html)


def pages_of(output: Mapping[str, bytes]) -> dict[str, Page]:
    """Every page of an output by its path; each is parsed once, so leave it as it is."""
    return {name: _page(data.decode()) for name, data in output.items() if name.endswith(".html")}


# Folders that hold just what a test says.


def publish(files: Mapping[str, bytes], output: Path) -> Published:
    """Make `output` hold exactly `files` and their SHA256SUMS.

    `files` are by path, with forward slashes. Raises `Unable` where the disk fails; then the output
    is as it was.
    """
    publication.heal(output)
    with Stage(output) as stage:
        staged = [stage.put(path, data) for path, data in sorted(files.items())]
        complete = {file.path: file.sum for file in staged}
        return publication.commit(stage, complete, [file.path for file in staged if file.waits])
