"""PDF: text in the order of the page, through PDFium (https://pdfium.googlesource.com), without OCR.

PDFium is a C++ library: a hostile file can end the process or keep it busy. Whoever reads files of unknown
origin does so in a process that may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from .base import Extraction, Note, RawFile, RefusedError
from .extras import needed
from .pdf_lines import LINE_END_HYPHEN, Line, paragraphs, settle_hyphens, without_furniture

_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024  # where other programs look for it, too
_MAX_PAGES = 5_000
_MAX_CHARS = 20_000_000
_PASSWORD = 4  # FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of fpdfview.h
_SECURITY = 5
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ud800-\udfff]")
_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_TOOL_TITLE = re.compile(
    r"\AMicrosoft (?:Word|PowerPoint) - |\.(?:docx?|pdf|rtf|pages|indd|qxd|p65)\s*\Z", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"(?:untitled|document|doc|title|slide|presentation|microsoft word|press release)\W*\d*\Z", re.IGNORECASE
)
_LANGUAGE = re.compile(rb"/Lang\s{0,4}\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\)")


class PdfReader:
    """Takes PDF. Repeated heads, feet and page numbers are left out; `pages` are where the pages begin."""

    name = "PDF"

    def reads(self, raw: RawFile) -> bool:
        """Whether the bytes begin as a PDF does; a little may stand before it."""
        return _HEADER in raw.data[:_HEADER_WITHIN] and raw.data[:1] != b"<"

    def extract(self, raw: RawFile) -> Extraction:
        """The text of all pages. Refused: what is encrypted, broken, or holds images only."""
        document = _opened(raw.data)
        try:
            return _extracted(document, raw.data)
        finally:
            document.close()


def _library(module: str = "pypdfium2") -> Any:
    return needed(module, "pdf", "PDF")


def _opened(data: bytes) -> Any:
    pdfium = _library()
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == _PASSWORD:
            raise RefusedError("unsupported", "is encrypted; it opens with a password only") from error
        if code == _SECURITY:
            raise RefusedError("unsupported", "is encrypted in a way that PDFium does not know") from error
        raise RefusedError("unreadable", "is a broken PDF: PDFium finds no document in it") from error


def _extracted(document: Any, data: bytes) -> Extraction:
    count = len(document)
    notes = []
    if count == 0:
        raise RefusedError("unreadable", "is a broken PDF: it has no pages")
    if count > _MAX_PAGES:
        notes.append(Note("too_large", f"has {count} pages; the first {_MAX_PAGES} were read"))
    pages, bare, broken = _read_pages(document, min(count, _MAX_PAGES), notes)
    if not any(pages):
        what = "could not be read" if broken and not bare else "hold images and no text; there is no OCR here"
        raise RefusedError("unreadable" if broken and not bare else "empty", f"its {count} page(s) {what}")
    if broken:
        notes.append(Note("lossy_decoding", f"page(s) {_listed(broken)} of {count} could not be read"))
    if bare:
        notes.append(Note("lossy_decoding", f"page(s) {_listed(bare)} of {count} hold images and no text"))
    text, starts = _joined(without_furniture(pages))
    info = _info(document)
    language = _LANGUAGE.search(data)
    return Extraction(
        text,
        "application/pdf",
        extractor=_extractor(),
        title=own_title(info.get("Title", "")),
        published=_day(info.get("CreationDate", "")),
        basis="created",
        language=language[1].decode("ascii") if language else None,
        pages=starts,
        notes=tuple(notes),
    )


def _read_pages(document: Any, count: int, notes: list[Note]) -> tuple[list[list[Line]], list[int], list[int]]:
    """The pages' lines; numbers of pages that hold images only, and of those that could not be read."""
    pdfium_error = _library().PdfiumError
    pages: list[list[Line]] = []
    bare, broken = [], []
    chars = 0
    for number in range(count):
        lines: list[Line] = []
        try:
            page = document[number]
            try:
                lines = list(_lines(page))
                if not lines and _holds_objects(page):
                    bare.append(number + 1)
            finally:
                page.close()
        except pdfium_error:
            broken.append(number + 1)
        pages.append(lines)
        chars += sum(len(line.text) for line in lines)
        if chars > _MAX_CHARS:
            notes.append(Note("too_large", f"its text was cut off at page {number + 1}, at {chars} characters"))
            break
    return pages, bare, broken


def _lines(page: Any) -> Iterator[Line]:
    """The printed lines in the order of the file, which is the order of reading in all but odd files."""
    raw = _library("pypdfium2.raw")
    sheet = page.get_textpage()
    try:
        text = sheet.get_text_range(errors="replace")
        start = 0
        for piece in text.split("\n"):
            shown = piece.rstrip("\r")
            inner = shown.strip()
            if inner:
                first = start + shown.index(inner)
                at = raw.FPDFText_GetCharIndexFromTextIndex(sheet, first)
                end = raw.FPDFText_GetCharIndexFromTextIndex(sheet, first + len(inner) - 1)
                yield _line(sheet, inner, at, end)
            start += len(piece) + 1
    finally:
        sheet.close()


def _line(sheet: Any, text: str, first: int, last: int) -> Line:
    a = sheet.get_charbox(first, loose=True) if first >= 0 else (0.0, 0.0, 0.0, 0.0)
    z = sheet.get_charbox(last, loose=True) if last >= 0 else a
    clean = _UNSEEN.sub("", text.replace("\x02", LINE_END_HYPHEN))
    return Line(clean, a[0], max(a[2], z[2]), min(a[1], z[1]), max(a[3], z[3]))


def _joined(pages: list[list[Line]]) -> tuple[str, tuple[int, ...]]:
    """The pages' text, and the offset at which each begins. A sentence that runs over a page goes on after a
    line end; else a blank line parts the pages.
    """
    settled = settle_hyphens("\f".join(paragraphs(page) for page in pages)).split("\f")
    parts: list[str] = []
    starts = []
    length = 0
    for text in settled:
        if text and length:
            glue = "\n" if parts and parts[-1][-1].isalnum() and text[0].islower() else "\n\n"
            parts.append(glue)
            length += len(glue)
        starts.append(length)
        if text:
            parts.append(text)
            length += len(text)
    return "".join(parts), tuple(starts)


def _holds_objects(page: Any) -> bool:
    raw = _library("pypdfium2.raw")
    return bool(raw.FPDFPage_CountObjects(page) > 0)


def _info(document: Any) -> dict[str, str]:
    return {key: value for key, value in document.get_metadata_dict(skip_empty=True).items() if value}


def own_title(title: str) -> str | None:
    """The title, if it is one: not the name of the file or of the program that made it."""
    clean = " ".join(_UNSEEN.sub("", title).split())
    return None if not clean or _TOOL_TITLE.search(clean) or _NO_TITLE.match(clean) else clean[:500]


def _day(stamp: str) -> date | None:
    found = _DAY.match(stamp)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
    return day if day and day.year > 1970 else None


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return f"{shown} and {len(numbers) - 10} more" if len(numbers) > 10 else shown


@cache
def _extractor() -> str:
    from importlib.metadata import version

    return f"pypdfium2 {version('pypdfium2')} + communique.pdf 1"
