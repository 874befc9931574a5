"""A run's folder: records and problems come in one by one, and the files appear together at the end."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from ..models import SCHEMA_VERSION, Frozen, InputError, Problem, ProducedBy, Record
from .atomic import write_text
from .csv_tables import CsvTables
from .json_text import json_line, json_text
from .rendering import COUNTED, Format, Rendered, render
from .tables import TABLES
from .typed_tables import ParquetTables, SqliteTables

FORMATS: tuple[Format, ...] = ("json", "jsonl", "csv", "sqlite", "parquet")
"""What a run can write: one JSON file a record, all records as lines, flat tables as CSV, SQLite or Parquet."""
DEFAULT_FORMATS: tuple[Format, ...] = ("json", "jsonl", "csv")


MANIFEST = "run.json"
SQLITE = "tables.sqlite"
_FOLDERS = ("records", "parquet")
_PART = ".communique-part"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]|^\.|[. ]$')
_LONGEST = 200  # bytes of a file name's stem; file systems take 255 with the suffix


class OutputError(InputError):
    """The output folder cannot be written to without harm."""


class Counts(Frozen):
    """How many there are of each in a run; `problems` by code."""

    records: int
    events: int
    dates: int
    locations: int
    officials: int
    objectives: int
    problems: dict[str, int]


class Manifest(Frozen):
    """`run.json`: what a run wrote, with what. No time of day, so that two runs give the same bytes."""

    schema_version: str
    produced_by: ProducedBy
    formats: tuple[Format, ...]
    counts: Counts
    files: tuple[str, ...]


class RunWriter:
    """Writes a run: `records/<id>.json`, `records.jsonl`, the tables, `problems.jsonl`, `run.json`.

    Everything goes to a hidden folder inside `out` as it comes, and is moved into place by `close`. Left by
    an exception, the folder is as it was before. What an earlier run wrote there, and its `run.json` lists,
    is replaced or removed; files of anybody else are left alone. One run at a time a folder.

    Refused, as `OutputError`, before anything is written: an `out` that is no folder, and files in the way
    that no run wrote, unless `force` is given. Example: `with RunWriter(out, produced_by=p) as run: ...`.
    """

    def __init__(
        self, out: Path, *, produced_by: ProducedBy, formats: Sequence[Format] = DEFAULT_FORMATS, force: bool = False
    ) -> None:
        """Look at `out`, and open the files of this run."""
        self._out, self._is_new = out, not out.exists()
        self._part = out / _PART
        self._produced_by = produced_by
        self._formats = tuple(f for f in FORMATS if f in formats)
        self._earlier = _earlier_files(out)
        if not force:
            _refuse_strangers(out, self._earlier, self._formats)
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
        self._typed: list[SqliteTables | ParquetTables] = []
        if "csv" in self._formats:
            self._csv = self._stack.enter_context(closing(CsvTables(self._part, TABLES)))
        if "jsonl" in self._formats:
            lines = (self._part / "records.jsonl").open("w", encoding="utf-8", newline="")
            self._lines = self._stack.enter_context(lines)
        if "sqlite" in self._formats:
            self._typed.append(self._stack.enter_context(closing(SqliteTables(self._part / SQLITE, TABLES))))
        if "parquet" in self._formats:
            (self._part / "parquet").mkdir()
            self._typed.append(self._stack.enter_context(closing(ParquetTables(self._part / "parquet", TABLES))))

    def flush(self) -> None:
        """Make the lines and CSV that were written so far readable, in the hidden folder."""
        if "jsonl" in self._formats:
            self._lines.flush()
        if self._csv is not None:
            self._csv.flush()

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
        if "jsonl" in self._formats:
            self._lines.write(record.line)
        if self._csv is not None:
            self._csv.write(record.rows)
        for tables in self._typed:
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
        write_text(self._part / "problems.jsonl", "".join(map(json_line, rows)))
        manifest = self._manifest((*_fixed_files(self._formats), *sorted(self._names)))
        stale = sorted(self._earlier - set(manifest.files))
        # Until all is in place the list names old and new files, so that a run stopped here can be run again.
        both = manifest.model_copy(update={"files": (*manifest.files, *stale)})
        write_text(self._out / MANIFEST, json_text(both))
        for name in _FOLDERS:
            (self._out / name).mkdir(exist_ok=True)
        for name in manifest.files:
            (self._part / name).replace(self._out / name)
        for name in stale:
            (self._out / name).unlink(missing_ok=True)
        write_text(self._out / MANIFEST, json_text(manifest))
        for name in _FOLDERS:
            if not any((self._out / name).iterdir()):
                (self._out / name).rmdir()
        shutil.rmtree(self._part)
        return manifest

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
        self._stack.close()
        shutil.rmtree(self._part, ignore_errors=True)
        if self._is_new and not any(self._out.iterdir()):
            self._out.rmdir()


def parse_formats(names: str) -> tuple[Format, ...]:
    """Formats from names joined by commas, in the order of `FORMATS`. Refused: any other name."""
    wanted = [name.strip() for name in names.split(",")]
    for name in wanted:
        if name not in FORMATS:
            raise OutputError(f"there is no format {name!r}; known: {', '.join(FORMATS)}")
    return tuple(known for known in FORMATS if known in wanted)


def record_file_name(record_id: str) -> str:
    """The file name of a record: its id and '.json'.

    Characters that some file system refuses become '_', and an id too long is cut; then eight hexadecimal
    digits of its SHA-256 keep the names of different ids apart.
    """
    safe = _UNSAFE.sub("_", record_id).encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")
    if safe == record_id:
        return f"{safe}.json"
    digest = hashlib.sha256(record_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{safe}-{digest[:8]}.json"


def _fixed_files(formats: Sequence[Format]) -> tuple[str, ...]:
    tables = tuple(f"{table.name}.csv" for table in TABLES) if "csv" in formats else ()
    lines = ("records.jsonl",) if "jsonl" in formats else ()
    base = (SQLITE,) if "sqlite" in formats else ()
    parquet = tuple(f"parquet/{table.name}.parquet" for table in TABLES) if "parquet" in formats else ()
    return (*tables, *lines, *base, *parquet, "problems.jsonl")


def _earlier_files(out: Path) -> frozenset[str]:
    """Names of the files that the run before wrote, as its `run.json` says; empty where there was none."""
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is no folder")
    path = out / MANIFEST
    if not path.exists():
        return frozenset()
    try:
        manifest = Manifest.model_validate(json.loads(path.read_bytes()))
    except (ValueError, ValidationError) as error:
        raise OutputError(f"{path} is not a file that communique wrote") from error
    # A name that leads out of the folder was not written by a run; nothing is removed through it.
    return frozenset(n for n in manifest.files if re.fullmatch(r"((records|parquet)/)?[^/\\]+", n) and ".." not in n)


def _refuse_strangers(out: Path, earlier: frozenset[str], formats: Sequence[Format]) -> None:
    ours = set(_fixed_files(formats))
    there = [name for name in sorted(ours) if (out / name).exists()]
    if "json" in formats and (out / "records").is_dir():
        there += sorted(f"records/{path.name}" for path in (out / "records").iterdir())
    elif "json" in formats and (out / "records").exists():
        there.append("records")
    for name in there:
        if name not in earlier:
            raise OutputError(f"{out / name} was not written by a run of communique and is in the way")
