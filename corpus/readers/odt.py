"""OpenDocument texts (.odt, ISO/IEC 26300): paragraphs, headings and table rows of the body."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from .base import Extraction, RawFile, RefusedError
from .docx import holds
from .html_events import TextBlock
from .html_layout import render
from .html_rules import join_cells, tidy
from .office_zip import created, events, local, open_zip, part, properties
from .pdf import own_title

_CONTENT = "content.xml"
_TEXT = "application/vnd.oasis.opendocument.text"
_SKIPPED = frozenset(
    ("annotation", "tracked-changes", "deletion", "note-citation", "forms", "title", "desc", "sequence-decls")
)
_BREAKS = {"tab": " ", "s": " ", "line-break": "\n", "soft-page-break": ""}
_LONG_CELL = 300


class OdtReader:
    """Takes OpenDocument texts. Comments, deleted text, page heads and feet are left out."""

    name = "OpenDocument"

    def reads(self, raw: RawFile) -> bool:
        """Whether the bytes are a ZIP file that says it is an OpenDocument text."""
        return _TEXT.encode() in raw.head and holds(raw, _CONTENT)

    def extract(self, raw: RawFile) -> Extraction:
        """The document's text. Refused: broken or encrypted ones, and parts beyond any document's size."""
        with open_zip(io.BytesIO(raw.data)) as archive:
            manifest = part(archive, "META-INF/manifest.xml") or b""
            if b"encryption-data" in manifest:
                raise RefusedError("unsupported", "is encrypted; it opens with a password only")
            builder = _Builder()
            for event, element in events(part(archive, _CONTENT) or b"", _CONTENT):
                builder.start(element) if event == "start" else builder.end(element)
            said = properties(part(archive, "meta.xml"), "meta.xml")
        return Extraction(
            render([*builder.blocks, *builder.notes]),
            _TEXT,
            extractor=_extractor(),
            title=own_title(said.get("title", "")),
            published=created(said),
            basis="created",
            language=said.get("language"),
        )


class _Builder:
    """Text as it is met: an element's own text when the next one starts, its tail when it has ended."""

    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self.notes: list[TextBlock] = []
        self._outer: list[list[str]] = []  # text around the foot notes that are open
        self._open: list[Any] = []
        self._runs: list[str] = []
        self._skipped = self._paragraphs = 0
        self._taken: Any = None
        self._gap = False
        self._cells: list[list[str]] | None = None
        self._depth = 0

    def start(self, element: Any) -> None:
        """An element opens; text before it is complete."""
        self._before()
        tag = local(element.tag)
        self._skipped += tag in _SKIPPED
        if tag == "note-body":
            self._outer.append(self._runs)
            self._runs = []
        elif tag in ("p", "h") and not self._skipped:
            if self._paragraphs and not self._outer:
                self._line_end()  # a text box within a paragraph
            self._paragraphs += 1
        elif tag == "table":
            self._depth += 1
            self._gap = True
        elif tag == "table-row" and self._depth == 1:
            self._cells = []
        elif tag == "table-cell" and self._depth == 1 and self._cells is not None:
            self._cells.append([])
        self._open.append((element, tag))
        self._taken = None

    def end(self, element: Any) -> None:
        """An element has ended; its tail comes with the next event."""
        self._before()
        tag = local(element.tag)
        if self._open:
            self._open.pop()
        if tag in _BREAKS and not self._skipped:
            self._runs.append(_BREAKS[tag])
        self._skipped -= tag in _SKIPPED
        if tag == "note-body" and self._outer:
            self._runs = self._outer.pop()
        elif tag in ("p", "h") and not self._skipped:
            self._line_end(int(tag == "h") * 2, ended=True)
            self._paragraphs -= 1
        elif tag == "table-row" and self._depth == 1 and self._cells is not None:
            self._row(self._cells)
            self._cells = None
        elif tag == "table":
            self._depth -= 1
            self._gap = True
        self._taken = element

    def _before(self) -> None:
        """Takes the text that stands before the event that comes now."""
        if self._skipped or not self._paragraphs:
            return
        if self._taken is not None:
            self._runs.append(self._taken.tail or "")
        elif self._open:
            self._runs.append(self._open[-1][0].text or "")

    def _line_end(self, heading: int = 0, *, ended: bool = False) -> None:
        lines = [line for piece in "".join(self._runs).split("\n") if (line := tidy(piece))]
        self._runs.clear()
        if self._outer:
            self.notes += [TextBlock(line, not number, 0) for number, line in enumerate(lines)]
        elif self._cells:
            self._cells[-1] += lines
        elif lines:
            for number, line in enumerate(lines):
                self.blocks.append(TextBlock(line, (self._gap or heading > 0) and not number, heading))
            self._gap = heading > 0
        elif ended:
            self._gap = True

    def _row(self, cells: list[list[str]]) -> None:
        filled = [lines for lines in cells if lines]
        if len(filled) < 2 or any(len(lines) > 1 or len(lines[0]) > _LONG_CELL for lines in filled):
            for lines in filled:
                self.blocks += [TextBlock(line, not number, 0) for number, line in enumerate(lines)]
            self._gap = self._gap or bool(filled)
            return
        self.blocks.append(TextBlock(join_cells([("td", lines[0]) for lines in filled]), self._gap, 0))
        self._gap = False


@cache
def _extractor() -> str:
    from importlib.metadata import version

    return f"lxml {version('lxml')} + communique.odt 1"
