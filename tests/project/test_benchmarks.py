"""The benchmarks: each that has a command can be begun, though only people run them."""

from __future__ import annotations

import re
import sys
from importlib import import_module

import pytest

from tests.support import ROOT

COMMANDS = sorted(
    path.stem
    for path in (ROOT / "tests/benchmarks").glob("*.py")
    if "def main(" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_benchmark_says_how_it_is_run(name, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    with pytest.raises(SystemExit) as end:
        import_module(f"tests.benchmarks.{name}").main()
    assert end.value.code == 0
    assert "usage:" in capsys.readouterr().out


def test_the_pages_name_benchmarks_that_there_are():
    named = {
        name
        for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))
        for name in re.findall(r"tests\.benchmarks\.(\w+)", page.read_text(encoding="utf-8"))
    }
    assert named <= {*COMMANDS}
