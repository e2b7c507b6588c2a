"""What is changed in a TOML file says what it is to say, and every other byte stays."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest
import tomlkit
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.config.edit import edited
from generator.diagnostics.errors import Misused
from tests import support
from tests.support import ROOT

FILES = sorted(
    (
        *support.SITES.glob("*/source/content/*.toml"),
        *(ROOT / "content").glob("*.toml"),
    )
)
"""Every site's settings and terms."""
TEXTS = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in FILES}
_ODD = """\
a.b = 1 # one
"a c".'d' = [
  "x", # first
  [ 1, 2, ],
  # none
] # end
m = '''
[no] = "x"
'''
"k.é" = \"\"\"a\\"\"\"b\"\"\"\"

t = { u = 1, v.w = { x = "}" } }
d = 1979-05-27 07:32:00
[[r]]
[r.s] # of the first
q = "1"
[[r]]
q = "2"
s.p = true
[[r.z]]
y = 1
[o]
"""
"""What nobody writes into settings, and TOML allows."""
KEYS = st.sampled_from(["a", "b", "c-d", "é", "a b", '"', "1"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.text(max_size=6) | st.integers(-9, 99) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=5,
)
LINES = st.sampled_from(
    [
        *("a = 1", 'b = "x # y"', "c-d = [1, 2] # e", "[a]", "[[a]]", "[b.c-d]", "[[b.a]]", ""),
        *(
            "a.b = { c-d = [ '1' ], a.a = 3 }",
            "# note",
            'b = """',
            '"""',
            "[",
            "]",
            "1,",
            "c-d = [",
        ),
        *("'a b' = 1e3 ", '"\\u00e9" = true', "[c-d . a]", "  b = ''", "a.b.c-d = 1.5"),
    ]
)


def _leaves(value, path=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inner:
        if isinstance(one, dict | list) and one:
            yield from _leaves(one, (*path, key))
        else:
            yield (*path, key), one


def _at(value, path):
    for key in path:
        value = value[key]
    return value


def _comments(text):
    return [line for line in text.split("\n") if line.lstrip().startswith("#")]


@pytest.mark.parametrize("name", TEXTS)
def test_what_says_the_same_is_the_same_to_the_byte(name):
    text = TEXTS[name]
    assert edited(text, tomllib.loads(text)) == text


@given(st.sampled_from(sorted(TEXTS)), st.data())
@settings(max_examples=support.examples(80))
def test_one_value_is_written_and_no_other_line_changes(name, data):
    text = TEXTS[name]
    wanted = tomllib.loads(text)
    *path, key = data.draw(st.sampled_from([one for one, _ in _leaves(wanted)]))
    _at(wanted, path)[key] = data.draw(VALUES)
    made = edited(text, wanted)
    assert tomllib.loads(made) == wanted
    old, new = text.split("\n"), made.split("\n")
    alike = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    rest = zip(old[alike:][::-1], new[alike:][::-1], strict=False)
    tail = next((n for n, (a, b) in enumerate(rest) if a != b), len(old) - alike)
    assert len(old) - alike - tail <= 1
    assert _comments(made) == _comments(text)


@given(st.sampled_from(sorted(TEXTS)), st.data())
@settings(max_examples=support.examples(80))
def test_keys_and_rows_come_and_go_and_every_comment_outside_of_them_stays(name, data):
    text = TEXTS[name]
    wanted = tomllib.loads(text)
    places_of = [(), *(one[:-1] for one, _ in _leaves(wanted) if len(one) > 1)]
    path = data.draw(st.sampled_from(places_of))
    group = _at(wanted, path)
    if isinstance(group, dict):
        key = data.draw(st.sampled_from([*group, "new", "new key"]))
        if key in group:
            del group[key]
        else:
            group[key] = data.draw(VALUES)
    else:
        at = data.draw(st.integers(0, len(group)))
        new = data.draw(VALUES)
        group[at:] = [new] if at == len(group) else group[at + 1 :]
    try:
        made = edited(text, wanted)
    except Misused:
        assert isinstance(group, list)  # a row that is no group, or no row at all
        return
    assert tomllib.loads(made) == wanted
    if path:
        assert {*_comments(made)} >= {*_comments(text)} - {*_comments_within(text, path[:1])}


def _comments_within(text, path):
    return _comments(_at(tomlkit.parse(text), path).as_string())


@given(st.lists(LINES, max_size=10).map("\n".join), st.dictionaries(KEYS, VALUES, max_size=4))
@settings(max_examples=support.examples(200))
def test_what_is_written_says_what_it_is_to_say_or_nothing_is(text, wanted):
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assume(False)
    try:
        assert tomllib.loads(edited(text, wanted)) == wanted
    except Misused:
        assert tomllib.loads(text) != wanted


@pytest.mark.parametrize("order", [(1, 0, 2, 3), (3, 0, 1, 2), (0, 1, 2), (0, 3), (1,)], ids=repr)
@pytest.mark.parametrize("end", ["\n", ""])
def test_contacts_change_their_order_and_go_and_what_stands_between_them_stays(order, end):
    text = TEXTS["content/site.toml"].rstrip("\n") + end
    wanted = tomllib.loads(text)
    wanted["contacts"] = [wanted["contacts"][number] for number in order]
    made = edited(text, wanted)
    assert tomllib.loads(made) == wanted
    assert _comments(made) == _comments(text)
    assert len(made) <= len(text)


def test_a_key_goes_below_the_one_before_it_or_last_in_its_group():
    text = (
        "# One.\nb = 1 # one\n\nd = 2\n\n# The group.\n[g]\n# its only key\ny = 1\n\n# The end.\n"
    )
    wanted = {"b": 1, "c": 9, "d": 2, "g": {"x": 0, "y": 1, "z": "2"}, "h": {"i": "j"}}
    assert edited(text, wanted) == (
        "# One.\nb = 1 # one\nc = 9\n\nd = 2\n\n# The group.\n[g]\n# its only key\ny = 1\n"
        'z = "2"\nx = 0\n\n# The end.\n\n[h]\ni = "j"\n'
    )


def test_items_of_a_list_come_and_go_with_their_comments_kept():
    text = 'l = [\n  "a", # one\n  "b"  # two\n]\n'
    assert edited(text, {"l": ["a", "b", "c"]}) == 'l = [\n  "a", # one\n  "b",  # two\n  "c"\n]\n'
    assert tomllib.loads(edited(text, {"l": ["b"]})) == {"l": ["b"]}
    assert edited('l = ["a", "b", "c"]', {"l": ["a", "c"]}) == 'l = ["a", "c"]'
    assert edited('l = ["a"]', {"l": []}) == "l = []"


def test_what_the_files_never_have_is_left_to_the_whole_text():
    wanted = copy.deepcopy(tomllib.loads(_ODD))
    wanted["r"][0]["n"] = None
    with pytest.raises(Misused, match="whole text"):
        edited(_ODD, wanted)
