"""One small valid file of each kind that is read, composed here; other tests and the fuzzer load it by path."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from communique.corpus.readers import Reading, read_articles

TITLE = "Harbour talks end in Ostrava"
BODY = "The Deputy Minister met the delegation on 4 March 2031 and thanked it for the exchange of views."
NEXT = "A second round will be held in Tartu in the autumn, as both sides confirmed after the meeting."
URL = "https://ministry.example/news/7"
DAY = date(2031, 3, 5)
WORDS = (BODY, NEXT)


def pdf(pages: Sequence[Sequence[tuple[int, int, str]]], extra: bytes = b"", info: bytes = b"") -> bytes:
    """A PDF of lines at (x, y) points, in Helvetica 11; an empty page holds an image's box and no text."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        parts = [b"BT /F1 11 Tf 1 0 0 1 %d %d Tm (%s) Tj ET" % (x, y, _escaped(t)) for x, y, t in lines]
        drawn = b"\n".join(parts) or b"0.5 g 50 50 400 600 re f"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % k for k in kids), len(kids))
    objects.append(
        b"<< %s >>" % (info or b"/Title (Harbour talks end in Ostrava) /CreationDate (D:20310305091500+01'00')")
    )
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, len(objects), extra, start,
    )  # fmt: skip
    return bytes(out)


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def simple_pdf() -> bytes:
    return pdf([[(72, 760, TITLE), (72, 720, BODY)], [(72, 760, NEXT)]])


def zipped(members: dict[str, bytes], stored: Sequence[str] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(
                zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def docx(body: str, core: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    about = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{core}</cp:coreProperties>"
    )
    return zipped({
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{space}" xmlns:mc="urn:mc"><w:body>{body}</w:body></w:document>'.encode(),
        "docProps/core.xml": about.encode(),
    })  # fmt: skip


def w(text: str, style: str = "") -> str:
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"


def simple_docx() -> bytes:
    core = f"<dc:title>{TITLE}</dc:title><dcterms:created>2031-03-05T09:00:00Z</dcterms:created><dc:language>en-GB</dc:language>"
    return docx(w(TITLE, "Heading1") + w(BODY) + w(NEXT), core)


def odt(body: str) -> bytes:
    head = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    )
    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
        f"<dc:title>{TITLE}</dc:title><meta:creation-date>2031-03-05T09:00:00</meta:creation-date></office:meta></office:document-meta>"
    )
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f"{head}<office:body><office:text>{body}</office:text></office:body></office:document-content>".encode(),
        "meta.xml": meta.encode(),
    }, stored=("mimetype",))  # fmt: skip


def simple_odt() -> bytes:
    return odt(f"<text:h>{TITLE}</text:h><text:p>{BODY}</text:p><text:p>{NEXT}</text:p>")


def simple_rtf() -> bytes:
    about = r"{\info{\title Harbour talks end in Ostrava}{\creatim\yr2031\mo3\dy5\hr9}}"
    return rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Arial;}}}}{about}\pard {TITLE}\par\par {BODY}\par {NEXT}\par}}".encode()


def mail(attached: bytes | None = None, body: str = f"{BODY}\n\n{NEXT}\n") -> bytes:
    head = f"From: Press Office <press@ministry.example>\r\nTo: a@b.example\r\nSubject: {TITLE}\r\nDate: Wed, 5 Mar 2031 09:15:00 +0100\r\nMIME-Version: 1.0\r\n"
    if attached is None:
        return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}".encode()
    parts = (
        f'{head}Content-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\nContent-Type: text/plain\r\n\r\n{body}\r\n'
    )
    parts += '--b1\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="annex.txt"\r\n\r\n'
    return parts.encode() + attached + b"\r\n--b1--\r\n"


def page() -> bytes:
    return (
        f'<!doctype html><html lang="en-GB"><head><title>{TITLE}</title><link rel="canonical" href="{URL}">'
        '<meta property="article:published_time" content="2031-03-05T09:00:00Z"></head>'
        f"<body><h1>{TITLE}</h1><p>{BODY}</p><p>{NEXT}</p></body></html>"
    ).encode()


