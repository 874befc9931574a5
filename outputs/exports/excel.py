"""A run as an Excel workbook: a sheet a table, with real dates and numbers, and nothing that runs.

Limits of a sheet and of a cell: Microsoft, "Excel specifications and limits". Rows are written as they come (XlsxWriter
with `constant_memory`), so that the size of the run does not matter.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...models import ProducedBy, Record
from ..columns import Cell, Column, Table
from ..csv_tables import neutral
from ..tables import TABLES
from .target import Exported, ExportError, Note, notes_of, whole_file

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

ROWS = 1_048_576
"""Rows of a sheet, the header's among them."""
CHARACTERS = 32_767
"""Longest text of a cell, in UTF-16 code units."""
_DIGITS = 10**15
"""From here on a number of Excel's loses digits."""
_FIRST_YEAR = 1900
_PLAIN = re.compile("[^\\W_][\t\n\x20-\x7e\u00a0-\ud7ff]*\\Z")
"""A text that a cell takes as it is; a text that is not like this may be one too."""
_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RETURN = re.compile("\r\n?")
_WIDTHS = {"text": 22, "int": 9, "float": 11, "bool": 9, "date": 12}
_WIDE = ("name", "title", "words", "text", "value", "mention_text", "officials", "titles", "aliases")
_CUT = "cells with the first 32,767 characters of a longer text"
_UNHELD_WORDS = "cells with U+FFFD for characters that no workbook can hold"
_EARLY = "days before 1900, written as texts, as Excel's calendar begins there"
_LARGE = "numbers of more than 15 digits, written as texts, as Excel would round them"
_MORE = "tables that go on in a further sheet, as a sheet ends after 1,048,576 rows"


def write_workbook(records: Iterable[Record], out: Path, *, rows: int = ROWS) -> Exported:
    """Write all tables of `records` to the workbook `out`; a sheet has at most `rows` rows, then a further one follows.

    The first sheet, `about`, says what the workbook holds, from which version, and what its cells could not hold.
    Sheets without rows are hidden. Texts are always texts: none is a formula, a link or a number. Refused, as
    `ExportError`: an environment without XlsxWriter.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise ExportError("Excel needs XlsxWriter: pip install 'communique[exports]'") from error
    options = {"constant_memory": True, "use_zip64": True}
    with whole_file(out) as part, tempfile.TemporaryDirectory(prefix="communique-") as scratch:
        workbook = xlsxwriter.Workbook(str(part), options | {"tmpdir": scratch})
        try:
            book = _Book(workbook, rows)
            for record in records:
                book.add(record)
            exported = book.finish()
        finally:
            _close(workbook, out)
    return exported


def _close(workbook: Workbook, out: Path) -> None:
    from xlsxwriter.exceptions import XlsxFileError

    try:
        workbook.close()
    except XlsxFileError as error:
        raise ExportError(f"{out}: {error}") from error


class _Book:
    """The sheets of a workbook while rows come in."""

    def __init__(self, workbook: Workbook, rows: int) -> None:
        # Without a day of its own a workbook bears the day of its making.
        workbook.set_properties({"title": "Press releases, as communique reads them", "created": datetime(1980, 1, 1)})
        self._styles = _Styles.of(workbook)
        self._about = workbook.add_worksheet("about")
        self._notes: Counter[str] = Counter()
        self._tables = [_Sheets(workbook, table, self._styles, rows, self._notes) for table in TABLES]
        self._produced: dict[ProducedBy, None] = {}

    def add(self, record: Record) -> None:
        """The record's rows in all tables."""
        self._produced.setdefault(record.produced_by)
        for table in self._tables:
            for row in table.table.rows(record):
                table.write(row)

    def finish(self) -> Exported:
        """Filters, hidden sheets, and the sheet that says what there is."""
        for table in self._tables:
            table.finish()
        notes = notes_of(self._notes)
        self._write_about(notes)
        return Exported(sum(table.count for table in self._tables), "rows", notes)

    def _write_about(self, notes: Sequence[Note]) -> None:
        sheet, styles = self._about, self._styles
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 12)
        sheet.set_column(2, 2, 90)
        sheet.write_string(0, 0, "Press releases, as communique reads them", styles.title)
        lines = [f"communique {p.communique}, resources {p.resources}" for p in self._produced]
        lines.append("Tables are joined by record_id. Spans are code points of the article's text, end exclusive.")
        for row, words in enumerate(lines, 1):
            sheet.write_string(row, 0, words)
        row = len(lines) + 2
        for column, words in enumerate(("sheet", "rows", "columns")):
            sheet.write_string(row, column, words, styles.header)
        for table in self._tables:
            row += 1
            if table.count:
                sheet.write_url(row, 0, f"internal:'{table.table.name}'!A1", styles.link, table.table.name)
            else:
                sheet.write_string(row, 0, table.table.name, styles.dim)
            sheet.write_number(row, 1, table.count, styles.count)
            sheet.write_string(row, 2, ", ".join(table.table.header), styles.wrapped)
        for note in notes:
            row += 1
            sheet.write_string(row + 1, 0, "note", styles.header)
            sheet.write_number(row + 1, 1, note.count, styles.count)
            sheet.write_string(row + 1, 2, note.words)


