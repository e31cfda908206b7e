"""Documents as programs write them, made here: PDF, OOXML, OpenDocument."""

import zipfile
import zlib
from io import BytesIO
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"


def archive(members: dict[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", _TYPES)
        for name, data in members.items():
            out.writestr(name, data)
    return made.getvalue()


def docx(*paragraphs: str, body: str = "", more: dict | None = None) -> bytes:
    """Return a text document; a word of a paragraph may be cut into several runs, as Word does."""
    said = "".join(f"<w:p>{_runs(one)}</w:p>" for one in paragraphs)
    document = f"<w:document xmlns:w='{_W}'><w:body>{said}{body}</w:body></w:document>"
    return archive({"word/document.xml": document, **(more or {})})


def _runs(text: str) -> str:
    half = len(text) // 2
    return "".join(
        f"<w:r><w:t xml:space='preserve'>{escape(part)}</w:t></w:r>"
        for part in (text[:half], text[half:])
    )


def table(*rows: tuple[str, ...]) -> str:
    """Return a table for a text document."""
    cells = ("".join(f"<w:tc><w:p>{_runs(c)}</w:p></w:tc>" for c in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def xlsx(rows: list[list[str | float]], dates: tuple[int, ...] = ()) -> bytes:
    """Return a workbook of one sheet; the columns of `dates` show their numbers as dates."""
    strings: list[str] = []
    told = ""
    for number, row in enumerate(rows, 1):
        told += f"<row r='{number}'>"
        for column, value in enumerate(row):
            place = f"{chr(65 + column)}{number}"
            if isinstance(value, str):
                strings.append(value)
                told += f"<c r='{place}' t='s'><v>{len(strings) - 1}</v></c>"
            else:
                told += f"<c r='{place}' s='{int(column in dates)}'><v>{value}</v></c>"
        told += "</row>"
    shared = "".join(f"<si><t>{escape(one)}</t></si>" for one in strings)
    return archive(
        {
            "xl/workbook.xml": f"<workbook xmlns='{_S}' xmlns:r='{_R}'><sheets>"
            "<sheet name='People' sheetId='1' r:id='rId1'/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels": "<Relationships xmlns='http://schemas.openxmlformats.org"
            "/package/2006/relationships'><Relationship Id='rId1' Target='worksheets/sheet1.xml'/>"
            "</Relationships>",
            "xl/sharedStrings.xml": f"<sst xmlns='{_S}'>{shared}</sst>",
            "xl/styles.xml": f"<styleSheet xmlns='{_S}'><cellXfs><xf numFmtId='0'/>"
            "<xf numFmtId='14'/></cellXfs></styleSheet>",
            "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{_S}'><sheetData>{told}</sheetData>"
            "</worksheet>",
        }
    )


def pptx(*slides: str) -> bytes:
    """Return slides of one text each."""
    members: dict[str, str | bytes] = {"ppt/presentation.xml": "<presentation/>"}
    for number, text in enumerate(slides, 1):
        members[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld xmlns:p='p' xmlns:a='{_A}'><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>"
            "</p:sld>"
        )
    return archive(members)


def odt(*paragraphs: str) -> bytes:
    """Return an OpenDocument text."""
    said = "".join(f"<text:p>{escape(one)}</text:p>" for one in paragraphs)
    content = (
        f"<office:document-content xmlns:office='o' xmlns:text='t'>{said}</office:document-content>"
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        out.writestr("content.xml", content)
        out.writestr("META-INF/manifest.xml", "<manifest/>")
    return made.getvalue()


_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Sans /Encoding /Identity-H"
    " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
_LETTERS = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sans /DW 600 /CIDSystemInfo"
    " << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)


def pdf(*pages: str) -> bytes:
    """Return a PDF of pages of text in any script, by a font with a map to Unicode.

    ISO 32000-1, 9.10.3: what readers take the text from.
    """
    letters = sorted(set("".join(pages)) - {"\n"})
    codes = {letter: number for number, letter in enumerate(letters, 1)}
    mapped = "".join(
        f"<{code:04X}> <{letter.encode('utf-16-be').hex().upper()}>\n"
        for letter, code in codes.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapped}endbfchar\nendcmap end end"
    )
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        _FONT,
        _LETTERS,
        _stream(cmap.encode()),
    ]
    for number, text in enumerate(pages):
        lines = "".join(
            f"<{''.join(f'{codes[c]:04X}' for c in line)}> Tj 0 -14 Td\n"
            for line in text.split("\n")
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(_stream(f"BT /F1 12 Tf 50 800 Td\n{lines}ET".encode()) if text else "<< >>")
    return _written(objects)


def _stream(data: bytes) -> bytes:
    coded = zlib.compress(data)
    head = f"<< /Length {len(coded)} /Filter /FlateDecode >>\nstream\n".encode()
    return head + coded + b"\nendstream"


def _written(objects: list[str | bytes]) -> bytes:
    made, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        told = one if isinstance(one, bytes) else one.encode()
        made += b"%d 0 obj\n%b\nendobj\n" % (number, told)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )


def illustrated(kind: str, picture: bytes, text: str = "before") -> bytes:
    """Return a document of one kind in which a picture stands after a text."""
    show = f"<a:blip xmlns:a='{_A}' xmlns:r='{_R}' r:embed='rId9'/>"
    related = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='rId9' Target='../media/a.png'/></Relationships>"
    )
    if kind == "docx":
        body = f"<w:p><w:r><w:drawing>{show}</w:drawing></w:r></w:p><w:p>{_runs('after')}</w:p>"
        related = related.replace("../media", "media")
        more = {"word/_rels/document.xml.rels": related, "word/media/a.png": picture}
        return docx(text, body=body, more=more)
    if kind == "pptx":
        slide = f"<p:sld xmlns:p='p' xmlns:a='{_A}'><a:p><a:r><a:t>{text}</a:t></a:r></a:p>{show}"
        return archive(
            {
                "ppt/presentation.xml": "<presentation/>",
                "ppt/slides/slide1.xml": f"{slide}<a:p><a:r><a:t>after</a:t></a:r></a:p></p:sld>",
                "ppt/slides/_rels/slide1.xml.rels": related,
                "ppt/media/a.png": picture,
            }
        )
    if kind == "xlsx":
        made = BytesIO(xlsx([[text]]))
        drawing = related.replace("media/a.png", "drawings/drawing1.xml")
        shapes = f"<d xmlns:a='{_A}'>{show}<a:t>after</a:t></d>"
        with zipfile.ZipFile(made, "a") as out:
            out.writestr("xl/worksheets/_rels/sheet1.xml.rels", drawing)
            out.writestr("xl/drawings/drawing1.xml", shapes)
            out.writestr("xl/drawings/_rels/drawing1.xml.rels", related)
            out.writestr("xl/media/a.png", picture)
        return made.getvalue()
    made = BytesIO()
    content = (
        "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:draw='d' xmlns:xlink='x'>"
        f"<text:p>{text}</text:p><draw:frame><draw:image xlink:href='Pictures/a.png'/></draw:frame>"
        "<text:p>after</text:p></office:document-content>"
    )
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        out.writestr("content.xml", content)
        out.writestr("META-INF/manifest.xml", "<manifest/>")
        out.writestr("Pictures/a.png", picture)
    return made.getvalue()


def scanned(*pages, text: str = "", placed: str = "") -> bytes:
    """Return a PDF whose pages are pictures (of Pillow); with a text that stands above them.

    `placed` is the matrix of a picture, of its size where it is left out, of half of it under text.
    """
    objects: list[str | bytes] = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 3 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, page in enumerate(pages):
        width, height = page.size
        share = 1.0 if not text else 0.5
        matrix = placed or f"{width * share} 0 0 {height * share} 0 0"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents"
            f" {5 + 3 * number} 0 R /Resources << /XObject << /Im {6 + 3 * number} 0 R >>"
            " /Font << /F1 3 0 R >> >> >>"
        )
        said = f"BT /F1 12 Tf 20 {height - 20} Td ({text}) Tj ET " if text else ""
        drawn = f"{said}q {matrix} cm /Im Do Q"
        objects.append(_stream(drawn.encode()))
        pixels = zlib.compress(page.convert("RGB").tobytes())
        objects.append(
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace"
            " /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode"
            f" /Length {len(pixels)} >>\nstream\n".encode()
            + pixels
            + b"\nendstream"
        )
    return _written(objects)
