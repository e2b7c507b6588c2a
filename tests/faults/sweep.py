"""One build after the other, each with another of its file calls failing, or being its last."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from generator.cli import main
from generator.output import publish
from tests import support
from tests.faults import whole
from tests.faults.calls import Counter, Fault, counted
from tests.faults.scenes import BASE, Scene
from tests.support import tree

_DEAD = 99
"""The exit status of a build that died."""
_JOURNAL = "building-journal"
"""In the name of the journal before it takes its place."""
_CRASHED = 98
"""That of one that would have shown a traceback."""


@contextmanager
def _quickly() -> Iterator[None]:
    """Within the block the disk need not hold what it is given: nobody cuts the power here."""
    with pytest.MonkeyPatch.context() as own:
        own.setattr(os, "fsync", lambda _: None)
        own.setattr(os, "sync", lambda: None)
        yield


def _raising(number: int) -> Fault:
    def fault() -> None:
        raise OSError(number, os.strerror(number))

    return fault


FAULTS: dict[str, Fault] = {
    **{name: _raising(getattr(errno, name)) for name in ("ENOSPC", "EACCES", "EIO", "EXDEV")},
    "death": lambda: os._exit(_DEAD),
}


@dataclass(frozen=True)
class Bench:
    """A scene set up in a folder, with what its builds give where nothing fails."""

    scene: Scene
    folder: Path
    before: whole.Files
    after: whole.Files
    calls: Sequence[str]
    """The file calls of its build."""

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def outside(self) -> dict[str, bytes]:
        """Every file that a build has no business with."""
        own = ("output/", "site/.cache/", "temporary/", "told")
        return {path: data for path, data in tree(self.folder).items() if not path.startswith(own)}

    def publishing(self) -> list[int]:
        """Those of its calls that change the output, or prepare for that."""
        own = ("link", "symlink", "replace", "unlink", "rmdir", "mkdir", "fsync", "chmod")
        at = next(i for i, call in enumerate(self.calls) if _JOURNAL in call)
        kept = next((i for i, call in enumerate(self.calls) if call.startswith("link ")), at)
        found = enumerate(self.calls[min(at, kept) :], min(at, kept) + 1)
        return [number for number, call in found if call.startswith(own)]

    def prepare(self) -> None:
        """Put everything as it was before the build that is swept."""
        self.scene.back(self.site)
        if self.scene.cold:
            shutil.rmtree(self.site / ".cache", ignore_errors=True)
            shutil.rmtree(self.output, ignore_errors=True)
        else:
            self.clean(self.output)
            assert tree(self.output) == self.before
        self.scene.change(self.site)

    def clean(self, output: Path) -> None:
        """Build where nothing fails."""
        with _quickly():
            support.build(self.site, output, **self.scene.options)

    def build(self, at: int = 0, fault: str = "") -> tuple[int, str]:
        """Build in a process of its own; its exit status, and what it said.

        A copy of this process would wait for the threads of the engine of sheets for ever.
        """
        told = self.folder / "told"
        context = get_context("spawn" if self.scene.options["pdf"] else "fork")
        words = _words(self.scene)
        child = context.Process(target=_build, args=(self.folder, words, told, at, fault))
        child.start()
        child.join()
        assert child.exitcode is not None
        return child.exitcode, told.read_text(encoding="utf-8")

    def made(self) -> list[str]:
        """The file calls of the last build."""
        lines = (self.folder / "told.calls").read_text(errors="replace").split("\n")
        return [line.rstrip() for line in lines[:-1]]

    def wrong(self, at: int, fault: str) -> Iterator[str]:
        """What does not hold after a build whose `at`th call failed; nothing where all is well."""
        self.prepare()
        outside = self.outside()
        status, told = self.build(at, fault)
        found = whole.published(self.output)
        if status not in (0, 1, 3, _DEAD):
            yield f"exit {status}: {told.splitlines()[-1:]}"
        if "Traceback" in told:
            yield f"a traceback: {told.splitlines()[-1:]}"
        if status == 0 and found != self.after:
            yield "exit 0, but the output is not right"
        if status != _DEAD and found not in (self.before, self.after):
            yield f"exit {status}, and the output is neither the old one nor the new one"
        yield from whole.halves(found, self.before, self.after)
        known = self.before.keys() & self.after.keys()
        yield from whole.dead_links(found, dict.fromkeys(known, b""), BASE)
        if self.outside() != outside:
            yield "something outside the output was changed"
        if status == _DEAD:
            publish.heal(self.output)
            if whole.published(self.output) not in (self.before, self.after):
                yield "what a killed build had changed is not taken back"
        yield from self.unhealed()

    def unhealed(self) -> Iterator[str]:
        """What the next build does not mend."""
        try:
            self.clean(self.output)
        except Exception as error:
            yield f"the next build: {type(error).__name__}: {error}"
            shutil.rmtree(self.output, ignore_errors=True)
            return
        healed = tree(self.output)
        if wrong := sorted(
            path for path in healed | self.after if healed.get(path) != self.after.get(path)
        ):
            yield f"the next build does not give what a clean one gives: {wrong}"
        yield from whole.leftovers(self.output, self.site / ".cache")


def _build(folder: Path, words: Sequence[str], told: Path, at: int, fault: str) -> None:
    """The child process: a build that never returns."""
    stream = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(stream, 1)
    os.dup2(stream, 2)
    sys.stdout = sys.stderr = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    site, output = str(folder / "site"), str(folder / "output")
    tempfile.tempdir = str(folder / "temporary")
    sys.argv = ["generator", "--site", site, "build", "--output", output, *words]
    counter = Counter(told.with_suffix(".calls"), at, FAULTS.get(fault, lambda: None))
    status = _CRASHED
    try:
        with _quickly(), counted(counter):
            main.main()
    except SystemExit as end:
        status = int(str(end.code))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


def _words(scene: Scene) -> list[str]:
    """The scene's options as a user writes them."""
    jobs = str(scene.options.get("jobs", 1))
    return ["--jobs", jobs, *([] if scene.options["pdf"] else ["--no-pdf"])]


def bench(scene: Scene, folder: Path) -> Bench:
    """Set a scene up, and learn what its builds give."""
    site, output = scene.begin(folder), folder / "output"
    (folder / "temporary").mkdir()
    if not scene.cold:
        support.build(site, output, **scene.options)
    before = tree(output)
    scene.change(site)
    support.build(site, output, **scene.options)
    support.build(site, folder / "clean", **scene.options)
    assert tree(folder / "clean") == tree(output)
    found = Bench(scene, folder, before, tree(output), ())
    found.prepare()
    found.build()
    return replace(found, calls=found.made())


Tell = Callable[[str], None]


def swept(bench: Bench, faults: Sequence[str], calls: Sequence[int], tell: Tell) -> int:
    """Sweep some of a build's calls; tells what is wrong, and gives how many builds were made."""
    done = 0
    for at in calls:
        for fault in faults:
            done += 1
            for wrong in bench.wrong(at, fault):
                call = (*bench.made()[at - 1 :], "which was not made")[0]
                tell(f"{bench.scene.name}: {fault} at call {at}, {call}: {wrong}")
    return done
