"""A notice whose language is given as another than it is written in."""

from __future__ import annotations

import pytest

from generator.diagnostics.errors import Problems
from generator.site import check
from generator.site.site import assemble
from generator.source import reader
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


def _told_of(site, keys):
    """What is told of the small site's notice with these keys in its front matter."""
    head = support.SMALL_SITE["content/refund/bulletin.md"]
    path = "content/refund/bulletin.md"
    support.write_tree(site, {path: head.replace("---\n\n", f"{keys}---\n\n")})
    return [line for line in support.problems(site) if line.startswith(path)]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("contacts: [hotline]\n", ""),
        ("contacts: []\n", ""),
        ("contacts: [hotlin]\n", "there is no contact “hotlin”; did you mean hotline?"),
        (
            "contacts: [police]\n",
            "“police”; write hotline, or add it to site.toml: a line with [[contacts]] at its end, "
            'then fact = "police" and label = "…"\n',
        ),
        (
            "contacts: [water_works]\n",
            'site.toml: a line water_works = { tel = "…" } below [facts], and a line with '
            '[[contacts]] at its end, then fact = "water_works" and label = "…"\n',
        ),
        ("contacts: [水务站]\n", 'a line name = { tel = "…" } below [facts], and a line'),
        ("topic: phones\n", "there is no topic “phones”; write it below [topics] in site.toml"),
        ("kind: service\n", "the kind is service, and there are scams in routines/"),
    ],
)
def test_names_and_a_kind_that_do_not_fit_are_told_at_their_line(small_site, keys, told):
    found = _told_of(small_site, keys)
    assert [line.startswith("content/refund/bulletin.md:4: ") for line in found] == [True] * (
        len(found)
    )
    assert bool(found) is bool(told)
    assert told in "".join(f"{line}\n" for line in found)


def test_steps_of_a_service_notice_are_told_instead_of_lost(small_site):
    (small_site / "content/refund/routines/01-parcel.md").unlink()
    (told,) = _told_of(small_site, "steps:\n- Call {hotline}.\n")
    assert "a service notice has no scam; write what to do as a list in the text" in told


def test_a_topic_of_the_site_is_known(small_site):
    toml = support.SMALL_SITE["content/site.toml"]
    support.write_tree(small_site, {"content/site.toml": toml + '[topics]\nphones = "Phones"\n'})
    assert _told_of(small_site, "topic: phones\n") == []


def test_the_links_of_a_sites_own_words_are_found_wherever_they_stand(small_site):
    toml = support.SMALL_SITE["content/site.toml"]
    support.write_tree(
        small_site,
        {
            "content/site.toml": toml.replace('"Police"', '"[Police](notice:refund)"'),
            "templates/a.html": "{% trans %}Read [this](notice:parcel).{% endtrans %}",
            "templates/b.html": '{{ _("Nothing of the kind") }}',
            "templates/c.html": "<p>notice:gone</p>",
        },
    )
    site = assemble(reader.read(small_site, Problems()), Problems())
    found = list(check.links_of_site(site))
    assert found == list(check.links_to_notices(site, site.site_messages))
    assert ("parcel", "templates/a.html", 1) in found
