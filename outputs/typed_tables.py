"""The flat tables in a SQLite file and in Parquet files, with the types of their columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..models import InputError, Record
from .columns import Cell, Kind, Table
from .json_text import without_surrogates

Plain = str | int | float | bool | None
Cells = tuple[list[list[Plain]], ...]
"""Rows of cells for each table; a day is its ISO text."""

_SQL: dict[Kind, str] = {"text": "TEXT", "int": "INTEGER", "float": "REAL", "bool": "INTEGER", "date": "TEXT"}
_ROW_GROUP, _COMMIT = 50_000, 500


def table_cells(tables: Sequence[Table[Any]], record: Record) -> Cells:
    """The rows of `record` in each table. Texts are as they are: only spreadsheets run formulas."""
    return tuple(
        [[_plain(column.get(row)) for column in table.columns] for row in table.rows(record)] for table in tables
    )


def _plain(value: Cell) -> Plain:
    if isinstance(value, date):
        return value.isoformat()
    return without_surrogates(value) if isinstance(value, str) else value


class SqliteTables:
    """One table each in a SQLite file. Others can read it while the run goes on: every 500 records are committed.

    The file's bytes depend on where commits are, so they are at fixed places and not when somebody asks.
    """

    def __init__(self, path: Path, tables: Sequence[Table[Any]]) -> None:
        """A new file at `path`, with an index on `record_id` in every table."""
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA synchronous=OFF")  # the run's journal, not the disk's, is what survives a crash
        self._inserts = []
        for table in tables:
            columns = ", ".join(f'"{column.name}" {_SQL[column.kind]}' for column in table.columns)
            self._base.execute(f'CREATE TABLE "{table.name}" ({columns})')
            marks = ",".join("?" * len(table.columns))
            self._inserts.append(f'INSERT INTO "{table.name}" VALUES ({marks})')  # noqa: S608 - names of our own
        self._tables = tables
        self._records = 0
        self._base.execute("BEGIN")

    def write(self, cells: Cells) -> None:
        """Append one record's rows."""
        for insert, rows in zip(self._inserts, cells, strict=True):
            if rows:
                self._base.executemany(insert, rows)
        self._records += 1
        if self._records % _COMMIT == 0:
            self._base.execute("COMMIT")
            self._base.execute("BEGIN")

    def close(self) -> None:
        """Index, commit, and close the file."""
        for table in self._tables:
            self._base.execute(f'CREATE INDEX "{table.name}_by_record" ON "{table.name}" (record_id)')
        self._base.execute("COMMIT")
        self._base.close()


class ParquetTables:
    """One Parquet file a table, in row groups of at most 50,000 rows. A file can be read when it is closed.

    Refused, as `InputError`: an environment without pyarrow.
    """

    def __init__(self, folder: Path, tables: Sequence[Table[Any]]) -> None:
        """New files `<table>.parquet` in `folder`, which must exist."""
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise InputError("Parquet needs pyarrow: pip install 'communique[parquet]'") from error
        types = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "date": pa.date32()}
        self._pa = pa
        self._kinds = [[column.kind for column in table.columns] for table in tables]
        self._schemas = [pa.schema([(c.name, types[c.kind]) for c in table.columns]) for table in tables]
        self._writers = [
            pq.ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd")
            for table, schema in zip(tables, self._schemas, strict=True)
        ]
        self._waiting: list[list[list[Plain]]] = [[] for _ in tables]

    def write(self, cells: Cells) -> None:
        """Append one record's rows."""
        for number, rows in enumerate(cells):
            self._waiting[number] += rows
            if len(self._waiting[number]) >= _ROW_GROUP:
                self._empty(number)

    def close(self) -> None:
        """Write what is left and close all files."""
        for number, writer in enumerate(self._writers):
            self._empty(number)
            writer.close()

    def _empty(self, number: int) -> None:
        rows, self._waiting[number] = self._waiting[number], []
        if rows:
            columns = [
                self._pa.array([_typed(kind, row[k]) for row in rows], type=field.type)
                for k, (kind, field) in enumerate(zip(self._kinds[number], self._schemas[number], strict=True))
            ]
            self._writers[number].write_table(self._pa.Table.from_arrays(columns, schema=self._schemas[number]))


def _typed(kind: Kind, value: Plain) -> Cell:
    return date.fromisoformat(str(value)) if kind == "date" and value is not None else value
