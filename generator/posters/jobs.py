"""Print the posters that are stale, in several processes if it pays, and take over the others."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from multiprocessing.util import Finalize

from generator import workers
from generator.diagnostics.errors import Problem, Problems, Refused, Unable
from generator.diagnostics.messages import said, sentence
from generator.layout import SETTINGS_PATH
from generator.posters import overflow, png, sheets
from generator.posters.printer import Printer
from generator.posters.sheets import Sheet, TooLong
from generator.render import shorten
from generator.render.renderer import Renderer, template_name
from generator.site.pages import Print
from generator.site.site import Site
from generator.text.fonts import Face

Former = Callable[[str], bytes]
"""Returns a file of the last build by its path; empty where there is none to trust."""

_FEW = 3
"""So few sheets that a second process does not pay: it takes a second to start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What every sheet is printed with."""

    site: Site
    renderer: Renderer
    styles: Mapping[str, bytes]
    """The assets, by their path in the output."""
    faces: tuple[Face, ...]
    former: Former
    jobs: int
    """How many processes may print at once."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A sheet, what it is made from, and its PDF of the former build, if that is the same."""

    job: Print
    sheet: Sheet
    identity: str
    former: bytes


def printed(
    wanted: Iterable[Print], press: Press, problems: Problems
) -> Iterator[tuple[str, bytes]]:
    """Give the PDF of each sheet and its picture; do not print again what is up to date.

    Raises `Unable` where the engine is missing and a sheet has to be printed. A sheet that is
    refused goes into `problems`.
    """
    tasks = [_task(job, press) for job in wanted]
    stale = [task for task in tasks if not task.former]
    results = list(_done(_Worker.pdf, stale, press))
    problems.add(*_told(stale, results, press))
    fresh = {task.sheet.path: one.pdf for task, one in zip(stale, results, strict=True)}
    for task in tasks:
        pdf = fresh.get(task.sheet.path, task.former)
        if pdf:
            yield task.sheet.path, pdf
        if pdf and (path := task.job.picture):
            last = press.former(path)
            is_fresh = png.made_from(last) == task.identity
            yield path, last if is_fresh else png.picture(pdf, task.identity)


def try_fit(wanted: Iterable[Print], press: Press, problems: Problems) -> None:
    """Find whether each sheet could be printed, and print none.

    One of the former build that is the same is not looked at. What would be refused goes into
    `problems`; where the engine is missing, that is a warning.
    """
    stale = [task for task in (_task(job, press) for job in wanted) if not task.former]
    try:
        results = list(_done(_Worker.try_fit, stale, press))
        problems.add(*_told(stale, results, press))
    except Unable as error:
        wrong = said("it is not known whether the texts fit their posters")
        problems.add(Problem(SETTINGS_PATH, 1, "poster", wrong, sentence(error), warning=True))


def _task(job: Print, press: Press) -> _Task:
    assert job.page.bulletin is not None  # a poster is always a bulletin's
    source = (job.page.routine or job.page.bulletin.head).path
    html = press.renderer.page(job.page, job.variant)
    template = f"templates/{template_name(job.page)}"
    sheet = Sheet(job.path, html, source, template, job.variant)
    identity = sheets.fingerprint(sheet, press.styles, press.faces)
    former = press.former(job.path)
    return _Task(job, sheet, identity, former if sheets.made_from(former) == identity else b"")


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of a sheet."""

    pdf: bytes = b""
    """Empty where it is refused, or was only looked at."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with it, but for its length."""
    excess: float = 0.0
    """By how much it is too long, see `TooLong`; 0 where it is not."""


_Order = tuple[Sheet, str]
"""A sheet and its fingerprint."""


def _told(tasks: list[_Task], results: list[_Result], press: Press) -> Iterator[Problem]:
    """List what is wrong with the sheets, each cause once."""
    for one in results:
        yield from one.problems
    both = zip(tasks, results, strict=True)
    long = sorted(((task, one.excess) for task, one in both if one.excess), key=_page_path)
    groups = [list(group) for _, group in groupby(long, key=_page_path)]
    yield from overflow.problems(_overfull(group, press) for group in groups)


def _page_path(one: tuple[_Task, float]) -> str:
    return one[0].job.page.path


def _overfull(group: list[tuple[_Task, float]], press: Press) -> overflow.Overfull:
    """Measure by how much the sheets of a page are too long, on the longest of them."""
    worst, _ = max(group, key=lambda one: one[1])
    page, present = worst.job.page, press.renderer.presenter
    assert page.bulletin is not None  # a poster is always a bulletin's
    words = [
        text
        for locale in (page.locale, page.second)
        if locale is not None
        for text in overflow.texts(
            press.site, page, present.bulletin_view(page.bulletin, locale), locale
        )
    ]

    def fits(limit: shorten.Limit) -> bool:
        html = press.renderer.page(page, worst.job.variant, limit)
        return not _Worker.try_fit((replace(worst.sheet, html=html), "")).excess

    _Worker.start(press.styles, press.faces)
    variants = tuple(task.job.variant for task, _ in group)
    return overflow.overfull(page, variants, words, fits)


def _done(do: Callable[[_Order], _Result], tasks: list[_Task], press: Press) -> Iterator[_Result]:
    """Print each sheet, in order."""
    orders = [(task.sheet, task.identity) for task in tasks]
    if not orders:
        return
    if press.jobs == 1 or len(orders) <= _FEW:
        _Worker.start(press.styles, press.faces)
        yield from map(do, orders)
        return
    Printer(press.styles, press.faces)  # tells here, and once, if the engine is missing
    gc.collect()  # or its folder of fonts stays behind: not every Python collects all as it ends
    number = min(press.jobs, len(orders))
    with workers.pool(number, _Worker.start, press.styles, press.faces) as pool:
        yield from pool.map(do, orders)


class _Worker:
    """Hold one process's printer: its fonts take half a second to unpack."""

    _of: tuple[Mapping[str, bytes], tuple[Face, ...]] | None = None
    _printer: Printer

    @classmethod
    def start(cls, styles: Mapping[str, bytes], faces: tuple[Face, ...]) -> None:
        if cls._of == (styles, faces):
            return
        cls._printer = Printer(styles, faces)
        cls._of = styles, faces
        # A worker ends without tidying up: the engine's folder of fonts would stay behind.
        Finalize(None, cls._end, exitpriority=0)

    @classmethod
    def _end(cls) -> None:
        if cls._of is not None:
            del cls._printer
            cls._of = None
            gc.collect()

    @classmethod
    def pdf(cls, order: _Order) -> _Result:
        return _tried(lambda: cls._printer.pdf(*order))

    @classmethod
    def try_fit(cls, order: _Order) -> _Result:
        return _tried(lambda: cls._printer.try_fit(order[0]))


def _tried(do: Callable[[], bytes | None]) -> _Result:
    try:
        return _Result(do() or b"")
    except TooLong as error:
        return _Result(problems=error.problems, excess=error.excess)
    except Refused as refused:
        return _Result(problems=refused.problems)
