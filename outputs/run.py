"""A run's folder: records and problems come in one by one, and the files appear together at the end."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import Self

from ..models import SCHEMA_VERSION, Problem, ProducedBy, Record
from .atomic import write_text
from .csv_tables import CsvTables
from .json_text import json_line, json_text
from .line_files import LineFiles
from .rendering import COUNTED, Rendered, render
from .run_files import (
    FORMATS,
    MANIFEST,
    PARQUET,
    PROBLEMS,
    SQLITE,
    Counts,
    Format,
    Manifest,
    OutputError,
    csv_names,
    earlier_files,
    record_file_name,
    refuse_strangers,
)
from .tables import TABLES
from .typed_tables import ParquetTables, SqliteTables

DEFAULT_FORMATS: tuple[Format, ...] = ("json", "jsonl", "csv")
_PART = ".communique-part"


class RunWriter:
    """Writes a run: `records/<id>.json`, `records.jsonl`, the tables, `problems.jsonl`, `run.json`.

    With `shard`, JSON lines and Parquet go to files of so many records each, which are whole as soon as they are full.

    Everything goes to a hidden folder inside `out` as it comes, and is moved into place by `close`. Left by
    an exception, the folder is as it was before. What an earlier run wrote there, and its `run.json` lists,
    is replaced or removed; files of anybody else are left alone. One run at a time a folder.

    Refused, as `OutputError`, before anything is written: an `out` that is no folder, and files in the way
    that no run wrote, unless `force` is given. Example: `with RunWriter(out, produced_by=p) as run: ...`.
    """

    def __init__(
        self,
        out: Path,
        *,
        produced_by: ProducedBy,
        formats: Sequence[Format] = DEFAULT_FORMATS,
        force: bool = False,
        shard: int | None = None,
    ) -> None:
        """Look at `out`, and open the files of this run."""
        self._shard = shard
        self._out, self._is_new = out, not out.exists()
        self._part = out / _PART
        self._produced_by = produced_by
        self._formats = tuple(f for f in FORMATS if f in formats)
        self._earlier = earlier_files(out)
        if not force:
            refuse_strangers(out, self._earlier, self._formats)
        self._problems: list[Problem] = []
        self._counts: Counter[str] = Counter()
        self._names: list[str] = []
        self._ids: set[str] = set()
        self._stack = ExitStack()
        self._open()

    def _open(self) -> None:
        shutil.rmtree(self._part, ignore_errors=True)
        (self._part / "records").mkdir(parents=True)
        self._csv: CsvTables | None = None
        self._lines: LineFiles | None = None
        self._sqlite: SqliteTables | None = None
        self._parquet: ParquetTables | None = None
        if "csv" in self._formats:
            self._csv = self._stack.enter_context(closing(CsvTables(self._part, TABLES)))
        if "jsonl" in self._formats:
            self._lines = self._stack.enter_context(closing(LineFiles(self._part, self._shard)))
        if "sqlite" in self._formats:
            self._sqlite = self._stack.enter_context(closing(SqliteTables(self._part / SQLITE, TABLES)))
        if "parquet" in self._formats:
            (self._part / PARQUET).mkdir()
            tables = ParquetTables(self._part / PARQUET, TABLES, self._shard)
            self._parquet = self._stack.enter_context(closing(tables))

    def flush(self) -> None:
        """Make what was written so far readable, in the hidden folder; of Parquet, the files that are full."""
        for files in (self._lines, self._csv, self._sqlite):
            if files is not None:
                files.flush()

    def write(self, record: Record) -> None:
        """Add a record. Refused: an id that this run has had already."""
        self.add(render(record, self._formats))

    def add(self, record: Rendered) -> None:
        """Add a record that was rendered elsewhere, for the formats of this run."""
        if record.id in self._ids:
            raise OutputError(f"two records have the id {record.id!r}")
        self._ids.add(record.id)
        if "json" in self._formats:
            name = f"records/{record_file_name(record.id)}"
            with (self._part / name).open("x", encoding="utf-8", newline="") as file:
                file.write(record.json)
            self._names.append(name)
        if self._lines is not None:
            self._lines.write(record.line)
        if self._csv is not None:
            self._csv.write(record.rows)
        for tables in (self._sqlite, self._parquet):
            if tables is not None:
                tables.write(record.cells)
        self._counts["records"] += 1
        self._counts.update(dict(zip(COUNTED, record.counts, strict=True)))

    def problem(self, problem: Problem) -> None:
        """Add a row to `problems.jsonl`."""
        self._problems.append(problem)

    def close(self) -> Manifest:
        """Put all files into place, and say what was written."""
        self._stack.close()
        rows = sorted(self._problems, key=lambda p: (p.path, p.stage, p.code, p.words))
        write_text(self._part / PROBLEMS, "".join(map(json_line, rows)))
        manifest = self._manifest((*self._fixed(), *sorted(self._names)))
        stale = sorted(self._earlier - set(manifest.files))
        # Until all is in place the list names old and new files, so that a run stopped here can be run again.
        both = manifest.model_copy(update={"files": (*manifest.files, *stale)})
        write_text(self._out / MANIFEST, json_text(both))
        for folder in sorted({(self._out / name).parent for name in manifest.files}):
            folder.mkdir(parents=True, exist_ok=True)
        for name in manifest.files:
            (self._part / name).replace(self._out / name)
        for name in stale:
            (self._out / name).unlink(missing_ok=True)
        write_text(self._out / MANIFEST, json_text(manifest))
        for folder in sorted({(self._out / name).parent for name in stale} - {self._out}, reverse=True):
            for empty in (folder, folder.parent):
                if empty != self._out and empty.is_dir() and not any(empty.iterdir()):
                    empty.rmdir()
        shutil.rmtree(self._part)
        return manifest

    def _fixed(self) -> tuple[str, ...]:
        """The files of this run that do not hold a single record."""
        return (
            *(csv_names() if self._csv is not None else ()),
            *(self._lines.names if self._lines is not None else ()),
            *((SQLITE,) if self._sqlite is not None else ()),
            *(f"{PARQUET}/{name}" for name in sorted(self._parquet.names if self._parquet is not None else ())),
            PROBLEMS,
        )

    def _manifest(self, files: tuple[str, ...]) -> Manifest:
        codes = Counter(problem.code for problem in self._problems)
        return Manifest(
            schema_version=SCHEMA_VERSION,
            produced_by=self._produced_by,
            formats=self._formats,
            counts=Counts(
                records=self._counts["records"],
                **{name: self._counts[name] for name in COUNTED},
                problems=dict(sorted(codes.items())),
            ),
            files=files,
        )

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close after a good end; after an exception throw away what was not yet in place."""
        if kind is None:
            self.close()
            return
        if self._sqlite is not None:
            self._sqlite.abandon()
        self._stack.close()
        shutil.rmtree(self._part, ignore_errors=True)
        if self._is_new and not any(self._out.iterdir()):
            self._out.rmdir()
