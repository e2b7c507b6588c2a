"""Which posters are printed, from what, and which of them have been printed already."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.util import Finalize

from generator import pictures, sheets, workers
from generator.errors import Problem, Problems, Refused
from generator.fonts import Face
from generator.pages import Print
from generator.printing import Printer
from generator.rendering import Renderer, template_name
from generator.sheets import Sheet

Former = Callable[[str], bytes]
"""Gives a file of the former build by its path; empty where there is none to be trusted."""

_FEW = 3
"""Sheets for which a second process does not pay: it takes a second to start."""


@dataclass(frozen=True, slots=True)
class Press:
    """What every sheet is printed with."""

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
    """The PDF of each sheet, and its picture; a sheet that is the same is not printed again.

    Raises `Unable` where the engine is missing and a sheet has to be printed. A sheet that is
    refused goes into `problems`.
    """
    tasks = [_task(job, press) for job in wanted]
    stale = [task for task in tasks if not task.former]
    fresh = dict(zip((task.sheet.path for task in stale), _print(stale, press), strict=True))
    for task in tasks:
        pdf, found = fresh.get(task.sheet.path, (task.former, ()))
        problems.add(*found)
        if pdf:
            yield task.sheet.path, pdf
            yield from _picture(task, pdf, press.former)


def _task(job: Print, press: Press) -> _Task:
    assert job.page.bulletin is not None  # a poster is always a bulletin's
    source = (job.page.routine or job.page.bulletin.head).path
    html = press.renderer.page(job.page, job.variant)
    template = f"templates/{template_name(job.page)}"
    sheet = Sheet(job.path, html, source, template, job.variant)
    identity = sheets.fingerprint(sheet, press.styles, press.faces)
    former = press.former(job.path)
    return _Task(job, sheet, identity, former if sheets.made_from(former) == identity else b"")


_Result = tuple[bytes, tuple[Problem, ...]]


def _print(tasks: list[_Task], press: Press) -> Iterator[_Result]:
    """Each sheet's PDF or what is wrong with it, in order."""
    orders = [(task.sheet, task.identity) for task in tasks]
    if not orders:
        return
    if press.jobs == 1 or len(orders) <= _FEW:
        _Worker.start(press.styles, press.faces)
        yield from map(_Worker.pdf, orders)
        return
    Printer(press.styles, press.faces)  # tells here, and once, if the engine is missing
    number = min(press.jobs, len(orders))
    with workers.pool(number, _Worker.start, press.styles, press.faces) as pool:
        yield from pool.map(_Worker.pdf, orders)


class _Worker:
    """One process's printer: made once there, since its fonts take half a second to unpack."""

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
    def pdf(cls, order: tuple[Sheet, str]) -> _Result:
        return _pdf(cls._printer, order)


def _pdf(printer: Printer, order: tuple[Sheet, str]) -> _Result:
    try:
        return printer.pdf(*order), ()
    except Refused as refused:
        return b"", refused.problems


def _picture(task: _Task, pdf: bytes, former: Former) -> Iterator[tuple[str, bytes]]:
    path = task.job.picture
    if path:
        png = former(path)
        same = pictures.made_from(png) == task.identity
        yield path, png if same else pictures.picture(pdf, task.identity)
