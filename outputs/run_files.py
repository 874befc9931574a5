"""The files of a run's folder: their names, those of the run before, and those of others that are in the way."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from ..models import Frozen, InputError, ProducedBy
from ..models.stored import LINES
from .tables import TABLES

Format = Literal["json", "jsonl", "csv", "sqlite", "parquet"]
FORMATS: tuple[Format, ...] = ("json", "jsonl", "csv", "sqlite", "parquet")
"""What a run can write: one JSON file a record, all records as lines, flat tables as CSV, SQLite or Parquet."""
MANIFEST, PROBLEMS = "run.json", "problems.jsonl"
SQLITE = "tables.sqlite"
PARQUET = "parquet"
_OURS = re.compile(r"(?:records/|parquet/(?:[a-z_]+/)?)?[^/\\]+")
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


def csv_names() -> tuple[str, ...]:
    """The CSV files of a run."""
    return tuple(f"{table.name}.csv" for table in TABLES)


def earlier_files(out: Path) -> frozenset[str]:
    """Names of the files that the run before wrote, as its `run.json` says; empty where there was none.

    Refused, as `OutputError`: an `out` that is no folder, and a `run.json` that no run wrote.
    """
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
    return frozenset(n for n in manifest.files if _OURS.fullmatch(n) and ".." not in n)


def refuse_strangers(out: Path, earlier: frozenset[str], formats: Sequence[Format]) -> None:
    """Refused, as `OutputError`: files in the way of a run's own which the run before did not write."""
    for name in _in_the_way(out, formats):
        if name not in earlier:
            raise OutputError(f"{out / name} was not written by a run of communique and is in the way")


def _in_the_way(out: Path, formats: Sequence[Format]) -> list[str]:
    fixed = [PROBLEMS, *(csv_names() if "csv" in formats else ()), *((SQLITE,) if "sqlite" in formats else ())]
    found = [name for name in sorted(fixed) if (out / name).exists()]
    patterns = {"json": ["records/*"], "jsonl": [LINES, "records-*.jsonl"], "parquet": ["parquet/*", "parquet/*/*"]}
    for name in formats:
        for pattern in patterns.get(name, ()):
            found += sorted(p.relative_to(out).as_posix() for p in out.glob(pattern) if p.is_file())
    # A file where a folder is needed is in the way as well.
    folders = {"json": "records", "parquet": PARQUET}
    return found + [folders[f] for f in formats if f in folders and (out / folders[f]).is_file()]
