"""Numbers in right and wrong translations, kind by kind: the tables in tests/cases/numbers."""

from __future__ import annotations

import pytest

from generator.entities.correspondence import find_differences, find_other_counts
from tests import support

FOLDER = support.ROOT / "tests" / "cases" / "numbers"
LOCALES = {"en": "zh-Hans", "zh-Hans": "en"}


def pairs(name: str) -> list[tuple[str, str]]:
    """The pairs of a table: English, Chinese."""
    lines = (FOLDER / f"{name}.md").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(" | ") for line in lines if " | " in line]
    return [(english, chinese) for english, _, chinese in rows]


@pytest.mark.parametrize(("english", "chinese"), pairs("right"))
def test_nothing_is_told_of_a_right_pair(english: str, chinese: str) -> None:
    for source, target, one in ((english, chinese, "en"), (chinese, english, "zh-Hans")):
        for find in (find_differences, find_other_counts):
            assert [told.wrong for told in find(source, target, one, LOCALES[one])] == []


@pytest.mark.parametrize(("english", "chinese"), pairs("refused"))
def test_a_wrong_pair_is_refused(english: str, chinese: str) -> None:
    assert find_differences(english, chinese, "en", "zh-Hans")
    assert find_differences(chinese, english, "zh-Hans", "en")


@pytest.mark.parametrize(("english", "chinese"), pairs("told"))
def test_what_may_be_wrong_is_told(english: str, chinese: str) -> None:
    assert find_other_counts(english, chinese, "en", "zh-Hans")
    assert find_other_counts(chinese, english, "zh-Hans", "en")
