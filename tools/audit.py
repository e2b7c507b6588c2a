"""Measures the built site with the programs that the web measures pages with.

    python -m tools.audit [--base-url URL]

Builds the site of the current folder, posters and review sheets too, into a folder of its own,
serves it with its `_headers`, and runs: the Nu HTML checker and html-validate on every page, the
sitemaps against their schema, and Lighthouse on each kind of page in each language, which has to
give 100 in all of its four categories; then pdf.js, which is in Firefox, on every PDF, which has to
show what Poppler shows. Says what is wrong, and exits with 1 if anything is.

It needs Node.js 20 with npx, Java 11 for the Nu checker, xmllint and pdftoppm (Debian:
libxml2-utils, poppler-utils) and Chromium, and fetches the npm packages when it first runs.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from tests import support
from tests.browser.conftest import started
from tests.posters import reading
from tests.serving import serving

VNU = "vnu-jar@26"
VALIDATE = "html-validate@10"
SITEMAP = "sitemap@9"
LIGHTHOUSE = "lighthouse@12"
PDFJS = "pdfjs-dist@5"
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
_TRIES = 3
"""Chromium now and then loses Lighthouse's trace."""


def npx(package: str, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a program of an npm package; gives what it said."""
    chrome = shutil.which("chromium") or shutil.which("google-chrome") or ""
    return subprocess.run(
        ["npx", "--yes", "--package", package, program, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CHROME_PATH": chrome},
    )


def unpacked(package: str, folder: Path) -> Path:
    """Fetch an npm package; give the folder of its files."""
    pack = ["npm", "pack", "--silent", "--pack-destination", folder, package]
    subprocess.run(pack, check=True, capture_output=True)
    subprocess.run(["tar", "-xzf", min(folder.glob("*.tgz")), "-C", folder], check=True)
    return folder / "package"


def markup(output: Path) -> Iterator[str]:
    """List what the two checkers find in the pages."""
    for package, program, arguments in (
        (VNU, "vnu", ("--errors-only", "--skip-non-html", output)),
        (VALIDATE, "html-validate", (f"{output}/**/*.html",)),
    ):
        done = npx(package, program, *arguments)
        told = (done.stdout + done.stderr).strip()
        print(f"{program}: {'0 errors' if done.returncode == 0 else told}")
        if done.returncode:
            yield f"{program} finds errors"


_LINKS = """<schema xmlns="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
    targetNamespace="http://www.w3.org/1999/xhtml">
  <element name="link"><complexType>
    <attribute name="rel" use="required" fixed="alternate"/>
    <attribute name="hreflang" use="required"/>
    <attribute name="href" type="anyURI" use="required"/>
  </complexType></element>
</schema>"""
"""The links to other languages, of which the sitemaps' own schema knows nothing."""
_ALL = """<schema xmlns="http://www.w3.org/2001/XMLSchema">
  <import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="sitemap.xsd"/>
  <import namespace="http://www.w3.org/1999/xhtml" schemaLocation="links.xsd"/>
</schema>"""


def sitemaps(output: Path) -> Iterator[str]:
    """List what is wrong with the sitemap, by the protocol's schema, from an npm package."""
    with tempfile.TemporaryDirectory() as folder:
        schemas = unpacked(SITEMAP, Path(folder)) / "schema"
        (schemas / "links.xsd").write_text(_LINKS, encoding="utf-8")
        (schemas / "ours.xsd").write_text(_ALL, encoding="utf-8")
        check = ["xmllint", "--nonet", "--noout", "--schema", schemas / "ours.xsd"]
        done = subprocess.run(
            [*check, output / "sitemap.xml"], check=False, capture_output=True, text=True
        )
    print("sitemap.xml: valid" if done.returncode == 0 else done.stderr)
    if done.returncode:
        yield "sitemap.xml is not valid"


def scores(address: str) -> dict[str, int]:
    """Lighthouse's four scores of a page, of 100; none where it could not be measured."""
    arguments = ("--quiet", "--output=json", f"--chrome-flags={CHROME_FLAGS}")
    for _ in range(_TRIES):
        done = npx(LIGHTHOUSE, "lighthouse", address, *arguments)
        if done.returncode == 0:
            report = json.loads(done.stdout)["categories"]
            return {name: round(100 * category["score"]) for name, category in report.items()}
    print(done.stderr)
    return {}


def measured(output: Path) -> Iterator[str]:
    """List the pages that do not reach 100 everywhere."""
    bulletin = min(path.parent for path in output.glob("*/*/poster.html"))
    tags = sorted(path.parent.name for path in output.glob("*/feed.xml"))
    wanted = ["", *(f"posters/{path.name}" for path in sorted(output.glob("posters/*.html")))]
    for tag in tags:
        own = f"{tag}/{bulletin.name}/"
        routine = min(path.name for path in (bulletin / "posters").glob("*.html"))
        topic = min(path.name for path in (output / tag / "topics").iterdir())
        wanted += [f"{tag}/", f"{tag}/notices.html", f"{tag}/topics/{topic}/"]
        wanted += [own, f"{own}poster.html", f"{own}posters/{routine}"]
    with serving(output) as site:
        for path in wanted:
            found = scores(site + path)
            print(f"{found or 'not measured'}  /{path}")
            if set(found.values()) != {100}:
                yield f"Lighthouse is not at 100 for /{path}"


_DRAWN = """async ([data, scale]) => {
  const pdfjs = await import("/build/pdf.min.mjs");
  pdfjs.GlobalWorkerOptions.workerSrc = "/build/pdf.worker.min.mjs";
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  const sheet = await pdfjs.getDocument({ data: bytes, cMapUrl: "/cmaps/" }).promise;
  const page = await sheet.getPage(1);
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(viewport.width), Math.round(viewport.height)];
  await page.render({ canvas, canvasContext: canvas.getContext("2d"), viewport }).promise;
  await sheet.destroy();
  return canvas.toDataURL("image/png").split(",")[1];
}"""


def drawn(output: Path) -> Iterator[str]:
    """List the sheets whose first page pdf.js shows otherwise than Poppler, or warns of."""
    with (
        tempfile.TemporaryDirectory() as folder,
        started() as browser,
        serving(unpacked(PDFJS, Path(folder))) as site,
    ):
        page = browser.new_page()
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.goto(f"{site}package.json")
        page.wait_for_load_state("networkidle")
        told.clear()  # there is no icon
        for pdf in sorted(output.rglob("*.pdf")):
            data = base64.b64encode(pdf.read_bytes()).decode()
            shown = page.evaluate(_DRAWN, [data, reading.DOTS / 72])
            picture = Image.open(io.BytesIO(base64.b64decode(shown)))
            poppler = reading.shown("poppler", pdf, Path(folder))
            wrong = [*told, reading.unlike(reading.grey(picture), reading.grey(poppler))]
            told.clear()
            name = pdf.relative_to(output).as_posix()
            yield from (f"pdf.js, {name}: {one}" for one in wrong if one)
    print("pdf.js: every sheet was shown")


def main() -> None:
    """Run every check; exit with 1 where one finds something."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--base-url", default="")
    base_url = parser.parse_args().base_url
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        support.build(Path(), output, pdf=True, review=True, jobs=2, base_url=base_url)
        shutil.copytree(output.parent / "review", output / "review")
        wrong = [*markup(output), *sitemaps(output), *measured(output), *drawn(output)]
    print("\n".join(wrong) or "nothing is wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
