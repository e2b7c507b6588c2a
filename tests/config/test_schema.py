"""Settings as rows of data: what a row says is what its key takes."""

from __future__ import annotations

import pytest

from generator.config.schema import Entry, Group, Setting, each, label, language, one_of, text
from generator.config.toml_file import TomlFile
from generator.diagnostics.errors import Fault
from generator.locales import Locale

_STYLE = Group(
    {
        "spacing": Setting(one_of("any", "none"), "write any or none", "any"),
        "languages": Setting(each(Setting(language)), "write a list", ()),
        "motto": Setting(label, missing=Fault("motto is missing", "write a motto")),
        "by": Setting(text, default="nobody"),
    },
    shape="style is not a group",
    unknown=lambda key: (f"style has {key}", "" if key != "spacin" else "write spacing"),
)
_SITE = Group({"style": Setting(_STYLE, "write [style]")})


def _read(content):
    """The values of a file, and what is noted: its line, what is wrong, what to do."""
    file = TomlFile(content, "site.toml", "site")
    values = _SITE(Entry(file, "", file.data, 1))
    return values["style"], [(one.line, one.wrong, one.remedy) for one in file.problems.errors]


def test_a_group_has_a_value_for_each_of_its_rows():
    values, wrong = _read('[style]\nmotto = "Look  twice"\nlanguages = ["en", "zh_CN"]\n')
    assert wrong == []
    assert values["motto"].text == "Look twice"
    assert values["motto"].line == 2
    assert values["languages"] == (Locale("en"), Locale("zh-Hans"))
    assert (values["spacing"], values["by"]) == ("any", "nobody")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('style = "x"\n', [(1, "style is not a group", "write [style]")]),
        (
            '[style]\nmotto = "x"\nspacing = "all"\n',
            [(3, "spacing cannot be “all”", "write any or none")],
        ),
        (
            '[style]\nmotto = "x"\nspacin = "all"\n\nb = 1\n',
            [
                (3, "style has spacin", "write spacing"),
                (5, "style has b", "its parts are spacing, languages, motto and by"),
            ],
        ),
        ('\n[style]\nby = "x"\n', [(2, "motto is missing", "write a motto")]),
        (
            '\n[style]\nmoto = "x"\n',
            [(3, "style has moto", "its parts are spacing, languages, motto and by")],
        ),
        (
            "[style]\nlanguages = 1\nmotto = 2\n",
            [
                (2, "languages is not a list", "write a list"),
                (3, "motto is not a text", 'write motto = "…"'),
            ],
        ),
        (
            '# Style\nstyle = { by = 3, motto = "x" }\n',
            [(2, "by is not a text", 'write by = "…"')],
        ),
    ],
)
def test_every_wrong_value_is_noted_at_its_line(content, told):
    assert _read(content)[1] == told


def test_a_wrong_value_is_replaced_by_its_default():
    values, _ = _read('[style]\nmotto = "x"\nspacing = 3\nby = []\nlanguages = ["qq-qq", "en"]\n')
    assert (values["spacing"], values["by"], values["languages"]) == (
        "any",
        "nobody",
        (Locale("en"),),
    )
