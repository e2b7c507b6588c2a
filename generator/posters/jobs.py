"""Print the sheets that are stale, in several processes if it pays, and take over the others."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator import workers
from generator.diagnostics.errors import Problem, Problems, Refused, Unable
from generator.diagnostics.messages import said, sentence
from generator.layout import SETTINGS_PATH
from generator.model import POSTERS
from generator.posters import faults, sheets
from generator.posters.engine import Engine, SheetFault
from generator.posters.sheets import Sheet
from generator.render.renderer import Renderer
from generator.site.pages import Print
from generator.site.site import Site
from generator.text.fonts import Face

Former = Callable[[str], bytes]
"""Returns a file of the last build by its path; empty where there is none to trust."""

_FEW = 8
"""So few sheets that a second process does not pay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What every sheet is printed with."""

    site: Site
    renderer: Renderer
    faces: tuple[Face, ...]
    former: Former
    jobs: int
    """How many processes may print at once."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A sheet, its mark, and its files of the former build, if they are the same."""

    job: Print
    sheet: Sheet
    mark: str
    former: dict[str, bytes]


def printed(
    wanted: Iterable[Print], press: Press, problems: Problems
) -> Iterator[tuple[str, bytes]]:
    """Give the files of each sheet; do not print again what is up to date.

    Raises `Unable` where the engine is missing and a sheet has to be printed. A sheet that is
    refused goes into `problems`.
    """
    tasks = [_task(job, press) for job in wanted]
    stale = [task for task in tasks if not task.former]
    results = list(_done(_Worker.made, stale, press))
    problems.add(*_told(stale, results, press))
    fresh = {id(task): one for task, one in zip(stale, results, strict=True)}
    for task in tasks:
        files = fresh.get(id(task), task.former)
        if isinstance(files, dict):
            yield from files.items()


def still_right(wanted: Iterable[Print], press: Press) -> Iterator[tuple[str, bytes]]:
    """Give the files of those sheets that are the same as in the last build; print none."""
    for job in wanted:
        yield from _task(job, press).former.items()


def try_fit(wanted: Iterable[Print], press: Press, problems: Problems) -> None:
    """Find whether each sheet could be printed, and keep none.

    One of the former build that is the same is not looked at. What would be refused goes into
    `problems`; where the engine is missing, that is a warning.
    """
    stale = [task for task in (_task(job, press) for job in wanted) if not task.former]
    try:
        problems.add(*_told(stale, list(_done(_Worker.checked, stale, press)), press))
    except Unable as error:
        wrong = said("it is not known whether the texts fit their posters")
        problems.add(Problem(SETTINGS_PATH, 1, "poster", wrong, sentence(error), warning=True))


def drawn(job: Print, site: Site, renderer: Renderer) -> bytes:
    """Draw a sheet as SVG, with an engine of its own; raises `Refused` where it cannot be set."""
    sheet = _sheet(job, renderer)
    engine = Engine(site.faces)
    try:
        return sheets.drawn(sheet, engine)
    except SheetFault as fault:
        raise Refused(faults.problems(site, [(job, fault)])) from None


def _sheet(job: Print, renderer: Renderer) -> Sheet:
    code = renderer.sheet(job.page, job.kind, job.variant)
    words = renderer.sheet_words(job.page)
    return sheets.sheet(job, code, words, timegm(job.bulletin.updated.day.timetuple()))


def outdated(wanted: Iterable[Print], renderer: Renderer, former: Former) -> Iterator[str]:
    """List the sheets whose words are others than those that are published, by their PDF's path.

    Variants say what the plain sheet says.
    """
    for job in wanted:
        is_plain = job.pdf and not job.variant and job.page.kind in POSTERS
        version = sheets.version_of(former(job.pdf)) if is_plain else None
        if version and version.words != sheets.sum_of(renderer.sheet_words(job.page)):
            yield job.pdf


def _task(job: Print, press: Press) -> _Task:
    sheet = _sheet(job, press.renderer)
    mark = sheets.mark(sheet, press.faces)
    former = {}
    for name, path in sheet.paths:
        data = press.former(path)
        if not sheets.is_made_from(data, name, mark):
            return _Task(job, sheet, mark, {})
        former[path] = data
    return _Task(job, sheet, mark, former)


_Result = dict[str, bytes] | SheetFault
"""The files of a sheet by their paths, or why there are none."""


_Order = tuple[Sheet, str]
"""A sheet and its mark."""


def _told(tasks: list[_Task], results: list[_Result], press: Press) -> Iterator[Problem]:
    """List what is wrong with the sheets, each cause once."""
    refused = [
        (task.job, one)
        for task, one in zip(tasks, results, strict=True)
        if isinstance(one, SheetFault)
    ]

    yield from faults.problems(press.site, refused)


def _done(do: Callable[[_Order], _Result], tasks: list[_Task], press: Press) -> Iterator[_Result]:
    """Print each sheet, in order."""
    orders = [(task.sheet, task.mark) for task in tasks]
    if not orders:
        return
    if press.jobs == 1 or len(orders) <= _FEW:
        _Worker.start(press.faces)
        yield from map(do, orders)
        return
    Engine(())  # tells here, and once, if the engine is missing
    number = min(press.jobs, len(orders))
    with workers.pool(number, _Worker.start, press.faces) as pool:
        yield from pool.map(do, orders)


class _Worker:
    """Hold one process's engine, which reads its fonts once."""

    _faces: tuple[Face, ...] = ()
    _engine: Engine | None = None

    @classmethod
    def start(cls, faces: tuple[Face, ...]) -> None:
        if cls._faces != faces:
            cls._faces, cls._engine = faces, None

    @classmethod
    def _ready(cls) -> Engine:
        """Return the engine, made with the first sheet, whose process can say why it fails."""
        if cls._engine is None:
            cls._engine = Engine(cls._faces)
        return cls._engine

    @classmethod
    def made(cls, order: _Order) -> _Result:
        try:
            return sheets.made(*order, cls._ready())
        except SheetFault as fault:
            return fault

    @classmethod
    def checked(cls, order: _Order) -> _Result:
        try:
            sheets.checked(order[0], cls._ready())
        except SheetFault as fault:
            return fault
        return {}
