"""Where an export goes: nothing of anybody else is overwritten, and a file is there whole or not at all."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...models import InputError
from ...models.stored import record_files


class ExportError(InputError):
    """The export cannot be written; the words say why."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a format has no place for, or has in another form: what became of it, and how many there are."""

    count: int
    words: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: so many of `noun`, and what a reader of it should know."""

    written: int
    noun: str
    notes: tuple[Note, ...] = ()


def notes_of(counts: Counter[str]) -> tuple[Note, ...]:
    """A note for each of the words that were counted at least once, in order of the words."""
    return tuple(Note(count, words) for words, count in sorted(counts.items()) if count)


def check_target(run: Path, out: Path, *, folder: bool, force: bool) -> None:
    """Refuse, as `ExportError`, an `out` that is there already (unless `force`), is of the wrong sort, or is the run.

    The run and the files that it is read from are never overwritten, `force` or not.
    """
    ours = {path.resolve() for path in (run, *record_files(run))}
    if out.resolve() in ours:
        raise ExportError(f"{out} is what the records are read from")
    if not out.exists():
        return
    if out.is_dir() != folder:
        raise ExportError(f"{out} is {'no' if folder else 'a'} folder")
    if not force and (not folder or any(out.iterdir())):
        raise ExportError(f"{out} is there already; --force overwrites it")


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A path beside `out` to write to; it takes the place of `out` when the block ends well, and goes when not."""
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    try:
        yield part
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder beside `out` to write to; its files go to `out` when the block ends well, and are gone when not."""
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        yield part
        out.mkdir(exist_ok=True)
        for file in sorted(part.iterdir()):
            file.replace(out / file.name)
    finally:
        shutil.rmtree(part, ignore_errors=True)
