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
_ROW_GROUP = 10_000


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
    """One table each in a SQLite file. While the run goes on, others read what `flush` has committed: whole records.

    Readers neither wait for the run nor hold it up (write-ahead log). At the end the file is written out anew, so that
    its bytes depend on the records alone, and not on when somebody asked for a flush.
    """

    def __init__(self, path: Path, tables: Sequence[Table[Any]]) -> None:
        """A new file at `path`; `close` adds an index on `record_id` to every table."""
        self._path, self._abandoned = path, False
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=OFF")  # the run's journal, not the disk's, is what survives a crash
        self._base.execute("BEGIN")
        self._inserts = []
        for table in tables:
            columns = ", ".join(f'"{column.name}" {_SQL[column.kind]}' for column in table.columns)
            self._base.execute(f'CREATE TABLE "{table.name}" ({columns})')
            marks = ",".join("?" * len(table.columns))
            self._inserts.append(f'INSERT INTO "{table.name}" VALUES ({marks})')  # noqa: S608 - names of our own
        self._tables = tables
        self.flush()

    def write(self, cells: Cells) -> None:
        """Append one record's rows."""
        for insert, rows in zip(self._inserts, cells, strict=True):
            if rows:
                self._base.executemany(insert, rows)

    def flush(self) -> None:
        """Commit what was written: from now on others see it."""
        self._base.execute("COMMIT")
        self._base.execute("BEGIN")

    def abandon(self) -> None:
        """Close the file as it is: it will be thrown away."""
        self._base.close()
        self._abandoned = True

    def close(self) -> None:
        """Index, write the file out, and close it."""
        if self._abandoned:
            return
        for table in self._tables:
            self._base.execute(f'CREATE INDEX "{table.name}_by_record" ON "{table.name}" (record_id)')
        self._base.execute("COMMIT")
        whole = self._path.with_name(f"{self._path.name}.whole")
        whole.unlink(missing_ok=True)
        self._base.execute("VACUUM INTO ?", (str(whole),))
        self._base.close()
        for suffix in ("-wal", "-shm"):
            self._path.with_name(f"{self._path.name}{suffix}").unlink(missing_ok=True)
        whole.replace(self._path)


class ParquetTables:
    """Parquet files `<table>.parquet`; or, with `size`, a dataset a table: `<table>/00001.parquet` and on, each with
    the rows of `size` records. Memory holds no more than a row group, some 10,000 rows of each table. A file can be
    read when it is closed.

    `names` are those of the files so far. Refused, as `InputError`: an environment without pyarrow.
    """

    def __init__(self, folder: Path, tables: Sequence[Table[Any]], size: int | None = None) -> None:
        """New files in `folder`, which must exist."""
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise InputError("Parquet needs pyarrow: pip install 'communique[parquet]'") from error
        types = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "date": pa.date32()}
        self._pa, self._pq = pa, pq
        self._folder, self._tables, self._size = folder, tables, size
        self._kinds = [[column.kind for column in table.columns] for table in tables]
        self._schemas = [pa.schema([(c.name, types[c.kind]) for c in table.columns]) for table in tables]
        self.names: list[str] = []
        self._parts = self._records = 0
        self._open()

    def write(self, cells: Cells) -> None:
        """Append one record's rows; full files are closed first."""
        if self._records == self._size:
            self.close()
            self._open()
        self._records += 1
        for number, rows in enumerate(cells):
            self._waiting[number] += rows
            if len(self._waiting[number]) >= _ROW_GROUP:
                self._empty(number)

    def flush(self) -> None:
        """Nothing: a Parquet file cannot be read before its end is there."""

    def close(self) -> None:
        """Write what is left and close all files."""
        for number, writer in enumerate(self._writers):
            self._empty(number)
            writer.close()

    def _open(self) -> None:
        self._parts, self._records = self._parts + 1, 0
        part = "" if self._size is None else f"/{self._parts:05d}"
        names = [f"{table.name}{part}.parquet" for table in self._tables]
        for name in names:
            (self._folder / name).parent.mkdir(exist_ok=True)
        self._writers = [
            self._pq.ParquetWriter(self._folder / name, schema, compression="zstd")
            for name, schema in zip(names, self._schemas, strict=True)
        ]
        self._waiting: list[list[list[Plain]]] = [[] for _ in self._tables]
        self.names += names

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