class _Sheets:
    """A table's sheet, and those that it goes on in."""

    def __init__(self, workbook: Workbook, table: Table[Any], styles: _Styles, rows: int, notes: Counter[str]) -> None:
        self.table = table
        self.count = 0
        self._workbook, self._styles, self._rows, self._notes = workbook, styles, rows, notes
        self._number = 0
        self._open()

    def _open(self) -> None:
        self._number += 1
        name = self.table.name if self._number == 1 else f"{self.table.name} ({self._number})"
        self._sheet = self._workbook.add_worksheet(name)
        self._next = 1
        for number, column in enumerate(self.table.columns):
            style = self._styles.day if column.kind == "date" else None
            self._sheet.set_column(number, number, _width(column), style)
        self._sheet.set_row(0, 18)
        for number, name in enumerate(self.table.header):
            self._sheet.write_string(0, number, name, self._styles.header)
        self._sheet.freeze_panes(1, 0)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def write(self, row: object) -> None:
        """Append a row, on a new sheet where this one is full."""
        if self._next >= self._rows:
            self._close()
            self._open()
            self._notes[_MORE] += self._number == 2
        for number, column in enumerate(self.table.columns):
            value = column.get(row)
            if value is not None:
                self._cell(self._next, number, value)
        self._next += 1
        self.count += 1

    def _close(self) -> None:
        self._sheet.autofilter(0, 0, self._next - 1, len(self.table.columns) - 1)

    def finish(self) -> None:
        """Set the filter; hide a sheet without rows."""
        self._close()
        if not self.count:
            self._sheet.hide()

    def _cell(self, row: int, column: int, value: Cell) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value)
        elif isinstance(value, date):
            if value.year >= _FIRST_YEAR:
                self._sheet.write_datetime(row, column, value, self._styles.day)
            else:
                self._notes[_EARLY] += 1
                self._text(row, column, value.isoformat())
        elif isinstance(value, int | float):
            if abs(value) < _DIGITS:
                self._sheet.write_number(row, column, value)
            else:
                self._notes[_LARGE] += 1
                self._text(row, column, repr(value))
        elif value:
            self._text(row, column, str(value))

    def _text(self, row: int, column: int, value: str) -> None:
        """A cell of text. One that begins like a formula bears the mark that editing the cell keeps it a text."""
        if _PLAIN.match(value):
            self._notes[_CUT] += self._sheet.write_string(row, column, value) == -2
            return
        held, changed = _UNHELD.subn("\ufffd", _RETURN.sub("\n", value))
        self._notes[_UNHELD_WORDS] += bool(changed)
        style = self._styles.guarded if neutral(held) != held else None
        if held.startswith("<r>"):
            # XlsxWriter takes such a text for markup of its own, and would write it as it is.
            fits = _cut(held)
            self._notes[_CUT] += fits != held
            self._sheet.write_rich_string(row, column, fits[0], fits[1], fits[2:])
        elif self._sheet.write_string(row, column, held, style) == -2:
            self._notes[_CUT] += 1


@dataclass(frozen=True)
class _Styles:
    """The looks of cells."""

    header: Format
    title: Format
    day: Format
    guarded: Format
    link: Format
    dim: Format
    count: Format
    wrapped: Format

    @classmethod
    def of(cls, workbook: Workbook) -> _Styles:
        """The styles, as `workbook` has them."""
        header = {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "valign": "vcenter"}
        looks: dict[str, dict[str, Any]] = {
            "header": header,
            "title": {"bold": True, "font_size": 14},
            "day": {"num_format": "yyyy-mm-dd", "align": "left"},
            "guarded": {"quote_prefix": True},
            "link": {"font_color": "#0563C1", "underline": 1, "valign": "top"},
            "dim": {"font_color": "#7F7F7F", "valign": "top"},
            "count": {"num_format": "#,##0", "valign": "top"},
            "wrapped": {"text_wrap": True, "valign": "top"},
        }
        return cls(**{name: workbook.add_format(look) for name, look in looks.items()})


def _width(column: Column[Any]) -> int:
    return 44 if column.name in _WIDE else max(_WIDTHS[column.kind], len(column.name) + 4)


def _cut(text: str) -> str:
    """As much of `text` as a cell holds; no character is cut in two."""
    units = text.encode("utf-16-le")[: 2 * CHARACTERS]
    return units.decode("utf-16-le", "ignore")
