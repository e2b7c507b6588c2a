"""The project's own .po files, as gettext's tools see them."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from generator.catalogs.po import write
from generator.catalogs.reader import read
from generator.diagnostics.errors import Problems
from tests.support import NOTICES, ROOT, SITES, read_site

FILES = sorted([*(ROOT / "locales").rglob("*.po"), *SITES.rglob("source/**/*.po")])


def _name(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext's msgfmt is not installed")
@pytest.mark.parametrize("path", FILES, ids=_name)
def test_msgfmt_takes_it(path):
    done = subprocess.run(
        ["msgfmt", "--check", "--output-file=-", str(path)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_it_is_read_and_written_without_loss(path):
    assert write(read(path.read_bytes(), _name(path))) == path.read_bytes()


def test_there_are_catalogs_of_both_languages():
    names = {_name(path) for path in FILES}
    for folder in ("en", "zh_Hans"):
        for domain in ("site", *NOTICES):
            assert f"locales/{folder}/LC_MESSAGES/{domain}.po" in names
    assert any(name.startswith("tests/sites/") for name in names)


def test_the_catalogs_hold_the_messages_of_the_source_and_no_others():
    site = read_site(ROOT, Problems())
    domains = {"site": site.site_messages} | {b.slug: site.messages(b) for b in site.bulletins}
    for locale in site.settings.locales:
        for domain, messages in domains.items():
            path = ROOT / f"locales/{locale.folder}/LC_MESSAGES/{domain}.po"
            entries = read(path.read_bytes(), _name(path)).entries
            live = {entry.key for entry in entries if not entry.obsolete}
            assert live == {message.key for message in messages}, _name(path)
