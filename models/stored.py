"""Records read back from files: a run's folder, a folder of records, JSON Lines, one record's JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from .record import Record
from .refusal import InputError

LINES, FOLDER = "records.jsonl", "records"
"""Where a run keeps its records: one JSON Lines file (or several, `records-00001.jsonl` and on), or else a folder with
a JSON file each."""


class RecordsError(InputError):
    """Records cannot be read; the words say file, line and reason."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: its file, and in a JSON Lines file the line (from 1) and that line's first byte."""

    file: Path
    line: int | None = None
    offset: int = 0

    def __str__(self) -> str:
        """As a message names it: 'run/records.jsonl:3'."""
        return str(self.file) if self.line is None else f"{self.file}:{self.line}"


def record_files(path: Path) -> tuple[Path, ...]:
    """The files that `stored_records(path)` reads, in its order. Refused, as `RecordsError`: a path without any."""
    if path.is_file():
        return (path,)
    if (path / LINES).is_file():
        return (path / LINES,)
    if lines := sorted(path.glob("records-*.jsonl"), key=lambda p: (len(p.name), p.name)):
        return tuple(lines)
    for folder in (path / FOLDER, path):
        if files := tuple(sorted(p for p in folder.glob("*.json") if p.name != "run.json")):
            return files
    raise RecordsError(f"{path}: holds no records; a run writes them with --format jsonl or json")


def line_files(folder: Path) -> tuple[Path, ...]:
    """The JSON Lines files of a run, in its order: `records.jsonl`, or `records-00001.jsonl` and on; none if none."""
    if (folder / LINES).is_file():
        return (folder / LINES,)
    # From the hundred thousandth file on a number has a digit more.
    return tuple(sorted(folder.glob("records-*.jsonl"), key=lambda path: (len(path.name), path.name)))


def stored_records(path: Path) -> Iterator[tuple[Place, Record]]:
    """The records of `path`, each with its place, in the order of the files; one is held at a time.

    `path` is a run's folder (its JSON Lines are read, or else its `records/*.json`), a folder of records, a JSON
    Lines file, or one record's JSON file. Refused, as `RecordsError` with file and line: what is no record of this
    schema, and a second record of the same id.

    Example: `for place, record in stored_records(Path("run")): ...`.
    """
    seen: set[str] = set()
    for file in record_files(path):
        for place, raw in _raw_records(file):
            record = _parsed(raw, place)
            if record.id in seen:
                raise RecordsError(f"{place}: is a second record with the id {record.id!r}")
            seen.add(record.id)
            yield place, record


def record_at(place: Place) -> Record:
    """The record that `stored_records` gave with this place, read again."""
    with place.file.open("rb") as file:
        file.seek(place.offset)
        return _parsed(file.read() if place.line is None else file.readline(), place)


def _raw_records(file: Path) -> Iterator[tuple[Place, bytes]]:
    if file.suffix == ".json":
        yield Place(file), file.read_bytes()
        return
    offset = 0
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield Place(file, number, offset), line
            offset += len(line)


def _parsed(raw: bytes, place: Place) -> Record:
    try:
        return Record.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "(the whole)"
        raise RecordsError(f"{place}: is no record: {key}: {first['msg']}") from error