def mht() -> bytes:
    head = f"From: <Saved by Browser>\r\nSnapshot-Content-Location: {URL}\r\nSubject: {TITLE}\r\nDate: Thu, 6 Mar 2031 09:15:00 -0000\r\nMIME-Version: 1.0\r\n"
    head += (
        'Content-Type: multipart/related; type="text/html"; boundary="b2"\r\n\r\n--b2\r\nContent-Type: text/html\r\n'
    )
    return (
        f"{head}Content-Location: {URL}\r\n\r\n".encode()
        + page()
        + b"\r\n--b2\r\nContent-Type: image/png\r\n\r\nxx\r\n--b2--\r\n"
    )


def row(number: int = 0) -> dict[str, str]:
    return {
        "headline": TITLE,
        "body": f"{BODY} {NEXT} ({number})",
        "date_published": "2031-03-05",
        "url": URL,
        "language": "en",
    }


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def warc(
    records: Sequence[tuple[str, bytes]] = (), http: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
) -> bytes:
    out = b""
    for kind, body in records or (("warcinfo", b"software: x"), ("response", page())):
        block = http + b"\r\n" + body if kind == "response" else body
        media = "application/http; msgtype=response" if kind == "response" else "application/warc-fields"
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2031-04-01T00:00:00Z\r\nContent-Type: {media}\r\n"
        out += head.encode() + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"
    return out


def rss() -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Ministry of Ports</title><language>en-gb</language><item><title>{TITLE}</title><link>{URL}</link>"
        f"<pubDate>Wed, 05 Mar 2031 09:15:00 +0100</pubDate><description>Short.</description>"
        f"<content:encoded><![CDATA[<p>{BODY}</p><p>{NEXT}</p>]]></content:encoded></item></channel></rss>"
    ).encode()


def atom() -> bytes:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Ministry of Ports</title><entry><title>{TITLE}</title>'
        f'<link rel="alternate" href="{URL}"/><published>2031-03-05T09:15:00Z</published>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p><p>{NEXT}</p></div></content></entry></feed>'
    ).encode()


def mbox() -> bytes:
    line = b"From press@ministry.example Wed Mar  5 09:15:00 2031\n"
    return (line + mail().replace(b"\r\n", b"\n") + b"\n") * 2


def csv_table(rows: int = 2) -> bytes:
    lines = ["title,text,published,url"] + [f'"{TITLE}","{BODY}\n{NEXT} ({n})",2031-03-05,{URL}' for n in range(rows)]
    return "\r\n".join(lines).encode()


def parquet(rows: int = 2) -> bytes:
    pa = pytest.importorskip("pyarrow")
    table = pa.table({
        "title": [TITLE] * rows, "text": [f"{BODY} {NEXT} ({n})" for n in range(rows)], "published": [DAY] * rows, "url": [URL] * rows,
    })  # fmt: skip
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def json_lines(rows: int = 2) -> bytes:
    return b"".join(json.dumps(row(n)).encode() + b"\n" for n in range(rows))


MARKDOWN = f"---\ntitle: {TITLE}\ndate: 2031-03-05\nurl: {URL}\n---\n\n# {TITLE}\n\n{BODY.replace('Deputy Minister', '**Deputy Minister**')}\n\n{NEXT}\n"
TEXT = f"{TITLE}\n\n{BODY}\n\n{NEXT}\n"

