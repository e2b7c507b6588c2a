"""Twenty notices of a neighbourhood board: each is one sheet, with all of its text.

Not in the fast suite: `python -m pytest -m posters` runs them.
"""

from __future__ import annotations

import re

import pytest

from generator.diagnostics.errors import Problems
from generator.posters.engine import Engine
from tests import support
from tests.end_to_end.test_twenty import NOTICES, lost, site_of
from tests.posters import reading, shipped
from tests.posters.test_type import LEAST

pytestmark = pytest.mark.posters

_SMALLEST = {"en": 12.0, "zh-Hans": 13.0}
_IMPRINT = 10.0
_ROUNDING = 0.02


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_each_is_one_sheet_with_all_of_its_text(lang, tmp_path):
    site = support.read_site(site_of(lang, tmp_path / "site"), Problems())
    renderer, engine = shipped.renderer_of(site), Engine(site.faces)
    jobs = [job for job in shipped.jobs_of(site) if job.kind == "poster" and not job.variant]
    assert len(jobs) == 10
    for job in jobs:
        name = job.page.bulletin.slug
        pdf = tmp_path / f"{name}.pdf"
        pdf.write_bytes(engine.pdf(renderer.sheet(job.page, job.kind, job.variant), 0, pages=1))
        text = (NOTICES / lang / name / "bulletin.md").read_text("utf-8")
        body = re.sub(r"\{[a-z0-9_]+\}", "", text.split("\n---\n", 1)[1])
        words = " ".join(one.text for one in reading.tags(pdf).walk())
        assert lost(body, words) == [], name
        among = reading.glyphs(pdf)
        places = reading.find(job.page.bulletin.head.labels["area"].text, among)
        assert max(place[0].size for place in places) + _ROUNDING >= LEAST, name
        sizes = [one.size + _ROUNDING for one in among]
        assert min(size for size in sizes if size > _IMPRINT + 1) >= _SMALLEST[lang], name
