"""The records of a run, one by one, from its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from ...models import InputError, Record

LINES, FOLDER = "records.jsonl", "records"


class ExportError(InputError):
    """Records cannot be read, or the export cannot be written; the words say file, line and reason."""


def records_in(run: Path) -> Iterator[Record]:
    """The records of `run`, in the order of its files; one is held at a time.

    `run` is a run's folder (its `records.jsonl` is read, or else its `records/*.json`), a folder of records, a JSON
    Lines file, or one record's JSON file. Refused, as `ExportError` with file and line: what is no record of this
    schema, and a second record of the same id.
    """
    seen: set[str] = set()
    for where, raw in _raw_records(run):
        try:
            record = Record.model_validate_json(raw)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(map(str, first["loc"])) or "(the whole)"
            raise ExportError(f"{where}: is no record: {key}: {first['msg']}") from error
        if record.id in seen:
            raise ExportError(f"{where}: is a second record with the id {record.id!r}")
        seen.add(record.id)
        yield record


def record_files(run: Path) -> tuple[Path, ...]:
    """The files that `records_in(run)` reads, in its order. Refused: a path without any."""
    if run.is_file():
        return (run,)
    if (run / LINES).is_file():
        return (run / LINES,)
    for folder in (run / FOLDER, run):
        if files := tuple(sorted(p for p in folder.glob("*.json") if p.name != "run.json")):
            return files
    raise ExportError(f"{run}: holds no records; a run writes them with --format jsonl or json")


def _raw_records(run: Path) -> Iterator[tuple[str, bytes]]:
    """Each record's JSON with the place it was found in."""
    for file in record_files(run):
        if file.suffix == ".json":
            yield str(file), file.read_bytes()
            continue
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield f"{file}:{number}", line