# name: (file name, the file, articles in it)
SAMPLES: dict[str, tuple[str, Callable[[], bytes], int]] = {
    "txt": ("a.txt", lambda: TEXT.encode(), 1),
    "html": ("a.html", page, 1),
    "md": ("a.md", lambda: MARKDOWN.encode(), 1),
    "pdf": ("a.pdf", simple_pdf, 1),
    "docx": ("a.docx", simple_docx, 1),
    "odt": ("a.odt", simple_odt, 1),
    "rtf": ("a.rtf", simple_rtf, 1),
    "eml": ("a.eml", mail, 1),
    "eml+": ("a.eml", lambda: mail(TEXT.encode()), 2),
    "mht": ("a.mht", mht, 1),
    "mbox": ("a.mbox", mbox, 2),
    "json": ("a.json", lambda: json.dumps(row(), indent=1).encode(), 1),
    "json array": ("a.json", lambda: json.dumps([row(1), row(2)]).encode(), 2),
    "json list": ("a.json", lambda: json.dumps({"count": 2, "articles": [row(1), row(2)]}).encode(), 2),
    "jsonl": ("a.jsonl", json_lines, 2),
    "csv": ("a.csv", csv_table, 2),
    "tsv": ("a.tsv", lambda: f"title\ttext\n{TITLE}\t{BODY} {NEXT}\n".encode(), 1),
    "parquet": ("a.parquet", parquet, 2),
    "zip": ("a.zip", lambda: zipped({"x/one.txt": TEXT.encode(), "two.html": page()}), 2),
    "tar": ("a.tar", lambda: tarred({"x/one.txt": TEXT.encode(), "two.pdf": simple_pdf()}), 2),
    "tar.gz": ("a.tar.gz", lambda: gzip.compress(tarred({"one.txt": TEXT.encode()}), mtime=0), 1),
    "tar.xz": ("a.tar.xz", lambda: lzma.compress(tarred({"one.txt": TEXT.encode()})), 1),
    "bz2": ("a.txt.bz2", lambda: bz2.compress(TEXT.encode()), 1),
    "gz": ("a.html.gz", lambda: gzip.compress(page(), mtime=0), 1),
    "warc": ("a.warc", warc, 1),
    "warc.gz": ("a.warc.gz", lambda: gzip.compress(warc(), mtime=0) + gzip.compress(warc(), mtime=0), 2),
    "rss": ("a.xml", rss, 1),
    "atom": ("a.atom", atom, 1),
}  # fmt: skip


def read_all(folder: Path, name: str, data: bytes, **options: object) -> list[Reading]:
    path = folder / name
    path.write_bytes(data)
    return list(read_articles(path, root=folder, **options))  # type: ignore[arg-type]


def needs(kind: str) -> None:
    if kind in ("pdf", "tar"):
        pytest.importorskip("pypdfium2")


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("misnamed", [False, True])
def test_every_kind_is_read_by_its_content(tmp_path: Path, kind: str, misnamed: bool) -> None:
    needs(kind)
    name, make, count = SAMPLES[kind]
    if misnamed and kind in ("md", "gz"):
        pytest.skip("its name is what tells it")
    readings = read_all(tmp_path, "b.bin" if misnamed else name, make())
    assert [p for r in readings for p in r.problems] == []
    assert len(readings) == count
    for reading in readings:
        assert reading.document is not None
        flat = " ".join(reading.document.text.split())
        assert all(words in flat for words in WORDS)
        assert flat.count(TITLE) <= 1
    assert len({r.document.id for r in readings if r.document}) == count


@pytest.mark.parametrize(
    "kind", [k for k in SAMPLES if k not in ("txt", "bz2", "tar.gz", "tar.xz", "zip", "tar", "tsv", "eml+")]
)
def test_what_files_say_of_themselves(tmp_path: Path, kind: str) -> None:
    needs(kind)
    name, make, _ = SAMPLES[kind]
    for reading in read_all(tmp_path, name, make()):
        document = reading.document
        assert document is not None
        assert document.title == TITLE
        assert document.published == DAY
        made = kind in ("pdf", "docx", "odt", "rtf")
        assert document.published_basis == ("created" if made else "metadata")
        if kind in ("html", "mht", "json", "jsonl", "csv", "parquet", "rss", "atom", "warc", "md"):
            assert document.source.url == URL
        if kind in ("html", "pdf", "docx", "rss", "warc"):
            assert (document.source.language or "").lower() == "en-gb"
