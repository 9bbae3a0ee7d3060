"""Small documents of several kinds, made in memory."""

import io

import docx
import pypdf

SENTENCES = [
    "The council met on Monday night and voted, by nine to two, to close the old bridge.",
    "Engineers had warned in March that two of its cables were worn through.",
    "“We could not wait any longer,” said Ann Lee, who leads the council.",
    "Drivers will have to take the northern road, which adds 20 minutes.",
    "The repair is planned for the spring and costs $3.5 million.",
    "Shop owners in the old town fear that visitors will stay away.",
    "A ferry will carry people on foot from 6 a.m. until midnight.",
    "The mayor, Bo Diaz, asked the state to pay for half of the work.",
]
PARAGRAPHS = [" ".join(SENTENCES[i : i + 2]) for i in range(0, 8, 2)]


def page(body: str, head: str = "") -> str:
    head = f"<head><title>Council closes bridge</title>{head}</head>"
    return f"<!doctype html><html lang='en'>{head}<body>{body}</body></html>"


def article(paragraphs: list[str] = PARAGRAPHS, head: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return page(f"<article><h1>Council closes bridge</h1>{text}</article>", head)


def pdf(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """A PDF of lines: (x, y, size in points, text) each, y from the bottom.

    A soft hyphen is drawn as a hyphen that stands for it, as word processors do.
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        parts = [f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj ET" for x, y, size, text in lines]
        stream = "\n".join(parts).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def _escaped(text: str) -> str:
    soft_hyphen = ") Tj /Span << /ActualText <FEFF00AD> >> BDC (-) Tj EMC ("
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").replace("\u00ad", soft_hyphen)


def locked(data: bytes) -> bytes:
    """The same PDF behind a password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(title: str, paragraphs: list[str]) -> bytes:
    document = docx.Document()
    document.add_paragraph(title, style="Title")
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_heading("What comes next", level=2)
    document.add_paragraph("The council meets again in May.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("Vote", "Count", "Yes", "9"), strict=True):
        cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
