"""A run's folder, read back: its records one by one, its problems, what made it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ...models import InputError, Problem, Record
from ..run import MANIFEST, Manifest

M = TypeVar("M", bound=BaseModel)
_LINES, _FOLDER = "records.jsonl", "records"


class RunError(InputError):
    """The folder holds no run that a report can be made of."""


class RunFolder:
    """What `communique extract --out` wrote. Records are read when they are asked for, one at a time.

    Refused, as `RunError`: a folder without `run.json`, a run without records (neither `records.jsonl` nor
    `records/`), and, when it is read, a record that is not of this version's form.

    Example: `for record in RunFolder(Path("run")).records(): ...`.
    """

    def __init__(self, folder: Path) -> None:
        """Look at `folder`; no record is read yet."""
        self.folder = folder
        path = folder / MANIFEST
        if not path.is_file():
            raise RunError(f"{folder} holds no run: there is no {MANIFEST}")
        self.manifest = _parsed(Manifest, path.read_bytes(), str(path))
        self._lines = folder / _LINES if (folder / _LINES).is_file() else None
        if self._lines is None and not (folder / _FOLDER).is_dir():
            raise RunError(f"{folder} holds no records; a report needs a run with --format jsonl or json")
        self._places: dict[str, int | Path] = {}

    def records(self) -> Iterator[Record]:
        """All records, in the order of the run (in that of their file names where there is no `records.jsonl`)."""
        if self._lines is None:
            for path in sorted((self.folder / _FOLDER).glob("*.json")):
                record = _parsed(Record, path.read_bytes(), str(path))
                self._places[record.id] = path
                yield record
            return
        with self._lines.open("rb") as file:
            place = 0
            for number, line in enumerate(file, 1):
                record = _parsed(Record, line, f"{self._lines}, line {number}")
                self._places[record.id] = place
                place += len(line)
                yield record

    def record(self, record_id: str) -> Record:
        """The record with this id, which `records` has given before. Refused: any other, as `KeyError`."""
        place = self._places[record_id]
        if isinstance(place, Path):
            return _parsed(Record, place.read_bytes(), str(place))
        assert self._lines is not None
        with self._lines.open("rb") as file:
            file.seek(place)
            return _parsed(Record, file.readline(), f"{self._lines}, byte {place}")

    def problems(self) -> Iterator[Problem]:
        """What could not be read, as `problems.jsonl` lists it."""
        path = self.folder / "problems.jsonl"
        if path.is_file():
            with path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    yield _parsed(Problem, line, f"{path}, line {number}")


def _parsed(model: type[M], data: bytes, where: str) -> M:
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "(the whole)"
        raise RunError(f"{where}: {key}: {first['msg']}") from error
