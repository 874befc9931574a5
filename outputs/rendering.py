"""A record as the texts that a run's files are made of, so that one process can render and another write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import Record
from .csv_tables import csv_rows
from .json_text import json_line, json_text
from .run_files import Format
from .tables import TABLES
from .typed_tables import Cells, table_cells

COUNTED = ("events", "dates", "locations", "officials", "objectives")
"""Lists of a record whose lengths a run sums up."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A record's texts. `json` and `rows` are empty where the format is not wanted; `line` never is.

    `rows` holds, for each table of `TABLES`, the record's lines of CSV; `cells` its rows as plain values, for formats
    that keep types; `counts` the lengths of `COUNTED`.
    """

    id: str
    json: str
    line: str
    rows: tuple[str, ...]
    counts: tuple[int, ...]
    cells: Cells = ()


def render(record: Record, formats: Sequence[Format]) -> Rendered:
    """The texts of `record` for the files of `formats`."""
    return Rendered(
        id=record.id,
        json=json_text(record) if "json" in formats else "",
        line=json_line(record),
        rows=tuple(csv_rows(table, record) for table in TABLES) if "csv" in formats else (),
        counts=tuple(len(getattr(record, name)) for name in COUNTED),
        cells=table_cells(TABLES, record) if {"sqlite", "parquet"} & set(formats) else (),
    )
