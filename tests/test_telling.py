"""The program's sentences in the language of whoever runs it."""

from __future__ import annotations

import re
import string

import pytest

from generator import po_reading
from generator.errors import Problem
from generator.telling import DOMAIN, FOLDER, Teller, wanted
from generator.wording import listed, said
from tests.support import ROOT
from tools import messages

CHINESE = FOLDER / "zh_Hans" / "LC_MESSAGES" / f"{DOMAIN}.po"
WORDS = {"the link to {target}": "指向{target}的链接", "lost {what}": "漏掉了{what}"}


def test_a_sentence_is_told_with_the_sentences_in_it():
    sentence = said("lost {what}", what=said("the link to {target}", target="a"))
    assert Teller(WORDS)(sentence) == "漏掉了指向a的链接"


def test_what_a_catalogue_lacks_and_what_is_no_sentence_stay():
    assert Teller(WORDS)(said("nothing of {kind}", kind="it")) == "nothing of it"
    assert Teller(WORDS)("lost {what}") == "lost {what}"


def test_a_problem_is_told_as_the_contract_has_it():
    problem = Problem("a/b.md", 3, "rule", said("wrong {x}", x=1), said("mend it"))
    assert Teller({})(said("mend it")) == "mend it"
    assert Teller({}).problem(problem) == str(problem) == "a/b.md:3: rule: wrong 1; mend it"
    told = Teller({"{wrong}; {remedy}": "{wrong}；{remedy}", "mend it": "改好"})
    assert told.problem(problem) == "a/b.md:3: rule: wrong 1；改好"


@pytest.mark.parametrize(
    ("environment", "folders"),
    [
        ({}, []),
        ({"LANG": "C.UTF-8"}, []),
        ({"LANG": "POSIX"}, []),
        ({"LANG": "zh_CN.UTF-8"}, ["zh_Hans"]),
        ({"LANG": "zh"}, ["zh_Hans"]),
        ({"LANG": "zh_SG.GB18030"}, ["zh_Hans"]),
        ({"LANG": "zh_TW.UTF-8"}, ["zh_Hant", "zh_Hans"]),
        ({"LANG": "en_GB.UTF-8"}, ["en"]),
        ({"LANG": "de_DE@euro"}, ["de"]),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}, []),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, ["zh_Hans"]),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:zh_CN"}, ["fr", "zh_Hans", "en"]),
    ],
)
def test_the_environment_says_which_languages_are_wanted(environment, folders):
    assert list(wanted(environment)) == folders


def catalogue():
    return po_reading.read(CHINESE.read_bytes(), CHINESE.name)


def test_the_catalogues_are_what_the_code_says():
    """If this fails, run python -m tools.messages."""
    for path, data in messages.catalogues().items():
        assert path.read_bytes() == data, path.relative_to(ROOT)


def test_everything_is_told_in_chinese():
    left = [entry.msgid for entry in catalogue().entries if not entry.translated]
    assert not left, "not translated"


def names(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_a_translation_has_the_values_of_its_message():
    """Plain names: what a catalogue says is put through str.format_map, which can do more."""
    for entry in catalogue().entries:
        if entry.translated and re.search(r"(?<!\{)\{[a-z_0-9]+\}", entry.msgid):
            try:
                wanted_names = names(entry.msgid)
            except ValueError:
                continue  # braces of an example; it takes no values
            if all(name.isidentifier() for name in wanted_names):
                assert names(entry.msgstr[0]) == wanted_names, entry.msgid


def test_chinese_sentences_have_chinese_marks_and_no_stray_spaces():
    for entry in catalogue().entries:
        text = re.sub(r"“[^”]*”|\{[^{}]*\}", "x", entry.msgstr[0])
        assert not re.search(r"[\u4e00-\u9fff][,;:!?()]|[,;!?()][\u4e00-\u9fff]", text), text
        assert not re.search(r"[\u4e00-\u9fff] +[\u4e00-\u9fffa-zA-Z0-9]", text), text


def test_lists_are_joined_in_the_language():
    told = Teller({"{one}, {other}": "{one}、{other}"})
    assert told(listed(["a", "b", "c"])) == "a、b、c"
