"""The mutants of `python -m tests.mutation`: what it changes, and that it is the same each time."""

from __future__ import annotations

import pytest

from tests.mutation.equivalents import equivalents
from tests.mutation.mutants import mutants, some
from tests.support import ROOT


def changed(text):
    return [mutant.text for mutant in mutants("generator/x.py", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b", ["a <= b"]),
        ("(a) is not (b)", ["(a) is (b)"]),
        ("a and b or c", ["a or b or c", "a and b and c"]),
        ("a + 1", ["a - 1", "a + 2"]),
        ("x = not a", ["x = a"]),
        ("x = a if b else c", ["x = a if False else c", "x = a if True else c"]),
        ("[a for a in b if c]", ["[a for a in b if True]"]),
        ("f(a, 'é')", ["pass", "f(a)", "f('é', a)", 'f(a, "")']),
        ("f(a, b=c)", ["pass", "f(a)"]),
        ("a.b = c", ["pass"]),
        ("raise a", ["pass"]),
        ("def f() -> 'int':\n    '''Says.'''\n    return a", ["None"]),
        ("while a:\n    continue", ["not (a)", "True", "False", "pass"]),
    ],
)
def test_each_part_of_a_text_is_changed(text, expected):
    found = changed(text)
    assert all(any(part in one for one in found) for part in expected), found


@pytest.mark.parametrize(
    "text",
    [
        "'''What it is.'''",
        "import a",
        "assert a < 1",
        "a: 'b'",
        "x = said('text')",
        "@f(1, 2)\nclass A: pass",
    ],
)
def test_what_no_test_could_notice_is_left(text):
    assert changed(text) == []


def test_a_mutant_says_where_it_is_and_what_it_changes():
    (mutant,) = mutants("generator/x.py", "\n\nx = (a <\n     b)\n")
    assert str(mutant) == "generator/x.py:3: x = (a <  ->  x = (a <="


def test_a_seed_gives_the_same_mutants():
    found = mutants("generator/x.py", "".join(f"a < {n}\n" for n in range(50)))
    assert some(found, 1, 5) == some(found, 1, 5)
    assert some(found, 1, 5) != some(found, 2, 5)
    assert some(found, 1, 0) == found


@pytest.mark.thorough  # it compiles a dozen modules once for each of their mutants
def test_what_is_listed_as_changing_nothing_is_a_mutant():
    modules = sorted({module for module, *_ in equivalents()})
    found = {
        (module, one.inside, one.before, one.after)
        for module in modules
        for one in mutants(module, (ROOT / module).read_text(encoding="utf-8"))
    }
    assert sorted(equivalents() - found) == []
