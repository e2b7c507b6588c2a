"""What a terminal shows."""

from __future__ import annotations

import pytest

from generator.cli import console


@pytest.mark.parametrize(
    "cell", ["Open [the site](https://a.example/).", "then [/b] stop", "[red]x"]
)
def test_square_brackets_in_a_table_are_text(cell, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
    console.show(["notice"], [[cell]])
    assert cell in capsys.readouterr().out
