"""A run's folder, read back: its records one by one, its problems, what made it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ...models import InputError, Problem, Record
from ...models.stored import Place, record_files, stored_records
from ..run_files import MANIFEST, Manifest

M = TypeVar("M", bound=BaseModel)


class RunError(InputError):
    """The folder holds no run."""


class RunFolder:
    """What `communique extract --out` wrote. Records are read when they are asked for, one at a time.

    Refused: a folder without `run.json` (as `RunError`), a run without records and, when it is read, a record that is
    not of this version's form (as `RecordsError`).

    Example: `for record in RunFolder(Path("run")).records(): ...`.
    """

    def __init__(self, folder: Path) -> None:
        """Look at `folder`; no record is read yet."""
        self.folder = folder
        path = folder / MANIFEST
        if not path.is_file():
            raise RunError(f"{folder} holds no run: there is no {MANIFEST}")
        self.manifest = _parsed(Manifest, path.read_bytes(), str(path))
        record_files(folder)

    def placed(self) -> Iterator[tuple[Place, Record]]:
        """All records with their places, from which `record_at` reads one again; in the order of the run's files."""
        return stored_records(self.folder)

    def records(self) -> Iterator[Record]:
        """All records."""
        return (record for _, record in self.placed())

    def problems(self) -> Iterator[Problem]:
        """What could not be read, as `problems.jsonl` lists it."""
        path = self.folder / "problems.jsonl"
        if path.is_file():
            with path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    yield _parsed(Problem, line, f"{path}:{number}")


def _parsed(model: type[M], data: bytes, where: str) -> M:
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "(the whole)"
        raise RunError(f"{where}: {key}: {first['msg']}") from error
