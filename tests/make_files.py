"""Makers of files: small, hand-built documents with invented words."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

import docx

ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_TYPE = "application/vnd.oasis.opendocument.text"
WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_docx(*paragraphs: str, also: Callable[[docx.document.Document], object] | None = None) -> bytes:
    """A Word document of paragraphs; `also` may change it before it is saved."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if also is not None:
        also(document)
    sink = BytesIO()
    document.save(sink)
    return sink.getvalue()


def make_docx_of(body: str, **parts: bytes) -> bytes:
    """A Word document whose body is written as XML; `parts` are added or replaced, `__` standing for `/`."""
    document = f'<w:document xmlns:w="{WORD_SPACE}"><w:body>{body}</w:body></w:document>'
    return change_package(make_docx(), {"word/document.xml": document.encode(), **parts})


def make_odt(body: str = "<text:p>Vi litar på varandra.</text:p>", **parts: bytes) -> bytes:
    """An OpenDocument text whose body is written as XML."""
    spaces = " ".join(f'xmlns:{one}="{ODF}:{one}:1.0"' for one in ("office", "text", "table", "draw", "manifest"))
    content = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
    files = {"mimetype": ODT_TYPE.encode(), "content.xml": f"{content}</office:document-content>".encode(), **parts}
    return make_zip(files)


def make_zip(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive; `mimetype` is stored as OpenDocument asks for."""
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else method)
    return sink.getvalue()


def change_package(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same package with parts added or replaced."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return make_zip({**files, **parts})


def make_pdf(*pages: Sequence[str] | None) -> bytes:
    """A PDF with one line of text under the other on each page; None is a page that is a picture."""
    first = 5
    kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        stream_of(
            b"\x80",
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
    ]
    for place, lines in enumerate(pages):
        drawing = b"q 100 0 0 100 0 0 cm /P Do Q" if lines is None else drawing_of(lines)
        resources = "/XObject << /P 4 0 R >>" if lines is None else "/Font << /F 3 0 R >>"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {resources} >> "
            f"/Contents {first + 2 * place + 1} 0 R >>".encode(),
            stream_of(drawing),
        ]
    return pdf_of(objects)


def drawing_of(lines: Sequence[str]) -> bytes:
    """The drawing of lines, one under the other."""
    shown = b"".join(b"(" + escaped(line) + b") Tj T*\n" for line in lines)
    return b"BT /F 11 Tf 14 TL 50 800 Td\n" + shown + b"ET"


def escaped(line: str) -> bytes:
    """A line as a PDF string."""
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def stream_of(content: bytes, entries: str = "") -> bytes:
    """A PDF stream."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF file of numbered objects with its table of places."""
    written = b"%PDF-1.4\n"
    places: list[int] = []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010} 00000 n \n" for place in places
    )
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + table.encode() + trailer.encode()


def make_rtf(body: str) -> bytes:
    """A rich text; letters outside ASCII are written as codes, those outside the basic plane as two."""
    units = body.encode("utf-16-le")
    codes = [int.from_bytes(units[place : place + 2], "little") for place in range(0, len(units), 2)]
    written = "".join(chr(one) if one < 128 else f"\\u{one if one < 0x8000 else one - 0x10000}?" for one in codes)
    return (r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}}\f0 " + written + "}").encode("ascii")
