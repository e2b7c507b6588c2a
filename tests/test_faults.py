"""A short fault sweep; the whole one is `python -m tests.faults`."""

from __future__ import annotations

import pytest

from tests.faults.scenes import SCENES
from tests.faults.sweep import FAULTS, bench, swept

_CHANGING = ("write", "fsync", "replace", "mkdir", "unlink", "rmdir")


@pytest.mark.parametrize("scene", SCENES)
def test_a_build_with_a_failing_call_leaves_whole_files_and_is_healed(scene, tmp_path):
    place = bench(SCENES[scene], tmp_path)
    calls = [at for at, call in enumerate(place.calls, 1) if call.split()[0] in _CHANGING]
    wrong: list[str] = []
    for number, fault in enumerate(FAULTS):
        swept(place, [fault], calls[number * 12 :: 48], wrong.append)
    assert not wrong
