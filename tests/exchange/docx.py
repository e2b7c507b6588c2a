"""Word files as Word and WPS write them, put together by hand: paragraphs, tables, boxes, notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540000000"
    "0049454e44ae426082"
)


def r(text: str, *, bold: bool = False, size: int = 0) -> str:
    """A run; a line break for each end of a line in it, a tab for each tab."""
    marks = "<w:b/>" * bold + (f'<w:sz w:val="{size}"/>' if size else "")
    inner = "<w:br/>".join(
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(one)}</w:t>' for one in line.split("\t")
        )
        for line in text.split("\n")
    )
    return f"<w:r><w:rPr>{marks}</w:rPr>{inner}</w:r>"


def p(*runs: str, style: str = "", num: tuple[int, int] | None = None, jc: str = "") -> str:
    """A paragraph of runs, or of plain texts."""
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        own += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    own += f'<w:jc w:val="{jc}"/>' if jc else ""
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p><w:pPr>{own}</w:pPr>{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells, each with a paragraph, or with paragraphs of its own."""
    made = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:tcPr/>{one if one.startswith('<w:p>') else p(one)}</w:tc>" for one in row
        )
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{made}</w:tbl>"


def box(*paragraphs: str, old: bool = True) -> str:
    """A run with a text box: as a shape, and where `old`, for older programs as well."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    new = (
        '<mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="Text Box 1"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        f'wordprocessingShape"><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData>'
        "</a:graphic></wp:anchor></w:drawing></mc:Choice>"
    )
    fallback = (
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback>"
    )
    return f"<w:r><mc:AlternateContent>{new}{fallback if old else ''}</mc:AlternateContent></w:r>"


def picture(alt: str) -> str:
    """A run with a picture in the file."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="2" name="Picture 2" descr={quoteattr(alt)}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic><pic:blipFill><a:blip r:embed="rIdPicture"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def link(words: str, number: int) -> str:
    """Words that lead to the address `links[number]`."""
    return f'<w:hyperlink r:id="rIdLink{number}">{r(words)}</w:hyperlink>'


def note(number: int) -> str:
    """A reference to a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def columns(count: int) -> str:
    """The properties of a section in columns."""
    return f'<w:sectPr><w:cols w:num="{count}" w:space="425"/></w:sectPr>'


STYLES = (
    ("Title", "Title"),
    ("1", "heading 1"),
    ("2", "heading 2"),
    ("3", "heading 3"),
    ("a", "Normal"),
    ("a3", "List Paragraph"),
)
"""As WPS and a Chinese Word number them."""
NUMBERS = {
    1: ("chineseCounting", "%1、"),
    2: ("decimal", "%1．"),
    3: ("bullet", "\uf06c"),
    4: ("chineseCounting", "（%1）"),
}


def _styles() -> str:
    inner = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES
    )
    return f"<w:styles {SPACES}>{inner}</w:styles>"


def _numbering() -> str:
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/></w:lvl></w:abstractNum>'
        for key, (kind, mark) in NUMBERS.items()
    )
    nums = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in NUMBERS
    )
    return f"<w:numbering {SPACES}>{levels}{nums}</w:numbering>"


def document(  # noqa: PLR0913 - a Word file has as many parts
    *body: str,
    header: str = "",
    footer: str = "",
    notes: Mapping[int, str] | None = None,
    comments: Mapping[int, str] | None = None,
    links: tuple[str, ...] = (),
    more: Mapping[str, str | bytes] | None = None,
    relations: str = "",
) -> bytes:
    """A Word file; `more` are parts besides, `relations` are more of the document's."""
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/media/image1.png": PNG,
    }
    own = [("rIdStyles", "styles", "styles.xml"), ("rIdNumbers", "numbering", "numbering.xml")]
    own.append(("rIdPicture", "image", "media/image1.png"))
    for name, text in (("header", header), ("footer", footer)):
        if text:
            parts[f"word/{name}1.xml"] = f"<w:{name[:1]}dr {SPACES}>{text}</w:{name[:1]}dr>"
            own.append((f"rId{name}", name, f"{name}1.xml"))
    for name, tag, found in (("footnotes", "footnote", notes), ("comments", "comment", comments)):
        if found:
            inner = "".join(
                f'<w:{tag} w:id="{key}">{p(r(text))}</w:{tag}>' for key, text in found.items()
            )
            parts[f"word/{name}.xml"] = f"<w:{name} {SPACES}>{inner}</w:{name}>"
            own.append((f"rId{name}", name, f"{name}.xml"))
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_REL}/{kind}" Target="{target}"/>'
        for key, kind, target in own
    )
    rows += "".join(
        f'<Relationship Id="rIdLink{number}" Type="{_REL}/hyperlink" Target={quoteattr(target)} '
        'TargetMode="External"/>'
        for number, target in enumerate(links)
    )
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}{relations}</Relationships>'
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="rels" ContentType="{_PACKAGE}.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/></Types>'
    )
    return packed({**parts, **(more or {})})


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()
