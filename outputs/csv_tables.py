"""Tables as CSV files that a spreadsheet can open without running anything."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from ..models import Record
from .columns import Cell, Table
from .json_text import without_surrogates

_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def neutral(text: str) -> str:
    """`text` so that no spreadsheet runs it: an apostrophe goes before what would begin a formula.

    That is text beginning with '=', '+', '-', '@', their full-width forms, tab, carriage return or line feed
    (as OWASP lists them under CSV injection). Text that begins so behind apostrophes gets one more, so that
    taking the first apostrophe from such a cell always gives back the text.

    Example: `neutral("=1+1") == "'=1+1"`.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def cell_text(value: Cell) -> str:
    """A cell as it stands in the file: null is empty, days are ISO, flags are 'true' or 'false'."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(without_surrogates(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else repr(value)


def csv_rows(table: Table[Any], record: Record) -> str:
    """The rows of `record` in `table`, as CSV lines that end in a line feed; line breaks in a text stay in its cell."""
    rows = [[cell_text(column.get(row)) for column in table.columns] for row in table.rows(record)]
    return _csv_text(rows)


def _csv_text(rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    lines = _LineFeeds()
    # With the terminator '\r\n' the csv module quotes both characters, in every version of Python.
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return "".join(lines.rows)


class CsvTables:
    """One CSV file a table, written row by row; nothing is held in memory.

    UTF-8, commas, quotes only where needed, lines end in a line feed. Close it, or use `contextlib.closing`.
    """

    def __init__(self, folder: Path, tables: Sequence[Table[Any]]) -> None:
        """Open a file for each table in `folder`, which must exist, and write the headers."""
        self._files: list[TextIO] = []
        for table in tables:
            file = (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="")
            self._files.append(file)
            file.write(_csv_text([table.header]))

    def write(self, rows: Sequence[str]) -> None:
        """Append one record's rows, a text a table, as `csv_rows` gives them."""
        for file, text in zip(self._files, rows, strict=True):
            file.write(text)

    def flush(self) -> None:
        """Make what was written readable by others."""
        for file in self._files:
            file.flush()

    def close(self) -> None:
        """Close all files."""
        for file in self._files:
            file.close()


class _LineFeeds:
    """Takes one finished row at a time and ends it in a line feed alone."""

    def __init__(self) -> None:
        """No rows yet."""
        self.rows: list[str] = []

    def write(self, row: str) -> int:
        self.rows.append(row[:-2] + "\n")
        return len(row)
