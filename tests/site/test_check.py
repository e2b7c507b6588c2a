"""A notice whose language is given as another than it is written in."""

from __future__ import annotations

import pytest

from tests import support

CHINESE = "骗子冒充快递员，谎称您的包裹丢失，要您先付款再赔偿，请挂断电话。"
ENGLISH = "Callers claim that your parcel is lost, and ask you to pay before you get money back."


def _told(site, body, language=""):
    head = f"---\ntitle: x\ndate: 2022-07-25\n{language}---\n\n{body}\n"
    support.write_tree(
        site,
        {
            "content/refund/bulletin.md": head,
            "content/refund/routines/01-parcel.md": f"---\ntitle: x\n---\n\n> {body}\n\n{body}\n",
            "locales/zh_Hans/LC_MESSAGES/refund.po": 'msgid ""\nmsgstr ""\n',
        },
    )
    return support.problems(site)


@pytest.mark.parametrize(
    ("body", "language", "meant"),
    [(CHINESE, "", "zh-Hans"), (ENGLISH, "source_locale: zh-Hans\n", "en")],
)
def test_it_is_told_once_instead_of_every_sentence(small_site, body, language, meant):
    (told,) = _told(small_site, body, language)
    line = 4 if language else 1
    assert told.startswith(
        f"content/refund/bulletin.md:{line}: front-matter: the notice is written in"
    )
    assert told.endswith(f"write source_locale: {meant} between the --- lines")


@pytest.mark.parametrize(
    ("body", "language"), [(ENGLISH, ""), (CHINESE, "source_locale: zh-Hans\n"), ("刷单。", "")]
)
def test_the_right_language_is_not_told(small_site, body, language):
    assert not [line for line in _told(small_site, body, language) if "is written in" in line]
