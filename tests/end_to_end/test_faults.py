"""A short fault sweep; the whole one is `python -m tests.faults`."""

from __future__ import annotations

import pytest

from tests.faults.scenes import SCENES
from tests.faults.sweep import FAULTS, bench, swept

pytestmark = pytest.mark.thorough

_CHANGING = ("write", "fsync", "replace", "mkdir", "unlink", "rmdir", "link", "chmod")


_SCENES = [
    pytest.param(name, marks=[pytest.mark.posters] if scene.options["pdf"] else [])
    for name, scene in SCENES.items()
]


@pytest.mark.parametrize("scene", _SCENES)
def test_a_build_with_a_failing_call_leaves_the_old_site_or_the_new_one_and_is_healed(
    scene, tmp_path
):
    place = bench(SCENES[scene], tmp_path)
    calls = [at for at, call in enumerate(place.calls, 1) if call.startswith(_CHANGING)]
    most = len(calls)
    if SCENES[scene].weight > 1:
        calls, most = place.publishing(), 1
    wrong: list[str] = []
    done = [
        swept(place, [fault], calls[number * 9 :: 45][:most], wrong.append)
        for number, fault in enumerate(FAULTS)
    ]
    assert not wrong
    assert any(done), "no call of the build is one that changes something"
