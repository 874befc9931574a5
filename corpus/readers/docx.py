"""Word documents (.docx, ECMA-376): paragraphs and table rows of the body; heads and feet of pages stay out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

from .base import Extraction, RawFile
from .html_events import TextBlock
from .html_layout import render
from .html_rules import join_cells, tidy
from .office_zip import created, events, local, open_zip, part, properties
from .pdf import own_title

_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_SKIPPED = frozenset(("del", "moveFrom", "Fallback", "instrText", "delText", "fldData"))
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_LONG_CELL = 300


class DocxReader:
    """Takes Word documents. Deleted text, field codes and page heads are left out; foot notes come last."""

    name = "Word"

    def reads(self, raw: RawFile) -> bool:
        """Whether the bytes are a ZIP file with a Word document's main part."""
        return holds(raw, _BODY)

    def extract(self, raw: RawFile) -> Extraction:
        """The document's text. Refused: broken or encrypted ones, and parts beyond any document's size."""
        with open_zip(io.BytesIO(raw.data)) as archive:
            blocks = list(_blocks(part(archive, _BODY) or b"", _BODY))
            for name in _NOTES:
                if (data := part(archive, name)) is not None:
                    blocks += _blocks(data, name)
            said = properties(part(archive, "docProps/core.xml"), "docProps/core.xml")
        return Extraction(
            render(blocks),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            extractor=_extractor(),
            title=own_title(said.get("title", "")),
            published=created(said),
            basis="created",
            language=said.get("language"),
        )


def holds(raw: RawFile, member: str) -> bool:
    """Whether the bytes are a ZIP file with that member."""
    if raw.data[:4] != b"PK\x03\x04" or member.encode() not in raw.data:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
            return member in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _blocks(data: bytes, name: str) -> Iterator[TextBlock]:
    builder = _Builder()
    for event, element in events(data, name):
        builder.start(element) if event == "start" else builder.end(element)
        yield from builder.taken()


class _Builder:
    """Paragraphs as they end; a row of a table is held until it has ended."""

    def __init__(self) -> None:
        self._skipped = 0
        self._runs: list[str] = []
        self._heading = 0
        self._gap = False
        self._rows: list[list[list[str]]] = []
        self._ready: list[TextBlock] = []

    def taken(self) -> list[TextBlock]:
        """What is complete, handed over once."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, element: Any) -> None:
        """An element opens."""
        tag = local(element.tag)
        if tag in _SKIPPED:
            self._skipped += 1
        elif tag == "tr":
            self._rows.append([])
        elif tag == "tc" and self._rows:
            self._rows[-1].append([])
        elif tag == "pStyle":
            self._heading = _rank(element)
        elif tag in ("tbl", "sectPr"):
            self._gap = True
        elif tag == "p":
            self._paragraph()  # a text box stands within a paragraph of its own

    def end(self, element: Any) -> None:
        """An element has ended, its text is there."""
        tag = local(element.tag)
        if tag in _SKIPPED:
            self._skipped -= 1
        elif self._skipped:
            return
        elif tag == "t":
            self._runs.append(element.text or "")
        elif tag in _BREAKS:
            self._runs.append(_BREAKS[tag])
        elif tag == "p":
            self._paragraph(ended=True)
        elif tag == "tr" and self._rows:
            self._row(self._rows.pop())
        elif tag == "tbl":
            self._gap = True

    def _paragraph(self, *, ended: bool = False) -> None:
        lines = [line for piece in "".join(self._runs).split("\n") if (line := tidy(piece))]
        self._runs.clear()
        if self._rows and self._rows[-1]:
            self._rows[-1][-1] += lines
        elif lines:
            for number, line in enumerate(lines):
                self._ready.append(TextBlock(line, (self._gap or self._heading > 0) and not number, self._heading))
            self._gap = self._heading > 0
        elif ended:
            self._gap = True
        self._heading = 0

    def _row(self, cells: list[list[str]]) -> None:
        filled = [lines for lines in cells if lines]
        if not filled:
            return
        if self._rows and self._rows[-1]:  # a table within a cell
            self._rows[-1][-1] += [" | ".join(" ".join(lines) for lines in filled)]
            return
        if len(filled) < 2 or any(len(lines) > 1 or len(lines[0]) > _LONG_CELL for lines in filled):
            for lines in filled:
                self._ready += [TextBlock(line, not number, 0) for number, line in enumerate(lines)]
            self._gap = True
            return
        self._ready.append(TextBlock(join_cells([("td", lines[0]) for lines in filled]), self._gap, 0))
        self._gap = False


def _rank(element: Any) -> int:
    style = next((value for key, value in element.attrib.items() if local(key) == "val"), "").lower()
    if style == "title":
        return 1
    rank = style.removeprefix("heading")
    return min(6, int(rank)) if rank != style and rank.isascii() and rank.isdigit() and 0 < int(rank) < 10 else 0


@cache
def _extractor() -> str:
    from importlib.metadata import version

    return f"lxml {version('lxml')} + communique.docx 1"
