"""Which tests run each line of the program, found by one run of the fast suite and kept."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.mutation.copies import ROOT, copy, run_tests

_TESTS = ROOT / "tests"
_KEPT = ROOT / ".cache" / "mutation"
_MEASURED = '''\
"""Measures a program that a test runs, for `tests.mutation`."""

import os

if os.environ.get("PYTEST_CURRENT_TEST"):
    import atexit

    import coverage

    _measured = coverage.Coverage(
        data_file=os.environ["MUTATION_REACH"] + "/lines",
        data_suffix=True,
        source=["generator"],
        context=os.environ["PYTEST_CURRENT_TEST"].rpartition(" ")[0],
        config_file=False,
    )
    _measured.start()
    atexit.register(lambda: (_measured.stop(), _measured.save()))
'''


@dataclass(frozen=True)
class Reach:
    """What one run of the fast suite showed."""

    took: dict[str, float]
    """Each test that passes, with its seconds."""
    lines: dict[str, dict[int, list[str]]]
    """By module and line, the tests that run it."""

    def tests(self, module: str, line: int, most: int, seconds: float) -> list[str]:
        """The tests to try on a change of a line: the quickest, then one of each function.

        A line that runs when its module is read counts for every test that enters the module, and
        for those whose file is named like the module or its package.
        """
        lines = self.lines.get(module, {})
        names = set(lines.get(line, ()))
        if not names:
            own = set(Path(module).with_suffix("").parts[1:]) - {"__init__"}
            names.update(name for found in lines.values() for name in found)
            names.update(name for name in self.took if own & _words(name))
        chosen = self._within(self._quickest(names), most, seconds / 2)
        left = names - set(chosen)
        return chosen + self._within(self._one_of_each(left), most - len(chosen), seconds / 2)

    def _within(self, names: Iterable[str], most: int, seconds: float) -> list[str]:
        """As many of the first as there is time for."""
        chosen: list[str] = []
        for name in names:
            seconds -= self.took[name]
            if len(chosen) == most or seconds < 0:
                break
            chosen.append(name)
        return chosen

    def _quickest(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=lambda name: (self.took[name], name))

    def _one_of_each(self, names: Iterable[str]) -> list[str]:
        """The quickest of each function before a second one of any."""
        before: dict[str, int] = defaultdict(int)
        ranked = []
        for name in self._quickest(names):
            function = name.partition("[")[0]
            ranked.append((before[function], self.took[name], name))
            before[function] += 1
        return [name for *_, name in sorted(ranked)]


def _words(test: str) -> set[str]:
    """The names that a test's path is made of: “checks” and “fact” of tests/checks/test_fact.py."""
    parts = Path(test.partition("::")[0]).with_suffix("").parts
    return {part.removeprefix("test_") for part in parts}


def reach(jobs: int) -> Reach:
    """What the fast suite reaches in the project as it is now.

    What is kept from earlier runs serves wherever neither the program nor the file of tests, nor
    anything that this names, has changed.
    """
    _KEPT.mkdir(parents=True, exist_ok=True)
    kept = {path: _KEPT / f"{_state(path)}.json" for path in sorted(_TESTS.rglob("test_*.py"))}
    if missing := [path for path, place in kept.items() if not place.exists()]:
        found = _measure(missing, jobs)
        for path in missing:
            kept[path].write_text(json.dumps(found[path.relative_to(ROOT).as_posix()]))
    took: dict[str, float] = {}
    lines: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for place in kept.values():
        part = json.loads(place.read_text())
        names = list(part["took"])
        took.update(part["took"])
        for module, found in part["lines"].items():
            for line, tests in found.items():
                lines[module][int(line)] += [names[at] for at in tests]
    return Reach(took, lines)


@cache
def _sum(path: Path) -> str:
    """A sum of a file, or of all files below a folder."""
    paths = [path] if path.is_file() else sorted(path.rglob("*"))
    known = sha256()
    for one in paths:
        if one.is_file() and "__pycache__" not in one.parts:
            known.update(f"{one.relative_to(ROOT)}\n".encode() + one.read_bytes())
    return known.hexdigest()


def _state(test: Path) -> str:
    """A sum of everything that decides which lines a file of tests runs."""
    text = test.read_text(encoding="utf-8")
    places = [ROOT / name for name in ("generator", "templates", "locales", "content")]
    for folder in (_TESTS, _TESTS / "cases", _TESTS / "sites"):
        for path in sorted(folder.iterdir()):
            is_own = path.name.startswith("test_") or path.name in ("cases", "sites", "mutation")
            if not is_own and path.name != "__init__.py" and path.stem in text:
                places.append(path)
    return sha256("".join(map(_sum, [test, *places])).encode()).hexdigest()[:20]


def _measure(tests: Sequence[Path], jobs: int) -> dict[str, Any]:
    """What each file of tests reaches, and how long its tests take."""
    names = [path.relative_to(ROOT).as_posix() for path in tests]
    found: dict[str, Any] = {
        name: {"took": {}, "lines": defaultdict(lambda: defaultdict(list))} for name in names
    }
    with tempfile.TemporaryDirectory(prefix="reach-") as place:
        project = copy(Path(place).resolve())
        (project / "sitecustomize.py").write_text(_MEASURED)
        data = project.parent / "data"
        data.mkdir()
        many = ["-n", str(jobs)] if jobs > 1 and len(names) > 3 else []
        arguments = ["-p", "tests.mutation.plugin", *many, *names]
        run_tests(project, arguments, None, MUTATION_REACH=str(data))
        numbers: dict[str, tuple[str, int]] = {}
        for test, seconds in json.loads((data / "passed.json").read_text()).items():
            file = test.partition("::")[0]
            numbers[test] = (file, len(found[file]["took"]))
            found[file]["took"][test] = seconds
        for module, line, contexts in _measured(project, data):
            for file, at in sorted({numbers[test] for test in contexts if test in numbers}):
                found[file]["lines"][module][line].append(at)
    return found


def _measured(project: Path, data: Path) -> Iterator[tuple[str, int, list[str]]]:
    """Each module and line that a process has run, with the tests that ran it."""
    import coverage

    for path in sorted(data.glob("lines.*")):
        part = coverage.CoverageData(str(path))
        part.read()
        for file in sorted(part.measured_files()):
            module = Path(file).relative_to(project).as_posix()
            for line, contexts in sorted(part.contexts_by_lineno(file).items()):
                yield module, line, contexts
