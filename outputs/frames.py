"""The flat tables as pandas data frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..models import Record
from .columns import Cell, Kind
from .tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

DTYPES: dict[Kind, str] = {
    "text": "string",
    "int": "Int64",
    "float": "Float64",
    "bool": "boolean",
    "date": "datetime64[s]",
}
"""Data type of a column by its kind. All can be missing. Days are midnights in seconds, for any year."""


def to_frames(records: Iterable[Record]) -> dict[str, pd.DataFrame]:
    """A data frame a table, with the columns of the CSV files; a table without rows has its columns too.

    Texts are as they are; only CSV cells are guarded against formulas. Example: `to_frames(rs)["events"]`.
    """
    import pandas as pd

    columns: dict[str, list[list[Cell]]] = {table.name: [[] for _ in table.columns] for table in TABLES}
    for record in records:
        for table in TABLES:
            cells = columns[table.name]
            for row in table.rows(record):
                for values, column in zip(cells, table.columns, strict=True):
                    values.append(column.get(row))
    return {
        table.name: pd.DataFrame(
            {
                column.name: pd.Series(values, dtype=DTYPES[column.kind])
                for column, values in zip(table.columns, columns[table.name], strict=True)
            }
        )
        for table in TABLES
    }
