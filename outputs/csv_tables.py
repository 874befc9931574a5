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


class CsvTables:
    """Writes records into one CSV file a table, row by row; nothing is held in memory.

    UTF-8, commas, quotes only where needed, lines end in a line feed; line breaks in a text stay in its cell.
    Close it, or use `contextlib.closing`.
    """

    def __init__(self, folder: Path, tables: Sequence[Table[Any]]) -> None:
        """Open a file for each table in `folder`, which must exist, and write the headers."""
        self._tables = tuple(tables)
        self._files: list[TextIO] = []
        self._writers: list[Any] = []
        for table in self._tables:
            file = (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="")
            self._files.append(file)
            # With the terminator '\r\n' the csv module quotes both characters, in every version of Python.
            writer = csv.writer(_LineFeeds(file), lineterminator="\r\n")
            writer.writerow(table.header)
            self._writers.append(writer)

    def write(self, record: Record) -> None:
        """Append the rows of one record to every table."""
        for table, writer in zip(self._tables, self._writers, strict=True):
            for row in table.rows(record):
                writer.writerow([cell_text(column.get(row)) for column in table.columns])

    def close(self) -> None:
        """Close all files."""
        for file in self._files:
            file.close()


class _LineFeeds:
    """Takes one finished row at a time and ends it in a line feed alone."""

    def __init__(self, file: TextIO) -> None:
        """Pass rows on to `file`."""
        self._file = file

    def write(self, row: str) -> int:
        return self._file.write(row[:-2] + "\n")
